/* sweeps.c - sweeps through fordela.h. */
#include "sweeps.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "measure.h"

static int count_bytes(void *context, const char *bytes, size_t n)
{
    (void)bytes;
    *(uint64_t *)context += n;
    return 0;
}

static int keep_bytes(void *context, const char *bytes, size_t n)
{
    buf_add_n(context, bytes, n);
    return 0;
}

static bool sweep(const char *scenario, const fordela_sweep_options *options)
{
    fordela *f = fordela_open(scenario);
    bool good = fordela_sweep(f, options, NULL) == FORDELA_OK;
    if (!good) {
        fputs(fordela_messages(f), stderr);
    }
    fordela_close(f);
    return good;
}

double sweep_seconds(void *context, size_t rows)
{
    SweepJob *job = context;
    fordela_sweep_options options = {
        .limit = rows, .amounts = job->amounts, .threads = job->threads,
        .form = job->form, .output = job->output, .force = 1,
        .write = count_bytes, .context = &job->bytes};
    job->bytes = 0;
    double start = wall_seconds(), processor = processor_seconds();
    if (!sweep(job->scenario, &options)) {
        return -1;
    }
    double spent = wall_seconds() - start;
    job->rows += rows;
    job->processor += processor_seconds() - processor;
    struct stat written;
    if (job->output != NULL && stat(job->output, &written) == 0) {
        job->bytes = (uint64_t)written.st_size;
    }
    return spent;
}

double sweep_processor_rate(const SweepJob *job)
{
    return (double)job->rows / job->processor;
}

double simulate_seconds(void *context, size_t draws)
{
    SweepJob *job = context;
    fordela_simulate_options options = {
        .many = {.threads = job->threads, .write = count_bytes,
                 .context = &job->bytes},
        .draws = draws, .has_seed = 1, .seed = 1};
    double start = processor_seconds();
    fordela *f = fordela_open(job->scenario);
    bool good = fordela_simulate(f, &options, NULL) == FORDELA_OK;
    if (!good) {
        fputs(fordela_messages(f), stderr);
    }
    fordela_close(f);
    return good ? processor_seconds() - start : -1;
}

bool sweep_is_exact(const char *scenario, size_t rows)
{
    Buf bytes[2] = {{0}};
    bool good = true;
    for (int i = 0; i < 2; i++) {
        fordela_sweep_options options = {
            .limit = rows, .lanes = i == 0 ? NULL : "exact",
            .write = keep_bytes, .context = &bytes[i]};
        good = good && sweep(scenario, &options);
    }
    good = good && bytes[0].n == bytes[1].n
        && memcmp(bytes[0].at, bytes[1].at, bytes[0].n) == 0;
    buf_free(&bytes[0]);
    buf_free(&bytes[1]);
    return good;
}
