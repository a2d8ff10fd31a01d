/* distribution.c - the arguments of a draw line, checked and made ready. */

#include "study/distribution_int.h"

#include <assert.h>
#include <float.h>
#include <math.h>

/* GSL's ziggurat draws no tail beyond 3.44 + ln(2^32) / 3.44 deviations. */
#define TAIL 10.0

#define COUNT_MAX 1e9        /* of poisson means and binomial trials: GSL's
                                results are 32 bits */

const char *dist_fault_text(DistFault fault)
{
    static const char *const text[] = {
#define X(name, what, way) [DIST_FAULT_##name] = what,
        DIST_FAULTS(X)
#undef X
    };
    return text[fault];
}

const char *dist_fault_way(DistFault fault)
{
    static const char *const text[] = {
#define X(name, what, way) [DIST_FAULT_##name] = way,
        DIST_FAULTS(X)
#undef X
    };
    return text[fault];
}

static double arg_of(const DistSpec *spec, size_t i, size_t row)
{
    return spec->arg[i].at[row * spec->arg[i].step];
}

static bool fits(double x)
{
    return fabs(x) <= DIST_LARGEST;
}

static DistFault ready_normal(const DistSpec *spec, Distribution *d,
                              size_t row)
{
    double mean = arg_of(spec, 0, row), spread = arg_of(spec, 1, row);
    if (spread < 0)
        return DIST_FAULT_SPREAD;
    if (spec->relative)
        spread *= fabs(mean);
    d->arg[0][row] = mean;
    d->arg[1][row] = spread;
    return fits(fabs(mean) + TAIL * spread) ? DIST_FAULT_NONE
                                            : DIST_FAULT_LARGE;
}

static DistFault ready_lognormal(const DistSpec *spec, Distribution *d,
                                 size_t row)
{
    double middle = arg_of(spec, 0, row), spread = arg_of(spec, 1, row);
    if (spread < 0)
        return DIST_FAULT_SPREAD;
    if (middle < 0)
        return DIST_FAULT_MIDDLE;
    if (!spec->relative)
        spread = middle > 0 ? spread / middle : 0;
    d->arg[0][row] = log(middle);
    d->arg[1][row] = spread;
    /* exp(-infinity) is the 0 that a middle of 0 draws. */
    return log(middle) + TAIL * spread <= log(DIST_LARGEST)
               ? DIST_FAULT_NONE
               : DIST_FAULT_LARGE;
}

/* The whole steps of a range. A share such as 3 % is no double, so that limits
 * found with one are off by up to three roundings; what they come so near to
 * counts as reached. */
static DistFault ready_uniform(const DistSpec *spec, double *lo, double *hi,
                               size_t row)
{
    double least = arg_of(spec, 0, row), most = arg_of(spec, 1, row);
    double near = 0;
    if (spec->relative) {
        double middle = least, share = most;
        if (share < 0)
            return DIST_FAULT_SPREAD;
        near = 2 * DBL_EPSILON * fabs(middle) * (1 + share);
        least = middle - share * fabs(middle);
        most = middle + share * fabs(middle);
    }
    if (least > most)
        return DIST_FAULT_ORDER;
    if (!fits(least) || !fits(most))
        return DIST_FAULT_LARGE;
    lo[row] = ceil(least - near);
    hi[row] = floor(most + near);
    return lo[row] <= hi[row] ? DIST_FAULT_NONE : DIST_FAULT_EMPTY;
}

static DistFault ready_triangular(const DistSpec *spec, Distribution *d,
                                  size_t row)
{
    double a = arg_of(spec, 0, row), b = arg_of(spec, 1, row);
    double c = arg_of(spec, 2, row);
    if (spec->relative) {
        double likeliest = a, below = b, above = c;
        if (below < 0 || above < 0)
            return DIST_FAULT_SPREAD;
        a = likeliest - below * fabs(likeliest);
        b = likeliest;
        c = likeliest + above * fabs(likeliest);
    }
    d->arg[0][row] = a;
    d->arg[1][row] = b;
    d->arg[2][row] = c;
    if (a > b || b > c)
        return DIST_FAULT_ORDER;
    return fits(a) && fits(c) ? DIST_FAULT_NONE : DIST_FAULT_LARGE;
}

static DistFault ready_count(const DistSpec *spec, Distribution *d,
                             size_t row)
{
    double count = arg_of(spec, 0, row) / spec->den;
    d->arg[0][row] = count;
    if (spec->kind == DRAW_POISSON) {
        if (count < 0 || count > COUNT_MAX)
            return DIST_FAULT_MEAN;
        return fits((count + TAIL * (sqrt(count) + TAIL)) * spec->den)
                   ? DIST_FAULT_NONE
                   : DIST_FAULT_LARGE;
    }
    double chance = arg_of(spec, 1, row);
    d->arg[1][row] = chance;
    if (count < 0 || count > COUNT_MAX || count != floor(count))
        return DIST_FAULT_TRIALS;
    if (chance < 0 || chance > 1)
        return DIST_FAULT_CHANCE;
    return fits(count * spec->den) ? DIST_FAULT_NONE : DIST_FAULT_LARGE;
}

static DistFault ready_resample(const DistSpec *spec, Distribution *d,
                                size_t row)
{
    for (size_t i = 0; i < spec->n_args; i++) {
        double value = arg_of(spec, i, row);
        if (!fits(value))
            return DIST_FAULT_LARGE;
        d->arg[i][row] = rint(value) + 0.0;     /* no -0 */
    }
    return DIST_FAULT_NONE;
}

static DistFault ready(const DistSpec *spec, Distribution *d, double *lo,
                       double *hi, size_t row)
{
    for (size_t i = 0; i < spec->n_args; i++)
        if (!isfinite(arg_of(spec, i, row)))
            return DIST_FAULT_NOT_FINITE;
    switch (spec->kind) {
    case DRAW_NORMAL: return ready_normal(spec, d, row);
    case DRAW_UNIFORM: return ready_uniform(spec, lo, hi, row);
    case DRAW_TRIANGULAR: return ready_triangular(spec, d, row);
    case DRAW_LOGNORMAL: return ready_lognormal(spec, d, row);
    case DRAW_POISSON:
    case DRAW_BINOMIAL: return ready_count(spec, d, row);
    case DRAW_RESAMPLE:
        lo[row] = 0;
        hi[row] = (double)spec->n_args - 1;
        return ready_resample(spec, d, row);
    case DRAW_KINDS: break;
    }
    assert(!"a kind of draw");
    return DIST_FAULT_NONE;
}

/* Whether whatever a uniform or resample draws is already what is wanted. */
static bool is_finished(const Distribution *d, const double *lo)
{
    bool below = false;
    for (size_t row = 0; row < d->n; row++) {
        below = below || (d->kind == DRAW_UNIFORM && lo[row] < 0);
        for (size_t i = 0; d->kind == DRAW_RESAMPLE && i < d->n_args; i++)
            below = below || d->arg[i][row] < 0;
    }
    return !below || !d->not_negative;
}

Distribution *distribution_new(Arena *arena, const DistSpec *spec, size_t n,
                               DistFault *fault, size_t *row)
{
    Distribution *d = ARENA_NEW(arena, Distribution);
    *d = (Distribution){.kind = spec->kind,
                        .not_negative = spec->not_negative,
                        .den = spec->den, .n = n, .n_args = spec->n_args};
    d->arg = ARENA_ARRAY(arena, double *, spec->n_args);
    for (size_t i = 0; i < spec->n_args; i++)
        d->arg[i] = ARENA_ARRAY(arena, double, n);
    double *lo = ARENA_ARRAY(arena, double, n);
    double *hi = ARENA_ARRAY(arena, double, n);
    for (*row = 0; *row < n; ++*row) {
        *fault = ready(spec, d, lo, hi, *row);
        if (*fault != DIST_FAULT_NONE)
            return NULL;
    }
    *fault = DIST_FAULT_NONE;
    if (spec->kind == DRAW_UNIFORM || spec->kind == DRAW_RESAMPLE) {
        d->ranges = stream_ranges(arena, lo, hi, n);
        d->finished = is_finished(d, lo);
    } else if (n == 1 && (spec->kind == DRAW_POISSON ||
                          spec->kind == DRAW_BINOMIAL)) {
        d->table = dist_table_new(arena, d);
    }
    return d;
}

/* ---- How large a draw may be ---- */

/* Of a poisson beyond any doubt. */
static double row_most(const DistSpec *spec, size_t row)
{
    double a = arg_of(spec, 0, row), size = fabs(a);
    double b = spec->n_args > 1 ? arg_of(spec, 1, row) : 0;
    double spread = spec->relative ? fabs(b) * size : fabs(b);
    double most = size;
    switch (spec->kind) {
    case DRAW_NORMAL:
        return size + TAIL * spread;
    case DRAW_LOGNORMAL:
        return a > 0 ? a * exp(TAIL * spread / a) : 0;
    case DRAW_POISSON:
        return a + spec->den * (40 * sqrt(a / spec->den) + 400);
    case DRAW_UNIFORM:
    case DRAW_TRIANGULAR:
    case DRAW_BINOMIAL:
    case DRAW_RESAMPLE:
    case DRAW_KINDS:
        break;
    }
    for (size_t i = 1; i < spec->n_args; i++) {
        double other = fabs(arg_of(spec, i, row));
        most = fmax(most, spec->relative ? size * (1 + other) : other);
    }
    return most;
}

double distribution_most(const DistSpec *spec, size_t n)
{
    double most = 0;
    for (size_t row = 0; row < n; row++)
        most = fmax(most, row_most(spec, row));
    return fmin(ceil(most * (1 + 0x1p-40)) + 1, DIST_LARGEST);
}
