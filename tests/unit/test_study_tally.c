/* test_study_tally.c - exact sums, quantiles against a full sort, and parts
 * in any order. */

#include "base/arena.h"
#include "base/buf.h"
#include "study/tally.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ROWS is no multiple of the tile's 8, N none of its 128. */
enum { ROWS = 11, N = 1500 };

static int64_t amounts[N * ROWS];
static uint8_t states[N * ROWS];
static int64_t references[ROWS];

static uint64_t mixed(uint64_t x)
{
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* Rows of every kind: single kronor around 0, a constant, grants, large ones,
 * both signs, the largest there are, every size. */
static int64_t amount_of(size_t row, uint64_t x)
{
    switch (row) {
    case 0: return (int64_t)(x % 41) - 20;
    case 1: return 35000;
    case 2: return (int64_t)(x % 20000) + 60000;
    case 3: return (int64_t)(x % 2000000000) + 1000000000;
    case 4: return (int64_t)(x % 200001) - 100000;
    case 5: return x % 2 ? TALLY_LARGEST : -TALLY_LARGEST;
    case 6: return 2047 + (int64_t)(x % 4);
    case 7: return (int64_t)(x % 65536 << 20 >> x % 40);
    case 8: return -(int64_t)(x % 65536 << 20 >> x % 40);
    case 9: return (int64_t)(x % 1024) - 1030;
    default: return 0;
    }
}

static void amounts_set(void)
{
    for (size_t i = 0; i < N * ROWS; i++) {
        uint64_t x = mixed(i);
        amounts[i] = amount_of(i % ROWS, x >> 7);
        states[i] = x % 7 < 4 ? (uint8_t)(x % 7) : 0;
    }
    for (size_t r = 0; r < ROWS; r++)
        references[r] = r == 5 ? TALLY_LARGEST : amount_of(r, r);
}

static Tally *tally_of(Arena *arena, size_t first, size_t n, size_t block)
{
    Tally *tally = tally_new(arena, ROWS, references);
    for (size_t s = 0; s < n; s += block)
        cr_assert(tally_add(tally, n - s < block ? n - s : block,
                            amounts + (first + s) * ROWS,
                            states + (first + s) * ROWS));
    return tally;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* --- One row at a time --------------------------------------------------- */

/* Two passes in long double, of 64 bits, are good to 1e-15 here. */
Test(test_study_tally, rows)
{
    Arena *arena = arena_new();
    amounts_set();
    Tally *tally = tally_of(arena, 0, N, 256);
    for (size_t r = 0; r < ROWS; r++) {
        TallyRow row = tally_row(tally, r);
        int64_t least = INT64_MAX, most = INT64_MIN;
        uint64_t floors = 0, ceilings = 0, below = 0;
        long double mean = 0, square = 0;
        for (size_t s = 0; s < N; s++) {
            int64_t v = amounts[s * ROWS + r];
            least = v < least ? v : least;
            most = v > most ? v : most;
            below += v < references[r];
            floors += states[s * ROWS + r] == 1 || states[s * ROWS + r] == 3;
            ceilings += states[s * ROWS + r] >= 2;
            mean += (long double)v / N;
        }
        for (size_t s = 0; s < N; s++) {
            long double d = (long double)amounts[s * ROWS + r] - mean;
            square += d * d / (N - 1);
        }
        double deviation = (double)sqrtl(square);
        cr_expect_eq(row.n, N);
        cr_expect_eq(row.least, least, "row %zu", r);
        cr_expect_eq(row.most, most, "row %zu", r);
        cr_expect_eq(row.at_floor, floors, "row %zu", r);
        cr_expect_eq(row.at_ceiling, ceilings, "row %zu", r);
        cr_expect_eq(row.below, below, "row %zu", r);
        cr_expect(fabs(row.mean - (double)mean) <=
                      1e-15 * fabs((double)mean) + 1e-12,
                  "row %zu: %.17g", r, row.mean);
        cr_expect(fabs(row.deviation - deviation) <= 1e-13 * deviation + 1e-12,
                  "row %zu: %.17g not %.17g", r, row.deviation, deviation);
    }
    arena_free(arena);
}

/* Ranks by their definition in a sorted column; the range is a single krona
 * up to 2047 and narrower than a thousandth beyond. */
Test(test_study_tally, quantiles)
{
    Arena *arena = arena_new();
    amounts_set();
    Tally *tally = tally_of(arena, 0, N, N);
    for (size_t r = 0; r < ROWS; r++) {
        int64_t sorted[N];
        for (size_t s = 0; s < N; s++)
            sorted[s] = amounts[s * ROWS + r];
        qsort(sorted, N, sizeof *sorted, by_size);
        for (uint64_t part = 0; part <= 1000; part++) {
            size_t rank = (N * part + 999) / 1000;
            int64_t exact = sorted[rank > 0 ? rank - 1 : 0];
            TallyQuantile q = tally_quantile(tally, r, part, 1000);
            cr_assert(q.least <= exact && exact <= q.most,
                      "row %zu at %d: %ld not in %ld..%ld", r, (int)part,
                      (long)exact, (long)q.least, (long)q.most);
            cr_assert((q.most - q.least) * 1000 <= labs(exact), "row %zu",
                      r);
            cr_assert(labs(exact) > 2047 || q.least == q.most);
        }
    }
    arena_free(arena);
}

/* Amounts far away and close together: the sum of squares around the mean is small, those
 * around 0 are not. */
Test(test_study_tally, no_cancellation)
{
    Arena *arena = arena_new();
    const int64_t reference = 0, far = TALLY_LARGEST;
    const int64_t block[] = {far, far - 1, far - 2, far - 1};
    Tally *tally = tally_new(arena, 1, &reference);
    for (int i = 0; i < 1000; i++)
        cr_assert(tally_add(tally, 4, block, NULL));
    TallyRow row = tally_row(tally, 0);
    cr_expect_eq(row.mean, (double)(far - 1));
    cr_expect(fabs(row.deviation - sqrt(2000.0 / 3999)) < 1e-15);
    arena_free(arena);
}

Test(test_study_tally, one_and_none)
{
    Arena *arena = arena_new();
    const int64_t reference = 5, amount = -3;
    Tally *tally = tally_new(arena, 1, &reference);
    TallyRow row = tally_row(tally, 0);
    cr_expect_eq(row.n, 0);
    cr_expect_eq(row.mean, 0);
    cr_assert(tally_add(tally, 1, &amount, NULL));
    row = tally_row(tally, 0);
    cr_expect_eq(row.n, 1);
    cr_expect_eq(row.mean, -3);
    cr_expect_eq(row.deviation, 0);
    cr_expect_eq(row.below, 1);
    cr_expect_eq(tally_quantile(tally, 0, 1, 2).most, -3);
    arena_free(arena);
}

/* The last two would come out as no number while doubles are made. */
Test(test_study_tally, too_large)
{
    static const int64_t large[] = {
        TALLY_LARGEST + 1, -TALLY_LARGEST - 1, 2 * TALLY_LARGEST,
        4 * TALLY_LARGEST, INT64_MAX, INT64_MIN,
        INT64_C(0x3cc0000000000000), -INT64_C(0x4340000000000000)};
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof large / sizeof *large; i++)
        for (size_t at = 0; at < 27; at++) {
            int64_t block[27] = {0};
            const int64_t none[9] = {0};
            block[at] = large[i];
            Tally *tally = tally_new(arena, 9, none);
            cr_expect_not(tally_add(tally, 3, block, NULL), "%zu at %zu", i,
                          at);
        }
    arena_free(arena);
}

/* --- Parts --------------------------------------------------------------- */

static bool same(const Tally *a, const Tally *b)
{
    Buf x = {0}, y = {0};
    tally_save(a, &x);
    tally_save(b, &y);
    bool equal = x.n == y.n && memcmp(x.at, y.at, x.n) == 0;
    buf_free(&x);
    buf_free(&y);
    return equal;
}

Test(test_study_tally, any_blocks)
{
    Arena *arena = arena_new();
    amounts_set();
    Tally *whole = tally_of(arena, 0, N, N);
    for (size_t block = 1; block < N; block = block * 2 + 1)
        cr_expect(same(whole, tally_of(arena, 0, N, block)), "by %zu",
                  block);
    cr_expect_not(same(whole, tally_of(arena, 0, N - 1, N)));
    arena_free(arena);
}

/* Parts of every size, in three orders and as a tree. */
Test(test_study_tally, any_order)
{
    static const size_t first[] = {0, 1, 130, 131, 700, 1400, N};
    enum { PARTS = 6 };
    Arena *arena = arena_new();
    amounts_set();
    Tally *whole = tally_of(arena, 0, N, 64);
    for (size_t turn = 0; turn < PARTS; turn++) {
        Tally *merged = tally_new(arena, ROWS, references);
        for (size_t i = 0; i < PARTS; i++) {
            size_t p = (i * 5 + turn) % PARTS;
            cr_assert(tally_merge(merged, tally_of(arena, first[p],
                                                   first[p + 1] - first[p],
                                                   100)));
        }
        cr_expect(same(whole, merged), "turn %zu", turn);
    }
    Tally *left = tally_of(arena, 0, 700, 64);
    Tally *right = tally_of(arena, 1400, N - 1400, 64);
    cr_assert(tally_merge(right, tally_of(arena, 700, 700, 64)));
    cr_assert(tally_merge(left, right));
    cr_expect(same(whole, left));
    arena_free(arena);
}

/* --- Bytes --------------------------------------------------------------- */

Test(test_study_tally, resumed)
{
    Arena *arena = arena_new();
    Buf bytes = {0};
    amounts_set();
    tally_save(tally_of(arena, 0, 777, 64), &bytes);
    Tally *tally = tally_new(arena, ROWS, references);
    cr_assert(tally_load(tally, bytes.at, bytes.n));
    cr_assert(tally_add(tally, N - 777, amounts + 777 * ROWS,
                        states + 777 * ROWS));
    cr_expect(same(tally, tally_of(arena, 0, N, 64)));
    buf_free(&bytes);
    arena_free(arena);
}

/* The layout is fixed: one row, reference 7, amounts 5 and 1000000. The bin of
 * v is 10 bits of (v + 0.5) / 2^e: 5.5 / 4 = 1 + 384/1024; 1000000.5 / 2^19 =
 * 1 + 929.1/1024. Their pages are the exponents 1025 and 1042 modulo 64. */
Test(test_study_tally, layout)
{
    static const char expected[] =
        "fordela tally 1\n"
        "\1\0\0\0\0\0\0\0" "\7\0\0\0\0\0\0\0" "\2\0\0\0\0\0\0\0"
        "\xfe\xff\xff\xff\xff\xff\xff\xff" "\x39\x42\x0f\0\0\0\0\0"
        "\x37\x42\x0f\0\0\0\0\0" "\0\0\0\0\0\0\0\0"
        /* 999993^2 + 4 = 999986000053 */
        "\xb5\x70\xcf\xd3\xe8\0\0\0" "\0\0\0\0\0\0\0\0"
        "\0\0\0\0\0\0\0\0" "\0\0\0\0\0\0\0\0" "\1\0\0\0\0\0\0\0"
        "\2\0\0\0" "\1\0\0\0" "\1\0\0\0" "\x80\1\0\0" "\1\0\0\0"
        "\x12\0\0\0" "\1\0\0\0" "\xa1\3\0\0" "\1\0\0\0";
    Arena *arena = arena_new();
    Buf bytes = {0};
    const int64_t reference = 7, block[] = {5, 1000000};
    Tally *tally = tally_new(arena, 1, &reference);
    cr_assert(tally_add(tally, 2, block, NULL));
    tally_save(tally, &bytes);
    cr_assert_eq(bytes.n, sizeof expected - 1);
    for (size_t i = 0; i < bytes.n; i++)
        cr_expect_eq(bytes.at[i], expected[i], "byte %zu", i);
    buf_free(&bytes);
    arena_free(arena);
}

/* Cut short anywhere, one byte more, another row count, other references and
 * flipped bytes of counts are refused or at least harmless. */
Test(test_study_tally, spoilt_bytes)
{
    Arena *arena = arena_new();
    Buf bytes = {0};
    const int64_t reference[] = {0, 50000}, other[] = {0, 50001};
    const int64_t block[] = {3, 60000, -70000, 40000, 0, 50000};
    Tally *tally = tally_new(arena, 2, reference);
    cr_assert(tally_add(tally, 3, block, NULL));
    tally_save(tally, &bytes);
    for (size_t len = 0; len < bytes.n; len++)
        cr_expect_not(tally_load(tally_new(arena, 2, reference), bytes.at,
                                 len), "%zu bytes", len);
    cr_expect(tally_load(tally_new(arena, 2, reference), bytes.at, bytes.n));
    cr_expect_not(tally_load(tally_new(arena, 2, other), bytes.at, bytes.n));
    cr_expect_not(tally_load(tally_new(arena, 1, reference), bytes.at,
                             bytes.n));
    cr_expect_not(tally_load(tally, bytes.at, bytes.n), "not empty");
    for (size_t i = 0; i < bytes.n; i++)
        for (int bit = 0; bit < 8; bit++) {
            bytes.at[i] = (char)(bytes.at[i] ^ 1 << bit);
            Tally *spoilt = tally_new(arena, 2, reference);
            if (tally_load(spoilt, bytes.at, bytes.n))
                for (size_t r = 0; r < 2; r++) {
                    tally_row(spoilt, r);
                    tally_quantile(spoilt, r, 1, 1);
                }
            bytes.at[i] = (char)(bytes.at[i] ^ 1 << bit);
        }
    buf_add_char(&bytes, 0);
    cr_expect_not(tally_load(tally_new(arena, 2, reference), bytes.at,
                             bytes.n));
    buf_free(&bytes);
    arena_free(arena);
}
