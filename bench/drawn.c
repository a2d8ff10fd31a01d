/* drawn.c - drawing and computing, block by block. */
#include "drawn.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "measure.h"
#include "planned.h"
#include "study/sweep.h"

struct Drawn {
    Planned *planned;       /* for what it read */
    Sweep *sweep;
    Stream *stream;         /* aligned as vectors want it */
    Fast *fast;
    double **input;         /* by draw line: FAST_BLOCK times its rows */
    int64_t *amounts;       /* FAST_BLOCK times the rows */
    uint64_t next;          /* draw */
};

static size_t rows_of(const Drawn *d)
{
    return d->sweep->plan->output[0].n;
}

Drawn *drawn_open(const char *scenario, bool exact_only)
{
    Planned *p = planned_open(scenario, NULL, 0, (PlannedHow){0});
    if (p == NULL) {
        return NULL;
    }
    Drawn *d = mem_alloc(1, sizeof *d);
    SweepAsk ask = {.result = &p->result, .n_results = 1, .draws = DRAWS_MAX,
                    .seed = 1};
    d->planned = p;
    d->sweep = study_sweep(p->work.arena, p->work.pool, p->run.program,
                           p->run.data, &ask, p->work.diags);
    d->stream = aligned_alloc(_Alignof(Stream), sizeof *d->stream);
    stream_init(d->stream, d->sweep->seed, NULL);
    d->fast = fast_new(d->sweep->plan, NULL, exact_only);
    d->input = mem_alloc(d->sweep->n_drawings, sizeof *d->input);
    for (size_t i = 0; i < d->sweep->n_drawings; i++) {
        d->input[i] = mem_alloc(FAST_BLOCK * d->sweep->drawing[i].n,
                                sizeof **d->input);
    }
    d->amounts = mem_alloc(FAST_BLOCK * rows_of(d), sizeof *d->amounts);
    return d;
}

void drawn_close(Drawn *d)
{
    for (size_t i = 0; i < d->sweep->n_drawings; i++) {
        mem_free(d->input[i]);
    }
    mem_free(d->input);
    mem_free(d->amounts);
    free(d->stream);
    fast_free(d->fast);
    planned_close(d->planned);
    mem_free(d);
}

/* The next n <= FAST_BLOCK draws. */
static void next_block(Drawn *d, size_t n)
{
    const char *reason[FAST_BLOCK];
    uint64_t digit = 0, cut = 0;
    sweep_inputs(d->sweep, d->stream, d->next, n, d->input, &digit, &cut);
    Block block = {n, (const double *const *)d->input, &d->amounts, reason};
    fast_run(d->fast, &block);
    d->next = (d->next + n) % (DRAWS_MAX - FAST_BLOCK);
}

double drawn_seconds(void *context, size_t n)
{
    Drawn *d = context;
    double start = processor_seconds();
    for (size_t some; n > 0; n -= some) {
        some = n < FAST_BLOCK ? n : FAST_BLOCK;
        next_block(d, some);
    }
    return processor_seconds() - start;
}

size_t drawn_wrong(const char *scenario, size_t n)
{
    Drawn *fast = drawn_open(scenario, false);
    Drawn *exact = drawn_open(scenario, true);
    size_t wrong = 0;
    for (size_t k = 0; k < n; k++) {
        next_block(fast, 1);
        next_block(exact, 1);
        wrong += memcmp(fast->amounts, exact->amounts,
                        rows_of(fast) * sizeof *fast->amounts) != 0;
    }
    drawn_close(fast);
    drawn_close(exact);
    return wrong;
}
