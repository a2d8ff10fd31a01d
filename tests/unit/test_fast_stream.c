/* test_fast_stream.c - known answers, the same digits from every processor's
 * loops and for every split, and numbers that look drawn. */

#include "base/arena.h"
#include "fast/lanes.h"
#include "fast/stream.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;

/* Random123's kat_vectors: all zero, all one, the digits of pi. */
static const struct {
    int rounds;
    uint32_t counter[4], key[2], out[4];
} known[] = {
    {7, {0, 0, 0, 0}, {0, 0},
     {0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48}},
    {7, {~0u, ~0u, ~0u, ~0u}, {~0u, ~0u},
     {0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662}},
    {7, {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a}},
    {10, {0, 0, 0, 0}, {0, 0},
     {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {10, {~0u, ~0u, ~0u, ~0u}, {~0u, ~0u},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {10, {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

Test(test_fast_stream, known_answers)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        uint32_t out[4];
        stream_philox(known[i].rounds, known[i].key, known[i].counter, out);
        cr_expect(memcmp(out, known[i].out, sizeof out) == 0, "vector %zu",
                  i);
    }
}

/* Word `word` of a uniform cell, from the address as stream.c lays it out. */
static uint64_t cell_word(uint64_t seed, uint32_t line, uint32_t page,
                          uint64_t cell, uint32_t word)
{
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    const uint32_t counter[4] = {
        (uint32_t)(cell / 32 * 8 + cell % 8), line | word << 24, page, 0};
    uint32_t out[4];
    stream_philox(STREAM_ROUNDS, key, counter, out);
    return out[cell % 32 / 8];
}

/* lo + floor(x * width / 2^128) of the 128-bit number x. */
static double cell_value(uint64_t seed, uint32_t line, uint32_t page,
                         uint64_t cell, double lo, double hi)
{
    uint64_t width = (uint64_t)(hi - lo) + 1;
    Wide carry = 0;
    for (uint32_t word = 4; word-- > 0;) {
        carry += (Wide)cell_word(seed, line, page, cell, word) * width;
        carry >>= 32;
    }
    return lo + (double)(uint64_t)carry;
}

static const double widths[] = {
    0, 1, 5, 999, 0x1p20, 0x1p25 - 1, 0x1p25, 0x1p31, 0x1p32 - 1, 0x1p32, 1e9,
    1e12, 0x1p52 - 1, 0x1p52};
enum { WIDTHS = sizeof widths / sizeof *widths };

/* Every processor's loops, in numbers of cells that leave every rest. */
Test(test_fast_stream, as_defined)
{
    size_t n_lanes;
    const Lanes *const *lanes = lanes_all(&n_lanes);
    for (size_t v = 0; v < n_lanes; v++)
        for (size_t n = 1; n < 1100; n += n < 70 ? 1 : 211) {
            Arena *arena = arena_new();
            double lo[1100], hi[1100], out[1101];
            uint32_t line = (uint32_t)n % 7, page = (uint32_t)(n * n);
            Stream stream;
            for (size_t i = 0; i < n; i++) {
                lo[i] = -37.0 * (double)i;
                hi[i] = lo[i] + widths[n % WIDTHS];
            }
            StreamRanges ranges = stream_ranges(arena, lo, hi, n);
            stream_init(&stream, 20200401 + (n << 40), lanes[v]->stream);
            out[n] = -1;
            stream_uniform_rows(&stream, line, page, &ranges, out);
            cr_assert_eq(out[n], -1, "%s wrote past %zu", lanes[v]->name, n);
            for (size_t i = 0; i < n; i++)
                cr_assert_eq(out[i],
                             cell_value(20200401 + (n << 40), line, page, i,
                                        lo[i], hi[i]),
                             "%s, cell %zu of %zu", lanes[v]->name, i, n);
            arena_free(arena);
        }
}

/* 2^25 wide, a cell in 128 is not settled by 32 bits; the group it stands in
 * is computed another way, its neighbours not. 2^52 wide, one in 4096 is not
 * settled by 64. */
Test(test_fast_stream, unsettled_cells)
{
    size_t n_lanes;
    const Lanes *const *lanes = lanes_all(&n_lanes);
    const double top[] = {0x1p25 - 1, 0x1p24, 0x1p52};
    static double out[60000];
    for (size_t v = 0; v < n_lanes; v++)
        for (size_t w = 0; w < 3; w++) {
            Stream stream;
            stream_init(&stream, 7, lanes[v]->stream);
            stream_uniform_scalars(&stream, 3, 11, 60000, 0, top[w], out);
            for (size_t i = 0; i < 60000; i++)
                cr_assert_eq(out[i],
                             cell_value(7, 3, 0, 11 + i, 0, top[w]),
                             "%s, width %g, cell %zu", lanes[v]->name,
                             top[w], i);
        }
}

/* Draws one by one, in blocks and from the middle are the same draws. */
Test(test_fast_stream, any_split)
{
    static double whole[5000], part[5000];
    Stream stream;
    stream_init(&stream, 99, NULL);
    const uint64_t first = (UINT64_C(1) << 32) - 5000;
    stream_uniform_scalars(&stream, 5, first, 5000, -10, 1e9, whole);
    for (size_t size = 1; size < 1500; size = size * 3 + 1) {
        for (size_t at = 0; at < 5000; at += size)
            stream_uniform_scalars(&stream, 5, first + at,
                                   5000 - at < size ? 5000 - at : size, -10,
                                   1e9, part + at);
        cr_assert(memcmp(whole, part, sizeof part) == 0, "by %zu", size);
    }
}

/* The rows that come first do not depend on how many follow. */
Test(test_fast_stream, fewer_rows)
{
    Arena *arena = arena_new();
    double lo[290], hi[290], all[290], some[290];
    Stream stream;
    stream_init(&stream, 1, NULL);
    for (size_t i = 0; i < 290; i++) {
        lo[i] = 1000;
        hi[i] = 1000 + 100 * (double)i;
    }
    StreamRanges ranges = stream_ranges(arena, lo, hi, 290);
    stream_uniform_rows(&stream, 0, 12, &ranges, all);
    for (size_t n = 1; n < 290; n++) {
        StreamRanges fewer = stream_ranges(arena, lo, hi, n);
        stream_uniform_rows(&stream, 0, 12, &fewer, some);
        cr_assert(memcmp(all, some, n * sizeof *all) == 0, "%zu rows", n);
    }
    arena_free(arena);
}

/* A cell's words over several blocks, whatever its neighbours used. */
Test(test_fast_stream, words)
{
    enum { CELLS = 43, WORDS = 23 };
    uint32_t room[STREAM_WORDS_ROOM(CELLS)];
    const uint32_t key[2] = {5, 9};
    Stream stream;
    StreamWords words;
    stream_init(&stream, 5 | UINT64_C(9) << 32, NULL);
    stream_words_init(&words, &stream, 2, 77, 1000003, CELLS, room);
    for (size_t i = CELLS; i-- > 0;) {
        stream_words_seek(&words, i);
        for (uint32_t j = 0; j < (i % 2 ? 1 : WORDS); j++) {
            const uint32_t counter[4] = {1000003 + (uint32_t)i,
                                         2 | 4u << 24, 77, j / 4};
            uint32_t out[4];
            stream_philox(STREAM_ROUNDS, key, counter, out);
            cr_assert_eq(stream_word(&words), out[j % 4], "%zu %u", i, j);
        }
    }
}

/* --- Numbers that look drawn --------------------------------------------- */

/* Chi-square of counts over equally likely cells, as a number of standard
 * deviations from what is expected (Wilson and Hilferty 1931). */
static double chi_square_z(const uint64_t *count, size_t cells, double n)
{
    double sum = 0, df = (double)cells - 1, mean = n / (double)cells;
    for (size_t i = 0; i < cells; i++)
        sum += ((double)count[i] - mean) * ((double)count[i] - mean) / mean;
    double spread = 2 / (9 * df);
    return (cbrt(sum / df) - (1 - spread)) / sqrt(spread);
}

/* Five standard deviations: one in two million for a fair generator. */
#define FAR 5.0

enum { ROWS = 290, DRAWS = 4000, FACES = 10 };

/* Faces as such; pairs of neighbouring rows, draws, seeds and lines. */
Test(test_fast_stream, fair_dice)
{
    static const struct {
        size_t row;
        uint32_t draw, seed, line;
    } steps[] = {{0, 0, 0, 0}, {1, 0, 0, 0}, {8, 0, 0, 0},  {32, 0, 0, 0},
                 {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {4, 1, 0, 0}};
    Arena *arena = arena_new();
    double lo[ROWS], hi[ROWS], a[ROWS], b[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        lo[i] = 0;
        hi[i] = FACES - 1;
    }
    StreamRanges ranges = stream_ranges(arena, lo, hi, ROWS);
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
        uint64_t count[FACES * FACES] = {0};
        double n = 0;
        Stream one, other;
        stream_init(&one, 2020, NULL);
        stream_init(&other, 2020 + steps[s].seed, NULL);
        for (uint32_t k = 0; k < DRAWS; k++) {
            stream_uniform_rows(&one, 1, k, &ranges, a);
            stream_uniform_rows(&other, 1 + steps[s].line,
                                k + steps[s].draw, &ranges, b);
            for (size_t i = 0; i + steps[s].row < ROWS; i++, n++)
                count[(size_t)a[i] * FACES +
                      (s == 0 ? 0 : (size_t)b[i + steps[s].row])]++;
        }
        if (s == 0)
            for (size_t i = 0; i < FACES; i++)
                count[i] = count[i * FACES];
        double z = chi_square_z(count, s == 0 ? FACES : FACES * FACES, n);
        cr_expect(fabs(z) < FAR, "step %zu: %g", s, z);
    }
    arena_free(arena);
}

/* Mean and variance of a wide uniform: (w^2 - 1) / 12, the fourth central
 * moment being w^4 / 80, and no row apart from the others. */
Test(test_fast_stream, moments)
{
    Arena *arena = arena_new();
    double lo[ROWS], hi[ROWS], x[ROWS], sum = 0, squares = 0, row[ROWS];
    const double n = (double)ROWS * DRAWS;
    for (size_t i = 0; i < ROWS; i++) {
        lo[i] = -500000000;
        hi[i] = 500000000;
        row[i] = 0;
    }
    StreamRanges ranges = stream_ranges(arena, lo, hi, ROWS);
    Stream stream;
    stream_init(&stream, 1, NULL);
    for (uint32_t k = 0; k < DRAWS; k++) {
        stream_uniform_rows(&stream, 0, k, &ranges, x);
        for (size_t i = 0; i < ROWS; i++) {
            double u = x[i] / 1e9;
            sum += u;
            squares += u * u;
            row[i] += u;
        }
    }
    cr_expect(fabs(sum / n) < FAR * sqrt(1.0 / 12 / n));
    cr_expect(fabs(squares / n - 1.0 / 12) <
              FAR * sqrt((1.0 / 80 - 1.0 / 144) / n));
    for (size_t i = 0; i < ROWS; i++)
        cr_expect(fabs(row[i] / DRAWS) < FAR * sqrt(1.0 / 12 / DRAWS),
                  "row %zu", i);
    arena_free(arena);
}
