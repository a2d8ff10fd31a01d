/* parse_cond.c - conditions and whole expressions: compare, in, not, and, or,
 * if, per. */
#include "lang/lang_int.h"

/* A way out that repeats the user's own text is left out beyond this. */
#define REWRITE_MAX 60

static bool compare_kind(TokenKind token, NodeKind *out)
{
    static const struct {
        TokenKind token;
        NodeKind node;
    } pairs[] = {
        {TOK_EQ, NODE_EQ}, {TOK_NE, NODE_NE}, {TOK_LT, NODE_LT},
        {TOK_LE, NODE_LE}, {TOK_GT, NODE_GT}, {TOK_GE, NODE_GE},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i].token == token) {
            *out = pairs[i].node;
            return true;
        }
    }
    return false;
}

/* After "a < b" another comparison sign: say how to write both. */
static void refuse_chain(Parser *p, const Node *first, uint32_t from)
{
    NodeKind kind;
    const Token *sign = parser_peek(p);
    if (first == NULL || !compare_kind(sign->kind, &kind)) {
        return;
    }
    parser_next(p);
    Node *third = parse_sum(p);
    if (third == NULL) {
        return;
    }
    Buf text = {0};
    buf_add(&text, tr("write "));
    node_print(first, &text);
    buf_add(&text, tr(" and "));
    node_print(first->args.at[1], &text);
    buf_addf(&text, " %s ", token_text(sign->kind));
    node_print(third, &text);
    bool fits = text.n <= REWRITE_MAX;
    parser_fault(p, parser_since(p, from),
                 fits ? text.at : N_("write two comparisons joined by and"),
                 "comparisons do not chain");
    buf_free(&text);
}

static Node *parse_compare_after(Parser *p, Node *left, uint32_t from)
{
    NodeKind kind = NODE_EQ;
    compare_kind(parser_next(p)->kind, &kind);
    Node *node = node_binary(p, kind, left, parse_sum(p), from);
    refuse_chain(p, node, from);
    return p->failed ? NULL : node;
}

Node *parse_comparison(Parser *p)
{
    NodeKind kind;
    uint32_t from = parser_here(p);
    Node *left = parse_sum(p);
    if (!compare_kind(parser_peek(p)->kind, &kind)) {
        parser_expected(p, tr("a comparison such as ="), p->usage);
        return NULL;
    }
    return parse_compare_after(p, left, from);
}

static Node *parse_in(Parser *p, NodeKind kind, Node *left, uint32_t from)
{
    Node *node = node_new(p, kind);
    node_add(p, node, left);
    parser_next(p);
    const Token *open = parser_peek(p);
    if (!parser_take(p, TOK_OPEN)) {
        parser_expected(p, tr("\"(\" after in"), tr("write in (a, b, c)"));
        return NULL;
    }
    do {
        node_add(p, node, parse_expr(p));
    } while (parser_take(p, TOK_COMMA));
    parser_want_close(p, open);
    return node_close(p, node, from);
}

static Node *parse_not(Parser *p);

static Node *parse_test(Parser *p)
{
    NodeKind kind;
    uint32_t from = parser_here(p);
    if (parser_at(p, TOK_NOT)) {
        return parse_not(p);
    }
    Node *left = parse_sum(p);
    if (p->tail) {
        return left;
    }
    if (compare_kind(parser_peek(p)->kind, &kind)) {
        return parse_compare_after(p, left, from);
    }
    if (parser_at(p, TOK_IN)) {
        return parse_in(p, NODE_IN, left, from);
    }
    if (parser_at(p, TOK_NOT)) {
        parser_next(p);
        if (!parser_at(p, TOK_IN)) {
            parser_expected(p, tr("\"in\" after not"),
                            tr("write x not in (a, b), or not before the "
                               "test"));
            return NULL;
        }
        return parse_in(p, NODE_NOT_IN, left, from);
    }
    return left;
}

static Node *parse_not(Parser *p)
{
    const Token *word = parser_next(p);
    if (!parser_enter(p, word)) {
        return NULL;
    }
    Node *node = node_new(p, NODE_NOT);
    node_add(p, node, parse_test(p));
    parser_leave(p);
    return node_close(p, node, word->span.from);
}

static Node *parse_both(Parser *p)
{
    uint32_t from = parser_here(p);
    Node *left = parse_test(p);
    while (!p->tail && parser_take(p, TOK_AND)) {
        left = node_binary(p, NODE_AND, left, parse_test(p), from);
    }
    return left;
}

Node *parse_cond(Parser *p)
{
    uint32_t from = parser_here(p);
    Node *left = parse_both(p);
    while (!p->tail && parser_take(p, TOK_OR)) {
        left = node_binary(p, NODE_OR, left, parse_both(p), from);
    }
    return left;
}

static Node *parse_if(Parser *p)
{
    const Token *word = parser_next(p);
    Node *node = node_new(p, NODE_IF);
    const char *usage = p->usage;
    p->usage = tr("write if CONDITION then VALUE else VALUE");
    node_add(p, node, parse_expr(p));
    parser_want(p, TOK_THEN);
    node_add(p, node, parse_expr(p));
    parser_want(p, TOK_ELSE);
    node_add(p, node, parse_expr(p));
    p->usage = usage;
    return node_close(p, node, word->span.from);
}

static Node *parse_per(Parser *p, Node *value, uint32_t from)
{
    parser_next(p);
    Node *node = node_new(p, NODE_PER);
    node_add(p, node, value);
    node->word = parser_want_name(p, tr("a table's name"));
    return node_close(p, node, from);
}

/* What would be an operator in a sum or condition. */
static bool at_operator(const Parser *p)
{
    NodeKind kind;
    TokenKind token = parser_peek(p)->kind;
    return compare_kind(token, &kind) || token == TOK_PLUS ||
           token == TOK_MINUS || token == TOK_STAR || token == TOK_SLASH ||
           token == TOK_AND || token == TOK_OR || token == TOK_IN ||
           token == TOK_NOT || token == TOK_PER;
}

/* "and" before a clause of allocate, which needs none. */
static bool at_joined_clause(const Parser *p)
{
    TokenKind next = parser_ahead(p, 1)->kind;
    return parser_at(p, TOK_AND) &&
           (next == TOK_WHERE || next == TOK_AT_LEAST ||
            next == TOK_AT_MOST || next == TOK_IN_ORDER_OF);
}

/* "per" and "allocate" reach to the end: what comes after one is a fault that
 * parentheses mend. */
static void refuse_after(Parser *p, const char *word)
{
    if (at_operator(p)) {
        const Token *token = parser_peek(p);
        bool allocate = word[0] == 'a';
        const char *way_out = arena_format(
            p->arena, tr("put the part with %s in parentheses"), word);
        if (allocate && token->kind == TOK_PER) {
            way_out = tr("write per after the total: allocate T per TABLE");
        } else if (allocate && at_joined_clause(p)) {
            way_out = tr("clauses follow each other without \"and\"");
        }
        parser_fault(p, parser_token_place(p, token), way_out,
                     "\"%s\" reaches to the end of the expression, but %s "
                     "follows", word, parser_shown(p, token));
    }
}

static Node *parse_expr_kinds(Parser *p)
{
    uint32_t from = parser_here(p);
    if (parser_at(p, TOK_IF)) {
        return parse_if(p);
    }
    if (parser_at(p, TOK_ALLOCATE)) {
        Node *node = parse_allocate(p);
        refuse_after(p, "allocate");
        return p->failed ? NULL : node;
    }
    Node *node = parse_cond(p);
    if (p->tail) {
        refuse_after(p, "allocate");
    } else if (parser_at(p, TOK_PER)) {
        node = parse_per(p, node, from);
        refuse_after(p, "per");
    }
    return p->failed ? NULL : node;
}

Node *parse_expr(Parser *p)
{
    if (!parser_enter(p, parser_peek(p))) {
        return NULL;
    }
    size_t start = p->expr_start;
    bool tail = p->tail;
    p->expr_start = p->pos;
    p->tail = false;
    Node *node = parse_expr_kinds(p);
    p->expr_start = start;
    p->tail = tail;
    parser_leave(p);
    return node;
}
