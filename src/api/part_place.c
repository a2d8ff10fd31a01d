/* part_place.c - where a large file goes: room for it, and its names. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "api/part_file.h"

static const char *folder_of(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return ".";
    return slash == path ? "/"
                         : arena_copy(arena, path, (size_t)(slash - path));
}

static const char *name_in(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

const char *part_name(Arena *arena, const char *path, size_t i)
{
    static const char *const end[PART_NAMES] = {
        "", ".partial", ".partial-state", ".partial-state-new"};
    return arena_format(arena, "%s%s", path, end[i]);
}

static bool cannot_look(fordela *f, const char *folder)
{
    diag_add(f->work.diags, DIAG_MACHINE, (Place){0}, NULL,
             "\"%s\" cannot be read: %s", folder, tr_error(errno));
    return false;
}

/* The folder of each is that of all names on the way to it. */
static bool one_folder(fordela *f, const char *path, const char *other,
                       bool *same)
{
    struct stat a, b;
    const char *folder = folder_of(f->arena, path);
    const char *beside = folder_of(f->arena, other);
    bool there = stat(folder, &a) == 0;
    if (!there && errno == EIO)
        return cannot_look(f, folder);
    bool too = stat(beside, &b) == 0;
    if (!too && errno == EIO)
        return cannot_look(f, beside);
    *same = there && too && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    return true;
}

bool part_same(fordela *f, const char *path, const char *other, bool *same)
{
    *same = false;
    for (size_t i = 0; i < PART_NAMES; i++)
        for (size_t k = 0; k < PART_NAMES; k++)
            if (strcmp(name_in(part_name(f->arena, path, i)),
                       name_in(part_name(f->arena, other, k))) == 0)
                return one_folder(f, path, other, same);
    return true;
}

/* "12.3 GB" */
static const char *size_text(Arena *arena, double bytes)
{
    static const char *const unit[] = {"bytes", "kB", "MB", "GB", "TB", "PB",
                                       "EB"};
    size_t i = 0;
    for (; bytes >= 1000 && i + 1 < sizeof unit / sizeof *unit; i++)
        bytes /= 1000;
    return tr_decimal(arena_format(arena, "%.*f %s", i > 0, bytes,
                                   i > 0 ? unit[i] : tr("bytes")));
}

bool part_has_room(PartFile *part, double least)
{
    Arena *arena = part->f->arena;
    struct statvfs at;
    double more = least - (double)part->bytes;
    if (statvfs(folder_of(arena, part->path), &at) != 0)
        return part_failed(part, part->path, tr_error(errno));
    double room = (double)at.f_bavail * (double)at.f_frsize;
    if (more <= room)
        return true;
    diag_add(part->f->work.diags, DIAG_MACHINE, (Place){0}, part->fewer,
             "\"%s\" would hold %s, at least %s; %s are free", part->path,
             part->rows, size_text(arena, least), size_text(arena, room));
    return false;
}

bool part_is_whole(PartFile *part, const char *path, bool *whole)
{
    PartThere there, partial;
    const char *name = arena_format(part->f->arena, "%s.partial", path);
    if (!part_look(part, path, &there) || !part_look(part, name, &partial))
        return false;
    *whole = there != PART_ABSENT && partial == PART_ABSENT;
    return true;
}

bool part_tidy(PartFile *part, const char *path, bool *found)
{
    bool whole;
    if (!part_is_whole(part, path, &whole))
        return false;
    *found = whole && unlink(arena_format(part->f->arena, "%s.partial-state",
                                          path)) == 0;
    return true;
}
