/* in_wrap_base.c - inside the disturbed program: the memory of src/base, with
 * faults. The checker has none of it.
 */
#include "in_hit.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"

int __real_vasprintf(char **to, const char *format, va_list args);

WRAP(void *, mem_alloc, size_t n, size_t size)
{
    if (in_ours != OURS_NOT)
        return __real_mem_alloc(n, size);
    in_ours = FAILS(MEMORY) ? OURS_REFUSES : OURS_GIVES;
    void *p = __real_mem_alloc(n, size);
    in_ours = OURS_NOT;
    return p;
}

WRAP(void *, mem_resize, void *old, size_t n, size_t size)
{
    if (in_ours != OURS_NOT)
        return __real_mem_resize(old, n, size);
    in_ours = FAILS(MEMORY) ? OURS_REFUSES : OURS_GIVES;
    void *p = __real_mem_resize(old, n, size);
    in_ours = OURS_NOT;
    return p;
}

/* Arenas and texts ask for memory now and then; here each time. */
static void room(const void *caller)
{
    Manner manner;
    if (in_hit(FAULT_ROOM, caller, &manner)) {
        in_ours = OURS_REFUSES;
        __real_mem_alloc(1, 1);
    }
}

WRAP(void *, arena_alloc, Arena *arena, size_t n, size_t size)
{
    room(HERE);
    return __real_arena_alloc(arena, n, size);
}

WRAP(char *, arena_copy, Arena *arena, const char *text, size_t n)
{
    room(HERE);
    return __real_arena_copy(arena, text, n);
}

WRAP(char *, arena_string, Arena *arena, const char *text)
{
    room(HERE);
    return __real_arena_string(arena, text);
}

WRAP(void *, arena_grow, Arena *arena, void *at, size_t n, size_t *cap,
     size_t size)
{
    if (n >= *cap)
        room(HERE);
    return __real_arena_grow(arena, at, n, cap, size);
}

char *__wrap_arena_format(Arena *arena, const char *format, ...);
char *__wrap_arena_format(Arena *arena, const char *format, ...)
{
    char *text = NULL;
    va_list args;
    room(HERE);
    va_start(args, format);
    int n = __real_vasprintf(&text, format, args);
    va_end(args);
    char *copy = __real_arena_copy(arena, n < 0 ? "" : text,
                                   n < 0 ? 0 : (size_t)n);
    if (n >= 0)
        free(text);
    return copy;
}

WRAP(void, buf_add, Buf *buf, const char *text)
{
    room(HERE);
    __real_buf_add(buf, text);
}

WRAP(void, buf_add_n, Buf *buf, const char *text, size_t n)
{
    room(HERE);
    __real_buf_add_n(buf, text, n);
}

WRAP(void, buf_add_char, Buf *buf, char c)
{
    room(HERE);
    __real_buf_add_char(buf, c);
}

WRAP(void, buf_add_repeat, Buf *buf, char c, size_t times)
{
    room(HERE);
    __real_buf_add_repeat(buf, c, times);
}

WRAP(void, buf_addv, Buf *buf, const char *format, va_list args)
{
    room(HERE);
    __real_buf_addv(buf, format, args);
}

void __wrap_buf_addf(Buf *buf, const char *format, ...);
void __wrap_buf_addf(Buf *buf, const char *format, ...)
{
    va_list args;
    room(HERE);
    va_start(args, format);
    __real_buf_addv(buf, format, args);
    va_end(args);
}
