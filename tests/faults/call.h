/* call.h - a program as a test of the command line called it, called again.
 */
#ifndef FORDELA_TEST_CALL_H
#define FORDELA_TEST_CALL_H

#include <sys/types.h>

#include "faults.h"

typedef struct Text {
    char *at;                   /* zero-terminated once it is read into */
    size_t n, cap;
} Text;

/* What one run printed, and how it ended, as waitpid says. */
typedef struct Run {
    Text out, err;
    int status;
    int64_t spent;              /* microseconds of processor time */
} Run;

typedef struct Call {
    char *text[5];              /* owned: what the members point into */
    char **args, **env;
    const char *cwd, *program, *input;
    unsigned number;            /* 0 fordela, 1 fordela-check */
    Shared *shared;
    pid_t server;
    int ask, tell, out, err;
} Call;

/* Reads what a program wrote down in the folder, and loads it again; fd is
 * that of All. False: it cannot be called again. */
bool call_begin(Call *call, const char *folder, int fd, Shared *shared,
                unsigned worker);
void call_end(Call *call);

/* Runs it once, as shared says; what is tried in passing is told meanwhile,
 * with what was printed until then. False: it did not end as it should. */
bool call_run(Call *call, Run *run,
              void (*passed)(void *context, const Tell *tell, const Run *run),
              void *context);
void run_free(Run *run);

#endif
