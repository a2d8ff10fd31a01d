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
    int64_t kronor;             /* in one of what is printed */
    CodeIndex *index;           /* of code */
} InferTable;

typedef struct InferRead {
    const char *path;
    const char *amount;         /* the column's name */
    const char *key;            /* or NULL: the first column */
    const char *unit;           /* "500", or NULL */
    const char *in;             /* "tkr": what is printed; or NULL */
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

/* ---- Columns of other files ---- */

/* A column of a candidate file, joined to the table's rows by code. */
typedef struct InferColumn {
    const char *file, *name;
    const Csv *csv;
    size_t col;
    const size_t *line;         /* n: a row's line + 1; 0: the file has none */
    const Rat **value;          /* n, NULL where missing; NULL: no numbers */
    size_t missing;             /* rows without a value */
    bool aside;                 /* no candidate: only for data that name it */
} InferColumn;

typedef struct InferColumns {
    InferColumn *at;
    size_t n, cap;
} InferColumns;

/* Are both one table, whatever the file is called? */
bool infer_one_table(Arena *arena, const Csv *csv, const Csv *other);
/* Adds every column of the file but its codes. key: the column of codes, NULL:
 * the one called as the table's, else the first. False after faults. */
bool infer_columns(Arena *arena, RatPool *pool, const InferTable *table,
                   const char *path, const char *key, SourceList *sources,
                   InferColumns *out, bool *use, Diags *diags);

/* Can it be a base: a number not below 0 for each row, some above 0? */
bool infer_is_base(const InferColumn *column, size_t n);

/* ---- A formula over the table's rows ---- */

/* Data given by a column: --data NAME=COLUMN. */
typedef struct InferFill {
    const char *name, *column;
} InferFill;

typedef struct InferFormulaAsk {
    const char *path;
    const Setting *setting;
    size_t n_settings;
    const InferFill *fill;
    size_t n_fills;
    const char *const *free;    /* params and data that are to be found */
    size_t n_free;
    bool open;                  /* numbers that no column is named for, and one
                                   param of money without a value, are tried;
                                   else data are of the column of their name */
} InferFormulaAsk;

typedef struct InferFormula {
    const char *path;
    const Program *program;
    Dataset *data;              /* what is free or open is 0 there */
    const Def *result;
    const Expr *exact;          /* the result before it is rounded */
    const Rounding *round;      /* or NULL */
    const InferColumn **filled; /* by Def.id, or NULL */
    const Def **open;           /* data to be tried */
    size_t n_open;
    const Def *budget;          /* param to be tried, or NULL */
    const Def **free;
    size_t n_free;
} InferFormula;

/* NULL after faults. columns: where data is looked for, by name. */
InferFormula *infer_formula(Arena *arena, RatPool *pool,
                            const InferTable *table,
                            const InferColumns *columns,
                            const InferFormulaAsk *ask, SourceList *sources,
                            bool *use, Diags *diags);

/* ---- (b) Candidates ---- */

/* Combinations are refused above this number. */
#define INFER_COMBOS_MAX 100000

typedef struct InferCombo {
    const InferFormula *formula;    /* NULL: shares of a total */
    const InferColumn *const *column;   /* of each open data; of the base */
    size_t n_columns;
    RoundMethod method;
    bool own;                       /* as the formula rounds */
    const Rat *total;               /* money divided; NULL: the formula's */
    const char *refused;            /* why it cannot be computed, or NULL */
    size_t equal;                   /* rows as printed */
    const Rat *largest;             /* difference, computed less printed */
    const Rat *sum;
} InferCombo;

typedef struct InferRank {
    const InferTable *table;
    InferFormula *const *formula;   /* those tried */
    size_t n_formulas;
    InferCombo *combo;              /* the best first */
    size_t n, cap;
    size_t n_refused;               /* the last so many */
    size_t n_columns;               /* columns tried */
    const InferColumn **incomplete; /* columns of numbers, but not for each
                                       row */
    size_t n_incomplete;
    const char *stated;             /* or NULL */
    bool stated_tried;              /* there is a column of that name */
    const InferCombo *stated_best;  /* its best, or NULL */
} InferRank;

typedef struct InferRankAsk {
    const InferColumns *columns;
    InferFormula *const *formula;
    size_t n_formulas;              /* 0: shares of a total */
    const int64_t *total;           /* units; from infer_totals */
    size_t n_totals;
    const char *stated;
} InferRankAsk;

/* NULL after a fault (nothing to try, too much to try). */
InferRank *infer_rank(Arena *arena, RatPool *pool, const InferTable *table,
                      const InferRankAsk *ask, Diags *diags);

/* ---- (c) Parameters ---- */

/* Params that may be free at once. */
#define INFER_PARAMS_MAX 4

/* What a value must lie between for every row to be as printed. */
typedef struct InferRange {
    const Rat *from, *to;       /* NULL: no bound */
    bool from_in, to_in;        /* the bound itself does, by a run */
    size_t from_row, to_row;    /* a row that sets it, or SIZE_MAX */
} InferRange;

typedef struct InferFree {
    const InferFormula *formula;
    const InferTable *table;
    RoundMethod method;
    bool rounds;                /* the formula does; else its results are taken
                                   to be printed to the nearest unit */
    const Rat *unit;

    /* What every amount fixes: the part of the formula through which alone
     * everything free enters it. */
    const Expr *part;
    bool part_share;            /* its share of all rows */
    bool part_single;           /* one value, not one for each row */
    const Rat *krona;           /* one unit of an amount is so much of the
                                   part, in every row; or NULL */
    const Rat **low, **high;    /* n: strictly between; NULL: the row says
                                   nothing of it */
    const Rat *reach;           /* units that an amount may be away from its
                                   exact value */

    /* What follows for each param. */
    const char *why;            /* it was not worked out, or NULL */
    const Expr *where;
    size_t n_params;
    const Def *param[INFER_PARAMS_MAX];
    InferRange range[INFER_PARAMS_MAX];
    const Rat *printed[INFER_PARAMS_MAX];   /* the lower bound if each printed
                                   amount were exact, or NULL */
    size_t printed_row[INFER_PARAMS_MAX];
    const Def *data;            /* free data, or NULL */
    size_t n_data;
    bool data_share;            /* only its shares matter */
    const Rat **share_low, **share_high;    /* n: what it lies between, where
                                   no param is free; or NULL */
    size_t n_ignored;           /* requires that could not be regarded */

    /* No values give the table: rows that cannot be had together. */
    bool none;
    size_t *clash;
    size_t n_clash;

    /* Where several params are free: combinations of them that the table
     * bounds on both sides, and how many it takes to know them all. */
    size_t n_combos;
    const Rat *combo[INFER_PARAMS_MAX][INFER_PARAMS_MAX];
    InferRange combo_range[INFER_PARAMS_MAX];

    /* Values that were tried by a run of the formula. */
    bool tried;
    const Rat *trial[INFER_PARAMS_MAX];
    size_t trial_equal;         /* rows as printed then */
} InferFree;

/* formula->free is what is to be found. NULL after a fault. */
InferFree *infer_free(Arena *arena, RatPool *pool, const InferTable *table,
                      const InferFormula *formula, bool *use, Diags *diags);

/* ---- (d) Several instalments ---- */

#define INFER_PARTS_MAX 12
#define INFER_PARTS 4

/* One way to part a total into instalments, each divided and rounded by
 * itself. */
typedef struct InferSplit {
    size_t parts;
    int64_t step;               /* each a multiple of so many units; 0: all
                                   equal */
    uint64_t splits;            /* how many there are */
    RoundMethod method;         /* of those tried the one that gives most */
    size_t best;                /* rows as printed by the best split */
    int64_t part[INFER_PARTS_MAX];  /* that one; step 0: not set */
    uint64_t all;               /* splits that give every row */
    double chance;              /* so many would by chance (nearest), as log10;
                                   not of equal parts */
} InferSplit;

typedef struct InferParts {
    const InferTable *table;
    const int64_t *base;        /* n */
    const char *base_name;
    bool base_inferred;         /* from another column of the table */
    int64_t persons, total;     /* of the base; units of money */
    const InferRank *single;    /* one rounding of one sum: the best first */
    const Rat **exact;          /* n: the shares that the best rounds */
    const Rat **off;            /* n: printed less so rounded */
    /* One total, whatever it is, and one cut for all rows, below which they
     * are rounded down: nearest, down, up and largest remainder are that. */
    bool one_cut;               /* not ruled out */
    size_t *clash;              /* else rows that cannot be had together */
    size_t n_clash;
    InferSplit *split;
    size_t n_splits;
} InferParts;

typedef struct InferPartsAsk {
    const int64_t *base;        /* n whole numbers */
    const char *base_name;
    bool base_inferred;
    int64_t total;              /* units of money */
    size_t most;                /* instalments, 2 to INFER_PARTS_MAX */
} InferPartsAsk;

/* NULL after a fault. */
InferParts *infer_parts(Arena *arena, RatPool *pool, const InferTable *table,
                        const InferPartsAsk *ask, Diags *diags);

#endif
