/* chk_steps.c - what verifying takes, counted over the whole certificate.
 *
 * What is read once and gone over once is bounded by the file's size. Counted
 * is what is not: dividing anew, rules over all sets, enclosing, cells gone
 * over until nothing changes, terms of sums, and numbers so long that one step
 * with them takes long.
 */
#include "checker/checker.h"

/* Numbers of up to so many bits take as long as any. */
#define SHORT_BITS 1024.0

static double units(double bits)
{
    return bits > SHORT_BITS ? bits / SHORT_BITS : 1;
}

bool chk_spend(Check *c, double steps)
{
    c->steps += steps;
    if (c->verdict != CHK_HOLDS)
        return false;
    return c->steps <= c->steps_max
           || chk_fail(c, CHK_FORM, "not a certificate: %s: all that is "
                       "stated takes too long to verify; certify the formula "
                       "in parts", c->where);
}

size_t chk_bits(const mpq_t x)
{
    size_t num = mpz_sizeinbase(mpq_numref(x), 2);
    size_t den = mpz_sizeinbase(mpq_denref(x), 2);
    return num > den ? num : den;
}

double chk_longer(double bits)
{
    return units(bits) * units(bits);
}

/* A multiplication or a common divisor of two numbers: 4 steps where both are
 * short, which is not counted. */
bool chk_spend_two(Check *c, size_t a, size_t b, size_t times)
{
    double each = 4 * units((double)a) * units((double)b) - 4;
    return each <= 0 || chk_spend(c, each * (double)times);
}
