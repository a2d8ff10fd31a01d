/* print_tree.c - what --dump tree prints: a line for each statement and node,
 * indented by two for each level. */
#include "lang/lang_int.h"

#define INDENT 2

static void line(size_t depth, const char *word, Buf *out)
{
    buf_add_repeat(out, ' ', depth * INDENT);
    buf_add(out, word);
}

static void word_line(size_t depth, const char *what, Word word, Buf *out)
{
    if (word.text != NULL) {
        line(depth, what, out);
        buf_addf(out, " %s\n", word.text);
    }
}

static void string_line(size_t depth, const char *what, Word word, Buf *out)
{
    if (word.text != NULL) {
        line(depth, what, out);
        buf_add_char(out, ' ');
        string_print(word.text, out);
        buf_add_char(out, '\n');
    }
}

static void date_line(size_t depth, const char *what, Date date, Buf *out)
{
    char text[11];
    date_write(date, text);
    line(depth, what, out);
    buf_addf(out, " %s\n", text);
}

static void tree(const Node *node, size_t depth, Buf *out);

/* A node under the word that leads to it. */
static void part(const char *what, const Node *node, size_t depth, Buf *out)
{
    if (node != NULL) {
        line(depth, what, out);
        buf_add_char(out, '\n');
        tree(node, depth + 1, out);
    }
}

static void rounding(const AstRounding *r, size_t depth, Buf *out)
{
    part("to", r->unit, depth, out);
    line(depth, "by ", out);
    buf_addf(out, "%s\n", round_method_words(r->method));
    part("first", r->first, depth, out);
    for (size_t i = 0; i < r->keeping.n; i++) {
        part("keeping", r->keeping.at[i], depth, out);
    }
    word_line(depth, "per", r->per, out);
    part("at least", r->at_least, depth, out);
    part("at most", r->at_most, depth, out);
    part("ties to", r->ties, depth, out);
}

static void allocate(const AstAllocate *a, size_t depth, Buf *out)
{
    part("total", a->total, depth, out);
    word_line(depth, "per", a->per, out);
    if (a->equally) {
        line(depth, "equally\n", out);
    }
    part("by", a->by, depth, out);
    part("where", a->where, depth, out);
    part("at least", a->at_least, depth, out);
    word_line(depth, "summed by", a->at_least_summed, out);
    part("at least", a->also_at_least, depth, out);
    word_line(depth, "summed by", a->also_summed, out);
    part("or nothing", a->or_nothing, depth, out);
    part("at most", a->at_most, depth, out);
    word_line(depth, "summed by", a->at_most_summed, out);
    part("in order of", a->order, depth, out);
    if (a->rule_place.source != NULL) {
        line(depth, "using ", out);
        buf_addf(out, "%s\n", alloc_rule_words(a->rule));
    }
}

static void tree(const Node *node, size_t depth, Buf *out)
{
    char date[11];
    line(depth, node_kind_text(node->kind), out);
    if (node->kind == NODE_STRING) {
        buf_add_char(out, ' ');
        string_print(node->text, out);
    } else if (node->kind == NODE_DATE) {
        date_write(node->date, date);
        buf_addf(out, " %s", date);
    } else if (node->text != NULL) {
        buf_addf(out, " %s", node->text);
    }
    if (node->word.text != NULL) {
        buf_addf(out, " %s", node->word.text);
    }
    buf_add_char(out, '\n');
    for (size_t i = 0; i < node->args.n; i++) {
        tree(node->args.at[i], depth + 1, out);
    }
    part("where", node->where, depth + 1, out);
    part("by", node->by, depth + 1, out);
    part("ties to", node->ties, depth + 1, out);
    if (node->rounding != NULL) {
        rounding(node->rounding, depth + 1, out);
    }
    if (node->allocate != NULL) {
        allocate(node->allocate, depth + 1, out);
    }
}

static void unit_line(size_t depth, const char *what, const AstUnit *unit,
                      Buf *out)
{
    if (unit == NULL) {
        return;
    }
    line(depth, what, out);
    for (size_t i = 0; i < unit->n; i++) {
        buf_add(out, i == 0 ? " " : unit->part[i].divide ? " / " : " * ");
        buf_add(out, unit->part[i].name.text);
    }
    buf_add_char(out, '\n');
}

static void mark_line(size_t depth, Mark mark, Buf *out)
{
    if (mark != MARK_NONE) {
        line(depth, mark == MARK_ESTIMATED ? "estimated\n" : "calibrated\n",
             out);
    }
}

static void column(const AstColumn *c, size_t depth, Buf *out)
{
    string_line(depth, "column", c->name, out);
    for (size_t i = 0; i < c->n_key; i++) {
        string_line(depth, "key", c->key[i], out);
    }
    unit_line(depth, "in", c->unit, out);
    string_line(depth, "decimal", c->decimal, out);
    string_line(depth, "encoding", c->encoding, out);
    part("where", c->where, depth, out);
}

static void alternative(const AstAlt *alt, Buf *out)
{
    line(1, "alternative\n", out);
    string_line(2, "from", alt->from, out);
    column(&alt->column, 2, out);
    word_line(2, "result", alt->result, out);
    if (alt->constant != NULL) {
        tree(alt->constant, 2, out);
    }
    mark_line(2, alt->mark, out);
}

static void dated(const AstDated *one, Buf *out)
{
    line(1, "=\n", out);
    tree(one->value, 2, out);
    if (one->has_from) {
        date_line(2, "from", one->from, out);
    }
}

/* What the words of the statement are. */
static void words(const Stmt *stmt, Buf *out)
{
    for (size_t i = 0; i < stmt->n_words; i++) {
        if (stmt->kind == STMT_TABLE) {
            word_line(1, "in", stmt->words[i], out);
        } else if (stmt->kind == STMT_ROWS) {
            string_line(1, "key", stmt->words[i], out);
        }
    }
    if (stmt->kind == STMT_ROWS) {
        string_line(1, "name", stmt->label, out);
    } else {
        word_line(1, "distribution", stmt->label, out);
    }
    for (size_t i = 0; i < stmt->values.n; i++) {
        if (stmt->range) {
            part(i == 0 ? "from" : i == 1 ? "to" : "step",
                 stmt->values.at[i], 1, out);
        } else {
            tree(stmt->values.at[i], 1, out);
        }
        if (stmt->kind == STMT_REPORT) {
            string_line(1, "title", stmt->words[i], out);
        }
    }
    for (size_t i = 0; i < stmt->n_parents; i++) {
        word_line(1, "in", stmt->parent[i].table, out);
        string_line(1, "by", stmt->parent[i].column, out);
    }
}

static void statement(const Stmt *stmt, Buf *out)
{
    buf_add(out, stmt_kind_text(stmt->kind));
    if (stmt->name.text != NULL) {
        buf_addf(out, " %s", stmt->name.text);
    }
    if (stmt->path.text != NULL) {
        buf_add_char(out, ' ');
        string_print(stmt->path.text, out);
    }
    if (stmt->kind == STMT_DATE) {
        char date[11];
        date_write(stmt->date, date);
        buf_addf(out, " %s", date);
    }
    buf_add_char(out, '\n');
    unit_line(1, ":", stmt->unit, out);
    word_line(1, "per", stmt->table, out);
    words(stmt, out);
    if (stmt->value != NULL) {
        tree(stmt->value, 1, out);
    }
    for (size_t i = 0; i < stmt->n_dated; i++) {
        dated(&stmt->dated[i], out);
    }
    if (stmt->rounding != NULL) {
        rounding(stmt->rounding, 1, out);
    }
    column(&stmt->column, 1, out);
    for (size_t i = 0; i < stmt->n_alts; i++) {
        alternative(&stmt->alt[i], out);
    }
    part("within", stmt->within, 1, out);
    mark_line(1, stmt->mark, out);
    string_line(1, "source", stmt->origin.source, out);
    if (stmt->origin.has_date) {
        date_line(1, "dated", stmt->origin.dated, out);
    }
    string_line(1, stmt->kind == STMT_EXPECT ? "because" : "title",
                stmt->title, out);
}

void ast_print(const Ast *ast, Buf *out)
{
    for (size_t i = 0; i < ast->n; i++) {
        statement(ast->stmt[i], out);
    }
}
