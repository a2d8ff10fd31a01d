/* cmd_erratum.c - fordela erratum: what a corrected input changes. */
#include "cli/cli_int.h"

#include <string.h>

#include "base/tr.h"

int cmd_erratum(const Args *args)
{
    char *text, *messages;
    size_t size;
    if (args->data == NULL || args->n_words < 2)
        return say_error(FORDELA_USE,
                         "fordela erratum SCENARIO|DIRECTORY --data NAME "
                         "CODE=VALUE",
                         args->data == NULL
                             ? N_("erratum needs the name of data")
                             : N_("erratum needs a correction"));
    const fordela_erratum_options options = {
        .data = args->data, .correction = args->word + 1,
        .n_corrections = args->n_words - 1, .file = args->file,
        .column = args->column, .form = text_form(args)};
    int status = fordela_erratum(args->word[0], &options, &text, &size,
                                 &messages, NULL);
    /* A file is written only when all is well. */
    int written = args->output == NULL || status == FORDELA_OK
                      ? put_answer(args, text, size) : FORDELA_OK;
    say(messages);
    fordela_free(text);
    fordela_free(messages);
    return written != FORDELA_OK ? written : status;
}
