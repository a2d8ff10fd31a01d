/* chart_lorenz.c - how evenly something is divided: Lorenz curve, after Lorenz,
 * Methods of measuring the concentration of wealth (1905).
 */
#include "report/chart.h"

#include <stdlib.h>

#include "report/html.h"
#include "report/svg.h"

/* Points drawn at most: a curve of some hundred looks the same. */
#define POINTS 200

typedef struct Part {
    double value, weight;
} Part;

/* By value per weight; rows of no weight, the richest, last. */
static int compare(const void *a, const void *b)
{
    const Part *x = a, *y = b;
    double left = x->value * y->weight, right = y->value * x->weight;
    return (left > right) - (left < right);
}

static Part *sorted_parts(const Chart *chart, size_t n, const double *value,
                          const double *weight, Part *sum)
{
    Part *part = ARENA_ARRAY(chart->arena, Part, n);
    *sum = (Part){0, 0};
    for (size_t i = 0; i < n; i++) {
        part[i] = (Part){value[i], weight == NULL ? 1 : weight[i]};
        sum->value += part[i].value;
        sum->weight += part[i].weight;
    }
    qsort(part, n, sizeof *part, compare);
    return part;
}

/* What the half with the least gets of all. */
static double half_gets(size_t n, const Part *part, const Part *sum)
{
    double weight = 0, value = 0;
    for (size_t i = 0; i < n; i++) {
        double next = weight + part[i].weight;
        if (next >= sum->weight / 2) {
            double in = part[i].weight > 0
                            ? (sum->weight / 2 - weight) / part[i].weight
                            : 0;
            return (value + in * part[i].value) / sum->value;
        }
        weight = next;
        value += part[i].value;
    }
    return 1;
}

static void draw(const Chart *chart, const Plot *plot, size_t n,
                 const Part *part, const Part *sum)
{
    double x[POINTS + 2], y[POINTS + 2], weight = 0, value = 0;
    size_t every = 1 + n / POINTS, points = 0;
    x[points] = plot_x(plot, 0);
    y[points++] = plot_y(plot, 0);
    for (size_t i = 0; i < n; i++) {
        weight += part[i].weight;
        value += part[i].value;
        if (i % every != every - 1 && i + 1 < n)
            continue;
        x[points] = plot_x(plot, weight / sum->weight);
        y[points++] = plot_y(plot, value / sum->value);
    }
    svg_line(chart->out, "even", plot_x(plot, 0), plot_y(plot, 0),
             plot_x(plot, 1), plot_y(plot, 1));
    svg_points(chart->out, "curve", points, x, y, 0);
}

void chart_lorenz(Chart *chart, const char *what, size_t n,
                  const double *value, const double *weight,
                  const char *weights, const char *gini)
{
    static const ChartUnit share = {"", false, true};
    Part sum;
    if (!chart_takes(n, value) || (weight != NULL && !chart_takes(n, weight)))
        return;
    Part *part = sorted_parts(chart, n, value, weight, &sum);
    for (size_t i = 0; i < n; i++)
        if (part[i].value < 0 || part[i].weight < 0)
            return;
    if (n < 2 || !(sum.value > 0) || !(sum.weight > 0))
        return;
    Ticks ticks = ticks_make(chart, 0, 1, 5, &share);
    Plot plot = plot_make(ticks, ticks);
    const char *half = arena_format(chart->arena,
        tr("The half of the %s with the least gets %.0f %% of all."),
        weights, 100 * half_gets(n, part, &sum));
    svg_open(chart->out, ++chart->number, CHART_WIDTH, CHART_HEIGHT,
             tr("How evenly it is divided (Lorenz curve)"), half);
    plot_axes(chart, &plot, weights, what);
    draw(chart, &plot, n, part, &sum);
    svg_text(chart->out, "word", plot_x(&plot, 0.4), plot_y(&plot, 0.4) - 6,
             SVG_END, tr("evenly"));
    Buf caption = {0};
    html_text(&caption, half);
    if (gini != NULL) {
        buf_add_char(&caption, ' ');
        html_text(&caption,
                  arena_format(chart->arena,
                               tr("Gini coefficient %s (a statistic, in "
                                  "floating point)."), gini));
    }
    svg_close(chart->out, html_keep(chart->arena, &caption));
}
