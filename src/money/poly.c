/* poly.c - polynomials in one variable over the rationals. */
#include "money/poly.h"


bool polys_failed(const Polys *polys)
{
    return polys->too_high || rat_overflowed(polys->pool);
}

static const Rat **room(Polys *polys, size_t n)
{
    return ARENA_ARRAY(polys->arena, const Rat *, n + 1);
}

const Poly *poly_of(Polys *polys, const Rat **at, size_t n)
{
    while (n > 0 && rat_sign(at[n - 1]) == 0)
        n--;
    if (n > POLY_DEGREE_MAX + 1) {
        polys->too_high = true;
        n = 0;
    }
    Poly *poly = ARENA_NEW(polys->arena, Poly);
    *poly = (Poly){n, at};
    return poly;
}

const Poly *poly_const(Polys *polys, const Rat *value)
{
    const Rat **at = room(polys, 1);
    at[0] = value;
    return poly_of(polys, at, 1);
}

const Poly *poly_line(Polys *polys, const Rat *add, const Rat *times)
{
    const Rat **at = room(polys, 2);
    at[0] = add;
    at[1] = times;
    return poly_of(polys, at, 2);
}

/* a + b, or a - b. */
static const Poly *sum(Polys *polys, const Poly *a, const Poly *b, bool minus)
{
    size_t n = a->n > b->n ? a->n : b->n;
    if (b->n == 0)
        return a;
    const Rat **at = room(polys, n);
    for (size_t i = 0; i < n; i++) {
        if (i >= b->n)
            at[i] = a->at[i];
        else if (i >= a->n)
            at[i] = minus ? rat_neg(polys->pool, b->at[i]) : b->at[i];
        else
            at[i] = minus ? rat_sub(polys->pool, a->at[i], b->at[i])
                          : rat_add(polys->pool, a->at[i], b->at[i]);
    }
    return poly_of(polys, at, n);
}

const Poly *poly_add(Polys *polys, const Poly *a, const Poly *b)
{
    return sum(polys, a, b, false);
}

const Poly *poly_sub(Polys *polys, const Poly *a, const Poly *b)
{
    return sum(polys, a, b, true);
}

const Poly *poly_scale(Polys *polys, const Poly *a, const Rat *by)
{
    const Rat **at = room(polys, a->n);
    for (size_t i = 0; i < a->n; i++)
        at[i] = rat_mul(polys->pool, a->at[i], by);
    return poly_of(polys, at, a->n);
}

const Poly *poly_mul(Polys *polys, const Poly *a, const Poly *b)
{
    RatPool *pool = polys->pool;
    if (a->n <= 1 || b->n <= 1) {
        const Poly *scalar = a->n <= 1 ? a : b, *other = a->n <= 1 ? b : a;
        return scalar->n == 0 ? scalar
                              : poly_scale(polys, other, scalar->at[0]);
    }
    size_t n = a->n + b->n - 1;
    const Rat **at = room(polys, n);
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++) {
            const Rat *part = rat_mul(pool, a->at[i], b->at[k]);
            at[i + k] = at[i + k] ? rat_add(pool, at[i + k], part) : part;
        }
    return poly_of(polys, at, n);
}

/* a becomes the rest, quot (or NULL) the quotient. */
static const Poly *divide(Polys *polys, const Poly *a, const Poly *b,
                          const Poly **quot)
{
    RatPool *pool = polys->pool;
    if (a->n < b->n || b->n == 0) {     /* 0: after an overflow */
        *quot = poly_const(polys, rat_int(pool, 0));
        return a;
    }
    size_t n = a->n - b->n + 1;
    const Rat **rest = room(polys, a->n), **at = room(polys, n);
    const Rat *lead = b->at[b->n - 1];
    for (size_t i = 0; i < a->n; i++)
        rest[i] = a->at[i];
    for (size_t k = n; k-- > 0;) {
        at[k] = rat_div(pool, rest[k + b->n - 1], lead);
        for (size_t i = 0; i + 1 < b->n; i++)
            rest[k + i] = rat_sub(pool, rest[k + i],
                                  rat_mul(pool, at[k], b->at[i]));
    }
    *quot = poly_of(polys, at, n);
    return poly_of(polys, rest, b->n - 1);
}

const Poly *poly_div(Polys *polys, const Poly *a, const Poly *b)
{
    const Poly *quot;
    divide(polys, a, b, &quot);
    return quot;
}

static const Poly *monic(Polys *polys, const Poly *a)
{
    const Rat *one = rat_int(polys->pool, 1);
    const Rat *lead = a->at[a->n - 1];
    if (rat_equal(lead, one))
        return a;
    return poly_scale(polys, a, rat_div(polys->pool, one, lead));
}

/* Euclid's algorithm, each rest with a leading 1 so that the numbers do not
 * grow without need. */
const Poly *poly_gcd(Polys *polys, const Poly *a, const Poly *b)
{
    while (b->n > 0 && !polys_failed(polys)) {
        const Poly *quot, *rest = divide(polys, a, b, &quot);
        a = b;
        b = rest->n > 0 ? monic(polys, rest) : rest;
    }
    return monic(polys, a);
}

const Poly *poly_derivative(Polys *polys, const Poly *a)
{
    const Rat **at = room(polys, a->n);
    for (size_t i = 1; i < a->n; i++)
        at[i - 1] = rat_mul(polys->pool, a->at[i],
                            rat_int(polys->pool, (int64_t)i));
    return poly_of(polys, at, a->n > 0 ? a->n - 1 : 0);
}

const Rat *poly_at(RatPool *pool, const Poly *a, const Rat *t)
{
    const Rat *value = a->n > 0 ? a->at[a->n - 1] : rat_int(pool, 0);
    for (size_t i = a->n; i-- > 1;)
        value = rat_add(pool, rat_mul(pool, value, t), a->at[i - 1]);
    return value;
}

bool poly_equal(const Poly *a, const Poly *b)
{
    if (a == b)
        return true;
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!rat_equal(a->at[i], b->at[i]))
            return false;
    return true;
}
