/* sweep.c - a scenario made ready to be run again and again. */
#include "study/sweep.h"

#include <string.h>

/* Rows of a unit: a tenth of a millisecond of work or more, and not much more
 * than a second where the exact evaluator has to help. */
#define UNIT_ROWS 512
#define UNIT_ROWS_EXACTLY 64
/* Values in a unit's rows, so that memory does not grow with rows times
 * recipients: 8 MB, unless one row has more. */
#define UNIT_VALUES ((size_t)1 << 20)

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

static bool few_enough(const Program *program, bool draws, Diags *diags)
{
    size_t n = program->n_varies + (draws ? program->n_draws : 0);
    if (n <= PLAN_INPUTS_MAX)
        return true;
    diag_add(diags, DIAG_FAULT,
             draws ? program->draw[program->n_draws - 1].place
                   : program->vary[program->n_varies - 1].place,
             "leave some of the lines out",
             "%zu vary and draw lines; at most %d go together", n,
             PLAN_INPUTS_MAX);
    return false;
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
                 kind == TYPE_TEXT
                     ? N_("a figure of many variants is a number or a flag, "
                          "not a text")
                     : N_("a figure of many variants is a number or a flag, "
                          "not a date"));
        good = false;
    }
    return good;
}

size_t sweep_n_inputs(const Sweep *sweep)
{
    return sweep->axes.n + sweep->n_drawings;
}

size_t sweep_input_rows(const Sweep *sweep, size_t i)
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
        values += sweep_input_rows(sweep, i);
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
        || !few_enough(program, ask->draws > 0, diags)
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
