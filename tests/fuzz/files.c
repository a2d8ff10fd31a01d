/* files.c - inputs that are several files, and their folder on disk. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

void fuzz_demand(bool holds, const char *promise)
{
    if (holds)
        return;
    fprintf(stderr, "broken promise: %s\n", promise);
    abort();
}

/* Out of memory the engine ends at once. libFuzzer would take that for its own
 * end and keep no input, so the link puts this in the place of _Exit. */
_Noreturn void __real__Exit(int status);
_Noreturn void __wrap__Exit(int status);

_Noreturn void __wrap__Exit(int status)
{
    fuzz_demand(status != 4, "memory for every input");
    __real__Exit(status);
}

/* ---- Splitting ---- */

/* The name in a line `-- NAME --`; false if the line is none. */
static bool section_name(const uint8_t *line, size_t n,
                         char name[FUZZ_NAME_MAX])
{
    if (n < 7 || n - 6 >= FUZZ_NAME_MAX || memcmp(line, "-- ", 3) != 0
        || memcmp(line + n - 3, " --", 3) != 0)
        return false;
    memcpy(name, line + 3, n - 6);
    name[n - 6] = '\0';
    return true;
}

size_t fuzz_split(const uint8_t *data, size_t size,
                  FuzzFile file[FUZZ_FILES_MAX])
{
    size_t n = 0;
    for (size_t at = 0; at < size;) {
        const uint8_t *end = memchr(data + at, '\n', size - at);
        size_t len = end == NULL ? size - at : (size_t)(end - data) - at;
        size_t next = at + len + (end != NULL);
        char name[FUZZ_NAME_MAX];
        if (section_name(data + at, len, name)) {
            if (n == FUZZ_FILES_MAX)
                break;
            memcpy(file[n].name, name, sizeof name);
            file[n].at = data + next;
            file[n++].n = 0;
        } else if (n > 0) {
            file[n - 1].n += next - at;
        }
        at = next;
    }
    return n;
}

/* ---- The folder ---- */

static char folder[2048];

static void remove_folder(void)
{
    rmdir(folder);
}

static void make_folder(void)
{
    const char *tmp = getenv("TMPDIR");
    if (folder[0] != '\0')
        return;
    int n = snprintf(folder, sizeof folder, "%s/fordela-fuzz-XXXXXX",
                     tmp != NULL ? tmp : "/tmp");
    if (n < 0 || (size_t)n >= sizeof folder || mkdtemp(folder) == NULL) {
        perror("a folder for the files");
        _Exit(2);
    }
    atexit(remove_folder);
}

static bool is_name(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789-_.";
    return name[0] != '.' && name[0] != '\0'
           && name[strspn(name, allowed)] == '\0';
}

static void path_of(const char *name, char path[4096])
{
    make_folder();
    snprintf(path, 4096, "%s/%s", folder, name);
}

bool fuzz_put(const char *name, const uint8_t *data, size_t size,
              char path[4096])
{
    if (!is_name(name))
        return false;
    path_of(name, path);
    FILE *file = fopen(path, "wb");
    if (file == NULL || (size > 0 && fwrite(data, 1, size, file) != size)
        || fclose(file) != 0) {
        perror(path);
        _Exit(2);
    }
    return true;
}

void fuzz_remove(const char *name)
{
    char path[4096];
    if (!is_name(name))
        return;
    path_of(name, path);
    unlink(path);
}

static bool is_scenario(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot != NULL && strcmp(dot, ".scenario") == 0;
}

size_t fuzz_put_all(const uint8_t *data, size_t size,
                    FuzzFile file[FUZZ_FILES_MAX], char scenario[4096])
{
    char path[4096];
    size_t n = fuzz_split(data, size, file);
    scenario[0] = '\0';
    for (size_t i = 0; i < n; i++)
        if (fuzz_put(file[i].name, file[i].at, file[i].n, path)
            && scenario[0] == '\0' && is_scenario(file[i].name))
            memcpy(scenario, path, sizeof path);
    return n;
}

void fuzz_remove_all(const FuzzFile *file, size_t n)
{
    for (size_t i = 0; i < n; i++)
        fuzz_remove(file[i].name);
}
