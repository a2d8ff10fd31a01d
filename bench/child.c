/* child.c - a program of its own that is asked on two pipes. */
#include "child.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

struct Child {
    pid_t id;
    FILE *to, *from;
    size_t rows;
    double memory;
    char note[WHY];
};

/* One thread, and numpy's linear algebra as it comes: what the environment says
 * of OpenBLAS may have been meant for another version of it. */
static void clean_environment(void)
{
    unsetenv("OPENBLAS_CORETYPE");
    unsetenv("OPENBLAS_L2_SIZE");
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    setenv("OMP_NUM_THREADS", "1", 1);
}

/* In the new process. Its first line says what is wrong. */
static _Noreturn void become(const char *const *argv, int in, int out)
{
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    clean_environment();
    execvp(argv[0], (char *const *)argv);
    printf("%s is not installed\n", argv[0]);
    fflush(stdout);
    _exit(4);
}

static Child *start(const char *const *argv, size_t rows)
{
    int to[2], from[2];
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) {
        return NULL;
    }
    fflush(stdout);
    pid_t id = fork();
    if (id == 0) {
        become(argv, to[0], from[1]);
    }
    close(to[0]);
    close(from[1]);
    if (id < 0) {
        return NULL;
    }
    Child *c = mem_alloc(1, sizeof *c);
    c->id = id;
    c->to = fdopen(to[1], "wb");
    c->from = fdopen(from[0], "rb");
    c->rows = rows;
    return c;
}

Child *child_open(const char *const *argv, size_t rows, char why[WHY])
{
    static const char ready[] = "ready";
    char line[WHY] = "";
    snprintf(why, WHY, "%s cannot be started", argv[0]);
    Child *c = start(argv, rows);
    if (c == NULL) {
        return NULL;
    }
    if (fgets(line, WHY, c->from) != NULL) {
        line[strcspn(line, "\n")] = '\0';
    }
    if (strncmp(line, ready, strlen(ready)) == 0) {
        const char *note = line + strlen(ready);
        snprintf(c->note, WHY, "%s", note + (*note == ' '));
        return c;
    }
    if (line[0] != '\0') {
        memcpy(why, line, WHY);
    }
    child_close(c);
    return NULL;
}

static bool ask(Child *c, ChildAsk what, const int64_t *param, size_t n,
                int64_t *answer, size_t numbers)
{
    int64_t head[2] = {what, (int64_t)n};
    fwrite(head, sizeof *head, 2, c->to);
    if (param != NULL) {
        fwrite(param, sizeof *param, n * PARAMS, c->to);
    }
    return fflush(c->to) == 0
        && fread(answer, sizeof *answer, numbers, c->from) == numbers;
}

static double ask_seconds(Child *c, ChildAsk what, const int64_t *param,
                          size_t n)
{
    int64_t answer[2];
    if (!ask(c, what, param, n, answer, 2)) {
        return -1;
    }
    c->memory = (double)answer[1] / 1024;
    return 1e-9 * (double)answer[0];
}

bool child_tune(Child *c, const int64_t *param, size_t n)
{
    int64_t size;
    if (!ask(c, CHILD_TUNE, param, n, &size, 1)) {
        return false;
    }
    size_t used = strlen(c->note);
    snprintf(c->note + used, WHY - used, ", batches of %d", (int)size);
    return true;
}

double child_draw(Child *c, size_t n)
{
    return ask_seconds(c, CHILD_DRAW, NULL, n);
}

bool child_run(void *self, const int64_t *param, size_t n, int64_t *amounts)
{
    Child *c = self;
    return ask(c, CHILD_AMOUNTS, param, n, amounts, n * c->rows);
}

double child_seconds(void *self, const int64_t *param, size_t n)
{
    return ask_seconds(self, CHILD_TIME, param, n);
}

double child_memory(void *self)
{
    return ((Child *)self)->memory;
}

const char *child_note(void *self)
{
    return ((Child *)self)->note;
}

void child_close(void *self)
{
    Child *c = self;
    fclose(c->to);
    fclose(c->from);
    waitpid(c->id, NULL, 0);
    mem_free(c);
}
