/* report_simulate_text.c - what many draws gave, for reading. */
#include <inttypes.h>
#include <string.h>

#include "report/report_simulate_int.h"

/* Columns of both tables, after a title or after code and name: what matters
 * most first, since columns that do not fit go below. Limits only where there
 * are any. */
enum { AS_IT_STANDS, MEAN, LOW, MIDDLE, HIGH, BELOW, DEVIATION, LOWER, UPPER,
       AT_LIMITS };

static const struct {
    size_t column, quantile;
} shown[] = {{LOW, 0}, {LOWER, 1}, {MIDDLE, 2}, {UPPER, 3}, {HIGH, 4}};

static const char *grouped(const SimReport *in, const char *decimal)
{
    Buf out = {0};
    const char *point = strchr(decimal, '.');
    size_t whole = point == NULL ? strlen(decimal)
                                 : (size_t)(point - decimal);
    size_t sign = *decimal == '-';
    for (size_t i = 0; i < whole; i++) {
        if (i > sign && (whole - i) % 3 == 0)
            buf_add_char(&out, ' ');
        buf_add_char(&out, decimal[i]);
    }
    buf_add(&out, decimal + whole);
    const char *copy = arena_string(in->arena, out.at);
    buf_free(&out);
    return copy;
}

static const char *count_text(const SimReport *in, const CountForm *form,
                              int64_t count)
{
    Buf out = {0};
    const Rat *value = count_value(in->pool, form, count);
    int places = rat_places(value, 2);
    report_grouped(in->arena, value, places < 0 ? 2 : places, &out);
    const char *copy = arena_string(in->arena, out.at);
    buf_free(&out);
    return copy;
}

/* To the krona from a thousand on. */
static const char *statistic(const SimReport *in, const CountForm *form,
                             double value)
{
    double size = value * rat_to_double(form->unit);
    int places = size >= 1000 || size <= -1000 ? 0 : 2;
    return grouped(in, sim_decimal(in, form, value, places));
}

static const char *chance(const SimReport *in, const SimLine *line,
                          uint64_t n)
{
    return arena_format(in->arena, "%.2f %%",
                        100 * (double)n / (double)line->row.n);
}

static void set_line(const SimReport *in, Grid *grid, size_t row,
                     size_t first, const SimLine *line)
{
    const CountForm *form = &line->form;
    grid_set(grid, row, first + AS_IT_STANDS,
             count_text(in, form, line->reference));
    if (line->row.n == 0)
        return;
    grid_set(grid, row, first + MEAN, statistic(in, form, line->row.mean));
    grid_set(grid, row, first + DEVIATION,
             statistic(in, form, line->row.deviation));
    for (size_t i = 0; i < N_QUANTILES; i++)
        grid_set(grid, row, first + shown[i].column,
                 count_text(in, form, line->quantile[shown[i].quantile]));
    grid_set(grid, row, first + BELOW, chance(in, line, line->row.below));
}

static Grid *new_grid(const SimReport *in, size_t rows, size_t fixed,
                      size_t more)
{
    static const char *const head[] = {
        [AS_IT_STANDS] = "as it stands", [MEAN] = "mean", [LOW] = "5 %",
        [MIDDLE] = "median", [HIGH] = "95 %", [BELOW] = "less",
        [DEVIATION] = "deviation", [LOWER] = "25 %", [UPPER] = "75 %"};
    Grid *grid = grid_new(in->arena, fixed + AT_LIMITS + more, rows, fixed);
    for (size_t i = 0; i < AT_LIMITS; i++)
        grid->col[fixed + i] = (GridCol){{head[i], NULL, NULL}, true};
    return grid;
}

static void print_figures(const SimReport *in, Buf *out)
{
    size_t n = sim_n_figures(in);
    if (n == 0)
        return;
    Grid *grid = new_grid(in, n, 1, 0);
    grid->col[0] = (GridCol){{"figure", NULL, NULL}, false};
    for (size_t i = 0; i < n; i++) {
        SimLine line = sim_figure(in, i);
        grid_set(grid, i, 0, report_clean(in->arena, line.name));
        set_line(in, grid, i, 1, &line);
    }
    buf_add_char(out, '\n');
    grid_print(grid, 0, in->width, out);
}

static void print_amounts(const SimReport *in, Buf *out)
{
    const Simulation *sim = in->sim;
    if (sim->n_rows == 0)
        return;
    size_t at = 2 + AT_LIMITS;
    Grid *grid = new_grid(in, sim->n_rows, 2,
                          (size_t)sim->floor.known + sim->ceiling.known);
    grid->col[0] = (GridCol){{"code", NULL, NULL}, false};
    grid->col[1] = (GridCol){{"name", NULL, NULL}, false};
    if (sim->floor.known)
        grid->col[at] = (GridCol){{"at floor", NULL, NULL}, true};
    if (sim->ceiling.known)
        grid->col[at + sim->floor.known] =
            (GridCol){{"at ceiling", NULL, NULL}, true};
    for (size_t row = 0; row < sim->n_rows; row++) {
        SimLine line = sim_recipient(in, row);
        grid_set(grid, row, 0, report_clean(in->arena, line.code));
        grid_set(grid, row, 1, report_clean(in->arena, line.name));
        set_line(in, grid, row, 2, &line);
        if (line.row.n > 0 && sim->floor.known)
            grid_set(grid, row, at, chance(in, &line, line.row.at_floor));
        if (line.row.n > 0 && sim->ceiling.known)
            grid_set(grid, row, at + sim->floor.known,
                     chance(in, &line, line.row.at_ceiling));
    }
    buf_addf(out, "\n%s\n", sim->result->name);
    grid_print(grid, 0, in->width, out);
}

static void print_variant(const SimReport *in, Buf *out)
{
    const Sweep *sweep = in->sim->sweep;
    for (size_t i = 0; i < sweep->axes.n; i++) {
        const Def *def = sweep->axes.at[i].def;
        Value value = {.num = sim_varied(in, i)};
        buf_addf(out, "%s = ", def->name);
        report_value(in->arena, in->pool, sweep->program, &def->type, &value,
                     out);
        buf_add_char(out, '\n');
    }
}

static void print_counts(const SimReport *in, Buf *out)
{
    const Sweep *sweep = in->sim->sweep;
    const SimCounts *c = sim_part_counts(in->part);
    buf_addf(out, "%s draws, seed %" PRIu64 "\n",
             grouped(in, arena_format(in->arena, "%" PRIu64, c->rows)),
             sweep->seed);
    for (size_t i = 0; i < sweep->n_drawings; i++)
        buf_addf(out, "  %s\n",
                 report_place_text(in->arena, sweep->drawing[i].draw->place));
    if (c->infeasible > 0)
        buf_addf(out, "%s of them cannot be computed, and count for nothing "
                      "below\n",
                 grouped(in, arena_format(in->arena, "%" PRIu64,
                                          c->infeasible)));
    if (c->cut > 0)
        buf_addf(out, "%s drawn values were negative and became 0\n",
                 grouped(in, arena_format(in->arena, "%" PRIu64, c->cut)));
}

void report_simulate_heading(const SimReport *in, Buf *out)
{
    const Program *program = in->sim->sweep->program;
    const char *title = program->scenario_title != NULL
                            ? program->scenario_title
                            : program->scenario_name;
    if (in->variant == 0)
        buf_addf(out, "%s\n", report_clean(in->arena, title));
    else
        buf_add_char(out, '\n');
    print_variant(in, out);
}

void report_simulate_text(const SimReport *in, Buf *out)
{
    report_simulate_heading(in, out);
    print_counts(in, out);
    print_figures(in, out);
    print_amounts(in, out);
    buf_add(out, "\nless: the share of draws that give less than the scenario "
                 "as it stands.\n");
    if (in->sim->floor.known || in->sim->ceiling.known)
        buf_add(out, "at floor, at ceiling: no more than it, no less, to the "
                     "unit of the rounding.\n");
    buf_add(out, "Quantiles are within 0.07 %. Mean and deviation are "
                 "floating point.\n");
}
