/* cmd_marginal.c - fordela marginal: what one more gives and takes. */
#include "cli/cli_int.h"

static int show(fordela *f, const Args *args)
{
    size_t size;
    fordela_marginal_options options = {
        .data = args->data, .by = args->by, .result = args->result,
        .code = args->n_words > 1 ? args->word[1] : NULL, .form = args->form,
        .width = args->output == NULL ? terminal_width() : 80};
    char *text = fordela_marginal(f, &options, &size);
    say(fordela_messages(f));
    if (text == NULL)
        return fordela_last_status(f);
    int status = put_answer(args, text, size);
    fordela_free(text);
    return status;
}

int cmd_marginal(const Args *args)
{
    if (args->data == NULL)
        return say_error(FORDELA_USE, "name it: --data population",
                         "marginal needs data that there is more of");
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
