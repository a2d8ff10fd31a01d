/* page_simulate_table.c - figures and recipients of a simulation: tables, and
 * how far the draws of each lie apart.
 */
#include "report/page_simulate_int.h"

#include <stdlib.h>

/* Rows of the drawing of those most uncertain. */
#define RANGES_MOST 15

static const size_t quartile[] = {0, 2, 4};     /* 5 %, median, 95 % */

static void cell(const Page *page, const PageCol *col, const char *text)
{
    page_cell(page, col, html_plain(page->arena, text));
}

/* Mean, quantiles and the chance of less; of a condition how often it is
 * true. */
static void spread_cells(const Page *page, const SimReport *in,
                         const PageCol *col, const SimLine *line)
{
    bool none = line->row.n == 0, flag = line->type->kind == TYPE_FLAG;
    cell(page, &col[0],
         none ? ""
         : flag ? sim_chance(in, line, line->row.mean * (double)line->row.n)
                : sim_statistic(in, line, line->row.mean));
    for (size_t i = 0; i < 3; i++)
        cell(page, &col[1 + i],
             none || flag ? "" : sim_count_text(in, line,
                                         line->quantile[quartile[i]]));
    cell(page, &col[4],
         none ? "" : sim_chance(in, line, (double)line->row.below));
}

#define SPREAD_COLS                                                          \
    {tr("Mean"), NULL, true, NULL}, {"5 %", NULL, true, NULL},               \
    {tr("Median"), NULL, true, NULL}, {"95 %", NULL, true, NULL},            \
    {tr("Less"), NULL, true, NULL}

void draws_figures(Page *page, const SimReport *in)
{
    PageCol col[] = {{tr("Figure"), NULL, false, NULL},
                     {tr("Unit"), NULL, false, NULL},
                     {tr("As it stands"), NULL, true, NULL}, SPREAD_COLS};
    if (sim_n_figures(in) == 0)
        return;
    page_table_open(page, tr("Figures"), 8, col);
    for (size_t i = 0; i < sim_n_figures(in); i++) {
        SimLine line = sim_figure(in, i);
        page_row(page, NULL);
        page_cell(page, &col[0],
                  arena_format(page->arena, "%s%s",
                               html_plain(page->arena, line.name),
                               page_marks(page, sim_marks(&line))));
        cell(page, &col[1], sim_unit(in, line.type));
        cell(page, &col[2], sim_count_text(in, &line, line.reference));
        spread_cells(page, in, &col[3], &line);
        page_row_end(page);
    }
    page_table_close(page);
}

/* ---- How far the draws of each recipient lie apart ---- */

/* In parts of the amount as it stands. */
static ChartRange range_of(const SimReport *in, const SimLine *line)
{
    ChartRange out = {.name = line->name};
    double today = sim_number(in, line, line->reference);
    for (size_t q = 0; q < N_QUANTILES; q++)
        out.quantile[q] = today > 0
                              ? sim_number(in, line, line->quantile[q])
                                    / today - 1
                              : 0;
    return out;
}

static int wider(const void *a, const void *b)
{
    const ChartRange *x = a, *y = b;
    double left = x->quantile[4] - x->quantile[0];
    double right = y->quantile[4] - y->quantile[0];
    return (left < right) - (left > right);
}

static void draw_fan(Page *page, size_t n, const ChartRange *range)
{
    static const ChartUnit share = {"", false, true},
                           number = {"", false, false};
    double *x = ARENA_ARRAY(page->arena, double, n), *y[FAN_QUANTILES];
    const double *fixed[FAN_QUANTILES];
    for (size_t q = 0; q < FAN_QUANTILES; q++) {
        y[q] = ARENA_ARRAY(page->arena, double, n);
        fixed[q] = y[q];
        for (size_t i = 0; i < n; i++)
            y[q][i] = range[i].quantile[q];
    }
    for (size_t i = 0; i < n; i++)
        x[i] = (double)i + 1;
    chart_fan(&page->chart,
              tr("How far the draws lie from the amounts as they stand"),
              tr("from the most uncertain to the least"), &number,
              tr("off what stands"), &share, n, x, fixed);
}

static void draw_ranges(Page *page, const SimReport *in)
{
    static const ChartUnit share = {"", false, true};
    size_t n = in->sim->n_rows;
    ChartRange *range = ARENA_ARRAY(page->arena, ChartRange, n);
    for (size_t row = 0; row < n; row++) {
        SimLine line = sim_recipient(in, row);
        range[row] = range_of(in, &line);
        if (line.row.n == 0)
            return;
    }
    qsort(range, n, sizeof *range, wider);
    buf_add(page->out, "<div class=\"changes\">\n");
    chart_ranges(&page->chart, tr("Whose amounts are most uncertain"),
                 tr("off what stands"), &share,
                 n < RANGES_MOST ? n : RANGES_MOST, range);
    buf_add(page->out, "</div>\n<div class=\"charts\">\n");
    draw_fan(page, n, range);
    buf_add(page->out, "</div>\n");
}

/* ---- Every recipient ---- */

static void recipient(const Page *page, const SimReport *in,
                      const PageCol *col, size_t row)
{
    SimLine line = sim_recipient(in, row);
    const Simulation *sim = in->sim;
    size_t at = 8;
    page_row(page, NULL);
    cell(page, &col[0], line.code);
    cell(page, &col[1], line.name);
    cell(page, &col[2], sim_count_text(in, &line, line.reference));
    spread_cells(page, in, &col[3], &line);
    if (sim->floor.known)
        cell(page, &col[at++], line.row.n == 0 ? ""
             : sim_chance(in, &line, (double)line.row.at_floor));
    if (sim->ceiling.known)
        cell(page, &col[at], line.row.n == 0 ? ""
             : sim_chance(in, &line, (double)line.row.at_ceiling));
    page_row_end(page);
}

void draws_recipients(Page *page, const SimReport *in)
{
    const Simulation *sim = in->sim;
    PageCol col[10] = {{tr("Code"), NULL, false, NULL},
                       {tr("Name"), NULL, false, NULL},
                       {tr("As it stands"), NULL, true, NULL}, SPREAD_COLS};
    size_t n = 8;
    if (sim->n_rows == 0)
        return;
    if (sim->floor.known)
        col[n++] = (PageCol){tr("At floor"), NULL, true, NULL};
    if (sim->ceiling.known)
        col[n++] = (PageCol){tr("At ceiling"), NULL, true, NULL};
    draw_ranges(page, in);
    page_table_open(page,
                    arena_format(page->arena, "%s, %s",
                                 page_def_title(page, sim->result),
                                 sim_unit(in, &sim->result->type)), n, col);
    for (size_t row = 0; row < sim->n_rows; row++)
        recipient(page, in, col, row);
    page_table_close(page);
}

/* ---- Variants ---- */

void draws_variant_head(const Page *page, const SimReport *in)
{
    const Axes *axes = &in->sim->sweep->axes;
    const PageCol spread[] = {SPREAD_COLS};
    PageCol *col = ARENA_ARRAY(page->arena, PageCol, axes->n + 6);
    size_t n = 0;
    for (; n < axes->n; n++)
        col[n] = (PageCol){page_def_title(page, axes->at[n].def), NULL, true,
                           NULL};
    col[n++] = (PageCol){tr("Figure"), NULL, false, NULL};
    for (size_t i = 0; i < 5; i++)
        col[n++] = spread[i];
    page_table_open(page, tr("Figures of each variant"), n, col);
}

void draws_variant_rows(const Page *page, const SimReport *in)
{
    const Axes *axes = &in->sim->sweep->axes;
    PageCol col[] = {{"", NULL, true, NULL}, {"", NULL, false, NULL},
                     SPREAD_COLS};
    for (size_t i = 0; i < sim_n_figures(in); i++) {
        SimLine line = sim_figure(in, i);
        page_row(page, NULL);
        for (size_t a = 0; a < axes->n; a++)
            cell(page, &col[0], page_amount(page, &axes->at[a].def->type,
                                            sim_varied(in, a)));
        cell(page, &col[1], line.name);
        spread_cells(page, in, &col[2], &line);
        page_row_end(page);
    }
}
