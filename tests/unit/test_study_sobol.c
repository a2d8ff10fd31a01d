/* test_study_sobol.c - the sequence from any point on, and indices that are
 * known. */

#include "base/arena.h"
#include "study/distribution.h"
#include "study/sobol.h"

#include <criterion/criterion.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <string.h>

/* --- Points -------------------------------------------------------------- */

/* By hand, from the primitive polynomials 1, x + 1, x^2 + x + 1 in Gray code
 * order (Bratley and Fox 1988, Algorithm 659). */
Test(test_study_sobol, first_points)
{
    static const double expected[][3] = {
        {0.5, 0.5, 0.5},          {0.75, 0.25, 0.75},
        {0.25, 0.75, 0.25},       {0.375, 0.375, 0.625},
        {0.875, 0.875, 0.125},    {0.625, 0.125, 0.375},
        {0.125, 0.625, 0.875}};
    Arena *arena = arena_new();
    SobolCursor *cursor = sobol_cursor_new(arena, 3);
    double x[3];
    for (size_t n = 0; n < sizeof expected / sizeof *expected; n++) {
        sobol_point(cursor, n, x);
        cr_expect(memcmp(x, expected[n], sizeof x) == 0, "point %zu: %g %g %g",
                  n, x[0], x[1], x[2]);
    }
    arena_free(arena);
}

/* Points on, back and again are those of GSL's own walk, inside (0, 1). */
Test(test_study_sobol, any_order)
{
    enum { DIMS = 40, N = 3000 };
    static double walk[N][DIMS];
    Arena *arena = arena_new();
    gsl_qrng *gsl = gsl_qrng_alloc(gsl_qrng_sobol, DIMS);
    for (size_t n = 0; n < N; n++)
        gsl_qrng_get(gsl, walk[n]);
    gsl_qrng_free(gsl);
    SobolCursor *cursor = sobol_cursor_new(arena, DIMS);
    for (uint64_t i = 0; i < N; i++) {
        uint64_t n = i < N / 2 ? i * 1237 % N : i;
        double x[DIMS];
        sobol_point(cursor, n, x);
        cr_assert(memcmp(x, walk[n], sizeof x) == 0, "point %d", (int)n);
        for (size_t d = 0; d < DIMS; d++)
            cr_assert(x[d] > 0 && x[d] < 1);
    }
    arena_free(arena);
}

Test(test_study_sobol, pages)
{
    cr_expect_eq(sobol_page(0x1p-30), 0);
    cr_expect_eq(sobol_page(0.5), SOBOL_PAGES / 2);
    cr_expect_eq(sobol_page(1 - 0x1p-30), SOBOL_PAGES - 1);
}

/* --- Indices ------------------------------------------------------------- */

enum { FACTORS = 3, WIDTH = SOBOL_VALUES(FACTORS) };

#define PI 3.14159265358979323846

/* Ishigami and Homma 1990, x in -pi..pi; the last is additive: 1, 2 and 3
 * times the coordinate. */
static double ishigami(const double *u)
{
    double x = PI * (2 * u[0] - 1), y = PI * (2 * u[1] - 1);
    double z = PI * (2 * u[2] - 1);
    return sin(x) + 7 * sin(y) * sin(y) + 0.1 * z * z * z * z * sin(x);
}

static double additive(const double *u)
{
    return 1e9 + u[0] + 2 * u[1] + 3 * u[2];
}

static double constant(const double *u)
{
    (void)u;
    return 1234567.1;
}

/* The values of `n` points from point `first` on. */
static void values(SobolCursor *cursor, double (*f)(const double *),
                   uint64_t first, size_t n, double *out)
{
    for (size_t p = 0; p < n; p++, out += WIDTH) {
        double x[2 * FACTORS], mixed[FACTORS];
        sobol_point(cursor, first + p, x);
        out[0] = f(x);
        out[1] = f(x + FACTORS);
        for (size_t i = 0; i < FACTORS; i++) {
            memcpy(mixed, x, sizeof mixed);
            mixed[i] = x[FACTORS + i];
            out[2 + i] = f(mixed);
        }
    }
}

static SobolSums study(double (*f)(const double *), size_t points,
                       double centre)
{
    static double value[SOBOL_BLOCK * WIDTH];
    Arena *arena = arena_new();
    SobolCursor *cursor = sobol_cursor_new(arena, 2 * FACTORS);
    SobolSums total = sobol_sums(FACTORS, centre);
    for (size_t at = 0; at < points; at += SOBOL_BLOCK) {
        size_t n = points - at < SOBOL_BLOCK ? points - at : SOBOL_BLOCK;
        values(cursor, f, at, n, value);
        SobolSums block = sobol_block(FACTORS, centre, n, value);
        sobol_sums_add(&total, at / SOBOL_BLOCK, &block);
    }
    arena_free(arena);
    return total;
}

/* a = 7, b = 0.1: V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = b^2 pi^8
 * (1/18 - 1/50), mean a / 2. */
Test(test_study_sobol, ishigami)
{
    const double pi4 = PI * PI * PI * PI;
    const double v1 = 0.5 * (1 + 0.1 * pi4 / 5) * (1 + 0.1 * pi4 / 5);
    const double v2 = 49.0 / 8, v13 = 0.01 * pi4 * pi4 * (1 / 18.0 - 0.02);
    const double v = v1 + v2 + v13;
    const SobolIndex known[] = {
        {v1 / v, (v1 + v13) / v}, {v2 / v, v2 / v}, {0, v13 / v}};
    SobolSums sums = study(ishigami, 1 << 14, 0);
    SobolIndex index[FACTORS];
    double mean, variance;
    cr_assert(sobol_indices(&sums, &mean, &variance, index));
    cr_expect(fabs(mean - 3.5) < 0.005, "%g", mean);
    cr_expect(fabs(variance / v - 1) < 0.005, "%g not %g", variance, v);
    for (size_t i = 0; i < FACTORS; i++) {
        cr_expect(fabs(index[i].first - known[i].first) < 0.01,
                  "factor %zu: %g not %g", i, index[i].first,
                  known[i].first);
        cr_expect(fabs(index[i].total - known[i].total) < 0.01,
                  "factor %zu: %g not %g", i, index[i].total,
                  known[i].total);
    }
}

/* Shares 1, 4 and 9 of 14, both indices; far from 0, with a centre. */
Test(test_study_sobol, additive)
{
    SobolSums sums = study(additive, 1 << 12, 1e9);
    SobolIndex index[FACTORS];
    double mean, variance;
    cr_assert(sobol_indices(&sums, &mean, &variance, index));
    cr_expect(fabs(mean - 1e9 - 3) < 0.01);
    cr_expect(fabs(variance - 14.0 / 12) < 0.01);
    for (size_t i = 0; i < FACTORS; i++) {
        double share = (double)((i + 1) * (i + 1)) / 14;
        cr_expect(fabs(index[i].first - share) < 0.01, "%g",
                  index[i].first);
        cr_expect(fabs(index[i].total - share) < 0.01, "%g",
                  index[i].total);
    }
}

Test(test_study_sobol, nothing_varies)
{
    for (double centre = 0; centre < 2e6; centre += 1e6) {
        SobolSums sums = study(constant, 5000, centre);
        SobolIndex index[FACTORS];
        double mean, variance;
        cr_expect_not(sobol_indices(&sums, &mean, &variance, index));
        cr_expect(fabs(mean - 1234567.1) < 1e-6);
        cr_expect_eq(variance, 0);
        cr_expect_eq(index[0].first, 0);
        cr_expect_eq(index[2].total, 0);
    }
    SobolSums none = sobol_sums(FACTORS, 0);
    SobolIndex index[FACTORS];
    double mean, variance;
    cr_expect_not(sobol_indices(&none, &mean, &variance, index));
}

/* Whatever the centre, f(B) is taken from the mean: no index changes. */
Test(test_study_sobol, any_centre)
{
    SobolSums near = study(ishigami, 1000, 3), far = study(ishigami, 1000, 90);
    SobolIndex x[FACTORS], y[FACTORS];
    double mean, variance;
    cr_assert(sobol_indices(&near, &mean, &variance, x));
    cr_assert(sobol_indices(&far, &mean, &variance, y));
    for (size_t i = 0; i < FACTORS; i++) {
        cr_expect(fabs(x[i].first - y[i].first) < 1e-9);
        cr_expect(fabs(x[i].total - y[i].total) < 1e-9);
    }
}

/* Blocks computed by others, in another order, are added in theirs. */
Test(test_study_sobol, blocks_by_others)
{
    enum { BLOCKS = 9 };
    static double value[SOBOL_BLOCK * WIDTH];
    Arena *arena = arena_new();
    SobolCursor *cursor = sobol_cursor_new(arena, 2 * FACTORS);
    SobolSums block[BLOCKS], total = sobol_sums(FACTORS, 3);
    for (size_t i = 0; i < BLOCKS; i++) {
        size_t b = (i * 4 + 5) % BLOCKS;
        size_t n = b == BLOCKS - 1 ? 100 : SOBOL_BLOCK;
        values(cursor, ishigami, b * SOBOL_BLOCK, n, value);
        block[b] = sobol_block(FACTORS, 3, n, value);
    }
    for (size_t b = 0; b < BLOCKS; b++)
        sobol_sums_add(&total, b, &block[b]);
    SobolSums alone =
        study(ishigami, (BLOCKS - 1) * SOBOL_BLOCK + 100, 3);
    cr_expect(memcmp(&total, &alone, sizeof total) == 0);
    arena_free(arena);
}

/* --- Draw lines as factors ----------------------------------------------- */

enum { ROWS = 50 };

/* A column of independent rows, 0..999, and a single normal value: the sum of
 * the column less 50 times the value. Shares of the variance are 50 of 50 +
 * 2500 r and the rest, where r = 1/25: 1/3 and 2/3. The column's coordinate
 * chooses a draw. */
Test(test_study_sobol, column_is_one_factor)
{
    enum { POINTS = 1 << 13, LINES = 2 };
    static double value[POINTS * SOBOL_VALUES(LINES)];
    Arena *arena = arena_new();
    const double lo = 0, hi = 999, mean = 500;
    const double sd = sqrt((1000.0 * 1000 - 1) / 12) / 5;
    const DistArg column[] = {{&lo, 0}, {&hi, 0}}, single[] = {{&mean, 0},
                                                               {&sd, 0}};
    const DistSpec specs[] = {{DRAW_UNIFORM, 2, column, false, true, 1},
                              {DRAW_NORMAL, 2, single, false, true, 1}};
    DistFault fault;
    size_t row;
    uint64_t cut = 0;
    Stream stream;
    stream_init(&stream, 2020, NULL);
    Distribution *rows =
        distribution_new(arena, &specs[0], ROWS, &fault, &row);
    Distribution *one = distribution_new(arena, &specs[1], 1, &fault, &row);
    SobolCursor *cursor = sobol_cursor_new(arena, 2 * LINES);
    for (size_t p = 0; p < POINTS; p++) {
        double u[2 * LINES], sum[2] = {0, 0}, x[ROWS], q[2];
        sobol_point(cursor, p, u);
        for (size_t s = 0; s < 2; s++) {
            distribution_draw_rows(rows, &stream, 0,
                                   sobol_page(u[LINES * s]), x, &cut);
            for (size_t r = 0; r < ROWS; r++)
                sum[s] += x[r];
            q[s] = ROWS * distribution_quantile(one, u[LINES * s + 1], &cut);
        }
        const double f[] = {sum[0] - q[0], sum[1] - q[1], sum[1] - q[0],
                            sum[0] - q[1]};
        memcpy(value + p * 4, f, sizeof f);
    }
    SobolSums total = sobol_sums(LINES, 0);
    for (size_t b = 0; b < POINTS / SOBOL_BLOCK; b++) {
        SobolSums sums = sobol_block(LINES, 0, SOBOL_BLOCK,
                                     value + b * SOBOL_BLOCK * 4);
        sobol_sums_add(&total, b, &sums);
    }
    SobolIndex index[LINES];
    double m, v;
    cr_assert(sobol_indices(&total, &m, &v, index));
    for (size_t i = 0; i < LINES; i++) {
        double share = (double)(i + 1) / 3;
        cr_expect(fabs(index[i].first - share) < 0.05, "%g",
                  index[i].first);
        cr_expect(fabs(index[i].total - share) < 0.03, "%g",
                  index[i].total);
    }
    arena_free(arena);
}
