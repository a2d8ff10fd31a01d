/* engine.c - the project's own engine, from the workload's scenario file: the
 * plan run over blocks of scenarios, the same by the exact evaluator, and a
 * handle that is set and run anew, which reads and checks the files each time.
 */
#include <fordela.h>
#include <stdio.h>

#include "base/mem.h"
#include "contestant.h"
#include "planned.h"

/* ---- The plan over blocks ---- */

static void *open_planned(const Workload *w, PlannedHow how, char why[WHY])
{
    PlannedParam param[PARAMS];
    planned_params(w, param);
    Planned *e = planned_open(w->scenario, param, PARAMS, how);
    if (e == NULL) {
        snprintf(why, WHY, "not on this processor");
    }
    return e;
}

static void *open_best(const Workload *w, const char *build, char why[WHY])
{
    (void)build;
    return open_planned(w, (PlannedHow){0}, why);
}

static void *open_avx2(const Workload *w, const char *build, char why[WHY])
{
    (void)build;
    return open_planned(w, (PlannedHow){.lanes = "avx2"}, why);
}

static void *open_plain(const Workload *w, const char *build, char why[WHY])
{
    (void)build;
    return open_planned(w, (PlannedHow){.lanes = "plain"}, why);
}

static void *open_exact(const Workload *w, const char *build, char why[WHY])
{
    (void)build;
    return open_planned(w, (PlannedHow){.exact_only = true}, why);
}

static bool run_planned(void *self, const int64_t *param, size_t n,
                        int64_t *amounts)
{
    return planned_run(self, param, n, amounts);
}

static void close_planned(void *self)
{
    planned_close(self);
}

#define PLANNED(title, open_function, scenarios)                           \
    {.name = (title), .open = (open_function), .run = run_planned,         \
     .block = (scenarios), .close = close_planned}

const Contestant engine_fast = PLANNED("fordela", open_best, FAST_BLOCK);
const Contestant engine_avx2 = PLANNED("fordela, AVX2", open_avx2,
                                       FAST_BLOCK);
const Contestant engine_plain = PLANNED("fordela, plain C", open_plain,
                                        FAST_BLOCK);
const Contestant engine_exact = PLANNED("fordela, exact evaluator",
                                        open_exact, 1);

/* ---- A handle, run anew ---- */

typedef struct Engine {
    const Workload *w;
    fordela *f;
} Engine;

static void *engine_open(const Workload *w, const char *build, char why[WHY])
{
    (void)build;
    Engine *e = mem_alloc(1, sizeof *e);
    *e = (Engine){w, fordela_open(w->scenario)};
    if (fordela_check(e->f) != FORDELA_OK) {
        fputs(fordela_messages(e->f), stderr);
        snprintf(why, WHY, "%s has faults", w->scenario);
        fordela_close(e->f);
        mem_free(e);
        return NULL;
    }
    return e;
}

static bool set(Engine *e, const int64_t *param)
{
    for (int p = 0; p < PARAMS; p++) {
        char text[64];
        workload_setting(&e->w->param[p], param[p], text, sizeof text);
        if (fordela_set(e->f, text) != FORDELA_OK) {
            return false;
        }
    }
    return true;
}

static bool engine_one(Engine *e, const int64_t *param, int64_t *amounts)
{
    if (!set(e, param) || fordela_run(e->f) != FORDELA_OK) {
        fputs(fordela_messages(e->f), stderr);
        return false;
    }
    for (size_t i = 0; i < e->w->rows; i++) {
        if (!fordela_amount_int(e->f, 0, i, &amounts[i])) {
            return false;
        }
    }
    return fordela_rows(e->f, 0) == e->w->rows;
}

static bool engine_run_all(void *self, const int64_t *param, size_t n,
                           int64_t *amounts)
{
    Engine *e = self;
    for (size_t k = 0; k < n; k++) {
        if (!engine_one(e, param + k * PARAMS, amounts + k * e->w->rows)) {
            return false;
        }
    }
    return true;
}

static void engine_close(void *self)
{
    Engine *e = self;
    fordela_close(e->f);
    mem_free(e);
}

const Contestant engine_run = {
    .name = "fordela_run", .open = engine_open, .run = engine_run_all,
    .block = 1, .close = engine_close};
