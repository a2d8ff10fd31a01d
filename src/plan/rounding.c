/* rounding.c - round: each by itself, or by largest remainder. */
#include "plan/plan_int.h"

static const char *unplanned(Builder *b, const Expr *e) {
    const Rounding *r = e->round;
    bool largest = r->method == ROUND_LARGEST_REMAINDER;
    if (r->at_least || r->at_most) {
        return "rounding within limits";
    }
    if (r->n_keeping == 2) {
        return "rounding a table by rows and columns";
    }
    if (r->ties && !is_fixed(b, r->ties)) {
        return "ties decided by what varies";
    }
    if (round_method_keeps(r->method) && !largest) {
        return round_method_words(r->method);
    }
    return e->table < 0 && (r->n_keeping || (r->ties && largest))
               ? "one value that keeps a total"
               : NULL;
}

static int round_each(Builder *b, const Expr *e) {
    StepKind kind = e->round->method == ROUND_HALF_EVEN ? STEP_HALF_EVEN
                    : e->round->method == ROUND_DOWN    ? STEP_DOWN
                    : e->round->method == ROUND_UP      ? STEP_UP
                                                        : STEP_NEAREST;
    int *arg = ARENA_NEW(b->arena, int);
    *arg = column_of(b, e->arg[0], e->table);
    Step step = {.kind = kind, .n_args = 1, .arg = arg, .reason = -1,
                 .unit = e->round->unit, .expr = e};
    return step_add(b, step, e->table, plan_rows(b, e->table));
}

static Mix mix_of(Builder *b, const Form *x) {
    Mix m = {.n = x->n, .add = linear_slot(b, &x->add), .over = x->over};
    for (size_t j = 0; j < x->n; j++) {
        m.coef[j] = linear_slot(b, &x->coef[j]);
        m.col[j] = x->col[j];
    }
    return m;
}

/* The exact sum of the rows as a slot, where it is a combination of fixed
 * totals; -1: to be added up. */
static int sum_slot(Builder *b, const Form *x) {
    for (size_t j = 0; j < x->n; j++) {
        if (!fixed_exact(b, x->col[j])) {
            return -1;
        }
    }
    Linear sum = form_total(b, x);
    if (x->over >= 0) {
        Linear over = linear_slot_of(b, x->over);
        sum = linear_div(b, &sum, &over, NULL);
    }
    return linear_slot(b, &sum);
}

static int round_remainder(Builder *b, const Expr *e) {
    const Rounding *r = e->round;
    Form x = form_of(b, e->arg[0]);
    Remainder *rem = ARENA_NEW(b->arena, Remainder);
    rem->x = mix_of(b, &x);
    rem->unit = r->unit;
    rem->group = grouping_path(b, e->table, r->per, &r->path);
    rem->total = r->n_keeping ? slot_of(b, r->keeping[0]) : -1;
    rem->sum = r->n_keeping || rem->group->n != 1 ? -1 : sum_slot(b, &x);
    const Rat **ties = NULL;
    if (r->ties) {
        ties = fixed_exact(b, column_of(b, r->ties, e->table));
        if (!ties) {
            return runs_exactly(b, e, "an undefined tie rule");
        }
    }
    rem->ties_to = ties != NULL;
    rem->rank = tie_ranks(b, e->table, ties);
    Step step = {.kind = STEP_REMAINDER, .remainder = rem, .expr = e,
                 .reason = -1};
    return step_add(b, step, e->table, plan_rows(b, e->table));
}

int round_slot(Builder *b, const Expr *e) {
    const char *why = unplanned(b, e);
    if (why) {
        return runs_exactly(b, e, why);
    }
    if (e->round->method == ROUND_LARGEST_REMAINDER && e->table >= 0) {
        return round_remainder(b, e);
    }
    return round_each(b, e);
}
