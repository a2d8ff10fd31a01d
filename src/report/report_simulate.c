/* report_simulate.c - what many draws gave, as text and CSV. */
#include "report/report_simulate.h"

#include <inttypes.h>

#include "report/csv_names.h"
#include "report/report_simulate_int.h"
#include "report/report_sweep.h"
#include "table/csv.h"

/* ---- Lines ---- */

static void set_quantiles(const Tally *tally, size_t row, SimLine *line)
{
    static const uint64_t part[N_QUANTILES] = {5, 25, 50, 75, 95};
    line->row = tally_row(tally, row);
    for (size_t i = 0; line->row.n > 0 && i < N_QUANTILES; i++) {
        TallyQuantile q = tally_quantile(tally, row, part[i], 100);
        line->quantile[i] = q.least + (q.most - q.least) / 2;
    }
}

static CountForm form_of(const SimReport *in, const Output *output,
                         int64_t scale)
{
    return count_form(rat_mul(in->pool, output->unit,
                              rat_int(in->pool, scale)), false);
}

size_t sim_n_figures(const SimReport *in)
{
    return in->sim->sweep->n_figures;
}

SimLine sim_figure_head(const SimReport *in, size_t i)
{
    const Sweep *sweep = in->sim->sweep;
    const Report *report = &sweep->program->report[i];
    return (SimLine){.what = "figure", .code = "",
                     .name = report_figure_title(in->arena, report),
                     .type = &report->expr->type,
                     .value = in->reference->column[report->expr->id].at,
                     .form = form_of(in, &sweep->plan->output[i],
                                     in->sim->figure_scale[i]),
                     .reference = in->sim->figure_reference[i]};
}

SimLine sim_figure(const SimReport *in, size_t i)
{
    SimLine line = sim_figure_head(in, i);
    set_quantiles(sim_part_figures(in->part), i, &line);
    return line;
}

SimLine sim_recipient(const SimReport *in, size_t row)
{
    const Sweep *sweep = in->sim->sweep;
    const Def *def = in->sim->result;
    const Table *table = sweep->data->table[def->table];
    SimLine line = {.what = def->name, .code = table->code[row],
                    .name = table->label[row], .type = &def->type,
                    .value = &result_column(in->reference, def)->at[row],
                    .form = form_of(in, &sweep->plan->output[in->sim->amount],
                                    in->sim->scale),
                    .reference = in->sim->reference[row]};
    set_quantiles(sim_part_amounts(in->part), row, &line);
    return line;
}

unsigned sim_marks(const SimLine *line)
{
    return (unsigned)line->value->marks | line->value->pooled;
}

const char *sim_unit(const SimReport *in, const Type *type)
{
    return report_unit(in->arena, in->sim->sweep->program, type);
}

const char *sim_decimal(const SimReport *in, const CountForm *form,
                        double value, int places)
{
    return arena_format(in->arena, "%.*f", places,
                        value * rat_to_double(form->unit));
}

const Rat *sim_varied(const SimReport *in, size_t axis)
{
    const Axes *axes = &in->sim->sweep->axes;
    uint64_t left = in->variant;
    for (size_t i = axes->n; --i > axis;)
        left /= axes->at[i].n;
    const Axis *a = &axes->at[axis];
    return rat_ratio(in->pool, axis_value(a, left % a->n), a->den);
}

/* ---- CSV ---- */

void sim_csv_head(const SimReport *in, const char *const *column, size_t n,
                  Buf *out)
{
    const Axes *axes = &in->sim->sweep->axes;
    CsvNames names = csv_names_new(in->arena, column, n);
    for (size_t i = 0; i < axes->n; i++)
        csv_put(out, csv_names_own(&names, axes->at[i].def->name), i == 0);
    for (size_t i = 0; i < n; i++)
        csv_put(out, column[i], axes->n + i == 0);
    buf_add_char(out, '\n');
}

void report_simulate_csv_head(const SimReport *in, Buf *out)
{
    static const char *const column[] = {
        "result", "code", "name", "unit", "marks", "draws", "reference",
        "mean", "deviation", "least", "quantile_05", "quantile_25", "median",
        "quantile_75", "quantile_95", "most", "at_floor", "at_ceiling",
        "below_reference"};
    sim_csv_head(in, column, sizeof column / sizeof *column, out);
}

static void csv_count(const SimLine *line, int64_t count, Buf *out)
{
    buf_add_char(out, ',');
    count_add(&line->form, count, out);
}

/* The share of the draws, or nothing where there is no such limit. */
static void csv_chance(const SimLine *line, bool known, uint64_t n, Buf *out)
{
    buf_add_char(out, ',');
    if (known && line->row.n > 0)
        buf_addf(out, "%.9f", (double)n / (double)line->row.n);
}

void report_simulate_varied_csv(const SimReport *in, Buf *out)
{
    for (size_t i = 0; i < in->sim->sweep->axes.n; i++) {
        report_plain(in->arena, sim_varied(in, i), out);
        buf_add_char(out, ',');
    }
}

static void csv_line(const SimReport *in, const SimLine *line, Buf *out)
{
    bool amounts = *line->code != '\0';
    report_simulate_varied_csv(in, out);
    csv_put(out, line->what, true);
    csv_put(out, line->code, false);
    csv_put(out, line->name, false);
    csv_put(out, sim_unit(in, line->type), false);
    csv_put(out, report_marks(sim_marks(line)), false);
    buf_addf(out, ",%" PRIu64, line->row.n);
    csv_count(line, line->reference, out);
    if (line->row.n == 0) {
        buf_add(out, ",,,,,,,,,,,,\n");
        return;
    }
    buf_addf(out, ",%s", sim_decimal(in, &line->form, line->row.mean, 6));
    buf_addf(out, ",%s", sim_decimal(in, &line->form, line->row.deviation,
                                     6));
    csv_count(line, line->row.least, out);
    for (size_t i = 0; i < N_QUANTILES; i++)
        csv_count(line, line->quantile[i], out);
    csv_count(line, line->row.most, out);
    csv_chance(line, amounts && in->sim->floor.known, line->row.at_floor,
               out);
    csv_chance(line, amounts && in->sim->ceiling.known, line->row.at_ceiling,
               out);
    csv_chance(line, true, line->row.below, out);
    buf_add_char(out, '\n');
}

void report_simulate_csv(const SimReport *in, Buf *out)
{
    for (size_t i = 0; i < sim_n_figures(in); i++) {
        SimLine line = sim_figure(in, i);
        csv_line(in, &line, out);
    }
    for (size_t row = 0; row < in->sim->n_rows; row++) {
        SimLine line = sim_recipient(in, row);
        csv_line(in, &line, out);
    }
}
