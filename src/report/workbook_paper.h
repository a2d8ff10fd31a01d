/* workbook_paper.h - cells on sheets, through libxlsxwriter. */
#ifndef FORDELA_WORKBOOK_PAPER_H
#define FORDELA_WORKBOOK_PAPER_H

#include <xlsxwriter.h>

#include "report/workbook_int.h"

/* How a number is shown: name in C, format. Thousands are parted as the
 * reader's own system does it: blanks in Swedish. */
#define PAPER_FORMS(X)                                                    \
    X(TEXT, NULL) X(CODE, "@") X(WHOLE, "#,##0") X(TWO, "#,##0.00")       \
    X(SIX, "#,##0.000000") X(PERCENT, "0.00%") X(PERCENTS, "0.0000%")     \
    X(DATE, "yyyy-mm-dd") X(GENERAL, "General")

typedef enum PaperForm {
#define X(name, format) PAPER_##name,
    PAPER_FORMS(X)
#undef X
    PAPER_N_FORMS
} PaperForm;

typedef enum PaperLook {
    LOOK_PLAIN,
    LOOK_TITLE,     /* of the sheet */
    LOOK_NOTE,      /* a line under it */
    LOOK_HEAD,      /* of a column */
    LOOK_NAME,      /* name and unit under that */
    LOOK_INPUT,     /* to be changed */
    LOOK_FIXED,     /* a value in place of a formula */
    LOOK_ENGINE,    /* the engine's, to compare with */
    LOOK_RESULT,
    LOOK_MARK,
    LOOKS
} PaperLook;

typedef struct Paper {
    Wb *wb;
    lxw_workbook *book;
    lxw_format *format[PAPER_N_FORMS][LOOKS];
} Paper;

lxw_worksheet *paper_sheet(Paper *p, const WbSheet *sheet);
/* Title lines, header rows frozen with the first `fixed` columns, print
 * setup. */
void paper_setup(Paper *p, lxw_worksheet *sheet, const char *note,
                 uint16_t fixed, bool wide);
lxw_format *paper_format(Paper *p, PaperForm form, PaperLook look);
PaperForm paper_form(const Wb *wb, const WbCol *col);

void paper_text(Paper *p, lxw_worksheet *sheet, uint32_t row, uint32_t col,
                const char *text, PaperLook look);
void paper_number(Paper *p, lxw_worksheet *sheet, uint32_t row, uint32_t col,
                  double number, PaperForm form, PaperLook look);
/* A value of the engine; nothing if it is undefined. */
void paper_value(Paper *p, lxw_worksheet *sheet, uint32_t row, uint32_t col,
                 const Type *type, const Value *value, PaperForm form,
                 PaperLook look);
/* A formula, with what it is known to give, or NULL: then it is worked out
 * when the file is opened. */
void paper_formula(Paper *p, lxw_worksheet *sheet, uint32_t row,
                   uint32_t col, const char *formula, const Value *known,
                   PaperForm form, PaperLook look);
/* All cells of a placed column. */
void paper_column(Paper *p, lxw_worksheet *sheet, const WbCol *col,
                  PaperLook look);
/* Head, name and unit above it. */
void paper_head(Paper *p, lxw_worksheet *sheet, uint32_t at,
                const char *title, const char *name, const char *unit,
                bool number);
/* "estimated; through totals: calibrated" */
const char *paper_marks(Wb *wb, const Value *value);
void paper_marks_column(Paper *p, lxw_worksheet *sheet, uint32_t at,
                        const Column *known);

/* ---- a sheet each ---- */

void paper_amounts(Paper *p, int table);
void paper_params(Paper *p);
void paper_inputs(Paper *p, int table);
void paper_steps(Paper *p, int table);
void paper_totals(Paper *p);
void paper_checks(Paper *p);
void paper_sources(Paper *p);

#endif
