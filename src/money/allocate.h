/* allocate.h - dividing one total over rows, exactly.
 *
 * The exact solution of LANGUAGE's `allocate`: the water level L for which
 * the sum of clamp(L * key, floor, ceiling) is the total (O'Neill 1982;
 * Aumann and Maschler 1985; Thomson 2003 for the family of rules it belongs
 * to). No rounding happens here.
 */
#ifndef FORDELA_ALLOCATE_H
#define FORDELA_ALLOCATE_H

#include "money/claims.h"
#include "money/rat.h"

/* One group: for `per TABLE` the caller solves each group by itself. Arrays
 * have n entries; those of rows that take no part are not looked at. An entry
 * of floor, ceiling or useful may be NULL: none. */
typedef struct AllocIn {
    size_t n;
    const Rat *total;
    const Rat *const *key;      /* NULL: equally */
    const bool *takes_part;     /* NULL: all; others get 0 */
    const Rat *const *floor;    /* NULL: none */
    const Rat *const *ceiling;  /* NULL: none */
    const Rat *const *order;    /* NULL: one tier; else lowest first */
    const Rat *const *useful;   /* `or nothing`: NULL: none */
    const char *const *code;    /* NULL: neither useful nor group is given */
    AllocRule rule;             /* but for proportional: the ceilings are the
                                   claims, key is not looked at, floors only
                                   with equal awards and equal losses */
    double steps;               /* of claims rules, taken before */
    const size_t *group;        /* `summed by`: row -> group, or NULL; only
                                   proportional, without order and useful */
    size_t n_groups;
    const Rat *const *group_floor;    /* n_groups, or NULL */
    const Rat *const *group_ceiling;  /* n_groups, or NULL */
} AllocIn;

/* A row whose level * key just equals a limit counts as held by it, the floor
 * first; so does every row of a tier where nothing is placed by key (FLOOR)
 * or where all rows with a key are at their ceilings (CEILING). */
typedef enum AllocState {
    ALLOC_OUT,       /* outside where */
    ALLOC_SHARE,     /* level * key */
    ALLOC_FLOOR,     /* level * key <= floor (also: key 0) */
    ALLOC_CEILING,   /* level * key >= ceiling */
    ALLOC_DROPPED    /* below its `or nothing` amount: 0 */
} AllocState;

typedef enum AllocFault {
    ALLOC_OK,
    ALLOC_NEGATIVE_TOTAL,
    ALLOC_NEGATIVE_KEY,          /* row */
    ALLOC_NEGATIVE_FLOOR,        /* row */
    ALLOC_NEGATIVE_CEILING,      /* row */
    ALLOC_FLOOR_ABOVE_CEILING,   /* row */
    ALLOC_FLOORS_ABOVE_TOTAL,    /* shortfall */
    ALLOC_TOO_MANY_CLAIMANTS,    /* row: how many */
    ALLOC_TOO_LONG,              /* a claims rule: CLAIMS_STEPS_MAX */
    /* of groups; row is the group */
    ALLOC_GROUP_NEGATIVE_FLOOR,
    ALLOC_GROUP_NEGATIVE_CEILING,
    ALLOC_GROUP_FLOOR_ABOVE_CEILING,  /* shortfall; the rows' floors count */
    ALLOC_GROUP_FLOOR_ABOVE_ROOM      /* shortfall: its rows cannot take it */
} AllocFault;

typedef struct AllocOut {
    AllocFault fault;
    size_t row;
    const Rat *shortfall;
    const Rat **amount;      /* n */
    AllocState *state;       /* n */
    const Rat **level;       /* n: its tier's water level, in total's unit per
                                unit of key; NULL where the tier has none
                                (nothing placed by key, or all at ceilings) */
    const Rat *unallocated;  /* total less the amounts, >= 0 */
    double steps;            /* of a claims rule */
    AllocState *group_state; /* `summed by`: n_groups: SHARE, or held at its
                                FLOOR or CEILING; else NULL */
} AllocOut;

/* The level is the lowest one that places the total. After a fault, or if the
 * pool overflows, all amounts are 0 and all states ALLOC_OUT.
 *
 * Floors of all rows come first. Then, tier by tier in `order`, the rest is
 * placed by key up to the ceilings. A row with key 0 gets its floor. `or
 * nothing`: while an amount in the tier is below its useful amount, the row
 * with the smallest amount / useful (then the lower code) leaves with 0, its
 * floor included, and the tier is solved again. With another rule each tier
 * is divided by it. With groups the rows of each together stay within its
 * limits: one level for all, another for each group that is held. */
void allocate_solve(RatPool *pool, Arena *arena, const AllocIn *in,
                    AllocOut *out);

#endif
