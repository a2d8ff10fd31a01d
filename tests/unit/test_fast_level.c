/* test_fast_level.c - the water level in doubles against the exact one. */
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "fast/lanes.h"
#include "money/allocate.h"

TestSuite(test_fast_level);

enum { MOST = 2600 };

/* A tier: the exact values, and the doubles that are given for them. */
typedef struct Tier {
    RatPool *pool;
    Arena *arena;
    size_t n;
    double key[MOST], floor[MOST], ceiling[MOST], total;
    bool no_key, no_floor, no_ceiling;
    const Rat *exact_key[MOST], *exact_floor[MOST], *exact_ceiling[MOST];
    const Rat *exact_total;
    double key_err, floor_err, ceiling_err, total_err;
    AllocOut out;
} Tier;

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (*state ^ *state >> 29) >> 16;
}

static int64_t below(uint64_t *state, uint64_t n)
{
    return (int64_t)(next_random(state) % n);
}

static const Rat *exactly(RatPool *pool, double value)
{
    int exponent;
    double part = frexp(value, &exponent);
    const Rat *r = rat_int(pool, (int64_t)(part * 0x1p53));

    exponent -= 53;
    for (; exponent != 0; exponent += exponent < 0 ? 1 : -1) {
        const Rat *step =
            exponent < -32  ? rat_ratio(pool, 1, INT64_C(1) << 32)
            : exponent < 0  ? rat_ratio(pool, 1, 2)
            : exponent > 32 ? rat_int(pool, INT64_C(1) << 32)
                            : rat_int(pool, 2);
        r = rat_mul(pool, r, step);
        exponent += exponent < -32 ? 31 : exponent > 32 ? -31 : 0;
    }
    return r;
}

static void tier_open(Tier *t, size_t n)
{
    memset(t, 0, sizeof *t);
    t->pool = rat_pool_new(RAT_BITS_MAX);
    t->arena = arena_new();
    t->n = n;
}

static void tier_close(Tier *t)
{
    arena_free(t->arena);
    rat_pool_free(t->pool);
}

/* The exact values are those of the doubles, unless they were set before. */
static void tier_solve(Tier *t)
{
    AllocIn in = { .n = t->n, .total = t->exact_total };

    for (size_t i = 0; i < t->n; i++) {
        if (!t->exact_key[i]) {
            t->exact_key[i] = exactly(t->pool, t->key[i]);
        }
        if (!t->exact_floor[i]) {
            t->exact_floor[i] = exactly(t->pool, t->floor[i]);
        }
        if (!t->exact_ceiling[i] && t->ceiling[i] != INFINITY) {
            t->exact_ceiling[i] = exactly(t->pool, t->ceiling[i]);
        }
    }
    if (!t->exact_total) {
        in.total = exactly(t->pool, t->total);
    }
    in.key = t->no_key ? NULL : t->exact_key;
    in.floor = t->no_floor ? NULL : t->exact_floor;
    in.ceiling = t->no_ceiling ? NULL : t->exact_ceiling;
    allocate_solve(t->pool, t->arena, &in, &t->out);
    cr_assert_not(rat_overflowed(t->pool));
}

/* A copy that ends where it says, so that reading on is found out. */
static double *column(const double *value, size_t n)
{
    double *copy = mem_alloc(n + 1, sizeof *copy);

    for (size_t i = 0; i < n; i++) {
        copy[i + 1] = value[i];
    }
    return copy;
}

/* |x - exact| <= err, and the sum of those <= sum_err. */
static void check_rows(const Tier *t, const double *x, const double *err,
                       const LevelOut *out)
{
    const Rat *sum = rat_int(t->pool, 0), *all = sum;

    for (size_t i = 0; i < t->n; i++) {
        const Rat *off = rat_abs(t->pool, rat_sub(t->pool, t->out.amount[i],
                                                  exactly(t->pool, x[i])));

        cr_assert(rat_cmp(off, exactly(t->pool, err[i])) <= 0,
                  "row %zu: %.17g is not within %g of %.17g", i, x[i], err[i],
                  rat_to_double(t->out.amount[i]));
        cr_assert(err[i] <= out->err, "row %zu: err", i);
        cr_assert(x[i] <= out->most);
        cr_assert(rat_to_double(t->out.amount[i]) <= out->most);
        sum = rat_add(t->pool, sum, off);
        all = rat_add(t->pool, all, t->out.amount[i]);
    }
    cr_assert(rat_cmp(sum, exactly(t->pool, out->sum_err)) <= 0);
    all = rat_sub(t->pool, all, exactly(t->pool, out->sum));
    cr_assert(rat_cmp(rat_abs(t->pool, all),
                      exactly(t->pool, out->sum_err)) <= 0);
}

static LevelDone run(const Tier *t, const Lanes *lanes, double guess,
                     LevelOut *out)
{
    double *key = column(t->key, t->n), *floor = column(t->floor, t->n);
    double *ceiling = column(t->ceiling, t->n);
    double *x = mem_alloc(t->n + 1, sizeof *x);
    double *err = mem_alloc(t->n + 1, sizeof *err);
    LevelIn in = {
        .n = t->n,
        .key = t->no_key ? NULL : key + 1,
        .floor = t->no_floor ? NULL : floor + 1,
        .ceiling = t->no_ceiling ? NULL : ceiling + 1,
        .total = t->total,
        .guess = guess,
        .key_err = t->key_err,
        .floor_err = t->floor_err,
        .ceiling_err = t->ceiling_err,
        .total_err = t->total_err,
        .err = err,
    };

    x[t->n] = err[t->n] = 12345;
    LevelDone done = lanes->level(&in, x, out);

    cr_assert(x[t->n] == 12345 && err[t->n] == 12345, "written beyond");
    if (done == LEVEL_FOUND || done == LEVEL_FULL || done == LEVEL_NO_KEY) {
        check_rows(t, x, err, out);
        in.err = NULL;
        double *again = mem_alloc(t->n + 1, sizeof *again);

        cr_assert(lanes->level(&in, again, out) == done);
        cr_assert(memcmp(again, x, t->n * sizeof *x) == 0);
        mem_free(again);
    }
    mem_free(key);
    mem_free(floor);
    mem_free(ceiling);
    mem_free(x);
    mem_free(err);
    return done;
}

static bool has_key(const Tier *t)
{
    for (size_t i = 0; i < t->n; i++) {
        if (t->no_key || t->key[i] > 0) {
            return true;
        }
    }
    return false;
}

/* Every table, from several guesses; the answer must be the exact one, unless
 * `unsure` counts it. */
static void check_tier(Tier *t, size_t *unsure)
{
    size_t n;
    const Lanes *const *lanes = lanes_all(&n);

    tier_solve(t);
    for (size_t l = 0; l < n; l++) {
        LevelOut out;
        double guess = 0;

        for (int round = 0; round < 5; round++) {
            LevelDone done = run(t, lanes[l], guess, &out);

            guess = round == 0 ? out.level
                  : round == 1 ? out.level * 1.01
                  : round == 2 ? out.level / 1e6 : 1e9;
            if (done == LEVEL_UNSURE && unsure) {
                ++*unsure;
                continue;
            }
            cr_assert(done != LEVEL_UNSURE, "%s, round %d", lanes[l]->name,
                      round);
            cr_assert((done == LEVEL_SHORT)
                      == (t->out.fault == ALLOC_FLOORS_ABOVE_TOTAL));
            cr_assert((done == LEVEL_NO_KEY) == (done != LEVEL_SHORT
                                                 && !has_key(t)));
            if (t->out.fault == ALLOC_OK && has_key(t)) {
                cr_assert(done == LEVEL_FULL
                          || rat_sign(t->out.unallocated) == 0);
            }
            if (done == LEVEL_FOUND) {
                cr_assert(out.sum == t->total);
            }
        }
    }
}

/* Whole limits and keys, some 0, many equal, the total at or beside sums of
 * limits: nothing may stay undecided but what lies within rounding. */
Test(test_fast_level, whole_numbers)
{
    uint64_t state = 1;

    for (int round = 0; round < 700; round++) {
        static Tier t;
        uint64_t scale = round % 3 == 0 ? 4 : round % 3 == 1 ? 1000 : 100000;
        double floors = 0, tops = 0;

        tier_open(&t, (size_t)below(&state, round % 10 == 0 ? 100 : 14));
        for (size_t i = 0; i < t.n; i++) {
            t.key[i] = (double)below(&state, scale);
            t.floor[i] = (double)below(&state, scale);
            t.ceiling[i] = t.floor[i] + (double)below(&state, 3 * scale);
            floors += t.floor[i];
            tops += t.key[i] > 0 ? t.ceiling[i] : t.floor[i];
        }
        t.total = round % 7 == 0 ? floors
                : round % 7 == 1 ? tops
                : round % 7 == 2 ? tops + 1
                : round % 7 == 3 && floors > 0 ? floors - 1
                : floors + floor((tops - floors)
                                 * (double)below(&state, 1000) / 999);
        check_tier(&t, NULL);
        tier_close(&t);
    }
}

/* Any doubles, keys from 1e-9 to 1e15, with and without each column. */
Test(test_fast_level, any_numbers)
{
    uint64_t state = 2;
    size_t unsure = 0;

    for (int round = 0; round < 400; round++) {
        static Tier t;
        double spread = round % 2 ? 24 : 3, size = pow(10, round % 12);

        tier_open(&t, 1 + (size_t)below(&state, round % 10 == 0 ? 290 : 20));
        t.no_key = round % 4 == 3;
        t.no_floor = round % 3 == 0;
        t.no_ceiling = round % 5 == 0;
        t.total = 0;
        for (size_t i = 0; i < t.n; i++) {
            double part = (double)below(&state, 1 << 30) / (1 << 30);

            t.key[i] = pow(10, part * spread - spread * 3 / 8);
            t.floor[i] = below(&state, 3) ? 0
                       : size * (double)below(&state, 1 << 20) / (1 << 18);
            t.ceiling[i] = below(&state, 5) == 0 ? INFINITY
                         : t.floor[i] + size * part;
            t.total += t.no_floor ? 0 : t.floor[i];
        }
        t.total += size * (double)t.n * (double)below(&state, 1 << 20) / 2e6;
        check_tier(&t, &unsure);
        tier_close(&t);
    }
    cr_assert(unsure < 20, "%zu undecided", unsure);
}

/* Keys, limits and totals off by as much as is said. */
Test(test_fast_level, inexact_inputs)
{
    uint64_t state = 3;
    size_t unsure = 0;

    for (int round = 0; round < 400; round++) {
        static Tier t;

        tier_open(&t, 1 + (size_t)below(&state, 30));
        t.key_err = round % 2 ? 0x1p-40 : 0;
        t.floor_err = round % 3 ? 0x1p-20 : 0;
        t.ceiling_err = round % 5 ? 0x1p-18 : 0;
        t.total_err = round % 7 ? 0x1p-16 : 0;
        double floors = 0;

        for (size_t i = 0; i < t.n; i++) {
            double off[3];

            for (int c = 0; c < 3; c++) {
                off[c] = (double)below(&state, 3) - 1;
            }
            t.key[i] = (double)below(&state, 1000);
            t.floor[i] = 1 + (double)below(&state, 1000);
            t.ceiling[i] = t.floor[i] + 1 + (double)below(&state, 2000);
            t.exact_key[i] = exactly(t.pool,
                                     t.key[i] * (1 + off[0] * t.key_err));
            t.exact_floor[i] = exactly(t.pool,
                                       t.floor[i] + off[1] * t.floor_err);
            t.exact_ceiling[i] = exactly(
                t.pool, t.ceiling[i] + off[2] * t.ceiling_err);
            floors += t.floor[i];
        }
        t.total = floors + (double)t.n * (double)below(&state, 1000);
        t.exact_total = exactly(t.pool, t.total + t.total_err);
        check_tier(&t, &unsure);
        tier_close(&t);
    }
    cr_assert(unsure < 40, "%zu undecided", unsure);
}

/* Rows all alike but for what is said; the tier is checked at totals at and
 * about the sums of its limits and between. */
static void check_alike(size_t n, double key, double floor, double ceiling,
                        const double *others, size_t n_others, bool exact)
{
    double floors = (double)n * floor, tops = (double)n * ceiling;

    for (size_t o = 0; o < n_others; o++) {
        floors += others[3 * o + 1];
        tops += others[3 * o + 2];
    }
    const double totals[] = {
        0, floors, floors + 1, nextafter(floors, INFINITY),
        floors + (tops - floors) * 0.3, (floors + tops) / 2,
        floors + (tops - floors) * 0.999999, tops - 1, nextafter(tops, 0),
        tops, nextafter(tops, INFINITY), tops + 1, 2 * tops, 1e15,
    };

    for (size_t k = 0; k < sizeof totals / sizeof *totals; k++) {
        static Tier t;
        size_t unsure = 0;

        /* Totals of unlimited rows, and those no money has. */
        if (!(totals[k] >= 0 && totals[k] < 1e16)
            || (totals[k] > 0 && totals[k] < 1e-100)) {
            continue;
        }
        tier_open(&t, n + n_others);
        t.total = totals[k];
        for (size_t i = 0; i < t.n; i++) {
            const double *other = i < n ? NULL : others + 3 * (i - n);

            t.key[i] = other ? other[0] : key;
            t.floor[i] = other ? other[1] : floor;
            t.ceiling[i] = other ? other[2] : ceiling;
        }
        check_tier(&t, exact ? NULL : &unsure);
        tier_close(&t);
    }
}

Test(test_fast_level, hard_cases)
{
    /* One row that rises slowly beside many that rise fast between 10 and
     * 10.01: Newton's step from either side lands far on the other. */
    static const double slow[] = { 1, 0, 100000 };
    static const double slow2[] = { 1, 0, 100000, 3, 0, 7, 1e-9, 1, 2 };
    static const double wide[] = { 1e15, 0, 1e12, 1e-9, 0, 1e12, 0, 5, 5 };

    check_alike(100, 100, 1000, 1001, slow, 1, true);
    check_alike(40, 100, 1000, 1001, slow2, 3, true);
    check_alike(7, 3, 10, 20, NULL, 0, true);
    check_alike(1, 7, 0, 1000, NULL, 0, true);
    check_alike(1, 7, 1000, 1000, NULL, 0, true);
    check_alike(13, 0, 3, 9, NULL, 0, true);
    check_alike(13, 1, 3, INFINITY, NULL, 0, true);
    check_alike(9, 1, 0, 1e13, wide, 3, true);
    check_alike(9, 1.0 / 3, 0.1, 1 / 1.1, slow2, 3, false);
}

/* The total halfway between the sums of limits is that of a plateau, with all
 * rows held: halves and what is beyond 2^52 are not taken for certain. */
Test(test_fast_level, plateaus)
{
    static const double small[] = { 100, 0, 4 };
    static const double large[] = { 100, 0, 4e14 };

    check_alike(2, 1, 10, 12, small, 1, true);
    check_alike(2, 1, 10.5, 12.5, small, 1, false);
    check_alike(2, 1, 2.5e15, 2.7e15, large, 1, false);
    check_alike(2, 1, 3e15, 4e15, NULL, 0, false);
}

/* Nothing limits the rows, and none has a key. */
Test(test_fast_level, no_keys)
{
    static Tier t;

    for (size_t n = 1; n < 20; n++) {
        tier_open(&t, n);
        t.no_floor = t.no_ceiling = true;
        t.total = (double)n - 1;
        check_tier(&t, NULL);
        tier_close(&t);
    }
}

/* More rows than one block of a sum, and as few passes as can be: what is
 * certain must be close, too. */
Test(test_fast_level, close)
{
    uint64_t state = 4;
    size_t n_lanes;
    const Lanes *const *lanes = lanes_all(&n_lanes);

    for (size_t n = 290; n <= MOST; n += 2200) {
        static Tier t;
        size_t held = 0;

        tier_open(&t, n);
        t.total = 100000 * (double)n;
        for (size_t i = 0; i < n; i++) {
            t.key[i] = (double)(1000 + below(&state, 60000));
            t.floor[i] = 35000;
            t.ceiling[i] = floor(t.key[i] * (2.5 + 2 * (double)i
                                             / (double)n)) + 35000;
        }
        tier_solve(&t);
        for (size_t i = 0; i < n; i++) {
            held += t.out.state[i] != ALLOC_SHARE;
        }
        cr_assert(held > n / 10 && held < n - n / 10);
        for (size_t l = 0; l < n_lanes; l++) {
            static double x[MOST], err[MOST];
            LevelOut out;
            LevelIn in = {
                .n = n, .key = t.key, .floor = t.floor,
                .ceiling = t.ceiling, .total = t.total, .err = err,
            };

            cr_assert(lanes[l]->level(&in, x, &out) == LEVEL_FOUND);
            check_rows(&t, x, err, &out);
            size_t found = 0;
            for (size_t i = 0; i < n; i++) {
                found += err[i] == 0;
            }
            cr_assert(found == held);
            cr_assert(out.sum_err < 1e-13 * (double)n * t.total);
            cr_assert(out.err < 1e-13 * (double)n * 300000);
        }
        tier_close(&t);
    }
}
