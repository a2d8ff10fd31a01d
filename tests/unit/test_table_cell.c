/* test_table_cell.c - numbers in both styles, flags, dates. */
#include <criterion/criterion.h>
#include <string.h>

#include "table/cell.h"

TestSuite(test_table_cell);

#define NBSP "\xC2\xA0"
#define NARROW "\xE2\x80\xAF"
#define THIN "\xE2\x80\x89"
#define FIGURE "\xE2\x80\x87"
#define MINUS "\xE2\x88\x92"

static Cell cell_of(const char *text)
{
    return (Cell){ text, { 0, (uint32_t)strlen(text) } };
}

/* The value as a fraction, or the status, with % after it where there was
 * one. */
static const char *read_as(Arena *arena, RatPool *pool, const char *text,
                           NumberStyle style)
{
    Cell cell = cell_of(text);
    const Rat *number = NULL;
    bool percent = true;
    switch (cell_number(pool, &cell, style, &number, &percent)) {
    case CELL_BLANK:
        return "blank";
    case CELL_BAD:
        return "bad";
    case CELL_TOO_LONG:
        return "long";
    case CELL_OK:
        break;
    }
    return arena_format(arena, "%s%s", rat_text(arena, number),
                        percent ? "%" : "");
}

/* Values worked out by hand from LANGUAGE rule 25; styles as the column
 * style says, UNKNOWN reads only what both styles agree on. */
Test(test_table_cell, numbers)
{
    static const struct {
        const char *text, *point, *comma, *unknown;
    } rows[] = {
        { "0", "0", "0", "0" },
        { "1234", "1234", "1234", "1234" },
        { "00123", "123", "123", "123" },
        { "30 000 000", "30000000", "30000000", "30000000" },
        { "30" NBSP "000" NARROW "000", "30000000", "30000000", "30000000" },
        { "30" THIN "000" FIGURE "000", "30000000", "30000000", "30000000" },
        { "1 234,5", "bad", "2469/2", "2469/2" },
        { "1 234.5", "2469/2", "bad", "2469/2" },
        { "1.234.567", "bad", "1234567", "1234567" },
        { "1,234,567", "1234567", "bad", "1234567" },
        { "1,234", "1234", "617/500", "bad" },
        { "1.234", "617/500", "1234", "bad" },
        { "0,5", "bad", "1/2", "1/2" },
        { "0.5", "1/2", "bad", "1/2" },
        { "0,123", "bad", "123/1000", "123/1000" },
        { "0.123", "123/1000", "bad", "123/1000" },
        { "1234,5", "bad", "2469/2", "2469/2" },
        { "12,34", "bad", "617/50", "617/50" },
        { "1234,567", "bad", "1234567/1000", "1234567/1000" },
        { "1.234,5", "bad", "2469/2", "2469/2" },
        { "1,234.5", "2469/2", "bad", "2469/2" },
        { "12,345,678.90", "123456789/10", "bad", "123456789/10" },
        { ".5", "1/2", "bad", "1/2" },
        { ",5", "bad", "1/2", "1/2" },
        { "-5", "-5", "-5", "-5" },
        { MINUS "5,5", "bad", "-11/2", "-11/2" },
        { "+7", "7", "7", "7" },
        { "-1 000", "-1000", "-1000", "-1000" },
        { "-0", "0", "0", "0" },
        { "12 %", "3/25%", "3/25%", "3/25%" },
        { "12%", "3/25%", "3/25%", "3/25%" },
        { "12,5" NBSP "%", "bad", "1/8%", "1/8%" },
        { "-1.5  " NARROW "%", "-3/200%", "bad", "-3/200%" },
        /* Refused in every style. */
        { "1 23", "bad", "bad", "bad" },
        { "1  234", "bad", "bad", "bad" },
        { "1234 567", "bad", "bad", "bad" },
        { "1 234 56", "bad", "bad", "bad" },
        { "1 234.567,8", "bad", "bad", "bad" },
        { "0 123", "bad", "bad", "bad" },
        { "1,5,0", "bad", "bad", "bad" },
        { "1.2.3", "bad", "bad", "bad" },
        { "1,234 567", "bad", "bad", "bad" },
        { "5.", "bad", "bad", "bad" },
        { "5,", "bad", "bad", "bad" },
        { ".", "bad", "bad", "bad" },
        { ",", "bad", "bad", "bad" },
        { "-", "bad", "bad", "bad" },
        { "- 5", "bad", "bad", "bad" },
        { "--5", "bad", "bad", "bad" },
        { "+-5", "bad", "bad", "bad" },
        { "5-", "bad", "bad", "bad" },
        { "%", "bad", "bad", "bad" },
        { "5 % %", "bad", "bad", "bad" },
        { "%5", "bad", "bad", "bad" },
        { "abc", "bad", "bad", "bad" },
        { "12 kr", "bad", "bad", "bad" },
        { "1e3", "bad", "bad", "bad" },
        { "0x10", "bad", "bad", "bad" },
        { "1/2", "bad", "bad", "bad" },
        { "1'234", "bad", "bad", "bad" },
        { "inf", "bad", "bad", "bad" },
        { "nan", "bad", "bad", "bad" },
        { ".123.456", "bad", "bad", "bad" },
        { ". 5", "bad", "bad", "bad" },
        { "1. 234", "bad", "bad", "bad" },
        { "\xD9\xA1", "bad", "bad", "bad" },    /* an Arabic digit */
        { "", "blank", "blank", "blank" },
        { "..", "blank", "blank", "blank" },
    };
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *text = rows[i].text;
        cr_expect_str_eq(read_as(arena, pool, text, STYLE_POINT),
                         rows[i].point, "\"%s\" by point", text);
        cr_expect_str_eq(read_as(arena, pool, text, STYLE_COMMA),
                         rows[i].comma, "\"%s\" by comma", text);
        cr_expect_str_eq(read_as(arena, pool, text, STYLE_UNKNOWN),
                         rows[i].unknown, "\"%s\" by either", text);
    }
    rat_pool_free(pool);
    arena_free(arena);
}

Test(test_table_cell, too_many_digits)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);

    for (int n = 38; n <= 400; n += n < 44 ? 1 : 89) {
        char *digits = arena_format(arena, "%0*d", n, 7);
        const char *whole = n <= CELL_DIGITS_MAX ? "7" : "long";
        cr_expect_str_eq(read_as(arena, pool, digits, STYLE_POINT), whole);
        char *places = arena_format(arena, "0.%s%%", digits);
        const char *got = read_as(arena, pool, places, STYLE_POINT);
        cr_expect_eq(strcmp(got, "long") == 0, n > CELL_DIGITS_MAX, "%s",
                     got);
        char *both = arena_format(arena, "-%s.%s", digits, digits);
        got = read_as(arena, pool, both, STYLE_POINT);
        cr_expect_eq(strcmp(got, "long") == 0, n > CELL_DIGITS_MAX, "%s",
                     got);
        /* What is no number stays none, however long. */
        char *bad = arena_format(arena, "%sx", digits);
        cr_expect_str_eq(read_as(arena, pool, bad, STYLE_POINT), "bad");
    }
    char *grouped = arena_format(arena, "1%040d", 0);
    cr_expect_str_eq(read_as(arena, pool, grouped, STYLE_POINT), "long");
    rat_pool_free(pool);
    arena_free(arena);
}

/* A column of at most four cells; x stands for rows that do not count. */
Test(test_table_cell, styles)
{
    static const struct {
        const char *cells[4];
        NumberStyle style;
        size_t row;
    } rows[] = {
        { { "1", "2" }, STYLE_POINT, 0 },
        { { "", "..", "abc" }, STYLE_POINT, 0 },
        { { "1 234", "30 000 000" }, STYLE_POINT, 0 },
        { { "1,5" }, STYLE_COMMA, 0 },
        { { "1.5" }, STYLE_POINT, 0 },
        { { "1.234" }, STYLE_UNKNOWN, 0 },
        { { "1,234" }, STYLE_UNKNOWN, 0 },
        { { "5", "17", "1,234", "2,345" }, STYLE_UNKNOWN, 2 },
        { { "1,234", "2,5" }, STYLE_COMMA, 0 },
        { { "1,234", "2.5" }, STYLE_POINT, 0 },
        { { "1.234", "1.234.567" }, STYLE_COMMA, 0 },
        { { "1.234", "1,234,567" }, STYLE_POINT, 0 },
        { { "1.234", "0.123" }, STYLE_POINT, 0 },
        { { "1,234", "0,123" }, STYLE_COMMA, 0 },
        { { "1.234", "12.34" }, STYLE_POINT, 0 },
        { { "1.234", "1234,5" }, STYLE_COMMA, 0 },
        { { "1.234", "1 234,5" }, STYLE_COMMA, 0 },
        { { "1.234", "1.234,5" }, STYLE_COMMA, 0 },
        { { "1.234", "5,5 %" }, STYLE_COMMA, 0 },
        { { "-1.234 %" }, STYLE_UNKNOWN, 0 },
        { { "1.234", "a,b", "1.2.3" }, STYLE_UNKNOWN, 0 },
        /* Where two speak against each other the first holds. */
        { { "1,234", "1,5", "1.5" }, STYLE_COMMA, 0 },
        { { "1.5", "1,5" }, STYLE_POINT, 0 },
        /* Rows left out neither doubt nor decide. */
        { { "x1,234", "5" }, STYLE_POINT, 0 },
        { { "1,234", "x2.5" }, STYLE_UNKNOWN, 0 },
        { { "x1.234", "1,234" }, STYLE_UNKNOWN, 1 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Cell cells[8];
        bool keep[4], all = true;
        size_t n = 0, row = 0;
        for (; n < 4 && rows[i].cells[n] != NULL; n++) {
            const char *text = rows[i].cells[n];
            keep[n] = text[0] != 'x';
            all = all && keep[n];
            cells[2 * n] = cell_of("9,9");      /* another column */
            cells[2 * n + 1] = cell_of(text + !keep[n]);
        }
        Csv csv = { .n_cols = 2, .n_rows = n, .cell = cells };
        cr_expect_eq(cell_style(&csv, 1, keep, &row), rows[i].style,
                     "row %zu", i);
        cr_expect_eq(row, rows[i].row, "row %zu: %zu", i, row);
        if (all)
            cr_expect_eq(cell_style(&csv, 1, NULL, &row), rows[i].style);
    }
}

Test(test_table_cell, contradiction_is_bad_under_the_style)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);

    cr_expect_str_eq(read_as(arena, pool, "1.5", STYLE_COMMA), "bad");
    cr_expect_str_eq(read_as(arena, pool, "1,5", STYLE_POINT), "bad");
    rat_pool_free(pool);
    arena_free(arena);
}

Test(test_table_cell, flags)
{
    static const struct {
        const char *text;
        CellStatus status;
        bool value;
    } rows[] = {
        { "1", CELL_OK, true },     { "0", CELL_OK, false },
        { "ja", CELL_OK, true },    { "Nej", CELL_OK, false },
        { "YES", CELL_OK, true },   { "no", CELL_OK, false },
        { "True", CELL_OK, true },  { "FALSE", CELL_OK, false },
        { "", CELL_BLANK, false },  { "..", CELL_BLANK, false },
        { "2", CELL_BAD, false },   { "j", CELL_BAD, false },
        { "jaa", CELL_BAD, false }, { "-", CELL_BAD, false },
        { "01", CELL_BAD, false },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Cell cell = cell_of(rows[i].text);
        bool value = !rows[i].value;
        cr_expect_eq(cell_flag(&cell, &value), rows[i].status, "\"%s\"",
                     rows[i].text);
        if (rows[i].status == CELL_OK)
            cr_expect_eq(value, rows[i].value, "\"%s\"", rows[i].text);
    }
}

Test(test_table_cell, dates)
{
    Date date = 0;
    Cell good = cell_of("2000-03-01"), bad = cell_of("2000-02-30");
    Cell blank = cell_of(".."), short_one = cell_of("2000");

    cr_expect_eq(cell_date(&good, &date), CELL_OK);
    cr_expect_eq(date, 11017);
    cr_expect_eq(cell_date(&bad, &date), CELL_BAD);
    cr_expect_eq(cell_date(&short_one, &date), CELL_BAD);
    cr_expect_eq(cell_date(&blank, &date), CELL_BLANK);
}
