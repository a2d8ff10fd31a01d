/* certify_int.h - between the files that gather a certificate. */
#ifndef FORDELA_CERTIFY_INT_H
#define FORDELA_CERTIFY_INT_H

#include "study/certify.h"

typedef struct Certify {
    Arena *arena;
    RatPool *pool;
    const Result *result;
    Diags *diags;
    size_t *number;         /* by Expr.id: of the division or rounding */
    double work;            /* so far; CERT_WORK_MAX */
    double cells;           /* likewise; CERT_SIDES_MAX */
} Certify;

/* Counts what the checker has to do; false past CERT_WORK_MAX. */
bool certify_spend(Certify *c, double steps);

/* The decimals of every function that was worked out, each once, in the order
 * they are met. */
void certify_decimals(Certify *c, CertDecimals *out);

#endif
