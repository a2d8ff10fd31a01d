/* infer_trial.c - what was inferred, put back into the formula and run.
 */
#include "study/infer_free_int.h"

size_t infer_run(const InferBounds *b, const Rat *const *param,
                 const Rat *const *data)
{
    const InferFormula *f = b->forms->formula;
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    size_t n = f->program->n_defs + 1, equal = 0;
    const Rat **params = ARENA_ARRAY(arena, const Rat *, n);
    const Rat *const **columns = ARENA_ARRAY(arena, const Rat *const *, n);
    Instead instead = {params, columns};
    Ask ask = {.result = &f->result, .n_results = 1};
    for (size_t i = 0; i < b->forms->n_params; i++)
        params[b->forms->param[i]->id] = param[i];
    if (data != NULL)
        columns[b->forms->data->id] = data;
    const Result *r = evaluate_instead(arena, pool, f->program, f->data,
                                       &instead, &ask, NULL,
                                       diags_new(arena));
    for (size_t i = 0; r != NULL && i < b->table->n; i++) {
        const Rat *unit = b->table->unit;
        const Rat *x = r->column[f->result->expr->id].at[i].num;
        if (f->round == NULL)
            x = rat_mul(pool, rat_nearest(pool, rat_div(pool, x, unit)),
                        unit);
        equal += rat_equal(x, rat_mul(pool, rat_int(pool,
                                                    b->table->amount[i]),
                                      unit));
    }
    rat_pool_free(pool);
    arena_free(arena);
    return equal;
}

/* ---- A value inside ---- */

/* The number with the smallest denominator strictly between from and to; of
 * several whole ones that nearest to zero. Each round goes down by one step of
 * a continued fraction, of which there are as many as digits, or so. */
static const Rat *simplest(RatPool *pool, const Rat *from, const Rat *to,
                           size_t depth)
{
    const Rat *one = rat_int(pool, 1);
    const Rat *next = rat_add(pool, rat_floor(pool, from), one);
    if (rat_sign(from) < 0 && (to == NULL || rat_sign(to) > 0))
        return rat_int(pool, 0);
    if (rat_sign(from) < 0)
        return rat_neg(pool, simplest(pool, rat_neg(pool, to),
                                      rat_neg(pool, from), depth));
    if (to == NULL || rat_cmp(next, to) < 0)
        return next;
    const Rat *whole = rat_floor(pool, from);
    const Rat *low = rat_sub(pool, from, whole);
    const Rat *high = rat_sub(pool, to, whole);
    if (depth == 0)
        return rat_div(pool, rat_add(pool, from, to), rat_int(pool, 2));
    const Rat *inner = simplest(pool, rat_div(pool, one, high),
                                rat_sign(low) == 0 ? NULL
                                                   : rat_div(pool, one, low),
                                depth - 1);
    return rat_add(pool, whole, rat_div(pool, one, inner));
}

#define DEPTH_MAX 200

static const Rat *inside(InferBounds *b, const InferRange *r)
{
    if (r->from == NULL && r->to == NULL)
        return rat_int(b->pool, 1);
    if (r->from == NULL)
        return rat_neg(b->pool, simplest(b->pool, rat_neg(b->pool, r->to),
                                         NULL, DEPTH_MAX));
    if (r->to != NULL && rat_cmp(r->from, r->to) >= 0)
        return r->from;
    return simplest(b->pool, r->from, r->to, DEPTH_MAX);
}

/* The program with the first n variables fixed. */
static InferLp with_values(InferBounds *b, const Rat *const *x, size_t n)
{
    InferLp lp = {.arena = b->arena, .pool = b->pool, .d = b->d};
    for (size_t i = 0; i < b->lp.n; i++)
        infer_lp_add(&lp, b->lp.half[i].a, b->lp.half[i].b,
                     b->lp.half[i].row);
    for (size_t i = 0; i < n; i++) {
        const Rat *a[INFER_PARAMS_MAX + 1];
        for (size_t k = 0; k < b->d; k++)
            a[k] = rat_int(b->pool, k == i);
        infer_lp_add(&lp, a, x[i], SIZE_MAX);
        a[i] = rat_int(b->pool, -1);
        infer_lp_add(&lp, a, rat_neg(b->pool, x[i]), SIZE_MAX);
    }
    return lp;
}

/* Fixes variable i inside what the others leave it; false: nothing is left. */
static bool choose(InferBounds *b, const Rat **x, size_t i)
{
    InferLp lp = with_values(b, x, i);
    const Rat **at = ARENA_ARRAY(b->arena, const Rat *, b->d + 1);
    const Rat **c = ARENA_ARRAY(b->arena, const Rat *, b->d + 1);
    InferRange r = {0};
    for (int side = 0; side < 2; side++) {
        bool far;
        for (size_t k = 0; k < b->d; k++)
            c[k] = rat_int(b->pool, k != i ? 0 : side == 0 ? 1 : -1);
        const Rat *end = infer_bounds_least(b, &lp, c, at, &far);
        if (end == NULL)
            return false;
        if (!far && side == 0)
            r.from = end;
        else if (!far)
            r.to = rat_neg(b->pool, end);
    }
    x[i] = inside(b, &r);
    return true;
}

/* ---- Data that give the printed amounts ---- */

/* Each row as far between its ends as the sum asks for. */
static const Rat **make_data(InferBounds *b, const Rat *const *x)
{
    size_t n = b->table->n;
    const Rat **low = ARENA_ARRAY(b->arena, const Rat *, n + 1);
    const Rat **high = ARENA_ARRAY(b->arena, const Rat *, n + 1);
    const Rat *scale = infer_line_at(b, &b->scale, x);
    for (size_t i = 0; i < n; i++) {
        const Rat *base = infer_line_at(b, &b->base[i], x);
        bool pure = rat_sign(b->times[i]) == 0;
        low[i] = pure ? base
                      : rat_max(base, infer_line_at(b, &b->low[i], x));
        high[i] = pure ? base : infer_line_at(b, &b->high[i], x);
    }
    const Rat *least = rat_sum(b->pool, low, n);
    const Rat *room = rat_sub(b->pool, rat_sum(b->pool, high, n), least);
    const Rat *goal = infer_line_at(b, b->unknown == UNKNOWN_SHARE
                                           ? &b->total : &b->printed, x);
    if (rat_sign(room) <= 0 || rat_sign(scale) <= 0)
        return NULL;
    const Rat *part = rat_div(b->pool, rat_sub(b->pool, goal, least), room);
    for (size_t i = 0; i < n; i++) {
        const Rat *base = infer_line_at(b, &b->base[i], x);
        const Rat *at = rat_add(b->pool, low[i],
                                rat_mul(b->pool, part,
                                        rat_sub(b->pool, high[i], low[i])));
        low[i] = rat_int(b->pool, 0);
        if (rat_sign(b->times[i]) > 0)
            low[i] = rat_div(b->pool, rat_sub(b->pool, at, base),
                             rat_mul(b->pool, b->times[i], scale));
    }
    return low;
}

/* ---- All ---- */

/* Does the bound itself give the table, too? Only of a single param, where
 * nothing else is to be chosen. */
static void try_ends(InferBounds *b)
{
    InferRange *r = &b->out->range[0];
    if (b->forms->n_params != 1 || b->forms->n_data > 0)
        return;
    r->from_in = r->from != NULL
                 && infer_run(b, &r->from, NULL) == b->table->n;
    r->to_in = r->to != NULL && infer_run(b, &r->to, NULL) == b->table->n;
}

void infer_trial(InferBounds *b)
{
    const Rat **x = ARENA_ARRAY(b->arena, const Rat *, b->d + 1);
    const Rat **data = NULL;
    for (size_t i = 0; i < b->d; i++)
        if (!choose(b, x, i))
            return;
    if (b->times != NULL) {
        data = make_data(b, x);
        if (data == NULL)
            return;
    }
    for (size_t i = 0; i < b->forms->n_params; i++)
        b->out->trial[i] = x[i];
    b->out->tried = true;
    b->out->trial_equal = infer_run(b, x, data);
    try_ends(b);
}
