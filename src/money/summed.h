/* summed.h - limits on groups of rows together; private to src/money. */
#ifndef FORDELA_SUMMED_H
#define FORDELA_SUMMED_H

#include "money/allocate.h"

/* allocate_solve for in->group: rows are checked, out is blank. */
void allocate_summed(RatPool *pool, Arena *arena, const AllocIn *in,
                     AllocOut *out);

#endif
