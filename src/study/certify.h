/* certify.h - what a certificate states about a result, gathered.
 *
 * A certificate lets a stranger recompute every division and every rounding
 * without the engine (src/checker). This room decides what is stated;
 * src/report/report_certificate.h writes it.
 *
 * Ownership: a Certificate lives in the arena and pool given.
 */
#ifndef FORDELA_CERTIFY_H
#define FORDELA_CERTIFY_H

#include "exact/exact.h"

/* An amount that a column adds (or takes away) row by row: of the division or
 * the rounding number `number`. */
typedef struct CertTerm {
    bool rounding;
    bool minus;
    size_t number;
} CertTerm;

/* A column as a sum: rest + terms. Without terms the column is stated. */
typedef struct CertSum {
    CertTerm *term;
    size_t n_terms;
    const Rat **rest;       /* one per row; NULL: 0 in every row */
} CertSum;

/* ln, log10, exp, sqrt or power of numbers, as the decimal that was used. */
typedef struct CertDecimal {
    ExprKind kind;
    const Rat *of[2];
    size_t n_of;
    const Rat *value;
} CertDecimal;
typedef VEC(CertDecimal) CertDecimals;

/* As much as the checker takes (checker/checker.h): divisions, and roundings,
 * in one certificate; cells between the totals of two tables, times the rows
 * of both; what is done more than once with a value (claims.h), decimals and
 * terms of sums among it, together a minute; bytes, which 10^6 rows with one
 * division and one rounding fill to 0.6. */
#define CERT_STEPS_MAX 1000
#define CERT_SIDES_MAX 200000000.0
#define CERT_WORK_MAX 1000000000.0
#define CERT_BYTES_MAX ((size_t)1 << 30)

typedef struct Certificate {
    const Result *result;
    const AllocTrace **alloc;   /* numbered in the order of the program */
    size_t n_allocs;
    const RoundTrace **round;
    CertSum *round_from;        /* n_rounds: what was rounded */
    size_t n_rounds;
    const Def **def;            /* results, in the order written */
    CertSum *def_from;          /* n_defs */
    size_t n_defs;
    CertDecimals decimals;      /* each once */
} Certificate;

/* pool: with more bits than the result's numbers. Faults (something that
 * cannot be certified, by name) go to diags, and NULL. */
Certificate *study_certify(Arena *arena, RatPool *pool, const Result *result,
                           Diags *diags);
/* The fault of numbers that outgrew the pool, which is cleared. */
void study_certify_digits(RatPool *pool, Diags *diags);

#endif
