/* mem.h - the one place memory comes from.
 *
 * Ownership: what mem_alloc returns is freed by mem_free. Out of memory ends
 * the process with one message and exit status 4 (GMP leaves no other way).
 */
#ifndef FORDELA_MEM_H
#define FORDELA_MEM_H

#include <stddef.h>

/* Zeroed memory of count * size bytes; never NULL, overflow is checked. */
void *mem_alloc(size_t count, size_t size);
/* Like realloc over count * size bytes; the new part is not zeroed. */
void *mem_resize(void *old, size_t count, size_t size);
void mem_free(void *p);
/* Ends the process as above, for whoever got NULL from the C library. */
_Noreturn void mem_out(void);

#endif
