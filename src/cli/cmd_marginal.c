/* cmd_marginal.c - fordela marginal: what one more gives and takes. */
#include "cli/cli_int.h"

static int show(fordela *f, const Args *args)
{
    size_t size;
    fordela_marginal_options options = {
        .data = args->data, .by = args->by, .result = args->result,
        .code = args->n_words > 1 ? args->word[1] : NULL,
        .form = text_form(args),
        .width = args->output == NULL ? terminal_width() : 80};
    char *text = fordela_marginal(f, &options, &size);
    return finish_answer(args, f, text, size);
}

int cmd_marginal(const Args *args)
{
    if (args->data == NULL)
        return say_error(FORDELA_USE, "name it: --data population",
                         "marginal needs data that there is more of");
    return run_and(args, show);
}
