/* linear.c - single values as sums of multiples of slots. */
#include "plan/plan_int.h"

Linear linear_const(const Rat *value) {
    return (Linear){.add = value};
}

Linear linear_slot_of(Builder *b, int slot) {
    const Rat **exact = fixed_exact(b, slot);
    if (exact) {
        return linear_const(exact[0]);
    }
    Linear out = {.add = rat_int(b->pool, 0), .n = 1};
    out.term[0].coef = rat_int(b->pool, 1);
    out.term[0].slot = slot;
    return out;
}

/* Adds coef * slot to x; terms that cancel go away, unless they may be
 * undefined: 0 * (1 / n) is, where n is 0. False: no room. */
static bool add_term(Builder *b, Linear *x, const Rat *coef, int slot) {
    for (size_t i = 0; i < x->n; i++) {
        if (x->term[i].slot != slot) {
            continue;
        }
        x->term[i].coef = rat_add(b->pool, x->term[i].coef, coef);
        if (rat_sign(x->term[i].coef) == 0 &&
            !b->slot.at[slot].may_undefined) {
            x->term[i] = x->term[--x->n];
        }
        return true;
    }
    if (x->n == LINEAR_MAX) {
        return false;
    }
    x->term[x->n].coef = coef;
    x->term[x->n++].slot = slot;
    return true;
}

Linear linear_add(Builder *b, const Linear *x, const Linear *y) {
    Linear out = *x;
    out.add = rat_add(b->pool, x->add, y->add);
    for (size_t i = 0; i < y->n; i++) {
        if (!add_term(b, &out, y->term[i].coef, y->term[i].slot)) {
            Linear one = linear_slot_of(b, linear_slot(b, x));
            Linear rest = linear_slot_of(b, linear_slot(b, y));
            return linear_add(b, &one, &rest);
        }
    }
    return out;
}

Linear linear_scale(Builder *b, const Linear *x, const Rat *by) {
    Linear out = {.add = rat_mul(b->pool, x->add, by)};
    for (size_t i = 0; i < x->n; i++) {
        if (rat_sign(by) != 0 || b->slot.at[x->term[i].slot].may_undefined) {
            out.term[out.n] = x->term[i];
            out.term[out.n++].coef = rat_mul(b->pool, x->term[i].coef, by);
        }
    }
    return out;
}

/* A multiple of one slot and nothing more. */
static bool is_slot(const Linear *x) {
    return x->n == 1 && rat_sign(x->add) == 0;
}

static int product_slot(Builder *b, int x, int y) {
    return step_op(b, STEP_MUL, NULL, -1, 1, 2, x < y ? x : y,
                   x < y ? y : x);
}

/* (p + c t) (q + d u) = p q + p d u + c q t + c d (t u). */
static Linear expanded(Builder *b, const Linear *x, const Linear *y) {
    int t = x->term[0].slot, u = y->term[0].slot;
    const Rat *c = x->term[0].coef, *d = y->term[0].coef;
    Linear out = linear_const(rat_mul(b->pool, x->add, y->add));
    add_term(b, &out, rat_mul(b->pool, x->add, d), u);
    add_term(b, &out, rat_mul(b->pool, c, y->add), t);
    add_term(b, &out, rat_mul(b->pool, c, d), product_slot(b, t, u));
    return out;
}

/* x * (y0 + c * t) = y0 * x + c * (x * t): so that rest * weight and
 * rest * (1 - weight) add up to rest. */
Linear linear_mul(Builder *b, const Linear *x, const Linear *y) {
    if (x->n == 0) {
        return linear_scale(b, y, x->add);
    }
    if (y->n == 0) {
        return linear_scale(b, x, y->add);
    }
    if (x->n == 1 && y->n == 1 && !is_slot(x) && !is_slot(y)) {
        return expanded(b, x, y);
    }
    bool swap = is_slot(y) || y->n > 1;
    const Linear *a = swap ? y : x, *one = swap ? x : y;
    int whole = linear_slot(b, a);
    Linear narrow = *one;
    if (one->n > 1) {
        narrow = linear_slot_of(b, linear_slot(b, one));
    }
    Linear all = linear_slot_of(b, whole);
    Linear out = linear_scale(b, &all, narrow.add);
    add_term(b, &out, narrow.term[0].coef,
             product_slot(b, whole, narrow.term[0].slot));
    return out;
}

Linear linear_div(Builder *b, const Linear *x, const Linear *y,
                  const Expr *e) {
    if (y->n == 0 && rat_sign(y->add) != 0) {
        return linear_scale(b, x, rat_div(b->pool, rat_int(b->pool, 1),
                                          y->add));
    }
    int top = linear_slot(b, x), bottom = linear_slot(b, y);
    return linear_slot_of(b, step_op(b, STEP_DIV, e, -1, 1, 2, top, bottom));
}

/* --- to a slot --- */

static bool linear_same(const Linear *x, const Linear *y) {
    if (x->n != y->n || !rat_equal(x->add, y->add)) {
        return false;
    }
    for (size_t i = 0; i < x->n; i++) {
        if (x->term[i].slot != y->term[i].slot ||
            !rat_equal(x->term[i].coef, y->term[i].coef)) {
            return false;
        }
    }
    return true;
}

/* At most MIX_MAX terms a step; the first carries add. */
static int mix_steps(Builder *b, const Linear *x) {
    int sum = -1;
    for (size_t at = 0; at < x->n; at += MIX_MAX) {
        Step step = {.kind = STEP_MIX, .reason = -1};
        Mix *m = &step.mix;
        m->over = -1;
        m->add = at > 0                ? sum
                 : rat_sign(x->add) != 0 ? fixed_number(b, x->add)
                                         : -1;
        for (size_t i = at; i < x->n && i < at + MIX_MAX; i++) {
            const Rat *coef = x->term[i].coef;
            bool one = rat_equal(coef, rat_int(b->pool, 1));
            m->coef[m->n] = one ? -1 : fixed_number(b, coef);
            m->col[m->n++] = x->term[i].slot;
        }
        sum = step_add(b, step, -1, 1);
    }
    return sum;
}

int linear_slot(Builder *b, const Linear *x) {
    if (x->n == 0) {
        return fixed_number(b, x->add);
    }
    if (x->n == 1 && rat_sign(x->add) == 0 &&
        rat_equal(x->term[0].coef, rat_int(b->pool, 1))) {
        return x->term[0].slot;
    }
    for (size_t i = look_from(b->made.n); i < b->made.n; i++) {
        if (linear_same(&b->made.at[i].linear, x)) {
            return b->made.at[i].slot;
        }
    }
    int slot = mix_steps(b, x);
    *VEC_ADD(b->arena, &b->made) = (MadeLinear){*x, slot};
    return slot;
}

/* --- from an expression --- */

static Linear linear_def(Builder *b, const Expr *e) {
    for (size_t i = 0; i < b->want->n_inputs; i++) {
        if (b->want->input[i].def == e->def) {
            return linear_slot_of(b, b->input_slot[i]);
        }
    }
    /* A named value is worked out once, not multiplied out again; but 1 -
     * weight stays as it is, so that it can cancel. */
    Linear whole = linear_of(b, e->def->expr);
    return whole.n < 2 ? whole : linear_slot_of(b, linear_slot(b, &whole));
}

static Linear linear_operator(Builder *b, const Expr *e) {
    Linear x = linear_of(b, e->arg[0]);
    Linear y = e->n_args > 1 ? linear_of(b, e->arg[1]) : x;
    const Rat *minus = rat_int(b->pool, -1);
    switch ((int)e->kind) {
    case EXPR_NEG: return linear_scale(b, &x, minus);
    case EXPR_ADD: return linear_add(b, &x, &y);
    case EXPR_SUB:
        y = linear_scale(b, &y, minus);
        return linear_add(b, &x, &y);
    case EXPR_MUL: return linear_mul(b, &x, &y);
    default: return linear_div(b, &x, &y, e);
    }
}

static Linear linear_fresh(Builder *b, const Expr *e) {
    if (is_fixed(b, e)) {
        return linear_slot_of(b, slot_of(b, e));
    }
    const Expr *chosen = chosen_branch(b, e);
    if (chosen) {
        return linear_of(b, chosen);
    }
    switch ((int)e->kind) {
    case EXPR_DEF: return linear_def(b, e);
    case EXPR_NEG: case EXPR_ADD: case EXPR_SUB: case EXPR_MUL:
    case EXPR_DIV:
        return linear_operator(b, e);
    case EXPR_AGG:
        if (e->agg->kind == AGG_SUM || e->agg->kind == AGG_MEAN) {
            return aggregate_single(b, e);
        }
        break;
    default: break;
    }
    return linear_slot_of(b, slot_of(b, e));
}

Linear linear_of(Builder *b, const Expr *e) {
    if (!b->linear_of[e->id]) {
        Linear *linear = ARENA_NEW(b->arena, Linear);
        *linear = linear_fresh(b, e);
        b->linear_of[e->id] = linear;
    }
    return *b->linear_of[e->id];
}
