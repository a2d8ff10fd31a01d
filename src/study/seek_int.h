/* seek_int.h - what the files that seek share. */
#ifndef FORDELA_SEEK_INT_H
#define FORDELA_SEEK_INT_H

#include "fast/fast.h"
#include "study/seek.h"

/* Steps left open that are gone through one by one: so many, or so many where
 * all runs exactly. */
#define STEPS_MOST 1000000
#define STEPS_MOST_EXACTLY 1500
/* Values tried where nothing can be followed. */
#define VALUES_TRIED 257

/* Demands in sets of bits. */
typedef unsigned DemandSet;

typedef struct Seeker {
    Arena *arena;
    RatPool *pool;
    Polys polys;
    const Program *program;
    const Dataset *data;
    const SeekAsk *ask;
    const SeekParam *inner;
    Diags *diags;
    Seeking *out;
    Instead instead;        /* the values of the other params: */
    const Rat **param;      /* its param */
    ZoneList sure;          /* with rounding as bounds */
    const ZoneList *zones;  /* what the steps are looked for in; NULL: nothing
                               could be followed */
    ZoneList *demand;       /* by demand: before rounding */
    VEC(DemandSet) together;    /* demands that hold, or may, in a cell */
    const Rat *best, *best_at;  /* of the figure, before rounding */
} Seeker;

/* ---- seek_zones.c ---- */

/* Walks the inner param: fills sure, out->zone, demand, together and best.
 * False: too many bends. */
bool zones_find(Seeker *s, bool rounded);
/* Does the condition, or a requirement, use what is rounded and moves with the
 * inner param? */
bool zones_rounded(Seeker *s);

/* ---- seek_grid.c ---- */

/* Whole steps of params through the fast evaluator. */
typedef struct Steps Steps;

Steps *steps_new(Seeker *s);
void steps_free(Steps *steps);
/* Does the condition hold with the params at so many of their steps? *figure
 * (may be NULL): in its output's units. */
bool steps_hold(Steps *steps, const int64_t *count, int64_t *figure);
/* Many values of the inner param at once: count[inner] from .. from + n - 1
 * (n at most FAST_BLOCK). What holds as bits 1 << i. */
uint64_t steps_block(Steps *steps, const int64_t *count, int64_t from,
                     size_t n);
bool steps_exactly(const Steps *steps);
/* Multiples of the step from low to high: the first and the last; last below
 * first: none. */
void steps_range(Seeker *s, const SeekParam *p, int64_t *first,
                 int64_t *last);
const Rat *step_value(Seeker *s, const SeekParam *p, int64_t count);

/* The i-th of n counts, evenly spaced from first to last. */
int64_t step_spread(int64_t first, int64_t last, size_t i, size_t n);

/* ---- seek_step.c ---- */

/* The first (up) or the last step of the inner param in the zones at which the
 * condition holds, or with `wanted` false does not; open zones are gone
 * through. 1: count[inner] is it; 0: there is none; -1: too many are open. */
int step_find(Seeker *s, Steps *steps, const ZoneList *zones, bool up,
              bool wanted, int64_t *count);
/* From count[inner], which holds, on: the step after the last that fails in
 * the open zone it lies in, if a zone that holds follows. False: it is count
 * itself, or there is none, or too many are open. */
bool step_steady(Seeker *s, Steps *steps, const ZoneList *zones, bool up,
                 const int64_t *count, int64_t *steady);
/* The best figure at a step about where it is best before rounding: 1 or 0. */
int step_best(Seeker *s, Steps *steps, int64_t *count);

/* ---- seek_bracket.c ---- */

/* Among values tried, then between two neighbours: as step_find. Sets *always
 * if all values tried hold. */
int bracket_find(Seeker *s, Steps *steps, int64_t *count, bool *always);

/* ---- seek_many.c ---- */

/* Sets the counts of all params but the inner one to the best found; false if
 * the condition holds for none of the values tried. */
bool many_find(Seeker *s, Steps *steps, int64_t *count);
/* The best of the inner param for the others as they are, by trying; false:
 * none holds. *worth: larger is better. */
bool inner_try(Seeker *s, Steps *steps, int64_t *count, double *worth);

/* ---- seek_refuse.c ---- */

/* Faults that say so; proven: not only of values tried. */
void seek_never(Seeker *s, bool proven);
void seek_always(Seeker *s, bool proven);

/* ---- seek_run.c ---- */

/* One run of the exact evaluator at values of all params; it lives in the
 * seeker's arena and pool. */
SeekRun run_at(Seeker *s, const Rat *const *value);
/* How far the condition is from turning: above 0 where it holds. */
double run_margin(Seeker *s, const SeekRun *run);
/* The answer, a step to either side in each param, the bend, and the steady
 * step (NULL: none) with the one that fails. */
void runs_add(Seeker *s, const int64_t *count, const int64_t *steady);

#endif
