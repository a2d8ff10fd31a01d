/* cmd_certify.c - fordela certify: a certificate for fordela-check. */
#include "cli/cli_int.h"

static int certify(fordela *f, const Args *args)
{
    size_t size;
    char *text = fordela_certify(f, &size);
    return give_text(args, f, text, size);
}

int cmd_certify(const Args *args)
{
    return run_and(args, certify);
}
