/* test_base_source.c - files read whole, lines, places and paths. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/source.h"

TestSuite(test_base_source);

static Source *make(Arena *arena, const char *text)
{
    return source_make(arena, "t", text, strlen(text));
}

/* Digests from FIPS 180-4's examples ("", "abc") and sha256sum(1). */
Test(test_base_source, hash_is_of_the_bytes_as_read)
{
    Arena *arena = arena_new();

    cr_expect_str_eq(make(arena, "")->sha256,
                     "e3b0c44298fc1c149afbf4c8996fb924"
                     "27ae41e4649b934ca495991b7852b855");
    cr_expect_str_eq(make(arena, "abc")->sha256,
                     "ba7816bf8f01cfea414140de5dae2223"
                     "b00361a396177a9cb410ff61f20015ad");
    Source *bom = make(arena, "\xEF\xBB\xBF" "abc");
    cr_expect_str_eq(bom->sha256,
                     "1c28dc3f1f804a1ad9c9b4b4cf5e2658"
                     "d16ad4ed08e3020d04a8d2865018947c");
    cr_expect_str_eq(bom->text, "abc");
    cr_expect_eq(bom->len, 3);
    arena_free(arena);
}

Test(test_base_source, lines_and_columns)
{
    static const struct {
        const char *text;
        uint32_t offset;
        size_t line, col;
    } rows[] = {
        { "", 0, 1, 1 },            { "", 5, 1, 1 },
        { "ab\ncd", 0, 1, 1 },      { "ab\ncd", 2, 1, 3 },
        { "ab\ncd", 3, 2, 1 },      { "ab\ncd", 5, 2, 3 },
        { "ab\ncd", 99, 2, 3 },     { "ab\n", 3, 2, 1 },
        { "ab\r\ncd", 4, 2, 1 },    { "ab\r\ncd", 3, 1, 4 },
        { "ab\rcd", 3, 2, 1 },      { "\n\n\n", 2, 3, 1 },
        { "\xC3\xA5\xC3\xA4x", 4, 1, 3 },
        { "\xFF\xFEx", 2, 1, 3 },
    };
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        LineCol at = source_line_col(make(arena, rows[i].text),
                                     rows[i].offset);
        cr_expect(at.line == rows[i].line && at.col == rows[i].col,
                  "row %zu: %zu:%zu", i, at.line, at.col);
    }
    Source *s = make(arena, "a\r\n\r\nb");
    cr_expect_eq(s->n_lines, 3);
    cr_expect_eq(s->line[0], 0);
    cr_expect_eq(s->line[1], 3);
    cr_expect_eq(s->line[2], 5);
    arena_free(arena);
}

Test(test_base_source, read_tells_what_is_wrong)
{
    Arena *arena = arena_new();
    char folder[] = "/tmp/fordela-test-XXXXXX";
    Source *source = NULL;

    cr_assert_not_null(mkdtemp(folder));
    char *file = path_join(arena, arena_format(arena, "%s/x", folder), "file");
    char *fifo = path_join(arena, file, "fifo");
    char *huge = path_join(arena, file, "huge");
    char *empty = path_join(arena, file, "empty");
    FILE *out = fopen(file, "w");
    fputs("\xEF\xBB\xBF" "abc\n", out);
    fclose(out);
    fclose(fopen(empty, "w"));
    fclose(fopen(huge, "w"));
    cr_assert_eq(mkfifo(fifo, 0600), 0);
    cr_assert_eq(truncate(huge, (off_t)SOURCE_BYTES_MAX + 1), 0);

    cr_expect_eq(source_read(arena, file, &source), SOURCE_OK);
    cr_expect_str_eq(source->text, "abc\n");
    cr_expect_str_eq(source->path, file);
    cr_expect_eq(source_read(arena, empty, &source), SOURCE_OK);
    cr_expect_eq(source->len, 0);
    cr_expect_eq(source->n_lines, 1);
    cr_expect_eq(source_read(arena, "", &source), SOURCE_MISSING);
    cr_expect_null(source);
    cr_expect_eq(source_read(arena, path_join(arena, file, "no"), &source),
                 SOURCE_MISSING);
    cr_expect_eq(source_read(arena, arena_format(arena, "%s/x", file),
                             &source), SOURCE_MISSING);
    cr_expect_eq(source_read(arena, folder, &source), SOURCE_DIRECTORY);
    cr_expect_eq(source_read(arena, fifo, &source), SOURCE_UNREADABLE);
    cr_expect_eq(source_read(arena, "/dev/zero", &source),
                 SOURCE_UNREADABLE);
    cr_expect_eq(source_read(arena, huge, &source), SOURCE_TOO_LARGE);
    if (geteuid() != 0) {
        chmod(file, 0);
        cr_expect_eq(source_read(arena, file, &source), SOURCE_UNREADABLE);
    }
    unlink(file);
    unlink(fifo);
    unlink(huge);
    unlink(empty);
    rmdir(folder);
    arena_free(arena);
}

/* A file in /proc announces no size. */
Test(test_base_source, read_to_the_end)
{
    Arena *arena = arena_new();
    Source *source = NULL;

    cr_assert_eq(source_read(arena, "/proc/self/status", &source), SOURCE_OK);
    cr_expect_gt(source->len, 100);
    cr_expect_eq(strncmp(source->text, "Name:", 5), 0);
    arena_free(arena);
}

Test(test_base_source, paths)
{
    static const struct {
        const char *beside, *file, *path;
    } rows[] = {
        { "main.scenario", "a.csv", "a.csv" },
        { "s/main.scenario", "a.csv", "s/a.csv" },
        { "s/t/main.scenario", "../../f/a.formula", "f/a.formula" },
        { "s/main.scenario", "../../f/a", "../f/a" },
        { "main.scenario", "../a", "../a" },
        { "../s/m", "../../a", "../../a" },
        { "./m", "./a", "a" },
        { "s/m", "/x/./y/../z", "/x/z" },
        { "/a/b", "../../../c", "/c" },
        { "/a", "b", "/b" },
        { "s//m", ".//a", "s/a" },
        { "s/m", "..", "." },
        { "s/m", "t/", "s/t" },
        { "s/m", "", "s" },
        { "m", "", "." },
        { NULL, "x/../y", "y" },
        { "s/m", "..a/.b", "s/..a/.b" },
        { "a/../m", "b/c/..", "b" },
        { "../x/m", "../..", "../.." },
    };
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(path_join(arena, rows[i].beside, rows[i].file),
                         rows[i].path, "row %zu", i);
    arena_free(arena);
}

/* ".." of a folder that is a link is beside what the link leads to. */
Test(test_base_source, paths_through_links)
{
    static const struct {
        const char *file, *path, *plain;
    } rows[] = {
        { "link/../a.csv", "link/../a.csv", "a.csv" },
        { "deep/link/.././../a.csv", "deep/link/../../a.csv", "a.csv" },
        { "deep/../a.csv", "a.csv", "a.csv" },
        { "link/x/../a.csv", "link/a.csv", "link/a.csv" },
        { "none/../a.csv", "a.csv", "a.csv" },
    };
    Arena *arena = arena_new();
    char folder[] = "/tmp/fordela-XXXXXX";
    cr_assert_not_null(mkdtemp(folder));
    const char *beside = arena_format(arena, "%s/s", folder);
    const char *deep = path_join(arena, beside, "deep");
    const char *link = path_join(arena, beside, "link");
    const char *second = path_join(arena, beside, "deep/link");
    cr_assert_eq(mkdir(deep, 0700) + symlink("/usr/lib", link)
                 + symlink("/usr/lib", second), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_str_eq(path_join(arena, beside, rows[i].file),
                         arena_format(arena, "%s/%s", folder, rows[i].path));
        cr_expect_str_eq(path_join_plain(arena, beside, rows[i].file),
                         arena_format(arena, "%s/%s", folder, rows[i].plain));
    }
    unlink(second);
    unlink(link);
    rmdir(deep);
    rmdir(folder);
    arena_free(arena);
}

Test(test_base_source, joined_places)
{
    Arena *arena = arena_new();
    const Source *a = make(arena, "abcdef"), *b = make(arena, "x");
    Place p = place_join((Place){ a, { 1, 2 } }, (Place){ a, { 4, 5 } });

    cr_expect(p.source == a && p.span.from == 1 && p.span.to == 5);
    p = place_join((Place){ a, { 4, 5 } }, (Place){ a, { 1, 2 } });
    cr_expect(p.source == a && p.span.from == 1 && p.span.to == 5);
    p = place_join((Place){ a, { 4, 5 } }, (Place){ b, { 0, 1 } });
    cr_expect(p.source == a && p.span.from == 4 && p.span.to == 5);
    p = place_join((Place){ 0 }, (Place){ b, { 0, 1 } });
    cr_expect(p.source == b && p.span.to == 1);
    p = place_join((Place){ a, { 4, 5 } }, (Place){ 0 });
    cr_expect(p.source == a && p.span.from == 4);
    arena_free(arena);
}
