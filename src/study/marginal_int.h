/* marginal_int.h - between the files of marginal changes. */
#ifndef FORDELA_MARGINAL_INT_H
#define FORDELA_MARGINAL_INT_H

#include "study/marginal.h"

/* A result's amounts, with its rounding and without it, and their sums. */
MarginalAmounts marginal_amounts(Arena *arena, RatPool *pool,
                                 const Result *result, const Def *def);

#endif
