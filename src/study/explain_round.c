/* explain_round.c - how one row came out of a rounding. */

#include "study/study_int.h"
#include "base/tr.h"

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
        N_("the clause \"ties to\""), N_("the larger exact amount goes first"),
        N_("the lower code goes first")};
    if (expr->round->n_keeping == 2) {
        step_line(x, step, "a tie: another table with the same totals is "
                           "as right; decided by the larger exact amount, "
                           "then the lower code");
        return;
    }
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
    step_line(x, step, "a tie: %zu rows are equal at the cut, and there "
                       "are units for %zu of them; decided by: %s",
              g->out.n_tied, g->out.n_tied_won,
              tr(rule[deepest < 0 ? 2 : deepest]));
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
                  g->out.n_extra == 1 ? tr("it") : tr("one of them"),
                  show_plain(&x->show, &plain, own->remainder),
                  g->out.cut && rat_equal(own->remainder, g->out.cut)
                      ? tr("equal to") : tr_as("a remainder", "above"),
                  cut ? cut : tr("none"));
    else if (!cut)
        step_line(x, step, "this row got none");
    else
        step_line(x, step, "this row got none: its remainder %s is %s the "
                           "smallest that did, %s",
                  show_plain(&x->show, &plain, own->remainder),
                  rat_equal(own->remainder, g->out.cut) ? tr("equal to")
                                                        : tr("below"), cut);
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
    else if (own->quotient && g->out.target && round->n_keeping < 2)
        explain_divisor(x, expr, g, at, step);
    else if (own->quotient) {
        const Rat *got = rat_div(x->pool, g->out.amount[at], round->unit);
        int up = rat_cmp(got, own->quotient);
        step_line(x, step, up > 0   ? N_("rounded up")
                           : up < 0 ? N_("rounded down")
                                    : N_("a whole number already"));
    }
    if (own->at_least || own->at_most)
        step_line(x, step, own->at_least
                               ? N_("held there by its lower limit")
                               : N_("held there by its upper limit"));
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
    const char *within = name ? arena_format(x->arena, tr(" within %s"), name)
                              : "";
    if (out->target)
        step_line(x, step, "total kept%s: %s (exact amounts: %s)", within,
                  show_rounded(&x->show, &expr->type, out->target,
                               expr->round->unit),
                  amount(x, &expr->type, out->exact_sum));
    else if (g->n > 1)
        step_line(x, step, "each row by itself, no total kept%s: the rounded "
                           "column sums to %s, the exact one to %s", within,
                  show_rounded(&x->show, &expr->type, out->sum,
                               expr->round->unit),
                  out->exact_sum
                      ? amount(x, &expr->type, out->exact_sum)
                      : tr("a fraction too long to write"));
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
              round_method_said(round->method), value ? ": " : "",
              value ? expr_show(x, expr, value, false) : "",
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
