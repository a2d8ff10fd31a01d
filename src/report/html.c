/* html.c - text as HTML. */
#include "report/html.h"

#include <string.h>

#include "base/diag.h"

#define NBSP "\xC2\xA0"

const char *html_keep(Arena *arena, Buf *text)
{
    const char *copy = arena_copy(arena, text->at == NULL ? "" : text->at,
                                  text->n);
    buf_free(text);
    return copy;
}

static void add_escaped(Buf *out, char c)
{
    switch (c) {
    case '&':
        buf_add(out, "&amp;");
        break;
    case '<':
        buf_add(out, "&lt;");
        break;
    case '>':
        buf_add(out, "&gt;");
        break;
    case '"':
        buf_add(out, "&quot;");
        break;
    case '\'':
        buf_add(out, "&#39;");
        break;
    default:
        buf_add_char(out, c);
    }
}

/* Without what misleads; freed by the caller. */
static Buf plain(const char *text)
{
    Buf copy = {0}, line = {0};
    buf_add(&line, "");
    buf_add(&copy, text == NULL ? "" : text);
    for (char *c = copy.at; c != NULL && *c != '\0'; c++)
        if (*c == '\n' || *c == '\r' || *c == '\t')
            *c = ' ';
    plain_add(&line, copy.at, copy.n);
    buf_free(&copy);
    return line;
}

void html_text(Buf *out, const char *text)
{
    Buf line = plain(text);
    for (size_t i = 0; i < line.n; i++)
        add_escaped(out, line.at[i]);
    buf_free(&line);
}

void html_number(Buf *out, const char *text)
{
    Buf line = plain(text);
    for (size_t i = 0; i < line.n; i++)
        if (line.at[i] == ' ')
            buf_add(out, NBSP);
        else
            add_escaped(out, line.at[i]);
    buf_free(&line);
}

/* No "<" in it can close the script that it stands in. */
void html_json(Buf *out, const char *text)
{
    Buf line = plain(text);
    buf_add_char(out, '"');
    for (size_t i = 0; i < line.n; i++) {
        char c = line.at[i];
        if (c == '"' || c == '\\')
            buf_add_char(out, '\\');
        if (c == '<')
            buf_add(out, "\\u003c");
        else
            buf_add_char(out, c);
    }
    buf_add_char(out, '"');
    buf_free(&line);
}

/* ---- Sentences ---- */

static const char *wrapped(Arena *arena, const char *before,
                           const char *text, const char *after, bool number)
{
    Buf out = {0};
    buf_add(&out, before);
    (number ? html_number : html_text)(&out, text);
    buf_add(&out, after);
    return html_keep(arena, &out);
}

const char *html_plain(Arena *arena, const char *text)
{
    return wrapped(arena, "", text, "", false);
}

const char *html_strong(Arena *arena, const char *number)
{
    return wrapped(arena, "<b>", number, "</b>", true);
}

const char *html_quoted(Arena *arena, const char *name)
{
    return wrapped(arena, "<q>", name, "</q>", false);
}

const char *html_code(Arena *arena, const char *text)
{
    return wrapped(arena, "<code>", text, "</code>", false);
}

/* Moves *at past "%s" or "%2$s"; which is meant, or SAY_MOST if neither stands
 * there. */
static size_t placeholder(const char **at, size_t *next)
{
    const char *c = *at;
    if (c[0] != '%')
        return SAY_MOST;
    if (c[1] == 's') {
        *at += 2;
        return (*next)++;
    }
    if (c[1] < '1' || c[1] > '0' + SAY_MOST || c[2] != '$' || c[3] != 's')
        return SAY_MOST;
    *at += 4;
    return (size_t)(c[1] - '1');
}

static size_t count_placeholders(const char *sentence)
{
    size_t n = 0, next = 0;
    while (*sentence != '\0') {
        size_t i = placeholder(&sentence, &next);
        if (i == SAY_MOST)
            sentence++;
        else if (i + 1 > n)
            n = i + 1;
    }
    return n < SAY_MOST ? n : SAY_MOST;
}

const char *html_say(Arena *arena, const char *sentence, ...)
{
    const char *given[SAY_MOST] = {NULL};
    size_t n = count_placeholders(sentence), next = 0;
    Buf out = {0};
    va_list args;
    va_start(args, sentence);
    for (size_t i = 0; i < n; i++)
        given[i] = va_arg(args, const char *);
    va_end(args);
    while (*sentence != '\0') {
        size_t i = placeholder(&sentence, &next);
        if (i < SAY_MOST)
            buf_add(&out, given[i]);
        else
            add_escaped(&out, *sentence++);
    }
    return html_keep(arena, &out);
}
