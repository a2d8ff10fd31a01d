/* chk_certificate.c - a certificate from its digest to its results. */
#include <stdlib.h>
#include <string.h>

#include "checker/checker.h"

#define DIGITS 64

/* ---- The digest ---- */

/* The last member is a SHA-256 over all bytes but its own 64 digits. */
static bool check_digest(Check *c, const Node *root, const char *text,
                         size_t n)
{
    char found[DIGITS + 1];
    const Node *last = root->first;
    while (last && last->next)
        last = last->next;
    if (!last || strcmp(last->name, "sha256") != 0 || last->kind != NODE_TEXT
        || strlen(last->text) != DIGITS
        || strspn(text + last->from + 1, "0123456789abcdef") != DIGITS)
        return chk_fail(c, CHK_FORM,
                        "not a certificate: its last member is no SHA-256");
    char *others = chk_alloc(c, n, 1);
    size_t before = last->from + 1;
    memcpy(others, text, before);
    memcpy(others + before, text + before + DIGITS, n - before - DIGITS);
    chk_sha256(others, n - DIGITS, found);
    if (strcmp(found, last->text) == 0)
        return true;
    return chk_fail(c, CHK_FAILS, "the text was changed: its SHA-256 is not "
                    "the one at its end");
}

/* ---- What it is of: read, not verified ---- */

static bool check_words(Check *c, const Node *root, const char *name,
                        const char *names)
{
    const Node *node = chk_member(c, root, name, NODE_OBJECT);
    if (!node || !chk_members(c, node, names))
        return false;
    for (const Node *m = node->first; m; m = m->next)
        if (m->kind != NODE_TEXT && m->kind != NODE_NULL)
            return chk_fail(c, CHK_FORM, "not a certificate: \"%s\" must be "
                            "texts", name);
    return true;
}

static bool check_parameters(Check *c, const Node *list)
{
    const char *word;
    bool changed;
    c->where = "parameters";
    for (const Node *node = list->first; node; node = node->next)
        if (!chk_members(c, node, "name unit value changed")
            || !chk_word(c, node, "name", &word)
            || !chk_word(c, node, "unit", &word)
            || !chk_word(c, node, "value", &word)
            || !chk_flag(c, node, "changed", &changed))
            return false;
    return true;
}

static bool check_head(Check *c, const Node *root)
{
    const char *word;
    if (!chk_members(c, root, "certificate made_by scenario formula date "
                              "inputs parameters tables decimals allocations "
                              "roundings results sha256")
        || !chk_word(c, root, "certificate", &word))
        return false;
    if (!word || strcmp(word, "1") != 0)
        return chk_fail(c, CHK_FORM, "not a certificate: the format is "
                        "\"%s\", this program knows \"1\"",
                        word ? word : "");
    return chk_word(c, root, "made_by", &word)
           && chk_word(c, root, "date", &word)
           && check_words(c, root, "scenario", "name title file")
           && check_words(c, root, "formula", "name title file");
}

/* ---- Results ---- */

typedef struct Result {
    const Node *node, *from;
    const Table *table;
    bool number;
} Result;

/* A row of a result: what is stated of it, or what its parts add up to. */
static bool check_amount(Check *c, const Result *r, const Node *row,
                         size_t at, mpq_t amount, mpq_t parts)
{
    const char *code, *word;
    size_t found;
    bool stated;
    if (!chk_members(c, row, r->number ? "code rest amount" : "code value")
        || !chk_row(c, r->table, row, &code, &found))
        return false;
    if (found != at)
        return chk_wrong(c, code, "the row is not in its place");
    c->n_amounts++;
    c->n_stated += !r->number;
    if (!r->number)
        return chk_word(c, row, "value", &word);
    if (!chk_fraction(c, row, "amount", amount, NULL)
        || !chk_parts(c, r->from, r->table, row, at, parts, &stated))
        return false;
    c->n_stated += stated;
    return stated || mpq_equal(amount, parts)
           || chk_wrong(c, code, "the amount is %s, its parts add up to %s",
                        chk_show(c, amount), chk_show(c, parts));
}

static bool check_rows(Check *c, const Result *r)
{
    const Node *rows = chk_member(c, r->node, "rows", NODE_LIST);
    size_t n = r->table ? r->table->n : 1, at = 0;
    mpq_t amount, parts, sum;
    if (!rows)
        return false;
    if (rows->n != n)
        return chk_wrong(c, NULL, "it has %zu rows in place of %zu", rows->n,
                         n);
    mpq_inits(amount, parts, sum, (mpq_ptr)NULL);
    bool good = true;
    for (const Node *row = rows->first; good && row; row = row->next) {
        good = check_amount(c, r, row, at++, amount, parts)
               && chk_add(c, sum, amount);
    }
    if (good && r->number)
        good = chk_same(c, r->node, "sum", sum, chk_tr("the sum"));
    mpq_clears(amount, parts, sum, (mpq_ptr)NULL);
    return good;
}

/* What is no number has no sum, and comes from no amounts. */
static bool check_kind(Check *c, Result *r, const char *kind)
{
    static const char *const kinds[] = {"number", "text", "flag", "date"};
    size_t i = 0;
    while (i < 4 && strcmp(kind, kinds[i]) != 0)
        i++;
    r->number = i == 0;
    r->from = chk_member(c, r->node, "from", NODE_LIST);
    return r->from
           && chk_members(c, r->node,
                          r->number ? "name title kind unit table from sum "
                                      "rows"
                                    : "name title kind unit table from rows")
           && (i < 4
               || chk_fail(c, CHK_FORM, "not a certificate: %s: there is no "
                           "kind \"%s\"", c->where, kind))
           && (r->number || r->from->n == 0
               || chk_fail(c, CHK_FORM, "not a certificate: %s: what is no "
                           "number has no parts", c->where));
}

static bool check_result(Check *c, const Node *node)
{
    const char *name, *title, *unit, *kind;
    Result r = {.node = node};
    if (!chk_word(c, node, "name", &name)
        || !chk_word(c, node, "title", &title)
        || !chk_word(c, node, "unit", &unit)
        || !chk_word(c, node, "kind", &kind)
        || !chk_table(c, node, "table", &r.table))
        return false;
    c->where = chk_format(c, "result %s", name ? name : "");
    if (!check_kind(c, &r, kind ? kind : "") || !check_rows(c, &r))
        return false;
    c->n_results++;
    return true;
}

static int by_text(const void *x, const void *y)
{
    const char *const *a = x, *const *b = y;
    return strcmp(*a, *b);
}

/* One name, one result. */
static bool check_names(Check *c, const Node *list)
{
    const char **name = chk_alloc(c, list->n + 1, sizeof *name);
    size_t n = 0;
    c->where = "results";
    for (const Node *node = list->first; node; node = node->next) {
        const Node *word = chk_member(c, node, "name", NODE_TEXT);
        if (!word)
            return false;
        name[n++] = word->text;
    }
    qsort(name, n, sizeof *name, by_text);
    for (size_t i = 1; i < n; i++)
        if (strcmp(name[i - 1], name[i]) == 0)
            return chk_fail(c, CHK_FORM, "not a certificate: the result %s "
                            "stands twice", name[i]);
    return true;
}

static bool check_results(Check *c, const Node *list)
{
    if (!check_names(c, list))
        return false;
    for (const Node *node = list->first; node; node = node->next) {
        c->where = "results";
        if (!check_result(c, node))
            return false;
    }
    return true;
}

/* ---- In order ---- */

static bool check_steps(Check *c)
{
    const char *name;
    if (!chk_circles(c))
        return false;
    for (size_t i = 0; i < c->n_allocs; i++) {
        chk_word(c, c->alloc[i].node, "in", &name);
        c->where = chk_format(c, "allocate in %s", name ? name : "?");
        if (!chk_allocation(c, &c->alloc[i]))
            return false;
    }
    for (size_t i = 0; i < c->n_rounds; i++) {
        chk_word(c, c->round[i].node, "in", &name);
        c->where = chk_format(c, "rounding in %s", name ? name : "?");
        if (!chk_rounding(c, &c->round[i]))
            return false;
    }
    return true;
}

static bool check_all(Check *c, const char *text, size_t n,
                      const char *folder)
{
    static const char *const lists[] = {"inputs",      "parameters",
                                        "tables",      "decimals",
                                        "allocations", "roundings",
                                        "results"};
    enum { INPUTS, PARAMETERS, TABLES, DECIMALS, ALLOCATIONS, ROUNDINGS,
           RESULTS, LISTS };
    const Node *list[LISTS];
    const Node *root = chk_json(c, text, n);
    if (!root)
        return false;
    if (root->kind != NODE_OBJECT)
        return chk_fail(c, CHK_FORM, "not a certificate: no JSON object");
    if (!check_digest(c, root, text, n) || !check_head(c, root))
        return false;
    for (size_t i = 0; i < LISTS; i++) {
        list[i] = chk_member(c, root, lists[i], NODE_LIST);
        if (!list[i])
            return false;
    }
    return check_parameters(c, list[PARAMETERS])
           && chk_tables(c, list[TABLES])
           && chk_decimals(c, list[DECIMALS])
           && chk_columns(c, list[ALLOCATIONS], &c->alloc, &c->n_allocs)
           && chk_columns(c, list[ROUNDINGS], &c->round, &c->n_rounds)
           && check_steps(c) && check_results(c, list[RESULTS])
           && chk_inputs(c, list[INPUTS], folder);
}

Verdict chk_certificate(Check *c, const char *text, size_t n,
                        const char *folder)
{
    bool good = check_all(c, text, n, folder);
    if (!good && c->verdict == CHK_HOLDS)
        chk_fail(c, CHK_FORM, "not a certificate");
    return c->verdict;
}
