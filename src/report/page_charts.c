/* page_charts.c - which distributions of a result are drawn. */
#include "report/page_int.h"

#include "study/study.h"

/* Statistics, in floating point: labelled so where they are shown. */
static const char *gini_text(const Page *page, const Column *column)
{
    Spread spread;
    if (!study_spread(page->arena, column, &spread) || !spread.has_gini)
        return NULL;
    return page_fixed(page, &(Type){.kind = TYPE_NUMBER},
                      rat_ratio(page->pool,
                                (int64_t)(spread.gini * 10000 + 0.5), 10000),
                      4);
}

/* A difference of less than a hundredth is not worth a drawing. */
#define SAME 0.01

static bool all_same(const double *each, size_t n)
{
    double least = each[0], most = each[0];
    for (size_t i = 1; i < n; i++) {
        least = each[i] < least ? each[i] : least;
        most = each[i] > most ? each[i] : most;
    }
    return most - least <= SAME * most;
}

static void per_inhabitant(Chart *chart, const Page *page, const Def *def,
                           const double *each, const double *value,
                           const double *people, size_t n)
{
    ChartUnit unit = page_chart_unit(page, &def->type);
    unit.word = arena_format(page->arena, tr("%s per inhabitant"), unit.word);
    chart_histogram(chart, page_def_title(page, def), n, each, &unit,
                    page_rows_word(page, def->table));
    chart_lorenz(chart, page_def_title(page, def), n, value, people,
                 tr("inhabitants"), NULL);
}

static const double *divided(const Page *page, const double *value,
                             const double *by, size_t n)
{
    double *out = ARENA_ARRAY(page->arena, double, n);
    for (size_t i = 0; i < n; i++)
        out[i] = value[i] / by[i];
    return out;
}

void page_charts(const Page *page, const Def *def)
{
    Chart chart = page->chart;
    const Column *column = result_column(page->result, def);
    const double *value = page_doubles(page, column);
    const Def *per = page_population(page, def->table);
    const double *people = per == NULL ? NULL
                           : page_doubles(page, result_column(page->result,
                                                              per));
    ChartUnit unit = page_chart_unit(page, &def->type);
    const char *rows = page_rows_word(page, def->table);
    if (value == NULL || column->n < 2)
        return;
    buf_add(page->out, "<div class=\"charts\">\n");
    chart_histogram(&chart, page_def_title(page, def), column->n, value,
                    &unit, rows);
    if (report_has_sum(def))
        chart_lorenz(&chart, page_def_title(page, def), column->n, value,
                     NULL, rows, gini_text(page, column));
    const double *each = people == NULL || !type_is_money(page->program,
                                                          &def->type)
                             ? NULL
                             : divided(page, value, people, column->n);
    if (each != NULL && !all_same(each, column->n))
        per_inhabitant(&chart, page, def, each, value, people, column->n);
    buf_add(page->out, "</div>\n");
    if (each != NULL && all_same(each, column->n))
        page_paragraph(page, html_plain(page->arena,
            tr("Per inhabitant all get the same, but for rounding.")));
}
