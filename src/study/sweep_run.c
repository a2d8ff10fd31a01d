/* sweep_run.c - rows of inputs through the fast evaluator, unit by unit. */
#include "base/mem.h"
#include "study/sweep_units.h"

/* ---- One thread's work ---- */

typedef struct SweepThread {
    Fast *fast;
    double **input;             /* by Plan.input */
    int64_t **out;              /* by Plan.output */
    const char **reason;
    uint64_t *digit;            /* by axis: which of its values */
    uint64_t cut;               /* draws of this block that became 0 */
} SweepThread;

typedef struct SweepCrew {
    const SweepRun *run;
    SweepThread *thread;
    Stream stream;              /* shared: it is not written again */
} SweepCrew;

static void thread_init(SweepThread *t, const SweepRun *run)
{
    const Plan *plan = run->sweep->plan;
    size_t n_inputs = sweep_n_inputs(run->sweep);
    t->input = mem_alloc(n_inputs + 1, sizeof *t->input);
    t->out = mem_alloc(plan->n_outputs + 1, sizeof *t->out);
    size_t block = run->sweep->block;
    t->reason = mem_alloc(block, sizeof *t->reason);
    t->digit = mem_alloc(run->sweep->axes.n + 1, sizeof *t->digit);
    for (size_t i = 0; i < n_inputs; i++)
        t->input[i] = mem_alloc(block * sweep_input_rows(run->sweep, i),
                                sizeof **t->input);
    if (run->inputs_only)
        return;
    t->fast = fast_new(plan, run->lanes, run->exact_only);
    for (size_t i = 0; i < plan->n_outputs; i++)
        t->out[i] = mem_alloc(block * plan->output[i].n, sizeof **t->out);
}

static void thread_free(SweepThread *t, const Sweep *sweep)
{
    const Plan *plan = sweep->plan;
    for (size_t i = 0; i < sweep_n_inputs(sweep); i++)
        mem_free(t->input[i]);
    for (size_t i = 0; i < plan->n_outputs; i++)
        mem_free(t->out[i]);
    mem_free(t->input);
    mem_free(t->out);
    mem_free(t->reason);
    mem_free(t->digit);
    fast_free(t->fast);
}

/* Row number in the mixed base of the axes, the last one fastest. */
static void digits_set(const Axes *axes, uint64_t row, uint64_t *digit)
{
    for (size_t i = axes->n; i-- > 0;) {
        digit[i] = row % axes->at[i].n;
        row /= axes->at[i].n;
    }
}

static void digits_next(const Axes *axes, uint64_t *digit)
{
    for (size_t i = axes->n; i-- > 0;) {
        if (++digit[i] < axes->at[i].n)
            return;
        digit[i] = 0;
    }
}

static void fill_axes(const Sweep *sweep, uint64_t first, size_t n,
                      double *const *input, uint64_t *digit)
{
    const Axes *axes = &sweep->axes;
    uint64_t draw = first % sweep->draws;
    digits_set(axes, first / sweep->draws, digit);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < axes->n; k++)
            input[k][i] = (double)axis_value(&axes->at[k], digit[k]);
        if (++draw == sweep->draws) {
            draw = 0;
            digits_next(axes, digit);
        }
    }
}

void sweep_variant(const Sweep *sweep, uint64_t variant, size_t i,
                   double *const *input)
{
    const Axes *axes = &sweep->axes;
    for (size_t k = axes->n; k-- > 0;) {
        const Axis *axis = &axes->at[k];
        input[k][i] = (double)axis_value(axis, variant % axis->n);
        variant /= axis->n;
    }
}

void sweep_inputs(const Sweep *sweep, const Stream *stream, uint64_t first,
                  size_t n, double *const *input, uint64_t *digit,
                  uint64_t *cut)
{
    fill_axes(sweep, first, n, input, digit);
    for (size_t at = 0; sweep->n_drawings > 0 && at < n;) {
        uint64_t draw = (first + at) % sweep->draws;
        uint64_t left = sweep->draws - draw;    /* of the variant */
        size_t some = left < n - at ? (size_t)left : n - at;
        for (size_t i = 0; i < sweep->n_drawings; i++) {
            const Drawing *d = &sweep->drawing[i];
            drawing_fill(d, stream, draw, some,
                         input[sweep->axes.n + i] + at * d->n, cut);
        }
        at += some;
    }
}

static void do_block(SweepCrew *crew, unsigned number, uint64_t first,
                     size_t at, size_t n, Buf *bytes)
{
    const SweepRun *run = crew->run;
    const SweepSink *sink = run->sink;
    SweepThread *t = &crew->thread[number];
    const double *const *input = (const double *const *)t->input;
    Block block = {n, input, t->out, t->reason};
    const SweepFill *fill = run->fill;
    t->cut = 0;
    if (fill != NULL)
        fill->inputs(fill->context, number, first, n, t->input, &t->cut);
    else
        sweep_inputs(run->sweep, &crew->stream, first, n, t->input, t->digit,
                     &t->cut);
    if (!run->inputs_only)
        fast_run(t->fast, &block);
    SweepRows rows = {first, at, n, input, (const int64_t *const *)t->out,
                      t->reason, t->cut};
    sink->rows(sink->context,
               sink->worker != NULL ? sink->worker[number] : NULL, &rows,
               bytes);
}

/* The first row of a unit, and how many it has. */
static uint64_t unit_rows(const SweepRun *run, uint64_t unit, size_t *n)
{
    uint64_t first = run->begin + unit * run->sweep->unit;
    uint64_t left = run->end - first;
    *n = left < run->sweep->unit ? (size_t)left : run->sweep->unit;
    return first;
}

static void do_unit(void *context, unsigned number, uint64_t unit, Buf *bytes)
{
    SweepCrew *crew = context;
    size_t rows;
    uint64_t first = unit_rows(crew->run, unit, &rows);
    size_t block = crew->run->sweep->block;
    for (size_t at = 0; at < rows; at += block) {
        size_t n = rows - at < block ? rows - at : block;
        do_block(crew, number, first + at, at, n, bytes);
    }
}

/* ---- In the calling thread ---- */

static bool put_unit(void *context, uint64_t unit, const Buf *bytes)
{
    const SweepRun *run = ((SweepCrew *)context)->run;
    size_t n;
    uint64_t first = unit_rows(run, unit, &n);
    return run->sink->put(run->sink->context, first, n, bytes);
}

static uint64_t rows_done(const SweepRun *run, uint64_t units)
{
    uint64_t rows = run->begin + units * run->sweep->unit;
    return rows < run->end ? rows : run->end;
}

static SweepTurn take_turn(void *context, uint64_t done)
{
    const SweepRun *run = ((SweepCrew *)context)->run;
    return run->sink->turn(run->sink->context, rows_done(run, done));
}

static bool take_rest(void *context, uint64_t done)
{
    const SweepRun *run = ((SweepCrew *)context)->run;
    return run->sink->rest(run->sink->context, rows_done(run, done));
}

static void add_counts(FastCounts *sum, FastCounts part)
{
    sum->variants += part.variants;
    sum->infeasible += part.infeasible;
    sum->on_grid += part.on_grid;
    sum->exactly += part.exactly;
}

bool sweep_run(const SweepRun *run, FastCounts *counts)
{
    size_t unit = run->sweep->unit;
    SweepCrew crew = {.run = run};
    uint64_t rows = run->end - run->begin;
    Units units = {.first = (run->first - run->begin) / unit,
                   .end = rows / unit + (rows % unit != 0),
                   .threads = run->threads, .context = &crew,
                   .work = do_unit, .put = put_unit, .turn = take_turn,
                   .rest = take_rest};
    stream_init(&crew.stream, run->sweep->seed,
                run->lanes != NULL ? run->lanes->stream : NULL);
    crew.thread = mem_alloc(run->threads, sizeof *crew.thread);
    for (unsigned i = 0; i < run->threads; i++)
        thread_init(&crew.thread[i], run);
    bool good = units_run(&units);
    for (unsigned i = 0; i < run->threads; i++) {
        if (!run->inputs_only)
            add_counts(counts, fast_counts(crew.thread[i].fast));
        thread_free(&crew.thread[i], run->sweep);
    }
    mem_free(crew.thread);
    return good;
}
