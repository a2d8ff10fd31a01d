/* sweep.c - every variant of a scenario, into a file or to the caller. */
#include "api/part_file.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "report/report_sweep.h"

/* Seconds between two looks at the progress, and between two states kept. */
#define LOOK_SECONDS 0.1
#define KEEP_SECONDS 5.0

typedef struct SweepCall {
    fordela *f;
    const fordela_sweep_options *options;
    const Sweep *sweep;
    const SweepCsv *csv;
    PartFile part;
    double began, looked, kept;     /* seconds */
    uint64_t first;                 /* row this call began with */
    uint64_t done;
    bool stopped;                   /* by the caller */
} SweepCall;

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + 1e-9 * (double)at.tv_nsec;
}

/* ---- Where rows go ---- */

static void sink_rows(void *context, void *worker, const SweepRows *rows,
                      Buf *out)
{
    const SweepCall *call = context;
    (void)worker;
    sweep_csv_rows(call->csv, rows, out);
}

static bool put_bytes(SweepCall *call, const Buf *bytes)
{
    const fordela_sweep_options *o = call->options;
    if (o->output != NULL)
        return part_write(&call->part, bytes->at, bytes->n);
    return o->write(o->context, bytes->at, bytes->n) == 0;
}

static bool sink_put(void *context, uint64_t first, size_t n,
                     const Buf *bytes)
{
    SweepCall *call = context;
    if (!put_bytes(call, bytes))
        return false;
    call->done = first + n;
    return true;
}

static SweepTurn sink_turn(void *context, uint64_t done)
{
    SweepCall *call = context;
    const fordela_sweep_options *o = call->options;
    double at = now();
    if (at - call->looked < LOOK_SECONDS && done < call->sweep->n)
        return SWEEP_GO_ON;
    call->looked = at;
    double seconds = at - call->began;
    fordela_progress progress = {
        .done = done, .total = call->sweep->n, .seconds = seconds,
        .rate = seconds > 0 ? (double)(done - call->first) / seconds : 0};
    call->stopped = o->progress != NULL
                    && o->progress(o->context, &progress) != 0;
    if (call->stopped)
        return SWEEP_STOP;
    return o->output != NULL && at - call->kept > KEEP_SECONDS ? SWEEP_REST
                                                               : SWEEP_GO_ON;
}

static bool sink_rest(void *context, uint64_t done)
{
    SweepCall *call = context;
    if (call->options->output == NULL || done == call->sweep->n)
        return true;
    bool good = part_keep(&call->part, done, NULL);
    call->kept = now();
    return good;
}

/* ---- What is asked ---- */

/* Lines of the options as statements; false after faults. */
static bool lines_read(fordela *f, const char *word,
                       const char *const *text, size_t n, Ast *lines)
{
    for (size_t i = 0; i < n; i++) {
        const char *line = arena_format(f->arena, "%s %s", word, text[i]);
        const Source *source =
            source_make(f->arena, arena_format(f->arena, "--%s", word), line,
                        strlen(line));
        const Ast *ast = parse_lines(f->arena, source, f->work.diags);
        for (size_t k = 0; k < ast->n; k++) {
            lines->stmt = arena_grow(f->arena, lines->stmt, lines->n,
                                     &lines->cap, sizeof *lines->stmt);
            lines->stmt[lines->n++] = ast->stmt[k];
        }
    }
    return !diags_failed(f->work.diags);
}

static bool load(SweepCall *call)
{
    fordela *f = call->f;
    const fordela_sweep_options *o = call->options;
    if (!api_begin(f))
        return false;
    Ast *lines = ARENA_NEW(f->arena, Ast);
    if (!lines_read(f, "vary", o->vary, o->n_vary, lines)
        || !lines_read(f, "report", o->report, o->n_report, lines))
        return false;
    f->work.lines = lines;
    if (!api_stages(f, STAGE_CHECK))
        return false;
    if (f->run.scenario == NULL) {
        api_refuse_formula(f, "varied");
        return false;
    }
    return true;
}

/* Every result that is a number or a flag. */
static size_t numeric_results(fordela *f, const Def ***out)
{
    const Program *program = f->run.program;
    const Def **result = ARENA_ARRAY(f->arena, const Def *, program->n_defs);
    size_t n = 0;
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind == DEF_RESULT && (def->type.kind == TYPE_NUMBER
                                        || def->type.kind == TYPE_FLAG))
            result[n++] = def;
    }
    *out = result;
    return n;
}

static bool something_to_do(SweepCall *call)
{
    const Program *program = call->f->run.program;
    if (program->n_varies == 0) {
        api_refuse(call->f, "write a line such as: vary budget from 10 mnkr "
                            "to 40 mnkr step 1 mnkr; or give it with --vary",
                   "%s has no vary line", call->f->path);
        return false;
    }
    if (program->n_reports == 0 && !call->options->amounts) {
        api_refuse(call->f, "write a line such as: report smallest(grant); "
                            "give it with --report; or ask for --amounts",
                   "%s has no report line, so there is nothing to write",
                   call->f->path);
        return false;
    }
    return true;
}

/* What makes this work this work: inputs and options. */
static const char *work_key(const SweepCall *call)
{
    fordela *f = call->f;
    const fordela_sweep_options *o = call->options;
    Buf text = {0};
    buf_addf(&text, "sweep %s form %d amounts %d limit %" PRIu64 "\n",
             FORDELA_VERSION, (int)o->form, o->amounts != 0, o->limit);
    for (size_t i = 0; i < f->work.sources.n; i++)
        buf_addf(&text, "file %s\n", f->work.sources.at[i]->sha256);
    for (size_t i = 0; i < f->n_settings; i++)
        buf_addf(&text, "set %s\n", f->setting[i]);
    for (size_t i = 0; i < o->n_vary; i++)
        buf_addf(&text, "vary %s\n", o->vary[i]);
    for (size_t i = 0; i < o->n_report; i++)
        buf_addf(&text, "report %s\n", o->report[i]);
    const char *key = source_make(f->arena, "", text.at, text.n)->sha256;
    buf_free(&text);
    return key;
}

/* ---- The call ---- */

static bool prepare(SweepCall *call)
{
    fordela *f = call->f;
    SweepAsk ask = {.reports = f->run.program->n_reports > 0,
                    .limit = call->options->limit};
    const Def **result = NULL;
    if (call->options->amounts)
        ask.n_results = numeric_results(f, &result);
    ask.result = result;
    call->sweep = study_sweep(f->arena, f->pool, f->run.program, f->run.data,
                              &ask, f->work.diags);
    if (call->sweep == NULL)
        return false;
    call->csv = report_sweep_csv(f->arena, f->pool, call->sweep);
    return true;
}

static bool begin_output(SweepCall *call)
{
    Buf head = {0};
    if (call->options->output != NULL) {
        call->part = (PartFile){.f = call->f, .path = call->options->output,
                                .key = work_key(call), .fd = -1,
                                .force = call->options->force != 0};
        if (!part_open(&call->part, call->options->resume != 0,
                       sweep_csv_least(call->csv, call->sweep->n)))
            return false;
        call->first = call->done = call->part.done;
        if (call->part.resumed)
            return true;
    }
    sweep_csv_head(call->csv, &head);
    bool good = put_bytes(call, &head);
    buf_free(&head);
    return good;
}

static void say_stopped(SweepCall *call)
{
    diag_add(call->f->work.diags, DIAG_MACHINE, (Place){0},
             call->options->output != NULL
                 ? "the same command with --resume goes on"
                 : NULL,
             "stopped after %" PRIu64 " of %" PRIu64 " variants", call->done,
             call->sweep->n);
}

static bool run_rows(SweepCall *call, fordela_sweep_counts *counts)
{
    SweepSink sink = {.context = call, .rows = sink_rows, .put = sink_put,
                      .turn = sink_turn, .rest = sink_rest};
    SweepRun run = {.sweep = call->sweep, .first = call->first,
                    .end = call->sweep->n,
                    .threads = call->options->threads, .sink = &sink};
    FastCounts fast = {0};
    if (run.threads == 0)
        run.threads = study_cores();
    call->began = call->kept = now();
    bool good = sweep_run(&run, &fast);
    counts->rows = call->sweep->n;
    counts->done = call->done;
    counts->infeasible = fast.infeasible;
    counts->on_grid = fast.on_grid;
    counts->exactly = fast.exactly;
    counts->seconds = now() - call->began;
    if (!good && call->stopped)
        say_stopped(call);
    return good;
}

fordela_status fordela_sweep(fordela *f, const fordela_sweep_options *options,
                             fordela_sweep_counts *counts)
{
    SweepCall call = {.f = f, .options = options};
    fordela_sweep_counts unseen;
    counts = counts == NULL ? &unseen : counts;
    memset(counts, 0, sizeof *counts);
    bool good = load(&call) && something_to_do(&call) && prepare(&call)
                && begin_output(&call) && run_rows(&call, counts)
                && (options->output == NULL || part_finish(&call.part));
    if (options->output != NULL)
        part_close(&call.part);
    fordela_status status = api_finish(f);
    /* The caller's own writer failed, and has said so. */
    if (!good && status == FORDELA_OK)
        f->status = status = FORDELA_MACHINE;
    return status;
}
