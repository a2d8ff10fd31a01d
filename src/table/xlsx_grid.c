/* xlsx_grid.c - the cells of a sheet as a table with a source to point into.
 *
 * The source has the sheet's rows as lines and its columns parted by tabs, so
 * that line and tabs say which cell a place is.
 */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "table/xlsx_int.h"

typedef struct Grid {
    Xlsx *x;
    Csv *csv;
    uint32_t head_row;
    uint32_t n_lines;
    Cell **cells;           /* n_lines: those of a line, or NULL */
} Grid;

/* Cells may stand in any order; in nearly all files they are in order. */
static int by_place(const void *a, const void *b)
{
    const XlsxCell *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->col > y->col) - (x->col < y->col);
}

static bool put_in_order(Xlsx *x)
{
    bool ordered = true;
    for (size_t i = 1; i < x->cells.n; i++)
        ordered = ordered
                  && by_place(&x->cells.at[i - 1], &x->cells.at[i]) < 0;
    if (!ordered)
        qsort(x->cells.at, x->cells.n, sizeof *x->cells.at, by_place);
    for (size_t i = 1; i < x->cells.n && !ordered; i++)
        if (by_place(&x->cells.at[i - 1], &x->cells.at[i]) == 0)
            xlsx_broken(x, x->sheet_part,
                        N_("one of its cells stands in it twice"));
    return !x->failed;
}

static bool measure(Grid *g)
{
    Xlsx *x = g->x;
    uint32_t cols = 0;
    size_t rows = 0;
    if (x->cells.n == 0) {
        xlsx_refuse(x, "the first row that is not empty names the columns, "
                    "each row below it is a row",
                    "the sheet \"%s\" of \"%s\" is empty", x->sheet,
                    x->raw->path);
        return false;
    }
    g->head_row = x->cells.at[0].row;
    for (size_t i = 0; i < x->cells.n; i++) {
        cols = x->cells.at[i].col + 1 > cols ? x->cells.at[i].col + 1 : cols;
        rows += i == 0 || x->cells.at[i].row != x->cells.at[i - 1].row;
    }
    g->n_lines = x->cells.at[x->cells.n - 1].row + 1;
    g->csv->n_cols = cols;
    g->csv->n_rows = rows - 1;
    if (cols > CSV_COLUMNS_MAX || rows * cols > XLSX_CELLS_MAX)
        xlsx_refuse(x, "leave out rows and columns that are not needed",
                    "the sheet \"%s\" of \"%s\" has %zu rows of %u columns",
                    x->sheet, x->raw->path, rows, cols);
    return !x->failed;
}

/* Is there room for the sheet as a source? Cells that share one long text are
 * small in the file and large here. */
static bool is_source(const Grid *g)
{
    Xlsx *x = g->x;
    size_t bytes = g->n_lines + (g->csv->n_rows + 1) * g->csv->n_cols;
    for (size_t i = 0; i < x->cells.n && bytes <= SOURCE_BYTES_MAX; i++)
        bytes += strlen(x->cells.at[i].text);
    if (bytes > SOURCE_BYTES_MAX)
        xlsx_refuse(x, "leave out columns that are not needed",
                    "the texts of \"%s\" are larger than 1 GiB",
                    x->raw->path);
    return !x->failed;
}

/* Text on one line, for messages. */
static void add_shown(const char *text, Buf *out)
{
    for (; *text != '\0'; text++)
        buf_add_char(out, (unsigned char)*text < ' ' ? ' ' : *text);
}

/* One line of the sheet; cells: where its cells go, or NULL for an empty
 * line. Returns the next of the sheet's cells. */
static size_t add_line(Grid *g, size_t at, uint32_t line, Cell *cells,
                       bool *number, Buf *out)
{
    Xlsx *x = g->x;
    for (size_t col = 0; cells != NULL && col < g->csv->n_cols; col++) {
        cells[col] = (Cell){"", {(uint32_t)out->n, (uint32_t)out->n}};
        if (at < x->cells.n && x->cells.at[at].row == line
            && x->cells.at[at].col == col) {
            const XlsxCell *cell = &x->cells.at[at];
            size_t len = strlen(cell->text);
            const char *text = text_trimmed(cell->text, &len);
            cells[col].text = text[len] == '\0'
                                  ? text : arena_copy(x->arena, text, len);
            add_shown(cell->text, out);
            cells[col].span.to = (uint32_t)out->n;
            if (number != NULL)
                number[col] = cell->number;
            at++;
        }
        if (col + 1 < g->csv->n_cols)
            buf_add_char(out, '\t');
    }
    buf_add_char(out, '\n');
    return at;
}

static void fill(Grid *g, Buf *out)
{
    Csv *csv = g->csv;
    Xlsx *x = g->x;
    size_t at = 0, row = 0;
    csv->head = ARENA_ARRAY(x->arena, Cell, csv->n_cols + 1);
    csv->cell = ARENA_ARRAY(x->arena, Cell, csv->n_rows * csv->n_cols + 1);
    csv->number = ARENA_ARRAY(x->arena, bool, csv->n_rows * csv->n_cols + 1);
    g->cells = ARENA_ARRAY(x->arena, Cell *, g->n_lines);
    for (uint32_t line = 0; line < g->n_lines; line++) {
        bool used = at < x->cells.n && x->cells.at[at].row == line;
        if (!used) {
            at = add_line(g, at, line, NULL, NULL, out);
        } else if (line == g->head_row) {
            g->cells[line] = csv->head;
            at = add_line(g, at, line, csv->head, NULL, out);
        } else {
            g->cells[line] = csv->cell + row * csv->n_cols;
            at = add_line(g, at, line, g->cells[line],
                          csv->number + row * csv->n_cols, out);
            row++;
        }
    }
}

/* ---- What cannot be read ---- */

/* Past the last column: the end of the line. */
static Place place_of(const Grid *g, uint32_t row, uint32_t col)
{
    const Csv *csv = g->csv;
    Place place = {csv->source, {csv->source->line[row],
                                 csv->source->line[row]}};
    if (g->cells[row] != NULL && col < csv->n_cols)
        place.span = g->cells[row][col].span;
    else if (g->cells[row] != NULL)
        place.span.from = place.span.to =
            g->cells[row][csv->n_cols - 1].span.to;
    return place;
}

static void check_merges(const Grid *g)
{
    const Xlsx *x = g->x;
    for (size_t i = 0; i < x->merges.n; i++) {
        const XlsxMerge *m = &x->merges.at[i];
        if (m->row_to < g->head_row || m->row >= g->n_lines)
            continue;
        bool head = m->row <= g->head_row;
        diag_add(x->diags, DIAG_FAULT, place_of(g, m->row, m->col),
                 head ? N_("the first row that is not empty names the "
                           "columns: take the merging away and give each "
                           "column its name")
                      : N_("take the merging away and write the value in each "
                           "cell"),
                 "the cells %s are merged", m->ref);
    }
}

static void check_formulas(const Grid *g)
{
    const Xlsx *x = g->x;
    for (size_t i = 0; i < x->cells.n; i++)
        if (x->cells.at[i].valueless)
            diag_add(x->diags, DIAG_FAULT,
                     place_of(g, x->cells.at[i].row, x->cells.at[i].col),
                     "open the workbook in Excel or LibreOffice and save it, "
                     "so that its formulas are computed",
                     "a formula that has not been computed");
}

static void check_rows(const Grid *g)
{
    if (g->csv->n_rows > 0)
        return;
    Place place = {g->csv->source, g->csv->head[0].span};
    place.span.to = g->csv->head[g->csv->n_cols - 1].span.to;
    diag_add(g->x->diags, DIAG_FAULT, place,
             "the first row that is not empty names the columns, each row "
             "below it is a row",
             "the table is empty");
}

Csv *xlsx_grid(Xlsx *x)
{
    Grid g = {.x = x, .csv = ARENA_NEW(x->arena, Csv)};
    size_t faults = diags_count(x->diags);
    Buf text = {0};
    if (!put_in_order(x) || !measure(&g) || !is_source(&g))
        return NULL;
    fill(&g, &text);
    if (text.n >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
        memset(text.at, ' ', 3);    /* a text's, no byte order mark */
    Source *source = source_make(x->arena, x->raw->path, text.at, text.n);
    memcpy(source->sha256, x->raw->sha256, sizeof source->sha256);
    source->sheet = x->sheet;
    g.csv->source = source;
    g.csv->separator = '\t';
    buf_free(&text);
    check_merges(&g);
    check_formulas(&g);
    if (diags_count(x->diags) == faults) {
        check_rows(&g);
        csv_take_names(x->arena, g.csv, x->diags);
    }
    return diags_count(x->diags) == faults ? g.csv : NULL;
}
