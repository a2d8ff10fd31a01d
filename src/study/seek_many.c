/* seek_many.c - several params: all but one are tried, one after the other.
 *
 * What a choice of the others is worth is the inner param, or the figure, that
 * goes with it; found by trying, since it is asked for again and again. Along
 * one of the others at a time: first evenly spaced values, then Brent's
 * minimiser about the best of them, then single steps as long as they help.
 */
#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>

#include "base/mem.h"
#include "study/seek_int.h"

enum { INNER_TRIED = 65, OTHER_TRIED = 33, MIN_ITERATIONS = 40, ROUNDS = 3 };

/* ---- The inner param ---- */

/* Between one that holds and one that does not: the last that holds. */
static int64_t edge(Seeker *s, Steps *steps, int64_t *count, int64_t good,
                    int64_t bad)
{
    while (good - bad > 1 || bad - good > 1) {
        int64_t middle = bad + (good - bad) / 2;
        count[s->ask->inner] = middle;
        *(steps_hold(steps, count, NULL) ? &good : &bad) = middle;
    }
    return good;
}

static bool try_param(Seeker *s, Steps *steps, int64_t *count, int64_t first,
                      int64_t last, double *worth)
{
    bool up = s->ask->goal == SEEK_SMALLEST;
    size_t inner = s->ask->inner;
    int64_t bad = up ? first : last;
    for (size_t i = 0; i < INNER_TRIED; i++) {
        count[inner] = step_spread(first, last, up ? i : INNER_TRIED - 1 - i,
                              INNER_TRIED);
        if (!steps_hold(steps, count, NULL)) {
            bad = count[inner];
            continue;
        }
        if (i > 0)
            count[inner] = edge(s, steps, count, count[inner], bad);
        *worth = (up ? -1 : 1) * (double)count[inner];
        return true;
    }
    return false;
}

static bool try_figure(Seeker *s, Steps *steps, int64_t *count, int64_t first,
                       int64_t last, double *worth)
{
    double sign = s->ask->goal == SEEK_MAXIMISE ? 1 : -1;
    size_t inner = s->ask->inner;
    int64_t best = 0, figure;
    bool any = false;
    for (int pass = 0; pass < 2; pass++) {
        int64_t part = (last - first) / (INNER_TRIED - 1) + 1;
        int64_t from = pass == 0 || best - part < first ? first : best - part;
        int64_t to = pass == 0 || best + part > last ? last : best + part;
        for (size_t i = 0; i < INNER_TRIED; i++) {
            count[inner] = step_spread(from, to, i, INNER_TRIED);
            if (steps_hold(steps, count, &figure)
                && (!any || sign * (double)figure > *worth)) {
                *worth = sign * (double)figure;
                best = count[inner];
                any = true;
            }
        }
        if (!any)
            return false;
    }
    count[inner] = best;
    return true;
}

bool inner_try(Seeker *s, Steps *steps, int64_t *count, double *worth)
{
    int64_t first, last;
    steps_range(s, s->inner, &first, &last);
    return s->ask->goal >= SEEK_MAXIMISE
               ? try_figure(s, steps, count, first, last, worth)
               : try_param(s, steps, count, first, last, worth);
}

/* ---- One of the others ---- */

typedef struct Outer {
    Seeker *seeker;
    Steps *steps;
    int64_t *count;         /* of all params; [param] is what moves */
    size_t param;
    int64_t first, last;
    int64_t best;           /* the best found, */
    double worth;           /* and what it is worth; -INFINITY: nothing */
} Outer;

/* What a value is worth, remembered if it is the best; of two that are worth
 * the same the first found stays. */
static double value_of(Outer *o, int64_t at)
{
    double worth = -INFINITY;
    o->count[o->param] = at;
    if (!inner_try(o->seeker, o->steps, o->count, &worth))
        worth = -INFINITY;
    if (worth > o->worth) {
        o->worth = worth;
        o->best = at;
    }
    return worth;
}

static double less_is_better(double at, void *context)
{
    Outer *o = context;
    double worth = value_of(o, (int64_t)llround(at));
    return isfinite(worth) ? -worth : 1e300;
}

static void minimise(Outer *o, int64_t low, int64_t middle, int64_t high)
{
    gsl_function f = {less_is_better, o};
    double a = less_is_better((double)low, o);
    double b = less_is_better((double)middle, o);
    double c = less_is_better((double)high, o);
    if (!(b < a && b < c) || low >= middle || middle >= high)
        return;
    gsl_min_fminimizer m = {.type = gsl_min_fminimizer_brent};
    m.state = mem_alloc(1, m.type->size);
    gsl_min_fminimizer_set_with_values(&m, &f, (double)middle, b, (double)low,
                                       a, (double)high, c);
    for (int i = 0; i < MIN_ITERATIONS && m.x_upper - m.x_lower > 1; i++)
        if (gsl_min_fminimizer_iterate(&m) != GSL_SUCCESS)
            break;
    mem_free(m.state);
}

/* Steps up or down, twice as long as long as they help. */
static void climb(Outer *o)
{
    for (int64_t way = -1; way <= 1; way += 2)
        for (int64_t by = 1; by > 0;) {
            int64_t at = o->best + way * by, before = o->best;
            if (at < o->first || at > o->last)
                break;
            value_of(o, at);
            by = o->best != before ? 2 * by : by / 2;
        }
}

static void improve(Outer *o)
{
    int64_t tried[OTHER_TRIED];
    size_t at = 0;
    double most = -INFINITY;
    for (size_t i = 0; i < OTHER_TRIED; i++) {
        tried[i] = step_spread(o->first, o->last, i, OTHER_TRIED);
        double worth = value_of(o, tried[i]);
        if (worth > most) {
            most = worth;
            at = i;
        }
    }
    if (at > 0 && at + 1 < OTHER_TRIED)
        minimise(o, tried[at - 1], tried[at], tried[at + 1]);
    if (isfinite(o->worth))
        climb(o);
    o->count[o->param] = o->best;
}

/* ---- All of them ---- */

/* The scenario's own value, if it is in the range and a whole step, else the
 * middle. */
static int64_t begin_at(Seeker *s, const SeekParam *p, int64_t first,
                        int64_t last)
{
    ExactParts *parts = exact_parts(s->arena, s->pool, s->program, s->data);
    const Column *c = p->def->expr == NULL ? NULL
                                           : exact_part(parts, p->def->expr);
    int64_t count = 0;
    if (c != NULL && c->at[0].num != NULL
        && rat_to_int(rat_div(s->pool, c->at[0].num, p->step), &count)
        && count >= first && count <= last)
        return count;
    return first + (last - first) / 2;
}

bool many_find(Seeker *s, Steps *steps, int64_t *count)
{
    double worth = -INFINITY;
    for (size_t i = 0; i < s->ask->n_params; i++) {
        int64_t first, last;
        steps_range(s, &s->ask->param[i], &first, &last);
        count[i] = begin_at(s, &s->ask->param[i], first, last);
    }
    for (int round = 0; round < ROUNDS; round++) {
        double before = worth;
        for (size_t i = 0; i < s->ask->n_params; i++) {
            if (i == s->ask->inner)
                continue;
            Outer o = {.seeker = s, .steps = steps, .count = count,
                       .param = i, .best = count[i], .worth = -INFINITY};
            steps_range(s, &s->ask->param[i], &o.first, &o.last);
            value_of(&o, count[i]);
            improve(&o);
            worth = o.worth;
        }
        if (!(worth > before))
            break;
    }
    return isfinite(worth);
}
