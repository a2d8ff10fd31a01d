/* drawn.h - draws of a scenario and their amounts, into a block that is used
 * again and again.
 */
#ifndef BENCH_DRAWN_H
#define BENCH_DRAWN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Drawn Drawn;

/* The draw lines of the scenario, its last result. NULL after faults, which
 * went to standard error. */
Drawn *drawn_open(const char *scenario, bool exact_only);
void drawn_close(Drawn *d);

/* The next n draws; for Timed, the context is a Drawn. */
double drawn_seconds(void *context, size_t n);

/* In how many of the first n draws an amount is not that of the exact
 * evaluator. */
size_t drawn_wrong(const char *scenario, size_t n);

#endif
