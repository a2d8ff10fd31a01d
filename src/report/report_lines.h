/* report_lines.h - lines of text folded to a width, for the study reports. */
#ifndef FORDELA_REPORT_LINES_H
#define FORDELA_REPORT_LINES_H

#include "base/buf.h"

#define LINE_WIDTH 80

/* Adds text as it is shown: no-break spaces as blanks, control characters
 * (which could steer a terminal) as blanks too, ends of lines kept. */
void line_add(Buf *out, const char *text);
/* Adds text folded at blanks, but not at no-break spaces: the first line
 * starts with `first`, the later ones with `rest`. Ends with a newline. */
void line_wrap(Buf *out, const char *first, const char *rest,
               const char *text);
/* Adds text to the left or right of a field so many columns wide; longer text
 * takes what it needs. */
void line_left(Buf *out, const char *text, size_t width);
void line_right(Buf *out, const char *text, size_t width);
/* Ends text at a column of the line that starts at byte `start`, with at least
 * one blank before it. */
void line_end_at(Buf *out, size_t start, const char *text, size_t column);
/* Texts that end at columns of the line that starts at byte `start`, and the
 * end of that line. Where it would be wider than LINE_WIDTH they stand on a
 * line of their own below it, the first ones moved left as the others need. */
typedef struct LineCell {
    const char *text;       /* "": none */
    size_t end;
} LineCell;
void line_cells(Buf *out, size_t start, const LineCell *cell, size_t n);
/* The first columns of text, with "…" in place of the rest. */
void line_cut(Buf *out, const char *text, size_t width);

#endif
