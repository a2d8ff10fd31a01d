/* test_report_grid.c - tables of text that fit a width.
 *
 * Expectations by hand.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/utf8.h"
#include "report/report.h"

static Arena *arena;

static void start(void)
{
    arena = arena_new();
}

static void stop(void)
{
    arena_free(arena);
}

TestSuite(report_grid, .init = start, .fini = stop);

static Grid *two_by(size_t n_cols)
{
    Grid *grid = grid_new(arena, n_cols, 2, 2);
    grid->col[0].head[0] = "code";
    grid->col[1].head[0] = "name";
    grid_set(grid, 0, 0, "0114");
    grid_set(grid, 0, 1, "Upplands Väsby");
    grid_set(grid, 1, 0, "0115");
    grid_set(grid, 1, 1, "Östersund");
    for (size_t c = 2; c < n_cols; c++) {
        grid->col[c].head[0] = "grant";
        grid->col[c].right = true;
        grid_set(grid, 0, c, "388 572");
        grid_set(grid, 1, c, "5");
    }
    return grid;
}

static void expect(const Grid *grid, size_t indent, size_t width,
                   const char *text)
{
    Buf out = {0};
    grid_print(grid, indent, width, &out);
    cr_expect_str_eq(out.at, text);
    buf_free(&out);
}

Test(report_grid, columns_are_aligned)
{
    Grid *grid = two_by(3);
    grid->col[2].head[1] = "kr";
    expect(grid, 0, 80,
           "code  name              grant\n"
           "                           kr\n"
           "-----------------------------\n"
           "0114  Upplands Väsby  388 572\n"
           "0115  Östersund             5\n");
}

Test(report_grid, wide_tables_fall_into_blocks)
{
    expect(two_by(4), 0, 36,
           "code  name              grant\n"
           "-----------------------------\n"
           "0114  Upplands Väsby  388 572\n"
           "0115  Östersund             5\n"
           "\n"
           "code  name              grant\n"
           "-----------------------------\n"
           "0114  Upplands Väsby  388 572\n"
           "0115  Östersund             5\n");
}

Test(report_grid, names_are_cut_and_numbers_never)
{
    expect(two_by(3), 2, 27,
           "  code  name          grant\n"
           "  -------------------------\n"
           "  0114  Upplands …  388 572\n"
           "  0115  Östersund         5\n");
}

Test(report_grid, no_header_no_rule)
{
    Grid *grid = grid_new(arena, 2, 1, 0);
    grid_set(grid, 0, 0, "a");
    grid_set(grid, 0, 1, "b");
    expect(grid, 2, 80, "  a  b\n");
}

/* Any width and any lengths: as long as the numbers fit, so does the line. */
Test(report_grid, no_line_is_wider_than_asked)
{
    for (size_t width = 40; width < 120; width += 7)
        for (size_t n_cols = 2; n_cols < 12; n_cols++) {
            Grid *grid = two_by(n_cols);
            grid_set(grid, 0, 1, "Ett mycket långt namn på en mottagare som "
                                 "inte får plats någonstans alls i bredd");
            Buf out = {0};
            grid_print(grid, 0, width, &out);
            for (char *line = strtok(out.at, "\n"); line != NULL;
                 line = strtok(NULL, "\n"))
                cr_expect_leq(utf8_width(line, strlen(line)), width,
                              "%zu columns, width %zu: %s", n_cols, width,
                              line);
            buf_free(&out);
        }
}
