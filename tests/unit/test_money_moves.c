/* test_money_moves.c - every place where a rounded amount moves, judged by
 * rounding at those places, between them, and wherever else it might.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "money/moves.h"

enum { OTHERS = 3, HALVES = 120 };

/* Lines over one denominator that is above 0 from 0 to 3. */
typedef struct Trial {
    RatPool *pool;
    Arena *arena;
    MovesIn in;
    MoveLine other[OTHERS];
    int tie[OTHERS], code[OTHERS];
    MoveList list;
    MovesOut out;
} Trial;

static int64_t between(int64_t low, int64_t high)
{
    return low + rand() % (high - low + 1);
}

/* One draw after the other: which argument of a call is worked out first is
 * the compiler's choice. */
static const Rat *ratio_draw(Trial *t, int64_t most)
{
    int64_t num = between(-most, most);
    return rat_ratio(t->pool, num, between(1, 4));
}

static void line_draw(Trial *t, MoveLine *line, int64_t most)
{
    line->add = ratio_draw(t, most);
    bool moves = rand() % 5 > 0;
    line->times = ratio_draw(t, moves ? most : 0);
    line->den_add = t->in.own.den_add;
    line->den_times = t->in.own.den_times;
}

/* The total of a rounding that keeps the exact sum. */
static void total_set(Trial *t)
{
    MoveLine *total = &t->in.total;
    const Rat *rows = rat_int(t->pool, (int64_t)t->in.n + 1);
    *total = t->in.own;
    total->add = rat_mul(t->pool, rows, total->add);
    total->times = rat_mul(t->pool, rows, total->times);
    for (size_t j = 0; j < t->in.n; j++) {
        total->add = rat_add(t->pool, total->add, t->other[j].add);
        total->times = rat_add(t->pool, total->times, t->other[j].times);
    }
}

static void trial_draw(Trial *t, RoundMethod method)
{
    *t = (Trial){.pool = rat_pool_new(RAT_BITS_MAX), .arena = arena_new()};
    t->in.method = method;
    t->in.n = round_method_keeps(method) ? (size_t)between(0, OTHERS) : 0;
    t->in.own.den_add = rat_int(t->pool, between(1, 4));
    t->in.own.den_times = rat_ratio(t->pool, between(0, 2), 3);
    line_draw(t, &t->in.own, 18);
    for (size_t j = 0; j < OTHERS; j++) {
        line_draw(t, &t->other[j], rand() % 3 ? 8 : 0);
        t->code[j] = rand() % 2 ? 1 : -1;
        t->tie[j] = (int)between(-1, 1);
    }
    t->in.other = t->other;
    t->in.code = t->code;
    t->in.tie = rand() % 2 ? t->tie : NULL;
    total_set(t);
    t->in.from = rat_int(t->pool, 0);
    t->in.to = rat_int(t->pool, 3);
}

static void trial_done(Trial *t)
{
    rat_pool_free(t->pool);
    arena_free(t->arena);
}

static const Rat *line_at_point(Trial *t, const MoveLine *line, const Rat *at)
{
    const Rat *den = rat_add(t->pool, line->den_add,
                             rat_mul(t->pool, line->den_times, at));
    const Rat *num = rat_add(t->pool, line->add,
                             rat_mul(t->pool, line->times, at));
    return rat_div(t->pool, num, den);
}

/* The row's rounded amount, as round_amounts has it. */
static int64_t amount_at(Trial *t, const Rat *at)
{
    const Rat *exact[OTHERS + 1], *tie[OTHERS + 1];
    const char *code[OTHERS + 1];
    exact[0] = line_at_point(t, &t->in.own, at);
    tie[0] = rat_int(t->pool, 0);
    code[0] = "m";
    for (size_t j = 0; j < t->in.n; j++) {
        exact[j + 1] = rat_add(t->pool, exact[0],
                               line_at_point(t, &t->other[j], at));
        tie[j + 1] = rat_int(t->pool, t->tie[j]);
        code[j + 1] = t->code[j] > 0 ? "a" : "z";
    }
    RoundIn in = {.method = t->in.method, .unit = rat_int(t->pool, 1),
                  .n = t->in.n + 1, .exact = exact, .code = code,
                  .tie = t->in.tie ? tie : NULL};
    RoundOut out;
    int64_t amount = 0;
    round_amounts(t->pool, t->arena, &in, &out);
    cr_assert_eq(out.fault, ROUND_OK);
    cr_assert(rat_to_int(out.amount[0], &amount));
    return amount;
}

/* What the list says of a point. */
static int64_t listed_at(const Trial *t, const Rat *at)
{
    int64_t now = t->out.first;
    for (size_t i = 0; i < t->list.n; i++) {
        int order = rat_cmp(at, t->list.at[i].at);
        if (order == 0) {
            return t->list.at[i].here;
        }
        now = order > 0 ? t->list.at[i].after : now;
    }
    return now;
}

static void expect_at(Trial *t, const Rat *at)
{
    if (rat_cmp(at, t->in.from) <= 0 || rat_cmp(at, t->in.to) >= 0) {
        return;
    }
    int64_t got = listed_at(t, at), want = amount_at(t, at);
    cr_assert_eq(got, want, "method %d at %s: %ld, not %ld",
                 (int)t->in.method, rat_text(t->arena, at), (long)got,
                 (long)want);
}

/* Where the line is each multiple of 1/2: there, and just beside. */
static void expect_along(Trial *t, const MoveLine *line)
{
    const Rat *near = rat_ratio(t->pool, 1, 1000000007);
    for (int64_t k = -HALVES; k <= HALVES; k++) {
        const Rat *half = rat_ratio(t->pool, k, 2);
        const Rat *num = rat_sub(t->pool,
                                 rat_mul(t->pool, half, line->den_add),
                                 line->add);
        const Rat *den = rat_sub(t->pool, line->times,
                                 rat_mul(t->pool, half, line->den_times));
        if (rat_sign(den) != 0) {
            const Rat *at = rat_div(t->pool, num, den);
            expect_at(t, at);
            expect_at(t, rat_add(t->pool, at, near));
            expect_at(t, rat_sub(t->pool, at, near));
        }
    }
}

static void expect_in_order(const Trial *t)
{
    int64_t now = t->out.first;
    for (size_t i = 0; i < t->list.n; i++) {
        const Move *m = &t->list.at[i];
        cr_assert(rat_cmp(m->at, t->in.from) > 0
                  && rat_cmp(m->at, t->in.to) < 0);
        cr_assert(i == 0 || rat_cmp(t->list.at[i - 1].at, m->at) < 0);
        cr_assert_eq(m->before, now);
        cr_assert(m->here != now || m->after != now);
        now = m->after;
    }
    cr_assert_eq(t->out.last, now);
}

static void try_method(RoundMethod method, int rounds)
{
    size_t found = 0;
    srand(11);
    for (int i = 0; i < rounds; i++) {
        Trial t;
        trial_draw(&t, method);
        cr_assert(round_moves(t.pool, t.arena, &t.in, 1000, 100000, &t.list,
                              &t.out));
        cr_assert(t.out.whole);
        cr_assert_eq(t.out.found, t.list.n);
        expect_in_order(&t);
        expect_along(&t, &t.in.own);
        for (size_t j = 0; j < t.in.n; j++) {
            expect_along(&t, &t.other[j]);
        }
        expect_along(&t, &t.in.total);
        found += t.list.n;
        trial_done(&t);
    }
    cr_expect_gt(found, 2 * (size_t)rounds);
}

Test(money_moves, plain_methods, .timeout = 60)
{
    for (int m = ROUND_NEAREST; m <= ROUND_UP; m++) {
        try_method((RoundMethod)m, 60);
    }
}

Test(money_moves, largest_remainder, .timeout = 60)
{
    try_method(ROUND_LARGEST_REMAINDER, 60);
}

/* Of 5 to 25 rising by 1 in a step of 1/2: 20 places, of which those asked
 * for are kept, and no more looked at than may be. */
Test(money_moves, some_of_them)
{
    Trial t;
    trial_draw(&t, ROUND_DOWN);
    const Rat *zero = rat_int(t.pool, 0), *one = rat_int(t.pool, 1);
    t.in.own = (MoveLine){rat_int(t.pool, 5), rat_int(t.pool, 2), one, zero};
    t.in.from = zero;
    t.in.to = rat_int(t.pool, 10);
    cr_assert(round_moves(t.pool, t.arena, &t.in, 3, 100, &t.list, &t.out));
    cr_expect_eq(t.list.n, 3);
    cr_expect_eq(t.out.found, 19);
    cr_expect_eq(t.out.places, 19);
    cr_expect(t.out.whole);
    cr_expect_str_eq(rat_text(t.arena, t.list.at[2].at), "3/2");
    t.list.n = 0;
    cr_assert(round_moves(t.pool, t.arena, &t.in, 9, 4, &t.list, &t.out));
    cr_expect_eq(t.out.found, 4);
    cr_expect(!t.out.whole);
    trial_done(&t);
}

/* Units beyond 2^53, at once or on the way, and a share of nothing. */
Test(money_moves, refused)
{
    static const struct {
        const char *add, *times, *den_add, *den_times;
        bool good;
    } line[] = {
        {"9007199254740993", "1", "1", "0", false},
        {"-9007199254740993", "1", "1", "0", false},
        {"0", "9007199254740993", "1", "0", false},
        {"1", "1", "0", "1", false},
        {"0", "2", "0", "1", false},
        {"9007199254740000", "1", "1", "0", true},
    };
    static const RoundMethod method[] = {ROUND_NEAREST,
                                         ROUND_LARGEST_REMAINDER};
    for (size_t i = 0; i < 2 * sizeof line / sizeof *line; i++) {
        Trial t;
        trial_draw(&t, method[i % 2]);
        const char *const part[] = {line[i / 2].add, line[i / 2].times,
                                    line[i / 2].den_add,
                                    line[i / 2].den_times};
        const Rat **to[] = {&t.in.own.add, &t.in.own.times,
                            &t.in.own.den_add, &t.in.own.den_times};
        for (size_t k = 0; k < 4; k++) {
            *to[k] = rat_read(t.pool, part[k], strlen(part[k]));
        }
        t.in.n = 0;
        t.in.total = t.in.own;
        cr_expect_eq(round_moves(t.pool, t.arena, &t.in, 9, 9, &t.list,
                                 &t.out), line[i / 2].good, "line %zu", i);
        trial_done(&t);
    }
}
