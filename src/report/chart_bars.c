/* chart_bars.c - gains to the right, losses to the left. */
#include "report/chart.h"

#include <math.h>

#include "report/html.h"
#include "report/svg.h"

#define ROW 22.0
#define NAMES 150.0
#define NUMBERS 108.0
#define WIDTH 620.0

static double largest(size_t n, const ChartBar *bar)
{
    double out = 0;
    for (size_t i = 0; i < n; i++)
        out = fmax(out, fabs(bar[i].value));
    return out > 0 ? out : 1;
}

static bool has_sign(size_t n, const ChartBar *bar, bool loss)
{
    for (size_t i = 0; i < n; i++)
        if (loss ? bar[i].value < 0 : bar[i].value > 0)
            return true;
    return false;
}

/* Each number stands at the end of its bar, away from zero. */
void chart_bars(Chart *chart, const char *title, const char *description,
                size_t n, const ChartBar *bar)
{
    bool loss = has_sign(n, bar, true), gain = has_sign(n, bar, false);
    double from = NAMES + (loss ? NUMBERS : 4);
    double to = WIDTH - (gain ? NUMBERS : 4);
    double zero = loss && gain ? (from + to) / 2 : loss ? to : from;
    double room = loss && gain ? (to - from) / 2 : to - from;
    double most = largest(n, bar);
    for (size_t i = 0; i < n; i++)
        if (!chart_takes(1, &bar[i].value))
            return;
    if (n == 0)
        return;
    svg_open(chart->out, ++chart->number, WIDTH, ROW * (double)n + 8, title,
             description);
    for (size_t i = 0; i < n; i++) {
        double top = ROW * (double)i + 4;
        double length = room * fabs(bar[i].value) / most;
        bool left = bar[i].value < 0;
        double end = left ? zero - length : zero + length;
        svg_text(chart->out, "name", NAMES - 8, top + 14, SVG_END,
                 bar[i].name);
        svg_rect(chart->out, left ? "loss" : "gain", left ? end : zero,
                 top + 2, length, ROW - 6);
        svg_text(chart->out, "tick", left ? end - 5 : end + 5, top + 14,
                 left ? SVG_END : SVG_START, bar[i].text);
        buf_add_char(chart->out, '\n');
    }
    svg_line(chart->out, "zero", zero, 2, zero, ROW * (double)n + 6);
    svg_close(chart->out, html_plain(chart->arena, description));
}
