/* eval_round.c - rounding by a named method, group by group. */
#include "exact/exact_int.h"
#include "money/biproportional.h"

static const Rat **gather(Eval *ev, const Expr *e, const size_t *row,
                          size_t n) {
    if (!e) {
        return NULL;
    }
    const Rat **out = ARENA_ARRAY(ev->arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++) {
        out[i] = eval_at(ev, e, row[i])->num;
    }
    return out;
}

static void group_round(Eval *ev, const Expr *e, size_t g, RoundGroup *out) {
    const Rounding *r = e->round;
    RoundIn in = {.method = r->method, .unit = r->unit, .first = r->first,
                  .n = out->n};
    const char **code = ARENA_ARRAY(ev->arena, const char *, out->n + 1);
    for (size_t i = 0; i < out->n; i++) {
        code[i] = e->table < 0 ? "" : ev->data->table[e->table]
                                          ->code[out->row[i]];
    }
    in.code = code;
    in.exact = gather(ev, e->arg[0], out->row, out->n);
    in.at_least = gather(ev, r->at_least, out->row, out->n);
    in.at_most = gather(ev, r->at_most, out->row, out->n);
    in.tie = gather(ev, r->ties, out->row, out->n);
    in.keeping = r->n_keeping ? eval_at(ev, r->keeping[0], g)->num : NULL;
    round_amounts(ev->pool, ev->arena, &in, &out->out);
}

/* One side of a table: the rows of the parent its total is kept for. */
static RoundSide side_of(Eval *ev, const Expr *e, size_t i)
{
    const Rounding *r = e->round;
    const Expr *k = r->keeping[i];
    size_t n = eval_rows(ev, e->table);
    RoundSide side = {.n = eval_rows(ev, k->table),
                      .code = ev->data->table[k->table]->code};
    size_t *of = ARENA_ARRAY(ev->arena, size_t, n + 1);
    const Rat **total = ARENA_ARRAY(ev->arena, const Rat *, side.n + 1);
    for (size_t row = 0; row < n; row++) {
        of[row] = eval_up(ev, e->table, &r->side[i], row);
    }
    for (size_t row = 0; row < side.n; row++) {
        total[row] = rat_mul(
            ev->pool,
            rat_nearest(ev->pool, rat_div(ev->pool, eval_at(ev, k, row)->num,
                                          r->unit)),
            r->unit);
    }
    side.of = of;
    side.total = total;
    return side;
}

static void table_round(Eval *ev, const Expr *e, RoundGroup *out)
{
    const Rounding *r = e->round;
    RoundIn in = {.method = r->method, .unit = r->unit, .first = r->first,
                  .n = out->n, .code = ev->data->table[e->table]->code};
    RoundSide rows = side_of(ev, e, 0), cols = side_of(ev, e, 1);
    in.exact = gather(ev, e->arg[0], out->row, out->n);
    round_table(ev->pool, ev->arena, &in, &rows, &cols, &out->out);
}

/* Faults of a table name a row of one of its sides. */
static bool table_fault(Eval *ev, const Expr *e, const RoundOut *o)
{
    const Rounding *r = e->round;
    const Expr *side = r->keeping[o->of_column ? 1 : 0];
    const char *gap = o->gap ? number_text(ev, o->gap, &e->type) : "";
    if (o->fault == ROUND_OK || o->fault == ROUND_NEGATIVE) {
        return false;
    }
    if (o->fault == ROUND_TOTALS_DIFFER) {
        diag_add(ev->diags, DIAG_FAULT, r->place,
                 "keep totals of the same division, for instance both rounded "
                 "from one",
                 "the totals of \"%s\" are together %s more than those of "
                 "\"%s\"",
                 ev->program->table[r->keeping[0]->table].name, gap,
                 ev->program->table[r->keeping[1]->table].name);
        return true;
    }
    if (o->fault == ROUND_TABLE_FAR) {
        diag_add(ev->diags, DIAG_FAULT, r->place,
                 "scale the amounts towards the totals first, for instance "
                 "x * row_total / sum(x by ROW)",
                 "the amounts are too far from the totals to keep");
        return true;
    }
    if (o->fault == ROUND_TABLE_LARGE) {
        diag_add(ev->diags, DIAG_FAULT, side->place, "round to a larger unit",
                 "a total of more than 2^62 units%s: %s",
                 row_text(ev, side->table, o->row), gap);
        return true;
    }
    diag_add(ev->diags, DIAG_FAULT, side->place,
             "change the totals, or give the rows with 0 an amount",
             "no table with these zeros keeps both totals%s%s%s",
             row_text(ev, side->table, o->row), gap[0] ? tr(": off by ") : "",
             gap);
    return true;
}

/* Largest remainder gives each row its floor or a unit more, no method a total
 * below 0. */
static void total_too_far(Eval *ev, const Expr *e, size_t group,
                          const RoundOut *o) {
    const Rounding *r = e->round;
    const char *where = row_text(ev, r->per, group);
    const char *kept = number_text(
        ev, r->n_keeping == 1 ? eval_at(ev, r->keeping[0], group)->num
                              : o->target, &e->type);
    const Rat *near = rat_sub(ev->pool, o->target, o->gap);
    if (r->method != ROUND_LARGEST_REMAINDER) {
        diag_add(ev->diags, DIAG_FAULT, r->place, "keep a total of 0 or more",
                 "the total to keep is below 0%s: %s", where, kept);
        return;
    }
    diag_add(ev->diags, DIAG_FAULT, r->place,
             "keep a total near the sum of the amounts, or scale them with "
             "allocate",
             rat_sign(o->gap) < 0
                 ? N_("the total to keep is %s%s, but by largest remainder the "
                      "amounts sum to at least %s")
                 : N_("the total to keep is %s%s, but by largest remainder the "
                      "amounts sum to at most %s"),
             kept, where, number_text(ev, near, &e->type));
}

static bool group_fault(Eval *ev, const Expr *e, size_t group,
                        const RoundGroup *g) {
    const Rounding *r = e->round;
    const RoundOut *o = &g->out;
    if (r->n_keeping == 2 && table_fault(ev, e, o)) {
        return true;
    }
    const char *where = row_text(ev, r->per, group);
    const char *words = round_method_words(r->method);
    const char *row = "";
    const char *gap = o->gap ? number_text(ev, o->gap, &e->type) : "";
    if (o->fault != ROUND_OK && o->row < g->n) {
        row = row_text(ev, e->table, g->row[o->row]);
    }
    switch (o->fault) {
    case ROUND_OK: return false;
    case ROUND_TOTALS_DIFFER: case ROUND_TABLE_STUCK:
    case ROUND_TABLE_LARGE: case ROUND_TABLE_FAR: break;
    case ROUND_TOTAL_TOO_FAR:
        total_too_far(ev, e, group, o);
        break;
    case ROUND_TOO_FEW_UNITS:
        diag_add(ev->diags, DIAG_FAULT, r->place,
                 "round to a smaller unit, or by largest remainder",
                 "\"%s\" gives every row a unit, and there are fewer units "
                 "than rows%s", words, where);
        break;
    case ROUND_NEGATIVE:
        diag_add(ev->diags, DIAG_FAULT, r->place,
                 "round by largest remainder, which goes below 0",
                 "\"%s\" needs amounts of 0 or more, and it is negative%s",
                 words, row);
        break;
    case ROUND_ALL_ZERO:
        diag_add(ev->diags, DIAG_FAULT, r->place,
                 "keep a total of 0, or give some row an amount",
                 "there is a total to keep%s, and all amounts are 0", where);
        break;
    case ROUND_LIMITS_CROSS:
        diag_add(ev->diags, DIAG_FAULT, r->place,
                 "widen the limits to a whole unit",
                 "no whole unit lies between \"at least\" and \"at most\"%s",
                 row);
        break;
    case ROUND_LIMITS_TOTAL:
        diag_add(ev->diags, DIAG_FAULT, r->place,
                 "widen the limits, or keep another total",
                 "the limits leave the rows %s from the total to be kept%s",
                 gap, where);
        break;
    }
    return true;
}

/* A method that keeps a total lets every row of the group bear on each. */
static void set_marks(Eval *ev, const Expr *e, size_t group,
                      const RoundGroup *g, Column *out) {
    const Rounding *r = e->round;
    const Expr *part[] = {e->arg[0], r->at_least, r->at_most, r->ties};
    unsigned char all = 0;
    for (size_t i = 0; i < r->n_keeping; i++) {
        size_t n = r->n_keeping == 2 ? eval_rows(ev, r->keeping[i]->table) : 1;
        for (size_t row = 0; row < n; row++) {
            const Value *k = eval_at(ev, r->keeping[i], n > 1 ? row : group);
            all |= k->marks | k->pooled;
        }
    }
    for (size_t i = 0; i < g->n; i++) {
        Value *v = &out->at[g->row[i]];
        for (size_t k = 0; k < sizeof part / sizeof *part; k++) {
            if (part[k]) {
                const Value *a = eval_at(ev, part[k], g->row[i]);
                v->marks |= a->marks;
                v->pooled |= a->pooled;
                all |= a->marks | a->pooled;
            }
        }
    }
    bool bears = round_method_keeps(r->method) &&
                 (g->n > 1 || r->n_keeping > 0);
    for (size_t i = 0; bears && i < g->n; i++) {
        out->at[g->row[i]].pooled |= all;
    }
}

static bool eval_parts(Eval *ev, const Expr *e, size_t n) {
    const Rounding *r = e->round;
    const Expr *part[] = {e->arg[0], r->at_least, r->at_most, r->ties};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (part[i] && (!eval_expr(ev, part[i]) ||
                        !all_defined(ev, part[i], n, NULL))) {
            return false;
        }
    }
    for (size_t i = 0; i < r->n_keeping; i++) {
        int table = r->n_keeping == 2 ? r->keeping[i]->table : r->per;
        if (!eval_expr(ev, r->keeping[i]) ||
            !all_defined(ev, r->keeping[i], eval_rows(ev, table), NULL)) {
            return false;
        }
    }
    return true;
}

bool eval_round(Eval *ev, const Expr *e) {
    const Rounding *r = e->round;
    size_t n = eval_rows(ev, e->table);
    if (!eval_parts(ev, e, n)) {
        return false;
    }
    Groups groups = e->table < 0
                        ? groups_by_number(ev, n, NULL, 1)
                        : groups_by_path(ev, e->table, r->per, &r->path);
    RoundTrace *trace = ARENA_NEW(ev->arena, RoundTrace);
    trace->expr = e;
    trace->def = ev->def && ev->def->expr == e ? ev->def : NULL;
    trace->n_groups = groups.n;
    trace->group = ARENA_ARRAY(ev->arena, RoundGroup, groups.n + 1);
    trace->group_of = groups.of;
    trace->at_of = ARENA_ARRAY(ev->arena, size_t, n + 1);
    Column *out = eval_new(ev, e);
    bool ok = true;
    for (size_t g = 0; g < groups.n; g++) {
        RoundGroup *group = &trace->group[g];
        group->row = groups.row + groups.start[g];
        group->n = groups.start[g + 1] - groups.start[g];
        if (r->n_keeping == 2) {
            table_round(ev, e, group);
        } else {
            group_round(ev, e, g, group);
        }
        if (rat_overflowed(ev->pool)) {
            return not_overflowed(ev, e);
        }
        if (group_fault(ev, e, g, group)) {
            ok = false;
            continue;
        }
        for (size_t i = 0; i < group->n; i++) {
            out->at[group->row[i]].num = group->out.amount[i];
            trace->at_of[group->row[i]] = i;
        }
        set_marks(ev, e, g, group, out);
    }
    ev->result->round[e->id] = trace;
    return ok;
}
