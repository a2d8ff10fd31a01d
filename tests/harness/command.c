/* command.c - runs one command of a case file, with a limit on its time. */
#include "casefile.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* In the child: the same surroundings for everyone who runs the tests. */
static void set_environment(const char *base, const char *build,
                            const char *top)
{
    static const char *const unwanted[] = {
        "LANG", "LANGUAGE", "LC_MESSAGES", "LC_CTYPE", "LC_NUMERIC",
        "COLUMNS", "FORDELA_RECORD", "FORDELA_BUILD", "FORDELA_TOP",
        "FORDELA_CASE", "FORDELA_TIMEOUT", "MAKEFLAGS", "MAKELEVEL",
    };
    const char *path = getenv("PATH");
    char text[8192];

    for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
        unsetenv(unwanted[i]);
    snprintf(text, sizeof text, "%s:%s", build, path ? path : "/usr/bin");
    setenv("PATH", text, 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    setenv("TOP", top, 1);
    snprintf(text, sizeof text, "log_path=%s/san", base);
    setenv("ASAN_OPTIONS", text, 1);
    snprintf(text, sizeof text, "print_stacktrace=1:log_path=%s/san", base);
    setenv("UBSAN_OPTIONS", text, 1);
}

/* A process with a limit on its files would leave half of what it counted for
 * `make coverage`: let it spoil files of its own. */
static void count_elsewhere(const char *base)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/gcov", base);
    setenv("GCOV_PREFIX", path, 1);
}

static bool redirect(int to, const char *base, const char *name)
{
    char path[4096];
    int from;

    snprintf(path, sizeof path, "%s/%s", base, name);
    from = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    return from >= 0 && dup2(from, to) >= 0 && close(from) == 0;
}

static _Noreturn void run_child(const char *command, const char *base,
                                const char *build, const char *top,
                                const sigset_t *signals)
{
    char work[4096];
    int null = open("/dev/null", O_RDONLY);

    setpgid(0, 0);
    sigprocmask(SIG_SETMASK, signals, NULL);
    snprintf(work, sizeof work, "%s/work", base);
    set_environment(base, build, top);
    if (strstr(command, "ulimit -f"))
        count_elsewhere(base);
    if (null < 0 || dup2(null, 0) < 0 || !redirect(1, base, "out")
        || !redirect(2, base, "err") || chdir(work) != 0)
        _exit(126);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(126);
}

static struct timespec time_left(const struct timespec *end)
{
    struct timespec now, left;

    clock_gettime(CLOCK_MONOTONIC, &now);
    left.tv_sec = end->tv_sec - now.tv_sec;
    left.tv_nsec = end->tv_nsec - now.tv_nsec;
    if (left.tv_nsec < 0) {
        left.tv_sec--;
        left.tv_nsec += 1000000000;
    }
    return left;
}

/* Waits for the child until the time is up; then kills it and its children.
 * SIGCHLD is blocked, so none is missed between waitpid and the wait. */
static int wait_for(pid_t child, int seconds, bool *timed_out)
{
    sigset_t only_child;
    struct timespec end;
    int status = 0;

    sigemptyset(&only_child);
    sigaddset(&only_child, SIGCHLD);
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += seconds;
    *timed_out = false;
    while (waitpid(child, &status, WNOHANG) == 0) {
        struct timespec left = time_left(&end);

        if (left.tv_sec < 0) {
            *timed_out = true;
            kill(-child, SIGKILL);
            waitpid(child, &status, 0);
            break;
        }
        sigtimedwait(&only_child, NULL, &left);
    }
    kill(-child, SIGKILL);          /* what it left running */
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static char *read_output(const char *base, const char *name, size_t *len)
{
    char path[4096];
    char *bytes;

    snprintf(path, sizeof path, "%s/%s", base, name);
    bytes = file_read(path, len);
    if (!bytes) {
        *len = 0;
        bytes = strdup("");
    }
    return bytes;
}

bool command_run(Span command, const char *base, const char *build,
                 const char *top, int seconds, Outcome *outcome)
{
    char *text = strndup(command.at, command.len);
    sigset_t child_signal, before;
    pid_t child;

    sigemptyset(&child_signal);
    sigaddset(&child_signal, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child_signal, &before);
    child = fork();
    if (child == 0)
        run_child(text, base, build, top, &before);
    free(text);
    if (child > 0) {
        setpgid(child, child);
        outcome->status = wait_for(child, seconds, &outcome->timed_out);
        outcome->out = read_output(base, "out", &outcome->out_len);
        outcome->err = read_output(base, "err", &outcome->err_len);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return child > 0;
}

void outcome_free(Outcome *outcome)
{
    free(outcome->out);
    free(outcome->err);
}
