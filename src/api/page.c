/* page.c - a run as a page to hand over. */
#include "api/api_int.h"

#include "report/page.h"

char *fordela_report(fordela *f, const fordela_page *page, size_t *size)
{
    Buf out = {0};
    if (!api_need_run(f))
        return NULL;
    f->work.diags = diags_new(f->arena);
    PageIn in = {.arena = f->arena, .pool = f->show,
                 .result = f->run.result,
                 .frame = {page == NULL ? NULL : page->command,
                           FORDELA_VERSION, &f->work.sources}};
    in.verdict = study_verify(f->arena, f->show, f->run.result,
                              &f->work.sources, &in.n_verdicts,
                              f->work.diags);
    api_list_inputs(&f->work.sources);
    if (api_finish(f) != FORDELA_OK)
        return NULL;
    page_run(&in, &out);
    return api_give(&out, size);
}
