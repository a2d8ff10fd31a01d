/* exact.h - program to result by rational arithmetic.
 *
 * Small, slow, obviously right: the judge of everything faster. Every step is
 * kept, so that any amount can be explained afterwards.
 *
 * Ownership: a Result lives in the arena and pool given to evaluate().
 */
#ifndef FORDELA_EXACT_H
#define FORDELA_EXACT_H

#include "check/bind.h"
#include "money/allocate.h"
#include "money/apportion.h"

/* Why a value is undefined (rule 16). */
typedef struct Undefined {
    const Expr *expr;       /* where it arose */
    size_t row;             /* of expr's table; 0 for one value */
    const char *why;        /* "division by zero" */
} Undefined;

typedef struct Value {
    const Rat *num;
    const char *text;
    Date date;
    bool flag;
    unsigned char marks;    /* Mark bits from its own inputs */
    unsigned char pooled;   /* Mark bits that came in through a total over
                               rows: sum, share, allocate, kept rounding */
    const Undefined *undefined;   /* or NULL */
} Value;

/* The values of one expression: n = rows of its table, 1 for one value. NULL
 * where it was not needed. */
typedef struct Column {
    size_t n;
    Value *at;
} Column;

/* How one `allocate` came out, for each of its groups. */
typedef struct AllocGroup {
    const Rat *total;
    const Rat *unallocated;
    size_t n;
    size_t *row;            /* of the allocate's table */
    AllocOut out;           /* indexed like row */
    size_t n_summed;        /* groups of `summed by` in it */
    size_t *summed;         /* their rows; indexed like out.group_state */
    const size_t *summed_of;   /* indexed like row: its group there */
} AllocGroup;

typedef struct AllocTrace {
    const Expr *expr;
    const Def *def;         /* the definition it stands in, or NULL */
    size_t n_groups;        /* 1, or one per row of per's table */
    AllocGroup *group;
    size_t *group_of;       /* row -> group */
    size_t *at_of;          /* row -> index in the group */
} AllocTrace;

/* How one rounding came out, for each of its groups. */
typedef struct RoundGroup {
    size_t n;
    size_t *row;
    RoundOut out;           /* indexed like row */
} RoundGroup;

typedef struct RoundTrace {
    const Expr *expr;
    const Def *def;         /* the result it belongs to, or NULL */
    size_t n_groups;
    RoundGroup *group;
    size_t *group_of, *at_of;
} RoundTrace;

typedef struct Result {
    const Program *program;
    const Dataset *data;
    Column *column;         /* by Expr.id; at NULL: not evaluated (not
                               needed, or a branch that was not chosen) */
    Column *data_column;    /* by Def.id: the data as values, and the params
                               that an Instead gave */
    AllocTrace **alloc;     /* by Expr.id, or NULL */
    RoundTrace **round;     /* by Expr.id, or NULL */
} Result;

/* Evaluates all results, requires, expects and reports, and what they need.
 * Faults (a require that fails, an undefined value reaching a result, a
 * negative key, floors above the total, too many bits) go to diags; NULL if
 * there were any. */
Result *evaluate(Arena *arena, RatPool *pool, const Program *program,
                 const Dataset *data, Diags *diags);

/* Other values for some params and data, in base units: what a variant has
 * instead of the scenario's own. Marks stay those of the scenario. */
typedef struct Instead {
    const Rat *const *param;        /* by Def.id; a NULL entry: as set */
    const Rat *const *const *data;  /* by Def.id, then row; a NULL entry: as
                                       bound */
} Instead;

/* What is wanted: no more is evaluated than this, the requires, and what
 * these need. */
typedef struct Ask {
    bool reports;                   /* the scenario's */
    const Def *const *result;
    size_t n_results;
} Ask;

/* Why there is no result, where that can be said without the numbers. The
 * message of any other fault is diags_first(). */
typedef struct Refusal {
    const Require *require;         /* the first that fails, or NULL */
    const Expr *floors;             /* else: the first allocate whose floors
                                       are together above its total, or NULL */
} Refusal;

/* evaluate() with the inputs of a variant. instead NULL: the scenario's own;
 * ask NULL: everything, the expects too; refusal may be NULL. */
Result *evaluate_instead(Arena *arena, RatPool *pool, const Program *program,
                         const Dataset *data, const Instead *instead,
                         const Ask *ask, Refusal *refusal, Diags *diags);

/* Single expressions, worked out one by one as the scenario stands: for a plan
 * to find out what never changes. No requires; a fault is no more than a
 * missing answer. */
typedef struct ExactParts ExactParts;

ExactParts *exact_parts(Arena *arena, RatPool *pool, const Program *program,
                        const Dataset *data);
/* The same of a variant; instead may be NULL. */
ExactParts *exact_parts_instead(Arena *arena, RatPool *pool,
                                const Program *program, const Dataset *data,
                                const Instead *instead);
/* The values of e, of which some may be undefined; NULL after a fault in e or
 * in what it needs. They live in the arena and the pool. */
const Column *exact_part(ExactParts *parts, const Expr *e);
/* Why the last exact_part gave NULL. */
const char *exact_parts_why(const ExactParts *parts);
/* A single number; NULL after a fault at e, which says why it is none. */
const Rat *exact_number(ExactParts *parts, const Expr *e, Diags *diags);

/* The column of a definition's value: for data the data, for a param one
 * value. */
const Column *result_column(const Result *result, const Def *def);
/* Sum over a numeric column. */
const Rat *result_sum(RatPool *pool, const Column *column);

#endif
