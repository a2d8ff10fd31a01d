/* entry.c - comparing and timing one contestant. */
#include "entry.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { AT_ONCE = 128 };       /* scenarios in the block of amounts */
static const double CHECK_SECONDS = 2;

/* ---- Courses ---- */

static const Workload *find(const char *name)
{
    for (size_t i = 0; i < WORKLOADS; i++) {
        if (strcmp(workload_list()[i].name, name) == 0) {
            return &workload_list()[i];
        }
    }
    return NULL;
}

bool course_open(Course *course, const char *name)
{
    course->w = *find(name);
    if (!workload_read(&course->w)) {
        return false;
    }
    const Workload *w = &course->w;
    course->param = mem_alloc(POOL * PARAMS, sizeof *course->param);
    course->compared = mem_alloc(SAMPLE * PARAMS, sizeof *course->compared);
    course->exact = mem_alloc(SAMPLE * w->rows, sizeof *course->exact);
    course->amounts = mem_alloc(AT_ONCE * w->rows, sizeof *course->amounts);
    workload_draw(w, 0, POOL, course->param);
    workload_draw(w, POOL, SAMPLE, course->compared);
    for (size_t k = 0; k < SAMPLE; k++) {
        reference(w, course->compared + k * PARAMS,
                  course->exact + k * w->rows);
    }
    return true;
}

void course_close(Course *course)
{
    mem_free(course->param);
    mem_free(course->compared);
    mem_free(course->exact);
    mem_free(course->amounts);
}

/* ---- Timing ---- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* n scenarios from `at` of the pool on. */
static double seconds_from(const Entry *e, size_t at, size_t n)
{
    const Course *course = e->course;
    const int64_t *param = course->param + at * PARAMS;
    if (e->c->seconds != NULL) {
        return e->c->seconds(e->self, param, n);
    }
    double start = processor_seconds();
    for (size_t done = 0; done < n; done += e->c->block) {
        if (!e->c->run(e->self, param + done * PARAMS,
                       least(e->c->block, n - done), course->amounts)) {
            return -1;
        }
    }
    return processor_seconds() - start;
}

double entry_seconds(void *context, size_t n)
{
    Entry *e = context;
    double spent = 0;
    while (n > 0) {
        size_t now = least(n, POOL - e->next);
        double more = seconds_from(e, e->next, now);
        if (more < 0) {
            return more;
        }
        spent += more;
        n -= now;
        e->next = (e->next + now) % POOL;
    }
    return spent;
}

/* ---- Comparing ---- */

/* As many scenarios of the sample as there is time for. False: it failed. */
static bool check(Entry *e)
{
    const Course *course = e->course;
    double start = wall_seconds();
    size_t rows = course->w.rows, now = 1;
    while (e->checked < SAMPLE && wall_seconds() - start < CHECK_SECONDS) {
        now = least(now, SAMPLE - e->checked);
        if (!e->c->run(e->self, course->compared + e->checked * PARAMS, now,
                       course->amounts)) {
            return false;
        }
        for (size_t k = 0; k < now; k++) {
            e->wrong += memcmp(course->amounts + k * rows,
                               course->exact + (e->checked + k) * rows,
                               rows * sizeof *course->exact) != 0;
        }
        e->checked += now;
        now = least(2 * now + 1, AT_ONCE);    /* odd blocks, too */
    }
    return true;
}

bool entry_open(Entry *e, const Contestant *c, const Course *course,
                const char *build, char *why)
{
    snprintf(why, WHY, "it could not begin");
    *e = (Entry){.c = c, .course = course};
    e->self = c->open(&course->w, build, why);
    if (e->self == NULL) {
        return false;
    }
    if (!check(e)) {
        snprintf(why, WHY, "it failed");
        entry_close(e);
        return false;
    }
    return true;
}

void entry_close(Entry *e)
{
    if (e->self != NULL && e->c->close != NULL) {
        e->c->close(e->self);
    }
    e->self = NULL;
}
