/* sweep_units.c - units to threads, and their bytes out in order. */
#include "study/sweep_units.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <time.h>

#include "base/mem.h"
#include "base/tr.h"

/* Units that may be ahead of the one to be put next, for each thread. */
#define AHEAD 4
/* Evaluating an expression nested as deep as may be takes far less. */
#define STACK_BYTES ((size_t)8 << 20)
/* How long to wait for a unit before `turn` is asked again. */
#define WAIT_NANOSECONDS 100000000L

typedef struct UnitSlot {
    Buf bytes;
    bool done;
} UnitSlot;

/* Guarded by `lock`: everything but units and what a slot holds while a
 * thread fills it. */
typedef struct Crew {
    const Units *units;
    pthread_mutex_t lock;
    pthread_cond_t may_begin;   /* a unit may be taken, or all shall end */
    pthread_cond_t finished;    /* a slot was filled */
    UnitSlot *slot;             /* of unit u: u % n_slots */
    uint64_t n_slots;
    uint64_t next;              /* unit to be taken next */
    uint64_t put;               /* unit to be put next */
    uint64_t gate;              /* no unit from here on is taken */
    bool waiting;               /* the calling thread, for the unit `put` */
    bool quit;
} Crew;

typedef struct Member {
    Crew *crew;
    unsigned number;
    bool paused;                /* speak as the calling thread does */
    pthread_t thread;
} Member;

/* ---- Doing units ---- */

/* The next unit to do, if it may be taken now; the lock is held. */
static bool next_unit(Crew *c, uint64_t *unit)
{
    if (c->quit || c->next >= c->gate || c->next - c->put >= c->n_slots)
        return false;
    *unit = c->next++;
    return true;
}

static void do_unit(Crew *c, unsigned number, uint64_t unit)
{
    UnitSlot *slot = &c->slot[unit % c->n_slots];
    slot->bytes.n = 0;
    c->units->work(c->units->context, number, unit, &slot->bytes);
    pthread_mutex_lock(&c->lock);
    slot->done = true;
    if (c->waiting && unit == c->put)
        pthread_cond_signal(&c->finished);
    pthread_mutex_unlock(&c->lock);
}

/* Of a started thread: waits for a unit; false when there is no more. */
static bool take_unit(Crew *c, uint64_t *unit)
{
    bool taken;
    pthread_mutex_lock(&c->lock);
    while (!(taken = next_unit(c, unit)) && !c->quit)
        pthread_cond_wait(&c->may_begin, &c->lock);
    pthread_mutex_unlock(&c->lock);
    return taken;
}

static void *member_run(void *arg)
{
    Member *me = arg;
    uint64_t unit;
    tr_pause(me->paused);
    while (take_unit(me->crew, &unit))
        do_unit(me->crew, me->number, unit);
    return NULL;
}

/* ---- In the calling thread ---- */

/* Waits a little for the unit to be put next, which some thread has or will
 * take; the lock is held. */
static void wait_for_unit(Crew *c)
{
    struct timespec until;
    int error = 0;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += WAIT_NANOSECONDS;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    c->waiting = true;
    while (!c->slot[c->put % c->n_slots].done && error != ETIMEDOUT)
        error = pthread_cond_timedwait(&c->finished, &c->lock, &until);
    c->waiting = false;
}

static bool put_unit(Crew *c)
{
    UnitSlot *slot = &c->slot[c->put % c->n_slots];
    bool good = c->units->put(c->units->context, c->put, &slot->bytes);
    pthread_mutex_lock(&c->lock);
    slot->done = false;
    c->put++;
    pthread_cond_broadcast(&c->may_begin);
    pthread_mutex_unlock(&c->lock);
    return good;
}

/* Puts a unit if the next one is done, else does one as number 0, else waits:
 * so there are no more threads at work than were asked for, and none is woken
 * for each unit. False: stop. */
static bool step(Crew *c)
{
    uint64_t unit;
    pthread_mutex_lock(&c->lock);
    bool done = c->slot[c->put % c->n_slots].done;
    bool taken = !done && next_unit(c, &unit);
    if (!done && !taken)
        wait_for_unit(c);
    pthread_mutex_unlock(&c->lock);
    if (taken)
        do_unit(c, 0, unit);
    return !done || put_unit(c);
}

/* Moves the gate; returns the next unit that nobody took. */
static uint64_t set_gate(Crew *c, bool open)
{
    pthread_mutex_lock(&c->lock);
    c->gate = open ? c->units->end : c->next;
    uint64_t next = c->next;
    pthread_cond_broadcast(&c->may_begin);
    pthread_mutex_unlock(&c->lock);
    return next;
}

static bool lead(Crew *c)
{
    const Units *u = c->units;
    while (c->put < u->end) {
        if (!step(c))
            return false;
        SweepTurn turn = u->turn(u->context, c->put);
        if (turn == SWEEP_GO_ON)
            continue;
        uint64_t next = set_gate(c, false);
        while (c->put < next)
            if (!step(c))
                return false;
        if (!u->rest(u->context, c->put))
            return false;
        if (turn == SWEEP_STOP)
            return c->put == u->end;
        set_gate(c, true);
    }
    return u->rest(u->context, u->end);
}

static void crew_init(Crew *c)
{
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->may_begin, &attr);
    pthread_cond_init(&c->finished, &attr);
    pthread_condattr_destroy(&attr);
    c->slot = mem_alloc(c->n_slots, sizeof *c->slot);
}

static void crew_free(Crew *c)
{
    for (uint64_t i = 0; i < c->n_slots; i++)
        buf_free(&c->slot[i].bytes);
    mem_free(c->slot);
    pthread_cond_destroy(&c->finished);
    pthread_cond_destroy(&c->may_begin);
    pthread_mutex_destroy(&c->lock);
}

/* Threads 1, 2, ...; how many could be started. */
static unsigned start(Member *member, Crew *c)
{
    pthread_attr_t attr;
    unsigned n = 0;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, STACK_BYTES);
    while (n + 1 < c->units->threads) {
        member[n] = (Member){.crew = c, .number = n + 1,
                             .paused = tr_is_paused()};
        if (pthread_create(&member[n].thread, &attr, member_run,
                           &member[n]) != 0)
            break;
        n++;
    }
    pthread_attr_destroy(&attr);
    return n;
}

unsigned study_cores(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n < 1 ? 1 : (unsigned)n;
}

bool units_run(const Units *units)
{
    Crew crew = {.units = units, .next = units->first, .put = units->first,
                 .gate = units->end,
                 .n_slots = units->threads == 1 ? 1
                                : (uint64_t)units->threads * AHEAD};
    Member *member = mem_alloc(units->threads, sizeof *member);
    crew_init(&crew);
    unsigned n = units->end - units->first > 1 ? start(member, &crew) : 0;
    bool good = lead(&crew);
    pthread_mutex_lock(&crew.lock);
    crew.quit = true;
    pthread_cond_broadcast(&crew.may_begin);
    pthread_mutex_unlock(&crew.lock);
    for (unsigned i = 0; i < n; i++)
        pthread_join(member[i].thread, NULL);
    crew_free(&crew);
    mem_free(member);
    return good;
}
