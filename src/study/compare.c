/* compare.c - amounts before and after, recipient by recipient. */
#include "study/compare_int.h"

#include <stdlib.h>
#include <string.h>

#include "study/study.h"

/* ---- Rows ---- */

const Value *compare_value(const CompareSide *side, size_t row)
{
    return &result_column(side->result, side->def)->at[side->row[row]];
}

static const Rat *percent_of(RatPool *pool, const Rat *change,
                             const Rat *before)
{
    if (rat_sign(before) <= 0)
        return NULL;
    return rat_div(pool, rat_mul(pool, change, rat_int(pool, 100)), before);
}

static const Rat *each_of(RatPool *pool, const Rat *change, const Rat *per)
{
    return per == NULL || rat_sign(per) == 0 ? NULL
                                             : rat_div(pool, change, per);
}

static CompareRow row_of(RatPool *pool, const Compare *c,
                         const CompareSide *side, size_t row)
{
    const Value *a = compare_value(&c->side[0], row);
    const Value *b = compare_value(side, row);
    CompareRow out = {.before = a->num, .after = b->num,
                      .change = rat_sub(pool, b->num, a->num),
                      .marks = a->marks | b->marks,
                      .pooled = a->pooled | b->pooled};
    out.percent = percent_of(pool, out.change, out.before);
    if (c->per == NULL)
        return out;
    out.each = each_of(pool, out.change, c->per_value[row]);
    out.before_each = each_of(pool, out.before, c->per_value[row]);
    out.after_each = each_of(pool, out.after, c->per_value[row]);
    return out;
}

/* ---- Sums ---- */

/* Which rows: of group g, or all. */
typedef struct Part {
    const size_t *of;       /* NULL: all */
    size_t g;
} Part;

static CompareSum sum_of(Arena *arena, RatPool *pool, const Compare *c,
                         const CompareReform *reform, Part part)
{
    const Rat **before = ARENA_ARRAY(arena, const Rat *, 3 * c->n_rows + 1);
    const Rat **after = before + c->n_rows, **per = after + c->n_rows;
    CompareSum sum = {0};
    for (size_t i = 0; i < c->n_rows; i++) {
        const CompareRow *row = &reform->row[i];
        if (part.of != NULL && part.of[i] != part.g)
            continue;
        before[sum.n] = row->before;
        after[sum.n] = row->after;
        per[sum.n] = c->per != NULL ? c->per_value[i] : NULL;
        sum.gain += rat_sign(row->change) > 0;
        sum.lose += rat_sign(row->change) < 0;
        sum.n++;
    }
    sum.before = rat_sum(pool, before, sum.n);
    sum.after = rat_sum(pool, after, sum.n);
    sum.change = rat_sub(pool, sum.after, sum.before);
    sum.percent = percent_of(pool, sum.change, sum.before);
    if (c->per != NULL)
        sum.each = each_of(pool, sum.change, rat_sum(pool, per, sum.n));
    return sum;
}

static CompareSum *group_sums(Arena *arena, RatPool *pool, const Compare *c,
                              const CompareReform *reform,
                              const CompareGroups *groups)
{
    CompareSum *sum = ARENA_ARRAY(arena, CompareSum, groups->n + 1);
    for (size_t g = 0; g < groups->n; g++)
        sum[g] = sum_of(arena, pool, c, reform, (Part){groups->of, g});
    return sum;
}

/* ---- The largest changes ---- */

typedef struct Ranked {
    const Rat *change;
    const char *code;
    size_t row;
} Ranked;

static int by_change(const void *a, const void *b)
{
    const Ranked *one = a, *two = b;
    int cmp = rat_cmp(two->change, one->change);
    return cmp != 0 ? cmp : strcmp(one->code, two->code);
}

static size_t *order_of(Arena *arena, const Compare *c, const CompareRow *row)
{
    Ranked *ranked = ARENA_ARRAY(arena, Ranked, c->n_rows + 1);
    size_t *order = ARENA_ARRAY(arena, size_t, c->n_rows + 1);
    for (size_t i = 0; i < c->n_rows; i++)
        ranked[i] = (Ranked){row[i].change, c->table->code[i], i};
    qsort(ranked, c->n_rows, sizeof *ranked, by_change);
    for (size_t i = 0; i < c->n_rows; i++)
        order[i] = ranked[i].row;
    return order;
}

/* ---- Concentration ---- */

static CompareSpread spread_of(Arena *arena, RatPool *pool, const Compare *c,
                               const CompareSide *side)
{
    const Column *column = result_column(side->result, side->def);
    CompareSpread out = {0};
    Spread spread;
    if (!study_spread(arena, column, &spread) || !spread.has_gini)
        return out;
    for (size_t i = 1; i < c->n_rows; i++)
        if (rat_cmp(compare_value(side, i)->num,
                    compare_value(side, out.largest)->num) > 0)
            out.largest = i;
    out.known = true;
    out.gini = spread.gini;
    out.share = rat_div(pool, compare_value(side, out.largest)->num,
                        result_sum(pool, column));
    return out;
}

/* ---- The whole ---- */

static void compare_with(Arena *arena, RatPool *pool, const Compare *c,
                         const CompareSide *side, CompareReform *out)
{
    out->side = side;
    out->row = ARENA_ARRAY(arena, CompareRow, c->n_rows + 1);
    for (size_t i = 0; i < c->n_rows; i++)
        out->row[i] = row_of(pool, c, side, i);
    out->all = sum_of(arena, pool, c, out, (Part){NULL, 0});
    out->region = group_sums(arena, pool, c, out, &c->region);
    out->size = group_sums(arena, pool, c, out, &c->size);
    out->order = order_of(arena, c, out->row);
}

static bool sums_fit(RatPool *pool, const Compare *c, Diags *diags)
{
    if (!rat_overflowed(pool))
        return true;
    rat_clear_overflow(pool);
    diag_add(diags, DIAG_FAULT, c->def->place,
             "round the result: round NAME to 0.01 kr by nearest, for "
             "instance",
             "the sums of \"%s\" need numbers of too many digits",
             c->def->name);
    return false;
}

Compare *study_compare(Arena *arena, RatPool *pool, const CompareAsk *ask,
                       Diags *question, Diags *diags)
{
    Compare *c = ARENA_NEW(arena, Compare);
    if (!compare_match(arena, ask, question, diags))
        return NULL;
    c->side = ask->side;
    c->n_sides = ask->n;
    c->def = ask->side[0].def;
    c->table = compare_table(&ask->side[0]);
    c->n_rows = c->table->n;
    if (!compare_find_per(arena, c, ask->per, question))
        return NULL;
    compare_find_groups(arena, pool, c);
    c->spread = ARENA_ARRAY(arena, CompareSpread, ask->n);
    for (size_t i = 0; i < ask->n; i++)
        c->spread[i] = spread_of(arena, pool, c, &ask->side[i]);
    c->reform = ARENA_ARRAY(arena, CompareReform, ask->n);
    for (size_t i = 1; i < ask->n; i++)
        compare_with(arena, pool, c, &ask->side[i], &c->reform[i - 1]);
    return sums_fit(pool, c, diags) ? c : NULL;
}
