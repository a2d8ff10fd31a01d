/* parse_alloc.c - allocate with its clauses, and rounding. */
#include <string.h>

#include "lang/lang_int.h"

/* Phrases are at most three words. */
#define PHRASE_WORDS_MAX 3

static const struct {
    const char *words;
    AllocRule rule;
} rules[] = {
#define X(name, words) {words, RULE_##name},
    ALLOC_RULES(X)
#undef X
};

static const char *const methods[] = {
#define X(name, words, keeps, one) [ROUND_##name] = words,
    ROUND_METHODS(X)
#undef X
};

/* Takes the words of a phrase if all of them stand here. */
static bool take_phrase(Parser *p, const char *phrase)
{
    size_t n = 0;
    for (const char *word = phrase; *word != 0; n++) {
        size_t len = strcspn(word, " ");
        const Token *token = parser_ahead(p, n);
        if (token->kind != TOK_NAME || strlen(token->text) != len ||
            memcmp(token->text, word, len) != 0) {
            return false;
        }
        word += len;
        word += *word == ' ';
    }
    while (n-- > 0) {
        parser_next(p);
    }
    return true;
}

/* A phrase is unknown: names the nearest, or lists all. */
static void unknown_phrase(Parser *p, const char *unknown, const char *what,
                           const char *const *known, size_t n)
{
    Buf given = {0};
    Buf all = {0};
    const Token *token = parser_peek(p);
    for (size_t i = 0; i < PHRASE_WORDS_MAX; i++) {
        const Token *word = parser_ahead(p, i);
        if (word->kind == TOK_NAME && !word_continues(word->text)) {
            buf_addf(&given, "%s%s", i > 0 ? " " : "", word->text);
        } else {
            break;
        }
    }
    for (size_t i = 0; i < n; i++) {
        buf_addf(&all, "%s%s", i == 0 ? tr("write one of: ") : ", ", known[i]);
    }
    const char *near = given.n > 0 ? name_nearest(given.at, known, n) : NULL;
    if (near == NULL && token->kind == TOK_NAME) {
        near = name_nearest(token->text, known, n);
    }
    const char *way_out = all.at;
    if (near != NULL) {
        way_out = arena_format(p->arena, tr("did you mean \"%s\"?"), near);
    }
    if (token->kind == TOK_NAME) {
        parser_fault(p, parser_token_place(p, token), way_out, unknown,
                     parser_shown(p, token));
    } else {
        parser_expected(p, tr(what), way_out);
    }
    buf_free(&given);
    buf_free(&all);
}

static bool twice(Parser *p, bool before, const Token *token, bool rounding)
{
    if (before) {
        parser_fault(p, parser_token_place(p, token), "keep one of them",
                     rounding ? N_("%s stands twice in this rounding")
                              : N_("%s stands twice in this allocate"),
                     parser_shown(p, token));
    }
    return before;
}

/* ---- allocate ---- */

static void parse_at_least(Parser *p, Node *node)
{
    AstAllocate *a = node->allocate;
    const Token *word = parser_next(p);
    Node *value = node_under(node, parse_sum(p));
    if (parser_at(p, TOK_OR_NOTHING)) {
        if (!twice(p, a->or_nothing != NULL, parser_peek(p), false)) {
            parser_next(p);
            a->or_nothing = value;
        }
        return;
    }
    Word table = {0};
    if (parser_take_word(p, "summed")) {
        parser_want(p, TOK_BY);
        table = parser_want_name(p, tr("a table's name"));
    }
    bool plain = a->at_least != NULL && a->at_least_summed.text == NULL;
    bool summed = a->at_least_summed.text != NULL ||
                  a->also_at_least != NULL;
    if (twice(p, table.text != NULL ? summed : plain, word, false)) {
        return;
    }
    if (a->at_least == NULL) {
        a->at_least = value;
        a->at_least_summed = table;
    } else if (table.text != NULL) {
        a->also_at_least = value;
        a->also_summed = table;
    } else {    /* the summed one came first */
        a->also_at_least = a->at_least;
        a->also_summed = a->at_least_summed;
        a->at_least = value;
        a->at_least_summed = (Word){0};
    }
}

static void parse_at_most(Parser *p, Node *node)
{
    AstAllocate *a = node->allocate;
    const Token *word = parser_next(p);
    if (twice(p, a->at_most != NULL, word, false)) {
        return;
    }
    a->at_most = node_under(node, parse_sum(p));
    if (parser_take_word(p, "summed")) {
        parser_want(p, TOK_BY);
        a->at_most_summed = parser_want_name(p, tr("a table's name"));
    }
}

static void parse_rule(Parser *p, AstAllocate *a)
{
    const char *known[sizeof rules / sizeof *rules];
    const Token *word = parser_next(p);
    if (twice(p, a->rule_place.source != NULL, word, false)) {
        return;
    }
    uint32_t from = parser_peek(p)->span.from;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        known[i] = rules[i].words;
        if (take_phrase(p, rules[i].words)) {
            a->rule = rules[i].rule;
            a->rule_place = parser_since(p, from);
            return;
        }
    }
    unknown_phrase(p, N_("unknown rule %s"), N_("a rule"), known,
                   sizeof rules / sizeof *rules);
}

/* One clause; false if none stands here. */
static bool parse_clause(Parser *p, Node *node)
{
    AstAllocate *a = node->allocate;
    const Token *word = parser_peek(p);
    if (word->kind == TOK_WHERE) {
        if (!twice(p, a->where != NULL, word, false)) {
            parser_next(p);
            a->where = node_under(node, parse_cond(p));
        }
    } else if (word->kind == TOK_AT_LEAST) {
        parse_at_least(p, node);
    } else if (word->kind == TOK_AT_MOST) {
        parse_at_most(p, node);
    } else if (word->kind == TOK_IN_ORDER_OF) {
        if (!twice(p, a->order != NULL, word, false)) {
            parser_next(p);
            a->order = node_under(node, parse_sum(p));
        }
    } else if (parser_at_word(p, "using")) {
        parse_rule(p, a);
    } else if (word->kind == TOK_BY || word->kind == TOK_EQUALLY) {
        twice(p, true, word, false);
    } else {
        return false;
    }
    return true;
}

Node *parse_allocate(Parser *p)
{
    const Token *word = parser_next(p);
    Node *node = node_new(p, NODE_ALLOCATE);
    AstAllocate *a = ARENA_NEW(p->arena, AstAllocate);
    node->allocate = a;
    a->total = node_under(node, parse_sum(p));
    if (parser_take(p, TOK_PER)) {
        a->per = parser_want_name(p, tr("a table's name"));
    }
    bool by = parser_take(p, TOK_BY);
    if (parser_take(p, TOK_EQUALLY)) {
        a->equally = true;
    } else if (by) {
        a->by = node_under(node, parse_sum(p));
    } else {
        parser_expected(p, tr("\"by\" or \"equally\""),
                        tr("write allocate TOTAL by KEY, or "
                           "allocate TOTAL equally"));
    }
    while (parse_clause(p, node)) {
    }
    return node_close(p, node, word->span.from);
}

/* ---- rounding ---- */

static void parse_method(Parser *p, AstRounding *r)
{
    const char *known[sizeof methods / sizeof *methods];
    uint32_t from = parser_peek(p)->span.from;
    size_t n = sizeof methods / sizeof *methods;
    size_t found = n;
    for (size_t i = 0; i < n; i++) {
        known[i] = methods[i];
        if (found == n && take_phrase(p, methods[i])) {
            found = i;
        }
    }
    if (found == n) {
        unknown_phrase(p, N_("unknown rounding method %s"),
                   N_("a rounding method"), known, n);
        return;
    }
    r->method = (RoundMethod)found;
    r->method_place = parser_since(p, from);
}

static void parse_first(Parser *p, AstRounding *r, Node *owner)
{
    const Token *word = parser_peek(p);
    if (!parser_take_word(p, "first")) {
        return;
    }
    if (r->method != ROUND_WEBSTER) {
        parser_fault(p, parser_token_place(p, word), "write by webster first "
                     "0.7, or leave it out",
                     "\"first\" belongs to webster");
        return;
    }
    const Token *number = parser_peek(p);
    r->first = node_under(owner, parse_quantity(p));
    if (r->first != NULL && r->first->word.text != NULL) {
        parser_fault(p, parser_token_place(p, number), "write first 0.7",
                     "the number after \"first\" has no unit");
    }
}

static void parse_keeping(Parser *p, AstRounding *r, Node *owner)
{
    do {
        Node *total = parse_sum(p);
        if (r->keeping.n == 2) {
            parser_fault(p, total != NULL ? total->place
                                          : parser_since(p, 0),
                         "name one total, or one for the rows and one for "
                         "the columns",
                         "\"keeping\" takes at most two totals");
            return;
        }
        NodeList *list = &r->keeping;
        list->at = arena_grow(p->arena, list->at, list->n, &list->cap,
                              sizeof *list->at);
        list->at[list->n++] = node_under(owner, total);
    } while (parser_take(p, TOK_COMMA));
}

static bool parse_option(Parser *p, AstRounding *r, Node *owner)
{
    const Token *word = parser_peek(p);
    bool keeping = parser_at_word(p, "keeping");
    bool before = (keeping && r->keeping.n > 0) ||
                  (word->kind == TOK_PER && r->per.text != NULL) ||
                  (word->kind == TOK_AT_LEAST && r->at_least != NULL) ||
                  (word->kind == TOK_AT_MOST && r->at_most != NULL) ||
                  (word->kind == TOK_TIES_TO && r->ties != NULL);
    if (twice(p, before, word, true)) {
        return false;
    }
    if (keeping) {
        parser_next(p);
        parse_keeping(p, r, owner);
    } else if (parser_take(p, TOK_PER)) {
        r->per = parser_want_name(p, tr("a table's name"));
    } else if (parser_take(p, TOK_AT_LEAST)) {
        r->at_least = node_under(owner, parse_sum(p));
    } else if (parser_take(p, TOK_AT_MOST)) {
        r->at_most = node_under(owner, parse_sum(p));
    } else if (parser_take(p, TOK_TIES_TO)) {
        r->ties = node_under(owner, parse_sum(p));
    } else {
        return false;
    }
    return true;
}

AstRounding *parse_rounding(Parser *p, Node *owner)
{
    const char *usage = p->usage;
    AstRounding *r = ARENA_NEW(p->arena, AstRounding);
    uint32_t from = parser_peek(p)->span.from;
    p->usage = tr("write to UNIT by METHOD, as in to 1 kr by largest "
                  "remainder");
    parser_want_word(p, "to");
    r->unit = node_under(owner, parse_sum(p));
    parser_want(p, TOK_BY);
    if (!p->failed) {
        parse_method(p, r);
        parse_first(p, r, owner);
    }
    while (parse_option(p, r, owner)) {
    }
    r->place = parser_since(p, from);
    p->usage = usage;
    return p->failed ? NULL : r;
}
