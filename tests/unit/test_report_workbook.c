/* test_report_workbook.c - names of cells, and formulas put in their places.
 *
 * Expectations by hand. That the formulas compute what the engine does is
 * tests/handover's to say.
 */
#include <criterion/criterion.h>

#include "report/workbook_int.h"

static Arena *arena;
static RatPool *pool;
static Wb wb;

static void start(void)
{
    arena = arena_new();
    pool = rat_pool_new(RAT_BITS_MAX);
    wb = (Wb){.arena = arena, .pool = pool};
}

static void stop(void)
{
    rat_pool_free(pool);
    arena_free(arena);
}

TestSuite(report_workbook, .init = start, .fini = stop);

Test(report_workbook, cells_are_named)
{
    static const struct {
        uint32_t row, col;
        bool fixed;
        const char *name;
    } cells[] = {
        {0, 0, false, "A1"},      {6, 25, false, "Z7"},
        {0, 26, false, "AA1"},    {9, 51, true, "$AZ$10"},
        {0, 52, false, "BA1"},    {1048575, 16383, true, "$XFD$1048576"},
        {0, 701, false, "ZZ1"},   {0, 702, false, "AAA1"},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        Buf out = {0};
        wb_cell_name(cells[i].row, cells[i].col, cells[i].fixed, &out);
        cr_expect_str_eq(out.at, cells[i].name);
        buf_free(&out);
    }
}

/* A column of four rows from row 7 on, or a single value. */
static WbCol at(const WbSheet *sheet, int table, uint32_t col)
{
    return (WbCol){.table = table, .n = table < 0 ? 1 : 4, .sheet = sheet,
                   .row = WB_FIRST, .col = col};
}

static void expect_formula(WbCol *col, size_t row, const char *text)
{
    Buf out = {0};
    wb_formula(col, row, &out);
    cr_expect_str_eq(out.at, text);
    buf_free(&out);
}

Test(report_workbook, formulas_name_cells_of_their_row_and_ranges)
{
    WbSheet here = {"Calculation"}, there = {"Inputs area"};
    WbCol near = at(&here, 0, 3), far = at(&there, 1, 2);
    WbCol single = at(&there, -1, 1), param = at(&there, -1, 1);
    WbCol made = at(&here, 0, 5);
    WbText text = {.wb = &wb};
    param.defined = "budget";
    wb_add(&text, "{0}*SUM({0:})+INDEX({1:},{#})-{2}/{3}", &near, &far,
           &single, &param);
    cr_assert(wb_end(&text, &made));
    expect_formula(&made, 1,
                   "D8*SUM($D$7:$D$10)+INDEX('Inputs area'!$C$7:$C$10,2)"
                   "-'Inputs area'!$B$7/budget");
}

Test(report_workbook, a_formula_that_excel_does_not_take_is_none)
{
    WbSheet here = {"Calculation"};
    WbCol col = at(&here, 0, 3), made = at(&here, 0, 4);
    WbText deep = {.wb = &wb}, longer = {.wb = &wb};
    for (size_t n = 60; n <= 61; n++) {
        buf_add_repeat(&deep.text, '(', n);
        cr_expect_eq(wb_end(&deep, &made), n == 60);
        deep = (WbText){.wb = &wb};
    }
    for (size_t n = 8000; n <= 8001; n++) {
        buf_add_repeat(&longer.text, '1', n);
        cr_expect_eq(wb_end(&longer, &made), n == 8000);
        longer = (WbText){.wb = &wb};
    }
    made = at(&here, 0, 4);
    for (size_t i = 0; i < 200; i++)
        wb_add(&longer, "+{0}", &col);
    cr_expect(!wb_end(&longer, &made));
    cr_expect_null(made.text);
}

Test(report_workbook, some_rows_are_compared_with_each_other)
{
    for (size_t n = 2000; n <= 2001; n++) {
        Table table = {.n = n}, *tables[] = {&table};
        Dataset data = {.table = tables};
        Result result = {.data = &data};
        Wb of = {.arena = arena, .result = &result};
        cr_expect_eq(wb_pairs(&of, 0), n == 2000);
        cr_expect(wb_pairs(&of, -1));
    }
}

Test(report_workbook, numbers_are_decimals_or_quotients)
{
    static const struct {
        int64_t n, d;
        const char *text;
    } numbers[] = {{12, 1, "12"}, {1, 8, "0.125"}, {1, 3, "(1/3)"},
                   {-5, 2, "(-2.5)"}, {-1, 3, "((-1/3))"}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        Buf out = {0};
        wb_number(&wb, rat_ratio(pool, numbers[i].n, numbers[i].d), &out);
        cr_expect_str_eq(out.at, numbers[i].text);
        buf_free(&out);
    }
}
