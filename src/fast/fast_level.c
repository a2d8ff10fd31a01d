/* fast_level.c - allocate with limits: the water level, tier by tier.
 *
 * What the exact evaluator refuses (a key, a floor or a total below 0, a floor
 * above its ceiling) is left to it, for the words; so is what is not certain.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "fast/fast_int.h"

/* One allocate on its way. */
typedef struct Pour {
    Fast *fast;
    const Level *level;
    LevelPlan *plan;
    Held *d;
    size_t i;               /* variant */
    size_t n;               /* rows of the table */
    bool is_short;          /* floors above the total, for certain */
} Pour;

/* --- once --- */

static bool fixed_below_zero(const Fast *fast, const Level *l, int slot) {
    const Slot *s = slot < 0 ? NULL : &fast->plan->slot[slot];
    const Grouping *g = l->group;
    for (size_t k = 0; s && s->kind == SLOT_FIXED && k < g->n_rows; k++) {
        if (s->value[g->row ? g->row[k] : k] < 0) {
            return true;
        }
    }
    return false;
}

/* Does the formula itself say which limit gives way: at least min(F, C), or at
 * most max(F, C)? */
static bool gives_way(const Fast *fast, const Level *l) {
    for (size_t i = 0; i < fast->plan->n_steps; i++) {
        const Step *s = &fast->plan->step[i];
        if ((s->kind == STEP_MIN && s->dst == l->at_least &&
             (s->arg[0] == l->at_most || s->arg[1] == l->at_most)) ||
            (s->kind == STEP_MAX && s->dst == l->at_most &&
             (s->arg[0] == l->at_least || s->arg[1] == l->at_least))) {
            return true;
        }
    }
    return l->at_least < 0 || l->at_most < 0;
}

/* Rows that stand together need no copy; a tier has some. */
static void find_runs(Fast *fast, const Level *l, LevelPlan *p) {
    p->from = ARENA_ARRAY(fast->arena, size_t, l->n_tiers + 1);
    for (size_t s = 0; s < l->n_tiers; s++) {
        const uint32_t *row = l->group->row;
        size_t from = l->tier_start[s], to = l->tier_start[s + 1];
        p->from[s] = row ? row[from] : from;
        for (size_t k = from; row && k < to; k++) {
            if (row[k] != row[from] + (k - from)) {
                p->from[s] = SIZE_MAX;
            }
        }
    }
}

LevelPlan *level_plan(Fast *fast, const Step *step) {
    const Level *l = step->level;
    LevelPlan *p = ARENA_NEW(fast->arena, LevelPlan);
    p->guess = ARENA_ARRAY(fast->arena, double, l->n_tiers + 1);
    p->slot = step->dst;
    p->done = ARENA_ARRAY(fast->arena, LevelDone, l->n_tiers + 1);
    p->low = ARENA_ARRAY(fast->arena, double, l->n_tiers + 1);
    p->high = ARENA_ARRAY(fast->arena, double, l->n_tiers + 1);
    shares_plan(fast, l, p);
    p->ordered = gives_way(fast, l);
    p->faulty = fixed_below_zero(fast, l, l->key) ||
                fixed_below_zero(fast, l, l->at_least) ||
                fixed_below_zero(fast, l, l->at_most);
    if (l->at_least >= 0 && l->at_most >= 0) {
        p->apart = grid_apart(fast, l->at_least, l->at_most);
    }
    find_runs(fast, l, p);
    p->bends = p->faulty ? NULL : bends_plan(fast, step);
    if (p->bends) {
        bends_room(fast, l, p);
    }
    p->n_groups = l->group->n;
    p->tier_of = l->tier_of;
    for (size_t g = 0; g < l->group->n; g++) {
        p->tiers = p->tiers || l->tier_of[g + 1] - l->tier_of[g] > 1;
    }
    for (size_t k = 0; k < 3; k++) {
        p->masked[k] = lanes_room(fast->arena,
                                  fast->plan->slot[step->dst].n,
                                  sizeof *p->masked[k]);
    }
    return p;
}

/* --- columns --- */

/* The column, and 0 for rows that take no part. */
static const double *taking_part(const Pour *p, int slot, size_t k) {
    const Held *h = slot < 0 ? NULL : &p->fast->held[slot];
    if (p->level->where < 0) {
        return h ? h->value : NULL;
    }
    const double *flag = p->fast->held[p->level->where].value;
    if (!h) {
        return k == 0 ? flag : NULL;
    }
    p->fast->lanes->select(p->n, flag, h->value, p->fast->zeros,
                           p->plan->masked[k]);
    return p->plan->masked[k];
}

static bool takes_part(const Pour *p, size_t row) {
    return p->level->where < 0 ||
           p->fast->held[p->level->where].value[row] != 0;
}

/* Nothing below 0, for certain; rows that take no part do not count. */
static bool none_below_zero(const Pour *p, int slot, const double *column) {
    const Held *h = slot < 0 ? NULL : &p->fast->held[slot];
    if (!h || p->fast->plan->slot[slot].kind == SLOT_FIXED) {
        return true;
    }
    double least = p->fast->lanes->smallest(p->n, column, NULL);
    double apart = h->den > 0 ? 1 / (double)h->den / UP : 0;
    if (least >= h->err * UP) {
        return true;
    }
    for (size_t r = 0; r < p->n; r++) {
        Order order = order_of(column[r], 0, h->err, apart);
        if ((order == BELOW || order == UNSURE) && takes_part(p, r)) {
            return false;
        }
    }
    return true;
}

static bool limits_ordered(const Pour *p) {
    const Lanes *l = p->fast->lanes;
    if (p->plan->ordered) {
        return true;
    }
    const double *floor = p->plan->in.floor, *ceiling = p->plan->in.ceiling;
    double e = p->plan->in.floor_err + p->plan->in.ceiling_err;
    double gap = l->less_equal(p->n, floor, ceiling, p->fast->scratch[0]);
    if (gap > e * UP && l->all(p->n, p->fast->scratch[0]) &&
        (e == 0 || e * UP < p->plan->apart)) {
        return true;
    }
    for (size_t r = 0; r < p->n; r++) {
        Order order = order_of(floor[r], ceiling[r], e, p->plan->apart);
        if ((order == ABOVE || order == UNSURE) && takes_part(p, r)) {
            return false;
        }
    }
    return true;
}

/* The error of keys in parts of each; zeros must be certain. FIXED ones are
 * the nearest doubles. */
static bool key_error(Pour *p) {
    const Level *l = p->level;
    const Held *h = l->key < 0 ? NULL : &p->fast->held[l->key];
    if (!h || h->err == 0) {
        return true;
    }
    if (p->fast->plan->slot[l->key].kind == SLOT_FIXED) {
        p->plan->in.key_err = U * UP;
        return true;
    }
    double least = INFINITY, err = h->err * UP;
    for (size_t r = 0; r < p->n; r++) {
        double key = p->plan->in.key[r];
        least = !takes_part(p, r) || least < key ? least : key;
    }
    p->plan->in.key_err = err / (least - err) * UP;
    return least > err;
}

static bool columns_in(Pour *p) {
    const Level *l = p->level;
    const Held *held = p->fast->held;
    p->plan->in.key_err = 0;
    p->plan->in.key = taking_part(p, l->key, 0);
    p->plan->in.floor = taking_part(p, l->at_least, 1);
    p->plan->in.ceiling = taking_part(p, l->at_most, 2);
    p->plan->in.floor_err = l->at_least < 0 ? 0 : held[l->at_least].err;
    p->plan->in.ceiling_err = l->at_most < 0 ? 0 : held[l->at_most].err;
    return !p->plan->faulty && key_error(p) &&
           none_below_zero(p, l->key, p->plan->in.key) &&
           none_below_zero(p, l->at_least, p->plan->in.floor) &&
           none_below_zero(p, l->at_most, p->plan->in.ceiling) &&
           limits_ordered(p);
}

/* --- one tier --- */

static const double *segment_of(const Pour *p, size_t s, const double *column,
                                double *copy) {
    const Level *l = p->level;
    if (!column || p->plan->from[s] != SIZE_MAX) {
        return column ? column + p->plan->from[s] : NULL;
    }
    for (size_t k = l->tier_start[s]; k < l->tier_start[s + 1]; k++) {
        copy[k - l->tier_start[s]] = column[l->group->row[k]];
    }
    return copy;
}

static void put_back(Pour *p, size_t s, const double *x) {
    const Level *l = p->level;
    for (size_t k = l->tier_start[s]; k < l->tier_start[s + 1]; k++) {
        p->d->room[l->group->row[k]] = x[k - l->tier_start[s]];
    }
}

static LevelDone pour_tier(Pour *p, size_t s, double total, double total_err,
                           LevelOut *out) {
    double *const *scratch = p->fast->scratch;
    LevelIn in = p->plan->in;
    size_t from = p->plan->from[s];
    bool copied = from == SIZE_MAX;
    in.n = p->level->tier_start[s + 1] - p->level->tier_start[s];
    in.key = segment_of(p, s, p->plan->in.key, scratch[0]);
    in.floor = segment_of(p, s, p->plan->in.floor, scratch[1]);
    in.ceiling = segment_of(p, s, p->plan->in.ceiling, scratch[2]);
    in.total = total;
    in.total_err = total_err;
    in.guess = p->plan->guess[s];
    double *x = copied ? scratch[3] : p->d->room + from;
    LevelDone done = p->fast->lanes->level(&in, x, out);
    if (done == LEVEL_FOUND) {
        p->plan->guess[s] = out->level;
    }
    if (copied) {
        put_back(p, s, x);
    }
    return done;
}

/* --- tiers of one group: all floors first --- */

typedef struct Sum {
    double value, err;
} Sum;

static Sum floors_of(const Pour *p, size_t s) {
    const Lanes *l = p->fast->lanes;
    size_t n = p->level->tier_start[s + 1] - p->level->tier_start[s];
    if (p->level->at_least < 0) {
        return (Sum){0, 0};
    }
    const Held *h = &p->fast->held[p->level->at_least];
    const double *floor = segment_of(p, s, p->plan->in.floor,
                                     p->fast->scratch[0]);
    Sum sum = {l->sum(n, floor, NULL), 0};
    if (h->den != 1 || h->err != 0 || !(sum.value < 0x1p52)) {
        sum.err = ((double)n * h->err +
                   lanes_sum_depth(n) * U2 * sum.value) * UP;
    }
    return sum;
}

/* x less y; exact for whole numbers, as all are that have no error. */
static Sum less(Sum x, Sum y) {
    if (y.value == 0 && y.err == 0) {
        return x;
    }
    Sum out = {x.value - y.value, x.err + y.err};
    bool whole = out.err == 0 && size_of(x.value) < FINE &&
                 size_of(y.value) < FINE;
    out.err = whole ? 0 : (out.err + size_of(out.value) * U) * UP;
    return out;
}

/* Nothing is left but the floors. */
static void only_floors(Pour *p, size_t s, LevelOut *out) {
    const Level *l = p->level;
    for (size_t k = l->tier_start[s]; k < l->tier_start[s + 1]; k++) {
        size_t row = l->group->row ? l->group->row[k] : k;
        p->d->room[row] = p->plan->in.floor ? p->plan->in.floor[row] : 0;
    }
    *out = (LevelOut){.err = p->plan->in.floor_err,
                      .most = l->at_least < 0
                                  ? 0
                                  : p->fast->held[l->at_least].most};
}

/* rest: of the total, what the tiers so far have left. */
static bool pour_group(Pour *p, size_t group, Sum rest) {
    const Level *l = p->level;
    size_t first = l->tier_of[group], end = l->tier_of[group + 1];
    Sum later = {0, 0};
    bool empty = false;     /* nothing is left but later floors */
    for (size_t s = first + 1; s < end; s++) {
        Sum f = floors_of(p, s);
        later = less(later, (Sum){-f.value, f.err});
    }
    for (size_t s = first; s < end; s++) {
        LevelOut out;
        Sum budget = less(rest, later);
        LevelDone done = LEVEL_FOUND;
        if (empty) {
            only_floors(p, s, &out);
        } else {
            done = pour_tier(p, s, budget.value, budget.err, &out);
        }
        done = empty ? LEVEL_NO_KEY : done;
        p->plan->done[s] = done;
        p->plan->low[s] = done == LEVEL_FULL ? INFINITY : out.low;
        p->plan->high[s] = done == LEVEL_NO_KEY ? 0 : out.high;
        if (done == LEVEL_SHORT || done == LEVEL_UNSURE) {
            p->is_short = done == LEVEL_SHORT;
            return false;
        }
        p->d->err = larger(p->d->err, out.err);
        p->d->most = larger(p->d->most, out.most);
        empty = empty || done == LEVEL_FOUND;
        rest = less(rest, (Sum){out.sum, out.sum_err});
        if (s + 1 < end) {
            Sum f = floors_of(p, s + 1);
            later = s + 2 < end ? less(later, f) : (Sum){0, 0};
        }
    }
    return true;
}

static bool group_total(const Pour *p, size_t group, Sum *total) {
    const Held *h = &p->fast->held[p->level->total];
    bool single = p->fast->plan->slot[p->level->total].table == -1;
    *total = (Sum){h->value[single ? p->i : group],
                   single ? h->errs[p->i] : h->err};
    Order order = order_of(total->value, 0, total->err,
                           h->den > 0 ? 1 / (double)h->den / UP : 0);
    if (order == EQUAL) {
        *total = (Sum){0, 0};
    }
    return order == ABOVE || order == EQUAL;
}

/* A fault, unless the row takes no part: the exact evaluator tells. */
static bool any_undefined(const Pour *p) {
    const Level *l = p->level;
    const int slot[] = {l->key, l->where, l->at_least, l->at_most};
    for (size_t k = 0; k < sizeof slot / sizeof *slot; k++) {
        if (slot[k] >= 0 && p->fast->plan->slot[slot[k]].may_undefined) {
            const double *column = p->fast->held[slot[k]].value;
            double most = p->fast->lanes->largest_abs(p->n, column);
            if (most != most) {
                return true;
            }
        }
    }
    return false;
}

static bool pour(Pour *p) {
    if (any_undefined(p) || !columns_in(p)) {
        return false;
    }
    for (size_t g = 0; g < p->level->group->n; g++) {
        Sum total;
        if (!group_total(p, g, &total) || !pour_group(p, g, total)) {
            return false;
        }
    }
    return true;
}

void level_step(Fast *fast, size_t step, size_t i) {
    const Step *s = &fast->plan->step[step];
    Held *d = &fast->held[s->dst];
    Pour p = {.fast = fast, .level = s->level, .i = i, .d = d,
              .plan = fast->step[step].level, .n = fast->plan->slot[s->dst].n};
    d->err = d->most = 0;
    d->whole_known = false;
    if (p.plan->bends ? bends_pour(fast, p.level, p.plan, i, &p.is_short)
                      : pour(&p)) {
        return;
    }
    /* Requirements still to come would be told first: what they need gives no
     * reason, and the rest comes after them. */
    assert(s->reason < 0 || step >= fast->n_required);
    if (p.is_short && s->reason >= 0) {
        fast->fate[i] = FATE_REFUSED;
        fast->why[i] = fast->plan->reason[s->reason];
    } else {
        fast->fate[i] = FATE_EXACT;
    }
}
