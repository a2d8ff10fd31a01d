/* workbook_allocate.c - dividing a total in cells: what it is over, its groups
 * and tiers. */
#include "report/workbook_int.h"

typedef struct Pass {
    Wb *wb;
    const Alloc *a;
    const WbCol *up;        /* per: row numbers there, or NULL */
    WbDivide d;
} Pass;

static bool has_rule(AllocRule rule)
{
    return rule == RULE_PROPORTIONAL || rule == RULE_EQUAL_AWARDS
           || rule == RULE_EQUAL_LOSSES || rule == RULE_TALMUD;
}

/* NULL: cells can divide so. */
static const char *why_not(const Pass *p)
{
    const Alloc *a = p->a;
    Wb *wb = p->wb;
    bool pairs = a->at_least != NULL || a->at_most != NULL
                 || a->rule != RULE_PROPORTIONAL;
    if (a->or_nothing != NULL)
        return tr("\"or nothing\" has no cell formula");
    if (a->summed >= 0)
        return tr("limits on sums have no cell formula");
    if (!has_rule(a->rule))
        return arena_format(wb->arena, tr("the rule %s has no cell formula"),
                            alloc_rule_words(a->rule));
    if (pairs && !wb_pairs(wb, a->rows))
        return wb_many(wb);
    return NULL;
}

static const WbCol *take_part(const Pass *p)
{
    if (p->a->where == NULL)
        return wb_step(p->wb, p->a->rows, tr("takes part"), "1");
    return wb_step(p->wb, p->a->rows, tr("takes part"), "IF({0},1,0)",
                   wb_of(p->wb, p->a->where));
}

static const WbCol *per_group(const Pass *p, const char *title,
                              const WbCol *value)
{
    if (p->up == NULL)
        return wb_step(p->wb, -1, title, "SUM({0:})", value);
    return wb_step(p->wb, p->a->rows, title, "SUMIF({0:},{0},{1:})", p->up,
                   value);
}

static const WbCol *total_of(const Pass *p)
{
    const WbCol *total = wb_of(p->wb, p->a->total);
    if (p->up == NULL || p->a->total->table < 0)
        return total;
    return wb_step(p->wb, p->a->rows, tr("total of its group"),
                   "INDEX({0:},{1})", total, p->up);
}

/* Sum of a column over the tiers compared with the row's. */
static const WbCol *tier_sum(const Pass *p, const char *title,
                             const char *compared, const WbCol *value)
{
    const WbCol *arg[] = {p->up, p->d.tier, value};
    WbText text = {.wb = p->wb};
    wb_add_list(&text, p->up ? "SUMPRODUCT(({0:}={0})*" : "SUMPRODUCT(",
                arg);
    wb_add_list(&text, compared, arg);
    wb_add_list(&text, "*{2:})", arg);
    WbCol *col = wb_col(p->wb, WB_STEP, p->a->rows);
    col->title = title;
    wb_end(&text, col);
    return col;
}

/* Floors of all rows first; then tier by tier what is left, up to the
 * ceilings of those who have a key. */
static void make_tiers(Pass *p, const WbCol *floors)
{
    Wb *wb = p->wb;
    int rows = p->a->rows;
    const WbCol *floor = p->d.floor;
    p->d.tier = wb_of(wb, p->a->order);
    const WbCol *room = floor != NULL
        ? wb_step(wb, rows, tr("room above the floor"), "IF({0}>0,{1}-{2},0)",
                  p->d.key, p->d.ceiling, floor)
        : wb_step(wb, rows, tr("room"), "IF({0}>0,{1},0)", p->d.key,
                  p->d.ceiling);
    const WbCol *before = tier_sum(p, tr("room of the tiers before it"),
                                   "({1:}<{1})", room);
    const WbCol *own = tier_sum(p, tr("room of its tier"), "({1:}={1})",
                                room);
    if (floor == NULL) {
        p->d.total = wb_step(wb, rows, tr("for its tier"),
                             "MIN({0},MAX(0,{1}-{2}))", own, p->d.total,
                             before);
        return;
    }
    const WbCol *least = tier_sum(p, tr("floors of its tier"), "({1:}={1})",
                                  floor);
    p->d.total = wb_step(wb, rows, tr("for its tier"),
                         "{3}+MIN({0},MAX(0,{1}-{4}-{2}))", own, p->d.total,
                         before, least, floors);
}

/* Floors above the total: the engine refuses, and so does the cell. */
static void make_total(Pass *p)
{
    const WbCol *floors = NULL;
    p->d.total = total_of(p);
    if (p->d.floor != NULL) {
        floors = per_group(p, tr("sum of the floors"), p->d.floor);
        p->d.total = wb_step(p->wb, p->up != NULL ? p->a->rows : -1,
                             tr("total, if it covers the floors"),
                             "IF({0}>{1}+0.000001,NA(),{1})", floors,
                             p->d.total);
    }
    if (p->a->order != NULL)
        make_tiers(p, floors);
}

static WbCol *divide(const Pass *p)
{
    if (p->a->rule == RULE_EQUAL_LOSSES)
        return wb_losses(p->wb, &p->d);
    if (p->a->rule == RULE_TALMUD)
        return wb_talmud(p->wb, &p->d);
    return wb_level(p->wb, &p->d);
}

WbCol *wb_allocate(Wb *wb, const Expr *e)
{
    const Alloc *a = e->alloc;
    Pass p = {.wb = wb, .a = a, .d = {.table = a->rows}};
    const char *why = why_not(&p);
    if (why != NULL)
        return wb_fixed(wb, e, why);
    if (a->per >= 0)
        p.up = wb_up(wb, a->rows, &a->path);
    p.d.of = p.up;
    p.d.key = a->by != NULL && a->rule == RULE_PROPORTIONAL
                  ? wb_where(wb, a->by, a->where, "0") : take_part(&p);
    if (a->at_least != NULL)
        p.d.floor = wb_where(wb, a->at_least, a->where, "0");
    if (a->at_most != NULL)
        p.d.ceiling = wb_where(wb, a->at_most, a->where, "0");
    make_total(&p);
    WbCol *col = divide(&p);
    *VEC_ADD(wb->arena, &wb->placed) = (WbPlaced){e, wb_of(wb, a->total),
                                                  col};
    return col;
}
