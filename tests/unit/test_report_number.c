/* test_report_number.c - numbers as text, and words folded to a width.
 *
 * Expectations by hand, from the format described in report.h.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/utf8.h"
#include "report/report.h"

static Arena *arena;
static RatPool *pool;

static void start(void)
{
    arena = arena_new();
    pool = rat_pool_new(RAT_BITS_MAX);
}

static void stop(void)
{
    rat_pool_free(pool);
    arena_free(arena);
}

TestSuite(report_number, .init = start, .fini = stop);

static const Rat *num(const char *text)
{
    const Rat *rat = rat_read(pool, text, strlen(text));
    cr_assert_not_null(rat, "%s", text);
    return rat;
}

Test(report_number, groups_of_three)
{
    static const struct {
        const char *num;
        int places;
        const char *text;
    } row[] = {
        {"0", 0, "0"},
        {"7", 0, "7"},
        {"999", 0, "999"},
        {"1000", 0, "1 000"},
        {"-1000", 0, "-1 000"},
        {"-999", 0, "-999"},
        {"30000000", 0, "30 000 000"},
        {"123456", 0, "123 456"},
        {"1234567.5", 2, "1 234 567.50"},
        {"1234567.5", 0, "1 234 568"},
        {"-1234567.5", 0, "-1 234 568"},
        {"2/3", 2, "0.67"},
        {"-1/8", 2, "-0.13"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Buf out = {0};
        report_grouped(arena, num(row[i].num), row[i].places, &out);
        cr_expect_str_eq(out.at, row[i].text);
        buf_free(&out);
    }
}

Test(report_number, plain_digits)
{
    static const struct {
        const char *num, *text;
    } row[] = {
        {"388572", "388572"},
        {"-5", "-5"},
        {"12.5", "12.5"},
        {"1/8", "0.125"},
        {"0.000000000000001", "0.000000000000001"},
        {"1/3", "0.333333333333333"},
        {"2/3", "0.666666666666667"},
        {"-20/3", "-6.666666666666667"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Buf out = {0};
        report_plain(arena, num(row[i].num), &out);
        cr_expect_str_eq(out.at, row[i].text);
        buf_free(&out);
    }
}

/* Two decimals, and two more for each hundredth below 1. */
Test(report_number, decimals_of_small_numbers)
{
    static const struct {
        const char *num;
        int places;
    } row[] = {
        {"0", 2}, {"1", 2}, {"1000000", 2}, {"0.99", 4}, {"0.01", 4},
        {"0.0099", 6}, {"0.00001", 8}, {"0.00000000000000001", 12},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect_eq(report_decimals(pool, num(row[i].num)), row[i].places,
                     "%s", row[i].num);
}

Test(report_number, control_characters_become_blanks)
{
    cr_expect_str_eq(report_clean(arena, "a\033[31mb\nc\x7f"),
                     "a [31mb c ");
    cr_expect_str_eq(report_clean(arena, "x\xc2\x9by"), "x  y");
    cr_expect_str_eq(report_clean(arena, "a\u202Eb\uFFFE\uFEFF" "c"),
                     "a\uFFFD" "b\uFFFD\uFFFD" "c");
    const char *good = "Åre, 5 § – 2020";
    cr_expect_eq(report_clean(arena, good), good, "nothing to copy");
    cr_expect_null(report_clean(arena, NULL));
}

Test(report_number, marks_as_words)
{
    cr_expect_str_eq(report_marks(0), "");
    cr_expect_str_eq(report_marks(MARK_ESTIMATED), "estimated");
    cr_expect_str_eq(report_marks(MARK_CALIBRATED), "calibrated");
    cr_expect_str_eq(report_marks(MARK_ESTIMATED | MARK_CALIBRATED),
                     "estimated and calibrated");
}

Test(report_number, place_on_one_line)
{
    const char *text = "  count(recipient\n    where grant\t<  40 kr)  ";
    Source *source = source_make(arena, "x", text, strlen(text));
    Place place = {source, {0, (uint32_t)strlen(text)}};
    cr_expect_str_eq(report_place_text(arena, place),
                     "count(recipient where grant < 40 kr)");
    place.source = NULL;
    cr_expect_str_eq(report_place_text(arena, place), "");
}

Test(report_number, words_are_folded)
{
    static const struct {
        const char *text;
        size_t indent, width;
        const char *folded;
    } row[] = {
        {"one two three", 2, 80, "one two three\n"},
        {"one two three", 2, 9, "one two\n  three\n"},
        {"åäö åäö åäö", 0, 7, "åäö åäö\nåäö\n"},
        {"unbreakable", 0, 4, "unbreakable\n"},
        {"", 0, 4, "\n"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Buf out = {0};
        report_wrap(row[i].text, row[i].indent, row[i].width, &out);
        cr_expect_str_eq(out.at, row[i].folded);
        buf_free(&out);
    }
}
