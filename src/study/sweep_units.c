/* sweep_units.c - units to threads, and their bytes out in order. */
#include "study/sweep_units.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <time.h>

#include "base/mem.h"

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
    bool quit;
} Crew;

typedef struct Member {
    Crew *crew;
    unsigned number;
    pthread_t thread;
} Member;

/* ---- In the threads ---- */

/* The next unit to do; false when there is no more. */
static bool take_unit(Crew *c, uint64_t *unit)
{
    pthread_mutex_lock(&c->lock);
    while (!c->quit && (c->next >= c->gate
                        || c->next - c->put >= c->n_slots))
        pthread_cond_wait(&c->may_begin, &c->lock);
    bool taken = !c->quit;
    if (taken)
        *unit = c->next++;
    pthread_mutex_unlock(&c->lock);
    return taken;
}

static void *member_run(void *arg)
{
    Member *me = arg;
    Crew *c = me->crew;
    uint64_t unit;
    while (take_unit(c, &unit)) {
        UnitSlot *slot = &c->slot[unit % c->n_slots];
        slot->bytes.n = 0;
        c->units->work(c->units->context, me->number, unit, &slot->bytes);
        pthread_mutex_lock(&c->lock);
        slot->done = true;
        pthread_cond_signal(&c->finished);
        pthread_mutex_unlock(&c->lock);
    }
    return NULL;
}

/* ---- In the calling thread ---- */

/* Waits a little for the unit to be put next, which some thread has or will
 * take; false if it is not done yet. */
static bool wait_for_unit(Crew *c)
{
    struct timespec until;
    UnitSlot *slot = &c->slot[c->put % c->n_slots];
    int error = 0;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += WAIT_NANOSECONDS;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&c->lock);
    while (!slot->done && error != ETIMEDOUT)
        error = pthread_cond_timedwait(&c->finished, &c->lock, &until);
    bool done = slot->done;
    pthread_mutex_unlock(&c->lock);
    return done;
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
        if (wait_for_unit(c) && !put_unit(c))
            return false;
        SweepTurn turn = u->turn(u->context, c->put);
        if (turn == SWEEP_GO_ON)
            continue;
        uint64_t next = set_gate(c, false);
        while (c->put < next)
            if (wait_for_unit(c) && !put_unit(c))
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

/* How many could be started. */
static unsigned start(Member *member, Crew *c)
{
    pthread_attr_t attr;
    unsigned n = 0;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, STACK_BYTES);
    while (n < c->units->threads) {
        member[n] = (Member){.crew = c, .number = n};
        if (pthread_create(&member[n].thread, &attr, member_run,
                           &member[n]) != 0)
            break;
        n++;
    }
    pthread_attr_destroy(&attr);
    return n;
}

/* ---- Alone ---- */

static bool run_alone(const Units *u)
{
    Buf bytes = {0};
    bool good = true;
    uint64_t unit = u->first;
    SweepTurn turn = SWEEP_GO_ON;
    while (good && unit < u->end && turn != SWEEP_STOP) {
        bytes.n = 0;
        u->work(u->context, 0, unit, &bytes);
        good = u->put(u->context, unit++, &bytes);
        if (good)
            turn = u->turn(u->context, unit);
        if (good && turn != SWEEP_GO_ON)
            good = u->rest(u->context, unit);
    }
    buf_free(&bytes);
    if (good && turn == SWEEP_GO_ON)
        good = u->rest(u->context, unit);
    return good && unit == u->end;
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
                 .n_slots = (uint64_t)units->threads * AHEAD};
    if (units->threads == 1 || units->end - units->first <= 1)
        return run_alone(units);
    Member *member = mem_alloc(units->threads, sizeof *member);
    crew_init(&crew);
    unsigned n = start(member, &crew);
    bool good = n > 0 ? lead(&crew) : run_alone(units);
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
