/* report_simulate_sobol.c - Sobol's indices as text, CSV and JSON. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "report/report_simulate_int.h"
#include "report/report_sweep.h"
#include "table/csv.h"

/* Of one figure. */
typedef struct FigureIndices {
    const char *title;
    bool known;             /* it varies, and every row could be computed */
    const char *mean, *deviation;
    SobolIndex index[SOBOL_FACTORS_MAX];
} FigureIndices;

static FigureIndices indices_of(const SimReport *in, size_t i)
{
    const Sweep *sweep = in->sim->sweep;
    const Sensitivity *s = in->sensitivity;
    FigureIndices out = {
        .title = report_figure_title(in->arena, &sweep->program->report[i])};
    CountForm form = count_form(sweep->plan->output[i].unit, false);
    double mean, variance;
    out.known = sobol_indices(&s->sums[i], &mean, &variance, out.index)
                && s->infeasible == 0;
    out.mean = sim_decimal(in, &form, mean, 6);
    out.deviation = sim_decimal(in, &form, sqrt(variance), 6);
    return out;
}

static const char *line_name(const SimReport *in, size_t line)
{
    return in->sim->sweep->drawing[line].draw->def->name;
}

/* ---- Text ---- */

static const char *share(const SimReport *in, const FigureIndices *f,
                         double index)
{
    return f->known ? arena_format(in->arena, "%.3f", index) : "-";
}

void report_sobol_text(const SimReport *in, Buf *out)
{
    const Sweep *sweep = in->sim->sweep;
    const Sensitivity *s = in->sensitivity;
    size_t k = s->factors;
    Grid *grid = grid_new(in->arena, 4, sweep->n_figures * k, 1);
    static const char *const head[] = {"figure", "draw line", "first order",
                                       "total"};
    for (size_t i = 0; i < 4; i++)
        grid->col[i] = (GridCol){{head[i], NULL, NULL}, i >= 2};
    for (size_t i = 0; i < sweep->n_figures; i++) {
        FigureIndices f = indices_of(in, i);
        for (size_t line = 0; line < k; line++) {
            size_t row = i * k + line;
            if (line == 0)
                grid_set(grid, row, 0, report_clean(in->arena, f.title));
            grid_set(grid, row, 1, line_name(in, line));
            grid_set(grid, row, 2, share(in, &f, f.index[line].first));
            grid_set(grid, row, 3, share(in, &f, f.index[line].total));
        }
    }
    report_simulate_heading(in, out);
    buf_addf(out, "%" PRIu64 " points of Sobol's sequence, %zu draws each, "
                  "seed %" PRIu64 "\n", s->points, SOBOL_VALUES(k),
             sweep->seed);
    if (s->infeasible > 0)
        buf_addf(out, "%" PRIu64 " draws cannot be computed: no indices\n",
                 s->infeasible);
    buf_add_char(out, '\n');
    grid_print(grid, 0, in->width, out);
    buf_add(out, "\nfirst order: the share of the figure's variance that the "
                 "draw line brings\nby itself; total: with what it brings "
                 "together with others. Estimates.\n");
}

/* ---- CSV ---- */

void report_sobol_csv(const SimReport *in, Buf *out)
{
    const Sweep *sweep = in->sim->sweep;
    if (in->variant == 0) {
        for (size_t i = 0; i < sweep->axes.n; i++) {
            csv_put(out, sweep->axes.at[i].def->name, true);
            buf_add_char(out, ',');
        }
        buf_add(out, "figure,draw,points,mean,deviation,first,total\n");
    }
    for (size_t i = 0; i < sweep->n_figures; i++) {
        FigureIndices f = indices_of(in, i);
        for (size_t line = 0; line < in->sensitivity->factors; line++) {
            report_simulate_varied_csv(in, out);
            csv_put(out, f.title, true);
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

static void put_decimal(const SimReport *in, Json *json, const char *name,
                        const char *decimal)
{
    json_number(json, name, rat_read(in->pool, decimal, strlen(decimal)));
}

static void put_figure(const SimReport *in, Json *json, size_t i)
{
    FigureIndices f = indices_of(in, i);
    json_open(json, NULL, '{');
    json_text(json, "name", f.title);
    if (f.known) {
        put_decimal(in, json, "mean", f.mean);
        put_decimal(in, json, "deviation", f.deviation);
        json_open(json, "draws", '[');
        for (size_t line = 0; line < in->sensitivity->factors; line++) {
            json_open(json, NULL, '{');
            json_text(json, "name", line_name(in, line));
            put_decimal(in, json, "first",
                        arena_format(in->arena, "%.6f",
                                     f.index[line].first));
            put_decimal(in, json, "total",
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
    Json *json = json_new(in->arena);
    json_open(json, NULL, '{');
    report_simulate_json_head(in, json);
    json_size(json, "points", (size_t)in->sensitivity->points);
    json_size(json, "infeasible", (size_t)in->sensitivity->infeasible);
    json_open(json, "figures", '[');
    for (size_t i = 0; i < in->sim->sweep->n_figures; i++)
        put_figure(in, json, i);
    json_close(json, ']');
    json_close(json, '}');
    json_end(json, out);
}
