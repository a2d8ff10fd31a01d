/* bends.h - what is worked out once about an allocate whose bends never change
 * their order: fast_bends.c makes it, fast_search.c and fast_pour.c use it.
 */
#ifndef FORDELA_BENDS_H
#define FORDELA_BENDS_H

#include "fast/fast_int.h"

/* A floor or ceiling: a factor times a column that never varies. */
typedef struct Limit {
    bool given;
    int factor;             /* one value, or -1: 1 */
    int slot;
    int64_t den;            /* of factor times column */
    double unit;            /* 1 / den of the factor */
} Limit;

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
    Bent floor, ceiling;
} TierBends;

/* Groups of so many tiers have keys for each of them. */
enum { TIER_KEYS = 4 };

/* c is the denominator of the total and of both limits. */
struct Bends {
    Limit floor, ceiling;
    int64_t den;            /* c */
    int64_t total_by;
    double level_by;        /* rest / keys to level: key's den / c */
    int64_t worst_floor, worst_ceiling;   /* of the row with the largest
                                             floor / ceiling */
    TierBends *tier;
    size_t *span;           /* by group: from this position to the next */
    double *key, *low, *high;             /* 0 where no part is taken */
    double *key_at[TIER_KEYS];  /* keys at the level of a group's first tier,
                               second, ...: 0 in tiers after it, POUR_FULL in
                               those before it; NULL: more tiers than that */
    int64_t *keys, *lows, *highs;         /* the same, whole */
    double *tier_of;        /* by row */
    double *floor_rank, *ceiling_rank;
    double most_key, most_low, most_high;
};

static inline size_t cell_of(const Bent *o, double ratio) {
    double cell = ratio * o->cells_per;
    return (size_t)(cell < o->n_cells - 1 ? cell : o->n_cells - 1);
}

/* A tier's total over c, and its rows at a level that is sought. */
typedef struct Search {
    const Bends *b;
    const TierBends *t;
    Scale floor, ceiling;
    int64_t total;
    double level;           /* begins with a guess > 0; INFINITY or 0: none */
    size_t floors, ceilings;   /* rows held */
    int64_t rest, keys;        /* of the open ones */
    bool found;             /* else there is no telling */
} Search;

/* So many levels are sought at a time; rows of a cell that are looked at one
 * after the other, not by bisection. */
enum { SEARCHES = 4, SEARCH_PAD = 8 };

/* Sets what comes after total, 1 .. SEARCHES at a time, all of one Bends. */
void search_levels(Search *search, size_t n);

#endif
