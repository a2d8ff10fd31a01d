/* disturb.h - one call of a program, with every fault. */
#ifndef FORDELA_TEST_DISTURB_H
#define FORDELA_TEST_DISTURB_H

#include "faults.h"

/* Summed up by all workers; of a limit on bytes at FAULT_KINDS_N. */
typedef struct Totals {
    _Atomic uint64_t places[FAULT_KINDS_N + 1], faults[FAULT_KINDS_N + 1];
    _Atomic uint64_t unreached;     /* calls that were not made again */
    _Atomic uint64_t commands, calls, left_out, wrong;
} Totals;

typedef struct Worker {
    int fd;                 /* of All */
    All *all;
    unsigned number;
    Totals *totals;
    uint64_t spread;        /* hits of a kind that a call is tried at */
    const char *path;       /* of the case */
    const char *base;       /* work, after, rec */
} Worker;

/* folder: how it was called, from FAULTS_RECORD. */
void disturb(Worker *w, const char *folder);

#endif
