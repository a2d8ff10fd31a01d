/* lexer.c - text to tokens: layout, blanks, comments and words. */
#include <stdarg.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "lang/lang_int.h"

static const char *const texts[] = {
#define X(name, text) [TOK_##name] = text,
    TOKENS(X)
#undef X
};

const char *token_text(TokenKind kind)
{
    return texts[kind];
}

char lex_peek(const Lexer *lx, uint32_t ahead)
{
    return ahead < lx->end - lx->at ? lx->text[lx->at + ahead] : 0;
}

bool lex_digit(char c)
{
    return c >= '0' && c <= '9';
}

uint32_t lex_blank(const Lexer *lx, uint32_t ahead)
{
    char c = lex_peek(lx, ahead);
    if (c == ' ' || c == '\t') {
        return 1;
    }
    if (ahead >= lx->end - lx->at) {
        return 0;
    }
    size_t size = 0;
    uint32_t u = utf8_next(lx->text + lx->at + ahead, lx->end - lx->at - ahead,
                           &size);
    return u == 0xA0 || u == 0x202F ? (uint32_t)size : 0;
}

static void add_bad(Lexer *lx, uint32_t from, uint32_t to)
{
    Tokens *out = lx->out;
    out->bad = arena_grow(lx->arena, out->bad, out->n_bad, &lx->bad_cap,
                          sizeof *out->bad);
    out->bad[out->n_bad++] = (Span){from, to};
}

void lex_fault(Lexer *lx, uint32_t from, uint32_t to, const char *way_out,
               const char *format, ...)
{
    Buf text = {0};
    va_list args;
    va_start(args, format);
    buf_addv(&text, tr(format), args);
    va_end(args);
    Place place = {lx->source, {from, to}};
    diag_add(lx->diags, DIAG_FAULT, place, way_out, "%s", text.at);
    buf_free(&text);
    add_bad(lx, from, to);
}

/* Only blanks and line ends between two tokens? A comment keeps the words
 * "at" and "least" apart, so that a layout keeps the comment. */
static bool only_blanks(const Lexer *lx, const Token *a, const Token *b)
{
    for (uint32_t i = a->span.to; i < b->span.from; i++) {
        if (lx->text[i] == '#') {
            return false;
        }
    }
    return true;
}

static bool is_word(const Token *token, const char *word)
{
    return token->kind == TOK_NAME && strcmp(token->text, word) == 0;
}

/* Makes one token of the last n. */
static void merge(Lexer *lx, size_t n, TokenKind kind)
{
    Tokens *out = lx->out;
    Token *first = &out->at[out->n - n];
    for (size_t i = 0; i + 1 < n; i++) {
        if (!only_blanks(lx, &first[i], &first[i + 1])) {
            return;
        }
    }
    first->kind = kind;
    first->span.to = first[n - 1].span.to;
    first->text = NULL;
    out->n -= n - 1;
}

static void merge_words(Lexer *lx)
{
    Tokens *out = lx->out;
    if (out->n < 2) {
        return;
    }
    Token *b = &out->at[out->n - 1];
    Token *a = b - 1;
    if (is_word(b, "least") && is_word(a, "at")) {
        merge(lx, 2, TOK_AT_LEAST);
    } else if (is_word(b, "most") && is_word(a, "at")) {
        merge(lx, 2, TOK_AT_MOST);
    } else if (is_word(b, "nothing") && a->kind == TOK_OR) {
        merge(lx, 2, TOK_OR_NOTHING);
    } else if (is_word(b, "to") && is_word(a, "ties")) {
        merge(lx, 2, TOK_TIES_TO);
    } else if (is_word(b, "of") && is_word(a, "order") && out->n > 2 &&
               a[-1].kind == TOK_IN) {
        merge(lx, 3, TOK_IN_ORDER_OF);
    }
}

void lex_push(Lexer *lx, TokenKind kind, uint32_t from, const char *text)
{
    Tokens *out = lx->out;
    out->at = arena_grow(lx->arena, out->at, out->n, &lx->token_cap,
                         sizeof *out->at);
    out->at[out->n++] = (Token){.kind = kind, .span = {from, lx->at},
                                .text = text};
    if (kind == TOK_NAME) {
        merge_words(lx);
    }
}

static void lex_name(Lexer *lx)
{
    uint32_t from = lx->at;
    uint32_t combining = 0;
    while (lx->at < lx->end) {
        size_t size = 0;
        uint32_t c = utf8_next(lx->text + lx->at, lx->end - lx->at, &size);
        bool mark = size > 0 && utf8_is_combining(c);
        if (size == 0 || !(c == '_' || (c >= '0' && c <= '9') || mark ||
                           utf8_is_letter(c))) {
            break;
        }
        if (mark && combining == 0) {
            combining = lx->at;
        }
        lx->at += (uint32_t)size;
    }
    if (combining > 0) {
        lex_fault(lx, from, lx->at,
                  "type the letter anew as one character (NFC)",
                  "the name has a combining mark: a letter and its accent are "
                  "two characters");
    }
    char *text = arena_copy(lx->arena, lx->text + from, lx->at - from);
    for (TokenKind kind = TOK_ALLOCATE; kind <= TOK_WHERE; kind++) {
        if (strcmp(text, texts[kind]) == 0) {
            lex_push(lx, kind, from, NULL);
            return;
        }
    }
    lex_push(lx, TOK_NAME, from, text);
}

static bool at_line_end(const Lexer *lx)
{
    char c = lex_peek(lx, 0);
    return lx->at >= lx->end || c == '\n' ||
           (c == '\r' && (lx->at + 1 == lx->end || lex_peek(lx, 1) == '\n'));
}

/* Texts end at a zero byte, so none may stand in one: a layout would lose
 * what follows. */
void lex_no_zero(Lexer *lx, uint32_t from)
{
    for (uint32_t i = from; i < lx->at; i++) {
        if (lx->text[i] == '\0') {
            lex_fault(lx, i, i + 1, "take it away",
                      "the character U+0000 cannot stand in a text");
            return;
        }
    }
}

static void lex_comment(Lexer *lx)
{
    uint32_t from = lx->at;
    while (!at_line_end(lx)) {
        lx->at++;
    }
    Tokens *out = lx->out;
    out->comment = arena_grow(lx->arena, out->comment, out->n_comments,
                              &lx->comment_cap, sizeof *out->comment);
    out->comment[out->n_comments++] = (Span){from, lx->at};
    lex_no_zero(lx, from);
}

static void check_indent(Lexer *lx, uint32_t line)
{
    for (uint32_t i = line; i < lx->at; i++) {
        if (lx->indent == 0) {
            lx->indent = lx->text[i];
        }
        if (lx->text[i] != lx->indent && !lx->indent_told) {
            lx->indent_told = true;
            lex_fault(lx, line, lx->at,
                      "indent every line with spaces",
                      "the file mixes tabs and spaces in its indents");
        }
    }
    if (lex_blank(lx, 0) > 0) {
        lex_fault(lx, lx->at, lx->at + lex_blank(lx, 0),
                  "indent every line with spaces",
                  "a no-break space stands in the indent");
    }
}

/* Rule 1: the column of a line's first token says whether a statement
 * begins. */
static void lex_layout(Lexer *lx, uint32_t line)
{
    check_indent(lx, line);
    uint32_t column = lx->at - line;
    if (!lx->started) {
        lx->started = true;
        lx->column = column;
        return;
    }
    if (column > lx->column) {
        return;
    }
    if (lx->out->n > 0) {
        lex_push(lx, TOK_NEWLINE, lx->at, NULL);
    }
    if (column < lx->column) {
        uint32_t to = lx->at;
        while (to < lx->end && (unsigned char)lx->text[to] > ' ') {
            to++;
        }
        lex_fault(lx, lx->at, to,
                  "start every statement in the column of the first one",
                  "this line starts to the left of the file's first "
                  "statement");
    }
}

static void lex_token(Lexer *lx)
{
    size_t size = 0;
    char c = lex_peek(lx, 0);
    uint32_t u = utf8_next(lx->text + lx->at, lx->end - lx->at, &size);
    if (size == 0) {
        add_bad(lx, lx->at, lx->at + 1);    /* lex has said so */
        lx->at++;
    } else if (lex_blank(lx, 0) > 0) {
        lx->at += lex_blank(lx, 0);
    } else if (c == '#') {
        lex_comment(lx);
    } else if (lex_digit(c)) {
        lex_number(lx);
    } else if (utf8_is_letter(u)) {
        lex_name(lx);
    } else {
        lex_sign(lx);
    }
}

static void lex_line(Lexer *lx)
{
    uint32_t line = lx->at;
    while (lex_peek(lx, 0) == ' ' || lex_peek(lx, 0) == '\t') {
        lx->at++;
    }
    if (!at_line_end(lx) && lex_peek(lx, 0) != '#') {
        lex_layout(lx, line);
    }
    while (!at_line_end(lx)) {
        lex_token(lx);
    }
    while (lx->at < lx->end && lex_peek(lx, 0) != '\n') {
        lx->at++;       /* the carriage return of CRLF */
    }
    if (lx->at < lx->end) {
        lx->at++;
    }
}

/* A table given in place of a formula, known by its name and its first line. One fault serves for all its lines. */
static bool is_table(const Source *source)
{
    size_t len = strlen(source->path);
    return len > 4 && strcmp(source->path + len - 4, ".csv") == 0 &&
           strncmp(source->text, "formula ", 8) != 0 &&
           strncmp(source->text, "scenario ", 9) != 0;
}

/* The text of an option is a source named after it. */
static bool is_option(const Source *source)
{
    return strncmp(source->path, "--", 2) == 0;
}

/* Does a carriage return alone end its lines, so that a comment in the first
 * would go on to the end? */
static bool ends_in_returns(const Source *source)
{
    const char *first = memchr(source->text, '\r', source->len);
    return !is_option(source) && first != NULL &&
           first + 1 < source->text + source->len &&
           memchr(source->text, '\n', source->len) == NULL;
}

/* Is it of another kind altogether? */
static bool is_other(const Source *source, Diags *diags)
{
    size_t n = strcspn(source->text, "\r\n");
    if (is_table(source)) {
        Place head = {source, {0, (uint32_t)n}};
        diag_add(diags, DIAG_FAULT, head,
                 "give the scenario that uses the table",
                 "this is no formula or scenario: it does not begin with "
                 "formula or scenario");
        return true;
    }
    if (ends_in_returns(source)) {
        Place end = {source, {(uint32_t)n, (uint32_t)n + 1}};
        diag_add(diags, DIAG_FAULT, end,
                 "save the file with line ends LF or CRLF",
                 "the lines of the file end in U+000D alone");
        return true;
    }
    return false;
}

void lex(Arena *arena, const Source *source, Diags *diags, Tokens *out)
{
    *out = (Tokens){.source = source};
    Lexer lx = {.arena = arena, .source = source, .diags = diags, .out = out,
                .text = source->text, .end = (uint32_t)source->len};
    if (is_other(source, diags)) {
        add_bad(&lx, 0, 0);
        lex_push(&lx, TOK_END, 0, NULL);
        return;
    }
    size_t bad = utf8_check(source->text, source->len);
    if (bad < source->len) {
        Place place = {source, {(uint32_t)bad, (uint32_t)bad + 1}};
        bool option = is_option(source);
        diag_add(diags, DIAG_FAULT, place,
                 option ? N_("write it in a terminal that is set to UTF-8")
                        : N_("save the file as UTF-8"),
                 option ? N_("the text is not UTF-8: byte %02X cannot stand "
                             "here")
                        : N_("the file is not UTF-8: byte %02X cannot stand "
                             "here"),
                 (unsigned)(unsigned char)source->text[bad]);
    }
    while (lx.at < lx.end) {
        lex_line(&lx);
    }
    lex_push(&lx, TOK_END, lx.at, NULL);
}
