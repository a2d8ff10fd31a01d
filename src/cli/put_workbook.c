/* put_workbook.c - fordela report -o FILE.xlsx: a workbook that recomputes. */
#include "cli/cli_int.h"

static int write(fordela *f, const Args *args)
{
    size_t size;
    char *bytes = fordela_workbook(f, &size);
    return give_text(args, f, bytes, size);
}

int put_workbook(const Args *args)
{
    if (args->map != NULL)
        return say_error(FORDELA_USE,
                         "name a file that ends in .html, or leave the map "
                         "out", "a map needs a page to stand on");
    if (args->result != NULL)
        return say_error(FORDELA_USE,
                         "name a file that ends in .html, or leave --result "
                         "out", "a workbook shows every result");
    if (args->n_words > 1)
        return say_error(FORDELA_USE,
                         "write a workbook of each, or compare them as a "
                         "page: -o FILE.html",
                         "a workbook holds one scenario");
    return run_and(args, write);
}
