/* xlsx.h - sheets of Excel workbooks as tables. Only user of libzip and expat.
 *
 * A sheet becomes a Csv whose source has a line per row and a tab per column,
 * so that a place in it is a cell. The first row that is not empty names the
 * columns. Numbers are exact: the decimals that stand in the file, or, where
 * Excel wrote a binary fraction with all its digits (0.10000000000000001), the
 * shortest decimals that mean the same double. Dates are written as 2020-01-31,
 * numbers shown as percentages with their %, numbers shown with leading zeros
 * with these; a formula is its last value.
 */
#ifndef FORDELA_XLSX_H
#define FORDELA_XLSX_H

#include "table/csv.h"

/* A workbook is packed: what it may become. Bytes of one part, texts shared by
 * its cells, bytes of one of these (Excel's have at most 32767 letters), cells
 * of one sheet, cell formats, number formats, merged cells, parts. */
#define XLSX_PART_MAX ((size_t)1 << 30)
#define XLSX_STRINGS_MAX 10000000
#define XLSX_TEXT_MAX ((size_t)1 << 20)
#define XLSX_CELLS_MAX 40000000
#define XLSX_FORMATS_MAX 100000
#define XLSX_CODES_MAX 5000
#define XLSX_MERGES_MAX 100000
#define XLSX_PARTS_MAX 10000

/* Is it a workbook that path names, by its ending: "a/b.xlsx",
 * "a/b.xlsx#Sheet"? *file gets the file alone, *sheet the name or NULL; both
 * may be NULL. */
bool xlsx_path(Arena *arena, const char *path, const char **file,
               const char **sheet);
/* Do the bytes begin as an old or a protected workbook does? */
bool xlsx_is_old(const Source *raw);

/* The sheet so named; NULL: the only one that is not hidden. Faults go to
 * diags at asked, or at a cell; NULL after any. */
Csv *xlsx_read(Arena *arena, const Source *raw, const char *sheet,
               Place asked, Diags *diags);

/* Are all parts there to their ends? For a workbook written by what does not
 * say whether the disk was full. */
bool xlsx_is_whole(Arena *arena, const Source *raw);

#endif
