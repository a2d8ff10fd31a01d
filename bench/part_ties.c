/* part_ties.c - what exact ties cost: the same formula over round numbers, in
 * turn with the ordinary one.
 */
#include <stdio.h>

#include "bench.h"
#include "entry.h"

enum { ORDINARY, TIES, BOTH };

void part_ties(Bench *bench, const char *name)
{
    Course course[BOTH];
    Entry entry[BOTH];
    Timed timed[BOTH];
    char why[WHY];
    static const char *const of[BOTH] = {"g1", "g1_ties"};
    for (int i = 0; i < BOTH; i++) {
        if (!course_open(&course[i], of[i])
            || !entry_open(&entry[i], &engine_fast, &course[i], ".", why)) {
            return;
        }
        timed[i] = (Timed){.seconds = entry_seconds, .context = &entry[i]};
    }
    timed_rounds(timed, BOTH);
    double share = series_ratio(&timed[TIES].rate, &timed[ORDINARY].rate);
    printf("\n%s: exact ties at the cut in four scenarios of five\n", name);
    printf("  ordinary %.0f/s, ties %.0f/s, wrong in %zu of %zu: %.0f %% of "
           "the ordinary speed\n", series_median(&timed[ORDINARY].rate),
           series_median(&timed[TIES].rate), entry[TIES].wrong,
           entry[TIES].checked, 100 * share);
    bars_set(&bench->bars, BAR_TIES, share);
    bars_set(&bench->bars, BAR_TIES_WRONG, (double)entry[TIES].wrong);
    for (int i = 0; i < BOTH; i++) {
        entry_close(&entry[i]);
        course_close(&course[i]);
    }
}
