/* parse.c - the parser's own verbs: look, take, want, fault and recover. */
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "lang/lang_int.h"

/* A token's text in a message is cut after so many bytes. */
#define SHOWN_MAX 40

const Token *parser_ahead(const Parser *p, size_t n)
{
    const Token *at = p->tokens->at;
    size_t i = p->pos;
    while (n-- > 0 && at[i].kind != TOK_END && at[i].kind != TOK_NEWLINE) {
        i++;
    }
    return &at[i];
}

const Token *parser_peek(const Parser *p)
{
    return &p->tokens->at[p->pos];
}

uint32_t parser_here(const Parser *p)
{
    return parser_peek(p)->span.from;
}

bool parser_at(const Parser *p, TokenKind kind)
{
    return parser_peek(p)->kind == kind;
}

bool parser_at_end(const Parser *p)
{
    return parser_at(p, TOK_END) || parser_at(p, TOK_NEWLINE);
}

/* Never leaves the statement. */
const Token *parser_next(Parser *p)
{
    const Token *token = parser_peek(p);
    if (!parser_at_end(p)) {
        p->pos++;
    }
    return token;
}

bool parser_take(Parser *p, TokenKind kind)
{
    bool here = parser_at(p, kind) && !parser_at_end(p);
    if (here) {
        parser_next(p);
    }
    return here;
}

bool parser_at_word(const Parser *p, const char *word)
{
    const Token *token = parser_peek(p);
    return token->kind == TOK_NAME && strcmp(token->text, word) == 0;
}

bool parser_take_word(Parser *p, const char *word)
{
    bool here = parser_at_word(p, word);
    if (here) {
        parser_next(p);
    }
    return here;
}

Place parser_place(const Parser *p, uint32_t from, uint32_t to)
{
    return (Place){p->tokens->source, {from, to}};
}

Place parser_since(const Parser *p, uint32_t from)
{
    uint32_t to = p->pos > 0 ? p->tokens->at[p->pos - 1].span.to : from;
    return parser_place(p, from, to > from ? to : from);
}

Place parser_token_place(const Parser *p, const Token *token)
{
    bool end = token->kind == TOK_END || token->kind == TOK_NEWLINE;
    if (end && token > p->tokens->at) {
        return parser_place(p, token[-1].span.to, token[-1].span.to);
    }
    return parser_place(p, token->span.from, token->span.to);
}

const char *parser_shown(const Parser *p, const Token *token)
{
    if (token->kind == TOK_END || token->kind == TOK_NEWLINE) {
        return tr(token_text(TOK_NEWLINE));
    }
    const char *text = p->tokens->source->text + token->span.from;
    size_t len = token->span.to - token->span.from;
    bool quoted = token->kind == TOK_STRING;
    const char *mark = quoted ? "" : "\"";
    if (token->text == NULL && token->kind != TOK_DATE) {
        text = token_text(token->kind);
        len = strlen(text);
    }
    size_t cut = len > SHOWN_MAX ? SHOWN_MAX : len;
    while (cut < len && cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80) {
        cut--;
    }
    return arena_format(p->arena, "%s%.*s%s%s", mark, (int)cut, text,
                        cut < len ? "..." : "",
                        cut < len && quoted ? "\"" : mark);
}

/* A statement in which the lexer found a fault gets no second one for what
 * only follows from it. */
static bool statement_is_bad(const Parser *p)
{
    const Tokens *tokens = p->tokens;
    size_t i = p->pos;
    while (tokens->at[i].kind != TOK_END &&
           tokens->at[i].kind != TOK_NEWLINE) {
        i++;
    }
    return p->bad < tokens->n_bad &&
           tokens->bad[p->bad].from <= tokens->at[i].span.from;
}

static void say(Parser *p, Place place, const char *way_out,
                const char *format, va_list args)
{
    if (p->failed || statement_is_bad(p)) {
        return;
    }
    Buf text = {0};
    buf_addv(&text, tr(format), args);
    diag_add(p->diags, DIAG_FAULT, place, way_out, "%s", text.at);
    buf_free(&text);
}

void parser_note(Parser *p, Place place, const char *way_out,
                 const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(p, place, way_out, format, args);
    va_end(args);
}

void parser_fault(Parser *p, Place place, const char *way_out,
                  const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(p, place, way_out, format, args);
    va_end(args);
    p->failed = true;
    while (!parser_at_end(p)) {
        p->pos++;
    }
}

/* Does the token begin a line, and with a statement's word? */
static bool is_indented_statement(const Parser *p, const Token *token)
{
    const char *text = p->tokens->source->text;
    uint32_t at = token->span.from;
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) {
        at--;
    }
    bool first = at > 0 && text[at - 1] == '\n';
    return first && ((token->kind == TOK_NAME &&
                      word_begins_statement(token->text)) ||
                     token->kind == TOK_ROUND);
}

/* Slips that can be told by what stands before: the way out of them, or NULL.
 * The number and the unit of "120 milj kr" were taken for a quantity. */
static const char *way_out_of_slip(const Parser *p, const Token *token)
{
    static const char *const money[] = {"kr", "kronor", "sek"};
    bool hyphen = token->kind == TOK_MINUS && p->pos == p->start + 2 &&
                  token[-1].kind == TOK_NAME &&
                  token[-1].span.to == token->span.from &&
                  token->span.to == token[1].span.from;
    if (hyphen) {
        return tr("a name has only letters, digits and \"_\", as in my_grant");
    }
    bool after = token->kind == TOK_NAME && p->pos > p->start + 2 &&
                 token[-1].kind == TOK_NAME && token[-2].kind == TOK_NUMBER;
    for (size_t i = 0; after && i < sizeof money / sizeof *money; i++) {
        if (strcasecmp(token->text, money[i]) == 0) {
            return tr("a unit is one word: kr, tkr, mnkr (millions) or mdkr");
        }
    }
    return NULL;
}

void parser_expected(Parser *p, const char *what, const char *way_out)
{
    const Token *token = parser_peek(p);
    Place place = parser_token_place(p, token);
    const Token *indented = token;
    if (p->pos > p->start + 1 && token[-1].kind == TOK_NAME &&
        !word_continues(token[-1].text) &&
        is_indented_statement(p, &token[-1])) {
        indented = &token[-1];      /* it was taken for a number's unit */
    }
    if (is_indented_statement(p, indented)) {
        parser_fault(p, parser_token_place(p, indented),
                     "start every statement in the column of the first one", "%s stands deeper than the file's first "
                     "statement, so it continues the line above",
                     parser_shown(p, indented));
        return;
    }
    const char *slip = way_out_of_slip(p, token);
    parser_fault(p, place, slip != NULL ? slip : way_out,
                 "expected %s, found %s", what, parser_shown(p, token));
}

bool parser_want(Parser *p, TokenKind kind)
{
    if (parser_take(p, kind)) {
        return true;
    }
    parser_expected(p, arena_format(p->arena, "\"%s\"", token_text(kind)),
                    p->usage);
    return false;
}

bool parser_want_word(Parser *p, const char *word)
{
    if (parser_take_word(p, word)) {
        return true;
    }
    parser_expected(p, arena_format(p->arena, "\"%s\"", word), p->usage);
    return false;
}

bool parser_want_close(Parser *p, const Token *open)
{
    if (p->failed || parser_take(p, TOK_CLOSE)) {
        return !p->failed;
    }
    LineCol at = source_line_col(p->tokens->source, open->span.from);
    if (parser_at_end(p)) {
        parser_fault(p, parser_place(p, open->span.from, open->span.to),
                     "write \")\" where it ends, before the end of the "
                     "statement",
                     "the parenthesis is never closed");
        return false;
    }
    const char *what =
        arena_format(p->arena, tr("\")\" for the \"(\" at line %zu, column "
                                  "%zu"),
                     at.line, at.col);
    parser_expected(p, what, tr("close the parenthesis, or write an "
                                "operator"));
    return false;
}

Word parser_word(const Parser *p, const Token *token)
{
    return (Word){token->text, parser_token_place(p, token)};
}

Word parser_want_name(Parser *p, const char *what)
{
    const Token *token = parser_peek(p);
    if (parser_take(p, TOK_NAME)) {
        return parser_word(p, token);
    }
    if (token->kind >= TOK_ALLOCATE && token->kind <= TOK_WHERE) {
        parser_fault(p, parser_token_place(p, token),
                     "choose another name; reserved are allocate and by else "
                     "equally false if in not or per round then true where",
                     "%s is a reserved word and cannot be %s",
                     parser_shown(p, token), what);
    } else {
        parser_expected(p, what, p->usage);
    }
    return (Word){0};
}

Word parser_want_string(Parser *p, const char *what)
{
    const Token *token = parser_peek(p);
    if (parser_take(p, TOK_STRING)) {
        return parser_word(p, token);
    }
    bool name = token->kind == TOK_NAME;
    parser_expected(p, what,
                    name ? tr("put it in quotes: \"...\"") : p->usage);
    return (Word){0};
}

bool parser_want_date(Parser *p, Date *out)
{
    *out = parser_peek(p)->date;
    if (parser_take(p, TOK_DATE)) {
        return true;
    }
    parser_expected(p, tr("a date"),
                    tr("write it as 2020-01-31, without spaces"));
    return false;
}

Word parser_title(Parser *p)
{
    const Token *token = parser_peek(p);
    return parser_take(p, TOK_STRING) ? parser_word(p, token) : (Word){0};
}

bool parser_enter(Parser *p, const Token *at)
{
    if (p->depth >= NESTING_MAX) {
        parser_fault(p, parser_token_place(p, at),
                     "give a part of it a name with let",
                     "the expression is nested deeper than %d levels",
                     NESTING_MAX);
        return false;
    }
    p->depth++;
    return true;
}

void parser_leave(Parser *p)
{
    p->depth--;
}

bool word_continues(const char *word)
{
    static const char *const words[] = {
        "to", "step", "from", "estimated", "calibrated", "source", "within",
        "because", "seed", "keeping", "using", "summed", "dated", "first",
        "decimal", "encoding", "key", "column",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}
