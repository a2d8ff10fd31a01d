/* report_lines.c - lines of text folded to a width. */

#include "report/report_lines.h"

#include <string.h>

#include "base/utf8.h"

#define ELLIPSIS "\xE2\x80\xA6"

/* One character as it is shown; returns its size. */
static size_t add_shown(Buf *out, const char *at)
{
    unsigned char c = (unsigned char)at[0], d = (unsigned char)at[1];
    if (c == 0xC2 && (d == 0xA0 || (d >= 0x80 && d < 0xA0))) {
        buf_add_char(out, ' ');
        return 2;
    }
    buf_add_char(out, (c < 0x20 && c != '\n') || c == 0x7F ? ' ' : at[0]);
    return 1;
}

static void add_n(Buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len;)
        i += add_shown(out, text + i);
}

void line_add(Buf *out, const char *text)
{
    add_n(out, text, strlen(text));
}

void line_wrap(Buf *out, const char *first, const char *rest,
               const char *text)
{
    size_t used = utf8_width(first, strlen(first)), words = 0;
    buf_add(out, first);
    for (;;) {
        text += strspn(text, " \t\r\n");
        size_t len = strcspn(text, " \t\r\n");
        if (len == 0)
            break;
        size_t width = utf8_width(text, len);
        if (words > 0 && used + 1 + width > LINE_WIDTH) {
            buf_add_char(out, '\n');
            buf_add(out, rest);
            used = utf8_width(rest, strlen(rest));
            words = 0;
        }
        if (words++ > 0) {
            buf_add_char(out, ' ');
            used++;
        }
        add_n(out, text, len);
        used += width;
        text += len;
    }
    buf_add_char(out, '\n');
}

void line_left(Buf *out, const char *text, size_t width)
{
    size_t used = utf8_width(text, strlen(text));
    line_add(out, text);
    if (used < width)
        buf_add_repeat(out, ' ', width - used);
}

void line_right(Buf *out, const char *text, size_t width)
{
    size_t used = utf8_width(text, strlen(text));
    if (used < width)
        buf_add_repeat(out, ' ', width - used);
    line_add(out, text);
}

void line_end_at(Buf *out, size_t start, const char *text, size_t column)
{
    size_t used = utf8_width(out->at + start, out->n - start);
    size_t width = utf8_width(text, strlen(text));
    if (width == 0)
        return;
    size_t gap = used + width < column ? column - used - width : 1;
    buf_add_repeat(out, ' ', gap);
    line_add(out, text);
}

/* Where cell i ends if all behind it are to end where they should. */
static size_t cell_end(const LineCell *cell, size_t n, size_t i)
{
    size_t end = SIZE_MAX;
    for (size_t k = n; k-- > i;) {
        size_t room = utf8_width(cell[k].text, strlen(cell[k].text)) + 1;
        if (cell[k].end < end)
            end = cell[k].end;
        if (k > i && room > 1)
            end = end > room ? end - room : 0;
    }
    return end;
}

void line_cells(Buf *out, size_t start, const LineCell *cell, size_t n)
{
    size_t before = out->n;
    for (size_t i = 0; i < n; i++)
        line_end_at(out, start, cell[i].text, cell[i].end);
    if (utf8_width(out->at + start, out->n - start) > LINE_WIDTH) {
        out->n = before;
        buf_add_char(out, '\n');
        start = out->n;
        for (size_t i = 0; i < n; i++)
            line_end_at(out, start, cell[i].text, cell_end(cell, n, i));
    }
    buf_add_char(out, '\n');
}

void line_cut(Buf *out, const char *text, size_t width)
{
    size_t len = strlen(text);
    if (utf8_width(text, len) <= width) {
        line_add(out, text);
        return;
    }
    size_t end = 0;
    while (end < len) {
        size_t size = 0;
        utf8_next(text + end, len - end, &size);
        if (size == 0)
            size = 1;
        if (utf8_width(text, end + size) + 1 > width)
            break;
        end += size;
    }
    add_n(out, text, end);
    buf_add(out, ELLIPSIS);
}
