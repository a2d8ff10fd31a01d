/* test_table_code.c - the index of codes. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "table/table.h"

TestSuite(test_table_code);

Test(test_table_code, finds_what_was_added)
{
    Arena *arena = arena_new();
    CodeIndex *index = code_index_new(arena, 2);
    size_t row = 77;

    cr_expect_not(code_index_find(index, "0114", &row));
    cr_expect(code_index_add(index, "0114", 5, &row));
    cr_expect(code_index_add(index, "0115", 6, &row));
    cr_expect(code_index_add(index, "", 7, &row));
    cr_expect_eq(row, 77, "nothing earlier");
    cr_expect_not(code_index_add(index, "0114", 8, &row));
    cr_expect_eq(row, 5);
    cr_expect(code_index_find(index, "0115", &row));
    cr_expect_eq(row, 6);
    cr_expect(code_index_find(index, "", &row));
    cr_expect_eq(row, 7);
    cr_expect_not(code_index_find(index, "011", &row));
    cr_expect_not(code_index_find(index, "01140", &row));
    arena_free(arena);
}

Test(test_table_code, grows)
{
    Arena *arena = arena_new();
    CodeIndex *index = code_index_new(arena, 0);
    char code[32];
    size_t row;

    for (size_t i = 0; i < 100000; i++) {
        snprintf(code, sizeof code, "%zu/%zu", i % 317, i);
        cr_assert(code_index_add(index, code, i, &row));
    }
    for (size_t i = 0; i < 100000; i++) {
        snprintf(code, sizeof code, "%zu/%zu", i % 317, i);
        cr_assert(code_index_find(index, code, &row) && row == i, "%s", code);
        cr_assert_not(code_index_add(index, code, 0, &row));
        cr_assert_eq(row, i);
    }
    arena_free(arena);
}

/* The next number from n on whose code falls into the first 128th of 2^20
 * slots, by the hash of code_index.c. */
static size_t next_crowded(size_t n, char *code, size_t size)
{
    for (;; n++) {
        uint64_t h = 14695981039346656037u;
        snprintf(code, size, "%zx", n);
        for (const char *at = code; *at != '\0'; at++)
            h = (h ^ (unsigned char)*at) * 1099511628211u;
        if (((h ^ h >> 32) & 0xFFFFF) < 8192)
            return n;
    }
}

/* With one list of the codes in neighbouring slots this takes minutes. */
Test(test_table_code, codes_chosen_to_meet, .timeout = 60)
{
    enum { N = 300000 };
    Arena *arena = arena_new();
    CodeIndex *index = code_index_new(arena, N);
    size_t row, *number = ARENA_ARRAY(arena, size_t, N);
    char code[32];

    for (size_t i = 0, n = 0; i < N; i++, n++) {
        n = next_crowded(n, code, sizeof code);
        number[i] = n;
        cr_assert(code_index_add(index, code, i, &row), "%s", code);
    }
    for (size_t i = 0; i < N; i++) {
        snprintf(code, sizeof code, "%zx", number[i]);
        cr_assert(code_index_find(index, code, &row) && row == i, "%s", code);
        snprintf(code, sizeof code, "%zx0x", number[i]);
        cr_assert_not(code_index_find(index, code, &row), "%s", code);
    }
    arena_free(arena);
}

Test(test_table_code, nearest)
{
    static const struct {
        const char *code, *nearest;
    } rows[] = {
        { "114", "0114" },      /* the zero that a spreadsheet took */
        { "0141", "0114" }, { "0118", "0114" }, { "1480", "1480" },
        { "9999", NULL },   { "", NULL },
        { "AB/2020", "AB/2021" },
    };
    Arena *arena = arena_new();
    CodeIndex *index = code_index_new(arena, 5);
    size_t row;

    cr_expect_null(code_index_nearest(index, "0114"));
    code_index_add(index, "1114", 0, &row);
    code_index_add(index, "0114", 1, &row);
    code_index_add(index, "1480", 2, &row);
    code_index_add(index, "AB/2021", 3, &row);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = code_index_nearest(index, rows[i].code);
        if (rows[i].nearest == NULL)
            cr_expect_null(got, "%s: %s", rows[i].code, got);
        else
            cr_expect(got != NULL && strcmp(got, rows[i].nearest) == 0,
                      "%s: %s", rows[i].code, got ? got : "none");
    }
    arena_free(arena);
}
