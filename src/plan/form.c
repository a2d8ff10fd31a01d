/* form.c - columns as sums of multiples of other columns. */
#include "plan/plan_int.h"

static Linear zero(Builder *b) {
    return linear_const(rat_int(b->pool, 0));
}

static Linear one(Builder *b) {
    return linear_const(rat_int(b->pool, 1));
}

static bool is_zero(const Linear *x) {
    return x->n == 0 && rat_sign(x->add) == 0;
}

Form form_single(Builder *b, int table, const Linear *x) {
    return (Form){.add = *x, .over = -1, .table = table,
                  .rows = plan_rows(b, table)};
}

/* A column of equal values is a single value spread. */
Form form_column(Builder *b, int slot) {
    const Slot *s = &b->slot.at[slot];
    Form out = {.over = -1, .table = s->table, .rows = s->n,
                .add = zero(b)};
    const Rat *same = s->n > 0 ? fixed_constant(b, slot) : NULL;
    if (same) {
        out.add = linear_const(same);
        return out;
    }
    out.n = 1;
    out.coef[0] = one(b);
    out.col[0] = slot;
    return out;
}

/* --- to a slot --- */

static bool form_plain(Builder *b, const Form *x) {
    return x->n == 1 && x->over < 0 && is_zero(&x->add) &&
           x->coef[0].n == 0 &&
           rat_equal(x->coef[0].add, rat_int(b->pool, 1));
}

static int spread_single(Builder *b, const Form *x) {
    Linear value = x->add;
    if (x->over >= 0) {
        Linear over = linear_slot_of(b, x->over);
        value = linear_div(b, &x->add, &over, NULL);
    }
    int s = linear_slot(b, &value);
    const Rat **exact = fixed_exact(b, s);
    if (!exact) {
        return step_op(b, STEP_SPREAD, NULL, x->table, x->rows, 1, s);
    }
    const Rat **all = ARENA_ARRAY(b->arena, const Rat *, x->rows + 1);
    for (size_t i = 0; i < x->rows; i++) {
        all[i] = exact[0];
    }
    return fixed_column(b, x->table, all, x->rows);
}

int form_slot(Builder *b, const Form *x, const Expr *e) {
    if (x->n == 0) {
        return spread_single(b, x);
    }
    if (form_plain(b, x)) {
        return x->col[0];
    }
    Step step = {.kind = STEP_MIX, .reason = -1, .expr = e};
    Mix *m = &step.mix;
    m->n = x->n;
    m->over = x->over;
    m->add = is_zero(&x->add) ? -1 : linear_slot(b, &x->add);
    for (size_t j = 0; j < x->n; j++) {
        m->col[j] = x->col[j];
        int coef = linear_slot(b, &x->coef[j]);
        const Rat **exact = fixed_exact(b, coef);
        m->coef[j] = exact && rat_equal(exact[0], rat_int(b->pool, 1))
                         ? -1
                         : coef;
    }
    return step_add(b, step, x->table, x->rows);
}

static Form materialized(Builder *b, const Form *x) {
    return form_column(b, form_slot(b, x, NULL));
}

/* --- arithmetic --- */

static int over_mul(Builder *b, int x, int y) {
    if (x < 0 || y < 0) {
        return x < 0 ? y : x;
    }
    Linear lx = linear_slot_of(b, x), ly = linear_slot_of(b, y);
    Linear product = linear_mul(b, &lx, &ly);
    return linear_slot(b, &product);
}

/* x times `by`, and over one slot more (or -1). */
Form form_scale(Builder *b, const Form *x, const Linear *by, int over) {
    Form out = *x;
    out.add = linear_mul(b, &x->add, by);
    for (size_t j = 0; j < x->n; j++) {
        out.coef[j] = linear_mul(b, &x->coef[j], by);
    }
    out.over = over_mul(b, x->over, over);
    return out;
}

/* Both over the same: x / p + y / q = (x q + y p) / (p q). */
static void same_over(Builder *b, Form *x, Form *y) {
    if (x->over == y->over) {
        return;
    }
    int p = x->over, q = y->over;
    if (q >= 0) {
        Linear by = linear_slot_of(b, q);
        *x = form_scale(b, x, &by, q);
    }
    if (p >= 0) {
        Linear by = linear_slot_of(b, p);
        *y = form_scale(b, y, &by, p);
    }
    x->over = y->over = over_mul(b, p, q);
}

static bool add_column(Builder *b, Form *x, const Linear *coef, int col) {
    for (size_t j = 0; j < x->n; j++) {
        if (x->col[j] != col) {
            continue;
        }
        x->coef[j] = linear_add(b, &x->coef[j], coef);
        if (is_zero(&x->coef[j]) && !b->slot.at[col].may_undefined) {
            x->n--;
            x->coef[j] = x->coef[x->n];
            x->col[j] = x->col[x->n];
        }
        return true;
    }
    if (x->n == MIX_MAX) {
        return false;
    }
    x->coef[x->n] = *coef;
    x->col[x->n++] = col;
    return true;
}

Form form_add(Builder *b, const Form *x, const Form *y) {
    Form out = *x, more = *y;
    same_over(b, &out, &more);
    Form before = out;
    out.add = linear_add(b, &out.add, &more.add);
    for (size_t j = 0; j < more.n; j++) {
        if (!add_column(b, &out, &more.coef[j], more.col[j])) {
            Form left = materialized(b, &before);
            Form right = materialized(b, &more);
            return form_add(b, &left, &right);
        }
    }
    return out;
}

/* The one FIXED column that x is, or NULL: exact values. */
static const Rat **fixed_whole(Builder *b, const Form *x) {
    if (x->over >= 0 || x->add.n > 0) {
        return NULL;
    }
    const Rat **out = ARENA_ARRAY(b->arena, const Rat *, x->rows + 1);
    for (size_t i = 0; i < x->rows; i++) {
        out[i] = x->add.add;
    }
    for (size_t j = 0; j < x->n; j++) {
        const Rat **col = fixed_exact(b, x->col[j]);
        if (!col || x->coef[j].n > 0) {
            return NULL;
        }
        for (size_t i = 0; i < x->rows; i++) {
            out[i] = rat_add(b->pool, out[i],
                             rat_mul(b->pool, x->coef[j].add, col[i]));
        }
    }
    return rat_overflowed(b->pool) ? NULL : out;
}

static bool all_fixed(const Builder *b, const Form *x) {
    for (size_t j = 0; j < x->n; j++) {
        if (!fixed_exact(b, x->col[j])) {
            return false;
        }
    }
    return true;
}

/* Every column of x times one FIXED column. */
static Form times_fixed(Builder *b, const Form *x, const Rat **by) {
    Form out = {.over = x->over, .table = x->table, .rows = x->rows,
                .add = zero(b)};
    for (size_t j = 0; j <= x->n; j++) {
        const Rat **col = j < x->n ? fixed_exact(b, x->col[j]) : NULL;
        const Linear *coef = j < x->n ? &x->coef[j] : &x->add;
        if (is_zero(coef)) {
            continue;
        }
        const Rat **product =
            ARENA_ARRAY(b->arena, const Rat *, x->rows + 1);
        for (size_t i = 0; i < x->rows; i++) {
            product[i] = col ? rat_mul(b->pool, col[i], by[i]) : by[i];
        }
        int slot = fixed_column(b, x->table, product, x->rows);
        Form term = form_column(b, slot);
        term = form_scale(b, &term, coef, -1);
        term.over = x->over;
        out = form_add(b, &out, &term);
    }
    return out;
}

Form form_mul(Builder *b, const Form *x, const Form *y) {
    if (x->n == 0) {
        return form_scale(b, y, &x->add, x->over);
    }
    if (y->n == 0) {
        return form_scale(b, x, &y->add, y->over);
    }
    const Rat **fx = fixed_whole(b, x), **fy = fixed_whole(b, y);
    if (fy && all_fixed(b, x) && x->n < MIX_MAX) {
        return times_fixed(b, x, fy);
    }
    if (fx && all_fixed(b, y) && y->n < MIX_MAX) {
        return times_fixed(b, y, fx);
    }
    int left = form_slot(b, x, NULL), right = form_slot(b, y, NULL);
    return form_column(b, step_op(b, STEP_MUL, NULL, x->table, x->rows, 2,
                                  left, right));
}

Form form_div(Builder *b, const Form *x, const Form *y, const Expr *e) {
    if (y->n == 0 && y->add.n == 0 && rat_sign(y->add.add) != 0) {
        Linear by = linear_const(rat_div(b->pool, rat_int(b->pool, 1),
                                         y->add.add));
        Form out = form_scale(b, x, &by, -1);
        if (y->over >= 0) {
            by = linear_slot_of(b, y->over);
            out = form_scale(b, &out, &by, -1);
        }
        return out;
    }
    const Rat **by = fixed_whole(b, y);
    bool zeros = !by;
    for (size_t i = 0; by && i < y->rows; i++) {
        zeros = zeros || rat_sign(by[i]) == 0;
    }
    if (!zeros && all_fixed(b, x) && x->n < MIX_MAX) {
        for (size_t i = 0; i < y->rows; i++) {
            by[i] = rat_div(b->pool, rat_int(b->pool, 1), by[i]);
        }
        return times_fixed(b, x, by);
    }
    int top = form_slot(b, x, NULL), bottom = form_slot(b, y, NULL);
    return form_column(b, step_op(b, STEP_DIV, e, x->table, x->rows, 2, top,
                                  bottom));
}

/* --- from an expression --- */

static Form spread_columns(Builder *b, const Form *x, const Expr *e) {
    Form out = *x;
    out.table = e->table;
    out.rows = plan_rows(b, e->table);
    const uint32_t *at = positions(b, x->table);
    for (size_t j = 0; j < x->n; j++) {
        const Rat **from = fixed_exact(b, x->col[j]);
        const Rat **to = ARENA_ARRAY(b->arena, const Rat *, out.rows + 1);
        for (size_t i = 0; i < out.rows; i++) {
            size_t row = row_at(b, e->table, i);
            to[i] = from[at[row_up(b, e->table, &e->path, row)]];
        }
        out.col[j] = fixed_column(b, e->table, to, out.rows);
    }
    return out;
}

Form form_spread(Builder *b, const Expr *e) {
    const Expr *arg = e->arg[0];
    if (arg->table < 0) {
        Linear x = linear_of(b, arg);
        return form_single(b, e->table, &x);
    }
    Form x = form_of(b, arg);
    if (x.n == 0 || (arg->type.kind == TYPE_NUMBER && all_fixed(b, &x))) {
        return spread_columns(b, &x, e);
    }
    int *slot = ARENA_NEW(b->arena, int);
    *slot = form_slot(b, &x, arg);
    Step step = {.kind = STEP_SPREAD, .n_args = 1, .arg = slot, .expr = e,
                 .reason = -1,
                 .group = grouping_path(b, e->table, arg->table, &e->path)};
    return form_column(b, step_add(b, step, e->table,
                                   plan_rows(b, e->table)));
}

static Form form_arg(Builder *b, const Expr *e, int table) {
    if (e->table < 0) {
        Linear x = linear_of(b, e);
        return form_single(b, table, &x);
    }
    return form_of(b, e);
}

static Form form_operator(Builder *b, const Expr *e) {
    Form x = form_arg(b, e->arg[0], e->table);
    Linear minus = linear_const(rat_int(b->pool, -1));
    if (e->kind == EXPR_NEG) {
        return form_scale(b, &x, &minus, -1);
    }
    Form y = form_arg(b, e->arg[1], e->table);
    switch ((int)e->kind) {
    case EXPR_ADD: return form_add(b, &x, &y);
    case EXPR_SUB:
        y = form_scale(b, &y, &minus, -1);
        return form_add(b, &x, &y);
    case EXPR_MUL: return form_mul(b, &x, &y);
    default: return form_div(b, &x, &y, e);
    }
}

static Form form_def(Builder *b, const Expr *e) {
    for (size_t i = 0; i < b->want->n_inputs; i++) {
        if (b->want->input[i].def == e->def) {
            return form_column(b, b->input_slot[i]);
        }
    }
    return form_of(b, e->def->expr);
}

/* if FLAG then x else y = x where the flag holds + y where it does not, for a
 * flag that does not vary and columns that are known to be defined. */
static bool form_choice(Builder *b, const Expr *e, Form *out) {
    if (e->kind != EXPR_IF || e->type.kind != TYPE_NUMBER ||
        e->arg[0]->table < 0 || !is_fixed(b, e->arg[0])) {
        return false;
    }
    int flag = slot_of(b, e->arg[0]);
    Form yes = form_arg(b, e->arg[1], e->table);
    Form no = form_arg(b, e->arg[2], e->table);
    if (!all_fixed(b, &yes) || !all_fixed(b, &no) ||
        !form_masked(b, &yes, flag, true) ||
        !form_masked(b, &no, flag, false)) {
        return false;
    }
    *out = form_add(b, &yes, &no);
    return true;
}

static Form form_fresh(Builder *b, const Expr *e) {
    if (is_fixed(b, e)) {
        return form_column(b, slot_of(b, e));
    }
    const Expr *chosen = chosen_branch(b, e);
    Form out;
    if (chosen) {
        return form_arg(b, chosen, e->table);
    }
    if (form_choice(b, e, &out)) {
        return out;
    }
    switch ((int)e->kind) {
    case EXPR_DEF: return form_def(b, e);
    case EXPR_SPREAD: return form_spread(b, e);
    case EXPR_NEG: case EXPR_ADD: case EXPR_SUB: case EXPR_MUL:
    case EXPR_DIV:
        return form_operator(b, e);
    case EXPR_AGG:
        if (e->agg->kind == AGG_SUM || e->agg->kind == AGG_MEAN ||
            e->agg->kind == AGG_SHARE) {
            return aggregate_column(b, e);
        }
        break;
    case EXPR_ALLOCATE: return allocate_form(b, e);
    case EXPR_IF: return form_column(b, choice_slot(b, e));
    default: break;
    }
    return form_column(b, slot_of(b, e));
}

Form form_of(Builder *b, const Expr *e) {
    if (!b->form_of[e->id]) {
        Form *form = ARENA_NEW(b->arena, Form);
        *form = form_fresh(b, e);
        b->form_of[e->id] = form;
    }
    return *b->form_of[e->id];
}
