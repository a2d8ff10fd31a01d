/* cmd_run.c - fordela run: every amount of a scenario. */
#include "cli/cli_int.h"

static int show(fordela *f, const Args *args)
{
    size_t size;
    char *text = fordela_render(f, text_form(args), args->table,
                                args->output == NULL ? terminal_width() : 80,
                                &size);
    return give_text(args, f, text, size);
}

int cmd_run(const Args *args)
{
    return run_and(args, show);
}
