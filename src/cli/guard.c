/* guard.c - what is read is not written over. */
#include "cli/cli_int.h"

#include <string.h>
#include <sys/stat.h>

static bool one_file(const char *path, const char *other)
{
    struct stat a, b;
    return stat(path, &a) == 0 && stat(other, &b) == 0
           && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static bool is_among(const char *const *path, size_t n, const char *output)
{
    for (size_t i = 0; i < n; i++)
        if (one_file(path[i], output))
            return true;
    return false;
}

/* By commands without a handle that knows what it read. */
static bool is_read(const Args *args)
{
    const char *output = args->output;
    if (args->map != NULL && one_file(args->map, output))
        return true;
    if (args->sub == SUB_INFER)
        return is_among(args->word, 1, output)
               || is_among(args->candidates, args->n_candidates, output)
               || fordela_any_reads(args->formula, args->n_formulas, output);
    if (args->sub == SUB_ERRATUM)
        return fordela_any_reads(args->word, 1, output);
    if (args->sub == SUB_COMPARE || args->sub == SUB_DOCTOR
        || (args->sub == SUB_REPORT && args->n_words > 1))
        return fordela_any_reads(args->word, args->n_words, output);
    return false;
}

static int refuse(const Args *args)
{
    return say_error(FORDELA_USE, "name another file",
                     "\"%s\" is one of the files read, and would be replaced",
                     args->output);
}

/* A page is written when what was drawn stands in its file. Another spelling
 * of that name is known only then. */
static bool is_drawn(const Args *args)
{
    return args->draws_out != NULL
           && (strcmp(args->draws_out, args->output) == 0
               || one_file(args->draws_out, args->output));
}

static int refuse_drawn(const Args *args)
{
    return say_error(FORDELA_USE,
                     N_("name another file for what is drawn; until it is "
                        "whole, a FILE is called FILE.partial"),
                     "\"%s\" and \"%s\" would be written over each other",
                     args->output, args->draws_out);
}

int guard_words(const Args *args)
{
    if (args->output == NULL)
        return FORDELA_OK;
    if (is_drawn(args))
        return refuse_drawn(args);
    return is_read(args) ? refuse(args) : FORDELA_OK;
}

int guard_inputs(const Args *args, const fordela *f)
{
    if (args->output == NULL)
        return FORDELA_OK;
    if (is_drawn(args))
        return refuse_drawn(args);
    return fordela_reads(f, args->output) ? refuse(args) : FORDELA_OK;
}
