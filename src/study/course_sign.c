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

/* 0 and 1 are asked for in every row. */
Frac along_int(Along *al, int64_t n)
{
    if (n != 0 && n != 1)
        return frac_const(al->polys, rat_int(al->pool, n));
    if (al->small[n].num == NULL)
        al->small[n] = frac_const(al->polys, rat_int(al->pool, n));
    return al->small[n];
}

const Stop *stop_new(Along *al, const Expr *e, const char *why)
{
    Stop *stop = ARENA_NEW(al->arena, Stop);
    *stop = (Stop){e, why};
    return stop;
}

/* ---- Decisions ---- */

/* A line: its root, which bounds the cell if it lies inside, tells the sign as
 * well. */
static int sign_of_line(Along *al, const Poly *p)
{
    CourseCell *cell = al->cell;
    Root root = root_of(rat_div(al->pool, rat_neg(al->pool, p->at[0]),
                                p->at[1]));
    int side = rat_cmp(cell->at, root.low);
    if (side == 0)
        return 0;
    Root *end = side > 0 ? &cell->from : &cell->to;
    int order = root_cmp(al->polys, &root, end);
    if (end == &cell->from ? order > 0 : order < 0)
        *end = root;
    return side * rat_sign(p->at[1]);
}

static int sign_of_curve(Along *al, const Poly *p)
{
    CourseCell *cell = al->cell;
    RootList below = {0}, above = {0};
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
    return rat_sign(poly_at(al->pool, p, cell->at));
}

static int sign_of(Along *al, const Poly *p)
{
    if (p->n <= 1)
        return p->n == 0 ? 0 : rat_sign(p->at[0]);
    if (al->bend || polys_failed(al->polys))
        return 0;
    int sign = p->n == 2 ? sign_of_line(al, p) : sign_of_curve(al, p);
    if (sign == 0)
        al->bend = true;
    return sign;
}

/* A denominator's roots bound the cell already, from the division it came
 * with; many functions have the same one. */
static int sign_of_den(Along *al, const Poly *den)
{
    if (den == NULL)
        return 1;
    if (den != al->den) {
        al->den = den;
        al->den_sign = rat_sign(poly_at(al->pool, den, al->cell->at));
    }
    return al->den_sign;
}

int along_sign(Along *al, Frac f)
{
    return sign_of(al, f.num) * sign_of_den(al, f.den);
}

int along_cmp(Along *al, Frac a, Frac b)
{
    if (frac_is_const(a) && frac_is_const(b))
        return rat_cmp(along_value(al, a), along_value(al, b));
    const Poly *over;
    int sign = sign_of(al, frac_gap(al->polys, a, b, &over));
    return over != NULL ? sign * sign_of_den(al, over)
                        : sign * sign_of_den(al, a.den)
                              * sign_of_den(al, b.den);
}

const Rat *along_value(Along *al, Frac f)
{
    if (polys_failed(al->polys) || al->bend)
        return rat_int(al->pool, 0);
    if (frac_is_const(f) && f.num->n == 1)
        return f.num->at[0];
    return frac_at(al->pool, f, al->cell->at);
}
