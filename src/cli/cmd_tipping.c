/* cmd_tipping.c - fordela tipping: where something changes, and what. */
#include "cli/cli_int.h"
#include "base/tr.h"

/* As asked, else as the name of the file ends. */
fordela_form answer_form(const Args *args)
{
    if (args->form_given || args->output == NULL)
        return args->form;
    if (ends_in(args->output, ".csv"))
        return FORDELA_CSV;
    return ends_in(args->output, ".json") ? FORDELA_JSON : FORDELA_TABLE;
}

int finish_answer(const Args *args, fordela *f, char *text, size_t size)
{
    say(fordela_messages(f));
    if (text == NULL)
        return fordela_last_status(f);
    int status = put_answer(args, text, size);
    fordela_free(text);
    return status;
}

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
        .limit = args->limit, .form = answer_form(args)};
    size_t size = 0;
    char *text = fordela_tipping(f, &options, &size);
    int status = finish_answer(args, f, text, size);
    fordela_close(f);
    return status;
}
