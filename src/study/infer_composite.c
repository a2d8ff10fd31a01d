/* infer_composite.c - the part of a formula through which alone everything
 * that is free enters the amounts.
 *
 * From the amounts inwards, as long as only one side depends on what is free
 * and the other is a number: then a printed amount fixes that side to within
 * the reach of its rounding, whatever stands inside it.
 */
#include "study/infer_free_int.h"

typedef struct Peel {
    InferForms *f;
    InferPart part;
} Peel;

static const Rat **all_rows(Peel *p, int64_t value)
{
    const Rat **out = ARENA_ARRAY(p->f->arena, const Rat *, p->f->n + 1);
    for (size_t i = 0; i < p->f->n; i++)
        out[i] = rat_int(p->f->pool, value);
    return out;
}

/* The part is add + times * another, row by row. */
static void go_in(Peel *p, const Rat *const *add, const Rat *const *times,
                  const Expr *inner)
{
    RatPool *pool = p->f->pool;
    for (size_t i = 0; i < p->f->n; i++) {
        const Rat *outer = p->part.times[i];
        if (add != NULL)
            p->part.add[i] = rat_add(pool, p->part.add[i],
                                     rat_mul(pool, outer, add[i]));
        if (times != NULL)
            p->part.times[i] = rat_mul(pool, outer, times[i]);
    }
    p->part.expr = inner;
}

static bool inverted(Peel *p, const Rat **value)
{
    for (size_t i = 0; i < p->f->n; i++) {
        if (rat_sign(value[i]) == 0)
            return false;
        value[i] = rat_div(p->f->pool, rat_int(p->f->pool, 1), value[i]);
    }
    return true;
}

/* False: this is as far as it goes. */
static bool peel_operator(Peel *p, const Expr *e)
{
    bool first = infer_depends(p->f, e->arg[0]);
    if (e->kind == EXPR_NEG) {
        go_in(p, NULL, all_rows(p, -1), e->arg[0]);
        return true;
    }
    if ((first && infer_depends(p->f, e->arg[1]))
        || (e->kind == EXPR_DIV && !first))
        return false;
    const Expr *inner = e->arg[first ? 0 : 1];
    const Rat **other = infer_fixed(p->f, e->arg[first ? 1 : 0]);
    if (other == NULL || (e->kind == EXPR_DIV && !inverted(p, other)))
        return false;
    if (e->kind == EXPR_MUL || e->kind == EXPR_DIV) {
        go_in(p, NULL, other, inner);
    } else if (e->kind == EXPR_ADD || !first) {
        go_in(p, other, e->kind == EXPR_ADD ? NULL : all_rows(p, -1), inner);
    } else {
        for (size_t i = 0; i < p->f->n; i++)
            other[i] = rat_neg(p->f->pool, other[i]);
        go_in(p, other, NULL, inner);
    }
    return true;
}

static bool is_simple(const Alloc *a)
{
    return a->per < 0 && a->where == NULL && a->at_least == NULL
           && a->at_most == NULL && a->or_nothing == NULL && a->order == NULL
           && a->summed < 0 && a->rule == RULE_PROPORTIONAL;
}

/* Each row's share of a key that depends on nothing free. */
static const Rat **fixed_shares(Peel *p, const Expr *by)
{
    const Rat **key = by == NULL ? all_rows(p, 1) : infer_fixed(p->f, by);
    if (key == NULL)
        return NULL;
    const Rat *sum = rat_sum(p->f->pool, key, p->f->n);
    if (rat_sign(sum) == 0)
        return NULL;
    for (size_t i = 0; i < p->f->n; i++)
        key[i] = rat_div(p->f->pool, key[i], sum);
    return key;
}

/* A total known and a key that is not: each amount fixes the key's share. If
 * the keys add up to a number whatever is free, it fixes the key itself. */
static bool peel_key(Peel *p, const Alloc *a, const Rat **total)
{
    const InferAffine *key = infer_affine(p->f, a->by);
    const InferAffine *sum = key == NULL ? NULL : infer_affine_sum(p->f, key);
    const Rat *all = sum == NULL ? NULL : infer_affine_const(p->f, sum);
    if (all != NULL && rat_sign(all) > 0) {
        for (size_t i = 0; i < p->f->n; i++)
            total[i] = rat_div(p->f->pool, total[i], all);
        go_in(p, NULL, total, a->by);
        return true;
    }
    go_in(p, NULL, total, a->by);
    p->part.share = true;
    return false;
}

static bool peel_allocate(Peel *p, const Alloc *a)
{
    bool total = infer_depends(p->f, a->total);
    bool by = a->by != NULL && infer_depends(p->f, a->by);
    if (!is_simple(a) || (total && by))
        return false;
    const Rat **other = total ? fixed_shares(p, a->by)
                              : infer_fixed(p->f, a->total);
    if (other == NULL)
        return false;
    if (!total)
        return peel_key(p, a, other);
    go_in(p, NULL, other, a->total);
    return true;
}

static const Expr *chosen_branch(Peel *p, const Expr *e)
{
    if (e->arg[0]->table >= 0 || infer_depends(p->f, e->arg[0]))
        return NULL;
    const Column *flag = exact_part(p->f->parts, e->arg[0]);
    return flag == NULL ? NULL : e->arg[flag->at[0].flag ? 1 : 2];
}

/* Names are seen through, unless what they stand for is the end. */
static bool peel_once(Peel *p)
{
    const Expr *e = p->part.expr;
    while (e->kind == EXPR_SPREAD
           || (e->kind == EXPR_DEF && e->def->kind != DEF_DATA
               && e->def->kind != DEF_PARAM))
        e = e->kind == EXPR_SPREAD ? e->arg[0] : e->def->expr;
    switch ((int)e->kind) {
    case EXPR_NEG: case EXPR_ADD: case EXPR_SUB: case EXPR_MUL: case EXPR_DIV:
        return peel_operator(p, e);
    case EXPR_ALLOCATE:
        return peel_allocate(p, e->alloc);
    case EXPR_IF:
        if (chosen_branch(p, e) == NULL)
            return false;
        p->part.expr = chosen_branch(p, e);
        return true;
    case EXPR_AGG:
        if (e->agg->kind != AGG_SHARE || e->agg->where != NULL
            || e->agg->by_table >= 0 || e->agg->by != NULL)
            return false;
        p->part.expr = e->agg->arg;
        p->part.share = true;
        return false;
    default:
        return false;
    }
}

static const Expr *unspread(const Expr *e)
{
    while (e->kind == EXPR_SPREAD)
        e = e->arg[0];
    return e;
}

InferPart infer_part(InferForms *f, const Expr *e)
{
    Peel p = {.f = f, .part = {.expr = e}};
    p.part.add = all_rows(&p, 0);
    p.part.times = all_rows(&p, 1);
    while (peel_once(&p))
        ;
    p.part.expr = unspread(p.part.expr);
    p.part.single = p.part.expr->table < 0;
    return p.part;
}
