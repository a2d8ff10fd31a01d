/* report_simulate_text.c - what many draws gave, for reading. */
#include <inttypes.h>
#include <string.h>

#include "base/tr.h"
#include "report/report_int.h"
#include "report/report_lines.h"
#include "report/report_simulate_int.h"

/* Columns of both tables after what names a line, the most telling first,
 * since columns that do not fit go below. The quartiles are left to CSV and
 * JSON; limits only where there are any. */
enum { AS_IT_STANDS, MEAN, LOW, MIDDLE, HIGH, BELOW, DEVIATION, AT_LIMITS };

static const struct {
    size_t column, quantile;
} shown[] = {{LOW, 0}, {MIDDLE, 2}, {HIGH, 4}};

/* ---- Tables ---- */

/* Of a condition only how often it is true. */
static void set_line(const SimReport *in, Grid *grid, size_t row,
                     size_t first, const SimLine *line)
{
    const TallyRow *t = &line->row;
    bool flag = line->type->kind == TYPE_FLAG;
    if (t->n == 0)
        return;
    grid_set(grid, row, first + MEAN,
             flag ? sim_chance(in, line, t->mean * (double)t->n)
                  : sim_statistic(in, line, t->mean));
    grid_set(grid, row, first + BELOW, sim_chance(in, line, (double)t->below));
    if (flag)
        return;
    grid_set(grid, row, first + DEVIATION,
             sim_statistic(in, line, t->deviation));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        grid_set(grid, row, first + shown[i].column,
                 sim_count_text(in, line, line->quantile[shown[i].quantile]));
}

/* The first columns have the headings `fixed`, n of them; letters: beside what
 * stands, or NULL. */
static Grid *new_grid(const SimReport *in, size_t rows,
                      const char *const *fixed, size_t n, size_t more,
                      const Letters *letters)
{
    static const Letters none = {0};
    static const char *const head[] = {
        [MEAN] = N_("mean"), [LOW] = "5 %", [MIDDLE] = N_("median"),
        [HIGH] = "95 %",
        [BELOW] = N_("less"), [DEVIATION] = N_("deviation")};
    Grid *grid = grid_new(in->arena, n + AT_LIMITS + more, rows, n);
    letters = letters == NULL ? &none : letters;
    for (size_t i = 0; i < n; i++)
        grid->col[i].head[0] = tr(fixed[i]);
    grid->col[n] = (GridCol){{letters_head(in->arena, letters, tr("as it")),
                              letters_head(in->arena, letters, tr("stands")),
                              NULL}, true};
    for (size_t i = MEAN; i < AT_LIMITS; i++)
        grid->col[n + i] = (GridCol){{tr(head[i]), NULL, NULL}, true};
    return grid;
}

static void print_figures(const SimReport *in, Buf *out)
{
    static const char *const fixed[] = {N_("figure"), N_("unit")};
    size_t n = sim_n_figures(in);
    if (n == 0)
        return;
    Grid *grid = new_grid(in, n, fixed, 2, 0, NULL);
    for (size_t i = 0; i < n; i++) {
        SimLine line = sim_figure(in, i);
        bool amount = line.type->kind == TYPE_NUMBER && !line.type->percent;
        grid_set(grid, i, 0, line.name);
        grid_set(grid, i, 1, amount ? sim_unit(in, line.type) : NULL);
        grid_set(grid, i, 2 + AS_IT_STANDS,
                 sim_count_text(in, &line, line.reference));
        set_line(in, grid, i, 2, &line);
    }
    buf_add_char(out, '\n');
    grid_print(grid, 0, in->width, out);
    report_simulate_marks(in, out);
}

/* Marks of every row, said once. */
static void print_common_marks(const Letters *letters, Buf *out)
{
    static const struct {
        unsigned mark;
        const char *all, *reach;
    } kind[] = {
        {MARK_ESTIMATED, N_("Estimated in every row.\n"),
         N_("Totals behind every row hold estimated input.\n")},
        {MARK_CALIBRATED, N_("Calibrated in every row.\n"),
         N_("Totals behind every row hold calibrated input.\n")}};
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++)
        if ((letters->all & kind[i].mark) != 0)
            buf_add(out, tr(kind[i].all));
        else if ((letters->reach & kind[i].mark) != 0)
            buf_add(out, tr(kind[i].reach));
    buf_add(out, letters->reach != 0 ? "\n" : "");
}

static void set_limits(const SimReport *in, Grid *grid, size_t row,
                       const SimLine *line)
{
    const Simulation *sim = in->sim;
    size_t at = 2 + AT_LIMITS;
    if (line->row.n == 0)
        return;
    if (sim->floor.known)
        grid_set(grid, row, at++, sim_chance(in, line,
                                         (double)line->row.at_floor));
    if (sim->ceiling.known)
        grid_set(grid, row, at, sim_chance(in, line,
                                       (double)line->row.at_ceiling));
}

static void set_recipient(const SimReport *in, Grid *grid, size_t row,
                          const Letters *letters)
{
    SimLine line = sim_recipient(in, row);
    Buf cell = {0};
    sim_count(in, &line, line.reference, &cell);
    letters_add(letters, line.value, &cell);
    grid_set(grid, row, 0, line.code);
    grid_set(grid, row, 1, line.name);
    grid_set(grid, row, 2 + AS_IT_STANDS, sim_text(in, &cell));
    set_line(in, grid, row, 2, &line);
    set_limits(in, grid, row, &line);
}

static void print_amounts(const SimReport *in, Buf *out)
{
    static const char *const fixed[] = {N_("code"), N_("name")};
    const Simulation *sim = in->sim;
    if (sim->n_rows == 0)
        return;
    Letters letters = letters_of(result_column(in->reference, sim->result));
    Grid *grid = new_grid(in, sim->n_rows, fixed, 2,
                          (size_t)sim->floor.known + sim->ceiling.known,
                          &letters);
    size_t at = 2 + AT_LIMITS;
    if (sim->floor.known)
        grid->col[at++] = (GridCol){{tr("at"), tr("floor"), NULL}, true};
    if (sim->ceiling.known)
        grid->col[at] = (GridCol){{tr("at"), tr("ceiling"), NULL}, true};
    for (size_t row = 0; row < sim->n_rows; row++)
        set_recipient(in, grid, row, &letters);
    buf_addf(out, "\n%s, %s\n", sim->result->name,
             sim_unit(in, &sim->result->type));
    print_common_marks(&letters, out);
    grid_print(grid, 0, in->width, out);
    if (letters.used != 0)
        buf_add_char(out, '\n');
    letters_legend(letters.used, in->width, out);
}

/* ---- What it is of ---- */

void report_simulate_marks(const SimReport *in, Buf *out)
{
    static const char *const word[] = {
        [MARK_ESTIMATED] = N_("Estimated:"),
        [MARK_CALIBRATED] = N_("Calibrated:"),
        [MARK_ESTIMATED | MARK_CALIBRATED] = N_("Estimated and calibrated:")};
    bool any = false;
    for (unsigned m = 1; m < sizeof word / sizeof *word; m++) {
        Buf text = {0};
        for (size_t i = 0; i < sim_n_figures(in); i++) {
            SimLine line = sim_figure_head(in, i);
            if (sim_marks(&line) == m)
                buf_addf(&text, "%s %s", text.n > 0 ? "," : tr(word[m]),
                         report_clean(in->arena, line.name));
        }
        if (text.n > 0) {
            buf_add(out, any ? "" : "\n");
            report_wrap(text.at, 4, in->width, out);
            any = true;
        }
        buf_free(&text);
    }
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

void report_simulate_drawn(const SimReport *in, Buf *out)
{
    const Sweep *sweep = in->sim->sweep;
    for (size_t i = 0; in->variant == 0 && i < sweep->n_drawings; i++)
        line_wrap(out, "  ", "    ",
                  report_place_text(in->arena, sweep->drawing[i].draw->place));
}

void report_simulate_cut(const SimReport *in, uint64_t n, Buf *out)
{
    if (n > 0)
        buf_addf(out, trn("%s drawn value was negative and became 0\n",
                          "%s drawn values were negative and became 0\n", n),
                 sim_grouped(in, n));
}

static void print_infeasible(const SimReport *in, Buf *out)
{
    const SimCounts *c = sim_part_counts(in->part);
    const Plan *plan = in->sim->sweep->plan;
    if (c->infeasible == 0)
        return;
    buf_addf(out, tr("%s of them cannot be computed, and are left out "
                     "below:\n"),
             sim_grouped(in, c->infeasible));
    for (size_t i = 0; i <= plan->n_reasons; i++)
        if (c->why[i] > 0)
            buf_addf(out, "  %s: %s\n", sim_grouped(in, c->why[i]),
                     i < plan->n_reasons
                         ? report_clean(in->arena, tr(plan->reason[i]))
                         : tr("for other reasons"));
}

static void print_counts(const SimReport *in, Buf *out)
{
    const SimCounts *c = sim_part_counts(in->part);
    buf_addf(out, trn("%s draw, seed %" PRIu64 "\n",
                      "%s draws, seed %" PRIu64 "\n", c->rows),
             sim_grouped(in, c->rows), in->sim->sweep->seed);
    report_simulate_drawn(in, out);
    print_infeasible(in, out);
    report_simulate_cut(in, c->cut, out);
}

void report_simulate_heading(const SimReport *in, Buf *out)
{
    const Program *program = in->sim->sweep->program;
    const char *title = program->scenario_title != NULL
                            ? program->scenario_title
                            : program->scenario_name;
    if (in->variant == 0)
        report_wrap(report_clean(in->arena, title), 0, in->width, out);
    else
        buf_add_char(out, '\n');
    print_variant(in, out);
}

static void print_legend(const SimReport *in, Buf *out)
{
    buf_add(out, tr("\nless: the share of draws that give less than the "
                    "scenario as it stands.\n"));
    if (in->sim->floor.known || in->sim->ceiling.known)
        buf_add(out, tr("at floor, at ceiling: no more than it, no less, to "
                        "the unit of the rounding.\n"));
    buf_add(out, tr("Percentiles are within 0.05 %. Mean and deviation are "
                    "floating point.\n--format csv and json have the "
                    "quartiles, least and most, too.\n"));
}

void report_simulate_text(const SimReport *in, Buf *out)
{
    report_simulate_heading(in, out);
    print_counts(in, out);
    print_figures(in, out);
    print_amounts(in, out);
    bool last = in->variant + 1 == in->sim->sweep->axes.variants;
    if (last && (sim_n_figures(in) > 0 || in->sim->n_rows > 0))
        print_legend(in, out);
}
