/* study_int.h - what the files of the study room share. */
#ifndef FORDELA_STUDY_INT_H
#define FORDELA_STUDY_INT_H

#include "study/show.h"
#include "study/study.h"

/* In place of a row: the column as a whole is spoken of. */
#define ALL_ROWS SIZE_MAX

/* Steps nested deeper are put at the end of the explanation instead of inside
 * the step that uses them; it bounds the recursion and the indentation. */
#define EXPLAIN_DEPTH_MAX 24
/* Expressions nested deeper than a formula file can hold are cut off. */
#define EXPLAIN_NESTING_MAX (2 * NESTING_MAX)

typedef struct Later {
    const Def *def;
    size_t row;
} Later;

/* One explanation in the making. */
typedef struct Explain {
    Arena *arena;
    RatPool *pool;
    const Result *result;
    const Program *program;
    Show show;
    size_t *shown;          /* by Def.id: 1 + the row shown in full, or 0 */
    bool *shown_whole;      /* by Def.id: shown as a column */
    size_t depth;           /* of steps */
    size_t nesting;         /* of expressions */
    VEC(Later) later;
} Explain;

/* ---- explain.c ---- */

Step *step_new(Explain *x, const char *head);
void step_line(Explain *x, Step *step, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Adds the step of a definition at a row (or ALL_ROWS) under `into`. */
void explain_def(Explain *x, const Def *def, size_t row, StepList *into);

/* ---- explain_expr.c ---- */

/* The text an expression was written as, on one line. */
const char *expr_text(Explain *x, const Expr *expr);
/* The row of expr's own table that belongs to a row of the table it is used
 * in: 0 for one value. */
size_t expr_row(const Expr *expr, size_t row);
size_t path_row(const Explain *x, int table, const Path *path, size_t row);
/* NULL where it was not evaluated. */
const Value *expr_value(const Explain *x, const Expr *expr, size_t row);
/* A value of expr: what is rounded in full. */
const char *expr_show(Explain *x, const Expr *expr, const Value *value,
                      bool exact);
/* The expression with numbers in place of names, or NULL where that would say
 * nothing more than its value. */
const char *expr_numbers(Explain *x, const Expr *expr, size_t row);
/* Lines and steps for one expression: what it does, its value, its inputs. */
void explain_expr(Explain *x, const Expr *expr, size_t row, Step *step);
/* Only what it uses. */
void explain_uses(Explain *x, const Expr *expr, size_t row, Step *step);
void explain_value(Explain *x, const Expr *expr, size_t row, Step *step);

/* ---- explain_aggregate.c ---- */

void explain_aggregate(Explain *x, const Expr *expr, size_t row, Step *step);

/* ---- explain_money.c ---- */

/* An amount as people read it. */
const char *amount(Explain *x, const Type *type, const Rat *num);
/* "area 01 Norr", or NULL for one group (table -1). */
const char *group_name(Explain *x, int table, size_t row);
/* The number of expr (or of NULL) at a row; NULL where there is none. */
const Rat *number_at(Explain *x, const Expr *expr, size_t row);
void explain_allocate(Explain *x, const Expr *expr, size_t row, Step *step);

/* ---- explain_claims.c ---- */

/* The lines of a row under any rule but proportional: rule, claims, how the
 * award follows. */
void explain_claim(Explain *x, const Expr *expr, size_t row,
                   const AllocGroup *g, size_t at, Step *step);

/* ---- explain_divisor.c ---- */

/* A row rounded by a divisor method: the divisors that keep the total, and
 * the signposts around its quotient. */
void explain_divisor(Explain *x, const Expr *expr, const RoundGroup *g,
                     size_t at, Step *step);

/* ---- explain_round.c ---- */

void explain_round(Explain *x, const Expr *expr, size_t row, Step *step);

/* ---- explain_input.c ---- */

void explain_param(Explain *x, const Def *def, Step *step);
void explain_data(Explain *x, const Def *def, size_t row, Step *step);

#endif
