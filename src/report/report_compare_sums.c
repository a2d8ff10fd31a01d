/* report_compare_sums.c - what a reform changes in all, and by groups. */
#include "report/report_compare_int.h"
#include "report/report_lines.h"
#include "base/tr.h"

/* Columns of a name in a column of numbers, at most. */
#define NAME_MOST 20

/* ---- Sums ---- */

static const char *count(const Sheet *s, size_t n)
{
    return cmp_number(s->in->arena, rat_int(s->in->pool, (int64_t)n), 0);
}

void sheet_counts(const Sheet *s)
{
    const CompareSum *all = &s->reform->all;
    buf_addf(s->out, tr("\n%s gain, %s lose, %s unchanged.\n"),
             count(s, all->gain), count(s, all->lose),
             count(s, all->n - all->gain - all->lose));
}

static const char *share(const Sheet *s, const CompareSpread *spread)
{
    const Rat *hundred = rat_int(s->in->pool, 100);
    return arena_format(s->in->arena, "%s %%",
                        cmp_number(s->in->arena,
                                   rat_mul(s->in->pool, spread->share,
                                           hundred), 2));
}

static void set_spread(const Sheet *s, Grid *grid, size_t col,
                       const CompareSpread *spread)
{
    Buf name = {0};
    if (!spread->known)
        return;
    line_cut(&name, s->c->table->label[spread->largest], NAME_MOST);
    grid_set(grid, 1, col, share(s, spread));
    grid_set(grid, 2, col, arena_copy(s->in->arena, name.at, name.n));
    buf_free(&name);
    grid_set(grid, 3, col, tr_decimal(arena_format(s->in->arena, "%.4f",
                                          spread->gini)));
}

/* The sum, and how much of it stands with few. */
void sheet_totals(const Sheet *s)
{
    const CompareSum *all = &s->reform->all;
    const CompareSpread *a = &s->c->spread[0];
    const CompareSpread *b = &s->c->spread[s->number + 1];
    size_t rows = a->known || b->known ? 4 : 1;
    Grid *grid = grid_new(s->in->arena, 5 + (s->c->per != NULL), rows, 1);
    sheet_head(grid, 1, tr("before"), NULL, true);
    sheet_head(grid, 2, tr("after"), NULL, true);
    sheet_head(grid, 3, tr("change"), NULL, true);
    sheet_head(grid, 4, "%", NULL, true);
    grid_set(grid, 0, 0, tr("sum"));
    grid_set(grid, 0, 1, sheet_amount(s, all->before));
    grid_set(grid, 0, 2, sheet_amount(s, all->after));
    grid_set(grid, 0, 3, sheet_change(s, all->change));
    grid_set(grid, 0, 4, sheet_percent(s, all->percent));
    if (s->c->per != NULL) {
        sheet_head_each(s, grid, 5);
        grid_set(grid, 0, 5, sheet_each(s, all->each));
    }
    if (rows > 1) {
        grid_set(grid, 1, 0, tr("largest share"));
        grid_set(grid, 2, 0, tr("  with"));
        grid_set(grid, 3, 0, tr("Gini *"));
        set_spread(s, grid, 1, a);
        set_spread(s, grid, 2, b);
    }
    buf_add_char(s->out, '\n');
    grid_print(grid, 0, s->in->width, s->out);
    if (rows > 1)
        buf_add(s->out, tr("\n* statistics, floating point: 0 is all alike, "
                           "near 1 nearly all with one\n"));
}

/* ---- Groups ---- */

void sheet_groups(const Sheet *s, const CompareGroups *groups,
                  const CompareSum *sum)
{
    bool per = s->c->per != NULL;
    if (groups->kind == GROUP_NONE)
        return;
    Grid *grid = grid_new(s->in->arena, 7 + per, groups->n, 1);
    sheet_head(grid, 1, tr("gain"), NULL, true);
    sheet_head(grid, 2, tr("lose"), NULL, true);
    sheet_head(grid, 3, tr("same"), NULL, true);
    sheet_head(grid, 4, tr("before"), NULL, true);
    sheet_head(grid, 5, tr("change"), NULL, true);
    sheet_head(grid, 6, "%", NULL, true);
    if (per)
        sheet_head_each(s, grid, 7);
    for (size_t g = 0; g < groups->n; g++) {
        const CompareSum *one = &sum[g];
        grid_set(grid, g, 0, cmp_group_name(s->in, groups, g));
        grid_set(grid, g, 1, count(s, one->gain));
        grid_set(grid, g, 2, count(s, one->lose));
        grid_set(grid, g, 3, count(s, one->n - one->gain - one->lose));
        grid_set(grid, g, 4, sheet_amount(s, one->before));
        grid_set(grid, g, 5, sheet_change(s, one->change));
        grid_set(grid, g, 6, sheet_percent(s, one->percent));
        if (per)
            grid_set(grid, g, 7, sheet_each(s, one->each));
    }
    buf_addf(s->out, tr("\nBy %s (%s)\n\n"), cmp_groups_word(s->in, groups),
             report_clean(s->in->arena, cmp_groups_rule(s->in, groups)));
    grid_print(grid, 0, s->in->width, s->out);
}
