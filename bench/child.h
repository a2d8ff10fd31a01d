/* child.h - a contestant that is a program of its own, on two pipes.
 *
 * The program writes one line: "ready", perhaps followed by a note such as its
 * version; or why it cannot take part. Then it is asked, in numbers of 64 bits:
 * what, n, and n * PARAMS parameters. Its answers are numbers of 64 bits, too.
 */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

#include "contestant.h"

typedef enum ChildAsk {
    CHILD_AMOUNTS,      /* n * rows amounts */
    CHILD_TIME,         /* its processor's nanoseconds, its most memory, KiB */
    CHILD_TUNE,         /* the same scenarios in batches of several sizes, of
                           which it keeps the fastest: that size */
    CHILD_DRAW          /* it draws the n scenarios itself and sends no
                           parameters along: as CHILD_TIME */
} ChildAsk;

typedef struct Child Child;

/* argv as for execvp; rows: of the amounts. NULL: why says the reason. */
Child *child_open(const char *const *argv, size_t rows, char why[WHY]);
/* CHILD_TUNE, and the size into the note. */
bool child_tune(Child *c, const int64_t *param, size_t n);
/* CHILD_DRAW: seconds, or below 0. */
double child_draw(Child *c, size_t n);

/* For a Contestant; self is a Child. */
bool child_run(void *self, const int64_t *param, size_t n, int64_t *amounts);
double child_seconds(void *self, const int64_t *param, size_t n);
double child_memory(void *self);
const char *child_note(void *self);
void child_close(void *self);

#endif
