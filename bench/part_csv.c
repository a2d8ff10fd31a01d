/* part_csv.c - many variants into a file: as CSV with two figures each, and
 * with every amount as NetCDF. Whole calls, by the clock on the wall.
 */
#include <inttypes.h>
#include <stdio.h>

#include "bench.h"
#include "made.h"
#include "measure.h"
#include "study/sweep.h"
#include "sweeps.h"

enum { VARIANTS = 2000000, NETCDF_VARIANTS = 100000, COMPARED = 500 };
static const char scenario[] = "bench/g1/vary.scenario";

/* By one thread and by all. */
static void time_both(const Bench *bench, SweepJob job[2], Timed timed[2],
                      size_t variants)
{
    char path[MADE_PATH];
    made_path(bench, "sweep", path);
    for (int i = 0; i < 2; i++) {
        job[i].scenario = scenario;
        job[i].output = path;
        job[i].threads = i == 0 ? 1 : study_cores();
        timed[i] = (Timed){.seconds = sweep_seconds, .context = &job[i],
                           .per_round = variants};
    }
    timed_rounds(timed, 2);
    made_remove(bench, "sweep");
    printf("    %" PRIu64 " bytes\n", job[0].bytes);
    for (int i = 0; i < 2; i++) {
        double rate = series_median(&timed[i].rate);
        double each = (double)job[i].bytes / (double)variants;
        printf("    %u thread%s %9.0f variants/s, %6.1f MB/s; %9.0f a second "
               "of processor time\n", job[i].threads,
               job[i].threads == 1 ? ", " : "s,", rate, rate * each / 1e6,
               sweep_processor_rate(&job[i]));
    }
}

void part_csv(Bench *bench, const char *name)
{
    Timed timed[2];
    SweepJob csv[2] = {{0}};
    SweepJob netcdf[2] = {
        {.form = FORDELA_BULK_NETCDF, .amounts = true},
        {.form = FORDELA_BULK_NETCDF, .amounts = true}};
    printf("\n%s: sweeps into files, 290 recipients, %s; on the wall\n", name,
           scenario);
    if (!sweep_is_exact(scenario, COMPARED)) {
        printf("  WRONG: not timed\n");
        return;
    }
    printf("  CSV, two figures, %d variants\n", VARIANTS);
    time_both(bench, csv, timed, VARIANTS);
    bars_set(&bench->bars, BAR_CSV, series_median(&timed[0].rate));
    bars_set(&bench->bars, BAR_CSV_ALL, series_median(&timed[1].rate));
    printf("  NetCDF, every amount, %d variants\n", NETCDF_VARIANTS);
    time_both(bench, netcdf, timed, NETCDF_VARIANTS);
}
