/* seek_bracket.c - where nothing can be followed: values tried, a root of the
 * margin between two of them, then two neighbouring steps.
 */
#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include "base/mem.h"
#include "study/seek_int.h"

enum { ROOT_ITERATIONS = 60 };

typedef struct Margin {
    Seeker *seeker;
    const int64_t *count;
} Margin;

/* The margin of the condition at a number of steps, by an exact run; steps are
 * taken to a 1024th, which is near enough to look for a root. */
static double margin_at(double steps, void *context)
{
    Margin *m = context;
    Seeker *s = m->seeker;
    const Rat *value[SEEK_PARAMS_MAX];
    for (size_t i = 0; i < s->ask->n_params; i++)
        value[i] = step_value(s, &s->ask->param[i], m->count[i]);
    value[s->ask->inner] =
        rat_mul(s->pool, s->inner->step,
                rat_ratio(s->pool, (int64_t)llround(steps * 1024), 1024));
    SeekRun run = run_at(s, value);
    return run_margin(s, &run);
}

/* Brent's method; the solver lives in memory of our own, since GSL's allocator
 * would end the process by its own handler. */
static void find_root(Seeker *s, const int64_t *count, double *low,
                      double *high)
{
    Margin margin = {s, count};
    gsl_function f = {margin_at, &margin};
    double at_low = margin_at(*low, &margin);
    double at_high = margin_at(*high, &margin);
    if (!isfinite(at_low) || !isfinite(at_high) || at_low * at_high >= 0)
        return;
    gsl_root_fsolver solver = {.type = gsl_root_fsolver_brent};
    solver.state = mem_alloc(1, solver.type->size);
    gsl_root_fsolver_set(&solver, &f, *low, *high);
    for (int i = 0; i < ROOT_ITERATIONS
                    && solver.x_upper - solver.x_lower > 0.5; i++)
        if (gsl_root_fsolver_iterate(&solver) != GSL_SUCCESS)
            break;
    *low = floor(solver.x_lower);
    *high = ceil(solver.x_upper);
    mem_free(solver.state);
}

/* The root's neighbours in place of the bracket, where one holds and the other
 * does not. */
static void narrow(Seeker *s, Steps *steps, int64_t *count, int64_t *bad,
                   int64_t *good)
{
    size_t inner = s->ask->inner;
    bool up = *bad < *good;
    double low = (double)(up ? *bad : *good), high = (double)(up ? *good
                                                                 : *bad);
    find_root(s, count, &low, &high);
    int64_t near_bad = (int64_t)(up ? low : high);
    int64_t near_good = (int64_t)(up ? high : low);
    count[inner] = near_bad;
    if (!steps_hold(steps, count, NULL))
        *bad = near_bad;
    count[inner] = near_good;
    if (steps_hold(steps, count, NULL))
        *good = near_good;
}

static void halve(Seeker *s, Steps *steps, int64_t *count, int64_t bad,
                  int64_t good)
{
    size_t inner = s->ask->inner;
    while (good - bad > 1 || bad - good > 1) {
        int64_t middle = bad + (good - bad) / 2;
        count[inner] = middle;
        if (steps_hold(steps, count, NULL))
            good = middle;
        else
            bad = middle;
    }
    count[inner] = good;
}

int bracket_find(Seeker *s, Steps *steps, int64_t *count, bool *always)
{
    bool up = s->ask->goal != SEEK_LARGEST, any = false;
    int64_t first, last, good = 0, bad = 0;
    size_t inner = s->ask->inner, held = 0, n = VALUES_TRIED;
    steps_range(s, s->inner, &first, &last);
    for (size_t i = 0; i < n; i++) {
        size_t k = up ? i : n - 1 - i;
        count[inner] = step_spread(first, last, k, n);
        bool holds = steps_hold(steps, count, NULL);
        held += holds;
        if (holds && !any)
            good = count[inner];
        if (!holds && !any)
            bad = count[inner];
        any |= holds;
    }
    *always = held == n;
    if (!any)
        return 0;
    count[inner] = good;
    if (good == (up ? first : last))
        return 1;
    narrow(s, steps, count, &bad, &good);
    halve(s, steps, count, bad, good);
    return 1;
}
