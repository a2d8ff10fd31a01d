/* engine.c - the project's own engine, from the workload's scenario file.
 *
 * For now its exact evaluator alone, through a handle that is set and run anew
 * for every scenario; that reads and checks the files each time.
 */
#include <fordela.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "contestant.h"

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
    .name = "fordela_run, exact", .open = engine_open, .run = engine_run_all,
    .block = 1, .close = engine_close};
