/* search.h - the water level of a tier whose bends never change their order,
 * while it is sought: see fast_bends.c. Its steps are a loop of lanes.h.
 */
#ifndef FORDELA_FAST_SEARCH_H
#define FORDELA_FAST_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fast/lanes.h"

/* The factor of a limit in one variant. */
typedef struct Scale {
    int64_t by;             /* column's whole number to multiples of 1 / c */
    double value, inverse;
} Scale;

/* Rows of a tier that have a key, in the order in which they reach a limit. */
typedef struct Bent {
    double *ratio;          /* limit / key, factor apart; ratio[-1] and those
                               from the last on are beyond all */
    int64_t *limit, *key;   /* whole numbers */
    int64_t *limits, *keys; /* sums of the first so many */
    uint32_t *cell;         /* n_cells + 1, by ratio times cells_per: rows in
                               the order before it; in a falling order cells
                               fall, too */
    double n_cells, cells_per;
    size_t in_cell;         /* rows in one, at most */
} Bent;

typedef struct TierBends {
    size_t n;
    int64_t keys;           /* of all its rows */
    int64_t bare;           /* floors of rows without a key */
    int64_t floors;         /* of all its rows */
    int64_t ceilings;       /* of its rows that have a key */
    Bent floor, ceiling;
} TierBends;

static inline size_t cell_of(const Bent *o, double ratio) {
    double cell = ratio * o->cells_per;
    return (size_t)(cell < o->n_cells - 1 ? cell : o->n_cells - 1);
}

typedef double Bracket __attribute__((vector_size(16)));
typedef int64_t BracketBits __attribute__((vector_size(16)));

/* A tier's total over c, and its rows at a level that is sought. */
struct Search {
    const TierBends *t;
    bool floors_given, ceilings_given;
    bool settled;           /* takes no steps */
    double level_by;        /* rest / keys to level */
    Scale floor, ceiling;
    int64_t total;
    double level;           /* begins with a guess > 0, or without one */
    Bracket bracket;        /* too low, too high */
    size_t floors, ceilings;   /* rows held */
    int64_t rest, keys;        /* of the open ones */
    bool found;             /* else there is no telling */
};

/* So many levels are sought at a time; rows of a cell that are looked at at
 * once, not by bisection. */
enum { SEARCHES = 4, SEARCH_PAD = 8 };

/* What is left for the open rows, and their keys. */
static inline void count_open(Search *s) {
    const Bent *f = &s->t->floor, *c = &s->t->ceiling;
    s->rest = s->total - s->floor.by * (s->t->bare + f->limits[s->floors]) -
              s->ceiling.by * c->limits[s->ceilings];
    s->keys = s->t->keys - f->keys[s->floors] - c->keys[s->ceilings];
}

/* rest / (c K), in parts of it to 6 U. */
static inline double level_of(const Search *s) {
    return (double)s->rest / (double)s->keys * s->level_by;
}

#endif
