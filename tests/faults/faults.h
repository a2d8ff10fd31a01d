/* faults.h - what the driver and the programs it disturbs have in common.
 *
 * The programs are linked with `--wrap` for each function below, so that what
 * they call passes through in_wrap.c first; their sources know nothing of it.
 * A call is told from others by its address, of which the driver finds the
 * function (places.c): the programs are linked to stand where they are.
 */
#ifndef FORDELA_TEST_FAULTS_H
#define FORDELA_TEST_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

/* Name, what it counts, and whether it is tried in passing: the process forks
 * where memory is asked for, and the child is refused it. That is sure where
 * being refused ends the process at once; all others are tried one by one, in
 * processes that begin anew. */
#define FAULT_KINDS(X)                                                       \
    X(MEMORY, "allocations (base, GMP, libcsv, yajl, expat)", true)          \
    X(ROOM,   "room in arenas and texts", true)                              \
    X(HEAP,   "other memory", false)                                         \
    X(READ,   "reads", false)                                                \
    X(WRITE,  "writes", false)                                               \
    X(OPEN,   "files opened", false)                                         \
    X(CLOSE,  "files closed", false)                                         \
    X(SYNC,   "files synced", false)                                         \
    X(NAME,   "files named and renamed", false)                              \
    X(UNLINK, "names taken away", false)                                     \
    X(LOOK,   "files looked at", false)                                      \
    X(CUT,    "files cut, locked, owned", false)                             \
    X(FOLDER, "folders read", false)                                         \
    X(THREAD, "threads started", false)

typedef enum Kind {
#define X(name, what, passing) FAULT_##name,
    FAULT_KINDS(X)
#undef X
    FAULT_KINDS_N
} Kind;

/* How a call fails: as it does; half of the bytes, then as it does; with
 * EINTR, once. The last two are of reads and writes. */
typedef enum Manner { FAULT_PLAIN, FAULT_HALF, FAULT_AGAIN } Manner;

/* Calls, by their address; a power of two, far more than there are. */
enum { PLACES_ROOM = 1 << 15 };

typedef struct Place {
    _Atomic uint64_t at;        /* 0: free */
    _Atomic uint32_t kind;
    _Atomic uint64_t first;     /* which hit of the kind was its first */
    _Atomic bool tried;
} Place;

typedef struct Places {
    Place place[PLACES_ROOM];
} Places;

/* Of one worker; it and the process it disturbs see the same bytes. */
typedef struct Shared {
    /* From the driver: */
    int32_t kind;               /* that fails, or -1 */
    Manner manner;
    uint64_t hit;               /* which one, counted from 0 */
    uint64_t spread;            /* so many hits of a kind are tried */
    bool passing;               /* try what is tried in passing */
    uint64_t total[FAULT_KINDS_N];  /* of the undisturbed run, for that */
    uint64_t bytes_most;        /* no file may grow larger, 0: as it likes */
    bool no_folder;             /* TMPDIR is none */
    /* From the program: */
    _Atomic uint64_t hits[FAULT_KINDS_N];
    _Atomic uint64_t failed_at; /* the call that failed, 0: none */
    Places places;
} Shared;

/* What all workers see. */
typedef struct All {
    Places done;                /* calls that failed once, program and address */
    Shared worker[];
} All;

/* FAULTS_FD names the file that is mapped, FAULTS_WORKER which of worker[].
 * From then on, over these two: */
enum { FAULTS_ASK = 198, FAULTS_TELL = 199 };

/* Driver: run once; go on. End of file: end. */
enum { ASK_RUN = 'r', ASK_GO_ON = 'g' };
typedef struct Tell {
    char what;                  /* 'e' the run ended, 'p' one in passing did */
    int32_t status;             /* as waitpid gives it */
    int64_t spent;              /* microseconds of processor time */
    int32_t kind;
    uint64_t hit, at;
} Tell;

/* FAULTS_RECORD names the folder in which a program leaves how it was called:
 * NUMBER/args and env (each text with its NUL), cwd, program, stdin, and what
 * FAULTS_WORK holds, in work. */

/* Of the program that stands in bits above its addresses. */
static inline uint64_t place_key(unsigned program, uint64_t at)
{
    return (uint64_t)program << 48 | at;
}

/* The place of that key, made if there is none; NULL when all is full. */
Place *places_find(Places *places, uint64_t at, Kind kind, uint64_t hit);
/* Was no call there tried before? It is now. */
bool places_try(Places *places, uint64_t key, Kind kind);

#endif
