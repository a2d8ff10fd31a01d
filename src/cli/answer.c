/* answer.c - from a handle to what was asked for, and where. */
#include "cli/cli_int.h"

int give_text(const Args *args, fordela *f, char *text, size_t size)
{
    if (text == NULL) {
        say(fordela_messages(f));
        return fordela_last_status(f);
    }
    int status = guard_inputs(args, f);
    if (status == FORDELA_OK)
        status = put_answer(args, text, size);
    fordela_free(text);
    return status;
}

int finish_answer(const Args *args, fordela *f, char *text, size_t size)
{
    if (text != NULL)
        say(fordela_messages(f));
    return give_text(args, f, text, size);
}

int run_and(const Args *args, int (*show)(fordela *f, const Args *args))
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
