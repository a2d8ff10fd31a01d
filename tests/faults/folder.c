/* folder.c - what a folder holds, and whether that is what another holds. */
#include "folder.h"

#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "casefile.h"

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

Folder folder_list(const char *root)
{
    Folder folder = {.root = strdup(root)};
    char *const roots[] = {folder.root, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    size_t skip = strlen(root) + 1;
    for (FTSENT *e; walk != NULL && (e = fts_read(walk)) != NULL;) {
        if (e->fts_level == 0 || e->fts_info == FTS_DP)
            continue;
        folder.path = reallocarray(folder.path, folder.n + 1,
                                   sizeof *folder.path);
        folder.path[folder.n++] = strdup(e->fts_path + skip);
    }
    if (walk != NULL)
        fts_close(walk);
    if (folder.n > 0)
        qsort(folder.path, folder.n, sizeof *folder.path, by_path);
    return folder;
}

void folder_free(Folder *folder)
{
    for (size_t i = 0; i < folder->n; i++)
        free(folder->path[i]);
    free(folder->path);
    free(folder->root);
    *folder = (Folder){0};
}

bool folder_has(const Folder *folder, const char *path)
{
    return folder->n > 0
           && bsearch(&path, folder->path, folder->n, sizeof *folder->path,
                      by_path) != NULL;
}

static void join(char to[PATH_MAX], const char *root, const char *path)
{
    snprintf(to, PATH_MAX, "%s/%s", root, path);
}

size_t folder_bytes(const Folder *folder)
{
    char path[PATH_MAX];
    struct stat st;
    size_t bytes = 0;
    for (size_t i = 0; i < folder->n; i++) {
        join(path, folder->root, folder->path[i]);
        if (lstat(path, &st) == 0)
            bytes += (size_t)st.st_size;
    }
    return bytes;
}

static bool same_content(const char *a, const char *b)
{
    size_t n_a = 0, n_b = 0;
    char *in_a = file_read(a, &n_a), *in_b = file_read(b, &n_b);
    bool same = in_a != NULL && in_b != NULL && n_a == n_b
                && memcmp(in_a, in_b, n_a) == 0;
    free(in_a);
    free(in_b);
    return same;
}

static bool same_target(const char *a, const char *b)
{
    char to_a[PATH_MAX], to_b[PATH_MAX];
    ssize_t n_a = readlink(a, to_a, sizeof to_a);
    ssize_t n_b = readlink(b, to_b, sizeof to_b);
    return n_a == n_b && n_a > 0 && memcmp(to_a, to_b, (size_t)n_a) == 0;
}

bool folder_same(const char *root, const char *other, const char *path)
{
    char a[PATH_MAX], b[PATH_MAX];
    struct stat st_a, st_b;
    join(a, root, path);
    join(b, other, path);
    bool is_a = lstat(a, &st_a) == 0, is_b = lstat(b, &st_b) == 0;
    if (!is_a || !is_b)
        return is_a == is_b;
    if (st_a.st_mode != st_b.st_mode)
        return false;
    if (S_ISLNK(st_a.st_mode))
        return same_target(a, b);
    return !S_ISREG(st_a.st_mode)
           || (st_a.st_size == st_b.st_size && same_content(a, b));
}

bool folders_equal(const Folder *a, const Folder *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->path[i], b->path[i]) != 0
            || !folder_same(a->root, b->root, a->path[i]))
            return false;
    return true;
}

/* What cp makes of it; files of tests have no odd names. */
static void copy(const char *from, const char *to)
{
    char command[3 * PATH_MAX];
    snprintf(command, sizeof command, "exec cp -a -T '%s' '%s'", from, to);
    if (system(command) != 0)
        fprintf(stderr, "check-faults: %s failed\n", command);
}

bool folder_restore(const char *root, const Folder *from)
{
    char a[PATH_MAX], b[PATH_MAX];
    Folder now = folder_list(root);
    bool changed = false;
    for (size_t i = now.n; i-- > 0;) {
        if (folder_has(from, now.path[i])
            && folder_same(root, from->root, now.path[i]))
            continue;
        join(a, root, now.path[i]);
        folder_remove(a);
        changed = true;
    }
    for (size_t i = 0; i < from->n; i++) {
        if (folder_same(root, from->root, from->path[i]))
            continue;
        join(a, from->root, from->path[i]);
        join(b, root, from->path[i]);
        copy(a, b);
        changed = true;
    }
    folder_free(&now);
    return changed;
}

void folder_copy(const char *from, const char *to)
{
    folder_remove(to);
    copy(from, to);
}
