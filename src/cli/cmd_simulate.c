/* cmd_simulate.c - fordela simulate: what many draws give. */
#include "cli/cli_int.h"

/* As asked, else as the name of the summary's file ends. */
static fordela_form summary_form(const Args *args)
{
    if (args->form_given || args->output == NULL || args->amounts)
        return args->form;
    if (ends_in(args->output, ".csv"))
        return FORDELA_CSV;
    return ends_in(args->output, ".json") ? FORDELA_JSON : FORDELA_TABLE;
}

int cmd_simulate(const Args *args)
{
    if (args->output != NULL && !args->amounts
        && ends_in(args->output, ".nc"))
        return say_error(FORDELA_USE, "ask for every draw with --amounts, or "
                                      "name a .csv or .json file",
                         "the summary is not written as NetCDF");
    fordela *f = open_with(args, args->word[0]);
    if (f == NULL)
        return FORDELA_USE;
    Watch watch = watch_begin(tr("draws"));
    fordela_simulate_options options = {
        .many = sweep_options(args, &watch), .draws = args->draws,
        .has_seed = args->seed_given, .seed = args->seed,
        .draws_out = args->draws_out, .sensitivity = args->sensitivity,
        .summary = summary_form(args),
        .width = args->output == NULL ? terminal_width() : 80};
    PageOut page = {.watch = &watch};
    bool paged = wants_page(args);
    if (paged)
        page_out_begin(&page, args, &options.many);
    int status = fordela_simulate(f, &options, NULL);
    watch_end(&watch);
    say(fordela_messages(f));
    fordela_close(f);
    return paged ? page_out_end(&page, args, status) : status;
}
