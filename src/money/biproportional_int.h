/* biproportional_int.h - what the steps of rounding a table share. */
#ifndef FORDELA_BIPROPORTIONAL_INT_H
#define FORDELA_BIPROPORTIONAL_INT_H

#include "money/biproportional.h"

/* The table's totals in units and which cells may hold any. */
typedef struct Frame {
    Arena *arena;
    size_t n;                   /* cells */
    const RoundSide *rows, *cols;
    int64_t *row_units, *col_units;
    int64_t least;              /* units every open cell holds at least */
    bool *open;                 /* cell: its exact amount is above 0 */
} Frame;

/* table_flow.c: is there any table with these totals and zeros? If not, false
 * with *row and *gap: a row and the units it cannot place. Cells that are 0
 * above `least` in every such table are closed where least is 0. */
bool frame_feasible(Frame *f, size_t *row, int64_t *gap);

/* table_fit.c: multipliers of the rows, near those at which all totals come
 * out before rounding (iterative proportional fitting; Deming and Stephan
 * 1940). They only decide where the exact search starts; each is cut to 64
 * binary digits, exactly, so that the start is the same on every machine.
 * quotient: cells in units. */
void frame_fit(const Frame *f, RatPool *pool, const Rat *const *quotient,
               const Rat **multiplier);

#endif
