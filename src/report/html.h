/* html.h - text and numbers as HTML, with nothing in them that a browser could
 * take for markup.
 *
 * Ownership: what is returned lives in the arena given.
 */
#ifndef FORDELA_REPORT_HTML_H
#define FORDELA_REPORT_HTML_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/tr.h"

/* Text as content or as a quoted attribute. What could mislead (control
 * characters, bytes that are not UTF-8, turned directions) becomes U+FFFD, ends
 * of lines blanks. NULL: nothing. */
void html_text(Buf *out, const char *text);
/* The same of a number and its unit, which no line is broken inside. */
void html_number(Buf *out, const char *text);
/* Inside <script>: a JSON string with its quotes. */
void html_json(Buf *out, const char *text);

/* What html_say takes: text, a number in bold, a name in its quotes, code. */
const char *html_plain(Arena *arena, const char *text);
const char *html_strong(Arena *arena, const char *number);
const char *html_quoted(Arena *arena, const char *name);
const char *html_code(Arena *arena, const char *text);

/* A sentence as HTML: each "%s" of it ("%2$s" for the second) stands for a
 * const char * that is HTML already; the sentence itself is text. At most
 * SAY_MOST of them. */
#define SAY_MOST 6
const char *html_say(Arena *arena, const char *sentence, ...);

/* A copy in the arena; frees text. */
const char *html_keep(Arena *arena, Buf *text);

#endif
