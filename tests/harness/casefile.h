/* casefile.h - reads a case file and runs one of its commands.
 *
 * Ownership: a CaseFile owns its text, and every Section points into it;
 * casefile_free gives back both. An Outcome owns its two texts.
 */
#ifndef FORDELA_TEST_CASEFILE_H
#define FORDELA_TEST_CASEFILE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Bytes that need not end in NUL. */
typedef struct {
    const char *at;
    size_t len;
} Span;

/* What stands between one `-- NAME --` line and the next. */
typedef struct {
    Span name;
    Span text;      /* whole lines, the last one with its newline */
    int line;       /* of the `-- NAME --` line, counted from 1 */
} Section;

typedef struct {
    char *bytes;
    Span comment;   /* what stands before the first section */
    Section *sections;
    size_t count;
} CaseFile;

typedef struct {
    char *out, *err;
    size_t out_len, err_len;
    int status;         /* exit status; 128 + n when killed by signal n */
    bool timed_out;
} Outcome;

/* NULL with errno set when the file cannot be read. */
CaseFile *casefile_read(const char *path);
void casefile_free(CaseFile *file);

bool section_is(const Section *section, const char *name);
/* command, stdout, stderr or status: what is no file to be unpacked. */
bool section_is_special(const Section *section);
/* The bytes a section stands for: its text, except that a last line
 * `\ no newline` takes itself and the newline before it away. */
Span section_bytes(const Section *section);
/* The reverse: writes bytes so that section_bytes gives them again. */
void section_write(FILE *to, const char *name, Span bytes);

/* Writes every file section below `folder`, making folders as needed; a name
 * that ends in "/" makes an empty folder, `base64 NAME` decodes. False with a
 * message in `why` when a name or a text does not allow it. */
bool casefile_unpack(const CaseFile *file, const char *folder, FILE *why);

/* Runs `command` by /bin/sh in base/work, with `build` first in PATH and TOP
 * set to `top`; killed with all its children after `seconds`. What sanitizers
 * report goes to files base/san.*. False when it could not be started. */
bool command_run(Span command, const char *base, const char *build,
                 const char *top, int seconds, Outcome *outcome);
void outcome_free(Outcome *outcome);

/* Makes a folder base (in TMPDIR) and base/work in it. */
bool workspace_make(char base[PATH_MAX]);
/* With everything in it; no complaint when it is not there. */
void folder_remove(const char *path);

/* What diff says about the two texts, which are left in base. */
void difference_show(FILE *to, const char *base, Span expected, Span got);

/* The variable's value, or `otherwise` when it is unset or empty. */
const char *environment(const char *name, const char *otherwise);

/* The whole file, NUL after its end, or NULL; freed with free. */
char *file_read(const char *path, size_t *len);
bool file_write(const char *path, Span bytes);

#endif
