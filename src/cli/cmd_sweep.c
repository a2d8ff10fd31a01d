/* cmd_sweep.c - fordela sweep: every variant of a scenario. */
#include "cli/cli_int.h"

/* The line of progress makes way. */
static int write_out(void *context, const char *bytes, size_t n)
{
    watch_end(context);
    return put_out(bytes, n);
}

static int look(void *context, const fordela_progress *progress)
{
    return watch_look(context, progress);
}

fordela_sweep_options sweep_options(const Args *args, Watch *watch)
{
    return (fordela_sweep_options){
        .vary = args->vary, .n_vary = args->n_vary,
        .report = args->report, .n_report = args->n_report,
        .amounts = args->amounts, .limit = args->limit,
        .threads = (unsigned)args->threads, .lanes = args->lanes,
        .form = args->row_form == FORM_NETCDF ? FORDELA_BULK_NETCDF
                                              : FORDELA_BULK_CSV,
        .output = args->output, .force = args->force,
        .resume = args->resume, .write = write_out, .progress = look,
        .context = watch};
}

int cmd_sweep(const Args *args)
{
    fordela *f = open_with(args, args->word[0]);
    if (f == NULL)
        return FORDELA_USE;
    Watch watch = watch_begin(tr("variants"));
    fordela_sweep_options options = sweep_options(args, &watch);
    PageOut page = {.watch = &watch};
    bool paged = args->form == FORM_HTML;
    if (paged)
        page_out_begin(&page, args, &options);
    int status = fordela_sweep(f, &options, NULL);
    watch_end(&watch);
    say(fordela_messages(f));
    if (paged)
        status = page_out_end(&page, args, f, status);
    fordela_close(f);
    return status;
}
