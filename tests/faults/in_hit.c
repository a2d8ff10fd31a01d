/* in_hit.c - inside the disturbed program: counting calls, and whose turn it
 * is to fail.
 */
#include "in_hit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* These are not counted. */
ssize_t __real_read(int fd, void *to, size_t n);
ssize_t __real_write(int fd, const void *from, size_t n);

enum { SECONDS = 20 };

Shared *in_shared;
Places *in_done;
unsigned in_program;

static bool in_passing(Kind kind)
{
    static const bool passing[] = {
#define X(name, what, passing) passing,
        FAULT_KINDS(X)
#undef X
    };
    return passing[kind];
}

/* Is this one of so many that lie evenly among all? */
static bool is_spread(uint64_t hit, uint64_t spread, uint64_t total)
{
    return total > 0 && hit * spread / total != (hit + 1) * spread / total;
}

static void tell_and_wait(Kind kind, uint64_t hit, uint64_t at, int status)
{
    Tell tell = {.what = 'p', .status = status, .kind = (int32_t)kind,
                 .hit = hit, .at = at};
    char answer;
    if (__real_write(FAULTS_TELL, &tell, sizeof tell) != sizeof tell
        || __real_read(FAULTS_ASK, &answer, 1) != 1)
        _exit(99);
}

/* True in a child that is to fail here; the parent waits for its end and for
 * the driver, who looks at what it left. */
static bool fail_in_passing(Kind kind, uint64_t hit, uint64_t at)
{
    static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
    int status = 0;
    pthread_mutex_lock(&one);
    pid_t child = fork();
    if (child == 0) {
        in_shared = NULL;
        alarm(SECONDS);
        return true;
    }
    if (child > 0) {        /* else there is no room for a second one */
        waitpid(child, &status, 0);
        tell_and_wait(kind, hit, at, status);
    }
    pthread_mutex_unlock(&one);
    return false;
}

bool in_hit(Kind kind, const void *caller, Manner *manner)
{
    Shared *s = in_shared;
    uint64_t at = (uint64_t)(uintptr_t)caller;
    if (s == NULL)
        return false;
    uint64_t hit = atomic_fetch_add(&s->hits[kind], 1);
    if (s->passing && in_passing(kind))
        return (places_try(in_done, place_key(in_program, at), kind)
                || (kind != FAULT_ROOM && is_spread(hit, s->spread, s->total[kind])))
               && fail_in_passing(kind, hit, at);
    if (s->kind != (int32_t)kind) {
        if (s->kind < 0)
            places_find(&s->places, at, kind, hit);
        return false;
    }
    *manner = s->manner;
    if (hit == s->hit) {
        s->failed_at = at;
        return true;
    }
    /* What wrote half finds no room for the other half. */
    *manner = FAULT_PLAIN;
    return s->manner == FAULT_HALF && kind == FAULT_WRITE
           && hit == s->hit + 1 && at == s->failed_at;
}
