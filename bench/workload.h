/* workload.h - what is divided in a benchmark, and the scenarios drawn for it.
 *
 * A workload is a folder of bench/: a formula and a scenario that `fordela run`
 * takes as they are, and columns of whole numbers. What varies are three
 * parameters, each a whole number over a fixed denominator.
 */
#ifndef BENCH_WORKLOAD_H
#define BENCH_WORKLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PARAMS = 3,
    COLUMNS = 4,
    ROWS_MAX = 640,     /* rows of padding included */
    AREAS = 3,          /* of G2 */
    WHOLE = 10000       /* the denominator of every share */
};

/* Which formula: contestants written by hand know these three. */
typedef enum Kind { G1, G2, G3 } Kind;

/* The values low, low + step, ..., count of them; of a share: times WHOLE. */
typedef struct Param {
    const char *name;
    bool share;
    int64_t low, step, count;
} Param;

typedef struct Workload {
    const char *name;
    Kind kind;
    const char *scenario;         /* path from the top folder */
    const char *csv;
    const char *columns[COLUMNS]; /* their names in csv; NULL ends */
    Param param[PARAMS];
    size_t rows;
    /* In the order of columns; G2's areas are 0, 1, 2 in the order met. */
    int64_t column[COLUMNS][ROWS_MAX];
} Workload;

/* G1: population, patients; budget, minimum, weight of patients.
 * G2: area, requested, eligible, priority (1 or 2), area after area; caps.
 * G3: population, last year's amount; budget, floor share, growth. */

enum { WORKLOADS = 4 };
const Workload *workload_list(void);

/* Fills rows and column from w->csv. False: the file cannot be read. */
bool workload_read(Workload *w);

/* Number `number` of a fixed row of 64 random bits each: splitmix64 (Steele,
 * Lea and Flood 2014), counted rather than stepped. */
uint64_t workload_random(uint64_t number);

/* Parameters of scenarios first, first + 1, ...: n * PARAMS numbers into out.
 * Scenario s is the same wherever it is drawn. */
void workload_draw(const Workload *w, uint64_t first, size_t n, int64_t *out);

/* A param's value as fordela_set takes it. */
void workload_setting(const Param *param, int64_t value, char *text,
                      size_t size);

#endif
