/* needed.c - definitions in the order they are used, before what uses them. */
#include "plan/plan_int.h"

/* How a definition is needed: whatever is chosen, or only behind a condition
 * of one value. */
enum { BEHIND = 1, ALWAYS = 2 };

typedef struct Needs {
    Builder *b;
    unsigned char *def;     /* by Def.id */
} Needs;

static void need(Needs *n, const Expr *e, unsigned char how);

static void need_all(Needs *n, const Expr *const *e, size_t count,
                     unsigned char how) {
    for (size_t i = 0; i < count; i++) {
        if (e[i]) {
            need(n, e[i], how);
        }
    }
}

static void need_parts(Needs *n, const Expr *e, unsigned char how) {
    if (e->agg) {
        const Expr *part[] = {e->agg->arg, e->agg->where, e->agg->by,
                              e->agg->ties};
        need_all(n, part, 4, how);
    }
    if (e->alloc) {
        const Alloc *a = e->alloc;
        const Expr *part[] = {a->total,   a->by,         a->where,
                              a->at_most, a->or_nothing, a->at_least,
                              a->order,   a->group_most, a->group_least};
        need_all(n, part, 9, how);
    }
    if (e->round) {
        const Rounding *r = e->round;
        const Expr *part[] = {r->keeping[0], r->keeping[1], r->at_least,
                              r->at_most, r->ties};
        need_all(n, part, 5, how);
    }
}

static void need(Needs *n, const Expr *e, unsigned char how) {
    if (e->kind == EXPR_DEF) {
        n->def[e->def->id] |= how;
        return;
    }
    const Expr *chosen = chosen_branch(n->b, e);
    if (chosen) {
        need(n, chosen, how);
        return;
    }
    bool lazy = (e->kind == EXPR_IF || e->kind == EXPR_AND ||
                 e->kind == EXPR_OR) && e->arg[0]->table < 0;
    for (size_t i = 0; i < e->n_args; i++) {
        need(n, e->arg[i], lazy && i > 0 ? BEHIND : how);
    }
    need_parts(n, e, how);
}

static void need_from(Needs *n, bool requires, const Want *want) {
    const Program *p = n->b->program;
    for (size_t i = 0; requires && i < p->n_requires; i++) {
        need(n, p->require[i].expr, ALWAYS);
    }
    for (size_t i = 0; !requires && want->reports && i < p->n_reports; i++) {
        need(n, p->report[i].expr, ALWAYS);
    }
    for (size_t i = 0; !requires && i < want->n_results; i++) {
        n->def[want->result[i]->id] |= ALWAYS;
    }
}

static void plan_def(Builder *b, const Def *def) {
    if (def->type.kind != TYPE_NUMBER) {
        slot_of(b, def->expr);
    } else if (def->table < 0) {
        linear_of(b, def->expr);
    } else {
        form_of(b, def->expr);
    }
}

void plan_needed(Builder *b, bool requires) {
    const Program *p = b->program;
    Needs n = {b, ARENA_ARRAY(b->arena, unsigned char, p->n_defs + 1)};
    for (size_t i = 0; i < p->n_order; i++) {
        if (p->order[i]->expr) {
            inputs_of(b, p->order[i]->expr);
        }
    }
    need_from(&n, requires, b->want);
    for (size_t i = p->n_order; i-- > 0;) {
        const Def *def = p->order[i];
        if (n.def[def->id] && def->expr) {
            need(&n, def->expr, n.def[def->id] & ALWAYS ? ALWAYS : BEHIND);
        }
    }
    for (size_t i = 0; i < p->n_order; i++) {
        const Def *def = p->order[i];
        if (n.def[def->id] && def->expr && inputs_of(b, def->expr) != 0) {
            b->lazily = !(n.def[def->id] & ALWAYS);
            plan_def(b, def);
        }
    }
    b->lazily = false;
}
