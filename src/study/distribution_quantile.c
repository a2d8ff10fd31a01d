/* distribution_quantile.c - inverse distributions: a point of (0, 1) becomes
 * a draw. */

#include "study/distribution_int.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

double dist_triangular(const Distribution *dist, size_t row, double u)
{
    double a = dist->arg[0][row], b = dist->arg[1][row];
    double c = dist->arg[2][row], width = c - a;
    if (u * width < b - a)
        return a + sqrt(u * width * (b - a));
    return c - sqrt((1 - u) * width * (c - b));
}

/* --- Poisson and binomial ------------------------------------------------ */

/* GSL has no inverse for these. Their weights are cumulated once instead,
 * from the likeliest count (weight 1) both ways until they no longer count. */
#define NEGLIGIBLE 1e-22

/* P(X = k + 1) / P(X = k). */
static double ratio(const Distribution *d, double k)
{
    if (d->kind == DRAW_POISSON)
        return d->arg[0][0] / (k + 1);
    double trials = d->arg[0][0], chance = d->arg[1][0];
    return (trials - k) * chance / ((k + 1) * (1 - chance));
}

/* The likeliest count; where only one can come, that. */
static double likeliest(const Distribution *d)
{
    if (d->kind == DRAW_POISSON)
        return floor(d->arg[0][0]);
    double mode = floor((d->arg[0][0] + 1) * d->arg[1][0]);
    return fmin(mode, d->arg[0][0]);
}

DistTable dist_table_new(Arena *arena, const Distribution *dist)
{
    double mode = likeliest(dist), first = mode, last = mode, weight = 1;
    bool certain = dist->kind == DRAW_BINOMIAL && dist->arg[1][0] >= 1;
    while (!certain && first > 0 && weight > NEGLIGIBLE)
        weight /= ratio(dist, --first);
    double least = weight;
    for (weight = 1; !certain && weight > NEGLIGIBLE; last++)
        weight *= ratio(dist, last);
    DistTable table = {.first = first, .n = (size_t)(last - first) + 1};
    table.sum = ARENA_ARRAY(arena, double, table.n);
    double sum = 0;
    weight = least;
    for (size_t i = 0; i < table.n; i++) {
        sum += weight;
        table.sum[i] = sum;
        if (!certain)
            weight *= ratio(dist, first + (double)i);
    }
    return table;
}

double dist_table_find(const DistTable *table, double u)
{
    double wanted = u * table->sum[table->n - 1];
    size_t low = 0, high = table->n - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->sum[middle] >= wanted)
            high = middle;
        else
            low = middle + 1;
    }
    return table->first + (double)low;
}

/* --- All kinds ----------------------------------------------------------- */

/* Which of n equal parts of (0, 1) u is in; a product may round up to n. */
static uint64_t part(double u, uint64_t n)
{
    uint64_t i = (uint64_t)(u * (double)n);
    return i < n ? i : n - 1;
}

static double quantile(const Distribution *d, double u)
{
    switch (d->kind) {
    case DRAW_NORMAL:
        return d->arg[0][0] + d->arg[1][0] * gsl_cdf_ugaussian_Pinv(u);
    case DRAW_LOGNORMAL:
        return exp(d->arg[0][0] + d->arg[1][0] * gsl_cdf_ugaussian_Pinv(u));
    case DRAW_TRIANGULAR: return dist_triangular(d, 0, u);
    case DRAW_POISSON:
    case DRAW_BINOMIAL: return dist_table_find(&d->table, u) * d->den;
    case DRAW_UNIFORM:
        return d->ranges.base[0] + 0x1p52 +
               (double)part(u, d->ranges.width[0]);
    case DRAW_RESAMPLE: return d->arg[part(u, d->n_args)][0];
    case DRAW_KINDS: break;
    }
    assert(!"a kind of draw");
    return 0;
}

double distribution_quantile(const Distribution *dist, double u,
                             uint64_t *cut)
{
    assert(dist->n == 1 && u > 0 && u < 1);
    double x = rint(quantile(dist, u)) + 0.0;
    if (x < 0 && dist->not_negative) {
        ++*cut;
        return 0;
    }
    return x;
}
