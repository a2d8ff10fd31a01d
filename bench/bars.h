/* bars.h - what the engine is to reach, and what this run measured.
 *
 * The bars are those of the design; the figures come from the parts that ran,
 * and from nowhere else.
 */
#ifndef BENCH_BARS_H
#define BENCH_BARS_H

#include <stdbool.h>
#include <stddef.h>

/* name in C, AT_LEAST or AT_MOST, the bar, decimals, what is measured */
#define BARS(X)                                                              \
    X(G1_SPEED, AT_LEAST, 4e6, 0, "G1, scenarios a second and core")         \
    X(G2_SPEED, AT_LEAST, 0.7e6, 0, "G2, scenarios a second and core")       \
    X(G3_SPEED, AT_LEAST, 2e6, 0, "G3, scenarios a second and core")         \
    X(G1_KERNEL, AT_MOST, 1.5, 2, "G1, hand-written kernel's time, times")   \
    X(G2_KERNEL, AT_MOST, 1.5, 2, "G2, hand-written kernel's time, times")   \
    X(G3_KERNEL, AT_MOST, 1.5, 2, "G3, hand-written kernel's time, times")   \
    X(G1_USUAL, AT_LEAST, 45, 1, "G1, times numpy as usual (argsort)")       \
    X(G2_USUAL, AT_LEAST, 25, 1, "G2, times numpy as usual (argsort)")       \
    X(G3_USUAL, AT_LEAST, 25, 1, "G3, times numpy as usual (argsort)")       \
    X(G1_RIGHT, AT_LEAST, 45, 1, "G1, times the best numpy that is right")   \
    X(G2_RIGHT, AT_LEAST, 25, 1, "G2, times the best numpy that is right")   \
    X(G3_RIGHT, AT_LEAST, 25, 1, "G3, times the best numpy that is right")   \
    X(TIES, AT_LEAST, 0.25, 2, "ties: share of the ordinary speed")          \
    X(TIES_WRONG, AT_MOST, 0, 0, "ties: scenarios with a wrong amount")      \
    X(THREADS, AT_LEAST, 1.85, 2, "two threads, times one")                  \
    X(CSV, AT_LEAST, 1e6, 0, "sweep to CSV, variants a second, 1 thread")    \
    X(CSV_ALL, AT_LEAST, 1e6, 0, "sweep to CSV, variants a second, all")     \
    X(MEMORY, AT_MOST, 1.1, 2, "memory at 10^7 variants, times at 10^4")     \
    X(PARAMS_USUAL, AT_LEAST, 25, 1, "drawn params, times numpy as usual")   \
    X(PARAMS_RIGHT, AT_LEAST, 25, 1, "drawn params, times the best numpy")   \
    X(UNIFORM_USUAL, AT_LEAST, 25, 1, "uniform rows, times numpy as usual")  \
    X(UNIFORM_RIGHT, AT_LEAST, 25, 1, "uniform rows, times the best numpy")  \
    X(DRAW_OTHER, AT_LEAST, 0.8, 2, "other rows, of the generator's speed")  \
    X(WHATIF, AT_MOST, 2, 2, "one what-if, 290 recipients, microseconds")    \
    X(WHATIF_TEXT, AT_MOST, 50, 2, "the same with its figures as text")      \
    X(WHATIF_LARGE, AT_MOST, 10, 2, "one what-if, 100 000, milliseconds")    \
    X(QUESTIONS, AT_MOST, 1, 3, "slowest question, 290 rows, seconds")       \
    X(TIPPING, AT_MOST, 10, 3, "tipping and marginal matrix, seconds")

typedef enum Bar {
#define X(name, way, bar, decimals, what) BAR_##name,
    BARS(X)
#undef X
    BAR_COUNT
} Bar;

typedef struct Bars {
    bool known[BAR_COUNT];
    double figure[BAR_COUNT];
} Bars;

void bars_set(Bars *bars, Bar bar, double figure);
/* The same, unless a worse figure is known: the bar is for all of them. */
void bars_worst(Bars *bars, Bar bar, double figure);
/* A line for each bar of which this run has a figure. */
void bars_print(const Bars *bars);

#endif
