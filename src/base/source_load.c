/* source_load.c - the words for files that cannot be read, the same for all. */
#include "base/source_load.h"

#include "base/tr.h"

Source *source_load(Arena *arena, const char *path, const SourceWays *ways,
                    Place asked, Diags *diags)
{
    Source *source = NULL;
    switch (source_read(arena, path, &source)) {
    case SOURCE_OK:
        break;
    case SOURCE_MISSING:
        diag_add(diags, DIAG_FAULT, asked, ways->missing,
                 "there is no file \"%s\"", path);
        break;
    case SOURCE_DIRECTORY:
        diag_add(diags, DIAG_FAULT, asked, ways->directory,
                 "\"%s\" is a directory, not a file", path);
        break;
    case SOURCE_TOO_LARGE:
        diag_add(diags, DIAG_FAULT, asked, ways->too_large,
                 "\"%s\" is larger than 1 GiB", path);
        break;
    case SOURCE_UNREADABLE:
        diag_add(diags, DIAG_MACHINE, asked,
                 "check that it is an ordinary file and may be read",
                 "\"%s\" cannot be read", path);
        break;
    }
    return source;
}
