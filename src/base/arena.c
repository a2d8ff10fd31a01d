/* arena.c - memory in blocks that are freed together. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define BLOCK_BYTES ((size_t)64 * 1024)
#define ALIGN _Alignof(max_align_t)

typedef struct Block Block;

struct Block {
    Block *next;
    size_t used, cap;
    max_align_t data[];
};

struct Arena {
    Block *block;   /* the one small requests are cut from is first */
};

static Block *block_new(size_t bytes)
{
    /* The overflow of the sum is caught by mem_alloc's own limit. */
    size_t head = sizeof(Block);
    size_t all = bytes > SIZE_MAX - head ? SIZE_MAX : head + bytes;
    Block *b = mem_alloc(all, 1);
    b->cap = bytes;
    return b;
}

Arena *arena_new(void)
{
    Arena *arena = mem_alloc(1, sizeof *arena);
    arena->block = block_new(BLOCK_BYTES);
    return arena;
}

void arena_free(Arena *arena)
{
    if (arena == NULL)
        return;
    for (Block *b = arena->block, *next; b != NULL; b = next) {
        next = b->next;
        mem_free(b);
    }
    mem_free(arena);
}

/* Blocks come zeroed and no byte is handed out twice, so nothing has to be
 * cleared here. Large requests get a block of their own behind the first,
 * which keeps its free end for small ones. */
static void *arena_bytes(Arena *arena, size_t bytes)
{
    if (bytes > SIZE_MAX - ALIGN)
        bytes = SIZE_MAX - ALIGN;
    bytes = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    Block *b = arena->block;
    if (bytes > BLOCK_BYTES / 4) {
        Block *own = block_new(bytes);
        own->used = bytes;
        own->next = b->next;
        b->next = own;
        return own->data;
    }
    if (bytes > b->cap - b->used) {
        b = block_new(BLOCK_BYTES);
        b->next = arena->block;
        arena->block = b;
    }
    void *p = (char *)b->data + b->used;
    b->used += bytes;
    return p;
}

void *arena_alloc(Arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        count = SIZE_MAX / size;    /* refused below as out of memory */
    size_t bytes = count * size;
    return arena_bytes(arena, bytes == 0 ? 1 : bytes);
}

char *arena_copy(Arena *arena, const char *text, size_t len)
{
    char *copy = arena_bytes(arena, len < SIZE_MAX ? len + 1 : len);
    if (len > 0)
        memcpy(copy, text, len);
    return copy;
}

char *arena_string(Arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text));
}

char *arena_format(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        return arena_copy(arena, "", 0);
    char *text = arena_bytes(arena, (size_t)n + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)n + 1, format, args);
    va_end(args);
    return text;
}

void *arena_grow(Arena *arena, void *at, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return at;
    size_t more = *cap == 0 ? 8 : *cap > SIZE_MAX / 2 ? SIZE_MAX : *cap * 2;
    void *moved = arena_alloc(arena, more, size);
    if (n > 0)
        memcpy(moved, at, n * size);
    *cap = more;
    return moved;
}
