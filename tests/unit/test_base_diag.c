/* test_base_diag.c - faults gathered and shown, to the letter. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/utf8.h"

TestSuite(test_base_diag);

static Place place_of(const Source *source, const char *word)
{
    const char *at = strstr(source->text, word);
    uint32_t from = (uint32_t)(at - source->text);
    return (Place){ source, { from, from + (uint32_t)strlen(word) } };
}

static void expect_text(const Diags *diags, const char *text)
{
    Buf out = { 0 };
    buf_add(&out, "");
    diags_render(diags, &out);
    cr_expect_str_eq(out.at, text, "got:\n%s", out.at);
    buf_free(&out);
}

Test(test_base_diag, one_fault)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    const char text[] = "scenario x\n\nset budgt = 30 mnkr\n";
    Source *s = source_make(arena, "main.scenario", text, sizeof text - 1);

    cr_expect_not(diags_failed(diags));
    cr_expect_eq(diags_status(diags), 0);
    expect_text(diags, "");
    diag_add(diags, DIAG_FAULT, place_of(s, "budgt"),
             "did you mean \"budget\"?", "unknown name \"%s\"", "budgt");
    expect_text(diags,
                "main.scenario:3:5: error: unknown name \"budgt\"\n"
                "    3 | set budgt = 30 mnkr\n"
                "      |     ^~~~~\n"
                "  way out: did you mean \"budget\"?\n");
    cr_expect(diags_failed(diags));
    cr_expect_eq(diags_status(diags), 3);
    arena_free(arena);
}

Test(test_base_diag, kinds_and_status)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);

    diag_add(diags, DIAG_NOTE, (Place){ 0 }, NULL, "read as %d", 1252);
    cr_expect_not(diags_failed(diags));
    cr_expect_eq(diags_status(diags), 0);
    cr_expect_eq(diags_count(diags), 0);
    diag_add(diags, DIAG_MACHINE, (Place){ 0 }, "try again", "disk full");
    cr_expect_eq(diags_status(diags), 4);
    diag_add(diags, DIAG_FAULT, (Place){ 0 }, NULL, "wrong");
    cr_expect_eq(diags_status(diags), 4);
    cr_expect_eq(diags_count(diags), 2);
    expect_text(diags, "fordela: note: read as 1252\n"
                       "fordela: error: disk full\n"
                       "  way out: try again\n"
                       "fordela: error: wrong\n");
    arena_free(arena);
}

/* Columns 1, 5, 9, ... are tab stops; carets stand under what is shown. */
Test(test_base_diag, tabs_wide_characters_and_line_ends)
{
    static const struct {
        const char *text, *word, *shown;
    } rows[] = {
        { "\tab\tcd\r\n", "cd", "t:1:5: error: m\n"
                                "    1 |     ab  cd\n"
                                "      |         ^~\n" },
        { "ab\tcd", "\tc", "t:1:3: error: m\n"
                           "    1 | ab  cd\n"
                           "      |   ^~~\n" },
        { "\xC3\xA5\xC3\xA4 x", "x", "t:1:4: error: m\n"
                                     "    1 | \xC3\xA5\xC3\xA4 x\n"
                                     "      |    ^\n" },
        { "\xE6\xBC\xA2\xE5\xAD\x97 x", "\xE5\xAD\x97 x",
          "t:1:2: error: m\n"
          "    1 | \xE6\xBC\xA2\xE5\xAD\x97 x\n"
          "      |   ^~~~\n" },
        { "e\x1B[31m\xFFx", "x", "t:1:8: error: m\n"
                                 "    1 | e\xEF\xBF\xBD[31m\xEF\xBF\xBDx\n"
                                 "      |        ^\n" },
        /* Over two lines: only the first. */
        { "let a\n  = 1", "a\n  =", "t:1:5: error: m\n"
                                    "    1 | let a\n"
                                    "      |     ^\n" },
        { "let abc\n  = 1", "abc\n  =", "t:1:5: error: m\n"
                                        "    1 | let abc\n"
                                        "      |     ^~~\n" },
        /* At the end of a line, and on an empty line. */
        { "let a  \nb", "\n", "t:1:8: error: m\n"
                              "    1 | let a\n"
                              "      |        ^\n" },
        { "a\n\nb", "\nb", "t:2:1: error: m\n" },
    };
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Diags *diags = diags_new(arena);
        Source *s = source_make(arena, "t", rows[i].text,
                                strlen(rows[i].text));
        diag_add(diags, DIAG_FAULT, place_of(s, rows[i].word), NULL, "m");
        expect_text(diags, rows[i].shown);
    }
    arena_free(arena);
}

Test(test_base_diag, messages_stay_on_one_line)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);

    diag_add(diags, DIAG_FAULT, (Place){ 0 }, "b\x1B[2J",
             "a\nb\xE2\x80\xAE" "c\xFF");
    expect_text(diags, "fordela: error: a\xEF\xBF\xBD" "b\xEF\xBF\xBD"
                       "c\xEF\xBF\xBD\n"
                       "  way out: b\xEF\xBF\xBD[2J\n");
    arena_free(arena);
}

Test(test_base_diag, order_is_of_files_then_places)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Source *a = source_make(arena, "a", "x y", 3);
    Source *b = source_make(arena, "b", "z", 1);
    Source *again = source_make(arena, "a", "x y", 3);

    diag_add(diags, DIAG_FAULT, place_of(a, "y"), NULL, "second");
    diag_add(diags, DIAG_FAULT, place_of(b, "z"), NULL, "third");
    diag_add(diags, DIAG_FAULT, (Place){ 0 }, NULL, "fourth");
    diag_add(diags, DIAG_FAULT, place_of(again, "x"), NULL, "first");
    /* The same once more, also through another reading of the file. */
    diag_add(diags, DIAG_FAULT, place_of(a, "y"), NULL, "second");
    diag_add(diags, DIAG_FAULT, place_of(again, "y"), NULL, "second");
    cr_expect_eq(diags_count(diags), 4);
    expect_text(diags, "a:1:1: error: first\n    1 | x y\n      | ^\n"
                       "a:1:3: error: second\n    1 | x y\n      |   ^\n"
                       "b:1:1: error: third\n    1 | z\n      | ^\n"
                       "fordela: error: fourth\n");
    arena_free(arena);
}

Test(test_base_diag, at_most_twenty)
{
    Arena *arena = arena_new();

    for (int more = 0; more < 3; more++) {
        Diags *diags = diags_new(arena);
        Buf expected = { 0 };
        for (int i = 0; i < DIAGS_MAX + more; i++) {
            diag_add(diags, DIAG_FAULT, (Place){ 0 }, NULL, "no. %d", i);
            if (i < DIAGS_MAX)
                buf_addf(&expected, "fordela: error: no. %d\n", i);
        }
        diag_add(diags, DIAG_NOTE, (Place){ 0 }, NULL, "noted");
        buf_add(&expected, "fordela: note: noted\n");
        if (more > 0)
            buf_add(&expected, more == 1 ? "and 1 more fault\n"
                                         : "and 2 more faults\n");
        cr_expect_eq(diags_count(diags), (size_t)(DIAGS_MAX + more));
        expect_text(diags, expected.at);
        buf_free(&expected);
    }
    Diags *diags = diags_new(arena);
    for (int i = 0; i < DIAGS_MAX; i++)
        diag_add(diags, DIAG_FAULT, (Place){ 0 }, NULL, "no. %d", i);
    diag_add(diags, DIAG_MACHINE, (Place){ 0 }, NULL, "not kept");
    cr_expect_eq(diags_status(diags), 4);
    arena_free(arena);
}

Test(test_base_diag, line_numbers_beyond_the_margin)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Buf text = { 0 };

    buf_add_repeat(&text, '\n', 123455);
    buf_add(&text, "here");
    Source *s = source_make(arena, "t", text.at, text.n);
    diag_add(diags, DIAG_FAULT, place_of(s, "here"), NULL, "m");
    expect_text(diags, "t:123456:1: error: m\n"
                       "123456 | here\n"
                       "       | ^~~~\n");
    buf_free(&text);
    arena_free(arena);
}

/* Of a long line, whatever its length and the place in it: no line is wider
 * than 100 columns, and the caret stands under the character meant. */
Test(test_base_diag, long_lines_are_cut)
{
    static const size_t lengths[] = { 90, 91, 92, 93, 94, 120, 150, 300,
                                      2000, 5000 };
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        size_t n = lengths[i];
        char *text = arena_alloc(arena, n + 1, 1);
        memset(text, '.', n);
        for (size_t at = 0; at <= n; at += n < 400 ? 1 : 7) {
            if (at < n)
                text[at] = 'X';
            Source *s = source_make(arena, "t", text, n);
            Diags *diags = diags_new(arena);
            uint32_t end = (uint32_t)(at + (at % 2 == 0 ? 9 : 95));
            Place place = { s, { (uint32_t)at, end } };
            diag_add(diags, DIAG_FAULT, place, NULL, "m");
            Buf out = { 0 };
            diags_render(diags, &out);
            char *shown = strchr(out.at, '\n') + 1;
            char *carets = strchr(shown, '\n') + 1;
            size_t caret = (size_t)(strchr(carets, '^') - carets);

            cr_assert_leq(strchr(shown, '\n') - shown, 100,
                          "length %zu, place %zu:\n%s", n, at, out.at);
            cr_assert_leq(strchr(carets, '\n') - carets, 100,
                          "length %zu, place %zu:\n%s", n, at, out.at);
            cr_assert_eq(shown[caret], at < n ? 'X' : '\n',
                         "length %zu, place %zu:\n%s", n, at, out.at);
            if (n <= 92)
                cr_assert_null(strstr(shown, "...^"));
            buf_free(&out);
            if (at < n)
                text[at] = '.';
        }
    }
    arena_free(arena);
}

Test(test_base_diag, nearest_name)
{
    static const char *const names[] = {
        "budget", "minimum", "weight", "population", "kr", "a",
        "l\xC3\xA4n", "0114", "0115", "befolkning",
    };
    static const struct {
        const char *word, *nearest;
    } rows[] = {
        { "budgt", "budget" },      { "budegt", "budget" },
        { "Budget", "budget" },     { "budget", "budget" },
        { "bugdte", "budget" },     { "bdt", NULL },
        { "minimumm", "minimum" },  { "populaton", "population" },
        { "poplatin", "population" }, { "people", NULL },
        { "k", NULL },              { "tkr", "kr" },
        { "b", NULL },              { "", NULL },
        { "lan", "l\xC3\xA4n" },    { "0116", "0114" },
        { "0155", "0115" },         { "befolknig", "befolkning" },
        { "xyzzy", NULL },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = name_nearest(rows[i].word, names,
                                       sizeof names / sizeof *names);
        if (rows[i].nearest == NULL)
            cr_expect_null(got, "%s: %s", rows[i].word, got);
        else
            cr_expect(got != NULL && strcmp(got, rows[i].nearest) == 0,
                      "%s: %s", rows[i].word, got ? got : "none");
    }
    char longer[1000];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    const char *const one[] = { longer };
    cr_expect_null(name_nearest(longer, one, 1));
    cr_expect_null(name_nearest("abc", one, 0));
}

/* What the machine broke off is told where the rest is not. */
Test(test_base_diag, faults_of_the_machine_are_passed_on)
{
    Arena *arena = arena_new();
    Diags *unsaid = diags_new(arena), *said = diags_new(arena);
    diag_add(unsaid, DIAG_NOTE, (Place){0}, NULL, "a note");
    diag_add(unsaid, DIAG_FAULT, (Place){0}, NULL, "a fault");
    diags_add_machine(said, unsaid);
    cr_expect_eq(diags_status(said), 0);
    diag_add(unsaid, DIAG_MACHINE, (Place){0}, "look %s", "\"%s\" is lost",
             "a %d");
    diags_add_machine(said, unsaid);
    cr_expect_eq(diags_status(said), 4);
    expect_text(said, "fordela: error: \"a %d\" is lost\n"
                      "  way out: look %s\n");
    arena_free(arena);
}
