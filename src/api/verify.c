/* verify.c - every expect line of scenarios and folders of scenarios. */
#include "api/api_int.h"

#include "report/report_study.h"
#include "study/study.h"

/* Over all the scenarios of one call. */
typedef struct Verify {
    const char *const *setting;
    size_t n_settings;
    int all_rows;
    Buf text, messages;
    VerifyCount count;
    int worst;          /* status of the worst fault */
} Verify;

static Verdict *judge(const Verify *v, Work *work, const char *path,
                      Run *run, size_t *n)
{
    Place none = {0};
    Setting *setting;
    if (!api_settings(work->arena, v->setting, v->n_settings, work->diags,
                      &setting))
        return NULL;
    work->setting = setting;
    work->n_settings = v->n_settings;
    if (!pipeline(work, path, none, STAGE_RUN, run))
        return NULL;
    if (run->result == NULL) {
        diag_add(work->diags, DIAG_FAULT, none,
                 "name a scenario that uses it",
                 "%s is a formula; only a scenario can be verified", path);
        return NULL;
    }
    return study_verify(work->arena, work->pool, run->result, &work->sources,
                        n, work->diags);
}

static void verify_file(Verify *v, const char *path)
{
    Work work = work_new();
    Run run = {0};
    size_t n = 0;
    const Verdict *verdict = judge(v, &work, path, &run, &n);
    if (diags_failed(work.diags)) {
        report_verify_failed(path, &v->text);
        v->count.failed++;
    } else {
        report_verify(work.arena, work.pool, path, run.result, verdict, n,
                      v->all_rows != 0, &v->text);
        verify_count(&v->count, verdict, n);
    }
    api_tell(work.diags, &v->messages, &v->worst);
    work_free(&work);
}

static void verify_path(Verify *v, const char *path)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    PathList list = study_find(arena, path, diags);
    api_tell(diags, &v->messages, &v->worst);
    for (size_t i = 0; i < list.n; i++)
        verify_file(v, list.at[i]);
    arena_free(arena);
}

/* A comparison that cannot fail would pass for one that held. */
static void refuse_nothing(Verify *v)
{
    if (v->count.silent == 0 || v->count.silent < v->count.scenarios
        || v->count.failed > 0)
        return;
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    diag_add(diags, DIAG_FAULT, (Place){0},
             "write what was published into the scenario, such as: expect "
             "grant from \"published.csv\" column amount",
             "nothing was verified: there is no expect line");
    api_tell(diags, &v->messages, &v->worst);
    arena_free(arena);
}

static void give_counts(const VerifyCount *count, fordela_counts *out)
{
    out->scenarios = count->scenarios + count->failed;
    out->broken = count->failed;
    out->reproduced = count->expectations[VERDICT_REPRODUCED];
    out->calibrated = count->expectations[VERDICT_CALIBRATED];
    out->as_stated = count->expectations[VERDICT_STATED];
    out->deviates = count->expectations[VERDICT_DEVIATES];
    out->expectations = out->reproduced + out->calibrated + out->as_stated
                        + out->deviates;
}

fordela_status fordela_verify(const char *const *path, size_t n_paths,
                              const char *const *setting, size_t n_settings,
                              int all_rows, char **text, char **messages,
                              fordela_counts *counts)
{
    Verify v = {.setting = setting, .n_settings = n_settings,
                .all_rows = all_rows};
    bool use = !api_settings_good(setting, n_settings, &v.messages);
    if (!use) {
        report_verify_head(&v.text);
        for (size_t i = 0; i < n_paths; i++)
            verify_path(&v, path[i]);
        report_verify_count(&v.count, &v.text);
        refuse_nothing(&v);
    }
    if (counts != NULL)
        give_counts(&v.count, counts);
    bool deviates = v.count.expectations[VERDICT_DEVIATES] > 0;
    if (text != NULL)
        *text = api_give(&v.text, NULL);
    else
        buf_free(&v.text);
    if (messages != NULL)
        *messages = api_give(&v.messages, NULL);
    else
        buf_free(&v.messages);
    if (use)
        return FORDELA_USE;
    if (v.worst != 0)
        return (fordela_status)v.worst;
    return deviates ? FORDELA_DEVIATES : FORDELA_OK;
}
