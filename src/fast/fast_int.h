/* fast_int.h - what the files of the fast evaluator share. */
#ifndef FORDELA_FAST_INT_H
#define FORDELA_FAST_INT_H

#include "fast/fast.h"

struct Fast {
    const Plan *plan;
    const Lanes *lanes;     /* NULL: everything runs exactly */
    Arena *arena;           /* what lives as long as the Fast */
    Arena *said;            /* reasons with numbers, until the next call */
    FastCounts counts;
};

/* --- fast_exact.c --- */
/* Sets reason of variant i, and its amounts to 0. */
void refuse(const Plan *plan, const Block *block, size_t i,
            const char *reason);

#endif
