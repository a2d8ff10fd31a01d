/* test_fast_lanes.c - the column loops of every table this machine can use. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "fast/lanes.h"

TestSuite(test_fast_lanes);

enum { MOST = 5000, ROOM = MOST + LANES_PAD };

/* The first that go over every tail, then more than one block of a sum. */
static const size_t sizes[] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 23, 24, 25, 31, 32, 33,
    290, 1023, 1024, 1025, 1040, 2048, 4999,
};

enum { N_SIZES = sizeof sizes / sizeof *sizes };

typedef struct Columns {
    const Lanes *lanes;
    size_t n;
    double a[ROOM], b[ROOM], flag[ROOM], out[ROOM];
} Columns;

/* The same doubles or none, in both tables. */
static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* Values of either sign, some equal in both, some 0, some undefined; what
 * lies beyond n is rubbish. */
static void fill(Columns *c, const Lanes *lanes, size_t n, bool undefined)
{
    uint64_t state = n + 1;

    c->lanes = lanes;
    c->n = n;
    for (size_t i = 0; i < ROOM; i++) {
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
        c->a[i] = (double)(int64_t)(state >> 40) / 64 - 100000;
        c->b[i] = state >> 20 & 3 ? (double)(state >> 30 & 0xffff) : c->a[i];
        c->b[i] = state >> 22 & 15 ? c->b[i] : 0;
        c->flag[i] = (double)(state >> 33 & 1);
        if (undefined && (state >> 50 & 15) == 0) {
            *(state >> 54 & 1 ? &c->a[i] : &c->b[i]) = NAN;
        }
        if (i >= n) {
            c->a[i] = i % 3 == 0 ? NAN : i % 3 == 1 ? INFINITY : -1e-30;
            c->b[i] = i % 2 ? 0 : 1e300;
            c->flag[i] = 1;
        }
        c->out[i] = 77;
    }
}

/* Calls f for every table, size, and without and with undefined values. */
static void for_all(void (*f)(Columns *c))
{
    static Columns c;
    size_t n;
    const Lanes *const *lanes = lanes_all(&n);

    cr_assert(n > 0);
    for (size_t l = 0; l < n; l++) {
        for (size_t s = 0; s < N_SIZES; s++) {
            for (int undefined = 0; undefined < 2; undefined++) {
                fill(&c, lanes[l], sizes[s], undefined);
                f(&c);
            }
        }
    }
}

#define CHECK(c, i, expected)                                            \
    cr_assert(same((c)->out[i], expected), "%s, n %zu, row %zu: %g, %g", \
              (c)->lanes->name, (c)->n, i, (c)->out[i], (double)(expected))

static void check_each(Columns *c)
{
    const Lanes *l = c->lanes;
    const double *a = c->a, *b = c->b;

    l->mul(c->n, a, b, c->out);
    for (size_t i = 0; i < c->n; i++) {
        CHECK(c, i, a[i] * b[i]);
    }
    l->min(c->n, a, b, c->out);
    for (size_t i = 0; i < c->n; i++) {
        CHECK(c, i, isnan(a[i]) || isnan(b[i]) ? NAN : fmin(a[i], b[i]));
    }
    memcpy(c->out, a, sizeof c->out);
    l->max(c->n, c->out, b, c->out);
    for (size_t i = 0; i < c->n; i++) {
        CHECK(c, i, isnan(a[i]) || isnan(b[i]) ? NAN : fmax(a[i], b[i]));
    }
    for (size_t i = (c->n + LANES_PAD - 1) / LANES_PAD * LANES_PAD;
         i < ROOM; i++) {
        cr_assert(same(c->out[i], a[i]), "written beyond the padding");
    }
}

Test(test_fast_lanes, each_row)
{
    for_all(check_each);
}

static void check_mix(Columns *c)
{
    MixIn in = {
        .n = c->n, .add = 0.1, .coef = { 0.3, -7, 1e-3, 1e6 },
        .col = { c->a, c->b, c->flag, c->a },
    };

    for (in.k = 0; in.k <= 4; in.k++) {
        c->lanes->mix(&in, c->out);
        for (size_t i = 0; i < c->n; i++) {
            double x = in.add;

            for (size_t j = 0; j < in.k; j++) {
                x += in.coef[j] * in.col[j][i];
            }
            CHECK(c, i, x);
        }
    }
}

Test(test_fast_lanes, mix)
{
    for_all(check_mix);
}

static void check_div(Columns *c)
{
    double least, expected = INFINITY;
    size_t zeros, n_zeros = 0;

    c->lanes->div(c->n, c->a, c->b, c->out, &least, &zeros);
    for (size_t i = 0; i < c->n; i++) {
        double b = fabs(c->b[i]);

        CHECK(c, i, b == 0 ? NAN : c->a[i] / c->b[i]);
        n_zeros += b == 0;
        expected = b > 0 && b < expected ? b : expected;
    }
    cr_assert(same(least, expected), "%s, n %zu: %g", c->lanes->name, c->n,
              least);
    cr_assert(zeros == n_zeros);
}

Test(test_fast_lanes, divide)
{
    for_all(check_div);
}

static void check_compare(Columns *c)
{
    const Lanes *l = c->lanes;
    double gap = INFINITY;

    for (size_t i = 0; i < c->n; i++) {
        double apart = fabs(c->a[i] - c->b[i]);

        gap = apart > 0 && apart < gap ? apart : gap;
    }
    cr_assert(l->less(c->n, c->a, c->b, c->out) == gap);
    for (size_t i = 0; i < c->n; i++) {
        CHECK(c, i, c->a[i] < c->b[i]);
    }
    cr_assert(l->less_equal(c->n, c->a, c->b, c->out) == gap);
    for (size_t i = 0; i < c->n; i++) {
        CHECK(c, i, c->a[i] <= c->b[i]);
    }
    cr_assert(l->equal(c->n, c->a, c->b, c->out) == gap);
    for (size_t i = 0; i < c->n; i++) {
        CHECK(c, i, c->a[i] == c->b[i]);
    }
    l->select(c->n, c->flag, c->a, c->b, c->out);
    for (size_t i = 0; i < c->n; i++) {
        CHECK(c, i, c->flag[i] == 1 ? c->a[i] : c->b[i]);
    }
}

Test(test_fast_lanes, compare)
{
    for_all(check_compare);
}

/* A row outside `where` must not be seen, whatever stands there. */
static void check_sum(Columns *c, const double *where)
{
    const Lanes *l = c->lanes;
    long double sum = 0, size = 0;
    double count = 0, depth = lanes_sum_depth(c->n);

    for (size_t i = 0; i < c->n; i++) {
        if (where && where[i] == 0) {
            continue;
        }
        sum += c->a[i];
        size += fabsl(c->a[i]);
        count++;
    }
    cr_assert(l->count(c->n, where) == count);
    if (isnan((double)sum)) {
        cr_assert(isnan(l->sum(c->n, c->a, where)));
        cr_assert(isnan(l->sum_abs(c->n, c->a, where)));
        return;
    }
    double bound = depth * U2 * l->sum_abs(c->n, c->a, where);

    cr_assert(fabsl(l->sum(c->n, c->a, where) - sum) <= bound);
    cr_assert(fabsl(l->sum_abs(c->n, c->a, where) - size) <= bound);
    cr_assert(bound <= 1e-12L * size);
}

static void check_sums(Columns *c)
{
    check_sum(c, NULL);
    check_sum(c, c->flag);
    for (size_t i = 0; i < c->n; i++) {
        c->flag[i] = isnan(c->a[i]) ? 0 : 1;
    }
    check_sum(c, c->flag);
    /* Thirds: no sum of them is exact. */
    for (size_t i = 0; i < c->n; i++) {
        c->a[i] = (double)(i % 7 + 1) / 3;
    }
    check_sum(c, NULL);
}

Test(test_fast_lanes, sums)
{
    for_all(check_sums);
}

/* The sum's bound counts additions: the worst that D additions can do is a
 * half of the last bit each, all the same way. */
Test(test_fast_lanes, depth_is_enough)
{
    static Columns c;
    size_t n;
    const Lanes *const *lanes = lanes_all(&n);

    for (size_t l = 0; l < n; l++) {
        fill(&c, lanes[l], 4999, false);
        for (size_t i = 0; i < c.n; i++) {
            c.a[i] = i < 64 ? 1 : 0x1p-53;
        }
        double off = 64 + (double)(c.n - 64) * 0x1p-53
                   - lanes[l]->sum(c.n, c.a, NULL);

        cr_assert(fabs(off) <= lanes_sum_depth(c.n) * 0x1p-53 * 64);
    }
}

static void check_ends_of(Columns *c, const double *where)
{
    double least = INFINITY, most = -INFINITY, size = 0;

    for (size_t i = 0; i < c->n; i++) {
        double a = c->a[i];

        size = isnan(a) || fabs(a) > size ? fabs(a) : size;
        if (!where || where[i] == 1) {
            least = isnan(a) || a < least ? a : least;
            most = isnan(a) || a > most ? a : most;
        }
    }
    cr_assert(same(c->lanes->smallest(c->n, c->a, where), least));
    cr_assert(same(c->lanes->largest(c->n, c->a, where), most));
    cr_assert(same(c->lanes->largest_abs(c->n, c->a), size));
}

/* One undefined value in each place in turn, and none. */
static void check_ends(Columns *c)
{
    for (size_t i = 0; i < c->n; i++) {
        c->a[i] = isnan(c->a[i]) ? 3 : c->a[i];
    }
    for (size_t i = 0; i <= c->n && i < 40; i++) {
        double kept = c->a[i];

        c->a[i] = i < c->n ? NAN : kept;
        check_ends_of(c, NULL);
        check_ends_of(c, c->flag);
        c->a[i] = kept;
    }
}

Test(test_fast_lanes, smallest_and_largest)
{
    for_all(check_ends);
}

static void check_all(Columns *c)
{
    for (size_t i = 0; i < c->n; i++) {
        c->flag[i] = 1;
    }
    cr_assert(c->lanes->all(c->n, c->flag));
    for (size_t i = 0; i < c->n; i++) {
        c->flag[i] = i % 2 ? 0 : NAN;
        cr_assert_not(c->lanes->all(c->n, c->flag));
        c->flag[i] = 1;
    }
}

Test(test_fast_lanes, all)
{
    for_all(check_all);
}

static void check_whole(Columns *c)
{
    static const int64_t edge[] = {
        0, 1, -1, INT64_C(1) << 51, -(INT64_C(1) << 51),
        (INT64_C(1) << 51) - 1, 1 - (INT64_C(1) << 51), 30000000,
    };
    static int64_t whole[ROOM];

    for (size_t i = 0; i < ROOM; i++) {
        c->a[i] = i < c->n ? (double)edge[i % 8] : NAN;
        whole[i] = INT64_MIN;
    }
    c->lanes->to_int(c->n, c->a, whole);
    c->lanes->from_int(c->n, whole, c->out);
    for (size_t i = 0; i < c->n; i++) {
        cr_assert(whole[i] == edge[i % 8]);
        CHECK(c, i, (double)edge[i % 8]);
    }
}

Test(test_fast_lanes, whole_numbers)
{
    for_all(check_whole);
}

Test(test_fast_lanes, tables)
{
    size_t n;
    const Lanes *const *lanes = lanes_all(&n);

    for (size_t l = 0; l < n; l++) {
        cr_assert(lanes_find(lanes[l]->name) == lanes[l]);
        cr_assert_not_null(lanes[l]->remainder);
        cr_assert_not_null(lanes[l]->stream);
    }
    cr_assert_str_eq(lanes[n - 1]->name, "plain");
    cr_assert_null(lanes_find("none"));
}
