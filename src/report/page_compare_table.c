/* page_compare_table.c - tables of a comparison in a page. */
#include "report/page_compare_int.h"

static const char *number(const Versus *v, const Rat *num)
{
    return cmp_number(v->page.arena, cmp_shown(v->in, num), v->places);
}

static const char *change(const Versus *v, const Rat *num)
{
    return cmp_signed(v->page.arena, cmp_shown(v->in, num), v->places);
}

static void cell(const Versus *v, const PageCol *col, const char *text)
{
    page_cell(&v->page, col, html_plain(v->page.arena, text));
}

/* ---- Marks ---- */

static void add_mark(const Versus *v, unsigned mark)
{
    size_t n = 0, rows = v->c->n_rows;
    for (size_t i = 0; i < rows; i++)
        for (size_t r = 0; r + 1 < v->c->n_sides; r++) {
            const CompareRow *row = &v->c->reform[r].row[i];
            if ((((unsigned)row->marks | row->pooled) & mark) != 0) {
                n++;
                break;
            }
        }
    if (n > 0)
        buf_addf(v->page.out, "<p class=\"banner\">%s %s</p>\n",
                 page_marks(&v->page, mark),
                 html_say(v->page.arena,
                          tr("Amounts of %s of %s rows rest on such "
                             "input."),
                          html_strong(v->page.arena,
                                      page_count(&v->page, n)),
                          html_strong(v->page.arena,
                                      page_count(&v->page, rows))));
}

void versus_banner(const Versus *v)
{
    add_mark(v, MARK_CALIBRATED);
    add_mark(v, MARK_ESTIMATED);
}

/* ---- Every recipient ---- */

static bool explained(const Versus *v)
{
    return v->c->n_sides * v->c->n_rows <= EXPLAINED_MAX;
}

static const char *side_key(const Versus *v, size_t side)
{
    return arena_format(v->page.arena, "side%zu", side);
}

/* Marks of a row's own input that not every row has: the others are said once
 * at the top. */
static unsigned own_marks(const Versus *v, unsigned *all)
{
    unsigned some = 0;
    *all = ~0u;
    for (size_t i = 0; i < v->c->n_rows; i++) {
        *all &= v->reform->row[i].marks;
        some |= v->reform->row[i].marks;
    }
    return some & ~*all;
}

static void recipient(const Versus *v, const PageCol *col, unsigned shown,
                      size_t i)
{
    const CompareRow *row = &v->reform->row[i];
    page_row(&v->page, page_row_id(&v->page, versus_prefix(v),
                                   v->c->table->code[i]));
    cell(v, &col[0], v->c->table->code[i]);
    cell(v, &col[1], v->c->table->label[i]);
    cell(v, &col[2], number(v, row->before));
    cell(v, &col[3], number(v, row->after));
    cell(v, &col[4], change(v, row->change));
    cell(v, &col[5], cmp_signed(v->page.arena, row->percent, 2));
    if (v->c->per != NULL)
        cell(v, &col[6], cmp_signed(v->page.arena,
                                    cmp_shown(v->in, row->each),
                                    v->each_places));
    if (shown != 0)
        page_cell(&v->page, &col[7], page_marks(&v->page,
                                                row->marks & shown));
    page_row_end(&v->page);
}

void versus_recipients(const Versus *v)
{
    const char *unit = cmp_unit(v->in);
    bool per = v->c->per != NULL;
    PageCol all[] = {
        {tr("Code"), NULL, false, NULL}, {tr("Name"), NULL, false, NULL},
        {tr("Before"), unit, true, explained(v) ? side_key(v, 0) : NULL},
        {tr("After"), unit, true,
         explained(v) ? side_key(v, v->number + 1) : NULL},
        {tr("Change"), unit, true, NULL}, {tr("Change"), "%", true, NULL},
        {arena_format(v->page.arena, tr("per %s"), cmp_per_word(v->in)),
         unit, true, NULL},
        {tr("Marks"), NULL, false, NULL}};
    PageCol head[8];
    unsigned every, shown = own_marks(v, &every);
    size_t n = 0;
    for (size_t i = 0; i < 8; i++)
        if ((i != 6 || per) && (i != 7 || shown != 0))
            head[n++] = all[i];
    page_table_open(&v->page, cmp_title(v->in, v->reform->side), n, head);
    for (size_t i = 0; i < v->c->n_rows; i++)
        recipient(v, all, shown, i);
    page_table_close(&v->page);
}

void versus_derivations(const Versus *v)
{
    size_t n = v->c->n_sides;
    Derived *list = ARENA_ARRAY(v->page.arena, Derived, n);
    for (size_t i = 0; i < n; i++)
        list[i] = (Derived){side_key(v, i), v->c->side[i].result,
                            v->c->side[i].def, v->c->side[i].row,
                            v->c->n_rows};
    if (explained(v))
        page_derivations(&v->page, n, list);
}

/* ---- Groups ---- */

void versus_groups(const Versus *v, const CompareGroups *groups,
                   const CompareSum *sum)
{
    const char *word = cmp_groups_word(v->in, groups);
    const char *unit = cmp_unit(v->in);
    PageCol col[] = {{word, NULL, false, NULL}, {tr("Rows"), NULL, true, NULL},
                     {tr("Gain"), NULL, true, NULL},
                     {tr("Lose"), NULL, true, NULL},
                     {tr("Before"), unit, true, NULL},
                     {tr("After"), unit, true, NULL},
                     {tr("Change"), unit, true, NULL},
                     {tr("Change"), "%", true, NULL}};
    if (word == NULL || sum == NULL)
        return;
    page_table_open(&v->page,
                    arena_format(v->page.arena, tr("By %s: %s"), word,
                                 cmp_groups_rule(v->in, groups)), 8, col);
    for (size_t g = 0; g < groups->n; g++) {
        const CompareSum *s = &sum[g];
        page_row(&v->page, NULL);
        cell(v, &col[0], cmp_group_name(v->in, groups, g));
        cell(v, &col[1], page_count(&v->page, s->n));
        cell(v, &col[2], page_count(&v->page, s->gain));
        cell(v, &col[3], page_count(&v->page, s->lose));
        cell(v, &col[4], number(v, s->before));
        cell(v, &col[5], number(v, s->after));
        cell(v, &col[6], change(v, s->change));
        cell(v, &col[7], cmp_signed(v->page.arena, s->percent, 2));
        page_row_end(&v->page);
    }
    page_table_close(&v->page);
}

/* ---- Parts ---- */

/* Sum over rows of one part, and how many gain and lose by it. */
static void part_row(const Versus *v, const PageCol *col,
                     const Decomposition *d, size_t i)
{
    const Rat *const *part[] = {d->ordered, d->shapley};
    page_row(&v->page, NULL);
    cell(v, &col[0], d->block[i].name);
    for (size_t way = 0; way < 2; way++) {
        const Rat *sum = rat_int(v->page.pool, 0);
        size_t gain = 0, lose = 0;
        for (size_t row = 0; row < v->c->n_rows; row++) {
            const Rat *one = part[way][row * d->n + i];
            sum = rat_add(v->page.pool, sum, one);
            gain += rat_sign(one) > 0;
            lose += rat_sign(one) < 0;
        }
        cell(v, &col[3 * way + 1], change(v, sum));
        cell(v, &col[3 * way + 2], page_count(&v->page, gain));
        cell(v, &col[3 * way + 3], page_count(&v->page, lose));
    }
    page_row_end(&v->page);
}

void versus_parts(const Versus *v)
{
    const Decomposition *d = v->in->split == NULL ? NULL
                                                  : v->in->split[v->number];
    PageCol col[] = {{tr("Part"), NULL, false, NULL},
                     {tr("As written"), cmp_unit(v->in), true, NULL},
                     {tr("Gain"), NULL, true, NULL},
                     {tr("Lose"), NULL, true, NULL},
                     {tr("Order-free"), cmp_unit(v->in), true, NULL},
                     {tr("Gain"), NULL, true, NULL},
                     {tr("Lose"), NULL, true, NULL}};
    if (d == NULL)
        return;
    page_table_open(&v->page, tr("What each part of the reform does: one "
                                 "after the other as written, and the mean "
                                 "over all orders (Shapley)"), 7, col);
    for (size_t i = 0; i < d->n; i++)
        part_row(v, col, d, i);
    page_table_close(&v->page);
}
