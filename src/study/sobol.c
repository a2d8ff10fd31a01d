/* sobol.c - points of the sequence, sums of values, indices. */

#include "study/sobol.h"

#include <assert.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <string.h>

/* --- Points -------------------------------------------------------------- */

/* gsl_qrng_alloc would call GSL's error handler, one for the process, when
 * memory runs out; the generator's own functions need no memory but this. */
struct SobolCursor {
    unsigned dims;
    uint64_t next;           /* the point that comes next */
    void *state;
};

SobolCursor *sobol_cursor_new(Arena *arena, unsigned dims)
{
    assert(dims >= 1 && dims <= gsl_qrng_sobol->max_dimension);
    SobolCursor *cursor = ARENA_NEW(arena, SobolCursor);
    *cursor = (SobolCursor){
        dims, 0, arena_alloc(arena, 1, gsl_qrng_sobol->state_size(dims))};
    int failed = gsl_qrng_sobol->init_state(cursor->state, dims);
    assert(!failed);
    (void)failed;
    return cursor;
}

void sobol_point(SobolCursor *cursor, uint64_t n, double *out)
{
    assert(n < SOBOL_POINTS_MAX);
    if (n < cursor->next) {
        gsl_qrng_sobol->init_state(cursor->state, cursor->dims);
        cursor->next = 0;
    }
    for (; cursor->next <= n; cursor->next++)
        gsl_qrng_sobol->get(cursor->state, cursor->dims, out);
}

uint32_t sobol_page(double u)
{
    return (uint32_t)(u * SOBOL_PAGES);
}

/* --- Sums ---------------------------------------------------------------- */

SobolSums sobol_sums(size_t factors, double centre)
{
    assert(factors >= 1 && factors <= SOBOL_FACTORS_MAX);
    return (SobolSums){.factors = factors, .centre = centre};
}

SobolSums sobol_block(size_t factors, double centre, size_t n,
                      const double *value)
{
    SobolSums s = sobol_sums(factors, centre);
    assert(n >= 1 && n <= SOBOL_BLOCK);
    for (size_t p = 0; p < n; p++, value += SOBOL_VALUES(factors)) {
        double a = value[0] - centre, b = value[1] - centre;
        s.a += a;
        s.b += b;
        s.aa += a * a;
        s.bb += b * b;
        for (size_t i = 0; i < factors; i++) {
            double step = value[2 + i] - value[0];
            s.step[i] += step;
            s.cross[i] += b * step;
            s.square[i] += step * step;
        }
    }
    s.points = n;
    return s;
}

void sobol_sums_add(SobolSums *total, uint64_t block, const SobolSums *sums)
{
    assert(block == total->blocks && sums->factors == total->factors);
    assert(total->points == block * SOBOL_BLOCK);
    assert(sums->centre == total->centre);
    total->blocks++;
    total->points += sums->points;
    total->a += sums->a;
    total->b += sums->b;
    total->aa += sums->aa;
    total->bb += sums->bb;
    for (size_t i = 0; i < total->factors; i++) {
        total->step[i] += sums->step[i];
        total->cross[i] += sums->cross[i];
        total->square[i] += sums->square[i];
    }
}

/* --- Indices ------------------------------------------------------------- */

bool sobol_indices(const SobolSums *sums, double *mean, double *variance,
                   SobolIndex *out)
{
    double n = (double)sums->points, centred = 0;
    memset(out, 0, sums->factors * sizeof *out);
    *variance = 0;
    *mean = sums->centre;
    if (sums->points == 0)
        return false;
    centred = (sums->a + sums->b) / (2 * n);
    *mean += centred;
    *variance = (sums->aa + sums->bb) / (2 * n) - centred * centred;
    /* What rounding leaves of a figure that does not vary. */
    if (*variance <= 1e-12 * centred * centred) {
        *variance = 0;
        return false;
    }
    for (size_t i = 0; i < sums->factors; i++) {
        double cross = sums->cross[i] - centred * sums->step[i];
        out[i].first = cross / n / *variance;
        out[i].total = sums->square[i] / (2 * n) / *variance;
    }
    return true;
}
