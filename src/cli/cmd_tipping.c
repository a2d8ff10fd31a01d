/* cmd_tipping.c - fordela tipping: where something changes, and what. */
#include "cli/cli_int.h"
#include "base/tr.h"

int cmd_tipping(const Args *args)
{
    if (args->n_vary != 1)
        return say_error(FORDELA_USE, "give one param with --vary NAME",
                         args->n_vary == 0 ? N_("tipping needs a param to "
                                                "vary")
                                           : N_("tipping varies one param"));
    fordela *f = open_with(args, args->word[0]);
    if (f == NULL)
        return FORDELA_USE;
    fordela_tipping_options options = {
        .vary = args->vary[0], .from = args->from, .to = args->to,
        .result = args->result, .recipient = args->recipient,
        .unrounded = args->unrounded,
        .limit = args->limit, .form = text_form(args)};
    size_t size = 0;
    char *text = fordela_tipping(f, &options, &size);
    int status = finish_answer(args, f, text, size);
    fordela_close(f);
    return status;
}
