/* tally.c - taking amounts in, putting parts together. */

#include "study/tally_int.h"

#include <assert.h>
#include <string.h>

#if defined __SSE2__
#include <emmintrin.h>
#endif

/* Amounts are taken in by tiles, TILE rows side by side and DEEP scenarios
 * deep: first the sums, two rows to a vector, then the bins, row after row in
 * turn, so that no count waits for the one before it. */
enum { TILE = 8, DEEP = 128, PAIR = 2 };

typedef uint64_t Ints __attribute__((vector_size(16)));
typedef double Reals __attribute__((vector_size(16)));

/* Added to whole numbers |v| < 2^51, the first make the bits of the double
 * 1.5 * 2^52 + v; the bits of 2^52 + q, for whole q < 2^52, are q and the
 * second. */
#define BITS_1_5 UINT64_C(0x4338000000000000)
#define BITS_1 UINT64_C(0x4330000000000000)

/* Differences below this have squares below 2^52. */
#define NARROW 0x1p26

typedef struct Tile {
    int64_t reference[TILE];
    int64_t sum[TILE];               /* of amounts */
    uint64_t squares[TILE];          /* of differences, and n times BITS_1 */
    uint64_t below[TILE];
    double least[TILE], most[TILE];  /* differences */
    uint64_t beyond;                 /* >= 2^48: some |amount| >= 2^47 */
    uint64_t bin[DEEP][TILE];
} Tile;

Tally *tally_new(Arena *arena, size_t rows, const int64_t *reference)
{
    Tally *tally = ARENA_NEW(arena, Tally);
    *tally = (Tally){arena, rows, ARENA_ARRAY(arena, TallySums, rows)};
    for (size_t r = 0; r < rows; r++) {
        assert(reference[r] >= -TALLY_LARGEST &&
               reference[r] <= TALLY_LARGEST);
        tally->row[r].reference = reference[r];
    }
    return tally;
}

uint64_t tally_bin(int64_t amount)
{
    double w = (double)amount + 0.5;
    uint64_t bits;
    memcpy(&bits, &w, sizeof bits);
    return bits >> TALLY_SHIFT;
}

static inline Reals smaller(Reals a, Reals b)
{
#if defined __SSE2__
    return (Reals)_mm_min_pd((__m128d)a, (__m128d)b);
#else
    return (Reals){a[0] < b[0] ? a[0] : b[0], a[1] < b[1] ? a[1] : b[1]};
#endif
}

/* --- Sums ---------------------------------------------------------------- */

/* Two rows of a tile; amounts `stride` apart. All whole numbers below 2^53, so
 * every operation is exact. */
static void pair_sum(Tile *tile, size_t c, size_t n, size_t stride,
                     const int64_t *amount)
{
    Ints sum = {0}, squares = {0}, below = {0}, beyond = {0};
    const Reals reference = {(double)tile->reference[c],
                             (double)tile->reference[c + 1]};
    Reals least = (Reals){0} + NARROW * NARROW, most = least;
    for (size_t s = 0; s < n; s++, amount += stride) {
        Ints v;
        memcpy(&v, amount, sizeof v);
        sum += v;
        beyond |= v + 2 * (uint64_t)TALLY_LARGEST;
        Reals x = (Reals)(v + BITS_1_5) - 0x1.8p52;
        Reals d = x - reference;
        below += (Ints)d >> 63;
        least = smaller(least, d);
        most = smaller(most, -d);
        squares += (Ints)(d * d + 0x1p52);
        Ints bin = (Ints)(x + 0.5) >> TALLY_SHIFT;
        memcpy(&tile->bin[s][c], &bin, sizeof bin);
    }
    for (size_t i = 0; i < PAIR; i++) {
        tile->sum[c + i] = (int64_t)sum[i];
        tile->squares[c + i] = squares[i] - n * BITS_1;
        tile->below[c + i] = below[i];
        tile->least[c + i] = least[i];
        tile->most[c + i] = -most[i];
        tile->beyond |= beyond[i];
    }
}

/* The sum of squares of column c where they pass 2^52. */
static TallyWide squares_wide(const Tile *tile, size_t c, size_t n,
                              size_t stride, const int64_t *amount)
{
    TallyWide sum = 0;
    for (size_t s = 0; s < n; s++) {
        int64_t d = amount[s * stride + c] - tile->reference[c];
        sum += (TallyWide)d * d;
    }
    return sum;
}

/* False when column c holds an amount that is too large, or too many. */
static bool row_fits(const TallySums *row, const Tile *tile, size_t c,
                     size_t n)
{
    double reference = (double)row->reference;
    return tile->beyond >> 48 == 0 &&
           reference + tile->least[c] >= -(double)TALLY_LARGEST &&
           reference + tile->most[c] <= (double)TALLY_LARGEST &&
           n <= TALLY_COUNT_MAX - row->n;
}

static void row_add(TallySums *row, const Tile *tile, size_t c, size_t n,
                    size_t stride, const int64_t *amount)
{
    int64_t least = (int64_t)tile->least[c], most = (int64_t)tile->most[c];
    row->sum += tile->sum[c] - (TallyWide)row->reference * (TallyWide)n;
    if (tile->least[c] > -NARROW && tile->most[c] < NARROW)
        row->squares += tile->squares[c];
    else
        row->squares += squares_wide(tile, c, n, stride, amount);
    if (row->n == 0 || least < row->least)
        row->least = least;
    if (row->n == 0 || most > row->most)
        row->most = most;
    row->below += tile->below[c];
    row->n += n;
}

/* --- Bins ---------------------------------------------------------------- */

static inline __attribute__((always_inline)) void columns_count(
    Arena *arena, const Tile *tile, TallySums *row, size_t n, size_t width)
{
    for (size_t s = 0; s < n; s++)
        for (size_t c = 0; c < width; c++) {
            uint64_t bin = tile->bin[s][c];
            uint32_t *bins = row[c].page[tally_page(bin)];
            if (__builtin_expect(!bins, false))
                bins = tally_bins(arena, &row[c], tally_page(bin));
            bins[bin % TALLY_BINS]++;
        }
}

static void tile_count(Arena *arena, const Tile *tile, TallySums *row,
                       size_t n, size_t width)
{
    if (width == TILE)
        columns_count(arena, tile, row, n, TILE);
    else
        columns_count(arena, tile, row, n, width);
}

/* --- Blocks -------------------------------------------------------------- */

/* `width` rows from `first` on of n <= DEEP scenarios. Where a tile is not
 * full, its amounts are copied beside empty columns. */
static bool tile_add(Tally *tally, size_t first, size_t width, size_t n,
                     const int64_t *amount)
{
    Tile tile;                  /* bins and sums are set by pair_sum */
    int64_t copy[DEEP][TILE];
    size_t stride = tally->rows;
    TallySums *row = tally->row + first;
    if (width < TILE) {
        memset(copy, 0, sizeof copy);
        for (size_t s = 0; s < n; s++)
            memcpy(copy[s], amount + s * stride, width * sizeof *amount);
        amount = copy[0];
        stride = TILE;
    }
    tile.beyond = 0;
    for (size_t c = 0; c < TILE; c++)
        tile.reference[c] = c < width ? row[c].reference : 0;
    for (size_t c = 0; c < TILE; c += PAIR)
        pair_sum(&tile, c, n, stride, amount + c);
    for (size_t c = 0; c < width; c++) {
        if (!row_fits(&row[c], &tile, c, n))
            return false;
        row_add(&row[c], &tile, c, n, stride, amount);
    }
    tile_count(tally->arena, &tile, row, n, width);
    return true;
}

/* Where `width` <= TILE rows stood in n <= DEEP scenarios: a byte for each
 * row, all of them added at once; DEEP times 1 fits a byte. */
static void states_add(TallySums *row, size_t width, size_t n, size_t stride,
                       const uint8_t *state)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t states = 0, floors = 0, ceilings = 0;
    uint8_t at_floor[TILE], at_ceiling[TILE];
    for (size_t s = 0; s < n; s++, state += stride) {
        if (width == TILE)
            memcpy(&states, state, TILE);
        else
            memcpy(&states, state, width);
        floors += states & ones;
        ceilings += states >> 1 & ones;
    }
    memcpy(at_floor, &floors, sizeof floors);
    memcpy(at_ceiling, &ceilings, sizeof ceilings);
    for (size_t c = 0; c < width; c++) {
        row[c].at_floor += at_floor[c];
        row[c].at_ceiling += at_ceiling[c];
    }
}

bool tally_add(Tally *tally, size_t n, const int64_t *amount,
               const uint8_t *state)
{
    for (size_t s = 0; s < n; s += DEEP) {
        size_t deep = n - s < DEEP ? n - s : DEEP;
        for (size_t r = 0; r < tally->rows; r += TILE) {
            size_t width = tally->rows - r < TILE ? tally->rows - r : TILE;
            size_t at = s * tally->rows + r;
            if (!tile_add(tally, r, width, deep, amount + at))
                return false;
            if (state)
                states_add(&tally->row[r], width, deep, tally->rows,
                           state + at);
        }
    }
    return true;
}

/* --- Parts --------------------------------------------------------------- */

static void row_merge(Arena *arena, TallySums *into, const TallySums *from)
{
    if (from->n == 0)
        return;
    if (into->n == 0 || from->least < into->least)
        into->least = from->least;
    if (into->n == 0 || from->most > into->most)
        into->most = from->most;
    into->n += from->n;
    into->sum += from->sum;
    into->squares += from->squares;
    into->at_floor += from->at_floor;
    into->at_ceiling += from->at_ceiling;
    into->below += from->below;
    for (size_t p = 0; p < TALLY_PAGES; p++) {
        if (!from->page[p])
            continue;
        uint32_t *bins = tally_bins(arena, into, p);
        for (size_t i = 0; i < TALLY_BINS; i++)
            bins[i] += from->page[p][i];
    }
}

bool tally_merge(Tally *into, const Tally *from)
{
    assert(into->rows == from->rows);
    for (size_t r = 0; r < into->rows; r++) {
        assert(into->row[r].reference == from->row[r].reference);
        if (from->row[r].n > TALLY_COUNT_MAX - into->row[r].n)
            return false;
    }
    for (size_t r = 0; r < into->rows; r++)
        row_merge(into->arena, &into->row[r], &from->row[r]);
    return true;
}
