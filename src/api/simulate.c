/* simulate.c - many draws of a scenario, summed up. */
#include <inttypes.h>
#include <string.h>

#include "api/simulate_int.h"
#include "base/mem.h"

/* ---- The sink ---- */

static void sink_rows(void *context, void *worker, const SweepRows *rows,
                      Buf *out)
{
    const Sim *s = context;
    if (worker != NULL)
        sim_part_rows(worker, rows);
    bulk_rows(&s->bulk, rows, out);
}

static bool sink_put(void *context, uint64_t first, size_t n,
                     const Buf *bytes)
{
    return bulk_put(&((Sim *)context)->bulk, first, n, bytes);
}

SweepTurn sim_turn(void *context, uint64_t done)
{
    return bulk_turn(&((Sim *)context)->bulk, done);
}

static bool too_large(Sim *s)
{
    diag_add(s->bulk.f->work.diags, DIAG_FAULT, (Place){0},
             "round to a larger unit",
             "amounts of more than 70 million million units cannot be "
             "summed up");
    return false;
}

static bool sink_rest(void *context, uint64_t done)
{
    Sim *s = context;
    bool good = true;
    for (unsigned i = 0; i < s->threads; i++)
        if (s->part[i] != s->total)
            good = sim_part_merge(s->total, s->part[i]) && good;
    good = good && sim_part_good(s->total);
    return good ? sim_keep(s, done) : too_large(s);
}

/* ---- What is asked ---- */

static bool choose_draws(Sim *s)
{
    fordela *f = s->bulk.f;
    const Program *program = f->run.program;
    const fordela_simulate_options *o = s->options;
    s->draws = o->draws > 0 ? o->draws : program->draws;
    s->seed = o->has_seed ? o->seed : program->has_draws ? program->seed : 1;
    if (program->n_draws == 0)
        api_refuse(f, "write a line such as: draw population ~ "
                      "normal(population, 1 %)",
                   "%s has no draw line", f->path);
    else if (s->draws == 0)
        api_refuse(f, "give it with --draws, or write a line such as: draws "
                      "10 000 seed 1",
                   "%s does not say how many draws to make", f->path);
    else if (s->draws > DRAWS_MAX)
        api_refuse(f, "draw less", "more than 4 294 967 296 draws");
    else
        return true;
    return false;
}

static bool something_to_sum(Sim *s, const Def *result)
{
    const Bulk *b = &s->bulk;
    if (result != NULL || b->f->run.program->n_reports > 0
        || b->options->amounts || s->options->draws_out != NULL)
        return true;
    api_refuse(b->f, "write a line such as: report smallest(grant); or give "
                     "it with --report",
               "%s has no report line and no result with a number for each "
               "row, so there is nothing to sum up", b->f->path);
    return false;
}

static bool set_sweep(Sim *s)
{
    Bulk *b = &s->bulk;
    fordela *f = b->f;
    const Def *const *asked = NULL;
    SweepAsk ask = {.reports = f->run.program->n_reports > 0,
                    .draws = s->draws, .seed = s->seed};
    if (b->options->amounts)
        ask.n_results = bulk_results(b, &asked);
    const Def **result = ARENA_ARRAY(f->arena, const Def *,
                                     ask.n_results + SIM_RESULTS);
    if (ask.n_results > 0)
        memcpy(result, asked, ask.n_results * sizeof *result);
    size_t shown = ask.n_results;
    bool good = true;
    const Def *def = api_result_named(f, s->options->result, &good);
    if (!good)
        return false;
    def = study_simulated(f->arena, f->run.program, def, result,
                          &ask.n_results);
    if (!something_to_sum(s, def))
        return false;
    ask.n_hidden = ask.n_results - shown;
    ask.result = result;
    b->sweep = study_sweep(f->arena, f->pool, f->run.program, f->run.data,
                           &ask, f->work.diags);
    if (b->sweep == NULL)
        return false;
    if (b->sweep->axes.variants > VARIANTS_MAX) {
        api_refuse(f, "vary in larger steps",
                   "%" PRIu64 " variants, of which each gets a summary; at "
                   "most %d do", b->sweep->axes.variants, VARIANTS_MAX);
        return false;
    }
    return study_simulation(f->arena, f->pool, b->sweep, f->run.result, def,
                            !s->options->sensitivity, &s->simulation)
           || too_large(s);
}

const char *sim_key(Sim *s)
{
    return bulk_key(&s->bulk,
                    arena_format(s->bulk.f->arena,
                                 "simulate %" PRIu64 " %" PRIu64 " %d %d %zu "
                                 "%s",
                                 s->draws, s->seed,
                                 s->options->sensitivity != 0,
                                 (int)s->options->summary,
                                 s->options->width,
                                 s->options->result == NULL
                                     ? "" : s->options->result));
}

/* ---- The summaries ---- */

static void print_summary(const SimReport *in, fordela_form form, Buf *out)
{
    bool sobol = in->sensitivity != NULL;
    switch (form) {
    case FORDELA_TABLE:
        (sobol ? report_sobol_text : report_simulate_text)(in, out);
        break;
    case FORDELA_CSV:
        if (!sobol && in->variant == 0)
            report_simulate_csv_head(in, out);
        (sobol ? report_sobol_csv : report_simulate_csv)(in, out);
        break;
    case FORDELA_JSON:
        (sobol ? report_sobol_json : report_simulate_json)(in, out);
        break;
    }
}

static SimReport sim_report(const Sim *s, Arena *arena)
{
    const fordela *f = s->bulk.f;
    return (SimReport){.arena = arena, .pool = f->show,
                       .reference = f->run.result,
                       .sources = &f->work.sources,
                       .version = FORDELA_VERSION, .sim = &s->simulation,
                       .part = s->total, .sensitivity = s->sensitivity,
                       .variant = s->variant,
                       .width = s->options->width == 0 ? REPORT_WIDTH
                                                       : s->options->width};
}

/* Why a draw of this variant could not be computed; NULL: all could, or for
 * reasons that are not counted one by one. */
static const char *first_reason(const Sim *s)
{
    const Plan *plan = s->bulk.sweep->plan;
    const SimCounts *counts = sim_part_counts(s->total);
    for (size_t i = 0; i < plan->n_reasons; i++)
        if (counts->why[i] > 0)
            return plan->reason[i];
    return NULL;
}

static void summarise(Sim *s)
{
    SimReport in = sim_report(s, arena_new());
    void *paused = s->page != NULL || s->options->summary == FORDELA_TABLE
                       ? tr_aloud()
                       : tr_pause(true);
    if (s->page != NULL)
        page_draws_add(s->page, &in);
    else
        print_summary(&in, s->options->summary, &s->summary);
    tr_resume(paused);
    arena_free(in.arena);
    if (s->sensitivity != NULL) {
        s->infeasible += s->sensitivity->counts.infeasible;
        s->cut += s->sensitivity->counts.cut;
        sensitivity_empty(s->sensitivity);
    } else {
        s->infeasible += sim_part_counts(s->total)->infeasible;
        s->cut += sim_part_counts(s->total)->cut;
        if (s->why == NULL)
            s->why = first_reason(s);
        sim_part_empty(s->total);
    }
}

bool sim_run_variants(Sim *s, const SweepSink *sink, uint64_t rows,
                      fordela_sweep_counts *counts)
{
    Bulk *b = &s->bulk;
    for (; s->variant < b->sweep->axes.variants; s->variant++) {
        uint64_t begin = s->variant * rows;
        BulkRange range = {begin, b->done > begin ? b->done : begin,
                           begin + rows};
        if (!bulk_run(b, sink, range, counts))
            return false;
        summarise(s);
    }
    return true;
}

/* The reasons of rows in a file are for programs. */
static bool run_draws(Sim *s, fordela_sweep_counts *counts)
{
    void *paused = tr_pause(s->bulk.options->amounts != 0
                            || s->options->summary != FORDELA_TABLE);
    SweepSink sink = {.context = s, .worker = (void *const *)s->part,
                      .rows = sink_rows, .put = sink_put, .turn = sim_turn,
                      .rest = sink_rest};
    bool good = sim_run_variants(s, &sink, s->draws, counts);
    tr_resume(paused);
    return good;
}

static bool give_summary(Sim *s)
{
    Bulk *b = &s->bulk;
    if (s->page != NULL) {
        SimReport in = sim_report(s, b->f->arena);
        in.variant = 0;
        page_draws_end(s->page, &in, b->options->page->command, &s->summary);
    }
    if (b->options->amounts)
        return bulk_finish(b) && bulk_give(b, &s->summary);
    return bulk_bytes(b, &s->summary) && bulk_finish(b);
}

static void note(Sim *s, uint64_t n, const char *what)
{
    if (n > 0)
        diag_add(s->bulk.f->work.diags, DIAG_NOTE, (Place){0}, NULL, "%s %s",
                 bulk_number(&s->bulk, n), what);
}

static void say_step(Sim *s, const char *what, const Output *output,
                     int64_t scale)
{
    fordela *f = s->bulk.f;
    Buf text = {0};
    Value step = {.num = rat_mul(f->show, output->unit,
                                 rat_int(f->show, scale))};
    if (scale == 1
        || (output->nearest
            && rat_cmp(step.num, rat_int(f->show, 1)) <= 0))
        return;
    report_value(f->arena, f->show, f->run.program, &output->expr->type,
                 &step, &text);
    diag_add(f->work.diags, DIAG_NOTE, (Place){0}, NULL,
             "the figures of \"%s\" are so large that they are summed up in "
             "steps of %s", what, text.at);
    buf_free(&text);
}

/* Where they are not those of single units, or if not rounded of whole ones.
 */
static void say_steps(Sim *s)
{
    const Simulation *sim = &s->simulation;
    const Plan *plan = s->bulk.sweep->plan;
    for (size_t i = 0; i < s->bulk.sweep->n_figures; i++)
        say_step(s, report_figure_title(s->bulk.f->arena,
                                        &s->bulk.f->run.program->report[i]),
                 &plan->output[i], sim->figure_scale[i]);
    if (sim->result != NULL)
        say_step(s, sim->result->name, &plan->output[sim->amount],
                 sim->scale);
}

/* What tables and JSON say by themselves. */
static void say_left_out(Sim *s)
{
    if (s->page != NULL || s->options->summary != FORDELA_CSV)
        return;
    note(s, s->infeasible, tr("draws cannot be computed, and are left out"));
    note(s, s->cut, tr("drawn values were negative and became 0"));
}

/* Then nothing was summed up, and the run is no answer. */
static void refuse_none(Sim *s)
{
    const Bulk *b = &s->bulk;
    uint64_t rows = s->sensitivity != NULL ? s->sensitivity->rows : s->draws;
    if (s->infeasible < rows * b->sweep->axes.variants)
        return;
    const char *way_out = N_("draw or vary other values");
    if (s->why == NULL)
        diag_add(b->f->work.diags, DIAG_FAULT, (Place){0}, way_out,
                 "none of the draws can be computed");
    else
        diag_add(b->f->work.diags, DIAG_FAULT, (Place){0}, way_out,
                 "none of the draws can be computed: %s", tr(s->why));
}

/* ---- The call ---- */

static void make_parts(Sim *s)
{
    s->total = sim_part_new(&s->simulation);
    s->part = mem_alloc(s->threads, sizeof *s->part);
    for (unsigned i = 0; i < s->threads; i++)
        s->part[i] = s->simulation.n_rows > PARTS_ROWS_MAX
                         ? s->total
                         : sim_part_new(&s->simulation);
}

static void free_parts(Sim *s)
{
    for (unsigned i = 0; s->part != NULL && i < s->threads; i++)
        if (s->part[i] != s->total)
            sim_part_free(s->part[i]);
    mem_free(s->part);
    sim_part_free(s->total);
    sensitivity_free(s->sensitivity);
    buf_free(&s->summary);
    page_draws_free(s->page);
}

static bool names_fit(Sim *s)
{
    const char *output = s->bulk.options->output;
    const char *drawn = s->options->draws_out;
    if (output == NULL && s->bulk.options->amounts) {
        api_refuse(s->bulk.f, "name the file with -o",
                   "--amounts needs a file to write");
        return false;
    }
    bool same = false;
    if (output != NULL && drawn != NULL
        && !part_same(s->bulk.f, output, drawn, &same))
        return false;
    if (!same)
        return true;
    api_refuse(s->bulk.f, "name another file for what is drawn; until it is "
                          "whole, a FILE is called FILE.partial",
               "\"%s\" and \"%s\" would be written over each other", output,
               drawn);
    return false;
}

/* Sobol's indices have none, and of several variants only figures are shown. */
static bool page_fits(Sim *s)
{
    if (s->bulk.options->page == NULL)
        return true;
    if (s->options->sensitivity)
        api_refuse(s->bulk.f, "ask for a table, csv or json",
                   "there is no page of how much each draw line brings");
    else if (s->bulk.sweep->axes.variants > 1
             && s->bulk.sweep->n_figures == 0)
        api_refuse(s->bulk.f, "write a line such as: report smallest(grant); "
                              "or give it with --report",
                   "of several variants a page shows figures, and %s has no "
                   "report line", s->bulk.f->path);
    else
        s->page = page_draws_new(s->bulk.f->arena);
    return s->page != NULL;
}

static bool prepare(Sim *s)
{
    if (!bulk_load(&s->bulk, STAGE_RUN, tr_as("can be", "simulated"))
        || !names_fit(s) || !choose_draws(s) || !set_sweep(s)
        || !page_fits(s))
        return false;
    s->threads = s->bulk.options->threads;
    if (s->threads == 0)
        s->threads = study_cores();
    if (s->options->sensitivity) {
        if (!sim_sensitivity(s))
            return false;
    } else {
        if (s->bulk.options->amounts)
            bulk_rows_out(&s->bulk);
        make_parts(s);
    }
    return bulk_begin(&s->bulk, sim_key(s)) && sim_state_read(s)
           && sim_write_draws(s);
}

fordela_status fordela_simulate(fordela *f,
                                const fordela_simulate_options *options,
                                fordela_sweep_counts *counts)
{
    Sim s = {.bulk = {.f = f, .options = &options->many, .part.fd = -1},
             .options = options};
    fordela_sweep_counts unseen;
    if (counts == NULL)
        counts = &unseen;
    *counts = (fordela_sweep_counts){0};
    bool good = prepare(&s)
                && (options->sensitivity ? sim_run_sensitivity(&s, counts)
                                         : run_draws(&s, counts))
                && give_summary(&s);
    if (good) {
        say_steps(&s);
        say_left_out(&s);
        refuse_none(&s);
    }
    free_parts(&s);
    return bulk_end(&s.bulk, good);
}
