/* page_figures.c - the key figures: largest, smallest, the middle, and what
 * the scenario itself reports.
 */
#include "report/page_int.h"

#include <stdlib.h>

static void figure(const Page *page, const char *label, const char *value,
                   const char *under)
{
    buf_add(page->out, "<div><dt>");
    html_text(page->out, label);
    buf_add(page->out, "</dt><dd>");
    html_number(page->out, value);
    if (under != NULL)
        buf_addf(page->out, "<small>%s</small>", under);
    buf_add(page->out, "</dd></div>\n");
}

/* ---- Of the main result ---- */

typedef struct Order {
    const Rat *num;
    size_t row;
} Order;

static int compare(const void *a, const void *b)
{
    const Order *x = a, *y = b;
    int cmp = rat_cmp(x->num, y->num);
    return cmp != 0 ? cmp : (x->row > y->row) - (x->row < y->row);
}

static Order *sorted(const Page *page, const Column *column)
{
    Order *out = ARENA_ARRAY(page->arena, Order, column->n);
    for (size_t i = 0; i < column->n; i++) {
        if (column->at[i].num == NULL || column->at[i].undefined != NULL)
            return NULL;
        out[i] = (Order){column->at[i].num, i};
    }
    qsort(out, column->n, sizeof *out, compare);
    return out;
}

/* "Bjurholm", or "Bjurholm and 3 more": who has the amount at `at`. */
static const char *who(const Page *page, int table, const Order *order,
                       size_t n, size_t at)
{
    size_t same = 0;
    for (size_t i = 0; i < n; i++)
        same += rat_equal(order[i].num, order[at].num);
    const char *name = html_plain(page->arena,
                                  page_row_name(page, table, order[at].row));
    if (same < 2)
        return name;
    return html_say(page->arena, tr("%s and %s more"), name,
                    html_plain(page->arena, page_count(page, same - 1)));
}

static const Rat *median(const Page *page, const Order *order, size_t n)
{
    if (n % 2 == 1)
        return order[n / 2].num;
    return rat_div(page->pool, rat_add(page->pool, order[n / 2 - 1].num,
                                       order[n / 2].num),
                   rat_int(page->pool, 2));
}

/* Marks of one row's value. */
static unsigned marks_at(const Column *column, size_t row)
{
    return (unsigned)column->at[row].marks | column->at[row].pooled;
}

/* Who has it, and the marks of that row's amount. */
static const char *under(const Page *page, const Def *def, const Order *order,
                         size_t n, size_t at)
{
    const Column *column = result_column(page->result, def);
    return arena_format(page->arena, "%s<br>%s",
                        who(page, def->table, order, n, at),
                        page_marks(page, marks_at(column, order[at].row)));
}

static void of_result(const Page *page, const Def *def)
{
    const Column *column = result_column(page->result, def);
    size_t n = column->n;
    Order *order = def->type.kind == TYPE_NUMBER ? sorted(page, column)
                                                 : NULL;
    Totals totals = {NULL, NULL, NULL};
    if (report_has_sum(def))
        totals = report_totals(page->pool, page->result, def);
    if (totals.sum != NULL)
        figure(page, tr("Sum"), page_amount(page, &def->type, totals.sum),
               html_plain(page->arena, page_def_title(page, def)));
    figure(page, page_rows_word(page, def->table), page_count(page, n), NULL);
    if (order == NULL || n < 2)
        return;
    figure(page, tr("Largest"),
           page_amount(page, &def->type, order[n - 1].num),
           under(page, def, order, n, n - 1));
    figure(page, tr("Median"),
           page_amount(page, &def->type, median(page, order, n)),
           html_plain(page->arena, tr("half get at most this")));
    figure(page, tr("Smallest"), page_amount(page, &def->type, order[0].num),
           under(page, def, order, n, 0));
}

/* ---- Single values, and report lines ---- */

static unsigned marks_of(const Value *value)
{
    return (unsigned)value->marks | value->pooled;
}

static void single(const Page *page, const char *title, const Type *type,
                   const Value *value)
{
    figure(page, title, page_value(page, type, value),
           marks_of(value) == 0 ? NULL
                                : page_marks(page, marks_of(value)));
}

/* smallest(grant) and largest(grant) stand there already. */
static bool said(const Def *def, const Expr *e)
{
    const Agg *agg = e->kind == EXPR_AGG ? e->agg : NULL;
    return def != NULL && agg != NULL && agg->where == NULL
           && agg->by_table < 0 && agg->by == NULL
           && (agg->kind == AGG_SMALLEST || agg->kind == AGG_LARGEST)
           && agg->arg != NULL && agg->arg->kind == EXPR_DEF
           && agg->arg->def == def;
}

void page_figures(const Page *page, const Def *def)
{
    const Program *program = page->program;
    buf_add(page->out, "<dl class=\"figures\">\n");
    if (def != NULL && def->table >= 0)
        of_result(page, def);
    for (size_t i = 0; i < program->n_reports; i++) {
        const Report *report = &program->report[i];
        const Value *value = page->result->column[report->expr->id].at;
        if (value != NULL && !said(def, report->expr))
            single(page, report->title != NULL
                             ? report->title
                             : report_place_text(page->arena,
                                                 report->expr->place),
                   &report->expr->type, value);
    }
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *other = program->def[i];
        const Column *column = result_column(page->result, other);
        if (other->kind == DEF_RESULT && other->table < 0
            && column != NULL && column->at != NULL)
            single(page, page_def_title(page, other), &other->type,
                   column->at);
    }
    buf_add(page->out, "</dl>\n");
}
