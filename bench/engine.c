/* engine.c - the project's own engine, from the workload's scenario file: the
 * plan run over blocks of scenarios, the same by the exact evaluator, and a
 * handle that is set and run anew, which reads and checks the files each time.
 */
#include <fordela.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "api/pipeline.h"
#include "base/mem.h"
#include "contestant.h"
#include "fast/fast.h"

/* ---- The plan over blocks ---- */

typedef struct Planned {
    const Workload *w;
    Work work;
    Run run;
    Input input[PARAMS];
    const Def *result;
    Want want;
    const Plan *plan;
    Fast *fast;
    double *param[PARAMS];      /* FAST_BLOCK each */
} Planned;

static void set_inputs(Planned *e)
{
    for (int p = 0; p < PARAMS; p++) {
        const Param *param = &e->w->param[p];
        e->input[p].def = program_find(e->run.program, param->name);
        e->input[p].den = param->share ? WHOLE : 1;
        e->input[p].most =
            (double)(param->low + param->step * param->count);
        e->param[p] = mem_alloc(FAST_BLOCK, sizeof(double));
    }
    for (size_t i = 0; i < e->run.program->n_defs; i++) {
        if (e->run.program->def[i]->kind == DEF_RESULT) {
            e->result = e->run.program->def[i];
        }
    }
    e->want = (Want){.input = e->input, .n_inputs = PARAMS,
                     .result = &e->result, .n_results = 1};
}

static void planned_close(void *self)
{
    Planned *e = self;
    for (int p = 0; p < PARAMS; p++) {
        mem_free(e->param[p]);
    }
    if (e->fast != NULL) {
        fast_free(e->fast);
    }
    rat_pool_free(e->work.pool);
    arena_free(e->work.arena);
    mem_free(e);
}

static void *planned_open(const Workload *w, bool exact_only, char why[WHY])
{
    Planned *e = mem_alloc(1, sizeof *e);
    memset(e, 0, sizeof *e);
    e->w = w;
    e->work.arena = arena_new();
    e->work.pool = rat_pool_new(RAT_BITS_MAX);
    e->work.diags = diags_new(e->work.arena);
    if (!pipeline(&e->work, w->scenario, (Place){0}, STAGE_CHECK, &e->run)) {
        snprintf(why, WHY, "%s has faults", w->scenario);
        planned_close(e);
        return NULL;
    }
    set_inputs(e);
    e->plan = plan_new(e->work.arena, e->work.pool, e->run.program,
                       e->run.data, &e->want);
    e->fast = fast_new(e->plan, NULL, exact_only);
    return e;
}

static void *fast_open(const Workload *w, const char *build, char why[WHY])
{
    (void)build;
    return planned_open(w, false, why);
}

static void *exact_open(const Workload *w, const char *build, char why[WHY])
{
    (void)build;
    return planned_open(w, true, why);
}

static bool planned_run(void *self, const int64_t *param, size_t n,
                        int64_t *amounts)
{
    Planned *e = self;
    const char *reason[FAST_BLOCK];
    for (size_t from = 0; from < n; from += FAST_BLOCK) {
        size_t some = n - from < FAST_BLOCK ? n - from : FAST_BLOCK;
        for (size_t k = 0; k < some; k++) {
            for (int p = 0; p < PARAMS; p++) {
                e->param[p][k] = (double)param[(from + k) * PARAMS + p];
            }
        }
        int64_t *out = amounts + from * e->w->rows;
        Block block = {.n = some, .input = (const double *const *)e->param,
                       .out = &out, .reason = reason};
        fast_run(e->fast, &block);
        for (size_t k = 0; k < some; k++) {
            if (reason[k] != NULL) {
                return false;
            }
        }
    }
    return true;
}

const Contestant engine_fast = {
    .name = "fordela", .open = fast_open, .run = planned_run,
    .block = FAST_BLOCK, .close = planned_close};
const Contestant engine_exact = {
    .name = "fordela, exact evaluator", .open = exact_open,
    .run = planned_run, .block = 1, .close = planned_close};

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
        snprintf(text, sizeof text,
                 e->w->param[p].share ? "%s=%" PRId64 "/%d"
                                      : "%s=%" PRId64 " kr",
                 e->w->param[p].name, param[p], WHOLE);
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
