/* sweep_units.h - work cut into numbered units, done by threads, put out in
 * the order of their numbers.
 *
 * Only so many units are ahead of the one to be put next, so memory does not
 * grow with their number.
 */
#ifndef FORDELA_SWEEP_UNITS_H
#define FORDELA_SWEEP_UNITS_H

#include "study/sweep.h"

typedef struct Units {
    uint64_t first, end;
    unsigned threads;           /* at least 1, the calling thread among them */
    void *context;
    /* In a thread, which has its number; the calling one has 0. */
    void (*work)(void *context, unsigned thread, uint64_t unit, Buf *out);
    /* In the calling thread, unit by unit. False: stop. */
    bool (*put)(void *context, uint64_t unit, const Buf *bytes);
    /* In the calling thread; done: units put. See SweepSink. */
    SweepTurn (*turn)(void *context, uint64_t done);
    bool (*rest)(void *context, uint64_t done);
} Units;

/* True when all units are put. */
bool units_run(const Units *units);

#endif
