/* compare.h - today's rules beside reforms of them: amounts before and after,
 * who gains and who loses, and which part of a reform does it.
 *
 * Exact but for CompareSpread.gini. Ownership: all of it lives in the arena
 * and pool given. The pool takes sums over rows; one with more bits than the
 * results' own has room for them.
 */
#ifndef FORDELA_COMPARE_H
#define FORDELA_COMPARE_H

#include "exact/exact.h"

/* ---- The scenarios ---- */

/* A scenario that was run. The first of several is the base, the others are
 * reforms. */
typedef struct CompareSide {
    const char *path;
    const Ast *scenario, *formula;
    const Result *result;
    /* Set by study_compare: */
    const Def *def;         /* whose amounts are compared */
    const size_t *row;      /* the base's row -> the row here */
} CompareSide;

typedef struct CompareAsk {
    CompareSide *side;
    size_t n;               /* at least 2 */
    const char *result;     /* NULL: the main one of each */
    const char *per;        /* NULL: data named population, if there is any */
} CompareAsk;

/* ---- What came of it ---- */

typedef struct CompareRow {
    const Rat *before, *after, *change;
    const Rat *percent;     /* of before; NULL unless that is above 0 */
    const Rat *each;        /* change per inhabitant; NULL: there is no such
                               data, or it is 0 */
    const Rat *before_each, *after_each;    /* the same of the amounts */
    unsigned char marks, pooled;    /* of either amount */
} CompareRow;

/* Of all rows, or of a group of them. */
typedef struct CompareSum {
    size_t n, gain, lose;   /* rows; the others are unchanged */
    const Rat *before, *after, *change;
    const Rat *percent, *each;      /* as in CompareRow */
} CompareSum;

typedef enum GroupKind {
    GROUP_NONE,             /* nothing to group by, or one group only */
    GROUP_PARENT,           /* the first table that the rows stand in */
    GROUP_COUNTY,           /* the first two digits of codes of four */
    GROUP_SIZE              /* by CompareAsk.per: 1, 2, 5, 10, 20, 50, ... */
} GroupKind;

typedef struct CompareGroups {
    GroupKind kind;
    const char *what;       /* PARENT: the table's name */
    size_t n;
    const char **code, **name;      /* PARENT, COUNTY; a name may be NULL */
    const Rat **from, **below;      /* SIZE: from <= value < below */
    bool whole;             /* SIZE: all values are whole */
    size_t *of;             /* row -> group */
} CompareGroups;

/* How much stands with few: of one side. */
typedef struct CompareSpread {
    bool known;             /* no negative amount, and a sum above 0 */
    double gini;            /* statistics, floating point */
    const Rat *share;       /* of the largest amount in the sum */
    size_t largest;         /* its row */
} CompareSpread;

typedef struct CompareReform {
    const CompareSide *side;
    CompareRow *row;        /* n_rows */
    CompareSum all, *region, *size;
    size_t *order;          /* rows, the largest change first, then the lower
                               code */
} CompareReform;

typedef struct Compare {
    const CompareSide *side;
    size_t n_sides;
    const Def *def;         /* of the base */
    const Table *table;     /* of the base */
    size_t n_rows;
    const Def *per;         /* what amounts are held against, or NULL */
    const CompareSide *per_side;    /* the first side that has it */
    const Rat **per_value;  /* n_rows */
    CompareGroups region, size;
    CompareSpread *spread;  /* by side */
    CompareReform *reform;  /* n_sides - 1 */
} Compare;

/* Compares every reform with the base. NULL after faults: what was asked that
 * is not there (a result, data) goes to question; scenarios that cannot be
 * compared (other recipients, other units) to diags. */
Compare *study_compare(Arena *arena, RatPool *pool, const CompareAsk *ask,
                       Diags *question, Diags *diags);

/* ---- What a reform consists of ---- */

/* Parts that are split among at most: each needs a run with and without each
 * set of the others, 4096 in all. */
#define COMPARE_PARTS_MAX 12
/* Amounts kept at once, at most: runs times rows. */
#define COMPARE_VALUES_MAX 2000000

/* A statement that two scenarios do not share. */
typedef struct PartChange {
    const char *key;        /* "set minimum" */
    Stmt *was, *now;        /* NULL: not written there */
} PartChange;

/* One statement, or, of scenarios stacked by `like`, all of one step. */
typedef struct ComparePart {
    const char *name;       /* "minimum", "data population", "formula", or the
                               step's scenario */
    PartChange *change;
    size_t n;
    bool binds;             /* not only set and date: data is read anew */
} ComparePart;

typedef struct PartList {
    ComparePart *at;
    size_t n;
} PartList;

/* The statements by which `to` differs from `from`, in the order in which they
 * were written: a base's before those of what is like it. Only formula, date,
 * table, data and set count, and neither marks nor sources; params that a
 * setting decides do not differ. */
PartList study_parts(Arena *arena, const CompareSide *from,
                     const CompareSide *to, const Setting *setting,
                     size_t n_settings);
/* Is each of them like the one before it? */
bool study_stacked(const CompareSide *side, size_t n);
/* Then: a part for each step from the first to the last. */
PartList study_steps(Arena *arena, const CompareSide *side, size_t n,
                     const Setting *setting, size_t n_settings);

/* ---- Which part does what ---- */

typedef struct DecomposeAsk {
    const CompareSide *side;    /* the base first; the reform last */
    size_t n_sides;
    PartList parts;
    const Setting *setting;
    size_t n_settings;
    OtherScenario other;
} DecomposeAsk;

/* Parts that belong together: some set of parts that holds one of them and not
 * another cannot be computed. Most have one part. */
typedef struct PartBlock {
    unsigned parts;         /* bit i: PartList.at[i] */
    const char *name;       /* "formula + weight" */
    const char *without;    /* the set that could not be computed, by name, or
                               NULL: a single part */
    const char *why;        /* the message */
} PartBlock;

/* Of each recipient the change is the sum of its parts, both ways. */
typedef struct Decomposition {
    size_t n;               /* blocks, in the written order */
    PartBlock *block;
    const Rat **ordered;    /* n_rows * n: one after the other as written */
    const Rat **shapley;    /* n_rows * n: the mean over all orders (Shapley
                               1953), taken to `unit` so that recipients and
                               parts keep their sums (controlled.h) */
    const Rat **exact;      /* the same, exactly */
    const Rat *unit;        /* NULL: changes are no decimals, and shapley is
                               exact */
    size_t runs;            /* sets of parts that were computed */
} Decomposition;

/* Splits the changes of a compared reform. NULL after faults: too many parts,
 * or too many bits. At least one part. */
Decomposition *study_decompose(Arena *arena, RatPool *pool,
                               const Compare *compare,
                               const CompareReform *reform,
                               const DecomposeAsk *ask, Diags *diags);

#endif
