/* chart_ranges.c - where draws lie, a row each: a thin bar for nine of ten, a
 * thick one for every second, a mark for the median and one for today.
 */
#include "report/chart.h"

#include <math.h>

#include "report/html.h"
#include "report/svg.h"

#define ROW 22.0
#define NAMES 170.0
#define WIDTH 620.0
#define TOP 8.0
#define BOTTOM 44.0

static void extent(size_t n, const ChartRange *range, double *least,
                   double *most)
{
    for (size_t i = 0; i < n; i++) {
        *least = fmin(*least, fmin(range[i].quantile[0], range[i].today));
        *most = fmax(*most, fmax(range[i].quantile[4], range[i].today));
    }
}

static void draw_grid(const Chart *chart, const Plot *plot, const char *word)
{
    for (int64_t k = plot->x.first; k <= plot->x.last; k++) {
        double x = plot_x(plot, (double)k * plot->x.step);
        svg_line(chart->out, k == 0 ? "zero" : "grid", x, plot->top, x,
                 plot->bottom);
        svg_text(chart->out, "tick", x, plot->bottom + 16, SVG_MIDDLE,
                 ticks_text(chart, &plot->x, k));
    }
    svg_text(chart->out, "word", plot->right, plot->bottom + 36, SVG_END,
             *plot->x.unit == '\0'
                 ? word
                 : arena_format(chart->arena, "%s, %s", word,
                                plot->x.unit));
}

static void draw_row(const Chart *chart, const Plot *plot,
                     const ChartRange *r, double y)
{
    double x[5];
    for (size_t i = 0; i < 5; i++)
        x[i] = plot_x(plot, r->quantile[i]);
    svg_text(chart->out, "name", NAMES - 10, y + 4, SVG_END, r->name);
    svg_rect(chart->out, "wide", x[0], y - 3, fmax(x[4] - x[0], 1), 6);
    svg_rect(chart->out, "narrow", x[1], y - 6, fmax(x[3] - x[1], 1), 12);
    svg_rect(chart->out, "bar", x[2] - 1.5, y - 8, 3, 16);
    double today = plot_x(plot, r->today);
    svg_line(chart->out, "today", today, y - 9, today, y + 9);
    buf_add_char(chart->out, '\n');
}

void chart_ranges(Chart *chart, const char *title, const char *word,
                  const ChartUnit *unit, size_t n, const ChartRange *range)
{
    double least = INFINITY, most = -INFINITY;
    if (n == 0)
        return;
    extent(n, range, &least, &most);
    Ticks x = ticks_make(chart, least, most, 6, unit);
    Plot plot = {NAMES, WIDTH - 24, TOP, TOP + ROW * (double)n, x, x};
    const char *how = tr("The thin bar holds nine draws of ten, the thick one "
                         "every second; the dark mark is the median, the "
                         "orange line the amount as it stands.");
    svg_open(chart->out, ++chart->number, WIDTH, plot.bottom + BOTTOM, title,
             how);
    draw_grid(chart, &plot, word);
    for (size_t i = 0; i < n; i++)
        draw_row(chart, &plot, &range[i],
                 TOP + ROW * ((double)i + 0.5));
    Buf caption = {0};
    html_text(&caption, title);
    buf_add(&caption, ". ");
    html_text(&caption, how);
    svg_close(chart->out, html_keep(chart->arena, &caption));
}
