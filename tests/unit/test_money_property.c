/* test_money_property.c - allocate and round on thousands of drawn cases,
 * against solvers that do what the definition says, step by step. */
#include <criterion/criterion.h>
#include <string.h>

#include "money/allocate.h"
#include "money/apportion.h"

TestSuite(test_money_property);

enum { MOST_ROWS = 9 };

/* Small numbers with small denominators, so that ties and limits that are
 * just met are frequent. */
typedef struct Draw {
    uint64_t state;
    RatPool *pool;
    Arena *arena;
} Draw;

/* Marsaglia's xorshift. */
static int64_t draw_below(Draw *d, int64_t n)
{
    d->state ^= d->state << 13;
    d->state ^= d->state >> 7;
    d->state ^= d->state << 17;
    return (int64_t)(d->state >> 11) % n;
}

static const Rat *draw_rat(Draw *d, int64_t below)
{
    static const int64_t den[] = { 1, 1, 1, 2, 3, 10 };
    int64_t n = draw_below(d, below);

    return rat_ratio(d->pool, n, den[draw_below(d, 6)]);
}

static void draw_open(Draw *d, uint64_t seed)
{
    d->state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    d->pool = rat_pool_new(RAT_BITS_MAX);
    d->arena = arena_new();
    for (int i = 0; i < 8; i++) {
        draw_below(d, 2);
    }
}

static void draw_close(Draw *d)
{
    cr_assert_not(rat_overflowed(d->pool));
    arena_free(d->arena);
    rat_pool_free(d->pool);
}

/* Codes "a", "b", ... in a drawn order. */
static void draw_order(Draw *d, size_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = (size_t)draw_below(d, (int64_t)i + 1);

        order[i] = i;
        order[i] = order[k];
        order[k] = i;
    }
}

static void draw_codes(Draw *d, const char **code, size_t n)
{
    size_t order[MOST_ROWS];

    draw_order(d, order, n);
    for (size_t i = 0; i < n; i++) {
        code[i] = arena_format(d->arena, "%c", 'a' + (int)order[i]);
    }
}

/* --- allocate ---------------------------------------------------------- */

typedef struct Case {
    size_t n;
    const Rat *total;
    const Rat *key[MOST_ROWS], *floor[MOST_ROWS], *ceiling[MOST_ROWS];
    const Rat *order[MOST_ROWS], *useful[MOST_ROWS];
    bool takes_part[MOST_ROWS];
    const char *code[MOST_ROWS];
    bool with_order, with_useful;
    /* of the naive solver */
    bool gone[MOST_ROWS];
    const Rat *amount[MOST_ROWS];
    const Rat *rest;
} Case;

static void case_draw(Draw *d, Case *c)
{
    const Rat *need = rat_int(d->pool, 0);

    memset(c, 0, sizeof *c);
    c->n = (size_t)draw_below(d, MOST_ROWS) + 1;
    c->with_order = draw_below(d, 3) == 0;
    c->with_useful = draw_below(d, 2) == 0;
    for (size_t i = 0; i < c->n; i++) {
        c->key[i] = draw_rat(d, 8);
        c->floor[i] = draw_below(d, 2) ? draw_rat(d, 6)
                                       : rat_int(d->pool, 0);
        c->ceiling[i] = draw_below(d, 4) == 0
            ? NULL : rat_add(d->pool, c->floor[i], draw_rat(d, 12));
        c->order[i] = rat_int(d->pool, draw_below(d, 3));
        c->useful[i] = draw_rat(d, 12);
        c->takes_part[i] = draw_below(d, 8) != 0;
        if (c->takes_part[i]) {
            need = rat_add(d->pool, need, c->floor[i]);
        }
    }
    draw_codes(d, c->code, c->n);
    c->total = rat_add(d->pool, need,
                       draw_below(d, 8) ? draw_rat(d, 60)
                                        : rat_int(d->pool, 0));
}

static AllocIn case_in(const Case *c)
{
    return (AllocIn){
        .n = c->n, .total = c->total, .key = c->key,
        .takes_part = c->takes_part, .floor = c->floor,
        .ceiling = c->ceiling, .code = c->code,
        .order = c->with_order ? c->order : NULL,
        .useful = c->with_useful ? c->useful : NULL,
    };
}

static const Rat *clamp_at(Draw *d, const Case *c, size_t i, const Rat *level)
{
    const Rat *x = rat_max(rat_mul(d->pool, level, c->key[i]), c->floor[i]);

    return c->ceiling[i] ? rat_min(x, c->ceiling[i]) : x;
}

/* Sum of the clamps at a level over the rows marked in. */
static const Rat *sum_at(Draw *d, const Case *c, const bool *in,
                         const Rat *level)
{
    const Rat *sum = rat_int(d->pool, 0);

    for (size_t i = 0; i < c->n; i++) {
        if (in[i]) {
            sum = rat_add(d->pool, sum, clamp_at(d, c, i, level));
        }
    }
    return sum;
}

/* The highest bend whose sum is still below the budget, by trying all. */
static const Rat *bend_below(Draw *d, const Case *c, const bool *in,
                             const Rat *budget)
{
    const Rat *best = rat_int(d->pool, 0);

    for (size_t i = 0; i < c->n; i++) {
        const Rat *limit[2] = { c->floor[i], c->ceiling[i] };

        for (int k = 0; k < 2; k++) {
            if (!in[i] || rat_sign(c->key[i]) == 0 || !limit[k]) {
                continue;
            }
            const Rat *at = rat_div(d->pool, limit[k], c->key[i]);

            if (rat_cmp(sum_at(d, c, in, at), budget) < 0) {
                best = rat_max(best, at);
            }
        }
    }
    return best;
}

/* One tier: amounts of the rows marked in; returns what is left over. Beyond
 * the bend the sum rises by the keys that are not held by a limit there. */
static const Rat *naive_tier(Draw *d, Case *c, const bool *in,
                             const Rat *budget)
{
    const Rat *low = bend_below(d, c, in, budget);
    const Rat *missing = rat_sub(d->pool, budget, sum_at(d, c, in, low));
    const Rat *slope = rat_int(d->pool, 0);
    const Rat *sum = slope;

    for (size_t i = 0; i < c->n; i++) {
        const Rat *x = in[i] ? rat_mul(d->pool, low, c->key[i]) : NULL;

        if (x && rat_cmp(x, c->floor[i]) >= 0
            && (!c->ceiling[i] || rat_cmp(x, c->ceiling[i]) < 0)) {
            slope = rat_add(d->pool, slope, c->key[i]);
        }
    }
    if (rat_sign(slope) > 0 && rat_sign(missing) > 0) {
        low = rat_add(d->pool, low, rat_div(d->pool, missing, slope));
    }
    for (size_t i = 0; i < c->n; i++) {
        if (in[i]) {
            c->amount[i] = clamp_at(d, c, i, low);
            sum = rat_add(d->pool, sum, c->amount[i]);
        }
    }
    return rat_sub(d->pool, budget, sum);
}

/* The row of the tier furthest below its useful amount; n if none. */
static size_t naive_worst(Draw *d, const Case *c, const bool *in)
{
    size_t worst = c->n;
    const Rat *worst_ratio = rat_int(d->pool, 1);

    for (size_t i = 0; i < c->n; i++) {
        if (!in[i] || rat_sign(c->useful[i]) == 0) {
            continue;
        }
        const Rat *ratio = rat_div(d->pool, c->amount[i], c->useful[i]);
        int order = rat_cmp(ratio, worst_ratio);

        if (order < 0 || (order == 0 && worst < c->n
                          && strcmp(c->code[i], c->code[worst]) < 0)) {
            worst = i;
            worst_ratio = ratio;
        }
    }
    return worst;
}

static void naive_solve(Draw *d, Case *c)
{
    bool in[MOST_ROWS];

    c->rest = c->total;
    for (size_t i = 0; i < c->n; i++) {
        c->amount[i] = rat_int(d->pool, 0);
        if (c->takes_part[i]) {
            c->rest = rat_sub(d->pool, c->rest, c->floor[i]);
        }
    }
    for (int tier = 0; tier < (c->with_order ? 3 : 1); tier++) {
        const Rat *budget = c->rest;

        for (size_t i = 0; i < c->n; i++) {
            in[i] = c->takes_part[i]
                 && (!c->with_order
                     || rat_equal(c->order[i], rat_int(d->pool, tier)));
            if (in[i]) {
                budget = rat_add(d->pool, budget, c->floor[i]);
            }
        }
        for (;;) {
            c->rest = naive_tier(d, c, in, budget);
            size_t worst = c->with_useful ? naive_worst(d, c, in) : c->n;

            if (worst == c->n) {
                break;
            }
            in[worst] = false;
            c->gone[worst] = true;
            c->amount[worst] = rat_int(d->pool, 0);
        }
    }
}

/* No level in a tier where nothing is placed by key, or where all rows that
 * could take something are at their ceilings. */
static void check_level(const Case *c, const AllocOut *out, size_t i)
{
    bool floors = true, ceilings = true;

    for (size_t k = 0; k < c->n; k++) {
        if (!c->takes_part[k] || c->gone[k]
            || (c->with_order && !rat_equal(c->order[i], c->order[k]))) {
            continue;
        }
        floors = floors && rat_equal(c->amount[k], c->floor[k]);
        ceilings = ceilings
                && (rat_sign(c->key[k]) == 0
                    || (c->ceiling[k]
                        && rat_equal(c->amount[k], c->ceiling[k])));
    }
    cr_assert_eq(!out->level[i], floors || ceilings);
    if (ceilings && !floors && rat_sign(c->key[i]) > 0 && !c->gone[i]) {
        cr_assert_eq(out->state[i], ALLOC_CEILING);
    }
}

/* The state says how the amount follows from the level. */
static void check_state(Draw *d, const Case *c, const AllocOut *out, size_t i)
{
    const Rat *amount = out->amount[i];
    const Rat *share = out->level[i]
                     ? rat_mul(d->pool, out->level[i], c->key[i]) : NULL;

    cr_assert_eq(out->state[i] == ALLOC_OUT, !c->takes_part[i]);
    cr_assert_eq(out->state[i] == ALLOC_DROPPED, c->gone[i]);
    switch (out->state[i]) {
    case ALLOC_OUT:
    case ALLOC_DROPPED:
        cr_assert_eq(rat_sign(amount), 0);
        break;
    case ALLOC_SHARE:
        cr_assert_not_null(share);
        cr_assert(rat_equal(amount, share));
        break;
    case ALLOC_FLOOR:
        cr_assert(rat_equal(amount, c->floor[i]));
        cr_assert(!share || rat_cmp(share, amount) <= 0);
        break;
    case ALLOC_CEILING:
        cr_assert(rat_equal(amount, c->ceiling[i]));
        cr_assert(!share || rat_cmp(share, amount) >= 0);
        break;
    }
    if (c->takes_part[i] && !c->gone[i]) {
        cr_assert(rat_cmp(amount, c->floor[i]) >= 0);
        cr_assert(!c->ceiling[i] || rat_cmp(amount, c->ceiling[i]) <= 0);
        cr_assert(!c->with_useful || rat_cmp(amount, c->useful[i]) >= 0);
    }
}

Test(test_money_property, allocate_is_what_it_says)
{
    size_t dropped = 0, held = 0, capped = 0;

    for (uint64_t seed = 1; seed <= 6000; seed++) {
        Draw d;
        Case c;
        AllocOut out;

        draw_open(&d, seed);
        case_draw(&d, &c);
        naive_solve(&d, &c);
        AllocIn in = case_in(&c);

        allocate_solve(d.pool, d.arena, &in, &out);
        cr_assert_eq(out.fault, ALLOC_OK);
        for (size_t i = 0; i < c.n; i++) {
            cr_assert(rat_equal(out.amount[i], c.amount[i]),
                      "seed %d row %zu: %s, expected %s", (int)seed, i,
                      rat_text(d.arena, out.amount[i]),
                      rat_text(d.arena, c.amount[i]));
            check_state(&d, &c, &out, i);
            if (c.takes_part[i]) {
                check_level(&c, &out, i);
            }
            dropped += out.state[i] == ALLOC_DROPPED;
            held += out.state[i] == ALLOC_FLOOR;
            capped += out.state[i] == ALLOC_CEILING;
        }
        cr_assert(rat_equal(out.unallocated, c.rest));
        cr_assert(rat_equal(rat_add(d.pool, out.unallocated,
                                    rat_sum(d.pool, out.amount, c.n)),
                            c.total));
        draw_close(&d);
    }
    /* The cases must reach what they are for. */
    cr_expect_gt(dropped, 1000);
    cr_expect_gt(held, 1000);
    cr_expect_gt(capped, 1000);
}

/* Rows in another order and keys on another scale change nothing. */
Test(test_money_property, allocate_order_and_scale)
{
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        Draw d;
        Case c, m = { 0 };
        AllocOut out, moved;
        size_t from[MOST_ROWS];

        draw_open(&d, seed);
        case_draw(&d, &c);
        const Rat *scale = rat_ratio(d.pool, draw_below(&d, 9) + 1, 7);

        draw_order(&d, from, c.n);
        m = c;
        for (size_t i = 0; i < c.n; i++) {
            m.key[i] = rat_mul(d.pool, scale, c.key[from[i]]);
            m.floor[i] = c.floor[from[i]];
            m.ceiling[i] = c.ceiling[from[i]];
            m.order[i] = c.order[from[i]];
            m.useful[i] = c.useful[from[i]];
            m.takes_part[i] = c.takes_part[from[i]];
            m.code[i] = c.code[from[i]];
        }
        AllocIn a = case_in(&c), b = case_in(&m);

        allocate_solve(d.pool, d.arena, &a, &out);
        allocate_solve(d.pool, d.arena, &b, &moved);
        for (size_t i = 0; i < c.n; i++) {
            size_t k = from[i];

            cr_assert(rat_equal(moved.amount[i], out.amount[k]));
            cr_assert_eq(moved.state[i], out.state[k]);
            cr_assert_eq(!moved.level[i], !out.level[k]);
            cr_assert(!out.level[k]
                      || rat_equal(rat_mul(d.pool, moved.level[i], scale),
                                   out.level[k]));
        }
        draw_close(&d);
    }
}

/* --- round ------------------------------------------------------------- */

typedef struct Rows {
    RoundIn in;
    size_t n;
    const Rat *exact[MOST_ROWS], *least[MOST_ROWS], *most[MOST_ROWS];
    const Rat *tie[MOST_ROWS];
    const char *code[MOST_ROWS];
    /* of the naive solver, in units */
    int64_t units[MOST_ROWS];
    bool got[MOST_ROWS];
} Rows;

static void rows_link(Rows *r)
{
    r->in.n = r->n;
    r->in.exact = r->exact;
    r->in.code = r->code;
}

/* Units of 1; whole limits, which may lie anywhere around the amounts. */
static void rows_draw(Draw *d, Rows *r, RoundMethod method)
{
    memset(r, 0, sizeof *r);
    r->n = (size_t)draw_below(d, MOST_ROWS) + 1;
    r->in.method = method;
    r->in.unit = rat_int(d->pool, 1);
    for (size_t i = 0; i < r->n; i++) {
        r->exact[i] = draw_rat(d, 40);
        r->tie[i] = rat_int(d->pool, draw_below(d, 4));
    }
    draw_codes(d, r->code, r->n);
    if (draw_below(d, 3) == 0) {
        r->in.tie = r->tie;
    }
    if (method == ROUND_WEBSTER && draw_below(d, 2)) {
        r->in.first = rat_ratio(d->pool, draw_below(d, 10) + 1, 10);
    }
    rows_link(r);
}

static int64_t whole(const Rat *a)
{
    int64_t n = 0;

    cr_assert(rat_to_int(a, &n));
    return n;
}

static void rows_draw_limits(Draw *d, Rows *r)
{
    for (size_t i = 0; i < r->n; i++) {
        int64_t near = whole(rat_floor(d->pool, r->exact[i]));
        int64_t low = near - 1 + draw_below(d, 3);

        if (low < 0) {
            low = 0;
        }
        r->least[i] = draw_below(d, 2) ? rat_int(d->pool, low) : NULL;
        r->most[i] = draw_below(d, 2)
            ? rat_int(d->pool, low + draw_below(d, 3)) : NULL;
    }
    r->in.at_least = r->least;
    r->in.at_most = r->most;
}

static int64_t lower(const Rows *r, size_t i, int64_t none)
{
    return r->in.at_least && r->least[i] ? whole(r->least[i]) : none;
}

static int64_t upper(const Rows *r, size_t i)
{
    return r->in.at_most && r->most[i] ? whole(r->most[i]) : INT64_MAX;
}

/* Does a go before b where their claims are equal? */
static bool tie_before(const Rows *r, size_t a, size_t b)
{
    int order = r->in.tie ? rat_cmp(r->tie[b], r->tie[a])
                          : rat_cmp(r->exact[b], r->exact[a]);

    return order != 0 ? order < 0 : strcmp(r->code[a], r->code[b]) < 0;
}

/* The cost of unit k + 1: signpost over amount, both squared. */
static const Rat *naive_cost(Draw *d, const Rows *r, size_t i, int64_t k)
{
    const Rat *s = rat_int(d->pool, k);

    if (r->in.method == ROUND_WEBSTER) {
        s = k == 0 && r->in.first ? r->in.first
                                  : rat_ratio(d->pool, 2 * k + 1, 2);
    } else if (r->in.method == ROUND_JEFFERSON) {
        s = rat_int(d->pool, k + 1);
    } else if (r->in.method == ROUND_DEAN) {
        s = rat_ratio(d->pool, 2 * k * (k + 1), 2 * k + 1);
    }
    s = r->in.method == ROUND_HUNTINGTON_HILL
      ? rat_int(d->pool, k * (k + 1)) : rat_mul(d->pool, s, s);
    return rat_div(d->pool, s, rat_mul(d->pool, r->exact[i], r->exact[i]));
}

/* Gives total units one by one, each to the smallest cost; false if there
 * is no way. Sets how many rows are equal at the cut. */
static bool naive_divisor(Draw *d, Rows *r, int64_t total, size_t *n_tied)
{
    bool one = r->in.method == ROUND_ADAMS || r->in.method == ROUND_DEAN
            || r->in.method == ROUND_HUNTINGTON_HILL;
    int64_t base[MOST_ROWS];
    const Rat *cut = NULL;
    size_t lost = 0, won = 0;

    for (size_t i = 0; i < r->n; i++) {
        int64_t x = one && rat_sign(r->exact[i]) > 0;

        x = x < lower(r, i, 0) ? lower(r, i, 0) : x;
        x = x > upper(r, i) ? upper(r, i) : x;
        base[i] = r->units[i] = x;
        total -= x;
    }
    while (total > 0) {
        size_t best = r->n;
        const Rat *best_cost = NULL;

        for (size_t i = 0; i < r->n; i++) {
            if (rat_sign(r->exact[i]) == 0 || r->units[i] == upper(r, i)) {
                continue;
            }
            const Rat *cost = naive_cost(d, r, i, r->units[i]);
            int order = best_cost ? rat_cmp(cost, best_cost) : -1;

            if (order < 0 || (order == 0 && tie_before(r, i, best))) {
                best = i;
                best_cost = cost;
            }
        }
        if (best == r->n) {
            return false;
        }
        r->units[best]++;
        cut = best_cost;
        total--;
    }
    for (size_t i = 0; cut && i < r->n; i++) {
        if (rat_sign(r->exact[i]) == 0) {
            continue;
        }
        won += r->units[i] > base[i]
            && rat_equal(naive_cost(d, r, i, r->units[i] - 1), cut);
        lost += r->units[i] < upper(r, i)
             && rat_equal(naive_cost(d, r, i, r->units[i]), cut);
    }
    *n_tied = lost > 0 ? won + lost : 0;
    return total == 0;
}

static bool limits_cross(const Rows *r)
{
    for (size_t i = 0; i < r->n; i++) {
        if (lower(r, i, 0) > upper(r, i)) {
            return true;
        }
    }
    return false;
}

Test(test_money_property, divisor_methods_unit_by_unit)
{
    size_t good = 0, tied = 0, held = 0;

    for (uint64_t seed = 1; seed <= 6000; seed++) {
        Draw d;
        Rows r;
        RoundOut out;
        size_t n_tied = 0, marked = 0;

        draw_open(&d, seed);
        rows_draw(&d, &r, (RoundMethod)(ROUND_WEBSTER + seed % 5));
        if (draw_below(&d, 2)) {
            rows_draw_limits(&d, &r);
        }
        if (draw_below(&d, 2)) {
            r.in.keeping = rat_int(d.pool, draw_below(&d, 80));
        }
        round_amounts(d.pool, d.arena, &r.in, &out);
        cr_assert_not(limits_cross(&r));
        bool way = naive_divisor(&d, &r, whole(out.target), &n_tied);

        cr_assert_eq(way, out.fault == ROUND_OK, "seed %d", (int)seed);
        for (size_t i = 0; way && i < r.n; i++) {
            cr_assert_eq(whole(out.amount[i]), r.units[i],
                         "seed %d row %zu", (int)seed, i);
            cr_assert(!out.rows[i].at_least
                      || r.units[i] == lower(&r, i, 0));
            cr_assert(!out.rows[i].at_most || r.units[i] == upper(&r, i));
            held += out.rows[i].at_least + out.rows[i].at_most;
            marked += out.rows[i].tied;
        }
        if (way) {
            cr_assert(rat_equal(out.sum, out.target));
            cr_assert_eq(out.n_tied, n_tied, "seed %d", (int)seed);
            cr_assert_eq(marked, n_tied, "seed %d", (int)seed);
            good++;
            tied += n_tied > 0;
        }
        draw_close(&d);
    }
    cr_expect_gt(good, 3000);
    cr_expect_gt(tied, 100);
    cr_expect_gt(held, 1000);
}

/* Plain largest remainder of the rows that are free: floors, then again and
 * again one unit to the best that has none yet. */
static bool naive_remainder(Draw *d, Rows *r, const bool *held, int64_t total)
{
    for (size_t i = 0; i < r->n; i++) {
        if (!held[i]) {
            r->units[i] = whole(rat_floor(d->pool, r->exact[i]));
            r->got[i] = false;
        }
        total -= r->units[i];
    }
    for (; total > 0; total--) {
        size_t best = r->n;
        const Rat *best_rest = NULL;

        for (size_t i = 0; i < r->n; i++) {
            if (held[i] || r->got[i]) {
                continue;
            }
            const Rat *rest = rat_sub(d->pool, r->exact[i],
                                      rat_floor(d->pool, r->exact[i]));
            int order = best_rest ? rat_cmp(best_rest, rest) : -1;

            if (order < 0 || (order == 0 && tie_before(r, i, best))) {
                best = i;
                best_rest = rest;
            }
        }
        if (best == r->n) {
            return false;
        }
        r->units[best]++;
        r->got[best] = true;
    }
    return total == 0;
}

Test(test_money_property, largest_remainder)
{
    size_t tied = 0;

    for (uint64_t seed = 1; seed <= 6000; seed++) {
        Draw d;
        Rows r;
        RoundOut out;
        bool held[MOST_ROWS] = { false };
        int64_t n_equal = 0, n_won = 0;

        draw_open(&d, seed);
        rows_draw(&d, &r, ROUND_LARGEST_REMAINDER);
        for (size_t i = 0; i < r.n; i++) {
            if (draw_below(&d, 3) == 0) {
                r.exact[i] = rat_neg(d.pool, r.exact[i]);
            }
        }
        round_amounts(d.pool, d.arena, &r.in, &out);
        cr_assert_eq(out.fault, ROUND_OK);
        cr_assert(rat_equal(out.sum, out.target));
        cr_assert(rat_equal(out.target,
                            rat_nearest(d.pool, out.exact_sum)));
        cr_assert(naive_remainder(&d, &r, held, whole(out.target)));
        for (size_t i = 0; i < r.n; i++) {
            const RoundRow *row = &out.rows[i];
            const Rat *off = rat_sub(d.pool, out.amount[i], r.exact[i]);

            cr_assert_eq(whole(out.amount[i]), r.units[i], "seed %d row %zu",
                         (int)seed, i);
            cr_assert_eq(row->extra, r.got[i]);
            /* within quota */
            cr_assert(rat_cmp(rat_abs(d.pool, off), r.in.unit) < 0);
            cr_assert(!out.cut || r.got[i] <= (rat_cmp(row->remainder,
                                                       out.cut) >= 0));
            bool equal = out.cut && rat_equal(row->remainder, out.cut);

            n_equal += equal;
            n_won += equal && r.got[i];
        }
        cr_assert_eq(out.n_tied, n_won < n_equal ? (size_t)n_equal : 0);
        cr_assert_eq(out.n_tied_won, n_won < n_equal ? (size_t)n_won : 0);
        tied += out.n_tied > 0;
        draw_close(&d);
    }
    cr_expect_gt(tied, 500);
}

/* As the words have it: round, hold rows that would break a limit, round
 * the rest again. Which of the breaking rows are held first is drawn. */
static bool naive_limits(Draw *d, Rows *r, int64_t total)
{
    bool held[MOST_ROWS] = { false };

    for (;;) {
        bool broken = false, one = false;

        if (!naive_remainder(d, r, held, total)) {
            return false;
        }
        for (int round = 0; round < 2 && !one; round++) {
            for (size_t i = 0; i < r->n; i++) {
                int64_t x = r->units[i];
                int64_t low = lower(r, i, INT64_MIN);

                if (held[i] || (x >= low && x <= upper(r, i))) {
                    continue;
                }
                broken = true;
                if (round == 1 || draw_below(d, 2)) {
                    held[i] = one = true;
                    r->units[i] = x < low ? low : upper(r, i);
                }
            }
        }
        if (!broken) {
            return true;
        }
    }
}

Test(test_money_property, largest_remainder_with_limits)
{
    size_t same = 0, held = 0, found = 0;

    for (uint64_t seed = 1; seed <= 9000; seed++) {
        Draw d;
        Rows r;
        RoundOut out;

        draw_open(&d, seed);
        rows_draw(&d, &r, ROUND_LARGEST_REMAINDER);
        rows_draw_limits(&d, &r);
        round_amounts(d.pool, d.arena, &r.in, &out);
        if (out.fault == ROUND_OK) {
            found++;
            cr_assert(rat_equal(out.sum, out.target));
            for (size_t i = 0; i < r.n; i++) {
                int64_t x = whole(out.amount[i]);

                cr_assert(x >= lower(&r, i, 0) && x <= upper(&r, i));
                held += out.rows[i].at_least + out.rows[i].at_most;
            }
        }
        /* Holding row by row may pass through totals out of reach; where it
         * does not, it must arrive at the same. */
        if (naive_limits(&d, &r, whole(out.target))) {
            cr_assert_eq(out.fault, ROUND_OK, "seed %d", (int)seed);
            for (size_t i = 0; i < r.n; i++) {
                cr_assert_eq(whole(out.amount[i]), r.units[i],
                             "seed %d row %zu", (int)seed, i);
            }
            same++;
        }
        draw_close(&d);
    }
    cr_expect_gt(found, 2000);
    cr_expect_gt(same, 1000);
    cr_expect_gt(held, 1000);
}

/* Rows in another order give the same amounts, by every method, also where
 * only the codes decide; divisor methods do not see the scale of amounts. */
Test(test_money_property, round_order_and_scale)
{
    for (uint64_t seed = 1; seed <= 6000; seed++) {
        Draw d;
        Rows r, m;
        RoundOut out, moved;
        size_t from[MOST_ROWS];
        RoundMethod method = (RoundMethod)(seed % (ROUND_DEAN + 1));

        draw_open(&d, seed);
        rows_draw(&d, &r, method);
        if (draw_below(&d, 2)) {
            rows_draw_limits(&d, &r);
        }
        r.in.keeping = rat_sum(d.pool, r.exact, r.n);
        const Rat *scale = rat_ratio(d.pool, draw_below(&d, 9) + 1, 7);

        if (method < ROUND_WEBSTER) {
            scale = rat_int(d.pool, 1);
        }
        draw_order(&d, from, r.n);
        m = r;
        for (size_t i = 0; i < r.n; i++) {
            m.exact[i] = rat_mul(d.pool, scale, r.exact[from[i]]);
            m.least[i] = r.least[from[i]];
            m.most[i] = r.most[from[i]];
            m.tie[i] = r.tie[from[i]];
            m.code[i] = r.code[from[i]];
        }
        m.in.tie = r.in.tie ? m.tie : NULL;
        m.in.at_least = r.in.at_least ? m.least : NULL;
        m.in.at_most = r.in.at_most ? m.most : NULL;
        rows_link(&m);
        round_amounts(d.pool, d.arena, &r.in, &out);
        round_amounts(d.pool, d.arena, &m.in, &moved);
        cr_assert_eq(out.fault, moved.fault);
        cr_assert_eq(out.n_tied, moved.n_tied);
        cr_assert_eq(out.n_extra, moved.n_extra);
        for (size_t i = 0; i < r.n; i++) {
            const RoundRow *a = &out.rows[from[i]], *b = &moved.rows[i];

            cr_assert(rat_equal(moved.amount[i], out.amount[from[i]]),
                      "seed %d row %zu", (int)seed, i);
            cr_assert(a->tied == b->tied && a->at_least == b->at_least
                      && a->at_most == b->at_most);
        }
        draw_close(&d);
    }
}
