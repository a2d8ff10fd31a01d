/* plan.h - what to do again for every variant, and nothing else.
 *
 * A variant is the scenario with other values for some inputs: parameters that
 * `vary`, parameters and data that are drawn. A Plan is a list of steps over
 * numbered slots. What depends on no input is worked out once, exactly, when
 * the plan is made (its slot is FIXED); sums of multiples of columns, such as
 * minimum + rest * weight * share(patients), are fused into one MIX step;
 * each slot has one shape for good.
 *
 * A plan computes nothing by itself: src/fast runs it over blocks of variants
 * in floating point with error bounds, and asks src/exact for the variants
 * where a bound cannot decide.
 *
 * What makes deciding cheap is the grid: where every value of a slot is known
 * to be a whole number over a fixed denominator `den` (kronor: 1; a weight
 * varied in whole percent: 100), two values closer than 1 / den are equal.
 *
 * Ownership: a Plan lives in the arena given to plan_new(); it points into the
 * Program and Dataset, is immutable afterwards, and serves any number of
 * threads.
 */
#ifndef FORDELA_PLAN_H
#define FORDELA_PLAN_H

#include "check/bind.h"
#include "exact/exact.h"

/* Inputs one plan may have: a bit each in Slot.inputs. */
#define PLAN_INPUTS_MAX 64
/* Columns one MIX may add up, and one round may take as it stands. */
#define MIX_MAX 4
/* Denominators of grids are kept below 2^62, so that int64 lanes hold them. */
#define GRID_DEN_MAX (INT64_C(1) << 62)
/* Denominators of sums and products; 0: not known, or above the limit. */
int64_t den_lcm(int64_t a, int64_t b);
int64_t den_mul(int64_t a, int64_t b);

/* Something that varies. Its values are whole numbers `num` over `den`, in
 * base units: 37 % varied in whole percent is 37 over 100. */
typedef struct Input {
    const Def *def;         /* PARAM: one value; DATA: one per row */
    int64_t den;            /* > 0 */
    double most;            /* |num| never exceeds it; at most 2^53 */
} Input;

/* A value the caller wants of every variant, as whole numbers of `unit`: the
 * rounding's unit for a rounded result, 1 where all values are whole, else a
 * millionth, to which the value is taken (halves away from zero). */
typedef struct Output {
    const Expr *expr;       /* numeric or a flag */
    const char *name;       /* of the result, or the report's title */
    int table;              /* -1: one value */
    size_t n;               /* rows */
    const Rat *unit;
    bool nearest;           /* taken to the unit, not exact */
} Output;

typedef enum SlotKind {
    SLOT_FIXED,             /* worked out once */
    SLOT_INPUT,             /* comes with the variant */
    SLOT_STEP               /* worked out by a step */
} SlotKind;

/* The values of a grouping by expression belong to no table. */
#define TABLE_GROUPS (-2)

/* One value or one column. Flags are 0 and 1, texts their index in
 * Plan.text, dates their day number; an undefined value is NaN. Columns stand
 * in Plan.order of their table. */
typedef struct Slot {
    SlotKind kind;
    int table;              /* -1: one value; TABLE_GROUPS: one per group */
    size_t n;
    uint64_t inputs;        /* bit i: depends on input i */
    bool by_row;            /* depends on a column, through whatever total:
                               known only when the rows of the variant are
                               worked out (single values only) */
    bool may_undefined;     /* some value may be undefined */
    int64_t den;            /* every value is a whole number over den; 0: not
                               known */
    const Expr *expr;       /* what it holds, or NULL for parts of a mix */
    /* FIXED: */
    const double *value;    /* n, nearest to the exact values */
    double err;             /* |value - exact| at most; 0: exact */
    double most;            /* |value| at most */
    const int64_t *whole;   /* n: value * den, where that fits; or NULL */
} Slot;

/* Rows in groups: for `per`, `by TABLE` and `by EXPRESSION`. Group g has
 * row[start[g]] .. row[start[g + 1] - 1]. One group of all rows: n 1. */
typedef struct Grouping {
    size_t n;
    size_t n_rows;
    const uint32_t *start;  /* n + 1 */
    const uint32_t *row;    /* positions in Plan.order; NULL: 0, 1, 2, ... */
    const uint32_t *of;     /* n_rows: position -> group */
} Grouping;

#define STEPS(X)                                                             \
    /* add + sum of coef[j] * col[j]; single values: all are single */       \
    X(MIX, "mix")                                                            \
    X(ABS, "abs") X(FLOOR, "floor") X(CEIL, "ceil")                          \
    X(MUL, "*") X(DIV, "/")                                                  \
    X(MIN, "min") X(MAX, "max") X(CLAMP, "clamp")                            \
    X(EQ, "=") X(NE, "<>") X(LT, "<") X(LE, "<=") X(GT, ">") X(GE, ">=")     \
    X(AND, "and") X(OR, "or") X(NOT, "not") X(IF, "if")                      \
    X(SPREAD, "spread")         /* arg[0] of group.of[row] to each row */    \
    X(SUM, "sum")               /* of arg[0] where arg[1], per group */      \
    X(COUNT, "count")           /* rows where arg[1], per group */           \
    X(SMALLEST, "smallest") X(LARGEST, "largest")                            \
    X(LEVEL, "allocate")        /* level */                                  \
    X(NEAREST, "nearest") X(HALF_EVEN, "half even")                          \
    X(DOWN, "down") X(UP, "up") /* arg[0] to unit, each by itself */         \
    X(REMAINDER, "largest remainder")   /* remainder */                      \
    /* single arg[0] is certainly at least 0, or above 0; else the variant is   \
       left to the exact evaluator */                                          \
    X(NOT_NEGATIVE, "not negative") X(POSITIVE, "positive")                  \
    X(REQUIRE, "require")       /* arg[0] holds in every row, else reason */ \
    X(EXACT, "runs exactly")    /* the variant goes to the exact evaluator */

typedef enum StepKind {
#define X(name, text) STEP_##name,
    STEPS(X)
#undef X
    STEP_KINDS
} StepKind;

/* (add + coef[0] * col[0] + ...) / over: slots, -1: none. With columns, add,
 * coef and over are single values. Single values are not divided: over is -1
 * (that is a DIV), and coef is FIXED. An `over` that may be 0 leaves the
 * variant to the exact evaluator. */
typedef struct Mix {
    size_t n;               /* columns: 0 .. MIX_MAX */
    int add;
    int coef[MIX_MAX];      /* -1: 1 */
    int col[MIX_MAX];
    int over;               /* -1: 1 */
} Mix;

/* allocate: rows of `where` only; the others get 0. Tiers are segments of a
 * group's rows, lowest order first: segment s of group g, for s from
 * tier_of[g] to tier_of[g + 1] - 1, is tier_start[s] .. tier_start[s + 1] - 1
 * of the grouping's row list. Rows that take no part for good stand in no
 * segment. */
typedef struct Level {
    int total;              /* slot: of the group's table, or single */
    int key;                /* slot, or -1: equally */
    int where;              /* slot that varies, or -1 */
    int at_least, at_most;  /* slots, or -1 */
    const Grouping *group;
    size_t n_tiers;
    const uint32_t *tier_of;
    const uint32_t *tier_start;
} Level;

/* round by largest remainder, in units of `unit`. The argument is a mix, so
 * that its column need not be written down first. */
typedef struct Remainder {
    Mix x;                  /* in base units */
    int total;              /* `keeping`: slot of the group's table or single;
                               -1: the exact sum of each group, taken to the
                               nearest unit */
    int sum;                /* total < 0: slot of that exact sum, or -1: add
                               up the column */
    const Grouping *group;
    const Rat *unit;
    const uint32_t *rank;   /* among equal remainders and equal amounts the
                               row with the lower rank goes first: lower code,
                               or what a fixed `ties to` says */
    bool ties_to;           /* rank alone decides among equal remainders */
} Remainder;

typedef struct Step {
    StepKind kind;
    int dst;                /* slot, or -1 */
    size_t n_args;
    const int *arg;         /* slots; -1 where one is left out */
    const Grouping *group;
    Mix mix;
    const Level *level;
    const Remainder *remainder;
    const Rat *unit;        /* NEAREST .. UP */
    int reason;             /* REQUIRE, LEVEL (floors above the total): index
                               of Plan.reason; else -1 */
    const Expr *expr;       /* what it was made from */
} Step;

typedef struct Plan {
    const Program *program;
    const Dataset *data;
    const Input *input;
    size_t n_inputs;
    const int *input_slot;  /* by input */
    const Output *output;
    size_t n_outputs;
    const int *output_slot;
    const Slot *slot;
    size_t n_slots;
    const Step *step;       /* what is used stands before what uses it;
                               requires before what only results need */
    size_t n_steps;
    size_t n_single;        /* the first so many steps make single values from
                               single values alone: a block at a time */
    const uint32_t *const *order;   /* by table: position -> row; NULL: as in
                                       the table */
    const char *const *text;        /* of TEXT values */
    size_t n_texts;
    const char *const *reason;      /* why a variant cannot be computed */
    size_t n_reasons;
    const char *exactly;    /* why all of it runs exactly ("rank, line 12"), or
                               NULL */
} Plan;

/* What to work out. */
typedef struct Want {
    const Input *input;
    size_t n_inputs;
    bool reports;           /* the program's report figures, first */
    const Def *const *result;   /* then these results, numeric or flags */
    size_t n_results;
} Want;

/* Makes a plan. Never fails: what cannot be planned runs exactly and says so.
 * pool takes the exact numbers of what is fixed. */
const Plan *plan_new(Arena *arena, RatPool *pool, const Program *program,
                     const Dataset *data, const Want *want);

/* The plan as text: slots, steps, what is fixed, what runs exactly. */
void plan_print(const Plan *plan, Buf *out);

/* An output's value as whole numbers of its unit; false if it does not fit.
 * So both evaluators deliver the same. */
bool output_count(RatPool *pool, const Output *output, const Value *value,
                  int64_t *out);

#endif
