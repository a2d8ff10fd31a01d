/* test_base_tr.c - the language of the process, and texts in it. */
#include <criterion/criterion.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/tr.h"
#include "fordela.h"

/* The unit tests stand in BUILD/tests, the catalogue in BUILD/locale. */
static const char *folder(void)
{
    static char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 20);
    cr_assert_gt(n, 0);
    path[n] = '\0';
    strcpy(strrchr(path, '/'), "/../locale");
    return path;
}

Test(tr, english_unless_asked_for)
{
    setenv("LC_ALL", "sv_SE.UTF-8", 1);
    cr_assert_str_eq(tr(": error: "), ": error: ");
    cr_assert_str_eq(trn("one", "many", 1), "one");
    cr_assert_str_eq(trn("one", "many", 2), "many");
    cr_assert_str_eq(tr_as("month", "may"), "may");
    cr_assert_str_eq(tr(""), "");
    cr_assert_str_eq(tr_error(ENOENT), "No such file or directory");
}

Test(tr, swedish_and_back)
{
    cr_assert_eq(fordela_set_language("sv", folder()), FORDELA_OK);
    cr_assert_str_eq(tr(": error: "), ": fel: ");
    cr_assert_str_eq(tr("no such text"), "no such text");
    cr_assert_str_eq(tr(""), "");
    cr_assert_str_eq(setlocale(LC_NUMERIC, NULL), "C");
    cr_assert_eq(fordela_set_language("en", NULL), FORDELA_OK);
    cr_assert_str_eq(tr(": error: "), ": error: ");
}

/* As the environment says; the locale need not be on the system. */
Test(tr, environment)
{
    static const struct {
        const char *all, *messages, *lang, *language;
        const char *word;
    } row[] = {
        {"", "", "", "", ": error: "},
        {"", "", "sv_SE.UTF-8", "", ": fel: "},
        {"", "", "sv", "", ": fel: "},
        {"", "", "sv_FI@euro", "", ": fel: "},
        {"", "", "svm_XX", "", ": error: "},
        {"", "sv_SE", "en_US.UTF-8", "", ": fel: "},
        {"en_GB.UTF-8", "sv_SE", "sv_SE", "", ": error: "},
        {"en_GB.UTF-8", "", "", "sv", ": fel: "},
        {"en_GB.UTF-8", "", "", "fi:sv_SE:en", ": fel: "},
        {"sv_SE.UTF-8", "", "", "en_GB:sv", ": error: "},
        {"sv_SE.UTF-8", "", "", "fi:de", ": fel: "},
        {"C.UTF-8", "", "", "sv", ": fel: "},
        {"C", "", "", "sv", ": error: "},
        {"POSIX", "", "sv_SE", "sv", ": error: "},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        setenv("LC_ALL", row[i].all, 1);
        setenv("LC_MESSAGES", row[i].messages, 1);
        setenv("LANG", row[i].lang, 1);
        setenv("LANGUAGE", row[i].language, 1);
        cr_assert_eq(fordela_set_language(NULL, folder()), FORDELA_OK);
        cr_assert_str_eq(tr(": error: "), row[i].word, "row %zu", i);
    }
}

Test(tr, what_cannot_be)
{
    cr_assert_eq(fordela_set_language("fi", NULL), FORDELA_USE);
    cr_assert_str_eq(tr(": error: "), ": error: ");
    /* A folder without a catalogue: English texts, no failure. */
    cr_assert_eq(fordela_set_language("sv", "/nowhere"), FORDELA_MACHINE);
    cr_assert_str_eq(tr(": error: "), ": error: ");
}

Test(tr, numbers_and_forms)
{
    char half[] = "12.5", whole[] = "12";
    cr_assert_eq(tr_decimal_mark(), '.');
    cr_assert_eq(fordela_set_language("sv", folder()), FORDELA_OK);
    cr_assert_eq(tr_decimal_mark(), ',');
    cr_assert_str_eq(tr_decimal(half), "12,5");
    cr_assert_str_eq(tr_decimal(whole), "12");
    cr_assert_str_eq(trn("%zu row", "%zu rows", 1), "%zu rad");
    cr_assert_str_eq(trn("%zu row", "%zu rows", 0), "%zu rader");
    cr_assert_str_eq(trn("%zu row", "%zu rows", 21), "%zu rader");
    cr_assert_str_eq(tr_as("unit", "persons"), "personer");
    cr_assert_str_eq(tr_as("no such context", "persons"), "persons");
    cr_assert_str_eq(tr_error(ENOENT), "Filen eller mappen finns inte");
}

/* What programs read stays English; what people are told does not. */
Test(tr, paused)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Buf said = {0};
    cr_assert_eq(fordela_set_language("sv", folder()), FORDELA_OK);
    tr_resume(tr_pause(false));
    cr_assert_not(tr_is_paused());
    void *paused = tr_pause(true);
    cr_assert(tr_is_paused());
    cr_assert_str_eq(tr(": error: "), ": error: ");
    cr_assert_eq(tr_decimal_mark(), '.');
    cr_assert_str_eq(tr_error(ENOENT), "Filen eller mappen finns inte");
    void *aloud = tr_aloud();
    cr_assert_str_eq(tr(": error: "), ": fel: ");
    tr_resume(aloud);
    diag_add(diags, DIAG_FAULT, (Place){0}, "check the path",
             "there is no file \"%s\"", "x");
    cr_assert_str_eq(diags_first(diags), "there is no file \"x\"");
    diags_render(diags, &said);
    cr_assert_str_eq(said.at, "fordela: fel: det finns ingen fil \"x\"\n"
                              "  förslag: kontrollera sökvägen\n");
    tr_resume(paused);
    cr_assert_str_eq(tr(": error: "), ": fel: ");
    buf_free(&said);
    arena_free(arena);
}
