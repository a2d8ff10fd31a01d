/* source.h - the text of one file, and places in it.
 *
 * A place is a byte span; line and column are worked out only when shown.
 */
#ifndef FORDELA_SOURCE_H
#define FORDELA_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* A file larger than this is refused: positions are 32 bits, and a national
 * table of a million rows is far below it. */
#define SOURCE_BYTES_MAX ((size_t)1 << 30)

typedef struct Source {
    const char *path;   /* as shown to the user */
    const char *text;   /* zero-terminated; a byte order mark is taken off */
    size_t len;
    uint32_t *line;     /* byte offset of each line's start */
    size_t n_lines;
    char sha256[65];    /* of the file's bytes as read, in hexadecimal */
    const char *sheet;  /* of a workbook, whose rows are the lines and whose
                           columns are parted by tabs; NULL: a text */
} Source;

typedef struct Span {
    uint32_t from, to;  /* bytes, to is one past the end */
} Span;

/* Where something stands. source NULL: no place (the command line, say). */
typedef struct Place {
    const Source *source;
    Span span;
} Place;

typedef struct LineCol {
    size_t line, col;   /* from 1; columns count characters, not bytes */
} LineCol;

typedef enum SourceStatus {
    SOURCE_OK,
    SOURCE_MISSING,     /* no such file */
    SOURCE_DIRECTORY,
    SOURCE_TOO_LARGE,
    SOURCE_UNREADABLE   /* permission, input/output error */
} SourceStatus;

/* Reads a whole file. *out is owned by the arena. The bytes are not checked
 * to be UTF-8 (CSV files may be Windows-1252). */
SourceStatus source_read(Arena *arena, const char *path, Source **out);

/* The SHA-256 of some bytes in hexadecimal. */
void source_sha256(const char *bytes, size_t len, char out[65]);

/* A source over a copy of text, for tests, --set and converted files. */
Source *source_make(Arena *arena, const char *path, const char *text,
                    size_t len);

LineCol source_line_col(const Source *source, uint32_t offset);
/* The cell of a sheet: 'Blad1'!C7. */
char *source_cell(Arena *arena, const Source *source, uint32_t offset);

/* The file as it is named in a scenario: "a.csv", "a.xlsx#Blad1". */
const char *source_shown(Arena *arena, const Source *source);

/* The directory part of path joined with file, unless file is absolute;
 * "." and "a/.." are taken out, unless a is a link to elsewhere. */
char *path_join(Arena *arena, const char *beside, const char *file);
/* The same of names that are no files, such as those of a workbook's parts. */
char *path_join_plain(Arena *arena, const char *beside, const char *file);

/* The path without links and "..", by which one file is known whatever it is
 * called; the path itself where there is no such file. */
const char *path_real(Arena *arena, const char *path);

Place place_join(Place from, Place to);

#endif
