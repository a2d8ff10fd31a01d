/* root.h - where a polynomial is 0, exactly: as a fraction, or between two.
 *
 * Roots are told apart by Descartes' rule of signs on halved intervals
 * (Vincent 1836; Collins and Akritas 1976), with rationals throughout.
 */
#ifndef FORDELA_ROOT_H
#define FORDELA_ROOT_H

#include "money/poly.h"

/* A real number. A fraction: low and high are it, poly is NULL. Else poly has
 * this one root between low and high, a simple one, and the number is no
 * fraction. */
typedef struct Root {
    const Rat *low, *high;
    const Poly *poly;
} Root;

typedef VEC(Root) RootList;

Root root_of(const Rat *value);
/* The same in the arena and pool of polys, wherever root was made. */
Root root_copy(Polys *polys, const Root *root);
/* Adds the roots between low and high, neither included, in rising order, each
 * once. poly is not 0, low < high. */
void roots_between(Polys *polys, const Poly *poly, const Rat *low,
                   const Rat *high, RootList *out);
/* How many there can be at most, and of the same parity: 0 and 1 are exact. */
size_t roots_most(Polys *polys, const Poly *poly, const Rat *low,
                  const Rat *high);

/* < 0, 0, > 0. Narrows them as far as it takes. */
int root_cmp(Polys *polys, Root *a, Root *b);
/* Until high - low is at most width. */
void root_narrow(Polys *polys, Root *root, const Rat *width);
/* A fraction of few digits between two numbers, a < b: about in the middle. */
const Rat *root_between(Polys *polys, Root *a, Root *b);
/* The sign of poly at the root, and just before (side -1) or after (1) it:
 * there 0 only of the polynomial 0. */
int poly_sign_at(Polys *polys, const Poly *poly, Root *root);
int poly_sign_beside(Polys *polys, const Poly *poly, Root *root, int side);

/* The fraction with the smallest denominator, then nearest 0, from low to
 * high, both included; low <= high. */
const Rat *rat_simplest(RatPool *pool, const Rat *low, const Rat *high);

#endif
