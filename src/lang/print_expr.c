/* print_expr.c - tokens as a list, expressions in their canonical spelling. */
#include <string.h>

#include "lang/lang_int.h"

/* Four digits may be a year: groups begin with the fifth. */
#define GROUP_FROM 5

void number_print(const char *text, Buf *out)
{
    size_t whole = strcspn(text, ".");
    for (size_t i = 0; i < whole; i++) {
        if (whole >= GROUP_FROM && i > 0 && (whole - i) % 3 == 0) {
            buf_add_char(out, ' ');
        }
        buf_add_char(out, text[i]);
    }
    buf_add(out, text + whole);
}

void string_print(const char *text, Buf *out)
{
    buf_add_char(out, '"');
    for (; *text != 0; text++) {
        buf_add(out, *text == '"' ? "\"" : "");
        buf_add_char(out, *text);
    }
    buf_add_char(out, '"');
}

static const char *kind_word(TokenKind kind)
{
    switch ((int)kind) {
    case TOK_END:
        return "end";
    case TOK_NEWLINE:
        return "newline";
    case TOK_NAME:
        return "name";
    case TOK_NUMBER:
        return "number";
    case TOK_DATE:
        return "date";
    case TOK_STRING:
        return "string";
    default:
        return "word";
    }
}

void tokens_print(const Tokens *tokens, Buf *out)
{
    for (size_t i = 0; i < tokens->n; i++) {
        const Token *token = &tokens->at[i];
        LineCol at = source_line_col(tokens->source, token->span.from);
        buf_addf(out, "%zu:%zu %s", at.line, at.col, kind_word(token->kind));
        if (token->kind == TOK_STRING) {
            buf_add_char(out, ' ');
            string_print(token->text, out);
        } else if (token->kind == TOK_DATE) {
            char date[11];
            date_write(token->date, date);
            buf_addf(out, " %s", date);
        } else if (token->text != NULL) {
            buf_addf(out, " %s", token->text);
        } else if (token->kind > TOK_STRING) {
            buf_addf(out, " %s", token_text(token->kind));
        }
        buf_add_char(out, '\n');
    }
}

static const char *const kinds[] = {
#define X(name, text) [NODE_##name] = text,
    NODES(X)
#undef X
};

const char *node_kind_text(NodeKind kind)
{
    return kinds[kind];
}

/* How tightly a form binds; a part that binds less than its place asks for
 * stands in parentheses. */
typedef enum Level {
    LEVEL_EXPR,     /* if, allocate */
    LEVEL_PER,
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_TEST,
    LEVEL_SUM,
    LEVEL_TERM,
    LEVEL_FACTOR
} Level;

static Level level_of(const Node *node)
{
    switch ((int)node->kind) {
    case NODE_IF:
    case NODE_ALLOCATE:
        return LEVEL_EXPR;
    case NODE_PER:
        return LEVEL_PER;
    case NODE_OR:
        return LEVEL_OR;
    case NODE_AND:
        return LEVEL_AND;
    case NODE_NOT:
    case NODE_IN:
    case NODE_NOT_IN:
    case NODE_EQ:
    case NODE_NE:
    case NODE_LT:
    case NODE_LE:
    case NODE_GT:
    case NODE_GE:
        return LEVEL_TEST;
    case NODE_ADD:
    case NODE_SUB:
        return node->args.at[1]->kind == NODE_ALLOCATE ? LEVEL_EXPR
                                                       : LEVEL_SUM;
    case NODE_MUL:
    case NODE_DIV:
        return LEVEL_TERM;
    default:
        return LEVEL_FACTOR;
    }
}

static void print_at(const Node *node, Level level, Buf *out);

static void print_part(const char *word, const Node *node, Level level,
                       Buf *out)
{
    if (node != NULL) {
        buf_addf(out, " %s ", word);
        print_at(node, level, out);
    }
}

static void print_word(const char *words, Word word, Buf *out)
{
    if (word.text != NULL) {
        buf_addf(out, " %s %s", words, word.text);
    }
}

static void print_list(const NodeList *list, size_t from, Level level,
                       Buf *out)
{
    for (size_t i = from; i < list->n; i++) {
        buf_add(out, i > from ? ", " : "");
        print_at(list->at[i], level, out);
    }
}

static void print_rounding(const AstRounding *r, Buf *out)
{
    print_part("to", r->unit, LEVEL_SUM, out);
    buf_addf(out, " by %s", round_method_words(r->method));
    print_part("first", r->first, LEVEL_SUM, out);
    if (r->keeping.n > 0) {
        buf_add(out, " keeping ");
        print_list(&r->keeping, 0, LEVEL_SUM, out);
    }
    print_word("per", r->per, out);
    print_part("at least", r->at_least, LEVEL_SUM, out);
    print_part("at most", r->at_most, LEVEL_SUM, out);
    print_part("ties to", r->ties, LEVEL_SUM, out);
}

static void print_allocate(const AstAllocate *a, Buf *out)
{
    buf_add(out, "allocate ");
    print_at(a->total, LEVEL_SUM, out);
    print_word("per", a->per, out);
    buf_add(out, a->equally ? " equally" : "");
    print_part("by", a->by, LEVEL_SUM, out);
    print_part("where", a->where, LEVEL_OR, out);
    print_part("at least", a->at_least, LEVEL_SUM, out);
    print_word("summed by", a->at_least_summed, out);
    print_part("at least", a->also_at_least, LEVEL_SUM, out);
    print_word("summed by", a->also_summed, out);
    print_part("at least", a->or_nothing, LEVEL_SUM, out);
    buf_add(out, a->or_nothing != NULL ? " or nothing" : "");
    print_part("at most", a->at_most, LEVEL_SUM, out);
    print_word("summed by", a->at_most_summed, out);
    print_part("in order of", a->order, LEVEL_SUM, out);
    if (a->rule_place.source != NULL) {
        buf_addf(out, " using %s", alloc_rule_words(a->rule));
    }
}

static void print_call(const Node *node, Buf *out)
{
    bool select = node->where != NULL || node->by != NULL ||
                  node->ties != NULL;
    buf_addf(out, "%s(", node->text);
    print_list(&node->args, 0, select ? LEVEL_PER : LEVEL_EXPR, out);
    print_part("where", node->where, LEVEL_OR, out);
    print_part("by", node->by, LEVEL_SUM, out);
    print_part("ties to", node->ties, LEVEL_SUM, out);
    buf_add_char(out, ')');
}

/* Two arguments with a sign between; the sums and products are read from the
 * left, so that the right one binds more tightly. */
static void print_binary(const Node *node, Buf *out)
{
    Level level = level_of(node);
    bool tail = level == LEVEL_EXPR;
    level = tail ? LEVEL_SUM : level;
    bool compare = level == LEVEL_TEST;
    print_at(node->args.at[0], compare ? LEVEL_SUM : level, out);
    buf_addf(out, " %s ", kinds[node->kind]);
    print_at(node->args.at[1], tail ? LEVEL_EXPR : (Level)(level + 1), out);
}

static void print_leaf(const Node *node, Buf *out)
{
    char date[11];
    switch ((int)node->kind) {
    case NODE_NUMBER:
        number_print(node->text, out);
        if (node->word.text != NULL) {
            buf_addf(out, " %s", node->word.text);
        }
        break;
    case NODE_DATE:
        date_write(node->date, date);
        buf_add(out, date);
        break;
    case NODE_STRING:
        string_print(node->text, out);
        break;
    case NODE_NAME:
        buf_add(out, node->text);
        break;
    default:
        buf_add(out, kinds[node->kind]);
        break;
    }
}

static void print_kind(const Node *node, Buf *out)
{
    switch ((int)node->kind) {
    case NODE_NEG:
        buf_add_char(out, '-');
        print_at(node->args.at[0], LEVEL_FACTOR, out);
        break;
    case NODE_NOT:
        buf_add(out, "not ");
        print_at(node->args.at[0], LEVEL_TEST, out);
        break;
    case NODE_IN:
    case NODE_NOT_IN:
        print_at(node->args.at[0], LEVEL_SUM, out);
        buf_addf(out, " %s (", kinds[node->kind]);
        print_list(&node->args, 1, LEVEL_EXPR, out);
        buf_add_char(out, ')');
        break;
    case NODE_IF:
        buf_add(out, "if ");
        print_at(node->args.at[0], LEVEL_EXPR, out);
        print_part("then", node->args.at[1], LEVEL_EXPR, out);
        print_part("else", node->args.at[2], LEVEL_EXPR, out);
        break;
    case NODE_PER:
        print_at(node->args.at[0], LEVEL_OR, out);
        print_word("per", node->word, out);
        break;
    case NODE_CALL:
        print_call(node, out);
        break;
    case NODE_ROUND:
        buf_add(out, "round(");
        print_at(node->args.at[0], LEVEL_EXPR, out);
        print_rounding(node->rounding, out);
        buf_add_char(out, ')');
        break;
    case NODE_ALLOCATE:
        print_allocate(node->allocate, out);
        break;
    default:
        if (node->args.n == 2) {
            print_binary(node, out);
        } else {
            print_leaf(node, out);
        }
        break;
    }
}

static void print_at(const Node *node, Level level, Buf *out)
{
    bool parentheses = level_of(node) < level;
    buf_add(out, parentheses ? "(" : "");
    print_kind(node, out);
    buf_add(out, parentheses ? ")" : "");
}

void node_print(const Node *node, Buf *out)
{
    print_at(node, LEVEL_EXPR, out);
}
