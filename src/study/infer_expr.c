/* infer_expr.c - expressions as sums of multiples of what is free.
 *
 * The forms are exact: an expression that is no such sum (a power, a minimum,
 * a product of two free params) has none, and its note says where and why.
 */
#include "study/infer_free_int.h"
#include "base/tr.h"

/* The first note of a fault is kept: what stands above it fails because of
 * it. */
static const InferAffine *refuse(InferForms *f, const Expr *e, const Expr *at,
                                 const char *why)
{
    InferNote *note = &f->note[e->id];
    const InferNote *from = &f->note[at->id];
    bool inherited = at != e && from->why != NULL;
    note->why = inherited ? from->why : why;
    note->where = inherited ? from->where : e;
    return NULL;
}

/* Rows where the flag is not `holds` become 0. */
static const InferAffine *masked(InferForms *f, const InferAffine *a,
                                 const Column *flag, bool holds)
{
    InferAffine *k = infer_affine_new(f);
    k->rows = true;
    k->coef[0] = ARENA_ARRAY(f->arena, const Rat *, f->n + 1);
    for (size_t i = 0; i < f->n; i++) {
        const Value *v = &flag->at[flag->n == 1 ? 0 : i];
        k->coef[0][i] = rat_int(f->pool, v->flag == holds);
    }
    return infer_affine_times(f, a, k);
}

/* ---- Expressions ---- */

static const InferAffine *fixed(InferForms *f, const Expr *e)
{
    const Rat **value = infer_fixed(f, e);
    if (value == NULL)
        return refuse(f, e, e, tr("a value that is undefined"));
    InferAffine *a = infer_affine_new(f);
    a->rows = e->table >= 0;
    a->coef[0] = value;
    return infer_affine_tidy(f, a);
}

static const InferAffine *free_def(InferForms *f, const Expr *e)
{
    for (size_t i = 0; i < f->n_params; i++)
        if (f->param[i] == e->def)
            return infer_affine_single(f, INFER_MONOMIAL(i + 1, false),
                          rat_int(f->pool, 1));
    if (f->data == e->def) {
        InferAffine *a = infer_affine_new(f);
        *a = *infer_affine_single(f, INFER_MONOMIAL(0, true),
                                  rat_int(f->pool, 1));
        a->unknown = UNKNOWN_DATA;
        return a;
    }
    if (e->def->kind == DEF_DATA)
        return refuse(f, e, e, tr("free data in a second column"));
    const InferAffine *a = infer_affine(f, e->def->expr);
    return a != NULL ? a : refuse(f, e, e->def->expr, "");
}

static const char *sum_fault(const InferAffine *a, const InferAffine *b)
{
    return (a->over == NULL) != (b->over == NULL)
               ? tr("a sum in which what is free stands both over a free "
                    "denominator and beside it")
               : tr("a sum of free data and their shares, or over two free "
                    "denominators");
}

static const InferAffine *operator_of(InferForms *f, const Expr *e)
{
    const InferAffine *a = infer_affine(f, e->arg[0]), *out = NULL;
    const InferAffine *b = e->n_args > 1 ? infer_affine(f, e->arg[1]) : a;
    if (a == NULL || b == NULL)
        return refuse(f, e, e->arg[a == NULL ? 0 : 1], "");
    switch ((int)e->kind) {
    case EXPR_NEG:
        return infer_affine_neg(f, a);
    case EXPR_ADD:
        out = infer_affine_add(f, a, b);
        break;
    case EXPR_SUB:
        out = infer_affine_add(f, a, infer_affine_neg(f, b));
        break;
    case EXPR_MUL:
        out = infer_affine_mul(f, a, b);
        break;
    default:
        out = infer_affine_div(f, a, b);
        break;
    }
    if (out != NULL)
        return out;
    return refuse(f, e, e, e->kind == EXPR_DIV
                               ? tr("a division by what is free row by row, "
                                    "or twice")
                           : e->kind == EXPR_MUL
                               ? tr("a product of two things that are free")
                           : sum_fault(a, b));
}

/* By a condition that depends on nothing free. */
static const InferAffine *choice_of(InferForms *f, const Expr *e)
{
    const Column *flag = infer_depends(f, e->arg[0])
                             ? NULL : exact_part(f->parts, e->arg[0]);
    if (flag == NULL)
        return refuse(f, e, e, tr("a condition that depends on what is free"));
    if (e->arg[0]->table < 0) {
        const Expr *chosen = e->arg[flag->at[0].flag ? 1 : 2];
        const InferAffine *a = infer_affine(f, chosen);
        return a != NULL ? a : refuse(f, e, chosen, "");
    }
    const InferAffine *a = infer_affine(f, e->arg[1]);
    const InferAffine *b = infer_affine(f, e->arg[2]);
    if (a == NULL || b == NULL)
        return refuse(f, e, e->arg[a == NULL ? 1 : 2], "");
    const InferAffine *out = infer_affine_add(f, masked(f, a, flag, true),
                                 masked(f, b, flag, false));
    return out != NULL ? out
                       : refuse(f, e, e, tr("a choice between unlike things"));
}

static const InferAffine *with_where(InferForms *f, const InferAffine *a,
                                     const Expr *where)
{
    if (where == NULL)
        return a;
    const Column *flag = infer_depends(f, where)
                             ? NULL : exact_part(f->parts, where);
    return flag == NULL ? NULL : masked(f, a, flag, true);
}

static const InferAffine *aggregate_of(InferForms *f, const Expr *e)
{
    const Agg *g = e->agg;
    bool sums = g->kind == AGG_SUM || g->kind == AGG_SHARE
                || (g->kind == AGG_MEAN && g->where == NULL);
    if (!sums || g->by_table >= 0 || g->by != NULL || g->arg == NULL)
        return refuse(f, e, e, tr("an aggregate other than a plain sum, mean "
                                  "or share"));
    const InferAffine *a = infer_affine(f, g->arg);
    if (a == NULL)
        return refuse(f, e, g->arg, "");
    const InferAffine *part = with_where(f, a, g->where);
    if (part == NULL)
        return refuse(f, e, e, tr("a condition that depends on what is free"));
    const InferAffine *out = g->kind == AGG_SHARE ? infer_affine_share(f, part)
                                                  : infer_affine_sum(f, part);
    if (out != NULL && g->kind == AGG_MEAN)
        out = infer_affine_times(f, out,
                                 infer_affine_single(
                                     f, 0, rat_ratio(f->pool, 1,
                                                     (int64_t)f->n)));
    return out != NULL ? out
                       : refuse(f, e, e, tr("a sum of free data, each row by "
                                            "a factor of its own"));
}

static const InferAffine *allocate_of(InferForms *f, const Expr *e)
{
    const Alloc *a = e->alloc;
    if (a->per >= 0 || a->at_least != NULL || a->at_most != NULL
        || a->or_nothing != NULL || a->order != NULL || a->summed >= 0
        || a->rule != RULE_PROPORTIONAL)
        return refuse(f, e, e, tr("an allocate with limits, tiers or another "
                                  "rule than in proportion"));
    const InferAffine *total = infer_affine(f, a->total);
    const InferAffine *one = infer_affine_single(f, 0, rat_int(f->pool, 1));
    const InferAffine *by = a->by == NULL ? one : infer_affine(f, a->by);
    if (total == NULL || by == NULL)
        return refuse(f, e, total == NULL ? a->total : a->by, "");
    by = with_where(f, by, a->where);
    const InferAffine *share = by == NULL ? NULL : infer_affine_share(f, by);
    if (share == NULL)
        return refuse(f, e, e, tr("a division by a key of which more is free "
                                  "than its shares"));
    const InferAffine *out = infer_affine_mul(f, total, share);
    return out != NULL ? out
                       : refuse(f, e, e, tr("a division of a free total by a "
                                            "free key"));
}

static const InferAffine *affine_fresh(InferForms *f, const Expr *e)
{
    if (!infer_depends(f, e))
        return fixed(f, e);
    switch ((int)e->kind) {
    case EXPR_DEF:
        return free_def(f, e);
    case EXPR_SPREAD: {
        const InferAffine *a = infer_affine(f, e->arg[0]);
        return a != NULL ? a : refuse(f, e, e->arg[0], "");
    }
    case EXPR_NEG: case EXPR_ADD: case EXPR_SUB: case EXPR_MUL: case EXPR_DIV:
        return operator_of(f, e);
    case EXPR_IF:
        return choice_of(f, e);
    case EXPR_AGG:
        return aggregate_of(f, e);
    case EXPR_ALLOCATE:
        return allocate_of(f, e);
    case EXPR_ROUND:
        return refuse(f, e, e, tr("a rounding inside the formula"));
    default:
        break;
    }
    return refuse(f, e, e, tr("no sum, product, share or division in "
                              "proportion"));
}

const InferAffine *infer_affine(InferForms *f, const Expr *e)
{
    InferNote *note = &f->note[e->id];
    if (!note->done) {
        note->affine = affine_fresh(f, e);
        note->done = true;
    }
    return note->affine;
}
