/* contest.c - lets the contestants divide in turn and prints their speed.
 *
 *     contest BUILD [WORKLOAD...]      from the top folder
 *
 * A contestant's amounts are compared with the reference on a sample before its
 * time counts. Then, in each round, everybody computes scenarios for about the
 * same time, one after the other, so that what disturbs the machine disturbs
 * all. Printed are the medians over the rounds, of speed and of the ratio to
 * the fastest hand-written kernel in the same round. Processor time counts, of
 * one thread. No test: nothing here passes or fails.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/mem.h"
#include "contestant.h"

enum {
    ROUNDS = 7,
    SAMPLE = 2000,            /* scenarios compared, if time allows */
    POOL = 1 << 16,           /* scenarios drawn for timing, over and over */
    AT_ONCE = 128,            /* scenarios in the block of amounts */
    MOST = 16                 /* contestants */
};
static const double CHECK_SECONDS = 2, ROUND_SECONDS = 0.1;

static const Contestant *const contestants[] = {
    &kernel_avx512, &kernel_avx2,  &engine_fast, &engine_exact,
    &engine_run,    &numpy_exact,  &numpy_double, &numpy_sort,
    &sqlite,        &hyperformula};
enum { CONTESTANTS = sizeof contestants / sizeof *contestants };

/* One contestant in one workload. */
typedef struct Entry {
    const Contestant *c;
    void *self;               /* NULL: does not take part */
    size_t checked, wrong;
    size_t per_round;         /* scenarios */
    size_t next;              /* of the pool */
    double speed[ROUNDS];     /* scenarios per second */
} Entry;

typedef struct Contest {
    Workload w;
    int64_t *param;           /* POOL * PARAMS */
    int64_t *exact;           /* SAMPLE * rows */
    int64_t *amounts;
    Entry entry[MOST];
} Contest;

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double wall_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Seconds for n scenarios of the pool from `at` on; below 0: it failed. */
static double seconds_from(const Contest *t, const Entry *e, size_t at,
                           size_t n)
{
    const int64_t *param = t->param + at * PARAMS;
    if (e->c->seconds != NULL) {
        return e->c->seconds(e->self, param, n);
    }
    double start = processor_seconds();
    for (size_t done = 0; done < n; done += e->c->block) {
        if (!e->c->run(e->self, param + done * PARAMS,
                       least(e->c->block, n - done), t->amounts)) {
            return -1;
        }
    }
    return processor_seconds() - start;
}

/* Seconds for the next n scenarios, and from the beginning of the pool after
 * its end; below 0: it failed. */
static double seconds(const Contest *t, Entry *e, size_t n)
{
    double spent = 0;
    while (n > 0) {
        size_t now = least(n, POOL - e->next);
        double more = seconds_from(t, e, e->next, now);
        if (more < 0) {
            return more;
        }
        spent += more;
        n -= now;
        e->next = (e->next + now) % POOL;
    }
    return spent;
}

/* Compares the sample's amounts, as many scenarios as there is time for. */
static bool check(const Contest *t, Entry *e, int64_t *param)
{
    double start = wall_seconds();
    size_t rows = t->w.rows, now = 1;
    e->checked = e->wrong = 0;
    while (e->checked < SAMPLE && wall_seconds() - start < CHECK_SECONDS) {
        now = least(now, SAMPLE - e->checked);
        /* Not the scenarios of the pool. */
        workload_draw(&t->w, POOL + e->checked, now, param);
        if (!e->c->run(e->self, param, now, t->amounts)) {
            return false;
        }
        for (size_t k = 0; k < now; k++) {
            e->wrong += memcmp(t->amounts + k * rows,
                               t->exact + (e->checked + k) * rows,
                               rows * sizeof *t->exact) != 0;
        }
        e->checked += now;
        now = least(2 * now + 1, AT_ONCE);    /* odd blocks, too */
    }
    return true;
}

/* How many scenarios fill a round. */
static bool pace(const Contest *t, Entry *e)
{
    size_t n = 1;
    double spent = seconds(t, e, n);
    while (spent >= 0 && spent < ROUND_SECONDS / 4) {
        n *= 2;
        spent = seconds(t, e, n);
    }
    e->per_round = (size_t)((double)n * ROUND_SECONDS / spent) + 1;
    return spent >= 0;
}

static void drop(Entry *e)
{
    if (e->c->close != NULL && e->self != NULL) {
        e->c->close(e->self);
    }
    e->self = NULL;
}

static void enter(Contest *t, Entry *e, const Contestant *c,
                  const char *build, int64_t *param)
{
    char why[WHY] = "it could not begin";
    *e = (Entry){.c = c};
    e->self = c->open(&t->w, build, why);
    if (e->self == NULL) {
        printf("  %-24s skipped: %s\n", c->name, why);
        return;
    }
    if (!check(t, e, param) || (e->wrong == 0 && !pace(t, e))) {
        printf("  %-24s skipped: it failed\n", c->name);
        drop(e);
    }
}

static int ascending(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static double median(const double *x, double *best)
{
    double sorted[ROUNDS];
    memcpy(sorted, x, sizeof sorted);
    qsort(sorted, ROUNDS, sizeof *sorted, ascending);
    *best = sorted[ROUNDS - 1];
    return sorted[ROUNDS / 2];
}

/* The entry that the others are measured by: the first that is right. */
static const Entry *measure(const Contest *t)
{
    for (size_t i = 0; i < CONTESTANTS; i++) {
        if (t->entry[i].self != NULL && t->entry[i].wrong == 0) {
            return &t->entry[i];
        }
    }
    return NULL;
}

static void print_entry(const Entry *e, const Entry *by)
{
    if (e->self == NULL) {
        return;
    }
    if (e->wrong > 0) {
        printf("  %-24s wrong in %zu of %zu scenarios: not timed\n",
               e->c->name, e->wrong, e->checked);
        return;
    }
    double ratio[ROUNDS], best, none;
    for (int r = 0; r < ROUNDS; r++) {
        ratio[r] = by->speed[r] / e->speed[r];
    }
    double middle = median(e->speed, &best);
    printf("  %-24s %12.0f %12.0f %10.2f %9zu", e->c->name, middle, best,
           median(ratio, &none), e->checked);
    if (e->c->memory != NULL) {
        printf(" %7.0f", (double)e->c->memory(e->self) / 1024);
    }
    putchar('\n');
}

static void rounds(Contest *t)
{
    for (int r = 0; r < ROUNDS; r++) {
        for (size_t i = 0; i < CONTESTANTS; i++) {
            Entry *e = &t->entry[i];
            if (e->self != NULL && e->wrong == 0) {
                double spent = seconds(t, e, e->per_round);
                e->speed[r] = (double)e->per_round / spent;
            }
        }
    }
}

static void hold(Contest *t, const char *build)
{
    int64_t *param = mem_alloc(SAMPLE * PARAMS, sizeof *param);
    workload_draw(&t->w, 0, POOL, t->param);
    for (size_t k = 0; k < SAMPLE; k++) {
        workload_draw(&t->w, POOL + k, 1, param);
        reference(&t->w, param, t->exact + k * t->w.rows);
    }
    printf("\n%s: %zu rows, %s\n", t->w.name, t->w.rows, t->w.scenario);
    for (size_t i = 0; i < CONTESTANTS; i++) {
        enter(t, &t->entry[i], contestants[i], build, param);
    }
    rounds(t);
    printf("  %-24s %12s %12s %10s %9s %7s\n", "", "median/s", "best/s",
           "slower by", "compared", "MiB");
    const Entry *by = measure(t);
    for (size_t i = 0; i < CONTESTANTS; i++) {
        print_entry(&t->entry[i], by);
    }
    for (size_t i = 0; i < CONTESTANTS; i++) {
        drop(&t->entry[i]);
    }
    mem_free(param);
}

static void print_machine(void)
{
    char line[256];
    FILE *in = fopen("/proc/cpuinfo", "r");
    while (in != NULL && fgets(line, sizeof line, in) != NULL) {
        if (strncmp(line, "model name", 10) == 0) {
            printf("processor %s", strchr(line, ':') + 2);
            break;
        }
    }
    if (in != NULL) {
        fclose(in);
    }
    printf("compiler %s\n", __VERSION__);
    printf("one thread, processor time, medians of %d rounds\n", ROUNDS);
}

static bool wanted(const char *name, int argc, char **argv)
{
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], name) == 0) {
            return true;
        }
    }
    return argc <= 2;
}

int main(int argc, char **argv)
{
    static Contest t;
    setvbuf(stdout, NULL, _IOLBF, 0);
    print_machine();
    t.param = mem_alloc(POOL * PARAMS, sizeof *t.param);
    t.exact = mem_alloc(SAMPLE * ROWS_MAX, sizeof *t.exact);
    t.amounts = mem_alloc(AT_ONCE * ROWS_MAX, sizeof *t.amounts);
    for (size_t i = 0; i < WORKLOADS; i++) {
        t.w = workload_list()[i];
        if (!wanted(t.w.name, argc, argv)) {
            continue;
        }
        if (!workload_read(&t.w)) {
            return 4;
        }
        hold(&t, argc > 1 ? argv[1] : ".");
    }
    struct rusage self;
    getrusage(RUSAGE_SELF, &self);
    printf("\nmost memory of this program: %.0f MiB\n",
           (double)self.ru_maxrss / 1024);
    mem_free(t.param);
    mem_free(t.exact);
    mem_free(t.amounts);
    return 0;
}
