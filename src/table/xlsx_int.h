/* xlsx_int.h - between the files that read workbooks. */
#ifndef FORDELA_XLSX_INT_H
#define FORDELA_XLSX_INT_H

#include <expat.h>
#include <locale.h>
#include <zip.h>

#include "table/table_int.h"
#include "table/xlsx.h"

/* How numbers of a cell format are shown. */
typedef enum XlsxShown {
    SHOWN_NUMBER,
    SHOWN_DATE,
    SHOWN_PERCENT,
    SHOWN_ZEROS     /* with at least `width` digits */
} XlsxShown;

typedef struct XlsxFormat {
    XlsxShown shown;
    unsigned width;
} XlsxFormat;

/* A cell as it was met; text is "" or more. */
typedef struct XlsxCell {
    uint32_t row, col;      /* from 0 */
    bool number;            /* stored as one */
    bool formula;
    bool valueless;         /* a formula that was never computed */
    const char *text;
} XlsxCell;

typedef struct XlsxMerge {
    uint32_t row, col, row_to, col_to;
    const char *ref;        /* "B1:C1" */
} XlsxMerge;

typedef struct Xlsx {
    Arena *arena;
    const Source *raw;
    Place asked;
    Diags *diags;
    zip_t *zip;
    locale_t plain;         /* "C": a point is a point */
    bool failed;
    bool since_1904;
    bool asks_computing;    /* its formulas, as soon as it is opened */
    const char *sheet;      /* its name */
    const char *sheet_part, *strings_part, *styles_part;
    VEC(const char *) strings;
    VEC(XlsxFormat) formats;
    VEC(XlsxCell) cells;
    VEC(XlsxMerge) merges;
} Xlsx;

/* A fault of the workbook as a whole; nothing is read after it. */
void xlsx_refuse(Xlsx *x, const char *way_out, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void xlsx_broken(Xlsx *x, const char *part, const char *why);

/* ---- xlsx_part.c: unpacked and taken apart ---- */

typedef struct XlsxParse {
    void (*start)(void *context, const char *name, const char **attribute);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *text, int len);
    void *context;
} XlsxParse;

/* Goes through the XML of a part; names come without their prefix. False
 * after a fault; a part that is not there is one. */
bool xlsx_part(Xlsx *x, const char *part, const XlsxParse *parse);
/* Adds text to that of a cell; a fault if it becomes longer than any is. */
void xlsx_add_text(Xlsx *x, const char *part, Buf *out, const char *text,
                   int len);
/* Takes the escapes of a whole text away, "_x000D_" for a carriage return, and
 * ends it. */
void xlsx_unescape(Buf *text);
/* Is it "1" or "true"? NULL is not. */
bool xlsx_is_true(const char *attribute);
/* The attribute's value or NULL. */
const char *xlsx_attribute(const char **attribute, const char *name);

/* ---- xlsx_book.c: what the workbook has ---- */

bool xlsx_book(Xlsx *x, const char *sheet);

/* ---- xlsx_shared.c: texts and formats that cells share ---- */

bool xlsx_strings(Xlsx *x);
bool xlsx_styles(Xlsx *x);

/* ---- xlsx_cells.c: the cells of the sheet ---- */

bool xlsx_cells(Xlsx *x);

/* ---- xlsx_number.c ---- */

/* A stored number as its format shows it, exactly. */
const char *xlsx_number(Xlsx *x, const char *stored, XlsxFormat format);

/* ---- xlsx_grid.c ---- */

/* The cells as a table, or NULL after faults. */
Csv *xlsx_grid(Xlsx *x);

#endif
