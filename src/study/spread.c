/* spread.c - statistics over one column of amounts. Only user of GSL.
 *
 * Floating point, for looking at; GSL functions that can fail are not used,
 * since its error handler is one for the whole process.
 */

#include "study/study.h"

#include <math.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

/* Gini coefficient over sorted values: with ranks i = 1..n it is
 * sum((2i - n - 1) x_i) / (n sum(x)) (Sen 1973, On Economic Inequality). */
static double gini(const double *sorted, size_t n, double sum)
{
    double weighted = 0;
    for (size_t i = 0; i < n; i++)
        weighted += (2.0 * (double)i + 1.0 - (double)n) * sorted[i];
    return weighted / ((double)n * sum);
}

bool study_spread(Arena *arena, const Column *column, Spread *out)
{
    if (!column || !column->at || column->n == 0)
        return false;
    size_t n = column->n;
    double size = 0;    /* the sum of values without their signs */
    double *x = ARENA_ARRAY(arena, double, n);
    for (size_t i = 0; i < n; i++) {
        if (!column->at[i].num || column->at[i].undefined)
            return false;
        x[i] = rat_to_double(column->at[i].num);
        size += fabs(x[i]);
    }
    if (!isfinite(2 * (double)n * size))
        return false;
    gsl_sort(x, 1, n);
    *out = (Spread){
        .n = n, .smallest = x[0], .largest = x[n - 1],
        .median = gsl_stats_median_from_sorted_data(x, 1, n),
        .mean = gsl_stats_mean(x, 1, n),
        .has_gini = x[0] >= 0 && size > 0};
    if (out->has_gini)
        out->gini = gini(x, n, size);
    return true;
}
