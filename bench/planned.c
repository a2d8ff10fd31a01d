/* planned.c - the plan of one scenario file, run over blocks. */
#include "planned.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

void planned_params(const Workload *w, PlannedParam param[PARAMS])
{
    for (int p = 0; p < PARAMS; p++) {
        const Param *own = &w->param[p];
        param[p] = (PlannedParam){
            own->name, own->share ? WHOLE : 1,
            (double)(own->low + own->step * own->count)};
    }
}

static void set_inputs(Planned *e, const PlannedParam *param)
{
    const Program *program = e->run.program;
    for (size_t p = 0; p < e->n_params; p++) {
        e->input[p] = (Input){program_find(program, param[p].name),
                              param[p].den, param[p].most};
        e->param[p] = mem_alloc(FAST_BLOCK, sizeof **e->param);
    }
    for (size_t i = 0; i < program->n_defs; i++) {
        if (program->def[i]->kind == DEF_RESULT) {
            e->result = program->def[i];
        }
    }
}

static bool load(Planned *e, const char *scenario)
{
    e->work.arena = arena_new();
    e->work.pool = rat_pool_new(RAT_BITS_MAX);
    e->work.diags = diags_new(e->work.arena);
    if (pipeline(&e->work, scenario, (Place){0}, STAGE_CHECK, &e->run)) {
        return true;
    }
    Buf text = {0};
    diags_render(e->work.diags, &text);
    fputs(text.n == 0 ? "" : text.at, stderr);
    buf_free(&text);
    return false;
}

Planned *planned_open(const char *scenario, const PlannedParam *param,
                      size_t n_params, PlannedHow how)
{
    const Lanes *lanes = how.lanes == NULL ? NULL : lanes_find(how.lanes);
    if (how.lanes != NULL && lanes == NULL) {
        return NULL;
    }
    Planned *e = mem_alloc(1, sizeof *e);
    memset(e, 0, sizeof *e);
    if (!load(e, scenario)) {
        planned_close(e);
        return NULL;
    }
    e->n_params = n_params;
    set_inputs(e, param);
    Want want = {.input = e->input, .n_inputs = n_params,
                 .result = &e->result, .n_results = 1};
    e->plan = plan_new(e->work.arena, e->work.pool, e->run.program,
                       e->run.data, &want);
    e->rows = e->plan->output[0].n;
    e->fast = fast_new(e->plan, lanes, how.exact_only);
    return e;
}

void planned_close(Planned *e)
{
    for (size_t p = 0; p < e->n_params; p++) {
        mem_free(e->param[p]);
    }
    if (e->fast != NULL) {
        fast_free(e->fast);
    }
    rat_pool_free(e->work.pool);
    arena_free(e->work.arena);
    mem_free(e);
}

bool planned_run(Planned *e, const int64_t *param, size_t n, int64_t *amounts)
{
    const char *reason[FAST_BLOCK];
    bool good = true;
    for (size_t from = 0; from < n; from += FAST_BLOCK) {
        size_t some = n - from < FAST_BLOCK ? n - from : FAST_BLOCK;
        for (size_t k = 0; k < some; k++) {
            for (size_t p = 0; p < e->n_params; p++) {
                e->param[p][k] = (double)param[(from + k) * e->n_params + p];
            }
        }
        int64_t *out = amounts + from * e->rows;
        Block block = {.n = some, .input = (const double *const *)e->param,
                       .out = &out, .reason = reason};
        fast_run(e->fast, &block);
        for (size_t k = 0; k < some; k++) {
            good = good && reason[k] == NULL;
        }
    }
    return good;
}
