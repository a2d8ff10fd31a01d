/* compare_match.c - scenarios over the same recipients, in one unit. */
#include "study/compare_int.h"

#include <string.h>

#include "base/tr.h"
#include "study/asked.h"

const Table *compare_table(const CompareSide *side)
{
    return side->result->data->table[side->def->table];
}

static Place table_place(const CompareSide *side)
{
    const Ast *ast = side->scenario;
    const char *name = compare_table(side)->name;
    for (size_t i = 0; i < ast->n; i++)
        if (ast->stmt[i]->kind == STMT_ROWS
            && strcmp(ast->stmt[i]->name.text, name) == 0)
            return ast->stmt[i]->place;
    return (Place){0};
}

/* "0114 Upplands Väsby" for the first row of a that b has not, and how many
 * there are; NULL: none. */
static const char *missing(Arena *arena, const Table *a, const Table *b,
                           size_t *n)
{
    const char *first = NULL;
    size_t row;
    *n = 0;
    for (size_t i = 0; i < a->n; i++) {
        if (code_index_find(b->index, a->code[i], &row))
            continue;
        if ((*n)++ == 0)
            first = strcmp(a->code[i], a->label[i]) == 0
                        ? a->code[i]
                        : arena_format(arena, "%s %s", a->code[i],
                                       a->label[i]);
    }
    return first;
}

static const char *and_more(Arena *arena, size_t n)
{
    return n > 1 ? arena_format(arena, tr(" and %zu more"), n - 1) : "";
}

static bool same_rows(Arena *arena, const CompareSide *base,
                      CompareSide *side, Diags *diags)
{
    const Table *a = compare_table(base), *b = compare_table(side);
    size_t n_less, n_more;
    const char *less = missing(arena, a, b, &n_less);
    const char *more = missing(arena, b, a, &n_more);
    if (less != NULL || more != NULL) {
        diag_add(diags, DIAG_FAULT, table_place(side),
                 "compare scenarios over the same rows: the same table "
                 "statement, or one with the same codes",
                 "the recipients of %s are not those of %s: %s%s%s%s%s%s",
                 side->path, base->path, less != NULL ? tr("without ") : "",
                 less != NULL ? less : "", and_more(arena, n_less),
                 less != NULL && more != NULL ? "; " : "",
                 more != NULL ? arena_format(arena, tr("with %s"), more) : "",
                 and_more(arena, n_more));
        return false;
    }
    size_t *row = ARENA_ARRAY(arena, size_t, a->n + 1);
    for (size_t i = 0; i < a->n; i++)
        code_index_find(b->index, a->code[i], &row[i]);
    side->row = row;
    return true;
}

static bool same_unit(const CompareSide *base, const CompareSide *side,
                      Diags *diags)
{
    const char *a = base->def->unit_text, *b = side->def->unit_text;
    if (strcmp(a, b) == 0)
        return true;
    diag_add(diags, DIAG_FAULT, side->def->place,
             "name a result of one unit with --result",
             "\"%s\" is %s here, \"%s\" of %s is %s", side->def->name,
             *b != '\0' ? b : tr("a plain number"),
             base->def->name, base->path,
             *a != '\0' ? a : tr("a plain number"));
    return false;
}

bool compare_match(Arena *arena, const CompareAsk *ask, Diags *question,
                        Diags *diags)
{
    bool good = true;
    for (size_t i = 0; i < ask->n; i++) {
        CompareSide *side = &ask->side[i];
        side->def = study_find_amounts(arena, side->result->program,
                                       ask->result, question);
        good = good && side->def != NULL;
    }
    for (size_t i = 0; good && i < ask->n; i++)
        good = same_rows(arena, &ask->side[0], &ask->side[i], diags)
               && same_unit(&ask->side[0], &ask->side[i], diags);
    return good;
}
