/* marginal.c - the scenario again, with one input changed. */
#include "study/marginal_int.h"

#include <string.h>

/* ---- Amounts ---- */

static const Rat **numbers(Arena *arena, const Column *column)
{
    const Rat **out = ARENA_ARRAY(arena, const Rat *, column->n + 1);
    for (size_t i = 0; i < column->n; i++)
        out[i] = column->at[i].num;
    return out;
}

/* The result before its rounding, or NULL. */
static const Expr *unrounded(const Def *def)
{
    return def->expr->kind == EXPR_ROUND ? def->expr->arg[0] : NULL;
}

MarginalAmounts marginal_amounts(Arena *arena, RatPool *pool,
                                  const Result *result, const Def *def)
{
    const Expr *before = unrounded(def);
    const Column *column = result_column(result, def);
    MarginalAmounts out = {.amount = numbers(arena, column)};
    out.sum = rat_sum(pool, out.amount, column->n);
    out.exact = out.amount;
    out.exact_sum = out.sum;
    if (before != NULL) {
        out.exact = numbers(arena, &result->column[before->id]);
        out.exact_sum = rat_sum(pool, out.exact, column->n);
    }
    return out;
}

/* ---- One row ---- */

/* The data with one value in place of another. */
static const Instead *instead_of(const Marginal *m, size_t of,
                                 const Rat *value, Arena *arena)
{
    const DataColumn *column = m->result->data->column[m->data->id];
    size_t n_defs = m->result->program->n_defs;
    Instead *out = ARENA_NEW(arena, Instead);
    const Rat *const **data =
        ARENA_ARRAY(arena, const Rat *const *, n_defs + 1);
    const Rat **num = ARENA_ARRAY(arena, const Rat *, m->n + 1);
    for (size_t i = 0; i < m->n; i++)
        num[i] = column->at[i].num;
    num[of] = value;
    data[m->data->id] = num;
    out->param = ARENA_ARRAY(arena, const Rat *, n_defs + 1);
    out->data = data;
    return out;
}

static const Rat **changes(const Rat *const *before, const Rat *const *after,
                           size_t n, Arena *arena, RatPool *pool)
{
    const Rat **out = ARENA_ARRAY(arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++)
        out[i] = rat_sub(pool, after[i], before[i]);
    return out;
}

/* Who else gains and loses, and who most against the step. */
static void count_others(const Marginal *m, MarginalRow *row)
{
    const Rat **change = row->exact_change;
    int against = -rat_sign(m->step);
    row->most = m->n;
    for (size_t i = 0; i < m->n; i++) {
        int sign = i == row->of ? 0 : rat_sign(change[i]);
        row->gain += sign > 0;
        row->lose += sign < 0;
        if (sign == against
            && (row->most == m->n
                || rat_cmp(change[i], change[row->most]) * against > 0))
            row->most = i;
    }
}

static void set_changes(const Marginal *m, MarginalRow *row, Arena *arena,
                        RatPool *pool)
{
    const MarginalAmounts *a = &m->before, *b = &row->after;
    row->change = changes(a->amount, b->amount, m->n, arena, pool);
    row->sum = rat_sub(pool, b->sum, a->sum);
    row->others = rat_sub(pool, row->sum, row->change[row->of]);
    row->exact_change = changes(a->exact, b->exact, m->n, arena, pool);
    row->exact_sum = rat_sub(pool, b->exact_sum, a->exact_sum);
    row->exact_others = rat_sub(pool, row->exact_sum,
                                row->exact_change[row->of]);
    count_others(m, row);
}

/* Nothing is counted below 0 that was not before. */
static bool enough(const Marginal *m, const MarginalRow *row, Diags *diags)
{
    const Table *t = m->table;
    if (rat_sign(row->input_after) >= 0 || m->negative)
        return true;
    diag_add(diags, DIAG_FAULT, (Place){0}, "take less away with --by",
             "\"%s\" of %s%s%s would be below 0", m->data->name,
             t->code[row->of],
             strcmp(t->code[row->of], t->label[row->of]) == 0 ? "" : " ",
             strcmp(t->code[row->of], t->label[row->of]) == 0
                 ? "" : t->label[row->of]);
    return false;
}

static bool compute(const Marginal *m, Arena *arena, RatPool *pool,
                    MarginalRow *row, Diags *diags)
{
    Ask ask = {.result = &m->def, .n_results = 1};
    const Result *result = evaluate_instead(
        arena, pool, m->result->program, m->result->data,
        instead_of(m, row->of, row->input_after, arena), &ask, NULL, diags);
    if (result == NULL)
        return false;
    row->after = marginal_amounts(arena, pool, result, m->def);
    set_changes(m, row, arena, pool);
    if (!rat_overflowed(pool))
        return true;
    rat_clear_overflow(pool);
    diag_add(diags, DIAG_FAULT, m->def->place,
             "round the result: round NAME to 0.01 kr by nearest, for "
             "instance",
             "the sums of \"%s\" need numbers of too many digits",
             m->def->name);
    return false;
}

void study_marginal_row(const Marginal *m, size_t of, Arena *arena,
                        RatPool *pool, MarginalRow *out, Diags *diags)
{
    *out = (MarginalRow){.of = of};
    out->input = m->result->data->column[m->data->id]->at[of].num;
    out->input_after = rat_add(pool, out->input, m->step);
    if (!enough(m, out, diags) || !compute(m, arena, pool, out, diags))
        out->why = diags_first(diags);
}
