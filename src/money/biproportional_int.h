/* biproportional_int.h - what the steps of rounding a table share. */
#ifndef FORDELA_BIPROPORTIONAL_INT_H
#define FORDELA_BIPROPORTIONAL_INT_H

#include "money/biproportional.h"

/* The cells of each row, or of each column: those of i are cell[start[i]] up
 * to cell[start[i + 1]], in the order of codes. */
typedef struct Lines {
    size_t *start;              /* one more than the side has */
    size_t *cell;
} Lines;

/* The table's totals in units and which cells may hold any. */
typedef struct Frame {
    Arena *arena;
    size_t n;                   /* cells */
    const RoundSide *rows, *cols;
    size_t *order;              /* cells by row code, then column code */
    Lines by_row, by_col;
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

/* A table under way from its start to its totals. Its rows and columns are the
 * nodes of a graph, a node being a row or rows->n + a column; its ties are the
 * ways: rows lose units along them, columns gain. */
typedef struct Moves {
    const Frame *frame;
    RatPool *work;              /* of weights and factors; renewed at times */
    RatPool *scratch;           /* of what is compared; reset at times */
    RoundMethod method;
    const Rat *first;           /* Webster: the signpost below one unit */
    const Rat **weight;         /* cell */
    const Rat **factor;         /* node: its multiplier */
    int64_t *a;                 /* cell: units; columns are at their totals */
    int64_t *flaw;              /* row: units too many */
    bool *lose, *gain;          /* cell: stands at its lower, its upper
                                   signpost */
    bool *closed;               /* cell: no way, though it be tied */
    bool *reached;              /* node */
    size_t *via;                /* node: the cell by which it was reached; the
                                   number of cells: a start */
    size_t *at;                 /* node: how far its cells were looked at */
    size_t scalings;
    /* Doubles only leave out what is surely no tie; NAN: too large or
     * small. */
    double *weight_near, *factor_near;
    double *low, *high;         /* cell: its signposts; low 0: none above 0 */
} Moves;

/* The signpost between k and k + 1 units of a divisor method; for
 * Huntington-Hill its square, as the weights are squares then. */
const Rat *table_signpost(const Moves *m, RatPool *pool, int64_t k);

/* table_moves.c: moves units until no row has a flaw, from the members of m
 * up to flaw; the rest is made here. False if the numbers grew too large. */
bool table_settle(Moves *m);

/* Goes along ties from a node to `goal` or to a row with too few units,
 * and returns what it came to; or reaches all that can be reached, and returns
 * the number of nodes. reached must be forgotten before, or hold only what
 * leads nowhere. */
size_t table_reach(Moves *m, size_t node, size_t goal);
void table_forget(Moves *m);
/* One unit along the way by which a node was reached; returns where the way
 * began. Its nodes are not reached any more. */
size_t table_shift(Moves *m, size_t node);
/* Everything in scratch is gone; work is overflowed if scratch was. */
void table_clear_scratch(Moves *m);
void table_note_units(Moves *m, size_t k);   /* after a change of a[k] */
size_t table_row(const Moves *m, size_t k);  /* the nodes of a cell */
size_t table_col(const Moves *m, size_t k);
size_t table_nodes(const Moves *m);

/* table_ties.c, after table_settle: which cells a unit could come to or leave
 * on a circle of ties, so that other tables are as right as this one; and of
 * all these the table in which the cells that come first in `order` have the
 * more units. */
void table_ties(Moves *m, const size_t *order, bool *tied);

#endif
