/* biproportional.h - rounding a table so that its rows and its columns keep
 * their totals.
 *
 * A cell of exact amount x in row i and column j becomes x * r_i * c_j
 * rounded by a divisor method, with a multiplier r_i for each row and c_j for
 * each column such that all totals come out. The result is unique up to ties
 * (Balinski and Demange, Axiomatic approach to proportionality between
 * matrices, Math. Oper. Res. 14, 1989; Pukelsheim 2017, ch. 14 and 15). Of
 * tables that are as right it is the one in which the cell of the largest
 * exact amount, then of the lowest code, has the most units, then the next
 * cell, and so on.
 */
#ifndef FORDELA_BIPROPORTIONAL_H
#define FORDELA_BIPROPORTIONAL_H

#include "money/apportion.h"

/* One side of the table. */
typedef struct RoundSide {
    size_t n;                   /* rows, or columns */
    const size_t *of;           /* cell -> its row, or column */
    const Rat *const *total;    /* n, in kronor; whole units */
    const char *const *code;    /* n: breaks ties */
} RoundSide;

/* Rounds in->n cells; in->method is a divisor method, limits, tie and keeping
 * are not looked at. Cells that do not exist are 0, and stay 0, as do cells of
 * exact amount 0. Several cells may share a row and a column.
 *
 * Faults: ROUND_NEGATIVE (row: the cell), ROUND_TOTALS_DIFFER (gap: rows less
 * columns), ROUND_TABLE_STUCK (row: a row of the first side that can neither
 * lose nor gain what its total demands, because too many cells are 0; gap: how
 * much); of_column: the fault of column `row` taken by itself. */
void round_table(RatPool *pool, Arena *arena, const RoundIn *in,
                 const RoundSide *rows, const RoundSide *cols, RoundOut *out);

#endif
