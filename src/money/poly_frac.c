/* poly_frac.c - quotients of two polynomials, in lowest terms. */
#include "money/poly.h"

#include <assert.h>

static bool same_den(Frac a, Frac b)
{
    return a.den == b.den
           || (a.den != NULL && b.den != NULL && poly_equal(a.den, b.den));
}

/* A denominator t + c: its one root tells whether num has it as a factor. */
static bool divides_line(Polys *polys, const Poly *num, const Poly *line)
{
    const Rat *root = rat_div(polys->pool,
                              rat_neg(polys->pool, line->at[0]), line->at[1]);
    return rat_sign(poly_at(polys->pool, num, root)) == 0;
}

/* In lowest terms, the denominator with a leading 1. */
static Frac reduced(Polys *polys, const Poly *num, const Poly *den)
{
    if (den == NULL || polys_failed(polys) || num->n == 0)
        return (Frac){num, NULL};
    if (den->n == 2) {
        if (num->n > 1 && divides_line(polys, num, den))
            return (Frac){poly_div(polys, num, den), NULL};
    } else {
        const Poly *common = poly_gcd(polys, num, den);
        if (common->n > 1) {
            num = poly_div(polys, num, common);
            den = poly_div(polys, den, common);
        }
    }
    return (Frac){num, polys_failed(polys) || den->n <= 1 ? NULL : den};
}

/* num / den for any den but 0. */
static Frac quotient(Polys *polys, const Poly *num, const Poly *den)
{
    if (polys_failed(polys))
        return (Frac){num, NULL};
    const Rat *lead = den->at[den->n - 1];
    const Rat *by = rat_div(polys->pool, rat_int(polys->pool, 1), lead);
    num = poly_scale(polys, num, by);
    return den->n == 1 ? (Frac){num, NULL}
                       : reduced(polys, num, poly_scale(polys, den, by));
}

Frac frac_const(Polys *polys, const Rat *value)
{
    return (Frac){poly_const(polys, value), NULL};
}

Frac frac_param(Polys *polys)
{
    return (Frac){poly_line(polys, rat_int(polys->pool, 0),
                            rat_int(polys->pool, 1)), NULL};
}

/* The product of two denominators. */
static const Poly *den_mul(Polys *polys, const Poly *a, const Poly *b)
{
    if (a == NULL || b == NULL)
        return a == NULL ? b : a;
    return poly_mul(polys, a, b);
}

static const Poly *over(Polys *polys, const Poly *num, const Poly *den)
{
    return den == NULL ? num : poly_mul(polys, num, den);
}

static Frac sum(Polys *polys, Frac a, Frac b, bool minus)
{
    const Poly *x = a.num, *y = b.num, *den = a.den;
    if (!same_den(a, b)) {
        x = over(polys, x, b.den);
        y = over(polys, y, a.den);
        den = den_mul(polys, a.den, b.den);
    }
    return reduced(polys, minus ? poly_sub(polys, x, y)
                                : poly_add(polys, x, y), den);
}

Frac frac_add(Polys *polys, Frac a, Frac b)
{
    return sum(polys, a, b, false);
}

Frac frac_sub(Polys *polys, Frac a, Frac b)
{
    return sum(polys, a, b, true);
}

const Poly *frac_gap(Polys *polys, Frac a, Frac b, const Poly **common)
{
    *common = NULL;
    if (!same_den(a, b))
        return poly_sub(polys, over(polys, a.num, b.den),
                        over(polys, b.num, a.den));
    *common = a.den;
    return poly_sub(polys, a.num, b.num);
}

Frac frac_neg(Polys *polys, Frac a)
{
    return (Frac){poly_scale(polys, a.num, rat_int(polys->pool, -1)), a.den};
}

Frac frac_mul(Polys *polys, Frac a, Frac b)
{
    return reduced(polys, poly_mul(polys, a.num, b.num),
                   den_mul(polys, a.den, b.den));
}

Frac frac_div(Polys *polys, Frac a, Frac b)
{
    return quotient(polys, over(polys, a.num, b.den),
                    over(polys, b.num, a.den));
}

/* The numerators of all that have the denominator of a[0], degree by
 * degree over a common denominator of the coefficients. */
static const Poly *sum_alike(Polys *polys, const Frac *a, size_t n,
                             bool *alike)
{
    size_t degrees = 0;
    const Rat **part = ARENA_ARRAY(polys->arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++) {
        alike[i] = same_den(a[0], a[i]);
        if (alike[i] && a[i].num->n > degrees)
            degrees = a[i].num->n;
    }
    const Rat **at = ARENA_ARRAY(polys->arena, const Rat *, degrees + 1);
    for (size_t d = 0; d < degrees; d++) {
        size_t k = 0;
        for (size_t i = 0; i < n; i++)
            if (alike[i] && d < a[i].num->n)
                part[k++] = a[i].num->at[d];
        at[d] = rat_sum(polys->pool, part, k);
    }
    return poly_of(polys, at, degrees);
}

Frac frac_sum(Polys *polys, const Frac *a, size_t n)
{
    Frac out = frac_const(polys, rat_int(polys->pool, 0));
    Frac *left = ARENA_ARRAY(polys->arena, Frac, n + 1);
    bool *alike = ARENA_ARRAY(polys->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++)
        left[i] = a[i];
    while (n > 0 && !polys_failed(polys)) {
        size_t rest = 0;
        const Poly *num = sum_alike(polys, left, n, alike);
        out = frac_add(polys, out, reduced(polys, num, left[0].den));
        for (size_t i = 0; i < n; i++)
            if (!alike[i])
                left[rest++] = left[i];
        n = rest;
    }
    return out;
}

bool frac_is_zero(Frac a)
{
    return a.num->n == 0;
}

bool frac_is_const(Frac a)
{
    return a.den == NULL && a.num->n <= 1;
}

bool frac_equal(Frac a, Frac b)
{
    return same_den(a, b) && poly_equal(a.num, b.num);
}

const Rat *frac_at(RatPool *pool, Frac a, const Rat *t)
{
    const Rat *num = poly_at(pool, a.num, t);
    if (a.den == NULL)
        return num;
    const Rat *den = poly_at(pool, a.den, t);
    if (rat_overflowed(pool))
        return num;
    assert(rat_sign(den) != 0);
    return rat_div(pool, num, den);
}
