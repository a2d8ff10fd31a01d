/* asked.c - which result and which row a question is about. */
#include "study/asked.h"

#include <string.h>

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
        ? arena_format(arena, "did you mean \"%s\"?", near)
        : arena_format(arena, "give a code or a name of a row, as \"%s\" or "
                              "\"%s\"", t->code[0], t->label[0]);
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
                 arena_format(arena, "give a code: %s%s", codes.at,
                              n > 5 ? ", " ELLIPSIS : ""),
                 "%zu rows of %s are named \"%s\"", n, t->name, code);
    buf_free(&codes);
    return n == 1;
}
