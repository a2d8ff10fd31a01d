/* workbook_level.c - water levels in cells.
 *
 * What all rows get together grows with the level in straight pieces, which
 * begin where a row leaves its floor or reaches its ceiling. Each row works
 * out the sum at its own two bends; the highest bend whose sum is within the
 * total begins the piece in which the level lies, and there it follows from
 * one division. No iteration, so no iteration's error: where the bend next to
 * it is taken in place of the right one, by a last bit, the amounts are the
 * same, as the pieces meet there.
 */
#include "report/workbook_int.h"

/* Stands for a bend that never comes. */
#define NEVER "1E+300"

typedef struct Pass {
    Wb *wb;
    const WbDivide *d;
    const WbCol *leaves, *reaches;   /* the bends; reaches: or NULL */
} Pass;

static void add_same(const WbDivide *d, WbText *text)
{
    if (d->of != NULL)
        wb_add(text, "({0:}={0})*", d->of);
    if (d->tier != NULL)
        wb_add(text, "({0:}={0})*", d->tier);
}

static WbCol *step(const Pass *p, const char *title, WbText *text)
{
    WbCol *col = wb_col(p->wb, WB_STEP, p->d->table);
    col->title = title;
    wb_end(text, col);
    return col;
}

/* "total of" {0:} over the rows of the same group and tier. */
static WbCol *group_sum(const Pass *p, const char *title, const WbCol *value)
{
    WbText text = {.wb = p->wb};
    if (p->d->of == NULL && p->d->tier == NULL)
        return wb_step(p->wb, -1, title, "SUM({0:})", value);
    if (p->d->tier == NULL)
        return wb_step(p->wb, p->d->table, title, "SUMIF({0:},{0},{1:})",
                       p->d->of, value);
    buf_add(&text.text, "SUMPRODUCT(");
    add_same(p->d, &text);
    wb_add(&text, "{0:})", value);
    return step(p, title, &text);
}

static WbCol *proportional(const Pass *p)
{
    const WbCol *keys = group_sum(p, tr("sum of the keys"), p->d->key);
    return wb_step(p->wb, p->d->table, NULL, "IF({0}=0,0,{1}*{2}/{0})", keys,
                   p->d->total, p->d->key);
}

/* Arguments of the patterns below: the level at hand, then these. */
static void fill(const Pass *p, const WbCol *level, const WbCol **arg)
{
    arg[0] = level;
    arg[1] = p->d->key;
    arg[2] = p->d->floor;
    arg[3] = p->d->ceiling;
    arg[4] = p->leaves;
    arg[5] = p->reaches;
    arg[6] = p->d->total;
}

/* What rows held by a limit get at a level. */
static void add_held(const Pass *p, const WbCol **arg, WbText *text)
{
    bool floor = p->d->floor != NULL, ceiling = p->d->ceiling != NULL;
    if (floor)
        wb_add_list(text, "{2:}*({4:}>{0})", arg);
    if (floor && ceiling)
        buf_add_char(&text->text, '+');
    if (ceiling)
        wb_add_list(text, "{3:}*({5:}<={0})", arg);
}

static void add_free(const Pass *p, const WbCol **arg, WbText *text)
{
    wb_add_list(text, "{1:}*({4:}<={0})", arg);
    if (p->reaches != NULL)
        wb_add_list(text, "*({0}<{5:})", arg);
}

/* What all get at a bend of this row. */
static WbCol *sum_at(const Pass *p, const char *title, const WbCol *bend)
{
    const WbCol *arg[7];
    WbText text = {.wb = p->wb};
    fill(p, bend, arg);
    wb_add_list(&text, "IF({0}=" NEVER ",\"\",SUMPRODUCT(", arg);
    add_same(p->d, &text);
    buf_add_char(&text.text, '(');
    add_held(p, arg, &text);
    buf_add_char(&text.text, '+');
    add_free(p, arg, &text);
    wb_add_list(&text, "*{0})))", arg);
    return step(p, title, &text);
}

static void make_bends(Pass *p)
{
    const WbDivide *d = p->d;
    p->leaves = d->floor == NULL
        ? wb_step(p->wb, d->table, tr("level at which it gets something"),
                  "IF({0}>0,0," NEVER ")", d->key)
        : wb_step(p->wb, d->table, tr("level at which it leaves its floor"),
                  "IF({0}>0,{1}/{0}," NEVER ")", d->key, d->floor);
    if (d->ceiling != NULL)
        p->reaches = wb_step(p->wb, d->table,
                             tr("level at which it reaches its ceiling"),
                             "IF({0}>0,{1}/{0}," NEVER ")", d->key,
                             d->ceiling);
}

/* The row's highest bend that is within the total. Text is above all
 * numbers, so a bend that never comes is not. */
static WbCol *within(const Pass *p)
{
    WbText text = {.wb = p->wb};
    buf_add(&text.text, "MAX(0");
    if (p->d->floor != NULL)
        wb_add(&text, ",IF({0}<={1},{2},0)",
               sum_at(p, tr("sum of all at that level"), p->leaves),
               p->d->total, p->leaves);
    if (p->d->ceiling != NULL)
        wb_add(&text, ",IF({0}<={1},{2},0)",
               sum_at(p, tr("sum of all at that level"), p->reaches),
               p->d->total, p->reaches);
    buf_add_char(&text.text, ')');
    return step(p, tr("bend within the total"), &text);
}

static WbCol *highest(const Pass *p, const WbCol *bend)
{
    WbText text = {.wb = p->wb};
    buf_add(&text.text, "SUMPRODUCT(MAX(");
    add_same(p->d, &text);
    wb_add(&text, "{0:}))", bend);
    return step(p, tr("last bend below the level"), &text);
}

static WbCol *over_rows(const Pass *p, const char *title, const WbCol **arg,
                        void (*add)(const Pass *, const WbCol **, WbText *))
{
    WbText text = {.wb = p->wb};
    buf_add(&text.text, "SUMPRODUCT(");
    add_same(p->d, &text);
    buf_add_char(&text.text, '(');
    add(p, arg, &text);
    buf_add(&text.text, "))");
    return step(p, title, &text);
}

static WbCol *amount(const Pass *p, const WbCol *bend, const WbCol *level)
{
    const WbCol *arg[7];
    WbText text = {.wb = p->wb};
    const char *floor = p->d->floor != NULL ? "{2}" : "0";
    fill(p, bend, arg);
    if (p->reaches != NULL)
        wb_add_list(&text, "IF({5}<={0},{3},", arg);
    wb_add_list(&text, "IF({4}>{0},", arg);
    wb_add_list(&text, floor, arg);
    wb_add_list(&text, p->reaches != NULL ? ",MIN({3},MAX(" : ",MAX(", arg);
    wb_add_list(&text, floor, arg);
    wb_add(&text, ",{0}*{1})", level, p->d->key);
    buf_add(&text.text, p->reaches != NULL ? ")))" : ")");
    return step(p, NULL, &text);
}

WbCol *wb_level(Wb *wb, const WbDivide *d)
{
    Pass p = {wb, d, NULL, NULL};
    const WbCol *arg[7];
    if (d->floor == NULL && d->ceiling == NULL)
        return proportional(&p);
    make_bends(&p);
    const WbCol *bend = highest(&p, within(&p));
    fill(&p, bend, arg);
    const WbCol *held = over_rows(&p, tr("held by limits, in all"), arg,
                                  add_held);
    const WbCol *keys = over_rows(&p, tr("keys of the others"), arg,
                                  add_free);
    const WbCol *level = wb_step(wb, d->table, tr("water level"),
                                 "IF({0}>0,MAX({1},({2}-{3})/{0}),{1})", keys,
                                 bend, d->total, held);
    return amount(&p, bend, level);
}

/* Equal losses: floor + max(0, claim - floor - loss). The sum falls with the
 * loss, in pieces that begin where a row has lost all it can. */
WbCol *wb_losses(Wb *wb, const WbDivide *d)
{
    Pass p = {wb, d, NULL, NULL};
    WbText text = {.wb = wb};
    const WbCol *most = d->floor == NULL ? d->ceiling
        : wb_step(wb, d->table, tr("most it can lose"), "{0}-{1}",
                  d->ceiling, d->floor);
    buf_add(&text.text, "SUMPRODUCT(");
    add_same(d, &text);
    wb_add(&text, d->floor ? "({0:}+({1:}-{1})*({1:}>{1})))"
                           : "(({1:}-{1})*({1:}>{1})))", d->floor, most);
    const WbCol *sum = step(&p, tr("sum of all at that loss"), &text);
    const WbCol *bend = wb_step(wb, d->table, tr("loss that is too small"),
                                "IF({0}>={1},{2},0)", sum, d->total, most);
    bend = highest(&p, bend);
    text = (WbText){.wb = wb};
    buf_add(&text.text, "SUMPRODUCT(");
    add_same(d, &text);
    wb_add(&text, d->floor ? "({0:}+({1:}-{2})*({1:}>{2})))"
                           : "(({1:}-{2})*({1:}>{2})))", d->floor, most,
           bend);
    sum = step(&p, tr("sum of all at the last bend"), &text);
    text = (WbText){.wb = wb};
    buf_add(&text.text, "SUMPRODUCT(");
    add_same(d, &text);
    wb_add(&text, "({0:}>{1}))", most, bend);
    const WbCol *rows = step(&p, tr("rows that can lose more"), &text);
    const WbCol *loss = wb_step(wb, d->table, tr("equal loss"),
                                "IF({0}>0,{1}+MAX(0,({2}-{3})/{0}),{1})",
                                rows, bend, sum, d->total);
    if (d->floor == NULL)
        return wb_step(wb, d->table, NULL, "MAX(0,{0}-{1})", most, loss);
    return wb_step(wb, d->table, NULL, "{2}+MAX(0,{0}-{1})", most, loss,
                   d->floor);
}

/* Equal awards of half the claims, from below up to half of all claims, from
 * above beyond it. */
WbCol *wb_talmud(Wb *wb, const WbDivide *d)
{
    Pass p = {wb, d, NULL, NULL};
    WbDivide half = *d;
    const WbCol *claims = group_sum(&p, tr("sum of the claims"), d->ceiling);
    half.ceiling = wb_step(wb, d->table, tr("half the claim"), "{0}/2",
                           d->ceiling);
    half.total = wb_step(wb, d->table, tr("to be shared, or to be lost"),
                         "MIN({0},MAX(0,{1}-{0}))", d->total, claims);
    WbCol *part = wb_level(wb, &half);
    part->title = tr("equal awards of the half");
    return wb_step(wb, d->table, NULL, "IF({0}<={1}/2,{2},{3}-{2})",
                   d->total, claims, part, d->ceiling);
}
