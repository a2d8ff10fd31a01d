/* checked.c - a certificate given to the checker, whose names are its own. */
#include <stdio.h>

#include "checker/checker.h"
#include <stdint.h>

bool fuzz_certificate_holds(const char *text, size_t n);

bool fuzz_certificate_holds(const char *text, size_t n)
{
    Check c;
    chk_start(&c);
    bool holds = chk_certificate(&c, text, n, NULL) == CHK_HOLDS;
    if (!holds)
        fprintf(stderr, "the checker: %s\n", c.message);
    chk_free(&c);
    return holds;
}
