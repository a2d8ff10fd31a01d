/* fast_mix.c - sums of multiples of columns: what goes into the loops, and
 * how far off what comes out may be; columns as whole numbers.
 */
#include "fast/fast_int.h"

/* A coefficient over `over` and the unit, and what that does to its error. */
typedef struct Factor {
    double value, err;
} Factor;

static Factor factor_of(const Fast *fast, int slot, double otherwise,
                        const Factor *over, const Unit *unit, size_t i) {
    Factor f = {otherwise, 0};
    if (slot >= 0) {
        f = (Factor){fast->held[slot].value[i], fast->held[slot].errs[i]};
    }
    if (over) {             /* as in divide() of fast_single.c */
        f.value /= over->value;
        f.err = (f.err + size_of(f.value) * over->err) /
                    (size_of(over->value) - over->err) +
                size_of(f.value) * U;
    }
    if (unit->size != 1) {  /* U for the size, U for the division */
        f.value /= unit->size;
        f.err = f.err / unit->size + size_of(f.value) * 3 * U;
    }
    return f;
}

/* Let x = add + sum(c col), with k columns. Exact factors and columns move it
 * by sum(|c| e_col + e_c |col'|); each product is rounded once and then, with
 * what stands before it, at most k times: U (k + 1) of the sum of sizes
 * (Higham 2002, 3.1), second order terms within UP. */
bool mix_in(const Fast *fast, const Mix *m, const Unit *unit, size_t i,
            MixIn *in, double *err, double *most) {
    Factor over;
    if (m->over >= 0) {
        over = (Factor){fast->held[m->over].value[i],
                        fast->held[m->over].errs[i]};
        if (!(size_of(over.value) > over.err * UP)) {
            return false;
        }
    }
    const Factor *by = m->over >= 0 ? &over : NULL;
    Factor add = factor_of(fast, m->add, 0, by, unit, i);
    double moved = add.err, size = size_of(add.value);
    in->k = m->n;
    in->add = add.value;
    for (size_t j = 0; j < m->n; j++) {
        const Held *col = &fast->held[m->col[j]];
        Factor c = factor_of(fast, m->coef[j], 1, by, unit, i);
        in->coef[j] = c.value;
        in->col[j] = col->value;
        moved += size_of(c.value) * col->err + c.err * col->most;
        size += size_of(c.value) * col->most;
    }
    *err = (moved + (double)(m->n + 1) * U * size + TINY) * UP;
    *most = (size + *err) * UP;
    return true;
}

static bool whole_single(const Fast *fast, int slot, size_t i) {
    return slot < 0 ||
           (fast->held[slot].den == 1 && fast->held[slot].errs[i] == 0);
}

/* Sums of products of whole numbers below 2^53 are exact. */
bool whole_mix(const Fast *fast, const Mix *m, size_t i,
                      double most) {
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
    if (s->kind == SLOT_FIXED || s->may_undefined || h->den == 0 ||
        !h->whole_room || !(h->err * den < 0.25) ||
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
