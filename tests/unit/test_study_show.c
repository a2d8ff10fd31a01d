/* test_study_show.c - values as people read them. */

#include <criterion/criterion.h>
#include <string.h>

#include "study/show.h"

/* Expectations by hand from the contract in show.h: groups of three, four
 * decimals of what goes on (cut, not rounded), six digits that count below 1,
 * the fraction in full. "~" stands for a no-break space. */
static const struct {
    int64_t n, d;
    bool percent;
    const char *shown;      /* show_amount */
    const char *exact;      /* show_exact */
} amounts[] = {
    {0, 1, false, "0", "0"},
    {7, 1, false, "7", "7"},
    {999, 1, false, "999", "999"},
    {1000, 1, false, "1~000", "1~000"},
    {-1234567, 1, false, "-1~234~567", "-1~234~567"},
    {1068650377, 1, false, "1~068~650~377", "1~068~650~377"},
    {1, 2, false, "0.5", "0.5 (exactly~1/2)"},
    {7, 3, false, "2.3333…", "2.3333… (exactly~7/3)"},
    {8, 3, false, "2.6666…", "2.6666… (exactly~8/3)"},
    {-8, 3, false, "-2.6666…", "-2.6666… (exactly~-8/3)"},
    {10000, 3, false, "3~333.3333…", "3~333.3333… (exactly~10000/3)"},
    {1, 3000, false, "0.000333333…", "0.000333333… (exactly~1/3000)"},
    {2, 3, false, "0.666666…", "0.666666… (exactly~2/3)"},
    {1, 1000000, false, "0.000001", "0.000001 (exactly~1/1000000)"},
    {1, 10000000, false, "0.0000001", "0.0000001 (exactly~1/10000000)"},
    {1, 2, true, "50~%", "50~% (exactly~1/2)"},
    {20, 43, true, "46.5116…~%", "46.5116…~% (exactly~20/43)"},
    {1, 1, true, "100~%", "100~%"},
};

static void check_text(const char *got, const char *want, size_t row)
{
    char plain[200];
    size_t n = 0;
    for (size_t i = 0; got[i] && n < sizeof plain - 1; i++) {
        bool nbsp = strncmp(got + i, "\xC2\xA0", 2) == 0;
        plain[n++] = nbsp ? '~' : got[i];
        i += nbsp;
    }
    plain[n] = '\0';
    cr_expect_str_eq(plain, want, "row %zu: \"%s\", not \"%s\"", row, plain,
                     want);
}

Test(test_study_show, amounts)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const Program program = {0};
    const Show show = {arena, pool, &program};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        const Type type = {.kind = TYPE_NUMBER, .percent = amounts[i].percent};
        const Rat *num = rat_ratio(pool, amounts[i].n, amounts[i].d);
        check_text(show_amount(&show, &type, num), amounts[i].shown, i);
        check_text(show_exact(&show, &type, num), amounts[i].exact, i);
    }
    rat_pool_free(pool);
    arena_free(arena);
}

Test(test_study_show, units)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const char *names[] = {"kr", "persons"};
    const Program program = {.dim_name = names, .n_dims = 2};
    const Show show = {arena, pool, &program};
    const Type rate = {.kind = TYPE_NUMBER, .dim = {1, -1}};
    check_text(show_amount(&show, &rate, rat_ratio(pool, 1289, 20)),
               "64.45~kr/persons", 0);
    rat_pool_free(pool);
    arena_free(arena);
}

/* Longer than 40 digits is not written out: 3^90 has 43 digits. */
Test(test_study_show, long_fraction)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const Program program = {0};
    const Show show = {arena, pool, &program};
    const Type type = {.kind = TYPE_NUMBER};
    const Rat *num = rat_int(pool, 1), *three = rat_int(pool, 3);
    for (int i = 0; i < 90; i++)
        num = rat_div(pool, num, three);
    check_text(show_exact(&show, &type, rat_add(pool, num, three)),
               "3.0000… (exactly a fraction of 44 by 43 digits)", 0);
    rat_pool_free(pool);
    arena_free(arena);
}

Test(test_study_show, other_kinds)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const Program program = {0};
    const Show show = {arena, pool, &program};
    const Type flag = {.kind = TYPE_FLAG}, text = {.kind = TYPE_TEXT},
               date = {.kind = TYPE_DATE};
    const Undefined undefined = {.why = "division by zero"};
    const Value yes = {.flag = true}, word = {.text = "full"},
                day = {.date = 18262}, none = {.undefined = &undefined};
    check_text(show_value(&show, &flag, &yes, true), "true", 0);
    check_text(show_value(&show, &text, &word, true), "\"full\"", 1);
    /* 18262 days after 1970-01-01: 50 years and 12 leap days. */
    check_text(show_value(&show, &date, &day, true), "2020-01-01", 2);
    check_text(show_value(&show, &flag, &none, true),
               "undefined: division by zero", 3);
    rat_pool_free(pool);
    arena_free(arena);
}

Test(test_study_show, marks)
{
    static const struct {
        unsigned char marks, pooled;
        const char *text;
    } rows[] = {
        {0, 0, ""},
        {MARK_ESTIMATED, 0, " [estimated]"},
        {MARK_CALIBRATED, MARK_CALIBRATED, " [calibrated]"},
        {0, MARK_CALIBRATED, " [calibrated through a total]"},
        {MARK_ESTIMATED, MARK_CALIBRATED,
         " [estimated; calibrated through a total]"},
        {MARK_CALIBRATED, MARK_ESTIMATED,
         " [estimated through a total; calibrated]"},
    };
    Arena *arena = arena_new();
    const Show show = {.arena = arena};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Value value = {.marks = rows[i].marks,
                             .pooled = rows[i].pooled};
        check_text(show_marks(&show, &value), rows[i].text, i);
    }
    arena_free(arena);
}
