/* disturb.c - one call of a program, with every fault. */
#include "disturb.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "functions.h"
#include "judge.h"

/* The fewest hits of a kind, where more would take longer than so many
 * microseconds of processor time. */
enum { SPREAD_LEAST = 5, SPENT_MOST = 2000000 };
/* Bytes of a folder that is copied so often. */
enum { FOLDER_BYTES_MAX = 4 << 20 };

typedef struct Disturbed {
    Worker *worker;
    Call call;
    Undisturbed u;
    uint64_t hits[FAULT_KINDS_N];
    Places *places;         /* that the undisturbed run comes to */
} Disturbed;

static const char *const kind_word[] = {
#define X(name, what, passing) what,
    FAULT_KINDS(X)
#undef X
    "limits on bytes",
};

static const bool in_passing[] = {
#define X(name, what, passing) passing,
    FAULT_KINDS(X)
#undef X
};

/* One write, so that workers do not interrupt each other. */
static void complain(const Disturbed *d, const Fault *fault, const Run *run,
                     const char *wrong)
{
    static const char *const manner[] = {"", ", half", ", interrupted"};
    char *text = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&text, &n);
    fprintf(to, "%s:", d->worker->path);
    for (char **arg = d->call.args; *arg != NULL; arg++)
        fprintf(to, " %s", *arg);
    fprintf(to, "\n    %s: number %llu%s, in %s (%#llx): %s\n    status %#x, "
            "%zu bytes of %zu printed\n", kind_word[fault->kind],
            (unsigned long long)fault->hit, manner[fault->manner],
            fault->function, (unsigned long long)fault->at, wrong,
            (unsigned)run->status, run->out.n, d->u.run.out.n);
    if (run->err.n > 0)
        fprintf(to, "    %.400s\n", run->err.at);
    fclose(to);
    fwrite(text, 1, n, stderr);
    free(text);
}

static void look_at(Disturbed *d, const Fault *fault, const Run *run)
{
    Totals *totals = d->worker->totals;
    const char *wrong = judge(&d->u, fault, run);
    if (fault->kind == FAULT_KINDS_N || fault->at != 0)
        atomic_fetch_add(&totals->faults[fault->kind], 1);
    else
        atomic_fetch_add(&totals->unreached, 1);
    if (wrong == NULL)
        return;
    atomic_fetch_add(&totals->wrong, 1);
    complain(d, fault, run, wrong);
}

static void restore(Disturbed *d)
{
    folder_restore(d->u.work, &d->u.before);
}

static void set(Disturbed *d, int kind, Manner manner, uint64_t hit)
{
    Shared *s = d->call.shared;
    s->kind = kind;
    s->manner = manner;
    s->hit = hit;
    s->passing = false;
    s->spread = d->worker->spread;
    s->bytes_most = 0;
    s->no_folder = false;
}

/* ---- Undisturbed ---- */

static bool run_undisturbed(Disturbed *d)
{
    char after[PATH_MAX];
    Run again;
    set(d, -1, FAULT_PLAIN, 0);
    memset(&d->call.shared->places, 0, sizeof(Places));
    if (!call_run(&d->call, &d->u.run, NULL, NULL)
        || WIFSIGNALED(d->u.run.status))
        return false;
    memcpy(d->hits, d->call.shared->hits, sizeof d->hits);
    memcpy(d->places, &d->call.shared->places, sizeof(Places));
    snprintf(after, sizeof after, "%s/after", d->worker->base);
    folder_copy(d->u.work, after);
    d->u.after = folder_list(after);
    restore(d);
    bool good = call_run(&d->call, &again, NULL, NULL);
    d->u.steady = good && again.out.n == d->u.run.out.n
                  && memcmp(again.out.at, d->u.run.out.at, again.out.n) == 0;
    run_free(&again);
    restore(d);
    return good;
}

/* ---- In passing ---- */

static Fault fault_of(const Disturbed *d, Kind kind, Manner manner,
                      uint64_t hit, uint64_t at)
{
    return (Fault){kind, manner, hit, at, function_at(d->call.number, at)};
}

static void passed(void *context, const Tell *tell, const Run *run)
{
    Disturbed *d = context;
    Fault fault = fault_of(d, (Kind)tell->kind, FAULT_PLAIN, tell->hit,
                           tell->at);
    look_at(d, &fault, run);
}

static void run_passing(Disturbed *d)
{
    Run run;
    Fault none = {.function = "none"};
    set(d, -1, FAULT_PLAIN, 0);
    d->call.shared->passing = true;
    memcpy(d->call.shared->total, d->hits, sizeof d->hits);
    bool ended = call_run(&d->call, &run, passed, d);
    const char *wrong = ended ? judge(&d->u, &none, &run) : "it is lost";
    if (wrong != NULL) {
        atomic_fetch_add(&d->worker->totals->wrong, 1);
        complain(d, &none, &run, wrong);
    }
    run_free(&run);
    restore(d);
}

/* ---- One by one ---- */

static void try_one(Disturbed *d, Kind kind, Manner manner, uint64_t hit)
{
    Run run;
    set(d, (int)kind, manner, hit);
    if (call_run(&d->call, &run, NULL, NULL)) {
        Fault fault = fault_of(d, kind, manner, hit,
                               d->call.shared->failed_at);
        look_at(d, &fault, &run);
    }
    run_free(&run);
    restore(d);
}

static bool has_manners(Kind kind)
{
    return kind == FAULT_READ || kind == FAULT_WRITE;
}

/* Calls that no command failed at before, in every manner. */
static void try_new_places(Disturbed *d)
{
    for (size_t i = 0; i < PLACES_ROOM; i++) {
        const Place *p = &d->places->place[i];
        if (p->at == 0 || in_passing[p->kind]
            || !places_try(&d->worker->all->done,
                           place_key(d->call.number, p->at), p->kind))
            continue;
        try_one(d, p->kind, FAULT_PLAIN, p->first);
        for (Manner m = FAULT_HALF; has_manners(p->kind) && m <= FAULT_AGAIN;
             m++)
            try_one(d, p->kind, m, p->first);
    }
}

static uint64_t spread_of(const Disturbed *d)
{
    int64_t fit = SPENT_MOST / (d->u.run.spent + 1);
    uint64_t n = fit < SPREAD_LEAST ? SPREAD_LEAST : (uint64_t)fit;
    return n < d->worker->spread ? n : d->worker->spread;
}

static void try_spread(Disturbed *d, Kind kind)
{
    uint64_t total = d->hits[kind], most = spread_of(d);
    uint64_t n = total < most ? total : most;
    for (uint64_t i = 0; i < n; i++) {
        Manner manner = has_manners(kind) && i % 2 == 1 ? FAULT_HALF
                                                        : FAULT_PLAIN;
        try_one(d, kind, manner, i * total / n);
    }
}

/* ---- Limits ---- */

/* Other libraries write files themselves: none may grow beyond this. */
static void try_limits(Disturbed *d)
{
    static const uint64_t most[] = {1, 100, 500, 1000, 3000, 6000, 10000,
                                    30000, 100000, 300000, 0};
    for (size_t i = 0; i < sizeof most / sizeof *most; i++) {
        Run run;
        Fault fault = {.kind = FAULT_KINDS_N, .hit = most[i],
                       .function = "a library"};
        set(d, FAULT_KINDS_N, FAULT_PLAIN, 0);
        d->call.shared->bytes_most = most[i];
        d->call.shared->no_folder = most[i] == 0;
        if (call_run(&d->call, &run, NULL, NULL))
            look_at(d, &fault, &run);
        run_free(&run);
        restore(d);
    }
}

static bool writes_files(const Disturbed *d)
{
    for (char **arg = d->call.args; *arg != NULL; arg++)
        if (strstr(*arg, ".xlsx") != NULL)
            return true;
    return !folders_equal(&d->u.before, &d->u.after);
}

/* One file that cannot be read is no reason to be silent about the others. */
static bool answers_apart(const Call *call)
{
    const char *sub = call->args[1] != NULL ? call->args[1] : "";
    return call->number == 1 || strcmp(sub, "verify") == 0
           || strcmp(sub, "doctor") == 0 || strcmp(sub, "erratum") == 0
           || strcmp(sub, "fmt") == 0;
}

void disturb(Worker *w, const char *folder)
{
    char before[PATH_MAX], work[PATH_MAX];
    Disturbed d = {.worker = w};
    snprintf(before, sizeof before, "%s/work", folder);
    snprintf(work, sizeof work, "%s/work", w->base);
    d.u.before = folder_list(before);
    d.u.work = work;
    d.places = malloc(sizeof *d.places);
    bool good = folder_bytes(&d.u.before) < FOLDER_BYTES_MAX;
    if (good) {
        restore(&d);
        good = call_begin(&d.call, folder, w->fd, &w->all->worker[w->number],
                          w->number);
        d.u.apart = good && answers_apart(&d.call);
        good = good && run_undisturbed(&d);
        if (good) {
            run_passing(&d);
            try_new_places(&d);
            for (Kind k = 0; k < FAULT_KINDS_N; k++)
                if (!in_passing[k])
                    try_spread(&d, k);
            if (writes_files(&d))
                try_limits(&d);
        }
        call_end(&d.call);
    }
    atomic_fetch_add(good ? &w->totals->calls : &w->totals->left_out, 1);
    if (!good)
        fprintf(stderr, "left out: %s, %s\n", w->path, folder);
    run_free(&d.u.run);
    folder_free(&d.u.before);
    folder_free(&d.u.after);
    free(d.places);
}
