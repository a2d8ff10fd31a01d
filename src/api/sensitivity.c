/* sensitivity.c - which draw line moves a figure: simulate --sensitivity. */
#include <inttypes.h>

#include "api/simulate_int.h"

static void sink_rows(void *context, void *worker, const SweepRows *rows,
                      Buf *out)
{
    const Sim *s = context;
    (void)worker;
    sensitivity_rows(s->sensitivity, rows, out);
}

static bool sink_put(void *context, uint64_t first, size_t n,
                     const Buf *bytes)
{
    Sim *s = context;
    sensitivity_add(s->sensitivity, n, bytes);
    s->bulk.done = first + n;
    return true;
}

static bool sink_rest(void *context, uint64_t done)
{
    return sim_keep(context, done);
}

bool sim_sensitivity(Sim *s)
{
    Bulk *b = &s->bulk;
    size_t lines = b->sweep->n_drawings;
    if (b->sweep->n_figures == 0)
        api_refuse(b->f, "write a line such as: report smallest(grant); or "
                         "give it with --report",
                   "%s has no report line, and figures are what draw lines "
                   "are compared by", b->f->path);
    else if (lines > SOBOL_FACTORS_MAX)
        api_refuse(b->f, "draw less at a time",
                   "%zu draw lines; at most %d can be told apart", lines,
                   SOBOL_FACTORS_MAX);
    else if (s->draws > SOBOL_POINTS_MAX)
        api_refuse(b->f, "draw less",
                   "the sequence has at most %" PRIu64 " points",
                   SOBOL_POINTS_MAX);
    else if (b->options->amounts || s->options->draws_out != NULL)
        api_refuse(b->f, "leave --sensitivity out to write them",
                   "--sensitivity draws along a sequence of its own, which "
                   "is not written");
    else {
        s->sensitivity = sensitivity_new(b->sweep, s->draws,
                                         s->simulation.figure_reference,
                                         s->threads, b->lanes);
        b->sweep = &s->sensitivity->sweep;
        return true;
    }
    return false;
}

bool sim_run_sensitivity(Sim *s, fordela_sweep_counts *counts)
{
    SweepFill fill = {s->sensitivity, sensitivity_inputs};
    SweepSink sink = {.context = s, .rows = sink_rows, .put = sink_put,
                      .turn = sim_turn, .rest = sink_rest};
    s->bulk.fill = &fill;
    return sim_run_variants(s, &sink, s->sensitivity->rows, counts);
}
