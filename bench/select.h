/* select.h - largest remainder without sorting, exact.
 *
 * A row's exact amount x is known as Y, a fixed-point number with 16 bits after
 * the point: Y / 2^16 is x + 1/2 + BIAS/2^16, rounded to the nearest 1/2^16
 * after an error of at most 1/4 of such a step. It comes from one addition of
 * MAGIC to a double, whose low bits are then Y.
 *
 * Largest remainder is floor(x + c) for the one c that makes the amounts add
 * up, and for every c that does: floor(x + c) only grows with c. So it is
 * enough to find a cut t of the fractions (`keys`, low 16 bits of Y read as
 * signed) with as many keys above it as kronor are left over, at which no key
 * lies: then every row is certain, being half a step or more away from the cut,
 * and a row whose floor is uncertain, next to a whole number, is not asked.
 *
 * Else (ties, or neighbours at the cut) the few rows next to the cut are put in
 * order by exact integers: remainder, then amount, then code. They are no
 * padding and nowhere near a whole number: if n fractions sum to k, the k-th
 * largest is at least 1/n and the next one at most 1 - 1/n, and n is small.
 */
#ifndef BENCH_SELECT_H
#define BENCH_SELECT_H

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "lanes.h"
#include "workload.h"

__extension__ typedef unsigned __int128 Order;

/* BIAS keeps whole amounts (and padding) clear of the ends of the keys. */
enum { BIAS = 8, LOWEST = -32768, HIGHEST = 32767 };

static const double MAGIC = 0x1.8p36 + 0.5 + BIAS / 65536.0;
static const uint64_t MAGIC_BITS = 0x4238000000000000u;   /* of 0x1.8p36 */

/* Four scenarios at a time, so that their probes do not wait for each other. */
enum { FOUR = 4, PROBES = 4 };

typedef struct Batch {
    _Alignas(64) uint64_t y[FOUR][ROWS_MAX];
    _Alignas(64) int16_t keys[FOUR][ROWS_MAX];
} Batch;

/* Where the cut is: `above` keys are greater than t. */
typedef struct Cut {
    int t, above;
} Cut;

/* Looks for the cut from t on: from key to key, so that a pile of equal keys
 * is one step; and where that is not enough by dividing the bracket, now as the
 * keys in it are to be divided, now in the middle. If no t has just `left` keys
 * above it, the cut's t is the key that has more with itself and less without.
 */
static Cut keys_cut(const int16_t *keys, size_t n, int left, int t)
{
    int low = LOWEST, low_above = (int)(n * KEYS);
    int high = HIGHEST, high_above = 0;
    for (int probe = 0; high - low > 1; probe++) {
        int above = keys_above(keys, n, t);
        if (above > left) {
            low = t + keys_next(keys, n, t, 0);
            low = low > HIGHEST ? HIGHEST : low;
            low_above = keys_above(keys, n, low);
            if (low_above <= left) {
                return (Cut){low, low_above};
            }
        } else if (above < left) {
            int key = t + 1 - keys_next(keys, n, t + 1, -1);
            key = key <= LOWEST ? LOWEST + 1 : key;
            high = key - 1;
            high_above = keys_above(keys, n, high);
            if (high_above > left) {
                return (Cut){key, above};
            }
            if (high_above == left) {
                return (Cut){high, left};
            }
        } else {
            return (Cut){t, above};
        }
        t = low + (high - low) / 2;
        if (probe % 3 != 2) {
            t = low + (high - low) * (low_above - left)
                / (low_above - high_above);
        }
    }
    return (Cut){high, high_above};
}

/* Puts the j largest of n first. */
static inline void order_top(Order *a, size_t n, size_t j)
{
    size_t from = 0, to = n;
    while (to - from > 1 && j > from && j < to) {
        Order pivot = a[from + (to - from) / 2];
        a[from + (to - from) / 2] = a[to - 1];
        size_t at = from;
        for (size_t i = from; i < to - 1; i++) {
            Order x = a[i];
            a[i] = a[at];
            a[at] = x;
            at += x > pivot;
        }
        a[to - 1] = a[at];
        a[at] = pivot;
        if (at < j) {
            from = at + 1;
        } else {
            to = at;
        }
    }
}

/* The exact amounts as integers: row's is plus + row_num(of, row) / d. */
typedef struct Exact {
    const void *of;
    uint64_t d;         /* < 2^62 */
    int64_t plus;
} Exact;

/* Modulo 2^64; each kernel has its own. */
static inline uint64_t row_num(const void *of, size_t row);

/* What row_num is above `whole` kronor: within a few d of 0. */
static inline int64_t exact_rest(const Exact *e, size_t row, int64_t whole)
{
    return (int64_t)(row_num(e->of, row) - (uint64_t)whole * e->d);
}

static inline Order order_of(int64_t rest, int64_t whole, size_t row)
{
    return (Order)((uint64_t)rest + (UINT64_C(1) << 63)) << 64
        | (uint64_t)whole << 16 | (0xffff - row);
}

static inline size_t order_row(Order a)
{
    return 0xffff - ((size_t)a & 0xffff);
}

/* The rows whose keys are next to t, in no order; how many. */
static inline size_t near_rows(const int16_t *keys, size_t n, int t,
                               uint16_t *row)
{
    size_t m = 0;
    for (size_t v = 0; v < n; v += 64 / KEYS) {
        uint64_t near = 0;
        for (size_t k = 0; k < 64 / KEYS && v + k < n; k++) {
            near |= (uint64_t)keys_within(keys + (v + k) * KEYS, t - 1, t + 1)
                << k * KEYS;
        }
        for (; near != 0; near &= near - 1) {
            row[m++] = (uint16_t)key_row(v, (size_t)__builtin_ctzll(near));
        }
    }
    return m;
}

/* Adds 1 to the rows of the j largest of m orders whose upper halves are
 * equal. Few enough that each can be compared with every other. */
static inline void give_ranked(const uint64_t *low, size_t m, size_t j,
                               int64_t *out)
{
    for (size_t i = 0; i < m; i++) {
        if (wholes_above(low, m, low[i]) < j) {
            out[order_row(low[i])]++;
        }
    }
}

enum { RANKED = 64 };

/* Puts the rows in order whose keys are next to the cut; out holds the amounts
 * of all others already. */
static void settle_near(const Exact *e, const int16_t *keys, size_t n, int t,
                        size_t left, const uint64_t *y, int64_t *out)
{
    Order order[ROWS_MAX];
    uint64_t low[ROWS_MAX], differ = 0;
    uint16_t row[ROWS_MAX];
    assert(t > LOWEST + BIAS + 2 && t < HIGHEST - 2);
    size_t m = near_rows(keys, n, t, row);
    left -= (size_t)keys_above(keys, n, t + 1);
    for (size_t i = 0; i < m; i++) {
        int64_t whole = (int64_t)(y[row[i]] - MAGIC_BITS - 32768) >> 16;
        order[i] = order_of(exact_rest(e, row[i], whole), whole, row[i]);
        low[i] = (uint64_t)order[i];
        differ |= (uint64_t)(order[i] >> 64) ^ (uint64_t)(order[0] >> 64);
        out[row[i]] = e->plus + whole;
    }
    if (differ == 0 && m <= RANKED) {
        give_ranked(low, m, left, out);
        return;
    }
    order_top(order, m, left);
    for (size_t j = 0; j < left; j++) {
        out[order_row(order[j])]++;
    }
}

/* What to add to a fixed-point number so that its part above the point is the
 * amount, with the cut at t. */
static inline uint64_t amounts_add(const Exact *e, int t)
{
    return ((uint64_t)e->plus << 16) - MAGIC_BITS - (uint64_t)(int64_t)(1 + t);
}

/* y + add, taken down to whole kronor, for `rows` rows; vectors of out where
 * it is aligned, as a store across two cache lines costs more than a load. */
static inline void amounts_put(const uint64_t *y, size_t rows, uint64_t add,
                               int64_t *out)
{
    Whole a = whole_all((int64_t)add);
    size_t i = 0;
    for (; i < rows && (uintptr_t)(out + i) % sizeof a != 0; i++) {
        out[i] = (int64_t)((y[i] + add) >> 16);
    }
    for (; i + LANES <= rows; i += LANES) {
        whole_put(out + i, whole_add_cut(whole_at(y + i), a));
    }
    for (; i < rows; i++) {
        out[i] = (int64_t)((y[i] + add) >> 16);
    }
}

/* Rounds one scenario by itself. left: kronor still to give; t: near the cut.
 */
static __attribute__((noinline)) void round_one(
    const Exact *e, const int16_t *keys, size_t n, const uint64_t *y,
    size_t rows, int left, int t, int64_t *out)
{
    Cut cut = keys_cut(keys, n, left, t);
    bool certain = cut.above == left;
    if (certain && keys_above(keys, n, cut.t - 1) != left) {
        cut.t++;   /* a key lies at t: just above it, if none lies there */
        certain = keys_above(keys, n, cut.t) == left;
    }
    amounts_put(y, rows, amounts_add(e, cut.t), out);
    if (!certain) {
        settle_near(e, keys, n, cut.t, (size_t)left, y, out);
    }
}

/* The cuts of four scenarios while they are sought: above(low) > left >
 * above(high), and t in between. */
typedef struct Search {
    __m128i left, t, low, low_above, high, high_above;
} Search;

static inline __m128i choose(__m128i no, __m128i yes, __m128i mask)
{
    return _mm_blendv_epi8(no, yes, mask);
}

/* The next t divides the bracket as the keys left in it are to be divided; a t
 * that is right stays. */
static inline void search_narrow(Search *s, __m128i above)
{
    __m128i many = _mm_cmpgt_epi32(above, s->left);
    __m128i few = _mm_cmpgt_epi32(s->left, above);
    s->low = choose(s->low, s->t, many);
    s->low_above = choose(s->low_above, above, many);
    s->high = choose(s->high, s->t, few);
    s->high_above = choose(s->high_above, above, few);
    __m128 width = _mm_cvtepi32_ps(_mm_sub_epi32(s->high, s->low));
    __m128 part = _mm_div_ps(
        _mm_cvtepi32_ps(_mm_sub_epi32(s->low_above, s->left)),
        _mm_cvtepi32_ps(_mm_sub_epi32(s->low_above, s->high_above)));
    __m128i next = _mm_add_epi32(s->low,
                                 _mm_cvttps_epi32(_mm_mul_ps(width, part)));
    next = _mm_min_epi32(_mm_max_epi32(next, _mm_set1_epi32(LOWEST + 1)),
                         _mm_set1_epi32(HIGHEST - 1));
    s->t = choose(s->t, next, _mm_or_si128(many, few));
}

/* Where one key too many or too few is above t, t steps just over it. */
static inline void search_step(Search *s, __m128i above, __m128i next)
{
    __m128i one = _mm_set1_epi32(1);
    __m128i d = _mm_sub_epi32(above, s->left);
    __m128i many = _mm_cmpgt_epi32(d, _mm_setzero_si128());
    __m128i past = _mm_sign_epi32(_mm_sub_epi32(next, many), d);
    __m128i is_one = _mm_cmpeq_epi32(_mm_abs_epi32(d), one);
    s->t = _mm_add_epi32(s->t, _mm_and_si128(past, is_one));
}

/* left is known; spread: how many keys there are that are no padding. */
static inline void search_begin(Search *s, int spread)
{
    s->low = _mm_set1_epi32(LOWEST + BIAS);
    s->low_above = _mm_set1_epi32(spread);
    s->high = _mm_set1_epi32(HIGHEST);
    s->high_above = _mm_setzero_si128();
    s->t = _mm_max_epi32(
        _mm_set1_epi32(LOWEST + 1),
        _mm_sub_epi32(_mm_set1_epi32(HIGHEST),
                      _mm_mullo_epi32(s->left,
                                      _mm_set1_epi32(65536 / spread))));
}

/* Rounds `live` scenarios whose fixed-point numbers and keys (n vectors) are in
 * the batch. spread: how many keys there are that are no padding; out: where
 * each one's amounts go. */
static inline void round_batch(const Batch *b, const Exact *e, size_t n,
                               size_t rows, int spread, int64_t *const *out,
                               size_t live)
{
    const int16_t *keys = b->keys[0];
    int all = (int)(n * KEYS);
    Search s;
    s.left = _mm_srai_epi32(_mm_add_epi32(
        four_keys_sum(keys, ROWS_MAX, n),
        _mm_set1_epi32(all * (32768 - BIAS) + 32768)), 16);
    search_begin(&s, spread);
    for (int probe = 0; probe < PROBES; probe++) {
        search_narrow(&s, four_keys_above(keys, ROWS_MAX, n, s.t));
    }
    __m128i above = four_keys_above(keys, ROWS_MAX, n, s.t);
    __m128i few = _mm_cmpgt_epi32(s.left, above);
    search_step(&s, above, four_keys_next(keys, ROWS_MAX, n,
                    _mm_sub_epi32(s.t, few), few));
    __m128i below = _mm_sub_epi32(s.t, _mm_set1_epi32(1));
    __m128i certain = _mm_and_si128(
        _mm_cmpeq_epi32(s.left, four_keys_above(keys, ROWS_MAX, n, s.t)),
        _mm_cmpeq_epi32(s.left, four_keys_above(keys, ROWS_MAX, n, below)));
    int cut[FOUR], left[FOUR], sure[FOUR];
    _mm_storeu_si128((__m128i *)cut, s.t);
    _mm_storeu_si128((__m128i *)left, s.left);
    _mm_storeu_si128((__m128i *)sure, certain);
    for (size_t k = 0; k < live; k++) {
        if (sure[k]) {
            amounts_put(b->y[k], rows, amounts_add(&e[k], cut[k]), out[k]);
        } else {
            round_one(&e[k], b->keys[k], n, b->y[k], rows, left[k],
                      cut[k], out[k]);
        }
    }
}

#endif
