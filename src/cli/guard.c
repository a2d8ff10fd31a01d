/* guard.c - what is read is not written over. */
#include "cli/cli_int.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* 1, 0, or -1 where the machine could not tell, as the next ones. */
static int one_file(const char *path, const char *other)
{
    struct stat a, b;
    if (stat(path, &a) != 0 || stat(other, &b) != 0)
        return errno == EIO ? -1 : 0;
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static int is_among(const char *const *path, size_t n, const char *output)
{
    int is = 0;
    for (size_t i = 0; is == 0 && i < n; i++)
        is = one_file(path[i], output);
    return is;
}

static int infer_reads(const Args *args)
{
    const char *output = args->output;
    int is = is_among(args->word, 1, output);
    if (is == 0)
        is = is_among(args->candidates, args->n_candidates, output);
    return is != 0 ? is : fordela_any_reads(args->formula, args->n_formulas,
                                            output);
}

/* By commands without a handle that knows what it read. */
static int is_read(const Args *args)
{
    const char *output = args->output;
    int is = args->map == NULL ? 0 : one_file(args->map, output);
    if (is != 0)
        return is;
    if (args->sub == SUB_INFER)
        return infer_reads(args);
    if (args->sub == SUB_ERRATUM)
        return fordela_any_reads(args->word, 1, output);
    if (args->sub == SUB_COMPARE || args->sub == SUB_DOCTOR
        || (args->sub == SUB_REPORT && args->n_words > 1))
        return fordela_any_reads(args->word, args->n_words, output);
    return 0;
}

/* A page is written when what was drawn stands in its file. Another spelling
 * of that name is known only then. */
static int is_drawn(const Args *args)
{
    if (args->draws_out == NULL)
        return 0;
    return strcmp(args->draws_out, args->output) == 0
               ? 1 : one_file(args->draws_out, args->output);
}

static int judge(const Args *args, int drawn, int reads)
{
    if (drawn < 0 || reads < 0)
        return say_error(FORDELA_MACHINE, "name another file",
                         "\"%s\" cannot be told from the files read",
                         args->output);
    if (drawn > 0)
        return say_error(FORDELA_USE,
                         "name another file for what is drawn; until it is "
                         "whole, a FILE is called FILE.partial",
                         "\"%s\" and \"%s\" would be written over each other",
                         args->output, args->draws_out);
    if (reads > 0)
        return say_error(FORDELA_USE, "name another file",
                         "\"%s\" is one of the files read, and would be "
                         "replaced", args->output);
    return FORDELA_OK;
}

int guard_words(const Args *args)
{
    return args->output == NULL ? FORDELA_OK
                                : judge(args, is_drawn(args), is_read(args));
}

int guard_inputs(const Args *args, const fordela *f)
{
    return args->output == NULL
               ? FORDELA_OK
               : judge(args, is_drawn(args), fordela_reads(f, args->output));
}
