/* chk_interval.c - ln and exp enclosed between two whole multiples of 2^-bits.
 *
 * Power series over whole numbers with their errors counted: a division
 * towards zero is wrong by less than 1 in the last place, which is what
 * "place" means below.
 */
#include "checker/checker.h"

void interval_init(Interval *i)
{
    mpz_inits(i->low, i->high, (mpz_ptr)NULL);
}

void interval_clear(Interval *i)
{
    mpz_clears(i->low, i->high, (mpz_ptr)NULL);
}

void interval_of(Interval *out, const mpq_t x, size_t bits)
{
    mpz_t n;
    mpz_init(n);
    mpz_mul_2exp(n, mpq_numref(x), bits);
    mpz_fdiv_q(out->low, n, mpq_denref(x));
    mpz_cdiv_q(out->high, n, mpq_denref(x));
    mpz_clear(n);
}

/* b is exact; its sign decides which end comes from which. */
void interval_mul(Interval *out, const Interval *a, const mpq_t b,
                  size_t bits)
{
    mpz_t low, high;
    (void)bits;
    mpz_inits(low, high, (mpz_ptr)NULL);
    mpz_mul(low, a->low, mpq_numref(b));
    mpz_mul(high, a->high, mpq_numref(b));
    if (mpq_sgn(b) < 0)
        mpz_swap(low, high);
    mpz_fdiv_q(out->low, low, mpq_denref(b));
    mpz_cdiv_q(out->high, high, mpq_denref(b));
    mpz_clears(low, high, (mpz_ptr)NULL);
}

/* The quotient's ends are among the four of the ends. */
void interval_div(Interval *out, const Interval *a, const Interval *b,
                  size_t bits)
{
    mpz_t n, low, high;
    mpz_inits(n, low, high, (mpz_ptr)NULL);
    mpz_mul_2exp(n, a->low, bits);
    mpz_fdiv_q(low, n, mpz_sgn(n) < 0 ? b->low : b->high);
    mpz_mul_2exp(n, a->high, bits);
    mpz_cdiv_q(high, n, mpz_sgn(n) < 0 ? b->high : b->low);
    mpz_swap(out->low, low);
    mpz_swap(out->high, high);
    mpz_clears(n, low, high, (mpz_ptr)NULL);
}

/* 2 atanh(t) = 2 (t + t^3/3 + t^5/5 + ...) for t = num / den, |t| <= 1/3.
 *
 * The first power is wrong by < 1 place, the square by < 1; each next power
 * by < e/9 + 1/3 + 1, so by < 2; its part of the sum by < 3. With t itself off
 * by a place the sum is off by < 9/8. What is left out when a power has
 * become 0 is < 1. */
static void two_atanh(Interval *out, const mpz_t num, const mpz_t den,
                      size_t bits)
{
    mpz_t power, square, part;
    unsigned long parts = 0;
    mpz_inits(power, square, part, (mpz_ptr)NULL);
    mpz_mul_2exp(power, num, bits);
    mpz_tdiv_q(power, power, den);
    mpz_mul(square, power, power);
    mpz_tdiv_q_2exp(square, square, bits);
    mpz_set_ui(out->low, 0);
    for (; mpz_sgn(power) != 0; parts++) {
        mpz_tdiv_q_ui(part, power, 2 * parts + 1);
        mpz_add(out->low, out->low, part);
        mpz_mul(power, power, square);
        mpz_tdiv_q_2exp(power, power, bits);
    }
    mpz_mul_2exp(out->low, out->low, 1);
    mpz_add_ui(out->high, out->low, 2 * (3 * parts + 4));
    mpz_sub_ui(out->low, out->low, 2 * (3 * parts + 4));
    mpz_clears(power, square, part, (mpz_ptr)NULL);
}

/* x = m 2^k with 1/2 < m < 2; ln m = 2 atanh((m - 1) / (m + 1)), and ln 2 =
 * 2 atanh(1/3). */
void interval_ln(Interval *out, const mpq_t x, size_t bits)
{
    long k = (long)mpz_sizeinbase(mpq_numref(x), 2)
             - (long)mpz_sizeinbase(mpq_denref(x), 2);
    mpq_t factor;
    mpz_t num, den, sum;
    Interval two;
    mpq_init(factor);
    mpz_inits(num, den, sum, (mpz_ptr)NULL);
    interval_init(&two);
    mpz_set(num, mpq_numref(x));
    mpz_set(den, mpq_denref(x));
    mpz_mul_2exp(k < 0 ? num : den, k < 0 ? num : den,
                 (mp_bitcnt_t)(k < 0 ? -k : k));
    mpz_add(sum, num, den);
    mpz_sub(num, num, den);
    two_atanh(out, num, sum, bits);
    mpz_set_ui(num, 1);
    mpz_set_ui(den, 3);
    two_atanh(&two, num, den, bits);
    mpq_set_si(factor, k, 1);
    interval_mul(&two, &two, factor, bits);
    mpz_add(out->low, out->low, two.low);
    mpz_add(out->high, out->high, two.high);
    mpq_clear(factor);
    mpz_clears(num, den, sum, (mpz_ptr)NULL);
    interval_clear(&two);
}

/* e^(x / 2^bits), rounded down or up. With z = x / 2^halvings below 2^-8 the
 * series has parts each wrong by < 2 places, together < 2 per part and 2 for
 * what is left out; then it is squared as often as z was halved, each end to
 * its side. `more` bits beyond hold what squaring loses and z's own bits. */
static void exp_end(mpz_t out, const mpz_t x, size_t bits, bool up)
{
    size_t size = mpz_sizeinbase(x, 2);
    size_t whole = size > bits ? size - bits : 0;
    size_t extra = 8;
    while (extra * extra < bits)
        extra++;
    size_t halvings = whole + extra, all = bits + halvings + 32;
    mpz_t z, part;
    unsigned long parts = 1;
    mpz_inits(z, part, (mpz_ptr)NULL);
    mpz_mul_2exp(z, x, all - bits - halvings);
    mpz_set_ui(part, 1);
    mpz_mul_2exp(part, part, all);
    mpz_set(out, part);
    for (; mpz_sgn(part) != 0; parts++) {
        mpz_mul(part, part, z);
        mpz_tdiv_q_2exp(part, part, all);
        mpz_tdiv_q_ui(part, part, parts);
        mpz_add(out, out, part);
    }
    if (up)
        mpz_add_ui(out, out, 2 * parts + 4);
    else
        mpz_sub_ui(out, out, 2 * parts + 4);
    for (size_t i = 0; i < halvings; i++) {
        mpz_mul(out, out, out);
        if (up)
            mpz_cdiv_q_2exp(out, out, all);
        else
            mpz_fdiv_q_2exp(out, out, all);
    }
    if (up)
        mpz_cdiv_q_2exp(out, out, all - bits);
    else
        mpz_fdiv_q_2exp(out, out, all - bits);
    mpz_clears(z, part, (mpz_ptr)NULL);
}

void interval_exp(Interval *out, const Interval *x, size_t bits)
{
    mpz_t low;
    mpz_init(low);
    exp_end(low, x->low, bits, false);
    exp_end(out->high, x->high, bits, true);
    mpz_swap(out->low, low);
    mpz_clear(low);
}
