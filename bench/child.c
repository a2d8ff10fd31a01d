/* child.c - numpy and HyperFormula, each a program of its own. */
#include "child.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

typedef struct Child {
    pid_t id;
    FILE *to, *from;
    size_t rows;
    long memory;
} Child;

enum { AMOUNTS, TIME };

/* In the new process. Its first line says what is wrong. */
static _Noreturn void become(char *const *argv, int in, int out)
{
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    execvp(argv[0], argv);
    printf("%s is not installed\n", argv[0]);
    fflush(stdout);
    _exit(4);
}

static Child *start(char *const *argv, size_t rows)
{
    int to[2], from[2];
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) {
        return NULL;
    }
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
    *c = (Child){id, fdopen(to[1], "wb"), fdopen(from[0], "rb"), rows, 0};
    return c;
}

void *child_open(const Workload *w, char *const *argv, char why[WHY])
{
    snprintf(why, WHY, "%s cannot be started", argv[0]);
    Child *c = start(argv, w->rows);
    if (c == NULL) {
        return NULL;
    }
    char line[WHY] = "";
    if (fgets(line, WHY, c->from) != NULL) {
        line[strcspn(line, "\n")] = '\0';
    }
    if (strcmp(line, "ready") != 0) {
        if (line[0] != '\0') {
            memcpy(why, line, WHY);
        }
        child_close(c);
        return NULL;
    }
    return c;
}

static bool ask(Child *c, int64_t what, const int64_t *param, size_t n,
                void *answer, size_t numbers)
{
    int64_t head[2] = {what, (int64_t)n};
    fwrite(head, sizeof *head, 2, c->to);
    fwrite(param, sizeof *param, n * PARAMS, c->to);
    return fflush(c->to) == 0
        && fread(answer, sizeof(int64_t), numbers, c->from) == numbers;
}

bool child_run(void *self, const int64_t *param, size_t n, int64_t *amounts)
{
    Child *c = self;
    return ask(c, AMOUNTS, param, n, amounts, n * c->rows);
}

double child_seconds(void *self, const int64_t *param, size_t n)
{
    Child *c = self;
    int64_t answer[2];
    if (!ask(c, TIME, param, n, answer, 2)) {
        return -1;
    }
    c->memory = (long)answer[1];
    return 1e-9 * (double)answer[0];
}

long child_memory(void *self)
{
    return ((Child *)self)->memory;
}

void child_close(void *self)
{
    Child *c = self;
    fclose(c->to);
    fclose(c->from);
    waitpid(c->id, NULL, 0);
    mem_free(c);
}

static void *open_numpy(const Workload *w, char *how, char why[WHY])
{
    char *argv[] = {"/usr/bin/python3", "bench/numpy_g.py", how,
                    (char *)w->name, (char *)w->csv, NULL};
    return child_open(w, argv, why);
}

static void *open_numpy_exact(const Workload *w, const char *build,
                              char why[WHY])
{
    (void)build;
    return open_numpy(w, "exact", why);
}

static void *open_numpy_double(const Workload *w, const char *build,
                               char why[WHY])
{
    (void)build;
    return open_numpy(w, "double", why);
}

static void *open_numpy_sort(const Workload *w, const char *build,
                             char why[WHY])
{
    (void)build;
    return open_numpy(w, "sort", why);
}

static void *open_hyperformula(const Workload *w, const char *build,
                               char why[WHY])
{
    char *argv[] = {"node", "bench/hyperformula_g.mjs", (char *)build,
                    (char *)w->name, (char *)w->csv, NULL};
    return child_open(w, argv, why);
}

#define CHILD(title, open_function)                                        \
    {.name = (title), .open = (open_function), .run = child_run,           \
     .seconds = child_seconds, .memory = child_memory, .close = child_close}

const Contestant numpy_exact = CHILD("numpy, exact", open_numpy_exact);
const Contestant numpy_double = CHILD("numpy, partition", open_numpy_double);
const Contestant numpy_sort = CHILD("numpy, argsort", open_numpy_sort);
const Contestant hyperformula = CHILD("HyperFormula", open_hyperformula);
