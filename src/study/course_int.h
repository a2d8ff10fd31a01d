/* course_int.h - what the files that evaluate a cell share. */
#ifndef FORDELA_COURSE_INT_H
#define FORDELA_COURSE_INT_H

#include "study/course.h"

enum { COURSE_SPARES = 4 };

struct Course {
    Arena *arena;
    RatPool *pool;
    const Program *program;
    const Dataset *data;
    const CourseAsk *ask;
    ExactParts *parts;          /* what does not move */
    MovingColumn *fixed;        /* by Expr.id; n 0: not asked for yet */
    Polys polys;                /* of what is fixed */
    bool *depends, *rounds;     /* by Expr.id */
    const Stop **stop, **ranks; /* by Expr.id */
    bool *def_depends, *def_rounds;     /* by Def.id */
    const Stop **def_stop, **def_ranks;
    bool *needed;               /* by Def.id */
    RatPool *spare[COURSE_SPARES];  /* pools of cells that are gone, for those
                                       to come; of a walk, while it lasts */
    size_t n_spares;
    bool walking;
};

/* One cell in the making. */
typedef struct Along {
    Course *course;
    const Program *program;
    const Dataset *data;
    CourseCell *cell;
    Arena *arena;
    Polys *polys;
    RatPool *pool;
    Frac small[2];          /* 0 and 1, once they were asked for */
    const Poly *den;        /* the last denominator whose sign was asked for, */
    int den_sign;           /* and its sign */
    bool off;               /* roundings are left out, in a second turn */
    bool bend;              /* the sample is a bend: the cell means nothing */
} Along;

/* ---- course.c ---- */

size_t along_rows(const Along *al, int table);
/* Row -> row of the ancestor at the end of the path. */
size_t along_up(const Along *al, int table, const Path *path, size_t row);

/* ---- course_eval.c ---- */

/* The column of e, worked out if need be. Never NULL. */
const MovingColumn *along_expr(Along *al, const Expr *e);
/* Its value at a row of a table it was brought to. */
const Moving *along_at(Along *al, const Expr *e, size_t row);
/* Where its column is, or will be. */
MovingColumn *along_slot(Along *al, const Expr *e);
MovingColumn *along_new(Along *al, const Expr *e);
/* The column of e becomes faulty; returns it. */
const MovingColumn *along_fault(Along *al, const Expr *e, const Stop *why);
/* The fault that keeps rows of e that take part (part NULL: all) from being
 * computed: its own, or a value that is undefined; NULL if there is none. */
const Stop *along_undefined(Along *al, const Expr *e, const bool *part);
/* The same of several expressions, some NULL. */
const Stop *along_faults(Along *al, const Expr *const *e, size_t n);
ChoiceColumn *along_choice(Along *al, const Expr *e, size_t n);

/* ---- course_sign.c ---- */

const Stop *stop_new(Along *al, const Expr *e, const char *why);
/* The sign of f, which from here on stays the same in the cell. */
int along_sign(Along *al, Frac f);
/* The sign of a - b. */
int along_cmp(Along *al, Frac a, Frac b);
/* f at the sample. */
const Rat *along_value(Along *al, Frac f);
Frac along_int(Along *al, int64_t n);

Moving moving_exact(Frac f);
Moving moving_between(Frac low, Frac high);
Moving moving_stopped(const Stop *stop);
Moving moving_undefined(const char *why);

/* ---- course_operator.c ---- */

/* a compared with b: YES where a < b, a <= b, a = b surely. */
Truth moving_less(Along *al, const Moving *a, const Moving *b, bool or_same);
Truth moving_same(Along *al, TypeKind kind, const Moving *a,
                  const Moving *b);
/* One of both, no more is known. */
Moving moving_hull(Along *al, const Expr *e, const Moving *a,
                   const Moving *b);
Moving along_operator(Along *al, const Expr *e, const Moving *const *arg,
                      size_t row, unsigned char *choice);

/* ---- course_aggregate.c, course_allocate.c, course_round.c ---- */

const MovingColumn *along_aggregate(Along *al, const Expr *e);
const MovingColumn *along_allocate(Along *al, const Expr *e);
const MovingColumn *along_round(Along *al, const Expr *e);
/* How far the kept sum of a rounded column may be from its exact one; false if
 * nothing is known of it. */
bool along_kept(Along *al, const Expr *e, Frac *sum, const Rat **within);

/* Rows sorted into groups, as in exact: one, or one per row of the ancestor. */
typedef struct AlongGroups {
    size_t n;
    size_t *start;          /* n + 1 */
    size_t *row;
} AlongGroups;
AlongGroups along_groups(Along *al, int rows, int up, const Path *path);

/* ---- course_level.c ---- */

/* A row of one tier. */
typedef struct Slip {
    Frac key, floor, ceiling;
    bool capped;
    Frac useful;            /* has_useful: > 0 */
    bool has_useful, below, dropped;
    const char *code;
    AllocState state;
    Frac amount;
} Slip;

/* In proportion to the keys, within floors and ceilings; the floors fit into
 * the budget. Sets states and amounts. */
void along_pour(Along *al, Slip *slip, size_t n, Frac budget);

/* ---- course_rules.c ---- */

/* Divides the budget over the slips by the rule, those below their useful
 * amounts leaving one by one; their floors fit into it. */
void along_tier(Along *al, AllocRule rule, Slip *slip, size_t n, Frac budget);
bool along_rule_known(AllocRule rule);

#endif
