/* page_simulate.c - what many draws gave, as a page.
 *
 * With one variant every recipient is shown; with several, figures over what
 * varies.
 */
#include "report/page_simulate_int.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

PageDraws *page_draws_new(Arena *arena)
{
    PageDraws *draws = ARENA_NEW(arena, PageDraws);
    draws->arena = arena;
    buf_add(&draws->body, "");
    return draws;
}

void page_draws_free(PageDraws *draws)
{
    if (draws != NULL)
        buf_free(&draws->body);
}

double sim_number(const SimReport *in, const SimLine *line, int64_t count)
{
    return rat_to_double(count_value(in->pool, &line->form, count));
}

static Page page_of(const SimReport *in, Arena *arena, Buf *out)
{
    return page_begin(arena, in->pool, in->reference->program, in->reference,
                      out);
}

/* ---- Each variant ---- */

static DrawsVariant keep_variant(PageDraws *draws, const SimReport *in)
{
    size_t n = sim_n_figures(in);
    const SimCounts *counts = sim_part_counts(in->part);
    DrawsVariant out = {.infeasible = counts->infeasible,
                        .rows = counts->rows, .cut = counts->cut};
    out.quantile = ARENA_ARRAY(draws->arena, double, n * N_QUANTILES + 1);
    for (size_t i = 0; i < n; i++) {
        SimLine line = sim_figure(in, i);
        for (size_t q = 0; q < N_QUANTILES; q++)
            out.quantile[i * N_QUANTILES + q] =
                line.row.n == 0 ? NAN : sim_number(in, &line,
                                                   line.quantile[q]);
    }
    if (in->sim->sweep->axes.n > 0)
        out.x = rat_to_double(sim_varied(in, 0));
    return out;
}

void page_draws_add(PageDraws *draws, const SimReport *in)
{
    Page page = page_of(in, in->arena, &draws->body);
    page.chart.number = draws->figures;
    *VEC_ADD(draws->arena, &draws->variant) = keep_variant(draws, in);
    if (in->sim->sweep->axes.variants == 1) {
        draws_figures(&page, in);
        draws_recipients(&page, in);
    } else {
        draws_variant_rows(&page, in);
    }
    draws->figures = page.chart.number;
}

/* ---- Words ---- */

static void say_lead(const Page *page, const PageDraws *draws,
                     const SimReport *in)
{
    const DrawsVariant *first = &draws->variant.at[0];
    const char *rows = html_strong(page->arena, sim_grouped(in, first->rows));
    buf_addf(page->out, "<p class=\"lead\">%s</p>\n",
             draws->variant.n == 1
                 ? html_say(page->arena,
                            tr("%s draws of what is uncertain, each computed "
                               "exactly and rounded so that it adds up."),
                            rows)
                 : html_say(page->arena,
                            tr("%s draws of what is uncertain for each of "
                               "%s variants, each computed exactly and "
                               "rounded so that it adds up."),
                            rows,
                            html_strong(page->arena,
                                        page_count(page,
                                                   draws->variant.n))));
}

static void say_drawn(const Page *page, const SimReport *in)
{
    const Sweep *sweep = in->sim->sweep;
    buf_add(page->out, "<ul class=\"steps\">\n");
    for (size_t i = 0; i < sweep->n_drawings; i++) {
        const Draw *draw = sweep->drawing[i].draw;
        buf_addf(page->out, "<li>%s: %s</li>\n",
                 html_quoted(page->arena, page_def_title(page, draw->def)),
                 html_code(page->arena,
                           report_place_text(page->arena, draw->place)));
    }
    buf_addf(page->out, "<li>%s</li></ul>\n",
             html_say(page->arena,
                      tr("Seed %s: the same seed gives the same draws."),
                      html_code(page->arena,
                                arena_format(page->arena, "%" PRIu64,
                                             sweep->seed))));
}

static void say_left_out(const Page *page, const PageDraws *draws,
                         const SimReport *in)
{
    uint64_t infeasible = 0, cut = 0;
    for (size_t i = 0; i < draws->variant.n; i++) {
        infeasible += draws->variant.at[i].infeasible;
        cut += draws->variant.at[i].cut;
    }
    if (infeasible > 0)
        page_paragraph(page, html_say(page->arena,
            tr("%s draws cannot be computed, and are left out."),
            html_strong(page->arena, sim_grouped(in, infeasible))));
    if (cut > 0)
        page_paragraph(page, html_say(page->arena,
            tr("%s drawn values were negative and became 0."),
            html_strong(page->arena, sim_grouped(in, cut))));
}

static void say_statistics(const Page *page)
{
    page_paragraph(page, html_plain(page->arena,
        tr("Percentiles are within 0.05 %. Means and deviations are "
           "statistics, in floating point. \"Less\" is the share of draws "
           "that give less than the scenario as it stands.")));
}

/* ---- Fans over what varies ---- */

static void add_fan(Page *page, const PageDraws *draws, const SimReport *in,
                    size_t figure)
{
    const Axes *axes = &in->sim->sweep->axes;
    SimLine line = sim_figure_head(in, figure);
    size_t n = draws->variant.n;
    double *x = ARENA_ARRAY(page->arena, double, n);
    double *y[FAN_QUANTILES];
    const double *fixed[FAN_QUANTILES];
    for (size_t q = 0; q < FAN_QUANTILES; q++) {
        y[q] = ARENA_ARRAY(page->arena, double, n);
        fixed[q] = y[q];
        for (size_t i = 0; i < n; i++)
            y[q][i] = draws->variant.at[i].quantile[figure * N_QUANTILES
                                                    + q];
    }
    for (size_t i = 0; i < n; i++)
        x[i] = axes->n == 1 ? draws->variant.at[i].x : (double)i;
    ChartUnit x_unit = {"", false, false};
    if (axes->n == 1)
        x_unit = page_chart_unit(page, &axes->at[0].def->type);
    ChartUnit y_unit = page_chart_unit(page, line.type);
    chart_fan(&page->chart, line.name,
              axes->n == 1 ? page_def_title(page, axes->at[0].def)
                           : tr("variant"),
              &x_unit, line.name, &y_unit, n, x, fixed);
}

static void add_fans(Page *page, const PageDraws *draws, const SimReport *in)
{
    if (draws->variant.n < 2)
        return;
    buf_add(page->out, "<div class=\"charts\">\n");
    for (size_t i = 0; i < sim_n_figures(in); i++)
        add_fan(page, draws, in, i);
    buf_add(page->out, "</div>\n");
}

/* ---- The page ---- */

static const char *title_of(const Program *program)
{
    return program->scenario_title != NULL ? program->scenario_title
                                           : program->scenario_name;
}

void page_draws_end(PageDraws *draws, const SimReport *in,
                    const char *command, Buf *out)
{
    static const char *const contents[] = {
        "draws", N_("What is uncertain"), "sources", N_("Sources"), "files",
        N_("Files"), NULL};
    Page page = page_of(in, draws->arena, out);
    PageFrame frame = {command, in->version, in->sources, NULL};
    page.chart.number = draws->figures;
    page_open(&page, tr("Simulation"), title_of(page.program),
              page.program->title);
    page_contents(&page, contents);
    page_mark_banner(&page);
    page_section(&page, "draws", tr("What is uncertain"));
    say_lead(&page, draws, in);
    say_drawn(&page, in);
    say_left_out(&page, draws, in);
    add_fans(&page, draws, in);
    if (draws->variant.n > 1)
        draws_variant_head(&page, in);
    buf_add_n(out, draws->body.at, draws->body.n);
    if (draws->variant.n > 1)
        page_table_close(&page);
    say_statistics(&page);
    page_section_end(&page);
    page_section(&page, "sources", tr("Sources"));
    page_inputs(&page, tr("Parameters and data"));
    page_section_end(&page);
    page_close(&page, &frame);
}
