/* in_serve.c - inside the disturbed program, before its main: writes down how
 * it was called, or is run again and again as the driver asks.
 *
 * A program takes longer to be loaded than to answer, so it is loaded once for
 * each call, and forks where main would begin.
 */
#include "in_hit.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 60 };

/* ---- Writing down ---- */

static void note(const char *folder, const char *name, const char *text,
                 size_t n)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *to = fopen(path, "wb");
    if (to == NULL || fwrite(text, 1, n, to) != n || fclose(to) != 0)
        _exit(99);
}

static void note_file(const char *folder, const char *name, const char *from)
{
    char text[1 << 17];
    FILE *in = fopen(from, "rb");
    size_t n = in == NULL ? 0 : fread(text, 1, sizeof text, in);
    if (in != NULL)
        fclose(in);
    note(folder, name, text, n);
}

static void note_link(const char *folder, const char *name, const char *from)
{
    char text[PATH_MAX];
    ssize_t n = readlink(from, text, sizeof text);
    note(folder, name, text, n < 0 ? 0 : (size_t)n);
}

/* The folder as it is now, so that the call can be made again. */
static void copy_work(const char *folder)
{
    char to[PATH_MAX];
    int status;
    snprintf(to, sizeof to, "%s/work", folder);
    pid_t child = fork();
    if (child == 0) {
        unsetenv("FAULTS_RECORD");
        execlp("cp", "cp", "-a", getenv("FAULTS_WORK"), to, (char *)NULL);
        _exit(99);
    }
    waitpid(child, &status, 0);
}

static void record(const char *folder)
{
    char own[PATH_MAX];
    int number = 0;
    do
        snprintf(own, sizeof own, "%s/%03d", folder, number++);
    while (mkdir(own, 0777) != 0 && errno == EEXIST);
    note_file(own, "args", "/proc/self/cmdline");
    note_file(own, "env", "/proc/self/environ");
    note_link(own, "cwd", "/proc/self/cwd");
    note_link(own, "program", "/proc/self/exe");
    note_link(own, "stdin", "/proc/self/fd/0");
    copy_work(own);
}

/* ---- Being run ---- */

static Shared *map(int fd, unsigned worker)
{
    size_t size = sizeof(All) + (worker + 1) * sizeof(Shared);
    All *all = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (all == MAP_FAILED)
        _exit(99);
    in_done = &all->done;
    in_program = (unsigned)atoi(getenv("FAULTS_PROGRAM"));
    return &all->worker[worker];
}

static void begin_run(Shared *shared)
{
    uint64_t most = shared->bytes_most;
    alarm(SECONDS);
    lseek(0, 0, SEEK_SET);
    if (shared->no_folder)
        setenv("TMPDIR", "/nowhere", 1);
    if (most > 0)
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){most, most});
    in_shared = shared;
}

/* Returns in each child, which goes on to main. */
static void serve(Shared *shared)
{
    char asked;
    while (read(FAULTS_ASK, &asked, 1) == 1) {
        struct rusage used;
        int status = 0;
        pid_t child = fork();
        if (child == 0) {
            begin_run(shared);
            return;
        }
        wait4(child, &status, 0, &used);
        Tell tell = {.what = 'e', .status = status,
                     .spent = used.ru_utime.tv_sec * INT64_C(1000000)
                              + used.ru_utime.tv_usec};
        if (write(FAULTS_TELL, &tell, sizeof tell) != sizeof tell)
            break;
    }
    _exit(0);
}

__attribute__((constructor)) static void before_main(void)
{
    const char *folder = getenv("FAULTS_RECORD"), *fd = getenv("FAULTS_FD");
    if (folder != NULL)
        record(folder);
    else if (fd != NULL)
        serve(map(atoi(fd), (unsigned)atoi(getenv("FAULTS_WORKER"))));
}
