/* chk_sets.c - the two rules that go over all sets of claimants, for claims
 * above 0 of which there are at most 16, and an endowment below their sum.
 */
#include <stdlib.h>

#include "checker/checker.h"

/* The claims of a set together. */
static void claims_of(mpq_t *claim, size_t n, size_t set, mpq_t sum)
{
    mpq_set_ui(sum, 0, 1);
    for (size_t i = 0; i < n; i++)
        if (set >> i & 1)
            mpq_add(sum, sum, claim[i]);
}

static size_t size_of(size_t set)
{
    size_t n = 0;
    for (; set; set >>= 1)
        n += set & 1;
    return n;
}

/* Of the n! orders, |S|! (n - |S| - 1)! have just the set S before claimant
 * i, who then gets what S leaves, up to the claim. */
void chk_random_arrival(Check *c, mpq_t *claim, size_t n, const mpq_t budget,
                        mpq_t *award)
{
    mpq_t left, part;
    mpz_t orders, factor;
    (void)c;
    mpq_inits(left, part, (mpq_ptr)NULL);
    mpz_inits(orders, factor, (mpz_ptr)NULL);
    for (size_t set = 0; set < (size_t)1 << n; set++) {
        size_t m = size_of(set);
        claims_of(claim, n, set, left);
        mpq_sub(left, budget, left);
        if (mpq_sgn(left) <= 0 || m == n)
            continue;
        mpz_fac_ui(orders, m);
        mpz_fac_ui(factor, n - m - 1);
        mpz_mul(orders, orders, factor);
        for (size_t i = 0; i < n; i++) {
            if (set >> i & 1)
                continue;
            mpq_set(part, mpq_cmp(claim[i], left) < 0 ? claim[i] : left);
            mpz_mul(mpq_numref(part), mpq_numref(part), orders);
            mpq_canonicalize(part);
            mpq_add(award[i], award[i], part);
        }
    }
    mpz_fac_ui(factor, n);
    mpq_set_z(part, factor);
    for (size_t i = 0; i < n; i++)
        mpq_div(award[i], award[i], part);
    mpq_clears(left, part, (mpq_ptr)NULL);
    mpz_clears(orders, factor, (mpz_ptr)NULL);
}

static void power(mpq_t out, const mpq_t x, size_t k)
{
    mpz_pow_ui(mpq_numref(out), mpq_numref(x), k);
    mpz_pow_ui(mpq_denref(out), mpq_denref(x), k);
}

/* The centroid of {x : 0 <= x_i <= c_i, sum E}. The simplex {x >= 0, sum r}
 * has a volume in proportion to r^(n-1) and the centroid r / n in each place;
 * moved by the claims of a set S its r is E - c(S). Counting simplices with
 * the sign (-1)^|S| leaves the points below all claims. */
void chk_average(Check *c, mpq_t *claim, size_t n, const mpq_t budget,
                 mpq_t *award)
{
    mpq_t r, part, volume, count, x;
    (void)c;
    mpq_inits(r, part, volume, count, x, (mpq_ptr)NULL);
    mpq_set_ui(count, n > 0 ? n : 1, 1);
    for (size_t set = 0; n > 0 && set < (size_t)1 << n; set++) {
        claims_of(claim, n, set, r);
        mpq_sub(r, budget, r);
        if (mpq_sgn(r) <= 0)
            continue;
        power(part, r, n - 1);
        if (size_of(set) % 2 == 1)
            mpq_neg(part, part);
        mpq_add(volume, volume, part);
        mpq_div(r, r, count);
        for (size_t i = 0; i < n; i++) {
            mpq_set(x, r);
            if (set >> i & 1)
                mpq_add(x, x, claim[i]);
            mpq_mul(x, x, part);
            mpq_add(award[i], award[i], x);
        }
    }
    for (size_t i = 0; mpq_sgn(volume) != 0 && i < n; i++)
        mpq_div(award[i], award[i], volume);
    mpq_clears(r, part, volume, count, x, (mpq_ptr)NULL);
}
