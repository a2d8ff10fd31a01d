/* certify_decimal.c - the decimals of ln, log10, exp, sqrt and power that the
 * results rest on, found by walking the program's definitions.
 */
#include "study/certify_int.h"

#include "lang/lang.h"
#include "table/table.h"

/* Expressions nest no deeper than what the parser lets through, with a spread
 * or a rounding put around each level. */
#define DEPTH_MAX (4 * NESTING_MAX)

typedef struct Walk {
    Certify *c;
    CodeIndex *seen;
    CertDecimals *out;
    size_t depth;
} Walk;

static bool is_function(ExprKind kind)
{
    return kind == EXPR_LN || kind == EXPR_LOG10 || kind == EXPR_EXP
           || kind == EXPR_SQRT || kind == EXPR_POWER;
}

static const Value *value_at(const Walk *w, const Expr *e, size_t row)
{
    const Column *column = &w->c->result->column[e->id];
    return column->at ? &column->at[e->table < 0 ? 0 : row] : NULL;
}

/* What the checker takes to enclose a value of so many bits: a series of as
 * many terms for ln, of their root for exp. */
static double decimal_steps(const CertDecimal *d)
{
    double units = (double)(rat_bits(d->value) + 512) / 1024;
    double steps = 300 + 2000 * units * units;
    if (d->kind == EXPR_SQRT
        || (d->kind == EXPR_POWER && rat_is_whole(d->of[1])))
        return 300 + units * units;
    if (d->kind != EXPR_EXP)
        steps += 400 * units * units * units;
    return steps;
}

static void take_row(Walk *w, const Expr *e, size_t row)
{
    const Value *value = value_at(w, e, row);
    CertDecimal d = {.kind = e->kind, .n_of = e->n_args};
    const char *text = arena_format(w->c->arena, "%d", (int)e->kind);
    if (!value || value->undefined || e->n_args > 2)
        return;
    for (size_t i = 0; i < e->n_args; i++) {
        const Value *of = value_at(w, e->arg[i], row);
        if (!of || of->undefined)
            return;
        d.of[i] = of->num;
        text = arena_format(w->c->arena, "%s %s", text,
                            rat_text(w->c->arena, of->num));
    }
    d.value = value->num;
    size_t earlier;
    if (code_index_add(w->seen, text, w->out->n, &earlier))
        *VEC_ADD(w->c->arena, w->out) = d;
    else
        return;
    certify_spend(w->c, decimal_steps(&d));
}

static void walk(Walk *w, const Expr *e)
{
    if (!e || w->depth >= DEPTH_MAX)
        return;
    w->depth++;
    for (size_t i = 0; i < e->n_args; i++)
        walk(w, e->arg[i]);
    const Agg *a = e->agg;
    const Alloc *al = e->alloc;
    const Rounding *r = e->round;
    const Expr *inside[] = {
        a ? a->arg : NULL, a ? a->where : NULL, a ? a->by : NULL,
        a ? a->ties : NULL, al ? al->total : NULL, al ? al->by : NULL,
        al ? al->where : NULL, al ? al->at_least : NULL,
        al ? al->or_nothing : NULL, al ? al->at_most : NULL,
        al ? al->order : NULL, al ? al->group_least : NULL,
        al ? al->group_most : NULL, r ? r->keeping[0] : NULL,
        r ? r->keeping[1] : NULL, r ? r->at_least : NULL,
        r ? r->at_most : NULL, r ? r->ties : NULL};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        walk(w, inside[i]);
    const Column *column = &w->c->result->column[e->id];
    for (size_t row = 0; is_function(e->kind) && column->at
                         && row < column->n; row++)
        take_row(w, e, row);
    w->depth--;
}

void certify_decimals(Certify *c, CertDecimals *out)
{
    const Program *p = c->result->program;
    Walk w = {.c = c, .out = out, .seen = code_index_new(c->arena, 64)};
    for (size_t i = 0; i < p->n_defs; i++)
        walk(&w, p->def[i]->expr);
}
