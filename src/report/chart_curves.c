/* chart_curves.c - lines and bands over what varies. */
#include "report/chart.h"

#include <math.h>

#include "report/html.h"
#include "report/svg.h"

/* Classes of page.css; the dashes tell them apart in print. */
static const char *const looks[] = {"curve c1", "curve c2", "curve c3",
                                    "curve c4", "curve c5", "curve c6"};
enum { LOOKS = sizeof looks / sizeof *looks };

/* least and most of all that is a number; false if nothing is. */
static bool extent(size_t n, const double *y, double *least, double *most)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (isnan(y[i]))
            continue;
        *least = fmin(*least, y[i]);
        *most = fmax(*most, y[i]);
        any = true;
    }
    return any;
}

/* Unbroken pieces of one line; a piece of one point is a dot. */
static void draw_line(const Chart *chart, const Plot *plot,
                      const char *class, size_t n, const double *x,
                      const double *y)
{
    double *px = ARENA_ARRAY(chart->arena, double, n + 1);
    double *py = ARENA_ARRAY(chart->arena, double, n + 1);
    size_t points = 0;
    for (size_t i = 0; i <= n; i++) {
        if (i < n && !isnan(y[i])) {
            px[points] = plot_x(plot, x[i]);
            py[points++] = plot_y(plot, y[i]);
            continue;
        }
        if (points == 1)
            svg_rect(chart->out, "bar", px[0] - 2, py[0] - 2, 4, 4);
        else if (points > 1)
            svg_points(chart->out, class, points, px, py, 0);
        points = 0;
    }
}

/* Names of the lines with a piece of each, under one another. */
static void draw_names(const Chart *chart, size_t n, const ChartLine *line)
{
    for (size_t i = 0; i < n; i++) {
        double y = CHART_HEIGHT + 16 + 18 * (double)i;
        svg_line(chart->out, looks[i % LOOKS], 62, y - 4, 92, y - 4);
        svg_text(chart->out, "name", 100, y, SVG_START, line[i].name);
    }
}

static Plot plot_for(const Chart *chart, const ChartUnit *x_unit,
                     const ChartUnit *y_unit, size_t n, const double *x,
                     double least, double most)
{
    double from = INFINITY, to = -INFINITY;
    extent(n, x, &from, &to);
    Ticks xs = ticks_make(chart, from, to, 6, x_unit);
    /* From zero unless that leaves nothing to see. */
    if (least > 0 && least < 0.5 * most)
        least = 0;
    return plot_make(xs, ticks_make(chart, least, most, 5, y_unit));
}

void chart_curves(Chart *chart, const char *title, const char *x_word,
                  const ChartUnit *x_unit, const char *y_word,
                  const ChartUnit *y_unit, size_t n, const double *x,
                  size_t n_lines, const ChartLine *line)
{
    double least = INFINITY, most = -INFINITY;
    bool any = false;
    for (size_t i = 0; i < n_lines; i++)
        any = extent(n, line[i].y, &least, &most) || any;
    if (!any || n < 2)
        return;
    Plot plot = plot_for(chart, x_unit, y_unit, n, x, least, most);
    double names = n_lines > 1 ? 18 * (double)n_lines + 6 : 0;
    svg_open(chart->out, ++chart->number, CHART_WIDTH, CHART_HEIGHT + names,
             title,
             arena_format(chart->arena, tr("%s, over %s"), y_word, x_word));
    plot_axes(chart, &plot, x_word, y_word);
    for (size_t i = 0; i < n_lines; i++)
        draw_line(chart, &plot, looks[i % LOOKS], n, x, line[i].y);
    if (n_lines > 1)
        draw_names(chart, n_lines, line);
    svg_close(chart->out, html_plain(chart->arena, title));
}

/* ---- Bands ---- */

/* From low along x and back along high; only where both are numbers. */
static void draw_band(const Chart *chart, const Plot *plot,
                      const char *class, size_t n, const double *x,
                      const double *low, const double *high)
{
    double *px = ARENA_ARRAY(chart->arena, double, 2 * n);
    double *py = ARENA_ARRAY(chart->arena, double, 2 * n);
    size_t points = 0;
    for (size_t i = 0; i < 2 * n; i++) {
        size_t at = i < n ? i : 2 * n - 1 - i;
        if (isnan(low[at]) || isnan(high[at]))
            continue;
        px[points] = plot_x(plot, x[at]);
        py[points++] = plot_y(plot, i < n ? low[at] : high[at]);
    }
    if (points > 2)
        svg_points(chart->out, class, points, px, py, 1);
}

void chart_fan(Chart *chart, const char *title, const char *x_word,
               const ChartUnit *x_unit, const char *y_word,
               const ChartUnit *y_unit, size_t n, const double *x,
               const double *const y[FAN_QUANTILES])
{
    double least = INFINITY, most = -INFINITY;
    bool any = false;
    for (size_t i = 0; i < FAN_QUANTILES; i++)
        any = extent(n, y[i], &least, &most) || any;
    if (!any || n < 2)
        return;
    Plot plot = plot_for(chart, x_unit, y_unit, n, x, least, most);
    svg_open(chart->out, ++chart->number, CHART_WIDTH, CHART_HEIGHT, title,
             tr("The light band holds nine draws of ten, the dark one every "
                "second, the line is the median."));
    plot_axes(chart, &plot, x_word, y_word);
    draw_band(chart, &plot, "band wide", n, x, y[0], y[4]);
    draw_band(chart, &plot, "band narrow", n, x, y[1], y[3]);
    draw_line(chart, &plot, "curve c1", n, x, y[2]);
    Buf caption = {0};
    html_text(&caption, title);
    buf_add(&caption, ". ");
    html_text(&caption,
              tr("The light band holds nine draws of ten, the dark one every "
                 "second, the line is the median."));
    svg_close(chart->out, html_keep(chart->arena, &caption));
}
