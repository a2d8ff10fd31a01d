/* seek_grid.c - whole steps of the params, by the fast evaluator. */
#include <assert.h>
#include <math.h>

#include "base/mem.h"
#include "study/seek_int.h"

struct Steps {
    Seeker *seeker;
    const Plan *plan;
    Fast *fast;
    double **input;         /* by param: FAST_BLOCK */
    int64_t **out;          /* by output */
    const char **reason;
    int64_t *times;         /* by param: a step is so many of its den */
};

/* ---- Multiples of a step ---- */

/* The multiple of the step at or above, at or below: an irrational number lies
 * between two, which the narrowed root tells. */
static int64_t multiple(Seeker *s, const Rat *value, const Rat *step, bool up)
{
    int64_t out = 0;
    const Rat *count = rat_div(s->pool, value, step);
    count = up ? rat_ceil(s->pool, count) : rat_floor(s->pool, count);
    bool fits = rat_to_int(count, &out);
    assert(fits);           /* the range was looked at before */
    (void)fits;
    return out;
}

void steps_range(Seeker *s, const SeekParam *p, int64_t *first, int64_t *last)
{
    *first = multiple(s, p->low, p->step, true);
    *last = multiple(s, p->high, p->step, false);
}

const Rat *step_value(Seeker *s, const SeekParam *p, int64_t count)
{
    return rat_mul(s->pool, p->step, rat_int(s->pool, count));
}

int64_t step_spread(int64_t first, int64_t last, size_t i, size_t n)
{
    __extension__ typedef __int128 Wide;
    return first + (int64_t)((Wide)(last - first) * (int64_t)i
                             / (int64_t)(n - 1));
}

/* ---- The fast evaluator ---- */

static void make_inputs(Steps *steps, Input *input)
{
    Seeker *s = steps->seeker;
    for (size_t i = 0; i < s->ask->n_params; i++) {
        const SeekParam *p = &s->ask->param[i];
        int64_t num = 1, den = 1, first, last;
        rat_parts(p->step, &num, &den);
        steps_range(s, p, &first, &last);
        double most = fmax(fabs((double)first), fabs((double)last));
        steps->times[i] = num;
        input[i] = (Input){p->def, den, most * (double)num};
    }
}

Steps *steps_new(Seeker *s)
{
    Steps *steps = ARENA_NEW(s->arena, Steps);
    size_t n = s->ask->n_params;
    Input *input = ARENA_ARRAY(s->arena, Input, n + 1);
    steps->seeker = s;
    steps->times = ARENA_ARRAY(s->arena, int64_t, n + 1);
    make_inputs(steps, input);
    Want want = {.input = input, .n_inputs = n, .reports = true};
    steps->plan = plan_new(s->arena, s->pool, s->program, s->data, &want);
    steps->fast = fast_new(steps->plan, NULL, false);
    steps->input = ARENA_ARRAY(s->arena, double *, n + 1);
    steps->out = ARENA_ARRAY(s->arena, int64_t *, steps->plan->n_outputs + 1);
    steps->reason = ARENA_ARRAY(s->arena, const char *, FAST_BLOCK);
    for (size_t i = 0; i < n; i++)
        steps->input[i] = ARENA_ARRAY(s->arena, double, FAST_BLOCK);
    for (size_t i = 0; i < steps->plan->n_outputs; i++)
        steps->out[i] = ARENA_ARRAY(s->arena, int64_t, FAST_BLOCK);
    return steps;
}

void steps_free(Steps *steps)
{
    if (steps != NULL)
        fast_free(steps->fast);
}

bool steps_exactly(const Steps *steps)
{
    return steps->plan->exactly != NULL;
}

static void run(Steps *steps, size_t n)
{
    Block block = {n, (const double *const *)steps->input, steps->out,
                   steps->reason};
    fast_run(steps->fast, &block);
    steps->seeker->out->tried += n;
}

static void set(Steps *steps, size_t param, size_t at, int64_t count)
{
    steps->input[param][at] = (double)(count * steps->times[param]);
}

uint64_t steps_block(Steps *steps, const int64_t *count, int64_t from,
                     size_t n)
{
    Seeker *s = steps->seeker;
    uint64_t holds = 0;
    for (size_t at = 0; at < n; at++)
        for (size_t i = 0; i < s->ask->n_params; i++)
            set(steps, i, at, i == s->ask->inner ? from + (int64_t)at
                                                 : count[i]);
    run(steps, n);
    for (size_t at = 0; at < n; at++) {
        if (steps->reason[at] == NULL && steps->out[0][at] != 0)
            holds |= UINT64_C(1) << at;
    }
    return holds;
}

bool steps_hold(Steps *steps, const int64_t *count, int64_t *figure)
{
    Seeker *s = steps->seeker;
    for (size_t i = 0; i < s->ask->n_params; i++)
        set(steps, i, 0, count[i]);
    run(steps, 1);
    if (figure != NULL)
        *figure = steps->reason[0] != NULL
                      ? 0 : steps->out[1][0];
    return steps->reason[0] == NULL && steps->out[0][0] != 0;
}
