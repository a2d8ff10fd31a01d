/* test_money_decimal.c - ln, log10, exp, sqrt and power to 15 decimals. */
#include <criterion/criterion.h>
#include <string.h>

#include "money/decimal.h"

TestSuite(test_money_decimal);

typedef enum Function { LN, LOG10, EXP, SQRT, POWER } Function;

static const Rat *read_text(RatPool *pool, const char *text)
{
    return rat_read(pool, text, strlen(text));
}

static const Rat *apply(RatPool *pool, Function function, const Rat *x,
                        const Rat *y)
{
    switch (function) {
    case LN:
        return decimal_ln(pool, x);
    case LOG10:
        return decimal_log10(pool, x);
    case EXP:
        return decimal_exp(pool, x);
    case SQRT:
        return decimal_sqrt(pool, x);
    case POWER:
        return decimal_power(pool, x, y);
    }
    return NULL;
}

typedef struct Row {
    Function function;
    const char *x, *y, *out;   /* out NULL: undefined */
} Row;

static void check_row(RatPool *pool, Arena *arena, const Row *row, bool exact)
{
    const Rat *x = read_text(pool, row->x);
    const Rat *y = row->y[0] ? read_text(pool, row->y) : NULL;
    const Rat *r = apply(pool, row->function, x, y);

    if (!row->out) {
        cr_expect_null(r, "%d of %s, %s", row->function, row->x, row->y);
        return;
    }
    cr_assert_not_null(r, "%d of %s, %s", row->function, row->x, row->y);
    const char *got = exact ? rat_text(arena, r) : rat_decimal(arena, r, 15);

    cr_expect_str_eq(got, row->out, "%d of %s, %s: %s, expected %s",
                     row->function, row->x, row->y, got, row->out);
    cr_expect(exact || rat_places(r, 15) >= 0);
    cr_expect_not(rat_overflowed(pool));
}

static void check_rows(const Row *row, size_t n, bool exact)
{
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Arena *arena = arena_new();

    for (size_t i = 0; i < n; i++) {
        check_row(pool, arena, &row[i], exact);
    }
    arena_free(arena);
    rat_pool_free(pool);
}

#define COUNT(rows) (sizeof rows / sizeof *rows)

/* Python's decimal module at 120 digits, quantized to 15 decimals with
 * ROUND_HALF_UP. */
Test(test_money_decimal, irrational_values)
{
    static const Row rows[] = {
    { LN, "2", "", "0.693147180559945" },
    { LN, "3", "", "1.098612288668110" },
    { LN, "10", "", "2.302585092994046" },
    { LN, "1/3", "", "-1.098612288668110" },
    { LN, "0.5", "", "-0.693147180559945" },
    { LN, "1.000000000000001", "", "0.000000000000001" },
    { LN, "0.999999999999999", "", "-0.000000000000001" },
    { LN, "1048576", "", "13.862943611198906" },
    { LN, "2344124", "", "14.667422329303721" },
    { LN, "123456789.987654321", "", "18.631401774168018" },
    { LN, "1/1000000007", "", "-20.723265843946411" },
    { LN, "7/3", "", "0.847297860387204" },
    { LOG10, "2", "", "0.301029995663981" },
    { LOG10, "3", "", "0.477121254719662" },
    { LOG10, "50", "", "1.698970004336019" },
    { LOG10, "0.5", "", "-0.301029995663981" },
    { LOG10, "1/3", "", "-0.477121254719662" },
    { LOG10, "999999", "", "5.999999565705301" },
    { LOG10, "1000001", "", "6.000000434294265" },
    { LOG10, "2344124", "", "6.369980581361147" },
    { LOG10, "0.000123", "", "-3.910094888560602" },
    { LOG10, "7/3", "", "0.367976785294594" },
    { EXP, "1", "", "2.718281828459045" },
    { EXP, "-1", "", "0.367879441171442" },
    { EXP, "2", "", "7.389056098930650" },
    { EXP, "0.5", "", "1.648721270700128" },
    { EXP, "1/3", "", "1.395612425086090" },
    { EXP, "-1/3", "", "0.716531310573789" },
    { EXP, "10", "", "22026.465794806716517" },
    { EXP, "20.25", "", "622964442.198445483653938" },
    { EXP, "-20", "", "0.000000002061154" },
    { EXP, "-34", "", "0.000000000000002" },
    { EXP, "-34.6", "", "0.000000000000001" },
    { EXP, "-36", "", "0.000000000000000" },
    { EXP, "-100", "", "0.000000000000000" },
    { EXP, "0.000000000000001", "", "1.000000000000001" },
    { EXP, "7/3", "", "10.312258501325765" },
    { EXP, "50", "", "5184705528587072464087.453322933485385" },
    { SQRT, "2", "", "1.414213562373095" },
    { SQRT, "3", "", "1.732050807568877" },
    { SQRT, "5", "", "2.236067977499790" },
    { SQRT, "10", "", "3.162277660168379" },
    { SQRT, "0.1", "", "0.316227766016838" },
    { SQRT, "1/3", "", "0.577350269189626" },
    { SQRT, "2344124", "", "1531.053232255495420" },
    { SQRT, "1000000000001", "", "1000000.000000500000000" },
    { SQRT, "0.000000000000000000000000000001", "", "0.000000000000001" },
    { SQRT, "123456789.987654321", "", "11111.111104999999999" },
    { SQRT, "7/3", "", "1.527525231651947" },
    { POWER, "2", "1/3", "1.259921049894873" },
    { POWER, "2", "0.5", "1.414213562373095" },
    { POWER, "10", "0.3", "1.995262314968880" },
    { POWER, "1.02", "7.5", "1.160115657304964" },
    { POWER, "0.5", "-2.5", "5.656854249492380" },
    { POWER, "3", "-1/2", "0.577350269189626" },
    { POWER, "2344124", "0.85", "259706.903503981801862" },
    { POWER, "1/3", "2/3", "0.480749856769136" },
    { POWER, "1.000001", "1000000.5", "2.718281828459272" },
    { POWER, "7/3", "22/7", "14.338326583425356" },
    { POWER, "2", "-60.5", "0.000000000000000" },
    { POWER, "0.9", "400.25", "0.000000000000000" },
    { POWER, "12.5", "-0.75", "0.150424123723456" },
    };

    check_rows(rows, COUNT(rows), false);
}

/* By hand. More than 15 decimals are rounded, but not in whole powers. */
Test(test_money_decimal, rational_values)
{
    static const Row rows[] = {
        { LN, "1", "", "0" }, { EXP, "0", "", "1" },
        { LOG10, "1", "", "0" }, { LOG10, "10", "", "1" },
        { LOG10, "1000000", "", "6" }, { LOG10, "0.001", "", "-3" },
        { LOG10, "100000000000000000000000000000000000000000", "", "41" },
        { LOG10, "1/10000000000000000000", "", "-19" },
        { SQRT, "0", "", "0" }, { SQRT, "144", "", "12" },
        { SQRT, "0.01", "", "1/10" }, { SQRT, "9/4", "", "3/2" },
        { SQRT, "1/9", "", "333333333333333/1000000000000000" },
        { SQRT, "4/9", "", "666666666666667/1000000000000000" },
        { POWER, "9/4", "3/2", "27/8" }, { POWER, "9/4", "-3/2",
          "37037037037037/125000000000000" },
        { POWER, "8", "1/3", "2" }, { POWER, "8", "-2/3", "1/4" },
        { POWER, "32", "0.4", "4" }, { POWER, "0.0001", "0.25", "1/10" },
        { POWER, "1", "1/3", "1" }, { POWER, "1", "-7/2", "1" },
        { POWER, "1", "123456789012345678901234567890.5", "1" },
        { POWER, "1", "1/123456789012345678901234567890", "1" },
        { POWER, "0", "1/2", "0" }, { POWER, "0", "3", "0" },
        { POWER, "0", "0", "1" }, { POWER, "5", "0", "1" },
        { POWER, "1/3", "2", "1/9" }, { POWER, "1/3", "-2", "9" },
        { POWER, "-2", "3", "-8" }, { POWER, "-2", "-3", "-1/8" },
        { POWER, "-2/3", "4", "16/81" }, { POWER, "2", "100",
          "1267650600228229401496703205376" },
        { POWER, "1.1", "10", "25937424601/10000000000" },
        { POWER, "-1", "123456789012345678901234567891", "-1" },
        { POWER, "-1", "123456789012345678901234567890", "1" },
        { POWER, "1", "123456789012345678901234567890", "1" },
    };

    check_rows(rows, COUNT(rows), true);
}

Test(test_money_decimal, undefined_values)
{
    static const Row rows[] = {
        { LN, "0", "", NULL }, { LN, "-1", "", NULL },
        { LOG10, "0", "", NULL }, { LOG10, "-10", "", NULL },
        { SQRT, "-1", "", NULL }, { SQRT, "-1/1000000", "", NULL },
        { POWER, "0", "-1", NULL }, { POWER, "0", "-1/2", NULL },
        { POWER, "-8", "1/3", NULL }, { POWER, "-1", "0.5", NULL },
    };

    check_rows(rows, COUNT(rows), false);
}

/* m = 1.0000000000000005 lies halfway between two decimals, so the root of
 * its power goes up, and that of a number barely below goes down. */
Test(test_money_decimal, halves_and_what_is_near_them)
{
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Arena *arena = arena_new();
    const Rat *m = read_text(pool, "1.0000000000000005");
    const Rat *bit = decimal_power(pool, rat_int(pool, 10),
                                   rat_int(pool, -200));
    const Rat *power = m;

    for (int q = 2; q <= 5; q++) {
        const Rat *root = rat_ratio(pool, 1, q);

        power = rat_mul(pool, power, m);
        for (int side = -1; side <= 1; side++) {
            const Rat *x = side == 0 ? power
                         : side < 0  ? rat_sub(pool, power, bit)
                                     : rat_add(pool, power, bit);
            const char *expected = side < 0 ? "1.000000000000000"
                                            : "1.000000000000001";

            cr_expect_str_eq(rat_decimal(arena, decimal_power(pool, x, root),
                                         15), expected, "%d %d", q, side);
            if (q == 2) {
                cr_expect_str_eq(rat_decimal(arena, decimal_sqrt(pool, x),
                                             15), expected);
            }
        }
    }
    arena_free(arena);
    rat_pool_free(pool);
}

/* Near 1 with an enormous exponent: (1 + 1/n)^(n + 1) with n = 2^100, whose
 * root is rational, is e but for 10^-30; written as the power (n + 1) / 2 of
 * the square. */
Test(test_money_decimal, close_to_one)
{
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Arena *arena = arena_new();
    const Rat *one = rat_int(pool, 1);
    const Rat *two = rat_int(pool, 2);
    const Rat *n = decimal_power(pool, two, rat_int(pool, 100));
    const Rat *x = rat_add(pool, one, rat_div(pool, one, n));
    const Rat *y = rat_div(pool, rat_add(pool, n, one), two);

    x = rat_mul(pool, x, x);
    cr_expect_str_eq(rat_decimal(arena, decimal_power(pool, x, y), 15),
                     "2.718281828459045");
    cr_expect_str_eq(rat_decimal(arena, decimal_ln(pool, x), 15),
                     "0.000000000000000");
    arena_free(arena);
    rat_pool_free(pool);
}

/* Absurd sizes overflow the pool at once instead of being computed; absurdly
 * small results are 0. */
Test(test_money_decimal, absurd_sizes)
{
    static const struct {
        Function function;
        const char *x, *y;
        bool overflows;
    } rows[] = {
        { EXP, "1000000000", "", true }, { EXP, "46000", "", true },
        { EXP, "999999999999999999999999999999", "", true },
        { EXP, "-999999999999999999999999999999", "", false },
        { POWER, "10", "1000000000", true },
        { POWER, "10", "-1000000000", true },
        { POWER, "2", "999999999999999999999999999999", true },
        { POWER, "-3", "999999999999999999999999999999", true },
        { POWER, "10", "1000000000.5", true },
        { POWER, "10", "-1000000000.5", false },
        { POWER, "4", "999999999999999999999999999999.5", true },
        { POWER, "4", "-999999999999999999999999999999.5", false },
        { POWER, "0.25", "999999999999999999999999999999.5", false },
        { POWER, "0.25", "-999999999999999999999999999999.5", true },
        { POWER, "3", "999999999999999999999999999999.5", true },
        { POWER, "3", "-999999999999999999999999999999.5", false },
        { POWER, "1.000000000000000000000000000001",
          "9999999999999999999999999999999999999999.5", true },
    };
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);

    for (size_t i = 0; i < COUNT(rows); i++) {
        const Rat *x = read_text(pool, rows[i].x);
        const Rat *y = rows[i].y[0] ? read_text(pool, rows[i].y) : NULL;
        const Rat *r = apply(pool, rows[i].function, x, y);

        cr_assert_not_null(r);
        cr_expect_eq(rat_sign(r), 0, "%s %s", rows[i].x, rows[i].y);
        cr_expect_eq(rat_overflowed(pool), rows[i].overflows, "%s %s",
                     rows[i].x, rows[i].y);
        rat_clear_overflow(pool);
    }
    rat_pool_free(pool);
}

/* exp(45000) has 64 922 bits and must still be right: its digits agree with
 * the square of exp(22500) to the precision that has. */
Test(test_money_decimal, large_results)
{
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const Rat *half = decimal_exp(pool, rat_int(pool, 22500));
    const Rat *full = decimal_exp(pool, rat_int(pool, 45000));
    const Rat *ratio = rat_div(pool, full, half);
    const Rat *step = rat_ratio(pool, 1, 1000000000000000);

    cr_expect_not(rat_overflowed(pool));
    cr_expect(rat_cmp(rat_abs(pool, rat_sub(pool, ratio, half)), step) < 0);
    rat_pool_free(pool);
}
