/* csv.c - from a CSV file to a grid of cells. Only user of libcsv. */
#include "table/csv.h"

#include <csv.h>
#include <string.h>

#include "base/mem.h"
#include "base/source_load.h"
#include "base/tr.h"
#include "table/table.h"
#include "table/table_int.h"
#include "table/xlsx.h"

/* libcsv is fed byte by byte, so that the offset of the byte that ends a cell
 * is known when the cell is reported: spans cost nothing else. */
typedef struct Reader {
    Arena *arena;
    const Source *source;
    Diags *diags;
    Csv *csv;
    char *texts;            /* room for the texts of all cells */
    size_t texts_n;
    size_t at;              /* offset of the byte being fed */
    size_t cell_from;       /* where the cell being read begins */
    size_t row_from;
    VEC(Cell) head;
    Cell *row;              /* where the row being read goes */
    size_t row_n;           /* its cells so far, also those beyond n_cols */
    bool row_blank;         /* all of them empty */
    size_t n_ragged;        /* rows that had not as many cells as the head */
    bool has_head, full;
} Reader;

static Place span_place(const Source *source, size_t from, size_t to)
{
    return (Place){source, {(uint32_t)from, (uint32_t)to}};
}

/* Copies a cell's text without blanks and line ends around it. */
static const char *keep_text(Reader *r, const char *text, size_t len)
{
    text = text_trimmed(text, &len);
    char *copy = r->texts + r->texts_n;
    if (len > 0)
        memcpy(copy, text, len);
    copy[len] = '\0';
    r->texts_n += len + 1;
    return copy;
}

static void on_cell(void *text, size_t len, void *data)
{
    Reader *r = data;
    Cell cell = {"", {(uint32_t)r->cell_from, (uint32_t)r->at}};
    bool blank = len == 0;
    if (r->row_n == 0)
        r->row_from = r->cell_from;
    r->cell_from = r->at + 1;
    size_t most = r->has_head ? r->csv->n_cols : CSV_COLUMNS_MAX;
    if (r->row_n < most) {
        cell.text = keep_text(r, text, len);
        blank = cell.text[0] == '\0';
        if (r->has_head)
            r->row[r->row_n] = cell;
        else
            *VEC_ADD(r->arena, &r->head) = cell;
    }
    if (!blank)
        r->row_blank = false;
    r->row_n++;
}

static void refuse_ragged(Reader *r)
{
    size_t n_cols = r->csv->n_cols;
    const char *way_out =
        r->row_n < n_cols
            ? tr("add the missing cells; an empty cell needs its separator "
                 "too")
            : arena_format(r->arena,
                           tr("put quotes around a cell that contains %s, or "
                              "name the further columns in the first line"),
                           csv_separator_name(r->csv->separator));
    diag_add(r->diags, DIAG_FAULT, span_place(r->source, r->row_from, r->at),
             way_out, trn("this line has %zu cell, the header has %zu",
                          "this line has %zu cells, the header has %zu",
                          r->row_n), r->row_n, n_cols);
}

static Place head_place(const Csv *csv, size_t col)
{
    return (Place){csv->source, csv->head[col].span};
}

/* Two lines and none like the first: its own fault is likelier. */
static void suspect_head(const Reader *r)
{
    Place place = head_place(r->csv, 0);
    place.span.to = r->csv->head[r->csv->n_cols - 1].span.to;
    diag_add(r->diags, DIAG_NOTE, place,
             "take titles above the names of the columns away",
             "this line is to name the columns, but the next ones have other "
             "numbers of cells");
}

/* The first line is known: makes room for the cells of all others. No row is
 * shorter than a byte, no cell either, counting what ends it. */
static void start_rows(Reader *r)
{
    Csv *csv = r->csv;
    csv->head = r->head.at;
    csv->n_cols = r->head.n;
    size_t rows = r->source->n_lines < CSV_ROWS_MAX ? r->source->n_lines
                                                    : CSV_ROWS_MAX;
    size_t most = r->source->len + 1;
    csv->cell = ARENA_ARRAY(r->arena, Cell,
                            (rows * csv->n_cols < most ? rows * csv->n_cols
                                                       : most) +
                                csv->n_cols);
    r->row = csv->cell;
    r->has_head = true;
}

static void end_head(Reader *r)
{
    if (r->row_n > CSV_COLUMNS_MAX) {
        diag_add(r->diags, DIAG_FAULT,
                 span_place(r->source, r->row_from, r->at),
                 "leave out columns that are not needed",
                 "the table has %zu columns, more than %d", r->row_n,
                 CSV_COLUMNS_MAX);
        r->full = true;
    }
    start_rows(r);
}

static void end_row(Reader *r)
{
    Csv *csv = r->csv;
    if (r->row_n != csv->n_cols) {
        refuse_ragged(r);
        if (++r->n_ragged == 2 && csv->n_rows == 0)
            suspect_head(r);
    } else if (csv->n_rows == CSV_ROWS_MAX) {
        diag_add(r->diags, DIAG_FAULT,
                 span_place(r->source, r->row_from, r->at),
                 "split the table, or leave out rows that are not needed",
                 "the table has more than %d rows", CSV_ROWS_MAX);
        r->full = true;
    } else {
        csv->n_rows++;
        r->row += csv->n_cols;
    }
}

static void on_row(int end, void *data)
{
    (void)end;
    Reader *r = data;
    if (!r->row_blank && !r->full) {
        if (r->has_head)
            end_row(r);
        else
            end_head(r);
    } else if (!r->has_head) {
        r->head.n = 0;
    }
    r->row_n = 0;
    r->row_blank = true;
}

/* Why libcsv stopped at byte r->at, or at the end of the file. */
static void refuse_quote(Reader *r)
{
    const Source *s = r->source;
    bool opened = r->cell_from < s->len && s->text[r->cell_from] == '"';
    size_t line = source_line_col(s, (uint32_t)r->at).line;
    if (!opened)
        diag_add(r->diags, DIAG_FAULT, span_place(s, r->at, r->at + 1),
                 "put the whole cell in quotes and write the quotes inside it "
                 "twice",
                 "a quote inside a cell that does not begin with one");
    else if (r->at >= s->len)
        diag_add(r->diags, DIAG_FAULT,
                 span_place(s, r->cell_from, r->cell_from + 1),
                 "close the cell with a quote",
                 "this quote is never closed");
    else if (line != source_line_col(s, (uint32_t)r->cell_from).line)
        diag_add(r->diags, DIAG_FAULT,
                 span_place(s, r->cell_from, r->cell_from + 1),
                 "close the cell with a quote, and write quotes inside it "
                 "twice",
                 "this quote is closed only in line %zu, inside a text", line);
    else
        diag_add(r->diags, DIAG_FAULT, span_place(s, r->at, r->at + 1),
                 "write quotes inside a quoted cell twice",
                 "text after the closing quote of a cell");
}

static void *lib_resize(void *old, size_t size)
{
    return mem_resize(old, size, 1);
}

/* TRAPS: blanks are ours to trim. */
static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* False where the quoting is broken. */
static bool feed(Reader *r)
{
    const Source *s = r->source;
    struct csv_parser p;
    csv_init(&p, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&p, (unsigned char)r->csv->separator);
    csv_set_space_func(&p, no_space);
    csv_set_realloc_func(&p, lib_resize);
    csv_set_free_func(&p, mem_free);
    csv_set_blk_size(&p, 4096);
    bool ok = true;
    r->cell_from = csv_declared(s);
    for (r->at = r->cell_from; ok && !r->full && r->at < s->len; r->at++) {
        /* Line ends before a row belong to no cell. */
        char c = s->text[r->at];
        if (r->row_n == 0 && r->cell_from == r->at &&
            (c == '\r' || c == '\n'))
            r->cell_from = r->at + 1;
        ok = csv_parse(&p, &s->text[r->at], 1, on_cell, on_row, r) == 1;
    }
    if (!ok)
        r->at--;
    else if (!r->full)
        ok = csv_fini(&p, on_cell, on_row, r) == 0;
    if (!ok)
        refuse_quote(r);
    csv_free(&p);
    return ok;
}

static bool column_has_data(const Csv *csv, size_t col)
{
    for (size_t row = 0; row < csv->n_rows; row++)
        if (csv_cell(csv, row, col)->text[0] != '\0')
            return true;
    return false;
}

/* A name over several lines, as spreadsheets have them, on one: the statement
 * that names the column is one line, too. */
static const char *on_one_line(Arena *arena, const char *name)
{
    Buf out = {0};
    while (*name != '\0') {
        size_t line = strcspn(name, "\r\n"), len = line;
        const char *text = text_trimmed(name, &len);
        if (len > 0 && out.n > 0)
            buf_add_char(&out, ' ');
        buf_add_n(&out, text, len);
        name += line + strspn(name + line, "\r\n");
    }
    const char *copy = arena_copy(arena, out.at, out.n);
    buf_free(&out);
    return copy;
}

void csv_take_names(Arena *arena, Csv *csv, Diags *diags)
{
    CodeIndex *names = code_index_new(arena, csv->n_cols);
    size_t earlier;
    for (size_t i = 0; i < csv->n_cols; i++) {
        if (strpbrk(csv->head[i].text, "\r\n") != NULL)
            csv->head[i].text = on_one_line(arena, csv->head[i].text);
        const char *name = csv->head[i].text;
        if (name[0] == '\0') {
            if (column_has_data(csv, i))
                diag_add(diags, DIAG_FAULT, head_place(csv, i),
                         csv->source->sheet == NULL
                             ? N_("give the column a name in the first line")
                             : N_("the first row that is not empty names the "
                                  "columns: give this one a name, or take "
                                  "the rows above the names away"),
                         "column %zu has data but no name", i + 1);
        } else if (!code_index_add(names, name, i, &earlier)) {
            diag_add(diags, DIAG_FAULT, head_place(csv, i),
                     "give each column a name of its own",
                     "column \"%s\" is named twice", name);
        }
    }
}

static void check_rows(const Reader *r)
{
    Place place = span_place(r->source, 0, 0);
    if (r->csv->n_cols > 0) {
        place = head_place(r->csv, 0);
        place.span.to = r->csv->head[r->csv->n_cols - 1].span.to;
    }
    diag_add(r->diags, DIAG_FAULT, place,
             "the first line names the columns, each line below it is a row",
             "the table is empty");
}

static Csv *csv_make(Arena *arena, const Source *raw, const char *encoding,
                     Place asked, Diags *diags)
{
    size_t faults = diags_count(diags);
    Csv *csv = ARENA_NEW(arena, Csv);
    if (!text_decode(arena, raw, encoding, asked, diags, &csv->source,
                     &csv->windows))
        return NULL;
    csv->separator = csv_separator(csv->source);
    Reader r = {.arena = arena, .source = csv->source, .diags = diags,
                .csv = csv, .row_blank = true};
    /* Each cell has its text, and a zero where its separator was. */
    r.texts = arena_alloc(arena, csv->source->len + 2, 1);
    if (!feed(&r) || r.full)
        return NULL;
    if (csv->n_rows == 0 && diags_count(diags) == faults)
        check_rows(&r);
    csv_take_names(arena, csv, diags);
    return diags_count(diags) == faults ? csv : NULL;
}

Csv *csv_from_source(Arena *arena, const Source *source, const char *encoding,
                     Diags *diags)
{
    return csv_make(arena, source, encoding, span_place(source, 0, 0), diags);
}

Csv *csv_read(Arena *arena, const char *path, const char *encoding,
              Place asked, Diags *diags)
{
    static const SourceWays ways = {
        .missing = N_("a path is relative to the file that names it"),
        .directory = N_("name a CSV file in it"),
        .too_large = N_("leave out columns or rows that are not needed")};
    const char *sheet = NULL;
    bool book = xlsx_path(arena, path, &path, &sheet);
    const Source *raw = source_load(arena, path, &ways, asked, diags);
    if (raw == NULL)
        return NULL;
    if (book && encoding != NULL) {
        diag_add(diags, DIAG_FAULT, asked, "take \"encoding\" away",
                 "a workbook says itself how its texts are encoded");
        return NULL;
    }
    return book || xlsx_is_old(raw)
               ? xlsx_read(arena, raw, sheet, asked, diags)
               : csv_make(arena, raw, encoding, asked, diags);
}

int csv_find(const Csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->n_cols && name[0] != '\0'; i++)
        if (strcmp(csv->head[i].text, name) == 0)
            return (int)i;
    return -1;
}

const Cell *csv_cell(const Csv *csv, size_t row, size_t col)
{
    return &csv->cell[row * csv->n_cols + col];
}

Place csv_place(const Csv *csv, size_t row, size_t col)
{
    return (Place){csv->source, csv_cell(csv, row, col)->span};
}

bool csv_is_failed(const Csv *csv, size_t row, size_t col)
{
    static const char *const shown[] = {
        "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A",
        "#SPILL!", "#CALC!", "#GETTING_DATA",
    };
    const char *text = csv_cell(csv, row, col)->text;
    if (csv->source->sheet == NULL || text[0] != '#')
        return false;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (strcmp(text, shown[i]) == 0)
            return true;
    return false;
}

void csv_put(Buf *out, const char *text, bool first)
{
    size_t len = strlen(text);
    if (!first)
        buf_add_char(out, ',');
    bool blank_ends = len > 0 && (text[0] == ' ' || text[len - 1] == ' ');
    if (!blank_ends && strcspn(text, ",;\t\"\r\n") == len) {
        buf_add_n(out, text, len);
        return;
    }
    buf_add_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *text);
    }
    buf_add_char(out, '"');
}
