/* money_int.h - what the files of this room share: the inside of a Rat, sums
 * over a common denominator, a heap of rows, the steps of rounding.
 */
#ifndef FORDELA_MONEY_INT_H
#define FORDELA_MONEY_INT_H

#include <gmp.h>

#include "money/apportion.h"
#include "money/rat.h"

struct Rat {
    mpq_t q;   /* always in lowest terms */
};

size_t rat_pool_bits(const RatPool *pool);
/* Overflows the pool; returns its 0. */
const Rat *rat_overflow(RatPool *pool);
/* A new Rat of value 0, to be set and then passed to rat_keep. */
Rat *rat_new(RatPool *pool);
/* r in its final value, or 0 and an overflow where it has too many bits. */
const Rat *rat_keep(RatPool *pool, Rat *r);
const Rat *rat_from_mpz(RatPool *pool, const mpz_t z);
const Rat *rat_from_mpq(RatPool *pool, const mpq_t q);
/* n / d to the nearest whole number, halves away from zero; d > 0. */
void mpz_nearest(mpz_t out, const mpz_t n, const mpz_t d);

/* A running sum over a denominator fixed beforehand, so that adding and
 * taking away need no common divisor and no reduction. First cover every
 * number that will be added, then add. Covering fails once the denominator
 * has more bits than twice the pool's limit; this depends on the numbers
 * alone, not on their order. */
typedef struct Common {
    mpz_t num, den;
    mpz_t t;
} Common;

void common_init(Common *c);
void common_clear(Common *c);
bool common_cover(Common *c, const Rat *a, size_t bits_max);
void common_add(Common *c, const Rat *a);
void common_sub(Common *c, const Rat *a);
const Rat *common_rat(RatPool *pool, const Common *c);

/* A heap of rows 0..n-1, the first by before() on top. A row stands in it at
 * most once. at has room for all of them and belongs to the caller. */
typedef struct RowHeap {
    size_t *at;
    size_t n;
    bool (*before)(const void *context, size_t a, size_t b);
    const void *context;
} RowHeap;

void heap_push(RowHeap *heap, size_t row);
size_t heap_pop(RowHeap *heap);   /* n > 0 */

/* One call of round_amounts on its way. Whole numbers are counts of units. */
typedef struct Rounding {
    RatPool *pool;
    Arena *arena;
    const RoundIn *in;
    RoundOut *out;
    const Rat **units;   /* n: the result */
    const Rat **least;   /* n: at_least in whole units; NULL: none */
    const Rat **most;    /* n: at_most in whole units; NULL: none */
    const Rat *target;   /* for the methods that keep a total */
} Rounding;

/* < 0 if row a goes before row b where their claims to a unit are equal. */
int round_tie_cmp(const RoundIn *in, size_t a, size_t b);
const Rat *round_clamp(const Rounding *r, size_t row, const Rat *units);
/* Sets the fault; gap is in units and may be NULL. */
void round_fault(Rounding *r, RoundFault fault, size_t row, const Rat *gap);

void round_by_remainder(Rounding *r);
void round_by_divisor(Rounding *r);

#endif
