/* marginal.c - one more in each recipient: ask, compute row by row, report. */
#include "api/api_int.h"

#include <string.h>

#include "report/report_marginal.h"

static const MarginalForm *form_of(fordela_form form)
{
    static const MarginalForm *const forms[] = {
        [FORDELA_TABLE] = &marginal_text, [FORDELA_CSV] = &marginal_csv,
        [FORDELA_JSON] = &marginal_json};
    return forms[form];
}

/* The step as the language reads it; NULL without one, or after faults. */
static const Node *step_of(fordela *f, const char *by, Diags *question)
{
    if (by == NULL)
        return NULL;
    return parse_expression(f->arena,
                            source_make(f->arena, "--by", by, strlen(by)),
                            question);
}

/* Row after row, each in memory of its own. A single one that cannot be
 * computed is a fault; of a matrix its reason is part of the answer. */
static bool report_rows(fordela *f, const MarginalForm *form,
                        MarginalReport *report)
{
    const Marginal *m = report->marginal;
    form->begin(report);
    for (size_t of = m->first; of < m->end; of++) {
        MarginalRow row;
        Arena *arena = arena_new();
        RatPool *pool = rat_pool_new((size_t)4 * RAT_BITS_MAX);
        Diags *diags = report->whole ? diags_new(arena) : f->work.diags;
        study_marginal_row(m, of, arena, pool, &row, diags);
        bool good = row.why == NULL || report->whole;
        if (good)
            form->row(report, &row, arena, pool);
        rat_pool_free(pool);
        arena_free(arena);
        if (!good)
            return false;
    }
    form->end(report);
    return true;
}

static bool answer(fordela *f, const fordela_marginal_options *o,
                   Diags *question, Buf *out)
{
    MarginalAsk ask = {.result = f->run.result, .data = o->data,
                       .code = o->code, .name = o->result,
                       .by = step_of(f, o->by, question)};
    if (diags_failed(question))
        return false;
    const Marginal *m = study_marginal(f->arena, f->show, &ask, question);
    if (m == NULL)
        return false;
    MarginalReport report = {
        .arena = f->arena, .pool = f->show, .marginal = m,
        .whole = o->code == NULL,
        .width = o->width == 0 ? REPORT_WIDTH : o->width,
        .sources = &f->work.sources, .version = FORDELA_VERSION, .out = out};
    return report_rows(f, form_of(o->form), &report);
}

char *fordela_marginal(fordela *f, const fordela_marginal_options *options,
                       size_t *size)
{
    Buf out = {0};
    if (!api_need_run(f))
        return NULL;
    Diags *question = diags_new(f->arena);
    f->work.diags = diags_new(f->arena);
    void *paused = tr_pause(options->form != FORDELA_TABLE);
    bool good = answer(f, options, question, &out);
    tr_resume(paused);
    bool wrongly = diags_failed(question);
    if (wrongly)
        f->work.diags = question;
    api_finish(f);
    if (wrongly)
        f->status = FORDELA_USE;
    if (good)
        return api_give(&out, size);
    buf_free(&out);
    return NULL;
}
