/* Counts of a unit as decimals, against exact numbers. */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <string.h>

#include "report/report.h"
#include "report/report_count.h"

static const char *written(Arena *arena, const CountForm *form, int64_t count)
{
    Buf out = {0};
    count_add(form, count, &out);
    const char *copy = arena_string(arena, out.at);
    buf_free(&out);
    return copy;
}

Test(report_count, by_hand)
{
    static const struct {
        const char *unit;
        int64_t count;
        const char *want;
    } row[] = {
        {"1", 0, "0"},              {"1", -7, "-7"},
        {"1", 388572, "388572"},    {"0.01", 388572, "3885.72"},
        {"0.01", 388570, "3885.7"}, {"0.01", 5, "0.05"},
        {"0.01", -5, "-0.05"},      {"100", 12, "1200"},
        {"1/8", 9, "1.125"},        {"1/1000000", 333333333, "333.333333"},
        {"1000000", 31, "31000000"},
        {"1/3", 3, "1"},            {"1/3", 4, "1.333333333333333"},
        {"1", INT64_MIN, "-9223372036854775808"},
        {"1000", INT64_MAX, "9223372036854775807000"},
    };
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        CountForm form = count_form(rat_read(pool, row[i].unit,
                                             strlen(row[i].unit)), false);
        cr_expect_str_eq(written(arena, &form, row[i].count), row[i].want,
                         "%" PRId64 " of %s", row[i].count, row[i].unit);
    }
    CountForm flag = count_form(rat_int(pool, 1), true);
    cr_expect_str_eq(written(arena, &flag, 1), "true");
    cr_expect_str_eq(written(arena, &flag, 0), "false");
    rat_pool_free(pool);
    arena_free(arena);
}

/* Of many sizes and units the same as the general way of writing numbers. */
Test(report_count, as_exact_numbers)
{
    static const char *const unit[] = {"1", "0.01", "0.5", "1/1000000000",
                                       "25", "3/40"};
    Arena *arena = arena_new();
    uint64_t dice = 88172645463325252u;
    for (size_t i = 0; i < 6; i++) {
        RatPool *pool = rat_pool_new(RAT_BITS_MAX);
        CountForm form = count_form(rat_read(pool, unit[i], strlen(unit[i])),
                                    false);
        for (int k = 0; k < 500; k++) {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            int64_t count = (int64_t)dice >> (k % 63);
            Buf want = {0};
            report_plain(arena, count_value(pool, &form, count), &want);
            cr_expect_str_eq(written(arena, &form, count), want.at);
            buf_free(&want);
        }
        rat_pool_free(pool);
    }
    arena_free(arena);
}
