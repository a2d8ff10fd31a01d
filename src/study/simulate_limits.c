/* simulate_limits.c - whose amounts are looked at, and their floors. */
#include "study/asked.h"
#include "study/simulate.h"

#include <stdlib.h>

/* The expression behind names and roundings. */
static const Expr *behind(const Expr *e)
{
    for (;;) {
        if (e->kind == EXPR_ROUND)
            e = e->arg[0];
        else if (e->kind == EXPR_DEF && e->def->kind != DEF_PARAM
                 && e->def->expr != NULL)
            e = e->def->expr;
        else
            return e;
    }
}

/* One value for all rows, as the one value. */
static const Expr *unspread(const Expr *e)
{
    while (e != NULL && e->kind == EXPR_SPREAD && e->arg[0]->table < 0)
        e = e->arg[0];
    return e;
}

static const Alloc *division_of(const Expr *amount, const Expr **base)
{
    const Expr *e = behind(amount);
    *base = NULL;
    if (e->kind == EXPR_ADD && behind(e->arg[1])->kind == EXPR_ALLOCATE) {
        *base = unspread(e->arg[0]);
        e = behind(e->arg[1]);
    }
    return e->kind == EXPR_ALLOCATE ? e->alloc : NULL;
}

/* What an expression is worth, asked for as if it were a result. */
static void ask(Arena *arena, const Expr *e, const char *name,
                const Def **result, size_t *n)
{
    if (e == NULL)
        return;
    Def *def = ARENA_NEW(arena, Def);
    *def = (Def){.kind = DEF_RESULT, .name = name, .type = e->type,
                 .table = e->table, .expr = (Expr *)e};
    result[(*n)++] = def;
}

const Def *study_simulated(Arena *arena, const Program *program,
                           const Def *def, const Def **result,
                           size_t *n_results)
{
    const Expr *base;
    if (def == NULL)
        def = study_main_result(program, true);
    if (def == NULL)
        return NULL;
    bool asked = false;
    for (size_t i = 0; i < *n_results; i++)
        asked = asked || result[i] == def;
    if (!asked)
        result[(*n_results)++] = def;
    const Alloc *alloc = division_of(def->expr, &base);
    if (alloc != NULL) {
        ask(arena, base, "base", result, n_results);
        ask(arena, unspread(alloc->at_least), "floor", result, n_results);
        ask(arena, unspread(alloc->at_most), "ceiling", result, n_results);
    }
    return def;
}

static int output_of(const Plan *plan, size_t figures, const Expr *e)
{
    for (size_t i = figures; e != NULL && i < plan->n_outputs; i++)
        if (plan->output[i].expr == e)
            return (int)i;
    return -1;
}

static bool count_values(RatPool *pool, const Output *output,
                         const Result *reference, int64_t *out)
{
    const Column *column = &reference->column[output->expr->id];
    for (size_t i = 0; i < column->n; i++)
        if (!output_count(pool, output, &column->at[i], &out[i])
            || out[i] == INT64_MIN)
            return false;
    return true;
}

int64_t sim_scaled(int64_t count, int64_t scale)
{
    if (scale == 1)
        return count;
    int64_t half = count < 0 ? -(scale / 2) : scale / 2;
    return (count + half) / scale;
}

/* A scale in which counts may be sixteen times as large. */
static int64_t scale_to_fit(size_t n, int64_t *count)
{
    int64_t most = 0, scale = 1;
    for (size_t i = 0; i < n; i++)
        most = llabs(count[i]) > most ? llabs(count[i]) : most;
    while (most / scale > TALLY_LARGEST / 16)
        scale *= 10;
    for (size_t i = 0; i < n; i++)
        count[i] = sim_scaled(count[i], scale);
    return scale;
}

static void find_limits(Simulation *sim)
{
    const Expr *base;
    const Plan *plan = sim->sweep->plan;
    size_t figures = sim->sweep->n_figures;
    const Alloc *alloc = division_of(sim->result->expr, &base);
    sim->floor = sim->ceiling = (SimLimit){.base = -1, .limit = -1};
    if (alloc == NULL)
        return;
    int at = output_of(plan, figures, base);
    int least = output_of(plan, figures, unspread(alloc->at_least));
    int most = output_of(plan, figures, unspread(alloc->at_most));
    sim->floor = (SimLimit){base != NULL || least >= 0, at, least};
    sim->ceiling = (SimLimit){most >= 0, at, most};
}

static bool find_figures(Arena *arena, RatPool *pool, const Result *reference,
                         bool tallied, Simulation *sim)
{
    const Sweep *sweep = sim->sweep;
    int64_t *figure = ARENA_ARRAY(arena, int64_t, sweep->n_figures + 1);
    int64_t *scale = ARENA_ARRAY(arena, int64_t, sweep->n_figures + 1);
    for (size_t i = 0; i < sweep->n_figures; i++) {
        if (!count_values(pool, &sweep->plan->output[i], reference,
                          &figure[i]))
            return false;
        scale[i] = tallied ? scale_to_fit(1, &figure[i]) : 1;
    }
    sim->figure_reference = figure;
    sim->figure_scale = scale;
    return true;
}

bool study_simulation(Arena *arena, RatPool *pool, const Sweep *sweep,
                      const Result *reference, const Def *result,
                      bool tallied, Simulation *out)
{
    const Plan *plan = sweep->plan;
    *out = (Simulation){.sweep = sweep, .result = result, .scale = 1};
    if (!find_figures(arena, pool, reference, tallied, out))
        return false;
    if (result == NULL)
        return true;
    out->amount = (size_t)output_of(plan, sweep->n_figures, result->expr);
    out->n_rows = plan->output[out->amount].n;
    int64_t *amount = ARENA_ARRAY(arena, int64_t, out->n_rows + 1);
    if (!count_values(pool, &plan->output[out->amount], reference, amount))
        return false;
    out->scale = tallied ? scale_to_fit(out->n_rows, amount) : 1;
    out->reference = amount;
    find_limits(out);
    return true;
}
