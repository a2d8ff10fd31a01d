/* report_marginal_matrix.c - a line for each recipient that has one more. */
#include "report/report_lines.h"
#include "report/report_marginal_int.h"
#include "base/tr.h"

/* Columns of a name within the table. */
#define NAME_MOST 16
/* Rows that cannot be computed whose reasons are listed. */
#define FAILED_SHOWN 5

static void start_matrix(MarginalReport *in)
{
    Grid *grid = grid_new(in->arena, 7 + (in->letters.used != 0),
                          in->marginal->n, 2);
    in->grid = grid;
    marginal_head(grid, 0, NULL, tr("code"), false);
    marginal_head(grid, 1, NULL, tr("name"), false);
    marginal_head(grid, 2, tr("own"), tr("change"), true);
    marginal_head(grid, 3, tr("without"), tr("rounding"), true);
    marginal_head(grid, 4, rat_sign(in->marginal->step) > 0 ? tr("loses")
                                                            : tr("gains"),
                  tr("most"), false);
    marginal_head(grid, 5, tr("without"), tr("rounding"), true);
    marginal_head(grid, 6, tr("all"), tr("others"), true);
}

static const char *short_name(MarginalReport *in, size_t row)
{
    Buf text = {0};
    line_cut(&text, marginal_row_name(in, row), NAME_MOST);
    const char *copy = arena_copy(in->arena, text.at, text.n);
    buf_free(&text);
    return copy;
}

static const char *exact_change(MarginalReport *in, const Rat *num)
{
    return marginal_change(in, num, MARGINAL_PLACES);
}

/* The number outlives its row. */
static const Rat *keep(MarginalReport *in, const Rat *num)
{
    return rat_add(in->pool, num, rat_int(in->pool, 0));
}

static void see_sum(MarginalReport *in, const MarginalRow *row)
{
    if (in->least == NULL || rat_cmp(row->sum, in->least) < 0)
        in->least = keep(in, row->sum);
    if (in->most == NULL || rat_cmp(row->sum, in->most) > 0)
        in->most = keep(in, row->sum);
    in->exact_sums = in->exact_sums || rat_sign(row->exact_sum) != 0;
}

void marginal_matrix_row(MarginalReport *in, const MarginalRow *row)
{
    const Table *table = in->marginal->table;
    size_t at = in->rows;
    if (in->grid == NULL)
        start_matrix(in);
    marginal_set_marks(in, in->grid, at, row->of);
    grid_set(in->grid, at, 0, table->code[row->of]);
    grid_set(in->grid, at, 1, table->label[row->of]);
    if (row->why != NULL) {
        grid_set(in->grid, at, 4, tr("not computed"));
        if (in->failed++ < FAILED_SHOWN)
            in->reasons =
                arena_format(in->arena, "%s%s\n", in->reasons,
                             report_clean(in->arena,
                                          arena_format(in->arena, "%s: %s",
                                                       table->code[row->of],
                                                       row->why)));
        return;
    }
    see_sum(in, row);
    grid_set(in->grid, at, 2,
             marginal_change(in, row->change[row->of], in->places));
    grid_set(in->grid, at, 3, exact_change(in, row->exact_change[row->of]));
    grid_set(in->grid, at, 6, marginal_change(in, row->others, in->places));
    if (row->most == table->n)
        return;
    grid_set(in->grid, at, 4, short_name(in, row->most));
    grid_set(in->grid, at, 5,
             exact_change(in, row->exact_change[row->most]));
}

static void add_sums_of_all(MarginalReport *in)
{
    const char *least = marginal_change(in, in->least, in->places);
    const char *most = marginal_change(in, in->most, in->places);
    bool same = rat_equal(in->least, in->most);
    buf_add_char(in->out, '\n');
    report_wrap(arena_format(in->arena,
                             tr("The changes of a row, its own and all "
                                "others, sum to %s%s%s%s."),
                             same ? "" : tr("between "), least,
                             same ? "" : tr(" and "), same ? "" : most),
                0, in->width, in->out);
    if (in->marginal->rounded)
        report_wrap(in->exact_sums ? tr("Without rounding not all sum to 0.")
                                   : tr("Without rounding each sums to 0."),
                    0, in->width, in->out);
}

void marginal_matrix_end(MarginalReport *in)
{
    buf_add_char(in->out, '\n');
    grid_print(in->grid, 0, in->width, in->out);
    marks_below(&in->letters, in->width, in->out);
    if (in->least != NULL)
        add_sums_of_all(in);
    if (in->failed > 0)
        buf_addf(in->out, tr("\nNot computed%s:\n%s"),
                 in->failed > FAILED_SHOWN
                     ? arena_format(in->arena, tr(", the first %d of %zu"),
                                    FAILED_SHOWN, in->failed) : "",
                 in->reasons);
}
