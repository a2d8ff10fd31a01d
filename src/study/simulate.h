/* simulate.h - what many draws give each recipient, in one pass.
 *
 * Everything kept is whole numbers that are added, so that neither threads nor
 * an interruption change anything.
 */
#ifndef FORDELA_SIMULATE_H
#define FORDELA_SIMULATE_H

#include "study/sweep.h"
#include "study/tally.h"

/* A floor or ceiling of an amount: base + limit, of which one may be missing.
 * Both are outputs of the plan. */
typedef struct SimLimit {
    bool known;             /* else the amounts have none */
    int base, limit;        /* outputs, or -1 */
} SimLimit;

/* What a simulation looks at; immutable. Amounts and figures are counted in
 * the units of their outputs, or in tens, hundreds, ... of them where they are
 * so many that a tally could not hold some more of them: scale. */
typedef struct Simulation {
    const Sweep *sweep;
    const Def *result;      /* whose amounts; NULL: no result has rows */
    size_t amount;          /* its output */
    size_t n_rows;          /* recipients; 0 without result */
    const int64_t *reference;           /* n_rows: as the scenario stands */
    int64_t scale;                      /* of amounts */
    const int64_t *figure_reference, *figure_scale;     /* by figure */
    SimLimit floor, ceiling;
} Simulation;

/* Outputs that a simulation of the amounts of def (NULL: of the main result)
 * needs besides the figures: what is asked for is added to results, which has
 * room for SIM_RESULTS more. NULL: no result has rows. Floors and ceilings are
 * those of the result's own `allocate`, where it stands alone or after a +:
 * minimum + allocate ... has its minimum for a floor. */
#define SIM_RESULTS 6
const Def *study_simulated(Arena *arena, const Program *program,
                           const Def *def, const Def **result,
                           size_t *n_results);

/* The simulation of a sweep whose plan wants those results. reference: the
 * scenario as it stands; tallied: else there are no scales. False if an amount
 * is too large to be counted. */
bool study_simulation(Arena *arena, RatPool *pool, const Sweep *sweep,
                      const Result *reference, const Def *result,
                      bool tallied, Simulation *out);
/* A count of units in `scale` of them, to the nearest. */
int64_t sim_scaled(int64_t count, int64_t scale);

/* ---- Counting ---- */

typedef struct SimCounts {
    uint64_t rows, infeasible;
    uint64_t cut;           /* drawn values that were negative and became 0 */
    uint64_t *why;          /* of infeasible rows: by Plan.reason, the last for
                               all other reasons */
} SimCounts;

typedef struct SimPart SimPart;

SimPart *sim_part_new(const Simulation *sim);
void sim_part_free(SimPart *part);
/* For any number of threads at once. False if an amount is beyond what a tally
 * holds; then and after, the part is of no use. */
bool sim_part_rows(SimPart *part, const SweepRows *rows);
bool sim_part_good(const SimPart *part);
/* Adds what from holds, and empties it. */
bool sim_part_merge(SimPart *into, SimPart *from);
void sim_part_save(const SimPart *part, Buf *out);
/* Into an empty part; false if the bytes are anything else. */
bool sim_part_load(SimPart *part, const char *bytes, size_t n);
void sim_part_empty(SimPart *part);

const SimCounts *sim_part_counts(const SimPart *part);
/* By recipient, and by figure; NULL if there is none. */
const Tally *sim_part_amounts(const SimPart *part);
const Tally *sim_part_figures(const SimPart *part);

#endif
