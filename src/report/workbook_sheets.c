/* workbook_sheets.c - the sheets with a row per row of a table, and those of
 * parameters, totals and sources. */
#include "report/workbook_paper.h"

#include <string.h>

#include "base/utf8.h"
#include "report/report_int.h"

#define LABEL_MOST 45
#define NUMBER_WIDTH 15

static const char *unit_of(const Wb *wb, const Type *type)
{
    return type == NULL ? NULL
                        : report_unit(wb->arena, wb->program, type);
}

static bool is_number(const WbCol *col)
{
    return col->type == NULL || col->type->kind == TYPE_NUMBER;
}

/* Codes and names in the first two columns; codes are texts, and Excel need
 * not warn of that. */
static void write_rows(Paper *p, lxw_worksheet *sheet, int table)
{
    const Table *rows = p->wb->result->data->table[table];
    size_t widest = 12;
    paper_head(p, sheet, 0, tr("code"), "code", NULL, false);
    paper_head(p, sheet, 1, p->wb->program->table[table].title, "name",
               NULL, false);
    for (size_t i = 0; i < rows->n; i++) {
        size_t width = utf8_width(rows->label[i], strlen(rows->label[i]));
        widest = width > widest ? width : widest;
        paper_text(p, sheet, WB_FIRST + (uint32_t)i, 0, rows->code[i],
                   LOOK_PLAIN);
        paper_text(p, sheet, WB_FIRST + (uint32_t)i, 1, rows->label[i],
                   LOOK_PLAIN);
    }
    worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                            "A1:B1048576");
    worksheet_set_column(sheet, 0, 0, 10, NULL);
    worksheet_set_column(sheet, 1, 1,
                         (double)(widest > LABEL_MOST ? LABEL_MOST : widest)
                             + 2, NULL);
}

static void write_column(Paper *p, lxw_worksheet *sheet, const WbCol *col,
                         PaperLook look)
{
    paper_head(p, sheet, col->col, col->title, col->name,
               unit_of(p->wb, col->type), is_number(col));
    paper_column(p, sheet, col, look);
    worksheet_set_column(sheet, (lxw_col_t)col->col, (lxw_col_t)col->col,
                         NUMBER_WIDTH, NULL);
}

void paper_inputs(Paper *p, int table)
{
    const Wb *wb = p->wb;
    lxw_worksheet *sheet = paper_sheet(p, &wb->inputs[table]);
    write_rows(p, sheet, table);
    for (size_t i = 0; i < wb->cols.n; i++) {
        const WbCol *col = wb->cols.at[i];
        if (col->sheet != &wb->inputs[table] || col->col < 2)
            continue;
        write_column(p, sheet, col, col->def != NULL ? LOOK_INPUT
                                    : col->is_engine ? LOOK_ENGINE
                                                     : LOOK_PLAIN);
        if (col->def != NULL && wb_marked(col->known))
            paper_marks_column(p, sheet, col->col + 1, col->known);
    }
    paper_setup(p, sheet, tr("Change a yellow cell, and all amounts follow."),
                2, true);
}

static PaperLook look_of(const WbCol *col)
{
    if (col->fixed != NULL)
        return LOOK_FIXED;
    if (col->text == NULL)
        return LOOK_ENGINE;
    return col->def != NULL && col->def->kind == DEF_RESULT ? LOOK_RESULT
                                                            : LOOK_PLAIN;
}

void paper_steps(Paper *p, int table)
{
    const Wb *wb = p->wb;
    lxw_worksheet *sheet = paper_sheet(p, &wb->steps[table]);
    write_rows(p, sheet, table);
    for (size_t i = 0; i < wb->cols.n; i++)
        if (wb->cols.at[i]->sheet == &wb->steps[table])
            write_column(p, sheet, wb->cols.at[i], look_of(wb->cols.at[i]));
    paper_setup(p, sheet,
                tr("Every step, from left to right. Grey columns stand as "
                   "values, see the checks."), 2, true);
}

/* ---- Results ---- */

static void write_amounts(Paper *p, lxw_worksheet *sheet, const WbCol *col,
                          uint32_t at)
{
    WbCol shown = *col, *const source = (WbCol *)col;
    WbText text = {.wb = p->wb};
    wb_add(&text, "{0}", source);
    wb_end(&text, &shown);
    shown.array = false;
    shown.sheet = NULL;
    shown.col = at;
    paper_head(p, sheet, at, col->title, col->name,
               unit_of(p->wb, col->type), is_number(col));
    paper_column(p, sheet, &shown, LOOK_PLAIN);
    worksheet_set_column(sheet, (lxw_col_t)at, (lxw_col_t)at, NUMBER_WIDTH,
                         NULL);
}

static void write_sum(Paper *p, lxw_worksheet *sheet, const WbCol *col,
                      uint32_t at)
{
    Buf text = {0};
    if (!report_has_sum(col->def))
        return;
    buf_add(&text, "=SUM(");
    wb_range(NULL, col, &text);
    buf_add(&text, ")");
    paper_text(p, sheet, 2, 1, tr("Sum"), LOOK_RESULT);
    paper_formula(p, sheet, 2, at, text.at, NULL, paper_form(p->wb, col),
                  LOOK_RESULT);
    buf_free(&text);
}

void paper_amounts(Paper *p, int table)
{
    const Wb *wb = p->wb;
    uint32_t at = 2;
    lxw_worksheet *sheet = paper_sheet(p, &wb->amounts[table]);
    write_rows(p, sheet, table);
    for (size_t i = 0; i < wb->program->n_defs; i++) {
        const Def *def = wb->program->def[i];
        const WbCol *col = wb->by_def[def->id];
        if (def->kind != DEF_RESULT || def->table != table || col == NULL)
            continue;
        write_amounts(p, sheet, col, at);
        write_sum(p, sheet, col, at);
        at++;
        if (wb_marked(col->known))
            paper_marks_column(p, sheet, at++, col->known);
    }
    paper_setup(p, sheet,
                tr("Recomputed from the sheets of parameters and inputs."),
                2, at > 6);
}

/* ---- Parameters and totals ---- */

static void write_heads(Paper *p, lxw_worksheet *sheet,
                        const char *const *head, const double *width,
                        bool sums)
{
    for (uint32_t i = 0; head[i] != NULL; i++) {
        paper_head(p, sheet, i, head[i], NULL, NULL, i == 1 && sums);
        worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, width[i],
                             NULL);
    }
}

static void write_param(Paper *p, lxw_worksheet *sheet, const WbCol *col)
{
    Wb *wb = p->wb;
    const Def *def = col->def;
    Buf cell = {0};
    paper_text(p, sheet, col->row, 0, def->name, LOOK_PLAIN);
    paper_column(p, sheet, col, col->text == NULL ? LOOK_INPUT : LOOK_PLAIN);
    paper_text(p, sheet, col->row, 2, unit_of(wb, &def->type), LOOK_PLAIN);
    paper_text(p, sheet, col->row, 3, report_marks(def->mark), LOOK_MARK);
    paper_text(p, sheet, col->row, 4, def->title, LOOK_PLAIN);
    paper_text(p, sheet, col->row, 5, def->source, LOOK_PLAIN);
    paper_text(p, sheet, col->row, 6, report_date(wb->arena,
                                                  def->has_dated,
                                                  def->dated), LOOK_PLAIN);
    if (col->engine != NULL)
        paper_column(p, sheet, col->engine, LOOK_ENGINE);
    buf_add_char(&cell, '=');
    buf_addf(&cell, "'%s'!", wb->params.name);
    wb_cell_name(col->row, col->col, true, &cell);
    workbook_define_name(p->book, col->defined, cell.at);
    buf_free(&cell);
}

void paper_params(Paper *p)
{
    const Wb *wb = p->wb;
    const char *head[] = {tr("parameter"), tr("value"), tr("unit"),
                          tr("mark"), tr("what it is"), tr("source"),
                          tr("dated"), tr("as Fördela computed with it"),
                          NULL};
    static const double width[] = {22, 18, 14, 34, 40, 30, 12, 18};
    lxw_worksheet *sheet = paper_sheet(p, &wb->params);
    write_heads(p, sheet, head, width, true);
    for (size_t i = 0; i < wb->cols.n; i++)
        if (wb->cols.at[i]->place == WB_PARAM)
            write_param(p, sheet, wb->cols.at[i]);
    paper_setup(p, sheet, tr("Change a yellow cell, and all amounts follow."),
                0, true);
}

static void write_total(Paper *p, lxw_worksheet *sheet, const WbCol *col)
{
    paper_text(p, sheet, col->row, 0,
               col->title != NULL ? col->title : col->name, LOOK_PLAIN);
    paper_column(p, sheet, col, look_of(col));
    paper_text(p, sheet, col->row, 2, unit_of(p->wb, col->type), LOOK_PLAIN);
    if (col->known != NULL)
        paper_text(p, sheet, col->row, 3, paper_marks(p->wb, col->known->at),
                   LOOK_MARK);
    if (col->engine != NULL)
        paper_column(p, sheet, col->engine, LOOK_ENGINE);
    paper_text(p, sheet, col->row, 5, col->name, LOOK_PLAIN);
}

void paper_totals(Paper *p)
{
    const Wb *wb = p->wb;
    const char *head[] = {tr("one value"), tr("value"), tr("unit"),
                          tr("mark"), tr("as Fördela computed it"),
                          tr("name"), NULL};
    static const double width[] = {50, 18, 14, 34, 18, 22};
    lxw_worksheet *sheet = paper_sheet(p, &wb->totals);
    write_heads(p, sheet, head, width, true);
    for (size_t i = 0; i < wb->cols.n; i++)
        if (wb->cols.at[i]->sheet == &wb->totals && !wb->cols.at[i]->is_engine)
            write_total(p, sheet, wb->cols.at[i]);
    paper_setup(p, sheet, tr("Single results, figures, and steps on the "
                             "way."), 0, true);
}

/* ---- Sources ---- */

static uint32_t write_origins(Paper *p, lxw_worksheet *sheet, uint32_t row,
                              const Def *def)
{
    Wb *wb = p->wb;
    const DataColumn *data = wb->result->data->column[def->id];
    for (size_t i = 0; i < data->n_origins; i++, row++) {
        const Origin *o = &data->origin[i];
        paper_text(p, sheet, row, 0, def->name, LOOK_PLAIN);
        paper_text(p, sheet, row, 1, o->file, LOOK_PLAIN);
        paper_text(p, sheet, row, 2, o->column, LOOK_PLAIN);
        paper_text(p, sheet, row, 3, o->source, LOOK_PLAIN);
        paper_text(p, sheet, row, 4,
                   report_date(wb->arena, o->has_date, o->dated), LOOK_PLAIN);
        paper_text(p, sheet, row, 5, report_marks(o->mark), LOOK_MARK);
    }
    return row;
}

static uint32_t write_files(Paper *p, lxw_worksheet *sheet, uint32_t row)
{
    const SourceList *sources = p->wb->in->sources;
    paper_text(p, sheet, row, 1, tr("files read"), LOOK_HEAD);
    paper_text(p, sheet, row, 2, "SHA-256", LOOK_HEAD);
    row++;
    for (size_t i = 0; i < sources->n; i++, row++) {
        paper_text(p, sheet, row, 1, sources->at[i]->path, LOOK_PLAIN);
        paper_text(p, sheet, row, 2, sources->at[i]->sha256, LOOK_PLAIN);
    }
    return row;
}

void paper_sources(Paper *p)
{
    Wb *wb = p->wb;
    const char *head[] = {tr("data"), tr("file"), tr("column"), tr("source"),
                          tr("dated"), tr("mark"), NULL};
    static const double width[] = {26, 72, 24, 50, 12, 26};
    uint32_t row = WB_FIRST;
    lxw_worksheet *sheet = paper_sheet(p, &wb->sources);
    write_heads(p, sheet, head, width, false);
    for (size_t i = 0; i < wb->program->n_defs; i++)
        if (wb->program->def[i]->kind == DEF_DATA
            && wb->result->data->column[wb->program->def[i]->id] != NULL)
            row = write_origins(p, sheet, row, wb->program->def[i]);
    row = write_files(p, sheet, row + 1) + 1;
    for (size_t i = 0; i < wb->program->n_sources; i++)
        paper_text(p, sheet, row++, 1, wb->program->source[i], LOOK_PLAIN);
    paper_text(p, sheet, row++, 1,
               arena_format(wb->arena, tr("Made by Fördela %s."),
                            wb->in->version), LOOK_PLAIN);
    paper_setup(p, sheet, tr("Where the figures come from."), 0, true);
}
