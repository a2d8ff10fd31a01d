/* explain_money.c - how one row came out of an allocate. */

#include "study/study_int.h"

#include <string.h>

#include "base/tr.h"

const char *amount(Explain *x, const Type *type, const Rat *num)
{
    return show_amount(&x->show, type, num);
}

const char *group_name(Explain *x, int table, size_t row)
{
    if (table < 0)
        return NULL;
    const Table *t = x->result->data->table[table];
    if (!t->label[row] || !strcmp(t->label[row], t->code[row]))
        return arena_format(x->arena, "%s %s", t->name, t->code[row]);
    return arena_format(x->arena, "%s %s %s", t->name, t->code[row],
                        t->label[row]);
}

/* ---- allocate ---- */

const Rat *number_at(Explain *x, const Expr *expr, size_t row)
{
    const Value *value = expr ? expr_value(x, expr, row) : NULL;
    return value && !value->undefined ? value->num : NULL;
}

static bool flag_at(Explain *x, const Expr *expr, size_t row)
{
    const Value *value = expr_value(x, expr, row);
    return value && !value->undefined && value->flag;
}

/* Of the water level: the total's unit per unit of key. */
static Type level_type(const Alloc *alloc)
{
    Type type = {.kind = TYPE_NUMBER};
    for (size_t i = 0; i < DIMS_MAX; i++)
        type.dim[i] = (int8_t)(alloc->total->type.dim[i]
                               - (alloc->by ? alloc->by->type.dim[i] : 0));
    return type;
}

static void allocate_state(Explain *x, const Expr *expr, size_t row,
                           const AllocGroup *g, size_t at, Step *step)
{
    const Alloc *alloc = expr->alloc;
    const Rat *level = g->out.level ? g->out.level[at] : NULL;
    const Rat *key = number_at(x, alloc->by, row);
    const Type type = level_type(alloc);
    switch (g->out.state[at]) {
    case ALLOC_OUT:
        step_line(x, step, "outside where: it takes no part");
        break;
    case ALLOC_SHARE:
        if (level && key && alloc->rule == RULE_PROPORTIONAL)
            step_line(x, step, "its share: water level * key = %s * %s",
                      amount(x, &type, level),
                      amount(x, &alloc->by->type, key));
        else if (alloc->rule != RULE_PROPORTIONAL)
            step_line(x, step, "its award by this rule");
        else
            step_line(x, step, "its share, equal for all who have one");
        break;
    case ALLOC_FLOOR:
        if (key && rat_sign(key) == 0)
            step_line(x, step, "its key is 0, so it stays at its floor");
        else
            step_line(x, step, "at its floor: the water level alone would "
                               "not give more");
        break;
    case ALLOC_CEILING:
        step_line(x, step, "at its ceiling: %s would not give less",
                  alloc->rule == RULE_PROPORTIONAL
                      ? tr("the water level alone") : tr("the rule"));
        break;
    case ALLOC_DROPPED:
        step_line(x, step, "below its smallest useful amount, so it gets "
                           "nothing");
        break;
    }
}

static void allocate_limit(Explain *x, const Expr *limit, size_t row,
                           const char *what, Step *step)
{
    const Rat *num = number_at(x, limit, row);
    if (num)
        step_line(x, step, "%s %s", what, amount(x, &limit->type, num));
}

static void allocate_keys(Explain *x, const Expr *expr, size_t row,
                          const AllocGroup *g, Step *step)
{
    const Alloc *alloc = expr->alloc;
    if (!alloc->by) {
        step_line(x, step, "equally");
        return;
    }
    const Rat *key = number_at(x, alloc->by, row);
    const Rat *sum = rat_int(x->pool, 0);
    for (size_t i = 0; i < g->n; i++) {
        const Rat *other = number_at(x, alloc->by, g->row[i]);
        if (other && g->out.state[i] != ALLOC_OUT)
            sum = rat_add(x->pool, sum, other);
    }
    if (key)
        step_line(x, step, "key of this row %s, of all keys %s",
                  amount(x, &alloc->by->type, key),
                  amount(x, &alloc->by->type, sum));
}

static void allocate_level(Explain *x, const Expr *expr, const AllocGroup *g,
                           size_t at, Step *step)
{
    const Rat *level = g->out.level ? g->out.level[at] : NULL;
    const Type type = level_type(expr->alloc);
    if (!level)
        return;
    const Expr *by = expr->alloc->by;
    bool plain = by && !*show_unit(&x->show, &by->type);
    step_line(x, step, "water level %s%s", show_exact(&x->show, &type, level),
              plain ? tr(" per unit of key") : by ? "" : tr(" for each row"));
}

/* `summed by`: the limits that the rows of one group have together. */
static void allocate_summed(Explain *x, const Expr *expr, const AllocGroup *g,
                            size_t at, Step *step)
{
    const Alloc *alloc = expr->alloc;
    if (alloc->summed < 0 || !g->out.group_state)
        return;
    size_t group = g->summed_of[at], row = g->summed[group];
    const char *name = group_name(x, alloc->summed, row);
    allocate_limit(x, alloc->group_least, row,
                   arena_format(x->arena, tr("floor of %s together"),
                                name), step);
    allocate_limit(x, alloc->group_most, row,
                   arena_format(x->arena, tr("ceiling of %s together"), name),
                   step);
    if (g->out.group_state[group] != ALLOC_SHARE)
        step_line(x, step,
                  g->out.group_state[group] == ALLOC_FLOOR
                      ? N_("%s is held at its floor and has a water level of "
                           "its own")
                      : N_("%s is held at its ceiling and has a water level "
                           "of its own"), name);
}

static void allocate_row(Explain *x, const Expr *expr, size_t row,
                         const AllocGroup *g, size_t at, Step *step)
{
    const Alloc *alloc = expr->alloc;
    if (alloc->where && !flag_at(x, alloc->where, row)) {
        allocate_state(x, expr, row, g, at, step);
        return;
    }
    bool claims = alloc->rule != RULE_PROPORTIONAL;
    if (claims)
        explain_claim(x, expr, row, g, at, step);
    else
        allocate_keys(x, expr, row, g, step);
    allocate_limit(x, alloc->at_least, row, tr("floor"), step);
    if (!claims)
        allocate_limit(x, alloc->at_most, row, tr("ceiling"), step);
    allocate_summed(x, expr, g, at, step);
    allocate_limit(x, alloc->or_nothing, row, tr("smallest useful amount"),
                   step);
    allocate_limit(x, alloc->order, row, tr("tier"), step);
    if (g->out.state[at] != ALLOC_DROPPED && !claims)
        allocate_level(x, expr, g, at, step);
    allocate_state(x, expr, row, g, at, step);
}

static size_t taking_part(const AllocGroup *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        n += g->out.state[i] != ALLOC_OUT;
    return n;
}

void explain_allocate(Explain *x, const Expr *expr, size_t row, Step *step)
{
    const Alloc *alloc = expr->alloc;
    const AllocTrace *trace = x->result->alloc[expr->id];
    const Expr *const clause[] = {alloc->by, alloc->where, alloc->at_least,
                                  alloc->or_nothing, alloc->at_most,
                                  alloc->order};
    size_t group = 0;
    if (trace && row != ALL_ROWS) {
        group = trace->group_of[row];
        const AllocGroup *g = &trace->group[group];
        const char *name = group_name(x, alloc->per, group);
        size_t n = taking_part(g);
        step_line(x, step, "divides %s over %s%zu rows%s%s",
                  amount(x, &alloc->total->type, g->total),
                  n < g->n ? arena_format(x->arena, tr("%zu of "), n) : "",
                  g->n,
                  name ? tr(" within ") : "", name ? name : "");
        allocate_row(x, expr, row, g, trace->at_of[row], step);
        if (rat_sign(g->unallocated) != 0)
            step_line(x, step, "%s of the total could not be placed",
                      amount(x, &alloc->total->type, g->unallocated));
    }
    explain_value(x, expr, row, step);
    explain_uses(x, alloc->total,
                 alloc->per >= 0 && row == ALL_ROWS ? ALL_ROWS : group, step);
    for (size_t i = 0; i < sizeof clause / sizeof *clause; i++)
        if (clause[i])
            explain_uses(x, clause[i], row, step);
    size_t summed = row;
    if (alloc->summed >= 0)
        summed = path_row(x, alloc->rows, &alloc->summed_path, row);
    if (alloc->group_least)
        explain_uses(x, alloc->group_least, summed, step);
    if (alloc->group_most)
        explain_uses(x, alloc->group_most, summed, step);
}
