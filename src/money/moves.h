/* moves.h - when a rounded amount changes, as amounts move along straight lines
 * (or hyperbolas), each place exactly.
 *
 * By largest remainder row r gets a unit more than its floor if fewer rows than
 * there are units left go before it. With x the amounts in units, and as
 * floor(x_j) + [j goes before r] = floor(x_r) + ceil(x_j - x_r) unless x_j -
 * x_r is whole, that is if
 *
 *     n floor(x_r) + sum over j <> r of ceil(x_j - x_r) < total.
 *
 * So nothing happens to r but where some x_j - x_r, or x_r itself, or the
 * total less a half, passes a whole number. Each of these does so one whole
 * number after the other; the next one of all is kept on top of a heap. What
 * coincides is taken together, and the rule for ties decides just there.
 */
#ifndef FORDELA_MOVES_H
#define FORDELA_MOVES_H

#include "money/apportion.h"

/* (add + times * t) / (den_add + den_times * t), of one sign below. */
typedef struct MoveLine {
    const Rat *add, *times, *den_add, *den_times;
} MoveLine;

typedef struct MovesIn {
    RoundMethod method;         /* no divisor method */
    MoveLine own;               /* x_r, in units */
    size_t n;                   /* other rows of its group; 0 unless the method
                                   keeps a total */
    const MoveLine *other;      /* n: x_j - x_r */
    const int *tie;             /* n: > 0 if j goes before r by what `ties to`
                                   says, < 0 if after; NULL: not written */
    const int *code;            /* n: the same by its code */
    MoveLine total;             /* the total kept, in units, not yet whole */
    const Rat *from, *to;       /* in between, neither included */
} MovesIn;

/* The rounded amount in units before, at, and after a place. */
typedef struct Move {
    const Rat *at;
    int64_t before, here, after;
} Move;

typedef VEC(Move) MoveList;

typedef struct MovesOut {
    int64_t first, last;        /* just after from, just before to */
    uint64_t places;            /* where something passes a whole number */
    uint64_t found;             /* changes of the rounded amount */
    bool whole;                 /* all places were gone through */
} MovesOut;

/* Goes through the first `most` places; adds the first `keep` changes to list,
 * and counts all. False if numbers are beyond 2^53. */
bool round_moves(RatPool *pool, Arena *arena, const MovesIn *in, size_t keep,
                 uint64_t most, MoveList *list, MovesOut *out);
bool round_moves_known(RoundMethod method);

#endif
