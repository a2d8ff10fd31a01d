/* cmd_run.c - fordela run: every amount of a scenario. */
#include "cli/cli_int.h"

static int show(fordela *f, const Args *args)
{
    size_t size;
    char *text = fordela_render(f, args->form, args->table,
                                args->output == NULL ? terminal_width() : 80,
                                &size);
    if (text == NULL) {
        say(fordela_messages(f));
        return fordela_last_status(f);
    }
    int status = put_answer(args, text, size);
    fordela_free(text);
    return status;
}

int cmd_run(const Args *args)
{
    fordela *f = open_with(args, args->word[0]);
    if (f == NULL)
        return FORDELA_USE;
    int status = fordela_run(f);
    say(fordela_messages(f));
    if (status == FORDELA_OK)
        status = show(f, args);
    fordela_close(f);
    return status;
}
