/* cmd_explain.c - fordela explain: one amount, step by step. */
#include "cli/cli_int.h"

/* Is name a result of one value? It has no code to be asked for by. */
static bool is_single(const fordela *f, const char *name)
{
    size_t at = fordela_result_find(f, name);
    return at < fordela_results(f) && fordela_result_table(f, at) == NULL;
}

static int show(fordela *f, const Args *args)
{
    size_t size;
    const char *code = args->word[1];
    const char *result = args->n_words > 2 ? args->word[2] : NULL;
    if (result == NULL && is_single(f, code)) {
        result = code;
        code = NULL;
    }
    char *text = fordela_explain(f, code, result, &size);
    return finish_answer(args, f, text, size);
}

int cmd_explain(const Args *args)
{
    return run_and(args, show);
}
