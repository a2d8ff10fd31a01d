/* infer_free_int.h - between the files that infer what is free in a formula.
 */
#ifndef FORDELA_INFER_FREE_INT_H
#define FORDELA_INFER_FREE_INT_H

#include "study/infer_int.h"

#define INFER_MONOMIALS (2 * (INFER_PARAMS_MAX + 1))

/* What the rows of free data enter by. */
typedef enum InferUnknown {
    UNKNOWN_NONE,
    UNKNOWN_DATA,               /* the value itself */
    UNKNOWN_SHARE               /* its share of the sum of all rows: not below
                                   0, and together 1 */
} InferUnknown;

/* A value as far as it depends on what is free: a sum of coefficients, each
 * times 1 or a free param, times 1 or the row's unknown; over another such of
 * params alone. One value, or one for each row. */
typedef struct InferAffine {
    bool rows;
    InferUnknown unknown;
    const Rat **coef[INFER_MONOMIALS];  /* n values, or 1; NULL: 0 */
    const struct InferAffine *over;     /* one value; NULL: 1 */
} InferAffine;

/* 0: 1; 1 to INFER_PARAMS_MAX: that free param. */
#define INFER_MONOMIAL(param, unknown) \
    ((size_t)(param) + ((unknown) ? INFER_PARAMS_MAX + 1u : 0u))

/* Of one expression. */
typedef struct InferNote {
    bool known, depends;        /* whether it depends on what is free */
    bool done;
    const InferAffine *affine;  /* NULL: it cannot be written so: */
    const char *why;
    const Expr *where;
} InferNote;

typedef struct InferForms {
    Arena *arena;
    RatPool *pool;
    const InferFormula *formula;
    size_t n;                   /* rows */
    ExactParts *parts;
    InferNote *note;            /* by Expr.id */
    const Def *param[INFER_PARAMS_MAX];
    size_t n_params;
    const Def *data;            /* the free data, or NULL */
    size_t n_data;              /* how many are free: only one has forms */
} InferForms;

/* ---- infer_depends.c ---- */

InferForms *infer_forms(Arena *arena, RatPool *pool,
                        const InferFormula *formula, size_t n);
bool infer_depends(InferForms *f, const Expr *e);
/* Numbers of what does not depend on anything free, one for each row; NULL if
 * some is undefined. */
const Rat **infer_fixed(InferForms *f, const Expr *e);

/* ---- infer_affine.c ---- */

InferAffine *infer_affine_new(InferForms *f);
/* One value: value times that monomial. */
const InferAffine *infer_affine_single(InferForms *f, size_t m,
                                       const Rat *value);
/* Coefficient of a row; the pool's 0 where there is none. */
const Rat *infer_coef(const InferForms *f, const InferAffine *a, size_t m,
                      size_t row);
/* One value that depends on nothing, or NULL. */
const Rat *infer_affine_const(const InferForms *f, const InferAffine *a);
/* Takes away what cancelled. */
const InferAffine *infer_affine_tidy(InferForms *f, InferAffine *a);
/* NULL, all of these, where the outcome is of a higher power, or a sum takes
 * more than is known of the unknowns. times: by a constant, of rows or not. */
const InferAffine *infer_affine_add(InferForms *f, const InferAffine *a,
                                    const InferAffine *b);
const InferAffine *infer_affine_neg(InferForms *f, const InferAffine *a);
const InferAffine *infer_affine_times(InferForms *f, const InferAffine *a,
                                      const InferAffine *k);
const InferAffine *infer_affine_mul(InferForms *f, const InferAffine *a,
                                    const InferAffine *b);
const InferAffine *infer_affine_div(InferForms *f, const InferAffine *a,
                                    const InferAffine *b);
const InferAffine *infer_affine_sum(InferForms *f, const InferAffine *a);
const InferAffine *infer_affine_share(InferForms *f, const InferAffine *a);

/* ---- infer_expr.c ---- */

/* The form of an expression; NULL: see its note. */
const InferAffine *infer_affine(InferForms *f, const Expr *e);

/* ---- infer_composite.c ---- */

/* The part of a formula through which alone everything free enters it: each
 * amount is add + times * part. */
typedef struct InferPart {
    const Expr *expr;
    bool share;                 /* the part is its share of all rows */
    bool single;
    const Rat **add, **times;   /* n */
} InferPart;

InferPart infer_part(InferForms *f, const Expr *e);

/* ---- infer_lp.c: linear programs in few variables ---- */

/* a . x >= b. */
typedef struct InferHalf {
    const Rat **a;
    const Rat *b;
    size_t row;                 /* of the table, or SIZE_MAX */
} InferHalf;

typedef struct InferLp {
    Arena *arena;
    RatPool *pool;
    size_t d;
    InferHalf *half;
    size_t n, cap;
} InferLp;

void infer_lp_add(InferLp *lp, const Rat *const *a, const Rat *b, size_t row);
/* The least value of c . x; x (d) where it is reached. NULL: no x meets all.
 * *far: it has no least value. */
const Rat *infer_lp_least(const InferLp *lp, const Rat *const *c,
                          const Rat **x, bool *far);

/* Rows whose half spaces cannot be met together, as few as possible without
 * choosing among them: into rows (as many as the table has), in order. 0: they
 * can, or there are too many to look. */
size_t infer_lp_clash(const InferLp *lp, size_t *rows);

/* ---- infer_bounds.c: what the rows say of the free params ---- */

/* add + coef . (params, cut): the cut of a largest remainder comes last. */
typedef struct InferLine {
    const Rat *add;
    const Rat *coef[INFER_PARAMS_MAX + 1];
} InferLine;

/* Amounts are kept times a common denominator `den` of params, so that all is
 * linear. Row i's exact amount is base[i] + times[i] * scale * its unknown;
 * it lies between low[i] and high[i]. */
typedef struct InferBounds {
    Arena *arena;
    RatPool *pool;
    InferForms *forms;
    const InferTable *table;
    InferFree *out;
    size_t d;                   /* free params, and the cut */
    bool cut;
    InferUnknown unknown;
    InferLine den, scale;
    InferLine *base, *low, *high;
    const Rat **times;          /* NULL: no unknown */
    InferLine total;            /* of the exact amounts, where it is known */
    InferLine printed;          /* sum of the printed amounts */
    InferLp lp;
} InferBounds;

/* False: not worked out, out->why says so. */
bool infer_bounds(InferBounds *b);
InferLine infer_line_zero(const InferBounds *b);
/* x + k * y. */
InferLine infer_line_add(const InferBounds *b, const InferLine *x,
                         const Rat *k, const InferLine *y);
InferLine infer_line_less(const InferBounds *b, const InferLine *x,
                          const InferLine *y);
const Rat *infer_line_at(InferBounds *b, const InferLine *line,
                         const Rat *const *x);
/* line >= 0. */
void infer_demand(const InferBounds *b, InferLp *lp, const InferLine *line,
                  size_t row);
/* Do the exact amounts add up to the printed sum, whatever is free? */
bool infer_adds_up(InferBounds *b);

/* ---- infer_least.c ---- */

/* The least of c . x by everything that is known, added to lp as needed; NULL:
 * nothing meets it. */
const Rat *infer_bounds_least(InferBounds *b, InferLp *lp,
                              const Rat *const *c, const Rat **x, bool *far);

/* ---- infer_ranges.c ---- */

/* The ranges of params and combinations, or a clash. */
void infer_ranges(InferBounds *b);

/* ---- infer_trial.c ---- */

/* Rows as printed with these params (and data: n, or NULL). */
size_t infer_run(const InferBounds *b, const Rat *const *param,
                 const Rat *const *data);
/* Tries values inside the ranges, and the ends of a single one. */
void infer_trial(InferBounds *b);

#endif
