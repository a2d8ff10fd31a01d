/* plan_int.h - what the files of the plan builder share.
 *
 * The builder goes through the program from what is wanted down to the inputs.
 * It keeps values symbolic as long as they are linear: a single value is a
 * Linear over slots, a column a Form over columns. So weight + (1 - weight) is
 * seen to be 1, and minimum + rest * key needs no column of its own.
 */
#ifndef FORDELA_PLAN_INT_H
#define FORDELA_PLAN_INT_H

#include "plan/plan.h"

/* Slots one Linear may add up before it is made a slot of its own. */
#define LINEAR_MAX 8

/* What is equal to something made before is made once, if that is among the
 * newest so many: a program that repeats itself does so nearby, and nobody
 * waits for a comparison of all with all. */
#define LOOKED_BACK 1000

/* A single value: add + the sum of coef * slot. */
typedef struct Linear {
    const Rat *add;
    size_t n;
    struct {
        const Rat *coef;    /* 0 only of what may be undefined */
        int slot;
    } term[LINEAR_MAX];
} Linear;

/* One that became a slot. */
typedef struct MadeLinear {
    Linear linear;
    int slot;
} MadeLinear;

/* A column: (add + the sum of coef[j] * col[j]) / over. */
typedef struct Form {
    size_t n;
    Linear coef[MIX_MAX];
    int col[MIX_MAX];       /* slots of the table */
    Linear add;
    int over;               /* single slot, or -1 */
    int table;
    size_t rows;
} Form;

typedef struct Builder {
    Arena *arena;
    RatPool *pool;
    const Program *program;
    const Dataset *data;
    const Want *want;
    ExactParts *parts;
    int *input_slot;            /* by input */
    uint64_t *inputs;           /* by Expr.id: what it depends on ... */
    bool *inputs_known;         /* ... if that has been asked */
    int *slot_of;               /* by Expr.id; -1: not made */
    int *slot_of_data;          /* by Def.id; -1: not made */
    const Linear **linear_of;   /* by Expr.id; NULL: not made */
    const Form **form_of;       /* the same */
    VEC(Slot) slot;
    VEC(const Rat **) exact;    /* by slot, FIXED numbers: in Plan.order; an
                                   undefined value is NULL */
    VEC(Step) step;
    VEC(MadeLinear) made;
    const uint32_t **order;     /* by table */
    VEC(const char *) text;
    CodeIndex *text_index;      /* of text */
    VEC(const char *) reason;
    bool in_requires;           /* requires are being planned */
    bool lazily;                /* ... or what only a condition may choose */
    const char *exactly;
} Builder;

/* The first of n items to compare with. */
static inline size_t look_from(size_t n) {
    return n > LOOKED_BACK ? n - LOOKED_BACK : 0;
}

/* --- plan.c --- */
/* The plan as a whole runs exactly, because of e. Returns a slot to go on
 * with. */
int runs_exactly(Builder *b, const Expr *e, const char *why);
size_t plan_rows(const Builder *b, int table);
/* Bits of the inputs that e depends on. */
uint64_t inputs_of(Builder *b, const Expr *e);
bool is_fixed(Builder *b, const Expr *e);

/* --- needed.c --- */
/* Plans the definitions that requires (or outputs) need, what is used first:
 * so recursion through definitions ends at once, however long their chain. */
void plan_needed(Builder *b, bool requires);

/* --- fixed.c: what is worked out once --- */
int fixed_number(Builder *b, const Rat *value);
/* n exact values in Plan.order; NULL where undefined. */
int fixed_column(Builder *b, int table, const Rat **exact, size_t n);
/* The slot of an expression that depends on no input; -1 after a fault. */
int fixed_expr(Builder *b, const Expr *e);
/* Are all values equal? Then that one, else NULL. */
const Rat *fixed_constant(const Builder *b, int slot);
bool fixed_any_negative(const Builder *b, int slot);
bool fixed_any_zero(const Builder *b, int slot);
/* Exact values, or NULL: not FIXED numbers, or some undefined. */
const Rat **fixed_exact(const Builder *b, int slot);

/* --- linear.c --- */
Linear linear_const(const Rat *value);
Linear linear_slot_of(Builder *b, int slot);
Linear linear_add(Builder *b, const Linear *x, const Linear *y);
Linear linear_scale(Builder *b, const Linear *x, const Rat *by);
Linear linear_mul(Builder *b, const Linear *x, const Linear *y);
Linear linear_div(Builder *b, const Linear *x, const Linear *y,
                  const Expr *e);
/* The slot that holds it; made once. */
int linear_slot(Builder *b, const Linear *x);
/* The single value of e. */
Linear linear_of(Builder *b, const Expr *e);

/* --- form.c --- */
Form form_of(Builder *b, const Expr *e);
Form form_column(Builder *b, int slot);
Form form_single(Builder *b, int table, const Linear *x);
Form form_add(Builder *b, const Form *x, const Form *y);
Form form_scale(Builder *b, const Form *x, const Linear *by, int over);
Form form_mul(Builder *b, const Form *x, const Form *y);
Form form_div(Builder *b, const Form *x, const Form *y, const Expr *e);
int form_slot(Builder *b, const Form *x, const Expr *e);
/* Brings a column down, or a single value out. */
Form form_spread(Builder *b, const Expr *e);

/* --- sums.c --- */
/* The sum over all rows, over not divided by. */
Linear form_total(Builder *b, const Form *x);
/* Sums per group, as a column of `table` (x.over kept). */
Form form_totals(Builder *b, const Form *x, const Grouping *group,
                 int table);
/* x where the flag slot is `holds`, else 0; where -1: x. False: not a Form. */
bool form_masked(Builder *b, Form *x, int where, bool holds);
/* count, smallest, largest, sum: a slot of one value per group. */
int group_values(Builder *b, const Expr *e, const Grouping *group,
                 int table);
Linear aggregate_single(Builder *b, const Expr *e);
Form aggregate_column(Builder *b, const Expr *e);

/* --- division.c, rounding.c --- */
Form allocate_form(Builder *b, const Expr *e);
int round_slot(Builder *b, const Expr *e);

/* --- operator.c --- */
/* The slot of any expression. */
int slot_of(Builder *b, const Expr *e);
/* An `if` as a step. */
int choice_slot(Builder *b, const Expr *e);
/* The branch of an `if` whose single condition does not vary, or NULL. */
const Expr *chosen_branch(Builder *b, const Expr *e);
/* The same as a column of the table, single values spread. */
int column_of(Builder *b, const Expr *e, int table);

/* --- groups.c --- */
void choose_orders(Builder *b);
const Grouping *grouping_all(Builder *b, int table);
const Grouping *grouping_path(Builder *b, int rows, int up,
                              const Path *path);
/* By the values of a FIXED column of the table. */
const Grouping *grouping_values(Builder *b, int slot);
/* Row of the ancestor for a row of the table. */
size_t row_up(const Builder *b, int table, const Path *path, size_t row);
/* Position of row in Plan.order. */
size_t row_at(const Builder *b, int table, size_t position);
const uint32_t *positions(Builder *b, int table);
/* Ranks of positions: by `ties` (larger first; NULL: none), then by code. */
const uint32_t *tie_ranks(Builder *b, int table, const Rat **ties);

/* --- step.c --- */
int slot_new(Builder *b, int table, size_t n);
/* Adds a step; what its slot depends on and its grid come from the args. */
int step_add(Builder *b, Step step, int table, size_t n);
int step_op(Builder *b, StepKind kind, const Expr *e, int table, size_t n,
            size_t n_args, ...);
/* den of coef * a value of a grid with den. */
int64_t den_scaled(const Rat *coef, int64_t den);

#endif
