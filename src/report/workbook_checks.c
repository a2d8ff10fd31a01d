/* workbook_checks.c - the sheet that says whether the workbook still stands as
 * Fördela computed it, and what its cells cannot do.
 */
#include "report/workbook_paper.h"

#include <string.h>

#define COLUMNS 7

typedef struct Checks {
    Paper *paper;
    Wb *wb;
    lxw_worksheet *sheet;
    uint32_t row;
    Buf same;               /* formulas of all states, "," between */
} Checks;

static void heads(Checks *c, const char *const head[COLUMNS])
{
    for (uint32_t i = 0; i < COLUMNS; i++)
        if (head[i] != NULL)
            paper_text(c->paper, c->sheet, c->row, i, head[i], LOOK_HEAD);
    c->row++;
}

/* A formula in which {0:} and {1:} are columns. */
static void formula(Checks *c, uint32_t at, PaperForm form, PaperLook look,
                    const char *pattern, const WbCol *a, const WbCol *b)
{
    const WbCol *arg[] = {a, b};
    WbText text = {.wb = c->wb};
    WbCol cell = {.sheet = &c->wb->checks};
    Buf out = {0};
    buf_add_char(&text.text, '=');
    wb_add_list(&text, pattern, arg);
    if (wb_end(&text, &cell)) {
        wb_formula(&cell, 0, &out);
        paper_formula(c->paper, c->sheet, c->row, at, out.at, NULL, form,
                      look);
    }
    buf_free(&out);
}

/* ---- Has anything been changed? ---- */

static const char differ_numbers[] =
    "SUMPRODUCT((ABS({0:}-{1:})>0.000000001*(1+ABS({1:})))*1)";
static const char differ_texts[] = "SUMPRODUCT(1-EXACT({0:},{1:}))";
static const char differ_others[] = "SUMPRODUCT(({0:}<>{1:})*1)";

static const char *differ(const Type *type)
{
    switch (type->kind) {
    case TYPE_NUMBER:
        return differ_numbers;
    case TYPE_TEXT:
        return differ_texts;
    case TYPE_FLAG: case TYPE_DATE:
        break;
    }
    return differ_others;
}

static void remember(Checks *c, uint32_t at)
{
    buf_add_char(&c->same, ',');
    wb_cell_name(c->row, at, true, &c->same);
}

/* Inputs and parameters beside what they were when the workbook was made. */
static void write_changes(Checks *c)
{
    const char *head[COLUMNS] = {tr("parameters and inputs"),
                                 tr("cells changed")};
    heads(c, head);
    for (size_t i = 0; i < c->wb->cols.n; i++) {
        const WbCol *col = c->wb->cols.at[i];
        if (col->engine == NULL || col->place == WB_STEP)
            continue;
        paper_text(c->paper, c->sheet, c->row, 0, col->name, LOOK_PLAIN);
        formula(c, 1, PAPER_WHOLE, LOOK_PLAIN, differ(col->type), col,
                col->engine);
        remember(c, 1);
        c->row++;
    }
    c->row++;
}

/* ---- Results ---- */

static void write_sums(Checks *c, const WbCol *col)
{
    Wb *wb = c->wb;
    const Def *def = col->def;
    PaperForm form = paper_form(wb, col);
    Buf difference = {0};
    if (!report_has_sum(def))
        return;
    formula(c, 1, form, LOOK_PLAIN, "SUM({0:})", col, NULL);
    if (col->budget == NULL)
        return;
    formula(c, 2, PAPER_TWO, LOOK_PLAIN, "SUM({0:})", col->budget, NULL);
    buf_addf(&difference, "=ROUND(B%u-C%u,6)", c->row + 1, c->row + 1);
    paper_formula(c->paper, c->sheet, c->row, 3, difference.at, NULL,
                  PAPER_TWO, LOOK_PLAIN);
    buf_free(&difference);
}

/* "changed" once a parameter or input was; else whether all is the same. */
static void write_state(Checks *c, const WbCol *col, const char *changed)
{
    const char *said = col->stiff
        ? tr("changed, but rests on values that do not follow")
        : tr("changed");
    const char *text = arena_format(
        c->wb->arena,
        "=IF(ISERROR(F%u),\"%s\",IF(%s>0,\"%s\",IF(F%u=0,\"%s\",\"%s\")))",
        c->row + 1, tr("cannot be computed"), changed, said,
        c->row + 1, tr("as Fördela computed it"), tr("DIFFERS"));
    paper_formula(c->paper, c->sheet, c->row, 6, text, NULL, PAPER_TEXT,
                  LOOK_RESULT);
}

static void write_result(Checks *c, const WbCol *col, const char *changed)
{
    const Column *known = col->engine->known;
    paper_text(c->paper, c->sheet, c->row, 0, col->name, LOOK_PLAIN);
    write_sums(c, col);
    if (report_has_sum(col->def) && known != NULL) {
        Totals totals = report_totals(c->wb->pool, c->wb->result, col->def);
        Value sum = {.num = totals.sum};
        paper_value(c->paper, c->sheet, c->row, 4, col->type, &sum,
                    paper_form(c->wb, col), LOOK_ENGINE);
    }
    formula(c, 5, PAPER_WHOLE, LOOK_PLAIN, differ(col->type), col,
            col->engine);
    write_state(c, col, changed);
    c->row++;
}

static void write_results(Checks *c)
{
    const char *head[COLUMNS] = {
        tr("results"), tr("sum"), tr("budget"), tr("difference"),
        tr("sum as Fördela computed it"), tr("rows that differ from that"),
        tr("state")};
    const char *changed = c->same.n == 0 ? "0"
        : arena_format(c->wb->arena, "SUM(%s)", c->same.at + 1);
    heads(c, head);
    for (size_t i = 0; i < c->wb->cols.n; i++) {
        const WbCol *col = c->wb->cols.at[i];
        if (col->engine != NULL && col->place == WB_STEP)
            write_result(c, col, changed);
    }
    c->row++;
}

/* ---- What was not placed, where a cut fell, what must hold ---- */

static void write_placed(Checks *c)
{
    const char *head[COLUMNS] = {tr("divisions"), tr("not placed")};
    if (c->wb->placed.n == 0)
        return;
    heads(c, head);
    for (size_t i = 0; i < c->wb->placed.n; i++) {
        const WbPlaced *placed = &c->wb->placed.at[i];
        paper_text(c->paper, c->sheet, c->row, 0,
                   report_place_text(c->wb->arena, placed->expr->place),
                   LOOK_PLAIN);
        formula(c, 1, PAPER_TWO, LOOK_PLAIN,
                "ROUND(SUM({0:})-SUM({1:}),6)", placed->total,
                placed->amount);
        c->row++;
    }
    c->row++;
}

static void write_cuts(Checks *c)
{
    const char *head[COLUMNS] = {tr("largest remainder"),
                                 tr("smallest gap at a cut")};
    if (c->wb->cuts.n == 0)
        return;
    heads(c, head);
    for (size_t i = 0; i < c->wb->cuts.n; i++) {
        const WbCut *cut = &c->wb->cuts.at[i];
        paper_text(c->paper, c->sheet, c->row, 0,
                   cut->rounded->name != NULL ? cut->rounded->name
                                              : cut->rounded->title,
                   LOOK_PLAIN);
        formula(c, 1, PAPER_SIX, LOOK_PLAIN,
                "IF(COUNT({0:})=0,\"\",MIN({0:}))", cut->gap, NULL);
        paper_formula(c->paper, c->sheet, c->row, 2,
                      arena_format(c->wb->arena,
                                   "=IF(B%u=\"\",\"%s\",IF(B%u<0.000002,"
                                   "\"%s\",\"\"))", c->row + 1,
                                   tr("all whole, nothing was cut"),
                                   c->row + 1,
                                   tr("a tie, or a gap too small for cells")),
                      NULL, PAPER_TEXT, LOOK_MARK);
        c->row++;
    }
    c->row++;
}

static void write_requires(Checks *c)
{
    const Program *program = c->wb->program;
    const char *head[COLUMNS] = {tr("conditions"), tr("rows that fail")};
    if (program->n_requires == 0)
        return;
    heads(c, head);
    for (size_t i = 0; i < program->n_requires; i++) {
        const Require *require = &program->require[i];
        paper_text(c->paper, c->sheet, c->row, 0,
                   report_place_text(c->wb->arena, require->expr->place),
                   LOOK_PLAIN);
        formula(c, 1, PAPER_WHOLE, LOOK_PLAIN, "SUMPRODUCT(1-{0:})",
                c->wb->require[i], NULL);
        paper_text(c->paper, c->sheet, c->row, 2, require->message,
                   LOOK_NOTE);
        c->row++;
    }
    c->row++;
}

/* ---- What cells cannot do ---- */

static void write_fixed(Checks *c)
{
    const char *head[COLUMNS] = {tr("stand as values, whatever is changed"),
                                 tr("because")};
    size_t n = 0;
    for (size_t i = 0; i < c->wb->cols.n; i++) {
        const WbCol *col = c->wb->cols.at[i];
        if (col->fixed == NULL)
            continue;
        if (n++ == 0)
            heads(c, head);
        paper_text(c->paper, c->sheet, c->row, 0,
                   col->name != NULL ? col->name : col->title, LOOK_FIXED);
        paper_text(c->paper, c->sheet, c->row, 1, col->fixed, LOOK_PLAIN);
        c->row++;
    }
    if (n == 0)
        paper_text(c->paper, c->sheet, c->row++, 0,
                   tr("Every result is recomputed by formulas."), LOOK_PLAIN);
    c->row++;
}

static void write_limits(Checks *c)
{
    const char *const line[] = {
        tr("Cells hold about 15 digits. Amounts are therefore compared and "
           "rounded at a millionth of a unit:"),
        tr("exact ties and gaps below a millionth look alike here, and are "
           "decided by the larger amount, then the lower code. Fördela "
           "itself decides them exactly."),
        tr("This holds for amounts up to about 1 000 000 000 units in a "
           "row.")};
    for (size_t i = 0; i < sizeof line / sizeof *line; i++)
        paper_text(c->paper, c->sheet, c->row++, 0, line[i], LOOK_NOTE);
}

void paper_checks(Paper *p)
{
    static const double width[COLUMNS] = {46, 20, 20, 16, 20, 16, 44};
    Checks c = {.paper = p, .wb = p->wb, .row = 3};
    c.sheet = paper_sheet(p, &p->wb->checks);
    for (uint32_t i = 0; i < COLUMNS; i++)
        worksheet_set_column(c.sheet, (lxw_col_t)i, (lxw_col_t)i, width[i],
                             NULL);
    write_changes(&c);
    write_results(&c);
    write_placed(&c);
    write_cuts(&c);
    write_requires(&c);
    write_fixed(&c);
    write_limits(&c);
    paper_setup(p, c.sheet,
                tr("Whether the workbook stands as Fördela computed it."), 0,
                true);
    worksheet_set_row(c.sheet, WB_TITLES, 15, NULL);
    worksheet_freeze_panes(c.sheet, 2, 0);
    worksheet_repeat_rows(c.sheet, 0, 1);
    buf_free(&c.same);
}
