/* test_money_axioms.c - what apportionment methods have and have not: house
 * monotonicity and quota (Balinski and Young 1982, ch. 5 and 8).
 */
#include <criterion/criterion.h>

#include "money/apportion.h"

enum { MOST = 6, DRAWN = 1500 };

static const char *const code[MOST] = {"a", "b", "c", "d", "e", "f"};
static const RoundMethod method[] = {
    ROUND_LARGEST_REMAINDER, ROUND_WEBSTER, ROUND_JEFFERSON, ROUND_ADAMS,
    ROUND_HUNTINGTON_HILL, ROUND_DEAN};

static unsigned long long state = 0xA0761D6478BD642FULL;

static unsigned pick(unsigned below)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (unsigned)((state * 2685821657736338717ULL) >> 33) % below;
}

/* Units for weights w when `house` units are given in proportion. */
static void give(RatPool *pool, Arena *arena, RoundMethod m, const long *w,
                 size_t n, long house, int64_t *units)
{
    const Rat *exact[MOST];
    long sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += w[i];
    }
    for (size_t i = 0; i < n; i++) {
        exact[i] = rat_ratio(pool, w[i] * house, sum);
    }
    RoundIn in = {.method = m, .unit = rat_int(pool, 1), .n = n,
                  .exact = exact, .code = code};
    RoundOut out;
    round_amounts(pool, arena, &in, &out);
    cr_assert_eq(out.fault, ROUND_OK);
    for (size_t i = 0; i < n; i++) {
        cr_assert(rat_to_int(out.amount[i], &units[i]));
    }
}

/* One unit more takes from nobody; every row gets its quotient rounded down
 * or up. Divisor methods have the first and not the second, largest remainder
 * the second and not the first. */
Test(money_axioms, house_monotonicity_and_quota, .timeout = 60)
{
    for (size_t m = 0; m < sizeof method / sizeof *method; m++) {
        size_t takes = 0, off = 0;
        for (int c = 0; c < DRAWN; c++) {
            RatPool *pool = rat_pool_new(RAT_BITS_MAX);
            Arena *arena = arena_new();
            size_t n = 2 + pick(5);
            long w[MOST], sum = 0, house = (long)n + (long)pick(30);
            int64_t now[MOST], next[MOST];
            for (size_t i = 0; i < n; i++) {
                w[i] = 1 + (long)pick(i == 0 ? 400 : 60);
                sum += w[i];
            }
            give(pool, arena, method[m], w, n, house, now);
            give(pool, arena, method[m], w, n, house + 1, next);
            bool less = false, out = false;
            for (size_t i = 0; i < n; i++) {
                long low = w[i] * house / sum;
                long high = (w[i] * house + sum - 1) / sum;
                less = less || next[i] < now[i];
                out = out || now[i] < low || now[i] > high;
            }
            takes += less;
            off += out;
            rat_pool_free(pool);
            arena_free(arena);
        }
        bool divisor = method[m] != ROUND_LARGEST_REMAINDER;
        cr_expect_eq(takes == 0, divisor, "%s takes in %zu",
                     round_method_words(method[m]), takes);
        cr_expect_eq(off > 0, divisor, "%s is off quota in %zu",
                     round_method_words(method[m]), off);
    }
}
