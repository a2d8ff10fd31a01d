/* test_study_distribution.c - draws follow their distribution, stand alone,
 * and refuse arguments that mean nothing. */

#include "base/arena.h"
#include "study/distribution.h"

#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

enum { ARGS = 3, DRAWS = 100000 };

/* Five standard deviations of what is measured: one in two million. */
#define FAR 5.0

/* A single value's distribution over args[0..n_args - 1]. */
static Distribution *single(Arena *arena, DrawKind kind, bool relative,
                            double den, const double *args, size_t n_args,
                            DistFault *fault)
{
    DistArg arg[ARGS];
    size_t row;
    for (size_t i = 0; i < n_args; i++)
        arg[i] = (DistArg){args + i, 0};
    const DistSpec spec = {kind, n_args, arg, relative, true, den};
    return distribution_new(arena, &spec, 1, fault, &row);
}

/* --- Faults -------------------------------------------------------------- */

static const struct {
    DrawKind kind;
    bool relative;
    size_t n_args;
    double arg[ARGS], den;
    DistFault fault;
} faults[] = {
    {DRAW_NORMAL, false, 2, {1, NAN}, 1, DIST_FAULT_NOT_FINITE},
    {DRAW_NORMAL, false, 2, {INFINITY, 1}, 1, DIST_FAULT_NOT_FINITE},
    {DRAW_NORMAL, false, 2, {1, -1}, 1, DIST_FAULT_SPREAD},
    {DRAW_NORMAL, false, 2, {1, 0}, 1, DIST_FAULT_NONE},
    {DRAW_NORMAL, false, 2, {0, 0x1p48}, 1, DIST_FAULT_LARGE},
    {DRAW_NORMAL, true, 2, {-0x1p50, 0.2}, 1, DIST_FAULT_LARGE},
    {DRAW_NORMAL, true, 2, {-0x1p50, 0.1}, 1, DIST_FAULT_NONE},
    {DRAW_UNIFORM, false, 2, {2, 1}, 1, DIST_FAULT_ORDER},
    {DRAW_UNIFORM, false, 2, {1.25, 1.75}, 1, DIST_FAULT_EMPTY},
    {DRAW_UNIFORM, false, 2, {-3, -3}, 1, DIST_FAULT_NONE},
    {DRAW_UNIFORM, true, 2, {100, -0.1}, 1, DIST_FAULT_SPREAD},
    {DRAW_UNIFORM, false, 2, {0, 0x1p52}, 1, DIST_FAULT_LARGE},
    {DRAW_TRIANGULAR, false, 3, {2, 1, 3}, 1, DIST_FAULT_ORDER},
    {DRAW_TRIANGULAR, false, 3, {1, 4, 3}, 1, DIST_FAULT_ORDER},
    {DRAW_TRIANGULAR, false, 3, {1, 1, 1}, 1, DIST_FAULT_NONE},
    {DRAW_TRIANGULAR, true, 3, {1, 0.1, -0.1}, 1, DIST_FAULT_SPREAD},
    {DRAW_LOGNORMAL, true, 2, {-1, 0.1}, 1, DIST_FAULT_MIDDLE},
    {DRAW_LOGNORMAL, true, 2, {1, -0.1}, 1, DIST_FAULT_SPREAD},
    {DRAW_LOGNORMAL, true, 2, {0, 0.1}, 1, DIST_FAULT_NONE},
    {DRAW_LOGNORMAL, true, 2, {1000, 3}, 1, DIST_FAULT_LARGE},
    {DRAW_LOGNORMAL, false, 2, {1000, 3}, 1, DIST_FAULT_NONE},
    {DRAW_POISSON, false, 1, {-1}, 1, DIST_FAULT_MEAN},
    {DRAW_POISSON, false, 1, {2e9}, 1, DIST_FAULT_MEAN},
    {DRAW_POISSON, false, 1, {2e9}, 1e9, DIST_FAULT_NONE},
    {DRAW_POISSON, false, 1, {1e17}, 1e9, DIST_FAULT_LARGE},
    {DRAW_BINOMIAL, false, 2, {10, 1.01}, 1, DIST_FAULT_CHANCE},
    {DRAW_BINOMIAL, false, 2, {10, -0.01}, 1, DIST_FAULT_CHANCE},
    {DRAW_BINOMIAL, false, 2, {10.5, 0.5}, 1, DIST_FAULT_TRIALS},
    {DRAW_BINOMIAL, false, 2, {-1, 0.5}, 1, DIST_FAULT_TRIALS},
    {DRAW_BINOMIAL, false, 2, {10, 1}, 1, DIST_FAULT_NONE},
    {DRAW_RESAMPLE, false, 2, {10, 0x1p60}, 1, DIST_FAULT_LARGE},
};

Test(test_study_distribution, faults)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        DistFault fault;
        bool good = single(arena, faults[i].kind, faults[i].relative,
                           faults[i].den, faults[i].arg, faults[i].n_args,
                           &fault) != NULL;
        cr_expect_eq(fault, faults[i].fault, "case %zu: %s", i,
                     dist_fault_text(fault));
        cr_expect_eq(good, fault == DIST_FAULT_NONE, "case %zu", i);
    }
    arena_free(arena);
}

Test(test_study_distribution, faulty_row)
{
    Arena *arena = arena_new();
    const double mean[] = {1, 2, 3}, spread[] = {0, 1, -1};
    const DistArg arg[] = {{mean, 1}, {spread, 1}};
    const DistSpec spec = {DRAW_NORMAL, 2, arg, false, true, 1};
    DistFault fault;
    size_t row;
    cr_expect_null(distribution_new(arena, &spec, 3, &fault, &row));
    cr_expect_eq(fault, DIST_FAULT_SPREAD);
    cr_expect_eq(row, 2);
    cr_expect_not_null(distribution_new(arena, &spec, 2, &fault, &row));
    arena_free(arena);
}

/* --- Moments ------------------------------------------------------------- */

/* Mean, standard deviation and excess kurtosis by the textbook; rounding to
 * whole steps adds a variance of 1/12 to continuous ones. */
static const struct {
    DrawKind kind;
    bool relative;
    size_t n_args;
    double arg[ARGS], den, mean, sd, kurtosis;
} moments[] = {
    {DRAW_NORMAL, false, 2, {5000, 300}, 1, 5000, 300, 0},
    {DRAW_NORMAL, true, 2, {97453, 0.03}, 1, 97453, 0.03 * 97453, 0},
    /* 0..100: (101^2 - 1) / 12 */
    {DRAW_UNIFORM, false, 2, {0, 100}, 1, 50, 29.154759474226502, -1.2},
    {DRAW_UNIFORM, true, 2, {100, 0.03}, 1, 100, 2, -1.25},
    {DRAW_UNIFORM, true, 2, {5e8, 0.5}, 1e9, 5e8, 5e8 / 3.4641016151377544,
     -1.2},
    /* mean (a + b + c) / 3, variance (aa + bb + cc - ab - ac - bc) / 18 */
    {DRAW_TRIANGULAR, false, 3, {1000, 2000, 6000}, 1, 3000,
     1080.1234497346434, -0.6},
    {DRAW_TRIANGULAR, true, 3, {2000, 0.5, 2}, 1, 3000, 1080.1234497346434,
     -0.6},
    {DRAW_TRIANGULAR, false, 3, {0, 0, 6000}, 1, 2000, 1414.213562373095,
     -0.6},
    /* exp(sigma^2 / 2), sqrt(exp(sigma^2) - 1) times the mean; 0.2^2 */
    {DRAW_LOGNORMAL, true, 2, {1e6, 0.2}, 1, 1020201.3400267558,
     206098.4, 0.678},
    {DRAW_LOGNORMAL, false, 2, {1e6, 2e5}, 1, 1020201.3400267558,
     206098.4, 0.678},
    {DRAW_POISSON, false, 1, {3}, 1, 3, 1.7320508075688772, 0.33},
    {DRAW_POISSON, false, 1, {2344}, 1, 2344, 48.41487374764081, 0},
    {DRAW_POISSON, false, 1, {3e9}, 1e9, 3e9, 1.7320508075688772e9, 0.33},
    {DRAW_BINOMIAL, false, 2, {20, 0.3}, 1, 6, 2.0493901531919194, -0.06},
    {DRAW_BINOMIAL, false, 2, {97453, 0.9}, 1, 87707.7, 93.65271, 0},
    {DRAW_RESAMPLE, false, 3, {10, 20, 60}, 1, 30, 21.602468994692867, -1.5},
};

Test(test_study_distribution, moments)
{
    static double x[DRAWS];
    Arena *arena = arena_new();
    Stream stream;
    stream_init(&stream, 2020, NULL);
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        DistFault fault;
        uint64_t cut = 0;
        Distribution *d = single(arena, moments[i].kind, moments[i].relative,
                                 moments[i].den, moments[i].arg,
                                 moments[i].n_args, &fault);
        cr_assert(d);
        distribution_draw_scalars(d, &stream, 4, 0, DRAWS, x, &cut);
        double mean = 0, variance = 0, sd = moments[i].sd;
        for (size_t k = 0; k < DRAWS; k++) {
            cr_assert(x[k] == rint(x[k]) && !signbit(x[k]), "case %zu", i);
            mean += (x[k] - moments[i].mean) / DRAWS;
            variance += (x[k] - moments[i].mean) * (x[k] - moments[i].mean) /
                        (sd * sd) / DRAWS;
        }
        cr_expect(fabs(mean) < FAR * sd / sqrt(DRAWS), "case %zu: %g", i,
                  mean / sd);
        cr_expect(fabs(variance - 1) <
                      FAR * sqrt((moments[i].kurtosis + 2) / DRAWS) + 1e-5,
                  "case %zu: %g", i, variance);
        cr_expect_eq(cut, 0, "case %zu", i);
    }
    arena_free(arena);
}

/* --- Shape --------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double cdf_normal(double x)
{
    return 0.5 * erfc(-(x - 5e6) / 3e5 / sqrt(2));
}

static double cdf_lognormal(double x)
{
    return 0.5 * erfc(-log(x / 1e6) / 0.25 / sqrt(2));
}

/* Sides 2 and 4 million: half the height of the triangle is 1 / 6 million. */
static double cdf_triangular(double x)
{
    return x < 3e6 ? (x - 1e6) * (x - 1e6) / 12e12
                   : 1 - (7e6 - x) * (7e6 - x) / 24e12;
}

static double cdf_uniform(double x)
{
    return (x - 1e6) / 1e6;
}

static const struct {
    DrawKind kind;
    size_t n_args;
    double arg[ARGS];
    double (*cdf)(double);
} shapes[] = {
    {DRAW_NORMAL, 2, {5e6, 3e5}, cdf_normal},
    {DRAW_LOGNORMAL, 2, {1e6, 2.5e5}, cdf_lognormal},
    {DRAW_TRIANGULAR, 3, {1e6, 3e6, 7e6}, cdf_triangular},
    {DRAW_UNIFORM, 2, {1e6, 2e6}, cdf_uniform},
};

/* Kolmogorov and Smirnov: sqrt(n) times the largest distance passes 2.7 once
 * in a million (2 exp(-2 * 2.7^2)). Steps are a millionth of the width. */
Test(test_study_distribution, kolmogorov)
{
    static double x[DRAWS];
    Arena *arena = arena_new();
    Stream stream;
    stream_init(&stream, 1, NULL);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        DistFault fault;
        uint64_t cut = 0;
        Distribution *d = single(arena, shapes[i].kind, false, 1,
                                 shapes[i].arg, shapes[i].n_args, &fault);
        distribution_draw_scalars(d, &stream, 0, 0, DRAWS, x, &cut);
        qsort(x, DRAWS, sizeof *x, by_size);
        double distance = 0;
        for (size_t k = 0; k < DRAWS; k++) {
            double p = shapes[i].cdf(x[k]);
            distance = fmax(distance, fabs(p - (double)k / DRAWS));
            distance = fmax(distance, fabs((double)(k + 1) / DRAWS - p));
        }
        cr_expect(distance * sqrt(DRAWS) < 2.7, "case %zu: %g", i,
                  distance * sqrt(DRAWS));
        /* The same distribution's quantiles. */
        for (double u = 0.0005; u < 1; u += 0.001)
            cr_expect(fabs(shapes[i].cdf(distribution_quantile(d, u, &cut)) -
                           u) < 4e-6, "case %zu at %g", i, u);
    }
    arena_free(arena);
}

/* --- Poisson and binomial ------------------------------------------------ */

static double cdf_count(DrawKind kind, const double *arg, double k)
{
    if (k < 0)
        return 0;
    if (arg[0] == 0)
        return 1;
    return kind == DRAW_POISSON
               ? gsl_cdf_poisson_P((unsigned)k, arg[0])
               : gsl_cdf_binomial_P((unsigned)k, arg[1], (unsigned)arg[0]);
}

static const struct {
    DrawKind kind;
    size_t n_args;
    double arg[2];
} counts[] = {
    {DRAW_POISSON, 1, {0}},          {DRAW_POISSON, 1, {0.7}},
    {DRAW_POISSON, 1, {12.3}},       {DRAW_POISSON, 1, {40000.5}},
    {DRAW_BINOMIAL, 2, {0, 0.5}},    {DRAW_BINOMIAL, 2, {9, 0}},
    {DRAW_BINOMIAL, 2, {9, 1}},      {DRAW_BINOMIAL, 2, {12, 0.99}},
    {DRAW_BINOMIAL, 2, {5000, 0.3}}, {DRAW_BINOMIAL, 2, {100000, 0.0001}},
};

/* P(X <= q - 1) < u <= P(X <= q) is what a quantile is; drawn shares of each
 * tail are binomial. */
Test(test_study_distribution, counts)
{
    static double x[DRAWS];
    Arena *arena = arena_new();
    Stream stream;
    stream_init(&stream, 12, NULL);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        DistFault fault;
        uint64_t cut = 0;
        Distribution *d = single(arena, counts[i].kind, false, 1,
                                 counts[i].arg, counts[i].n_args, &fault);
        distribution_draw_scalars(d, &stream, 9, 0, DRAWS, x, &cut);
        for (double u = 0.0013; u < 1; u += 0.0113) {
            double q = distribution_quantile(d, u, &cut);
            double p = cdf_count(counts[i].kind, counts[i].arg, q);
            double before = cdf_count(counts[i].kind, counts[i].arg, q - 1);
            cr_expect(before < u + 1e-9 && u - 1e-9 <= p,
                      "case %zu: %g at %g", i, q, u);
            double below = 0;
            for (size_t k = 0; k < DRAWS; k++)
                below += x[k] <= q;
            cr_expect(fabs(below / DRAWS - p) <=
                          FAR * sqrt(p * (1 - p) / DRAWS) + 1e-9,
                      "case %zu: %g draws <= %g, not %g", i, below, q,
                      p * DRAWS);
        }
    }
    arena_free(arena);
}

/* --- Edges --------------------------------------------------------------- */

/* The middle, the share in thousandths. 3 % of 100 is no double, yet 97 and
 * 103 are drawn, and nothing beyond; 3000 less 56.3 % comes out above 1311. */
static const int limits[][2] = {
    {100, 10}, {100, 30}, {100, 70}, {3000, 563}, {-10000, 563}, {4, 999}};

Test(test_study_distribution, limits_are_reached)
{
    static double x[10000];
    Arena *arena = arena_new();
    Stream stream;
    stream_init(&stream, 3, NULL);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const double middle = limits[i][0], share = limits[i][1] / 1000.0;
        const int away = abs(limits[i][0]) * limits[i][1] / 1000;
        const DistArg arg[] = {{&middle, 0}, {&share, 0}};
        const DistSpec spec = {DRAW_UNIFORM, 2, arg, true, false, 1};
        DistFault fault;
        size_t row;
        uint64_t cut = 0;
        Distribution *d = distribution_new(arena, &spec, 1, &fault, &row);
        distribution_draw_scalars(d, &stream, 0, 0, 10000, x, &cut);
        for (size_t k = 0; k < 10000; k++)
            cr_assert(fabs(x[k] - middle) <= away, "%g", x[k]);
        cr_expect_eq(distribution_quantile(d, 0x1p-30, &cut), middle - away);
        cr_expect_eq(distribution_quantile(d, 1 - 0x1p-53, &cut),
                     middle + away);
    }
    arena_free(arena);
}

/* What is negative becomes 0 and is counted, or stays. */
Test(test_study_distribution, negative)
{
    static double kept[DRAWS], cut[DRAWS];
    Arena *arena = arena_new();
    Stream stream;
    stream_init(&stream, 8, NULL);
    const double mean = 10, spread = 20;
    const DistArg arg[] = {{&mean, 0}, {&spread, 0}};
    DistSpec spec = {DRAW_NORMAL, 2, arg, false, false, 1};
    DistFault fault;
    size_t row;
    uint64_t none = 0, count = 0, negative = 0;
    Distribution *d = distribution_new(arena, &spec, 1, &fault, &row);
    distribution_draw_scalars(d, &stream, 0, 0, DRAWS, kept, &none);
    spec.not_negative = true;
    d = distribution_new(arena, &spec, 1, &fault, &row);
    distribution_draw_scalars(d, &stream, 0, 0, DRAWS, cut, &count);
    for (size_t k = 0; k < DRAWS; k++) {
        negative += kept[k] < 0;
        cr_assert_eq(cut[k], kept[k] < 0 ? 0 : kept[k]);
        cr_assert(!signbit(cut[k]));
    }
    for (double u = 0.25; u < 0.36; u += 0.001) {
        double x = distribution_quantile(d, u, &none);
        cr_assert(x >= 0 && !signbit(x), "%g at %g", x, u);
    }
    none = 0;
    cr_expect_eq(none, 0);
    cr_expect_eq(count, negative);
    cr_expect_gt(count, DRAWS / 5);
    arena_free(arena);
}

/* Whole numbers that are drawn as such are cut and rounded all the same. */
Test(test_study_distribution, negative_whole)
{
    static const DrawKind kind[] = {DRAW_UNIFORM, DRAW_RESAMPLE};
    static const double args[][2] = {{-3, 4}, {-2.75, 4.25}};
    static double x[10000];
    Arena *arena = arena_new();
    Stream stream;
    stream_init(&stream, 8, NULL);
    for (size_t i = 0; i < 2; i++)
        for (int keep = 0; keep < 2; keep++) {
            const DistArg arg[] = {{&args[i][0], 0}, {&args[i][1], 0}};
            const DistSpec spec = {kind[i], 2, arg, false, !keep, 1};
            DistFault fault;
            size_t row;
            uint64_t cut = 0, zeros = 0;
            Distribution *d =
                distribution_new(arena, &spec, 1, &fault, &row);
            distribution_draw_scalars(d, &stream, 0, 0, 10000, x, &cut);
            double least = 9, most = -9;
            for (size_t k = 0; k < 10000; k++) {
                cr_assert(x[k] == rint(x[k]));
                least = fmin(least, x[k]);
                most = fmax(most, x[k]);
                zeros += x[k] == 0;
            }
            cr_expect_eq(least, keep ? -3 : 0);
            cr_expect_eq(most, 4);
            /* of -3..4 three are negative, one is 0; of the two, one is */
            double share = keep ? 0 : i == 0 ? 3 / 8.0 : 1 / 2.0;
            cr_expect(fabs((double)cut - 10000 * share) <= FAR * 50);
            cr_expect(zeros >= cut);
        }
    arena_free(arena);
}
