/* fast_pour.c - variants of an allocate whose bends never change their order,
 * see fast_bends.c: tier after tier, the level of one, and the amounts.
 */
#include <math.h>

#include "fast/bends.h"

__extension__ typedef __int128 Wide;

/* Levels that are sought together, and whose they are. */
typedef struct Queue {
    size_t n;
    Search search[SEARCHES];
    Poured *poured[SEARCHES];
    double *guess[SEARCHES];
} Queue;

/* One group of one variant on its way. */
typedef struct Pouring {
    Fast *fast;
    const Level *level;
    LevelPlan *plan;
    size_t group;
    Poured *out;
    int64_t rest;           /* of the total, over c */
    bool any_full;
} Pouring;

static int64_t tier_floors(const Pouring *p, size_t tier) {
    return p->out->floor.by * p->plan->bends->tier[tier].floors;
}

static int64_t tier_top(const Pouring *p, size_t tier) {
    const TierBends *t = &p->plan->bends->tier[tier];
    return p->out->floor.by * t->bare +
           p->out->ceiling.by * t->ceilings;
}

/* An amount is off by 10 U of itself at most: level 7 U (four numbers to
 * doubles, three operations), key and product 2 U; factor 3 U, column and
 * product 2 U. */
static double most_amount(const Bends *b, const Poured *o, bool any_full) {
    double ceiling = b->most_high * o->ceiling.value;
    double most = b->most_low * o->floor.value;
    most = o->level < POUR_FULL ? larger(most, o->level * b->most_key) : most;
    return any_full || most > ceiling ? ceiling : most;
}

/* --- levels --- */

static void search_all(const Lanes *lanes, Queue *q, const Bends *b) {
    search_levels(lanes, q->search, q->n);
    for (size_t k = 0; k < q->n; k++) {
        const Search *s = &q->search[k];
        Poured *o = q->poured[k];
        bool any_full = o->most > 0;    /* as left by begin_search() */
        o->done = s->found ? POURED : POURED_UNSURE;
        o->floors = s->floors;
        o->ceilings = s->ceilings;
        o->open = (OpenRows){s->rest, s->keys > 0 ? s->keys : 1};
        o->level = s->level;
        o->most = most_amount(b, o, any_full);
        *q->guess[k] = s->found ? s->level / (double)s->total : 0;
    }
    q->n = 0;
}

/* Without floors: no row of the tier meets its ceiling? */
static bool pour_free(const Bends *b, int64_t total, Poured *o) {
    const TierBends *t = &b->tier[o->at];
    double level = (double)total / (double)t->keys * b->level_by;
    if (!level_below(level, t->ceiling.ratio[0] * o->ceiling.value)) {
        return false;
    }
    o->open = (OpenRows){total, t->keys};
    o->level = level;
    return true;
}

/* The last level of this tier, in proportion to the totals, is near the one
 * sought; without floors none is better: rows meet ceilings one by one. */
static void begin_search(const Pouring *p, int64_t total, Queue *q) {
    const Bends *b = p->plan->bends;
    Poured *o = p->out;
    if (!b->floor.given && pour_free(b, total, o)) {
        o->most = most_amount(b, o, p->any_full);
        return;
    }
    double *guess = &p->plan->guess[o->at];
    Search *s = &q->search[q->n];
    s->floors_given = b->floor.given;
    s->ceilings_given = b->ceiling.given;
    s->level_by = b->level_by;
    s->t = &b->tier[o->at];
    s->total = total;
    s->floor = o->floor;
    s->ceiling = o->ceiling;
    s->level = b->floor.given ? *guess * (double)total : 0;
    q->guess[q->n] = guess;
    q->poured[q->n++] = o;
    o->most = p->any_full;
    if (q->n == SEARCHES) {
        search_all(p->fast->lanes, q, b);
    }
}

/* --- one group --- */

/* All floors first, then the tiers. */
static void pour_tiers(Pouring *p, Queue *q) {
    const Bends *b = p->plan->bends;
    Poured *o = p->out;
    size_t end = p->level->tier_of[p->group + 1];
    int64_t later = 0;
    o->at = p->level->tier_of[p->group];
    for (size_t s = o->at; s < end && o->floor.by != 0; s++) {
        later += tier_floors(p, s);
    }
    o->open = (OpenRows){0, 1};
    o->floors = o->ceilings = 0;
    o->level = POUR_FULL;
    o->done = p->rest < later ? POURED_SHORT : POURED;
    for (; o->done == POURED && o->at < end; o->at++) {
        int64_t total;
        later -= tier_floors(p, o->at);
        total = p->rest - later;
        if (b->tier[o->at].n == 0) {
            p->rest -= tier_floors(p, o->at);
        } else if (b->ceiling.given && total >= tier_top(p, o->at)) {
            p->rest -= tier_top(p, o->at);
            p->any_full = true;
        } else {
            p->rest = 0;
            begin_search(p, total, q);
            return;
        }
    }
    o->most = most_amount(b, o, p->any_full);
}

/* --- one variant --- */

static bool find_scale(const Fast *fast, const Limit *l, size_t i,
                       Scale *out) {
    int64_t num;
    const Held *h = &fast->held[l->factor < 0 ? 0 : l->factor];
    if (l->factor < 0) {
        *out = (Scale){l->given ? l->by : 0, 1, 1};
        return true;
    }
    if (!grid_number(h->value[i], h->errs[i], h->den, &num) || num < 0) {
        return false;
    }
    out->by = num * l->by;
    out->value = (double)num * l->unit;
    out->inverse = 1 / out->value;
    return true;
}

/* Factors as whole numbers, and the one pair of limits that cross first. */
static bool find_scales(const Fast *fast, const Bends *b, size_t i,
                        Scale *floor, Scale *ceiling) {
    return find_scale(fast, &b->floor, i, floor) &&
           find_scale(fast, &b->ceiling, i, ceiling) &&
           (!b->floor.given || !b->ceiling.given ||
            (Wide)floor->by * b->worst_floor <=
                (Wide)ceiling->by * b->worst_ceiling);
}

/* As it is, and over c. */
static bool group_total(const Fast *fast, const Level *l, const Bends *b,
                        size_t group, size_t i, int64_t *out,
                        int64_t *rest) {
    const Held *h = &fast->held[l->total];
    double value = h->value[h->errs ? i : group];
    double err = h->errs ? h->errs[i] : h->err;
    return grid_number(value, err, h->den, out) && *out >= 0 &&
           !__builtin_mul_overflow(*out, b->total_by, rest) &&
           *rest < INT64_C(1) << 61;
}

static Poured *poured_of(const LevelPlan *plan, size_t i) {
    return plan->block + (plan->early ? i * plan->n_groups : 0);
}

void bends_back(LevelPlan *plan, size_t i) {
    plan->poured = poured_of(plan, i);
}

void bends_divide(Fast *fast, const Level *l, LevelPlan *plan, size_t from,
                  size_t to) {
    Queue q;
    q.n = 0;
    for (size_t i = from; i < to; i++) {
        Poured *out = poured_of(plan, i);
        Scale floor, ceiling;
        const Bends *b = plan->bends;
        bool sure = find_scales(fast, b, i, &floor, &ceiling);
        for (size_t g = 0; g < l->group->n; g++) {
            Pouring p = {.fast = fast, .level = l, .plan = plan, .group = g,
                         .out = &out[g]};
            int64_t total;
            if (!sure || !group_total(fast, l, b, g, i, &total, &p.rest)) {
                out[g].done = POURED_UNSURE;
                continue;
            }
            out[g].floor = floor;
            out[g].ceiling = ceiling;
            out[g].sum = p.rest;
            pour_tiers(&p, &q);
            out[g].sum -= p.rest;
            out[g].whole = p.rest == 0 && b->total_by == b->den ? total : -1;
        }
    }
    if (q.n > 0) {
        search_all(fast->lanes, &q, plan->bends);
    }
}

/* --- amounts --- */

/* Which of a group's tiers is at the level; its keys. A level of 0 is that of
 * the tier before, all full. */
static const double *keys_at(const LevelPlan *plan, size_t group,
                             double *level) {
    const Poured *o = &plan->poured[group];
    size_t first = plan->tier_of[group], end = plan->tier_of[group + 1];
    size_t k = o->at - first;
    *level = o->level;
    if (o->at == end || (k > 0 && o->level == 0)) {
        *level = POUR_FULL;
        k -= k > 0;
    }
    return plan->bends->key_at[k];
}

PourIn bends_rows(const LevelPlan *plan, size_t group, size_t from,
                  size_t n) {
    const Bends *b = plan->bends;
    const Poured *o = &plan->poured[group];
    PourIn in = {.n = n, .level = o->level, .floor_by = o->floor.value,
                 .ceiling_by = o->ceiling.value};
    if (plan->tiers && !b->key_at[0]) {
        in.key = b->key + from;
        in.floor = b->low + from;
        in.ceiling = b->high + from;
        in.tier = b->tier_of + from;
        in.tier_at = (double)o->at;
        return in;
    }
    in.key = (plan->tiers ? keys_at(plan, group, &in.level) : b->key) + from;
    in.floor = b->floor.given ? b->low + from : NULL;
    in.ceiling = b->ceiling.given ? b->high + from : NULL;
    return in;
}

void bends_amounts(Fast *fast, LevelPlan *plan) {
    const size_t *span = plan->bends->span;
    for (size_t g = 0; plan->dry && g < plan->n_groups; g++) {
        PourIn in = bends_rows(plan, g, span[g], span[g + 1] - span[g]);
        fast->lanes->pour(&in, fast->held[plan->slot].room + span[g]);
    }
    plan->dry = false;
}

bool bends_pour(Fast *fast, const Level *l, LevelPlan *plan, size_t i,
                bool *is_short) {
    Held *d = &fast->held[plan->slot];
    if (!plan->early) {
        bends_divide(fast, l, plan, i, i + 1);
    }
    bends_back(plan, i);
    double most = 0;
    for (size_t g = 0; g < l->group->n; g++) {
        const Poured *o = &plan->poured[g];
        if (o->done != POURED) {
            *is_short = o->done == POURED_SHORT;
            return false;
        }
        most = larger(most, o->most);
    }
    d->most = most * (1 + 0x1p-40);
    d->err = d->most * 10 * U;
    plan->dry = true;
    if (!plan->lazy) {
        bends_amounts(fast, plan);
    }
    return true;
}

/* --- whole numbers --- */

static void put_number(const Fast *fast, PourWhole in, size_t row,
                       int64_t *out) {
    int64_t number[LANES_PAD];
    in.n = 1;
    in.key += row;
    in.floor += row;
    in.ceiling += row;
    in.tier += row;
    in.floor_rank += row;
    in.ceiling_rank += row;
    fast->lanes->pour_whole(&in, number);
    out[row] = number[0];
}

static void put_numbers(const Fast *fast, const LevelPlan *plan,
                        size_t group, int64_t keys, int64_t *out) {
    const Bends *b = plan->bends;
    const Poured *o = &plan->poured[group];
    size_t from = b->span[group];
    uint64_t more = (uint64_t)(keys / o->open.keys), all = (uint64_t)keys;
    PourWhole in = {.n = b->span[group + 1] - from,
                    .key = b->keys + from,
                    .floor = b->lows + from,
                    .ceiling = b->highs + from,
                    .tier = b->tier_of + from,
                    .floor_rank = b->floor_rank + from,
                    .ceiling_rank = b->ceiling_rank + from,
                    .tier_at = (double)o->at,
                    .floors = (double)o->floors,
                    .ceilings = (double)o->ceilings,
                    .key_by = (uint64_t)o->open.rest * more,
                    .floor_by = (uint64_t)o->floor.by * all,
                    .ceiling_by = (uint64_t)o->ceiling.by * all};
    if (plan->n_only == 0) {
        fast->lanes->pour_whole(&in, out + from);
    }
    for (size_t k = 0; k < plan->n_only; k++) {
        put_number(fast, in, plan->only[k], out + from);
    }
}

const int64_t *bends_numbers(Fast *fast, const Level *l,
                             const LevelPlan *plan, size_t group,
                             bool one_group, int64_t *den) {
    size_t from = one_group ? group : 0;
    size_t to = one_group ? group + 1 : l->group->n;
    int64_t keys = 1, *out = fast->held[plan->slot].whole_room;
    for (size_t g = from; g < to; g++) {
        keys = den_lcm(keys, plan->poured[g].open.keys);
    }
    if (keys == 0 || __builtin_mul_overflow(keys, plan->bends->den, den) ||
        *den > GRID_DEN_MAX) {
        return NULL;
    }
    for (size_t g = from; g < to; g++) {
        put_numbers(fast, plan, g, keys, out);
    }
    return out;
}
