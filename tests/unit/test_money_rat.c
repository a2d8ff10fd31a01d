/* test_money_rat.c - exact rationals: text, whole numbers, sums, limits. */
#include <criterion/criterion.h>
#include <gmp.h>
#include <stdint.h>
#include <string.h>

#include "money/rat.h"

TestSuite(test_money_rat);

static const Rat *read_text(RatPool *pool, const char *text)
{
    return rat_read(pool, text, strlen(text));
}

Test(test_money_rat, reads_and_writes)
{
    static const struct {
        const char *in, *out;   /* out NULL: not a number */
    } rows[] = {
        { "0", "0" }, { "-0", "0" }, { "12", "12" }, { "-12", "-12" },
        { "007", "7" }, { "12.5", "25/2" }, { "-0.25", "-1/4" },
        { "0.10", "1/10" }, { "7/3", "7/3" }, { "14/6", "7/3" },
        { "-14/6", "-7/3" }, { "0/5", "0" }, { "6/3", "2" },
        { "123456789012345678901234567890",
          "123456789012345678901234567890" },
        { "", NULL }, { "-", NULL }, { ".5", NULL }, { "5.", NULL },
        { "5/", NULL }, { "/5", NULL }, { "1/0", NULL }, { "1/-2", NULL },
        { "+1", NULL }, { "1e3", NULL }, { "1 000", NULL }, { " 1", NULL },
        { "1 ", NULL }, { "1.2.3", NULL }, { "1.2/3", NULL },
        { "1/2.5", NULL }, { "--1", NULL }, { "1,5", NULL }, { "0x10", NULL },
        { "1-2", NULL }, { "nan", NULL },
    };
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Rat *r = read_text(pool, rows[i].in);

        if (!rows[i].out) {
            cr_expect_null(r, "\"%s\"", rows[i].in);
            continue;
        }
        cr_assert_not_null(r, "\"%s\"", rows[i].in);
        cr_expect_str_eq(rat_text(arena, r), rows[i].out);
    }
    /* Only the given length is read. */
    cr_expect_str_eq(rat_text(arena, rat_read(pool, "12.75x", 4)), "127/10");
    arena_free(arena);
    rat_pool_free(pool);
}

Test(test_money_rat, decimals)
{
    static const struct {
        const char *in;
        int places;
        const char *out;
    } rows[] = {
        { "12.5", 2, "12.50" }, { "12.5", 0, "13" }, { "-12.5", 0, "-13" },
        { "0.5", 0, "1" }, { "0.49", 0, "0" }, { "-0.49", 0, "0" },
        { "1/3", 5, "0.33333" }, { "2/3", 5, "0.66667" },
        { "-2/3", 5, "-0.66667" }, { "-0.001", 2, "0.00" },
        { "0.005", 2, "0.01" }, { "-0.005", 2, "-0.01" }, { "0", 3, "0.000" },
        { "99.995", 2, "100.00" }, { "0.0625", 3, "0.063" },
        { "1000000", 1, "1000000.0" },
    };
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_str_eq(rat_decimal(arena, read_text(pool, rows[i].in),
                                     rows[i].places),
                         rows[i].out, "%s", rows[i].in);
    }
    arena_free(arena);
    rat_pool_free(pool);
}

Test(test_money_rat, places)
{
    static const struct {
        const char *in;
        int most, places;
    } rows[] = {
        { "0", 0, 0 }, { "12", 0, 0 }, { "12.5", 1, 1 }, { "12.5", 0, -1 },
        { "1/8", 9, 3 }, { "1/125", 9, 3 }, { "1/1024", 9, -1 },
        { "1/1024", 10, 10 }, { "1/3", 99, -1 }, { "7/30", 99, -1 },
        { "3/50", 2, 2 },
    };
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(rat_places(read_text(pool, rows[i].in), rows[i].most),
                     rows[i].places, "%s", rows[i].in);
    }
    rat_pool_free(pool);
}

Test(test_money_rat, whole_numbers)
{
    static const struct {
        const char *in, *floor, *ceil, *nearest;
    } rows[] = {
        { "0", "0", "0", "0" }, { "3", "3", "3", "3" },
        { "2.5", "2", "3", "3" }, { "-2.5", "-3", "-2", "-3" },
        { "1.5", "1", "2", "2" }, { "-1.5", "-2", "-1", "-2" },
        { "0.5", "0", "1", "1" }, { "-0.5", "-1", "0", "-1" },
        { "7/3", "2", "3", "2" }, { "-7/3", "-3", "-2", "-2" },
        { "8/3", "2", "3", "3" }, { "-8/3", "-3", "-2", "-3" },
        { "0.4999999999999999999999", "0", "1", "0" },
    };
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Rat *r = read_text(pool, rows[i].in);

        cr_expect_str_eq(rat_text(arena, rat_floor(pool, r)), rows[i].floor);
        cr_expect_str_eq(rat_text(arena, rat_ceil(pool, r)), rows[i].ceil);
        cr_expect_str_eq(rat_text(arena, rat_nearest(pool, r)),
                         rows[i].nearest);
    }
    arena_free(arena);
    rat_pool_free(pool);
}

Test(test_money_rat, arithmetic)
{
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Arena *arena = arena_new();
    const Rat *a = rat_ratio(pool, -3, 4);
    const Rat *b = rat_ratio(pool, 10, 12);

    cr_expect_str_eq(rat_text(arena, b), "5/6");
    cr_expect_str_eq(rat_text(arena, rat_add(pool, a, b)), "1/12");
    cr_expect_str_eq(rat_text(arena, rat_sub(pool, a, b)), "-19/12");
    cr_expect_str_eq(rat_text(arena, rat_mul(pool, a, b)), "-5/8");
    cr_expect_str_eq(rat_text(arena, rat_div(pool, a, b)), "-9/10");
    cr_expect_str_eq(rat_text(arena, rat_neg(pool, a)), "3/4");
    const Rat *large = rat_read(pool, "9223372036854775808", 19);
    int64_t num = 0, den = 0;
    cr_expect(rat_parts(a, &num, &den) && num == -3 && den == 4);
    cr_expect_not(rat_parts(large, &num, &den));
    cr_expect_not(rat_parts(rat_div(pool, a, large), &num, &den));
    cr_expect_str_eq(rat_text(arena, rat_abs(pool, a)), "3/4");
    cr_expect_str_eq(rat_text(arena, rat_int(pool, INT64_MIN)),
                     "-9223372036854775808");
    cr_expect(rat_cmp(a, b) < 0 && rat_cmp(b, a) > 0);
    cr_expect_eq(rat_cmp(b, rat_ratio(pool, 5, 6)), 0);
    cr_expect(rat_equal(b, rat_ratio(pool, 5, 6)) && !rat_equal(a, b));
    cr_expect(rat_sign(a) < 0 && rat_sign(b) > 0);
    cr_expect_eq(rat_sign(rat_int(pool, 0)), 0);
    cr_expect_eq(rat_min(a, b), a);
    cr_expect_eq(rat_max(a, b), b);
    cr_expect(rat_is_whole(rat_int(pool, -4)) && !rat_is_whole(a));
    cr_expect(rat_is_even(rat_int(pool, -4)));
    cr_expect_not(rat_is_even(rat_int(pool, -3)));
    arena_free(arena);
    rat_pool_free(pool);
}

Test(test_money_rat, machine_numbers)
{
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    int64_t n = 7;

    cr_expect(rat_to_int(rat_int(pool, INT64_MIN), &n) && n == INT64_MIN);
    cr_expect(rat_to_int(rat_int(pool, INT64_MAX), &n) && n == INT64_MAX);
    cr_expect_not(rat_to_int(read_text(pool, "9223372036854775808"), &n));
    cr_expect_not(rat_to_int(read_text(pool, "0.5"), &n));
    cr_expect_eq(n, INT64_MAX);
    /* The nearest double, not the one towards zero. */
    cr_expect_eq(rat_to_double(read_text(pool, "0.1")), 0.1);
    cr_expect_eq(rat_to_double(read_text(pool, "-2/3")), -2.0 / 3.0);
    cr_expect_eq(rat_to_double(read_text(pool, "9007199254740993")),
                 9007199254740992.0);
    cr_expect_eq(rat_to_double(read_text(pool, "0.7")), 0.7);
    rat_pool_free(pool);
}

/* Sums of k/d as numerators over 5040 = 7!, which all d from 1 to 7 divide. */
Test(test_money_rat, sums)
{
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const Rat *a[500];

    for (size_t n = 0; n <= 500; n += 50) {
        for (int mode = 0; mode < 3; mode++) {
            int64_t expected = 0;

            for (size_t i = 0; i < n; i++) {
                int64_t d = mode == 0 ? 1 : mode == 1 ? 6 : 1 + (int)(i % 7);
                int64_t k = (int64_t)(i * 7919 % 1009) - 500;

                a[i] = rat_ratio(pool, k, d);
                expected += k * (5040 / d);
            }
            cr_expect(rat_equal(rat_sum(pool, a, n),
                                rat_ratio(pool, expected, 5040)));
        }
    }
    rat_pool_free(pool);
}

Test(test_money_rat, overflow_holds_until_cleared)
{
    RatPool *pool = rat_pool_new(64);
    const Rat *big = rat_int(pool, INT64_MAX);
    const Rat *two = rat_int(pool, 2);

    cr_expect_not(rat_overflowed(pool));
    cr_expect_eq(rat_sign(rat_mul(pool, big, big)), 0);
    cr_expect(rat_overflowed(pool));
    cr_expect_eq(rat_sign(rat_add(pool, two, two)), 0);
    cr_expect_eq(rat_sign(rat_div(pool, two, rat_int(pool, 5))), 0);
    cr_expect_eq(rat_sign(rat_sum(pool, &two, 1)), 0);
    rat_clear_overflow(pool);
    cr_expect(rat_equal(rat_add(pool, two, two), rat_int(pool, 4)));
    cr_expect_not(rat_overflowed(pool));
    /* Exactly 64 bits fit, 65 do not. */
    cr_expect_eq(rat_sign(read_text(pool, "18446744073709551615")), 1);
    cr_expect_not(rat_overflowed(pool));
    read_text(pool, "18446744073709551616");
    cr_expect(rat_overflowed(pool));
    rat_clear_overflow(pool);
    read_text(pool, "1/18446744073709551616");
    cr_expect(rat_overflowed(pool));
    rat_pool_free(pool);
}

/* 1/6, 1/10, 1/15 over and over: their common denominator stays 30. */
Test(test_money_rat, related_fractions_stay_short)
{
    static const int64_t d[] = { 6, 10, 15 };
    RatPool *pool = rat_pool_new(64);
    const Rat *a[300];

    for (int i = 0; i < 300; i++) {
        a[i] = rat_ratio(pool, 1, d[i % 3]);
    }
    cr_expect(rat_equal(rat_sum(pool, a, 300), rat_ratio(pool, 100, 3)));
    cr_expect_not(rat_overflowed(pool));
    rat_pool_free(pool);
}

/* The first 300 odd numbers from 10 001 as denominators: their product has
 * some 4 000 bits, so a pool of 1 000 refuses the sum either way round. */
Test(test_money_rat, unrelated_fractions_overflow)
{
    RatPool *pool = rat_pool_new(1000);
    RatPool *large = rat_pool_new(RAT_BITS_MAX);
    const Rat *a[300], *b[300], *c[300];

    for (int i = 0; i < 300; i++) {
        a[i] = rat_ratio(pool, 1, 10001 + 2 * i);
        b[299 - i] = a[i];
        c[i] = rat_ratio(large, 1, 10001 + 2 * i);
    }
    rat_sum(pool, a, 300);
    cr_expect(rat_overflowed(pool));
    rat_clear_overflow(pool);
    rat_sum(pool, b, 300);
    cr_expect(rat_overflowed(pool));
    /* Python: float(sum(Fraction(1, 10001 + 2 * i) for i in range(300))) */
    double sum = rat_to_double(rat_sum(large, c, 300));

    cr_expect_eq(sum, 0.029134453970318254, "%.17g", sum);
    cr_expect_not(rat_overflowed(large));
    rat_pool_free(pool);
    rat_pool_free(large);
}

/* GMP's own functions abort. */
Test(test_money_rat, no_memory_for_gmp_is_status_4, .exit_code = 4)
{
    void *(*alloc)(size_t);

    mp_get_memory_functions(&alloc, NULL, NULL);
    alloc(SIZE_MAX);
}
