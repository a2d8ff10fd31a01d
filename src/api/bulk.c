/* bulk.c - rows of sweep and simulate, to a file or the caller. */
#include "api/bulk.h"

#include <math.h>
#include <string.h>
#include <time.h>

/* Seconds between two looks at the progress, and between two states kept, which
 * is what a killed run loses; of large states so many times what keeping one
 * takes. */
#define LOOK_SECONDS 0.1
#define KEEP_SECONDS 0.5
#define KEEP_TIMES 20

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + 1e-9 * (double)at.tv_nsec;
}

const char *bulk_number(const Bulk *b, uint64_t n)
{
    Buf text = {0};
    report_grouped(b->f->arena, rat_int(b->f->pool, (int64_t)n), 0, &text);
    const char *copy = arena_string(b->f->arena, text.at);
    buf_free(&text);
    return copy;
}

/* ---- The output ---- */

static bool netcdf_failed(Bulk *b)
{
    return part_failed(&b->part, b->part.path, netcdf_error(b->netcdf));
}

bool bulk_give(Bulk *b, const Buf *bytes)
{
    const fordela_sweep_options *o = b->options;
    b->failed = bytes->n > 0 && o->write != NULL
                && o->write(o->context, bytes->at, bytes->n) != 0;
    return !b->failed;
}

bool bulk_bytes(Bulk *b, const Buf *bytes)
{
    if (b->options->output == NULL)
        return bulk_give(b, bytes);
    return bytes->n == 0 || part_write(&b->part, bytes->at, bytes->n);
}

void bulk_rows_out(Bulk *b)
{
    fordela *f = b->f;
    if (b->options->form == FORDELA_BULK_NETCDF)
        b->netcdf = netcdf_new(f->arena, f->pool, b->sweep, &f->work.sources,
                               arena_format(f->arena, "%s.partial",
                                            b->options->output));
    else
        b->csv = report_sweep_csv(f->arena, f->pool, b->sweep);
}

static double least_bytes(const Bulk *b)
{
    if (b->netcdf != NULL)
        return netcdf_least(b->netcdf);
    if (b->csv == NULL)
        return 0;
    return b->draws ? draws_csv_least(b->csv)
                    : sweep_csv_least(b->csv, b->sweep->n);
}

static bool put_head(Bulk *b)
{
    Buf head = {0};
    if (b->netcdf != NULL)
        return netcdf_begin(b->netcdf, b->part.resumed)
               || (netcdf_is_foreign(b->netcdf) ? part_is_other(&b->part)
                                                : netcdf_failed(b));
    if (b->csv == NULL)
        return true;
    if (b->draws)
        draws_csv_head(b->csv, &head);
    else
        sweep_csv_head(b->csv, &head);
    bool good = b->part.resumed ? part_begins(&b->part, &head)
                                : bulk_bytes(b, &head);
    buf_free(&head);
    return good;
}

static const char *rows_text(const Bulk *b)
{
    uint64_t n = b->sweep->n;
    return arena_format(b->f->arena, b->sweep->drawing != NULL
                                         ? trn("%s draw", "%s draws", n)
                                         : trn("%s variant", "%s variants", n),
                        bulk_number(b, n));
}

static const char *fewer_rows(const Bulk *b)
{
    if (b->draws)
        return tr("draw less, or leave --draws-out out");
    if (b->sweep->drawing != NULL)
        return tr("draw less, or leave --amounts out");
    return b->options->amounts
               ? tr("vary in larger steps, write the first N with --limit N, "
                    "or figures alone (--report) in place of --amounts")
               : tr("vary in larger steps, or write the first N with --limit "
                    "N");
}

/* Standard output has neither what is drawn nor every draw. */
static const char *no_file(const Bulk *b)
{
    return b->draws || b->netcdf != NULL
                   || (b->sweep->drawing != NULL && b->options->amounts)
               ? tr("name a file")
               : tr("name a file, or leave -o out and redirect the output");
}

bool bulk_begin(Bulk *b, const char *key)
{
    if (b->options->output != NULL) {
        b->part.f = b->f;
        b->part.path = b->options->output;
        b->part.key = key;
        b->part.most = b->sweep->n;
        b->part.rows = rows_text(b);
        b->part.fewer = fewer_rows(b);
        b->part.no_file = no_file(b);
        b->part.force = b->options->force != 0;
        b->part.foreign = b->netcdf != NULL;
        if (!part_open(&b->part, b->options->resume != 0, least_bytes(b)))
            return false;
        b->first = b->done = b->part.done;
    }
    return put_head(b);
}

bool bulk_finish(Bulk *b)
{
    if (b->netcdf != NULL && !netcdf_close(b->netcdf))
        return netcdf_failed(b);
    return b->options->output == NULL || part_finish(&b->part);
}

/* ---- The sink ---- */

void bulk_rows(const Bulk *b, const SweepRows *rows, Buf *out)
{
    if (b->netcdf != NULL)
        netcdf_rows(b->netcdf, rows, out);
    else if (b->draws)
        draws_csv_rows(b->csv, rows, out);
    else if (b->csv != NULL)
        sweep_csv_rows(b->csv, rows, out);
}

bool bulk_put(Bulk *b, uint64_t first, size_t n, const Buf *bytes)
{
    if (b->netcdf != NULL && !netcdf_put(b->netcdf, first, n, bytes))
        return netcdf_failed(b);
    if (b->csv != NULL && !bulk_bytes(b, bytes))
        return false;
    b->done = first + n;
    return true;
}

SweepTurn bulk_turn(Bulk *b, uint64_t done)
{
    const fordela_sweep_options *o = b->options;
    double at = now(), seconds = at - b->began;
    if (at - b->looked < LOOK_SECONDS && done < b->sweep->n)
        return SWEEP_GO_ON;
    b->looked = at;
    fordela_progress progress = {
        .done = done, .total = b->sweep->n, .seconds = seconds,
        .rate = seconds > 0 ? (double)(done - b->first) / seconds : 0};
    b->stopped = o->progress != NULL
                 && o->progress(o->context, &progress) != 0;
    b->resting = b->stopped
                 || (o->output != NULL && at - b->kept > b->pause);
    if (b->stopped)
        return SWEEP_STOP;
    return b->resting ? SWEEP_REST : SWEEP_GO_ON;
}

bool bulk_keep(Bulk *b, uint64_t done, const Buf *keep)
{
    if (b->options->output == NULL || !b->resting)
        return true;
    b->resting = false;
    double began = now();
    if (b->netcdf != NULL && !netcdf_sync(b->netcdf))
        return netcdf_failed(b);
    bool good = part_keep(&b->part, done, keep);
    b->kept = now();
    b->pause = fmax(KEEP_SECONDS, KEEP_TIMES * (b->kept - began));
    return good;
}

static void sink_rows(void *context, void *worker, const SweepRows *rows,
                      Buf *out)
{
    (void)worker;
    bulk_rows(context, rows, out);
}

static bool sink_put(void *context, uint64_t first, size_t n,
                     const Buf *bytes)
{
    return bulk_put(context, first, n, bytes);
}

static SweepTurn sink_turn(void *context, uint64_t done)
{
    return bulk_turn(context, done);
}

static bool sink_rest(void *context, uint64_t done)
{
    return bulk_keep(context, done, NULL);
}

SweepSink bulk_sink(Bulk *b)
{
    return (SweepSink){.context = b, .rows = sink_rows, .put = sink_put,
                       .turn = sink_turn, .rest = sink_rest};
}

/* ---- Running ---- */

static void say_stopped(Bulk *b)
{
    diag_add(b->f->work.diags, DIAG_MACHINE, (Place){0},
             b->options->output != NULL
                 ? N_("the same command with --resume goes on")
                 : NULL,
             "stopped after %s of %s", bulk_number(b, b->done),
             rows_text(b));
}

bool bulk_run(Bulk *b, const SweepSink *sink, BulkRange range,
              fordela_sweep_counts *counts)
{
    SweepRun run = {.sweep = b->sweep, .begin = range.begin,
                    .first = range.first, .end = range.end,
                    .fill = b->fill, .inputs_only = b->draws,
                    .threads = b->options->threads, .lanes = b->lanes,
                    .exact_only = b->exact_only, .sink = sink};
    FastCounts fast = {0};
    if (run.threads == 0)
        run.threads = study_cores();
    if (b->began == 0)
        b->began = b->kept = now();
    if (b->pause == 0)
        b->pause = KEEP_SECONDS;
    bool good = range.first == range.end || sweep_run(&run, &fast);
    counts->rows = b->sweep->n;
    counts->done = b->done;
    counts->infeasible += fast.infeasible;
    counts->on_grid += fast.on_grid;
    counts->exactly += fast.exactly;
    counts->seconds = now() - b->began;
    if (!good && b->stopped)
        say_stopped(b);
    return good;
}

fordela_status bulk_end(Bulk *b, bool good)
{
    if (b->netcdf != NULL)
        netcdf_close(b->netcdf);
    if (b->options->output != NULL)
        part_close(&b->part);
    fordela_status status = api_finish(b->f);
    /* The caller's own writer failed, and has said so. */
    if (!good && b->failed && status == FORDELA_OK)
        b->f->status = status = FORDELA_MACHINE;
    return status;
}
