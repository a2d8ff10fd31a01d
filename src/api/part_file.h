/* part_file.h - a large file written bit by bit, that can be gone on with.
 *
 * While it is written it is called PATH.partial; PATH.partial-state beside it
 * says how far it is good, and for which work. Both are replaced by PATH when
 * all is written, so PATH is never there in part. Whatever ends the process,
 * the state last kept is good: the file is cut to its length and gone on with.
 */
#ifndef FORDELA_PART_FILE_H
#define FORDELA_PART_FILE_H

#include "api/api_int.h"

typedef struct PartFile {
    fordela *f;             /* its arena serves, and its faults */
    const char *path, *partial, *state;
    const char *key;        /* 64 digits: of inputs and options */
    uint64_t most;          /* rows when it is whole */
    const char *rows;       /* what it will hold: "51 variants" */
    const char *fewer;      /* what makes it smaller */
    const char *no_file;    /* what to do where PATH is a folder, a device */
    bool foreign;           /* another writer opens and writes partial */
    int fd;                 /* of partial, locked by it, or -1 */
    uint64_t bytes;         /* written so far */
    uint64_t done;          /* rows in them, as the state says */
    Buf kept;               /* what the state keeps besides */
    bool force;             /* PATH may be replaced */
    bool resumed;
} PartFile;

/* PART_OTHER: a link, a folder, a device. */
typedef enum PartThere { PART_ABSENT, PART_FILE, PART_OTHER } PartThere;

/* Begins, or with resume goes on: done, bytes and kept are then what the state
 * says, else 0. False, as wrong use or a fault of the machine: PATH exists, or
 * a partial file that nobody asked to go on with (both unless force); one of
 * other work; one that another run is writing; less room than `least` bytes. */
bool part_open(PartFile *part, bool resume, double least);
/* Would `least` bytes fit? Else says how much there is of what. */
bool part_has_room(PartFile *part, double least);
/* Says that the partial file is of other work. False. */
bool part_is_other(PartFile *part);
/* Does the file that is gone on with begin with head, and end where a line
 * does? Else says so. */
bool part_begins(PartFile *part, const Buf *head);
bool part_write(PartFile *part, const char *bytes, size_t n);
/* Makes what is written safe and keeps how far it is. */
bool part_keep(PartFile *part, uint64_t done, const Buf *kept);
/* Gives the file its name. */
bool part_finish(PartFile *part);
/* Says that path cannot be written, and what to do: for the writer of a
 * foreign file. False. */
bool part_failed(PartFile *part, const char *path, const char *why);
/* The i-th name that is written to on the way to a file at path. */
#define PART_NAMES 4
const char *part_name(Arena *arena, const char *path, size_t i);
/* Would one be written to on the way to the other, or both be one file? Their
 * names may be written differently. False after a fault of the machine. */
bool part_same(fordela *f, const char *path, const char *other, bool *same);
/* What is there of that name? Looked at without following links. False after
 * a fault of the machine, as the next two. */
bool part_look(PartFile *part, const char *path, PartThere *there);
/* Is there a file of that name, and none half written? */
bool part_is_whole(PartFile *part, const char *path, bool *whole);
/* Removes the state of a run that was killed when it had just given the file
 * its name: found if there was one. */
bool part_tidy(PartFile *part, const char *path, bool *found);
/* Closes; removes the partial file unless it can be gone on with. */
void part_close(PartFile *part);

#endif
