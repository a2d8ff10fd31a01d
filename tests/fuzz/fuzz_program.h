/* fuzz_program.h - the parts of the target `program` whose headers do not go
 * together. */
#ifndef FUZZ_PROGRAM_H
#define FUZZ_PROGRAM_H

#include "exact/exact.h"
#include "fuzz.h"

void fuzz_explain(Arena *arena, RatPool *pool, const Result *result);
/* What the certificate checker says; why not, on standard error. */
bool fuzz_certificate_holds(const char *text, size_t n);

#endif
