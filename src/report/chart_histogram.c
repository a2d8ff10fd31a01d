/* chart_histogram.c - how many rows have how much.
 *
 * Grants have long tails: three cities get more than a hundred villages. Bars
 * end where nineteen rows of twenty are shown twice over, and what lies beyond
 * stands in one lighter bar at the end.
 */
#include "report/chart.h"

#include <math.h>
#include <stdlib.h>

#include "report/html.h"
#include "report/svg.h"

#define BARS 22
/* Parts of the largest that values differ by, at least. */
#define SAME 0.0001

typedef struct Bins {
    Ticks ticks;            /* their edges */
    size_t n, beyond;       /* bars, and values above the last of them */
    size_t *count;
    size_t highest;
} Bins;

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Up to where bars are drawn. */
static double upper(size_t n, const double *sorted)
{
    double most = sorted[n - 1], least = sorted[0];
    double high = sorted[(n - 1) * 19 / 20];
    double twice = least + 2 * (high - least);
    return n < 20 || most <= twice ? most : twice;
}

static Bins bins_make(const Chart *chart, size_t n, const double *value,
                      const ChartUnit *unit)
{
    Bins out = {0};
    double *sorted = ARENA_ARRAY(chart->arena, double, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = value[i];
    qsort(sorted, n, sizeof *sorted, compare);
    out.ticks = ticks_make(chart, sorted[0], upper(n, sorted), BARS, unit);
    out.n = (size_t)(out.ticks.last - out.ticks.first);
    out.n = out.n == 0 ? 1 : out.n;
    out.count = ARENA_ARRAY(chart->arena, size_t, out.n + 1);
    for (size_t i = 0; i < n; i++) {
        double at = floor((value[i] - ticks_least(&out.ticks))
                          / out.ticks.step + 1e-9);
        bool above = value[i] > ticks_most(&out.ticks) + 1e-9;
        size_t bin = at < 0 ? 0 : (size_t)at;
        bin = bin >= out.n ? out.n - 1 : bin;
        out.beyond += above;
        out.count[above ? out.n : bin]++;
    }
    for (size_t i = 0; i <= out.n; i++)
        out.highest = out.count[i] > out.highest ? out.count[i]
                                                 : out.highest;
    return out;
}

static const char *range_text(const Chart *chart, const Bins *bins, size_t i)
{
    const char *from = ticks_text(chart, &bins->ticks,
                                  bins->ticks.first + (int64_t)i);
    if (i == bins->n)
        return arena_format(chart->arena, tr("more than %s %s"), from,
                            bins->ticks.unit);
    return arena_format(chart->arena, tr("%s to %s %s"), from,
                        ticks_text(chart, &bins->ticks,
                                   bins->ticks.first + (int64_t)i + 1),
                        bins->ticks.unit);
}

/* Numbers under every second or third edge, so that they do not touch. */
static void draw_edges(const Chart *chart, const Bins *bins,
                       const Plot *plot, double width)
{
    size_t every = 1 + bins->n / 7;
    size_t start = (size_t)(((int64_t)every
                             - bins->ticks.first % (int64_t)every)
                            % (int64_t)every);
    for (size_t i = start; i <= bins->n; i += every) {
        double x = plot->left + (double)i * width;
        svg_line(chart->out, "zero", x, plot->bottom, x, plot->bottom + 4);
        svg_text(chart->out, "tick", x, plot->bottom + 17, SVG_MIDDLE,
                 ticks_text(chart, &bins->ticks,
                            bins->ticks.first + (int64_t)i));
    }
}

static void draw_bars(const Chart *chart, const Bins *bins, const Plot *plot,
                      double width, const char *rows)
{
    for (size_t i = 0; i <= bins->n; i++) {
        double y = plot_y(plot, (double)bins->count[i]);
        double gap = i == bins->n ? 10 : 0;
        if (bins->count[i] == 0)
            continue;
        svg_rect_told(chart->out, i == bins->n ? "bar beyond" : "bar",
                      plot->left + (double)i * width + gap + 0.5, y,
                      width - 1, plot->bottom - y,
                      arena_format(chart->arena, "%s: %zu %s",
                                   range_text(chart, bins, i),
                                   bins->count[i], rows));
    }
}

/* Differences that only rounding makes are not worth a drawing. */
static bool all_same(size_t n, const double *value)
{
    double least = value[0], most = value[0];
    for (size_t i = 1; i < n; i++) {
        least = fmin(least, value[i]);
        most = fmax(most, value[i]);
    }
    return most - least <= SAME * fmax(fabs(least), fabs(most));
}

static const char *most_common(const Chart *chart, const Bins *bins,
                               const char *rows)
{
    size_t i = 0;
    while (bins->count[i] != bins->highest)
        i++;
    return arena_format(chart->arena,
                        tr("Most %s, %zu of them, have %s."), rows,
                        bins->highest, range_text(chart, bins, i));
}

void chart_histogram(Chart *chart, const char *what, size_t n,
                     const double *value, const ChartUnit *unit,
                     const char *rows)
{
    static const ChartUnit number = {"", false, false};
    if (n < 2 || !chart_takes(n, value) || all_same(n, value))
        return;
    Bins bins = bins_make(chart, n, value, unit);
    Ticks y = ticks_make(chart, 0, (double)bins.highest, 4, &number);
    if (y.power < 0)    /* halves of a row are no use */
        y = (Ticks){1, 0, (int64_t)bins.highest, 1, 0, ""};
    Plot plot = plot_make(bins.ticks, y);
    double room = plot.right - plot.left - (bins.beyond > 0 ? 10 : 0);
    double width = room / (double)(bins.n + (bins.beyond > 0));
    const char *common = most_common(chart, &bins, rows);
    svg_open(chart->out, ++chart->number, CHART_WIDTH, CHART_HEIGHT,
             arena_format(chart->arena, tr("How many %s get how much"), rows),
             common);
    Plot axes = plot;
    axes.x.last = axes.x.first - 1;     /* edges are numbered below */
    plot_axes(chart, &axes, what, rows);
    draw_bars(chart, &bins, &plot, width, rows);
    draw_edges(chart, &bins, &plot, width);
    Buf caption = {0};
    html_text(&caption, common);
    if (bins.beyond > 0) {
        buf_add_char(&caption, ' ');
        html_text(&caption,
                  arena_format(chart->arena,
                               tr("The lighter bar holds %zu with %s."),
                               bins.beyond,
                               range_text(chart, &bins, bins.n)));
    }
    svg_close(chart->out, html_keep(chart->arena, &caption));
}
