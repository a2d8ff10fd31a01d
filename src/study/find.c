/* find.c - the scenario files below a directory. */

#include "study/study.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/tr.h"

#define SUFFIX ".scenario"
/* Deeper than anyone stores scenarios; a guard against mounted circles. */
#define PATH_BYTES_MAX 4000

typedef VEC(const char *) Paths;

static bool ends_in_scenario(const char *name)
{
    size_t n = strlen(name), suffix = strlen(SUFFIX);
    return n > suffix && strcmp(name + n - suffix, SUFFIX) == 0;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void cannot_read(Diags *diags, const char *path)
{
    diag_add(diags, DIAG_MACHINE, (Place){0}, NULL,
             "\"%s\" cannot be read: %s", path, tr_error(errno));
}

typedef struct Search {
    Arena *arena;
    Diags *diags;
    Paths folders, found;
    bool deep;              /* something was too deep to be looked at */
} Search;

/* A file that is gone by now is none; what cannot be looked at may be one, or
 * hold some. */
static void look_at(Search *s, const char *path, const char *name)
{
    struct stat st;
    if (lstat(path, &st) != 0) {
        if (errno != ENOENT)
            cannot_read(s->diags, path);
        return;
    }
    if (S_ISDIR(st.st_mode)) {
        *VEC_ADD(s->arena, &s->folders) = path;
        return;
    }
    if (!ends_in_scenario(name))
        return;
    /* A link to a file is as good as the file; one to a folder is not. */
    if (S_ISLNK(st.st_mode) && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return;
    *VEC_ADD(s->arena, &s->found) = path;
}

static void read_folder(Search *s, const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir) {
        diag_add(s->diags, DIAG_MACHINE, (Place){0}, NULL,
                 "cannot read the directory \"%s\": %s", folder,
                 tr_error(errno));
        return;
    }
    size_t n = strlen(folder);
    const char *slash = n > 0 && folder[n - 1] == '/' ? "" : "/";
    for (struct dirent *entry; (errno = 0, entry = readdir(dir));) {
        const char *name = entry->d_name;
        if (!strcmp(name, ".") || !strcmp(name, ".."))
            continue;
        if (n + strlen(slash) + strlen(name) > PATH_BYTES_MAX)
            s->deep = true;
        else
            look_at(s, arena_format(s->arena, "%s%s%s", folder, slash, name),
                    name);
    }
    if (errno != 0)
        cannot_read(s->diags, folder);
    closedir(dir);
}

PathList study_find(Arena *arena, const char *path, Diags *diags)
{
    struct stat st;
    Search s = {.arena = arena, .diags = diags};
    bool there = stat(path, &st) == 0;
    if (!there && errno == EIO) {
        cannot_read(diags, path);
        return (PathList){NULL, 0};
    }
    if (!there || !S_ISDIR(st.st_mode)) {
        *VEC_ADD(arena, &s.found) = arena_string(arena, path);
        return (PathList){s.found.at, s.found.n};
    }
    size_t failed = diags_count(diags);
    *VEC_ADD(arena, &s.folders) = arena_string(arena, path);
    for (size_t i = 0; i < s.folders.n; i++)
        read_folder(&s, s.folders.at[i]);
    if (s.deep)
        diag_add(diags, DIAG_FAULT, (Place){0},
                 "name the folder that is meant, further down",
                 "\"%s\" holds folders so deep that their paths have more "
                 "than %d bytes", path, PATH_BYTES_MAX);
    if (s.found.n > 0)
        qsort(s.found.at, s.found.n, sizeof *s.found.at, by_bytes);
    else if (diags_count(diags) == failed)
        diag_add(diags, DIAG_FAULT, (Place){0},
                 "name a scenario file, or a directory that holds some",
                 "no *.scenario file in \"%s\"", path);
    return (PathList){s.found.at, s.found.n};
}
