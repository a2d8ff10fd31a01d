/* measure.h - clocks, rounds in turn, medians: the same for every part.
 *
 * What shares a machine is measured side by side: in each round everybody works
 * for about the same time, one after the other, so that what disturbs one
 * disturbs all; a ratio is the median of the ratios within the rounds.
 */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

enum { ROUNDS = 7 };

/* Of the processor: all threads of this program, and of no other. */
double processor_seconds(void);
double wall_seconds(void);

/* One figure, round by round. */
typedef struct Series {
    double at[ROUNDS];
} Series;

double series_median(const Series *s);
double series_largest(const Series *s);
/* The median of a / b within the rounds. */
double series_ratio(const Series *a, const Series *b);

/* Something that is done again and again. */
typedef struct Timed {
    /* How long n times took, in seconds by whatever clock counts; below 0: it
     * failed. */
    double (*seconds)(void *context, size_t n);
    void *context;
    size_t per_round;   /* how many times; 0: as fill a round */
    double round;       /* seconds it works in one; 0: ROUND_SECONDS */
    bool failed;
    Series rate;        /* times a second */
} Timed;

#define ROUND_SECONDS 0.1

/* Fills rate of all n; of one that failed, failed. */
void timed_rounds(Timed *timed, size_t n);

/* The most memory this program has held, in MiB, and what it holds now, when
 * what is free was given back. */
double memory_peak(void);
double memory_now(void);

/* The date, the processor and the width of vectors the engine chose, the
 * memory, the compiler. */
void machine_print(void);

#endif
