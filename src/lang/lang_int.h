/* lang_int.h - what the files of this room share: lexer and parser state.
 *
 * The parser is a recursive descent over the grammar of the manual. On the
 * first fault of a statement it moves to the statement's end; every later
 * look then sees the end and the calls unwind by themselves, so nothing has
 * to be checked in between. A function that failed returns NULL.
 */
#ifndef FORDELA_LANG_INT_H
#define FORDELA_LANG_INT_H

#include <stdbool.h>

#include "base/tr.h"
#include "lang/lang.h"

/* ---- lexer ---- */

typedef struct Lexer {
    Arena *arena;
    const Source *source;
    Diags *diags;
    Tokens *out;
    size_t token_cap, comment_cap, bad_cap;
    const char *text;
    uint32_t at, end;       /* the next byte; one past the last */
    bool started;           /* a statement was seen */
    uint32_t column;        /* bytes of indent of the first statement */
    char indent;            /* ' ' or '\t', once one was seen */
    bool indent_told;
} Lexer;

void lex_push(Lexer *lx, TokenKind kind, uint32_t from, const char *text);
/* Adds a fault over from..to and remembers the span as bad. */
void lex_fault(Lexer *lx, uint32_t from, uint32_t to, const char *way_out,
               const char *format, ...) __attribute__((format(printf, 5, 6)));
/* A fault at the first zero byte from there to the next byte, if any. */
void lex_no_zero(Lexer *lx, uint32_t from);
/* The byte at an offset from the next one, 0 past the end. */
char lex_peek(const Lexer *lx, uint32_t ahead);
/* Bytes of the blank at an offset: space, tab, no-break space; else 0. */
uint32_t lex_blank(const Lexer *lx, uint32_t ahead);
bool lex_digit(char c);

void lex_number(Lexer *lx);     /* or a date */
void lex_sign(Lexer *lx);       /* and texts in quotes */

/* ---- parser ---- */

typedef struct Parser {
    Arena *arena;
    const Tokens *tokens;
    Diags *diags;
    size_t pos;
    size_t start;           /* first token of the statement */
    size_t bad;             /* first bad span not before the statement */
    const char *usage;      /* how the statement is written */
    size_t expr_start;      /* first token of the innermost expression */
    bool tail;              /* it ended in "+ allocate" */
    unsigned depth;
    bool failed;            /* in this statement */
    bool scenario;
} Parser;

/* parse.c */
const Token *parser_peek(const Parser *p);
const Token *parser_ahead(const Parser *p, size_t n);
const Token *parser_next(Parser *p);
bool parser_at(const Parser *p, TokenKind kind);
bool parser_at_end(const Parser *p);
bool parser_take(Parser *p, TokenKind kind);
/* The next token is the unreserved word. */
bool parser_at_word(const Parser *p, const char *word);
bool parser_take_word(Parser *p, const char *word);
/* These add a fault when the next token is another. */
bool parser_want(Parser *p, TokenKind kind);
bool parser_want_word(Parser *p, const char *word);
bool parser_want_close(Parser *p, const Token *open);
Word parser_want_name(Parser *p, const char *what);
Word parser_want_string(Parser *p, const char *what);
bool parser_want_date(Parser *p, Date *out);
/* A text in quotes if one stands here, else an absent Word. */
Word parser_title(Parser *p);
Word parser_word(const Parser *p, const Token *token);
Place parser_place(const Parser *p, uint32_t from, uint32_t to);
/* From an offset to the end of the last token taken. */
Place parser_since(const Parser *p, uint32_t from);
/* The place of a token; the end of the statement is where its text ends. */
Place parser_token_place(const Parser *p, const Token *token);
/* Where the next token begins. */
uint32_t parser_here(const Parser *p);
/* How a token is named in messages. */
const char *parser_shown(const Parser *p, const Token *token);
/* Adds a fault and leaves the statement. */
void parser_fault(Parser *p, Place place, const char *way_out,
                  const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Adds a fault and goes on in the statement. */
void parser_note(Parser *p, Place place, const char *way_out,
                 const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* "expected WHAT, found ..." */
void parser_expected(Parser *p, const char *what, const char *way_out);
/* One level deeper; false (and a fault) beyond NESTING_MAX. */
bool parser_enter(Parser *p, const Token *at);
void parser_leave(Parser *p);
/* Words that never are a unit after a number. */
bool word_continues(const char *word);
/* A word that begins a statement of either kind of file. */
bool word_begins_statement(const char *word);

/* parse_cond.c */
Node *parse_expr(Parser *p);
Node *parse_cond(Parser *p);
/* sum compare sum, for expect. */
Node *parse_comparison(Parser *p);

/* parse_expr.c */
Node *parse_sum(Parser *p);
Node *parse_quantity(Parser *p);
Node *node_new(Parser *p, NodeKind kind);
/* Makes child one of node's depth; returns child. */
Node *node_under(Node *node, Node *child);
void node_add(Parser *p, Node *node, Node *child);
Node *node_binary(Parser *p, NodeKind kind, Node *left, Node *right,
                  uint32_t from);
/* Ends the node at the last token taken, checks its depth. */
Node *node_close(Parser *p, Node *node, uint32_t from);

/* parse_alloc.c */
Node *parse_allocate(Parser *p);
/* owner: the node whose depth counts the parts, or NULL. */
AstRounding *parse_rounding(Parser *p, Node *owner);

/* parse_formula.c, parse_scenario.c: the statement after its first word */
void parse_formula_statement(Parser *p, Stmt *stmt);
void parse_scenario_statement(Parser *p, Stmt *stmt);
/* Before and after whatever is parsed as a statement of its own. */
void parse_statement_begin(Parser *p);
void parse_statement_end(Parser *p);
/* A statement, added unless it fails; every one from here to the end. */
void parse_statement(Parser *p, Ast *ast);
void parse_statements(Parser *p, Ast *ast);
AstUnit *parse_unit(Parser *p);

/* ---- printing ---- */

/* Digits in groups of three from five digits on. */
void number_print(const char *text, Buf *out);
const char *node_kind_text(NodeKind kind);
const char *stmt_kind_text(StmtKind kind);

#endif
