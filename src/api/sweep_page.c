/* sweep_page.c - the figures of a sweep, gathered for a page. */
#include "api/sweep_page.h"

#include <string.h>

#include "report/page_many.h"

typedef struct Gather {
    Bulk *bulk;
    size_t figures;
    int64_t *value;         /* variants * figures */
    const char **reason;    /* variants */
} Gather;

/* Each variant as its figures, the length of its reason, and the reason. */
static void sink_rows(void *context, void *worker, const SweepRows *rows,
                      Buf *out)
{
    const Gather *g = context;
    (void)worker;
    for (size_t i = 0; i < rows->n; i++) {
        const char *reason = rows->reason[i];
        size_t length = reason == NULL ? 0 : strlen(reason);
        for (size_t k = 0; k < g->figures; k++) {
            int64_t value = reason == NULL ? rows->out[k][i] : 0;
            buf_add_n(out, (const char *)&value, sizeof value);
        }
        buf_add_n(out, (const char *)&length, sizeof length);
        buf_add_n(out, reason == NULL ? "" : reason, length);
    }
}

static bool sink_put(void *context, uint64_t first, size_t n,
                     const Buf *bytes)
{
    Gather *g = context;
    const char *at = bytes->at;
    for (size_t i = 0; i < n; i++) {
        size_t length, size = g->figures * sizeof *g->value;
        memcpy(g->value + (first + i) * g->figures, at, size);
        memcpy(&length, at + size, sizeof length);
        at += size + sizeof length;
        if (length > 0)
            g->reason[first + i] = arena_copy(g->bulk->f->arena, at, length);
        at += length;
    }
    return bulk_put(g->bulk, first, n, bytes);
}

static SweepTurn sink_turn(void *context, uint64_t done)
{
    return bulk_turn(((Gather *)context)->bulk, done);
}

static bool sink_rest(void *context, uint64_t done)
{
    return bulk_keep(((Gather *)context)->bulk, done, NULL);
}

static bool give(const Gather *g)
{
    const fordela *f = g->bulk->f;
    Buf out = {0};
    PageSweep page = {
        .arena = f->arena, .pool = f->show, .sweep = g->bulk->sweep,
        .frame = {g->bulk->options->page->command, FORDELA_VERSION,
                  &f->work.sources, NULL},
        .value = g->value, .reason = g->reason};
    page_sweep(&page, &out);
    bool good = bulk_bytes(g->bulk, &out);
    buf_free(&out);
    return good;
}

bool sweep_page(Bulk *b, fordela_sweep_counts *counts)
{
    size_t n = (size_t)b->sweep->n, figures = b->sweep->n_figures;
    Gather g = {.bulk = b, .figures = figures,
                .value = ARENA_ARRAY(b->f->arena, int64_t, n * figures + 1),
                .reason = ARENA_ARRAY(b->f->arena, const char *, n)};
    SweepSink sink = {.context = &g, .rows = sink_rows, .put = sink_put,
                      .turn = sink_turn, .rest = sink_rest};
    BulkRange all = {0, 0, b->sweep->n};
    return bulk_run(b, &sink, all, counts) && give(&g);
}
