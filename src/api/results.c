/* results.c - what was run, as plain C types. */
#include "api/api_int.h"

#include <string.h>

static const Program *ran(const fordela *f)
{
    return f->run.result == NULL ? NULL : f->run.program;
}

const Def *api_result(const fordela *f, size_t result)
{
    return result < f->n_results ? f->result[result] : NULL;
}

const Value *api_value(const fordela *f, size_t result, size_t row)
{
    const Def *def = api_result(f, result);
    if (def == NULL)
        return NULL;
    const Column *column = result_column(f->run.result, def);
    return row < column->n ? &column->at[row] : NULL;
}

const Def *api_result_named(fordela *f, const char *name, bool *good)
{
    const Program *p = f->run.program;
    if (name == NULL)
        return NULL;
    const Def *def = program_find(p, name);
    if (def != NULL && def->kind == DEF_RESULT && def->table >= 0
        && def->type.kind == TYPE_NUMBER)
        return def;
    VEC(const char *) names = {0};
    for (size_t i = 0; i < p->n_defs; i++)
        if (p->def[i]->kind == DEF_RESULT && p->def[i]->table >= 0
            && p->def[i]->type.kind == TYPE_NUMBER)
            *VEC_ADD(f->arena, &names) = p->def[i]->name;
    const char *near = name_nearest(name, names.at, names.n);
    api_refuse(f, near != NULL ? arena_format(f->arena, tr("did you mean "
                                                           "\"%s\"?"), near)
                               : N_("name a result that has an amount for "
                                    "each row"),
               "there is no result \"%s\" of amounts", name);
    *good = false;
    return NULL;
}

/* ---- What was run ---- */

const char *fordela_formula_name(const fordela *f)
{
    return ran(f) == NULL ? NULL : ran(f)->name;
}

const char *fordela_formula_title(const fordela *f)
{
    return ran(f) == NULL ? NULL : ran(f)->title;
}

const char *fordela_scenario_name(const fordela *f)
{
    return ran(f) == NULL ? NULL : ran(f)->scenario_name;
}

const char *fordela_scenario_title(const fordela *f)
{
    return ran(f) == NULL ? NULL : ran(f)->scenario_title;
}

const char *fordela_date(const fordela *f)
{
    char text[11];
    if (ran(f) == NULL || !ran(f)->has_date)
        return NULL;
    date_write(ran(f)->date, text);
    return arena_string(f->arena, text);
}

size_t fordela_inputs(const fordela *f)
{
    return ran(f) == NULL ? 0 : f->work.sources.n;
}

const char *fordela_input_path(const fordela *f, size_t input)
{
    return input < fordela_inputs(f) ? f->work.sources.at[input]->path : NULL;
}

const char *fordela_input_sha256(const fordela *f, size_t input)
{
    return input < fordela_inputs(f) ? f->work.sources.at[input]->sha256
                                     : NULL;
}

/* ---- Results ---- */

size_t fordela_results(const fordela *f)
{
    return f->n_results;
}

size_t fordela_result_find(const fordela *f, const char *name)
{
    size_t i = 0;
    while (i < f->n_results && strcmp(f->result[i]->name, name) != 0)
        i++;
    return i;
}

const char *fordela_result_name(const fordela *f, size_t result)
{
    const Def *def = api_result(f, result);
    return def == NULL ? NULL : def->name;
}

const char *fordela_result_title(const fordela *f, size_t result)
{
    const Def *def = api_result(f, result);
    return def == NULL ? NULL : def->title;
}

/* For programs, so in English. */
static const char *plain_unit(const fordela *f, const Type *type)
{
    void *paused = tr_pause(true);
    const char *unit = report_unit(f->arena, ran(f), type);
    tr_resume(paused);
    return unit;
}

const char *fordela_result_unit(const fordela *f, size_t result)
{
    const Def *def = api_result(f, result);
    return def == NULL ? NULL : plain_unit(f, &def->type);
}

/* The table of a result's rows; NULL: none. */
static const Table *rows_of(const fordela *f, size_t result)
{
    const Def *def = api_result(f, result);
    return def == NULL || def->table < 0 ? NULL
                                         : f->run.data->table[def->table];
}

const char *fordela_result_table(const fordela *f, size_t result)
{
    const Table *table = rows_of(f, result);
    return table == NULL ? NULL : table->name;
}

size_t fordela_rows(const fordela *f, size_t result)
{
    const Def *def = api_result(f, result);
    return def == NULL ? 0 : result_column(f->run.result, def)->n;
}

const char *fordela_code(const fordela *f, size_t result, size_t row)
{
    const Table *table = rows_of(f, result);
    return table == NULL || row >= table->n ? NULL : table->code[row];
}

const char *fordela_label(const fordela *f, size_t result, size_t row)
{
    const Table *table = rows_of(f, result);
    return table == NULL || row >= table->n ? NULL : table->label[row];
}

static const char *value_text(Arena *arena, const Type *type,
                              const Value *value)
{
    char date[11];
    switch (type->kind) {
    case TYPE_NUMBER:
        return value->num == NULL ? NULL : rat_text(arena, value->num);
    case TYPE_FLAG:
        return value->flag ? "true" : "false";
    case TYPE_DATE:
        date_write(value->date, date);
        return arena_string(arena, date);
    case TYPE_TEXT:
        break;
    }
    return value->text;
}

/* Kept, so that asking again takes no more memory. */
const char *fordela_amount(const fordela *f, size_t result, size_t row)
{
    const Value *value = api_value(f, result, row);
    if (value == NULL)
        return NULL;
    const char ***column = &f->text[result];
    if (*column == NULL)
        *column = ARENA_ARRAY(f->arena, const char *,
                              fordela_rows(f, result));
    if ((*column)[row] == NULL)
        (*column)[row] = value_text(f->arena, &api_result(f, result)->type,
                                    value);
    return (*column)[row];
}

const char *fordela_exact(const fordela *f, size_t result, size_t row)
{
    const Def *def = api_result(f, result);
    if (api_value(f, result, row) == NULL)
        return NULL;
    if (def->exact == NULL)
        return fordela_amount(f, result, row);
    const Column *before = &f->run.result->column[def->exact->id];
    return before->at == NULL ? NULL
                              : value_text(f->arena, &def->exact->type,
                                           &before->at[row]);
}

int fordela_amount_int(const fordela *f, size_t result, size_t row,
                       int64_t *out)
{
    const Value *value = api_value(f, result, row);
    return value != NULL && value->num != NULL
           && rat_to_int(value->num, out);
}

unsigned fordela_marks(const fordela *f, size_t result, size_t row)
{
    static const struct {
        unsigned mark, own, pooled;
    } map[] = {
        {MARK_ESTIMATED, FORDELA_ESTIMATED, FORDELA_POOLED_ESTIMATED},
        {MARK_CALIBRATED, FORDELA_CALIBRATED, FORDELA_POOLED_CALIBRATED},
    };
    const Value *value = api_value(f, result, row);
    unsigned out = 0;
    for (size_t i = 0; value != NULL && i < 2; i++) {
        out |= (value->marks & map[i].mark) != 0 ? map[i].own : 0;
        out |= (value->pooled & map[i].mark) != 0 ? map[i].pooled : 0;
    }
    return out;
}

/* ---- Sums ---- */

static Totals totals(const fordela *f, size_t result)
{
    const Def *def = api_result(f, result);
    if (def == NULL || !report_has_sum(def))
        return (Totals){NULL, NULL, NULL};
    return report_totals(f->show, f->run.result, def);
}

static const char *rat_or_null(const fordela *f, const Rat *num)
{
    return num == NULL ? NULL : rat_text(f->arena, num);
}

const char *fordela_sum(const fordela *f, size_t result)
{
    return rat_or_null(f, totals(f, result).sum);
}

const char *fordela_budget(const fordela *f, size_t result)
{
    return rat_or_null(f, totals(f, result).budget);
}

const char *fordela_difference(const fordela *f, size_t result)
{
    return rat_or_null(f, totals(f, result).difference);
}

const char *fordela_unallocated(const fordela *f, size_t result)
{
    const Def *def = api_result(f, result);
    if (def == NULL || def->type.kind != TYPE_NUMBER)
        return NULL;
    LeftoverList list = {0};
    const Rat *all = rat_int(f->show, 0);
    report_leftovers(f->arena, f->run.result, &list);
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i].trace->def == def)
            all = rat_add(f->show, all, list.at[i].amount);
    return rat_text(f->arena, all);
}

/* ---- Figures ---- */

size_t fordela_reports(const fordela *f)
{
    return ran(f) == NULL ? 0 : ran(f)->n_reports;
}

static const Report *report_at(const fordela *f, size_t report)
{
    return report < fordela_reports(f) ? &ran(f)->report[report] : NULL;
}

const char *fordela_report_title(const fordela *f, size_t report)
{
    const Report *r = report_at(f, report);
    if (r == NULL)
        return NULL;
    return r->title != NULL ? r->title
                            : report_place_text(f->arena, r->expr->place);
}

const char *fordela_report_unit(const fordela *f, size_t report)
{
    const Report *r = report_at(f, report);
    return r == NULL ? NULL : plain_unit(f, &r->expr->type);
}

const char *fordela_report_value(const fordela *f, size_t report)
{
    const Report *r = report_at(f, report);
    if (r == NULL || f->run.result->column[r->expr->id].at == NULL)
        return NULL;
    return value_text(f->arena, &r->expr->type,
                      f->run.result->column[r->expr->id].at);
}
