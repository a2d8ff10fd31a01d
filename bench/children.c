/* children.c - numpy and HyperFormula as contestants. */
#include <stdlib.h>

#include "base/mem.h"
#include "child.h"
#include "children.h"

/* BENCH_PYTHON, or the interpreter that Debian's numpy belongs to. */
static const char *python(void)
{
    const char *named = getenv("BENCH_PYTHON");
    return named != NULL && named[0] != '\0' ? named : "/usr/bin/python3";
}

Child *numpy_open(const char *how, const char *what, const char *csv,
                  size_t rows, char why[WHY])
{
    const char *argv[] = {python(), "bench/numpy_g.py", how, what, csv, NULL};
    return child_open(argv, rows, why);
}

/* Scenarios that numpy's batches are tuned with; not those of the pool. */
enum { TUNED = 4096, TUNED_FIRST = 1 << 24 };

static void *open_numpy(const Workload *w, const char *how, char why[WHY])
{
    Child *c = numpy_open(how, w->name, w->csv, w->rows, why);
    if (c == NULL) {
        return NULL;
    }
    int64_t *param = mem_alloc(TUNED * PARAMS, sizeof *param);
    workload_draw(w, TUNED_FIRST, TUNED, param);
    child_tune(c, param, TUNED);
    mem_free(param);
    return c;
}

static void *open_numpy_exact(const Workload *w, const char *build,
                              char why[WHY])
{
    (void)build;
    return open_numpy(w, "exact", why);
}

static void *open_numpy_double(const Workload *w, const char *build,
                               char why[WHY])
{
    (void)build;
    return open_numpy(w, "double", why);
}

static void *open_numpy_sort(const Workload *w, const char *build,
                             char why[WHY])
{
    (void)build;
    return open_numpy(w, "sort", why);
}

static void *open_hyperformula(const Workload *w, const char *build,
                               char why[WHY])
{
    const char *argv[] = {"node", "bench/hyperformula_g.mjs", build, w->name,
                          w->csv, NULL};
    return child_open(argv, w->rows, why);
}

#define CHILD(title, open_function)                                        \
    {.name = (title), .open = (open_function), .run = child_run,           \
     .seconds = child_seconds, .memory = child_memory,                     \
     .note = child_note, .close = child_close}

const Contestant numpy_exact = CHILD("numpy, exact", open_numpy_exact);
const Contestant numpy_double = CHILD("numpy, partition", open_numpy_double);
const Contestant numpy_sort = CHILD("numpy, argsort", open_numpy_sort);
const Contestant hyperformula = CHILD("HyperFormula", open_hyperformula);
