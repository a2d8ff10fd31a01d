/* claims_int.h - what the files of the claims rules share. */
#ifndef FORDELA_CLAIMS_INT_H
#define FORDELA_CLAIMS_INT_H

#include "money/claims.h"

typedef struct Claims {
    RatPool *pool;
    Arena *arena;
    const Rat *endowment;       /* <= sum */
    const Rat *const *claim;    /* n, each >= 0 */
    size_t n;
    const Rat *sum;
} Claims;

typedef void Rule(const Claims *c, const Rat **award);

/* claims_sets.c: rules over all sets of claimants */
Rule claims_random_arrival, claims_average_of_awards;

#endif
