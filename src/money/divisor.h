/* divisor.h - the state of a divisor method; private to src/money. */
#ifndef FORDELA_DIVISOR_H
#define FORDELA_DIVISOR_H

#include "money/money_int.h"

typedef struct Claim {
    mpz_t have;       /* units so far */
    mpq_t cost;       /* of the next one */
    const Rat *base;  /* units before any choice */
    bool open;        /* may ever take a unit beyond base */
} Claim;

typedef struct Divisor {
    Rounding *r;
    Claim *claim;     /* n */
    size_t n;
    mpq_t t;
} Divisor;

/* The cost of unit number k + 1 of a row with a positive quotient. */
void divisor_cost(Divisor *d, mpq_t cost, size_t row, const mpz_t k);
/* The order in which units are given, by cost and then by the tie rules: a
 * total order. */
int divisor_cmp(const Divisor *d, const mpq_t a, size_t row_a, const mpq_t b,
                size_t row_b);
/* Has the row reached its most amount? */
bool divisor_full(const Divisor *d, size_t row);
/* Fills units and what happened to each row; all units are given. */
void divisor_report(Divisor *d);

#endif
