/* course_gather.h - the rows an aggregate goes over, group by group. */
#ifndef FORDELA_COURSE_GATHER_H
#define FORDELA_COURSE_GATHER_H

#include "study/course_int.h"

typedef struct Gather {
    Along *al;
    const Expr *e;
    const Agg *agg;
    Truth *in;              /* selected by where */
    size_t *row;            /* of the group at hand: those that are, or may be */
    size_t n;
    bool all_sure;          /* none of them only may be, none is wide */
} Gather;

/* Why something is not known where `where` or a value is not. */
extern const char *const unsure_rows;

const Moving *gather_at(const Gather *g, size_t row);
/* Why the group's values cannot be worked with: one cannot be followed, or a
 * row that may be there has none. NULL: they can. */
const Stop *gather_stop(const Gather *g);

/* ---- course_rank.c ---- */

void gather_ranks(const Gather *g, const size_t *row, size_t n,
                  MovingColumn *out);
/* Rows in groups of equal values of `by`, which does not move. */
AlongGroups gather_groups(const Gather *g, size_t n);

#endif
