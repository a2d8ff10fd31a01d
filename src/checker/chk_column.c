/* chk_column.c - tables, and columns of amounts put together from others. */
#include <stdlib.h>
#include <string.h>

#include "checker/checker.h"

/* ---- Tables ---- */

static int by_code(const void *x, const void *y, void *context)
{
    const Table *t = context;
    return strcmp(t->code[*(const size_t *)x], t->code[*(const size_t *)y]);
}

static bool read_table(Check *c, const Node *node, Table *t)
{
    if (!chk_members(c, node, "name codes"))
        return false;
    const Node *name = chk_member(c, node, "name", NODE_TEXT);
    const Node *codes = chk_member(c, node, "codes", NODE_LIST);
    if (!name || !codes)
        return false;
    t->name = name->text;
    t->n = codes->n;
    t->code = chk_alloc(c, t->n + 1, sizeof *t->code);
    t->sorted = chk_alloc(c, t->n + 1, sizeof *t->sorted);
    size_t i = 0;
    for (const Node *code = codes->first; code; code = code->next, i++) {
        if (code->kind != NODE_TEXT)
            return chk_fail(c, CHK_FORM, "not a certificate: table %s: a "
                            "code must be a text", t->name);
        t->code[i] = code->text;
        t->sorted[i] = i;
    }
    qsort_r(t->sorted, t->n, sizeof *t->sorted, by_code, t);
    for (i = 1; i < t->n; i++)
        if (strcmp(t->code[t->sorted[i - 1]], t->code[t->sorted[i]]) == 0)
            return chk_fail(c, CHK_FORM, "not a certificate: table %s: the "
                            "code %s stands twice", t->name,
                            t->code[t->sorted[i]]);
    return true;
}

bool chk_tables(Check *c, const Node *list)
{
    c->table = chk_alloc(c, list->n + 1, sizeof *c->table);
    for (const Node *node = list->first; node; node = node->next) {
        Table *t = &c->table[c->n_tables];
        c->where = "tables";
        if (!read_table(c, node, t))
            return false;
        for (size_t i = 0; i < c->n_tables; i++)
            if (strcmp(c->table[i].name, t->name) == 0)
                return chk_fail(c, CHK_FORM, "not a certificate: the table "
                                "%s stands twice", t->name);
        if (++c->n_tables > COLUMNS_MAX)
            return chk_fail(c, CHK_FORM,
                            "not a certificate: too many tables");
    }
    return true;
}

bool chk_table(Check *c, const Node *object, const char *name,
               const Table **out)
{
    const char *word;
    *out = NULL;
    if (!chk_word(c, object, name, &word))
        return false;
    for (size_t i = 0; word && i < c->n_tables; i++)
        if (strcmp(c->table[i].name, word) == 0)
            *out = &c->table[i];
    if (word && !*out)
        return chk_fail(c, CHK_FORM, "not a certificate: %s: there is no "
                        "table \"%s\"", c->where, word);
    return true;
}

bool chk_table_row(const Table *table, const char *code, size_t *row)
{
    size_t low = 0, high = table->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(table->code[table->sorted[mid]], code);
        if (order == 0) {
            *row = table->sorted[mid];
            return true;
        }
        *(order < 0 ? &low : &high) = order < 0 ? mid + 1 : mid;
    }
    return false;
}

bool chk_row(Check *c, const Table *table, const Node *row,
             const char **code, size_t *at)
{
    *code = "";
    *at = 0;
    if (!table) {
        if (row->kind == NODE_OBJECT && !chk_find(row, "code"))
            return true;
        return chk_fail(c, CHK_FORM, "not a certificate: %s: a single value "
                        "has no code", c->where);
    }
    const Node *word = chk_member(c, row, "code", NODE_TEXT);
    if (!word)
        return false;
    *code = word->text;
    return chk_table_row(table, *code, at)
           || chk_wrong(c, *code, "the table %s has no such row",
                        table->name);
}

/* ---- Columns ---- */

static bool read_amount(Check *c, Column *column, const Node *row)
{
    const char *code;
    size_t at;
    if (!chk_row(c, column->table, row, &code, &at))
        return false;
    if (column->seen[at])
        return chk_wrong(c, code, "the row stands twice");
    column->seen[at] = true;
    bool undefined = false;
    return chk_fraction(c, row, "amount", column->amount[at],
                        chk_find(row, "state") ? &undefined : NULL);
}

/* The groups are the rows of `per`, in their order, or one. */
static bool read_group(Check *c, Column *column, const Node *group, size_t i)
{
    const char *code;
    const Table *per = column->per;
    if (!chk_word(c, group, "code", &code))
        return false;
    if (per ? i >= per->n || !code || strcmp(code, per->code[i]) != 0
            : i > 0 || code)
        return chk_wrong(c, NULL, "the groups are not the rows of %s",
                         per ? per->name : chk_tr("one group"));
    const Node *rows = chk_member(c, group, "rows", NODE_LIST);
    if (!rows)
        return false;
    for (const Node *row = rows->first; row; row = row->next)
        if (!read_amount(c, column, row))
            return false;
    return true;
}

static bool read_column(Check *c, Column *column)
{
    size_t i = 0;
    if (column->node->kind != NODE_OBJECT
        || !chk_table(c, column->node, "table", &column->table)
        || !chk_table(c, column->node, "per", &column->per))
        return chk_fail(c, CHK_FORM,
                        "not a certificate: %s: an object is expected",
                        c->where);
    column->n = column->table ? column->table->n : 1;
    column->amount = chk_numbers(c, column->n);
    column->seen = chk_alloc(c, column->n + 1, sizeof *column->seen);
    const Node *groups = chk_member(c, column->node, "groups", NODE_LIST);
    if (!groups)
        return false;
    for (const Node *g = groups->first; g; g = g->next)
        if (!read_group(c, column, g, i++))
            return false;
    if (i != (column->per ? column->per->n : 1))
        return chk_wrong(c, NULL, "there are %zu groups", i);
    for (i = 0; i < column->n; i++)
        if (!column->seen[i])
            return chk_wrong(c, column->table ? column->table->code[i] : NULL,
                             "the row is missing");
    return true;
}

bool chk_columns(Check *c, const Node *list, Column **out, size_t *n)
{
    if (list->n > COLUMNS_MAX)
        return chk_fail(c, CHK_FORM, "not a certificate: %s: there are more "
                        "than %d", list->name, COLUMNS_MAX);
    Column *column = chk_alloc(c, list->n + 1, sizeof *column);
    *out = column;
    for (const Node *node = list->first; node; node = node->next) {
        const char *in;
        c->where = list->name;
        if (!chk_word(c, node, "in", &in))
            return false;
        c->where = chk_format(c, *list->name == 'a' ? N_("allocate in %s")
                                                    : N_("rounding in %s"),
                              in ? in : "?");
        column[*n].node = node;
        if (!read_column(c, &column[(*n)++]))
            return false;
    }
    return true;
}

/* ---- Sums of columns ---- */

/* The column that one term of `from` names. */
static const Column *term_column(Check *c, const Node *term, bool *minus)
{
    const char *sign;
    size_t number;
    bool round = term->kind == NODE_OBJECT && chk_find(term, "rounding");
    const char *kind = round ? "rounding" : "allocation";
    if (!chk_members(c, term, round ? "sign rounding" : "sign allocation")
        || !chk_word(c, term, "sign", &sign)
        || !chk_count(c, term, kind, &number))
        return NULL;
    *minus = sign && strcmp(sign, "-") == 0;
    if ((*minus || (sign && strcmp(sign, "+") == 0))
        && number < (round ? c->n_rounds : c->n_allocs))
        return round ? &c->round[number] : &c->alloc[number];
    chk_fail(c, CHK_FORM, "not a certificate: %s: there is no %s %zu with "
             "sign \"%s\"", c->where, kind, number, sign ? sign : "");
    return NULL;
}

bool chk_parts(Check *c, const Node *from, const Table *table,
               const Node *row, size_t at, mpq_t sum, bool *stated)
{
    *stated = from->n == 0;
    if (from->n > COLUMNS_MAX)
        return chk_fail(c, CHK_FORM, "not a certificate: %s: it has too many "
                        "parts", c->where);
    if (*stated && chk_find(row, "rest"))
        return chk_fail(c, CHK_FORM, "not a certificate: %s: \"rest\" stands "
                        "beside nothing", c->where);
    if (!chk_fraction(c, row, "rest", sum, &(bool){false}))
        return false;
    for (const Node *term = from->first; term; term = term->next) {
        bool minus = false;
        const Column *part = term_column(c, term, &minus);
        if (!part)
            return false;
        if (!chk_spend(c, TERM_STEPS))
            return false;
        if (part->table != table)
            return chk_fail(c, CHK_FORM, "not a certificate: %s: it is of "
                            "another table than its parts", c->where);
        if (minus)
            mpq_neg(sum, sum);
        if (!chk_add(c, sum, part->amount[at]))
            return false;
        if (minus)
            mpq_neg(sum, sum);
    }
    return true;
}

/* Goes on over the terms of a rounding as far as they are settled. False after
 * a fault. */
static bool pass_terms(Check *c, const Node **term, const bool *settled)
{
    for (; *term; *term = (*term)->next) {
        bool minus;
        const Column *part = term_column(c, *term, &minus);
        if (!part)
            return false;
        if (chk_find(*term, "rounding") && !settled[part - c->round])
            break;
    }
    return true;
}

/* A rounding is settled when all roundings that went into it are. Going over
 * those that are not again and again settles one each time, or there is a
 * circle. */
bool chk_circles(Check *c)
{
    bool *settled = chk_alloc(c, c->n_rounds + 1, sizeof *settled);
    const Node **term = chk_alloc(c, c->n_rounds + 1, sizeof *term);
    size_t left = c->n_rounds;
    for (size_t i = 0; i < c->n_rounds; i++) {
        const Node *from = chk_find(c->round[i].node, "from");
        term[i] = from && from->kind == NODE_LIST ? from->first : NULL;
    }
    for (size_t before = left + 1; left > 0 && left < before;) {
        before = left;
        for (size_t i = 0; i < c->n_rounds; i++) {
            if (!settled[i] && !pass_terms(c, &term[i], settled))
                return false;
            left -= !settled[i] && !term[i];
            settled[i] = !term[i];
        }
    }
    return left == 0
           || chk_fail(c, CHK_FAILS, "a rounding is a part of itself");
}
