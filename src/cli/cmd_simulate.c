/* cmd_simulate.c - fordela simulate: what many draws give. */
#include "cli/cli_int.h"

int cmd_simulate(const Args *args)
{
    fordela *f = open_with(args, args->word[0]);
    if (f == NULL)
        return FORDELA_USE;
    Watch watch = watch_begin(tr("draws"));
    fordela_simulate_options options = {
        .many = sweep_options(args, &watch), .draws = args->draws,
        .has_seed = args->seed_given, .seed = args->seed,
        .draws_out = args->draws_out, .sensitivity = args->sensitivity,
        .summary = text_form(args),
        .width = args->output == NULL ? terminal_width() : 80,
        .result = args->result};
    PageOut page = {.watch = &watch};
    bool paged = args->form == FORM_HTML;
    if (paged)
        page_out_begin(&page, args, &options.many);
    int status = fordela_simulate(f, &options, NULL);
    watch_end(&watch);
    say(fordela_messages(f));
    if (paged)
        status = page_out_end(&page, args, f, status);
    fordela_close(f);
    return status;
}
