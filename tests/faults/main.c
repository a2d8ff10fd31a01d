/* main.c - every command of the tests of the command line, with faults.
 *
 *     faults BUILD SPREAD [TEXT]
 *
 * BUILD holds the programs that faults are put into. SPREAD: how many hits of
 * each kind are tried. TEXT: only the cases whose path holds it. As many
 * workers as there are cores take case after case, run its commands once, and
 * then each program that they called with every fault.
 */
#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "casefile.h"
#include "disturb.h"
#include "functions.h"
#include "judge.h"

enum { WORKERS_MAX = 64, SECONDS = 60 };

/* Beside what the workers share with the programs. */
typedef struct Work {
    Totals totals;
    _Atomic size_t next;    /* case to be taken */
    glob_t cases;
    const char *only;
    char build[PATH_MAX], top[PATH_MAX];
} Work;

/* ---- A case ---- */

static void disturb_all(Worker *w, char base[PATH_MAX])
{
    char pattern[PATH_MAX + 16];
    glob_t calls;
    w->base = base;
    snprintf(pattern, sizeof pattern, "%s/rec/*", base);
    if (glob(pattern, 0, NULL, &calls) == 0)
        for (size_t i = 0; i < calls.gl_pathc; i++)
            disturb(w, calls.gl_pathv[i]);
    globfree(&calls);
}

/* Runs the commands as the test does, and has the programs write down how they
 * are called. */
static bool record(const CaseFile *file, const Work *work, Worker *w,
                   const char *base)
{
    char path[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/rec", base);
    mkdir(path, 0777);
    setenv("FAULTS_RECORD", path, 1);
    snprintf(path, sizeof path, "%s/work", base);
    setenv("FAULTS_WORK", path, 1);
    bool good = casefile_unpack(file, path, stderr);
    for (size_t i = 0; good && i < file->count; i++) {
        Outcome got = {0};
        if (!section_is(&file->sections[i], "command"))
            continue;
        good = command_run(file->sections[i].text, base, work->build,
                           work->top, SECONDS, &got);
        outcome_free(&got);
        atomic_fetch_add(&w->totals->commands, 1);
    }
    unsetenv("FAULTS_RECORD");
    unsetenv("FAULTS_WORK");
    return good;
}

static bool disturb_case(const Work *work, Worker *w)
{
    char base[PATH_MAX];
    CaseFile *file = casefile_read(w->path);
    bool good = file != NULL && workspace_make(base);
    if (good) {
        good = record(file, work, w, base);
        disturb_all(w, base);
        folder_remove(base);
    }
    casefile_free(file);
    return good;
}

static _Noreturn void work_on(Work *work, Worker w)
{
    size_t i;
    bool good = true;
    while ((i = atomic_fetch_add(&work->next, 1)) < work->cases.gl_pathc) {
        w.path = work->cases.gl_pathv[i];
        if (strstr(w.path, work->only) != NULL)
            good = disturb_case(work, &w) && good;
    }
    _exit(good ? 0 : 1);
}

/* ---- All ---- */

static uint64_t sum(const _Atomic uint64_t *of)
{
    uint64_t all = 0;
    for (size_t k = 0; k <= FAULT_KINDS_N; k++)
        all += of[k];
    return all;
}

static void count_places(const All *all, Totals *totals)
{
    for (size_t i = 0; i < PLACES_ROOM; i++)
        if (all->done.place[i].at != 0)
            totals->places[all->done.place[i].kind]++;
}

static void print_totals(const Totals *t)
{
    static const char *const what[] = {
#define X(name, what, passing) what,
        FAULT_KINDS(X)
#undef X
        "limits on the bytes of files, and no TMPDIR"};
    for (size_t k = 0; k <= FAULT_KINDS_N; k++)
        printf("%8llu places %8llu faults  %s\n",
               (unsigned long long)t->places[k],
               (unsigned long long)t->faults[k], what[k]);
    printf("%8llu not come to again, %llu of %llu calls left out\n",
           (unsigned long long)t->unreached,
           (unsigned long long)t->left_out,
           (unsigned long long)(t->left_out + t->calls));
    printf("check-faults: %llu places, %llu faults in %llu commands, ",
           (unsigned long long)sum(t->places),
           (unsigned long long)sum(t->faults),
           (unsigned long long)t->commands);
    if (t->wrong == 0)
        printf("all ended as they should\n");
    else
        printf("%llu did not end as they should\n",
               (unsigned long long)t->wrong);
}

static bool wait_for_all(void)
{
    bool good = true;
    int status;
    while (wait(&status) > 0)
        good = good && status == 0;
    return good;
}

static bool prepare(Work *work, const char *build)
{
    char path[PATH_MAX + 16];
    if (realpath(build, work->build) == NULL
        || realpath(".", work->top) == NULL)
        return false;
    snprintf(path, sizeof path, "%s/fordela", work->build);
    bool good = functions_read(0, path);
    snprintf(path, sizeof path, "%s/fordela-check", work->build);
    return good && functions_read(1, path)
           && glob("tests/cli/*.case", 0, NULL, &work->cases) == 0;
}

static All *map_all(int *fd, unsigned workers)
{
    size_t size = sizeof(All) + workers * sizeof(Shared);
    *fd = memfd_create("faults", 0);
    if (*fd < 0 || ftruncate(*fd, (off_t)size) != 0)
        return MAP_FAILED;
    return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
}

int main(int argc, char **argv)
{
    int fd;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned workers = cores < 1 ? 1 : cores > WORKERS_MAX ? WORKERS_MAX
                                                           : (unsigned)cores;
    Work *work = mmap(NULL, sizeof *work, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    All *all = map_all(&fd, workers);
    signal(SIGPIPE, SIG_IGN);
    if (argc < 3 || work == MAP_FAILED || all == MAP_FAILED
        || !prepare(work, argv[1])) {
        fprintf(stderr, "faults: cannot begin: %s\n", strerror(errno));
        return 2;
    }
    work->only = argc > 3 ? argv[3] : "";
    for (unsigned i = 0; i < workers; i++)
        if (fork() == 0)
            work_on(work, (Worker){.fd = fd, .all = all, .number = i,
                                   .spread = strtoull(argv[2], NULL, 10),
                                   .totals = &work->totals});
    bool good = wait_for_all();
    count_places(all, &work->totals);
    judge_print_exceptions();
    print_totals(&work->totals);
    return good && work->totals.wrong == 0 && work->totals.calls > 0 ? 0 : 1;
}
