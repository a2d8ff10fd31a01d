/* part_recipients.c - growth with the recipients: grants like G1 and G3 over
 * generated data. One thread, processor time.
 */
#include <stdio.h>

#include "base/mem.h"
#include "bench.h"
#include "grant.h"
#include "measure.h"
#include "pool.h"

static const size_t sizes[] = {21, 290, 2900, 29000, 290000, 1000000};

enum { DRAWN = 1 << 12 };

/* How many to compare with the exact evaluator, which takes its time. */
static size_t compared(size_t rows)
{
    return rows < 10000 ? 20 : rows < 100000 ? 2 : 1;
}

static void print_size(const Pool *pool, const Timed *timed, double reading,
                       double memory)
{
    FastCounts counts = fast_counts(pool->planned->fast);
    double each = 1 / series_median(&timed->rate);
    double rows = (double)pool->planned->rows;
    printf("    %10zu %9.2f %11.0f %8.2f %9.2f %% %8.2f %% %8.0f\n",
           pool->planned->rows, reading, 1 / each, 1e9 * each / rows,
           100 * (double)counts.on_grid / (double)counts.variants,
           100 * (double)counts.exactly / (double)counts.variants,
           memory);
}

static void time_size(const char *scenario, const Workload *w)
{
    Pool pool;
    PlannedParam params[PARAMS];
    int64_t *param = mem_alloc(DRAWN * PARAMS, sizeof *param);
    planned_params(w, params);
    workload_draw(w, 0, DRAWN, param);
    double start = processor_seconds();
    if (!pool_open(&pool, scenario, params, PARAMS, param, DRAWN)) {
        return;
    }
    double reading = processor_seconds() - start, memory = memory_now();
    size_t rows = pool.planned->rows;
    size_t bad = pool_wrong(&pool, compared(rows));
    Timed timed = {.seconds = pool_seconds, .context = &pool};
    if (bad > 0) {
        printf("    %10zu WRONG in %zu of %zu: not timed\n", rows, bad,
               compared(rows));
    } else {
        timed_rounds(&timed, 1);
        print_size(&pool, &timed, reading, memory);
    }
    pool_close(&pool);
}

void part_recipients(Bench *bench, const char *name)
{
    static const char *const titles[GRANTS] = {"as G1", "as G3"};
    printf("\n%s: growth with the recipients, generated data; one thread, "
           "processor time\n", name);
    for (Grant grant = 0; grant < GRANTS; grant++) {
        printf("  %s\n    %10s %9s %11s %8s %11s %10s %8s\n", titles[grant],
               "recipients", "reading s", "variants/s", "ns/each", "on grid",
               "exactly", "MiB");
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            char scenario[MADE_PATH];
            Workload w;
            grant_made(bench, grant, sizes[i], scenario, &w);
            time_size(scenario, &w);
            grant_remove(bench, grant, sizes[i]);
        }
    }
}
