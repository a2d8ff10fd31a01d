/* part_whatif.c - one parameter set and all amounts recomputed, through a
 * handle that is kept: what a slider does. One thread, processor time.
 */
#include <fordela.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "bench.h"
#include "grant.h"
#include "made.h"
#include "measure.h"
#include "workload.h"

enum { COMPARED = 300, COMPARED_LARGE = 2, LARGE = 100000 };

typedef struct Whatif {
    const Workload *w;          /* what its params are */
    fordela *f;
    fordela_whatif *kept;
    bool text;                  /* the figures, too */
    uint64_t next;
    int64_t param[PARAMS];
} Whatif;

/* Scenario k differs from the one before in one param: each in turn. */
static bool set_next(Whatif *x)
{
    int64_t drawn[PARAMS];
    size_t p = x->next % PARAMS;
    workload_draw(x->w, x->next++, 1, drawn);
    x->param[p] = drawn[p];
    return fordela_whatif_set(x->kept, p, drawn[p],
                              x->w->param[p].share ? WHOLE : 1)
        == FORDELA_OK;
}

static double whatif_seconds(void *context, size_t n)
{
    Whatif *x = context;
    double start = processor_seconds();
    for (size_t k = 0; k < n; k++) {
        if (!set_next(x) || fordela_whatif_run(x->kept) != NULL) {
            return -1;
        }
        for (size_t i = 0; x->text && i < fordela_whatif_figures(x->kept);
             i++) {
            if (fordela_whatif_figure(x->kept, i) == NULL) {
                return -1;
            }
        }
    }
    return processor_seconds() - start;
}

static bool whatif_open(Whatif *x, const Workload *w, const char *scenario,
                        bool text)
{
    const char *name[PARAMS];
    for (int p = 0; p < PARAMS; p++) {
        name[p] = w->param[p].name;
    }
    *x = (Whatif){.w = w, .text = text, .f = fordela_open(scenario)};
    x->kept = fordela_whatif_new(x->f, name, PARAMS);
    if (x->kept == NULL) {
        fputs(fordela_messages(x->f), stderr);
        return false;
    }
    for (uint64_t k = 0; k < PARAMS; k++) {
        set_next(x);        /* every param has been drawn once */
    }
    return true;
}

static void whatif_close(Whatif *x)
{
    fordela_whatif_free(x->kept);
    fordela_close(x->f);
}

/* ---- Comparing ---- */

/* Amounts and figures of the last scenario by fordela_run. */
static bool same(Whatif *x, fordela *run)
{
    size_t rows, result = 0;
    const int64_t *amount = fordela_whatif_amounts(x->kept, result, &rows);
    bool good = true;
    for (int p = 0; p < PARAMS; p++) {
        char text[64];
        workload_setting(&x->w->param[p], x->param[p], text, sizeof text);
        good = good && fordela_set(run, text) == FORDELA_OK;
    }
    good = good && fordela_run(run) == FORDELA_OK
        && fordela_rows(run, result) == rows;
    for (size_t i = 0; good && i < rows; i++) {
        int64_t exact;
        good = fordela_amount_int(run, result, i, &exact)
            && amount[i] == exact;
    }
    for (size_t i = 0; good && i < fordela_whatif_figures(x->kept); i++) {
        good = strcmp(fordela_whatif_figure(x->kept, i),
                      fordela_report_value(run, i)) == 0;
    }
    return good;
}

static size_t wrong(Whatif *x, const char *scenario, size_t n)
{
    fordela *run = fordela_open(scenario);
    size_t bad = 0;
    for (size_t k = 0; k < n; k++) {
        bad += !set_next(x) || fordela_whatif_run(x->kept) != NULL
            || !same(x, run);
    }
    fordela_close(run);
    return bad;
}

/* ---- Timing ---- */

/* Seconds each; below 0: not measured. */
static double time_one(const Workload *w, const char *scenario, bool text,
                       size_t compared)
{
    Whatif x;
    Timed timed = {.seconds = whatif_seconds, .context = &x};
    double each = -1;
    if (whatif_open(&x, w, scenario, text)) {
        size_t bad = wrong(&x, scenario, compared);
        timed_rounds(&timed, bad == 0);
        if (bad > 0) {
            printf("  WRONG in %zu of %zu: not timed\n", bad, compared);
        } else if (!timed.failed) {
            each = 1 / series_median(&timed.rate);
        }
    }
    whatif_close(&x);
    return each;
}

static void print_one(Bench *bench, Bar bar, const char *what, double each,
                      double unit, const char *unit_name)
{
    if (each >= 0) {
        printf("  %-46s %8.2f %s\n", what, each / unit, unit_name);
        bars_set(&bench->bars, bar, each / unit);
    }
}

void part_whatif(Bench *bench, const char *name)
{
    Workload w = workload_list()[0], large;
    char scenario[MADE_PATH];
    static const char small[] = "bench/g1/vary.scenario";
    printf("\n%s: one parameter set, all recomputed, handle kept; one thread, "
           "processor time\n", name);
    print_one(bench, BAR_WHATIF, "290 recipients",
              time_one(&w, small, false, COMPARED), 1e-6, "microseconds");
    print_one(bench, BAR_WHATIF_TEXT, "290 recipients, two figures as text",
              time_one(&w, small, true, COMPARED), 1e-6, "microseconds");
    grant_made(bench, GRANT_G1, LARGE, scenario, &large);
    print_one(bench, BAR_WHATIF_LARGE, "100 000 recipients",
              time_one(&large, scenario, false, COMPARED_LARGE), 1e-3,
              "milliseconds");
    grant_remove(bench, GRANT_G1, LARGE);
}
