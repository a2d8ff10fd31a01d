/* simulate_state.c - how far a simulation is, kept and read again. */
#include <inttypes.h>
#include <stdio.h>

#include "api/simulate_int.h"

/* What the state keeps: which variant, the length of its tallies or sums, and
 * what is counted of the variants before, as text; then the tallies or sums;
 * then the summaries so far. */
static void state_print(const Sim *s, Buf *out)
{
    Buf sums = {0};
    if (s->sensitivity != NULL)
        sensitivity_save(s->sensitivity, &sums);
    else
        sim_part_save(s->total, &sums);
    buf_addf(out, "%" PRIu64 " %zu %" PRIu64 " %" PRIu64 " ", s->variant,
             sums.n, s->infeasible, s->cut);
    buf_add_n(out, sums.at, sums.n);
    buf_add_n(out, s->summary.at, s->summary.n);
    buf_free(&sums);
}

/* The rows done lie in the variant, some or all of it. */
static bool sums_read(Sim *s, const char *bytes, size_t n)
{
    uint64_t rows = s->sensitivity != NULL ? s->sensitivity->rows : s->draws;
    if (s->variant >= s->bulk.sweep->axes.variants
        || s->bulk.done < s->variant * rows
        || s->bulk.done - s->variant * rows > rows)
        return false;
    rows = s->bulk.done - s->variant * rows;
    return s->sensitivity != NULL
               ? sensitivity_load(s->sensitivity, rows, bytes, n)
               : sim_part_load(s->total, bytes, n)
                     && sim_part_counts(s->total)->rows == rows;
}

bool sim_state_read(Sim *s)
{
    const Buf *kept = &s->bulk.part.kept;
    size_t n = 0;
    int at = 0;
    if (!s->bulk.part.resumed)
        return true;
    if (kept->n > 0
        && sscanf(kept->at, "%" SCNu64 " %zu %" SCNu64 " %" SCNu64 "%n",
                  &s->variant, &n, &s->infeasible, &s->cut, &at) == 4
        && n < kept->n - (size_t)at
        && s->variant <= s->bulk.sweep->axes.variants
        && sums_read(s, kept->at + at + 1, n)) {
        size_t from = (size_t)at + 1 + n;
        buf_add_n(&s->summary, kept->at + from, kept->n - from);
        return true;
    }
    api_refuse(s->bulk.f, "begin anew with --force",
               "\"%s\" does not say how far the interrupted run was",
               s->bulk.part.state);
    return false;
}

bool sim_keep(Sim *s, uint64_t done)
{
    Buf state = {0};
    if (s->bulk.resting)
        state_print(s, &state);
    bool good = bulk_keep(&s->bulk, done, &state);
    buf_free(&state);
    return good;
}
