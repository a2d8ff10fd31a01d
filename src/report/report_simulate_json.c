/* report_simulate_json.c - what many draws gave, as JSON. */
#include <string.h>

#include "report/report_int.h"
#include "report/report_simulate_int.h"

static void put_count(const SimReport *in, Json *json, const char *name,
                      const CountForm *form, int64_t count)
{
    json_number(json, name, count_value(in->pool, form, count));
}

void report_simulate_json_decimal(const SimReport *in, Json *json,
                                  const char *name, const char *decimal)
{
    json_number(json, name, rat_read(in->pool, decimal, strlen(decimal)));
}

static void put_chance(const SimReport *in, Json *json, const char *name,
                       const SimLine *line, uint64_t n)
{
    report_simulate_json_decimal(in, json, name,
               arena_format(in->arena, "%.9f",
                            (double)n / (double)line->row.n));
}

static void put_quantiles(const SimReport *in, Json *json,
                          const SimLine *line)
{
    static const char *const name[] = {"0.05", "0.25", "0.5", "0.75", "0.95"};
    json_open(json, "quantiles", '{');
    for (size_t i = 0; i < N_QUANTILES; i++)
        put_count(in, json, name[i], &line->form, line->quantile[i]);
    json_close(json, '}');
}

void report_simulate_json_line(const SimReport *in, Json *json,
                               const SimLine *line)
{
    if (*line->code != '\0')
        json_text(json, "code", line->code);
    json_text(json, "name", line->name);
    json_text(json, "unit", sim_unit(in, line->type));
    report_json_marks(json, "marks", line->value->marks);
    report_json_marks(json, "marks_through_totals", line->value->pooled);
}

static void put_line(const SimReport *in, Json *json, const SimLine *line)
{
    bool amounts = *line->code != '\0';
    json_open(json, NULL, '{');
    report_simulate_json_line(in, json, line);
    json_size(json, "draws", (size_t)line->row.n);
    put_count(in, json, "reference", &line->form, line->reference);
    if (line->row.n > 0) {
        report_simulate_json_decimal(in, json, "mean",
                   sim_decimal(in, &line->form, line->row.mean, 6));
        report_simulate_json_decimal(in, json, "deviation",
                   sim_decimal(in, &line->form, line->row.deviation, 6));
        put_count(in, json, "least", &line->form, line->row.least);
        put_quantiles(in, json, line);
        put_count(in, json, "most", &line->form, line->row.most);
        if (amounts && in->sim->floor.known)
            put_chance(in, json, "at_floor", line, line->row.at_floor);
        if (amounts && in->sim->ceiling.known)
            put_chance(in, json, "at_ceiling", line, line->row.at_ceiling);
        put_chance(in, json, "below_reference", line, line->row.below);
    }
    json_close(json, '}');
}

/* With vary lines an array, of which this is one element. */
Json *report_simulate_json_open(const SimReport *in, Buf *out)
{
    const Sweep *sweep = in->sim->sweep;
    Json *json = json_new(in->arena);
    if (sweep->axes.n > 0)
        buf_add(out, in->variant == 0 ? "[\n" : ",\n");
    json_open(json, NULL, '{');
    json_text(json, "fordela", in->version);
    json_text(json, "scenario", sweep->program->scenario_name);
    json_text(json, "title", sweep->program->scenario_title);
    report_json_inputs(json, in->sources);
    json_open(json, "varied", '{');
    for (size_t i = 0; i < sweep->axes.n; i++)
        json_number(json, sweep->axes.at[i].def->name, sim_varied(in, i));
    json_close(json, '}');
    json_open(json, "drawn", '[');
    for (size_t i = 0; i < sweep->n_drawings; i++)
        json_text(json, NULL,
                  report_place_text(in->arena,
                                    sweep->drawing[i].draw->place));
    json_close(json, ']');
    json_size(json, "seed", (size_t)sweep->seed);
    return json;
}

void report_simulate_json_close(const SimReport *in, Json *json, Buf *out)
{
    const Axes *axes = &in->sim->sweep->axes;
    json_close(json, '}');
    json_end(json, out);
    if (axes->n > 0 && in->variant + 1 == axes->variants)
        buf_add(out, "]\n");
}

static void put_counts(const SimReport *in, Json *json)
{
    const SimCounts *c = sim_part_counts(in->part);
    const Plan *plan = in->sim->sweep->plan;
    json_size(json, "draws", (size_t)c->rows);
    json_size(json, "infeasible", (size_t)c->infeasible);
    json_open(json, "reasons", '[');
    for (size_t i = 0; i <= plan->n_reasons; i++) {
        if (c->why[i] == 0)
            continue;
        json_open(json, NULL, '{');
        json_text(json, "reason", i < plan->n_reasons ? plan->reason[i]
                                                      : NULL);
        json_size(json, "draws", (size_t)c->why[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_size(json, "became_zero", (size_t)c->cut);
}

void report_simulate_json(const SimReport *in, Buf *out)
{
    Json *json = report_simulate_json_open(in, out);
    put_counts(in, json);
    json_open(json, "figures", '[');
    for (size_t i = 0; i < sim_n_figures(in); i++) {
        SimLine line = sim_figure(in, i);
        put_line(in, json, &line);
    }
    json_close(json, ']');
    json_text(json, "result",
              in->sim->result == NULL ? NULL : in->sim->result->name);
    json_open(json, "recipients", '[');
    for (size_t row = 0; row < in->sim->n_rows; row++) {
        SimLine line = sim_recipient(in, row);
        put_line(in, json, &line);
    }
    json_close(json, ']');
    report_simulate_json_close(in, json, out);
}
