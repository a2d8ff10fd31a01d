/* part_threads.c - the same work with one thread and with two, by the clock on
 * the wall: whole calls, reading the scenario included.
 *
 * Beside it two programs of one thread each that know nothing of one another:
 * on a machine that others use they tell what two cores are worth just then.
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "measure.h"
#include "study/sweep.h"
#include "sweeps.h"

enum { VARIANTS = 4090601, COMPARED = 500 };
static const char scenario[] = "bench/g1/vary.scenario";

/* Half of the variants in each of two programs. */
static double apart_seconds(void *context, size_t n)
{
    double start = wall_seconds();
    bool good = true;
    pid_t id[2];
    fflush(stdout);
    for (int i = 0; i < 2; i++) {
        id[i] = fork();
        if (id[i] == 0) {
            _exit(sweep_seconds(context, n / 2) < 0);
        }
    }
    for (int i = 0; i < 2; i++) {
        int status = 1;
        good = id[i] > 0 && waitpid(id[i], &status, 0) == id[i]
            && status == 0 && good;
    }
    return good ? wall_seconds() - start : -1;
}

void part_threads(Bench *bench, const char *name)
{
    SweepJob one = {.scenario = scenario, .threads = 1};
    SweepJob two = {.scenario = scenario, .threads = 2};
    Timed timed[] = {{.seconds = sweep_seconds, .context = &one},
                     {.seconds = sweep_seconds, .context = &two},
                     {.seconds = apart_seconds, .context = &one}};
    enum { ONE, TWO, APART, ALL };
    printf("\n%s: a sweep of %d variants, %s; on the wall\n", name, VARIANTS,
           scenario);
    if (study_cores() < 2) {
        printf("  skipped: this machine has one core\n");
        return;
    }
    if (!sweep_is_exact(scenario, COMPARED)) {
        printf("  WRONG: not timed\n");
        return;
    }
    for (int i = 0; i < ALL; i++) {
        timed[i].per_round = VARIANTS;
    }
    timed_rounds(timed, ALL);
    double gain = series_ratio(&timed[TWO].rate, &timed[ONE].rate);
    printf("  one thread  %9.0f variants/s\n  two threads %9.0f variants/s: "
           "%.2f times one, for %.2f times its processor time\n"
           "  two programs of one thread each: %.2f times one\n",
           series_median(&timed[ONE].rate), series_median(&timed[TWO].rate),
           gain, sweep_processor_rate(&one) / sweep_processor_rate(&two),
           series_ratio(&timed[APART].rate, &timed[ONE].rate));
    bars_set(&bench->bars, BAR_THREADS, gain);
}
