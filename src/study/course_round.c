/* course_round.c - what becomes of a rounding whose amounts move: it is left
 * out, or each amount is known within a unit.
 *
 * Largest remainder gives every row its floor or one unit more (its quota);
 * the plain methods stay within a unit as well. The divisor methods do not,
 * nor does a row that a limit holds.
 */
#include "study/course_int.h"
#include "base/tr.h"

static const char *not_within(const Rounding *r)
{
    if (r->at_least != NULL || r->at_most != NULL)
        return tr("its limits may move an amount by more than a unit");
    if (r->n_keeping == 2)
        return tr("it keeps two totals");
    switch (r->method) {
    case ROUND_NEAREST: case ROUND_HALF_EVEN: case ROUND_DOWN: case ROUND_UP:
    case ROUND_LARGEST_REMAINDER:
        return NULL;
    case ROUND_WEBSTER: case ROUND_JEFFERSON: case ROUND_ADAMS:
    case ROUND_HUNTINGTON_HILL: case ROUND_DEAN: break;
    }
    return tr("this method may move an amount by more than a unit");
}

static Moving within(Along *al, const Moving *v, Frac unit)
{
    if (v->stop != NULL)
        return *v;
    return moving_between(frac_sub(al->polys, v->low, unit),
                          frac_add(al->polys, v->high, unit));
}

/* A total kept that is not the sum of the amounts may be out of reach. */
static void may_fail(Along *al, const Expr *e)
{
    const Rounding *r = e->round;
    if (r->n_keeping == 1 && al->cell->unsure == NULL)
        al->cell->unsure = stop_new(al, e, tr("its total may be out of "
                                              "reach"));
}

const MovingColumn *along_round(Along *al, const Expr *e)
{
    const MovingColumn *a = along_expr(al, e->arg[0]);
    const Stop *fault = along_undefined(al, e->arg[0], NULL);
    const char *why = not_within(e->round);
    if (fault != NULL)
        return along_fault(al, e, fault);
    MovingColumn *out = along_new(al, e);
    if (al->off || al->course->ask->rounding == COURSE_OFF) {
        for (size_t i = 0; i < out->n; i++)
            out->at[i] = a->at[i];
        return out;
    }
    const Stop *stop = why == NULL ? NULL : stop_new(al, e, why);
    Frac unit = frac_const(al->polys, e->round->unit);
    for (size_t i = 0; i < out->n; i++)
        out->at[i] = stop != NULL ? moving_stopped(stop)
                                  : within(al, &a->at[i], unit);
    may_fail(al, e);
    return out;
}

/* The rounding that e is the outcome of; NULL if it is none. */
static const Expr *rounding_of(const Expr *e)
{
    while (e != NULL && e->kind == EXPR_DEF)
        e = e->def->kind == DEF_DATA ? NULL : e->def->expr;
    return e != NULL && e->kind == EXPR_ROUND ? e : NULL;
}

bool along_kept(Along *al, const Expr *e, Frac *sum, const Rat **within_by)
{
    const Expr *round = e == NULL ? NULL : rounding_of(e);
    if (round == NULL || al->off
        || al->course->ask->rounding < COURSE_WITHIN
        || !al->course->depends[round->id] || not_within(round->round) != NULL
        || !round_method_keeps(round->round->method))
        return false;
    const Rounding *r = round->round;
    const Expr *kept = r->n_keeping == 1 ? r->keeping[0] : round->arg[0];
    const MovingColumn *c = along_expr(al, kept);
    Frac *part = ARENA_ARRAY(al->arena, Frac, c->n + 1);
    size_t groups = round->table < 0 || r->per < 0 ? 1
                                                   : along_rows(al, r->per);
    for (size_t i = 0; i < c->n; i++) {
        if (c->at[i].stop != NULL || c->at[i].wide)
            return false;
        part[i] = c->at[i].low;
    }
    *sum = frac_sum(al->polys, part, c->n);
    *within_by = rat_mul(al->pool, r->unit,
                         rat_ratio(al->pool, (int64_t)groups, 2));
    return true;
}
