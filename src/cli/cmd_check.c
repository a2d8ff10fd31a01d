/* cmd_check.c - fordela check, and --dump, which shows what checking made. */
#include "cli/cli_int.h"

static int worse(int a, int b)
{
    return a > b ? a : b;
}

fordela *open_with(const Args *args, const char *path)
{
    fordela *f = fordela_open(path);
    for (size_t i = 0; i < args->n_sets; i++)
        if (fordela_set(f, args->set[i]) != FORDELA_OK) {
            say(fordela_messages(f));
            fordela_close(f);
            return NULL;
        }
    return f;
}

int cmd_check(const Args *args)
{
    int worst = FORDELA_OK;
    for (size_t i = 0; i < args->n_words; i++) {
        fordela *f = open_with(args, args->word[i]);
        if (f == NULL)
            return FORDELA_USE;
        worst = worse(worst, fordela_check(f));
        say(fordela_messages(f));
        fordela_close(f);
    }
    return worst;
}

/* The words after a scenario of `explain` and `marginal` are no files. */
int cmd_dump(const Args *args)
{
    int worst = FORDELA_OK;
    size_t n = args->sub == SUB_EXPLAIN || args->sub == SUB_MARGINAL
                   ? 1 : args->n_words;
    if (args->output != NULL)
        return say_error(FORDELA_USE,
                         N_("leave -o out, and send what is printed to a file "
                            "with >"),
                         "--dump stops before there is an answer to write");
    for (size_t i = 0; i < n; i++) {
        size_t size;
        fordela *f = open_with(args, args->word[i]);
        if (f == NULL)
            return FORDELA_USE;
        char *text = fordela_dump(f, args->dump, &size);
        worst = worse(worst, fordela_last_status(f));
        if (text != NULL)
            worst = worse(worst, put_out(text, size));
        say(fordela_messages(f));
        fordela_free(text);
        fordela_close(f);
    }
    return worst;
}
