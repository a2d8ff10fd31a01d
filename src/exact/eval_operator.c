/* eval_operator.c - one value of each operator and function. */
#include <string.h>

#include "exact/exact_int.h"
#include "money/decimal.h"

static bool values_equal(const Type *type, const Value *a, const Value *b) {
    switch (type->kind) {
    case TYPE_NUMBER: return rat_equal(a->num, b->num);
    case TYPE_TEXT: return strcmp(a->text, b->text) == 0;
    case TYPE_FLAG: return a->flag == b->flag;
    case TYPE_DATE: return a->date == b->date;
    }
    return false;
}

static int values_compare(const Type *type, const Value *a, const Value *b) {
    if (type->kind == TYPE_DATE) {
        return (a->date > b->date) - (a->date < b->date);
    }
    return rat_cmp(a->num, b->num);
}

/* An undefined argument is dropped where the other one decides. */
static Value logic(const Expr *e, const Value *a, const Value *b) {
    bool decides = e->kind == EXPR_OR;   /* true decides or, false and */
    Value out = {0};
    if ((!a->undefined && a->flag == decides) ||
        (!b->undefined && b->flag == decides)) {
        out.flag = decides;
        return out;
    }
    out.undefined = a->undefined ? a->undefined : b->undefined;
    out.flag = !decides;
    return out;
}

static Value among(const Expr *e, const Value *const *arg) {
    Value out = {.flag = e->flag};
    for (size_t i = 1; i < e->n_args; i++) {
        if (arg[0]->undefined) {
            out.undefined = arg[0]->undefined;
        } else if (arg[i]->undefined) {
            out.undefined = out.undefined ? out.undefined : arg[i]->undefined;
        } else if (values_equal(&e->arg[0]->type, arg[0], arg[i])) {
            return (Value){.flag = !e->flag};
        }
    }
    return out;
}

static Value quotient(Eval *ev, const Expr *e, const Value *const *arg,
                      size_t row) {
    if (rat_sign(arg[1]->num) == 0) {
        return (Value){
            .undefined = undefined_new(ev, e, row, tr("division by zero"))};
    }
    return (Value){.num = rat_div(ev->pool, arg[0]->num, arg[1]->num)};
}

static Value clamped(Eval *ev, const Expr *e, const Value *const *arg,
                     size_t row) {
    if (rat_cmp(arg[1]->num, arg[2]->num) > 0) {
        return (Value){.undefined = undefined_new(
                           ev, e, row, tr("clamp has a least above its "
                                          "most"))};
    }
    return (Value){.num = rat_max(arg[1]->num,
                                  rat_min(arg[0]->num, arg[2]->num))};
}

static Value function(Eval *ev, const Expr *e, const Value *const *arg,
                      size_t row) {
    const Rat *x = arg[0]->num, *out = NULL;
    const char *why = NULL;
    if (e->kind == EXPR_LN) {
        out = decimal_ln(ev->pool, x);
        why = tr("ln of 0 or less");
    } else if (e->kind == EXPR_LOG10) {
        out = decimal_log10(ev->pool, x);
        why = tr("log10 of 0 or less");
    } else if (e->kind == EXPR_EXP) {
        out = decimal_exp(ev->pool, x);
        why = tr("exp has no value");
    } else if (e->kind == EXPR_SQRT) {
        out = decimal_sqrt(ev->pool, x);
        why = tr("sqrt of less than 0");
    } else {
        out = decimal_power(ev->pool, x, arg[1]->num);
        why = rat_sign(x) == 0 ? tr("0 to a power below 0")
                               : tr("a negative number to a power that is not "
                                    "whole");
    }
    if (!out) {
        return (Value){.undefined = undefined_new(ev, e, row, why)};
    }
    return (Value){.num = out};
}

static Value extreme(const Expr *e, const Value *const *arg) {
    const Rat *best = arg[0]->num;
    for (size_t i = 1; i < e->n_args; i++) {
        best = e->kind == EXPR_MIN ? rat_min(best, arg[i]->num)
                                   : rat_max(best, arg[i]->num);
    }
    return (Value){.num = best};
}

static Value arithmetic(Eval *ev, const Expr *e, const Value *const *arg) {
    const Rat *a = arg[0]->num;
    const Rat *b = e->n_args > 1 ? arg[1]->num : NULL;
    RatPool *pool = ev->pool;
    if (e->kind == EXPR_SUB && e->arg[0]->type.kind == TYPE_DATE) {
        return (Value){.num = rat_int(pool, (int64_t)arg[0]->date -
                                                arg[1]->date)};
    }
    const Rat *out = e->kind == EXPR_ADD   ? rat_add(pool, a, b)
                     : e->kind == EXPR_SUB ? rat_sub(pool, a, b)
                     : e->kind == EXPR_MUL ? rat_mul(pool, a, b)
                     : e->kind == EXPR_NEG ? rat_neg(pool, a)
                     : e->kind == EXPR_ABS ? rat_abs(pool, a)
                     : e->kind == EXPR_FLOOR ? rat_floor(pool, a)
                                             : rat_ceil(pool, a);
    return (Value){.num = out};
}

static Value comparison(const Expr *e, const Value *const *arg) {
    const Type *type = &e->arg[0]->type;
    if (e->kind == EXPR_EQ || e->kind == EXPR_NE) {
        bool same = values_equal(type, arg[0], arg[1]);
        return (Value){.flag = same == (e->kind == EXPR_EQ)};
    }
    int order = values_compare(type, arg[0], arg[1]);
    return (Value){.flag = e->kind == EXPR_LT   ? order < 0
                           : e->kind == EXPR_LE ? order <= 0
                           : e->kind == EXPR_GT ? order > 0
                                                : order >= 0};
}

static Value strict(Eval *ev, const Expr *e, const Value *const *arg,
                    size_t row) {
    for (size_t i = 0; i < e->n_args; i++) {
        if (arg[i]->undefined) {
            return (Value){.undefined = arg[i]->undefined};
        }
    }
    switch (e->kind) {
    case EXPR_NOT: return (Value){.flag = !arg[0]->flag};
    case EXPR_DIV: return quotient(ev, e, arg, row);
    case EXPR_CLAMP: return clamped(ev, e, arg, row);
    case EXPR_MIN: case EXPR_MAX: return extreme(e, arg);
    case EXPR_LN: case EXPR_LOG10: case EXPR_EXP: case EXPR_SQRT:
    case EXPR_POWER: return function(ev, e, arg, row);
    case EXPR_EQ: case EXPR_NE: case EXPR_LT: case EXPR_LE: case EXPR_GT:
    case EXPR_GE: return comparison(e, arg);
    case EXPR_NEG: case EXPR_ABS: case EXPR_FLOOR: case EXPR_CEIL:
    case EXPR_ADD: case EXPR_SUB: case EXPR_MUL:
        return arithmetic(ev, e, arg);
    case EXPR_NUMBER: case EXPR_FLAG: case EXPR_TEXT: case EXPR_DATE:
    case EXPR_DEF: case EXPR_CODE: case EXPR_LABEL: case EXPR_SPREAD:
    case EXPR_AND: case EXPR_OR: case EXPR_IN: case EXPR_IF: case EXPR_AGG:
    case EXPR_ALLOCATE: case EXPR_ROUND: case EXPR_KINDS: break;
    }
    return (Value){0};
}

Value eval_operator(Eval *ev, const Expr *e, const Value *const *arg,
                    size_t row) {
    Value out;
    if (e->kind == EXPR_IF) {
        if (arg[0]->undefined) {
            out = (Value){.undefined = arg[0]->undefined};
        } else {
            out = *arg[arg[0]->flag ? 1 : 2];
        }
        out.marks |= arg[0]->marks;
        out.pooled |= arg[0]->pooled;
        return out;
    }
    if (e->kind == EXPR_AND || e->kind == EXPR_OR) {
        out = logic(e, arg[0], arg[1]);
    } else if (e->kind == EXPR_IN) {
        out = among(e, arg);
    } else {
        out = strict(ev, e, arg, row);
    }
    for (size_t i = 0; i < e->n_args; i++) {
        out.marks |= arg[i]->marks;
        out.pooled |= arg[i]->pooled;
    }
    return out;
}
