/* workbook_round.c - rounding in cells.
 *
 * Cells hold doubles, so amounts are first taken to a millionth of a unit, and
 * whatever is nearer to each other than that looks alike: what is equal but
 * for its last bit is then equal, and the order of the remainders is a total
 * one, so that the sum is right in any case.
 */
#include "report/workbook_int.h"

typedef struct Pass {
    Wb *wb;
    const Expr *e;
    const Rounding *r;
    const WbCol *up;        /* per: row numbers there, or NULL */
    const WbCol *units;     /* exact amount in units, to a millionth */
    const WbCol *least, *most;   /* in whole units, or NULL */
} Pass;

static WbCol *step(const Pass *p, const char *title, WbText *text, int places)
{
    WbCol *col = wb_col(p->wb, WB_STEP, p->e->table);
    col->title = title;
    col->places = places;
    wb_end(text, col);
    return col;
}

static bool is_one(const Pass *p)
{
    return rat_equal(p->r->unit, rat_int(p->wb->pool, 1));
}

static void add_unit(const Pass *p, const char *sign, WbText *text)
{
    if (is_one(p))
        return;
    buf_add(&text->text, sign);
    wb_number(p->wb, p->r->unit, &text->text);
}

/* x in units, to a millionth, between two texts. */
static WbCol *in_units(const Pass *p, const Expr *x, const char *title,
                       const char *open, const char *close, int places)
{
    WbText text = {.wb = p->wb};
    buf_add(&text.text, open);
    buf_add(&text.text, "ROUND(");
    wb_add(&text, "{0}", wb_of(p->wb, x));
    add_unit(p, "/", &text);
    buf_add(&text.text, ",6)");
    buf_add(&text.text, close);
    return step(p, title, &text, places);
}

/* Limits that are no whole number of units: the next one inside. */
static void make_limits(Pass *p)
{
    if (p->r->at_least != NULL)
        p->least = in_units(p, p->r->at_least, tr("at least, in units"),
                            "-INT(-", ")", 0);
    if (p->r->at_most != NULL)
        p->most = in_units(p, p->r->at_most, tr("at most, in units"), "INT(",
                           ")", 0);
}

/* What `pattern` gives of the units {0}, inside the limits. */
static void add_limited(const Pass *p, const char *pattern, WbText *text)
{
    if (p->most != NULL)
        wb_add(text, "MIN({0},", p->most);
    if (p->least != NULL)
        wb_add(text, "MAX({0},", p->least);
    wb_add(text, pattern, p->units);
    if (p->least != NULL)
        buf_add_char(&text->text, ')');
    if (p->most != NULL)
        buf_add_char(&text->text, ')');
}

/* ---- Each row by itself ---- */

static const char *row_pattern(RoundMethod method)
{
    if (method == ROUND_DOWN)
        return "TRUNC({0})";
    if (method == ROUND_UP)
        return "ROUNDUP({0},0)";
    if (method == ROUND_HALF_EVEN)
        return "IF(ROUND(ABS({0}-INT({0})-0.5),6)=0,"
               "2*ROUND({0}/2,0),ROUND({0},0))";
    return "ROUND({0},0)";
}

static WbCol *round_rows(const Pass *p)
{
    WbText text = {.wb = p->wb};
    add_limited(p, row_pattern(p->r->method), &text);
    add_unit(p, "*", &text);
    return step(p, NULL, &text, -1);
}

/* ---- Largest remainder ---- */

typedef struct Remainder {
    const WbCol *base, *left, *open, *units, *rank;
} Remainder;

/* Units to give after rounding down, in each group. */
static WbCol *spare_units(const Pass *p, const WbCol *base)
{
    Wb *wb = p->wb;
    const Rounding *r = p->r;
    WbText text = {.wb = wb};
    WbCol *col = wb_col(wb, WB_STEP, r->per);
    const WbCol *exact = wb_of(wb, p->e->arg[0]);
    buf_add(&text.text, "ROUND(ROUND(");
    if (r->n_keeping == 1)
        wb_add(&text, "{0}", wb_of(wb, r->keeping[0]));
    else if (p->up != NULL)
        wb_add(&text, "SUMIF({0:},{#},{1:})", p->up, exact);
    else
        wb_add(&text, "SUM({0:})", exact);
    add_unit(p, "/", &text);
    buf_add(&text.text, ",6),0)-");
    if (p->up != NULL)
        wb_add(&text, "SUMIF({0:},{#},{1:})", p->up, base);
    else
        wb_add(&text, "SUM({0:})", base);
    col->title = tr("units left after rounding down");
    col->places = 0;
    wb_end(&text, col);
    return col;
}

/* "(same group)*(may take one more)*" */
static void add_group(const Pass *p, const WbCol *open, WbText *text)
{
    if (p->up != NULL)
        wb_add(text, "({0:}={0})*", p->up);
    if (open != NULL)
        wb_add(text, "{0:}*", open);
}

/* A place in the order of remainders, each only once: then by `ties to`, else
 * by the larger amount, then by the lower code. */
static WbCol *remainder_rank(const Pass *p, const Remainder *m)
{
    const Expr *ties = p->r->ties;
    const WbCol *tie = ties != NULL ? wb_of(p->wb, ties) : p->units;
    WbText text = {.wb = p->wb};
    buf_add(&text.text, "1+SUMPRODUCT(");
    add_group(p, m->open, &text);
    wb_add(&text, "(({0:}>{0})+({0:}={0})*(({1:}>{1})+({1:}={1})*"
                  "({2:}<{2}))))",
           m->left, tie, wb_order(p->wb, p->e->table));
    return step(p, tr("turn"), &text, 0);
}

/* What limits hold takes no further unit. */
static WbCol *open_rows(const Pass *p, const Remainder *m)
{
    WbText text = {.wb = p->wb};
    if (p->least == NULL && p->most == NULL)
        return NULL;
    wb_add(&text, "({0}=INT({1}))", m->base, p->units);
    if (p->most != NULL)
        wb_add(&text, "*({0}<{1})", m->base, p->most);
    else
        buf_add(&text.text, "*1");
    return step(p, tr("may take one more"), &text, 0);
}

/* The smallest remainder that got a unit less the largest that did not; text
 * where nothing was cut. */
static void make_gap(const Pass *p, const Remainder *m, const WbCol *rounded)
{
    const WbCol *arg[] = {m->units, m->rank, m->left, p->up, m->open};
    WbText text = {.wb = p->wb};
    WbCol *col = wb_col(p->wb, WB_STEP, p->r->per);
    const char *group = p->up != NULL
                            ? (m->open ? "({3:}={#})*{4:}*" : "({3:}={#})*")
                            : (m->open ? "{4:}*" : "");
    wb_add_list(&text, "IF({0}<1,\"\",1-SUMPRODUCT(MAX(", arg);
    wb_add_list(&text, group, arg);
    wb_add_list(&text, "({1:}<={0})*(1-{2:})))-SUMPRODUCT(MAX(", arg);
    wb_add_list(&text, group, arg);
    wb_add_list(&text, "({1:}>{0})*{2:})))", arg);
    col->title = tr("gap at the cut");
    col->places = 6;
    wb_end(&text, col);
    *VEC_ADD(p->wb->arena, &p->wb->cuts) = (WbCut){rounded, col};
}

/* How many rows of a group may take one more. */
static WbCol *room_of(const Pass *p, const Remainder *m)
{
    const char *title = tr("rows that may take one more");
    if (p->up == NULL && m->open == NULL)
        return wb_step(p->wb, -1, title, "ROWS({0:})", m->base);
    if (p->up == NULL)
        return wb_step(p->wb, -1, title, "SUM({0:})", m->open);
    if (m->open == NULL)
        return wb_step(p->wb, p->r->per, title, "COUNTIF({0:},{#})", p->up);
    return wb_step(p->wb, p->r->per, title, "SUMIF({0:},{#},{1:})", p->up,
                   m->open);
}

/* Where no way leads to the total the engine refuses, and so do the cells. */
static WbCol *give(const Pass *p, const Remainder *m)
{
    WbText text = {.wb = p->wb};
    const WbCol *units = wb_step(p->wb, p->r->per, tr("units to give"),
                                 "IF(OR({0}<0,{0}>{1}),NA(),{0})", m->units,
                                 room_of(p, m));
    const WbCol *arg[] = {m->base, m->rank, units, p->up, m->open};
    if (!is_one(p))
        buf_add_char(&text.text, '(');
    wb_add_list(&text, m->open ? "{0}+{4}*({1}<=" : "{0}+({1}<=", arg);
    wb_add_list(&text, p->up ? "INDEX({2:},{3}))" : "{2})", arg);
    if (!is_one(p))
        buf_add_char(&text.text, ')');
    add_unit(p, "*", &text);
    return step(p, NULL, &text, -1);
}

static WbCol *by_remainder(const Pass *p)
{
    Remainder m = {NULL, NULL, NULL, NULL, NULL};
    WbText text = {.wb = p->wb};
    add_limited(p, "INT({0})", &text);
    m.base = step(p, tr("whole units, rounded down"), &text, 0);
    m.left = wb_step(p->wb, p->e->table, tr("remainder"),
                     "ROUND({0}-INT({0}),6)", p->units);
    ((WbCol *)m.left)->places = 6;
    m.open = open_rows(p, &m);
    m.units = spare_units(p, m.base);
    m.rank = remainder_rank(p, &m);
    WbCol *rounded = give(p, &m);
    make_gap(p, &m, rounded);
    return rounded;
}

WbCol *wb_round(Wb *wb, const Expr *e)
{
    Pass p = {.wb = wb, .e = e, .r = e->round};
    bool each = !round_method_keeps(p.r->method);
    if (!each && p.r->method != ROUND_LARGEST_REMAINDER)
        return wb_fixed(wb, e, arena_format(wb->arena,
                        tr("rounding by %s has no cell formula"),
                        round_method_words(p.r->method)));
    if (p.r->n_keeping == 2 || (!each && e->table < 0))
        return wb_fixed(wb, e, tr("rounding both rows and columns has no "
                                  "cell formula"));
    if (!each && !wb_pairs(wb, e->table))
        return wb_fixed(wb, e, wb_many(wb));
    if (p.r->per >= 0)
        p.up = wb_up(wb, e->table, &p.r->path);
    p.units = in_units(&p, e->arg[0], tr("in units, to a millionth"), "", "",
                       6);
    make_limits(&p);
    return each ? round_rows(&p) : by_remainder(&p);
}
