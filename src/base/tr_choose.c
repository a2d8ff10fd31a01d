/* tr_choose.c - which language, and where its catalogue is. */
#include "base/tr.h"

#include <dlfcn.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

static const char *or_none(const char *text)
{
    return text != NULL && *text != '\0' ? text : NULL;
}

/* Is the locale (its name has n bytes) in this language: sv, sv_FI.UTF-8? */
static bool is_in(const char *name, size_t n, const char *language)
{
    size_t len = strlen(language);
    return n >= len && strncmp(name, language, len) == 0
           && (n == len || strchr("_.@", name[len]) != NULL);
}

/* gettext's own order. Read here because setlocale knows only locales that
 * were generated. The locale C means English whatever LANGUAGE says. */
static const char *environment_language(void)
{
    const char *locale = or_none(getenv("LC_ALL"));
    if (locale == NULL)
        locale = or_none(getenv("LC_MESSAGES"));
    if (locale == NULL)
        locale = or_none(getenv("LANG"));
    if (locale == NULL || strcmp(locale, "C") == 0
        || strcmp(locale, "POSIX") == 0)
        return "en";
    const char *list = getenv("LANGUAGE");
    for (size_t n; list != NULL && *list != '\0';
         list += n + (list[n] != '\0')) {
        n = strcspn(list, ":");
        if (is_in(list, n, "sv"))
            return "sv";
        if (is_in(list, n, "en"))
            return "en";
    }
    return is_in(locale, strlen(locale), "sv") ? "sv" : "en";
}

static bool has_catalogue(const char *folder)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/sv/LC_MESSAGES/fordela.mo",
                     folder);
    return n > 0 && n < PATH_MAX && access(path, R_OK) == 0;
}

/* Writes "FOLDER/after" into path, FOLDER being that of file; false unless a
 * Swedish catalogue stands there. */
static bool is_beside(const char *file, const char *after, char path[PATH_MAX])
{
    const char *slash = strrchr(file, '/');
    if (slash == NULL)
        return false;
    int n = snprintf(path, PATH_MAX, "%.*s/%s", (int)(slash - file), file,
                     after);
    return n > 0 && n < PATH_MAX && has_catalogue(path);
}

/* The program's file without links; false: nobody says. Where there is no
 * /proc, as it was started: found on the PATH or not, the kernel was told a
 * path. */
static bool find_program(char path[PATH_MAX])
{
    const char *started = (const char *)(uintptr_t)getauxval(AT_EXECFN);
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
    if (n < 0)
        return started != NULL && realpath(started, path) != NULL;
    path[n] = '\0';
    return true;
}

/* As built (build/fordela, build/locale) or as installed (bin or lib, and
 * share): nothing is compiled in, so that what is installed can be moved. */
static bool find_catalogue(char path[PATH_MAX])
{
    char program[PATH_MAX];
    Dl_info library;
    if (find_program(program)
        && (is_beside(program, "locale", path)
            || is_beside(program, "../share/locale", path)))
        return true;
    /* The library may be used by a program that stands somewhere else. */
    void *here = (void *)(uintptr_t)find_catalogue;
    return dladdr(here, &library) != 0 && library.dli_fname != NULL
           && (is_beside(library.dli_fname, "locale", path)
               || is_beside(library.dli_fname, "../share/locale", path)
               || is_beside(library.dli_fname, "../../share/locale", path));
}

/* A locale of UTF-8 in which gettext looks at LANGUAGE: any but "C". */
static bool set_locale(void)
{
    return setlocale(LC_MESSAGES, "C.UTF-8") != NULL
           || setlocale(LC_MESSAGES, "") != NULL
           || setlocale(LC_MESSAGES, "sv_SE.UTF-8") != NULL
           || setlocale(LC_MESSAGES, "en_US.UTF-8") != NULL;
}

const char *tr_choose(const char *language, const char *folder)
{
    char found[PATH_MAX];
    if (language == NULL)
        language = environment_language();
    setlocale(LC_MESSAGES, "C");
    if (strcmp(language, "en") == 0)
        return NULL;
    if (strcmp(language, "sv") != 0)
        return "there is English (en) and Swedish (sv)";
    if (folder == NULL && find_catalogue(found))
        folder = found;
    if (folder == NULL || !has_catalogue(folder))
        return "its catalogue, sv/LC_MESSAGES/fordela.mo, is not found";
    if (!set_locale() || strcmp(setlocale(LC_MESSAGES, NULL), "C") == 0)
        return "the system has no locale with UTF-8, such as C.UTF-8";
    if (setenv("LANGUAGE", "sv", 1) != 0
        || bindtextdomain("fordela", folder) == NULL
        || bind_textdomain_codeset("fordela", "UTF-8") == NULL)
        return "memory is short";
    return NULL;
}
