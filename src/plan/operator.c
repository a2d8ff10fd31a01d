/* operator.c - expressions that are no sums of multiples: a step each. */
#include "plan/plan_int.h"

int column_of(Builder *b, const Expr *e, int table) {
    if (e->table >= 0 || table < 0) {
        return slot_of(b, e);
    }
    Linear x = linear_of(b, e);
    Form spread = form_single(b, table, &x);
    return form_slot(b, &spread, e);
}

static StepKind step_kind(ExprKind kind) {
    switch ((int)kind) {
    case EXPR_ABS: return STEP_ABS;
    case EXPR_FLOOR: return STEP_FLOOR;
    case EXPR_CEIL: return STEP_CEIL;
    case EXPR_MIN: return STEP_MIN;
    case EXPR_MAX: return STEP_MAX;
    case EXPR_EQ: return STEP_EQ;
    case EXPR_NE: return STEP_NE;
    case EXPR_LT: return STEP_LT;
    case EXPR_LE: return STEP_LE;
    case EXPR_GT: return STEP_GT;
    case EXPR_GE: return STEP_GE;
    case EXPR_AND: return STEP_AND;
    case EXPR_OR: return STEP_OR;
    case EXPR_NOT: return STEP_NOT;
    default: return STEP_EXACT;
    }
}

static int unary(Builder *b, const Expr *e) {
    return step_op(b, step_kind(e->kind), e, e->table,
                   plan_rows(b, e->table), 1, column_of(b, e->arg[0],
                                                        e->table));
}

/* Two arguments, or more as a chain: min(a, b, c) = min(min(a, b), c). */
static int chain(Builder *b, const Expr *e) {
    int slot = column_of(b, e->arg[0], e->table);
    for (size_t i = 1; i < e->n_args; i++) {
        slot = step_op(b, step_kind(e->kind), e, e->table,
                       plan_rows(b, e->table), 2, slot,
                       column_of(b, e->arg[i], e->table));
    }
    return slot;
}

/* What stands behind a condition of one value is worked out only if chosen;
 * a fault there must not count before it is. */
static int behind(Builder *b, const Expr *e, int table, bool lazily) {
    bool before = b->lazily;
    b->lazily = before || lazily;
    int slot = column_of(b, e, table);
    b->lazily = before;
    return slot;
}

static int logic(Builder *b, const Expr *e) {
    int x = column_of(b, e->arg[0], e->table);
    int y = behind(b, e->arg[1], e->table, e->arg[0]->table < 0);
    return step_op(b, step_kind(e->kind), e, e->table,
                   plan_rows(b, e->table), 2, x, y);
}

static int among(Builder *b, const Expr *e) {
    size_t n = plan_rows(b, e->table);
    int x = column_of(b, e->arg[0], e->table), any = -1;
    for (size_t i = 1; i < e->n_args; i++) {
        int y = column_of(b, e->arg[i], e->table);
        int same = step_op(b, STEP_EQ, e, e->table, n, 2, x, y);
        any = any < 0 ? same
                      : step_op(b, STEP_OR, e, e->table, n, 2, any, same);
    }
    return e->flag ? step_op(b, STEP_NOT, e, e->table, n, 1, any) : any;
}

const Expr *chosen_branch(Builder *b, const Expr *e) {
    if (e->kind != EXPR_IF || e->arg[0]->table >= 0 ||
        !is_fixed(b, e->arg[0])) {
        return NULL;
    }
    const Column *c = exact_part(b->parts, e->arg[0]);
    return !c || c->at[0].undefined ? NULL
                                    : e->arg[c->at[0].flag ? 1 : 2];
}

int choice_slot(Builder *b, const Expr *e) {
    const Expr *chosen = chosen_branch(b, e);
    if (chosen) {
        return column_of(b, chosen, e->table);
    }
    bool lazily = e->arg[0]->table < 0;
    int flag = column_of(b, e->arg[0], e->table);
    int yes = behind(b, e->arg[1], e->table, lazily);
    int no = behind(b, e->arg[2], e->table, lazily);
    return step_op(b, STEP_IF, e, e->table, plan_rows(b, e->table), 3, flag,
                   yes, no);
}

static int clamp(Builder *b, const Expr *e) {
    int x = column_of(b, e->arg[0], e->table);
    int least = column_of(b, e->arg[1], e->table);
    int most = column_of(b, e->arg[2], e->table);
    return step_op(b, STEP_CLAMP, e, e->table, plan_rows(b, e->table), 3, x,
                   least, most);
}

static int linear_or_form(Builder *b, const Expr *e) {
    if (e->table < 0) {
        Linear x = linear_of(b, e);
        return linear_slot(b, &x);
    }
    Form x = form_of(b, e);
    return form_slot(b, &x, e);
}

static int aggregate(Builder *b, const Expr *e) {
    AggKind kind = e->agg->kind;
    if (kind == AGG_SUM || kind == AGG_MEAN || kind == AGG_SHARE) {
        return linear_or_form(b, e);
    }
    if (e->table >= 0) {
        Form x = aggregate_column(b, e);
        return form_slot(b, &x, e);
    }
    return group_values(b, e, grouping_all(b, e->agg->rows), -1);
}

static int slot_fresh(Builder *b, const Expr *e) {
    switch (e->kind) {
    case EXPR_DEF: case EXPR_SPREAD: case EXPR_NEG: case EXPR_ADD:
    case EXPR_SUB: case EXPR_MUL: case EXPR_DIV: case EXPR_ALLOCATE:
        return linear_or_form(b, e);
    case EXPR_NOT: case EXPR_ABS: case EXPR_FLOOR: case EXPR_CEIL:
        return unary(b, e);
    case EXPR_MIN: case EXPR_MAX: case EXPR_EQ: case EXPR_NE: case EXPR_LT:
    case EXPR_LE: case EXPR_GT: case EXPR_GE:
        return chain(b, e);
    case EXPR_AND: case EXPR_OR: return logic(b, e);
    case EXPR_IN: return among(b, e);
    case EXPR_IF:
        return e->table >= 0 && e->type.kind == TYPE_NUMBER
                   ? linear_or_form(b, e)
                   : choice_slot(b, e);
    case EXPR_CLAMP: return clamp(b, e);
    case EXPR_AGG: return aggregate(b, e);
    case EXPR_ROUND: return round_slot(b, e);
    case EXPR_LN: return runs_exactly(b, e, "ln of what varies");
    case EXPR_LOG10: return runs_exactly(b, e, "log10 of what varies");
    case EXPR_EXP: return runs_exactly(b, e, "exp of what varies");
    case EXPR_SQRT: return runs_exactly(b, e, "sqrt of what varies");
    case EXPR_POWER: return runs_exactly(b, e, "a power of what varies");
    case EXPR_NUMBER: case EXPR_FLAG: case EXPR_TEXT: case EXPR_DATE:
    case EXPR_CODE: case EXPR_LABEL: case EXPR_KINDS: break;
    }
    return runs_exactly(b, e, "an expression without a step");
}

/* Every use of a name shares the slot of what it stands for. */
static int *slot_place(Builder *b, const Expr *e) {
    while (e->kind == EXPR_DEF && e->def->expr && is_fixed(b, e)) {
        e = e->def->expr;
    }
    return e->kind == EXPR_DEF && e->def->kind == DEF_DATA
               ? &b->slot_of_data[e->def->id]
               : &b->slot_of[e->id];
}

int slot_of(Builder *b, const Expr *e) {
    int *place = slot_place(b, e);
    if (*place >= 0) {
        return *place;
    }
    int slot = is_fixed(b, e) ? fixed_expr(b, e) : slot_fresh(b, e);
    if (slot < 0) {
        slot = runs_exactly(b, e, "a fault in what does not vary");
    } else if (rat_overflowed(b->pool)) {
        slot = runs_exactly(b, e, "a number of too many bits");
    }
    *place = slot;
    return slot;
}
