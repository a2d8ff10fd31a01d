/* in_hit.h - between the files inside a disturbed program. */
#ifndef FORDELA_TEST_IN_HIT_H
#define FORDELA_TEST_IN_HIT_H

#include "faults.h"

/* NULL: nothing is counted, nothing fails. */
extern Shared *in_shared;
extern Places *in_done;
extern unsigned in_program;

/* A call was made from there: is it to fail, and how? */
bool in_hit(Kind kind, const void *caller, Manner *manner);

/* The C library's memory is asked for by src/base, which is counted instead:
 * is that to fail? */
typedef enum Ours { OURS_NOT, OURS_GIVES, OURS_REFUSES } Ours;
extern _Thread_local Ours in_ours;

#define HERE __builtin_return_address(0)
#define FAILS(kind) in_hit(FAULT_##kind, HERE, &(Manner){0})

/* Declares the real function, and begins the one that is called instead. */
#define WRAP(type, name, ...)                                                \
    type __real_##name(__VA_ARGS__);                                         \
    type __wrap_##name(__VA_ARGS__);                                         \
    type __wrap_##name(__VA_ARGS__)

#endif
