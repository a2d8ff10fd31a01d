/* source_load.h - a file read, or why it cannot be. */
#ifndef FORDELA_SOURCE_LOAD_H
#define FORDELA_SOURCE_LOAD_H

#include "base/diag.h"

/* The ways out where what is read is of one kind: where there is no such file,
 * where it is a directory, where it is larger than SOURCE_BYTES_MAX. English
 * literals, marked N_. */
typedef struct SourceWays {
    const char *missing, *directory, *too_large;
} SourceWays;

/* source_read; NULL after a fault at the place that names the file. */
Source *source_load(Arena *arena, const char *path, const SourceWays *ways,
                    Place asked, Diags *diags);

#endif
