/* chart_axis.c - round numbers along the axes of a chart. */
#include "report/chart.h"

#include <math.h>
#include <string.h>

#include "report/html.h"
#include "report/svg.h"

#define LEFT 62
#define RIGHT 28
#define TOP 30
#define BOTTOM 46

/* From so much on kronor stand in millions, in thousands. */
#define IN_MILLIONS 1e7
#define IN_THOUSANDS 1e5

/* Far from where doubles end, and their squares and quotients, too. */
#define LARGEST 1e100
#define SMALLEST 1e-100

bool chart_takes(size_t n, const double *value)
{
    for (size_t i = 0; i < n; i++) {
        double size = fabs(value[i]);
        if (!(size <= LARGEST) || (size > 0 && size < SMALLEST))
            return false;
    }
    return true;
}

/* What a value is divided by to be shown, and the unit's word then. */
static double shown_as(const ChartUnit *unit, double size,
                       const char **word)
{
    *word = unit->percent ? "%" : unit->word;
    if (unit->percent)
        return 0.01;
    if (!unit->money || strcmp(unit->word, "kr") != 0
        || size < IN_THOUSANDS)
        return 1;
    *word = size >= IN_MILLIONS ? "mnkr" : "tkr";
    return size >= IN_MILLIONS ? 1e6 : 1e3;
}

/* The step of 1, 2 or 5 times a power of ten that is next to `wanted`. */
static void round_step(double wanted, Ticks *out)
{
    out->power = (int)floor(log10(wanted));
    double over = wanted / pow(10, out->power);
    out->mantissa = over < 1.5 ? 1 : over < 3.5 ? 2 : over < 7.5 ? 5 : 10;
    if (out->mantissa == 10) {
        out->mantissa = 1;
        out->power++;
    }
}

Ticks ticks_make(const Chart *chart, double least, double most, size_t about,
                 const ChartUnit *unit)
{
    Ticks out = {0};
    double by = shown_as(unit, fmax(fabs(least), fabs(most)), &out.unit);
    if (!(most > least))
        most = least + (fabs(least) > 0 ? fabs(least) : by);
    (void)chart;
    round_step((most - least) / by / (double)about, &out);
    out.step = (double)out.mantissa * pow(10, out.power) * by;
    out.first = (int64_t)floor(least / out.step + 1e-9);
    out.last = (int64_t)ceil(most / out.step - 1e-9);
    return out;
}

double ticks_least(const Ticks *ticks)
{
    return (double)ticks->first * ticks->step;
}

double ticks_most(const Ticks *ticks)
{
    return (double)ticks->last * ticks->step;
}

const char *ticks_text(const Chart *chart, const Ticks *ticks, int64_t k)
{
    Buf out = {0};
    const Rat *num = rat_int(chart->pool, k * ticks->mantissa);
    const Rat *ten = rat_int(chart->pool, 10);
    for (int i = 0; i < ticks->power; i++)
        num = rat_mul(chart->pool, num, ten);
    for (int i = 0; i > ticks->power; i--)
        num = rat_div(chart->pool, num, ten);
    report_grouped(chart->arena, num, ticks->power < 0 ? -ticks->power : 0,
                   &out);
    return html_keep(chart->arena, &out);
}

/* ---- The plot ---- */

Plot plot_make(Ticks x, Ticks y)
{
    return (Plot){LEFT, CHART_WIDTH - RIGHT, TOP, CHART_HEIGHT - BOTTOM, x,
                  y};
}

static double part(const Ticks *ticks, double value)
{
    double least = ticks_least(ticks), most = ticks_most(ticks);
    return most > least ? (value - least) / (most - least) : 0;
}

double plot_x(const Plot *plot, double value)
{
    return plot->left + part(&plot->x, value) * (plot->right - plot->left);
}

double plot_y(const Plot *plot, double value)
{
    return plot->bottom - part(&plot->y, value) * (plot->bottom - plot->top);
}

/* "Bidrag, tkr" */
static const char *with_unit(const Chart *chart, const char *word,
                             const char *unit)
{
    if (*unit == '\0')
        return word;
    return arena_format(chart->arena, "%s%s%s", word,
                        *word == '\0' ? "" : ", ", unit);
}

void plot_axes(const Chart *chart, const Plot *plot, const char *x_word,
               const char *y_word)
{
    Buf *out = chart->out;
    for (int64_t k = plot->y.first; k <= plot->y.last; k++) {
        double y = plot_y(plot, (double)k * plot->y.step);
        svg_line(out, k == 0 ? "zero" : "grid", plot->left, y, plot->right,
                 y);
        svg_text(out, "tick", plot->left - 6, y + 4, SVG_END,
                 ticks_text(chart, &plot->y, k));
    }
    for (int64_t k = plot->x.first; k <= plot->x.last; k++) {
        double x = plot_x(plot, (double)k * plot->x.step);
        svg_line(out, "zero", x, plot->bottom, x, plot->bottom + 4);
        svg_text(out, "tick", x, plot->bottom + 17, SVG_MIDDLE,
                 ticks_text(chart, &plot->x, k));
    }
    svg_line(out, "zero", plot->left, plot->bottom, plot->right,
             plot->bottom);
    svg_text(out, "word", plot->right, CHART_HEIGHT - 8, SVG_END,
             with_unit(chart, x_word, plot->x.unit));
    svg_text(out, "word", 0, 12, SVG_START,
             with_unit(chart, y_word, plot->y.unit));
    buf_add_char(out, '\n');
}
