/* format_align.c - cells of neighbouring lines put below each other. */
#include <string.h>

#include "base/utf8.h"
#include "lang/format_int.h"

/* Titles are lined up only in lines that stay below this many columns. */
#define LINE_COLUMNS 80

static size_t width(const char *text)
{
    return text != NULL ? utf8_width(text, strlen(text)) : 0;
}

/* The column in which most titles can stand: that of the longest line whose
 * column no title up to it drives over the edge. 0: nothing to line up. */
static size_t title_column(const FormatLine *line, const size_t *used,
                           size_t n)
{
    size_t limit = SIZE_MAX;
    for (;;) {
        size_t column = 0;
        size_t widest = 0;
        for (size_t i = 0; i < n; i++) {
            size_t title = width(line[i].cell[CELLS - 1]);
            bool fits = used[i] + 1 + title < LINE_COLUMNS;
            if (title > 0 && fits && used[i] < limit) {
                column = used[i] + 1 > column ? used[i] + 1 : column;
                widest = title > widest ? title : widest;
            }
        }
        if (column == 0 || column + widest < LINE_COLUMNS) {
            return column;
        }
        limit = column - 1;
    }
}

static void align_cell(FormatLine *line, size_t *used, size_t n, size_t cell)
{
    bool titles = cell == CELLS - 1;
    size_t column = titles ? title_column(line, used, n) : 0;
    for (size_t i = 0; !titles && i < n; i++) {
        if (line[i].cell[cell] != NULL && used[i] + 1 > column) {
            column = used[i] + 1;
        }
    }
    for (size_t i = 0; i < n; i++) {
        size_t own = width(line[i].cell[cell]);
        if (line[i].cell[cell] == NULL) {
            continue;
        }
        bool fits = !titles || column + own < LINE_COLUMNS;
        line[i].pad[cell] = fits && used[i] < column ? column - used[i] : 1;
        used[i] += line[i].pad[cell] + own;
    }
}

/* Lines that begin a statement with the same word, nothing between. */
static size_t run_length(const FormatLine *line, size_t n)
{
    size_t run = 1;
    while (run < n && line[0].head && line[run].head && !line[run].blank &&
           line[run].kind == line[0].kind) {
        run++;
    }
    return run;
}

void format_align(Arena *arena, FormatLine *line, size_t n)
{
    size_t *used = ARENA_ARRAY(arena, size_t, n + 1);
    for (size_t i = 0; i < n;) {
        size_t run = run_length(&line[i], n - i);
        for (size_t k = i; k < i + run; k++) {
            used[k] = width(line[k].cell[0]);
        }
        for (size_t cell = 1; cell < CELLS; cell++) {
            align_cell(&line[i], &used[i], run, cell);
        }
        i += run;
    }
}
