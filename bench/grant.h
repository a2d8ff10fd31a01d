/* grant.h - the reference workloads over generated recipients, any number of
 * them.
 */
#ifndef BENCH_GRANT_H
#define BENCH_GRANT_H

#include "made.h"
#include "workload.h"

typedef enum Grant { GRANT_G1, GRANT_G3, GRANTS } Grant;

/* Writes data and scenario, whose path goes to `scenario`; `workload` gets its
 * params (no rows). Remove them with the same numbers. */
void grant_made(const Bench *bench, Grant grant, size_t recipients,
                char scenario[MADE_PATH], Workload *workload);
void grant_remove(const Bench *bench, Grant grant, size_t recipients);

#endif
