/* chart.h - distributions, changes and curves, drawn into a page.
 *
 * Charts are for looking at: places on them are floating point, no amount is
 * taken from them. Each stands as a figure with a title, a description in
 * words and a caption, and can be read without colour: what goes up or down,
 * or is a band or a line, differs in place, lightness or dashes, too.
 *
 * Ownership: nothing is kept; arrays belong to the caller.
 */
#ifndef FORDELA_REPORT_CHART_H
#define FORDELA_REPORT_CHART_H

#include "report/report.h"

typedef struct Chart {
    Arena *arena;
    RatPool *pool;
    Buf *out;
    size_t number;          /* figures so far in the page */
} Chart;

/* What numbers along an axis are. */
typedef struct ChartUnit {
    const char *word;       /* "kr", "kr per inhabitant", "" */
    bool money;             /* large ones may stand in tkr and mnkr */
    bool percent;           /* shares: 0.125 is shown as 12.5 % */
} ChartUnit;

/* Round numbers that hold all values. */
typedef struct Ticks {
    double step;            /* in the values' own unit */
    int64_t first, last;    /* in steps */
    int64_t mantissa;       /* of the step as it is shown: 1, 2 or 5 ... */
    int power;              /* ... times ten to this */
    const char *unit;       /* as shown: "tkr", "%" */
} Ticks;

/* Are all of them numbers of a size that can be drawn: none above 1e100, none
 * but 0 below 1e-100? What is not is left undrawn. */
bool chart_takes(size_t n, const double *value);

/* least, most: such numbers. */
Ticks ticks_make(const Chart *chart, double least, double most, size_t about,
                 const ChartUnit *unit);
double ticks_least(const Ticks *ticks);
double ticks_most(const Ticks *ticks);
/* The number at step k: "250", "-0.5". */
const char *ticks_text(const Chart *chart, const Ticks *ticks, int64_t k);

/* Where a chart's marks stand: values to coordinates. */
typedef struct Plot {
    double left, right, top, bottom;    /* of the drawing */
    Ticks x, y;
} Plot;

#define CHART_WIDTH 460.0
#define CHART_HEIGHT 280.0

/* The usual margins. */
Plot plot_make(Ticks x, Ticks y);
double plot_x(const Plot *plot, double value);
double plot_y(const Plot *plot, double value);
/* Grid, numbers along both axes, and what they are. */
void plot_axes(const Chart *chart, const Plot *plot, const char *x_word,
               const char *y_word);

/* ---- A file each ---- */

/* How many of n values lie in each of some equal steps; what is far above all
 * others gathers in a last bar. Nothing where all are the same.
 * what: "Bidrag", rows: "recipients". */
void chart_histogram(Chart *chart, const char *what, size_t n,
                     const double *value, const ChartUnit *unit,
                     const char *rows);

/* Lorenz curve: of the parts of all, smallest amounts per weight first, how
 * much they get together. weight NULL: each row counts the same. gini: as
 * text, or NULL. weights: "recipients", "inhabitants". */
void chart_lorenz(Chart *chart, const char *what, size_t n,
                  const double *value, const double *weight,
                  const char *weights, const char *gini);

/* Bars to the right for gains, to the left for losses. */
typedef struct ChartBar {
    const char *name;
    double value;
    const char *text;       /* "+1 234 kr" */
} ChartBar;
void chart_bars(Chart *chart, const char *title, const char *description,
                size_t n, const ChartBar *bar);

/* Lines over the same places of x, told apart by dashes and by their names. A
 * y that is NAN breaks the line. */
typedef struct ChartLine {
    const char *name;
    const double *y;
} ChartLine;
void chart_curves(Chart *chart, const char *title, const char *x_word,
                  const ChartUnit *x_unit, const char *y_word,
                  const ChartUnit *y_unit, size_t n, const double *x,
                  size_t n_lines, const ChartLine *line);

/* A row of draws: 5, 25, 50, 75 and 95 % of them, and what stands today. */
typedef struct ChartRange {
    const char *name;
    double quantile[5];
    double today;
} ChartRange;
void chart_ranges(Chart *chart, const char *title, const char *word,
                  const ChartUnit *unit, size_t n, const ChartRange *range);

/* Bands of 5 to 95 % and 25 to 75 % of the draws with the median between, over
 * n places of x; y[q][i]: quantile q at x[i]. */
enum { FAN_QUANTILES = 5 };
void chart_fan(Chart *chart, const char *title, const char *x_word,
               const ChartUnit *x_unit, const char *y_word,
               const ChartUnit *y_unit, size_t n, const double *x,
               const double *const y[FAN_QUANTILES]);

#endif
