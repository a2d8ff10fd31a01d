/* cmd_infer.c - fordela infer: what lies behind a published table. */
#include "cli/cli_int.h"

static int look(void *context, const fordela_progress *progress)
{
    return watch_look(context, progress);
}

static fordela_infer_options options_of(const Args *args, Watch *watch)
{
    return (fordela_infer_options){
        .table = args->word[0], .amount = args->amount, .key = args->key,
        .unit = args->unit, .in = args->in, .total = args->total,
        .at_most = args->at_most,
        .candidates = args->candidates, .n_candidates = args->n_candidates,
        .stated = args->stated, .formula = args->formula,
        .n_formulas = args->n_formulas, .setting = args->set,
        .n_settings = args->n_sets, .data = args->fill,
        .n_data = args->n_fills, .free = args->free_name,
        .n_free = args->n_free, .base = args->base,
        .parts = (unsigned)args->parts, .form = text_form(args),
        .width = args->output == NULL ? terminal_width() : 80,
        .progress = watch == NULL ? NULL : look, .context = watch};
}

int cmd_infer(const Args *args)
{
    size_t size;
    char *messages;
    fordela_status status;
    Watch watch = {0};
    /* Only the search for whole numbers is long, and looks for signals. */
    bool searches = args->n_candidates == 0 && args->n_formulas == 0;
    if (searches)
        watch = watch_begin(tr("totals"));
    fordela_infer_options options = options_of(args,
                                               searches ? &watch : NULL);
    char *text = fordela_infer(&options, &size, &messages, &status);
    watch_end(&watch);
    say(messages);
    fordela_free(messages);
    if (text == NULL)
        return status;
    int written = args->output == NULL ? put_out(text, size)
                                       : put_file(args->output, text, size);
    fordela_free(text);
    return written != FORDELA_OK ? written : (int)status;
}
