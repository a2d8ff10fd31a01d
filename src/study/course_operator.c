/* course_operator.c - one value of each operator and function, as functions.
 *
 * A wide value is known to lie between two functions; what is computed of it
 * does, too, by interval arithmetic (Moore 1966) with functions for ends, and
 * what is decided by it is decided for all of them or left open (Kleene 1938).
 */
#include <string.h>

#include "base/tr.h"
#include "study/course_int.h"

/* ---- Comparing ---- */

Truth moving_less(Along *al, const Moving *a, const Moving *b, bool or_same)
{
    int most = along_cmp(al, a->high, b->low);
    if (most < 0 || (or_same && most == 0))
        return TRUTH_YES;
    int least = a->wide || b->wide ? along_cmp(al, a->low, b->high) : most;
    if (least > 0 || (!or_same && least == 0))
        return TRUTH_NO;
    return TRUTH_OPEN;
}

static Truth same_number(Along *al, const Moving *a, const Moving *b)
{
    int most = along_cmp(al, a->high, b->low);
    int least = a->wide || b->wide ? along_cmp(al, a->low, b->high) : most;
    if (most < 0 || least > 0)
        return TRUTH_NO;
    return most == 0 && least == 0 ? TRUTH_YES : TRUTH_OPEN;
}

Truth moving_same(Along *al, TypeKind kind, const Moving *a, const Moving *b)
{
    switch (kind) {
    case TYPE_NUMBER: return same_number(al, a, b);
    case TYPE_TEXT: return strcmp(a->text, b->text) == 0;
    case TYPE_DATE: return a->date == b->date;
    case TYPE_FLAG:
        if (a->flag == TRUTH_OPEN || b->flag == TRUTH_OPEN)
            return TRUTH_OPEN;
        return a->flag == b->flag;
    }
    return TRUTH_OPEN;
}

static Truth negated(Truth t)
{
    return t == TRUTH_OPEN ? t : t == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
}

static Truth dates_compared(ExprKind kind, Date a, Date b)
{
    return kind == EXPR_LT   ? a < b
           : kind == EXPR_LE ? a <= b
           : kind == EXPR_GT ? a > b
                             : a >= b;
}

static Truth compared(Along *al, const Expr *e, const Moving *a,
                      const Moving *b)
{
    TypeKind kind = e->arg[0]->type.kind;
    if (e->kind == EXPR_EQ || e->kind == EXPR_NE) {
        Truth same = moving_same(al, kind, a, b);
        return e->kind == EXPR_EQ ? same : negated(same);
    }
    if (kind == TYPE_DATE)
        return dates_compared(e->kind, a->date, b->date);
    if (e->kind == EXPR_GT || e->kind == EXPR_GE)
        return moving_less(al, b, a, e->kind == EXPR_GE);
    return moving_less(al, a, b, e->kind == EXPR_LE);
}

static Moving flagged(Truth flag)
{
    return (Moving){.flag = flag};
}

/* ---- and, or, in ---- */

static Moving logic(const Expr *e, const Moving *a, const Moving *b)
{
    Truth decides = e->kind == EXPR_OR ? TRUTH_YES : TRUTH_NO;
    if ((a->undefined == NULL && a->flag == decides)
        || (b->undefined == NULL && b->flag == decides))
        return flagged(decides);
    if (a->undefined != NULL || b->undefined != NULL)
        return a->undefined != NULL ? *a : *b;
    if (a->flag == TRUTH_OPEN || b->flag == TRUTH_OPEN)
        return moving_stopped(a->stop != NULL ? a->stop : b->stop);
    return flagged(negated(decides));
}

static Moving among(Along *al, const Expr *e, const Moving *const *arg)
{
    Truth found = e->flag ? TRUTH_NO : TRUTH_YES;
    Moving out = flagged(negated(found));
    for (size_t i = 1; i < e->n_args; i++) {
        const Moving *a = arg[0], *b = arg[i];
        if (a->undefined != NULL || b->undefined != NULL) {
            out = out.undefined != NULL ? out
                                        : a->undefined != NULL ? *a : *b;
            continue;
        }
        bool stopped = a->stop != NULL || b->stop != NULL;
        Truth same = stopped ? TRUTH_OPEN
                             : moving_same(al, e->arg[0]->type.kind, a, b);
        if (same == TRUTH_YES)
            return flagged(found);
        if (same == TRUTH_OPEN && out.undefined == NULL)
            out = moving_stopped(a->stop != NULL ? a->stop : b->stop);
    }
    return out;
}

/* ---- if ---- */

static Frac lesser(Along *al, Frac a, Frac b)
{
    return along_cmp(al, b, a) < 0 ? b : a;
}

static Frac larger(Along *al, Frac a, Frac b)
{
    return along_cmp(al, b, a) > 0 ? b : a;
}

Moving moving_hull(Along *al, const Expr *e, const Moving *a, const Moving *b)
{
    if (a->undefined != NULL || b->undefined != NULL || a->stop != NULL
        || b->stop != NULL || e->type.kind != TYPE_NUMBER) {
        if (e->type.kind == TYPE_FLAG && a->flag == b->flag
            && a->undefined == NULL && b->undefined == NULL)
            return *a;
        const Stop *stop = a->stop != NULL ? a->stop : b->stop;
        return moving_stopped(stop != NULL
                                  ? stop
                                  : stop_new(al, e, tr("which branch it takes "
                                                       "is not known")));
    }
    return moving_between(lesser(al, a->low, b->low),
                          larger(al, a->high, b->high));
}

static Moving branch(Along *al, const Expr *e, const Moving *const *arg,
                     unsigned char *choice)
{
    if (choice != NULL)
        *choice = (unsigned char)arg[0]->flag;
    if (arg[0]->undefined != NULL)
        return *arg[0];
    if (arg[0]->flag == TRUTH_OPEN)
        return moving_hull(al, e, arg[1], arg[2]);
    return *arg[arg[0]->flag == TRUTH_YES ? 1 : 2];
}

/* ---- min, max, clamp, abs, floor, ceil ---- */

static Moving extreme(Along *al, const Expr *e, const Moving *const *arg,
                      unsigned char *choice)
{
    Moving out = *arg[0];
    bool least = e->kind == EXPR_MIN;
    for (size_t i = 1; i < e->n_args; i++) {
        const Moving *a = arg[i];
        bool wide = out.wide || a->wide;
        if (!wide) {
            int order = along_cmp(al, a->low, out.low);
            if (least ? order < 0 : order > 0) {
                out = *a;
                *choice = (unsigned char)i;
            }
            continue;
        }
        out.low = least ? lesser(al, out.low, a->low)
                        : larger(al, out.low, a->low);
        out.high = least ? lesser(al, out.high, a->high)
                         : larger(al, out.high, a->high);
        out.wide = true;
    }
    return out;
}

static Moving clamped(Along *al, const Moving *x, const Moving *least,
                      const Moving *most, unsigned char *choice)
{
    if (least->wide || most->wide)
        return moving_stopped(NULL);
    if (along_cmp(al, least->low, most->low) > 0)
        return moving_undefined(tr("clamp has a least above its most"));
    Moving out = {.low = lesser(al, x->low, most->low), .wide = x->wide};
    out.low = larger(al, out.low, least->low);
    out.high = out.low;
    if (x->wide)
        out.high = larger(al, lesser(al, x->high, most->low), least->low);
    else
        *choice = along_cmp(al, x->low, most->low) > 0 ? 2
                  : along_cmp(al, x->low, least->low) < 0 ? 1
                                                           : 0;
    return out;
}

static Moving absolute(Along *al, const Moving *x)
{
    Polys *polys = al->polys;
    if (along_sign(al, x->low) >= 0)
        return *x;
    Frac low = frac_neg(polys, x->high), high = frac_neg(polys, x->low);
    if (!x->wide)
        return moving_exact(high);
    if (along_sign(al, x->high) <= 0)
        return moving_between(low, high);
    return moving_between(along_int(al, 0), larger(al, x->high, high));
}

static Moving whole(Along *al, const Expr *e, const Moving *x)
{
    bool down = e->kind == EXPR_FLOOR;
    if (!x->wide && frac_is_const(x->low)) {
        const Rat *value = along_value(al, x->low);
        value = down ? rat_floor(al->pool, value) : rat_ceil(al->pool, value);
        return moving_exact(frac_const(al->polys, value));
    }
    if (al->off)
        return moving_stopped(stop_new(al, e, tr("it takes whole numbers of "
                                                 "what moves")));
    Frac one = along_int(al, 1);
    return moving_between(down ? frac_sub(al->polys, x->low, one) : x->low,
                          down ? x->high
                               : frac_add(al->polys, x->high, one));
}

/* ---- + - * / ---- */

static Moving added(Along *al, const Moving *a, const Moving *b, bool minus)
{
    Polys *polys = al->polys;
    if (!a->wide && !b->wide)
        return moving_exact(minus ? frac_sub(polys, a->low, b->low)
                                  : frac_add(polys, a->low, b->low));
    return minus ? moving_between(frac_sub(polys, a->low, b->high),
                                  frac_sub(polys, a->high, b->low))
                 : moving_between(frac_add(polys, a->low, b->low),
                                  frac_add(polys, a->high, b->high));
}

static Moving multiplied(Along *al, const Moving *a, const Moving *b)
{
    Polys *polys = al->polys;
    if (!a->wide && !b->wide)
        return moving_exact(frac_mul(polys, a->low, b->low));
    if (a->wide && b->wide && (along_sign(al, a->low) < 0
                               || along_sign(al, b->low) < 0))
        return moving_stopped(NULL);
    const Moving *by = a->wide ? b : a, *x = a->wide ? a : b;
    Frac low = frac_mul(polys, x->low, by->low);
    Frac high = frac_mul(polys, x->high, by->high);
    return along_sign(al, by->low) < 0 ? moving_between(high, low)
                                       : moving_between(low, high);
}

/* 1 / b, of one sign. */
static Moving inverse(Along *al, const Moving *b)
{
    Frac one = along_int(al, 1);
    return moving_between(frac_div(al->polys, one, b->high),
                          frac_div(al->polys, one, b->low));
}

static Moving divided(Along *al, const Moving *a, const Moving *b)
{
    int low = along_sign(al, b->low);
    if (!b->wide && low == 0)
        return moving_undefined(tr("division by zero"));
    if (al->bend || polys_failed(al->polys))
        return *a;
    if (!b->wide && !a->wide)
        return moving_exact(frac_div(al->polys, a->low, b->low));
    if (!b->wide) {
        Frac x = frac_div(al->polys, a->low, b->low);
        Frac y = frac_div(al->polys, a->high, b->low);
        return low > 0 ? moving_between(x, y) : moving_between(y, x);
    }
    if (low <= 0 && along_sign(al, b->high) >= 0)
        return moving_stopped(NULL);
    Moving over = inverse(al, b);
    return multiplied(al, a, &over);
}

static Moving powered(Along *al, const Expr *e, const Moving *x)
{
    int64_t n = 0;
    Moving out = moving_exact(along_int(al, 1));
    rat_to_int(e->arg[1]->num, &n);
    for (; n > 0 && out.low.num != NULL; n--)
        out = multiplied(al, &out, x);
    return out;
}

/* ---- One value ---- */

static Moving strict(Along *al, const Expr *e, const Moving *const *arg,
                     unsigned char *choice)
{
    unsigned char unseen;
    if (choice == NULL)
        choice = &unseen;
    *choice = 0;
    switch ((int)e->kind) {
    case EXPR_NOT: return flagged(negated(arg[0]->flag));
    case EXPR_NEG:
        return arg[0]->wide
                   ? moving_between(frac_neg(al->polys, arg[0]->high),
                                    frac_neg(al->polys, arg[0]->low))
                   : moving_exact(frac_neg(al->polys, arg[0]->low));
    case EXPR_ADD: return added(al, arg[0], arg[1], false);
    case EXPR_SUB: return added(al, arg[0], arg[1], true);
    case EXPR_MUL: return multiplied(al, arg[0], arg[1]);
    case EXPR_DIV: return divided(al, arg[0], arg[1]);
    case EXPR_POWER: return powered(al, e, arg[0]);
    case EXPR_ABS: return absolute(al, arg[0]);
    case EXPR_FLOOR: case EXPR_CEIL: return whole(al, e, arg[0]);
    case EXPR_MIN: case EXPR_MAX: return extreme(al, e, arg, choice);
    case EXPR_CLAMP: return clamped(al, arg[0], arg[1], arg[2], choice);
    default: return flagged(compared(al, e, arg[0], arg[1]));
    }
}

Moving along_operator(Along *al, const Expr *e, const Moving *const *arg,
                      size_t row, unsigned char *choice)
{
    (void)row;
    if (e->kind == EXPR_IF)
        return branch(al, e, arg, choice);
    if (e->kind == EXPR_AND || e->kind == EXPR_OR)
        return logic(e, arg[0], arg[1]);
    if (e->kind == EXPR_IN)
        return among(al, e, arg);
    for (size_t i = 0; i < e->n_args; i++)
        if (arg[i]->undefined != NULL)
            return moving_undefined(arg[i]->undefined);
    for (size_t i = 0; i < e->n_args; i++)
        if (arg[i]->stop != NULL)
            return moving_stopped(arg[i]->stop);
    Moving out = strict(al, e, arg, choice);
    if (out.stop == NULL && out.low.num == NULL && out.undefined == NULL
        && e->type.kind == TYPE_NUMBER)
        out.stop = stop_new(al, e, tr("what it works with is known within "
                                      "bounds only"));
    return out;
}
