/* cmd_doctor.c - fordela doctor: why computed and published differ. */
#include "cli/cli_int.h"

#include <string.h>

int cmd_doctor(const Args *args)
{
    char *text, *messages;
    int status = fordela_doctor(args->word, args->n_words, args->set,
                                args->n_sets, args->rows, &text, &messages,
                                NULL);
    int written = put_out(text, strlen(text));
    say(messages);
    fordela_free(text);
    fordela_free(messages);
    return written != FORDELA_OK ? written : status;
}
