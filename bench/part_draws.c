/* part_draws.c - drawn inputs: G1 whose parameters, or whose recipients'
 * patients, are drawn, against numpy that draws them and GSL's generator that
 * does nothing else. One thread, processor time.
 *
 * `amounts` draws and delivers every amount into a block, as numpy does, and is
 * what the others are compared with; `summed` is fordela_simulate as a whole,
 * which also counts quantiles and chances for each recipient; the last column
 * compares it, too, with GSL.
 */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "bench.h"
#include "children.h"
#include "drawn.h"
#include "measure.h"
#include "sweeps.h"

enum { COMPARED = 200 };

/* ---- GSL's generator, bare ---- */

typedef struct Bare {
    const Workload *w;
    double (*draw)(const gsl_rng *rng, double patients, double people);
    gsl_rng *rng;
    double *out;            /* a column */
} Bare;

static double bare_normal(const gsl_rng *rng, double patients, double people)
{
    (void)people;
    return patients + gsl_ran_gaussian_ziggurat(rng, 0.03 * patients);
}

static double bare_lognormal(const gsl_rng *rng, double patients,
                             double people)
{
    (void)people;
    return patients * gsl_ran_lognormal(rng, 0, 0.03);
}

static double bare_poisson(const gsl_rng *rng, double patients, double people)
{
    (void)people;
    return gsl_ran_poisson(rng, patients);
}

static double bare_binomial(const gsl_rng *rng, double patients,
                            double people)
{
    (void)patients;
    return gsl_ran_binomial(rng, 0.04, (unsigned)people);
}

static double bare_seconds(void *context, size_t n)
{
    Bare *b = context;
    double start = processor_seconds();
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < b->w->rows; i++) {
            b->out[i] = b->draw(b->rng, (double)b->w->column[1][i],
                                (double)b->w->column[0][i]);
        }
    }
    return processor_seconds() - start;
}

/* ---- One distribution ---- */

/* What is drawn, whether numpy does it, and GSL's function for it. */
typedef struct Law {
    const char *name;
    bool numpy;
    double (*bare)(const gsl_rng *rng, double patients, double people);
} Law;

static const Law laws[] = {
    {"parameters", true, NULL},
    {"uniform", true, NULL},
    {"normal", true, bare_normal},
    {"lognormal", false, bare_lognormal},
    {"triangular", false, NULL},
    {"poisson", false, bare_poisson},
    {"binomial", false, bare_binomial},
};

enum { AMOUNTS, SUMMED, USUAL, BEST, BARE, WHO };

typedef struct Race {
    const Law *law;
    Drawn *drawn;
    SweepJob job;
    Child *numpy[2];
    Bare bare;
    Timed timed[WHO];       /* one that does not take part has failed */
} Race;

static double numpy_seconds(void *context, size_t n)
{
    return child_draw(context, n);
}

static void open_numpy(Race *r, const Workload *w)
{
    static const char *const how[2] = {"draw-sort", "draw-double"};
    char why[WHY];
    for (int i = 0; i < 2 && r->law->numpy; i++) {
        r->numpy[i] = numpy_open(how[i], r->law->name, w->csv, w->rows,
                                 why);
        if (r->numpy[i] == NULL) {
            printf("  numpy skipped: %s\n", why);
            continue;
        }
        r->timed[USUAL + i] = (Timed){.seconds = numpy_seconds,
                                      .context = r->numpy[i]};
    }
}

static void open_bare(Race *r, const Workload *w)
{
    if (r->law->bare == NULL) {
        return;
    }
    r->bare = (Bare){w, r->law->bare, gsl_rng_alloc(gsl_rng_mt19937),
                     mem_alloc(w->rows, sizeof(double))};
    r->timed[BARE] = (Timed){.seconds = bare_seconds, .context = &r->bare};
}

static double no_seconds(void *context, size_t n)
{
    (void)context;
    (void)n;
    return -1;
}

static bool race_open(Race *r, const Law *law, const char *scenario,
                      const Workload *w)
{
    *r = (Race){.law = law, .job = {.scenario = scenario, .threads = 1}};
    for (int i = 0; i < WHO; i++) {
        r->timed[i].seconds = no_seconds;
    }
    r->drawn = drawn_open(scenario, false);
    if (r->drawn == NULL) {
        return false;
    }
    r->timed[AMOUNTS] = (Timed){.seconds = drawn_seconds,
                                .context = r->drawn};
    r->timed[SUMMED] = (Timed){.seconds = simulate_seconds,
                               .context = &r->job};
    open_numpy(r, w);
    open_bare(r, w);
    return true;
}

static void race_close(Race *r)
{
    for (int i = 0; i < 2; i++) {
        if (r->numpy[i] != NULL) {
            child_close(r->numpy[i]);
        }
    }
    if (r->bare.rng != NULL) {
        gsl_rng_free(r->bare.rng);
        mem_free(r->bare.out);
    }
    drawn_close(r->drawn);
}

/* ---- Printing ---- */

static double ratio(const Race *r, int who)
{
    return r->timed[who].failed
               ? 0
               : series_ratio(&r->timed[AMOUNTS].rate, &r->timed[who].rate);
}

static void print_times(int width, double times)
{
    if (times > 0) {
        printf(" %*.2f", width, times);
    } else {
        printf(" %*s", width, "-");
    }
}

static void print_race(const Race *r)
{
    const Child *numpy = r->numpy[1] == NULL ? r->numpy[0] : r->numpy[1];
    printf("  %-11s %10.0f %10.0f          ", r->law->name,
           series_median(&r->timed[AMOUNTS].rate),
           series_median(&r->timed[SUMMED].rate));
    print_times(7, ratio(r, USUAL));
    print_times(9, ratio(r, BEST));
    print_times(6, ratio(r, BARE));
    print_times(6, r->timed[BARE].failed
                       ? 0
                       : series_ratio(&r->timed[SUMMED].rate,
                                      &r->timed[BARE].rate));
    printf("%s%s\n", numpy == NULL ? "" : "  ",
           numpy == NULL ? "" : child_note((void *)numpy));
}

static void set_ratio(const Race *r, Bars *bars, Bar bar, int who)
{
    if (ratio(r, who) > 0) {
        bars_set(bars, bar, ratio(r, who));
    }
}

static void set_bars(const Race *r, Bars *bars)
{
    if (strcmp(r->law->name, "parameters") == 0) {
        set_ratio(r, bars, BAR_PARAMS_USUAL, USUAL);
        set_ratio(r, bars, BAR_PARAMS_RIGHT, BEST);
    } else if (strcmp(r->law->name, "uniform") == 0) {
        set_ratio(r, bars, BAR_UNIFORM_USUAL, USUAL);
        set_ratio(r, bars, BAR_UNIFORM_RIGHT, BEST);
    } else if (r->law->bare != NULL) {
        bars_worst(bars, BAR_DRAW_OTHER, ratio(r, BARE));
    }
}

static void print_head(void)
{
    printf("  %-11s %10s %10s   times: %7s %9s %6s %6s\n", "", "amounts/s",
           "summed/s", "argsort", "partition", "GSL", "summed");
}

static void run_race(Bench *bench, const Law *law, const Workload *w)
{
    char scenario[64];
    Race race;
    snprintf(scenario, sizeof scenario, "bench/draws/%s.scenario", law->name);
    if (!race_open(&race, law, scenario, w)) {
        return;
    }
    size_t wrong = drawn_wrong(scenario, COMPARED);
    if (wrong > 0) {
        printf("  %-11s WRONG in %zu of %d: not timed\n", law->name, wrong,
               COMPARED);
    } else {
        timed_rounds(race.timed, WHO);
        print_race(&race);
        set_bars(&race, &bench->bars);
    }
    race_close(&race);
}

void part_draws(Bench *bench, const char *name)
{
    Workload w = workload_list()[0];
    printf("\n%s: drawn inputs, 290 recipients, bench/draws; one thread, "
           "processor time\n", name);
    if (!workload_read(&w)) {
        return;
    }
    print_head();
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        run_race(bench, &laws[i], &w);
    }
}
