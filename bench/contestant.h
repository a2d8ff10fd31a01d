/* contestant.h - whoever divides, behind one small interface.
 *
 * To enter anything else: write a Contestant and put it into the list of
 * part_contest.c. Its amounts are compared with the reference before its
 * time counts.
 */
#ifndef BENCH_CONTESTANT_H
#define BENCH_CONTESTANT_H

#include "workload.h"

enum { WHY = 160 };   /* bytes of a reason, its closing zero included */

typedef struct Contestant {
    const char *name;

    /* Everything that does not depend on the scenario, once per workload.
     * build: the folder of what was built or installed for the benchmark.
     * NULL: cannot take part, and why says the reason. */
    void *(*open)(const Workload *w, const char *build, char why[WHY]);

    /* Computes n scenarios, from n * PARAMS parameters, into amounts: n * rows
     * whole kronor, scenario by scenario, rows in the order of the CSV; not a
     * byte beyond them. False: it failed. */
    bool (*run)(void *self, const int64_t *param, size_t n, int64_t *amounts);

    /* Processor seconds that n scenarios took a program of its own, which
     * keeps the amounts to itself; below 0: it failed. NULL: the driver times
     * run over a reused block of `block` scenarios. */
    double (*seconds)(void *self, const int64_t *param, size_t n);
    size_t block;

    /* Most memory that the program of its own has held, in MiB. NULL: there
     * is no such program. */
    double (*memory)(void *self);

    /* More to say of it, such as its version; NULL: nothing. */
    const char *(*note)(void *self);

    void (*close)(void *self);
} Contestant;

/* The amounts straight from the definitions, in 128-bit integers: what every
 * contestant must give. One scenario; w->rows amounts. */
void reference(const Workload *w, const int64_t *param, int64_t *amounts);

extern const Contestant kernel_avx512, kernel_avx2;
extern const Contestant numpy_exact, numpy_double, numpy_sort;
extern const Contestant hyperformula, sqlite;
extern const Contestant engine_fast, engine_avx2, engine_plain;
extern const Contestant engine_exact, engine_run;

#endif
