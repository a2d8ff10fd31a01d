/* sweeps.h - a sweep as anybody runs it, through fordela.h. */
#ifndef BENCH_SWEEPS_H
#define BENCH_SWEEPS_H

#include <fordela.h>
#include <stdbool.h>

typedef struct SweepJob {
    const char *scenario;
    const char *output;     /* NULL: the bytes are counted and dropped */
    fordela_bulk form;
    bool amounts;
    unsigned threads;       /* 0: all cores */
    uint64_t bytes;         /* written by the last run */
    uint64_t rows;          /* of all runs together, */
    double processor;       /* and what processor time they took */
} SweepJob;

/* Reads the scenario, computes and writes its first `rows` variants: seconds by
 * the clock on the wall, or below 0 after faults, which go to standard error.
 * For Timed; the context is a SweepJob. */
double sweep_seconds(void *context, size_t rows);

/* Rows a second of processor time, all runs together. */
double sweep_processor_rate(const SweepJob *job);

/* Draws `draws` times and sums up, in a scenario with draw lines: seconds of
 * the processor, for Timed. Of the job only scenario and threads count. */
double simulate_seconds(void *context, size_t draws);

/* Whether the first so many rows are, byte by byte, those of the exact
 * evaluator. */
bool sweep_is_exact(const char *scenario, size_t rows);

#endif
