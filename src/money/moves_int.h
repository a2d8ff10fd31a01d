/* moves_int.h - what passes whole numbers, and which is next; private to moves.
 */
#ifndef FORDELA_MOVES_INT_H
#define FORDELA_MOVES_INT_H

#include "money/money_int.h"
#include "money/moves.h"

/* Something that passes whole numbers: (a + b t) / (c + d t), rising or
 * falling; next: at which t it is `level`. */
typedef struct Passer {
    mpz_t a, b, c, d;
    mpz_t num, den;         /* t = num / den, den > 0 */
    double t;
    int64_t level, end;     /* end: the last one before `to`, and one on */
    int way;                /* 1, -1; 0: it does not move */
    size_t which;           /* of the others; n: own, n + 1: the total */
} Passer;

typedef struct Moves {
    RatPool *pool;
    const MovesIn *in;
    Passer *passer;         /* n + 2 */
    size_t *heap;           /* of those that have places left */
    size_t n_heap;
    Passer place;           /* scratch: num, den and t of a place */
    int64_t own;            /* floor(x_r), or what the method needs of it */
    int64_t others;         /* sum of ceil(x_j - x_r) */
    int64_t total;
    bool far;
} Moves;

const Rat *line_at(RatPool *pool, const MoveLine *line, const Rat *t);
/* A whole number as such; beyond 2^53 m->far is set. */
int64_t moves_whole(Moves *m, const Rat *value);

/* Sets the line and the levels it passes between from and to; returns the
 * whole number just below what it is right after from. */
int64_t passer_begin(Moves *m, Passer *p, const MoveLine *line);
/* Sets the place where it is at its level. */
void passer_aim(Passer *p);
bool passer_is_left(const Passer *p);
uint64_t passer_n_left(const Passer *p);
/* By their places. */
int passer_cmp(const Passer *a, const Passer *b);

/* Makes the heap one again from its i-th on. */
void moves_sink(Moves *m, size_t i);
/* The one on top has passed: on to its next place. */
void moves_next(Moves *m);

#endif
