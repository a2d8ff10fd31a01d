/* test_fast_remainder.c - the largest-remainder loop of every table this
 * machine can use, against whole numbers of 128 bits and a sort.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fast/lanes.h"
#include "money/apportion.h"

TestSuite(test_fast_remainder);

__extension__ typedef __int128 Wide;

enum { MOST = 70000, ROOM = MOST + LANES_PAD, COLUMNS = 4 };

/* x[i] = (add + sum of coef[j] * whole[j][i]) / den. */
typedef struct Task {
    size_t n, k;
    int64_t den, add, coef[COLUMNS];
    int64_t *whole[COLUMNS];
    double *column[COLUMNS];
    uint32_t *rank;
    bool ties_to;
    int64_t total;
    double size;                /* of x, no less */
    int64_t *down, *rest;       /* floor, and the rest over den */
    size_t *order;
    int64_t *expected, *amount;
    double *scratch;
    uint64_t state;
    Arena *arena;
} Task;

static uint64_t draw(Task *t, uint64_t below)
{
    uint64_t z = t->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (z ^ z >> 31) % below;
}

static Task task_new(void)
{
    Arena *arena = arena_new();
    Task t = { .state = 2020, .arena = arena };

    for (size_t j = 0; j < COLUMNS; j++) {
        t.whole[j] = ARENA_ARRAY(arena, int64_t, ROOM);
        t.column[j] = ARENA_ARRAY(arena, double, ROOM);
    }
    t.rank = ARENA_ARRAY(arena, uint32_t, ROOM);
    t.down = ARENA_ARRAY(arena, int64_t, ROOM);
    t.rest = ARENA_ARRAY(arena, int64_t, ROOM);
    t.order = ARENA_ARRAY(arena, size_t, ROOM);
    t.expected = ARENA_ARRAY(arena, int64_t, ROOM);
    t.amount = ARENA_ARRAY(arena, int64_t, ROOM);
    t.scratch = ARENA_ARRAY(arena, double, 4 * MOST + 256);
    return t;
}

/* --- The slow way ------------------------------------------------------- */

static int before(const void *a, const void *b, void *context)
{
    const Task *t = context;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;

    if (t->rest[i] != t->rest[j]) {
        return t->rest[i] > t->rest[j] ? -1 : 1;
    }
    if (!t->ties_to && t->down[i] != t->down[j]) {
        return t->down[i] > t->down[j] ? -1 : 1;
    }
    return t->rank[i] < t->rank[j] ? -1 : t->rank[i] > t->rank[j];
}

/* Floors, rests, order; the sum of the floors. */
static Wide task_floors(Task *t)
{
    Wide sum = 0;

    for (size_t i = 0; i < t->n; i++) {
        Wide x = t->add;

        for (size_t j = 0; j < t->k; j++) {
            x += (Wide)t->coef[j] * t->whole[j][i];
        }
        t->rest[i] = (int64_t)((x % t->den + t->den) % t->den);
        t->down[i] = (int64_t)((x - t->rest[i]) / t->den);
        sum += t->down[i];
        t->order[i] = i;
    }
    qsort_r(t->order, t->n, sizeof *t->order, before, t);
    return sum;
}

/* What the rows get; whether equal rows stand on both sides of the cut, so
 * that no bound can decide. */
static bool task_expect(Task *t, int64_t left)
{
    bool tied = left > 0 && left < (int64_t)t->n
             && t->rest[t->order[left - 1]] == t->rest[t->order[left]];

    for (size_t i = 0; i < t->n; i++) {
        t->expected[t->order[i]] = t->down[t->order[i]] + ((int64_t)i < left);
    }
    return tied;
}

/* --- Against it --------------------------------------------------------- */

static RemainderIn task_in(const Task *t, double err)
{
    RemainderIn in = { .x = { .n = t->n, .k = t->k },
                       .most = t->size, .err = err, .total = t->total };

    in.x.add = (double)t->add / (double)t->den;
    for (size_t j = 0; j < t->k; j++) {
        in.x.coef[j] = (double)t->coef[j] / (double)t->den;
        in.x.col[j] = t->column[j];
    }
    return in;
}

static RemainderDone task_run(Task *t, const Lanes *lanes, bool on_grid,
                              double err)
{
    RemainderIn in = task_in(t, err);
    RemainderGrid grid = { .den = on_grid ? t->den : 0,
                           .rank = t->rank, .ties_to = t->ties_to };

    grid.add = (uint64_t)t->add;
    for (size_t j = 0; j < t->k; j++) {
        grid.coef[j] = (uint64_t)t->coef[j];
        grid.col[j] = t->whole[j];
    }
    for (size_t i = 0; i < ROOM && i < t->n + LANES_PAD; i++) {
        t->amount[i] = 77;
    }
    memset(t->scratch, 0xa5, (4 * t->n + 256) * sizeof(double));
    return lanes->remainder(&in, &grid, t->amount, t->scratch);
}

/* What the mix may be off by: numerator, denominator, division, product and
 * additions each round by 2^-53 of it. */
static double task_err(const Task *t)
{
    return (double)(t->k + 6) * 0x1p-53 * t->size;
}

static void check_amounts(const Task *t, const Lanes *lanes, const char *how)
{
    size_t padded = (t->n + LANES_PAD - 1) / LANES_PAD * LANES_PAD;

    for (size_t i = 0; i < t->n; i++) {
        cr_assert(t->amount[i] == t->expected[i],
                  "%s, %s, n %zu, k %zu, den %ld, total %ld, row %zu: %ld, "
                  "not %ld", lanes->name, how, t->n, t->k, (long)t->den,
                  (long)t->total, i, (long)t->amount[i],
                  (long)t->expected[i]);
    }
    for (size_t i = padded; i < t->n + LANES_PAD; i++) {
        cr_assert(t->amount[i] == 77, "%s writes past n %zu", lanes->name,
                  t->n);
    }
}

/* How often each answer came: [on the grid][answer]. */
typedef struct Answers {
    size_t n[2][4];
} Answers;

static void task_check(Task *t, int64_t left, Wide floors, Answers *answers)
{
    size_t n_tables;
    const Lanes *const *lanes = lanes_all(&n_tables);
    bool far = left < 0 || left > (int64_t)t->n;
    bool tied = !far && task_expect(t, left);

    t->total = (int64_t)(floors + left);
    for (size_t l = 0; l < n_tables; l++) {
        for (int g = 0; g < 2; g++) {
            RemainderDone done = task_run(t, lanes[l], g, task_err(t));

            answers->n[g][done]++;
            if (done == REMAINDER_UNSURE) {
                cr_assert(!g || t->size >= 0x1p44, "%s, n %zu: unsure on the "
                          "grid", lanes[l]->name, t->n);
                continue;
            }
            cr_assert((done == REMAINDER_TOO_FAR) == far,
                      "%s, grid %d, n %zu, left %ld: %d", lanes[l]->name, g,
                      t->n, (long)left, (int)done);
            cr_assert(g || done != REMAINDER_ON_GRID);
            cr_assert(!tied || done == REMAINDER_ON_GRID,
                      "%s: a tie passed the filter", lanes[l]->name);
            if (!far) {
                check_amounts(t, lanes[l], g ? "grid" : "filter");
            }
        }
    }
}

/* --- Made-up amounts ---------------------------------------------------- */

typedef enum Kind { PLAIN, TENTHS, EQUAL, WHOLE, NEGATIVE, LARGE, TWINS,
                    NEXT_TO_WHOLE, LONG_DEN, KINDS } Kind;

static void make_multipliers(Task *t, Kind kind)
{
    int64_t large = INT64_C(1) << draw(t, 31);

    t->den = kind == TENTHS ? 10
           : kind == EQUAL ? 2
           : kind == WHOLE ? 1
           : kind == LONG_DEN ? (INT64_C(1) << 62) - (int64_t)draw(t, 2)
           : kind == LARGE ? (int64_t)draw(t, UINT64_C(1) << 30) + 1
                           : (int64_t)draw(t, UINT64_C(1) << 40) + 1;
    t->add = kind == LONG_DEN ? (int64_t)draw(t, UINT64_C(1) << 63)
                              : (int64_t)draw(t, 1000) * t->den / 10;
    for (size_t j = 0; j < t->k; j++) {
        t->coef[j] = kind < NEGATIVE && kind != PLAIN
                         ? (int64_t)draw(t, 10)
                         : (int64_t)draw(t, (uint64_t)t->den * 2);
        if (kind == LARGE) {
            t->coef[j] = (int64_t)draw(t, (uint64_t)t->den) * large;
        }
        if (kind == NEGATIVE && draw(t, 3) > 0) {
            t->coef[j] = -t->coef[j];
        }
    }
    if (kind == EQUAL) {
        t->add |= 1;
    }
}

static void make_rows(Task *t, Kind kind)
{
    uint32_t step = 7919;       /* no divisor of any n here */

    for (size_t i = 0; i < ROOM && i < t->n + LANES_PAD; i++) {
        for (size_t j = 0; j < t->k; j++) {
            int64_t x = kind == TENTHS ? (int64_t)draw(t, 5000) * 5
                      : kind == EQUAL ? 4
                                      : (int64_t)draw(t, 100000);

            if (kind == NEXT_TO_WHOLE) {
                x = (int64_t)draw(t, 3) - 1;
                t->coef[j] = 1;
            }
            t->whole[j][i] = kind == TWINS && i % 4 ? t->whole[j][i - 1] : x;
            t->column[j][i] = i < t->n ? (double)t->whole[j][i]
                            : i % 2 ? NAN : -INFINITY;
        }
        t->rank[i] = i < t->n ? (uint32_t)(i * step % t->n) : 0;
    }
    if (kind == NEXT_TO_WHOLE) {
        t->den = INT64_C(1) << 51;
        t->add = t->den * 1000;
    }
}

static void task_make(Task *t, Kind kind, size_t n, size_t k)
{
    t->n = n;
    t->k = k;
    t->ties_to = draw(t, 3) == 0;
    make_multipliers(t, kind);
    make_rows(t, kind);
    t->size = fabs((double)t->add) / (double)t->den;
    for (size_t j = 0; j < k; j++) {
        double most = 0;

        for (size_t i = 0; i < n; i++) {
            most = fmax(most, fabs(t->column[j][i]));
        }
        t->size += most * fabs((double)t->coef[j]) / (double)t->den;
    }
    t->size = t->size * (1 + 1e-9) + 1e-300;
}

static void check_kind(Task *t, Kind kind, size_t n, size_t k,
                       Answers *answers)
{
    int64_t all = (int64_t)n;
    Wide sum = 0, floors;

    task_make(t, kind, n, k);
    floors = task_floors(t);
    for (size_t i = 0; i < n; i++) {
        sum += t->rest[i];
    }
    const int64_t left[] = {
        (int64_t)((sum + t->den / 2) / t->den), 0, 1, all / 3, all - 1, all,
        -1, all + 1, (int64_t)draw(t, n + 1),
    };

    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        task_check(t, left[i], floors, answers);
    }
}

Test(test_fast_remainder, agrees_with_a_sort)
{
    static const size_t sizes[] = { 0,  1,  2,  3,  5,  7,  8,   9,   14,
                                    15, 16, 17, 21, 31, 33, 100, 290, 1000 };
    Task t = task_new();

    for (Kind kind = PLAIN; kind < KINDS; kind++) {
        Answers answers = { 0 };

        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            for (size_t k = 0; k <= COLUMNS; k++) {
                for (int again = 0; again < 3; again++) {
                    check_kind(&t, kind, sizes[s], k, &answers);
                }
            }
        }
        cr_expect(answers.n[0][REMAINDER_FILTERED] > 0, "kind %d", kind);
        cr_expect(answers.n[1][REMAINDER_ON_GRID] > 0, "kind %d", kind);
        cr_expect(answers.n[1][REMAINDER_TOO_FAR] > 0, "kind %d", kind);
    }
    arena_free(t.arena);
}

Test(test_fast_remainder, agrees_on_many_rows)
{
    Task t = task_new();
    Answers answers = { 0 };

    for (Kind kind = PLAIN; kind < KINDS; kind++) {
        check_kind(&t, kind, MOST, kind == PLAIN ? 2 : 1, &answers);
    }
    cr_expect(answers.n[0][REMAINDER_FILTERED] > 0);
    cr_expect(answers.n[1][REMAINDER_ON_GRID] > 0);
    arena_free(t.arena);
}

/* --- Against round_amounts ---------------------------------------------- */

static void check_money(Task *t, int64_t left)
{
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Arena *arena = arena_new();
    const Rat **exact = ARENA_ARRAY(arena, const Rat *, t->n);
    const char **code = ARENA_ARRAY(arena, const char *, t->n);
    size_t n_tables;
    const Lanes *const *lanes = lanes_all(&n_tables);
    RoundOut out;

    for (size_t i = 0; i < t->n; i++) {
        exact[i] = rat_add(pool, rat_int(pool, t->down[i]),
                           rat_ratio(pool, t->rest[i], t->den));
        code[i] = arena_format(arena, "%06u", t->rank[i]);
    }
    round_amounts(pool, arena, &(RoundIn){
        .method = ROUND_LARGEST_REMAINDER, .unit = rat_int(pool, 1),
        .n = t->n, .exact = exact, .code = code,
        .keeping = rat_int(pool, t->total) }, &out);
    cr_assert_eq(out.fault == ROUND_TOTAL_TOO_FAR,
                 left < 0 || left > (int64_t)t->n);
    for (size_t l = 0; l < n_tables; l++) {
        RemainderDone done = task_run(t, lanes[l], true, task_err(t));

        cr_assert_eq(done == REMAINDER_TOO_FAR, out.fault != ROUND_OK);
        for (size_t i = 0; out.fault == ROUND_OK && i < t->n; i++) {
            int64_t amount;

            cr_assert(rat_to_int(out.amount[i], &amount));
            cr_assert(t->amount[i] == amount, "%s, row %zu of %zu",
                      lanes[l]->name, i, t->n);
        }
    }
    arena_free(arena);
    rat_pool_free(pool);
}

Test(test_fast_remainder, agrees_with_round_amounts)
{
    static const Kind kinds[] = { PLAIN, TENTHS, EQUAL, WHOLE, NEGATIVE,
                                  TWINS };
    Task t = task_new();

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        for (int64_t left = -1; left <= 22; left++) {
            task_make(&t, kinds[i], 21, 2);
            t.ties_to = false;
            t.total = (int64_t)(task_floors(&t) + left);
            check_money(&t, left);
        }
    }
    arena_free(t.arena);
}

/* --- Four at a time by short keys ---------------------------------------- */

/* Of what is left open: all other rows have their amounts, and `chosen` of
 * those near the cut are to get one unit more. */
static void check_near(const Task *t, const RemainderShort *s)
{
    size_t chosen = 0;

    for (size_t i = 0; s->n_near > 0 && i < t->n; i++) {
        bool near = false;

        for (size_t k = 0; k < s->n_near; k++) {
            near = near || s->near[k] == i;
        }
        cr_assert(near || s->amount[i] == t->expected[i], "row %zu", i);
        chosen += near && s->amount[i] != t->expected[i];
        cr_assert(!near || t->expected[i] - s->amount[i] == 0
                  || t->expected[i] - s->amount[i] == 1);
    }
    cr_assert(s->n_near == 0 || chosen == s->chosen, "%zu for %zu", chosen,
              s->chosen);
}

/* The totals left .. left + 3 of one task; how many of them were decided. */
static unsigned check_four(Task *t, const Lanes *lanes, int64_t left)
{
    Arena *arena = arena_new();
    Wide floors = task_floors(t);
    RemainderShort task[4];
    size_t live = 0;
    int64_t at[4];
    unsigned done;

    for (int64_t more = 0; more < 4; more++) {
        RemainderShort *s = &task[live];

        s->fixed = ARENA_ARRAY(arena, uint64_t, t->n + 2 * SHORT_PAD);
        s->key = ARENA_ARRAY(arena, int16_t, t->n + 2 * SHORT_PAD);
        s->amount = ARENA_ARRAY(arena, int64_t, t->n + 1);
        s->amount[t->n] = 77;
        t->total = (int64_t)(floors + left + more);
        RemainderIn in = task_in(t, task_err(t));
        if (lanes->remainder_fill(&in, s)) {
            at[live++] = left + more;
        }
    }
    done = live == 0 ? 0 : lanes->remainder_cut(task, live);
    for (size_t k = 0; k < live; k++) {
        bool tied = task_expect(t, at[k]);

        cr_assert_eq(task[k].amount[t->n], 77, "%s writes past n %zu",
                     lanes->name, t->n);
        for (size_t i = 0; done >> k & 1 && i < t->n; i++) {
            cr_assert(!tied, "%s: a tie passed", lanes->name);
            cr_assert_eq(task[k].amount[i], t->expected[i],
                         "%s, n %zu, k %zu, left %ld, row %zu", lanes->name,
                         t->n, t->k, (long)at[k], i);
        }
        if (!(done >> k & 1)) {
            check_near(t, &task[k]);
        }
    }
    arena_free(arena);
    return (unsigned)__builtin_popcount(done);
}

Test(test_fast_remainder, agrees_by_short_keys)
{
    static const size_t sizes[] = { 1, 31, 32, 33, 64, 95, 100, 290, 1000 };
    Task t = task_new();
    size_t n_tables;
    const Lanes *const *lanes = lanes_all(&n_tables);

    for (size_t l = 0; l < n_tables; l++) {
        unsigned plain = 0, asked = 0;

        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            int64_t n = (int64_t)sizes[s];
            const int64_t left[] = { -2, 0, n / 3, n / 2, n - 4, n - 1 };

            for (Kind kind = PLAIN; kind < KINDS; kind++) {
                for (size_t k = 0; k < sizeof left / sizeof *left; k++) {
                    task_make(&t, kind, sizes[s], k % (COLUMNS + 1));
                    unsigned done = check_four(&t, lanes[l], left[k]);

                    plain += kind == PLAIN && n >= 64 && k == 2 ? done : 0;
                    asked += kind == PLAIN && n >= 64 && k == 2 ? 4 : 0;
                }
            }
        }
        cr_expect_gt(plain * 2, asked, "%s: %u of %u", lanes[l]->name, plain,
                     asked);
    }
    arena_free(t.arena);
}

/* Two rows on either side of the cut, nearer to each other than short keys
 * tell: by all that is known of them, or left open and named. */
Test(test_fast_remainder, leaves_neighbouring_rows)
{
    enum { ROWS = 40 };
    static const struct {
        double high, low;
        bool decided;
    } row[] = { { 0.5, 0.5 - 0x1p-25, false },
                { 0.5, 0.5 - 0x1.ffp-20, false },
                { 0.5, 0.5 - 0x1.02p-19, true },
                { 0.5 + 0x1p-17, 0.5, true },
                { 0.5, 0.5 - 0x1p-15, true },
                { 0.5 + 0x1p-15, 0.5, true },
                { 0.5, 0.5, false } };
    Arena *arena = arena_new();
    double *x = ARENA_ARRAY(arena, double, ROWS + SHORT_PAD);
    RemainderShort s = { .fixed = ARENA_ARRAY(arena, uint64_t, 128),
                         .key = ARENA_ARRAY(arena, int16_t, 128),
                         .amount = ARENA_ARRAY(arena, int64_t, ROWS) };
    RemainderIn in = { .x = { .n = ROWS, .k = 1, .coef = { 1 },
                              .col = { x } },
                       .most = 9, .err = 0x1p-20, .total = 8 * ROWS + 20 };
    size_t n;
    const Lanes *const *lanes = lanes_all(&n);

    for (size_t l = 0; l < n; l++) {
        for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
            for (size_t k = 0; k < ROWS; k++) {
                x[k] = k % 2 ? 8.125 : 8.875;
            }
            x[10] = 8 + row[i].high;
            x[11] = 8 + row[i].low;
            cr_assert(lanes[l]->remainder_fill(&in, &s));
            cr_expect_eq(lanes[l]->remainder_cut(&s, 1), row[i].decided,
                         "%s, %zu", lanes[l]->name, i);
            cr_expect(row[i].decided
                          ? s.amount[10] == 9 && s.amount[11] == 8
                          : s.n_near == 2 && s.chosen == 1
                                && s.near[0] + s.near[1] == 21
                                && s.amount[10] + s.amount[11] == 16,
                      "%s, %zu", lanes[l]->name, i);
        }
    }
    arena_free(arena);
}

/* --- A hair apart ------------------------------------------------------- */

/* Two rows a hair apart, with a cut between them: what the filter says if x is
 * off by err at most. */
static RemainderDone hair(Task *t, const Lanes *lanes, double gap, double err)
{
    static const double far[] = { 1000.25, 2000.75, 30.125, 4.875, 77.375 };
    RemainderIn in = { .x = { .n = 7, .k = 1, .coef = { 1 },
                              .col = { t->column[0] } },
                       .most = 2001, .err = err,
                       .total = 1000 + 2000 + 30 + 4 + 77 + 500 + 3 + 3 };
    RemainderGrid grid = { .rank = t->rank };

    memcpy(t->column[0], far, sizeof far);
    t->column[0][5] = 500.4375;
    t->column[0][6] = 3.4375 + gap;
    return lanes->remainder(&in, &grid, t->amount, t->scratch);
}

Test(test_fast_remainder, certifies_just_what_the_bound_allows)
{
    Task t = task_new();
    size_t n;
    const Lanes *const *lanes = lanes_all(&n);

    for (size_t l = 0; l < n; l++) {
        for (int bits = 4; bits <= 44; bits++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                double size = ldexp(1, -bits), gap = sign * size;

                cr_expect_eq(hair(&t, lanes[l], gap, size * 0.51),
                             REMAINDER_UNSURE, "2^-%d", bits);
                cr_expect_eq(hair(&t, lanes[l], gap, size * 0.49),
                             REMAINDER_FILTERED, "2^-%d", bits);
                cr_expect_eq(t.amount[5], sign < 0 ? 501 : 500);
                cr_expect_eq(t.amount[6], sign < 0 ? 3 : 4);
            }
        }
    }
    arena_free(t.arena);
}

/* --- Little known ------------------------------------------------------- */

Test(test_fast_remainder, is_unsure_rather_than_wrong)
{
    static const double errs[] = { 0.3, 1, 1e9, INFINITY, NAN };
    static const double sizes[] = { 0, 0x1p47, 0x1p60, INFINITY, NAN };
    Task t = task_new();
    size_t n;
    const Lanes *const *lanes = lanes_all(&n);

    task_make(&t, PLAIN, 100, 2);
    t.total = (int64_t)(task_floors(&t) + 50);
    for (size_t l = 0; l < n; l++) {
        double size = t.size;

        for (size_t i = 0; i < sizeof errs / sizeof *errs; i++) {
            cr_expect_eq(task_run(&t, lanes[l], false, errs[i]),
                         REMAINDER_UNSURE, "err %g", errs[i]);
        }
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            t.size = sizes[i];
            cr_expect_eq(task_run(&t, lanes[l], true, 1e-9),
                         REMAINDER_UNSURE, "size %g", sizes[i]);
        }
        t.size = size;
    }
    arena_free(t.arena);
}
