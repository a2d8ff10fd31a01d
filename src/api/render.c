/* render.c - a run, an explanation or a file as bytes. */
#include "api/api_int.h"

#include <string.h>

#include "base/mem.h"
#include "report/report_study.h"
#include "report/workbook.h"
#include "study/study.h"

/* ---- Runs ---- */

bool api_need_run(fordela *f)
{
    if (f->run.result != NULL)
        return true;
    if (f->arena == NULL)
        api_reset(f);
    api_refuse(f, "run it first, and look at its messages",
               "%s has not been run", f->path);
    api_finish(f);
    return false;
}

/* Index of the table so named if it has results; -2 after a message. */
static int find_table(fordela *f, const char *name)
{
    const Program *program = f->run.program;
    VEC(const char *) names = {0};
    bool exists = false;
    for (size_t t = 0; t < program->n_tables; t++) {
        bool has = false;
        for (size_t i = 0; i < f->n_results; i++)
            has = has || f->result[i]->table == (int)t;
        if (strcmp(program->table[t].name, name) == 0) {
            exists = true;
            if (has)
                return (int)t;
        }
        if (has)
            *VEC_ADD(f->arena, &names) = program->table[t].name;
    }
    Buf list = {0};
    buf_add(&list, names.n == 0 ? tr("no table has results")
                                : tr("tables with results: "));
    for (size_t i = 0; i < names.n; i++)
        buf_addf(&list, "%s%s", i > 0 ? ", " : "", names.at[i]);
    api_refuse(f, list.at, exists ? N_("table \"%s\" has no results")
                                  : N_("there is no table \"%s\""), name);
    buf_free(&list);
    api_finish(f);
    return -2;
}

char *fordela_render(fordela *f, fordela_form form, const char *table,
                     size_t width, size_t *size)
{
    Buf out = {0};
    if (!api_need_run(f))
        return NULL;
    ReportIn in = {f->arena, f->show, f->run.result, -1,
                   width == 0 ? REPORT_WIDTH : width, &f->work.sources,
                   FORDELA_VERSION};
    f->work.diags = diags_new(f->arena);
    if (table != NULL)
        in.table = find_table(f, table);
    if (in.table == -2)
        return NULL;
    api_finish(f);
    void *paused = tr_pause(form != FORDELA_TABLE);
    switch (form) {
    case FORDELA_TABLE:
        report_text(&in, &out);
        break;
    case FORDELA_CSV:
        report_csv(&in, &out);
        break;
    case FORDELA_JSON:
        report_json(&in, &out);
        break;
    }
    tr_resume(paused);
    return api_give(&out, size);
}

/* Faults of the question itself are wrong use, not faults of a file. */
char *fordela_explain(fordela *f, const char *code, const char *result,
                      size_t *size)
{
    Buf out = {0};
    if (!api_need_run(f))
        return NULL;
    f->work.diags = diags_new(f->arena);
    const Explanation *explanation =
        study_explain(f->arena, f->show, f->run.result, code, result,
                      f->work.diags);
    api_finish(f);
    if (explanation == NULL) {
        if (f->status == FORDELA_FAULT)
            f->status = FORDELA_USE;
        return NULL;
    }
    report_explain(explanation, &out);
    return api_give(&out, size);
}

char *fordela_workbook(fordela *f, size_t *size)
{
    Buf out = {0};
    if (!api_need_run(f))
        return NULL;
    ReportIn in = {f->arena, f->show, f->run.result, -1, REPORT_WIDTH,
                   &f->work.sources, FORDELA_VERSION};
    f->work.diags = diags_new(f->arena);
    bool good = report_workbook(&in, f->work.diags, &out);
    api_finish(f);
    if (good)
        return api_give(&out, size);
    buf_free(&out);
    return NULL;
}

/* ---- Files as written ---- */

char *fordela_layout(const char *path, size_t *size, char **messages,
                     fordela_status *status)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Buf out = {0}, said = {0};
    const Source *source = lang_read(arena, path, (Place){0}, diags);
    if (source != NULL) {
        Tokens tokens = {0};
        lex(arena, source, diags, &tokens);
        const Ast *ast = parse(arena, &tokens, diags);
        if (!diags_failed(diags))
            lang_format(arena, &tokens, ast, &out);
    }
    diags_render(diags, &said);
    bool failed = diags_failed(diags);
    if (status != NULL)
        *status = (fordela_status)diags_status(diags);
    arena_free(arena);
    if (messages != NULL)
        *messages = api_give(&said, NULL);
    else
        buf_free(&said);
    if (failed) {
        buf_free(&out);
        return NULL;
    }
    return api_give(&out, size);
}
