/* fast_int.h - what the files of the fast evaluator share.
 *
 * A slot at work holds a double for each value and a bound on the error of
 * all of them; the block's single values stand side by side, by variant.
 */
#ifndef FORDELA_FAST_INT_H
#define FORDELA_FAST_INT_H

#include "fast/fast.h"

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

/* What a slot holds now. */
typedef struct Held {
    const double *value;    /* one value: by variant of the block; a column:
                               its rows, readable up to LANES_PAD */
    double *room;           /* the same, to write into; NULL: FIXED */
    double *errs;           /* one value: |value - exact| at most, by variant;
                               0: exact */
    double err;             /* a column: the same for all rows */
    double most;            /* a column: |value| and |exact| at most */
    bool sure;              /* one value: errs stay 0 for good */
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
typedef struct LevelPlan LevelPlan;

/* What is worked out once about a step. */
typedef struct StepPlan {
    double apart;           /* comparisons, LEVEL: values on the grids of both
                               sides differ by at least so much; 0: no grid */
    Unit unit;
    GridPlan *grid;         /* REMAINDER */
    LevelPlan *level;       /* LEVEL */
    bool needed;            /* REMAINDER: as doubles, by other steps */
    int straight;           /* REMAINDER: the one output it is written straight
                               into, or -1 */
} StepPlan;

typedef enum Fate {
    FATE_OPEN,
    FATE_REFUSED,           /* why: the first requirement that fails */
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
    const Block *block;
    Fate fate[FAST_BLOCK + FAST_CHUNK];
    const char *why[FAST_BLOCK + FAST_CHUNK];
    bool on_grid;           /* this variant had a tie decided on the grid */
    bool keeps;             /* in fast_again() ... */
    bool kept;              /* ... and all held is of the last variant */
    /* Rows of the longest table each: */
    double *scratch[SCRATCHES];
    int64_t *whole[MIX_MAX + 1];
    uint32_t *rank;
    void *work;             /* of the loop that finds the cut */
};

Unit unit_of(const Rat *rat);
/* lcm(a, b) if it is known and at most 2^62; else 0. */
int64_t grid_lcm(int64_t a, int64_t b);

static inline double larger(double a, double b) {
    return a > b ? a : b;
}

static inline double size_of(double a) {
    return __builtin_fabs(a);
}

/* --- decide.c: what a bound cannot decide may be decided on the grid --- */

/* The whole number value * den, if the bound leaves no other. */
bool grid_number(double value, double err, int64_t den, int64_t *out);

typedef enum Order { BELOW, EQUAL, ABOVE, UNSURE } Order;

/* a against b, each within its error; apart: as in StepPlan. */
Order order_of(double a, double b, double err, double apart);

typedef enum Way { WAY_NEAREST, WAY_EVEN, WAY_DOWN, WAY_UP, WAY_FLOOR,
                   WAY_CEIL } Way;

/* value / unit taken to a whole number in the given way; false: not certain,
 * or too large. */
bool count_of(double value, double err, int64_t den, const Unit *unit,
              Way way, int64_t *out);

/* --- fast_single.c: steps over single values, variants from .. to - 1 --- */
void single_step(Fast *fast, size_t step, size_t from, size_t to);
void single_input(Fast *fast, size_t input, size_t from, size_t to);

/* --- fast_steps.c: steps of variant i of the block over columns --- */
void row_step(Fast *fast, size_t step, size_t i);
void row_input(Fast *fast, size_t input, size_t i);

/* --- fast_mix.c --- */
/* The mix of variant i over `unit`, its error and what bounds its size; false
 * if `over` may be 0. in->n is the caller's. */
bool mix_in(const Fast *fast, const Mix *mix, const Unit *unit, size_t i,
            MixIn *in, double *err, double *most);
/* Is the mix, not above most, exact whatever its bound says? */
bool whole_mix(const Fast *fast, const Mix *mix, size_t i, double most);
/* A column as whole numbers over Held.den, all rows; NULL if not certain. */
const int64_t *whole_numbers(Fast *fast, int slot);

/* --- fast_sums.c, fast_level.c, fast_remainder.c --- */
void sum_step(Fast *fast, size_t step, size_t i);
void level_step(Fast *fast, size_t step, size_t i);
void remainder_step(Fast *fast, size_t step, size_t i);
LevelPlan *level_plan(Fast *fast, const Step *step);

/* --- fast_grid.c --- */
GridPlan *grid_plan(Fast *fast, const Step *step);
/* The argument of REMAINDER as whole numbers; false if not known. */
bool grid_of(Fast *fast, const Step *step, const StepPlan *plan, size_t i,
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
