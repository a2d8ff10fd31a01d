/* report_erratum_data.c - what a correction changes, as CSV and JSON. */

#include "report/report_erratum.h"

#include <string.h>

#include "report/report_int.h"
#include "table/csv.h"

static unsigned marks_of(const ErratumRow *row)
{
    return row->after ? (unsigned)row->after->marks | row->after->pooled : 0;
}

/* ---- CSV ---- */

static void put_number(Arena *arena, const Rat *num, Buf *out)
{
    Buf text = {0};
    if (num)
        report_plain(arena, num, &text);
    csv_put(out, text.at ? text.at : "", false);
    buf_free(&text);
}

static void put_value(const ErratumIn *in, const Type *type,
                      const Value *value, Buf *out)
{
    Buf text = {0};
    if (value && type->kind == TYPE_NUMBER) {
        put_number(in->arena, value->num, out);
        return;
    }
    if (value)
        report_value(in->arena, in->pool, in->before->program, type, value,
                     &text);
    csv_put(out, text.at ? text.at : "", false);
    buf_free(&text);
}

void report_erratum_csv_head(Buf *out)
{
    buf_add(out, "scenario,result,code,name,decided,corrected,difference,"
                 "marks\n");
}

void report_erratum_csv(const ErratumIn *in, Buf *out)
{
    for (size_t i = 0; i < in->erratum->n; i++) {
        const ErratumResult *r = &in->erratum->result[i];
        const Type *type = &r->def->type;
        for (size_t k = 0; k < r->n; k++) {
            const ErratumRow *row = &r->row[k];
            csv_put(out, in->path, true);
            csv_put(out, r->def->name, false);
            csv_put(out, row->code ? row->code : "", false);
            csv_put(out, row->label ? row->label : "", false);
            put_value(in, type, row->before, out);
            put_value(in, type, row->after, out);
            put_number(in->arena, erratum_difference(in->pool, type, row), out);
            csv_put(out, report_marks(marks_of(row)), false);
            buf_add_char(out, '\n');
        }
    }
}

/* ---- JSON ---- */

static void write_number(Json *json, const char *name, const Rat *num)
{
    if (num)
        json_number(json, name, num);
    else
        json_text(json, name, NULL);
}

static void write_value(const ErratumIn *in, Json *json, const char *name,
                        const Type *type, const Value *value)
{
    if (!value || value->undefined)
        json_text(json, name, NULL);
    else if (type->kind == TYPE_NUMBER)
        json_number(json, name, value->num);
    else if (type->kind == TYPE_FLAG)
        json_flag(json, name, value->flag);
    else if (type->kind == TYPE_TEXT)
        json_text(json, name, value->text);
    else
        json_text(json, name, report_date(in->arena, true, value->date));
}

static void write_marks(Json *json, unsigned marks)
{
    json_open(json, "marks", '[');
    if (marks & MARK_ESTIMATED)
        json_text(json, NULL, "estimated");
    if (marks & MARK_CALIBRATED)
        json_text(json, NULL, "calibrated");
    json_close(json, ']');
}

static void write_row(const ErratumIn *in, Json *json, const Type *type,
                      const ErratumRow *row)
{
    json_open(json, NULL, '{');
    json_text(json, "code", row->code);
    json_text(json, "name", row->label);
    write_value(in, json, "decided", type, row->before);
    write_value(in, json, "corrected", type, row->after);
    write_number(json, "difference", erratum_difference(in->pool, type, row));
    write_marks(json, marks_of(row));
    json_close(json, '}');
}

static void write_result(const ErratumIn *in, Json *json,
                         const ErratumResult *r)
{
    const Def *def = r->def;
    bool sums = report_has_sum(def) && def->table >= 0;
    json_open(json, NULL, '{');
    json_text(json, "name", def->name);
    json_text(json, "title", def->title);
    json_text(json, "unit", report_unit(in->arena, in->before->program,
                                        &def->type));
    json_text(json, "table",
              def->table < 0 ? NULL
                             : in->before->program->table[def->table].name);
    json_size(json, "rows_in_all", r->n_all);
    json_open(json, "rows", '[');
    for (size_t i = 0; i < r->n; i++)
        write_row(in, json, &def->type, &r->row[i]);
    json_close(json, ']');
    write_number(json, "sum_decided", sums ? r->sum_before : NULL);
    write_number(json, "sum_corrected", sums ? r->sum_after : NULL);
    json_size(json, "rows_published_otherwise", r->n_otherwise);
    json_close(json, '}');
}

void report_erratum_json(const ErratumIn *in, Json *json)
{
    const Program *p = in->before->program;
    json_open(json, NULL, '{');
    json_text(json, "file", in->path);
    json_text(json, "name", p->scenario_name);
    json_text(json, "title", p->scenario_title);
    json_open(json, "sources", '[');
    for (size_t i = 0; i < p->n_sources; i++)
        json_text(json, NULL, p->source[i]);
    json_close(json, ']');
    json_open(json, "results", '[');
    for (size_t i = 0; i < in->erratum->n; i++)
        write_result(in, json, &in->erratum->result[i]);
    json_close(json, ']');
    report_json_inputs(json, in->sources);
    json_close(json, '}');
}

void report_erratum_json_head(Arena *arena, Json *json, const char *version,
                              const Corrected *corrected, size_t n)
{
    json_open(json, NULL, '{');
    json_text(json, "fordela", version);
    json_open(json, "corrections", '[');
    for (size_t i = 0; i < n; i++) {
        const Corrected *c = &corrected[i];
        json_open(json, NULL, '{');
        json_text(json, "data", c->data);
        json_text(json, "code", c->code);
        json_text(json, "name", c->label);
        json_text(json, "decided", c->was_text);
        json_text(json, "corrected", c->cell.text);
        json_text(json, "file", c->cell.shown);
        json_size(json, "line", c->line);
        json_text(json, "column", c->cell.column);
        json_text(json, "sha256", c->cell.source->sha256);
        json_text(json, "source", c->source);
        json_text(json, "dated", report_date(arena, c->has_date, c->dated));
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "scenarios", '[');
}

void report_erratum_json_end(const ErratumCount *count, Json *json)
{
    json_close(json, ']');
    json_size(json, "scenarios_run", count->scenarios);
    json_size(json, "scenarios_reading_it", count->use);
    json_size(json, "scenarios_changed", count->change);
    json_size(json, "scenarios_refused", count->refused);
    json_size(json, "scenarios_failed", count->failed);
    json_close(json, '}');
}
