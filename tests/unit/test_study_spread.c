/* test_study_spread.c - statistics over one column. */

#include <criterion/criterion.h>
#include <math.h>

#include "report/report_study.h"
#include "study/study.h"

#define ROWS_MAX 6

/* Expectations by hand; Gini as half the mean absolute difference over the
 * mean: 1 2 3 4: differences sum to 2 * 10 = 20, 20 / 16 / 2 / 2.5 = 0.25. */
static const struct {
    size_t n;
    int x[ROWS_MAX];
    double smallest, median, mean, largest;
    bool has_gini;
    double gini;
} rows[] = {
    {1, {5}, 5, 5, 5, 5, true, 0},
    {4, {4, 1, 3, 2}, 1, 2.5, 2.5, 4, true, 0.25},
    {4, {0, 0, 0, 8}, 0, 0, 2, 8, true, 0.75},
    {3, {7, 7, 7}, 7, 7, 7, 7, true, 0},
    {3, {0, 0, 0}, 0, 0, 0, 0, false, 0},
    {3, {-1, 2, 5}, -1, 2, 2, 5, false, 0},
};

static Column column_of(RatPool *pool, Value *at, const int *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        at[i] = (Value){.num = rat_int(pool, x[i])};
    return (Column){n, at};
}

Test(test_study_spread, by_hand)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Value at[ROWS_MAX];
        Spread s = {0};
        Column column = column_of(pool, at, rows[i].x, rows[i].n);
        cr_assert(study_spread(arena, &column, &s));
        cr_expect_eq(s.n, rows[i].n);
        cr_expect_eq(s.smallest, rows[i].smallest, "row %zu", i);
        cr_expect_eq(s.median, rows[i].median, "row %zu", i);
        cr_expect_eq(s.mean, rows[i].mean, "row %zu", i);
        cr_expect_eq(s.largest, rows[i].largest, "row %zu", i);
        cr_expect_eq(s.has_gini, rows[i].has_gini, "row %zu", i);
        cr_expect(fabs(s.gini - rows[i].gini) < 1e-12, "row %zu", i);
    }
    rat_pool_free(pool);
    arena_free(arena);
}

Test(test_study_spread, nothing_to_say)
{
    Arena *arena = arena_new();
    Value text = {.text = "a"};
    Column words = {1, &text}, none = {0, &text};
    Spread s;
    cr_expect_not(study_spread(arena, &words, &s));
    cr_expect_not(study_spread(arena, &none, &s));
    cr_expect_not(study_spread(arena, NULL, &s));
    arena_free(arena);
}

Test(test_study_spread, as_text)
{
    const Spread s = {.n = 290, .smallest = -0.00004, .median = 62500.5,
                      .mean = 103448.27586, .largest = 1234567,
                      .has_gini = true, .gini = 0.38125};
    Buf out = {0};
    report_spread(&s, "grant", "kr", &out);
    cr_expect_str_eq(out.at,
        "grant in kr over 290 rows, statistics (floating point): "
        "smallest 0.0000,\n"
        "  median 62500.5000, mean 103448.2759, largest 1234567.0000, "
        "Gini 0.3813\n");
    buf_free(&out);
}
