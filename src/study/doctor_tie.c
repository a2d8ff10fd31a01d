/* doctor_tie.c - rows equal at the cut, of which the printed table gives the
 * last units to others. */

#include "study/doctor_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

/* One order in which tied rows might have had their turn. */
typedef enum TieOrder {
    TIE_LARGER, TIE_SMALLER, TIE_LOW_CODE, TIE_HIGH_CODE, TIE_FIRST,
    TIE_LAST, TIE_ORDERS
} TieOrder;

static const char *const order_text[TIE_ORDERS] = {
    [TIE_LARGER] = N_("the larger amount first, then the lower code"),
    [TIE_SMALLER] = N_("the smaller amount first"),
    [TIE_LOW_CODE] = N_("the lower code first"),
    [TIE_HIGH_CODE] = N_("the higher code first"),
    [TIE_FIRST] = N_("in the order of the table, from the top"),
    [TIE_LAST] = N_("in the order of the table, from the bottom")};

/* A row of the tie as printed. */
typedef struct Tied {
    const Figure *figure;
    size_t row;             /* of the table */
    const Rat *exact;
    const char *code;
    bool won;               /* the printed table gives it the unit */
    bool differs;
} Tied;

static const RoundTrace *trace_of(const Look *look, const Verdict *v)
{
    const Expr *e = v->expect->result->expr;
    return e && e->kind == EXPR_ROUND ? look->result->round[e->id] : NULL;
}

/* Does a go before b? */
static bool before(TieOrder order, const Tied *a, const Tied *b)
{
    int amount = rat_cmp(a->exact, b->exact);
    int code = strcmp(a->code, b->code);
    switch (order) {
    case TIE_LARGER: return amount > 0 || (amount == 0 && code < 0);
    case TIE_SMALLER: return amount < 0 || (amount == 0 && code < 0);
    case TIE_LOW_CODE: return code < 0;
    case TIE_HIGH_CODE: return code > 0;
    case TIE_FIRST: return a->figure->line < b->figure->line;
    case TIE_LAST: return a->figure->line > b->figure->line;
    case TIE_ORDERS: break;
    }
    return false;
}

/* Does nobody who lost go before one who won? */
static bool orders(TieOrder order, const Tied *tied, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            if (tied[i].won && !tied[k].won
                && before(order, &tied[k], &tied[i]))
                return false;
    return true;
}

/* By a data of the table: do those that won have more of it (sign 1), or less,
 * than those that lost? */
static bool orders_by(const Value *at, int sign, const Tied *tied, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            if (tied[i].won && !tied[k].won
                && sign * rat_cmp(at[tied[i].row].num, at[tied[k].row].num)
                       <= 0)
                return false;
    return true;
}

static const char *order_of_data(Arena *arena, const Look *look, int table,
                                 const Tied *tied, size_t n)
{
    for (size_t i = 0; i < look->program->n_defs; i++) {
        const Def *def = look->program->def[i];
        if (def->kind != DEF_DATA || def->type.kind != TYPE_NUMBER
            || def->table != table)
            continue;
        const Value *at = result_column(look->result, def)->at;
        for (int sign = 1; sign >= -1; sign -= 2)
            if (orders_by(at, sign, tied, n))
                return arena_format(arena, sign > 0
                                               ? tr("the larger %s first")
                                               : tr("the smaller %s first"),
                                    def->name);
    }
    return NULL;
}

static const char *order_of(Arena *arena, const Look *look, int table,
                            const Tied *tied, size_t n)
{
    for (size_t order = 0; order < TIE_ORDERS; order++)
        if (orders((TieOrder)order, tied, n))
            return tr(order_text[order]);
    return order_of_data(arena, look, table, tied, n);
}

/* The tied rows of a group that have a printed figure. *good: they have a unit
 * more or less than follows, as many of the one as of the other, or agree. */
static size_t gather(const Figures *f, const Look *look,
                     const RoundTrace *trace, size_t group, Tied *out,
                     bool *good)
{
    const Table *table = look->result->data->table[trace->expr->table];
    const RoundGroup *g = &trace->group[group];
    long balance = 0;
    size_t n = 0, differ = 0;
    *good = true;
    for (size_t i = 0; i < f->n; i++) {
        const Figure *figure = &f->at[i];
        size_t row = f->verdict->row[figure->row].row;
        size_t at = trace->at_of[row];
        if (trace->group_of[row] != group || !g->out.rows[at].tied)
            continue;
        int64_t off = figure->printed - figure->follows;
        Tied *t = &out[n++];
        *t = (Tied){.figure = figure, .row = row, .code = table->code[row],
                    .differs = off != 0,
                    .exact = g->out.rows[at].quotient};
        t->won = g->out.rows[at].extra ? off == 0 : off != 0;
        *good = *good && figure->whole && llabs(off) <= 1
                && (off == 0 || (off > 0) == t->won);
        balance += (long)off;
        differ += off != 0;
    }
    *good = *good && balance == 0 && differ > 0;
    return n;
}

static void find_group(Arena *arena, const Look *look,
                       const RoundTrace *trace, size_t group, Figures *f)
{
    Tied *tied = ARENA_ARRAY(arena, Tied, f->n + 1);
    bool good;
    size_t n = gather(f, look, trace, group, tied, &good);
    if (!good)
        return;
    const char *rule = order_of(arena, look, trace->expr->table, tied, n);
    for (size_t i = 0; i < n; i++)
        if (tied[i].differs)
            f->finding[tied[i].figure->row] =
                (Finding){.kind = FINDING_TIE, .group = f->groups,
                          .other = NO_ROW, .rule = rule};
    f->groups++;
}

void doctor_tie(Arena *arena, const Look *look, Figures *f)
{
    const RoundTrace *trace = trace_of(look, f->verdict);
    if (!trace || !rat_equal(trace->expr->round->unit, f->step))
        return;
    for (size_t g = 0; g < trace->n_groups; g++)
        if (trace->group[g].out.n_tied > 0)
            find_group(arena, look, trace, g, f);
}
