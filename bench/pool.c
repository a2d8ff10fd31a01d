/* pool.c - drawn params through the engine. */
#include "pool.h"

#include <string.h>

#include "base/mem.h"
#include "measure.h"

/* Amounts kept at a time, at most: 8 MiB, unless one variant has more. */
enum { AMOUNTS = 1 << 20 };

bool pool_open(Pool *pool, const char *scenario, const PlannedParam *params,
               size_t n_params, int64_t *param, size_t n)
{
    *pool = (Pool){.scenario = scenario, .params = params,
                   .n_params = n_params, .param = param, .n = n};
    pool->planned = planned_open(scenario, params, n_params,
                                 (PlannedHow){0});
    if (pool->planned == NULL) {
        mem_free(param);
        return false;
    }
    size_t rows = pool->planned->rows, block = AMOUNTS / rows;
    pool->block = block < 1 ? 1 : block > FAST_BLOCK ? FAST_BLOCK : block;
    pool->amounts = mem_alloc(pool->block * rows, sizeof *pool->amounts);
    return true;
}

void pool_close(Pool *pool)
{
    planned_close(pool->planned);
    mem_free(pool->param);
    mem_free(pool->amounts);
}

double pool_seconds(void *context, size_t n)
{
    Pool *pool = context;
    double start = processor_seconds();
    for (size_t some; n > 0; n -= some) {
        some = n < pool->block ? n : pool->block;
        if (some > pool->n - pool->next) {
            pool->next = 0;
        }
        if (!planned_run(pool->planned,
                         pool->param + pool->next * pool->n_params, some,
                         pool->amounts)) {
            return -1;
        }
        pool->next += some;
    }
    return processor_seconds() - start;
}

size_t pool_wrong(Pool *pool, size_t n)
{
    size_t rows = pool->planned->rows, bad = 0;
    int64_t *right = mem_alloc(rows, sizeof *right);
    Planned *exact = planned_open(pool->scenario, pool->params,
                                  pool->n_params,
                                  (PlannedHow){.exact_only = true});
    for (size_t k = 0; k < n; k++) {
        const int64_t *param = pool->param + k * pool->n_params;
        bad += !planned_run(pool->planned, param, 1, pool->amounts)
            || !planned_run(exact, param, 1, right)
            || memcmp(right, pool->amounts, rows * sizeof *right) != 0;
    }
    planned_close(exact);
    mem_free(right);
    return bad;
}
