/* child.h - a contestant that is a program of its own, on two pipes.
 *
 * The program gets the workload's name and CSV as arguments and writes one
 * line, "ready" or why it cannot take part. Then it is asked, in numbers of 64
 * bits: what (0 amounts, 1 time), n, and n * PARAMS parameters. It answers
 * with n * rows amounts, or with its processor's nanoseconds and its most
 * memory in KiB.
 */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

#include "contestant.h"

/* argv as for execvp. NULL: why says the reason. */
void *child_open(const Workload *w, char *const *argv, char why[WHY]);
bool child_run(void *self, const int64_t *param, size_t n, int64_t *amounts);
double child_seconds(void *self, const int64_t *param, size_t n);
long child_memory(void *self);
void child_close(void *self);

#endif
