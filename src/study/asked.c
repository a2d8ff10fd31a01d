/* asked.c - which result, data and row a question is about. */
#include "study/asked.h"

#include <string.h>

#include "base/tr.h"
#include "study/show.h"

static bool is_rounded(const Def *def)
{
    return def->exact || (def->expr && def->expr->kind == EXPR_ROUND);
}

const Def *study_main_result(const Program *program, bool numbers)
{
    int table = program_main_table(program);
    const Def *first = NULL, *best = NULL;
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind != DEF_RESULT || (table >= 0 && def->table != table)
            || (numbers && (table < 0 || def->type.kind != TYPE_NUMBER)))
            continue;
        if (!first)
            first = def;
        if (type_is_money(program, &def->type) && is_rounded(def))
            best = def;
    }
    return best ? best : first;
}

/* ---- Results and data ---- */

static bool has_amounts(const Def *def, int table)
{
    (void)table;
    return def->kind == DEF_RESULT && def->table >= 0
           && def->type.kind == TYPE_NUMBER;
}

bool study_is_data(const Def *def, int table)
{
    return def->kind == DEF_DATA && def->table == table
           && def->type.kind == TYPE_NUMBER;
}

/* The nearest of the definitions that fit, or all of them. */
static const char *way_out(Arena *arena, const Program *program,
                           bool (*fits)(const Def *def, int table), int table,
                           const char *name)
{
    const char **names = ARENA_ARRAY(arena, const char *, program->n_defs + 1);
    const char *list = "";
    size_t n = 0;
    for (size_t i = 0; i < program->n_defs; i++)
        if (fits(program->def[i], table)) {
            names[n++] = program->def[i]->name;
            list = arena_format(arena, "%s%s%s", list, n > 1 ? ", " : "",
                                program->def[i]->name);
        }
    const char *near = name_nearest(name, names, n);
    if (near)
        return arena_format(arena, tr("did you mean \"%s\"?"), near);
    return n > 0 ? arena_format(arena, tr("there is %s"), list) : NULL;
}

const char *study_data_way(Arena *arena, const Program *program, int table,
                           const char *name)
{
    return way_out(arena, program, study_is_data, table, name);
}

const Def *study_find_amounts(Arena *arena, const Program *program,
                              const char *name, Diags *diags)
{
    const Def *def = name ? program_find(program, name)
                          : study_main_result(program, true);
    const char *path = program->scenario->source->path;
    if (def && has_amounts(def, def->table))
        return def;
    if (!name)
        diag_add(diags, DIAG_FAULT, (Place){0},
                 "give the formula a result with an amount per row",
                 "%s has no result with amounts per row", path);
    else
        diag_add(diags, DIAG_FAULT, (Place){0},
                 way_out(arena, program, has_amounts, -1, name),
                 !def || def->kind != DEF_RESULT
                     ? N_("%s has no result \"%s\"")
                     : N_("%s has no amounts per row in its result \"%s\""),
                 path, name);
    return NULL;
}

/* ---- Rows ---- */

static void unknown_code(Arena *arena, const Table *t, const char *code,
                         Diags *diags)
{
    size_t row;
    if (t->left_out && code_index_find(t->left_out, code, &row)) {
        diag_add(diags, DIAG_FAULT, (Place){0},
                 "name a row that the scenario's table keeps",
                 "the table statement of %s leaves \"%s\" out", t->name, code);
        return;
    }
    const char *near = code_index_nearest(t->index, code);
    if (!near)
        near = name_nearest(code, t->label, t->n);
    const char *way = near
        ? arena_format(arena, tr("did you mean \"%s\"?"), near)
        : strcmp(t->code[0], t->label[0]) == 0
        ? arena_format(arena, tr("give the code of a row, as \"%s\""),
                       t->code[0])
        : arena_format(arena, tr("give a code or a name of a row, as \"%s\" "
                                 "or \"%s\""), t->code[0], t->label[0]);
    diag_add(diags, DIAG_FAULT, (Place){0}, way,
             "no row of %s has the code or name \"%s\"", t->name, code);
}

bool study_find_row(Arena *arena, const Table *t, const char *code,
                    size_t *row, Diags *diags)
{
    if (code_index_find(t->index, code, row))
        return true;
    size_t n = 0;
    Buf codes = {0};
    for (size_t i = 0; i < t->n; i++) {
        if (strcmp(t->label[i], code) != 0)
            continue;
        if (n++ < 5)
            buf_addf(&codes, "%s%s", n > 1 ? ", " : "", t->code[i]);
        *row = i;
    }
    if (n == 0)
        unknown_code(arena, t, code, diags);
    else if (n > 1)
        diag_add(diags, DIAG_FAULT, (Place){0},
                 arena_format(arena, tr("give a code: %s%s"), codes.at,
                              n > 5 ? ", " ELLIPSIS : ""),
                 "%zu rows of %s are named \"%s\"", n, t->name, code);
    buf_free(&codes);
    return n == 1;
}
