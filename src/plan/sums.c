/* sums.c - totals over rows: of a Form, a combination of fixed totals. */
#include "plan/plan_int.h"

/* The exact total of a FIXED column, per group. */
static const Rat **fixed_totals(Builder *b, const Rat **exact,
                                const Grouping *g) {
    const Rat **sum = ARENA_ARRAY(b->arena, const Rat *, g->n + 1);
    const Rat **part = ARENA_ARRAY(b->arena, const Rat *, g->n_rows + 1);
    for (size_t i = 0; i < g->n; i++) {
        size_t n = 0;
        for (size_t k = g->start[i]; k < g->start[i + 1]; k++) {
            part[n++] = exact[g->row ? g->row[k] : k];
        }
        sum[i] = rat_sum(b->pool, part, n);
    }
    return sum;
}

static int sum_step(Builder *b, const Expr *e, int col, int where,
                    const Grouping *g, int table) {
    int *arg = ARENA_ARRAY(b->arena, int, 2);
    arg[0] = col;
    arg[1] = where;
    Step step = {.kind = STEP_SUM, .n_args = 2, .arg = arg, .group = g,
                 .reason = -1, .expr = e};
    return step_add(b, step, table, table == -1 ? 1 : g->n);
}

static int count_step(Builder *b, const Expr *e, int where,
                      const Grouping *g, int table) {
    int *arg = ARENA_NEW(b->arena, int);
    arg[0] = where;
    Step step = {.kind = STEP_COUNT, .n_args = 1, .arg = arg, .group = g,
                 .reason = -1, .expr = e};
    return step_add(b, step, table, table == -1 ? 1 : g->n);
}

Linear form_total(Builder *b, const Form *x) {
    Linear sum = linear_scale(b, &x->add,
                              rat_int(b->pool, (int64_t)x->rows));
    const Grouping *g = grouping_all(b, x->table);
    for (size_t j = 0; j < x->n; j++) {
        const Rat **exact = fixed_exact(b, x->col[j]);
        Linear total = exact
                           ? linear_const(fixed_totals(b, exact, g)[0])
                           : linear_slot_of(b, sum_step(b, NULL, x->col[j],
                                                        -1, g, -1));
        total = linear_mul(b, &x->coef[j], &total);
        sum = linear_add(b, &sum, &total);
    }
    return sum;
}

Form form_totals(Builder *b, const Form *x, const Grouping *g, int table) {
    Form out = {.over = x->over, .table = table, .rows = g->n,
                .add = linear_const(rat_int(b->pool, 0))};
    for (size_t j = 0; j <= x->n; j++) {
        const Linear *coef = j < x->n ? &x->coef[j] : &x->add;
        const Rat **exact = j < x->n ? fixed_exact(b, x->col[j]) : NULL;
        int col;
        if (j == x->n) {
            exact = ARENA_ARRAY(b->arena, const Rat *, x->rows + 1);
            for (size_t i = 0; i < x->rows; i++) {
                exact[i] = rat_int(b->pool, 1);
            }
        }
        if (exact) {
            col = fixed_column(b, table, fixed_totals(b, exact, g), g->n);
        } else {
            col = sum_step(b, NULL, x->col[j], -1, g, table);
        }
        Form term = form_column(b, col);
        term = form_scale(b, &term, coef, -1);
        term.over = x->over;
        out = form_add(b, &out, &term);
    }
    return out;
}

/* --- aggregates --- */

static int where_slot(Builder *b, const Agg *agg) {
    return agg->where ? column_of(b, agg->where, agg->rows) : -1;
}

/* 1 where a FIXED flag is `holds`, else 0, as a Form. */
static bool mask_form(Builder *b, int where, bool holds, Form *out) {
    const Slot *s = &b->slot.at[where];
    if (s->kind != SLOT_FIXED || s->may_undefined) {
        return false;
    }
    size_t n = s->n;
    const Rat **exact = ARENA_ARRAY(b->arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++) {
        exact[i] = rat_int(b->pool, (s->value[i] != 0) == holds);
    }
    *out = form_column(b, fixed_column(b, s->table, exact, n));
    return true;
}

/* arg where where, else 0, when where is fixed. */
bool form_masked(Builder *b, Form *x, int where, bool holds) {
    Form mask;
    if (where < 0) {
        return true;
    }
    if (!mask_form(b, where, holds, &mask)) {
        return false;
    }
    for (size_t j = 0; j < x->n; j++) {
        if (!fixed_exact(b, x->col[j])) {
            return false;
        }
    }
    *x = form_mul(b, x, &mask);
    return true;
}

static Form arg_form(Builder *b, const Agg *agg) {
    if (agg->arg->table < 0) {
        Linear x = linear_of(b, agg->arg);
        return form_single(b, agg->rows, &x);
    }
    return form_of(b, agg->arg);
}

static bool any_undefined(const Builder *b, const Form *x) {
    for (size_t j = 0; j < x->n; j++) {
        if (b->slot.at[x->col[j]].may_undefined) {
            return true;
        }
    }
    return false;
}

/* The count of selected rows, single. */
static Linear selected(Builder *b, const Expr *e, int where) {
    const Agg *agg = e->agg;
    const Grouping *g = grouping_all(b, agg->rows);
    Form mask;
    if (where < 0) {
        return linear_const(rat_int(b->pool, (int64_t)g->n_rows));
    }
    if (mask_form(b, where, true, &mask)) {
        return form_total(b, &mask);
    }
    return linear_slot_of(b, count_step(b, e, where, g, -1));
}

Linear aggregate_single(Builder *b, const Expr *e) {
    const Agg *agg = e->agg;
    int where = where_slot(b, agg);
    Form x = arg_form(b, agg);
    Linear sum;
    Form part = x;
    if (!any_undefined(b, &x) && form_masked(b, &part, where, true)) {
        sum = form_total(b, &part);
        if (part.over >= 0) {
            Linear over = linear_slot_of(b, part.over);
            sum = linear_div(b, &sum, &over, e);
        }
    } else {
        int col = form_slot(b, &x, agg->arg);
        sum = linear_slot_of(b, sum_step(b, e, col, where,
                                         grouping_all(b, agg->rows), -1));
    }
    if (agg->kind == AGG_MEAN) {
        Linear count = selected(b, e, where);
        sum = linear_div(b, &sum, &count, e);
    }
    return sum;
}

/* Groups of an aggregate, or NULL: by an expression that varies. */
static const Grouping *agg_groups(Builder *b, const Expr *e, int *table) {
    const Agg *agg = e->agg;
    *table = agg->by_table >= 0 ? agg->by_table : -1;
    if (!agg->by) {
        return grouping_path(b, agg->rows, agg->by_table, &agg->path);
    }
    *table = TABLE_GROUPS;
    if (!is_fixed(b, agg->by)) {
        return NULL;
    }
    int by = column_of(b, agg->by, agg->rows);
    return b->slot.at[by].may_undefined ? NULL : grouping_values(b, by);
}

/* One value per group, for `by`. */
int group_values(Builder *b, const Expr *e, const Grouping *g,
                        int table) {
    const Agg *agg = e->agg;
    int where = where_slot(b, agg);
    if (agg->kind == AGG_COUNT) {
        if (where < 0) {
            Linear one = linear_const(rat_int(b->pool, 1));
            Form x = form_single(b, agg->rows, &one);
            x = form_totals(b, &x, g, table);
            return form_slot(b, &x, e);
        }
        return count_step(b, e, where, g, table);
    }
    Form x = arg_form(b, agg), part = x;
    if (agg->kind == AGG_SMALLEST || agg->kind == AGG_LARGEST) {
        int *arg = ARENA_ARRAY(b->arena, int, 2);
        arg[0] = form_slot(b, &x, agg->arg);
        arg[1] = where;
        Step step = {.kind = agg->kind == AGG_SMALLEST ? STEP_SMALLEST
                                                       : STEP_LARGEST,
                     .n_args = 2, .arg = arg, .group = g, .expr = e,
                     .reason = -1};
        return step_add(b, step, table, table == -1 ? 1 : g->n);
    }
    if (!any_undefined(b, &x) && form_masked(b, &part, where, true)) {
        part = form_totals(b, &part, g, table);
        return form_slot(b, &part, e);
    }
    return sum_step(b, e, form_slot(b, &x, agg->arg), where, g, table);
}

static int group_means(Builder *b, const Expr *e, const Grouping *g,
                       int table) {
    Agg count = *e->agg;
    count.kind = AGG_COUNT;
    Expr counted = *e;
    counted.agg = &count;
    int sum = group_values(b, e, g, table);
    int n = group_values(b, &counted, g, table);
    return step_op(b, STEP_DIV, e, table, g->n, 2, sum, n);
}

/* Each row the value of its group. */
static int spread_groups(Builder *b, const Expr *e, int values,
                         const Grouping *g) {
    int *arg = ARENA_NEW(b->arena, int);
    arg[0] = values;
    Step step = {.kind = STEP_SPREAD, .n_args = 1, .arg = arg, .group = g,
                 .expr = e, .reason = -1};
    return step_add(b, step, e->table, g->n_rows);
}

/* A share of the whole: the common divisor of the Form cancels. */
static bool share_of_all(Builder *b, const Expr *e, Form *out) {
    const Agg *agg = e->agg;
    Form x = arg_form(b, agg);
    int where = where_slot(b, agg);
    if (agg->by || agg->by_table >= 0 || any_undefined(b, &x) ||
        !form_masked(b, &x, where, true)) {
        return false;
    }
    Linear sum = form_total(b, &x);
    x.over = -1;
    Form all = form_single(b, x.table, &sum);
    if (sum.n == 0 && rat_sign(sum.add) == 0) {
        return false;
    }
    if (sum.n == 0) {
        *out = form_div(b, &x, &all, e);
    } else {
        *out = x;
        out->over = linear_slot(b, &sum);
    }
    return true;
}

static Form share_of_group(Builder *b, const Expr *e, const Grouping *g,
                           int table) {
    const Agg *agg = e->agg;
    int where = where_slot(b, agg);
    int sum = group_values(b, e, g, table);
    int all = spread_groups(b, e, sum, g);
    Form x = arg_form(b, agg);
    int share = step_op(b, STEP_DIV, e, e->table, g->n_rows, 2,
                        form_slot(b, &x, agg->arg), all);
    if (where >= 0) {
        Linear zero = linear_const(rat_int(b->pool, 0));
        Form none = form_single(b, e->table, &zero);
        share = step_op(b, STEP_IF, e, e->table, g->n_rows, 3, where, share,
                        form_slot(b, &none, NULL));
    }
    return form_column(b, share);
}

Form aggregate_column(Builder *b, const Expr *e) {
    const Agg *agg = e->agg;
    Form out;
    int table;
    if (agg->kind == AGG_SHARE && share_of_all(b, e, &out)) {
        return out;
    }
    const Grouping *g = agg_groups(b, e, &table);
    if (!g || agg->kind == AGG_RANK) {
        Linear none = linear_const(rat_int(b->pool, 0));
        runs_exactly(b, e, agg->kind == AGG_RANK
                               ? "a rank that varies"
                               : "groups that vary");
        return form_single(b, e->table, &none);
    }
    if (agg->kind == AGG_SHARE) {
        return share_of_group(b, e, g, table);
    }
    int values = agg->kind == AGG_MEAN ? group_means(b, e, g, table)
                                       : group_values(b, e, g, table);
    if (agg->by) {
        values = spread_groups(b, e, values, g);
    }
    return form_column(b, values);
}
