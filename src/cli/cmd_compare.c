/* cmd_compare.c - fordela compare: what a reform changes. */
#include "cli/cli_int.h"

#include <stdlib.h>

int compare_all(const Args *args, bool as_page)
{
    char *text, *messages;
    char *command = as_page ? command_line(args) : NULL;
    size_t size;
    fordela_page page = {.command = command, .map = args->map};
    fordela_compare_options options = {
        .setting = args->set, .n_settings = args->n_sets,
        .result = args->result, .per = args->per, .top = (size_t)args->top,
        .decompose = args->decompose, .form = text_form(args),
        .width = args->output == NULL ? terminal_width() : 80,
        .page = as_page ? &page : NULL};
    int status = fordela_compare(args->word, args->n_words, &options, &text,
                                 &size, &messages);
    say(messages);
    if (text != NULL)
        status = put_answer(args, text, size);
    fordela_free(text);
    fordela_free(messages);
    free(command);
    return status;
}

int cmd_compare(const Args *args)
{
    if (args->map != NULL && args->form != FORM_HTML)
        return say_error(FORDELA_USE, "name a file that ends in .html with -o, "
                                      "or ask for --format html",
                         "a map needs a page to stand on");
    return compare_all(args, args->form == FORM_HTML);
}
