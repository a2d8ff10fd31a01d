/* ended.c - a test must come to its end: exit(0) on the way, which Criterion
 * takes for success, ends it with a fault. Linked with --wrap=exit, which turns
 * every call of exit in the engine and the tests into one of these. */
#include <stdio.h>
#include <stdlib.h>

_Noreturn void __real_exit(int status);
_Noreturn void __wrap_exit(int status);

_Noreturn void __wrap_exit(int status)
{
    if (status == 0) {
        fputs("exit(0) in the middle of a test\n", stderr);
        abort();
    }
    __real_exit(status);
}
