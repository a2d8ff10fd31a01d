/* token.h - the words of formula and scenario files.
 *
 * One lexer for both. Layout (LANGUAGE rule 1) is turned into tokens here: a
 * TOK_NEWLINE stands before each statement but the first, TOK_END at the end;
 * both are empty spans, at the next statement's start and at the text's end.
 */
#ifndef FORDELA_TOKEN_H
#define FORDELA_TOKEN_H

#include "base/date.h"
#include "base/diag.h"
#include "base/tr.h"

/* name in C, the text shown in messages */
#define TOKENS(X)                                                       \
    X(END, N_("the end of the file"))                                   \
    X(NEWLINE, N_("the end of the statement"))                          \
    X(NAME, N_("a name"))                                               \
    X(NUMBER, N_("a number"))                                           \
    X(DATE, N_("a date"))                                               \
    X(STRING, N_("a text in quotes"))                                   \
    /* reserved words */                                                \
    X(ALLOCATE, "allocate") X(AND, "and") X(BY, "by") X(ELSE, "else")   \
    X(EQUALLY, "equally") X(FALSE, "false") X(IF, "if") X(IN, "in")     \
    X(NOT, "not") X(OR, "or") X(PER, "per") X(ROUND, "round")           \
    X(THEN, "then") X(TRUE, "true") X(WHERE, "where")                   \
    /* several words, one token (any blanks between them) */            \
    X(AT_LEAST, "at least") X(AT_MOST, "at most")                       \
    X(IN_ORDER_OF, "in order of") X(OR_NOTHING, "or nothing")           \
    X(TIES_TO, "ties to")                                               \
    /* signs */                                                         \
    X(PLUS, "+") X(MINUS, "-") X(STAR, "*") X(SLASH, "/")               \
    X(EQ, "=") X(NE, "<>") X(LT, "<") X(LE, "<=") X(GT, ">")            \
    X(GE, ">=") X(OPEN, "(") X(CLOSE, ")") X(COMMA, ",")                \
    X(COLON, ":") X(PERCENT, "%") X(TILDE, "~")

typedef enum TokenKind {
#define X(name, text) TOK_##name,
    TOKENS(X)
#undef X
    TOKEN_KINDS
} TokenKind;

/* Digits of one number, before and after the point together. */
#define NUMBER_DIGITS_MAX 40

typedef struct Token {
    TokenKind kind;
    Span span;
    const char *text;   /* NAME: as written; NUMBER: digits and point only;
                           STRING: without quotes; else NULL */
    Date date;          /* DATE */
} Token;

typedef struct Tokens {
    const Source *source;
    Token *at;
    size_t n;           /* the last is TOK_END */
    Span *comment;      /* comments in order, from # to the line's end */
    size_t n_comments;
    Span *bad;          /* what could not be read, in order: the parser keeps
                           quiet about statements that hold one */
    size_t n_bad;
} Tokens;

/* Splits a source into tokens; faults go to diags, and what cannot be read is
 * left out, so that the parser may go on. */
void lex(Arena *arena, const Source *source, Diags *diags, Tokens *out);

const char *token_text(TokenKind kind);

#endif
