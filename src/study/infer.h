/* infer.h - what lies behind a published table: a base of whole numbers, a
 * candidate column, the parameters of a formula, several instalments.
 *
 * Whatever is inferred from a table is calibrated to it: that it gives the
 * table back is no proof of it.
 *
 * Ownership: everything returned lives in the arena and pool given. Nothing is
 * printed here; src/report/report_infer.h turns the answers into text.
 */
#ifndef FORDELA_INFER_H
#define FORDELA_INFER_H

#include "exact/exact.h"
#include "table/csv.h"

/* Units a column may add up to, and the totals of persons searched. */
#define INFER_SUM_MAX INT64_C(1000000000000000)
#define INFER_AT_MOST INT64_C(20000000)
#define INFER_AT_MOST_MAX INT64_C(1000000000)

/* ---- The table ---- */

/* A published column. Amounts are whole counts of `unit`: the power of ten
 * that goes into all of them, unless it was given. */
typedef struct InferTable {
    const Csv *csv;
    const char *path;
    size_t key, column;         /* columns of csv */
    int label;                  /* the same, or -1 */
    size_t n;
    const char **code, **name;  /* name: the code where there is no label */
    int64_t *amount;
    int64_t sum;
    const Rat *unit;
    bool unit_given;
    bool negative;              /* some amount is below 0 */
    CodeIndex *index;           /* of code */
} InferTable;

typedef struct InferRead {
    const char *path;
    const char *amount;         /* the column's name */
    const char *key;            /* or NULL: the first column */
    const char *unit;           /* "500", or NULL */
} InferRead;

/* NULL after faults: in the file, or (then *use is set) in what was asked. */
InferTable *infer_table(Arena *arena, RatPool *pool, const InferRead *read,
                        SourceList *sources, bool *use, Diags *diags);
/* Another column of the same table; its unit is its own. */
InferTable *infer_column(Arena *arena, RatPool *pool, const InferTable *table,
                         const char *column, bool *use, Diags *diags);

/* Totals of money that the column may be a division of, in units: the roundest
 * number that rounding each row by itself can have led away from, and the
 * printed sum where that is another. given: the only one, or 0. How many. */
#define INFER_TOTALS 2
size_t infer_totals(const InferTable *table, int64_t given,
                    int64_t out[INFER_TOTALS]);

#endif
