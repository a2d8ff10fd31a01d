/* page_out.c - a page of many variants, gathered and then written whole. */
#include "cli/cli_int.h"

#include <stdlib.h>
#include <string.h>

static int gather(void *context, const char *bytes, size_t n)
{
    PageOut *out = context;
    char *more = realloc(out->text, out->n + n + 1);
    if (more == NULL) {
        out->failed = true;
        return 1;
    }
    memcpy(more + out->n, bytes, n);
    out->text = more;
    out->n += n;
    return 0;
}

static int look(void *context, const fordela_progress *progress)
{
    return watch_look(((PageOut *)context)->watch, progress);
}

/* The draws themselves, if they are asked for, keep the file. */
void page_out_begin(PageOut *out, const Args *args,
                    fordela_sweep_options *options)
{
    out->page.command = command_line(args);
    options->page = &out->page;
    if (!args->amounts)
        options->output = NULL;
    options->write = gather;
    options->progress = look;
    options->context = out;
}

int page_out_end(PageOut *out, const Args *args, const fordela *f,
                 int status)
{
    if (out->failed)
        say_error(status, NULL, "out of memory");
    else if (status == FORDELA_OK && !args->amounts)
        status = guard_inputs(args, f);
    if (status == FORDELA_OK)
        status = args->amounts ? put_out(out->text, out->n)
                               : put_answer(args, out->text, out->n);
    free(out->text);
    free((char *)out->page.command);
    return status;
}
