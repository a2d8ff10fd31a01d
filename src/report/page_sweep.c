/* page_sweep.c - the variants of a scenario as a page: each figure over what
 * varies.
 *
 * The last vary line is the axis; each combination of the others has a line of
 * its own, of which some are drawn where there are many.
 */
#include <math.h>

#include "report/page_int.h"
#include "report/page_many.h"
#include "report/report_count.h"
#include "report/report_sweep.h"

#define LINES_MOST 6
/* Rows of the table, at most. */
#define ROWS_MOST 2000

typedef struct Sheet {
    Page page;
    const PageSweep *in;
    const Axes *axes;
    size_t n_figures;
    size_t length, lines;   /* of the last axis; combinations of the others */
} Sheet;

static Sheet sheet_make(const PageSweep *in, Buf *out)
{
    const Sweep *sweep = in->sweep;
    Sheet s = {.page = page_begin(in->arena, in->pool, sweep->program, NULL,
                                  out),
               .in = in, .axes = &sweep->axes,
               .n_figures = sweep->n_figures};
    s.page.data = sweep->data;
    s.length = (size_t)sweep->axes.at[sweep->axes.n - 1].n;
    if (s.length > sweep->n)    /* cut off by a limit */
        s.length = (size_t)sweep->n;
    s.lines = (size_t)sweep->n / s.length;
    return s;
}

/* The value of an axis in a variant, in base units. */
static const Rat *varied(const Sheet *s, size_t variant, size_t axis)
{
    uint64_t left = variant;
    for (size_t i = s->axes->n; --i > axis;)
        left /= s->axes->at[i].n;
    const Axis *a = &s->axes->at[axis];
    return rat_ratio(s->page.pool, axis_value(a, left % a->n), a->den);
}

static const Rat *figure(const Sheet *s, size_t variant, size_t k)
{
    const Output *output = &s->in->sweep->plan->output[k];
    CountForm form = count_form(output->unit, false);
    return count_value(s->page.pool, &form,
                       s->in->value[variant * s->n_figures + k]);
}

static const char *figure_title(const Sheet *s, size_t k)
{
    return report_figure_title(s->page.arena,
                               &s->in->sweep->program->report[k]);
}

static const Type *figure_type(const Sheet *s, size_t k)
{
    return &s->in->sweep->program->report[k].expr->type;
}

/* ---- Words ---- */

static void say_lead(const Sheet *s)
{
    const Page *page = &s->page;
    buf_addf(page->out, "<p class=\"lead\">%s</p>\n<ul class=\"steps\">\n",
             html_say(page->arena,
                      tr("%s variants, each computed exactly and rounded so "
                         "that it adds up."),
                      html_strong(page->arena,
                                  page_count(page,
                                             (size_t)s->in->sweep->n))));
    for (size_t i = 0; i < s->axes->n; i++) {
        const Axis *axis = &s->axes->at[i];
        const Type *type = &axis->def->type;
        const Rat *from = rat_ratio(page->pool, axis_value(axis, 0),
                                    axis->den);
        const Rat *to = rat_ratio(page->pool, axis_value(axis, axis->n - 1),
                                  axis->den);
        buf_addf(page->out, "<li>%s</li>\n",
                 html_say(page->arena,
                          tr("%s from %s to %s, %s values"),
                          html_quoted(page->arena,
                                      page_def_title(page, axis->def)),
                          html_strong(page->arena,
                                      page_amount(page, type, from)),
                          html_strong(page->arena,
                                      page_amount(page, type, to)),
                          html_plain(page->arena,
                                     page_count(page, (size_t)axis->n))));
    }
    buf_add(page->out, "</ul>\n");
}

static void say_infeasible(const Sheet *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->in->sweep->n; i++)
        n += s->in->reason[i] != NULL;
    if (n > 0)
        page_paragraph(&s->page, html_say(s->page.arena,
            tr("%s of them cannot be computed; the table says why."),
            html_strong(s->page.arena, page_count(&s->page, n))));
}

/* ---- Curves ---- */

/* "Budget 30 000 000 kr" of each axis but the last. */
static const char *line_name(const Sheet *s, size_t line)
{
    Buf out = {0};
    buf_add(&out, "");
    for (size_t i = 0; i + 1 < s->axes->n; i++)
        buf_addf(&out, "%s%s %s", i > 0 ? ", " : "",
                 page_def_title(&s->page, s->axes->at[i].def),
                 page_amount(&s->page, &s->axes->at[i].def->type,
                             varied(s, line * s->length, i)));
    return html_keep(s->page.arena, &out);
}

static const double *line_values(const Sheet *s, size_t line, size_t k)
{
    double *y = ARENA_ARRAY(s->page.arena, double, s->length);
    for (size_t i = 0; i < s->length; i++) {
        size_t variant = line * s->length + i;
        y[i] = s->in->reason[variant] != NULL
                   ? NAN
                   : rat_to_double(figure(s, variant, k));
    }
    return y;
}

static void draw_figure(Sheet *s, size_t k, const double *x)
{
    const Def *last = s->axes->at[s->axes->n - 1].def;
    size_t n = s->lines < LINES_MOST ? s->lines : LINES_MOST;
    ChartLine line[LINES_MOST];
    for (size_t i = 0; i < n; i++) {
        size_t at = n < 2 ? 0 : i * (s->lines - 1) / (n - 1);
        line[i] = (ChartLine){line_name(s, at), line_values(s, at, k)};
    }
    ChartUnit x_unit = page_chart_unit(&s->page, &last->type);
    ChartUnit y_unit = page_chart_unit(&s->page, figure_type(s, k));
    chart_curves(&s->page.chart, figure_title(s, k),
                 page_def_title(&s->page, last), &x_unit, figure_title(s, k),
                 &y_unit, s->length, x, n, line);
}

static void draw_all(Sheet *s)
{
    double *x = ARENA_ARRAY(s->page.arena, double, s->length);
    for (size_t i = 0; i < s->length; i++)
        x[i] = rat_to_double(varied(s, i, s->axes->n - 1));
    buf_add(s->page.out, "<div class=\"charts\">\n");
    for (size_t k = 0; k < s->n_figures; k++)
        if (figure_type(s, k)->kind == TYPE_NUMBER)
            draw_figure(s, k, x);
    buf_add(s->page.out, "</div>\n");
    if (s->lines > LINES_MOST)
        page_paragraph(&s->page, html_say(s->page.arena,
            tr("%s of %s lines are drawn; the table has them all."),
            html_plain(s->page.arena, page_count(&s->page, LINES_MOST)),
            html_plain(s->page.arena, page_count(&s->page, s->lines))));
}

/* ---- The table ---- */

static const char *value_text(const Sheet *s, size_t variant, size_t k)
{
    const Type *type = figure_type(s, k);
    if (s->in->reason[variant] != NULL)
        return "";
    const Rat *num = figure(s, variant, k);
    if (type->kind == TYPE_FLAG)
        return rat_sign(num) != 0 ? tr("yes") : tr("no");
    return page_amount(&s->page, type, num);
}

static void add_row(const Sheet *s, const PageCol *col, size_t variant,
                    bool reasons)
{
    const Page *page = &s->page;
    size_t c = 0;
    page_row(page, NULL);
    for (size_t i = 0; i < s->axes->n; i++, c++)
        page_cell(page, &col[c],
                  html_plain(page->arena,
                             page_amount(page, &s->axes->at[i].def->type,
                                         varied(s, variant, i))));
    for (size_t k = 0; k < s->n_figures; k++, c++)
        page_cell(page, &col[c],
                  html_plain(page->arena, value_text(s, variant, k)));
    if (reasons)
        page_cell(page, &col[c], html_plain(page->arena,
                      s->in->reason[variant] == NULL
                          ? "" : s->in->reason[variant]));
    page_row_end(page);
}

static void add_table(const Sheet *s)
{
    const Page *page = &s->page;
    size_t n = 0, rows = (size_t)s->in->sweep->n;
    bool reasons = false;
    PageCol *col = ARENA_ARRAY(page->arena, PageCol,
                               s->axes->n + s->n_figures + 1);
    rows = rows < ROWS_MOST ? rows : ROWS_MOST;
    for (size_t i = 0; i < rows; i++)
        reasons = reasons || s->in->reason[i] != NULL;
    for (size_t i = 0; i < s->axes->n; i++)
        col[n++] = (PageCol){page_def_title(page, s->axes->at[i].def), NULL,
                             true, NULL};
    for (size_t k = 0; k < s->n_figures; k++)
        col[n++] = (PageCol){figure_title(s, k), NULL, true, NULL};
    if (reasons)
        col[n++] = (PageCol){tr("Why it cannot be computed"), NULL, false,
                             NULL};
    page_table_open(page, rows < s->in->sweep->n
                              ? arena_format(page->arena,
                                             tr("The first %zu variants"),
                                             rows)
                              : tr("Every variant"), n, col);
    for (size_t i = 0; i < rows; i++)
        add_row(s, col, i, reasons);
    page_table_close(page);
}

/* ---- The page ---- */

void page_sweep(const PageSweep *in, Buf *out)
{
    static const char *const contents[] = {
        "variants", N_("What varies"), "sources", N_("Sources"),
        "files", N_("Files"), NULL};
    Sheet s = sheet_make(in, out);
    const Program *program = in->sweep->program;
    page_open(&s.page, tr("Variants"),
              program->scenario_title != NULL ? program->scenario_title
                                              : program->scenario_name,
              program->title);
    page_contents(&s.page, contents);
    page_input_banner(&s.page);
    page_section(&s.page, "variants", tr("What varies"));
    say_lead(&s);
    say_infeasible(&s);
    draw_all(&s);
    add_table(&s);
    page_section_end(&s.page);
    page_section(&s.page, "sources", tr("Sources"));
    page_inputs(&s.page, tr("Parameters and data, where they do not vary"));
    page_section_end(&s.page);
    page_close(&s.page, &in->frame);
}
