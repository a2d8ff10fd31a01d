/* chk_words.c - the words of fordela-check in Swedish, by gettext. */
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "checker/checker.h"

const char *chk_tr(const char *english)
{
    return *english == '\0' ? english : dgettext("fordela", english);
}

const char *chk_trn(const char *one, const char *many, size_t n)
{
    return dngettext("fordela", one, many, n);
}

static bool is_swedish(const char *locale)
{
    return locale && strncmp(locale, "sv", 2) == 0
           && (locale[2] == '\0' || strchr("_.@:", locale[2]));
}

/* As gettext orders them; the locale C means English. */
static bool environment_is_swedish(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = NULL;
    for (size_t i = 0; i < 3 && (!locale || !*locale); i++)
        locale = getenv(names[i]);
    if (!locale || !*locale || strcmp(locale, "C") == 0
        || strcmp(locale, "POSIX") == 0)
        return false;
    const char *list = getenv("LANGUAGE");
    while (list && *list && !is_swedish(list) && strncmp(list, "en", 2) != 0) {
        list = strchr(list, ':');
        list = list ? list + 1 : NULL;
    }
    return is_swedish(list && *list ? list : locale);
}

static bool asks_for_swedish(int argc, char **argv)
{
    for (int i = 1; i + 1 < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--lang") == 0
            && (strcmp(argv[i + 1], "sv") == 0
                || strcmp(argv[i + 1], "en") == 0))
            return argv[i + 1][0] == 's';
    return environment_is_swedish();
}

/* The program's file; where there is no /proc, as it was started. */
static bool find_program(char path[PATH_MAX])
{
    const char *started = (const char *)(uintptr_t)getauxval(AT_EXECFN);
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
    if (n < 0)
        return started != NULL && realpath(started, path) != NULL;
    path[n] = '\0';
    return true;
}

/* Beside the program as built, or below share where it is installed. */
static bool find_catalogue(char folder[PATH_MAX])
{
    static const char *const from[] = {"locale", "../share/locale"};
    char program[PATH_MAX], whole[PATH_MAX];
    if (!find_program(program))
        return false;
    *(strrchr(program, '/') + 1) = '\0';
    for (size_t i = 0; i < 2; i++) {
        int size = snprintf(folder, PATH_MAX, "%s%s", program, from[i]);
        int all = snprintf(whole, sizeof whole,
                           "%s%s/sv/LC_MESSAGES/fordela.mo", program,
                           from[i]);
        if (size > 0 && all > 0 && all < PATH_MAX
            && access(whole, R_OK) == 0)
            return true;
    }
    return false;
}

void chk_language(int argc, char **argv)
{
    char folder[PATH_MAX];
    if (!asks_for_swedish(argc, argv) || !find_catalogue(folder)
        || (!setlocale(LC_MESSAGES, "C.UTF-8")
            && !setlocale(LC_MESSAGES, "sv_SE.UTF-8")))
        return;
    setenv("LANGUAGE", "sv", 1);
    bindtextdomain("fordela", folder);
    bind_textdomain_codeset("fordela", "UTF-8");
}
