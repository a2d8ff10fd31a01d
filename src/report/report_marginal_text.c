/* report_marginal_text.c - one more in each recipient, for reading. */
#include <string.h>

#include "base/tr.h"
#include "report/report_compare_int.h"
#include "report/report_marginal_int.h"

/* Decimals of what is not rounded: six, and more where even the largest change
 * of the others is below a hundredth. */
#define PLACES MARGINAL_PLACES
#define PLACES_MOST 12

static const char *word(MarginalReport *in, const char *text)
{
    return report_clean(in->arena, text);
}

const char *marginal_row_name(MarginalReport *in, size_t row)
{
    const Table *t = in->marginal->table;
    return strcmp(t->code[row], t->label[row]) == 0
               ? word(in, t->code[row])
               : word(in, arena_format(in->arena, "%s %s", t->code[row],
                                       t->label[row]));
}

static const char *value(MarginalReport *in, const Def *def, const Rat *num)
{
    Buf out = {0};
    Value v = {.num = num};
    report_value(in->arena, in->pool, in->marginal->result->program,
                 &def->type, &v, &out);
    const char *copy = arena_copy(in->arena, out.at, out.n);
    buf_free(&out);
    return copy;
}

/* ---- Numbers ---- */

static const Rat *shown(MarginalReport *in, const Rat *num)
{
    return in->marginal->def->type.percent
               ? rat_mul(in->pool, num, rat_int(in->pool, 100)) : num;
}

/* Decimals that a rounded amount needs. */
static int places_of(MarginalReport *in)
{
    const Marginal *m = in->marginal;
    int most = m->rounded ? PLACES : 2, out = 0;
    for (size_t i = 0; i < m->n; i++) {
        int own = rat_places(shown(in, m->before.amount[i]), most);
        own = own < 0 ? most : own;
        out = own > out ? own : out;
    }
    return out;
}

/* Of the unrounded changes of the others. */
static int exact_places(MarginalReport *in, const Rat *largest)
{
    int own = report_decimals(in->pool, rat_abs(in->pool,
                                                shown(in, largest))) + 2;
    return own < PLACES ? PLACES : own > PLACES_MOST ? PLACES_MOST : own;
}

static const char *plain(MarginalReport *in, const Rat *num, int decimals)
{
    return cmp_number(in->arena, shown(in, num), decimals);
}

const char *marginal_change(MarginalReport *in, const Rat *num, int decimals)
{
    return cmp_signed(in->arena, shown(in, num), decimals);
}

/* ---- Head ---- */

static const Value *amount(MarginalReport *in, size_t row)
{
    const Marginal *m = in->marginal;
    return &result_column(m->result, m->def)->at[row];
}

static void see_marks(MarginalReport *in)
{
    const Marginal *m = in->marginal;
    in->letters = letters_of(result_column(m->result, m->def));
    marks_above(&in->letters, in->width, in->out);
}

/* Into the last column, which is there where rows differ. */
void marginal_set_marks(MarginalReport *in, Grid *grid, size_t at, size_t row)
{
    if (in->letters.used != 0)
        grid_set(grid, at, grid->n_cols - 1,
                 marks_cell(in->arena, &in->letters, amount(in, row)));
}

/* "+1 persons" */
static const char *step_text(MarginalReport *in)
{
    const Marginal *m = in->marginal;
    return arena_format(in->arena, "%s%s",
                        rat_sign(m->step) > 0 ? "+" : "",
                        value(in, m->data, m->step));
}

static void begin(MarginalReport *in)
{
    const Marginal *m = in->marginal;
    const Program *p = m->result->program;
    const char *unit = m->def->unit_text;
    report_wrap(word(in, p->scenario_title != NULL ? p->scenario_title
                                                   : p->scenario_name),
                0, in->width, in->out);
    report_wrap(arena_format(in->arena, tr("%s%s%s, with %s of %s in %s"),
                             m->def->name, *unit != '\0' ? ", " : "", unit,
                             step_text(in), m->data->name,
                             in->whole ? tr("each row in turn")
                                       : marginal_row_name(in, m->first)),
                0, in->width, in->out);
    see_marks(in);
    in->reasons = "";
    in->places = places_of(in);
}

void marginal_head(Grid *grid, size_t col, const char *one, const char *two,
                 bool right)
{
    grid->col[col] = (GridCol){{one, two, NULL}, right};
}

/* ---- One row ---- */

static void add_sums(MarginalReport *in, const MarginalRow *row, int exact)
{
    const Marginal *m = in->marginal;
    int own = in->places;
    Grid *grid = grid_new(in->arena, 3, 5, 1);
    marginal_head(grid, 1, tr("with"), tr("rounding"), true);
    marginal_head(grid, 2, tr("without"), tr("rounding"), true);
    const struct {
        const char *name;
        const Rat *with, *without;
        bool sign;
    } line[] = {
        {marginal_row_name(in, row->of), row->change[row->of],
         row->exact_change[row->of], true},
        {N_("all others"), row->others, row->exact_others, true},
        {N_("sum of changes"), row->sum, row->exact_sum, true},
        {N_("total before"), m->before.sum, m->before.exact_sum, false},
        {N_("total after"), row->after.sum, row->after.exact_sum, false}};
    for (size_t i = 0; i < 5; i++) {
        grid_set(grid, i, 0, tr(line[i].name));
        const char *(*show)(MarginalReport *, const Rat *, int) =
            line[i].sign ? marginal_change : plain;
        grid_set(grid, i, 1, show(in, line[i].with, own));
        grid_set(grid, i, 2, show(in, line[i].without, exact));
    }
    buf_add_char(in->out, '\n');
    grid_print(grid, 0, in->width, in->out);
}

static void add_counts(MarginalReport *in, const MarginalRow *row, int exact)
{
    Buf text = {0};
    buf_addf(&text, tr("Without rounding %zu of the others gain and %zu lose"),
             row->gain, row->lose);
    if (row->most < in->marginal->n)
        buf_addf(&text, tr(", most %s: %s"), marginal_row_name(in, row->most),
                 marginal_change(in, row->exact_change[row->most], exact));
    buf_add_char(&text, '.');
    buf_add_char(in->out, '\n');
    report_wrap(text.at, 0, in->width, in->out);
    buf_free(&text);
}

static void add_recipients(MarginalReport *in, const MarginalRow *row,
                           int exact)
{
    const Marginal *m = in->marginal;
    int own = in->places;
    Grid *grid = grid_new(in->arena, 6 + (in->letters.used != 0), m->n, 2);
    marginal_head(grid, 0, NULL, tr("code"), false);
    marginal_head(grid, 1, NULL, tr("name"), false);
    marginal_head(grid, 2, NULL, tr("before"), true);
    marginal_head(grid, 3, NULL, tr("after"), true);
    marginal_head(grid, 4, NULL, tr("change"), true);
    marginal_head(grid, 5, tr("without"), tr("rounding"), true);
    for (size_t i = 0; i < m->n; i++) {
        grid_set(grid, i, 0, m->table->code[i]);
        grid_set(grid, i, 1, m->table->label[i]);
        grid_set(grid, i, 2, plain(in, m->before.amount[i], own));
        grid_set(grid, i, 3, plain(in, row->after.amount[i], own));
        grid_set(grid, i, 4, marginal_change(in, row->change[i], own));
        grid_set(grid, i, 5, marginal_change(in, row->exact_change[i], exact));
        marginal_set_marks(in, grid, i, i);
    }
    buf_add_char(in->out, '\n');
    grid_print(grid, 0, in->width, in->out);
    marks_below(&in->letters, in->width, in->out);
}

static void one_row(MarginalReport *in, const MarginalRow *row)
{
    const Marginal *m = in->marginal;
    int exact = exact_places(in, row->most < m->n
                                     ? row->exact_change[row->most]
                                     : row->exact_change[row->of]);
    buf_addf(in->out, tr("%s: %s before, %s after\n"), m->data->name,
             value(in, m->data, row->input),
             value(in, m->data, row->input_after));
    add_sums(in, row, exact);
    add_counts(in, row, exact);
    add_recipients(in, row, exact);
}

static void put_row(MarginalReport *in, const MarginalRow *row, Arena *arena,
                    RatPool *pool)
{
    (void)arena;
    (void)pool;
    if (in->whole)
        marginal_matrix_row(in, row);
    else
        one_row(in, row);
    in->rows++;
}

static void end(MarginalReport *in)
{
    if (in->grid != NULL)
        marginal_matrix_end(in);
    buf_add_char(in->out, '\n');
    report_wrap(in->marginal->rounded
                    ? tr("without rounding: exact, shown to so many decimals; "
                         "--format json has the fractions.")
                    : tr("The result is not rounded: with and without are the "
                         "same."),
                0, in->width, in->out);
}

const MarginalForm marginal_text = {begin, put_row, end};
