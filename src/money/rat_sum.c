/* rat_sum.c - sums over a common denominator. */
#include "money/money_int.h"

void common_init(Common *c)
{
    mpz_init(c->num);
    mpz_init_set_ui(c->den, 1);
    mpz_init(c->t);
}

void common_clear(Common *c)
{
    mpz_clear(c->num);
    mpz_clear(c->den);
    mpz_clear(c->t);
}

bool common_cover(Common *c, const Rat *a, size_t bits_max)
{
    const __mpz_struct *den = mpq_denref(a->q);

    if (mpz_cmp_ui(den, 1) == 0 || mpz_cmp(den, c->den) == 0) {
        return true;
    }
    mpz_lcm(c->t, c->den, den);
    mpz_swap(c->t, c->den);
    return mpz_sizeinbase(c->den, 2) / 2 <= bits_max;
}

/* t = a as a count of 1 / den. */
static void common_scale(Common *c, const Rat *a)
{
    if (mpz_cmp(mpq_denref(a->q), c->den) == 0) {
        mpz_set(c->t, mpq_numref(a->q));
        return;
    }
    mpz_divexact(c->t, c->den, mpq_denref(a->q));
    mpz_mul(c->t, c->t, mpq_numref(a->q));
}

void common_add(Common *c, const Rat *a)
{
    common_scale(c, a);
    mpz_add(c->num, c->num, c->t);
}

void common_sub(Common *c, const Rat *a)
{
    common_scale(c, a);
    mpz_sub(c->num, c->num, c->t);
}

const Rat *common_rat(RatPool *pool, const Common *c)
{
    Rat *r = rat_new(pool);

    mpz_set(mpq_numref(r->q), c->num);
    mpz_set(mpq_denref(r->q), c->den);
    mpq_canonicalize(r->q);
    return rat_keep(pool, r);
}

const Rat *rat_sum(RatPool *pool, const Rat *const *a, size_t n)
{
    Common sum;
    bool fits = !rat_overflowed(pool);

    common_init(&sum);
    for (size_t i = 0; i < n && fits; i++) {
        fits = common_cover(&sum, a[i], rat_pool_bits(pool));
    }
    for (size_t i = 0; i < n && fits; i++) {
        common_add(&sum, a[i]);
    }
    const Rat *r = fits ? common_rat(pool, &sum) : rat_overflow(pool);

    common_clear(&sum);
    return r;
}
