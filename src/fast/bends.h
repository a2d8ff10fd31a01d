/* bends.h - what is worked out once about an allocate whose bends never change
 * their order, see fast_bends.c. Private to that and fast_pour.c.
 */
#ifndef FORDELA_BENDS_H
#define FORDELA_BENDS_H

#include "fast/fast_int.h"

/* Limits: single factor times fixed column. */
typedef struct Limit {
    bool given;
    int factor;             /* slot, or -1: 1 */
    int slot;               /* the column */
    int64_t den;            /* of factor times column */
    /* Of the last variant: */
    int64_t by;             /* column's whole number to multiples of 1 / c */
    double factor_value, factor_inverse;
} Limit;

/* A range of rows whose ratios are near each other. */
typedef struct Cell {
    uint32_t from, to;
} Cell;

/* Rows of a tier that have a key, in the order in which they reach a limit. */
typedef struct Bent {
    double *ratio;          /* limit / key, factor apart */
    int64_t *limit, *key;   /* whole numbers */
    int64_t *limits, *keys; /* sums of the first so many */
    Cell *cell;             /* n_cells: where a ratio times cells_per stands */
    double n_cells, cells_per;
} Bent;

typedef struct TierBends {
    size_t n;               /* rows with a key */
    int64_t keys;           /* their sum */
    int64_t floors;         /* sum of all rows' */
    int64_t bare;           /* sum of floors of rows without a key */
    Bent floor;            /* falling */
    Bent ceiling;          /* rising */
} TierBends;

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
    int64_t *keys, *lows, *highs;         /* the same, whole */
    double *tier_of;        /* by row */
    double *floor_rank, *ceiling_rank;
    double most_key, most_low, most_high;
};

static inline size_t cell_of(const Bent *o, double ratio) {
    double cell = ratio * o->cells_per;
    return (size_t)(cell < o->n_cells - 1 ? cell : o->n_cells - 1);
}

#endif
