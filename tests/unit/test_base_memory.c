/* test_base_memory.c - arenas, lists in arenas, text buffers. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"

TestSuite(test_base_memory);

/* Whether p is aligned for any type and its bytes are all zero. */
static bool is_fresh(const void *p, size_t bytes)
{
    const unsigned char *at = p;

    if ((uintptr_t)p % _Alignof(max_align_t) != 0)
        return false;
    for (size_t i = 0; i < bytes; i++)
        if (at[i] != 0)
            return false;
    return true;
}

Test(test_base_memory, arena_gives_zeroed_aligned_memory)
{
    Arena *arena = arena_new();
    uint32_t random = 1;
    unsigned char *last = NULL;
    size_t last_size = 0;

    for (int i = 0; i < 3000; i++) {
        random = random * 1664525u + 1013904223u;
        size_t size = i % 50 == 0 ? random % 300000 : random >> 8 & 511;
        unsigned char *p = arena_alloc(arena, size, 1);

        cr_assert(is_fresh(p, size), "request %d of %zu bytes", i, size);
        memset(p, 0xA5, size);
        for (size_t k = 0; k < last_size; k++)
            cr_assert_eq(last[k], 0xA5, "request %d overlaps", i);
        last = p;
        last_size = size;
    }
    cr_expect_not_null(arena_alloc(arena, 0, 8));
    cr_expect_not_null(arena_alloc(arena, 8, 0));
    arena_free(arena);
    arena_free(NULL);
}

Test(test_base_memory, arena_copies_text)
{
    Arena *arena = arena_new();

    cr_expect_str_eq(arena_copy(arena, "abcdef", 3), "abc");
    cr_expect_str_eq(arena_copy(arena, NULL, 0), "");
    cr_expect_str_eq(arena_string(arena, "kronor"), "kronor");
    cr_expect_str_eq(arena_format(arena, "%s %d", "kr", 7), "kr 7");
    char *wide = arena_format(arena, "%100000d", 1);
    cr_expect_eq(strlen(wide), 100000);
    arena_free(arena);
}

Test(test_base_memory, lists_grow)
{
    Arena *arena = arena_new();
    VEC(size_t) list = {0};

    for (size_t i = 0; i < 100000; i++) {
        size_t *item = VEC_ADD(arena, &list);
        cr_assert_eq(*item, 0);
        *item = i * i;
    }
    cr_assert_eq(list.n, 100000);
    for (size_t i = 0; i < list.n; i++)
        cr_assert_eq(list.at[i], i * i);
    arena_free(arena);
}

Test(test_base_memory, too_much_ends_with_4, .exit_code = 4)
{
    mem_alloc(SIZE_MAX / 4, 8);
}

Test(test_base_memory, too_much_in_arena_ends_with_4, .exit_code = 4)
{
    arena_alloc(arena_new(), SIZE_MAX / 4, 8);
}

Test(test_base_memory, buffer)
{
    Buf buf = {0};

    cr_expect_null(buf.at);
    buf_add(&buf, "");
    cr_expect_str_eq(buf.at, "");
    buf_add(&buf, "ab");
    buf_add_n(&buf, "cdef", 2);
    buf_add_char(&buf, '!');
    buf_add_repeat(&buf, '-', 3);
    buf_addf(&buf, "%05.1f|%s", 2.5, "x");
    cr_expect_str_eq(buf.at, "abcd!---002.5|x");
    cr_expect_eq(buf.n, strlen(buf.at));
    for (int i = 0; i < 50000; i++)
        buf_addf(&buf, "%d,", i % 10);
    cr_expect_eq(buf.n, 15 + 100000);
    cr_expect_eq(strlen(buf.at), buf.n);
    buf_free(&buf);
    cr_expect_null(buf.at);
    cr_expect_eq(buf.n, 0);
}
