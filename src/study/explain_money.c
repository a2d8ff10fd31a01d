/* explain_money.c - how one row came out of an allocate or a rounding. */

#include "study/study_int.h"

#include <string.h>

static const char *amount(Explain *x, const Type *type, const Rat *num)
{
    return show_amount(&x->show, type, num);
}

/* "area 01 Norr", or NULL for one group. */
static const char *group_name(Explain *x, int table, size_t row)
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

static const Rat *number_at(Explain *x, const Expr *expr, size_t row)
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
                  alloc->rule == RULE_PROPORTIONAL ? "the water level alone"
                                                   : "the rule");
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
              plain ? " per unit of key" : by ? "" : " for each row");
}

static const char *rule_words(AllocRule rule)
{
    static const char *const words[] = {
        [RULE_PROPORTIONAL] = "proportional",
        [RULE_ADJUSTED_PROPORTIONAL] = "adjusted proportional",
        [RULE_EQUAL_AWARDS] = "equal awards",
        [RULE_EQUAL_LOSSES] = "equal losses",
        [RULE_TALMUD] = "talmud",
        [RULE_REVERSE_TALMUD] = "reverse talmud",
        [RULE_PINILES] = "piniles",
        [RULE_CONSTRAINED_EGALITARIAN] = "constrained egalitarian",
        [RULE_MINIMAL_OVERLAP] = "minimal overlap",
        [RULE_RANDOM_ARRIVAL] = "random arrival",
        [RULE_AVERAGE_OF_AWARDS] = "average of awards"};
    return words[rule];
}

/* Any rule but proportional: the ceilings are the claims. */
static void allocate_claim(Explain *x, const Expr *expr, size_t row,
                           const AllocGroup *g, size_t at, Step *step)
{
    const Alloc *alloc = expr->alloc;
    const Rat *level = g->out.level ? g->out.level[at] : NULL;
    const Rat *sum = rat_int(x->pool, 0);
    for (size_t i = 0; i < g->n; i++) {
        const Rat *claim = number_at(x, alloc->at_most, g->row[i]);
        if (claim && g->out.state[i] != ALLOC_OUT)
            sum = rat_add(x->pool, sum, claim);
    }
    step_line(x, step, "by the rule %s", rule_words(alloc->rule));
    allocate_limit(x, alloc->at_most, row, "claim of this row", step);
    step_line(x, step, "all claims %s", amount(x, &alloc->total->type, sum));
    if (level && alloc->rule == RULE_EQUAL_AWARDS)
        step_line(x, step, "the same award for each, up to its claim: %s",
                  show_exact(&x->show, &alloc->total->type, level));
    else if (level && alloc->rule == RULE_EQUAL_LOSSES)
        step_line(x, step, "the same loss for each, down to nothing: %s",
                  show_exact(&x->show, &alloc->total->type, level));
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
                   arena_format(x->arena, "floor of %s together", name), step);
    allocate_limit(x, alloc->group_most, row,
                   arena_format(x->arena, "ceiling of %s together", name),
                   step);
    if (g->out.group_state[group] != ALLOC_SHARE)
        step_line(x, step, "%s is held at its %s and has a water level of "
                           "its own", name,
                  g->out.group_state[group] == ALLOC_FLOOR ? "floor"
                                                           : "ceiling");
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
        allocate_claim(x, expr, row, g, at, step);
    else
        allocate_keys(x, expr, row, g, step);
    allocate_limit(x, alloc->at_least, row, "floor", step);
    if (!claims)
        allocate_limit(x, alloc->at_most, row, "ceiling", step);
    allocate_summed(x, expr, g, at, step);
    allocate_limit(x, alloc->or_nothing, row, "smallest useful amount", step);
    allocate_limit(x, alloc->order, row, "tier", step);
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
                  n < g->n ? arena_format(x->arena, "%zu of ", n) : "", g->n,
                  name ? " within " : "", name ? name : "");
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

/* ---- rounding ---- */

/* Which rule parts two rows that are equal at the cut: 0 the ties clause, 1,
 * where there is none, the larger exact amount, 2 the lower code. */
static int tie_rule(Explain *x, const Expr *expr, size_t a, size_t b)
{
    const Expr *ties = expr->round->ties;
    const Rat *p = number_at(x, ties, a), *q = number_at(x, ties, b);
    if (p && q)
        return rat_equal(p, q) ? 2 : 0;
    p = number_at(x, expr->arg[0], a);
    q = number_at(x, expr->arg[0], b);
    return p && q && !rat_equal(p, q) ? 1 : 2;
}

static void round_tie(Explain *x, const Expr *expr, const RoundGroup *g,
                      size_t at, Step *step)
{
    static const char *const rule[] = {
        "the clause \"ties to\"", "the larger exact amount goes first",
        "the lower code goes first"};
    const RoundRow *own = &g->out.rows[at];
    int deepest = -1;
    for (size_t i = 0; i < g->n; i++) {
        const RoundRow *other = &g->out.rows[i];
        if (!other->tied || other->extra == own->extra)
            continue;
        int parted = tie_rule(x, expr, g->row[at], g->row[i]);
        if (parted > deepest)
            deepest = parted;
    }
    if (expr->round->n_keeping == 2) {
        step_line(x, step, "a tie: another table keeps all totals as well; "
                           "decided by: %s",
                  expr->round->ties ? rule[0] : rule[2]);
        return;
    }
    step_line(x, step, "a tie: %zu rows are equal at the cut, and there "
                       "are units for %zu of them; decided by: %s",
              g->out.n_tied, g->out.n_tied_won,
              rule[deepest < 0 ? 2 : deepest]);
}

static void round_remainder(Explain *x, const RoundGroup *g, size_t at,
                            const char *unit, Step *step)
{
    const RoundRow *own = &g->out.rows[at];
    const Type plain = {.kind = TYPE_NUMBER};
    if (g->out.n_extra == 0) {
        step_line(x, step, "nothing remains after rounding all %zu rows down",
                  g->n);
        return;
    }
    if (g->out.n_extra == 1)
        step_line(x, step, "1 unit of %s remains after rounding all %zu rows "
                           "down; it goes to the largest remainder", unit,
                  g->n);
    else
        step_line(x, step, "%zu units of %s remain after rounding all %zu "
                           "rows down; they go to the largest remainders",
                  g->out.n_extra, unit, g->n);
    const char *cut = g->out.cut ? show_plain(&x->show, &plain, g->out.cut)
                                 : NULL;
    if (own->at_least || own->at_most)
        return;
    if (own->extra)
        step_line(x, step, "this row got %s: its remainder %s is %s "
                           "the smallest that did, %s",
                  g->out.n_extra == 1 ? "it" : "one of them",
                  show_plain(&x->show, &plain, own->remainder),
                  g->out.cut && rat_equal(own->remainder, g->out.cut)
                      ? "equal to" : "above",
                  cut ? cut : "none");
    else if (!cut)
        step_line(x, step, "this row got none");
    else
        step_line(x, step, "this row got none: its remainder %s is %s the "
                           "smallest that did, %s",
                  show_plain(&x->show, &plain, own->remainder),
                  rat_equal(own->remainder, g->out.cut) ? "equal to"
                                                        : "below", cut);
}

static void round_row(Explain *x, const Expr *expr, const RoundGroup *g,
                      size_t at, Step *step)
{
    const Rounding *round = expr->round;
    const RoundRow *own = &g->out.rows[at];
    const Type plain = {.kind = TYPE_NUMBER};
    const char *unit = amount(x, &expr->type, round->unit);
    if (own->quotient && own->remainder)
        step_line(x, step, "in units of %s: %s, remainder %s", unit,
                  show_plain(&x->show, &plain,
                             rat_floor(x->pool, own->quotient)),
                  show_exact(&x->show, &plain, own->remainder));
    if (round->method == ROUND_LARGEST_REMAINDER)
        round_remainder(x, g, at, unit, step);
    else if (own->quotient) {
        const Rat *got = rat_div(x->pool, g->out.amount[at], round->unit);
        int up = rat_cmp(got, own->quotient);
        step_line(x, step, "%s", up > 0 ? "rounded up" : up < 0
                                 ? "rounded down" : "a whole number already");
    }
    if (own->at_least || own->at_most)
        step_line(x, step, "held there by its %s limit",
                  own->at_least ? "lower" : "upper");
    if (own->tied)
        round_tie(x, expr, g, at, step);
}

/* A table whose rows and columns keep their totals. */
static void round_sides(Explain *x, const Expr *expr, size_t row, Step *step)
{
    const Rounding *round = expr->round;
    for (size_t i = 0; i < 2; i++) {
        const Expr *total = round->keeping[i];
        size_t up = path_row(x, expr->table, &round->side[i], row);
        const Rat *num = number_at(x, total, up);
        if (num)
            step_line(x, step, "total kept within %s: %s",
                      group_name(x, total->table, up),
                      amount(x, &total->type, num));
    }
}

static void round_total(Explain *x, const Expr *expr, const RoundGroup *g,
                        const char *name, Step *step)
{
    const RoundOut *out = &g->out;
    const char *within = name ? arena_format(x->arena, " within %s", name)
                              : "";
    if (out->target)
        step_line(x, step, "total kept%s: %s (exact amounts: %s)", within,
                  amount(x, &expr->type, out->target),
                  amount(x, &expr->type, out->exact_sum));
    else if (g->n > 1)
        step_line(x, step, "each row by itself, no total kept%s: the rounded "
                           "column sums to %s, the exact one to %s", within,
                  amount(x, &expr->type, out->sum),
                  amount(x, &expr->type, out->exact_sum));
}

void explain_round(Explain *x, const Expr *expr, size_t row, Step *step)
{
    const Rounding *round = expr->round;
    const RoundTrace *trace = x->result->round[expr->id];
    const char *numbers = expr_numbers(x, expr->arg[0], row);
    if (numbers)
        step_line(x, step, "= %s", numbers);
    if (row != ALL_ROWS)
        explain_value(x, expr->arg[0], row, step);
    const Value *value = row == ALL_ROWS ? NULL : expr_value(x, expr, row);
    step_line(x, step, "rounded to %s by %s%s%s%s",
              amount(x, &expr->type, round->unit),
              round_method_words(round->method), value ? ": " : "",
              value ? show_value(&x->show, &expr->type, value, false) : "",
              value ? show_marks(&x->show, value) : "");
    size_t group = 0;
    if (trace && row != ALL_ROWS) {
        group = trace->group_of[row];
        const RoundGroup *g = &trace->group[group];
        round_row(x, expr, g, trace->at_of[row], step);
        if (round->n_keeping == 2)
            round_sides(x, expr, row, step);
        else
            round_total(x, expr, g, group_name(x, round->per, group), step);
    }
    if (row == ALL_ROWS)
        explain_value(x, expr, row, step);
    explain_uses(x, expr->arg[0], row, step);
    for (size_t i = 0; i < round->n_keeping; i++)
        explain_uses(x, round->keeping[i],
                     round->n_keeping == 2
                         ? path_row(x, expr->table, &round->side[i], row)
                         : group, step);
    const Expr *const column[] = {round->at_least, round->at_most,
                                  round->ties};
    for (size_t i = 0; i < sizeof column / sizeof *column; i++)
        if (column[i])
            explain_uses(x, column[i], row, step);
}
