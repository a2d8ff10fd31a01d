/* decimal.h - ln, log10, exp, sqrt and power as decimals (LANGUAGE rule 15).
 *
 * Each gives the decimal with 15 decimals nearest the true value (a half goes
 * away from zero). A rational true value is found first and returned exactly
 * when it has at most 15 decimals; power with a whole exponent is always
 * exact. The same digits on every machine: no floating point is involved.
 */
#ifndef FORDELA_DECIMAL_H
#define FORDELA_DECIMAL_H

#include "money/rat.h"

#define DECIMAL_PLACES 15

/* All return NULL where the function is undefined: ln and log10 of x <= 0,
 * sqrt of x < 0, power of 0 to an exponent < 0, power of a negative number to
 * an exponent that is not whole. A result beyond the pool's bits overflows
 * the pool (exp(10^9)). */
const Rat *decimal_ln(RatPool *pool, const Rat *x);
const Rat *decimal_log10(RatPool *pool, const Rat *x);
const Rat *decimal_exp(RatPool *pool, const Rat *x);
const Rat *decimal_sqrt(RatPool *pool, const Rat *x);
const Rat *decimal_power(RatPool *pool, const Rat *x, const Rat *y);

#endif
