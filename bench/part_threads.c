/* part_threads.c - the same work with one thread and with two, by the clock on
 * the wall: whole calls, reading the scenario included.
 */
#include <stdio.h>

#include "bench.h"
#include "measure.h"
#include "study/sweep.h"
#include "sweeps.h"

enum { VARIANTS = 4090601, COMPARED = 500 };
static const char scenario[] = "bench/g1/vary.scenario";

void part_threads(Bench *bench, const char *name)
{
    SweepJob job[2] = {{.scenario = scenario, .threads = 1},
                       {.scenario = scenario, .threads = 2}};
    Timed timed[2] = {
        {.seconds = sweep_seconds, .context = &job[0], .per_round = VARIANTS},
        {.seconds = sweep_seconds, .context = &job[1],
         .per_round = VARIANTS}};
    printf("\n%s: a sweep of %d variants, %s\n", name, VARIANTS, scenario);
    if (study_cores() < 2) {
        printf("  skipped: this machine has one core\n");
        return;
    }
    if (!sweep_is_exact(scenario, COMPARED)) {
        printf("  WRONG: not timed\n");
        return;
    }
    timed_rounds(timed, 2);
    double gain = series_ratio(&timed[1].rate, &timed[0].rate);
    printf("  one thread %.0f variants/s, two %.0f: %.2f times\n",
           series_median(&timed[0].rate), series_median(&timed[1].rate),
           gain);
    bars_set(&bench->bars, BAR_THREADS, gain);
}
