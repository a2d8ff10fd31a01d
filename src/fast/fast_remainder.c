/* fast_remainder.c - rounding by largest remainder: the step that everything
 * else is there for.
 */
#include <string.h>

#include "fast/fast_int.h"

/* One rounding on its way: rows above the cut get one unit more. */
typedef struct Cut {
    Fast *fast;
    const Step *step;
    StepPlan *plan;
    size_t i;               /* variant */
    bool waits;             /* the cut may wait */
    bool ready;             /* the mix is worked out */
    const RemainderGrid *grid;   /* of all rows; den 0: not worked out */
    RemainderGrid own;
    int64_t *amount;        /* in the order of the rows */
} Cut;

static void leave(const Cut *c) {
    c->fast->fate[c->i] = FATE_EXACT;
}

/* --- the total of a group, in units --- */

static bool total_from(const Cut *c, int slot, size_t group,
                       int64_t *total) {
    const Held *h = &c->fast->held[slot];
    bool single = h->errs != NULL;
    double value = h->value[single ? c->i : group];
    double err = single ? h->errs[c->i] : h->err;
    if (c->plan->whole_total) {
        *total = (int64_t)value;
        return true;
    }
    return count_of(value, err, h->den, &c->plan->unit, WAY_NEAREST, total);
}

/* Added up; the mix is in units already. */
static bool total_added(const Cut *c, const RemainderIn *in,
                        int64_t *total) {
    static const Unit one = {1, 1, 1};
    const Lanes *l = c->fast->lanes;
    double *column = c->fast->scratch[SCRATCHES - 1], n = (double)in->x.n;
    l->mix(&in->x, column);
    double size = in->x.n > LANES_SUM_BLOCK
                      ? l->sum_abs(in->x.n, column, NULL)
                      : n * in->most;
    double err =
        (n * in->err + lanes_sum_depth(in->x.n) * U2 * size) * UP;
    return count_of(l->sum(in->x.n, column, NULL), err, 0, &one,
                    WAY_NEAREST, total);
}

/* Of what is poured. */
static bool total_poured(const Cut *c, size_t group, int64_t *total) {
    const LevelPlan *shares = c->plan->shares;
    const Poured *o = &shares->poured[group];
    const Unit *unit = &c->plan->unit;
    if (o->whole >= 0 && unit->num == 1 && unit->den == 1) {
        *total = o->whole;
        return true;
    }
    return count_whole(o->sum, bends_den(shares->bends), unit, WAY_NEAREST,
                       total);
}

static bool group_total(const Cut *c, size_t group, RemainderIn *in) {
    const Remainder *r = c->step->remainder;
    return r->total >= 0      ? total_from(c, r->total, group, &in->total)
           : r->sum >= 0      ? total_from(c, r->sum, group, &in->total)
           : c->plan->shares ? total_poured(c, group, &in->total)
                             : total_added(c, in, &in->total);
}

/* --- groups --- */

/* Where the group's rows do not stand together they are copied. */
static void gather(const Cut *c, const uint32_t *row, MixIn *x,
                   RemainderGrid *grid) {
    uint32_t *rank = c->fast->rank;
    bool numbers = grid->den > 0;
    for (size_t j = 0; j < x->k; j++) {
        double *column = c->fast->scratch[j];
        int64_t *number = c->fast->whole[j];
        for (size_t k = 0; k < x->n; k++) {
            column[k] = x->col[j][row[k]];
        }
        for (size_t k = 0; numbers && k < x->n; k++) {
            number[k] = grid->col[j][row[k]];
        }
        x->col[j] = column;
        grid->col[j] = number;
    }
    for (size_t k = 0; k < x->n; k++) {
        rank[k] = grid->rank[row[k]];
    }
    grid->rank = rank;
}

static void offset(size_t from, MixIn *x, RemainderGrid *grid) {
    for (size_t j = 0; j < x->k; j++) {
        x->col[j] += from;
        if (grid->den > 0) {
            grid->col[j] += from;
        }
    }
    grid->rank += from;
}

static RemainderDone cut_group(const Cut *c, const RemainderIn *all,
                               size_t group, int64_t *amount) {
    const Grouping *g = c->step->remainder->group;
    size_t from = g->start[group];
    RemainderIn in = *all;
    RemainderGrid grid = *c->grid;
    in.x.n = g->start[group + 1] - from;
    if (g->row) {
        gather(c, g->row + from, &in.x, &grid);
    } else {
        offset(from, &in.x, &grid);
    }
    return group_total(c, group, &in)
               ? c->fast->lanes->remainder(&in, &grid, amount, c->fast->work)
               : REMAINDER_UNSURE;
}

/* All rows in one group, as they stand. */
static RemainderDone cut_all(const Cut *c, RemainderIn *in) {
    return group_total(c, 0, in)
               ? c->fast->lanes->remainder(in, c->grid, c->amount,
                                           c->fast->work)
               : REMAINDER_UNSURE;
}

/* --- the cut --- */

static RemainderDone cut(const Cut *c, RemainderIn *in, size_t group,
                         int64_t *amount) {
    return c->plan->together ? cut_all(c, in)
                             : cut_group(c, in, group, amount);
}

static void work_out_grid(Cut *c, size_t group) {
    if (grid_of(c->fast, c->plan, c->i, group, &c->own)) {
        c->grid = &c->own;
    }
}

/* Ties come in runs of variants. Where there are some, the grid is there from
 * the start; where there are many, no variant waits. That changes nothing but
 * the time. */
enum { TIES_SOME = 4, TIES_MANY = 8, TIES_MOST = 15, TIES_ONE = 3 };

static void remember_tie(StepPlan *p) {
    p->ties = p->ties + TIES_ONE < TIES_MOST ? p->ties + TIES_ONE : TIES_MOST;
}

static void remember_none(StepPlan *p, unsigned times) {
    p->ties = p->ties > times ? p->ties - times : 0;
}

/* --- several variants at a time --- */

static bool is_lazy(const StepPlan *p) {
    return p->shares && p->shares->lazy;
}

/* Those that are still to be cut, first. */
static size_t still_waiting(const Fast *fast, Waiting *w) {
    size_t n = 0;
    for (size_t k = 0; k < w->n; k++) {
        if (fast->fate[w->variant[k]] != FATE_OPEN) {
            continue;
        }
        if (n < k) {
            RemainderShort task = w->task[n];
            w->task[n] = w->task[k];
            w->task[k] = task;      /* with its room */
            w->variant[n] = w->variant[k];
        }
        n++;
    }
    return n;
}

static void cut_waiting(Fast *fast, const Step *step, StepPlan *p,
                        size_t group) {
    Waiting *w = &p->waiting[group];
    size_t n = still_waiting(fast, w);
    w->n = 0;
    unsigned done = n == 0 ? 0 : fast->lanes->remainder_cut(w->task, n);
    remember_none(p, (unsigned)__builtin_popcount(done));
    for (size_t k = 0; k < n; k++) {
        size_t i = w->variant[k];
        if (done >> k & 1) {
            continue;
        }
        if (p->late && near_settle(fast, step, p, group, i, &w->task[k])) {
            fast->on_grid[i] = true;
        } else {
            fast->fate[i] = FATE_AGAIN;
        }
    }
}

void remainder_waiting(Fast *fast, const Step *step, StepPlan *p) {
    for (size_t g = 0; g < step->remainder->group->n; g++) {
        cut_waiting(fast, step, p, g);
    }
}

static bool fill_mixed(const Cut *c, size_t group, RemainderIn *in,
                       RemainderShort *task) {
    const RemainderIn *all = &c->plan->in;
    in->x.add = all->x.add;
    for (size_t j = 0; j < all->x.k; j++) {
        in->x.coef[j] = all->x.coef[j];
    }
    in->most = all->most;
    in->err = all->err;
    return group_total(c, group, in) &&
           c->fast->lanes->remainder_fill(in, task);
}

static bool fill_poured(const Cut *c, size_t group, RemainderIn *in,
                        RemainderShort *task) {
    const LevelPlan *level = c->plan->shares;
    const Held *amounts = &c->fast->held[level->slot];
    size_t from = c->step->remainder->group->start[group];
    PourIn poured = bends_rows(level, group, from, in->x.n);
    in->most = amounts->most;
    in->err = amounts->err;
    return group_total(c, group, in) &&
           c->fast->lanes->remainder_fill_poured(in, &poured, task);
}

/* Leaves the cut for later; false: it is to be made now. */
static bool wait(const Cut *c, size_t group, int64_t *amount) {
    Waiting *w = &c->plan->waiting[group];
    RemainderShort *task = &w->task[w->n];
    task->amount = amount;
    if (!(is_lazy(c->plan) ? fill_poured : fill_mixed)(c, group, &w->in,
                                                       task)) {
        return false;
    }
    w->variant[w->n++] = c->i;
    if (w->n == WAITING_MOST) {
        cut_waiting(c->fast, c->step, c->plan, group);
    }
    return true;
}

/* --- one at a time --- */

static bool undefined_columns(const Cut *c, const MixIn *x) {
    for (size_t j = 0; c->plan->undefined && j < x->k; j++) {
        double most = c->fast->lanes->largest_abs(x->n, x->col[j]);
        if (most != most) {
            return true;
        }
    }
    return false;
}

/* The mix of this variant; false: some row has no value. */
static bool make_ready(Cut *c) {
    StepPlan *p = c->plan;
    c->ready = true;
    if (is_lazy(p)) {
        bends_amounts(c->fast, p->shares);
    }
    if (!p->mix.early) {
        mix_factors(c->fast, p, c->i, c->i + 1);
    }
    mix_in(p, c->i);
    return !undefined_columns(c, &p->in.x);
}

/* The grid is worked out where a bound does not suffice. */
static bool cut_surely(Cut *c, RemainderIn *in, size_t group,
                       int64_t *amount) {
    if (c->waits && wait(c, group, amount)) {
        return true;
    }
    if (!c->ready) {
        make_ready(c);      /* what is poured is never undefined */
    }
    if ((c->plan->ties >= TIES_SOME || c->fast->again) && c->grid->den == 0) {
        work_out_grid(c, group);
    }
    RemainderDone done = cut(c, in, group, amount);
    if (done == REMAINDER_UNSURE && c->grid->den == 0) {
        work_out_grid(c, group);
        done = c->grid->den > 0 ? cut(c, in, group, amount) : done;
    }
    if (done == REMAINDER_ON_GRID) {
        c->fast->on_grid[c->i] = true;
        remember_tie(c->plan);
    } else {
        remember_none(c->plan, 1);
    }
    if (grid_by_group(c->plan->grid)) {
        c->grid = &c->plan->no_grid;
    }
    return done == REMAINDER_FILTERED || done == REMAINDER_ON_GRID;
}

static bool cut_groups(Cut *c, RemainderIn *in) {
    const Grouping *g = c->step->remainder->group;
    for (size_t group = 0; group < g->n; group++) {
        size_t from = g->start[group], to = g->start[group + 1];
        int64_t *part = g->row ? c->fast->whole[MIX_MAX] : c->amount + from;
        if (!cut_surely(c, in, group, part)) {
            return false;
        }
        for (size_t k = from; g->row && k < to; k++) {
            c->amount[g->row[k]] = part[k - from];
        }
    }
    return true;
}

/* --- the step --- */

/* Straight into the caller's array, where the loop's last few rows too many
 * are other variants', still to come. */
static int64_t *amount_room(const Cut *c, const Held *d, size_t n) {
    const Fast *fast = c->fast;
    const Block *block = fast->block;
    int output = c->plan->straight;
    size_t padded = n + LANES_PAD;      /* of a last group of any size */
    if (output < 0 || fast->keeps || fast->again || !block->out[output] ||
        c->i * n + padded > block->n * n) {
        return d->count_room;
    }
    return block->out[output] + c->i * n;
}

/* Counts as doubles: exact, and then times the unit's size, which may be off
 * by U of it. */
static void as_doubles(const Cut *c, Held *d, size_t n, double most) {
    double size = c->plan->unit.size;
    const Lanes *l = c->fast->lanes;
    d->most = (most + 2) * size * UP;
    d->err = c->plan->unit.den == 1 && d->most < 0x1p53 ? 0
                                                        : d->most * 3 * U;
    l->from_int(n, d->count, d->room);
    if (size != 1) {
        MixIn in = {.n = n, .k = 1, .coef = {size}, .col = {d->room}};
        l->mix(&in, d->room);
    }
}

void remainder_step(Fast *fast, size_t step, size_t i) {
    const Step *s = &fast->plan->step[step];
    StepPlan *p = &fast->step[step];
    Held *d = &fast->held[s->dst];
    size_t n = p->in.x.n;
    Cut c;
    c.fast = fast;
    c.step = s;
    c.plan = p;
    c.i = i;
    c.grid = &p->no_grid;
    c.amount = amount_room(&c, d, n);
    c.waits = p->waiting && c.amount != d->count_room && p->ties < TIES_MANY;
    c.ready = false;
    d->whole_known = false;
    if ((!(c.waits && is_lazy(p)) && !make_ready(&c)) ||
        !cut_groups(&c, &p->in)) {
        leave(&c);
        return;
    }
    d->count = c.amount;
    if (p->needed) {
        as_doubles(&c, d, n, p->in.most);
    }
}
