/* krona.h - when one row's rounded amount changes as a param moves: every
 * place, exactly, also where it differs only just there (at a tie).
 */
#ifndef FORDELA_KRONA_H
#define FORDELA_KRONA_H

#include "money/moves.h"
#include "study/course.h"

/* Places gone through for one answer: some seconds. */
#define KRONA_PLACES_MAX 10000000

typedef struct KronaMoves {
    const Def *result;
    size_t row;
    const Rat *unit;        /* that the result is rounded to */
    MoveList move;          /* the first ones, in units, in rising order; none
                               is left out up to the last */
    uint64_t found;         /* all of them; or, unless */
    bool whole;             /* all places were looked at, at least so many */
    uint64_t places;        /* where it could change */
} KronaMoves;

typedef struct KronaAsk {
    const Def *varied;
    const Rat *from, *to;   /* from < to */
    const Def *result;      /* rounded, with rows */
    size_t row;
    size_t keep;            /* moves kept */
    uint64_t most;          /* places gone through for the count;
                               KRONA_PLACES_MAX is some seconds */
} KronaAsk;

/* NULL and a fault if that cannot be told: the result is not rounded, or by
 * a method or within limits that are not followed, or its amounts move along
 * curves. */
KronaMoves *study_krona(Arena *arena, RatPool *pool, const Program *program,
                        const Dataset *data, const KronaAsk *ask,
                        Diags *diags);

#endif
