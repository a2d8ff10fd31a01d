/* report_simulate_sobol.c - Sobol's indices as text, CSV and JSON. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/tr.h"
#include "report/report_simulate_int.h"
#include "report/report_sweep.h"
#include "table/csv.h"

/* Of one figure. */
typedef struct FigureIndices {
    SimLine line;
    bool known;             /* it varies, and every row could be computed */
    const char *mean, *deviation;
    SobolIndex index[SOBOL_FACTORS_MAX];
} FigureIndices;

static FigureIndices indices_of(const SimReport *in, size_t i)
{
    const Sensitivity *s = in->sensitivity;
    FigureIndices out = {.line = sim_figure_head(in, i)};
    double mean, variance;
    out.known = sobol_indices(&s->sums[i], &mean, &variance, out.index)
                && s->counts.infeasible == 0;
    out.mean = sim_decimal(in, &out.line.form, mean, 6);
    out.deviation = sim_decimal(in, &out.line.form, sqrt(variance), 6);
    return out;
}

static const char *line_name(const SimReport *in, size_t line)
{
    return in->sim->sweep->drawing[line].draw->def->name;
}

/* ---- Text ---- */

/* Nothing below half a thousandth has a sign. */
static const char *share(const SimReport *in, const FigureIndices *f,
                         double index)
{
    return f->known ? tr_decimal(arena_format(in->arena, "%.3f",
                                              fabs(index) < 0.0005 ? 0
                                                                   : index))
                    : "-";
}

static Grid *indices_grid(const SimReport *in, bool *unknown)
{
    static const char *const head[] = {N_("figure"), N_("draw line"),
                                       N_("first order"),
                                       N_("total")};
    size_t n = sim_n_figures(in), k = in->sensitivity->factors;
    Grid *grid = grid_new(in->arena, 4, n * k, 1);
    for (size_t i = 0; i < 4; i++)
        grid->col[i] = (GridCol){{tr(head[i]), NULL, NULL}, i >= 2};
    for (size_t i = 0; i < n; i++) {
        FigureIndices f = indices_of(in, i);
        *unknown = *unknown || !f.known;
        grid_set(grid, i * k, 0, f.line.name);
        for (size_t line = 0; line < k; line++) {
            size_t row = i * k + line;
            grid_set(grid, row, 1, line_name(in, line));
            grid_set(grid, row, 2, share(in, &f, f.index[line].first));
            grid_set(grid, row, 3, share(in, &f, f.index[line].total));
        }
    }
    return grid;
}

void report_sobol_text(const SimReport *in, Buf *out)
{
    const Sensitivity *s = in->sensitivity;
    bool unknown = false;
    Grid *grid = indices_grid(in, &unknown);
    report_simulate_heading(in, out);
    buf_addf(out, trn("%s point of Sobol's sequence, %zu draws, seed %"
                      PRIu64 "\n",
                      "%s points of Sobol's sequence, %zu draws each, seed %"
                      PRIu64 "\n", s->points), sim_grouped(in, s->points),
             SOBOL_VALUES(s->factors), s->whole->seed);
    report_simulate_drawn(in, out);
    report_simulate_cut(in, s->counts.cut, out);
    if (s->counts.infeasible > 0)
        buf_addf(out, tr("%s draws cannot be computed: no indices\n"),
                 sim_grouped(in, s->counts.infeasible));
    buf_add_char(out, '\n');
    grid_print(grid, 0, in->width, out);
    report_simulate_marks(in, out);
    buf_add(out, tr("\nfirst order: the share of the figure's variance that "
                    "the draw line brings\nby itself; total: with what it "
                    "brings together with others. Estimates.\n"));
    if (unknown && s->counts.infeasible == 0)
        buf_add(out, tr("-: the figure does not vary.\n"));
}

/* ---- CSV ---- */

void report_sobol_csv(const SimReport *in, Buf *out)
{
    static const char *const column[] = {
        "figure", "unit", "marks", "draw", "points", "mean", "deviation",
        "first", "total"};
    if (in->variant == 0)
        sim_csv_head(in, column, sizeof column / sizeof *column, out);
    for (size_t i = 0; i < in->sim->sweep->n_figures; i++) {
        FigureIndices f = indices_of(in, i);
        for (size_t line = 0; line < in->sensitivity->factors; line++) {
            report_simulate_varied_csv(in, out);
            csv_put(out, f.line.name, true);
            csv_put(out, sim_unit(in, f.line.type), false);
            csv_put(out, report_marks(sim_marks(&f.line)), false);
            csv_put(out, line_name(in, line), false);
            buf_addf(out, ",%" PRIu64, in->sensitivity->points);
            if (f.known)
                buf_addf(out, ",%s,%s,%.6f,%.6f\n", f.mean, f.deviation,
                         f.index[line].first, f.index[line].total);
            else
                buf_add(out, ",,,,\n");
        }
    }
}

/* ---- JSON ---- */

static void put_figure(const SimReport *in, Json *json, size_t i)
{
    FigureIndices f = indices_of(in, i);
    json_open(json, NULL, '{');
    report_simulate_json_line(in, json, &f.line);
    if (f.known) {
        report_simulate_json_decimal(in, json, "mean", f.mean);
        report_simulate_json_decimal(in, json, "deviation", f.deviation);
        json_open(json, "draws", '[');
        for (size_t line = 0; line < in->sensitivity->factors; line++) {
            json_open(json, NULL, '{');
            json_text(json, "name", line_name(in, line));
            report_simulate_json_decimal(in, json, "first",
                        arena_format(in->arena, "%.6f",
                                     f.index[line].first));
            report_simulate_json_decimal(in, json, "total",
                        arena_format(in->arena, "%.6f",
                                     f.index[line].total));
            json_close(json, '}');
        }
        json_close(json, ']');
    }
    json_close(json, '}');
}

void report_sobol_json(const SimReport *in, Buf *out)
{
    Json *json = report_simulate_json_open(in, out);
    json_size(json, "points", (size_t)in->sensitivity->points);
    const SobolCounts *counts = &in->sensitivity->counts;
    json_size(json, "infeasible", (size_t)counts->infeasible);
    json_size(json, "became_zero", (size_t)counts->cut);
    json_open(json, "figures", '[');
    for (size_t i = 0; i < in->sim->sweep->n_figures; i++)
        put_figure(in, json, i);
    json_close(json, ']');
    report_simulate_json_close(in, json, out);
}
