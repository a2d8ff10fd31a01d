/* format_int.h - the parts of the layout: marks of tokens, lines in cells. */
#ifndef FORDELA_FORMAT_INT_H
#define FORDELA_FORMAT_INT_H

#include "lang/lang_int.h"

/* The statement up to ":", from there up to "=", from there up to the title,
 * and the title. */
#define CELLS 4

typedef struct FormatLine {
    bool head;              /* the first of a statement */
    StmtKind kind;          /* of that statement */
    bool blank;             /* an empty line stands before it */
    unsigned indent;
    const char *cell[CELLS];    /* NULL: none; cell[0] only in tokens' lines */
    size_t pad[CELLS];          /* blanks before the cell */
    const char *comment;
} FormatLine;

/* What a token is, where its kind does not say. */
typedef enum TokenMark {
    TOKEN_PLAIN = 0,
    TOKEN_SIGN,             /* a minus with one argument */
    TOKEN_CALLED            /* a name before its parenthesis */
} TokenMark;

/* A mark for each token, from the tree. */
TokenMark *format_marks(Arena *arena, const Tokens *tokens, const Ast *ast);

/* Sets the pads of all lines. */
void format_align(Arena *arena, FormatLine *line, size_t n);

#endif
