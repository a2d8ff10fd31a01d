/* pool.h - the engine over drawn params, over and over, into one block.
 */
#ifndef BENCH_POOL_H
#define BENCH_POOL_H

#include "planned.h"

typedef struct Pool {
    const char *scenario;
    const PlannedParam *params;
    size_t n_params;
    Planned *planned;
    int64_t *param;         /* n times n_params */
    size_t n;
    size_t next;
    int64_t *amounts;       /* block times the rows */
    size_t block;           /* variants at a time */
} Pool;

/* False after faults, which went to standard error. params: kept, not copied;
 * param: n times n_params numbers, which pool_close frees. */
bool pool_open(Pool *pool, const char *scenario, const PlannedParam *params,
               size_t n_params, int64_t *param, size_t n);
void pool_close(Pool *pool);

/* For Timed; the context is a Pool. */
double pool_seconds(void *context, size_t n);

/* In how many of the first n variants an amount is not that of the exact
 * evaluator. */
size_t pool_wrong(Pool *pool, size_t n);

#endif
