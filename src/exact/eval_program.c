/* eval_program.c - walks a program once: requires first, then what is asked
 * for and what that needs. */
#include "exact/exact_int.h"

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

/* The data as bound, or as a variant has it. */
static void data_columns(Eval *ev, const Instead *instead) {
    for (size_t d = 0; d < ev->program->n_defs; d++) {
        const DataColumn *from = ev->data->column[d];
        if (!from) {
            continue;
        }
        const Rat *const *num = instead ? instead->data[d] : NULL;
        Column *c = &ev->result->data_column[d];
        c->n = from->n;
        c->at = ARENA_ARRAY(ev->arena, Value, c->n + 1);
        for (size_t i = 0; i < c->n; i++) {
            const Datum *v = &from->at[i];
            c->at[i] = (Value){.num = num ? num[i] : v->num,
                               .text = v->text, .date = v->date, .flag = v->flag,
                               .marks = v->marks, .pooled = v->pooled};
        }
    }
}

static void given_params(Eval *ev, const Instead *instead) {
    for (size_t d = 0; d < ev->program->n_defs; d++) {
        if (instead->param[d]) {
            Column *c = &ev->result->data_column[d];
            c->n = 1;
            c->at = ARENA_NEW(ev->arena, Value);
            c->at->num = instead->param[d];
            c->at->marks = (unsigned char)ev->program->def[d]->mark;
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

static void need_requires(const Program *p, bool *needed) {
    for (size_t i = 0; i < p->n_requires; i++) {
        mark_needed(p->require[i].expr, needed);
    }
}

static void need_reports(const Program *p, bool *needed) {
    for (size_t i = 0; i < p->n_reports; i++) {
        mark_needed(p->report[i].expr, needed);
    }
}

static void need_all(const Program *p, bool *needed) {
    need_reports(p, needed);
    for (size_t i = 0; i < p->n_expects; i++) {
        mark_needed(p->expect[i].left, needed);
        mark_needed(p->expect[i].right, needed);
        mark_needed(p->expect[i].within, needed);
        if (p->expect[i].result) {
            needed[p->expect[i].result->id] = true;
        }
    }
    for (size_t i = 0; i < p->n_order; i++) {
        needed[p->order[i]->id] |= p->order[i]->kind == DEF_RESULT;
    }
}

static void need_asked(const Program *p, const Ask *ask, bool *needed) {
    if (ask->reports) {
        need_reports(p, needed);
    }
    for (size_t i = 0; i < ask->n_results; i++) {
        needed[ask->result[i]->id] = true;
    }
}

/* And what those need: what uses stands after what it uses, so one walk back
 * is enough. */
static void need_uses(const Program *p, bool *needed) {
    for (size_t i = p->n_order; i-- > 0;) {
        if (needed[p->order[i]->id]) {
            mark_needed(p->order[i]->expr, needed);
        }
    }
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

static bool to_do(const Eval *ev, const Def *def, const bool *needed) {
    return needed[def->id] && def->expr && !ev->broken[def->id] &&
           !ev->result->data_column[def->id].at &&
           !ev->result->column[def->expr->id].at;
}

static void eval_defs(Eval *ev, const bool *needed) {
    for (size_t i = 0; i < ev->program->n_order; i++) {
        const Def *def = ev->program->order[i];
        if (!to_do(ev, def, needed)) {
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
    if (!ev->refusal.require) {
        ev->refusal.require = r;
    }
    const char *more =
        broken > 1 ? arena_format(ev->arena, trn(" and %zu more row",
                                                 " and %zu more rows",
                                                 broken - 1), broken - 1)
                   : "";
    const char *why = "";
    if (e->kind >= EXPR_EQ && e->kind <= EXPR_GE &&
        e->arg[0]->type.kind == TYPE_NUMBER) {
        why = arena_format(
            ev->arena, tr(": %s against %s"),
            number_text(ev, eval_at(ev, e->arg[0], first)->num,
                        &e->arg[0]->type),
            number_text(ev, eval_at(ev, e->arg[1], first)->num,
                        &e->arg[1]->type));
    }
    diag_add(ev->diags, DIAG_FAULT, r->place,
             "change the values that go in, or the requirement",
             "%s%s%s%s", r->message ? r->message : tr("the requirement fails"),
             row_text(ev, e->table, first), more, why);
}

static void eval_single(Eval *ev, const Expr *e) {
    if (e && eval_needed(ev, e)) {
        all_defined(ev, e, 1, NULL);
    }
}

static Eval eval_begin(Arena *arena, RatPool *pool, const Program *program,
                       const Dataset *data, Diags *diags) {
    Result *r = ARENA_NEW(arena, Result);
    r->program = program;
    r->data = data;
    r->column = ARENA_ARRAY(arena, Column, program->n_exprs + 1);
    r->data_column = ARENA_ARRAY(arena, Column, program->n_defs + 1);
    r->alloc = ARENA_ARRAY(arena, AllocTrace *, program->n_exprs + 1);
    r->round = ARENA_ARRAY(arena, RoundTrace *, program->n_exprs + 1);
    return (Eval){.arena = arena, .pool = pool, .diags = diags,
                  .unsaid = diags_new(arena), .program = program,
                  .data = data, .result = r,
                  .broken = ARENA_ARRAY(arena, const Def *,
                                        program->n_defs + 1)};
}

static void eval_requires(Eval *ev) {
    const Program *p = ev->program;
    bool *needed = ARENA_ARRAY(ev->arena, bool, p->n_defs + 1);
    need_requires(p, needed);
    need_uses(p, needed);
    eval_defs(ev, needed);
    for (size_t i = 0; i < p->n_requires; i++) {
        check_require(ev, &p->require[i]);
    }
}

static void eval_asked(Eval *ev, const Ask *ask) {
    const Program *p = ev->program;
    bool *needed = ARENA_ARRAY(ev->arena, bool, p->n_defs + 1);
    if (ask) {
        need_asked(p, ask, needed);
    } else {
        need_all(p, needed);
    }
    need_uses(p, needed);
    eval_defs(ev, needed);
    for (size_t i = 0; (!ask || ask->reports) && i < p->n_reports; i++) {
        eval_single(ev, p->report[i].expr);
    }
    for (size_t i = 0; !ask && i < p->n_expects; i++) {
        eval_single(ev, p->expect[i].left);
        eval_single(ev, p->expect[i].right);
        eval_single(ev, p->expect[i].within);
    }
}

Result *evaluate_instead(Arena *arena, RatPool *pool, const Program *program,
                         const Dataset *data, const Instead *instead,
                         const Ask *ask, Refusal *refusal, Diags *diags) {
    size_t before = diags_count(diags);
    Eval ev = eval_begin(arena, pool, program, data, diags);
    data_columns(&ev, instead);
    if (instead) {
        given_params(&ev, instead);
    }
    /* Requirements first: what they say is plainer than what would fail
     * after them. */
    eval_requires(&ev);
    if (diags_count(diags) == before) {
        eval_asked(&ev, ask);
    }
    if (refusal) {
        *refusal = ev.refusal;
    }
    return diags_count(diags) > before ? NULL : ev.result;
}

Result *evaluate(Arena *arena, RatPool *pool, const Program *program,
                 const Dataset *data, Diags *diags) {
    return evaluate_instead(arena, pool, program, data, NULL, NULL, NULL,
                            diags);
}

/* --- single expressions --- */

struct ExactParts {
    Eval ev;
};

ExactParts *exact_parts_instead(Arena *arena, RatPool *pool,
                                const Program *program, const Dataset *data,
                                const Instead *instead) {
    ExactParts *parts = ARENA_NEW(arena, ExactParts);
    parts->ev = eval_begin(arena, pool, program, data, diags_new(arena));
    data_columns(&parts->ev, instead);
    if (instead) {
        given_params(&parts->ev, instead);
    }
    return parts;
}

ExactParts *exact_parts(Arena *arena, RatPool *pool, const Program *program,
                        const Dataset *data) {
    return exact_parts_instead(arena, pool, program, data, NULL);
}

const Column *exact_part(ExactParts *parts, const Expr *e) {
    Eval *ev = &parts->ev;
    const Program *p = ev->program;
    Column *column = &ev->result->column[e->id];
    if (column->at) {
        return column;
    }
    ev->diags = diags_new(ev->arena);
    if (e->kind == EXPR_NUMBER) {   /* of which there are many: no search */
        return eval_needed(ev, e) ? column : NULL;
    }
    bool *needed = ARENA_ARRAY(ev->arena, bool, p->n_defs + 1);
    mark_needed(e, needed);
    need_uses(p, needed);
    for (size_t i = 0; i < p->n_order; i++) {
        const Def *def = p->order[i];
        if (to_do(ev, def, needed) && eval_let(ev, def)) {
            mark_param(ev, def);
        }
    }
    return eval_needed(ev, e) ? column : NULL;
}

const char *exact_parts_why(const ExactParts *parts) {
    const char *why = diags_first(parts->ev.diags);
    return why ? why : tr("it cannot be computed");
}

const Rat *exact_number(ExactParts *parts, const Expr *e, Diags *diags) {
    const Column *column = exact_part(parts, e);
    const Undefined *undefined = column ? column->at[0].undefined : NULL;
    if (column && !undefined) {
        return column->at[0].num;
    }
    diag_add(diags, DIAG_FAULT, e->place,
             "write a number with its unit, or what gives one",
             "this value cannot be worked out: %s",
             column ? undefined->why : exact_parts_why(parts));
    return NULL;
}
