/* bound.h - what a double may be off by, where the loops over rows rely on
 * it.
 *
 * u = 2^-53 is the unit roundoff: fl(a op b) = (a op b)(1 + d), |d| <= u
 * (Higham 2002, Accuracy and Stability of Numerical Algorithms, (2.4)).
 *
 * Fixed-point numbers. Adding fixed_one(bits) = 1.5 * 2^(52 - bits) to a
 * double x, |x| < 2^(51 - bits), gives a double between 2^(52 - bits) and
 * 2^(53 - bits), where doubles stand q = 2^-bits apart. So the integer that
 * is its bits, less the bits of fixed_one, is x / q to the nearest whole
 * number: floor and fraction of x are found by shift and mask.
 *
 * Where x = add + sum c[j] * col[j] is added up from fixed_one on, term by
 * term (a product may go in without being rounded first), each of the k + 1 additions rounds by q / 2 at most, all partial sums
 * being in that range. With `most` >= |add| + sum |c[j] * col[j]|, exact or
 * as computed, and most < 2^(50 - bits) that is so: the roundings on the way
 * are (k + 1) q / 2 together, far below 2^(50 - bits).
 *
 * How far that is from the exact amount: let S be the exact sum of the
 * products as computed, m the same added up in doubles, |m - exact| <= err.
 * Then
 *   |fixed - S| <= (k + 1) q / 2                              as above,
 *   |S - m|     <= k u most (1 + u)^k < k q / 8 + k^2 u q,
 * as u most < 2^-53 2^(50 - bits) = q / 8 (Higham 2002, (4.4): no term goes
 * through more than k additions). Together
 *   |fixed - exact| < err + (5 k + 4) q / 8 + k^2 u q < err + (k + 1) q.
 * With products not rounded, S is their exact sum, which err allows for: it
 * counts a rounding of each as moving the result.
 */
#ifndef FORDELA_BOUND_H
#define FORDELA_BOUND_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bits after the point: a key of so many fits an int32 with room to spare. */
#define FIXED_BITS_MAX 30

/* 1.5 * 2^(52 - bits), as bits: they are also what to subtract. */
static inline uint64_t fixed_one(int bits)
{
    return ((uint64_t)(1023 + 52 - bits) << 52) | (UINT64_C(1) << 51);
}

/* The largest `bits` with most < 2^(50 - bits), but FIXED_BITS_MAX at most;
 * less than 0 where there is none. */
static inline int fixed_bits(double most)
{
    uint64_t as_bits;
    int exponent;

    memcpy(&as_bits, &most, sizeof as_bits);
    exponent = (int)(as_bits >> 52) - 1023;     /* most < 2^(exponent + 1) */
    return 49 - exponent < FIXED_BITS_MAX ? 49 - exponent : FIXED_BITS_MAX;
}

/* At least |fixed - exact|, and more than it, in units of 2^-bits (bits not
 * below 0), for k columns and an error `err` of the mix as added up in doubles;
 * 2^bits where it is that or more. Scaling by a power of two is exact (of what
 * is smaller than a double can tell, k + 1 has q / 8 to spare). */
static inline int64_t fixed_err(double err, int bits, size_t k)
{
    int64_t one = INT64_C(1) << bits, e;
    double units = err * (double)one;

    if (!(units < (double)one)) {
        return one;
    }
    e = (int64_t)units + 1 + (int64_t)k + 1;
    return e < one ? e : one;
}

#endif
