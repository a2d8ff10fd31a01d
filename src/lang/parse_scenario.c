/* parse_scenario.c - the statements of scenario files. */
#include <string.h>

#include "lang/lang_int.h"

/* A column's name as written in a CSV file's header. */
static Word parse_col(Parser *p)
{
    const Token *token = parser_peek(p);
    if (parser_take(p, TOK_NAME) || parser_take(p, TOK_STRING)) {
        return parser_word(p, token);
    }
    if (token->kind >= TOK_ALLOCATE && token->kind <= TOK_TIES_TO) {
        const char *text = token_text(token->kind);
        parser_fault(p, parser_token_place(p, token),
                     arena_format(p->arena, tr("write \"%s\" in quotes"),
                                  text),
                     "\"%s\" is a reserved word; as a column's name it needs "
                     "quotes", text);
    } else if (token->kind == TOK_NUMBER || token->kind == TOK_DATE) {
        parser_expected(p, tr("a column's name"),
                        tr("put it in quotes: \"...\""));
    } else {
        parser_expected(p, tr("a column's name"), p->usage);
    }
    return (Word){0};
}

static Word *parse_cols(Parser *p, size_t *n)
{
    VEC(Word) cols = {0};
    do {
        *VEC_ADD(p->arena, &cols) = parse_col(p);
    } while (parser_take(p, TOK_COMMA));
    *n = cols.n;
    return cols.at;
}

static Mark parse_mark(Parser *p)
{
    if (parser_take_word(p, "estimated")) {
        return MARK_ESTIMATED;
    }
    return parser_take_word(p, "calibrated") ? MARK_CALIBRATED : MARK_NONE;
}

static AstOrigin parse_origin(Parser *p)
{
    AstOrigin origin = {0};
    if (parser_take_word(p, "source")) {
        origin.source = parser_want_string(p, tr("a text in quotes"));
        if (parser_take_word(p, "dated")) {
            origin.has_date = parser_want_date(p, &origin.dated);
        }
    }
    return origin;
}

/* After "column". */
static void parse_column(Parser *p, AstColumn *column)
{
    column->name = parse_col(p);
    if (parser_take_word(p, "key")) {
        column->key = parse_cols(p, &column->n_key);
    }
    if (parser_take(p, TOK_IN)) {
        column->unit = parse_unit(p);
    }
    if (parser_take_word(p, "decimal")) {
        column->decimal = parser_want_string(p, tr("\",\" or \".\" in "
                                                   "quotes"));
    }
    if (parser_take_word(p, "encoding")) {
        column->encoding = parser_want_string(p, tr("an encoding in quotes"));
    }
    if (parser_take(p, TOK_WHERE)) {
        column->where = parse_cond(p);
    }
    if (parser_at_word(p, "key") || parser_at_word(p, "decimal") ||
        parser_at_word(p, "encoding") || parser_at(p, TOK_IN)) {
        parser_fault(p, parser_token_place(p, parser_peek(p)),
                     "write column NAME key ... in ... decimal ... encoding "
                     "... where ..., each once and in this order",
                     "%s cannot stand here",
                     parser_shown(p, parser_peek(p)));
    }
}

static void parse_rows(Parser *p, Stmt *stmt)
{
    VEC(AstParent) parents = {0};
    stmt->name = parser_want_name(p, tr("a table's name"));
    parser_want_word(p, "from");
    if (!p->failed) {
        stmt->path = parser_want_string(p, tr("a file in quotes"));
    }
    parser_want_word(p, "key");
    if (!p->failed) {
        stmt->words = parse_cols(p, &stmt->n_words);
    }
    if (parser_take_word(p, "name")) {
        stmt->label = parse_col(p);
    }
    while (parser_take(p, TOK_IN)) {
        AstParent *parent = VEC_ADD(p->arena, &parents);
        parent->table = parser_want_name(p, tr("a table's name"));
        parser_want(p, TOK_BY);
        if (!p->failed) {
            parent->column = parse_col(p);
        }
    }
    stmt->parent = parents.at;
    stmt->n_parents = parents.n;
    if (parser_take(p, TOK_WHERE)) {
        stmt->value = parse_cond(p);
    }
    stmt->origin = parse_origin(p);
}

static Node *constant_node(Parser *p, NodeKind kind)
{
    const Token *token = parser_next(p);
    Node *node = node_new(p, kind);
    node->text = token->text;
    node->date = token->date;
    return node_close(p, node, token->span.from);
}

static Node *parse_constant(Parser *p)
{
    uint32_t from = parser_peek(p)->span.from;
    switch ((int)parser_peek(p)->kind) {
    case TOK_MINUS: {
        parser_next(p);
        Node *node = node_new(p, NODE_NEG);
        node_add(p, node, parse_quantity(p));
        return node_close(p, node, from);
    }
    case TOK_NUMBER:
        return parse_quantity(p);
    case TOK_DATE:
        return constant_node(p, NODE_DATE);
    case TOK_STRING:
        return constant_node(p, NODE_STRING);
    case TOK_TRUE:
        return constant_node(p, NODE_TRUE);
    case TOK_FALSE:
        return constant_node(p, NODE_FALSE);
    default:
        parser_expected(p, tr("\"from\", \"column\" or a constant"), p->usage);
        return NULL;
    }
}

static void parse_alt(Parser *p, AstAlt *alt)
{
    uint32_t from = parser_peek(p)->span.from;
    bool file = parser_take_word(p, "from");
    if (file) {
        alt->from = parser_want_string(p, tr("a file in quotes"));
    }
    if (parser_take_word(p, "column")) {
        parse_column(p, &alt->column);
    } else if (file && parser_take_word(p, "result")) {
        alt->result = parser_want_name(p, tr("a result's name"));
    } else if (file) {
        parser_expected(p, tr("\"column\" or \"result\""), p->usage);
    } else {
        alt->constant = parse_constant(p);
    }
    alt->mark = parse_mark(p);
    alt->place = parser_since(p, from);
}

static void parse_fill(Parser *p, Stmt *stmt)
{
    VEC(AstAlt) alts = {0};
    stmt->name = parser_want_name(p, tr("a name"));
    if (!p->failed) {
        do {
            parse_alt(p, VEC_ADD(p->arena, &alts));
        } while (parser_take(p, TOK_ELSE));
    }
    stmt->alt = alts.at;
    stmt->n_alts = alts.n;
    stmt->origin = parse_origin(p);
}

static void parse_set(Parser *p, Stmt *stmt)
{
    stmt->name = parser_want_name(p, tr("a name"));
    parser_want(p, TOK_EQ);
    stmt->value = p->failed ? NULL : parse_sum(p);
    stmt->mark = parse_mark(p);
    stmt->origin = parse_origin(p);
}

static void parse_expect(Parser *p, Stmt *stmt)
{
    const Token *after = parser_ahead(p, 1);
    if (parser_at(p, TOK_NAME) && after->kind == TOK_NAME &&
        strcmp(after->text, "from") == 0) {
        stmt->name = parser_want_name(p, tr("a name"));
        parser_next(p);
        stmt->path = parser_want_string(p, tr("a file in quotes"));
        parser_want_word(p, "column");
        if (!p->failed) {
            parse_column(p, &stmt->column);
        }
    } else {
        stmt->value = parse_comparison(p);
    }
    if (parser_take_word(p, "within")) {
        stmt->within = parse_sum(p);
    }
    if (parser_take_word(p, "because")) {
        stmt->title = parser_want_string(p, tr("the reason in quotes"));
    }
}

static void add_value(Parser *p, Stmt *stmt, Node *value)
{
    NodeList *list = &stmt->values;
    list->at = arena_grow(p->arena, list->at, list->n, &list->cap,
                          sizeof *list->at);
    list->at[list->n++] = value;
}

static void parse_vary(Parser *p, Stmt *stmt)
{
    stmt->name = parser_want_name(p, tr("a name"));
    if (parser_take(p, TOK_IN)) {
        do {
            add_value(p, stmt, parse_sum(p));
        } while (parser_take(p, TOK_COMMA));
        return;
    }
    static const char *const words[] = {"from", "to", "step"};
    stmt->range = true;
    for (size_t i = 0; i < 3 && !p->failed; i++) {
        if (parser_want_word(p, words[i])) {
            add_value(p, stmt, parse_sum(p));
        }
    }
}

static void parse_draw(Parser *p, Stmt *stmt)
{
    stmt->name = parser_want_name(p, tr("a name"));
    parser_want(p, TOK_TILDE);
    if (!p->failed) {
        stmt->label = parser_want_name(p, tr("a distribution"));
    }
    const Token *open = parser_peek(p);
    parser_want(p, TOK_OPEN);
    if (!p->failed) {
        do {
            add_value(p, stmt, parse_expr(p));
        } while (parser_take(p, TOK_COMMA));
    }
    parser_want_close(p, open);
}

/* A number without unit. */
static Node *parse_count(Parser *p)
{
    Node *node = parse_quantity(p);
    if (node != NULL && node->word.text != NULL) {
        parser_fault(p, node->word.place, p->usage,
                     "a whole number without unit stands here");
    }
    return p->failed ? NULL : node;
}

static void parse_draws(Parser *p, Stmt *stmt)
{
    add_value(p, stmt, parse_count(p));
    parser_want_word(p, "seed");
    if (!p->failed) {
        add_value(p, stmt, parse_count(p));
    }
}

static void parse_report(Parser *p, Stmt *stmt)
{
    VEC(Word) titles = {0};
    do {
        add_value(p, stmt, parse_expr(p));
        *VEC_ADD(p->arena, &titles) = parser_title(p);
    } while (parser_take(p, TOK_COMMA));
    stmt->words = titles.at;
    stmt->n_words = titles.n;
}

void parse_scenario_statement(Parser *p, Stmt *stmt)
{
    switch ((int)stmt->kind) {
    case STMT_USES:
        stmt->path = parser_want_string(p, tr("a file in quotes"));
        break;
    case STMT_DATE:
        parser_want_date(p, &stmt->date);
        break;
    case STMT_ROWS:
        parse_rows(p, stmt);
        break;
    case STMT_FILL:
        parse_fill(p, stmt);
        break;
    case STMT_SET:
        parse_set(p, stmt);
        break;
    case STMT_EXPECT:
        parse_expect(p, stmt);
        break;
    case STMT_VARY:
        parse_vary(p, stmt);
        break;
    case STMT_DRAW:
        parse_draw(p, stmt);
        break;
    case STMT_DRAWS:
        parse_draws(p, stmt);
        break;
    case STMT_REPORT:
        parse_report(p, stmt);
        break;
    default:
        break;
    }
}
