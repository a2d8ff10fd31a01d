/* rat.h - exact rational numbers.
 *
 * A Rat is immutable and lives as long as the pool it was made in; nothing is
 * freed piecewise. Only src/money sees GMP. All functions are total unless a
 * condition is stated; breaking one is an assert.
 */
#ifndef FORDELA_RAT_H
#define FORDELA_RAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Numerators and denominators of more bits than this are refused: sums of
 * unrelated fractions double in length again and again (30 000 rows gave
 * 151 000 bits), and no grant needs more. */
#define RAT_BITS_MAX 65536

typedef struct Rat Rat;
typedef struct RatPool RatPool;

RatPool *rat_pool_new(size_t bits_max);
void rat_pool_free(RatPool *pool);
/* As new, but with its memory: every Rat made in it is gone, and the next ones
 * are cheaper. */
void rat_pool_reset(RatPool *pool);

/* Once a result needs more than bits_max bits the pool is overflowed: that
 * and every later result is 0 until the flag is cleared, so that callers may
 * check once per column instead of once per sum. */
bool rat_overflowed(const RatPool *pool);
void rat_clear_overflow(RatPool *pool);

const Rat *rat_int(RatPool *pool, int64_t n);
const Rat *rat_ratio(RatPool *pool, int64_t n, int64_t d);  /* d > 0 */
/* "-12", "12.5", "7/3"; NULL if text is none of these. Point only. */
const Rat *rat_read(RatPool *pool, const char *text, size_t len);

const Rat *rat_add(RatPool *pool, const Rat *a, const Rat *b);
const Rat *rat_sub(RatPool *pool, const Rat *a, const Rat *b);
const Rat *rat_mul(RatPool *pool, const Rat *a, const Rat *b);
const Rat *rat_div(RatPool *pool, const Rat *a, const Rat *b);  /* b <> 0 */
const Rat *rat_neg(RatPool *pool, const Rat *a);
const Rat *rat_abs(RatPool *pool, const Rat *a);
const Rat *rat_floor(RatPool *pool, const Rat *a);  /* to a whole number */
const Rat *rat_ceil(RatPool *pool, const Rat *a);
/* To the nearest whole number, halves away from zero. */
const Rat *rat_nearest(RatPool *pool, const Rat *a);
/* Over the common denominator of all; overflows also if that has more than
 * twice the pool's bits, whatever the order of the numbers. */
const Rat *rat_sum(RatPool *pool, const Rat *const *a, size_t n);

int rat_cmp(const Rat *a, const Rat *b);            /* <0, 0, >0 */
bool rat_equal(const Rat *a, const Rat *b);
int rat_sign(const Rat *a);
/* Of the numerator or denominator, whichever has more. */
size_t rat_bits(const Rat *a);
bool rat_is_whole(const Rat *a);
bool rat_is_even(const Rat *a);                     /* a whole */
const Rat *rat_min(const Rat *a, const Rat *b);
const Rat *rat_max(const Rat *a, const Rat *b);
/* True and *out set if a is whole and fits. */
bool rat_to_int(const Rat *a, int64_t *out);
/* True and numerator and denominator (> 0) set, in lowest terms, if both
 * fit. */
bool rat_parts(const Rat *a, int64_t *num, int64_t *den);
/* Of whole numbers; 0 only of 0 and 0. */
int64_t whole_gcd(int64_t a, int64_t b);
/* The nearest double: for statistics, display and the filtered evaluator. */
double rat_to_double(const Rat *a);

/* "12", "-7/3": exact, for derivations and certificates. */
char *rat_text(Arena *arena, const Rat *a);
/* Decimal with exactly places decimals, halves away from zero: "12.50". */
char *rat_decimal(Arena *arena, const Rat *a, int places);
/* How many decimals a has: 0 if whole, -1 if infinitely many or > most. */
int rat_places(const Rat *a, int most);

#endif
