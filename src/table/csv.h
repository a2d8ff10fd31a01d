/* csv.h - reading and writing CSV (LANGUAGE rule 25). Only user of libcsv.
 * What can be read as a table besides, the sheets of workbooks, is one, too.
 *
 * Ownership: a Csv and its cells live in the arena given.
 */
#ifndef FORDELA_CSV_H
#define FORDELA_CSV_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

/* A table is in memory as a whole. */
#define CSV_ROWS_MAX 4000000   /* 10^6 recipients in a few years' lines */
#define CSV_COLUMNS_MAX 4096

typedef struct Cell {
    const char *text;   /* unquoted, trimmed of blanks, zero-terminated */
    Span span;          /* of the raw cell in csv->source */
} Cell;

typedef struct Csv {
    const Source *source;   /* the text as UTF-8 */
    bool windows;           /* it was read as Windows-1252 */
    char separator;         /* ',' ';' or tab */
    size_t n_cols, n_rows;  /* n_rows without the header */
    Cell *head;             /* n_cols */
    Cell *cell;             /* n_rows * n_cols, row by row */
    bool *number;           /* indexed like cell, or NULL: is it stored as a
                               number, and so written with a point? */
} Csv;

/* Reads a file. By its ending a workbook, "a.xlsx" or "a.xlsx#Sheet", see
 * table/xlsx.h; else as CSV: byte order mark, encoding (NULL: valid UTF-8 is
 * UTF-8, else Windows-1252 with a note; else "utf-8", "windows-1252",
 * "iso-8859-1"), separator (from the header line), quoting. Faults (missing
 * file, directory, ragged line, undefined bytes, unclosed quote, no rows,
 * repeated or empty column name) go to diags and NULL is returned. asked: the
 * place in the scenario that names the file, where "missing file" is reported.
 * Lines that are empty, or hold nothing but separators, are skipped. */
Csv *csv_read(Arena *arena, const char *path, const char *encoding,
              Place asked, Diags *diags);

/* The same over text in memory, for tests. (Not csv_parse: libcsv has that
 * name, and csv_write too.) */
Csv *csv_from_source(Arena *arena, const Source *source, const char *encoding,
                     Diags *diags);

/* Index of the column so named, or -1 (also for the name ""). */
int csv_find(const Csv *csv, const char *name);

const Cell *csv_cell(const Csv *csv, size_t row, size_t col);
Place csv_place(const Csv *csv, size_t row, size_t col);
/* Is it what a workbook's formula that failed shows, such as "#N/A"? */
bool csv_is_failed(const Csv *csv, size_t row, size_t col);

/* Appends one cell, quoted where needed; first says whether a comma goes
 * before it. */
void csv_put(Buf *out, const char *text, bool first);

#endif
