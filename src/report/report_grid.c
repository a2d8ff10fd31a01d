/* report_grid.c - a table of text, folded into blocks that fit a width. */
#include "report/report.h"

#include <string.h>

#include "base/utf8.h"

#define GAP 2           /* blanks between columns */
#define FIXED_LEAST 8   /* a name is not cut below this */
#define NAME_MOST 24    /* longer names are cut before a table is parted */
#define HEAD_MOST 32    /* longer headings are cut */

Grid *grid_new(Arena *arena, size_t n_cols, size_t n_rows, size_t fixed)
{
    Grid *grid = ARENA_NEW(arena, Grid);
    grid->arena = arena;
    grid->n_cols = n_cols;
    grid->n_rows = n_rows;
    grid->fixed = fixed;
    grid->col = ARENA_ARRAY(arena, GridCol, n_cols);
    grid->cell = arena_alloc(arena, n_rows, n_cols * sizeof *grid->cell);
    return grid;
}

void grid_set(Grid *grid, size_t row, size_t col, const char *text)
{
    grid->cell[row * grid->n_cols + col] = report_clean(grid->arena, text);
}

static size_t text_cols(const char *text)
{
    return text == NULL ? 0 : utf8_width(text, strlen(text));
}

static size_t col_width(const Grid *grid, size_t col)
{
    size_t most = 0;
    for (size_t h = 0; h < GRID_HEADS; h++) {
        size_t w = text_cols(grid->col[col].head[h]);
        most = w > most ? w : most;
    }
    most = most > HEAD_MOST ? HEAD_MOST : most;
    for (size_t row = 0; row < grid->n_rows; row++) {
        size_t w = text_cols(grid->cell[row * grid->n_cols + col]);
        most = w > most ? w : most;
    }
    return most;
}

/* Bytes of text that fit width columns. */
static size_t fit(const char *text, size_t width)
{
    size_t at = 0, used = 0, len = strlen(text);
    while (at < len) {
        size_t size;
        utf8_next(text + at, len - at, &size);
        size = size == 0 ? 1 : size;
        size_t w = utf8_width(text + at, size);
        if (used + w > width)
            break;
        used += w;
        at += size;
    }
    return at;
}

static void add_cell(const char *text, size_t width, bool right, bool whole,
                     Buf *out)
{
    text = text == NULL ? "" : text;
    size_t cols = text_cols(text);
    if (cols > width && !whole) {
        buf_add_n(out, text, fit(text, width - 1));
        buf_add(out, "…");
        return;
    }
    size_t pad = cols < width ? width - cols : 0;
    if (right)
        buf_add_repeat(out, ' ', pad);
    buf_add(out, text);
    if (!right)
        buf_add_repeat(out, ' ', pad);
}

/* The columns of one block: the fixed ones, then from..to. */
typedef struct Block {
    const Grid *grid;
    const size_t *width;
    size_t indent, from, to;
} Block;

static bool in_block(const Block *block, size_t col)
{
    return col < block->grid->fixed
           || (col >= block->from && col < block->to);
}

static void line_end(size_t start, Buf *out)
{
    while (out->n > start && out->at[out->n - 1] == ' ')
        out->at[--out->n] = '\0';
    buf_add_char(out, '\n');
}

/* head: a line of the header, or GRID_HEADS for the row. */
static void add_line(const Block *block, size_t head, size_t row, Buf *out)
{
    const Grid *grid = block->grid;
    buf_add_repeat(out, ' ', block->indent);
    size_t start = out->n;
    for (size_t c = 0; c < block->to; c++) {
        if (!in_block(block, c))
            continue;
        const GridCol *col = &grid->col[c];
        if (out->n > start)
            buf_add_repeat(out, ' ', GAP);
        bool body = head == GRID_HEADS;
        add_cell(body ? grid->cell[row * grid->n_cols + c] : col->head[head],
                 block->width[c], col->right, body && col->right, out);
    }
    line_end(start, out);
}

static bool head_used(const Block *block, size_t head)
{
    for (size_t c = 0; c < block->grid->n_cols; c++)
        if (in_block(block, c) && block->grid->col[c].head[head] != NULL)
            return true;
    return false;
}

static void print_block(const Block *block, Buf *out)
{
    const Grid *grid = block->grid;
    size_t rule = 0;
    bool headed = false;
    for (size_t c = 0; c < block->to; c++)
        if (in_block(block, c))
            rule += block->width[c] + (rule > 0 ? GAP : 0);
    for (size_t h = 0; h < GRID_HEADS; h++)
        if (head_used(block, h)) {
            add_line(block, h, 0, out);
            headed = true;
        }
    if (headed) {
        buf_add_repeat(out, ' ', block->indent);
        buf_add_repeat(out, '-', rule);
        buf_add_char(out, '\n');
    }
    for (size_t row = 0; row < grid->n_rows; row++)
        add_line(block, GRID_HEADS, row, out);
}

/* Takes off long names what the whole table is too wide. */
static void shorten_names(const Grid *grid, size_t *width, size_t room)
{
    size_t all = 0;
    for (size_t c = 0; c < grid->n_cols; c++)
        all += width[c] + (c > 0 ? GAP : 0);
    for (size_t c = grid->fixed; c-- > 0 && all > room;) {
        size_t more = width[c] > NAME_MOST ? width[c] - NAME_MOST : 0;
        size_t cut = more < all - room ? more : all - room;
        if (grid->col[c].right)
            continue;
        width[c] -= cut;
        all -= cut;
    }
}

/* Narrows the fixed columns, the last first, and then the others that may be
 * cut, so that each other column fits beside the fixed ones. */
static void narrow(const Grid *grid, size_t *width, size_t room)
{
    size_t fixed = 0, widest = 0;
    for (size_t c = 0; c < grid->n_cols; c++) {
        if (c < grid->fixed)
            fixed += width[c] + GAP;
        else if (width[c] > widest && grid->col[c].right)
            widest = width[c];
    }
    for (size_t c = grid->fixed; c-- > 0 && fixed + widest > room;) {
        if (grid->col[c].right)
            continue;
        size_t over = fixed + widest - room;
        size_t cut = width[c] > FIXED_LEAST ? width[c] - FIXED_LEAST : 0;
        cut = cut < over ? cut : over;
        width[c] -= cut;
        fixed -= cut;
    }
    for (size_t c = grid->fixed; c < grid->n_cols; c++) {
        size_t most = room > fixed + FIXED_LEAST ? room - fixed : FIXED_LEAST;
        if (!grid->col[c].right && width[c] > most)
            width[c] = most;
    }
}

void grid_print(const Grid *grid, size_t indent, size_t width, Buf *out)
{
    size_t *w = ARENA_ARRAY(grid->arena, size_t, grid->n_cols + 1);
    size_t room = width > indent ? width - indent : 1;
    size_t fixed = 0;
    for (size_t c = 0; c < grid->n_cols; c++)
        w[c] = col_width(grid, c);
    shorten_names(grid, w, room);
    narrow(grid, w, room);
    for (size_t c = 0; c < grid->fixed; c++)
        fixed += w[c] + (c > 0 ? GAP : 0);
    Block block = {grid, w, indent, grid->fixed, grid->fixed};
    do {
        size_t used = fixed;
        while (block.to < grid->n_cols) {
            size_t more = w[block.to] + (used > 0 ? GAP : 0);
            if (block.to > block.from && used + more > room)
                break;
            used += more;
            block.to++;
        }
        if (block.from > grid->fixed)
            buf_add_char(out, '\n');
        print_block(&block, out);
        block.from = block.to;
    } while (block.to < grid->n_cols);
}
