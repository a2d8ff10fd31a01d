/* poly.h - polynomials in one variable and their quotients, exactly.
 *
 * What a formula computes is, between two of its bends, a quotient of two
 * polynomials in any one param. They stay small: a share is of degree one over
 * degree one at most, and a division of a division doubles that.
 *
 * Ownership: everything lives in the arena and pool of the Polys it was made
 * with; nothing changes once made. After an overflow of the pool, or of the
 * degree, what is returned means nothing: see polys_failed.
 */
#ifndef FORDELA_POLY_H
#define FORDELA_POLY_H

#include "money/rat.h"

/* Beyond this nobody follows a formula any more: work grows with its square,
 * and the numbers with it. */
#define POLY_DEGREE_MAX 32

/* The sum of at[i] * t^i; at[n - 1] is not 0. n 0: the polynomial 0. */
typedef struct Poly {
    size_t n;
    const Rat **at;
} Poly;

typedef struct Polys {
    Arena *arena;
    RatPool *pool;
    bool too_high;          /* a degree above POLY_DEGREE_MAX came up */
} Polys;

/* num / den in lowest terms; den has a leading 1 and degree 1 or more, or is
 * NULL where it is 1. So two are equal only if all their coefficients are. */
typedef struct Frac {
    const Poly *num, *den;
} Frac;

bool polys_failed(const Polys *polys);

/* ---- Polynomials ---- */

/* Of coefficients, lowest first, which stay the caller's to keep; leading zeros
 * are left out. */
const Poly *poly_of(Polys *polys, const Rat **at, size_t n);
const Poly *poly_const(Polys *polys, const Rat *value);
/* add + times * t */
const Poly *poly_line(Polys *polys, const Rat *add, const Rat *times);
const Poly *poly_add(Polys *polys, const Poly *a, const Poly *b);
const Poly *poly_sub(Polys *polys, const Poly *a, const Poly *b);
const Poly *poly_mul(Polys *polys, const Poly *a, const Poly *b);
const Poly *poly_scale(Polys *polys, const Poly *a, const Rat *by);
/* The quotient without the rest; b is not 0. */
const Poly *poly_div(Polys *polys, const Poly *a, const Poly *b);
/* The largest common divisor, with a leading 1; not both are 0. */
const Poly *poly_gcd(Polys *polys, const Poly *a, const Poly *b);
const Poly *poly_derivative(Polys *polys, const Poly *a);
const Rat *poly_at(RatPool *pool, const Poly *a, const Rat *t);
bool poly_equal(const Poly *a, const Poly *b);

/* ---- Quotients ---- */

Frac frac_const(Polys *polys, const Rat *value);
/* t itself. */
Frac frac_param(Polys *polys);
Frac frac_add(Polys *polys, Frac a, Frac b);
Frac frac_sub(Polys *polys, Frac a, Frac b);
Frac frac_mul(Polys *polys, Frac a, Frac b);
Frac frac_div(Polys *polys, Frac a, Frac b);     /* b is not 0 */
Frac frac_neg(Polys *polys, Frac a);
/* A polynomial with the sign of a - b times that of the denominators: of
 * *over, where both have one and the same; NULL: of each. */
const Poly *frac_gap(Polys *polys, Frac a, Frac b, const Poly **over);
/* Those of one denominator first, so that a column of shares stays small. */
Frac frac_sum(Polys *polys, const Frac *a, size_t n);
bool frac_is_zero(Frac a);
bool frac_is_const(Frac a);
bool frac_equal(Frac a, Frac b);
/* t is no root of the denominator. */
const Rat *frac_at(RatPool *pool, Frac a, const Rat *t);

#endif
