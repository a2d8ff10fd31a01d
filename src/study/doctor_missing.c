/* doctor_missing.c - rows that the published files should have, and the
 * division without them. */

#include "study/doctor_int.h"

#include <string.h>

#include "base/tr.h"

#define WEIGHT_WITHOUT 5
/* Rows that a division may have been made without. */
#define WITHOUT_MOST 3

/* The same result is compared with lines that a condition chooses: what they
 * leave out is meant to be. */
static bool is_chosen(const Doctor *d, const Def *def)
{
    for (size_t i = 0; i < d->n; i++) {
        const Expect *e = &d->program->expect[i];
        if (e->result == def && e->stmt->column.where)
            return true;
    }
    return false;
}

static bool is_nothing(const Value *value)
{
    return value->undefined || !value->num || rat_sign(value->num) == 0;
}

/* Which rows of a result the expect lines print; *n: how many. */
static bool *printed_rows(const Doctor *d, const Def *def, size_t rows,
                          size_t *n)
{
    bool *seen = ARENA_ARRAY(d->arena, bool, rows + 1);
    for (size_t i = 0; i < d->n; i++)
        for (size_t row = 0; row < rows; row++)
            if (d->program->expect[i].result == def
                && d->printed[i]->at[row].present && !seen[row]) {
                seen[row] = true;
                ++*n;
            }
    return seen;
}

/* The first of the expect lines of its result? */
static bool is_first(const Doctor *d, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (d->program->expect[i].result == d->program->expect[at].result)
            return false;
    return true;
}

/* Rows with an amount that no file has, where the files have most of the
 * others: a list of the five largest leaves nobody out. */
static MissingRows missing_of(const Doctor *d, const Result *result,
                              const Def *def)
{
    const Column *column = result_column(result, def);
    size_t covered = 0;
    const bool *seen = printed_rows(d, def, column->n, &covered);
    MissingRows out = {ARENA_ARRAY(d->arena, size_t, column->n + 1), 0};
    for (size_t row = 0; row < column->n && 2 * covered > column->n; row++)
        if (!seen[row] && !is_nothing(&column->at[row]))
            out.row[out.n++] = row;
    return out;
}

void doctor_find_missing(Doctor *d, const Result *result)
{
    d->missing = ARENA_ARRAY(d->arena, MissingRows, d->n + 1);
    for (size_t i = 0; i < d->n; i++) {
        const Def *def = d->program->expect[i].result;
        if (def && is_first(d, i) && !is_chosen(d, def))
            d->missing[i] = missing_of(d, result, def);
    }
}

/* ---- the division without them ---- */

/* code(place) not in ("0125") */
static Node *others(const Doctor *d, int table, const MissingRows *missing,
                    Place place)
{
    Node *out = tree_node(d->arena, NODE_NOT_IN, place, missing->n + 1);
    Node *code = out->args.at[0] = tree_node(d->arena, NODE_CALL, place, 1);
    code->text = "code";
    code->args.at[0] = tree_node(d->arena, NODE_NAME, place, 0);
    code->args.at[0]->text = d->program->table[table].name;
    for (size_t i = 0; i < missing->n; i++) {
        Node *text = tree_node(d->arena, NODE_STRING, place, 0);
        text->text = d->data->table[table]->code[missing->row[i]];
        out->args.at[i + 1] = text;
    }
    return out;
}

/* An allocate over fewer rows. */
static Node *allocate_among(const Doctor *d, const Node *node, Node *where)
{
    Node *out = ARENA_NEW(d->arena, Node);
    *out = *node;
    out->allocate = ARENA_NEW(d->arena, AstAllocate);
    *out->allocate = *node->allocate;
    if (node->allocate->where) {
        Node *both = tree_node(d->arena, NODE_AND, node->place, 2);
        both->args.at[0] = node->allocate->where;
        both->args.at[1] = where;
        where = both;
    }
    out->allocate->where = where;
    return out;
}

static const char *names_of(const Doctor *d, int table,
                            const MissingRows *missing)
{
    const Table *t = d->data->table[table];
    const char *text = "";
    for (size_t i = 0; i < missing->n; i++) {
        size_t row = missing->row[i];
        bool named = strcmp(t->code[row], t->label[row]) != 0;
        text = arena_format(d->arena, "%s%s%s%s%s", text, i ? ", " : "",
                            t->code[row], named ? " " : "",
                            named ? t->label[row] : "");
    }
    return text;
}

static void add_without(const Doctor *d, size_t i, const Stmt *stmt,
                        int table, const MissingRows *missing,
                        ChangeList *out)
{
    NodeFound found = {0};
    tree_find(d->arena, stmt->value, NODE_ALLOCATE, &found);
    for (size_t k = 0; k < found.n; k++) {
        Node *node = found.at[k];
        Stmt *with = ARENA_NEW(d->arena, Stmt);
        *with = *stmt;
        with->value = tree_replace(
            d->arena, stmt->value, node,
            allocate_among(d, node, others(d, table, missing, node->place)));
        *VEC_ADD(d->arena, out) = (Change){
            .kind = CHANGE_LIMIT, .weight = WEIGHT_WITHOUT, .stmt = i,
            .with = with,
            .text = arena_format(d->arena, tr("\"%s\" divides without %s"),
                                 tree_text(d->arena, node),
                                 names_of(d, table, missing))};
    }
}

void doctor_without(const Doctor *d, const Variant *variant, ChangeList *out)
{
    const Ast *formula = variant->formula;
    for (size_t e = 0; e < d->n; e++) {
        const MissingRows *missing = &d->missing[e];
        if (missing->n == 0 || missing->n > WITHOUT_MOST)
            continue;
        for (size_t i = 0; i < formula->n; i++)
            if (formula->stmt[i]->kind == STMT_LET
                || formula->stmt[i]->kind == STMT_RESULT)
                add_without(d, i, formula->stmt[i],
                            d->program->expect[e].result->table, missing,
                            out);
    }
}
