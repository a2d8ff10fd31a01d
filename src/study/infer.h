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

/* ---- (a) A base of whole numbers ---- */

/* Asked now and then with how far it is; true: stop. */
typedef struct InferWatch {
    void *context;
    bool (*look)(void *context, uint64_t done, uint64_t all);
} InferWatch;

/* So many totals that fit are kept; then the search of that method ends. */
#define INFER_FITS 10

typedef struct InferFit {
    int64_t persons;            /* the total of the base */
    bool several;               /* more than one base of that total fits */
} InferFit;

/* One method of rounding tried with one total of money. */
typedef struct InferTrial {
    RoundMethod method;
    int64_t total;              /* units of money divided */
    int64_t searched;           /* all totals of persons up to this one */
    InferFit fit[INFER_FITS];   /* in ascending order */
    size_t n_fits;
} InferTrial;

typedef struct InferBase {
    const InferTable *table;
    InferTrial *trial;
    size_t n_trials;
    int64_t asked;              /* totals of persons up to this one */
    int64_t at_most;            /* the same, but below where the amounts over
                                   their common divisor are a base */
    bool stopped;               /* by the watch: nothing else is set */
    const InferTrial *best;     /* the smallest base; NULL: none fits */
    int64_t *least, *most;      /* n: of each row in the bases of best->fit[0];
                                   equal where that is unique */
    int64_t other;              /* the next total that fits the same way and is
                                   no multiple of the first; 0: none found */
    /* Of the totals 1 to near_searched that do not fit the most rows that one
     * alone can explain: which total, and how many rows. */
    int64_t near, near_searched;
    size_t near_rows;
    double chance;              /* at most so many totals up to the first fit
                                   would fit a random table, as log10 */
} InferBase;

/* Searches all totals up to at_most. The table has no negative amount and a
 * sum above 0. totals: from infer_totals. */
InferBase *infer_base(Arena *arena, const InferTable *table,
                      const int64_t *totals, size_t n_totals, int64_t at_most,
                      const InferWatch *watch);

#endif
