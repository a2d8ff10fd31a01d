/* cmd_report.c - fordela report: a result as a file to hand over. */
#include "cli/cli_int.h"

#include <stdlib.h>
#include <string.h>

/* What is written, by how the file's name ends. */
typedef enum ReportKind {
    KIND_PAGE, KIND_WORKBOOK, KIND_UNKNOWN
} ReportKind;

static bool is_page(const char *output)
{
    return ends_in(output, ".html") || ends_in(output, ".htm");
}

bool wants_page(const Args *args)
{
    return args->page || (!args->form_given && !args->bulk_given
                          && args->output != NULL && is_page(args->output));
}

static ReportKind kind_of(const char *output)
{
    if (output != NULL && ends_in(output, ".xlsx"))
        return KIND_WORKBOOK;
    return output == NULL || is_page(output) ? KIND_PAGE : KIND_UNKNOWN;
}

static int unknown_kind(const Args *args)
{
    return say_error(FORDELA_USE,
                     "name a file that ends in .html or .xlsx, such as "
                     "report.html",
                     "\"%s\" does not say what is to be written",
                     args->output);
}

static int put_page(fordela *f, const Args *args)
{
    size_t size;
    char *command = command_line(args);
    fordela_page page = {.command = command, .map = args->map};
    char *text = fordela_report(f, &page, &size);
    free(command);
    return finish_answer(args, f, text, size);
}

int cmd_report(const Args *args)
{
    ReportKind kind = kind_of(args->output);
    if (kind == KIND_UNKNOWN)
        return unknown_kind(args);
    if (kind == KIND_WORKBOOK)
        return put_workbook(args);
    return args->n_words > 1 ? compare_all(args, true)
                             : run_and(args, put_page);
}
