/* course_order.h - which rows have more than which, throughout a cell.
 *
 * The rows are kept sorted while the param moves on (a kinetic sorted list:
 * Basch, Guibas and Hershberger 1999). Two rows change places where the
 * difference of their functions changes its sign; just before, no row stands
 * between them that does not pass there as well. So only neighbours need be
 * watched: the next root of the difference of any two neighbours is the next
 * place where anything changes, and what all meets there is sorted anew. This
 * holds for functions of any degree, and for any number that meet in a point.
 */
#ifndef FORDELA_COURSE_ORDER_H
#define FORDELA_COURSE_ORDER_H

#include "study/course.h"

/* A place where one row passes another: over had less before and has more
 * after. touch: it had more before, too. */
typedef struct Swap {
    Root at;
    size_t over, under;
    bool touch;
} Swap;
typedef VEC(Swap) SwapList;

/* By row: 0 for those that have the most. Rows whose functions are the same
 * have the same number. */
typedef struct CellOrder {
    size_t *first, *last;   /* at the cell's two ends */
    SwapList swaps;         /* inside, in rising order of at */
    bool many;              /* more than SWAPS_MAX: given up */
} CellOrder;

/* Exchanges looked for among all rows: each pair is a difference whose roots
 * are sought. So many take 3 GB. */
#define SWAPS_MAX 1000000

/* amount: n functions of the cell, all of them followed. The order lives in
 * the arena and pool of `polys`. */
CellOrder course_order(Polys *polys, CourseCell *cell, const Frac *amount,
                       size_t n);
/* Numbers by row, as in CellOrder, at a cell that is a point. */
size_t *course_order_at(Arena *arena, const CourseCell *point,
                        const Frac *amount, size_t n);

#endif
