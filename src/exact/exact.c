/* exact.c - one expression after what it needs; every column is kept. */
#include "exact/exact.h"

#include <string.h>

#include "exact/exact_int.h"

size_t eval_rows(const Eval *ev, int table) {
    return table < 0 ? 1 : ev->data->table[table]->n;
}

Column *eval_new(Eval *ev, const Expr *e) {
    Column *c = &ev->result->column[e->id];
    c->n = eval_rows(ev, e->table);
    c->at = ARENA_ARRAY(ev->arena, Value, c->n + 1);
    return c;
}

const Value *eval_at(const Eval *ev, const Expr *e, size_t row) {
    return &ev->result->column[e->id].at[e->table < 0 ? 0 : row];
}

size_t eval_up(const Eval *ev, int table, const Path *path, size_t row) {
    const Table *t = ev->data->table[table];
    for (size_t i = 0; i < path->n; i++) {
        const TableLink *link = &t->link[path->link[i]];
        row = link->row[row];
        t = ev->data->table[link->parent];
    }
    return row;
}

Groups groups_by_number(Eval *ev, size_t n_rows, const size_t *of, size_t n) {
    Groups g = {.n = n};
    g.of = ARENA_ARRAY(ev->arena, size_t, n_rows + 1);
    g.start = ARENA_ARRAY(ev->arena, size_t, n + 2);
    g.row = ARENA_ARRAY(ev->arena, size_t, n_rows + 1);
    for (size_t i = 0; i < n_rows; i++) {
        g.of[i] = of ? of[i] : 0;
        g.start[g.of[i] + 1]++;
    }
    for (size_t i = 0; i < n; i++) {
        g.start[i + 1] += g.start[i];
    }
    size_t *next = ARENA_ARRAY(ev->arena, size_t, n + 1);
    memcpy(next, g.start, n * sizeof *next);
    for (size_t i = 0; i < n_rows; i++) {
        g.row[next[g.of[i]]++] = i;
    }
    return g;
}

Groups groups_by_path(Eval *ev, int rows, int up, const Path *path) {
    size_t n_rows = eval_rows(ev, rows);
    if (up < 0) {
        return groups_by_number(ev, n_rows, NULL, 1);
    }
    size_t *of = ARENA_ARRAY(ev->arena, size_t, n_rows + 1);
    for (size_t i = 0; i < n_rows; i++) {
        of[i] = eval_up(ev, rows, path, i);
    }
    return groups_by_number(ev, n_rows, of, eval_rows(ev, up));
}

/* --- expressions that take no operator --- */

static void eval_constant(Eval *ev, const Expr *e) {
    Column *c = eval_new(ev, e);
    c->at[0] = (Value){.num = e->num, .text = e->text, .date = e->date,
                       .flag = e->flag};
}

static void eval_label(Eval *ev, const Expr *e) {
    Column *c = eval_new(ev, e);
    const Table *t = ev->data->table[e->table];
    for (size_t i = 0; i < c->n; i++) {
        c->at[i].text = e->kind == EXPR_CODE ? t->code[i] : t->label[i];
    }
}

static bool eval_def(Eval *ev, const Expr *e) {
    const Column *c = result_column(ev->result, e->def);
    if (!c || !c->at) {
        ev->blame = ev->broken[e->def->id];
        return false;
    }
    ev->result->column[e->id] = *c;
    return true;
}

static void eval_spread(Eval *ev, const Expr *e) {
    const Expr *a = e->arg[0];
    Column *c = eval_new(ev, e);
    for (size_t i = 0; i < c->n; i++) {
        size_t up = a->table < 0 ? 0 : eval_up(ev, e->table, &e->path, i);
        c->at[i] = *eval_at(ev, a, up);
    }
}

/* Does the first operand alone decide? Then it is one value, and the other
 * operand is not chosen (rule 16). */
static bool decides(Eval *ev, const Expr *e) {
    const Value *first = eval_at(ev, e->arg[0], 0);
    return (e->kind == EXPR_AND || e->kind == EXPR_OR) &&
           e->arg[0]->table < 0 && !first->undefined &&
           first->flag == (e->kind == EXPR_OR);
}

/* A condition of one value: only the branch it chooses is worked out. */
static bool eval_choice(Eval *ev, const Expr *e) {
    const Value *cond = eval_at(ev, e->arg[0], 0);
    const Expr *chosen = e->kind != EXPR_IF ? e->arg[0]
                                            : e->arg[cond->flag ? 1 : 2];
    if (!cond->undefined && !eval_expr(ev, chosen)) {
        return false;
    }
    Column *c = eval_new(ev, e);
    for (size_t i = 0; i < c->n; i++) {
        c->at[i] = cond->undefined ? *cond : *eval_at(ev, chosen, i);
        c->at[i].marks |= cond->marks;
        c->at[i].pooled |= cond->pooled;
    }
    return true;
}

static bool eval_rowwise(Eval *ev, const Expr *e) {
    for (size_t i = 0; i < e->n_args; i++) {
        if (!eval_expr(ev, e->arg[i])) {
            return false;
        }
        bool choice = e->kind == EXPR_IF && e->arg[0]->table < 0;
        if (i == 0 && (choice || decides(ev, e))) {
            return eval_choice(ev, e);
        }
    }
    if (e->kind == EXPR_SPREAD) {
        eval_spread(ev, e);
        return true;
    }
    Column *c = eval_new(ev, e);
    const Value **arg = ARENA_ARRAY(ev->arena, const Value *, e->n_args + 1);
    for (size_t row = 0; row < c->n; row++) {
        for (size_t i = 0; i < e->n_args; i++) {
            arg[i] = eval_at(ev, e->arg[i], row);
        }
        c->at[row] = eval_operator(ev, e, arg, row);
    }
    return true;
}

static bool eval_fresh(Eval *ev, const Expr *e) {
    switch (e->kind) {
    case EXPR_NUMBER: case EXPR_FLAG: case EXPR_TEXT: case EXPR_DATE:
        eval_constant(ev, e);
        return true;
    case EXPR_CODE: case EXPR_LABEL:
        eval_label(ev, e);
        return true;
    case EXPR_DEF: return eval_def(ev, e);
    case EXPR_AGG: return eval_aggregate(ev, e);
    case EXPR_ALLOCATE: return eval_allocate(ev, e);
    case EXPR_ROUND: return eval_round(ev, e);
    case EXPR_SPREAD: case EXPR_NEG: case EXPR_NOT: case EXPR_ABS:
    case EXPR_FLOOR: case EXPR_CEIL: case EXPR_LN: case EXPR_LOG10:
    case EXPR_EXP: case EXPR_SQRT: case EXPR_POWER: case EXPR_ADD:
    case EXPR_SUB: case EXPR_MUL: case EXPR_DIV: case EXPR_MIN:
    case EXPR_MAX: case EXPR_CLAMP: case EXPR_EQ: case EXPR_NE: case EXPR_LT:
    case EXPR_LE: case EXPR_GT: case EXPR_GE: case EXPR_AND: case EXPR_OR:
    case EXPR_IN: case EXPR_IF: case EXPR_KINDS: break;
    }
    return eval_rowwise(ev, e);
}

bool eval_expr(Eval *ev, const Expr *e) {
    if (ev->result->column[e->id].at) {
        return true;
    }
    bool ok = eval_fresh(ev, e) && not_overflowed(ev, e);
    if (!ok) {
        ev->result->column[e->id].at = NULL;
    }
    return ok;
}

bool eval_needed(Eval *ev, const Expr *e) {
    ev->blame = NULL;
    if (eval_expr(ev, e)) {
        return true;
    }
    const Def *let = ev->blame;
    if (let) {
        const Def *outer = ev->def;
        ev->def = let;
        eval_expr(ev, let->expr);
        ev->def = outer;
    }
    return false;
}

const Column *result_column(const Result *result, const Def *def) {
    if (def->kind == DEF_DATA || result->data_column[def->id].at) {
        return &result->data_column[def->id];
    }
    return def->expr ? &result->column[def->expr->id] : NULL;
}

const Rat *result_sum(RatPool *pool, const Column *column) {
    Arena *arena = arena_new();
    const Rat **part = ARENA_ARRAY(arena, const Rat *, column->n + 1);
    for (size_t i = 0; i < column->n; i++) {
        part[i] = column->at[i].num;
    }
    const Rat *sum = rat_sum(pool, part, column->n);
    arena_free(arena);
    return sum;
}
