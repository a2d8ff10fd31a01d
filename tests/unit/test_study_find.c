/* test_study_find.c - scenario files below a directory. */

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "study/study.h"

/* A folder of its own for each test. */
static const char *folder(Arena *arena)
{
    char path[] = "/tmp/fordela-find-XXXXXX";
    cr_assert_not_null(mkdtemp(path));
    return arena_string(arena, path);
}

static void make_file(Arena *arena, const char *top, const char *name)
{
    FILE *file = fopen(arena_format(arena, "%s/%s", top, name), "w");
    cr_assert_not_null(file);
    fclose(file);
}

static void remove_all(Arena *arena, const char *top)
{
    cr_assert_eq(system(arena_format(arena, "rm -rf '%s'", top)), 0);
}

Test(test_study_find, sorted_by_bytes_and_no_linked_folders)
{
    static const char *const files[] = {
        "b.scenario", "a/z.scenario", "a/deep/er/k.scenario", "B.scenario",
        "a.scenario", "a/notes.txt", "a/x.formula", ".scenario",
        "scenario", "a/\xC3\xA5.scenario"};
    /* The order of the bytes: '.' before '/', upper case before lower. */
    static const char *const want[] = {
        "B.scenario", "a.scenario", "a/deep/er/k.scenario", "a/z.scenario",
        "a/\xC3\xA5.scenario", "b.scenario", "link.scenario"};
    const size_t n_want = sizeof want / sizeof *want;
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    const char *top = folder(arena);
    mkdir(arena_format(arena, "%s/a", top), 0777);
    mkdir(arena_format(arena, "%s/a/deep", top), 0777);
    mkdir(arena_format(arena, "%s/a/deep/er", top), 0777);
    mkdir(arena_format(arena, "%s/folder.scenario", top), 0777);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        make_file(arena, top, files[i]);
    cr_assert_eq(symlink("a", arena_format(arena, "%s/linked", top)), 0);
    cr_assert_eq(symlink("..", arena_format(arena, "%s/a/up.scenario", top)),
                 0);
    cr_assert_eq(symlink("b.scenario",
                         arena_format(arena, "%s/link.scenario", top)), 0);
    PathList list = study_find(arena, top, diags);
    cr_expect_not(diags_failed(diags));
    cr_assert_eq(list.n, n_want, "%zu found", list.n);
    for (size_t i = 0; i < list.n; i++)
        cr_expect_str_eq(list.at[i],
                         arena_format(arena, "%s/%s", top, want[i]));
    remove_all(arena, top);
    arena_free(arena);
}

Test(test_study_find, a_file_or_nothing_is_itself)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    PathList list = study_find(arena, "/nowhere/x.scenario", diags);
    cr_assert_eq(list.n, 1);
    cr_expect_str_eq(list.at[0], "/nowhere/x.scenario");
    cr_expect_not(diags_failed(diags));
    arena_free(arena);
}

Test(test_study_find, an_empty_folder_is_a_fault)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    const char *top = folder(arena);
    PathList list = study_find(arena, top, diags);
    cr_expect_eq(list.n, 0);
    cr_expect_eq(diags_status(diags), 3);
    remove_all(arena, top);
    arena_free(arena);
}

Test(test_study_find, no_double_slash)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    const char *top = folder(arena);
    make_file(arena, top, "a.scenario");
    PathList list = study_find(arena, arena_format(arena, "%s/", top), diags);
    cr_assert_eq(list.n, 1);
    cr_expect_str_eq(list.at[0], arena_format(arena, "%s/a.scenario", top));
    remove_all(arena, top);
    arena_free(arena);
}
