/* report_marginal_json.c - one more in each recipient, as JSON. */
#include "report/report_marginal.h"

static void put_scenario(MarginalReport *in, Json *json)
{
    const Program *program = in->marginal->result->program;
    json_open(json, "scenario", '{');
    json_text(json, "name", program->scenario_name);
    json_text(json, "title", program->scenario_title);
    json_text(json, "file", program->scenario->source->path);
    json_close(json, '}');
    report_json_inputs(json, in->sources);
}

static const char *unit(MarginalReport *in, const Def *def)
{
    return report_unit(in->arena, in->marginal->result->program, &def->type);
}

static void put_recipients(MarginalReport *in, Json *json)
{
    const Marginal *m = in->marginal;
    const Column *column = result_column(m->result, m->def);
    json_open(json, "recipients", '[');
    for (size_t i = 0; i < m->n; i++) {
        json_open(json, NULL, '{');
        json_text(json, "code", m->table->code[i]);
        json_text(json, "name", m->table->label[i]);
        json_number(json, "before", m->before.amount[i]);
        json_fraction(json, "exact_before", m->before.exact[i]);
        report_json_marks(json, "marks", column->at[i].marks);
        report_json_marks(json, "marks_through_totals", column->at[i].pooled);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void begin(MarginalReport *in)
{
    const Marginal *m = in->marginal;
    Json *json = in->json = json_new(in->arena);
    json_open(json, NULL, '{');
    json_text(json, "fordela", in->version);
    put_scenario(in, json);
    json_text(json, "data", m->data->name);
    json_text(json, "data_unit", unit(in, m->data));
    json_number(json, "more", m->step);
    json_text(json, "result", m->def->name);
    json_text(json, "unit", unit(in, m->def));
    json_flag(json, "rounded", m->rounded);
    put_recipients(in, json);
    json_open(json, "rows", '[');
}

static void put_changes(MarginalReport *in, const MarginalRow *row)
{
    Json *json = in->json;
    json_number(json, "own_change", row->change[row->of]);
    json_number(json, "others_change", row->others);
    json_number(json, "sum_of_changes", row->sum);
    json_fraction(json, "exact_own_change", row->exact_change[row->of]);
    json_fraction(json, "exact_others_change", row->exact_others);
    json_fraction(json, "exact_sum_of_changes", row->exact_sum);
    json_open(json, "change", '[');
    for (size_t i = 0; i < in->marginal->n; i++)
        json_number(json, NULL, row->change[i]);
    json_close(json, ']');
    json_open(json, "exact_change", '[');
    for (size_t i = 0; i < in->marginal->n; i++)
        json_fraction(json, NULL, row->exact_change[i]);
    json_close(json, ']');
}

static void put_row(MarginalReport *in, const MarginalRow *row, Arena *arena,
                    RatPool *pool)
{
    const Table *table = in->marginal->table;
    (void)arena;
    (void)pool;
    json_open(in->json, NULL, '{');
    json_text(in->json, "of", table->code[row->of]);
    json_number(in->json, "input_before", row->input);
    json_number(in->json, "input_after", row->input_after);
    json_text(in->json, "cannot_be_computed", row->why);
    if (row->why == NULL)
        put_changes(in, row);
    json_close(in->json, '}');
}

static void end(MarginalReport *in)
{
    json_close(in->json, ']');
    json_close(in->json, '}');
    json_end(in->json, in->out);
}

const MarginalForm marginal_json = {begin, put_row, end};
