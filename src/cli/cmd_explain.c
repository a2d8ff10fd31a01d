/* cmd_explain.c - fordela explain: one amount, step by step. */
#include "cli/cli_int.h"

static int show(fordela *f, const Args *args)
{
    size_t size;
    char *text = fordela_explain(f, args->word[1],
                                 args->n_words > 2 ? args->word[2] : NULL,
                                 &size);
    return finish_answer(args, f, text, size);
}

int cmd_explain(const Args *args)
{
    return run_and(args, show);
}
