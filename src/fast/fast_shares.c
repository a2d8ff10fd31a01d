/* fast_shares.c - amounts of an allocate in whole numbers, to decide ties.
 *
 * A row that is certainly held at a limit has the limit's whole number; ties
 * are mostly between such rows. For the others let c be a common denominator
 * of the total and the limits, T / c what is left of the total for the rows
 * between their limits, the open ones, once all others are held, and K / d the
 * sum of the open rows' keys k / d. The level is then (T / c) / (K / d), and
 *
 *     open: T k / (c K)        held: its limit
 *
 * are whole numbers over c K. Which rows are open is first taken from the
 * level as computed and then proved: at the level that follows, every row must
 * stand where it was taken to. Those amounts are the ones, as the sum of
 * amounts rises with the level (rule 13). One tier of a group at most has open
 * rows: those before it are full, those after it have their floors.
 */
#include <math.h>

#include "fast/fast_int.h"

__extension__ typedef __int128 Wide;

typedef enum Stand { AT_FLOOR, AT_LEVEL, AT_CEILING, NOT_KNOWN } Stand;

/* --- once --- */

static int64_t den_of(const Fast *fast, int slot) {
    return slot < 0 ? 1 : fast->plan->slot[slot].den;
}

void shares_plan(Fast *fast, const Level *l, LevelPlan *p) {
    int64_t floor = den_of(fast, l->at_least);
    int64_t ceiling = den_of(fast, l->at_most);
    int64_t total = den_of(fast, l->total);
    p->den = den_lcm(den_lcm(floor, ceiling), total);
    if (p->den > 0) {
        p->floor_by = p->den / floor;
        p->ceiling_by = p->den / ceiling;
        p->total_by = p->den / total;
    }
    p->key_den = den_of(fast, l->key);
    p->open = ARENA_ARRAY(fast->arena, OpenRows, l->group->n + 1);
}

/* --- rows as whole numbers --- */

/* Whole numbers of a column can be told row by row, and those of all rows
 * add up below 2^62 when multiplied by `by`. */
static bool is_whole(const Fast *fast, int slot, int64_t by) {
    if (slot < 0) {
        return true;
    }
    const Held *h = &fast->held[slot];
    const Slot *s = &fast->plan->slot[slot];
    double size = h->most * (double)h->den;
    return h->den > 0 && (s->kind != SLOT_FIXED || s->whole) &&
           h->err * (double)h->den < 0.25 && size < FINE &&
           size * (double)s->n * (double)by < 0x1p62;
}

static int64_t row_number(const Held *h, size_t row) {
    double v = h->value[row] * (double)h->den;
    return (int64_t)(v + 0x1.8p52 - 0x1.8p52);
}

static int64_t key_number(const Shares *s, size_t row) {
    return s->level->key < 0
               ? 1
               : row_number(&s->fast->held[s->level->key], row);
}

/* Over den. */
static int64_t limit_number(const Shares *s, size_t row, Stand stand) {
    const Level *l = s->level;
    const LevelPlan *p = s->plan;
    int slot = stand == AT_CEILING ? l->at_most : l->at_least;
    int64_t by = stand == AT_CEILING ? p->ceiling_by : p->floor_by;
    return slot < 0 ? 0 : row_number(&s->fast->held[slot], row) * by;
}

static bool is_out(const Shares *s, size_t row) {
    return s->level->where >= 0 &&
           s->fast->held[s->level->where].value[row] == 0;
}

/* --- where a row stands --- */

/* At every level from low to high; the level that is computed from whole
 * numbers is off by 7 U, times the key by one more. */
static Stand stand_between(const LevelPlan *p, size_t row, double low,
                           double high) {
    const LevelIn *in = &p->in;
    double key = in->key ? in->key[row] : 1;
    double floor = in->floor ? in->floor[row] : 0;
    double ceiling = in->ceiling ? in->ceiling[row] : INFINITY;
    double slack = in->key_err * UP + 16 * U;
    double below = low * key * (1 - slack), above = high * key * (1 + slack);
    if (key == 0 || high == 0 || above <= floor - in->floor_err * UP) {
        return AT_FLOOR;
    }
    if (below >= ceiling + in->ceiling_err * UP) {
        return AT_CEILING;
    }
    return below >= floor + in->floor_err * UP &&
                   above <= ceiling - in->ceiling_err * UP
               ? AT_LEVEL
               : NOT_KNOWN;
}

/* T k / (c K) against limit / c. */
static int against(const Shares *s, const OpenRows *open, size_t row,
                   Stand stand) {
    Wide a = (Wide)open->rest * key_number(s, row);
    Wide b = (Wide)limit_number(s, row, stand) * open->keys;
    return (a > b) - (a < b);
}

static Stand stand_exactly(const Shares *s, const OpenRows *open,
                           size_t row) {
    if (against(s, open, row, AT_FLOOR) <= 0) {
        return AT_FLOOR;
    }
    return s->level->at_most >= 0 && against(s, open, row, AT_CEILING) >= 0
               ? AT_CEILING
               : AT_LEVEL;
}

/* --- open rows: T and K --- */

/* What a tier holds, and its open keys: at its level as computed (open NULL),
 * or at the level that follows from `open`. */
static void add_tier(const Shares *s, size_t tier, const OpenRows *open,
                     OpenRows *sum) {
    const LevelPlan *p = s->plan;
    const Level *l = s->level;
    double low = p->low[tier], high = p->high[tier];
    if (p->done[tier] == LEVEL_FOUND) {
        low = high = !open ? p->guess[tier]
                           : (double)open->rest / (double)p->den /
                                 ((double)open->keys / (double)p->key_den);
    }
    for (size_t k = l->tier_start[tier]; k < l->tier_start[tier + 1]; k++) {
        size_t row = l->group->row ? l->group->row[k] : k;
        if (is_out(s, row)) {
            continue;
        }
        Stand stand = stand_between(p, row, low, high);
        if (stand == NOT_KNOWN) {
            stand = open ? stand_exactly(s, open, row) : AT_LEVEL;
        }
        if (stand == AT_LEVEL) {
            sum->keys += key_number(s, row);
        } else {
            sum->rest -= limit_number(s, row, stand);
        }
    }
}

static OpenRows add_group(const Shares *s, size_t group, int64_t total,
                          const OpenRows *open) {
    const Level *l = s->level;
    OpenRows sum = {.rest = total};
    for (size_t t = l->tier_of[group]; t < l->tier_of[group + 1]; t++) {
        add_tier(s, t, open, &sum);
    }
    return sum;
}

/* Without open rows: at a level as computed, if there is one, every row is
 * certainly at a limit, and if these make up the total it serves. */
static bool all_held(const Shares *s, size_t group, int64_t rest) {
    LevelPlan *p = s->plan;
    const Level *l = s->level;
    for (size_t t = l->tier_of[group]; t < l->tier_of[group + 1]; t++) {
        if (p->done[t] == LEVEL_FOUND) {
            p->low[t] = p->high[t] = p->guess[t];
            return rest == 0;
        }
    }
    return rest >= 0;
}

/* A few rows may first be put on the wrong side of a limit. */
static bool find_open(const Shares *s, size_t group) {
    const Held *total = &s->fast->held[s->level->total];
    bool single = s->fast->plan->slot[s->level->total].table == -1;
    int64_t whole;
    if (!grid_number(total->value[single ? s->i : group],
                     single ? total->errs[s->i] : total->err, total->den,
                     &whole) ||
        __builtin_mul_overflow(whole, s->plan->total_by, &whole) ||
        whole >= INT64_C(1) << 62) {
        return false;
    }
    OpenRows open = add_group(s, group, whole, NULL);
    for (int tries = 0; tries < 4 && open.keys > 0 && open.rest > 0;
         tries++) {
        OpenRows next = add_group(s, group, whole, &open);
        if (next.keys == open.keys && next.rest == open.rest) {
            s->plan->open[group] = open;
            return true;
        }
        open = next;
    }
    s->plan->open[group] = (OpenRows){0, 1};
    return open.keys == 0 && all_held(s, group, open.rest);
}

/* --- what the grid asks for --- */

/* T k / (c K) or the limit, times c K, times `more`. */
static uint64_t row_share(const Shares *s, const OpenRows *open, size_t tier,
                          size_t row, uint64_t more) {
    const LevelPlan *p = s->plan;
    Stand stand = stand_between(p, row, p->low[tier], p->high[tier]);
    if (is_out(s, row)) {
        return 0;
    }
    if (stand == NOT_KNOWN || stand == AT_LEVEL) {
        stand = stand_exactly(s, open, row);
    }
    return more * (stand == AT_LEVEL
                       ? (uint64_t)open->rest * (uint64_t)key_number(s, row)
                       : (uint64_t)limit_number(s, row, stand) *
                             (uint64_t)open->keys);
}

static void group_shares(const Shares *s, size_t group, int64_t keys) {
    const Level *l = s->level;
    const OpenRows *open = &s->plan->open[group];
    int64_t *out = s->fast->held[s->plan->slot].whole_room;
    uint64_t more = (uint64_t)(keys / open->keys);
    for (size_t t = l->tier_of[group]; t < l->tier_of[group + 1]; t++) {
        for (size_t k = l->tier_start[t]; k < l->tier_start[t + 1]; k++) {
            size_t row = l->group->row ? l->group->row[k] : k;
            out[row] = (int64_t)row_share(s, open, t, row, more);
        }
    }
}

static bool all_whole(const Shares *s) {
    const LevelPlan *p = s->plan;
    return p->den > 0 && is_whole(s->fast, s->level->key, 1) &&
           is_whole(s->fast, s->level->at_least, p->floor_by) &&
           is_whole(s->fast, s->level->at_most, p->ceiling_by);
}

const int64_t *shares_numbers(Shares *s, size_t group, bool one_group,
                              int64_t *den) {
    size_t from = one_group ? group : 0;
    size_t to = one_group ? group + 1 : s->level->group->n;
    int64_t keys = 1;
    if (s->plan->bends) {
        return bends_numbers(s->fast, s->level, s->plan, group, one_group,
                             den);
    }
    if (!all_whole(s)) {
        return NULL;
    }
    for (size_t g = from; g < to; g++) {
        if (!find_open(s, g)) {
            return NULL;
        }
        keys = den_lcm(keys, s->plan->open[g].keys);
    }
    if (keys == 0 || __builtin_mul_overflow(keys, s->plan->den, den) ||
        *den > GRID_DEN_MAX) {
        return NULL;
    }
    for (size_t g = from; g < to; g++) {
        group_shares(s, g, keys);
    }
    return s->fast->held[s->plan->slot].whole_room;
}
