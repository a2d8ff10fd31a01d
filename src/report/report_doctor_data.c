/* report_doctor_data.c - a diagnosis as CSV and JSON: every figure that
 * differs, with what accounts for it. */

#include "report/report_doctor_int.h"

#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "report/report_study.h"
#include "table/csv.h"

/* What accounts for a figure, in a word; TREATED: with what is done otherwise
 * it agrees. */
static const char treated_word[] = "done_otherwise";
static const char *const word[FINDING_KINDS] = {
    [FINDING_TIE] = "tie",
    [FINDING_ROUNDED] = "rounded",
    [FINDING_THOUSANDS] = "in_thousands",
    [FINDING_MILLIONS] = "in_millions",
    [FINDING_THOUSANDFOLD] = "a_thousand_times_too_large",
    [FINDING_EXCHANGED] = "exchanged",
    [FINDING_SHIFTED] = "shifted",
    [FINDING_FLOOR] = "raised_to_a_minimum",
    [FINDING_CEILING] = "cut_at_a_maximum",
    [FINDING_TURNED] = "digits_exchanged",
    [FINDING_LOST] = "digit_lost",
    [FINDING_ADDED] = "digit_too_many",
    [FINDING_OTHER_ROW] = "amount_of_another_row",
    [FINDING_CHANGED] = "one_digit_otherwise",
    [FINDING_PERCENT] = "does_not_follow_from_its_numbers",
    [FINDING_ROWS] = "sum_of_rows_as_printed",
    [FINDING_UNROUNDED] = "sum_before_rounding",
    [FINDING_CUT] = "cut_off",
    [FINDING_WITHOUT] = "sum_without_a_row",
    [FINDING_TWICE] = "sum_with_a_row_twice",
    [FINDING_SLIP] = "sum_but_for_a_slip_in_a_row",
    [FINDING_TOTAL] = "not_the_sum_of_its_rows"};

/* ---- One figure ---- */

/* A figure that differs, or did before something was done otherwise. */
typedef struct Figure {
    const Type *type;
    int table;              /* of its row; -1: a single figure */
    size_t row;
    int other_table;        /* of the row it has to do with, or -1 */
    Value printed;
    const Value *computed;  /* as the scenario stands */
    const Value *follows;   /* with what is done otherwise */
    const Finding *finding;
    bool agrees;            /* now */
} Figure;

static Value value_of(const Datum *datum)
{
    return (Value){.num = datum->num, .text = datum->text,
                   .date = datum->date, .flag = datum->flag};
}

static Figure row_figure(const Examined *e, size_t i)
{
    const Def *def = e->before.expect->result;
    size_t row = e->before.row[i].row;
    return (Figure){.type = &def->type, .table = def->table, .row = row,
                    .other_table = def->table,
                    .printed = value_of(&e->before.printed->at[row]),
                    .computed = &e->before.computed->at[row],
                    .follows = &e->after.computed->at[row],
                    .finding = &e->finding[i],
                    .agrees = e->after.row[i].equal};
}

static Figure single_figure(const Examined *e)
{
    const Verdict *a = &e->before, *b = &e->after;
    bool left = study_printed_left(a->expect);
    return (Figure){.type = report_expect_type(a->expect), .table = -1,
                    .other_table = doctor_summed_table(e),
                    .printed = left ? a->left : a->right,
                    .computed = left ? &a->right : &a->left,
                    .follows = left ? &b->right : &b->left,
                    .finding = &e->finding[0], .agrees = b->row[0].equal};
}

static bool differs(const Examined *e, size_t i)
{
    return !e->before.row[i].equal || !e->after.row[i].equal;
}

static Figure figure_of(const Examined *e, size_t i)
{
    return e->before.expect->result ? row_figure(e, i) : single_figure(e);
}

/* NULL: nothing. */
static const char *because_of(const Figure *f)
{
    return f->agrees ? treated_word : word[f->finding->kind];
}

/* Of the row it has to do with, or NULL. */
static const char *other_code(const DoctorSheet *sheet, const Figure *f)
{
    return f->agrees || f->other_table < 0 || f->finding->other == NO_ROW
               ? NULL
               : sheet->diagnosis->result->data->table[f->other_table]
                     ->code[f->finding->other];
}

static const char *code_of(const DoctorSheet *sheet, const Figure *f)
{
    return f->table < 0 ? NULL
                        : sheet->diagnosis->result->data->table[f->table]
                              ->code[f->row];
}

static const char *name_of(const DoctorSheet *sheet, const Figure *f)
{
    return f->table < 0 ? NULL
                        : sheet->diagnosis->result->data->table[f->table]
                              ->label[f->row];
}

/* Words for people have no-break spaces; here they are blanks. */
static const char *plain(const DoctorSheet *sheet, const char *text)
{
    char *copy = arena_string(sheet->show.arena, text), *to = copy;
    for (const char *at = copy; *at != '\0'; at++) {
        bool nbsp = strncmp(at, NBSP, strlen(NBSP)) == 0;
        *to++ = nbsp ? ' ' : *at;
        at += nbsp ? strlen(NBSP) - 1 : 0;
    }
    *to = '\0';
    return copy;
}

static const char *line_of(const DoctorSheet *sheet, const Examined *e)
{
    return plain(sheet, doctor_line(sheet, e->before.expect));
}

/* ---- CSV ---- */

static void put(Buf *out, const char *text, bool first)
{
    csv_put(out, text ? text : "", first);
}

static void put_value(const DoctorSheet *sheet, const Type *type,
                      const Value *value)
{
    Buf text = {0};
    if (type->kind == TYPE_NUMBER && value->num)
        report_plain(sheet->show.arena, value->num, &text);
    else if (type->kind != TYPE_NUMBER && !value->undefined)
        report_value(sheet->show.arena, sheet->show.pool, sheet->show.program,
                     type, value, &text);
    put(sheet->out, text.at, false);
    buf_free(&text);
}

void report_doctor_csv_head(Buf *out)
{
    buf_add(out, "scenario,expect,code,name,printed,computed,follows,"
                 "explanation,other_code,stated\n");
}

static void put_figure(const DoctorSheet *sheet, const char *path,
                       const Examined *e, const Figure *f)
{
    Buf *out = sheet->out;
    put(out, path, true);
    put(out, line_of(sheet, e), false);
    put(out, code_of(sheet, f), false);
    put(out, name_of(sheet, f), false);
    put_value(sheet, f->type, &f->printed);
    put_value(sheet, f->type, f->computed);
    put_value(sheet, f->type, f->follows);
    put(out, because_of(f), false);
    put(out, other_code(sheet, f), false);
    put(out, e->before.expect->because, false);
    buf_add_char(out, '\n');
}

static void put_missing(const DoctorSheet *sheet, const char *path,
                        const Examined *e)
{
    const Def *def = e->before.expect->result;
    for (size_t i = 0; i < e->n_missing; i++) {
        size_t row = e->missing[i];
        const Result *result = sheet->diagnosis->result;
        const Table *t = result->data->table[def->table];
        const Value *v = &result_column(result, def)->at[row];
        put(sheet->out, path, true);
        put(sheet->out, line_of(sheet, e), false);
        put(sheet->out, t->code[row], false);
        put(sheet->out, t->label[row], false);
        put(sheet->out, "", false);
        put_value(sheet, &def->type, v);
        put_value(sheet, &def->type, v);
        put(sheet->out, "missing", false);
        put(sheet->out, "", false);
        put(sheet->out, e->before.expect->because, false);
        buf_add_char(sheet->out, '\n');
    }
}

static void put_nothing(const DoctorSheet *sheet, const char *path,
                        const Examined *e)
{
    put(sheet->out, path, true);
    put(sheet->out, line_of(sheet, e), false);
    for (size_t i = 0; i < 5; i++)
        put(sheet->out, "", false);
    put(sheet->out, "nothing compared", false);
    put(sheet->out, "", false);
    put(sheet->out, e->before.expect->because, false);
    buf_add_char(sheet->out, '\n');
}

void report_doctor_csv(Arena *arena, RatPool *pool, const char *path,
                       const Diagnosis *diagnosis, Buf *out)
{
    const DoctorSheet sheet = {{arena, pool, diagnosis->result->program},
                               diagnosis, true, out};
    for (size_t k = 0; k < diagnosis->n; k++) {
        const Examined *e = &diagnosis->examined[k];
        for (size_t i = 0; i < e->before.n_compared; i++)
            if (differs(e, i)) {
                Figure f = figure_of(e, i);
                put_figure(&sheet, path, e, &f);
            }
        if (e->before.n_compared == 0)
            put_nothing(&sheet, path, e);
        put_missing(&sheet, path, e);
    }
}

/* ---- JSON ---- */

static void write_words(const DoctorSheet *sheet, Json *json,
                        const char *name, const char *text)
{
    json_text(json, name, plain(sheet, text));
}

static void write_value(const DoctorSheet *sheet, Json *json,
                        const char *name, const Type *type,
                        const Value *value)
{
    Buf text = {0};
    if (value->undefined || (type->kind == TYPE_NUMBER && !value->num)) {
        json_text(json, name, NULL);
    } else if (type->kind == TYPE_NUMBER) {
        json_number(json, name, value->num);
    } else {
        report_value(sheet->show.arena, sheet->show.pool, sheet->show.program,
                     type, value, &text);
        json_text(json, name, text.at);
    }
    buf_free(&text);
}

static void write_figure(const DoctorSheet *sheet, Json *json,
                         const Figure *f)
{
    json_open(json, NULL, '{');
    if (f->table >= 0) {
        json_text(json, "code", code_of(sheet, f));
        json_text(json, "name", name_of(sheet, f));
    }
    write_value(sheet, json, "printed", f->type, &f->printed);
    write_value(sheet, json, "computed", f->type, f->computed);
    write_value(sheet, json, "follows", f->type, f->follows);
    json_text(json, "explanation", because_of(f));
    if (other_code(sheet, f))
        json_text(json, "other_code", other_code(sheet, f));
    if (!f->agrees && f->finding->kind == FINDING_SHIFTED) {
        json_size(json, "lines", (size_t)labs(f->finding->offset));
        json_text(json, "direction", f->finding->offset > 0 ? "down" : "up");
    }
    json_close(json, '}');
}

static void write_missing(const DoctorSheet *sheet, Json *json,
                          const Examined *e)
{
    const Def *def = e->before.expect->result;
    json_open(json, "missing", '[');
    for (size_t i = 0; i < e->n_missing; i++) {
        size_t row = e->missing[i];
        const Table *t = sheet->diagnosis->result->data->table[def->table];
        json_open(json, NULL, '{');
        json_text(json, "code", t->code[row]);
        json_text(json, "name", t->label[row]);
        write_value(sheet, json, "follows", &def->type,
                    &result_column(sheet->diagnosis->result, def)->at[row]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_examined(const DoctorSheet *sheet, Json *json,
                           const Examined *e)
{
    const Type *type = report_expect_type(e->before.expect);
    json_open(json, NULL, '{');
    json_text(json, "expect", line_of(sheet, e));
    json_text(json, "unit", report_unit(sheet->show.arena, sheet->show.program,
                                        type));
    json_size(json, "figures", e->before.n_compared);
    json_size(json, "agree", e->before.n_equal);
    json_size(json, "unexplained", e->n_left);
    json_text(json, "stated", e->before.expect->because);
    json_open(json, "differ", '[');
    for (size_t i = 0; i < e->before.n_compared; i++)
        if (differs(e, i)) {
            Figure f = figure_of(e, i);
            write_figure(sheet, json, &f);
        }
    json_close(json, ']');
    write_missing(sheet, json, e);
    if (e->closest) {
        write_words(sheet, json, "closest", e->closest);
        json_size(json, "closest_agree", e->closest_equal);
    }
    json_close(json, '}');
}

static void write_treatments(const DoctorSheet *sheet, Json *json)
{
    const Diagnosis *d = sheet->diagnosis;
    json_open(json, "done_otherwise", '[');
    for (size_t i = 0; i < d->n_treatments; i++) {
        json_open(json, NULL, '{');
        write_words(sheet, json, "what", d->treatment[i].text);
        if (d->treatment[i].same)
            write_words(sheet, json, "just_as_well", d->treatment[i].same);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "not_told_from", '[');
    for (size_t i = 0; i < d->n_instead; i++)
        write_words(sheet, json, NULL, d->instead[i]);
    json_close(json, ']');
}

static void write_count(const DoctorCount *c, Json *json)
{
    json_size(json, "figures", c->figures);
    json_size(json, "agree", c->agree);
    json_size(json, "explained", c->explained);
    json_size(json, "unexplained", c->left);
    json_size(json, "unexplained_but_stated", c->left_stated);
    json_size(json, "rows_missing", c->missing);
    json_size(json, "expect_lines_without_a_figure", c->empty);
}

void report_doctor_json(Arena *arena, RatPool *pool, const char *path,
                        const Diagnosis *diagnosis, Json *json)
{
    const Program *program = diagnosis->result->program;
    const DoctorSheet sheet = {{arena, pool, program}, diagnosis, true, NULL};
    const Tried *t = &diagnosis->tried;
    DoctorCount c = {0};
    doctor_count(&c, diagnosis);
    json_open(json, NULL, '{');
    json_text(json, "file", path);
    json_text(json, "name", program->scenario_name);
    json_text(json, "title", program->scenario_title);
    write_count(&c, json);
    write_treatments(&sheet, json);
    json_open(json, "expectations", '[');
    for (size_t i = 0; i < diagnosis->n; i++)
        write_examined(&sheet, json, &diagnosis->examined[i]);
    json_close(json, ']');
    json_open(json, "tried", '{');
    json_size(json, "roundings", t->roundings);
    json_size(json, "floors_and_ceilings", t->limits);
    json_size(json, "columns", t->columns);
    json_size(json, "inputs", t->inputs);
    json_close(json, '}');
    json_close(json, '}');
}

void report_doctor_json_head(const char *version, Json *json)
{
    json_open(json, NULL, '{');
    json_text(json, "fordela", version);
    json_open(json, "scenarios", '[');
}

void report_doctor_json_end(const DoctorCount *count, Json *json)
{
    json_close(json, ']');
    json_size(json, "scenarios_run", count->scenarios);
    json_size(json, "scenarios_failed", count->failed);
    json_size(json, "without_an_expect_line", count->without);
    write_count(count, json);
    json_close(json, '}');
}
