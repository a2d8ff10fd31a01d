/* judge.h - did a disturbed run end as it should? */
#ifndef FORDELA_TEST_JUDGE_H
#define FORDELA_TEST_JUDGE_H

#include "call.h"
#include "folder.h"

/* The call as it ends when nothing fails. */
typedef struct Undisturbed {
    Run run;
    bool steady;            /* a second run printed the same */
    bool apart;             /* it answers for each of several files */
    Folder before, after;   /* the folder it works in, kept elsewhere */
    const char *work;       /* where it works */
} Undisturbed;

/* What failed. */
typedef struct Fault {
    Kind kind;              /* FAULT_KINDS_N: by a limit on bytes, or TMPDIR */
    Manner manner;
    uint64_t hit;
    uint64_t at;            /* 0: nothing did */
    const char *function;   /* that called */
} Fault;

/* NULL if all is well; else what is not. */
const char *judge(const Undisturbed *u, const Fault *fault, const Run *run);

/* The exceptions, a line each with its reason. */
void judge_print_exceptions(void);

#endif
