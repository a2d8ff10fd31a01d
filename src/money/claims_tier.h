/* claims_tier.h - one tier divided by a claims rule; private to src/money. */
#ifndef FORDELA_CLAIMS_TIER_H
#define FORDELA_CLAIMS_TIER_H

#include "money/allocate.h"
#include "money/money_int.h"

/* Divides budget over rows[0..n-1] by in->rule with the ceilings as claims
 * and sets amount, state and level of those rows; *rest is what stays. While
 * a row is below its useful amount the one furthest below leaves. Returns
 * false, and says so in out->fault, where the rule takes fewer claimants or
 * this takes too long. */
bool claims_tier(RatPool *pool, Arena *arena, const AllocIn *in,
                 const size_t *rows, size_t n, const Rat *budget,
                 AllocOut *out, const Rat **rest);

#endif
