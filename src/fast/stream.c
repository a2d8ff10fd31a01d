/* stream.c - addresses, ranges and the cells that 32 bits do not settle. */

#include "fast/stream.h"

#include "fast/lanes.h"

#include <assert.h>
#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;

/* What a counter is for, above the line in its second word: word j of a
 * uniform draw, or the words of a distribution. */
enum { USE_UNIFORM = 0, USE_WORDS = 4, USE_SHIFT = 24 };

void stream_philox(int rounds, const uint32_t key[2],
                   const uint32_t counter[4], uint32_t out[4])
{
    uint32_t c[4], k0 = key[0], k1 = key[1];
    memcpy(c, counter, sizeof c);
    for (int r = 0; r < rounds; r++) {
        uint64_t x = UINT64_C(0xD2511F53) * c[0];
        uint64_t y = UINT64_C(0xCD9E8D57) * c[2];
        c[0] = (uint32_t)(y >> 32) ^ c[1] ^ k0;
        c[1] = (uint32_t)y;
        c[2] = (uint32_t)(x >> 32) ^ c[3] ^ k1;
        c[3] = (uint32_t)x;
        k0 += 0x9E3779B9;
        k1 += 0xBB67AE85;
    }
    memcpy(out, c, sizeof c);
}

/* Half by half: with both in one loop gcc 12.2 at -O3 gives the second half
 * the words of the first. */
static void key_half(StreamKey key, int half, uint32_t word, uint32_t step)
{
    for (int r = 0; r < STREAM_ROUNDS; r++, word += step)
        for (int l = 0; l < STREAM_LANES; l++)
            key[r][half][l] = word;
}

void stream_init(Stream *stream, uint64_t seed, const StreamLanes *lanes)
{
    key_half(stream->key, 0, (uint32_t)seed, 0x9E3779B9);
    key_half(stream->key, 1, (uint32_t)(seed >> 32), 0xBB67AE85);
    size_t n;
    stream->lanes = lanes ? lanes : lanes_all(&n)[0]->stream;
}

static void range_set(double lo, double hi, double *base, uint64_t *width)
{
    assert(lo <= hi && lo == rint(lo) && hi == rint(hi));
    assert(lo >= -STREAM_VALUE_MAX && hi <= STREAM_VALUE_MAX);
    *base = lo - 0x1p52;
    *width = (uint64_t)((int64_t)hi - (int64_t)lo) + 1;
}

StreamRanges stream_ranges(Arena *arena, const double *lo, const double *hi,
                           size_t n)
{
    size_t padded = (n + STREAM_GROUP - 1) / STREAM_GROUP * STREAM_GROUP;
    double *base = ARENA_ARRAY(arena, double, padded);
    uint64_t *width = ARENA_ARRAY(arena, uint64_t, padded);
    uint64_t widest = 1;
    for (size_t i = 0; i < padded; i++) {
        if (i < n)
            range_set(lo[i], hi[i], &base[i], &width[i]);
        else
            range_set(0, 0, &base[i], &width[i]);
        if (width[i] > widest)
            widest = width[i];
    }
    return (StreamRanges){n, widest, base, width};
}

/* --- Uniform cells ------------------------------------------------------- */

/* The counter of the block that holds `cell`: 32 neighbouring cells share 8
 * blocks, one in each of their lanes. */
static void counter_set(uint32_t counter[4], uint32_t line, int use,
                        uint32_t page, uint64_t group)
{
    assert(line < STREAM_LINES_MAX);
    assert(group <= STREAM_CELLS_MAX / STREAM_GROUP);
    counter[0] = (uint32_t)(group * STREAM_LANES);
    counter[1] = line | (uint32_t)use << USE_SHIFT;
    counter[2] = page;
    counter[3] = 0;
}

/* floor(x * width / 2^128), x being the four words of a cell: what every
 * draw is. */
static uint64_t scale_words(const uint32_t word[4], uint64_t width)
{
    uint64_t high = (uint64_t)word[0] << 32 | word[1];
    uint64_t low = (uint64_t)word[2] << 32 | word[3];
    Wide sum = (Wide)high * width + ((Wide)low * width >> 64);
    return (uint64_t)(sum >> 64);
}

/* The words `word` of a group's cells. */
static void group_words(const Stream *stream, const uint32_t counter[4],
                        int word, uint32_t out[STREAM_GROUP])
{
    uint32_t c[4] = {counter[0],
                     counter[1] + ((uint32_t)word << USE_SHIFT),
                     counter[2], counter[3]};
    stream->lanes->words(stream->key, c, 1, out);
}

/* The first n <= STREAM_GROUP cells of a group by two words a cell, by four
 * where those do not settle it either. */
static void group_wide(const Stream *stream, const uint32_t counter[4],
                       size_t n, const double *base, const uint64_t *width,
                       double *out)
{
    uint32_t word[4][STREAM_GROUP];
    bool all = false;
    group_words(stream, counter, 0, word[0]);
    group_words(stream, counter, 1, word[1]);
    for (size_t i = 0; i < n; i++) {
        uint64_t x = (uint64_t)word[0][i] << 32 | word[1][i];
        Wide product = (Wide)x * width[i];
        uint64_t value = (uint64_t)(product >> 64);
        if ((uint64_t)product > UINT64_MAX - width[i]) {
            if (!all) {
                group_words(stream, counter, 2, word[2]);
                group_words(stream, counter, 3, word[3]);
                all = true;
            }
            value = scale_words((uint32_t[4]){word[0][i], word[1][i],
                                              word[2][i], word[3][i]},
                                width[i]);
        }
        out[i] = (double)(int64_t)value + (base[i] + 0x1p52);
    }
}

/* n cells from the group at counter[0] on, see StreamUniformFn. */
static void cells_uniform(const Stream *stream, const uint32_t counter[4],
                          size_t n, const StreamRanges *ranges, size_t step,
                          double *out)
{
    StreamRanges left = *ranges;
    for (size_t done = 0, m = 0; done < n; done += m) {
        uint32_t c[4] = {
            counter[0] + (uint32_t)(done / STREAM_GROUP * STREAM_LANES),
            counter[1], counter[2], counter[3]};
        left.base = ranges->base + done * step;
        left.width = ranges->width + done * step;
        m = 0;
        if (left.widest <= STREAM_FAST_WIDTH)
            m = stream->lanes->uniform(stream->key, c, n - done, &left, step,
                                       out + done);
        if (m == 0) {
            m = n - done < STREAM_GROUP ? n - done : STREAM_GROUP;
            group_wide(stream, c, m, left.base, left.width, out + done);
        }
    }
}

void stream_uniform_rows(const Stream *stream, uint32_t line, uint32_t page,
                         const StreamRanges *ranges, double *out)
{
    uint32_t counter[4];
    counter_set(counter, line, USE_UNIFORM, page, 0);
    cells_uniform(stream, counter, ranges->n, ranges, 1, out);
}

void stream_uniform_scalars(const Stream *stream, uint32_t line,
                            uint64_t first, size_t n, double lo, double hi,
                            double *out)
{
    double base[STREAM_GROUP];
    uint64_t width[STREAM_GROUP];
    uint32_t counter[4];
    size_t skip = first % STREAM_GROUP;
    assert(first <= STREAM_CELLS_MAX && n <= STREAM_CELLS_MAX - first);
    range_set(lo, hi, &base[0], &width[0]);
    for (int i = 1; i < STREAM_GROUP; i++) {
        base[i] = base[0];
        width[i] = width[0];
    }
    StreamRanges range = {STREAM_GROUP, width[0], base, width};
    if (skip > 0) {
        double before[STREAM_GROUP];
        size_t m = STREAM_GROUP - skip < n ? STREAM_GROUP - skip : n;
        counter_set(counter, line, USE_UNIFORM, 0, first / STREAM_GROUP);
        cells_uniform(stream, counter, skip + m, &range, 0, before);
        memcpy(out, before + skip, m * sizeof *out);
        first += m;
        out += m;
        n -= m;
    }
    counter_set(counter, line, USE_UNIFORM, 0, first / STREAM_GROUP);
    cells_uniform(stream, counter, n, &range, 0, out);
}

/* --- Words --------------------------------------------------------------- */

/* A distribution's blocks are numbered by cell in the first counter word, by
 * block in the fourth. */
void stream_words_init(StreamWords *words, const Stream *stream,
                       uint32_t line, uint32_t page, uint64_t first, size_t n,
                       uint32_t *room)
{
    assert(line < STREAM_LINES_MAX);
    assert(first <= STREAM_CELLS_MAX && n <= STREAM_CELLS_MAX - first);
    *words = (StreamWords){
        .stream = stream, .first = first, .filled = room,
        .counter = {(uint32_t)first, line | (uint32_t)USE_WORDS << USE_SHIFT,
                    page, 0}};
    stream->lanes->words(stream->key, words->counter,
                         (n + STREAM_LANES - 1) / STREAM_LANES, room);
}

void stream_words_more(StreamWords *words)
{
    const StreamKey *key = &words->stream->key;
    uint32_t k[2] = {(uint32_t)(*key)[0][0][0], (uint32_t)(*key)[0][1][0]};
    stream_philox(STREAM_ROUNDS, k, words->counter, words->own);
    words->counter[3]++;
    words->at = words->own;
    words->step = 1;
    words->used = 0;
}
