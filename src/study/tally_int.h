/* tally_int.h - a tally's inside; private to src/study/tally*.c.
 *
 * The bin of amount v stands in the bits of w = v + 0.5 as a double: sign,
 * exponent and the first 10 bits after the point, so that none is searched.
 * The half keeps 0 apart from 1 and has every |w| in 2^-1..2^47: exponent
 * fields 1022 to 1069, of which the last six bits tell which it is.
 */
#ifndef FORDELA_TALLY_INT_H
#define FORDELA_TALLY_INT_H

#include "study/tally.h"

__extension__ typedef __int128 TallyWide;

enum {
    TALLY_BINS = 1024,           /* of a page */
    TALLY_PAGES = 128,           /* one per exponent, 64 on: negative */
    TALLY_SHIFT = 52 - 10,       /* from the bits of w to page and bin */
    TALLY_EXPONENT = 1022,       /* of 0.5, as written in a double */
    TALLY_EXPONENTS = 48
};

/* Sums are of differences from the reference: |d| <= 2^47, so that 2^32
 * squares fit 126 bits. */
typedef struct TallySums {
    int64_t reference;
    uint64_t n;
    int64_t least, most;             /* differences; when n > 0 */
    TallyWide sum, squares;
    uint64_t at_floor, at_ceiling, below;
    uint32_t *page[TALLY_PAGES];     /* of TALLY_BINS; NULL: all 0 */
} TallySums;

struct Tally {
    Arena *arena;
    size_t rows;
    TallySums *row;
};

/* From the bits of w, shifted: sign, 11 bits of exponent, 10 of the bin. */
static inline size_t tally_page(uint64_t bin)
{
    return (bin >> 10 & 63) | (bin >> 15 & 64);
}

/* The bins of a page, which may have none yet. */
static inline uint32_t *tally_bins(Arena *arena, TallySums *row, size_t page)
{
    if (!row->page[page])
        row->page[page] = ARENA_ARRAY(arena, uint32_t, TALLY_BINS);
    return row->page[page];
}

/* The bin of one amount. */
uint64_t tally_bin(int64_t amount);

#endif
