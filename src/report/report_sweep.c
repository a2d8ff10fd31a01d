/* report_sweep.c - the rows of a sweep as CSV. */
#include "report/report_sweep.h"

#include <string.h>

#include "report/csv_names.h"
#include "report/report.h"
#include "report/report_count.h"
#include "table/csv.h"

struct SweepCsv {
    Arena *arena;
    const Sweep *sweep;
    CountForm *input;       /* by Plan.input */
    CountForm *output;      /* by Plan.output, those shown */
    CountForm *drawn;       /* by Sweep.drawing */
    size_t n_columns;
};

static CountForm output_form(const Output *output)
{
    return count_form(output->unit, output->expr->type.kind == TYPE_FLAG);
}

const SweepCsv *report_sweep_csv(Arena *arena, RatPool *pool,
                                 const Sweep *sweep)
{
    const Plan *plan = sweep->plan;
    SweepCsv *csv = ARENA_NEW(arena, SweepCsv);
    csv->arena = arena;
    csv->sweep = sweep;
    csv->n_columns = 2 + sweep->axes.n;
    csv->input = ARENA_ARRAY(arena, CountForm, plan->n_inputs + 1);
    csv->output = ARENA_ARRAY(arena, CountForm, plan->n_outputs + 1);
    for (size_t i = 0; i < plan->n_inputs; i++)
        csv->input[i] = count_form(rat_ratio(pool, 1, plan->input[i].den),
                                   false);
    csv->drawn = ARENA_ARRAY(arena, CountForm, sweep->n_drawings + 1);
    for (size_t i = 0; i < sweep->n_drawings; i++)
        csv->drawn[i] = count_form(rat_ratio(pool, 1, sweep->drawing[i].den),
                                   false);
    for (size_t i = 0; i < sweep->n_shown; i++) {
        csv->output[i] = output_form(&plan->output[i]);
        csv->n_columns += plan->output[i].n;
    }
    return csv;
}

const char *report_figure_title(Arena *arena, const Report *report)
{
    return report->title != NULL
               ? report->title
               : report_place_text(arena, report->expr->place);
}

static void head_rows(const SweepCsv *csv, const char *what, int table,
                      Buf *out)
{
    const Table *rows = csv->sweep->data->table[table];
    for (size_t row = 0; row < rows->n; row++) {
        Buf name = {0};
        buf_addf(&name, "%s %s", what, rows->code[row]);
        csv_put(out, name.at, false);
        buf_free(&name);
    }
}

/* Whether a column of amounts, "grant 0114", is called so. */
static bool names_a_row(const SweepCsv *csv, const char *name)
{
    for (size_t i = csv->sweep->n_figures; i < csv->sweep->n_shown; i++) {
        const Output *output = &csv->sweep->plan->output[i];
        size_t n = strlen(output->name);
        if (output->table < 0 || strncmp(name, output->name, n) != 0
            || name[n] != ' ')
            continue;
        const Table *rows = csv->sweep->data->table[output->table];
        for (size_t row = 0; row < rows->n; row++)
            if (strcmp(name + n + 1, rows->code[row]) == 0)
                return true;
    }
    return false;
}

/* The title of a figure, which may be any text, as the name of a column. */
static const char *figure_name(const SweepCsv *csv, CsvNames *names, size_t i)
{
    const char *title = report_figure_title(
        csv->arena, &csv->sweep->program->report[i]);
    while (names_a_row(csv, title))
        title = arena_format(csv->arena, "%s_", title);
    return csv_names_own(names, title);
}

/* What the columns of one value are called, by Plan.output: those of results
 * as they are, of figures otherwise where that is taken. */
static const char **output_names(const SweepCsv *csv, CsvNames *names)
{
    const Sweep *sweep = csv->sweep;
    const char **name = ARENA_ARRAY(csv->arena, const char *,
                                    sweep->n_shown + 1);
    for (size_t i = sweep->n_figures; i < sweep->n_shown; i++)
        if (sweep->plan->output[i].table < 0)
            name[i] = csv_names_own(names, sweep->plan->output[i].name);
    for (size_t i = 0; i < sweep->n_figures; i++)
        name[i] = figure_name(csv, names, i);
    return name;
}

void sweep_csv_head(const SweepCsv *csv, Buf *out)
{
    static const char *const fixed[] = {"variant", "reason", "draw"};
    const Plan *plan = csv->sweep->plan;
    bool drawn = csv->sweep->drawing != NULL;
    CsvNames names = csv_names_new(csv->arena, fixed, drawn ? 3 : 2);
    csv_put(out, "variant", true);
    if (drawn)
        csv_put(out, "draw", false);
    for (size_t i = 0; i < plan->n_inputs; i++)
        if (plan->input[i].def->table < 0)
            csv_put(out, csv_names_own(&names, plan->input[i].def->name),
                    false);
    const char **name = output_names(csv, &names);
    for (size_t i = 0; i < csv->sweep->n_shown; i++)
        if (plan->output[i].table < 0)
            csv_put(out, name[i], false);
        else
            head_rows(csv, plan->output[i].name, plan->output[i].table, out);
    csv_put(out, "reason", false);
    buf_add_char(out, '\n');
}

/* ---- Rows ---- */

/* What is written gathers here, and goes to the buffer in larger pieces. */
typedef struct Pen {
    char at[8192];
    size_t n;
    Buf *out;
} Pen;

static void pen_flush(Pen *pen)
{
    buf_add_n(pen->out, pen->at, pen->n);
    pen->n = 0;
}

/* A comma and a number. */
static void pen_count(Pen *pen, const CountForm *form, int64_t count)
{
    if (pen->n + COUNT_BYTES + 1 > sizeof pen->at)
        pen_flush(pen);
    pen->at[pen->n++] = ',';
    size_t n = count_write(form, count, pen->at + pen->n);
    pen->n += n;
    if (n == 0) {
        pen_flush(pen);
        count_add(form, count, pen->out);
    }
}

static void pen_commas(Pen *pen, size_t n)
{
    while (n > 0) {
        size_t part = n < COUNT_BYTES ? n : COUNT_BYTES;
        if (pen->n + part > sizeof pen->at)
            pen_flush(pen);
        memset(pen->at + pen->n, ',', part);
        pen->n += part;
        n -= part;
    }
}

static void pen_outputs(Pen *pen, const SweepCsv *csv, const SweepRows *rows,
                        size_t i)
{
    const Plan *plan = csv->sweep->plan;
    for (size_t k = 0; k < csv->sweep->n_shown; k++) {
        size_t n = plan->output[k].n;
        if (rows->reason[i] != NULL) {
            pen_commas(pen, n);
            continue;
        }
        const int64_t *out = rows->out[k] + i * n;
        for (size_t row = 0; row < n; row++)
            pen_count(pen, &csv->output[k], out[row]);
    }
}

static void pen_reason(Pen *pen, const char *reason)
{
    if (reason == NULL) {
        pen_commas(pen, 1);
        return;
    }
    pen_flush(pen);
    csv_put(pen->out, reason, false);
}

/* Which variant, which draw of it, and what varies or is drawn there. */
static void pen_inputs(Pen *pen, const SweepCsv *csv, const SweepRows *rows,
                       size_t i)
{
    static const CountForm whole = {.times = 1};
    const Plan *plan = csv->sweep->plan;
    uint64_t row = rows->first + i, draws = csv->sweep->draws;
    if (pen->n + COUNT_BYTES > sizeof pen->at)
        pen_flush(pen);
    pen->n += count_write(&whole, (int64_t)(row / draws), pen->at + pen->n);
    if (csv->sweep->drawing != NULL)
        pen_count(pen, &whole, (int64_t)(row % draws));
    for (size_t k = 0; k < plan->n_inputs; k++)
        if (plan->input[k].def->table < 0)
            pen_count(pen, &csv->input[k], (int64_t)rows->input[k][i]);
}

void sweep_csv_rows(const SweepCsv *csv, const SweepRows *rows, Buf *out)
{
    Pen pen = {.n = 0, .out = out};
    for (size_t i = 0; i < rows->n; i++) {
        pen_inputs(&pen, csv, rows, i);
        pen_outputs(&pen, csv, rows, i);
        pen_reason(&pen, rows->reason[i]);
        if (pen.n == sizeof pen.at)
            pen_flush(&pen);
        pen.at[pen.n++] = '\n';
    }
    pen_flush(&pen);
}

/* ---- What was drawn ---- */

void draws_csv_head(const SweepCsv *csv, Buf *out)
{
    const Sweep *sweep = csv->sweep;
    csv_put(out, "draw", true);
    for (size_t i = 0; i < sweep->n_drawings; i++) {
        const Def *def = sweep->drawing[i].draw->def;
        if (def->table < 0)
            csv_put(out, def->name, false);
        else
            head_rows(csv, def->name, def->table, out);
    }
    buf_add_char(out, '\n');
}

void draws_csv_rows(const SweepCsv *csv, const SweepRows *rows, Buf *out)
{
    static const CountForm whole = {.times = 1};
    const Sweep *sweep = csv->sweep;
    Pen pen = {.n = 0, .out = out};
    for (size_t i = 0; i < rows->n; i++) {
        if (pen.n + COUNT_BYTES + 1 > sizeof pen.at)
            pen_flush(&pen);
        pen.n += count_write(&whole, (int64_t)(rows->first + i),
                             pen.at + pen.n);
        for (size_t k = 0; k < sweep->n_drawings; k++) {
            size_t n = sweep->drawing[k].n;
            for (size_t row = 0; row < n; row++)
                pen_count(&pen, &csv->drawn[k],
                          (int64_t)rows->input[k][i * n + row]);
        }
        if (pen.n == sizeof pen.at)
            pen_flush(&pen);
        pen.at[pen.n++] = '\n';
    }
    pen_flush(&pen);
}

double draws_csv_least(const SweepCsv *csv)
{
    size_t columns = 1;
    for (size_t i = 0; i < csv->sweep->n_drawings; i++)
        columns += csv->sweep->drawing[i].n;
    return 2 * (double)columns * (double)csv->sweep->n;
}

double sweep_csv_least(const SweepCsv *csv, uint64_t n)
{
    return (double)n * (double)(csv->n_columns + 2);
}
