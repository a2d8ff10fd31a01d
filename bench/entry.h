/* entry.h - one contestant in one workload: compared, then timed. */
#ifndef BENCH_ENTRY_H
#define BENCH_ENTRY_H

#include "contestant.h"
#include "measure.h"

enum {
    POOL = 1 << 16,           /* scenarios drawn for timing, over and over */
    SAMPLE = 2000             /* scenarios compared, if time allows */
};

/* A workload, its scenarios and their amounts. */
typedef struct Course {
    Workload w;
    int64_t *param;           /* POOL * PARAMS */
    int64_t *compared;        /* SAMPLE * PARAMS, not those of the pool */
    int64_t *exact;           /* SAMPLE * rows */
    int64_t *amounts;         /* the block that is used again and again */
} Course;

/* False: the workload's data cannot be read. */
bool course_open(Course *course, const char *name);
void course_close(Course *course);

typedef struct Entry {
    const Contestant *c;
    const Course *course;
    void *self;               /* NULL: does not take part */
    size_t checked, wrong;    /* scenarios */
    size_t next;              /* of the pool */
} Entry;

/* Opens a contestant and compares it with the reference. False: it does not
 * take part, and why (WHY bytes) says the reason. build: see Contestant. */
bool entry_open(Entry *e, const Contestant *c, const Course *course,
                const char *build, char *why);
void entry_close(Entry *e);

/* The next n scenarios of the pool, for Timed; the context is an Entry. */
double entry_seconds(void *context, size_t n);

#endif
