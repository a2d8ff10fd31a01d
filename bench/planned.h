/* planned.h - the engine from a scenario file: some params of it set, its last
 * result computed, variant after variant.
 */
#ifndef BENCH_PLANNED_H
#define BENCH_PLANNED_H

#include "api/pipeline.h"
#include "fast/fast.h"
#include "workload.h"

enum { PLANNED_PARAMS = PARAMS };

/* A param that is set: whole numbers over den, at most `most`. */
typedef struct PlannedParam {
    const char *name;
    int64_t den;
    double most;
} PlannedParam;

/* Those of a workload. */
void planned_params(const Workload *w, PlannedParam param[PARAMS]);

/* How it is worked out. */
typedef struct PlannedHow {
    const char *lanes;          /* by name; NULL: the best of this machine */
    bool exact_only;            /* by the exact evaluator */
} PlannedHow;

typedef struct Planned {
    Work work;
    Run run;
    const Def *result;
    size_t rows;
    size_t n_params;
    Input input[PLANNED_PARAMS];
    const Plan *plan;
    Fast *fast;
    double *param[PLANNED_PARAMS];      /* FAST_BLOCK each */
} Planned;

/* NULL after faults, which went to standard error, and where the processor
 * has no such lanes. */
Planned *planned_open(const char *scenario, const PlannedParam *param,
                      size_t n_params, PlannedHow how);
void planned_close(Planned *e);

/* n variants, n_params numbers each, into amounts, rows each. False if one of
 * them cannot be computed. */
bool planned_run(Planned *e, const int64_t *param, size_t n,
                 int64_t *amounts);

#endif
