/* fast_int.h - what the files of the fast evaluator share.
 *
 * A slot at work holds a double for each value and a bound on the error of
 * all of them; the block's single values stand side by side, by variant.
 */
#ifndef FORDELA_FAST_INT_H
#define FORDELA_FAST_INT_H

#include <string.h>

#include "fast/fast.h"
#include "fast/search.h"

/* Loops over the variants of a block go by so many; arrays have room for as
 * many beyond the last. */
#define FAST_CHUNK 2

/* One unit roundoff; and what makes a bound computed in doubles cover its own
 * rounding: sums of products of positive terms, each term rounded at most 24
 * times, so that a factor of 1 + 32 U is enough. */
#define U (U2 / 2)
#define UP (1 + 0x1p-48)
/* Below this a result may be off by more than U of itself (underflow). */
#define TINY 0x1p-1000
/* From here on doubles are no longer fine enough to tell quarters. */
#define FINE 0x1p51

/* Two variants at a time, which every processor can do. */
typedef double Pair __attribute__((vector_size(16)));
typedef int64_t Bits __attribute__((vector_size(16)));

static inline Pair at(const double *p, size_t i) {
    Pair v;
    memcpy(&v, p + i, sizeof v);
    return v;
}

static inline void put(double *p, size_t i, Pair v) {
    memcpy(p + i, &v, sizeof v);
}

static inline Pair sizes(Pair v) {
    return (Pair)((Bits)v & INT64_MAX);
}

static inline Pair pick(Bits which, Pair yes, Pair no) {
    return (Pair)((which & (Bits)yes) | (~which & (Bits)no));
}

/* Every variant from .. to - 1, and perhaps one more: what is written there is
 * not looked at before it is written again. */
#define EACH_PAIR(i) for (size_t i = from; i < to; i += FAST_CHUNK)

/* What a slot holds now. */
typedef struct Held {
    const double *value;    /* one value: by variant of the block; a column:
                               its rows, readable up to LANES_PAD */
    double *room;           /* the same, to write into; NULL: FIXED */
    double *errs;           /* one value: |value - exact| at most, by variant;
                               0: exact */
    double err;             /* a column: the same for all rows */
    double most;            /* a column: |value| and |exact| at most */
    bool sure;              /* one value: whole, and errs stay 0, for good */
    int64_t den;            /* as Slot.den; after LEVEL: of this variant */
    const int64_t *whole;   /* a column: value * den, if whole_known; modulo
                               2^64 after LEVEL */
    int64_t *whole_room;
    bool whole_known;       /* for this variant */
    int64_t *count;         /* a column of REMAINDER: whole units */
    int64_t *count_room;
} Held;

/* An amount of money or a number that others are counted in. */
typedef struct Unit {
    double size;            /* nearest to num / den */
    int64_t num, den;       /* 0, 0: they do not fit */
} Unit;

typedef struct GridPlan GridPlan;
typedef struct Bends Bends;

/* The rows of a group between their limits: what is left of the total for
 * them, over LevelPlan.den, and the sum of their keys, over key_den. */
typedef struct OpenRows {
    int64_t rest, keys;
} OpenRows;

/* How one group of one variant is divided, where bends keep their order. */
typedef struct Poured {
    enum { POURED, POURED_SHORT, POURED_UNSURE } done;
    size_t at;              /* the tier at `level`; those before are full */
    double level;           /* POUR_FULL without such a tier */
    double most;            /* amount */
    Scale floor, ceiling;
    size_t floors, ceilings;   /* rows of tier `at` held there */
    OpenRows open;
    int64_t sum;            /* of amounts, over bends_den() */
    int64_t whole;          /* the same, if it is a whole total; else -1 */
} Poured;

/* What is kept about a LEVEL. */
typedef struct LevelPlan {
    int slot;               /* its amounts */
    bool faulty;            /* a limit that does not vary is below 0 */
    bool ordered;           /* floors are at most their ceilings */
    double apart;           /* or differ by at least so much; 0: no grid */
    size_t *from;           /* by tier: its first row, the others following;
                               SIZE_MAX: not together */
    int64_t den;            /* common to total and limits; 0: none */
    int64_t total_by, floor_by, ceiling_by;   /* to multiples of 1 / den */
    int64_t key_den;
    double *masked[3];      /* key, floor, ceiling where `where` holds */
    /* Of the last variant: */
    LevelIn in;             /* columns of all rows */
    LevelDone *done;        /* by tier; NO_KEY: nothing but floors */
    double *guess;          /* by tier: the level */
    double *low, *high;     /* by tier: what it lies between */
    OpenRows *open;         /* by group, once asked for */
    /* Where bends keep their order: */
    Bends *bends;           /* or NULL */
    bool early;             /* known for the whole block before any rows */
    bool lazy;              /* amounts are only worked out when asked for */
    bool dry;               /* and were not, in this variant */
    size_t n_groups;
    const uint32_t *tier_of;   /* as in Level */
    bool tiers;             /* some group has several */
    Poured *block;          /* by variant (if early) and group */
    Poured *poured;         /* by group: of this variant */
    const uint32_t *only;   /* whole numbers are asked for these rows of one */
    size_t n_only;          /* group only; 0: for all */
} LevelPlan;

/* The amounts of a LEVEL as whole numbers, row by row. */
typedef struct Shares {
    Fast *fast;
    const Level *level;
    LevelPlan *plan;
    size_t i;               /* variant */
} Shares;

/* A mix of columns: its factors by variant, over the unit and `over`, and what
 * the rows may be off by. */
typedef struct MixPlan {
    const Mix *mix;
    bool early;             /* known for the whole block before any rows */
    double roundings;       /* of a row's sum, at most */
    double *add, *coef[MIX_MAX];
    double *err;            /* |computed - exact| at most */
    double *most;           /* |add| + sum |coef col| at most, exact and as
                               computed */
} MixPlan;

/* Variants of a REMAINDER that wait for their cut, to be made together; nobody
 * else looks at their amounts before. */
enum { WAITING_MOST = SHORT_MOST };

typedef struct Waiting {
    RemainderIn in;         /* the rows of the group */
    size_t n;
    RemainderShort task[WAITING_MOST];
    size_t variant[WAITING_MOST];
} Waiting;

/* What is worked out once about a step, and room for what it hands on. */
typedef struct StepPlan {
    bool skip;              /* MIX: a limit that its LEVEL works out itself */
    double apart;           /* comparisons: values on the grids of both sides
                               differ by at least so much; 0: no grid */
    Unit unit;
    MixPlan mix;            /* MIX over rows, REMAINDER */
    RemainderIn in;         /* the same: columns; x alone for a MIX */
    GridPlan *grid;         /* REMAINDER */
    RemainderGrid no_grid;  /* REMAINDER: ranks only */
    bool together;          /* REMAINDER: one group of all rows, in order */
    bool whole_total;       /* REMAINDER: of one value without error */
    LevelPlan *shares;      /* REMAINDER: the amounts are those of a LEVEL of
                               the same groups, which knows their sums */
    unsigned ties;          /* REMAINDER: how often of late, 0 .. TIES_MOST */
    bool undefined;         /* REMAINDER: some column may be undefined */
    bool needed;            /* REMAINDER: as doubles, by other steps */
    int straight;           /* REMAINDER: the one output it is written straight
                               into, or -1 */
    Waiting *waiting;       /* REMAINDER: by group; NULL: cut at once */
    bool late;              /* REMAINDER: the grid of a variant can be worked
                               out after others have been begun */
    LevelPlan *level;       /* LEVEL */
} StepPlan;

typedef enum Fate {
    FATE_OPEN,
    FATE_REFUSED,           /* why: the first requirement that fails */
    FATE_AGAIN,             /* short keys do not decide: again, without */
    FATE_EXACT              /* left to the exact evaluator */
} Fate;

/* Groups whose rows do not stand together are copied here and back. */
enum { SCRATCHES = 6 };

struct Fast {
    const Plan *plan;
    const Lanes *lanes;     /* NULL: everything runs exactly */
    Arena *arena;           /* what lives as long as the Fast */
    Arena *said;            /* reasons with numbers, until the next call */
    bool said_any;
    FastCounts counts;
    Held *held;             /* by slot */
    StepPlan *step;         /* by step */
    Unit *unit;             /* by output */
    bool *counted;          /* by output: is what a REMAINDER counted */
    size_t n_required;      /* steps up to the last REQUIRE */
    size_t *early;          /* steps with MixPlan.early or LevelPlan.early */
    size_t n_early;
    size_t *row_input;      /* inputs that are columns */
    size_t n_row_inputs;
    const Block *block;
    Fate fate[FAST_BLOCK + FAST_CHUNK];
    const char *why[FAST_BLOCK + FAST_CHUNK];
    bool again;             /* this variant is worked out the second time */
    bool on_grid[FAST_BLOCK];   /* had a tie decided on the grid */
    bool keeps;             /* in fast_again() ... */
    bool kept;              /* ... and all held is of the last variant */
    /* Rows of the longest table each: */
    double *scratch[SCRATCHES];
    const double *zeros;
    int64_t *whole[MIX_MAX + 1];
    uint32_t *rank;
    void *work;             /* of the loop that finds the cut */
};

Unit unit_of(const Rat *rat);
/* Memory for n values that the loops over rows may read and write. */
void *lanes_room(Arena *arena, size_t n, size_t size);
/* Exact values of the two slots differ by at least so much if they differ; 0:
 * not known. */
double grid_apart(const Fast *fast, int a, int b);

static inline double larger(double a, double b) {
    return a > b ? a : b;
}

static inline double size_of(double a) {
    return __builtin_fabs(a);
}

/* --- decide.c: what a bound cannot decide may be decided on the grid --- */

/* The whole number value * den, if the bound leaves no other. The product is
 * off by err * den and by U of itself, at most a quarter each, from a whole
 * number: so that is the nearest. */
static inline bool grid_number(double value, double err, int64_t den,
                               int64_t *out) {
    double scaled = value * (double)den;
    if (den == 1 && err == 0 && size_of(value) <= 0x1p53) {
        *out = (int64_t)value;
        return true;
    }
    if (den == 0 || !(err * (double)den < 0.25) ||
        !(size_of(scaled) < FINE)) {
        return false;
    }
    *out = (int64_t)(scaled + 0x1.8p52 - 0x1.8p52);
    return true;
}

typedef enum Order { BELOW, EQUAL, ABOVE, UNSURE } Order;

/* a against b, each within its error; apart: as in StepPlan. */
Order order_of(double a, double b, double err, double apart);
/* Does a comparison (STEP_EQ to STEP_GE) hold in an order that is sure? */
static inline bool order_holds(StepKind kind, Order order) {
    switch ((int)kind) {
    case STEP_EQ: return order == EQUAL;
    case STEP_NE: return order != EQUAL;
    case STEP_LT: return order == BELOW;
    case STEP_LE: return order != ABOVE;
    case STEP_GT: return order == ABOVE;
    default: return order != BELOW;
    }
}

typedef enum Way { WAY_NEAREST, WAY_EVEN, WAY_DOWN, WAY_UP, WAY_FLOOR,
                   WAY_CEIL } Way;

/* value / unit taken to a whole number in the given way; false: not certain,
 * undefined, or too large. */
bool count_of(double value, double err, int64_t den, const Unit *unit,
              Way way, int64_t *out);
/* The same of num / den. */
bool count_whole(int64_t num, int64_t den, const Unit *unit, Way way,
                 int64_t *out);

/* --- fast_single.c: steps over single values, variants from .. to - 1 --- */
void single_step(Fast *fast, size_t step, size_t from, size_t to);
void single_input(Fast *fast, size_t input, size_t from, size_t to);

/* --- fast_steps.c: steps of variant i of the block over columns --- */
void row_step(Fast *fast, size_t step, size_t i);
void row_input(Fast *fast, size_t input, size_t i);

/* --- fast_mix.c --- */
void mix_plan(Fast *fast, const Step *step, StepPlan *plan);
/* Works out the factors for variants from .. to - 1; one whose `over` may be 0
 * is left to the exact evaluator. */
void mix_factors(Fast *fast, StepPlan *plan, size_t from, size_t to);
/* Sets plan->in for variant i, but for the total. */
void mix_in(StepPlan *plan, size_t i);
/* Is the mix, not above most, exact whatever its bound says? */
bool whole_mix(const Fast *fast, const Mix *mix, size_t i, double most);
/* A column as whole numbers over Held.den, all rows; NULL if not certain. */
const int64_t *whole_numbers(Fast *fast, int slot);

/* --- fast_sums.c, fast_level.c, fast_remainder.c --- */
void sum_step(Fast *fast, size_t step, size_t i);
void level_step(Fast *fast, size_t step, size_t i);
void remainder_step(Fast *fast, size_t step, size_t i);
/* Cuts what still waits, at the end of a block. */
void remainder_waiting(Fast *fast, const Step *step, StepPlan *plan);
LevelPlan *level_plan(Fast *fast, const Step *step);

/* --- fast_bends.c, fast_pour.c --- */
/* NULL: bends may change their order. */
Bends *bends_plan(Fast *fast, const Step *step);
/* Room for how variants are divided, and whether early. */
void bends_room(Fast *fast, const Level *level, LevelPlan *plan);
int64_t bends_den(const Bends *bends);
/* How variants from .. to - 1 are divided. */
void bends_divide(Fast *fast, const Level *level, LevelPlan *plan,
                  size_t from, size_t to);
/* Goes back to variant i, divided before. */
void bends_back(LevelPlan *plan, size_t i);
/* Variant i as divided: bounds and, if not lazy, amounts. False: floors above
 * a total, or left to the exact evaluator. */
bool bends_pour(Fast *fast, const Level *level, LevelPlan *plan, size_t i,
                bool *is_short);
/* Its amounts, if that was left. */
void bends_amounts(Fast *fast, LevelPlan *plan);
/* What a group's loop over rows works with; rows .. from its position on. */
PourIn bends_rows(const LevelPlan *plan, size_t group, size_t from, size_t n);
/* As shares_numbers(). */
const int64_t *bends_numbers(Fast *fast, const Level *level,
                             const LevelPlan *plan, size_t group,
                             bool one_group, int64_t *den);

/* --- fast_near.c --- */
/* May the grid be worked out later? */
bool near_late(const Fast *fast, const Step *step, const StepPlan *plan);
/* Which rows next to the cut of a variant and group get one unit more, by
 * exact remainders; false: they are not known. */
bool near_settle(Fast *fast, const Step *step, StepPlan *plan, size_t group,
                 size_t i, RemainderShort *task);

/* --- fast_shares.c --- */
void shares_plan(Fast *fast, const Level *level, LevelPlan *plan);
/* The amounts of a group, or of all, as whole numbers modulo 2^64 over *den,
 * at their rows; NULL if they are not known. */
const int64_t *shares_numbers(Shares *s, size_t group, bool one_group,
                              int64_t *den);

/* --- fast_grid.c --- */
GridPlan *grid_plan(Fast *fast, const Step *step);
/* The LEVEL whose amounts the mix, of one column, is, group by group; or
 * NULL. */
LevelPlan *grid_shares(const GridPlan *plan);
/* Has each group a grid of its own? */
bool grid_by_group(const GridPlan *plan);
/* The argument of REMAINDER as whole numbers; false if it is not known. */
bool grid_of(Fast *fast, const StepPlan *step, size_t i, size_t group,
             RemainderGrid *out);

/* --- fast_out.c --- */
/* The outputs of variant i; false: left to the exact evaluator. */
bool deliver(Fast *fast, size_t i);

/* --- fast_new.c: what is worked out once --- */
void fast_prepare(Fast *fast);

/* --- fast_exact.c --- */
/* Sets the reason of variant i, and its amounts to 0. */
void refuse(const Plan *plan, const Block *block, size_t i,
            const char *reason);

#endif
