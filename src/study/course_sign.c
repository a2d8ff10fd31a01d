/* course_sign.c - decisions: the sign of a function, and how far it stays. */
#include "study/course_int.h"

/* ---- Values ---- */

Moving moving_exact(Frac f)
{
    return (Moving){.low = f, .high = f};
}

Moving moving_between(Frac low, Frac high)
{
    return (Moving){.low = low, .high = high, .wide = true};
}

Moving moving_stopped(const Stop *stop)
{
    return (Moving){.stop = stop, .flag = TRUTH_OPEN};
}

Moving moving_undefined(const char *why)
{
    return (Moving){.undefined = why};
}

Frac along_int(Along *al, int64_t n)
{
    return frac_const(al->polys, rat_int(al->pool, n));
}

const Stop *stop_new(Along *al, const Expr *e, const char *why)
{
    Stop *stop = ARENA_NEW(al->arena, Stop);
    *stop = (Stop){e, why};
    return stop;
}

/* ---- Decisions ---- */

/* The root of a line, if it lies inside the cell, bounds it. */
static void bound_by_line(Along *al, const Poly *p)
{
    CourseCell *cell = al->cell;
    Root root = root_of(rat_div(al->pool, rat_neg(al->pool, p->at[0]),
                                p->at[1]));
    Root *end = rat_cmp(root.low, cell->at) < 0 ? &cell->from : &cell->to;
    int order = root_cmp(al->polys, &root, end);
    if (end == &cell->from ? order > 0 : order < 0)
        *end = root;
}

static void bound_by(Along *al, const Poly *p)
{
    CourseCell *cell = al->cell;
    RootList below = {0}, above = {0};
    if (p->n == 2) {
        bound_by_line(al, p);
        return;
    }
    roots_between(al->polys, p, cell->from.low, cell->at, &below);
    if (below.n > 0
        && root_cmp(al->polys, &below.at[below.n - 1], &cell->from) > 0)
        cell->from = below.at[below.n - 1];
    roots_between(al->polys, p, cell->at, cell->to.high, &above);
    for (size_t i = 0; i < above.n; i++)
        if (root_cmp(al->polys, &above.at[i], &cell->to) < 0) {
            cell->to = above.at[i];
            break;
        }
}

int along_sign(Along *al, Frac f)
{
    if (frac_is_const(f))
        return f.num->n == 0 ? 0 : rat_sign(f.num->at[0]);
    if (al->bend || polys_failed(al->polys))
        return 0;
    int sign = rat_sign(poly_at(al->pool, f.num, al->cell->at));
    if (sign == 0) {
        al->bend = true;
        return 0;
    }
    if (f.den != NULL)
        sign *= rat_sign(poly_at(al->pool, f.den, al->cell->at));
    bound_by(al, f.num);
    return sign;
}

int along_cmp(Along *al, Frac a, Frac b)
{
    if (frac_is_const(a) && frac_is_const(b)) {
        const Rat *x = along_value(al, a), *y = along_value(al, b);
        return rat_cmp(x, y);
    }
    return along_sign(al, frac_sub(al->polys, a, b));
}

const Rat *along_value(Along *al, Frac f)
{
    if (polys_failed(al->polys) || al->bend)
        return rat_int(al->pool, 0);
    if (frac_is_const(f) && f.num->n == 1)
        return f.num->at[0];
    return frac_at(al->pool, f, al->cell->at);
}
