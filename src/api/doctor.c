/* doctor.c - why figures of scenarios and folders of scenarios differ. */
#include "api/api_int.h"

#include <string.h>

#include "base/tr.h"
#include "report/report_doctor.h"
#include "study/study.h"

/* Over all the scenarios of one call. */
typedef struct Rounds {
    const char *const *setting;
    size_t n_settings;
    int all_rows;
    fordela_form form;
    Arena *arena;       /* of json, for FORDELA_JSON */
    Json *json;
    Buf text, messages;
    DoctorCount count;
    int worst;          /* status of the worst fault */
} Rounds;

/* named: by the caller, not found in a folder. */
static Diagnosis *examine(const Rounds *r, Work *work, const char *path,
                          bool named)
{
    Place none = {0};
    Setting *setting;
    Run run = {0};
    if (!api_settings(work->arena, r->setting, r->n_settings, work->diags,
                      &setting))
        return NULL;
    work->setting = setting;
    work->n_settings = r->n_settings;
    if (!pipeline(work, path, none, STAGE_RUN, &run))
        return NULL;
    if (run.result == NULL)
        diag_add(work->diags, DIAG_FAULT, none,
                 "name a scenario that uses it",
                 "%s is a formula; only a scenario can be compared", path);
    else if (run.program->n_expects == 0 && named)
        diag_add(work->diags, DIAG_FAULT,
                 run.scenario->stmt[0]->place,
                 "add a line such as: expect grant from \"published.csv\" "
                 "column amount",
                 "the scenario expects nothing, so there is nothing to "
                 "explain");
    else
        return study_doctor(work->arena, work->pool, run.result, setting,
                            r->n_settings, &work->sources, work->diags);
    return NULL;
}

static void report(Rounds *r, const Work *work, const char *path,
                   const Diagnosis *diagnosis)
{
    switch (r->form) {
    case FORDELA_TABLE:
        report_doctor(work->arena, work->pool, path, diagnosis,
                      r->all_rows != 0, &r->text);
        break;
    case FORDELA_CSV:
        report_doctor_csv(work->arena, work->pool, path, diagnosis, &r->text);
        break;
    case FORDELA_JSON:
        report_doctor_json(work->arena, work->pool, path, diagnosis, r->json);
        break;
    }
}

static void doctor_file(Rounds *r, const char *path, bool named)
{
    Work work = work_new();
    void *paused = tr_pause(r->form != FORDELA_TABLE);
    const Diagnosis *diagnosis = examine(r, &work, path, named);
    if (diags_failed(work.diags)) {
        r->count.failed++;
    } else {
        doctor_count(&r->count, diagnosis);
        if (diagnosis->n > 0)
            report(r, &work, path, diagnosis);
    }
    tr_resume(paused);
    api_tell(work.diags, &r->messages, &r->worst);
    work_free(&work);
}

static void doctor_path(Rounds *r, const char *path)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    PathList list = study_find(arena, path, diags);
    api_tell(diags, &r->messages, &r->worst);
    for (size_t i = 0; i < list.n; i++)
        doctor_file(r, list.at[i], strcmp(list.at[i], path) == 0);
    arena_free(arena);
}

static void give_counts(const DoctorCount *count, fordela_doctor_counts *out)
{
    *out = (fordela_doctor_counts){
        .scenarios = count->scenarios + count->failed,
        .broken = count->failed, .without = count->without,
        .figures = count->figures, .agree = count->agree,
        .explained = count->explained, .unexplained = count->left,
        .stated = count->left_stated, .missing = count->missing,
        .empty = count->empty};
}

static void write_head(Rounds *r)
{
    if (r->form == FORDELA_CSV)
        report_doctor_csv_head(&r->text);
    if (r->form != FORDELA_JSON)
        return;
    r->arena = arena_new();
    r->json = json_new(r->arena);
    report_doctor_json_head(FORDELA_VERSION, r->json);
}

static void write_end(Rounds *r)
{
    if (r->form == FORDELA_TABLE
        && r->count.scenarios + r->count.failed > 1)
        report_doctor_count(&r->count, &r->text);
    if (r->form != FORDELA_JSON)
        return;
    report_doctor_json_end(&r->count, r->json);
    json_end(r->json, &r->text);
    arena_free(r->arena);
}

fordela_status fordela_doctor(const char *const *path, size_t n_paths,
                              const char *const *setting, size_t n_settings,
                              int all_rows, fordela_form form, char **text,
                              char **messages, fordela_doctor_counts *counts)
{
    Rounds r = {.setting = setting, .n_settings = n_settings,
                .all_rows = all_rows, .form = form};
    bool good = api_settings_good(setting, n_settings, &r.messages);
    write_head(&r);
    for (size_t i = 0; good && i < n_paths; i++)
        doctor_path(&r, path[i]);
    write_end(&r);
    if (counts != NULL)
        give_counts(&r.count, counts);
    api_give_to(&r.text, NULL, text);
    api_give_to(&r.messages, NULL, messages);
    if (!good)
        return FORDELA_USE;
    if (r.worst != 0)
        return (fordela_status)r.worst;
    return r.count.left > r.count.left_stated || r.count.empty > 0
               ? FORDELA_DEVIATES : FORDELA_OK;
}
