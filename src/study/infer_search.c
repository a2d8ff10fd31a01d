/* infer_search.c - totals of persons for which the rows of a table may be
 * whole numbers: a filter over tens of millions of them.
 *
 * Row i can be a whole number if one lies between y = (2 a + from) N / (2 S)
 * and y + w, w = (to - from) N / (2 S). Fractions are kept as 64-bit counts of
 * 2^-64, so that their whole parts fall away by themselves and the next N is
 * an addition. A step cut off to 2^-64 makes y fall behind by less than N of
 * these after N steps. So the distance up to the next whole number, worked out
 * from the count, is too large by at most N: it is compared with w + N, and
 * nothing that fits is ever missed. What passes is decided exactly elsewhere.
 *
 * The whole numbers add up to N, the shares to S. So the distances from all y
 * up to the next whole numbers are together at most N less the sum of y; and
 * those from all y + w down at most the sum of y + w less N. These are what
 * rounding all rows up, or all down, leaves little of. The sums are kept in
 * counts of 2^-32, with one count a row to spare.
 *
 * Largest remainder asks for one cut c from 0 to 1 such that every row has a
 * whole number between (a - 1 + c) N / S and (a + c) N / S, two ends that are
 * g = N / S apart. With d the distance from (a - 1) N / S up to the next whole
 * number, that is not so while c g lies between d and d + 1 - g, counted
 * around a circle of length 1. The circle is parted into bins; each row takes
 * away the bins that lie wholly in its gap, and if none is left of those from
 * 0 to g, there is no cut.
 */
#include <string.h>

#include "study/infer_int.h"

__extension__ typedef unsigned __int128 Wide;

#define BLOCK 4096
/* Totals between two looks of the watch. */
#define LOOK (UINT64_C(1) << 22)
/* Words of bins where 64 bins leave a cut. */
#define WORDS 64

typedef struct Rows {
    size_t n;
    uint64_t *step;             /* of y from one N to the next */
    uint64_t width;             /* of w, rounded up */
    int64_t all_from;           /* from this N on every w is 1 or more */
    Wide up, down;              /* what the distances may come to for each
                                   person of N, in 2^-64, rounded up */
    bool none;                  /* one of them would be below 0 */
} Rows;

static uint64_t ratio(uint64_t num, uint64_t den)
{
    return (uint64_t)(((Wide)num << 64) / den);
}

/* An amount of 0 has the whole number 0 in every window: no row for it, and no
 * distance. */
static void sum_rows(const InferSearch *s, Rows *r)
{
    int64_t by = 2 * s->total, up = by, down = -by;
    for (size_t i = 0; i < s->table->n; i++) {
        int64_t a = s->table->amount[i];
        if (a > 0)
            up -= 2 * a + s->from;
        down += 2 * a + s->to;
    }
    r->none = up < 0 || down < 0;
    r->up = ((Wide)up << 64) / (Wide)by + 1;
    r->down = ((Wide)down << 64) / (Wide)by + 1;
}

static Rows rows_new(Arena *arena, const InferSearch *s)
{
    uint64_t by = 2 * (uint64_t)s->total;
    uint64_t width = (uint64_t)(s->to - s->from);
    Rows r = {.step = ARENA_ARRAY(arena, uint64_t, s->table->n + 1)};
    r.width = width >= by ? UINT64_MAX : ratio(width, by) + 1;
    r.all_from = (int64_t)((by + width - 1) / width);
    for (size_t i = 0; i < s->table->n; i++) {
        int64_t a = s->table->amount[i];
        if (a > 0)
            r.step[r.n++] = ratio((uint64_t)(2 * a + s->from) % by, by);
    }
    if (!s->cut)
        sum_rows(s, &r);
    return r;
}

/* w + N for the N's of a block, all below all_from; at most 2^64 - 1. */
static uint64_t reach(const Rows *r, int64_t persons)
{
    Wide w = (Wide)r->width * (uint64_t)persons + 2 * (uint64_t)persons;
    return w >> 64 != 0 ? UINT64_MAX : (uint64_t)w;
}

static uint64_t room(Wide each, int64_t persons, size_t n)
{
    return (uint64_t)((each * (uint64_t)persons) >> 32) + n + 2;
}

static bool rows_fit(const Rows *r, int64_t persons)
{
    uint64_t most = reach(r, persons);
    uint64_t up = room(r->up, persons, r->n);
    uint64_t down = room(r->down, persons, r->n);
    if (persons >= r->all_from)
        return true;
    for (size_t i = 0; i < r->n; i++) {
        uint64_t d = 0 - r->step[i] * (uint64_t)persons;
        uint64_t u = d >> 32, t = (most - d) >> 32;
        if (d > most || u > up || t > down)
            return false;
        up -= u;
        down -= t;
    }
    return true;
}

/* ---- Cuts ---- */

/* Whole bins of 2^-bits that lie in any gap; below 1: none for certain. The
 * gap begins up to N counts before d as counted, so it is that much shorter
 * from there on. */
static int64_t gap_bins(const Rows *r, int64_t persons, int bits)
{
    Wide g = (Wide)r->width * (uint64_t)persons / 2 + 2 * (uint64_t)persons;
    if (g >> 64 != 0)
        return 0;
    return (int64_t)((0 - (uint64_t)g) >> (64 - bits)) - 1;
}

/* Bins from 0 to g. */
static uint64_t cut_bins(const Rows *r, int64_t persons, int bits)
{
    Wide g = (Wide)r->width * (uint64_t)persons / 2 + 2 * (uint64_t)persons;
    return (uint64_t)(g >> (64 - bits)) + 1;
}

static bool cut_in_64(const Rows *r, int64_t persons)
{
    int64_t gap = gap_bins(r, persons, 6);
    uint64_t bins = cut_bins(r, persons, 6);
    uint64_t left = bins >= 64 ? UINT64_MAX : (UINT64_C(1) << bins) - 1;
    if (gap < 1)
        return true;
    uint64_t taken = (UINT64_C(1) << gap) - 1;
    for (size_t i = 0; left != 0 && i < r->n; i++) {
        unsigned at = (unsigned)((0 - r->step[i] * (uint64_t)persons) >> 58);
        at = (at + 1) & 63;
        left &= ~(taken << at | (at == 0 ? 0 : taken >> (64 - at)));
    }
    return left != 0;
}

static void take_bins(uint64_t *left, uint64_t from, uint64_t n)
{
    while (n > 0) {
        uint64_t word = from / 64 % WORDS, bit = from % 64;
        uint64_t some = n < 64 - bit ? n : 64 - bit;
        uint64_t mask = some == 64 ? UINT64_MAX : (UINT64_C(1) << some) - 1;
        left[word] &= ~(mask << bit);
        from += some;
        n -= some;
    }
}

static bool cut_in_many(const Rows *r, int64_t persons)
{
    enum { BITS = 12 };
    uint64_t left[WORDS];
    int64_t gap = gap_bins(r, persons, BITS);
    uint64_t bins = cut_bins(r, persons, BITS), any = 0;
    if (gap < 1)
        return true;
    memset(left, 0xFF, sizeof left);
    if (bins < 64 * WORDS)
        take_bins(left, bins, 64 * WORDS - bins);
    for (size_t i = 0; i < r->n; i++) {
        uint64_t d = 0 - r->step[i] * (uint64_t)persons;
        take_bins(left, (d >> (64 - BITS)) + 1, (uint64_t)gap);
    }
    for (size_t i = 0; i < WORDS; i++)
        any |= left[i];
    return any != 0;
}

static bool may_fit(const Rows *r, const InferSearch *s, int64_t persons)
{
    if (!s->cut)
        return rows_fit(r, persons);
    return cut_in_64(r, persons) && cut_in_many(r, persons);
}

/* ---- Blocks ---- */

/* The N's of a block whose first row may fit, as indexes; how many. */
static size_t first_row(const Rows *r, int64_t from, size_t n, uint16_t *out)
{
    uint64_t step = r->step[0];
    uint64_t y = r->step[0] * (uint64_t)from;
    uint64_t most = reach(r, from);
    uint64_t more = r->width + 2;
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        out[found] = (uint16_t)i;
        found += 0 - y <= most;
        y += step;
        most = most > UINT64_MAX - more ? UINT64_MAX : most + more;
    }
    return found;
}

static size_t block_size(const InferSearch *s, int64_t from)
{
    int64_t left = s->last - from + 1;
    return left < BLOCK ? (size_t)left : BLOCK;
}

static bool stopped(const InferSearch *s, int64_t from)
{
    const InferWatch *w = s->watch;
    uint64_t done = (uint64_t)(from - s->first);
    return w != NULL && done % LOOK == 0
           && w->look(w->context, s->before + done, s->all);
}

/* False: enough was found. */
static bool search_block(const Rows *r, const InferSearch *s, int64_t from,
                         size_t n)
{
    uint16_t found[BLOCK];
    size_t some = 0;
    if (r->n > 0 && from + (int64_t)n < r->all_from)
        some = first_row(r, from, n, found);
    else
        for (; some < n; some++)
            found[some] = (uint16_t)some;
    for (size_t k = 0; k < some; k++) {
        int64_t persons = from + found[k];
        if (may_fit(r, s, persons) && !s->found(s->context, persons))
            return false;
    }
    return true;
}

bool infer_search(const InferSearch *s)
{
    Arena *arena = arena_new();
    Rows rows = rows_new(arena, s);
    bool good = true;
    for (int64_t from = s->first; !rows.none && from <= s->last;
         from += BLOCK) {
        good = !stopped(s, from);
        if (!good || !search_block(&rows, s, from, block_size(s, from)))
            break;
    }
    arena_free(arena);
    return good;
}

/* ---- Rows each by itself ---- */

/* Adds to count, for each N of a block, whether the row may fit. */
static void count_row(uint64_t step, const Rows *r, int64_t from, size_t n,
                      uint16_t *count)
{
    uint64_t y = step * (uint64_t)from, most = reach(r, from);
    uint64_t more = r->width + 2;
    for (size_t i = 0; i < n; i++) {
        count[i] = (uint16_t)(count[i] + (0 - y <= most));
        y += step;
        most += more;
    }
}

static void count_block(const Rows *r, const InferSearch *s, int64_t from,
                        size_t n, const size_t *rows)
{
    uint16_t count[BLOCK] = {0};
    size_t zeros = s->table->n - r->n;
    for (size_t i = 0; i < r->n; i++)
        count_row(r->step[i], r, from, n, count);
    for (size_t i = 0; i < n; i++)
        if (zeros + count[i] > *rows)
            s->found(s->context, from + (int64_t)i);
}

bool infer_search_rows(const InferSearch *s, const size_t *rows)
{
    Arena *arena = arena_new();
    Rows r = rows_new(arena, s);
    bool good = true;
    for (int64_t from = s->first; good && from <= s->last; from += BLOCK) {
        good = !stopped(s, from);
        if (good)
            count_block(&r, s, from, block_size(s, from), rows);
    }
    arena_free(arena);
    return good;
}
