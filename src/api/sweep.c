/* sweep.c - every variant of a scenario, into a file or to the caller. */

#include "api/bulk.h"
#include "api/sweep_page.h"

static bool something_to_do(Bulk *b)
{
    const Program *program = b->f->run.program;
    if (program->n_varies == 0) {
        api_refuse(b->f, "write a line such as: vary budget from 10 mnkr "
                         "to 40 mnkr step 1 mnkr; or give it with --vary",
                   "%s has no vary line", b->f->path);
        return false;
    }
    if (program->n_reports == 0 && !b->options->amounts) {
        api_refuse(b->f, "write a line such as: report smallest(grant); "
                         "give it with --report; or ask for --amounts",
                   "%s has no report line, so there is nothing to write",
                   b->f->path);
        return false;
    }
    return true;
}

/* What is drawn is figures; more points than a page has room for are no help
 * to anybody. */
static bool page_fits(Bulk *b)
{
    const fordela_sweep_options *o = b->options;
    if (o->page == NULL)
        return true;
    if (o->amounts)
        api_refuse(b->f, "leave --amounts out, or ask for csv or netcdf",
                   "a page of variants shows figures, not every amount");
    else if (b->sweep->n > SWEEP_PAGE_MOST)
        api_refuse(b->f, "vary in larger steps, or take the first N with "
                         "--limit N",
                   "%s variants are more than a page shows, %s",
                   bulk_number(b, b->sweep->n),
                   bulk_number(b, SWEEP_PAGE_MOST));
    else
        return true;
    return false;
}

static bool prepare(Bulk *b)
{
    fordela *f = b->f;
    SweepAsk ask = {.reports = f->run.program->n_reports > 0,
                    .limit = b->options->limit};
    if (b->options->amounts)
        ask.n_results = bulk_results(b, &ask.result);
    b->sweep = study_sweep(f->arena, f->pool, f->run.program, f->run.data,
                           &ask, f->work.diags);
    if (b->sweep == NULL || !page_fits(b))
        return false;
    if (b->options->page == NULL)
        bulk_rows_out(b);
    return true;
}

static bool run_rows(Bulk *b, fordela_sweep_counts *counts)
{
    SweepSink sink = bulk_sink(b);
    BulkRange all = {0, b->first, b->sweep->n};
    void *paused = tr_pause(true);
    bool good = bulk_run(b, &sink, all, counts);
    tr_resume(paused);
    return good;
}

fordela_status fordela_sweep(fordela *f, const fordela_sweep_options *options,
                             fordela_sweep_counts *counts)
{
    Bulk b = {.f = f, .options = options, .part.fd = -1};
    fordela_sweep_counts unseen;
    if (counts == NULL)
        counts = &unseen;
    *counts = (fordela_sweep_counts){0};
    bool good = bulk_load(&b, STAGE_CHECK, tr_as("can be", "varied"))
                && something_to_do(&b) && prepare(&b)
                && bulk_begin(&b, bulk_key(&b, "sweep"))
                && (options->page != NULL ? sweep_page(&b, counts)
                                          : run_rows(&b, counts))
                && bulk_finish(&b);
    return bulk_end(&b, good);
}
