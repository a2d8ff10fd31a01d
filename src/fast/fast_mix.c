/* fast_mix.c - sums of multiples of columns: what goes into the loops, and
 * how far off what comes out may be; columns as whole numbers.
 */
#include "fast/fast_int.h"

/* --- once --- */

static bool is_early(const Fast *fast, int slot, bool column) {
    const Slot *s = slot < 0 ? NULL : &fast->plan->slot[slot];
    return !s || s->kind == SLOT_FIXED || (!column && !s->by_row);
}

static bool fixed_at(const Fast *fast, int slot, double size) {
    const Slot *s = &fast->plan->slot[slot];
    return s->kind == SLOT_FIXED && s->err == 0 &&
           size_of(s->value[0]) == size;
}

/* How many roundings a row's sum goes through: one for each product but by 1,
 * one for each addition but to 0. */
static double roundings(const Fast *fast, const Mix *m, const Unit *unit) {
    bool divided = m->over >= 0 || unit->size != 1, product = divided;
    bool adds = m->add >= 0 && !fixed_at(fast, m->add, 0);
    for (size_t j = 0; j < m->n; j++) {
        product = product ||
                  (m->coef[j] >= 0 && !fixed_at(fast, m->coef[j], 1));
    }
    return (double)(m->n + product) - (!adds && m->n > 0);
}

void mix_plan(Fast *fast, const Step *step, StepPlan *plan) {
    MixPlan *p = &plan->mix;
    const Mix *m = step->kind == STEP_MIX ? &step->mix : &step->remainder->x;
    size_t n = FAST_BLOCK + FAST_CHUNK;
    p->mix = m;
    p->early = is_early(fast, m->add, false) &&
               is_early(fast, m->over, false);
    p->roundings = roundings(fast, m, &plan->unit);
    p->add = lanes_room(fast->arena, n, sizeof *p->add);
    p->err = lanes_room(fast->arena, n, sizeof *p->err);
    p->most = lanes_room(fast->arena, n, sizeof *p->most);
    plan->in.x.n = fast->plan->slot[step->dst].n;
    plan->in.x.k = m->n;
    for (size_t j = 0; j < m->n; j++) {
        p->early = p->early && is_early(fast, m->coef[j], false) &&
                   is_early(fast, m->col[j], true);
        p->coef[j] = lanes_room(fast->arena, n, sizeof *p->coef[j]);
        plan->in.x.col[j] = fast->held[m->col[j]].value;
    }
}

/* --- one variant, or a block --- */

/* A coefficient and its error. */
typedef struct Factor {
    Pair value, err;
} Factor;

static inline Factor factor_at(const Held *h, size_t i) {
    return (Factor){at(h->value, i), at(h->errs, i)};
}

/* As in divide() of fast_single.c. */
static inline Factor factor_over(Factor f, Factor over) {
    f.value /= over.value;
    f.err = (f.err + sizes(f.value) * over.err) /
                (sizes(over.value) - over.err) +
            sizes(f.value) * U;
    return f;
}

/* U for the size as a double, U for the division. */
static inline Factor factor_in(Factor f, double size) {
    f.value /= size;
    f.err = f.err / size + sizes(f.value) * (3 * U);
    return f;
}

/* Let x = add + sum(c col). Inexact factors and columns move it by at most
 * sum(|c| e_col + e_c |col'|), and each rounding by U of the sum of sizes
 * (Higham 2002, 3.1); second order terms are within UP. */
static void factors_pair(const Fast *fast, const StepPlan *plan, size_t i) {
    const MixPlan *p = &plan->mix;
    const Mix *m = p->mix;
    const Held *held = fast->held;
    double unit = plan->unit.size;
    Factor over = {{1, 1}, {0, 0}}, add = {{0, 0}, {0, 0}};
    bool divides = m->over >= 0, scales = unit != 1;
    if (divides) {
        over = factor_at(&held[m->over], i);
    }
    if (m->add >= 0) {
        add = factor_at(&held[m->add], i);
    }
    if (divides) {
        add = factor_over(add, over);
    }
    if (scales) {
        add = factor_in(add, unit);
    }
    Pair moved = add.err, size = sizes(add.value);
    put(p->add, i, add.value);
    for (size_t j = 0; j < m->n; j++) {
        const Held *col = &held[m->col[j]];
        Factor c = {{1, 1}, {0, 0}};
        if (m->coef[j] >= 0) {
            c = factor_at(&held[m->coef[j]], i);
        }
        if (divides) {
            c = factor_over(c, over);
        }
        if (scales) {
            c = factor_in(c, unit);
        }
        put(p->coef[j], i, c.value);
        moved += sizes(c.value) * col->err + c.err * col->most;
        size += sizes(c.value) * col->most;
    }
    Pair err = (moved + size * (p->roundings * U)) * UP;
    Bits none = err == 0;
    err = pick(none, err, err + TINY);
    put(p->err, i, err);
    put(p->most, i, (size + err) * UP);
}

void mix_factors(Fast *fast, StepPlan *plan, size_t from, size_t to) {
    int slot = plan->mix.mix->over;
    const Held *over = slot < 0 ? NULL : &fast->held[slot];
    for (size_t i = from; over && i < to; i++) {
        if (!(size_of(over->value[i]) > over->errs[i] * UP)) {
            fast->fate[i] = FATE_EXACT;
        }
    }
    EACH_PAIR(i) {
        factors_pair(fast, plan, i);
    }
}

void mix_in(StepPlan *plan, size_t i) {
    const MixPlan *p = &plan->mix;
    plan->in.x.add = p->add[i];
    for (size_t j = 0; j < plan->in.x.k; j++) {
        plan->in.x.coef[j] = p->coef[j][i];
    }
    plan->in.err = p->err[i];
    plan->in.most = p->most[i];
}

static bool whole_single(const Fast *fast, int slot, size_t i) {
    return slot < 0 ||
           (fast->held[slot].den == 1 && fast->held[slot].errs[i] == 0);
}

/* Sums of products of whole numbers below 2^53 are exact. */
bool whole_mix(const Fast *fast, const Mix *m, size_t i, double most) {
    bool whole = m->over < 0 && most < 0x1p53 &&
                 whole_single(fast, m->add, i);
    for (size_t j = 0; j < m->n; j++) {
        const Held *col = &fast->held[m->col[j]];
        whole = whole && whole_single(fast, m->coef[j], i) &&
                col->den == 1 && col->err == 0;
    }
    return whole;
}

const int64_t *whole_numbers(Fast *fast, int slot) {
    Held *h = &fast->held[slot];
    const Slot *s = &fast->plan->slot[slot];
    double den = (double)h->den;
    if (h->whole_known) {
        return h->whole;
    }
    if (s->may_undefined || h->den == 0 || !(h->err * den < 0.25) ||
        !(h->most * den < FINE)) {
        return NULL;
    }
    MixIn in = {.n = s->n, .k = 1, .coef = {den}, .col = {h->value}};
    fast->lanes->mix(&in, fast->scratch[0]);
    fast->lanes->to_int(s->n, fast->scratch[0], h->whole_room);
    h->whole = h->whole_room;
    h->whole_known = true;
    return h->whole;
}
