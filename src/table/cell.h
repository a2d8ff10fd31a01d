/* cell.h - from the text of a cell to a typed value. */
#ifndef FORDELA_CELL_H
#define FORDELA_CELL_H

#include "base/date.h"
#include "money/rat.h"
#include "table/csv.h"

/* How the numbers of one column are written. */
typedef enum NumberStyle {
    STYLE_UNKNOWN,   /* some cell could be either, and no other decides */
    STYLE_POINT,     /* 1,234.5  1 234.5  1234.5 */
    STYLE_COMMA      /* 1.234,5  1 234,5  1234,5 */
} NumberStyle;

/* Digits before and after the mark a cell may have; more is refused. */
#define CELL_DIGITS_MAX 40

typedef enum CellStatus {
    CELL_OK,
    CELL_BLANK,      /* empty, "..", "-" alone is not blank */
    CELL_BAD,        /* no number, flag or date */
    CELL_TOO_LONG    /* more digits than CELL_DIGITS_MAX */
} CellStatus;

bool cell_is_blank(const Cell *cell);

/* The style of column col: POINT where nothing speaks against it. Where a
 * cell such as 1.234 or 1,234 could be either and no other cell decides,
 * STYLE_UNKNOWN and *row is the first such cell. keep (NULL: all) says which
 * rows count. */
NumberStyle cell_style(const Csv *csv, size_t col, const bool *keep,
                       size_t *row);

/* The style of one cell of a column that has style: what a workbook stores as
 * a number has a point, whatever the texts beside it have. */
NumberStyle cell_style_at(const Csv *csv, size_t row, size_t col,
                          NumberStyle style);

/* One number. Blanks, those of printed tables too (U+00A0, U+202F, U+2009,
 * U+2007), and the thousands mark of the style may stand between groups of
 * three; minus is "-" or U+2212. A trailing % (after blanks) divides by 100 and
 * sets *percent. */
CellStatus cell_number(RatPool *pool, const Cell *cell, NumberStyle style,
                       const Rat **out, bool *percent);
/* 1/0, ja/nej, yes/no, true/false, in any case. */
CellStatus cell_flag(const Cell *cell, bool *out);
CellStatus cell_date(const Cell *cell, Date *out);

#endif
