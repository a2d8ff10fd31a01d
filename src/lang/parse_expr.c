/* parse_expr.c - values: from quantity up to sum, one function per rule. */
#include "lang/lang_int.h"

Node *node_new(Parser *p, NodeKind kind)
{
    Node *node = ARENA_NEW(p->arena, Node);
    node->kind = kind;
    node->depth = 1;
    return node;
}

Node *node_under(Node *node, Node *child)
{
    if (node != NULL && child != NULL && node->depth <= child->depth) {
        node->depth = child->depth + 1;
    }
    return child;
}

void node_add(Parser *p, Node *node, Node *child)
{
    NodeList *list = &node->args;
    list->at = arena_grow(p->arena, list->at, list->n, &list->cap,
                          sizeof *list->at);
    list->at[list->n++] = node_under(node, child);
}

Node *node_close(Parser *p, Node *node, uint32_t from)
{
    node->place = parser_since(p, from);
    if (node->depth > NESTING_MAX) {
        parser_fault(p, node->place,
                     "give a part of it a name with let; every further term "
                     "of a sum counts as a level",
                     "the expression is nested deeper than %d levels",
                     NESTING_MAX);
        return NULL;
    }
    return p->failed ? NULL : node;
}

Node *node_binary(Parser *p, NodeKind kind, Node *left, Node *right,
                  uint32_t from)
{
    Node *node = node_new(p, kind);
    node_add(p, node, left);
    node_add(p, node, right);
    return node_close(p, node, from);
}

Node *parse_quantity(Parser *p)
{
    const Token *number = parser_peek(p);
    if (!parser_take(p, TOK_NUMBER)) {
        parser_expected(p, tr("a number"), p->usage);
        return NULL;
    }
    Node *node = node_new(p, NODE_NUMBER);
    node->text = number->text;
    const Token *unit = parser_peek(p);
    if (unit->kind == TOK_PERCENT ||
        (unit->kind == TOK_NAME && !word_continues(unit->text))) {
        parser_next(p);
        node->word = parser_word(p, unit);
        if (unit->kind == TOK_PERCENT) {
            node->word.text = "%";
        }
    }
    return node_close(p, node, number->span.from);
}

/* Not for one in parentheses: its place ends before the parenthesis. */
static bool ends_in_allocate(const Node *node)
{
    if (node->kind == NODE_ADD || node->kind == NODE_SUB) {
        const Node *last = node->args.at[1];
        return last->kind == NODE_ALLOCATE &&
               last->place.span.to == node->place.span.to;
    }
    return false;
}

/* where cond, by sum, ties to sum, in this order; first: the token where the
 * argument starts. */
static void parse_select(Parser *p, Node *call, const Token *first)
{
    const Node *arg = call->args.at[0];
    bool allocate = first->kind == TOK_ALLOCATE ||
                    (arg != NULL && ends_in_allocate(arg));
    if (first->kind == TOK_IF || allocate) {
        const char *word = allocate ? "allocate" : "if";
        parser_note(p, parser_token_place(p, first),
                    arena_format(p->arena, tr("write %s((... %s ...) %s ...)"),
                                 call->text, word,
                                 token_text(parser_peek(p)->kind)),
                    "\"%s\" before %s needs parentheses", word,
                    parser_shown(p, parser_peek(p)));
    }
    if (parser_take(p, TOK_WHERE)) {
        call->where = node_under(call, parse_cond(p));
    }
    if (parser_take(p, TOK_BY)) {
        call->by = node_under(call, parse_sum(p));
    }
    if (parser_take(p, TOK_TIES_TO)) {
        call->ties = node_under(call, parse_sum(p));
    }
    if (parser_at(p, TOK_WHERE) || parser_at(p, TOK_BY)) {
        parser_fault(p, parser_token_place(p, parser_peek(p)),
                     "write where, by and ties to once each, in this order",
                     "%s cannot stand here",
                     parser_shown(p, parser_peek(p)));
    }
}

static Node *parse_call(Parser *p)
{
    const Token *name = parser_next(p);
    const Token *open = parser_next(p);
    const Token *first = parser_peek(p);
    Node *node = node_new(p, NODE_CALL);
    node->text = name->text;
    node_add(p, node, parse_expr(p));
    if (parser_at(p, TOK_WHERE) || parser_at(p, TOK_BY) ||
        parser_at(p, TOK_TIES_TO)) {
        parse_select(p, node, first);
    } else {
        while (parser_take(p, TOK_COMMA)) {
            node_add(p, node, parse_expr(p));
        }
    }
    parser_want_close(p, open);
    return node_close(p, node, name->span.from);
}

static Node *parse_round(Parser *p)
{
    const Token *word = parser_next(p);
    const Token *open = parser_peek(p);
    if (!parser_take(p, TOK_OPEN)) {
        parser_fault(p, parser_token_place(p, word),
                     "write round(x to 1 kr by nearest)",
                     "\"round\" is a reserved word and needs a parenthesis "
                     "here");
        return NULL;
    }
    Node *node = node_new(p, NODE_ROUND);
    node_add(p, node, parse_expr(p));
    node->rounding = parse_rounding(p, node);
    parser_want_close(p, open);
    return node_close(p, node, word->span.from);
}

static Node *parse_leaf(Parser *p, NodeKind kind)
{
    const Token *token = parser_next(p);
    Node *node = node_new(p, kind);
    node->text = token->text;
    node->date = token->date;
    return node_close(p, node, token->span.from);
}

static Node *parse_factor(Parser *p);

static Node *parse_negative(Parser *p)
{
    const Token *minus = parser_next(p);
    if (!parser_enter(p, minus)) {
        return NULL;
    }
    Node *node = node_new(p, NODE_NEG);
    node_add(p, node, parse_factor(p));
    parser_leave(p);
    return node_close(p, node, minus->span.from);
}

static Node *parse_parenthesis(Parser *p)
{
    const Token *open = parser_next(p);
    Node *node = parse_expr(p);
    parser_want_close(p, open);
    return p->failed ? NULL : node;
}

/* Rule 8: reported, and read all the same. */
static Node *parse_bare(Parser *p)
{
    const Token *word = parser_peek(p);
    const char *text = token_text(word->kind);
    parser_note(p, parser_token_place(p, word),
                arena_format(p->arena, tr("write (%s ...)"), text),
                "\"%s\" inside a clause or a larger sum needs parentheses",
                text);
    return parse_expr(p);
}

static Node *parse_factor(Parser *p)
{
    switch ((int)parser_peek(p)->kind) {
    case TOK_MINUS:
        return parse_negative(p);
    case TOK_NUMBER:
        return parse_quantity(p);
    case TOK_DATE:
        return parse_leaf(p, NODE_DATE);
    case TOK_STRING:
        return parse_leaf(p, NODE_STRING);
    case TOK_TRUE:
        return parse_leaf(p, NODE_TRUE);
    case TOK_FALSE:
        return parse_leaf(p, NODE_FALSE);
    case TOK_NAME:
        return parser_ahead(p, 1)->kind == TOK_OPEN
                   ? parse_call(p) : parse_leaf(p, NODE_NAME);
    case TOK_ROUND:
        return parse_round(p);
    case TOK_OPEN:
        return parse_parenthesis(p);
    case TOK_ALLOCATE:
    case TOK_IF:
        return parse_bare(p);
    default:
        parser_expected(p, tr("a value"),
                        tr("write a number, a name, a text in "
                                         "quotes, a function or a "
                                         "parenthesis"));
        return NULL;
    }
}

static Node *parse_term(Parser *p)
{
    uint32_t from = parser_here(p);
    Node *left = parse_factor(p);
    while (parser_at(p, TOK_STAR) || parser_at(p, TOK_SLASH)) {
        NodeKind kind = parser_at(p, TOK_STAR) ? NODE_MUL : NODE_DIV;
        parser_next(p);
        left = node_binary(p, kind, left, parse_factor(p), from);
    }
    return left;
}

Node *parse_sum(Parser *p)
{
    size_t start = p->pos;
    uint32_t from = parser_here(p);
    Node *left = parse_term(p);
    while (parser_at(p, TOK_PLUS) || parser_at(p, TOK_MINUS)) {
        NodeKind kind = parser_at(p, TOK_PLUS) ? NODE_ADD : NODE_SUB;
        parser_next(p);
        if (start == p->expr_start && parser_at(p, TOK_ALLOCATE)) {
            left = node_binary(p, kind, left, parse_allocate(p), from);
            p->tail = true;
            return left;
        }
        left = node_binary(p, kind, left, parse_term(p), from);
    }
    return left;
}
