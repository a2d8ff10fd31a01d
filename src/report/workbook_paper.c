/* workbook_paper.c - cells on sheets: how they look, and what is in them. */
#include "report/workbook_paper.h"

#include <math.h>
#include <string.h>

/* Excel's longest text in a cell, and the days before 1970. */
#define CELL_TEXT_MAX 32000
#define DAYS_TO_1970 25569
#define PAPER_A4 9
#define MARK_WIDTH 34

/* ---- Looks ---- */

static const char *const form_text[] = {
#define X(name, format) [PAPER_##name] = format,
    PAPER_FORMS(X)
#undef X
};

static void set_look(lxw_format *format, PaperLook look)
{
    switch (look) {
    case LOOK_TITLE:
        format_set_bold(format);
        format_set_font_size(format, 14);
        break;
    case LOOK_NOTE:
        format_set_font_color(format, 0x595959);
        break;
    case LOOK_HEAD:
        format_set_bold(format);
        format_set_text_wrap(format);
        format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
        format_set_bg_color(format, 0xDCE6F1);
        break;
    case LOOK_NAME:
        format_set_font_color(format, 0x595959);
        format_set_font_size(format, 9);
        format_set_bg_color(format, 0xDCE6F1);
        break;
    case LOOK_INPUT:
        format_set_bg_color(format, 0xFFF6CC);
        format_set_border(format, LXW_BORDER_HAIR);
        break;
    case LOOK_FIXED:
        format_set_bg_color(format, 0xE4E4E4);
        format_set_italic(format);
        break;
    case LOOK_ENGINE:
        format_set_font_color(format, 0x595959);
        format_set_italic(format);
        break;
    case LOOK_RESULT:
        format_set_bold(format);
        break;
    case LOOK_MARK:
        format_set_font_color(format, 0x8A4B00);
        format_set_italic(format);
        break;
    case LOOK_PLAIN: case LOOKS:
        break;
    }
}

/* Texts beside numbers keep a distance from them. */
static void set_place(lxw_format *format, PaperForm form, PaperLook look)
{
    bool head = look == LOOK_HEAD || look == LOOK_NAME;
    if (head && form == PAPER_WHOLE)
        format_set_align(format, LXW_ALIGN_RIGHT);
    else if (form == PAPER_TEXT && look != LOOK_TITLE && look != LOOK_NOTE)
        format_set_indent(format, 1);
}

lxw_format *paper_format(Paper *p, PaperForm form, PaperLook look)
{
    lxw_format **format = &p->format[form][look];
    if (*format == NULL) {
        *format = workbook_add_format(p->book);
        if (form_text[form] != NULL)
            format_set_num_format(*format, form_text[form]);
        set_look(*format, look);
        set_place(*format, form, look);
    }
    return *format;
}

/* Whole numbers without decimals, amounts with two, what is below 1 with
 * six. */
static PaperForm number_form(const Wb *wb, const WbCol *col)
{
    const Rat *largest = rat_int(wb->pool, 0);
    bool whole = true;
    for (size_t i = 0; i < col->known->n; i++) {
        const Rat *num = col->known->at[i].num;
        if (num == NULL)
            continue;
        whole = whole && rat_is_whole(num);
        largest = rat_max(largest, rat_abs(wb->pool, num));
    }
    if (col->type != NULL && col->type->percent)
        return rat_places(largest, 4) < 0 ? PAPER_PERCENTS : PAPER_PERCENT;
    if (whole)
        return PAPER_WHOLE;
    return rat_cmp(largest, rat_int(wb->pool, 1)) < 0 ? PAPER_SIX : PAPER_TWO;
}

PaperForm paper_form(const Wb *wb, const WbCol *col)
{
    if (col->type != NULL && col->type->kind == TYPE_TEXT)
        return PAPER_TEXT;
    if (col->type != NULL && col->type->kind == TYPE_DATE)
        return PAPER_DATE;
    if (col->places >= 0)
        return col->places == 0 ? PAPER_WHOLE : PAPER_SIX;
    if (col->known == NULL
        || (col->type != NULL && col->type->kind == TYPE_FLAG))
        return PAPER_GENERAL;
    return number_form(wb, col);
}

/* ---- Cells ---- */

void paper_text(Paper *p, lxw_worksheet *sheet, uint32_t row, uint32_t col,
                const char *text, PaperLook look)
{
    PaperForm form = look == LOOK_INPUT ? PAPER_CODE : PAPER_TEXT;
    Buf plain = {0};
    if (text == NULL || *text == '\0')
        return;
    text = report_clean(p->wb->arena, text);
    plain_add(&plain, text, strlen(text));  /* a path may hold any bytes */
    text = arena_copy(p->wb->arena, plain.at, plain.n);
    buf_free(&plain);
    size_t n = strlen(text);
    if (n > CELL_TEXT_MAX) {
        for (n = CELL_TEXT_MAX; ((unsigned char)text[n] & 0xc0) == 0x80; n--)
            ;
        text = arena_copy(p->wb->arena, text, n);
    }
    worksheet_write_string(sheet, row, (lxw_col_t)col, text,
                           paper_format(p, form, look));
}

void paper_number(Paper *p, lxw_worksheet *sheet, uint32_t row, uint32_t col,
                  double number, PaperForm form, PaperLook look)
{
    worksheet_write_number(sheet, row, (lxw_col_t)col, number,
                           paper_format(p, form, look));
}

/* A number that no cell holds stands as text. */
void paper_value(Paper *p, lxw_worksheet *sheet, uint32_t row, uint32_t col,
                 const Type *type, const Value *value, PaperForm form,
                 PaperLook look)
{
    TypeKind kind = type == NULL ? TYPE_NUMBER : type->kind;
    if (value->undefined != NULL)
        return;
    if (kind == TYPE_TEXT) {
        paper_text(p, sheet, row, col, value->text, look);
    } else if (kind == TYPE_FLAG) {
        worksheet_write_boolean(sheet, row, (lxw_col_t)col, value->flag,
                                paper_format(p, form, look));
    } else if (kind == TYPE_DATE) {
        paper_number(p, sheet, row, col, value->date + DAYS_TO_1970,
                     PAPER_DATE, look);
    } else if (value->num != NULL) {
        double number = rat_to_double(value->num);
        if (isfinite(number))
            paper_number(p, sheet, row, col, number, form, look);
        else
            paper_text(p, sheet, row, col, rat_text(p->wb->arena, value->num),
                       look);
    }
}

void paper_formula(Paper *p, lxw_worksheet *sheet, uint32_t row,
                   uint32_t col, const char *formula, const Value *known,
                   PaperForm form, PaperLook look)
{
    lxw_format *format = paper_format(p, form, look);
    lxw_col_t at = (lxw_col_t)col;
    if (known != NULL && known->undefined == NULL && known->num != NULL
        && isfinite(rat_to_double(known->num)))
        worksheet_write_formula_num(sheet, row, at, formula, format,
                                    rat_to_double(known->num));
    else if (known != NULL && known->undefined == NULL && known->text != NULL)
        worksheet_write_formula_str(sheet, row, at, formula, format,
                                    report_clean(p->wb->arena, known->text));
    else
        worksheet_write_formula_str(sheet, row, at, formula, format, "");
}

static void write_cell(Paper *p, lxw_worksheet *sheet, const WbCol *col,
                       size_t i, PaperForm form, PaperLook look)
{
    Buf text = {0};
    uint32_t row = col->row + (uint32_t)i;
    const Value *known = col->known == NULL ? NULL : &col->known->at[i];
    if (col->text == NULL) {
        if (known != NULL)
            paper_value(p, sheet, row, col->col, col->type, known, form,
                        look);
        return;
    }
    buf_add_char(&text, '=');
    wb_formula(col, i, &text);
    if (col->array)
        worksheet_write_array_formula_num(
            sheet, row, (lxw_col_t)col->col, row, (lxw_col_t)col->col,
            text.at, paper_format(p, form, look),
            known == NULL || known->num == NULL ? 0
                                                : rat_to_double(known->num));
    else
        paper_formula(p, sheet, row, col->col, text.at, known, form, look);
    buf_free(&text);
}

void paper_column(Paper *p, lxw_worksheet *sheet, const WbCol *col,
                  PaperLook look)
{
    PaperForm form = paper_form(p->wb, col);
    for (size_t i = 0; i < col->n; i++)
        write_cell(p, sheet, col, i, form, look);
}

/* Heads of numbers stand above them, to the right. */
void paper_head(Paper *p, lxw_worksheet *sheet, uint32_t at,
                const char *title, const char *name, const char *unit,
                bool number)
{
    static const uint32_t row[] = {WB_TITLES, WB_NAMES, WB_UNITS};
    const char *text[] = {title != NULL ? title : name, name, unit};
    for (size_t i = 0; i < 3; i++) {
        lxw_format *format = paper_format(p, number ? PAPER_WHOLE : PAPER_TEXT,
                                          i == 0 ? LOOK_HEAD : LOOK_NAME);
        if (text[i] != NULL && *text[i] != '\0')
            worksheet_write_string(sheet, row[i], (lxw_col_t)at,
                                   report_clean(p->wb->arena, text[i]),
                                   format);
        else
            worksheet_write_blank(sheet, row[i], (lxw_col_t)at, format);
    }
}

const char *paper_marks(Wb *wb, const Value *value)
{
    unsigned through = value->pooled & ~(unsigned)value->marks;
    if (through == 0)
        return report_marks(value->marks);
    if (value->marks == 0)
        return arena_format(wb->arena, tr("through totals: %s"),
                            report_marks(through));
    return arena_format(wb->arena, tr("%s; through totals: %s"),
                        report_marks(value->marks), report_marks(through));
}

bool wb_marked(const Column *known)
{
    for (size_t i = 0; known != NULL && i < known->n; i++)
        if ((known->at[i].marks | known->at[i].pooled) != 0)
            return true;
    return false;
}

void paper_marks_column(Paper *p, lxw_worksheet *sheet, uint32_t at,
                        const Column *known)
{
    paper_head(p, sheet, at, tr("mark"), NULL, NULL, false);
    for (size_t i = 0; i < known->n; i++)
        paper_text(p, sheet, WB_FIRST + (uint32_t)i, at,
                   paper_marks(p->wb, &known->at[i]), LOOK_MARK);
    worksheet_set_column(sheet, (lxw_col_t)at, (lxw_col_t)at, MARK_WIDTH,
                         NULL);
}

/* ---- Sheets ---- */

lxw_worksheet *paper_sheet(Paper *p, const WbSheet *sheet)
{
    return workbook_add_worksheet(p->book, sheet->name);
}

static const char *heading(const Wb *wb)
{
    const Program *program = wb->program;
    if (program->scenario_title != NULL)
        return program->scenario_title;
    return program->title != NULL ? program->title : program->name;
}

void paper_setup(Paper *p, lxw_worksheet *sheet, const char *note,
                 uint16_t fixed, bool wide)
{
    paper_text(p, sheet, 0, 0, heading(p->wb), LOOK_TITLE);
    paper_text(p, sheet, 1, 0, note, LOOK_NOTE);
    worksheet_freeze_panes(sheet, WB_FIRST, fixed);
    worksheet_set_row(sheet, WB_TITLES, 45, NULL);
    worksheet_set_paper(sheet, PAPER_A4);
    if (wide)
        worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, WB_TITLES, WB_UNITS);
    worksheet_set_footer(sheet, "&L&A&R&P / &N");
}
