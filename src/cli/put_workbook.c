/* put_workbook.c - fordela report -o FILE.xlsx: a workbook that recomputes. */
#include "cli/cli_int.h"

static int write(fordela *f, const Args *args)
{
    size_t size;
    char *bytes = fordela_workbook(f, &size);
    if (bytes == NULL) {
        say(fordela_messages(f));
        return fordela_last_status(f);
    }
    int status = put_answer(args, bytes, size);
    fordela_free(bytes);
    return status;
}

int put_workbook(const Args *args)
{
    if (args->n_words > 1)
        return say_error(FORDELA_USE,
                         "write a workbook of each, or compare them as a "
                         "page: -o FILE.html",
                         "a workbook holds one scenario");
    fordela *f = open_with(args, args->word[0]);
    if (f == NULL)
        return FORDELA_USE;
    int status = fordela_run(f);
    say(fordela_messages(f));
    if (status == FORDELA_OK)
        status = write(f, args);
    fordela_close(f);
    return status;
}
