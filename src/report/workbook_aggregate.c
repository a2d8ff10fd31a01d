/* workbook_aggregate.c - sum, mean, count, smallest, largest, share and rank.
 *
 * Groups are rows of an ancestor, found by their number, or rows of equal
 * value, found by comparing each with each.
 */
#include "report/workbook_int.h"

typedef struct Pass {
    Wb *wb;
    const Agg *agg;
    const WbCol *up;        /* by_table: row numbers there, or NULL */
    const WbCol *by;        /* by an expression, or NULL */
} Pass;

/* "total of x" over each group, as a column of the groups' table. */
static WbCol *total_of(const Pass *p, const WbCol *value, const char *title)
{
    if (p->by != NULL && p->agg->by->type.kind == TYPE_TEXT)
        return wb_step(p->wb, p->agg->rows, title,
                       "SUMPRODUCT(EXACT({0:},{0})*{1:})", p->by, value);
    if (p->by != NULL)
        return wb_step(p->wb, p->agg->rows, title,
                       "SUMPRODUCT(({0:}={0})*{1:})", p->by, value);
    if (p->up != NULL)
        return wb_step(p->wb, p->agg->by_table, title,
                       "SUMIF({0:},{#},{1:})", p->up, value);
    return wb_step(p->wb, -1, title, "SUM({0:})", value);
}

static WbCol *count_of(const Pass *p, const char *title)
{
    WbText text = {.wb = p->wb};
    WbCol *one = wb_col(p->wb, WB_STEP, p->agg->rows);
    one->title = tr("counted");
    one->places = 0;
    if (p->agg->where != NULL)
        wb_add(&text, "IF({0},1,0)", wb_of(p->wb, p->agg->where));
    else
        buf_add(&text.text, "1");
    wb_end(&text, one);
    return total_of(p, one, title);
}

static WbCol *extreme_of(const Pass *p)
{
    const char *name = p->agg->kind == AGG_LARGEST ? "MAX" : "MIN";
    const WbCol *value = wb_where(p->wb, p->agg->arg, p->agg->where, "\"\"");
    int table = p->by != NULL ? p->agg->rows
                : p->up != NULL ? p->agg->by_table : -1;
    WbText text = {.wb = p->wb};
    buf_add(&text.text, name);
    if (p->by != NULL && p->agg->by->type.kind == TYPE_TEXT)
        wb_add(&text, "(IF(EXACT({0:},{0}),{1:}))", p->by, value);
    else if (p->by != NULL)
        wb_add(&text, "(IF({0:}={0},{1:}))", p->by, value);
    else if (p->up != NULL)
        wb_add(&text, "(IF({0:}={#},{1:}))", p->up, value);
    else
        wb_add(&text, "({0:})", value);
    WbCol *col = wb_col(p->wb, WB_STEP, table);
    col->array = table >= 0;
    wb_end(&text, col);
    return col;
}

static WbCol *mean_of(const Pass *p)
{
    const WbCol *value = wb_where(p->wb, p->agg->arg, p->agg->where, "0");
    const WbCol *sum = total_of(p, value, tr("sum"));
    const WbCol *count = count_of(p, tr("number"));
    return wb_step(p->wb, sum->table, NULL, "{0}/{1}", sum, count);
}

static WbCol *share_of(const Pass *p)
{
    const WbCol *value = wb_where(p->wb, p->agg->arg, p->agg->where, "0");
    const WbCol *sum = total_of(p, value, tr("sum to be shared by"));
    if (p->up != NULL)
        return wb_step(p->wb, p->agg->rows, NULL, "{0}/INDEX({1:},{2})",
                       value, sum, p->up);
    return wb_step(p->wb, p->agg->rows, NULL, "{0}/{1}", value, sum);
}

/* "(rows of the same group)*(selected)*", {4} the group, {5} the selection. */
static void add_rank_group(const Pass *p, WbText *text)
{
    if (p->by != NULL && p->agg->by->type.kind == TYPE_TEXT)
        wb_add(text, "EXACT({0:},{0})*", p->by);
    else if (p->by != NULL || p->up != NULL)
        wb_add(text, "({0:}={0})*", p->by != NULL ? p->by : p->up);
    if (p->agg->where != NULL)
        wb_add(text, "{0:}*", wb_of(p->wb, p->agg->where));
}

static WbCol *rank_of(const Pass *p)
{
    const Agg *agg = p->agg;
    const WbCol *value = wb_where(p->wb, agg->arg, agg->where, "0");
    WbText text = {.wb = p->wb};
    if (agg->where != NULL)
        wb_add(&text, "IF({0},", wb_of(p->wb, agg->where));
    buf_add(&text.text, "1+SUMPRODUCT(");
    add_rank_group(p, &text);
    if (agg->ties == NULL)
        wb_add(&text, "(ROUND({0:}-{0},6)>0))", value);
    else
        wb_add(&text, "((ROUND({0:}-{0},6)>0)+(ROUND({0:}-{0},6)=0)*"
                      "(({1:}>{1})+({1:}={1})*({2:}<{2}))))",
               value, wb_where(p->wb, agg->ties, agg->where, "0"),
               wb_order(p->wb, agg->rows));
    if (agg->where != NULL)
        buf_add(&text.text, ",NA())");
    WbCol *col = wb_col(p->wb, WB_STEP, agg->rows);
    col->places = 0;
    wb_end(&text, col);
    return col;
}

static bool compares_rows(const Agg *agg)
{
    return agg->by != NULL || agg->kind == AGG_RANK
           || (agg->by_table >= 0
               && (agg->kind == AGG_SMALLEST || agg->kind == AGG_LARGEST));
}

WbCol *wb_aggregate(Wb *wb, const Expr *e)
{
    const Agg *agg = e->agg;
    Pass p = {.wb = wb, .agg = agg};
    if (compares_rows(agg) && !wb_pairs(wb, agg->rows))
        return wb_fixed(wb, e, wb_many(wb));
    if (agg->by != NULL)
        p.by = wb_of(wb, agg->by);
    else if (agg->by_table >= 0)
        p.up = wb_up(wb, agg->rows, &agg->path);
    switch (agg->kind) {
    case AGG_SUM:
        return total_of(&p, wb_where(wb, agg->arg, agg->where, "0"), NULL);
    case AGG_MEAN:
        return mean_of(&p);
    case AGG_COUNT:
        return count_of(&p, NULL);
    case AGG_SMALLEST: case AGG_LARGEST:
        return extreme_of(&p);
    case AGG_SHARE:
        return share_of(&p);
    case AGG_RANK:
        return rank_of(&p);
    }
    return wb_fixed(wb, e, tr("not a formula"));
}
