/* cmd_doctor.c - fordela doctor: why computed and published differ. */
#include "cli/cli_int.h"

#include <string.h>

int cmd_doctor(const Args *args)
{
    char *text, *messages;
    int status = fordela_doctor(args->word, args->n_words, args->set,
                                args->n_sets, args->rows, text_form(args),
                                &text, &messages, NULL);
    /* A file is written only when there is an answer. */
    bool answered = status == FORDELA_OK || status == FORDELA_DEVIATES;
    int written = args->output == NULL || answered
                      ? put_answer(args, text, strlen(text)) : FORDELA_OK;
    say(messages);
    fordela_free(text);
    fordela_free(messages);
    return written != FORDELA_OK ? written : status;
}
