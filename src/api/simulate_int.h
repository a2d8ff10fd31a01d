/* simulate_int.h - between the files of a simulation. */
#ifndef FORDELA_SIMULATE_INT_H
#define FORDELA_SIMULATE_INT_H

#include "api/bulk.h"
#include "report/page_many.h"

/* With more recipients threads share a tally, of some kilobytes for each, and
 * wait for each other. */
#define PARTS_ROWS_MAX 20000
/* Variants, each with a summary of its own. */
#define VARIANTS_MAX 1000

typedef struct Sim {
    Bulk bulk;
    const fordela_simulate_options *options;
    uint64_t draws, seed;
    Simulation simulation;
    unsigned threads;
    SimPart *total;             /* of the variant at work */
    SimPart **part;             /* one for each thread; of many recipients
                                   `total` for all of them */
    Sensitivity *sensitivity;   /* in place of the parts, or NULL */
    uint64_t variant;
    /* Of the variants done: */
    Buf summary;
    PageDraws *page;            /* in place of summaries, or NULL */
    uint64_t infeasible, cut;   /* draws not computed; values that became 0 */
    const char *why;            /* one of them was not, or NULL: not known */
} Sim;

SweepTurn sim_turn(void *context, uint64_t done);
/* Variant after variant of so many rows, and the summary of each. */
bool sim_run_variants(Sim *s, const SweepSink *sink, uint64_t rows,
                      fordela_sweep_counts *counts);

/* What makes this simulation this one and no other. */
const char *sim_key(Sim *s);

/* ---- simulate_state.c ---- */

/* Keeps the state, if it is time to. */
bool sim_keep(Sim *s, uint64_t done);
/* Of a run that is gone on with; false after wrong use. */
bool sim_state_read(Sim *s);

/* ---- simulate_draws.c ---- */

/* Writes what is drawn, if that is asked for. */
bool sim_write_draws(Sim *s);

/* ---- sensitivity.c ---- */

/* Makes s ready for Sobol's indices; false after wrong use. */
bool sim_sensitivity(Sim *s);
bool sim_run_sensitivity(Sim *s, fordela_sweep_counts *counts);

#endif
