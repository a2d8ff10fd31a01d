/* controlled.h - rounding a table cell by cell, so that rows and columns both
 * keep their sums.
 *
 * Every cell goes to one of its two neighbouring units, every row's sum stays,
 * and so does every column's, to one of its neighbouring units (controlled
 * rounding: Cox, A constructive procedure for unbiased controlled rounding,
 * J. Am. Stat. Assoc. 82, 1987). Unlike in a biproportional rounding nothing is
 * scaled, cells may be negative, and a solution always exists.
 */
#ifndef FORDELA_CONTROLLED_H
#define FORDELA_CONTROLLED_H

#include "money/apportion.h"

typedef struct ControlledIn {
    size_t n_rows, n_cols;
    const Rat *const *exact;    /* n_rows * n_cols, row by row */
    const Rat *unit;            /* > 0; each row's sum is a multiple of it */
} ControlledIn;

/* Of all solutions one that moves the amounts least in all, to a part in
 * 10^12 of a unit; of several the first rows give way. amount: as exact. */
void round_controlled(RatPool *pool, Arena *arena, const ControlledIn *in,
                      const Rat **amount);

#endif
