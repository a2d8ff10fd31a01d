/* tally_bytes.c - a tally as bytes, for studies that are resumed.
 *
 *     "fordela tally 1\n"  rows
 *     row: reference n least most sum[2] squares[2] at_floor at_ceiling below
 *          pages, then each page that holds amounts, in the order of numbers:
 *          page bins, then each bin that does: bin count
 *
 * Pages, bins and counts are 4 bytes, all else 8; least byte first, two's
 * complement, sums of 128 bits in two halves. least and most are differences
 * from the reference.
 */

#include "study/tally_int.h"

#include <string.h>

static const char title[] = "fordela tally 1\n";
enum { TITLE = sizeof title - 1 };

/* --- Out ----------------------------------------------------------------- */

static void put(Buf *out, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        buf_add_char(out, (char)(unsigned char)(value >> 8 * i));
}

static void put_wide(Buf *out, TallyWide value)
{
    put(out, (uint64_t)value, 8);
    put(out, (uint64_t)(value >> 64), 8);
}

static uint32_t bins_used(const uint32_t *bins)
{
    uint32_t used = 0;
    for (size_t i = 0; bins && i < TALLY_BINS; i++)
        used += bins[i] > 0;
    return used;
}

static void save_row(const TallySums *s, Buf *out)
{
    const uint64_t first[] = {(uint64_t)s->reference, s->n,
                              (uint64_t)s->least, (uint64_t)s->most};
    const uint64_t last[] = {s->at_floor, s->at_ceiling, s->below};
    uint32_t pages = 0;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        put(out, first[i], 8);
    put_wide(out, s->sum);
    put_wide(out, s->squares);
    for (size_t i = 0; i < sizeof last / sizeof *last; i++)
        put(out, last[i], 8);
    for (size_t p = 0; p < TALLY_PAGES; p++)
        pages += bins_used(s->page[p]) > 0;
    put(out, pages, 4);
    for (size_t p = 0; p < TALLY_PAGES; p++) {
        uint32_t used = bins_used(s->page[p]);
        if (used == 0)
            continue;
        put(out, p, 4);
        put(out, used, 4);
        for (size_t i = 0; i < TALLY_BINS; i++)
            if (s->page[p][i] > 0) {
                put(out, i, 4);
                put(out, s->page[p][i], 4);
            }
    }
}

void tally_save(const Tally *tally, Buf *out)
{
    buf_add_n(out, title, TITLE);
    put(out, tally->rows, 8);
    for (size_t r = 0; r < tally->rows; r++)
        save_row(&tally->row[r], out);
}

/* --- In ------------------------------------------------------------------ */

typedef struct Reader {
    const unsigned char *at, *end;
    bool failed;             /* went past the end */
} Reader;

static uint64_t get(Reader *in, size_t size)
{
    uint64_t value = 0;
    if ((size_t)(in->end - in->at) < size) {
        in->failed = true;
        return 0;
    }
    for (size_t i = 0; i < size; i++)
        value |= (uint64_t)*in->at++ << 8 * i;
    return value;
}

static TallyWide get_wide(Reader *in)
{
    uint64_t low = get(in, 8);
    uint64_t high = get(in, 8);
    return (TallyWide)(int64_t)high * ((TallyWide)1 << 64) + (TallyWide)low;
}

/* The next number of a rising sequence below `limit`. */
static bool get_rising(Reader *in, uint64_t *next, uint64_t limit,
                       uint64_t *out)
{
    *out = get(in, 4);
    if (in->failed || *out < *next || *out >= limit)
        return false;
    *next = *out + 1;
    return true;
}

static bool load_page(Arena *arena, TallySums *s, Reader *in,
                      uint64_t *next_page, uint64_t *n)
{
    uint64_t page, bin, next_bin = 0;
    if (!get_rising(in, next_page, TALLY_PAGES, &page) ||
        (page + 2) % 64 >= TALLY_EXPONENTS)
        return false;
    uint64_t used = get(in, 4);
    if (used == 0 || used > TALLY_BINS)
        return false;
    uint32_t *bins = tally_bins(arena, s, page);
    for (uint64_t i = 0; i < used; i++) {
        if (!get_rising(in, &next_bin, TALLY_BINS, &bin))
            return false;
        bins[bin] = (uint32_t)get(in, 4);
        *n += bins[bin];
        if (bins[bin] == 0)
            return false;
    }
    return true;
}

static bool holds(const TallySums *s, int64_t difference)
{
    if (difference > 2 * TALLY_LARGEST || difference < -2 * TALLY_LARGEST)
        return false;
    uint64_t bin = tally_bin(s->reference + difference);
    const uint32_t *bins = s->page[tally_page(bin)];
    return bins && bins[bin % TALLY_BINS] > 0;
}

/* Can n differences from least to most have these sums? The products fit: 2^32
 * times 2^94. */
static bool sums_can_be(const TallySums *s)
{
    TallyWide n = (TallyWide)s->n, least = s->least, most = s->most;
    TallyWide size = most > -least ? most : -least;
    return s->sum >= n * least && s->sum <= n * most && s->squares >= 0
           && s->squares <= n * size * size;
}

static bool load_row(Arena *arena, TallySums *s, Reader *in)
{
    if ((int64_t)get(in, 8) != s->reference || s->n > 0)
        return false;
    s->n = get(in, 8);
    s->least = (int64_t)get(in, 8);
    s->most = (int64_t)get(in, 8);
    s->sum = get_wide(in);
    s->squares = get_wide(in);
    s->at_floor = get(in, 8);
    s->at_ceiling = get(in, 8);
    s->below = get(in, 8);
    uint64_t pages = get(in, 4), next_page = 0, n = 0;
    for (uint64_t p = 0; p < pages; p++)
        if (!load_page(arena, s, in, &next_page, &n))
            return false;
    if (in->failed || n != s->n || n > TALLY_COUNT_MAX)
        return false;
    if (s->at_floor > n || s->at_ceiling > n || s->below > n)
        return false;
    if (n > 0 && !(s->least <= s->most && holds(s, s->least) &&
                   holds(s, s->most)))
        return false;
    return n > 0 ? sums_can_be(s) : s->sum == 0 && s->squares == 0;
}

bool tally_load(Tally *tally, const void *bytes, size_t len)
{
    Reader in = {bytes, (const unsigned char *)bytes + len, false};
    if (len < TITLE || memcmp(in.at, title, TITLE) != 0)
        return false;
    in.at += TITLE;
    if (get(&in, 8) != tally->rows)
        return false;
    for (size_t r = 0; r < tally->rows; r++)
        if (!load_row(tally->arena, &tally->row[r], &in))
            return false;
    return in.at == in.end;
}
