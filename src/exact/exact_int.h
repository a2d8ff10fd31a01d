/* exact_int.h - what the files of the exact evaluator share. */
#ifndef FORDELA_EXACT_INT_H
#define FORDELA_EXACT_INT_H

#include "base/tr.h"
#include "exact/exact.h"

typedef struct Eval {
    Arena *arena;
    RatPool *pool;
    Diags *diags;
    Diags *unsaid;          /* faults of lets that nothing asked for yet */
    const Program *program;
    const Dataset *data;
    Result *result;
    const Def *def;         /* being evaluated, or NULL */
    const Def **broken;     /* by Def.id: the let whose own text has the fault
                               that stops this one, or NULL */
    const Def *blame;       /* the broken let last asked for, or NULL */
    Refusal refusal;
    double claims_steps;    /* so far; CLAIMS_STEPS_MAX */
} Eval;

/* Rows sorted into groups: group g holds row[start[g]] .. row[start[g+1]-1],
 * in the order of the table. */
typedef struct Groups {
    size_t n;
    size_t *of;             /* row -> group */
    size_t *start;          /* n + 1 */
    size_t *row;
} Groups;

/* Evaluates e and what it needs; false after a fault (now or before). */
bool eval_expr(Eval *ev, const Expr *e);
/* The same for what the result needs: a fault inside a let is told now. */
bool eval_needed(Eval *ev, const Expr *e);
/* The value of e at a row of a table it was brought to; single values have
 * one. e must have been evaluated. */
const Value *eval_at(const Eval *ev, const Expr *e, size_t row);
size_t eval_rows(const Eval *ev, int table);
Column *eval_new(Eval *ev, const Expr *e);

bool eval_aggregate(Eval *ev, const Expr *e);
bool eval_allocate(Eval *ev, const Expr *e);
bool eval_round(Eval *ev, const Expr *e);

/* One value of an operator with its arguments' values. */
Value eval_operator(Eval *ev, const Expr *e, const Value *const *arg,
                    size_t row);

/* Row -> row of the ancestor at the end of the path. */
size_t eval_up(const Eval *ev, int table, const Path *path, size_t row);
/* One group, or one per row of the ancestor (table up >= 0). */
Groups groups_by_path(Eval *ev, int rows, int up, const Path *path);
Groups groups_by_number(Eval *ev, size_t n_rows, const size_t *of, size_t n);

/* --- eval_fault.c --- */
/* "0114 Upplands Vasby"; code alone where it is the name. */
const char *row_name(Eval *ev, int table, size_t row);
/* " for 0114 Upplands Vasby", or "" for a single value. */
const char *row_text(Eval *ev, int table, size_t row);
/* "35 000 kr", "12.5", "1/3". */
const char *number_text(Eval *ev, const Rat *num, const Type *type);
/* False and a fault naming the row if a value of e that takes part (part NULL:
 * all do) is undefined. */
bool all_defined(Eval *ev, const Expr *e, size_t n, const bool *part);
const Undefined *undefined_new(Eval *ev, const Expr *e, size_t row,
                               const char *why);
/* False and a fault naming the expression if numbers outgrew the pool. */
bool not_overflowed(Eval *ev, const Expr *e);

#endif
