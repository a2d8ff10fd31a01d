/* part_contest.c - lets the contestants divide in turn and prints their speed.
 *
 * A contestant's amounts are compared with the reference on a sample first; who
 * gave one wrong amount is timed beside the others, but beats nobody. Processor
 * time counts, of one thread.
 */
#include <stdio.h>
#include <string.h>

#include "bench.h"
#include "entry.h"

/* In the order printed; hand-written kernels first, the better one first. */
static const Contestant *const contestants[] = {
    &kernel_avx512, &kernel_avx2, &engine_fast, &engine_avx2, &engine_plain,
    &engine_exact,  &engine_run,  &numpy_exact, &numpy_double, &numpy_sort,
    &sqlite,        &hyperformula};
enum { CONTESTANTS = sizeof contestants / sizeof *contestants };

typedef struct Contest {
    Course course;
    Entry entry[CONTESTANTS];
    Timed timed[CONTESTANTS];
    size_t n;                 /* that take part */
} Contest;

static bool is_right(const Contest *t, size_t i)
{
    return t->entry[i].wrong == 0 && !t->timed[i].failed;
}

/* Its place among those that take part, or n. */
static size_t place_of(const Contest *t, const Contestant *c)
{
    size_t i = 0;
    while (i < t->n && t->entry[i].c != c) {
        i++;
    }
    return i;
}

/* What a contestant did, or NULL if it did not take part. */
static const Timed *timed_of(const Contest *t, const Contestant *c)
{
    size_t i = place_of(t, c);
    return i < t->n && !t->timed[i].failed ? &t->timed[i] : NULL;
}

static bool is_wrong(const Contest *t, const Contestant *c)
{
    size_t i = place_of(t, c);
    return i < t->n && t->entry[i].wrong > 0;
}

/* The first that is right: the others are measured by it. */
static const Timed *measure(const Contest *t)
{
    for (size_t i = 0; i < t->n; i++) {
        if (is_right(t, i)) {
            return &t->timed[i];
        }
    }
    return NULL;
}

/* The fastest of the numpy contestants that is right, or NULL. */
static const Timed *best_numpy(const Contest *t)
{
    const Timed *best = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const Contestant *c = t->entry[i].c;
        if ((c == &numpy_exact || c == &numpy_double || c == &numpy_sort)
            && is_right(t, i)
            && (best == NULL || series_median(&t->timed[i].rate)
                                > series_median(&best->rate))) {
            best = &t->timed[i];
        }
    }
    return best;
}

/* ---- Printing ---- */

static void print_notes(const Entry *e)
{
    const char *note = e->c->note == NULL ? "" : e->c->note(e->self);
    if (e->c->memory != NULL) {
        printf(" %7.0f", e->c->memory(e->self));
    } else if (note[0] != '\0' || e->wrong > 0) {
        printf(" %7s", "");
    }
    if (e->wrong > 0) {
        printf("  WRONG in %zu", e->wrong);
    }
    printf("%s%s\n", note[0] == '\0' ? "" : "  ", note);
}

static void print_entry(const Contest *t, size_t i, const Timed *by)
{
    const Series *rate = &t->timed[i].rate;
    if (t->timed[i].failed) {
        printf("  %-24s failed\n", t->entry[i].c->name);
        return;
    }
    printf("  %-24s %12.0f %12.0f %10.2f %9zu", t->entry[i].c->name,
           series_median(rate), series_largest(rate),
           by == NULL ? 0 : series_ratio(&by->rate, rate),
           t->entry[i].checked);
    print_notes(&t->entry[i]);
}

static void print_entries(const Contest *t)
{
    printf("  %-24s %12s %12s %10s %9s %7s\n", "", "median/s", "best/s",
           "slower by", "compared", "MiB");
    for (size_t i = 0; i < t->n; i++) {
        print_entry(t, i, measure(t));
    }
}

/* ---- Against each other ---- */

/* The bars of a workload; those of g1_ties are in part_ties.c. */
typedef struct WorkloadBars {
    const char *name;
    Bar speed, kernel, usual, right;
} WorkloadBars;

static const WorkloadBars workload_bars[] = {
    {"g1", BAR_G1_SPEED, BAR_G1_KERNEL, BAR_G1_USUAL, BAR_G1_RIGHT},
    {"g2", BAR_G2_SPEED, BAR_G2_KERNEL, BAR_G2_USUAL, BAR_G2_RIGHT},
    {"g3", BAR_G3_SPEED, BAR_G3_KERNEL, BAR_G3_USUAL, BAR_G3_RIGHT},
};

static const WorkloadBars *bars_of(const char *name)
{
    for (size_t i = 0; i < sizeof workload_bars / sizeof *workload_bars;
         i++) {
        if (strcmp(workload_bars[i].name, name) == 0) {
            return &workload_bars[i];
        }
    }
    return NULL;
}

static bool is_kernel(const Contest *t, const Timed *timed)
{
    return timed != NULL && (timed == timed_of(t, &kernel_avx512)
                             || timed == timed_of(t, &kernel_avx2));
}

/* fordela's speed over another's. */
static double over(const Timed *fordela, const Timed *other)
{
    return series_ratio(&fordela->rate, &other->rate);
}

static void set_bars(const Contest *t, Bench *bench)
{
    const WorkloadBars *bars = bars_of(t->course.w.name);
    const Timed *fordela = timed_of(t, &engine_fast);
    const Timed *usual = timed_of(t, &numpy_sort), *best = best_numpy(t);
    if (bars == NULL || fordela == NULL || is_wrong(t, &engine_fast)) {
        return;
    }
    bars_set(&bench->bars, bars->speed, series_median(&fordela->rate));
    if (is_kernel(t, measure(t))) {
        bars_set(&bench->bars, bars->kernel,
                 1 / over(fordela, measure(t)));
    }
    if (usual != NULL) {
        bars_set(&bench->bars, bars->usual, over(fordela, usual));
    }
    if (best != NULL) {
        bars_set(&bench->bars, bars->right, over(fordela, best));
    }
}

static void print_ratios(const Contest *t)
{
    const Timed *fordela = timed_of(t, &engine_fast);
    const Timed *usual = timed_of(t, &numpy_sort), *best = best_numpy(t);
    if (fordela == NULL) {
        return;
    }
    if (usual != NULL) {
        printf("  fordela is %.1f times numpy as usual (argsort)%s\n",
               over(fordela, usual),
               is_wrong(t, &numpy_sort) ? ", which is wrong" : "");
    }
    if (best != NULL) {
        printf("  fordela is %.1f times the best numpy that is right\n",
               over(fordela, best));
    }
}

/* ---- The contest ---- */

static void enter_all(Contest *t, const char *build)
{
    char why[WHY];
    t->n = 0;
    for (size_t i = 0; i < CONTESTANTS; i++) {
        Entry *e = &t->entry[t->n];
        if (!entry_open(e, contestants[i], &t->course, build, why)) {
            printf("  %-24s skipped: %s\n", contestants[i]->name, why);
            continue;
        }
        t->timed[t->n++] = (Timed){.seconds = entry_seconds, .context = e};
    }
}

void part_contest(Bench *bench, const char *name)
{
    char build[512];
    Contest t;
    snprintf(build, sizeof build, "%s/contestants", bench->build);
    if (!course_open(&t.course, name)) {
        return;
    }
    printf("\n%s: %zu rows, %s; one thread, processor time\n", name,
           t.course.w.rows, t.course.w.scenario);
    enter_all(&t, build);
    timed_rounds(t.timed, t.n);
    print_entries(&t);
    print_ratios(&t);
    set_bars(&t, bench);
    for (size_t i = 0; i < t.n; i++) {
        entry_close(&t.entry[i]);
    }
    course_close(&t.course);
}
