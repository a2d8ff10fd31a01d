/* diag_snippet.c - the line of a fault as a terminal shows it, and carets. */
#include <string.h>

#include "base/base_int.h"
#include "base/utf8.h"

#define SCREEN_COLUMNS 100
#define TAB_STOP 4
#define REPLACEMENT "\xEF\xBF\xBD"
/* So many bytes before and after the place are looked at; a line may be a
 * whole file. */
#define BYTES_AROUND 800

/* One character of the line: its bytes, its column and its width. */
typedef struct Glyph {
    size_t at, size;
    size_t col, width;
} Glyph;

typedef struct Line {
    const char *text;
    Glyph glyph[2 * BYTES_AROUND + 1];   /* the last one is the line's end */
    size_t n;
    bool more_before, more_after;   /* the line goes on outside text */
} Line;

bool plain_is(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return false;
    return !(c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
             (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
             c == 0xFFFE || c == 0xFFFF);
}

/* Size in bytes of the character at text; false if it cannot be shown. */
static bool next_plain(const char *text, size_t len, size_t *size)
{
    uint32_t c = utf8_next(text, len, size);
    if (*size == 0) {
        *size = 1;
        return false;
    }
    return plain_is(c);
}

void plain_add(Buf *out, const char *text, size_t len)
{
    for (size_t at = 0, size; at < len; at += size) {
        if (next_plain(text + at, len - at, &size))
            buf_add_n(out, text + at, size);
        else
            buf_add(out, REPLACEMENT);
    }
}

static size_t glyph_width(const char *text, size_t size, size_t col)
{
    if (*text == '\t')
        return TAB_STOP - col % TAB_STOP;
    size_t n;
    return next_plain(text, size, &n) ? utf8_width(text, n) : 1;
}

/* The part of place's line around its start, as glyphs with columns. */
static void line_read(Line *line, Place place)
{
    const Source *s = place.source;
    size_t from = place.span.from < s->len ? place.span.from : s->len;
    LineCol at = source_line_col(s, (uint32_t)from);
    size_t start = s->line[at.line - 1];
    size_t end = at.line < s->n_lines ? s->line[at.line] : s->len;
    while (end > start && (s->text[end - 1] == '\n' ||
                           s->text[end - 1] == '\r'))
        end--;
    line->more_before = from - start > BYTES_AROUND;
    if (line->more_before) {
        start = from - BYTES_AROUND;
        while (start < from && ((unsigned char)s->text[start] & 0xC0) == 0x80)
            start++;
    }
    line->more_after = end > from && end - from > BYTES_AROUND;
    if (line->more_after)
        end = from + BYTES_AROUND;
    line->text = s->text;
    size_t col = 0, n = 0;
    for (size_t i = start, size; i < end; i += size) {
        next_plain(s->text + i, end - i, &size);
        size_t width = glyph_width(s->text + i, size, col);
        line->glyph[n++] = (Glyph){i, size, col, width};
        col += width;
    }
    line->glyph[n] = (Glyph){end, 0, col, 0};
    line->n = n;
}

/* The first glyph that starts at byte offset or later. */
static size_t glyph_at(const Line *line, size_t offset)
{
    size_t i = 0;
    while (i < line->n && line->glyph[i].at + line->glyph[i].size <= offset)
        i++;
    return i;
}

/* Chooses the glyphs first..last (exclusive) that fit into columns, with the
 * caret's glyph among them and room for "..." where something is left out. */
static void window(const Line *line, size_t caret, size_t columns,
                   size_t *first, size_t *last)
{
    const Glyph *g = line->glyph;
    *first = 0;
    *last = line->n;
    if (!line->more_before && !line->more_after && g[line->n].col < columns)
        return;
    columns -= 1;                       /* a caret may stand after the end */
    size_t tail = g[line->n].col - g[caret].col;
    size_t lead = tail < columns / 2 ? columns - 4 - tail : columns / 3;
    if (line->more_before || g[caret].col > columns * 2 / 3) {
        size_t from = g[caret].col > lead ? g[caret].col - lead : 0;
        while (*first < caret && g[*first].col < from)
            *first += 1;
    }
    size_t room = columns;
    if (*first > 0 || line->more_before)
        room -= 3;
    *last = line->n;
    if (!line->more_after && g[line->n].col - g[*first].col <= room)
        return;
    room -= 3;
    *last = *first;
    while (*last < line->n &&
           g[*last].col + g[*last].width - g[*first].col <= room)
        *last += 1;
}

static void render_text(const Line *line, size_t first, size_t last, Buf *out)
{
    for (size_t i = first; i < last; i++) {
        const Glyph *g = &line->glyph[i];
        if (line->text[g->at] == '\t')
            buf_add_repeat(out, ' ', g->width);
        else
            plain_add(out, line->text + g->at, g->size);
    }
}

static void trim_and_end(Buf *out)
{
    while (out->n > 0 && out->at[out->n - 1] == ' ')
        out->n--;
    buf_add_char(out, '\n');
}

void snippet_render(Place place, Buf *out)
{
    Line line;
    line_read(&line, place);
    if (line.n == 0)
        return;
    size_t number = source_line_col(place.source, place.span.from).line;
    size_t margin = 5;
    for (size_t n = number; n >= 100000; n /= 10)
        margin++;
    size_t first, last;
    size_t caret = glyph_at(&line, place.span.from);
    window(&line, caret, SCREEN_COLUMNS - margin - 3, &first, &last);
    bool cut_before = first > 0 || line.more_before;

    buf_addf(out, "%*zu | %s", (int)margin, number, cut_before ? "..." : "");
    render_text(&line, first, last, out);
    if (last < line.n || line.more_after)
        buf_add(out, "...");
    trim_and_end(out);

    size_t left = line.glyph[caret].col - line.glyph[first].col;
    size_t stop = glyph_at(&line, place.span.to);
    if (stop > last)
        stop = last;
    size_t width = stop > caret
                       ? line.glyph[stop].col - line.glyph[caret].col : 1;
    buf_add_repeat(out, ' ', margin + 1);
    buf_add(out, "| ");
    buf_add_repeat(out, ' ', left + (cut_before ? 3 : 0));
    buf_add_char(out, '^');
    buf_add_repeat(out, '~', width > 0 ? width - 1 : 0);
    buf_add_char(out, '\n');
}
