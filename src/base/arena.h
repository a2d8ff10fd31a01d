/* arena.h - memory with one lifetime: freed all at once, never piecewise.
 *
 * Ownership: everything allocated from an arena lives until arena_free.
 */
#ifndef FORDELA_ARENA_H
#define FORDELA_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *arena);

/* Zeroed, aligned for any type; count * size is checked for overflow. */
void *arena_alloc(Arena *arena, size_t count, size_t size);
/* Zero-terminated copies. */
char *arena_copy(Arena *arena, const char *text, size_t len);
char *arena_string(Arena *arena, const char *text);
char *arena_format(Arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#define ARENA_NEW(arena, type) ((type *)arena_alloc(arena, 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, n) \
    ((type *)arena_alloc(arena, (n), sizeof(type)))

/* A list that grows inside an arena: VEC(int) v = {0}; *VEC_ADD(a, &v) = 7; */
#define VEC(type)   \
    struct {        \
        type *at;   \
        size_t n;   \
        size_t cap; \
    }
#define VEC_ADD(arena, v)                                              \
    ((v)->at = arena_grow((arena), (v)->at, (v)->n, &(v)->cap,         \
                          sizeof *(v)->at),                            \
     &(v)->at[(v)->n++])

/* Room for one more item than n; returns the (perhaps moved) items. The new
 * items are zeroed. */
void *arena_grow(Arena *arena, void *at, size_t n, size_t *cap, size_t size);

#endif
