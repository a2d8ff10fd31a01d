/* decimal.c - ln, log10, exp, sqrt and power as decimals of 15 places.
 *
 * Rational true values are found by whole-number arithmetic; by the theorems
 * of Lindemann (ln, exp) and Gelfond and Schneider (log10, power) all others
 * are irrational, so never halfway between two decimals, and enclosing them
 * ever more tightly ends (Ziv 1991).
 */
#include <assert.h>
#include <limits.h>
#include <mpfr.h>

#include "money/decimal.h"
#include "money/money_int.h"

enum { FIRST_PRECISION = 128 };

/* Sets lo <= f(x, y) <= hi at their precision. */
typedef void (*Enclose)(mpfr_t lo, mpfr_t hi, const Rat *x, const Rat *y);

static void enclose_ln(mpfr_t lo, mpfr_t hi, const Rat *x, const Rat *y)
{
    (void)y;
    mpfr_set_q(lo, x->q, MPFR_RNDD);
    mpfr_set_q(hi, x->q, MPFR_RNDU);
    mpfr_log(lo, lo, MPFR_RNDD);
    mpfr_log(hi, hi, MPFR_RNDU);
}

static void enclose_log10(mpfr_t lo, mpfr_t hi, const Rat *x, const Rat *y)
{
    (void)y;
    mpfr_set_q(lo, x->q, MPFR_RNDD);
    mpfr_set_q(hi, x->q, MPFR_RNDU);
    mpfr_log10(lo, lo, MPFR_RNDD);
    mpfr_log10(hi, hi, MPFR_RNDU);
}

static void enclose_exp(mpfr_t lo, mpfr_t hi, const Rat *x, const Rat *y)
{
    (void)y;
    mpfr_set_q(lo, x->q, MPFR_RNDD);
    mpfr_set_q(hi, x->q, MPFR_RNDU);
    mpfr_exp(lo, lo, MPFR_RNDD);
    mpfr_exp(hi, hi, MPFR_RNDU);
}

/* x > 0. y ln x is linear in y and in ln x, so that over a box it is
 * smallest and largest in a corner. */
static void enclose_power(mpfr_t lo, mpfr_t hi, const Rat *x, const Rat *y)
{
    mpfr_prec_t bits = mpfr_get_prec(lo);
    mpfr_t xs[2], ys[2], z;

    for (int i = 0; i < 2; i++) {
        mpfr_inits2(bits, xs[i], ys[i], (mpfr_ptr)NULL);
        mpfr_set_q(xs[i], x->q, i ? MPFR_RNDU : MPFR_RNDD);
        mpfr_set_q(ys[i], y->q, i ? MPFR_RNDU : MPFR_RNDD);
    }
    mpfr_init2(z, bits);
    mpfr_set_inf(lo, 1);
    mpfr_set_inf(hi, -1);
    for (int corner = 0; corner < 4; corner++) {
        mpfr_pow(z, xs[corner / 2], ys[corner % 2], MPFR_RNDD);
        mpfr_min(lo, lo, z, MPFR_RNDD);
        mpfr_pow(z, xs[corner / 2], ys[corner % 2], MPFR_RNDU);
        mpfr_max(hi, hi, z, MPFR_RNDU);
    }
    mpfr_clears(xs[0], xs[1], ys[0], ys[1], z, (mpfr_ptr)NULL);
}

/* v as a count of 10^-15, halves away from zero. */
static void count_places(mpz_t count, const mpfr_t v)
{
    mpfr_t scaled;

    /* 10^15 has under 50 bits, so the product is exact. */
    mpfr_init2(scaled, mpfr_get_prec(v) + 64);
    mpfr_mul_ui(scaled, v, 1000000000000000UL, MPFR_RNDN);
    mpfr_round(scaled, scaled);
    mpfr_get_z(count, scaled, MPFR_RNDN);
    mpfr_clear(scaled);
}

static bool beyond(const mpfr_t v, size_t bits)
{
    return mpfr_inf_p(v)
        || (mpfr_regular_p(v) && mpfr_get_exp(v) > (mpfr_exp_t)bits);
}

static const Rat *decimal_of_count(RatPool *pool, const mpz_t count)
{
    Rat *r = rat_new(pool);

    mpz_set(mpq_numref(r->q), count);
    mpz_ui_pow_ui(mpq_denref(r->q), 10, DECIMAL_PLACES);
    mpq_canonicalize(r->q);
    return rat_keep(pool, r);
}

/* The decimal nearest f(x, y), which is irrational or whole. */
static const Rat *decimal_enclose(RatPool *pool, Enclose enclose,
                                  const Rat *x, const Rat *y)
{
    size_t bits_max = rat_pool_bits(pool) + 1;
    const Rat *result = NULL;
    mpz_t low, high;

    mpz_inits(low, high, (mpz_ptr)NULL);
    for (mpfr_prec_t bits = FIRST_PRECISION; !result; bits *= 2) {
        mpfr_t lo, hi;

        mpfr_inits2(bits, lo, hi, (mpfr_ptr)NULL);
        enclose(lo, hi, x, y);
        if (beyond(lo, bits_max)) {
            result = rat_overflow(pool);
        } else if (!beyond(hi, bits_max)) {
            count_places(low, lo);
            count_places(high, hi);
            if (mpz_cmp(low, high) == 0) {
                result = decimal_of_count(pool, low);
            }
        }
        mpfr_clears(lo, hi, (mpfr_ptr)NULL);
    }
    mpz_clears(low, high, (mpz_ptr)NULL);
    return result;
}

const Rat *decimal_ln(RatPool *pool, const Rat *x)
{
    if (rat_overflowed(pool)) {
        return rat_overflow(pool);
    }
    if (rat_sign(x) <= 0) {
        return NULL;
    }
    if (mpq_cmp_ui(x->q, 1, 1) == 0) {
        return rat_int(pool, 0);
    }
    return decimal_enclose(pool, enclose_ln, x, NULL);
}

/* True and k set if n = 10^k. */
static bool is_power_of_ten(const mpz_t n, size_t *k)
{
    size_t digits = mpz_sizeinbase(n, 10);   /* may be one too many */
    bool found = false;
    mpz_t ten;

    mpz_init(ten);
    for (size_t d = digits; d > 0 && d + 1 >= digits && !found; d--) {
        mpz_ui_pow_ui(ten, 10, d - 1);
        found = mpz_cmp(ten, n) == 0;
        *k = d - 1;
    }
    mpz_clear(ten);
    return found;
}

const Rat *decimal_log10(RatPool *pool, const Rat *x)
{
    size_t k = 0;

    if (rat_overflowed(pool)) {
        return rat_overflow(pool);
    }
    if (rat_sign(x) <= 0) {
        return NULL;
    }
    /* log10 x = p/q means x^q = 10^p; 10 is no power, so x = 10^(p/q) is
     * rational for whole p/q only. */
    if (rat_is_whole(x) && is_power_of_ten(mpq_numref(x->q), &k)) {
        return rat_int(pool, (int64_t)k);
    }
    if (mpz_cmp_ui(mpq_numref(x->q), 1) == 0
        && is_power_of_ten(mpq_denref(x->q), &k)) {
        return rat_int(pool, -(int64_t)k);
    }
    return decimal_enclose(pool, enclose_log10, x, NULL);
}

const Rat *decimal_exp(RatPool *pool, const Rat *x)
{
    if (rat_overflowed(pool)) {
        return rat_overflow(pool);
    }
    if (rat_sign(x) == 0) {
        return rat_int(pool, 1);
    }
    if (mpq_cmp_ui(x->q, rat_pool_bits(pool), 1) > 0) {
        return rat_overflow(pool);   /* e^x > 2^x */
    }
    if (mpq_cmp_si(x->q, -64, 1) < 0) {
        return rat_int(pool, 0);     /* e^-64 < 10^-27 */
    }
    return decimal_enclose(pool, enclose_exp, x, NULL);
}

const Rat *decimal_sqrt(RatPool *pool, const Rat *x)
{
    if (rat_overflowed(pool)) {
        return rat_overflow(pool);
    }
    if (rat_sign(x) < 0) {
        return NULL;
    }
    /* With s = 10^15 the count of 1/s nearest to sqrt(x) is
     * floor(s sqrt(x) + 1/2) = floor((floor(sqrt(4 s s x)) + 1) / 2),
     * and the root of a floor has the floor of the root. */
    mpz_t z;

    mpz_init(z);
    mpz_ui_pow_ui(z, 10, 2 * DECIMAL_PLACES);
    mpz_mul_2exp(z, z, 2);
    mpz_mul(z, z, mpq_numref(x->q));
    mpz_fdiv_q(z, z, mpq_denref(x->q));
    mpz_sqrt(z, z);
    mpz_add_ui(z, z, 1);
    mpz_fdiv_q_2exp(z, z, 1);
    const Rat *r = decimal_of_count(pool, z);

    mpz_clear(z);
    return r;
}

/* q > 0 as an exponent; numbers beyond unsigned long are all alike. */
static unsigned long exponent_of(const mpz_t q)
{
    return mpz_cmpabs_ui(q, ULONG_MAX) >= 0 ? ULONG_MAX : mpz_get_ui(q);
}

/* True if the larger part of b^e, e taken without its sign, has surely more
 * than bits bits: it has more than e * (bits of that part - 1). */
static bool power_exceeds(const mpq_t b, const mpz_t e, size_t bits)
{
    size_t num = mpz_sizeinbase(mpq_numref(b), 2) - 1;
    size_t den = mpz_sizeinbase(mpq_denref(b), 2) - 1;
    size_t each = num > den ? num : den;

    return each > 0 && exponent_of(e) > bits / each;
}

/* r = b^e for b <> 0, not too large. */
static void power_set(mpq_t r, const mpq_t b, const mpz_t e)
{
    unsigned long n = exponent_of(e);

    /* Of 1 and -1 only the parity of e counts. */
    if (mpz_cmpabs_ui(mpq_numref(b), 1) == 0
        && mpz_cmp_ui(mpq_denref(b), 1) == 0) {
        n = mpz_odd_p(e) ? 1 : 0;
    }
    mpz_pow_ui(mpq_numref(r), mpq_numref(b), n);
    mpz_pow_ui(mpq_denref(r), mpq_denref(b), n);
    if (mpz_sgn(e) < 0) {
        mpq_inv(r, r);
    }
}

/* True and r set if a = r^q; a > 0. */
static bool whole_root(mpz_t r, const mpz_t a, const mpz_t q)
{
    if (mpz_cmp_ui(a, 1) == 0) {
        mpz_set_ui(r, 1);
        return true;
    }
    unsigned long n = exponent_of(q);

    /* 2^n has n + 1 bits, so a is below it. */
    return n < mpz_sizeinbase(a, 2) && mpz_root(r, a, n) != 0;
}

static const Rat *power_whole(RatPool *pool, const Rat *x, const Rat *y)
{
    int sign = rat_sign(y);

    if (sign == 0) {
        return rat_int(pool, 1);
    }
    if (rat_sign(x) == 0) {
        return sign < 0 ? NULL : rat_int(pool, 0);
    }
    if (power_exceeds(x->q, mpq_numref(y->q), rat_pool_bits(pool))) {
        return rat_overflow(pool);
    }
    Rat *r = rat_new(pool);

    power_set(r->q, x->q, mpq_numref(y->q));
    return rat_keep(pool, r);
}

/* x^y for x > 0 where it is rational and of a moderate size, else NULL. y =
 * p/q in lowest terms, and x^(p/q) is rational only if x is a q-th power. */
static const Rat *power_rational(RatPool *pool, const Rat *x, const Rat *y)
{
    /* Beyond this limit a value with a short denominator overflows below. */
    size_t bits_max = rat_pool_bits(pool) + 64;
    const Rat *result = NULL;
    mpz_t count;
    mpq_t r;

    mpz_init(count);
    mpq_init(r);
    if (whole_root(mpq_numref(r), mpq_numref(x->q), mpq_denref(y->q))
        && whole_root(mpq_denref(r), mpq_denref(x->q), mpq_denref(y->q))
        && !power_exceeds(r, mpq_numref(y->q), bits_max)) {
        power_set(r, r, mpq_numref(y->q));
        mpz_ui_pow_ui(count, 10, DECIMAL_PLACES);
        mpz_mul(count, count, mpq_numref(r));
        mpz_nearest(count, count, mpq_denref(r));
        result = decimal_of_count(pool, count);
    }
    mpz_clear(count);
    mpq_clear(r);
    return result;
}

const Rat *decimal_power(RatPool *pool, const Rat *x, const Rat *y)
{
    if (rat_overflowed(pool)) {
        return rat_overflow(pool);
    }
    if (rat_is_whole(y)) {
        return power_whole(pool, x, y);
    }
    if (rat_sign(x) < 0 || (rat_sign(x) == 0 && rat_sign(y) < 0)) {
        return NULL;
    }
    if (rat_sign(x) == 0) {
        return rat_int(pool, 0);
    }
    const Rat *r = power_rational(pool, x, y);

    /* A rational power too long to compute outright is no obstacle: it could
     * only be halfway between two decimals with a denominator of at most 51
     * bits (a divisor of 2 * 10^15), and then it is beyond the pool. */
    return r ? r : decimal_enclose(pool, enclose_power, x, y);
}
