/* lanes_avx512.h - the operations of lanes.h, eight doubles at a time; AVX-512
 * with F, BW, DQ and VL. */
#ifndef BENCH_LANES_AVX512_H
#define BENCH_LANES_AVX512_H

#define KERNEL(name) name##_avx512

typedef __m512d Real;
typedef __m512i Whole;

static inline Real real_all(double x) { return _mm512_set1_pd(x); }
static inline Real real_at(const double *p) { return _mm512_load_pd(p); }
static inline Real real_add(Real a, Real b) { return _mm512_add_pd(a, b); }
static inline Real real_mul(Real a, Real b) { return _mm512_mul_pd(a, b); }
static inline Real real_min(Real a, Real b) { return _mm512_min_pd(a, b); }
static inline Real real_max(Real a, Real b) { return _mm512_max_pd(a, b); }
static inline Real real_fma(Real a, Real b, Real c)
{
    return _mm512_fmadd_pd(a, b, c);
}

static inline Whole whole_of(Real a) { return _mm512_castpd_si512(a); }
static inline Whole whole_all(int64_t x) { return _mm512_set1_epi64(x); }
static inline Whole whole_at(const uint64_t *p)
{
    return _mm512_loadu_si512(p);
}
static inline void whole_put(void *p, Whole a)
{
    _mm512_storeu_si512(p, a);
}
static inline Whole whole_add_cut(Whole a, Whole b)
{
    return _mm512_srli_epi64(_mm512_add_epi64(a, b), 16);
}

static inline void keys_put(int16_t *keys, Whole a, Whole b, Whole c, Whole d)
{
    Whole ab = _mm512_castps_si512(_mm512_shuffle_ps(
        _mm512_castsi512_ps(a), _mm512_castsi512_ps(b), 0x88));
    Whole cd = _mm512_castps_si512(_mm512_shuffle_ps(
        _mm512_castsi512_ps(c), _mm512_castsi512_ps(d), 0x88));
    cd = _mm512_slli_epi32(cd, 16);
    _mm512_store_si512(keys, _mm512_mask_blend_epi16(0xaaaaaaaa, ab, cd));
}

/* The two halves added, 32 bits each. */
static inline __m256i halves_sum(__m512i a)
{
    return _mm256_add_epi32(_mm512_castsi512_si256(a),
                            _mm512_extracti64x4_epi64(a, 1));
}

static inline __m512i pairs_sum(__m512i a)
{
    return _mm512_madd_epi16(a, _mm512_set1_epi16(1));
}

static inline __m512i keys_at(const int16_t *keys, size_t v)
{
    return _mm512_load_si512((const __m512i *)keys + v);
}

static inline __m128i four_keys_sum(const int16_t *keys, size_t stride,
                                    size_t n)
{
    __m512i s[4] = {_mm512_setzero_si512(), _mm512_setzero_si512(),
                    _mm512_setzero_si512(), _mm512_setzero_si512()};
    for (size_t v = 0; v < n; v++) {
#pragma GCC unroll 4
        for (size_t k = 0; k < 4; k++) {
            s[k] = _mm512_add_epi32(
                s[k], pairs_sum(keys_at(keys + k * stride, v)));
        }
    }
    return four_sums(halves_sum(s[0]), halves_sum(s[1]), halves_sum(s[2]),
                     halves_sum(s[3]));
}

static inline __m512i four_all(__m128i t, int k)
{
    switch (k) {
    case 0: return _mm512_broadcastw_epi16(t);
    case 1: return _mm512_broadcastw_epi16(_mm_srli_si128(t, 4));
    case 2: return _mm512_broadcastw_epi16(_mm_srli_si128(t, 8));
    default: return _mm512_broadcastw_epi16(_mm_srli_si128(t, 12));
    }
}

/* s plus 1 where a key of vector v is above cut. */
static inline __m512i count_above(__m512i s, const int16_t *keys, size_t v,
                                  __m512i cut)
{
    return _mm512_mask_add_epi16(
        s, _mm512_cmpgt_epi16_mask(keys_at(keys, v), cut), s,
        _mm512_set1_epi16(1));
}

static inline __m128i four_keys_above(const int16_t *keys, size_t stride,
                                      size_t n, __m128i t)
{
    __m512i s[4], cut[4];
#pragma GCC unroll 4
    for (int k = 0; k < 4; k++) {
        s[k] = _mm512_setzero_si512();
        cut[k] = four_all(t, k);
    }
    for (size_t v = 0; v < n; v++) {
#pragma GCC unroll 4
        for (size_t k = 0; k < 4; k++) {
            s[k] = count_above(s[k], keys + k * stride, v, cut[k]);
        }
    }
    return four_sums(halves_sum(pairs_sum(s[0])), halves_sum(pairs_sum(s[1])),
                     halves_sum(pairs_sum(s[2])), halves_sum(pairs_sum(s[3])));
}

/* least, or where it is smaller how far key ^ flip is from `from`. */
static inline __m512i least_step(__m512i least, const int16_t *keys, size_t v,
                                 __m512i flip, __m512i from)
{
    __m512i key = _mm512_xor_si512(keys_at(keys, v), flip);
    return _mm512_min_epu16(least, _mm512_sub_epi16(key, from));
}

static inline int least_of(__m512i a)
{
    __m256i half = _mm256_min_epu16(_mm512_castsi512_si256(a),
                                    _mm512_extracti64x4_epi64(a, 1));
    return _mm_cvtsi128_si32(_mm_minpos_epu16(_mm_min_epu16(
        _mm256_castsi256_si128(half),
        _mm256_extracti128_si256(half, 1)))) & 0xffff;
}

static inline __m128i four_keys_next(const int16_t *keys, size_t stride,
                                     size_t n, __m128i t, __m128i down)
{
    __m512i least[4], from[4], flip[4];
    __m128i one = _mm_set1_epi32(1);
#pragma GCC unroll 4
    for (int k = 0; k < 4; k++) {
        least[k] = _mm512_set1_epi16(-1);
        flip[k] = four_all(down, k);
        from[k] = four_all(_mm_add_epi32(_mm_xor_si128(t, down), one), k);
    }
    for (size_t v = 0; v < n; v++) {
#pragma GCC unroll 4
        for (size_t k = 0; k < 4; k++) {
            least[k] = least_step(least[k], keys + k * stride, v, flip[k],
                                  from[k]);
        }
    }
    return _mm_add_epi32(one, _mm_setr_epi32(least_of(least[0]),
                                             least_of(least[1]),
                                             least_of(least[2]),
                                             least_of(least[3])));
}

static inline int keys_next(const int16_t *keys, size_t n, int t, int down)
{
    __m512i least = _mm512_set1_epi16(-1);
    __m512i flip = _mm512_set1_epi16((short)down);
    __m512i from = _mm512_set1_epi16((short)((t ^ down) + 1));
    for (size_t v = 0; v < n; v++) {
        least = least_step(least, keys, v, flip, from);
    }
    return 1 + least_of(least);
}

static inline int keys_above(const int16_t *keys, size_t n, int t)
{
    __m512i cut = _mm512_set1_epi16((short)t);
    __m512i sum = _mm512_setzero_si512();
    for (size_t v = 0; v < n; v++) {
        sum = count_above(sum, keys, v, cut);
    }
    __m256i pairs = halves_sum(pairs_sum(sum));
    return _mm_cvtsi128_si32(four_sums(pairs, pairs, pairs, pairs));
}

static inline size_t wholes_above(const uint64_t *a, size_t m, uint64_t x)
{
    __m512i than = whole_all((int64_t)x);
    size_t above = 0, i = 0;
    for (; i + LANES <= m; i += LANES) {
        above += (size_t)_mm_popcnt_u32(
            _mm512_cmpgt_epi64_mask(whole_at(a + i), than));
    }
    for (; i < m; i++) {
        above += a[i] > x;
    }
    return above;
}

static inline uint32_t keys_within(const int16_t *keys, int low, int high)
{
    __m512i k = keys_at(keys, 0);
    return _mm512_cmpge_epi16_mask(k, _mm512_set1_epi16((short)low))
        & _mm512_cmple_epi16_mask(k, _mm512_set1_epi16((short)high));
}

#endif
