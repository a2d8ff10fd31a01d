/* explain_aggregate.c - one sum, count, share, rank and so on explained. */

#include "study/study_int.h"

#include <string.h>

#include "base/tr.h"

static bool same_value(const Type *type, const Value *a, const Value *b)
{
    if (a->undefined || b->undefined)
        return false;
    switch (type->kind) {
    case TYPE_NUMBER: return a->num && b->num && rat_equal(a->num, b->num);
    case TYPE_FLAG: return a->flag == b->flag;
    case TYPE_TEXT: return a->text && b->text && !strcmp(a->text, b->text);
    case TYPE_DATE: return a->date == b->date;
    }
    return false;
}

/* The rows an aggregate goes through for one of its values. */
typedef struct Group {
    size_t n_all;       /* rows of the table */
    size_t n_group;     /* of them in the group, before `where` */
    size_t n;           /* and selected */
    size_t n_marked;    /* of them with a mark */
    const Rat *sum;     /* of the argument over these, if numbers */
    bool has_row;       /* the row explained is among them */
} Group;

static bool in_group(const Explain *x, const Expr *expr, size_t row, size_t i)
{
    const Agg *agg = expr->agg;
    if (expr->table < 0 || row == ALL_ROWS)
        return true;
    if (agg->by_table >= 0) {
        size_t group = expr->table == agg->by_table
                           ? row : path_row(x, agg->rows, &agg->path, row);
        return path_row(x, agg->rows, &agg->path, i) == group;
    }
    if (!agg->by)
        return true;
    const Value *a = expr_value(x, agg->by, row);
    const Value *b = expr_value(x, agg->by, i);
    return a && b && same_value(&agg->by->type, a, b);
}

static Group group_of(const Explain *x, const Expr *expr, size_t row)
{
    const Agg *agg = expr->agg;
    Group g = {.n_all = x->result->data->table[agg->rows]->n,
               .sum = rat_int(x->pool, 0)};
    for (size_t i = 0; i < g.n_all; i++) {
        if (!in_group(x, expr, row, i))
            continue;
        g.n_group++;
        const Value *where = agg->where ? expr_value(x, agg->where, i) : NULL;
        if (where && (where->undefined || !where->flag))
            continue;
        g.n++;
        g.has_row |= i == row;
        const Value *value = agg->arg ? expr_value(x, agg->arg, i) : NULL;
        if (!value)
            continue;
        g.n_marked += (value->marks | value->pooled) != 0;
        if (value->num && !value->undefined)
            g.sum = rat_add(x->pool, g.sum, value->num);
    }
    return g;
}

static void explain_group(Explain *x, const Expr *expr, size_t row,
                          const Group *g, Step *step)
{
    const Agg *agg = expr->agg;
    const char *name = x->program->table[agg->rows].name;
    Buf buf = {0};
    if (g->n == g->n_group && g->n == g->n_all)
        buf_addf(&buf, tr("over all %zu rows of %s"), g->n, name);
    else if (g->n_group == g->n_all)
        buf_addf(&buf, tr("over %zu of %zu rows of %s"), g->n, g->n_all, name);
    else if (g->n == g->n_group)
        buf_addf(&buf, trn("over the %zu row of %s in this group",
                           "over the %zu rows of %s in this group", g->n),
                 g->n, name);
    else
        buf_addf(&buf, tr("over %zu of the %zu rows of %s in this group"),
                 g->n,
                 g->n_group, name);
    if (agg->by_table >= 0 && expr->table == agg->by_table
        && row != ALL_ROWS) {
        const Table *t = x->result->data->table[expr->table];
        buf_addf(&buf, " (%s %s)", t->name, t->code[row]);
    }
    if (g->n_marked)
        buf_addf(&buf, tr(", %zu of them estimated or calibrated"),
                 g->n_marked);
    step_line(x, step, "%s", buf.at);
    buf_free(&buf);
}

/* ---- rank ---- */

static int value_cmp(const Type *type, const Value *a, const Value *b)
{
    switch (type->kind) {
    case TYPE_NUMBER: return a->num && b->num ? rat_cmp(a->num, b->num) : 0;
    case TYPE_FLAG: return a->flag - b->flag;
    case TYPE_TEXT: return a->text && b->text ? strcmp(a->text, b->text) : 0;
    case TYPE_DATE: return (a->date > b->date) - (a->date < b->date);
    }
    return 0;
}

/* How many rows go before the one explained, by what parts them. */
typedef struct Before {
    size_t larger, equal;       /* by value; of equal value, itself not in */
    size_t by_ties, by_code;    /* of the equal ones */
} Before;

static Before rows_before(const Explain *x, const Expr *expr, size_t row)
{
    const Agg *agg = expr->agg;
    const Table *t = x->result->data->table[agg->rows];
    const Value *own = expr_value(x, agg->arg, row);
    const Value *tie = agg->ties ? expr_value(x, agg->ties, row) : NULL;
    Before before = {0};
    for (size_t i = 0; i < t->n; i++) {
        if (i == row || !in_group(x, expr, row, i))
            continue;
        const Value *where = agg->where ? expr_value(x, agg->where, i) : NULL;
        const Value *value = expr_value(x, agg->arg, i);
        if (!value || (where && (where->undefined || !where->flag)))
            continue;
        int order = value_cmp(&agg->arg->type, value, own);
        before.larger += order > 0;
        before.equal += order == 0;
        const Value *other = agg->ties ? expr_value(x, agg->ties, i) : NULL;
        if (order != 0 || !tie || !other)
            continue;
        order = value_cmp(&agg->ties->type, other, tie);
        before.by_ties += order > 0;
        before.by_code += order == 0 && strcmp(t->code[i], t->code[row]) < 0;
    }
    return before;
}

static void explain_rank(Explain *x, const Expr *expr, size_t row, Step *step)
{
    const Agg *agg = expr->agg;
    const Value *own = expr_value(x, agg->arg, row);
    const Value *tie = agg->ties ? expr_value(x, agg->ties, row) : NULL;
    Before before = rows_before(x, expr, row);
    step_line(x, step, "with a larger value than %s: %zu",
              show_value(&x->show, &agg->arg->type, own, false),
              before.larger);
    if (!tie) {
        if (before.equal)
            step_line(x, step, "others with the same value, which share the "
                               "rank: %zu", before.equal);
        step_line(x, step, "= 1 + %zu", before.larger);
        return;
    }
    step_line(x, step, "others with the same value: %zu; of them before this "
                       "one by a larger %s than %s: %zu, by the lower code: "
                       "%zu", before.equal, expr_text(x, agg->ties),
              show_value(&x->show, &agg->ties->type, tie, false),
              before.by_ties, before.by_code);
    step_line(x, step, "= 1 + %zu + %zu + %zu", before.larger, before.by_ties,
              before.by_code);
}

void explain_aggregate(Explain *x, const Expr *expr, size_t row, Step *step)
{
    const Agg *agg = expr->agg;
    row = expr_row(expr, row);
    Group g = group_of(x, expr, row);
    explain_group(x, expr, row, &g, step);
    bool own = agg->kind == AGG_SHARE || agg->kind == AGG_RANK;
    if (own && row != ALL_ROWS && agg->arg) {
        const Value *value = expr_value(x, agg->arg, row);
        if (!g.has_row)
            step_line(x, step, "this row is not among them");
        else if (value && value->num && agg->kind == AGG_SHARE)
            step_line(x, step, "= %s / %s",
                      show_amount(&x->show, &agg->arg->type, value->num),
                      show_amount(&x->show, &agg->arg->type, g.sum));
        else if (value)
            explain_rank(x, expr, row, step);
    }
    explain_value(x, expr, row, step);
    if (agg->arg)
        explain_uses(x, agg->arg, own ? row : ALL_ROWS, step);
    if (agg->where)
        explain_uses(x, agg->where, own ? row : ALL_ROWS, step);
    if (agg->by)
        explain_uses(x, agg->by, own ? row : ALL_ROWS, step);
    if (agg->ties)
        explain_uses(x, agg->ties, own ? row : ALL_ROWS, step);
}
