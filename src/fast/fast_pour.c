/* fast_pour.c - one variant of an allocate whose bends never change their
 * order, see fast_bends.c.
 */
#include <math.h>

#include "fast/bends.h"

__extension__ typedef __int128 Wide;

/* --- one variant: the level of a tier --- */

/* A tier's total over c, and its rows so far. */
typedef struct Search {
    const Bends *b;
    const TierBends *t;
    int64_t total;
    size_t floors, ceilings;   /* rows held */
    int64_t rest, keys;        /* of the open ones */
} Search;

static void count_open(Search *s) {
    const Bent *f = &s->t->floor, *c = &s->t->ceiling;
    s->rest = s->total - s->b->floor.by * (s->t->bare + f->limits[s->floors]) -
              s->b->ceiling.by * c->limits[s->ceilings];
    s->keys = s->t->keys - f->keys[s->floors] - c->keys[s->ceilings];
}

/* How many ratios, falling, are above v; or, rising, below it. */
static inline size_t count_before(const Bent *o, double v, bool falling) {
    Cell cell = o->cell[cell_of(o, v)];
    size_t base = cell.from, n = cell.to - cell.from;
    while (n > 0) {
        double r = o->ratio[base + n / 2];
        bool before = falling ? r > v : r < v;
        base += before ? n / 2 + 1 : 0;
        n = before ? n - n / 2 - 1 : n / 2;
    }
    return base;
}

static void count_at(Search *s, double level) {
    const Limit *floor = &s->b->floor, *ceiling = &s->b->ceiling;
    s->floors = floor->by == 0
                    ? 0
                    : count_before(&s->t->floor,
                                   level * floor->factor_inverse, true);
    s->ceilings = !ceiling->given     ? 0
                  : ceiling->by == 0 ? s->t->n
                                     : count_before(
                                           &s->t->ceiling,
                                           level * ceiling->factor_inverse,
                                           false);
    count_open(s);
}

/* rest / (c K), in parts of it to 6 U. */
static double level_of(const Search *s) {
    return (double)s->rest / (double)s->keys * s->b->level_by;
}

/* Newton's method in a bracket; whether the counts are right is seen after. */
static void search_level(Search *s, double level) {
    double low = 0, high = INFINITY;
    size_t floors = SIZE_MAX, ceilings = SIZE_MAX;
    for (int step = 0; step < 64; step++) {
        count_at(s, level);
        bool settled = s->floors == floors && s->ceilings == ceilings;
        if (settled || (s->keys == 0 && s->rest == 0)) {
            return;
        }
        floors = s->floors;
        ceilings = s->ceilings;
        double next = level_of(s);
        bool too_low = s->keys > 0 ? next > level : s->rest > 0;
        low = too_low ? level : low;
        high = too_low ? high : level;
        if (!(next > low && next < high) || s->keys == 0) {
            next = high < INFINITY ? low + (high - low) / 2 : 2 * low;
        }
        level = next;
    }
}

/* Does level * key reach factor * limit? -1, 0 or 1. */
static int reaches(const Search *s, const Bent *o, size_t k, int64_t by) {
    Wide a = (Wide)s->rest * o->key[k];
    Wide b = (Wide)(by * o->limit[k]) * s->keys;
    return (a > b) - (a < b);
}

/* Moves the ends of the two orders to where the level has them; false: there
 * was nothing to be moved. */
static bool correct(Search *s) {
    const Bent *f = &s->t->floor, *c = &s->t->ceiling;
    int64_t floor_by = s->b->floor.by, ceiling_by = s->b->ceiling.by;
    bool floor = s->b->floor.given, ceiling = s->b->ceiling.given;
    if (s->keys == 0 && s->rest == 0) {
        return false;
    }
    if (s->floors > 0 && reaches(s, f, s->floors - 1, floor_by) > 0) {
        s->floors--;
    } else if (ceiling && s->ceilings < s->t->n &&
               reaches(s, c, s->ceilings, ceiling_by) > 0) {
        s->ceilings++;
    } else if (s->ceilings > 0 &&
               reaches(s, c, s->ceilings - 1, ceiling_by) < 0) {
        s->ceilings--;
    } else if (floor && s->floors < s->t->n &&
               reaches(s, f, s->floors, floor_by) < 0) {
        s->floors++;
    } else {
        return false;
    }
    count_open(s);
    return true;
}

/* All rows held, their limits making up the total: a level is between the last
 * of both. */
static bool held_level(const Search *s, double *level) {
    const Bent *f = &s->t->floor, *c = &s->t->ceiling;
    double low = 0, high = INFINITY;
    if (s->floors > 0) {
        high = f->ratio[s->floors - 1] * s->b->floor.factor_value;
    }
    if (s->ceilings > 0) {
        low = c->ratio[s->ceilings - 1] * s->b->ceiling.factor_value;
    }
    *level = high < INFINITY ? low + (high - low) / 2 : 2 * low;
    return low * UP < high;
}

/* --- one variant: a group --- */

/* One group on its way. */
typedef struct Pouring {
    Fast *fast;
    const Level *level;
    LevelPlan *plan;
    size_t group;
    int64_t rest;           /* of the total, over c */
    size_t at;              /* the tier at `found`; those before are full */
    double found;
    bool any_full;
    double most;            /* amount, of all groups so far */
    bool is_short;
} Pouring;

static int64_t tier_floors(const Bends *b, size_t tier) {
    return b->floor.by * b->tier[tier].floors;
}

static int64_t tier_top(const Bends *b, size_t tier) {
    const TierBends *t = &b->tier[tier];
    return b->floor.by * t->bare + b->ceiling.by * t->ceiling.limits[t->n];
}

static bool find_level(Pouring *p, size_t tier, int64_t total) {
    LevelPlan *plan = p->plan;
    const TierBends *t = &plan->bends->tier[tier];
    Search s = {.b = plan->bends, .t = t, .total = total};
    double guess = plan->guess[tier];
    if (!(guess > 0 && guess < INFINITY)) {
        s.rest = total;
        s.keys = t->keys;
        guess = level_of(&s);
    }
    search_level(&s, guess);
    for (size_t tries = 0; correct(&s); tries++) {
        if (tries > 4 * t->n) {
            return false;
        }
    }
    plan->open[p->group] = (OpenRows){s.rest, s.keys > 0 ? s.keys : 1};
    plan->floors[p->group] = s.floors;
    plan->ceilings[p->group] = s.ceilings;
    p->found = level_of(&s);
    if (s.keys == 0 && !held_level(&s, &p->found)) {
        return false;
    }
    plan->guess[tier] = p->found;
    return true;
}

/* All floors first, then the tiers. */
static bool pour_tiers(Pouring *p) {
    const Bends *b = p->plan->bends;
    size_t end = p->level->tier_of[p->group + 1];
    int64_t later = 0;
    p->at = p->level->tier_of[p->group];
    for (size_t s = p->at; s < end; s++) {
        later += tier_floors(b, s);
    }
    p->plan->open[p->group] = (OpenRows){0, 1};
    p->is_short = p->rest < later;
    if (p->is_short) {
        return false;
    }
    for (; p->at < end; p->at++) {
        later -= tier_floors(b, p->at);
        if (b->tier[p->at].n == 0) {
            p->rest -= tier_floors(b, p->at);
        } else if (b->ceiling.given && p->rest - later >= tier_top(b, p->at)) {
            p->rest -= tier_top(b, p->at);
            p->any_full = true;
        } else {
            int64_t total = p->rest - later;
            p->rest = 0;
            return find_level(p, p->at, total);
        }
    }
    return true;
}

static void put_amounts(Pouring *p, double *out) {
    const Bends *b = p->plan->bends;
    const Level *l = p->level;
    size_t from = b->span[p->group];
    bool tiers = l->tier_of[p->group + 1] - l->tier_of[p->group] > 1;
    PourIn in = {.n = b->span[p->group + 1] - from,
                 .key = b->key + from,
                 .floor = b->low + from,
                 .ceiling = b->high + from,
                 .tier = tiers ? b->tier_of + from : NULL,
                 .level = p->found,
                 .tier_at = (double)p->at,
                 .floor_by = b->floor.factor_value,
                 .ceiling_by = b->ceiling.factor_value};
    bool found = p->at < l->tier_of[p->group + 1];
    in.level = found ? p->found : POUR_FULL;
    p->fast->lanes->pour(&in, out + from);
    double ceiling = b->most_high * in.ceiling_by;
    double most = b->most_low * in.floor_by;
    most = found ? larger(most, p->found * b->most_key) : most;
    most = p->any_full || most > ceiling ? ceiling : most;
    p->most = larger(p->most, most);
}

/* Factors as whole numbers, and the one pair of limits that cross first. */
static bool find_factor(const Fast *fast, Limit *l, int64_t den, size_t i) {
    int64_t num = 1;
    const Held *h = l->factor < 0 ? NULL : &fast->held[l->factor];
    if (h && (!grid_number(h->value[i], h->errs[i], h->den, &num) ||
              num < 0)) {
        return false;
    }
    l->by = l->given ? num * (den / l->den) : 0;
    l->factor_value = h ? (double)num / (double)h->den : 1;
    l->factor_inverse = 1 / l->factor_value;
    return true;
}

static bool find_factors(const Fast *fast, Bends *b, size_t i) {
    return find_factor(fast, &b->floor, b->den, i) &&
           find_factor(fast, &b->ceiling, b->den, i) &&
           (!b->floor.given || !b->ceiling.given ||
            (Wide)b->floor.by * b->worst_floor <=
                (Wide)b->ceiling.by * b->worst_ceiling);
}

static bool group_total(const Fast *fast, const Level *l, const Bends *b,
                        size_t group, size_t i, int64_t *out) {
    const Held *h = &fast->held[l->total];
    double value = h->value[h->errs ? i : group];
    double err = h->errs ? h->errs[i] : h->err;
    return grid_number(value, err, h->den, out) && *out >= 0 &&
           !__builtin_mul_overflow(*out, b->total_by, out) &&
           *out < INT64_C(1) << 61;
}

/* An amount is off by 10 U of itself at most: level 7 U (four numbers to
 * doubles, three operations), key and product 2 U; factor 3 U, column and
 * product 2 U. */
bool bends_pour(Fast *fast, const Level *l, LevelPlan *plan, size_t i,
                Held *d, bool *is_short) {
    Bends *b = plan->bends;
    double most = 0;
    *is_short = false;
    if (!find_factors(fast, b, i)) {
        return false;
    }
    for (size_t g = 0; g < l->group->n; g++) {
        Pouring p = {.fast = fast, .level = l, .plan = plan, .group = g};
        if (!group_total(fast, l, b, g, i, &p.rest)) {
            return false;
        }
        int64_t total = p.rest;
        if (!pour_tiers(&p)) {
            *is_short = p.is_short;
            return false;
        }
        plan->at[g] = p.at;
        plan->sum[g] = total - p.rest;
        p.most = most;
        put_amounts(&p, d->room);
        most = p.most;
    }
    d->most = most * (1 + 0x1p-40);
    d->err = d->most * 10 * U;
    return true;
}

/* --- whole numbers --- */

static void put_numbers(const Fast *fast, const LevelPlan *plan,
                        size_t group, int64_t keys, int64_t *out) {
    const Bends *b = plan->bends;
    const OpenRows *open = &plan->open[group];
    size_t from = b->span[group];
    uint64_t more = (uint64_t)(keys / open->keys), all = (uint64_t)keys;
    PourWhole in = {.n = b->span[group + 1] - from,
                    .key = b->keys + from,
                    .floor = b->lows + from,
                    .ceiling = b->highs + from,
                    .tier = b->tier_of + from,
                    .floor_rank = b->floor_rank + from,
                    .ceiling_rank = b->ceiling_rank + from,
                    .tier_at = (double)plan->at[group],
                    .floors = (double)plan->floors[group],
                    .ceilings = (double)plan->ceilings[group],
                    .key_by = (uint64_t)open->rest * more,
                    .floor_by = (uint64_t)b->floor.by * all,
                    .ceiling_by = (uint64_t)b->ceiling.by * all};
    fast->lanes->pour_whole(&in, out + from);
}

const int64_t *bends_numbers(Fast *fast, const Level *l,
                             const LevelPlan *plan, size_t group,
                             bool one_group, int64_t *den) {
    size_t from = one_group ? group : 0;
    size_t to = one_group ? group + 1 : l->group->n;
    int64_t keys = 1, *out = fast->held[plan->slot].whole_room;
    for (size_t g = from; g < to; g++) {
        keys = grid_lcm(keys, plan->open[g].keys);
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
