/* cmd_report.c - fordela report: a result as a file to hand over. */
#include "cli/cli_int.h"

#include <stdlib.h>

static int put_page(fordela *f, const Args *args)
{
    size_t size;
    char *command = command_line(args);
    fordela_page page = {.command = command, .map = args->map,
                         .result = args->result};
    char *text = fordela_report(f, &page, &size);
    free(command);
    return finish_answer(args, f, text, size);
}

int cmd_report(const Args *args)
{
    if (args->form == FORM_XLSX)
        return put_workbook(args);
    return args->n_words > 1 ? compare_all(args, true)
                             : run_and(args, put_page);
}
