/* explain.c - which amount is asked about, and its definitions one by one. */

#include "base/tr.h"
#include "study/asked.h"
#include "study/study_int.h"

#include <string.h>

/* ---- steps ---- */

Step *step_new(Explain *x, const char *head)
{
    Step *step = ARENA_NEW(x->arena, Step);
    step->head = head;
    return step;
}

void step_line(Explain *x, Step *step, const char *format, ...)
{
    Buf buf = {0};
    va_list args;
    va_start(args, format);
    buf_addv(&buf, tr(format), args);
    va_end(args);
    *VEC_ADD(x->arena, &step->lines) =
        arena_copy(x->arena, buf.at ? buf.at : "", buf.n);
    buf_free(&buf);
}

/* The value of a definition at a row, or NULL. */
static const Value *def_value(const Explain *x, const Def *def, size_t row)
{
    const Column *column = result_column(x->result, def);
    if (def->table < 0)
        row = 0;
    return column && column->at && row < column->n ? &column->at[row] : NULL;
}

static const char *value_text(Explain *x, const Def *def, size_t row,
                              bool exact)
{
    if (row == ALL_ROWS && def->table >= 0)
        return arena_format(x->arena, tr("%zu rows"),
                            x->result->data->table[def->table]->n);
    const Value *value = def_value(x, def, row);
    if (!value)
        return tr("not needed");
    return arena_format(x->arena, "%s%s",
                        def->expr ? expr_show(x, def->expr, value, exact)
                                  : show_value(&x->show, &def->type, value,
                                               exact),
                        show_marks(&x->show, value));
}

/* A let or result: its formula, then what stands behind it. */
static Step *formula_step(Explain *x, const Def *def, size_t row)
{
    const Expr *text = def->exact ? def->exact : def->expr;
    Step *step = step_new(x, arena_format(x->arena, "%s = %s", def->name,
                                          expr_text(x, text)));
    if (def->title)
        step_line(x, step, "\"%s\"", def->title);
    explain_expr(x, def->expr, row, step);
    return step;
}

static Step *input_step(Explain *x, const Def *def, size_t row)
{
    bool whole = row == ALL_ROWS && def->table >= 0;
    const Value *value = whole ? NULL : def_value(x, def, row);
    bool goes_on = value && value->num && rat_places(value->num, 15) < 0;
    Step *step = step_new(x, arena_format(x->arena, "%s%s %s", def->name,
                                          whole ? ":" : " =",
                                          value_text(x, def, row, goes_on)));
    if (def->kind == DEF_PARAM)
        explain_param(x, def, step);
    else
        explain_data(x, def, row, step);
    return step;
}

static bool remember(Explain *x, const Def *def, size_t row)
{
    if (row == ALL_ROWS) {
        bool before = x->shown_whole[def->id];
        x->shown_whole[def->id] = true;
        return before;
    }
    bool before = x->shown[def->id] == row + 1;
    x->shown[def->id] = row + 1;
    return before;
}

/* What was shown before is only named with its value, and an input not even
 * that: its value stands in the line with the numbers. */
static void add_again(Explain *x, const Def *def, size_t row, StepList *into)
{
    if (def->kind == DEF_PARAM || def->kind == DEF_DATA)
        return;
    size_t n = strlen(def->name);
    for (size_t i = 0; i < into->n; i++)
        if (strncmp(into->at[i]->head, def->name, n) == 0
            && into->at[i]->head[n] == ' ')
            return;
    *VEC_ADD(x->arena, into) =
        step_new(x, arena_format(x->arena, tr("%s = %s, as above"), def->name,
                                 value_text(x, def, row, false)));
}

static void add_def(Explain *x, const Def *def, size_t row, StepList *into)
{
    bool input = def->kind == DEF_PARAM || def->kind == DEF_DATA;
    size_t nesting = x->nesting;
    x->nesting = 0;
    x->depth++;
    Step *step = input ? input_step(x, def, row) : formula_step(x, def, row);
    *VEC_ADD(x->arena, into) = step;
    x->depth--;
    x->nesting = nesting;
}

void explain_def(Explain *x, const Def *def, size_t row, StepList *into)
{
    if (def->table < 0)
        row = 0;
    /* The formula of a column is the one already shown for this row; of data
       the other rows may have other origins. */
    if (row == ALL_ROWS && x->shown[def->id] && def->kind != DEF_DATA) {
        add_again(x, def, row, into);
        return;
    }
    if (remember(x, def, row)) {
        add_again(x, def, row, into);
        return;
    }
    if (x->depth < EXPLAIN_DEPTH_MAX) {
        add_def(x, def, row, into);
        return;
    }
    *VEC_ADD(x->arena, &x->later) = (Later){def, row};
    *VEC_ADD(x->arena, into) =
        step_new(x, arena_format(x->arena, tr("%s = %s, explained below"),
                                 def->name, value_text(x, def, row, false)));
}

/* ---- which amount ---- */

static const Def *find_def(Explain *x, const char *name, Diags *diags)
{
    const Program *program = x->program;
    const Def *def = name ? program_find(program, name)
                          : study_main_result(program, false);
    if (def)
        return def;
    if (!name) {
        diag_add(diags, DIAG_FAULT, (Place){0},
                 "give it a result, or name a let, param or data after the "
                 "code of the row",
                 "the formula has no result to explain");
        return NULL;
    }
    const char **names = ARENA_ARRAY(x->arena, const char *, program->n_defs);
    for (size_t i = 0; i < program->n_defs; i++)
        names[i] = program->def[i]->name;
    const char *near = name_nearest(name, names, program->n_defs);
    const char *way = near
        ? arena_format(x->arena, tr("did you mean \"%s\"?"), near)
        : tr("name a result, let, param or data of the formula");
    diag_add(diags, DIAG_FAULT, (Place){0}, way, "unknown result \"%s\"",
             name);
    return NULL;
}

static const char *other_results(Explain *x, const Def *def)
{
    Buf buf = {0};
    for (size_t i = 0; i < x->program->n_defs; i++) {
        const Def *other = x->program->def[i];
        if (other->kind == DEF_RESULT && other != def)
            buf_addf(&buf, "%s%s", buf.n ? ", " : "", other->name);
    }
    const char *text = buf.n ? arena_copy(x->arena, buf.at, buf.n) : NULL;
    buf_free(&buf);
    return text;
}

static Explanation *explain(Explain *x, const Def *def, size_t row)
{
    Explanation *out = ARENA_NEW(x->arena, Explanation);
    out->program = x->program;
    out->def = def;
    if (def->table >= 0) {
        const Table *t = x->result->data->table[def->table];
        out->code = t->code[row];
        out->label = t->label[row];
    }
    out->value = value_text(x, def, row, false);
    out->others = other_results(x, def);
    explain_def(x, def, row, &out->steps);
    for (size_t i = 0; i < x->later.n; i++) {
        Later next = x->later.at[i];
        add_def(x, next.def, next.row, &out->steps);
    }
    return out;
}

/* What a name in place of a code asks for, unless a row is called so: a single
 * value, which has no code. */
static const Def *find_alone(Explain *x, const char *code)
{
    const Def *def = program_find(x->program, code);
    const Def *main = study_main_result(x->program, false);
    size_t row;
    if (!def)
        return NULL;
    bool is_row = main && main->table >= 0
        && study_find_row(x->arena, x->result->data->table[main->table], code,
                          &row, diags_new(x->arena));
    return is_row ? NULL : def;
}

static void no_row_named(Explain *x, const Def *def, Diags *diags)
{
    const Table *t = x->result->data->table[def->table];
    diag_add(diags, DIAG_FAULT, (Place){0},
             arena_format(x->arena, tr("name the row before it, as in: %s %s"),
                          t->code[0], def->name),
             "\"%s\" has a value for each row of %s", def->name, t->name);
}

Explanation *study_explain(Arena *arena, RatPool *pool, const Result *result,
                           const char *code, const char *name, Diags *diags)
{
    const Program *program = result->program;
    Explain x = {
        .arena = arena, .pool = pool, .result = result, .program = program,
        .show = {arena, pool, program},
        .shown = ARENA_ARRAY(arena, size_t, program->n_defs),
        .shown_whole = ARENA_ARRAY(arena, bool, program->n_defs)};
    const Def *def = !name && code ? find_alone(&x, code) : NULL;
    size_t row = 0;
    if (def && def->table >= 0) {
        no_row_named(&x, def, diags);
        return NULL;
    }
    if (!def)
        def = find_def(&x, name, diags);
    if (!def)
        return NULL;
    if (def->table >= 0
        && !study_find_row(arena, result->data->table[def->table],
                           code ? code : "", &row, diags))
        return NULL;
    return explain(&x, def, row);
}
