/* seek.c - from the question to an answer that a run confirms. */
#include <string.h>

#include "base/tr.h"
#include "study/seek_int.h"

/* ---- Before it starts ---- */

static bool matters(Seeker *s, const SeekParam *p)
{
    CourseAsk ask = {.varied = p->def, .rounding = COURSE_OFF,
                     .reports = true, .instead = &s->instead};
    Course *course = course_new(s->arena, s->pool, s->program, s->data, &ask);
    for (size_t i = 0; i < s->program->n_reports; i++)
        if (course_depends(course, s->program->report[i].expr))
            return true;
    for (size_t i = 0; i < s->program->n_requires; i++)
        if (course_depends(course, s->program->require[i].expr))
            return true;
    diag_add(s->diags, DIAG_FAULT, p->place,
             "vary a param that the condition depends on",
             "the condition does not depend on \"%s\"", p->def->name);
    return false;
}

/* Whole steps are counted in doubles. */
static bool steps_fit(Seeker *s, const SeekParam *p)
{
    int64_t num = 0, den = 0, low = 0, high = 0;
    const Rat *most = rat_max(rat_abs(s->pool, p->low),
                              rat_abs(s->pool, p->high));
    bool fits = rat_parts(p->step, &num, &den)
                && den <= GRID_DEN_MAX
                && rat_to_int(rat_floor(s->pool,
                                        rat_mul(s->pool, most,
                                                rat_int(s->pool, den))),
                              &high)
                && high <= INT64_C(1) << 52;
    if (fits)
        steps_range(s, p, &low, &high);
    if (fits && low <= high)
        return true;
    diag_add(s->diags, DIAG_FAULT, p->place,
             fits ? N_("give a smaller --step")
                  : N_("give a larger --step, or nearer ends"),
             fits ? N_("no whole step of \"%s\" lies between its ends")
                  : N_("the steps of \"%s\" are more than can be counted"),
             p->def->name);
    return false;
}

/* The parts of `and`, in the order written: no deeper than NESTING_MAX. */
static bool take_demands(Seeker *s, const Expr *e)
{
    Seeking *out = s->out;
    if (e->kind == EXPR_AND)
        return take_demands(s, e->arg[0]) && take_demands(s, e->arg[1]);
    if (out->n_demands < DEMANDS_MAX) {
        out->demand[out->n_demands++] = e;
        return true;
    }
    diag_add(s->diags, DIAG_FAULT, e->place, "demand less at a time",
             "more than %d demands joined by \"and\"", DEMANDS_MAX);
    return false;
}

static bool prepare(Seeker *s)
{
    const Program *p = s->program;
    s->out->condition = p->report[0].expr;
    s->out->demand = ARENA_ARRAY(s->arena, const Expr *, DEMANDS_MAX);
    if (s->ask->goal >= SEEK_MAXIMISE)
        s->out->figure = p->report[1].expr;
    if (!take_demands(s, s->out->condition))
        return false;
    s->param = ARENA_ARRAY(s->arena, const Rat *, p->n_defs + 1);
    s->instead.param = s->param;
    s->instead.data = ARENA_ARRAY(s->arena, const Rat *const *,
                                  p->n_defs + 1);
    s->demand = ARENA_ARRAY(s->arena, ZoneList, s->out->n_demands + 1);
    for (size_t i = 0; i < s->ask->n_params; i++)
        if (!steps_fit(s, &s->ask->param[i])
            || !matters(s, &s->ask->param[i]))
            return false;
    return true;
}

/* ---- One param ---- */

/* The stretches. False: too many bends; values must be tried. */
static bool follow(Seeker *s)
{
    s->out->rounded = zones_rounded(s);
    bool good = zones_find(s, s->out->rounded);
    if (!good || s->out->stop != NULL)
        s->out->zone.n = 0;
    s->zones = good ? &s->sure : NULL;
    return good;
}

typedef enum Outcome { FOUND, NEVER, ALWAYS, GAVE_UP } Outcome;

static Outcome by_steps(Seeker *s, Steps *steps, const ZoneList *zones,
                        int64_t *count)
{
    bool up = s->ask->goal != SEEK_LARGEST;
    int64_t other[SEEK_PARAMS_MAX];
    memcpy(other, count, sizeof other);
    int found = step_find(s, steps, zones, up, true, count);
    if (found <= 0)
        return found == 0 ? NEVER : GAVE_UP;
    if (s->ask->goal >= SEEK_MAXIMISE)
        return FOUND;
    int fails = step_find(s, steps, zones, up, false, other);
    return fails == 0 && s->ask->n_params == 1 ? ALWAYS
           : fails < 0                         ? GAVE_UP
                                               : FOUND;
}

static Outcome by_figure(Seeker *s, Steps *steps, int64_t *count)
{
    double worth;
    if (s->best != NULL && step_best(s, steps, count))
        return FOUND;
    s->out->way = SEEK_BRACKETED;
    return inner_try(s, steps, count, &worth) ? FOUND : GAVE_UP;
}

static Outcome by_trying(Seeker *s, Steps *steps, int64_t *count)
{
    bool all = false;
    s->out->way = SEEK_BRACKETED;
    int found = bracket_find(s, steps, count, &all);
    if (found == 0)
        return NEVER;
    return all && s->ask->n_params == 1 ? ALWAYS : FOUND;
}

static Outcome seek_inner(Seeker *s, Steps *steps, int64_t *count)
{
    Outcome outcome = GAVE_UP;
    if (follow(s))
        outcome = by_steps(s, steps, s->zones, count);
    if (outcome == FOUND && s->ask->goal >= SEEK_MAXIMISE)
        outcome = by_figure(s, steps, count);
    if (outcome == GAVE_UP && s->ask->goal >= SEEK_MAXIMISE)
        return by_figure(s, steps, count) == FOUND ? FOUND : NEVER;
    return outcome == GAVE_UP ? by_trying(s, steps, count) : outcome;
}

/* ---- The bend next to the answer ---- */

/* How far the answer lies from an end of the stretch, as it matters: from the
 * end towards which the goal pulls. */
static const Rat *distance(Seeker *s, const Root *end, const Rat *answer)
{
    return rat_abs(s->pool, rat_sub(s->pool, end->low, answer));
}

static void find_bend(Seeker *s, const Rat *answer)
{
    Seeking *out = s->out;
    const Rat *least = NULL;
    bool to = s->ask->goal == SEEK_LARGEST;
    if (s->ask->goal >= SEEK_MAXIMISE)
        return;
    for (size_t i = 0; i < out->zone.n; i++) {
        const Zone *z = &out->zone.at[i];
        const Root *end = to ? &z->to : &z->from;
        const Rat *d = distance(s, end, answer);
        if (z->kind != ZONE_HOLDS || (least != NULL && rat_cmp(d, least) >= 0))
            continue;
        least = d;
        out->has_bend = true;
        out->stretch = *z;
        out->bend_is_to = to;
        out->at_range_end = end->poly == NULL
                            && rat_equal(end->low, to ? s->inner->high
                                                      : s->inner->low);
    }
}

/* ---- The whole ---- */

static void take_answer(Seeker *s, Steps *steps, const int64_t *count)
{
    int64_t steady = 0;
    bool gaps = s->ask->goal < SEEK_MAXIMISE && s->out->way == SEEK_PROVEN
                && step_steady(s, steps, s->zones,
                               s->ask->goal == SEEK_SMALLEST, count, &steady);
    Seeking *out = s->out;
    size_t n = s->ask->n_params;
    out->answer = ARENA_ARRAY(s->arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++)
        out->answer[i] = step_value(s, &s->ask->param[i], count[i]);
    find_bend(s, out->answer[s->ask->inner]);
    if (s->ask->goal < SEEK_MAXIMISE) {
        int64_t first, last, inner = count[s->ask->inner];
        steps_range(s, s->inner, &first, &last);
        out->is_range_end = inner == (s->ask->goal == SEEK_LARGEST ? last
                                                                   : first);
    }
    if (gaps)
        out->steady = step_value(s, s->inner, steady);
    runs_add(s, count, gaps ? &steady : NULL);
}

static bool find(Seeker *s, Steps *steps, int64_t *count)
{
    if (s->ask->n_params > 1) {
        if (!many_find(s, steps, count)) {
            seek_never(s, false);
            return false;
        }
        for (size_t i = 0; i < s->ask->n_params; i++)
            if (i != s->ask->inner)
                s->param[s->ask->param[i].def->id] =
                    step_value(s, &s->ask->param[i], count[i]);
    }
    Outcome outcome = seek_inner(s, steps, count);
    bool proven = s->out->way == SEEK_PROVEN;
    if (outcome == NEVER)
        seek_never(s, proven);
    if (outcome == ALWAYS)
        seek_always(s, proven);
    if (s->ask->n_params > 1)
        s->out->way = SEEK_BEST_FOUND;
    return outcome == FOUND;
}

Seeking *study_seek(Arena *arena, RatPool *pool, const Program *program,
                    const Dataset *data, const SeekAsk *ask, Diags *diags)
{
    Seeking *out = ARENA_NEW(arena, Seeking);
    Seeker s = {.arena = arena, .pool = pool, .polys = {arena, pool, false},
                .program = program, .data = data, .ask = ask, .out = out,
                .inner = &ask->param[ask->inner], .diags = diags};
    int64_t count[SEEK_PARAMS_MAX] = {0};
    *out = (Seeking){.program = program, .data = data, .ask = ask};
    if (!prepare(&s))
        return NULL;
    Steps *steps = steps_new(&s);
    bool found = find(&s, steps, count);
    if (found)
        take_answer(&s, steps, count);
    steps_free(steps);
    return found ? out : NULL;
}
