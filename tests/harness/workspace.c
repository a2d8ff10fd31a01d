/* workspace.c - a folder of its own for every test, and how two texts differ.
 */
#include "casefile.h"

#include <ftw.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { DIFF_LINES = 60 };

const char *environment(const char *name, const char *otherwise)
{
    const char *value = getenv(name);

    return value && *value ? value : otherwise;
}

static int remove_entry(const char *path, const struct stat *st, int kind,
                        struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

void folder_remove(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

bool workspace_make(char base[PATH_MAX])
{
    char work[PATH_MAX + 8];

    snprintf(base, PATH_MAX, "%s/fordela-case-XXXXXX",
             environment("TMPDIR", "/tmp"));
    if (!mkdtemp(base))
        return false;
    snprintf(work, sizeof work, "%s/work", base);
    return mkdir(work, 0777) == 0;
}

void difference_show(FILE *to, const char *base, Span expected, Span got)
{
    char path[PATH_MAX + 16], line[4096];
    int shown = 0;
    FILE *diff;

    snprintf(path, sizeof path, "%s/expected", base);
    file_write(path, expected);
    snprintf(path, sizeof path, "%s/got", base);
    file_write(path, got);
    setenv("CASE_FOLDER", base, 1);
    diff = popen("cd \"$CASE_FOLDER\" && diff -a -u --label expected "
                 "--label got expected got", "r");
    if (!diff)
        return;
    while (fgets(line, sizeof line, diff)) {
        if (++shown <= DIFF_LINES)
            fprintf(to, "    %s", line);
    }
    if (shown > DIFF_LINES)
        fprintf(to, "    ... and %d lines more\n", shown - DIFF_LINES);
    pclose(diff);
}
