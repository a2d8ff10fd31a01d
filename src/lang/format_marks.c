/* format_marks.c - which minus is a sign and which name is called. */
#include "lang/format_int.h"

typedef struct Marks {
    const Tokens *tokens;
    TokenMark *mark;
} Marks;

/* Marks the token that begins at the offset. */
static void set(Marks *m, uint32_t from, TokenMark mark)
{
    size_t low = 0;
    size_t high = m->tokens->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->tokens->at[middle].span.from < from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    /* The end of a statement is an empty token at the same place. */
    if (low < m->tokens->n && m->tokens->at[low].kind == TOK_NEWLINE) {
        low++;
    }
    if (low < m->tokens->n) {
        m->mark[low] = mark;
    }
}

static void walk(Marks *m, const Node *node);

static void walk_list(Marks *m, const NodeList *list)
{
    for (size_t i = 0; i < list->n; i++) {
        walk(m, list->at[i]);
    }
}

static void walk_rounding(Marks *m, const AstRounding *r)
{
    if (r != NULL) {
        walk(m, r->unit);
        walk_list(m, &r->keeping);
        walk(m, r->at_least);
        walk(m, r->at_most);
        walk(m, r->ties);
    }
}

static void walk_allocate(Marks *m, const AstAllocate *a)
{
    if (a != NULL) {
        walk(m, a->total);
        walk(m, a->by);
        walk(m, a->where);
        walk(m, a->at_least);
        walk(m, a->also_at_least);
        walk(m, a->or_nothing);
        walk(m, a->at_most);
        walk(m, a->order);
    }
}

/* No deeper than NESTING_MAX, as every tree. */
static void walk(Marks *m, const Node *node)
{
    if (node == NULL) {
        return;
    }
    if (node->kind == NODE_NEG) {
        set(m, node->place.span.from, TOKEN_SIGN);
    } else if (node->kind == NODE_CALL || node->kind == NODE_ROUND) {
        set(m, node->place.span.from, TOKEN_CALLED);
    }
    walk_list(m, &node->args);
    walk(m, node->where);
    walk(m, node->by);
    walk(m, node->ties);
    walk_rounding(m, node->rounding);
    walk_allocate(m, node->allocate);
}

static void walk_statement(Marks *m, const Stmt *stmt)
{
    walk(m, stmt->value);
    walk(m, stmt->within);
    walk_list(m, &stmt->values);
    walk_rounding(m, stmt->rounding);
    walk(m, stmt->column.where);
    for (size_t i = 0; i < stmt->n_dated; i++) {
        walk(m, stmt->dated[i].value);
    }
    for (size_t i = 0; i < stmt->n_alts; i++) {
        walk(m, stmt->alt[i].constant);
        walk(m, stmt->alt[i].column.where);
    }
    if (stmt->kind == STMT_DRAW) {
        set(m, stmt->label.place.span.from, TOKEN_CALLED);
    }
}

TokenMark *format_marks(Arena *arena, const Tokens *tokens, const Ast *ast)
{
    Marks m = {tokens, ARENA_ARRAY(arena, TokenMark, tokens->n)};
    for (size_t i = 0; i < ast->n; i++) {
        walk_statement(&m, ast->stmt[i]);
    }
    return m.mark;
}
