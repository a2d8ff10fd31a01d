/* seek_run.c - runs of the exact evaluator, at the answer and beside it. */
#include "study/seek_int.h"

#include <math.h>

/* ---- One run ---- */

static const Rat *kept(Seeker *s, const Rat *value)
{
    Root root = root_of(value);
    return root_copy(&s->polys, &root).low;
}

static bool is_compare(const Expr *e)
{
    return e->kind >= EXPR_EQ && e->kind <= EXPR_GE
           && e->arg[0]->type.kind == TYPE_NUMBER;
}

/* A side of a demand that the condition did not come to, as another one
 * decided it, is worked out by itself. */
static const Rat *number_of(Seeker *s, const Result *result,
                            ExactParts *parts, const Expr *e)
{
    const Column *c = &result->column[e->id];
    if (c->at == NULL)
        c = exact_part(parts, e);
    return c == NULL || c->at[0].undefined != NULL || c->at[0].num == NULL
               ? NULL : kept(s, c->at[0].num);
}

static void take_marks(Seeker *s, const Value *v)
{
    s->out->marks |= (unsigned)(v->marks | v->pooled);
}

static void take_figures(Seeker *s, const Result *result, ExactParts *parts,
                         SeekRun *run)
{
    const Seeking *out = s->out;
    const Value *v = &result->column[out->condition->id].at[0];
    run->holds = v->flag;
    take_marks(s, v);
    for (size_t i = 0; i < out->n_demands; i++) {
        const Expr *e = out->demand[i];
        if (is_compare(e)) {
            run->left[i] = number_of(s, result, parts, e->arg[0]);
            run->right[i] = number_of(s, result, parts, e->arg[1]);
        }
    }
    if (out->figure != NULL) {
        take_marks(s, &result->column[out->figure->id].at[0]);
        run->figure = number_of(s, result, parts, out->figure);
    }
}

SeekRun run_at(Seeker *s, const Rat *const *value)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Diags *diags = diags_new(arena);
    const Program *p = s->program;
    const Rat **param = ARENA_ARRAY(arena, const Rat *, p->n_defs + 1);
    Instead instead = {param, ARENA_ARRAY(arena, const Rat *const *,
                                          p->n_defs + 1)};
    Ask ask = {.reports = true};
    size_t n = s->ask->n_params;
    SeekRun run = {.left = ARENA_ARRAY(s->arena, const Rat *,
                                       s->out->n_demands + 1),
                   .right = ARENA_ARRAY(s->arena, const Rat *,
                                        s->out->n_demands + 1),
                   .value = ARENA_ARRAY(s->arena, const Rat *, n + 1)};
    for (size_t i = 0; i < n; i++) {
        param[s->ask->param[i].def->id] = value[i];
        run.value[i] = value[i];
    }
    const Result *result = evaluate_instead(arena, pool, p, s->data, &instead,
                                            &ask, NULL, diags);
    if (result != NULL)
        take_figures(s, result,
                     exact_parts_instead(arena, pool, p, s->data, &instead),
                     &run);
    else
        run.why = arena_string(s->arena, diags_first(diags));
    rat_pool_free(pool);
    arena_free(arena);
    return run;
}

/* By how much a demand is met, as a part of what it asks. */
static double demand_margin(const Seeker *s, const SeekRun *run, size_t i)
{
    const Expr *e = s->out->demand[i];
    if (run->left[i] == NULL || run->right[i] == NULL)
        return NAN;
    double a = rat_to_double(run->left[i]), b = rat_to_double(run->right[i]);
    double size = fmax(fmax(fabs(a), fabs(b)), 1e-300);
    double gap = (a - b) / size;
    if (e->kind == EXPR_LT || e->kind == EXPR_LE)
        return -gap;
    return e->kind == EXPR_GT || e->kind == EXPR_GE ? gap : -fabs(gap);
}

double run_margin(Seeker *s, const SeekRun *run)
{
    double least = INFINITY;
    if (run->why != NULL)
        return -1;
    for (size_t i = 0; i < s->out->n_demands; i++) {
        double margin = demand_margin(s, run, i);
        if (!(margin >= least))
            least = margin;
    }
    return isfinite(least) ? least : run->holds ? 1 : -1;
}

/* ---- Beside the answer ---- */

static void add_run(Seeker *s, const Rat *const *value, bool answer,
                    bool bend)
{
    SeekRun run = run_at(s, value);
    run.is_answer = answer;
    run.is_bend = bend;
    *VEC_ADD(s->arena, &s->out->run) = run;
}

static const Rat **values_of(Seeker *s, const int64_t *count)
{
    size_t n = s->ask->n_params;
    const Rat **value = ARENA_ARRAY(s->arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++)
        value[i] = step_value(s, &s->ask->param[i], count[i]);
    return value;
}

static void add_beside(Seeker *s, const int64_t *count, size_t param,
                       int64_t by)
{
    int64_t moved[SEEK_PARAMS_MAX];
    for (size_t i = 0; i < s->ask->n_params; i++)
        moved[i] = count[i] + (i == param ? by : 0);
    add_run(s, values_of(s, moved), false, false);
}

/* At the fraction where the stretch ends, unless it is a step itself. */
static void add_bend(Seeker *s, const int64_t *count)
{
    const Seeking *out = s->out;
    const Root *end = out->bend_is_to ? &out->stretch.to
                                      : &out->stretch.from;
    if (!out->has_bend || end->poly != NULL || out->at_range_end
        || rat_is_whole(rat_div(s->pool, end->low, s->inner->step)))
        return;
    const Rat **value = values_of(s, count);
    value[s->ask->inner] = end->low;
    add_run(s, value, false, true);
}

static void add_steady(Seeker *s, const int64_t *count, int64_t steady)
{
    size_t inner = s->ask->inner;
    bool up = steady > count[inner];
    add_beside(s, count, inner, steady - count[inner] + (up ? -1 : 1));
    add_beside(s, count, inner, steady - count[inner]);
    s->out->run.at[s->out->run.n - 1].is_steady = true;
}

void runs_add(Seeker *s, const int64_t *count, const int64_t *steady)
{
    size_t inner = s->ask->inner;
    add_beside(s, count, inner, -1);
    add_run(s, values_of(s, count), true, false);
    add_beside(s, count, inner, 1);
    if (steady != NULL)
        add_steady(s, count, *steady);
    add_bend(s, count);
    for (size_t i = 0; i < s->ask->n_params; i++)
        if (i != inner) {
            add_beside(s, count, i, -1);
            add_beside(s, count, i, 1);
        }
}
