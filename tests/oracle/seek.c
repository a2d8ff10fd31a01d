/* seek.c - what study/seek.h finds, held against every step there is.
 *
 * Of each generated program one param moves; the condition is about r1, with
 * bounds that r1 just takes at one of the steps, so that ties are common. Every
 * step is worked out by the exact evaluator: the answer must be the first (or
 * last) that holds, and "always" and "never" must be so.
 */
#include <string.h>

#include "oracle.h"
#include "study/seek.h"

enum { STEPS = 40, STEPS_MOST = 100 };

typedef struct Sought {
    World *world;
    Trial *trial;
    SeekParam param;
    SeekAsk ask;
    int64_t first, last;
    bool holds[STEPS_MOST], computed[STEPS_MOST];
} Sought;

/* ---- Every step ---- */

static const Rat *value_of(const Sought *s, int64_t count)
{
    RatPool *pool = s->trial->work.pool;
    return rat_mul(pool, s->param.step, rat_int(pool, count));
}

/* The condition at a step, or the text of a figure of r1 (exactly) there. */
static bool work_out(Sought *s, const Program *p, const Dataset *data,
                     int64_t count, bool *holds, const char **figure,
                     size_t report)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const Rat **param = ARENA_ARRAY(arena, const Rat *, p->n_defs + 1);
    Instead instead = {param, ARENA_ARRAY(arena, const Rat *const *,
                                          p->n_defs + 1)};
    Ask ask = {.reports = true};
    param[s->param.def->id] = value_of(s, count);
    const Result *r = evaluate_instead(arena, pool, p, data, &instead, &ask,
                                       NULL, diags_new(arena));
    if (r != NULL) {
        const Value *v = &r->column[p->report[report].expr->id].at[0];
        if (holds != NULL)
            *holds = v->flag;
        if (figure != NULL)
            *figure = rat_text(s->world->arena, v->num);
    }
    rat_pool_free(pool);
    arena_free(arena);
    return r != NULL;
}

static void every_step(Sought *s)
{
    for (int64_t k = s->first; k <= s->last; k++)
        s->computed[k - s->first] =
            work_out(s, s->trial->program, &s->trial->data, k,
                     &s->holds[k - s->first], NULL, 0);
}

static bool holds_at(const Sought *s, int64_t count)
{
    return count >= s->first && count <= s->last
           && s->computed[count - s->first] && s->holds[count - s->first];
}

/* ---- Texts ---- */

/* The scenario without its report lines, and with others. */
static Buf scenario_with(const World *w, const char *lines)
{
    Buf out = {0};
    const char *at = w->scenario.at;
    while (*at != '\0') {
        size_t n = strcspn(at, "\n");
        if (strncmp(at, "report ", 7) != 0) {
            buf_add_n(&out, at, n);
            buf_add_char(&out, '\n');
        }
        at += n + (at[n] == '\n');
    }
    buf_add(&out, lines);
    return out;
}

/* The program with these report lines. */
static bool make(World *w, const char *lines, Trial *t)
{
    Buf kept = w->scenario, said = {0};
    w->scenario = scenario_with(w, lines);
    bool made = trial_make(t, w, &said);
    buf_free(&w->scenario);
    buf_free(&said);
    w->scenario = kept;
    return made;
}

static const char *unit_of(const Program *p)
{
    const Def *def = program_find(p, "r1");
    return def == NULL || def->type.kind != TYPE_NUMBER ? NULL
                                                        : def->unit_text;
}

/* "3500 kr / 3" for "3500/3". */
static const char *literal(World *w, const char *number, const char *unit)
{
    size_t n = strcspn(number, "/");
    const char *head = arena_copy(w->arena, number, n);
    return number[n] == '\0'
               ? arena_format(w->arena, "(%s %s)", head, unit)
               : arena_format(w->arena, "(%s %s / %s)", head, unit,
                              number + n + 1);
}

/* ---- One question ---- */

static const char *differs(Sought *s, const Seeking *found)
{
    bool up = s->ask.goal == SEEK_SMALLEST;
    int64_t want = up ? s->last + 1 : s->first - 1;
    size_t held = 0, n = (size_t)(s->last - s->first + 1);
    for (size_t i = 0; i < n; i++) {
        int64_t k = up ? s->last - (int64_t)i : s->first + (int64_t)i;
        held += holds_at(s, k);
        if (holds_at(s, k))
            want = k;
    }
    if (found == NULL)
        return held > 0 && held < n ? "there is an answer" : NULL;
    if (held == 0 || held == n)
        return held == 0 ? "it never holds" : "it always holds";
    int64_t got = 0;
    rat_to_int(rat_div(s->trial->work.pool, found->answer[0],
                       s->param.step), &got);
    if (!holds_at(s, got))
        return "it does not hold there";
    if (found->way == SEEK_PROVEN && got != want)
        return "another step is nearer";
    if (found->steady != NULL) {
        rat_to_int(rat_div(s->trial->work.pool, found->steady,
                           s->param.step), &got);
        if (!holds_at(s, got) || holds_at(s, up ? got - 1 : got + 1))
            return "it does not begin to hold for good there";
    }
    return NULL;
}

static bool seek_one(Sought *s, CourseTally *tally, Buf *said)
{
    Diags *diags = diags_new(s->world->arena);
    every_step(s);
    const Seeking *found =
        study_seek(s->world->arena, s->trial->work.pool, s->trial->program,
                   &s->trial->data, &s->ask, diags);
    const char *why = differs(s, found);
    tally->sought++;
    tally->found += found != NULL;
    tally->bracketed += found != NULL && found->way != SEEK_PROVEN;
    tally->rounded_open += found != NULL && found->steady != NULL;
    if (why == NULL)
        return true;
    Buf lines = {0};
    diags_render(diags, &lines);
    buf_addf(said, "seek %s of %s, in steps of %s from %lld to %lld: %s\n",
             s->ask.goal == SEEK_SMALLEST ? "smallest" : "largest",
             s->param.def->name, rat_text(s->world->arena, s->param.step),
             (long long)s->first, (long long)s->last, why);
    if (found != NULL)
        buf_addf(said, "found %s\n",
                 rat_text(s->world->arena, found->answer[0]));
    buf_add(said, lines.at == NULL ? "" : lines.at);
    buf_add(said, s->world->scenario.at);
    buf_free(&lines);
    return false;
}

/* The param over about STEPS of a step that is a part of its range; fine >= 0:
 * over steps of 1 / den from that one of its values on. */
static bool set_range(Sought *s, const ParamOf *p, int fine)
{
    RatPool *pool = s->trial->work.pool;
    const Rat *a = rat_ratio(pool, p->lo, p->den);
    const Rat *b = rat_ratio(pool, p->lo + p->step * (p->values - 1), p->den);
    if (fine >= 0) {
        a = rat_ratio(pool, p->lo + p->step * fine, p->den);
        b = rat_add(pool, a, rat_ratio(pool, STEPS, p->den));
    }
    s->param.def = program_find(s->trial->program, p->of.name);
    s->param.low = rat_min(a, b);
    s->param.high = rat_max(a, b);
    const Rat *width = rat_sub(pool, s->param.high, s->param.low);
    if (s->param.def == NULL || rat_sign(width) == 0)
        return false;
    s->param.step = rat_div(pool, width, rat_int(pool, STEPS));
    rat_to_int(rat_ceil(pool, rat_div(pool, s->param.low, s->param.step)),
               &s->first);
    rat_to_int(rat_floor(pool, rat_div(pool, s->param.high, s->param.step)),
               &s->last);
    /* What is counted in steps is below 2^52. */
    return s->last - s->first < STEPS_MOST && s->last > s->first
           && rat_to_double(s->param.high) * STEPS * (double)p->den < 0x1p50
           && rat_to_double(s->param.low) * STEPS * (double)p->den > -0x1p50;
}

static bool seek_along(World *w, const ParamOf *p, CourseTally *tally,
                       Buf *said)
{
    static const char *const figure[] = {"smallest(r1)", "largest(r1)",
                                         "sum(r1)", "mean(r1)"};
    const char *one = figure[dice_pick(&w->dice, 4)];
    const char *two = figure[dice_pick(&w->dice, 4)];
    const char *bound[2] = {NULL, NULL};
    Trial t;
    Sought s = {.world = w, .trial = &t};
    int fine = dice_chance(&w->dice, 50)
                   ? (int)dice_pick(&w->dice, p->values) : -1;
    if (p->of.kind > NUMBER)
        return true;
    bool good = make(w, arena_format(w->arena, "report %s, %s\n", one, two),
                     &t);
    const char *unit = good ? unit_of(t.program) : NULL;
    good = good && unit != NULL && *unit != '\0' && strcmp(unit, "%") != 0
           && set_range(&s, p, fine);
    for (size_t i = 0; good && i < 2; i++)
        good = work_out(&s, t.program, &t.data,
                        dice_between(&w->dice, s.first, s.last), NULL,
                        &bound[i], i);
    trial_free(&t);
    if (!good)
        return true;
    const char *a = arena_format(w->arena, "%s %s %s", one,
                                 dice_chance(&w->dice, 50) ? ">=" : "<",
                                 literal(w, bound[0], unit));
    const char *b = arena_format(w->arena, "%s %s %s", two,
                                 dice_chance(&w->dice, 50) ? ">" : "<=",
                                 literal(w, bound[1], unit));
    bool both = dice_chance(&w->dice, 50);
    const char *lines =
        both ? arena_format(w->arena, "report %s and %s\n", a, b)
             : arena_format(w->arena, "report %s\n", a);
    good = make(w, lines, &t);
    if (good && set_range(&s, p, fine)) {
        s.ask = (SeekAsk){.param = &s.param, .n_params = 1,
                          .goal = dice_chance(&w->dice, 50) ? SEEK_LARGEST
                                                            : SEEK_SMALLEST};
        good = seek_one(&s, tally, said);
        if (!good)
            buf_addf(said, "%s%s", lines, w->formula.at);
    } else {
        good = true;
    }
    trial_free(&t);
    return good;
}

bool compare_seek(World *w, CourseTally *tally, Buf *said)
{
    for (size_t i = 0; i < w->n_params; i++)
        if (!seek_along(w, &w->param[i], tally, said))
            return false;
    return true;
}
