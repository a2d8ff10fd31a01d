/* report_json.c - a run as JSON: everything, with units, marks and hashes.
 *
 * Amounts are in base units. A number stands as a JSON number with all its
 * decimals when there are at most 15; `exact` beside it is the fraction.
 */
#include "report/report_int.h"

#include "money/decimal.h"
#include "report/json.h"

typedef struct Writer {
    const ReportIn *in;
    const Result *result;
    const Program *program;
    Json *json;
} Writer;

const char *report_date(Arena *arena, bool has, Date date)
{
    char text[11];
    if (!has)
        return NULL;
    date_write(date, text);
    return arena_string(arena, text);
}

void report_json_marks(Json *json, const char *name, unsigned marks)
{
    json_open(json, name, '[');
    if ((marks & MARK_ESTIMATED) != 0)
        json_text(json, NULL, "estimated");
    if ((marks & MARK_CALIBRATED) != 0)
        json_text(json, NULL, "calibrated");
    json_close(json, ']');
}

static const char *mark_text(Mark mark)
{
    return mark == MARK_NONE ? NULL : report_marks(mark);
}

static void write_value(const Writer *w, const char *name, const Type *type,
                        const Value *value)
{
    switch (type->kind) {
    case TYPE_NUMBER:
        if (value->num == NULL) {
            json_text(w->json, name, NULL);
            break;
        }
        json_number(w->json, name, value->num);
        if (!rat_is_whole(value->num))
            json_fraction(w->json, "exact", value->num);
        break;
    case TYPE_FLAG:
        json_flag(w->json, name, value->flag);
        break;
    case TYPE_TEXT:
        json_text(w->json, name, value->text);
        break;
    case TYPE_DATE:
        json_text(w->json, name, report_date(w->in->arena, true, value->date));
        break;
    }
}

static void write_def_head(const Writer *w, const Def *def)
{
    json_open(w->json, NULL, '{');
    json_text(w->json, "name", def->name);
    json_text(w->json, "title", def->title);
    json_text(w->json, "unit", report_unit(w->in->arena, w->program,
                                           &def->type));
}

static const char *table_name(const Writer *w, int table)
{
    return table < 0 ? NULL : w->program->table[table].name;
}

/* ---- What it is, and what went in ---- */

static void write_head(const Writer *w)
{
    const Program *p = w->program;
    Json *json = w->json;
    json_text(json, "fordela", w->in->version);
    json_open(json, "scenario", '{');
    json_text(json, "name", p->scenario_name);
    json_text(json, "title", p->scenario_title);
    json_text(json, "file",
              p->scenario == NULL ? NULL : p->scenario->source->path);
    json_close(json, '}');
    json_open(json, "formula", '{');
    json_text(json, "name", p->name);
    json_text(json, "title", p->title);
    json_text(json, "file", p->formula->source->path);
    json_close(json, '}');
    json_text(json, "date", report_date(w->in->arena, p->has_date, p->date));
    json_open(json, "sources", '[');
    for (size_t i = 0; i < p->n_sources; i++)
        json_text(json, NULL, p->source[i]);
    json_close(json, ']');
}

void report_json_inputs(Json *json, const SourceList *sources)
{
    json_open(json, "inputs", '[');
    for (size_t i = 0; i < sources->n; i++) {
        json_open(json, NULL, '{');
        json_text(json, "file", sources->at[i]->path);
        json_text(json, "sha256", sources->at[i]->sha256);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_parameters(const Writer *w)
{
    json_open(w->json, "parameters", '[');
    for (size_t i = 0; i < w->program->n_defs; i++) {
        const Def *def = w->program->def[i];
        if (def->kind != DEF_PARAM)
            continue;
        const Column *column = result_column(w->result, def);
        write_def_head(w, def);
        if (column == NULL || column->at == NULL
            || column->at->undefined != NULL)
            json_text(w->json, "value", NULL);
        else
            write_value(w, "value", &def->type, column->at);
        json_text(w->json, "mark", mark_text(def->mark));
        json_text(w->json, "source", def->source);
        json_text(w->json, "dated", report_date(w->in->arena, def->has_dated,
                                                def->dated));
        json_flag(w->json, "changed", def->changed);
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

static void write_origins(const Writer *w, const DataColumn *column)
{
    json_open(w->json, "origins", '[');
    for (size_t i = 0; column != NULL && i < column->n_origins; i++) {
        const Origin *origin = &column->origin[i];
        json_open(w->json, NULL, '{');
        json_text(w->json, "file", origin->file);
        json_text(w->json, "column", origin->column);
        json_text(w->json, "source", origin->source);
        json_text(w->json, "dated", report_date(w->in->arena, origin->has_date,
                                                origin->dated));
        json_text(w->json, "mark", mark_text(origin->mark));
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

static void write_data(const Writer *w)
{
    json_open(w->json, "data", '[');
    for (size_t i = 0; i < w->program->n_defs; i++) {
        const Def *def = w->program->def[i];
        if (def->kind != DEF_DATA)
            continue;
        write_def_head(w, def);
        json_text(w->json, "table", table_name(w, def->table));
        write_origins(w, w->result->data->column[def->id]);
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

/* ---- What came out ---- */

/* A sum is a fraction where a decimal cannot hold it; null where it means
 * nothing, or has too many digits. */
static void write_sum(const Writer *w, const char *name, const char *exact,
                      const Rat *num)
{
    if (num == NULL) {
        json_text(w->json, name, NULL);
        return;
    }
    json_number(w->json, name, num);
    if (rat_places(num, DECIMAL_PLACES) < 0)
        json_fraction(w->json, exact, num);
}

/* Without `exact` for what is whole, and without it before rounding unless
 * the result has a rounding of its own. */
static void write_amount(const Writer *w, const Def *def, size_t row)
{
    const Value *value = &result_column(w->result, def)->at[row];
    write_value(w, "amount", &def->type, value);
    if (def->exact != NULL) {
        const Column *before = &w->result->column[def->exact->id];
        if (before->at != NULL && before->at[row].num != NULL)
            json_fraction(w->json, "before_rounding", before->at[row].num);
    }
    report_json_marks(w->json, "marks", value->marks);
    report_json_marks(w->json, "marks_through_totals", value->pooled);
}

static void write_result(const Writer *w, const Def *def)
{
    const Table *table = w->result->data->table[def->table];
    write_def_head(w, def);
    json_text(w->json, "table", table_name(w, def->table));
    if (def->type.kind == TYPE_NUMBER) {
        Totals totals = {NULL, NULL, NULL};
        if (report_has_sum(def))
            totals = report_totals(w->in->pool, w->result, def);
        write_sum(w, "sum", "sum_exact", totals.sum);
        write_sum(w, "budget", "budget_exact", totals.budget);
        write_sum(w, "difference", "difference_exact", totals.difference);
    }
    json_open(w->json, "rows", '[');
    for (size_t row = 0; row < table->n; row++) {
        json_open(w->json, NULL, '{');
        json_text(w->json, "code", table->code[row]);
        json_text(w->json, "name", table->label[row]);
        write_amount(w, def, row);
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
    json_close(w->json, '}');
}

static void write_results(const Writer *w)
{
    json_open(w->json, "results", '[');
    for (size_t i = 0; i < w->program->n_defs; i++) {
        const Def *def = w->program->def[i];
        if (def->kind == DEF_RESULT && def->table >= 0)
            write_result(w, def);
    }
    json_close(w->json, ']');
    json_open(w->json, "single_values", '[');
    for (size_t i = 0; i < w->program->n_defs; i++) {
        const Def *def = w->program->def[i];
        if (def->kind != DEF_RESULT || def->table >= 0)
            continue;
        write_def_head(w, def);
        write_amount(w, def, 0);
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

static void write_reports(const Writer *w)
{
    json_open(w->json, "reports", '[');
    for (size_t i = 0; i < w->program->n_reports; i++) {
        const Report *report = &w->program->report[i];
        const Expr *expr = report->expr;
        const Value *value = w->result->column[expr->id].at;
        if (value == NULL)
            continue;
        json_open(w->json, NULL, '{');
        json_text(w->json, "title", report->title);
        json_text(w->json, "expression",
                  report_place_text(w->in->arena, expr->place));
        json_text(w->json, "unit", report_unit(w->in->arena, w->program,
                                               &expr->type));
        write_value(w, "amount", &expr->type, value);
        report_json_marks(w->json, "marks", value->marks);
        report_json_marks(w->json, "marks_through_totals", value->pooled);
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

static void write_leftovers(const Writer *w)
{
    LeftoverList list = {0};
    report_leftovers(w->in->arena, w->result, &list);
    json_open(w->json, "unallocated", '[');
    for (size_t i = 0; i < list.n; i++) {
        const AllocTrace *trace = list.at[i].trace;
        Value value = {.num = list.at[i].amount};
        json_open(w->json, NULL, '{');
        json_text(w->json, "of", report_where(w->in->arena, trace->def,
                                              trace->expr));
        json_text(w->json, "per", table_name(w, trace->expr->alloc->per));
        json_text(w->json, "code", list.at[i].code);
        write_value(w, "amount", &trace->expr->type, &value);
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

static void write_ties(const Writer *w)
{
    TieList list = {0};
    report_ties(w->in->arena, w->result, &list);
    json_open(w->json, "ties", '[');
    for (size_t i = 0; i < list.n; i++) {
        const TieFact *fact = &list.at[i];
        const Expr *expr = fact->trace->expr;
        const Table *table = w->result->data->table[expr->table];
        json_open(w->json, NULL, '{');
        json_text(w->json, "of", report_where(w->in->arena, fact->trace->def,
                                              expr));
        json_text(w->json, "group", fact->code);
        json_text(w->json, "decided_by", fact->rule);
        json_open(w->json, "rows", '[');
        for (size_t k = 0; k < fact->group->n; k++) {
            if (!fact->group->out.rows[k].tied)
                continue;
            json_open(w->json, NULL, '{');
            json_text(w->json, "code", table->code[fact->group->row[k]]);
            json_flag(w->json, "up", fact->group->out.rows[k].extra);
            json_close(w->json, '}');
        }
        json_close(w->json, ']');
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

void report_json(const ReportIn *in, Buf *out)
{
    Writer w = {in, in->result, in->result->program, json_new(in->arena)};
    json_open(w.json, NULL, '{');
    write_head(&w);
    report_json_inputs(w.json, in->sources);
    write_parameters(&w);
    write_data(&w);
    write_results(&w);
    write_reports(&w);
    write_leftovers(&w);
    write_ties(&w);
    json_close(w.json, '}');
    json_end(w.json, out);
}
