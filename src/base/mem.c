/* mem.c - allocation that never fails: out of memory ends the process. */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* stdio may need memory itself, hence write. */
_Noreturn void mem_out(void)
{
    static const char message[] = "fordela: error: out of memory\n";
    ssize_t n = write(STDERR_FILENO, message, sizeof message - 1);
    (void)n;
    _Exit(4);
}

static size_t checked_bytes(size_t count, size_t size)
{
    if (size != 0 && count > PTRDIFF_MAX / size)
        mem_out();
    size_t bytes = count * size;
    return bytes == 0 ? 1 : bytes;
}

void *mem_alloc(size_t count, size_t size)
{
    void *p = calloc(1, checked_bytes(count, size));
    if (p == NULL)
        mem_out();
    return p;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    void *p = realloc(old, checked_bytes(count, size));
    if (p == NULL)
        mem_out();
    return p;
}

void mem_free(void *p)
{
    free(p);
}
