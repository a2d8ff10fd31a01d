/* marginal.h - one more resident, patient or krona in one recipient: what it
 * gives that one and takes from each other.
 *
 * Every amount is computed anew by the exact evaluator, with the one input
 * changed, so that nothing is a derivative: kinks, ties and roundings count.
 *
 * Ownership: a Marginal lives in the arena and pool it was made with, a row in
 * those given for it.
 */
#ifndef FORDELA_MARGINAL_H
#define FORDELA_MARGINAL_H

#include "exact/exact.h"

/* Recipients of a whole matrix, at most. */
#define MARGINAL_ROWS_MAX 1000

typedef struct MarginalAsk {
    const Result *result;   /* the scenario as it stands */
    const char *data;       /* what there is more of */
    const char *code;       /* in whom; NULL: in each in turn */
    const Node *by;         /* how much more; NULL: 1 in base units, of shares
                               1 % */
    const char *name;       /* of the result; NULL: the main one */
} MarginalAsk;

/* A column before or after; `exact` without the result's own rounding, the same
 * as amount if it has none. */
typedef struct MarginalAmounts {
    const Rat **amount, **exact;    /* n */
    const Rat *sum, *exact_sum;
} MarginalAmounts;

typedef struct Marginal {
    const Result *result;
    const Def *data, *def;
    const Table *table;     /* of both */
    size_t n;
    const Rat *step;        /* in base units */
    bool negative;          /* the data has negative values as it is */
    bool rounded;           /* the result has a rounding of its own */
    size_t first, end;      /* rows to change: one, or all */
    MarginalAmounts before;
} Marginal;

/* What changes when one row's input does. */
typedef struct MarginalRow {
    size_t of;              /* that row */
    const Rat *input, *input_after;
    const char *why;        /* NULL, or why it cannot be computed: there is
                               nothing else then */
    MarginalAmounts after;
    const Rat **change, **exact_change;     /* n */
    const Rat *others, *exact_others;       /* of all rows but that one */
    const Rat *sum, *exact_sum;             /* changes of all rows */
    size_t gain, lose;      /* of the others, by exact_change */
    size_t most;            /* who of them loses most, or with a step below 0
                               gains most, by the same; n: nobody does */
} MarginalRow;

/* NULL after faults: what was asked that is not there, or cannot be. */
Marginal *study_marginal(Arena *arena, RatPool *pool, const MarginalAsk *ask,
                         Diags *question);
/* Row `of` changed. Why it cannot be computed goes to diags, too. */
void study_marginal_row(const Marginal *m, size_t of, Arena *arena,
                        RatPool *pool, MarginalRow *out, Diags *diags);

#endif
