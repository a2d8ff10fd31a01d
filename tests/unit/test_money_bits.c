/* test_money_bits.c - numbers that grow beyond the limit of their pool.
 *
 * Whatever the limit, an answer is the one without a limit, or the pool says
 * that it overflowed: nothing in between. The inputs are made elsewhere, so
 * that any limit can be tried.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "money/allocate.h"
#include "money/biproportional.h"
#include "money/decimal.h"
#include "money/moves.h"
#include "money/root.h"

enum { ROWS = 9, SIDE = 3, BITS_MOST = 3000 };

/* One question, asked of pools of different size. */
typedef struct Ask {
    RatPool *given;         /* of the inputs */
    RatPool *pool;
    Arena *arena;
    int which;
} Ask;

typedef const char *Question(const Ask *a);

static const char *const code[ROWS] = {"a", "b", "c", "d", "e",
                                       "f", "g", "h", "i"};

static const char *texts(const Ask *a, const Rat *const *x, size_t n)
{
    const char *text = "";
    for (size_t i = 0; i < n; i++) {
        text = arena_format(a->arena, "%s %s", text,
                            rat_text(a->arena, x[i]));
    }
    return text;
}

/* (from + i * step) / den */
static void fill(const Ask *a, const Rat **x, int64_t from, int64_t step,
                 int64_t den)
{
    for (size_t i = 0; i < ROWS; i++) {
        x[i] = rat_ratio(a->given, from + (int64_t)i * step,
                         den + 2 * (int64_t)i);
    }
}

/* which: the method, above 100 with limits, above 200 with larger ones. */
static const char *rounding(const Ask *a)
{
    const Rat *exact[ROWS], *least[ROWS], *most[ROWS];
    fill(a, exact, 100000, 7919, 997);
    fill(a, least, 50000, 9000, 1001);
    fill(a, most, 150000, 9000, 1001);
    RoundIn in = {.method = (RoundMethod)(a->which % 100), .n = ROWS,
                  .unit = rat_ratio(a->given, 1, 3), .exact = exact,
                  .code = code};
    if (a->which >= 200) {
        fill(a, least, 150000000, 7, 1);
        fill(a, most, 270000000, 9, 1);
    }
    if (a->which >= 100) {
        in.at_least = least;
        in.at_most = most;
    }
    RoundOut out;
    round_amounts(a->pool, a->arena, &in, &out);
    return arena_format(a->arena, "%d%s", out.fault,
                        texts(a, out.amount, ROWS));
}

static const char *division(const Ask *a, AllocIn in)
{
    const Rat *key[ROWS], *order[ROWS], *useful[ROWS], *ceiling[ROWS];
    const Rat *floor[ROWS];
    fill(a, key, 10007, 13, 89);
    fill(a, floor, 17, 3, 7);
    fill(a, ceiling, 1500, 400, 13);
    fill(a, useful, 400, 300, 11);
    for (size_t i = 0; i < ROWS; i++) {
        order[i] = rat_int(a->given, (int64_t)(i % 2));
    }
    in.n = ROWS;
    in.key = key;
    in.code = code;
    in.total = rat_ratio(a->given, 1234567, 987);
    in.ceiling = ceiling;
    in.floor = in.rule == RULE_PROPORTIONAL ? floor : NULL;
    if (a->which % 2 && !in.group) {
        in.order = order;
        in.useful = useful;
    }
    AllocOut out;
    allocate_solve(a->pool, a->arena, &in, &out);
    return arena_format(a->arena, "%d%s", out.fault,
                        texts(a, out.amount, ROWS));
}

/* which: twice the rule, one more for tiers and useful amounts. */
static const char *dividing(const Ask *a)
{
    return division(a, (AllocIn){.rule = (AllocRule)(a->which / 2)});
}

static const char *summing(const Ask *a)
{
    static const size_t group[ROWS] = {0, 1, 2, 0, 1, 2, 0, 1, 2};
    const Rat *least[SIDE], *most[SIDE];
    for (int64_t g = 0; g < SIDE; g++) {
        least[g] = rat_ratio(a->given, 250 + g, 7 + g);
        most[g] = rat_ratio(a->given, 6000 + 100 * g, 11 + g);
    }
    return division(a, (AllocIn){.group = group, .n_groups = SIDE,
                                 .group_floor = least,
                                 .group_ceiling = most});
}

/* which: the method, above 100 with large amounts. */
static const char *table(const Ask *a)
{
    static const size_t row_of[ROWS] = {0, 0, 0, 1, 1, 1, 2, 2, 2};
    static const size_t col_of[ROWS] = {0, 1, 2, 0, 1, 2, 0, 1, 2};
    static const int rows_sum[SIDE] = {9, 30, 21}, cols_sum[SIDE] = {25, 5, 30};
    const Rat *exact[ROWS], *row[SIDE], *col[SIDE];
    fill(a, exact, 30, 17, 1009);
    for (size_t i = 0; i < SIDE; i++) {
        row[i] = rat_ratio(a->given, rows_sum[i], 3);
        col[i] = rat_ratio(a->given, cols_sum[i], 3);
    }
    const Rat *large = rat_int(a->given, INT64_C(1) << 62);
    for (size_t i = 0; i < ROWS && a->which >= 100; i++) {
        exact[i] = rat_mul(a->given, exact[i], rat_mul(a->given, large,
                                                       large));
    }
    RoundIn in = {.method = (RoundMethod)(a->which % 100), .n = ROWS,
                  .unit = rat_ratio(a->given, 1, 3), .exact = exact,
                  .code = code};
    RoundSide rows = {SIDE, row_of, row, code};
    RoundSide cols = {SIDE, col_of, col, code};
    RoundOut out;
    round_table(a->pool, a->arena, &in, &rows, &cols, &out);
    return arena_format(a->arena, "%d%s", out.fault,
                        texts(a, out.amount, ROWS));
}

static const char *decimal(const Ask *a)
{
    const Rat *x = rat_ratio(a->given, 12345, 678);
    const Rat *y = rat_ratio(a->given, 22, 7), *out = NULL;
    switch (a->which) {
    case 0: out = decimal_ln(a->pool, x); break;
    case 1: out = decimal_log10(a->pool, x); break;
    case 2: out = decimal_exp(a->pool, x); break;
    case 3: out = decimal_sqrt(a->pool, x); break;
    case 4: out = decimal_power(a->pool, x, y); break;
    case 5: out = decimal_power(a->pool, x, rat_int(a->given, -5)); break;
    }
    return rat_text(a->arena, out);
}

/* Once a pool has overflowed, every function says 0. */
static const char *decimal_after(const Ask *a)
{
    rat_mul(a->pool, rat_ratio(a->given, 1, 1000003),
            rat_ratio(a->given, 1, 1000033));
    return decimal(a);
}

/* A product of lines and t^2 - 2 has as many roots as factors. */
static const char *roots(const Ask *a)
{
    Polys p = {a->arena, a->pool, false};
    const Poly *all = poly_line(&p, rat_int(a->given, -2),
                                rat_int(a->given, 0));
    const Poly *square = poly_mul(&p, poly_line(&p, rat_int(a->given, 0),
                                                rat_int(a->given, 1)),
                                  poly_line(&p, rat_int(a->given, 0),
                                            rat_int(a->given, 1)));
    all = poly_add(&p, all, square);
    const Poly *two = all;
    for (int64_t i = 1; i <= 4; i++) {
        all = poly_mul(&p, all, poly_line(&p, rat_ratio(a->given, i, 7 + i),
                                          rat_int(a->given, i)));
    }
    RootList found = {0}, other = {0};
    roots_between(&p, all, rat_int(a->given, -3), rat_int(a->given, 3),
                  &found);
    roots_between(&p, two, rat_int(a->given, 0), rat_int(a->given, 3),
                  &other);
    const char *text = "";
    for (size_t i = 0; i < found.n && !polys_failed(&p); i++) {
        Root copy = root_copy(&p, &found.at[i]);
        const Rat *small = rat_ratio(a->given, 1, INT64_C(1) << 60);
        root_narrow(&p, &copy, rat_mul(a->given, small, small));
        int order = other.n > 0 ? root_cmp(&p, &copy, &other.at[0]) : 0;
        int sign = poly_sign_at(&p, two, &copy);
        int beside = poly_sign_beside(&p, all, &copy, 1);
        const Rat *between = i > 0 ? root_between(&p, &found.at[i - 1], &copy)
                                   : copy.low;
        text = arena_format(a->arena, "%s %d %d %d %s", text, order, sign,
                            beside, rat_text(a->arena, between));
    }
    return text;
}

static const char *quotients(const Ask *a)
{
    Polys p = {a->arena, a->pool, false};
    Frac t = frac_param(&p), part[4];
    for (int64_t i = 0; i < 4; i++) {
        Frac den = frac_add(&p, t, frac_const(&p, rat_ratio(a->given, i % 2,
                                                            3 + i)));
        part[i] = frac_div(&p, frac_add(&p, frac_mul(&p, t, t), den),
                           frac_mul(&p, den, frac_sub(&p, den, frac_neg(
                                                                  &p, t))));
    }
    Frac sum = frac_sum(&p, part, 4);
    if (polys_failed(&p)) {
        return "";
    }
    return rat_text(a->arena, frac_at(a->pool, sum,
                                      rat_ratio(a->given, 98765432, 123457)));
}

/* which: the method. */
static const char *moves(const Ask *a)
{
    MoveLine own = {rat_ratio(a->given, 5, 7), rat_ratio(a->given, 8, 3),
                    rat_int(a->given, 1), rat_ratio(a->given, 1, 11)};
    MoveLine other[2] = {own, own};
    static const int first[2] = {1, -1};
    other[0].add = rat_ratio(a->given, -4, 9);
    other[1].times = rat_ratio(a->given, -1, 13);
    MoveLine total = {rat_int(a->given, 10), rat_int(a->given, 6),
                      rat_int(a->given, 1), rat_int(a->given, 0)};
    bool keeps = round_method_keeps((RoundMethod)a->which);
    MovesIn in = {.method = (RoundMethod)a->which, .own = own,
                  .n = keeps ? 2 : 0, .other = other, .code = first,
                  .total = total, .from = rat_ratio(a->given, 1, 17),
                  .to = rat_ratio(a->given, 41, 9)};
    MoveList list = {0};
    MovesOut out;
    if (!round_moves(a->pool, a->arena, &in, 100, 1000, &list, &out)) {
        return "";
    }
    const char *text = arena_format(a->arena, "%d %d", (int)out.first,
                                    (int)out.last);
    for (size_t i = 0; i < list.n; i++) {
        text = arena_format(a->arena, "%s %s", text,
                            rat_text(a->arena, list.at[i].at));
    }
    return text;
}

static const char *reading(const Ask *a)
{
    static const char *const text[] = {"123456.789", "-3/70000007"};
    const Rat *x = rat_read(a->pool, text[a->which], strlen(text[a->which]));
    return rat_text(a->arena, x);
}

/* The answers under each limit; how many were refused. */
static int try_limits(Question *ask, int which, const char *name)
{
    RatPool *given = rat_pool_new(RAT_BITS_MAX);
    RatPool *large = rat_pool_new(RAT_BITS_MAX);
    Arena *arena = arena_new();
    const char *want = ask(&(Ask){given, large, arena, which});
    int refused = 0, kept = 0;
    cr_assert_not(rat_overflowed(large), "%s %d", name, which);
    for (size_t bits = 1; bits <= BITS_MOST; bits += 1 + bits / 32) {
        RatPool *pool = rat_pool_new(bits);
        Arena *work = arena_new();
        const char *got = ask(&(Ask){given, pool, work, which});
        if (rat_overflowed(pool)) {
            refused++;
        } else {
            kept++;
            cr_expect_str_eq(got, want, "%s %d, %zu bits: %s, not %s", name,
                             which, bits, got, want);
        }
        arena_free(work);
        rat_pool_free(pool);
    }
    cr_expect_gt(kept, 0, "%s %d", name, which);
    arena_free(arena);
    rat_pool_free(large);
    rat_pool_free(given);
    return refused;
}

#define TRY(ask, which) cr_expect_gt(try_limits(ask, which, #ask), 0)

Test(money_bits, rounding)
{
    for (int m = ROUND_NEAREST; m <= ROUND_DEAN; m++) {
        TRY(rounding, m);
        TRY(rounding, 100 + m);
        TRY(rounding, 200 + m);
    }
}

Test(money_bits, dividing)
{
    for (int which = 0; which < 2 * (RULE_AVERAGE_OF_AWARDS + 1); which++) {
        TRY(dividing, which);
    }
    TRY(summing, 0);
}

Test(money_bits, tables)
{
    for (int m = ROUND_WEBSTER; m <= ROUND_DEAN; m++) {
        TRY(table, m);
        TRY(table, 100 + m);
    }
}

Test(money_bits, decimals)
{
    for (int which = 0; which <= 5; which++) {
        TRY(decimal, which);
    }
    RatPool *given = rat_pool_new(RAT_BITS_MAX), *small = rat_pool_new(30);
    Arena *arena = arena_new();
    for (int which = 0; which <= 5; which++) {
        cr_expect_str_eq(decimal_after(&(Ask){given, small, arena, which}),
                         "0");
        cr_expect(rat_overflowed(small));
        rat_clear_overflow(small);
    }
    arena_free(arena);
    rat_pool_free(small);
    rat_pool_free(given);
}

Test(money_bits, polynomials)
{
    TRY(roots, 0);
    TRY(quotients, 0);
}

Test(money_bits, moves)
{
    for (int m = ROUND_NEAREST; m <= ROUND_LARGEST_REMAINDER; m++) {
        TRY(moves, m);
    }
}

Test(money_bits, reading)
{
    TRY(reading, 0);
    TRY(reading, 1);
}
