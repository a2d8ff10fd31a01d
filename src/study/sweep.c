/* sweep.c - rows of inputs through the fast evaluator, unit by unit. */
#include "study/sweep.h"

#include <string.h>

#include "base/mem.h"
#include "study/sweep_units.h"

/* Rows of a unit: a tenth of a millisecond of work or more, and not much more
 * than a second where the exact evaluator has to help. */
#define UNIT_ROWS 512
#define UNIT_ROWS_EXACTLY 64
/* Values in a unit's rows, so that memory does not grow with rows times
 * recipients: 8 MB, unless one row has more. */
#define UNIT_VALUES ((size_t)1 << 20)

/* ---- Setting up ---- */

static double axis_most(const Axis *axis)
{
    int64_t most = 0;
    for (uint64_t k = 0; k < axis->n; k++) {
        if (axis->value == NULL && k == 1)
            k = axis->n - 1;        /* the ends of a range */
        int64_t value = axis_value(axis, k);
        value = value < 0 ? -value : value;
        most = value > most ? value : most;
    }
    return (double)most;
}

static size_t inputs_of(Arena *arena, const Sweep *sweep, const Input **out)
{
    size_t n = 0;
    Input *input = ARENA_ARRAY(arena, Input,
                               sweep->axes.n + sweep->n_drawings + 1);
    for (size_t i = 0; i < sweep->axes.n; i++) {
        const Axis *axis = &sweep->axes.at[i];
        input[n++] = (Input){axis->def, axis->den, axis_most(axis)};
    }
    for (size_t i = 0; i < sweep->n_drawings; i++) {
        const Drawing *drawing = &sweep->drawing[i];
        input[n++] = (Input){drawing->draw->def, drawing->den,
                             drawing->most};
    }
    *out = input;
    return n;
}

/* One input each: what is drawn does not vary as well. */
static bool apart(const Program *program, Diags *diags)
{
    for (size_t i = 0; i < program->n_draws; i++)
        for (size_t k = 0; k < program->n_varies; k++)
            if (program->draw[i].def == program->vary[k].def) {
                diag_add(diags, DIAG_FAULT, program->draw[i].place,
                         "take one of the two lines away",
                         "\"%s\" is drawn and varied, too",
                         program->draw[i].def->name);
                return false;
            }
    return true;
}

static bool set_rows(Sweep *sweep, const SweepAsk *ask, Diags *diags)
{
    sweep->draws = ask->draws > 0 ? ask->draws : 1;
    sweep->seed = ask->seed;
    if (__builtin_mul_overflow(sweep->axes.variants, sweep->draws, &sweep->n)
        || sweep->n > INT64_MAX) {
        diag_add(diags, DIAG_FAULT, (Place){0}, "draw less, or vary less",
                 "variants times draws make more than "
                 "9 223 372 036 854 775 807 rows");
        return false;
    }
    if (ask->limit > 0 && ask->limit < sweep->n)
        sweep->n = ask->limit;
    return true;
}

/* Figures are counted in units, so they are numbers or flags. */
static bool figures_fit(const Program *program, Diags *diags)
{
    bool good = true;
    for (size_t i = 0; i < program->n_reports; i++) {
        const Report *report = &program->report[i];
        TypeKind kind = report->expr->type.kind;
        if (kind == TYPE_NUMBER || kind == TYPE_FLAG)
            continue;
        diag_add(diags, DIAG_FAULT, report->place,
                 "ask for a number, or for a condition such as x = \"full\"",
                 "a figure of many variants is a number or a flag, not a %s",
                 kind == TYPE_TEXT ? "text" : "date");
        good = false;
    }
    return good;
}

static size_t input_rows(const Sweep *sweep, size_t i)
{
    return i < sweep->axes.n ? 1 : sweep->drawing[i - sweep->axes.n].n;
}

static void set_unit(Sweep *sweep)
{
    const Plan *plan = sweep->plan;
    size_t rows = plan->exactly != NULL ? UNIT_ROWS_EXACTLY : UNIT_ROWS;
    size_t values = 1;
    for (size_t i = 0; i < plan->n_outputs; i++)
        values += plan->output[i].n;
    for (size_t i = 0; i < sweep_n_inputs(sweep); i++)
        values += input_rows(sweep, i);
    size_t most = values < UNIT_VALUES ? UNIT_VALUES / values : 1;
    sweep->unit = rows < most ? rows : most;
    sweep->block = sweep->unit < FAST_BLOCK ? sweep->unit : FAST_BLOCK;
}

Sweep *study_sweep(Arena *arena, RatPool *pool, const Program *program,
                   const Dataset *data, const SweepAsk *ask, Diags *diags)
{
    Sweep *sweep = ARENA_NEW(arena, Sweep);
    sweep->program = program;
    sweep->data = data;
    sweep->n_figures = ask->reports ? program->n_reports : 0;
    sweep->n_shown = sweep->n_figures + ask->n_results - ask->n_hidden;
    if ((ask->reports && !figures_fit(program, diags))
        || !study_axes(arena, pool, program, data, &sweep->axes, diags)
        || !set_rows(sweep, ask, diags))
        return NULL;
    if (ask->draws > 0) {
        sweep->n_drawings = program->n_draws;
        sweep->drawing = study_drawings(arena, pool, program, data, diags);
        if (sweep->drawing == NULL || !apart(program, diags))
            return NULL;
    }
    Want want = {.reports = ask->reports, .result = ask->result,
                 .n_results = ask->n_results};
    want.n_inputs = inputs_of(arena, sweep, &want.input);
    sweep->plan = plan_new(arena, pool, program, data, &want);
    set_unit(sweep);
    return sweep;
}

size_t sweep_reason(const Plan *plan, const char *reason)
{
    size_t i = 0;
    while (i < plan->n_reasons && strcmp(reason, plan->reason[i]) != 0)
        i++;
    return i;
}

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

size_t sweep_n_inputs(const Sweep *sweep)
{
    return sweep->axes.n + sweep->n_drawings;
}

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
        t->input[i] = mem_alloc(block * input_rows(run->sweep, i),
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
