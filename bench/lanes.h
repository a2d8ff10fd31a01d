/* lanes.h - the few vector operations the kernels need, for AVX2 or AVX-512.
 *
 * Compiled once per width: BENCH_LANES doubles at a time, and KEYS 16-bit keys.
 * What each operation does is said in lanes_avx2.h; lanes_avx512.h has the same
 * ones.
 */
#ifndef BENCH_LANES_H
#define BENCH_LANES_H

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

enum { LANES = BENCH_LANES, KEYS = 4 * LANES };

/* The sums of four vectors of 32-bit numbers. */
static inline __m128i four_sums(__m256i a, __m256i b, __m256i c, __m256i d)
{
    __m256i sums = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b),
                                     _mm256_hadd_epi32(c, d));
    return _mm_add_epi32(_mm256_castsi256_si128(sums),
                         _mm256_extracti128_si256(sums, 1));
}

#if BENCH_LANES == 4
#include "lanes_avx2.h"
#else
#include "lanes_avx512.h"
#endif

/* The row of key number i of the vectors from number v on. */
static inline size_t key_row(size_t v, size_t i)
{
    size_t within = i % KEYS, of_eight = i % 8;
    return (v + i / KEYS) * KEYS
        + (of_eight % 2 * 2 + of_eight / 4) * LANES
        + within / 8 * 2 + of_eight / 2 % 2;
}

#endif
