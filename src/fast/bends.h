/* bends.h - what is worked out once about an allocate whose bends never change
 * their order: fast_bends.c makes it, fast_search.c and fast_pour.c use it.
 */
#ifndef FORDELA_BENDS_H
#define FORDELA_BENDS_H

#include "fast/fast_int.h"
#include "fast/search.h"

/* A floor or ceiling: a factor times a column that never varies. */
typedef struct Limit {
    bool given;
    int factor;             /* one value, or -1: 1 */
    int slot;
    int64_t den;            /* of factor times column */
    int64_t by;             /* to c, below */
    double unit;            /* 1 / den of the factor */
} Limit;

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

/* Is a level that is off by 6 U certainly below a bend that is off by 7 U? Of
 * the bend, its ratio is off by 3 U in parts of it, its factor by 3 U, and the
 * product of both by one more. */
static inline int level_below(double level, double bend) {
    return bend > level * (1 + 0x1p-48);
}

/* Sets what comes after total, 1 .. SEARCHES at a time. */
void search_levels(const Lanes *lanes, Search *search, size_t n);

#endif
