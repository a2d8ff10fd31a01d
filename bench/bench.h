/* bench.h - the parts of the benchmark, and what they share.
 *
 * A part is a function that measures and prints. To add one: write it, name it
 * here and in the list of bench.c.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "bars.h"

typedef struct Bench {
    const char *build;      /* the folder of what was built */
    Bars bars;
} Bench;

/* name: as in the list of bench.c. */
typedef void PartRun(Bench *bench, const char *name);

PartRun part_contest;       /* of the workload so named */
PartRun part_ties;
PartRun part_threads;
PartRun part_csv;
PartRun part_scenarios, part_scenarios_long;
PartRun part_draws;
PartRun part_whatif;
PartRun part_recipients;
PartRun part_rules;
PartRun part_applications;
PartRun part_questions;

/* What `bench sweep ...` does, in a program of its own, so that its memory can
 * be told: see part_scenarios.c. The exit status. */
int scenarios_child(int argc, char **argv);

#endif
