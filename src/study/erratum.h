/* erratum.h - what one corrected input changes in what was decided.
 *
 * Ownership: everything returned lives in the arena given.
 */
#ifndef FORDELA_ERRATUM_H
#define FORDELA_ERRATUM_H

#include "study/study.h"

/* One corrected cell. */
typedef struct Corrected {
    const char *data;       /* as the scenario calls it */
    const char *code, *label;
    FileCell cell;          /* its text is the corrected one */
    size_t line;            /* of the file, from 1 */
    const char *was_text;   /* what the file has */
    const char *was, *is;   /* both as they are read, with unit */
    const char *source;     /* of the data, or NULL */
    bool has_date;
    Date dated;
} Corrected;

/* A value of a result before and after; NULL where there is no such row. */
typedef struct ErratumRow {
    const char *code, *label;
    const Value *before, *after;
} ErratumRow;

/* A result of which something changes. Single values have one row. */
typedef struct ErratumResult {
    const Def *def;         /* of the decided scenario */
    ErratumRow *row;        /* those that change, in the table's order */
    size_t n;
    size_t n_all;           /* rows it has */
    const Rat *sum_before, *sum_after;  /* over all of them; NULL: no numbers */
    size_t n_otherwise;     /* of the changed rows: those that the published
                               table of an expect line has otherwise than
                               decided here */
} ErratumResult;

typedef struct Erratum {
    bool uses;              /* something it reads is corrected */
    ErratumResult *result;
    size_t n;
} Erratum;

/* The same scenario without and with the correction. To diags go the machine's
 * faults alone; after some, not all is known. */
Erratum study_erratum(Arena *arena, RatPool *pool, const Result *before,
                      const Result *after, Diags *diags);

/* Corrected less decided; NULL: no two numbers. */
const Rat *erratum_difference(RatPool *pool, const Type *type,
                              const ErratumRow *row);

#endif
