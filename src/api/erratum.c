/* erratum.c - what a corrected input changes in every scenario of a folder. */
#include "api/api_int.h"

#include <string.h>

#include "api/erratum_int.h"
#include "report/report_erratum.h"
#include "study/study.h"

/* What is written, scenario by scenario. */
typedef struct Annexes {
    Errand *e;
    ErratumCount count;
    Buf text, messages;
    Json *json;             /* for FORDELA_JSON */
    int worst;              /* status of the worst fault */
} Annexes;

/* ---- one scenario ---- */

/* Does the run read a file that is corrected? */
static bool reads(const Errand *e, Work *work)
{
    for (size_t i = 0; i < work->sources.n; i++) {
        const char *real = path_real(work->arena,
                                     work->sources.at[i]->path);
        for (size_t k = 0; k < e->corrections.n; k++)
            if (strcmp(real, e->corrections.cell[k].real) == 0)
                return true;
    }
    return false;
}

static void write(Annexes *a, Work *work, const char *path, const Run *before,
                  const Run *after, const SourceList *sources)
{
    const Erratum erratum = study_erratum(work->arena, work->pool,
                                          before->result, after->result,
                                          work->diags);
    const ErratumIn in = {work->arena, work->pool, path, before->result,
                          after->result, &erratum, sources};
    if (!erratum.uses || diags_failed(work->diags))
        return;
    void *paused = tr_pause(a->e->options->form != FORDELA_TABLE);
    a->count.use++;
    a->count.change += erratum.n > 0;
    if (a->e->options->form == FORDELA_TABLE)
        report_erratum(&in, &a->text);
    else if (a->e->options->form == FORDELA_CSV)
        report_erratum_csv(&in, &a->text);
    else
        report_erratum_json(&in, a->json);
    tr_resume(paused);
}

static void again(Annexes *a, Work *before, const char *path, const Run *run)
{
    Work after = work_new();
    Run with = {0};
    after.corrections = &a->e->corrections;
    if (pipeline(&after, path, (Place){0}, STAGE_RUN, &with)) {
        write(a, &after, path, run, &with, &before->sources);
    } else {
        a->count.use++;
        a->count.refused++;
        if (a->e->options->form == FORDELA_TABLE)
            report_erratum_refused(path, &a->text);
        diag_add(after.diags, DIAG_FAULT, (Place){0},
                 "what the correction asks for must be decided first: another "
                 "budget, minimum or limit",
                 "%s cannot be computed with the correction", path);
    }
    api_tell(after.diags, &a->messages, &a->worst);
    work_free(&after);
}

static void look_at(Annexes *a, const char *path)
{
    Work work = work_new();
    Run run = {0};
    bool ok = pipeline(&work, path, (Place){0}, STAGE_RUN, &run);
    api_tell(work.diags, &a->messages, &a->worst);
    if (!ok) {
        a->count.failed++;
    } else if (run.result) {
        a->count.scenarios++;
        if (reads(a->e, &work))
            again(a, &work, path, &run);
    }
    work_free(&work);
}

/* ---- all of them ---- */

static void write_head(Annexes *a)
{
    Errand *e = a->e;
    if (e->options->form == FORDELA_TABLE)
        report_erratum_head(e->arena, e->corrected, e->n, &a->text);
    else if (e->options->form == FORDELA_CSV)
        report_erratum_csv_head(&a->text);
    else
        report_erratum_json_head(e->arena, a->json = json_new(e->arena),
                                 FORDELA_VERSION, e->corrected, e->n);
}

static void write_end(Annexes *a)
{
    if (a->e->options->form == FORDELA_TABLE)
        report_erratum_count(&a->count, &a->text);
    if (a->e->options->form != FORDELA_JSON)
        return;
    report_erratum_json_end(&a->count, a->json);
    json_end(a->json, &a->text);
}

/* What is wrong with the correction is wrong use; where it is the scenarios
 * that cannot be read, their own faults say so. */
static void refuse(Annexes *a)
{
    Errand *e = a->e;
    e->corrections = (Corrections){0};
    for (size_t i = 0; !diags_failed(e->diags) && i < e->paths.n; i++)
        look_at(a, e->paths.at[i]);
    api_tell(e->diags, &a->messages, &a->worst);
    a->worst = a->worst == FORDELA_FAULT && diags_failed(e->diags)
                   ? FORDELA_USE : a->worst;
}

static void correct(Annexes *a)
{
    Errand *e = a->e;
    e->paths = study_find(e->arena, e->under, e->diags);
    if (diags_failed(e->diags)) {
        api_tell(e->diags, &a->messages, &a->worst);
        return;
    }
    if (!erratum_locate(e) || diags_failed(e->diags)) {
        refuse(a);
        return;
    }
    write_head(a);
    for (size_t i = 0; i < e->paths.n; i++)
        look_at(a, e->paths.at[i]);
    write_end(a);
}

fordela_status fordela_erratum(const char *path,
                               const fordela_erratum_options *options,
                               char **text, size_t *size, char **messages,
                               fordela_erratum_counts *counts)
{
    Errand e = {.arena = arena_new(), .pool = rat_pool_new(RAT_BITS_MAX),
                .options = options, .under = path,
                .n = options->n_corrections};
    Annexes a = {.e = &e};
    e.diags = diags_new(e.arena);
    correct(&a);
    if (counts != NULL)
        *counts = (fordela_erratum_counts){
            .scenarios = a.count.scenarios,
            .broken = a.count.failed + a.count.refused,
            .reading = a.count.use, .changed = a.count.change};
    api_give_to(&a.text, size, text);
    api_give_to(&a.messages, NULL, messages);
    rat_pool_free(e.pool);
    arena_free(e.arena);
    return (fordela_status)a.worst;
}
