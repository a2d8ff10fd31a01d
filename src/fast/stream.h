/* stream.h - random numbers by address: the same number for the same seed,
 * draw line, draw and row, whoever asks, in whatever order.
 *
 * The generator is Philox4x32-7 (Salmon, Moraes, Dror, Shaw 2011, Parallel
 * Random Numbers: As Easy as 1, 2, 3): a keyed bijection of 128-bit counters.
 * The key is the seed, the counter the address, so nothing is carried from
 * one number to the next. Seven rounds pass every battery of TestU01 (their
 * table 2); ten, the usual choice, cost a third more.
 *
 * What is drawn are whole numbers held in doubles, |v| <= 2^52: numerators
 * over a denominator that the plan knows. Counts and amounts have
 * denominator 1, shares and plain numbers 1 000 000 000 (nine decimals).
 *
 * Where a number stands: `line` counts the draw lines of the scenario. A line
 * over a column gives each draw k a page k with a cell for each row; a line
 * for one value has page 0 only, draw k being its cell k.
 *
 * Ownership: nothing here allocates but stream_ranges, from its arena. A
 * Stream is not written after stream_init: threads share it.
 */
#ifndef FORDELA_STREAM_H
#define FORDELA_STREAM_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    STREAM_ROUNDS = 7,
    STREAM_LANES = 8,               /* 64-bit lanes of the widest processor */
    STREAM_GROUP = 4 * STREAM_LANES /* cells computed together */
};

#define STREAM_LINES_MAX (1u << 24)     /* line < this */
#define STREAM_CELLS_MAX (UINT64_C(1) << 32) /* cell, page < this */
#define STREAM_VALUE_MAX 0x1p52         /* |lo|, |hi| <= this */

typedef struct StreamLanes StreamLanes;

/* The key of each round, once per lane. */
typedef uint64_t StreamKey[STREAM_ROUNDS][2][STREAM_LANES];

typedef struct Stream {
    _Alignas(64) StreamKey key;
    const StreamLanes *lanes;
} Stream;

/* Ranges of whole numbers, one for each cell; lo + floor(fraction * width)
 * is drawn. Both arrays are filled up to a multiple of STREAM_GROUP. */
typedef struct StreamRanges {
    size_t n;
    uint64_t widest;         /* the largest width */
    const double *base;      /* lo - 2^52: exact, and ready to be added */
    const uint64_t *width;   /* hi - lo + 1 */
} StreamRanges;

/* Draws n cells from block counter[0] on, cell i over range i * step: step is
 * 1, or 0 for one range for all (given STREAM_GROUP times). Stops before the
 * first STREAM_GROUP of cells in which 32 bits may not settle one; returns how
 * many were drawn. ranges->widest <= STREAM_FAST_WIDTH. */
typedef size_t StreamUniformFn(const StreamKey key, const uint32_t counter[4],
                               size_t n, const StreamRanges *ranges,
                               size_t step, double *out);
/* The words of `groups` times STREAM_LANES blocks from counter[0] on: word j
 * of block 8g + l at out[32g + 8j + l]. */
typedef void StreamWordsFn(const StreamKey key, const uint32_t counter[4],
                           size_t groups, uint32_t *out);

/* One processor's way of doing both; stream_lanes.inc defines such a table
 * called LANES(stream_lanes). All give the same digits. */
struct StreamLanes {
    StreamUniformFn *uniform;
    StreamWordsFn *words;
};

#define STREAM_FAST_WIDTH (UINT64_C(1) << 25)

/* Philox4x32 of the paper: `rounds` rounds of key on the counter. */
void stream_philox(int rounds, const uint32_t key[2],
                   const uint32_t counter[4], uint32_t out[4]);

/* lanes NULL: the best that this machine can run. */
void stream_init(Stream *stream, uint64_t seed, const StreamLanes *lanes);

/* The ranges lo[i]..hi[i], i < n, whole numbers, both ends included,
 * |lo|, |hi| <= STREAM_VALUE_MAX and lo <= hi (asserted). */
StreamRanges stream_ranges(Arena *arena, const double *lo, const double *hi,
                           size_t n);

/* Draw `page` of a line over a column: out[i] is uniform over range i, for
 * i < ranges->n. A value's probability differs from 1 / width by at most
 * 2^-128, so by less than 2^-75 of itself. */
void stream_uniform_rows(const Stream *stream, uint32_t line, uint32_t page,
                         const StreamRanges *ranges, double *out);

/* Draws first..first + n - 1 of a line for one value, uniform over lo..hi;
 * first + n <= STREAM_CELLS_MAX. */
void stream_uniform_scalars(const Stream *stream, uint32_t line,
                            uint64_t first, size_t n, double lo, double hi,
                            double *out);

/* The words behind cells, for distributions that use an unknown number of
 * them: each cell has 2^34 of its own, apart from those of uniform draws. */
typedef struct StreamWords {
    const Stream *stream;
    uint64_t first;          /* cell */
    const uint32_t *filled;  /* the first four words of `n` cells */
    uint32_t counter[4];     /* of the block that comes next */
    uint32_t own[4];
    const uint32_t *at;      /* word j at at[j * step] */
    uint32_t step;
    uint32_t used;           /* 0..4 */
} StreamWords;

/* How many words n cells need beforehand. */
#define STREAM_WORDS_ROOM(n) \
    (((n) + STREAM_LANES - 1) / STREAM_LANES * STREAM_GROUP)

/* Sets *words to cells first..first + n - 1 of a page, their first four words
 * each computed together into room[STREAM_WORDS_ROOM(n)], which must stay.
 * stream_words_seek comes next. */
void stream_words_init(StreamWords *words, const Stream *stream,
                       uint32_t line, uint32_t page, uint64_t first, size_t n,
                       uint32_t *room);
/* Goes on to the next block of four; used by stream_word. From then on the
 * words stand in the struct itself: it must not be copied. */
void stream_words_more(StreamWords *words);

/* To the first word of cell first + i, i < n. */
static inline void stream_words_seek(StreamWords *words, size_t i)
{
    words->counter[0] = (uint32_t)(words->first + i);
    words->counter[3] = 1;
    words->at = words->filled + i / STREAM_LANES * STREAM_GROUP +
                i % STREAM_LANES;
    words->step = STREAM_LANES;
    words->used = 0;
}

static inline uint32_t stream_word(StreamWords *words)
{
    if (words->used == 4)
        stream_words_more(words);
    return words->at[words->used++ * words->step];
}

#endif
