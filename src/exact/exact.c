/* exact.c - walks a program once and keeps every column it works out. */
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

/* A let that only a branch not chosen uses may be faulty: its fault waits
 * until something asks for it. */
static bool eval_let(Eval *ev, const Def *let) {
    Diags *told = ev->diags;
    ev->diags = ev->unsaid;
    ev->blame = NULL;
    bool ok = eval_expr(ev, let->expr);
    ev->diags = told;
    if (!ok) {
        ev->broken[let->id] = ev->blame ? ev->blame : let;
    }
    return ok;
}

/* --- the program --- */

static void data_columns(Eval *ev) {
    for (size_t d = 0; d < ev->program->n_defs; d++) {
        const DataColumn *from = ev->data->column[d];
        if (!from) {
            continue;
        }
        Column *c = &ev->result->data_column[d];
        c->n = from->n;
        c->at = ARENA_ARRAY(ev->arena, Value, c->n + 1);
        for (size_t i = 0; i < c->n; i++) {
            const Datum *v = &from->at[i];
            c->at[i] = (Value){.num = v->num, .text = v->text,
                               .date = v->date, .flag = v->flag,
                               .marks = v->marks, .pooled = v->pooled};
        }
    }
}

static void mark_needed(const Expr *e, bool *needed) {
    if (!e) {
        return;
    }
    if (e->kind == EXPR_DEF) {
        needed[e->def->id] = true;
    }
    for (size_t i = 0; i < e->n_args; i++) {
        mark_needed(e->arg[i], needed);
    }
    if (e->agg) {
        mark_needed(e->agg->arg, needed);
        mark_needed(e->agg->where, needed);
        mark_needed(e->agg->by, needed);
        mark_needed(e->agg->ties, needed);
    }
    if (e->alloc) {
        mark_needed(e->alloc->total, needed);
        mark_needed(e->alloc->by, needed);
        mark_needed(e->alloc->where, needed);
        mark_needed(e->alloc->at_least, needed);
        mark_needed(e->alloc->or_nothing, needed);
        mark_needed(e->alloc->at_most, needed);
        mark_needed(e->alloc->order, needed);
        mark_needed(e->alloc->group_least, needed);
        mark_needed(e->alloc->group_most, needed);
    }
    if (e->round) {
        mark_needed(e->round->keeping[0], needed);
        mark_needed(e->round->keeping[1], needed);
        mark_needed(e->round->at_least, needed);
        mark_needed(e->round->at_most, needed);
        mark_needed(e->round->ties, needed);
    }
}

/* What the requirements need, or what everything needs. */
static bool *needed_defs(Eval *ev, bool all) {
    const Program *p = ev->program;
    bool *needed = ARENA_ARRAY(ev->arena, bool, p->n_defs + 1);
    for (size_t i = 0; i < p->n_requires; i++) {
        mark_needed(p->require[i].expr, needed);
    }
    for (size_t i = 0; all && i < p->n_reports; i++) {
        mark_needed(p->report[i].expr, needed);
    }
    for (size_t i = 0; all && i < p->n_expects; i++) {
        mark_needed(p->expect[i].left, needed);
        mark_needed(p->expect[i].right, needed);
        mark_needed(p->expect[i].within, needed);
        if (p->expect[i].result) {
            needed[p->expect[i].result->id] = true;
        }
    }
    /* What uses stands after what it uses, so one walk back is enough. */
    for (size_t i = p->n_order; i-- > 0;) {
        const Def *def = p->order[i];
        if ((all && def->kind == DEF_RESULT) || needed[def->id]) {
            needed[def->id] = true;
            mark_needed(def->expr, needed);
        }
    }
    return needed;
}

static void mark_param(Eval *ev, const Def *def) {
    if (def->kind == DEF_PARAM && def->mark != MARK_NONE) {
        Column *c = &ev->result->column[def->expr->id];
        Value *copy = ARENA_NEW(ev->arena, Value);
        *copy = c->at[0];
        copy->marks |= (unsigned char)def->mark;
        c->at = copy;
    }
}

static void eval_defs(Eval *ev, const bool *needed) {
    for (size_t i = 0; i < ev->program->n_order; i++) {
        const Def *def = ev->program->order[i];
        if (!needed[def->id] || !def->expr ||
            ev->broken[def->id] || ev->result->column[def->expr->id].at) {
            continue;
        }
        ev->def = def;
        if (def->kind == DEF_LET ? !eval_let(ev, def)
                                 : !eval_needed(ev, def->expr)) {
            continue;
        }
        mark_param(ev, def);
        if (def->kind == DEF_RESULT || def->kind == DEF_PARAM) {
            all_defined(ev, def->expr, eval_rows(ev, def->table), NULL);
        }
    }
    ev->def = NULL;
}

static void check_require(Eval *ev, const Require *r) {
    const Expr *e = r->expr;
    size_t n = eval_rows(ev, e->table), broken = 0, first = 0;
    if (!eval_needed(ev, e) || !all_defined(ev, e, n, NULL)) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (!eval_at(ev, e, i)->flag) {
            first = broken++ ? first : i;
        }
    }
    if (broken == 0) {
        return;
    }
    const char *more =
        broken > 1 ? arena_format(ev->arena, " and %zu more row%s", broken - 1,
                                  broken == 2 ? "" : "s")
                   : "";
    const char *why = "";
    if (e->kind >= EXPR_EQ && e->kind <= EXPR_GE &&
        e->arg[0]->type.kind == TYPE_NUMBER) {
        why = arena_format(
            ev->arena, ": %s against %s",
            number_text(ev, eval_at(ev, e->arg[0], first)->num,
                        &e->arg[0]->type),
            number_text(ev, eval_at(ev, e->arg[1], first)->num,
                        &e->arg[1]->type));
    }
    diag_add(ev->diags, DIAG_FAULT, r->place,
             "change the values that go in, or the requirement",
             "%s%s%s%s", r->message ? r->message : "the requirement fails",
             row_text(ev, e->table, first), more, why);
}

static void eval_single(Eval *ev, const Expr *e) {
    if (e && eval_needed(ev, e)) {
        all_defined(ev, e, 1, NULL);
    }
}

Result *evaluate(Arena *arena, RatPool *pool, const Program *program,
                 const Dataset *data, Diags *diags) {
    size_t before = diags_count(diags);
    Result *r = ARENA_NEW(arena, Result);
    r->program = program;
    r->data = data;
    r->column = ARENA_ARRAY(arena, Column, program->n_exprs + 1);
    r->data_column = ARENA_ARRAY(arena, Column, program->n_defs + 1);
    r->alloc = ARENA_ARRAY(arena, AllocTrace *, program->n_exprs + 1);
    r->round = ARENA_ARRAY(arena, RoundTrace *, program->n_exprs + 1);
    Eval ev = {.arena = arena, .pool = pool, .diags = diags,
               .program = program, .data = data, .result = r};
    ev.broken = ARENA_ARRAY(arena, const Def *, program->n_defs + 1);
    ev.unsaid = diags_new(arena);
    data_columns(&ev);
    /* Requirements first: what they say is plainer than what would fail
     * after them. */
    eval_defs(&ev, needed_defs(&ev, false));
    for (size_t i = 0; i < program->n_requires; i++) {
        check_require(&ev, &program->require[i]);
    }
    if (diags_count(diags) > before) {
        return NULL;
    }
    eval_defs(&ev, needed_defs(&ev, true));
    for (size_t i = 0; i < program->n_reports; i++) {
        eval_single(&ev, program->report[i].expr);
    }
    for (size_t i = 0; i < program->n_expects; i++) {
        eval_single(&ev, program->expect[i].left);
        eval_single(&ev, program->expect[i].right);
        eval_single(&ev, program->expect[i].within);
    }
    return diags_count(diags) > before ? NULL : r;
}

const Column *result_column(const Result *result, const Def *def) {
    if (def->kind == DEF_DATA) {
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
