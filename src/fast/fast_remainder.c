/* fast_remainder.c - rounding by largest remainder: the step that everything
 * else is there for.
 */
#include <string.h>

#include "fast/fast_int.h"

/* One rounding on its way: up to the cut, rows get one unit more. */
typedef struct Cut {
    Fast *fast;
    const Step *step;
    const StepPlan *plan;
    size_t i;               /* variant */
    RemainderIn in;         /* of all rows; total of the group */
    RemainderGrid grid;     /* of all rows */
    bool gridded;
    double most;
    int64_t *amount;        /* in the order of the rows */
} Cut;

static void leave(const Cut *r) {
    r->fast->fate[r->i] = FATE_EXACT;
}

/* --- the total of a group, in units --- */

static bool total_from(const Cut *r, int slot, size_t group,
                       int64_t *total) {
    const Held *h = &r->fast->held[slot];
    bool single = r->fast->plan->slot[slot].table == -1;
    double value = h->value[single ? r->i : group];
    double err = single ? h->errs[r->i] : h->err;
    return value == value && count_of(value, err, h->den, &r->plan->unit,
                                      WAY_NEAREST, total);
}

/* Added up; the mix is in units already. */
static bool total_added(const Cut *r, const MixIn *x, int64_t *total) {
    static const Unit one = {1, 1, 1};
    const Lanes *l = r->fast->lanes;
    double *column = r->fast->scratch[SCRATCHES - 1], n = (double)x->n;
    l->mix(x, column);
    double size = x->n > LANES_SUM_BLOCK ? l->sum_abs(x->n, column, NULL)
                                         : n * r->most;
    double err = (n * r->in.err + lanes_sum_depth(x->n) * U2 * size) * UP;
    return count_of(l->sum(x->n, column, NULL), err, 0, &one, WAY_NEAREST,
                    total);
}

static bool group_total(const Cut *r, size_t group, const MixIn *x,
                        int64_t *total) {
    const Remainder *rem = r->step->remainder;
    return rem->total >= 0 ? total_from(r, rem->total, group, total)
           : rem->sum >= 0 ? total_from(r, rem->sum, group, total)
                           : total_added(r, x, total);
}

/* --- groups --- */

/* Where the group's rows do not stand together they are copied. */
static void gather(const Cut *r, size_t from, MixIn *x,
                   RemainderGrid *grid, uint32_t *rank) {
    const uint32_t *row = r->step->remainder->group->row + from;
    for (size_t j = 0; j < x->k; j++) {
        double *column = r->fast->scratch[j];
        for (size_t k = 0; k < x->n; k++) {
            column[k] = x->col[j][row[k]];
        }
        x->col[j] = column;
    }
    for (size_t j = 0; grid->den > 0 && j < x->k; j++) {
        int64_t *column = r->fast->whole[j];
        for (size_t k = 0; k < x->n; k++) {
            column[k] = grid->col[j][row[k]];
        }
        grid->col[j] = column;
    }
    for (size_t k = 0; k < x->n; k++) {
        rank[k] = grid->rank[row[k]];
    }
    grid->rank = rank;
}

static void offset(size_t from, MixIn *x, RemainderGrid *grid) {
    for (size_t j = 0; j < x->k; j++) {
        x->col[j] += from;
        grid->col[j] = grid->den > 0 ? grid->col[j] + from : NULL;
    }
    grid->rank += from;
}

static void group_in(const Cut *r, size_t group, RemainderIn *in,
                     RemainderGrid *grid) {
    const Grouping *g = r->step->remainder->group;
    size_t from = g->start[group];
    *in = r->in;
    *grid = r->grid;
    in->x.n = g->start[group + 1] - from;
    if (g->row) {
        gather(r, from, &in->x, grid, r->fast->rank);
    } else if (from > 0) {
        offset(from, &in->x, grid);
    }
}

/* --- the cut --- */

static RemainderDone cut(Cut *r, size_t group, int64_t *amount) {
    RemainderIn in;
    RemainderGrid grid;
    int64_t total;
    group_in(r, group, &in, &grid);
    if (!group_total(r, group, &in.x, &total)) {
        return REMAINDER_UNSURE;
    }
    in.total = total;
    return r->fast->lanes->remainder(&in, &grid, amount, r->fast->work);
}

/* The grid is worked out when a bound has not sufficed. */
static bool cut_surely(Cut *r, size_t group, int64_t *amount) {
    RemainderDone done = cut(r, group, amount);
    if (done == REMAINDER_UNSURE && !r->gridded) {
        r->gridded = true;
        if (grid_of(r->fast, r->step, r->plan, r->i, &r->grid)) {
            done = cut(r, group, amount);
        }
    }
    r->fast->on_grid = r->fast->on_grid || done == REMAINDER_ON_GRID;
    return done == REMAINDER_FILTERED || done == REMAINDER_ON_GRID;
}

static bool cut_groups(Cut *r) {
    const Grouping *g = r->step->remainder->group;
    for (size_t group = 0; group < g->n; group++) {
        size_t from = g->start[group], to = g->start[group + 1];
        int64_t *part = g->row ? r->fast->whole[MIX_MAX] : r->amount + from;
        if (!cut_surely(r, group, part)) {
            return false;
        }
        for (size_t k = from; g->row && k < to; k++) {
            r->amount[g->row[k]] = part[k - from];
        }
    }
    return true;
}

/* --- the step --- */

/* Straight into the caller's array, where the loop's last few rows too many
 * are other variants', still to come. */
static int64_t *amount_room(const Cut *r, Held *d, size_t n) {
    const Fast *fast = r->fast;
    const Block *block = fast->block;
    int output = r->plan->straight;
    size_t padded = (n + LANES_PAD - 1) / LANES_PAD * LANES_PAD;
    if (output < 0 || fast->keeps || !block->out[output] ||
        r->i * n + padded > block->n * n) {
        return d->count_room;
    }
    return block->out[output] + r->i * n;
}

/* Counts as doubles: exact, and then times the unit's size, which may be off
 * by U of it. */
static void as_doubles(const Cut *r, Held *d, size_t n) {
    double size = r->plan->unit.size;
    const Lanes *l = r->fast->lanes;
    d->most = (r->most + 2) * size * UP;
    d->err = r->plan->unit.den == 1 && d->most < 0x1p53 ? 0
                                                        : d->most * 3 * U;
    if (!r->plan->needed) {
        return;
    }
    l->from_int(n, d->count, d->room);
    if (size != 1) {
        MixIn in = {.n = n, .k = 1, .coef = {size}, .col = {d->room}};
        l->mix(&in, d->room);
    }
}

static bool undefined_columns(const Cut *r, size_t n) {
    const Mix *m = &r->step->remainder->x;
    for (size_t j = 0; j < m->n; j++) {
        double most;
        if (r->fast->plan->slot[m->col[j]].may_undefined) {
            most = r->fast->lanes->largest_abs(n, r->in.x.col[j]);
            if (most != most) {
                return true;
            }
        }
    }
    return false;
}

void remainder_step(Fast *fast, size_t step, size_t i) {
    const Step *s = &fast->plan->step[step];
    Held *d = &fast->held[s->dst];
    size_t n = fast->plan->slot[s->dst].n;
    Cut r = {.fast = fast, .step = s, .plan = &fast->step[step],
                  .i = i};
    r.grid.rank = s->remainder->rank;
    r.grid.ties_to = s->remainder->ties_to;
    r.amount = amount_room(&r, d, n);
    d->whole_known = false;
    if (!mix_in(fast, &s->remainder->x, &r.plan->unit, i, &r.in.x, &r.in.err,
                &r.most) ||
        !(r.most < 0x1p50) || undefined_columns(&r, n) || !cut_groups(&r)) {
        leave(&r);
        return;
    }
    d->count = r.amount;
    as_doubles(&r, d, n);
}
