/* cmd_certify.c - fordela certify: a certificate for fordela-check. */
#include "cli/cli_int.h"

static int certify(fordela *f, const Args *args)
{
    size_t size;
    char *text = fordela_certify(f, &size);
    if (text == NULL) {
        say(fordela_messages(f));
        return fordela_last_status(f);
    }
    int status = put_answer(args, text, size);
    fordela_free(text);
    return status;
}

int cmd_certify(const Args *args)
{
    fordela *f = open_with(args, args->word[0]);
    if (f == NULL)
        return FORDELA_USE;
    int status = fordela_run(f);
    say(fordela_messages(f));
    if (status == FORDELA_OK)
        status = certify(f, args);
    fordela_close(f);
    return status;
}
