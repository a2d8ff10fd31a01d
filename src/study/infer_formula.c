/* infer_formula.c - a formula over the rows of a published table.
 *
 * The table's rows are the recipients. A scenario is written for them in
 * memory, so that names, units and rows mean what they mean everywhere else;
 * numbers from columns are then put in their place.
 */
#include <string.h>

#include "check/bind.h"
#include "study/asked.h"
#include "study/infer_int.h"
#include "table/cell.h"

void infer_refuse(InferMaker *m, Place place, const char *way_out,
                  const char *what)
{
    diag_add(m->diags, DIAG_FAULT, place, way_out, "%s", what);
    *m->use = true;
}

/* ---- The scenario ---- */

static void add_quoted(Buf *text, const char *word)
{
    buf_add_char(text, '"');
    for (; *word != '\0'; word++) {
        if (*word == '"')
            buf_add_char(text, '"');
        buf_add_char(text, *word);
    }
    buf_add_char(text, '"');
}

static const char *nothing_of(const Def *def)
{
    switch (def->type.kind) {
    case TYPE_NUMBER:
        return "0";
    case TYPE_FLAG:
        return "false";
    case TYPE_TEXT:
        return "\"\"";
    case TYPE_DATE:
        break;
    }
    return "1970-01-01";
}

static bool write_scenario(InferMaker *m, const Program *program, Buf *text)
{
    const Csv *csv = m->table->csv;
    if (program->n_tables != 1) {
        infer_refuse(m, program->n_tables > 1 ? program->table[1].place
                                              : (Place){0},
                     tr("write a formula over the rows of the published table "
                        "alone"),
                     arena_format(m->arena,
                                  tr("%s has %zu tables, and a published "
                                     "table has the rows of one"),
                                  m->ask->path, program->n_tables));
        return false;
    }
    buf_addf(text, "scenario inferred\ntable %s from ",
             program->table[0].name);
    add_quoted(text, m->table->path);
    buf_add(text, " key ");
    add_quoted(text, csv->head[m->table->key].text);
    buf_add_char(text, '\n');
    m->out->filled = ARENA_ARRAY(m->arena, const InferColumn *,
                                 program->n_defs + 1);
    m->out->open = ARENA_ARRAY(m->arena, const Def *, program->n_defs + 1);
    bool good = true;
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind == DEF_DATA) {
            good = infer_fill_data(m, def) && good;
            buf_addf(text, "data %s %s\n", def->name, nothing_of(def));
        } else if (def->kind == DEF_PARAM) {
            good = infer_fill_param(m, program, def, text) && good;
        }
    }
    return good;
}

/* ---- Numbers from columns ---- */

static bool put_cell(InferMaker *m, const Def *def, const InferColumn *c,
                     size_t row, Datum *out)
{
    const Cell *cell = c->line[row] == 0
                           ? NULL : csv_cell(c->csv, c->line[row] - 1, c->col);
    bool good = cell != NULL && !cell_is_blank(cell);
    switch (def->type.kind) {
    case TYPE_NUMBER:
        good = good && c->value != NULL;
        out->num = good ? rat_mul(m->pool, c->value[row], def->scale)
                        : out->num;
        break;
    case TYPE_FLAG:
        good = good && cell_flag(cell, &out->flag) == CELL_OK;
        break;
    case TYPE_TEXT:
        out->text = good ? cell->text : out->text;
        break;
    case TYPE_DATE:
        good = good && cell_date(cell, &out->date) == CELL_OK;
        break;
    }
    if (good)
        return true;
    Place place = {0};
    if (cell != NULL)
        place = csv_place(c->csv, c->line[row] - 1, c->col);
    diag_add(m->diags, DIAG_FAULT, place,
             "name another column with --data",
             "\"%s\" of %s has no value of \"%s\" for %s", c->name, c->file,
             def->name, m->table->code[row]);
    return false;
}

static bool put_columns(InferMaker *m)
{
    const Program *program = m->out->program;
    bool good = true;
    for (size_t d = 0; d < program->n_defs; d++) {
        const Def *def = program->def[d];
        const InferColumn *c = m->out->filled[def->id];
        for (size_t i = 0; good && c != NULL && i < m->table->n; i++)
            good = put_cell(m, def, c, i,
                            &m->out->data->column[def->id]->at[i]);
    }
    return good;
}

/* ---- The result ---- */

static bool set_result(InferMaker *m)
{
    InferFormula *f = m->out;
    f->result = study_main_result(f->program, true);
    if (f->result == NULL) {
        infer_refuse(m, (Place){0},
                     tr("write the amounts as a result of the formula"),
                     arena_format(m->arena,
                                  tr("%s has no result of numbers with rows"),
                                  m->ask->path));
        return false;
    }
    f->exact = f->result->expr;
    if (f->exact->kind == EXPR_ROUND) {
        f->round = f->exact->round;
        f->exact = f->exact->arg[0];
    }
    for (size_t i = 0; i < m->ask->n_free; i++)
        f->free[f->n_free++] = program_find(f->program, m->ask->free[i]);
    for (size_t i = 0; i < f->n_open; i++)
        f->open[i] = program_find(f->program, f->open[i]->name);
    if (f->budget != NULL)
        f->budget = program_find(f->program, f->budget->name);
    return true;
}

/* ---- Together ---- */

static const Ast *scenario_of(InferMaker *m, const Buf *text)
{
    const Source *source = source_make(m->arena, "infer", text->at, text->n);
    Tokens tokens = {0};
    lex(m->arena, source, m->diags, &tokens);
    return parse(m->arena, &tokens, m->diags);
}

/* The formula by itself says which names there are; then it is checked once
 * more with the scenario. */
static bool make(InferMaker *m)
{
    Buf text = {0};
    size_t faults = diags_count(m->diags);
    m->tree = lang_load(m->arena, m->ask->path, (Place){0}, m->sources,
                        m->diags);
    if (m->tree == NULL || diags_count(m->diags) > faults)
        return false;
    if (m->tree->scenario) {
        infer_refuse(m, (Place){0},
                     tr("name the formula, and give its values with --set and "
                        "--data"),
                     arena_format(m->arena,
                                  tr("%s is a scenario, not a formula"),
                                  m->ask->path));
        return false;
    }
    const Program *alone = check(m->arena, m->pool, m->tree, NULL,
                                 m->ask->setting, m->ask->n_settings,
                                 m->diags);
    if (alone == NULL || !infer_check_free(m, alone)
        || !write_scenario(m, alone, &text)) {
        buf_free(&text);
        return false;
    }
    const Ast *scenario = scenario_of(m, &text);
    buf_free(&text);
    m->out->program = check(m->arena, m->pool, m->tree, scenario,
                            m->ask->setting, m->ask->n_settings, m->diags);
    if (m->out->program == NULL)
        return false;
    m->out->data = bind_scenario(m->arena, m->pool, m->out->program, NULL,
                                 NULL, m->diags);
    return m->out->data != NULL && set_result(m) && put_columns(m);
}

InferFormula *infer_formula(Arena *arena, RatPool *pool,
                            const InferTable *table,
                            const InferColumns *columns,
                            const InferFormulaAsk *ask, SourceList *sources,
                            bool *use, Diags *diags)
{
    InferMaker m = {.arena = arena, .pool = pool, .table = table,
               .columns = columns, .ask = ask, .sources = sources,
               .use = use, .diags = diags};
    m.out = ARENA_NEW(arena, InferFormula);
    m.out->path = ask->path;
    return make(&m) ? m.out : NULL;
}
