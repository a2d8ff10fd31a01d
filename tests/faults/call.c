/* call.c - a program as a test of the command line called it, called again.
 */
#include "call.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "casefile.h"

/* ---- Beginning ---- */

/* Texts with their NULs as a list that ends in NULL, and room for more. */
static char **split(char *text, size_t n, const char *without, size_t more)
{
    size_t count = 0;
    char **list = calloc(n + more + 1, sizeof *list);
    for (char *at = text; at < text + n; at += strlen(at) + 1)
        if (strncmp(at, without, strlen(without)) != 0)
            list[count++] = at;
    return list;
}

static bool read_call(Call *call, const char *folder)
{
    static const char *const name[] = {"args", "env", "cwd", "program",
                                       "stdin"};
    char path[PATH_MAX];
    size_t n[5];
    for (int i = 0; i < 5; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, name[i]);
        call->text[i] = file_read(path, &n[i]);
        if (call->text[i] == NULL)
            return false;
    }
    call->args = split(call->text[0], n[0], "\n", 0);
    call->env = split(call->text[1], n[1], "FAULTS_", 4);
    call->cwd = call->text[2];
    call->program = call->text[3];
    call->input = call->text[4][0] == '/' ? call->text[4] : "/dev/null";
    call->number = strstr(call->program, "fordela-check") != NULL;
    return call->args[0] != NULL;
}

static char *setting(const char *name, unsigned value)
{
    char *text = NULL;
    if (asprintf(&text, "FAULTS_%s=%u", name, value) < 0)
        _exit(99);
    return text;
}

static _Noreturn void serve(const Call *call, const int fd[8], unsigned worker,
                            int all)
{
    size_t n = 0;
    int input = open(call->input, O_RDONLY);
    signal(SIGPIPE, SIG_DFL);
    while (call->env[n] != NULL)
        n++;
    call->env[n++] = setting("FD", (unsigned)all);
    call->env[n++] = setting("WORKER", worker);
    call->env[n++] = setting("PROGRAM", call->number);
    if (input < 0)
        input = open("/dev/null", O_RDONLY);
    if (chdir(call->cwd) != 0 || dup2(fd[0], FAULTS_ASK) < 0
        || dup2(fd[3], FAULTS_TELL) < 0 || dup2(input, 0) < 0
        || dup2(fd[5], 1) < 0 || dup2(fd[7], 2) < 0)
        _exit(99);
    execve(call->program, call->args, call->env);
    _exit(99);
}

bool call_begin(Call *call, const char *folder, int all, Shared *shared,
                unsigned worker)
{
    int fd[8];
    *call = (Call){.shared = shared, .server = -1};
    if (!read_call(call, folder))
        return false;
    for (int i = 0; i < 8; i += 2)
        if (pipe2(fd + i, O_CLOEXEC) != 0)
            return false;
    call->server = fork();
    if (call->server == 0)
        serve(call, fd, worker, all);
    close(fd[0]);
    close(fd[3]);
    close(fd[5]);
    close(fd[7]);
    call->ask = fd[1];
    call->tell = fd[2];
    call->out = fd[4];
    call->err = fd[6];
    fcntl(call->out, F_SETFL, O_NONBLOCK);
    fcntl(call->err, F_SETFL, O_NONBLOCK);
    return true;
}

void call_end(Call *call)
{
    if (call->server > 0) {
        close(call->ask);
        close(call->tell);
        close(call->out);
        close(call->err);
        waitpid(call->server, NULL, 0);
    }
    for (int i = 0; i < 5; i++)
        free(call->text[i]);
    free(call->args);
    free(call->env);
}

/* ---- Running ---- */

static void read_into(int fd, Text *text)
{
    ssize_t n;
    do {
        if (text->cap - text->n < 65536) {
            text->cap = text->cap * 2 + 131072;
            text->at = realloc(text->at, text->cap);
        }
        n = read(fd, text->at + text->n, text->cap - text->n - 1);
        text->n += n > 0 ? (size_t)n : 0;
    } while (n > 0);
    text->at[text->n] = '\0';
}

static bool hear(Call *call, Run *run, Tell *tell)
{
    struct pollfd fd[] = {{.fd = call->tell, .events = POLLIN},
                          {.fd = call->out, .events = POLLIN},
                          {.fd = call->err, .events = POLLIN}};
    while (poll(fd, 3, -1) >= 0 || errno == EINTR) {
        bool told = fd[0].revents != 0
                    && read(call->tell, tell, sizeof *tell) == sizeof *tell;
        read_into(call->out, &run->out);
        read_into(call->err, &run->err);
        if (told)
            return true;
        if (fd[0].revents != 0)
            break;
    }
    return false;
}

bool call_run(Call *call, Run *run,
              void (*passed)(void *context, const Tell *tell, const Run *run),
              void *context)
{
    Tell tell;
    *run = (Run){0};
    memset(call->shared->hits, 0, sizeof call->shared->hits);
    call->shared->failed_at = 0;
    if (write(call->ask, &(char){ASK_RUN}, 1) != 1)
        return false;
    while (hear(call, run, &tell)) {
        run->status = tell.status;
        run->spent = tell.spent;
        if (tell.what == 'e')
            return true;
        passed(context, &tell, run);
        run->err.n = 0;         /* what the next one says */
        run->err.at[0] = '\0';
        if (write(call->ask, &(char){ASK_GO_ON}, 1) != 1)
            return false;
    }
    return false;
}

void run_free(Run *run)
{
    free(run->out.at);
    free(run->err.at);
    *run = (Run){0};
}
