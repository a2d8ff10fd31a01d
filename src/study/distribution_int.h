/* distribution_int.h - a distribution made ready; private to
 * src/study/distribution*.c. */
#ifndef FORDELA_DISTRIBUTION_INT_H
#define FORDELA_DISTRIBUTION_INT_H

#include "study/distribution.h"

/* Cumulated weights of first, first + 1, ...; their total is the last one. */
typedef struct DistTable {
    double first;
    size_t n;
    double *sum;
} DistTable;

struct Distribution {
    DrawKind kind;
    bool not_negative;
    bool finished;            /* draws come out whole and need no cut */
    double den;
    size_t n;                 /* rows */
    size_t n_args;
    double **arg;             /* per row, ready to use:
        normal       mean, standard deviation
        lognormal    ln middle (-infinity for 0), sigma
        triangular   least, likeliest, most
        poisson      mean, in counts
        binomial     trials in counts, chance
        resample     the values */
    StreamRanges ranges;      /* uniform: the steps; resample: which value */
    DistTable table;          /* poisson, binomial of one row */
};

/* The cumulated weights of a poisson or binomial of one row. */
DistTable dist_table_new(Arena *arena, const Distribution *dist);
/* The smallest x with P(X <= x) >= u. */
double dist_table_find(const DistTable *table, double u);
/* The triangular distribution's inverse. */
double dist_triangular(const Distribution *dist, size_t row, double u);

#endif
