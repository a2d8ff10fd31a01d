/* tipping_passes.c - how often the whole units in a row's exact amount change.
 *
 * Where the amount only rises, or only falls, from one value to another, the
 * whole units in it change as often as the floors of the two are apart. So a
 * cell is cut where the derivative is 0, and the floors at the ends are taken.
 */
#include "study/tipping_int.h"

/* The numerator of the derivative; its sign is that of the derivative. */
static const Poly *growth(Polys *polys, Frac f)
{
    const Poly *rise = poly_derivative(polys, f.num);
    if (f.den == NULL)
        return rise;
    return poly_sub(polys, poly_mul(polys, rise, f.den),
                    poly_mul(polys, f.num, poly_derivative(polys, f.den)));
}

static const Rat *floor_of(RatPool *pool, Frac f, const Rat *at)
{
    if (f.den != NULL && rat_sign(poly_at(pool, f.den, at)) == 0)
        return NULL;
    return rat_floor(pool, frac_at(pool, f, at));
}

/* Is f at least `whole` at the root, where it has no pole? */
static bool reaches(Polys *polys, Frac f, const Rat *whole, Root *at)
{
    Frac d = frac_sub(polys, f, frac_const(polys, whole));
    int den = d.den == NULL ? 1 : poly_sign_at(polys, d.den, at);
    return poly_sign_at(polys, d.num, at) * den >= 0;
}

/* Beside the root f may be lower or higher than at it, on both sides: so it is
 * asked at the root, farther and farther from a guess, and then between. */
static const Rat *floor_from(Polys *polys, Frac f, const Rat *guess, Root *at)
{
    RatPool *pool = polys->pool;
    bool up = reaches(polys, f, guess, at);
    const Rat *near = guess, *far, *mid, *by = rat_int(pool, up ? 1 : -1);
    const Rat *two = rat_int(pool, 2), *one = rat_int(pool, 1);
    while (far = rat_add(pool, near, by),
           reaches(polys, f, far, at) == up && !polys_failed(polys)) {
        near = far;
        by = rat_mul(pool, by, two);
    }
    const Rat *low = up ? near : far, *high = up ? far : near;
    while (rat_cmp(rat_sub(pool, high, low), one) > 0
           && !polys_failed(polys)) {
        mid = rat_floor(pool, rat_div(pool, rat_add(pool, low, high), two));
        *(reaches(polys, f, mid, at) ? &low : &high) = mid;
    }
    return low;
}

/* The whole units of f at a root; NULL at a pole. */
static const Rat *floor_at(Polys *polys, Frac f, Root *at)
{
    if (at->poly == NULL)
        return floor_of(polys->pool, f, at->low);
    if (f.den != NULL && poly_sign_at(polys, f.den, at) == 0)
        return NULL;
    const Rat *guess = floor_of(polys->pool, f, at->low);
    return floor_from(polys, f, guess ? guess : rat_int(polys->pool, 0), at);
}

/* Of one row; NULL: not known. */
static const Rat *row_passes(CourseCell *cell, Frac f)
{
    Polys *polys = &cell->polys;
    RootList ends = {0}, bends = {0};
    *VEC_ADD(cell->arena, &ends) = cell->from;
    if (f.num->n > 2 || (f.den != NULL && f.den->n > 2))
        roots_between(polys, growth(polys, f), cell->from.low, cell->to.high,
                      &bends);
    for (size_t i = 0; i < bends.n; i++)
        if (root_cmp(polys, &bends.at[i], &cell->from) > 0
            && root_cmp(polys, &bends.at[i], &cell->to) < 0)
            *VEC_ADD(cell->arena, &ends) = bends.at[i];
    *VEC_ADD(cell->arena, &ends) = cell->to;
    const Rat *sum = rat_int(polys->pool, 0), *last = NULL;
    for (size_t i = 0; i < ends.n; i++) {
        const Rat *next = floor_at(polys, f, &ends.at[i]);
        if (next == NULL)
            return NULL;
        if (i > 0)
            sum = rat_add(polys->pool, sum,
                          rat_abs(polys->pool,
                                  rat_sub(polys->pool, next, last)));
        last = next;
    }
    return polys_failed(polys) ? NULL : sum;
}

void passes_add(Tipper *t, CourseCell *cell, const Frac *amount)
{
    Tipping *out = t->out;
    size_t n = t->data->table[out->result->table]->n;
    const Rat *one = rat_int(cell->polys.pool, 1);
    Frac by = frac_const(&cell->polys, rat_div(cell->polys.pool, one,
                                               out->unit));
    for (size_t i = 0; i < n; i++) {
        int64_t more;
        if (out->passes[i] == NULL || frac_is_const(amount[i]))
            continue;
        const Rat *passes =
            row_passes(cell, frac_mul(&cell->polys, amount[i], by));
        if (passes == NULL || !rat_to_int(passes, &more))
            out->passes[i] = NULL;
        else if (more != 0)
            out->passes[i] = rat_add(t->pool, out->passes[i],
                                     rat_int(t->pool, more));
    }
}
