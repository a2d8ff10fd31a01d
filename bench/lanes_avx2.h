/* lanes_avx2.h - the operations of lanes.h, four doubles at a time. */
#ifndef BENCH_LANES_AVX2_H
#define BENCH_LANES_AVX2_H

#define KERNEL(name) name##_avx2

typedef __m256d Real;
typedef __m256i Whole;

static inline Real real_all(double x) { return _mm256_set1_pd(x); }
static inline Real real_at(const double *p) { return _mm256_load_pd(p); }
static inline Real real_add(Real a, Real b) { return _mm256_add_pd(a, b); }
static inline Real real_mul(Real a, Real b) { return _mm256_mul_pd(a, b); }
static inline Real real_min(Real a, Real b) { return _mm256_min_pd(a, b); }
static inline Real real_max(Real a, Real b) { return _mm256_max_pd(a, b); }
/* a * b + c, rounded once. */
static inline Real real_fma(Real a, Real b, Real c)
{
    return _mm256_fmadd_pd(a, b, c);
}

static inline Whole whole_of(Real a) { return _mm256_castpd_si256(a); }
static inline Whole whole_all(int64_t x) { return _mm256_set1_epi64x(x); }
static inline Whole whole_at(const uint64_t *p)
{
    return _mm256_loadu_si256((const __m256i *)p);
}
static inline void whole_put(void *p, Whole a)
{
    _mm256_storeu_si256((__m256i *)p, a);
}
/* (a + b) without its low 16 bits. */
static inline Whole whole_add_cut(Whole a, Whole b)
{
    return _mm256_srli_epi64(_mm256_add_epi64(a, b), 16);
}

/* The low 16 bits of 4 * LANES numbers, in the order that key_row undoes. */
static inline void keys_put(int16_t *keys, Whole a, Whole b, Whole c, Whole d)
{
    Whole ab = whole_of(_mm256_castps_pd(_mm256_shuffle_ps(
        _mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0x88)));
    Whole cd = whole_of(_mm256_castps_pd(_mm256_shuffle_ps(
        _mm256_castsi256_ps(c), _mm256_castsi256_ps(d), 0x88)));
    cd = _mm256_slli_epi32(cd, 16);
    _mm256_store_si256((__m256i *)keys, _mm256_blend_epi16(ab, cd, 0xaa));
}

/* Adds up the pairs of 16-bit numbers in each 32 bits. */
static inline __m256i pairs_sum(__m256i a)
{
    return _mm256_madd_epi16(a, _mm256_set1_epi16(1));
}

static inline __m256i keys_at(const int16_t *keys, size_t v)
{
    return _mm256_load_si256((const __m256i *)keys + v);
}

/* The sums of the keys of four scenarios, n vectors each. */
static inline __m128i four_keys_sum(const int16_t *keys, size_t stride,
                                    size_t n)
{
    __m256i s[4] = {_mm256_setzero_si256(), _mm256_setzero_si256(),
                    _mm256_setzero_si256(), _mm256_setzero_si256()};
    for (size_t v = 0; v < n; v++) {
#pragma GCC unroll 4
        for (size_t k = 0; k < 4; k++) {
            s[k] = _mm256_add_epi32(
                s[k], pairs_sum(keys_at(keys + k * stride, v)));
        }
    }
    return four_sums(s[0], s[1], s[2], s[3]);
}

/* Number k of t, in all 16-bit lanes. */
static inline __m256i four_all(__m128i t, int k)
{
    switch (k) {
    case 0: return _mm256_broadcastw_epi16(t);
    case 1: return _mm256_broadcastw_epi16(_mm_srli_si128(t, 4));
    case 2: return _mm256_broadcastw_epi16(_mm_srli_si128(t, 8));
    default: return _mm256_broadcastw_epi16(_mm_srli_si128(t, 12));
    }
}

/* How many keys of each of four scenarios are above its t. */
static inline __m128i four_keys_above(const int16_t *keys, size_t stride,
                                      size_t n, __m128i t)
{
    __m256i s[4], cut[4];
#pragma GCC unroll 4
    for (int k = 0; k < 4; k++) {
        s[k] = _mm256_setzero_si256();
        cut[k] = four_all(t, k);
    }
    for (size_t v = 0; v < n; v++) {
#pragma GCC unroll 4
        for (size_t k = 0; k < 4; k++) {
            s[k] = _mm256_sub_epi16(
                s[k], _mm256_cmpgt_epi16(keys_at(keys + k * stride, v),
                                         cut[k]));
        }
    }
    return four_sums(pairs_sum(s[0]), pairs_sum(s[1]), pairs_sum(s[2]),
                     pairs_sum(s[3]));
}

/* How far the next key is from t in each of four scenarios: upwards the
 * smallest key - t that is above 0, where down is -1 the smallest t - key that
 * is above 0. Where there is none it goes round the end of 16 bits. */
static inline __m128i four_keys_next(const int16_t *keys, size_t stride,
                                     size_t n, __m128i t, __m128i down)
{
    __m256i least[4], from[4], flip[4];
    __m128i one = _mm_set1_epi32(1);
#pragma GCC unroll 4
    for (int k = 0; k < 4; k++) {
        least[k] = _mm256_set1_epi16(-1);
        flip[k] = four_all(down, k);
        from[k] = four_all(_mm_add_epi32(_mm_xor_si128(t, down), one), k);
    }
    for (size_t v = 0; v < n; v++) {
#pragma GCC unroll 4
        for (size_t k = 0; k < 4; k++) {
            __m256i key = _mm256_xor_si256(keys_at(keys + k * stride, v),
                                           flip[k]);
            least[k] = _mm256_min_epu16(least[k],
                                        _mm256_sub_epi16(key, from[k]));
        }
    }
    int out[4];
#pragma GCC unroll 4
    for (int k = 0; k < 4; k++) {
        out[k] = 1 + (_mm_cvtsi128_si32(_mm_minpos_epu16(_mm_min_epu16(
            _mm256_castsi256_si128(least[k]),
            _mm256_extracti128_si256(least[k], 1)))) & 0xffff);
    }
    return _mm_setr_epi32(out[0], out[1], out[2], out[3]);
}

/* The same of one scenario. */
static inline int keys_next(const int16_t *keys, size_t n, int t, int down)
{
    __m256i least = _mm256_set1_epi16(-1);
    __m256i flip = _mm256_set1_epi16((short)down);
    __m256i from = _mm256_set1_epi16((short)((t ^ down) + 1));
    for (size_t v = 0; v < n; v++) {
        __m256i key = _mm256_xor_si256(keys_at(keys, v), flip);
        least = _mm256_min_epu16(least, _mm256_sub_epi16(key, from));
    }
    return 1 + (_mm_cvtsi128_si32(_mm_minpos_epu16(_mm_min_epu16(
        _mm256_castsi256_si128(least),
        _mm256_extracti128_si256(least, 1)))) & 0xffff);
}

/* How many of n * KEYS keys are above t. */
static inline int keys_above(const int16_t *keys, size_t n, int t)
{
    __m256i cut = _mm256_set1_epi16((short)t);
    __m256i sum = _mm256_setzero_si256();
    for (size_t v = 0; v < n; v++) {
        sum = _mm256_sub_epi16(sum,
                               _mm256_cmpgt_epi16(keys_at(keys, v), cut));
    }
    sum = pairs_sum(sum);
    return _mm_cvtsi128_si32(four_sums(sum, sum, sum, sum));
}

/* How many of m numbers below 2^63 are above x; the numbers can be read up to
 * a full vector, what lies beyond m does not count. */
static inline size_t wholes_above(const uint64_t *a, size_t m, uint64_t x)
{
    __m256i than = whole_all((int64_t)x), sum = _mm256_setzero_si256();
    size_t i = 0;
    for (; i + LANES <= m; i += LANES) {
        sum = _mm256_sub_epi64(sum, _mm256_cmpgt_epi64(whole_at(a + i), than));
    }
    __m128i two = _mm_add_epi64(_mm256_castsi256_si128(sum),
                                _mm256_extracti128_si256(sum, 1));
    size_t above = (size_t)(_mm_cvtsi128_si64(two)
                            + _mm_extract_epi64(two, 1));
    for (; i < m; i++) {
        above += a[i] > x;
    }
    return above;
}

/* One bit per key of the vector at: whether low <= key <= high. */
static inline uint32_t keys_within(const int16_t *keys, int low, int high)
{
    __m256i k = *(const __m256i *)keys;
    __m256i out = _mm256_or_si256(
        _mm256_cmpgt_epi16(_mm256_set1_epi16((short)low), k),
        _mm256_cmpgt_epi16(k, _mm256_set1_epi16((short)high)));
    __m128i bytes = _mm_packs_epi16(_mm256_castsi256_si128(out),
                                    _mm256_extracti128_si256(out, 1));
    return ~(uint32_t)_mm_movemask_epi8(bytes) & 0xffff;
}

#endif
