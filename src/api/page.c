/* page.c - a run as a page to hand over. */
#include "api/page_map.h"

#include "report/page.h"
#include "study/asked.h"

/* What the result that a page shows is of; NULL: no rows, so no map. */
static const Table *shown_table(const fordela *f, const Def *def)
{
    return def == NULL || def->table < 0
               ? NULL
               : f->run.result->data->table[def->table];
}

char *fordela_report(fordela *f, const fordela_page *page, size_t *size)
{
    static const fordela_page plain = {0};
    Buf out = {0};
    bool good = true;
    if (!api_need_run(f))
        return NULL;
    page = page == NULL ? &plain : page;
    f->work.diags = diags_new(f->arena);
    const Def *shown = api_result_named(f, page->result, &good);
    if (!good) {
        api_finish(f);
        return NULL;
    }
    if (shown == NULL)
        shown = study_main_result(f->run.program, true);
    PageIn in = {.arena = f->arena, .pool = f->show,
                 .result = f->run.result, .shown = shown,
                 .frame = {page->command, FORDELA_VERSION, &f->work.sources,
                           NULL}};
    in.verdict = study_verify(f->arena, f->show, f->run.result,
                              &f->work.sources, &in.n_verdicts,
                              f->work.diags);
    if (page->map != NULL)
        in.frame.shapes = api_map(f->arena, page->map, shown_table(f, shown),
                                  &f->work.sources, f->work.diags);
    api_list_inputs(&f->work.sources);
    if (api_finish(f) != FORDELA_OK)
        return NULL;
    page_run(&in, &out);
    return api_give(&out, size);
}
