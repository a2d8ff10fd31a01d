/* simulate_draws.c - what is drawn, to a file: simulate --draws-out. */
#include "api/simulate_int.h"

/* A file that is whole was written by the run that is gone on with. False
 * after a fault. */
static bool drawn_before(Sim *s, const char *path, bool *drawn)
{
    bool tidied;
    PartFile *part = &s->bulk.part;
    *drawn = false;
    return !part->resumed
           || (part_is_whole(part, path, drawn)
               && (!*drawn || part_tidy(part, path, &tidied)));
}

/* From here on a file of draws that is whole is known to be this run's. */
static bool keep_beginning(Sim *s)
{
    if (s->bulk.part.resumed)
        return true;
    s->bulk.resting = true;
    return sim_keep(s, s->bulk.done);
}

static bool put_draws(Sim *s, Bulk *draws)
{
    fordela_sweep_counts counts = {0};
    SweepSink sink = bulk_sink(draws);
    bulk_rows_out(draws);
    if (!bulk_begin(draws, sim_key(s)) || !keep_beginning(s))
        return false;
    BulkRange all = {0, draws->first, draws->sweep->n};
    return bulk_run(draws, &sink, all, &counts) && bulk_finish(draws);
}

bool sim_write_draws(Sim *s)
{
    fordela_sweep_options options = *s->bulk.options;
    Sweep drawn = *s->bulk.sweep;
    bool drawn_already;
    if (s->options->draws_out == NULL)
        return true;
    options.output = s->options->draws_out;
    options.form = FORDELA_BULK_CSV;
    if (!drawn_before(s, options.output, &drawn_already))
        return false;
    if (drawn_already)
        return true;
    drawn.axes.n = 0;
    drawn.n = drawn.draws;
    drawn.n_shown = 0;
    Bulk draws = {.f = s->bulk.f, .options = &options, .sweep = &drawn,
                  .lanes = s->bulk.lanes, .draws = true, .part.fd = -1};
    bool good = put_draws(s, &draws);
    part_close(&draws.part);
    return good;
}
