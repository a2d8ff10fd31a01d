/* infer_depends.c - which parts of a formula depend on what is free. */
#include "study/infer_free_int.h"

/* All that an expression is made of but names: at most so many besides its
 * arguments. */
#define OTHERS 10

static size_t others(const Expr *e, const Expr *out[OTHERS])
{
    size_t n = 0;
    if (e->agg != NULL) {
        const Expr *part[] = {e->agg->arg, e->agg->where, e->agg->by,
                              e->agg->ties};
        for (size_t i = 0; i < 4; i++)
            out[n++] = part[i];
    }
    if (e->alloc != NULL) {
        const Alloc *a = e->alloc;
        const Expr *part[] = {a->total, a->by, a->where, a->at_least,
                              a->or_nothing, a->at_most, a->order,
                              a->group_least, a->group_most};
        for (size_t i = 0; i < 9; i++)
            out[n++] = part[i];
    }
    if (e->round != NULL) {
        const Rounding *r = e->round;
        const Expr *part[] = {r->keeping[0], r->keeping[1], r->at_least,
                              r->at_most, r->ties};
        for (size_t i = 0; i < 5; i++)
            out[n++] = part[i];
    }
    return n;
}

static bool is_free(const InferForms *f, const Def *def)
{
    for (size_t i = 0; i < f->formula->n_free; i++)
        if (f->formula->free[i] == def)
            return true;
    return false;
}

static bool depends_fresh(InferForms *f, const Expr *e)
{
    const Expr *other[OTHERS];
    size_t n = others(e, other);
    if (e->kind == EXPR_DEF) {
        if (is_free(f, e->def))
            return true;
        return e->def->kind != DEF_DATA && infer_depends(f, e->def->expr);
    }
    for (size_t i = 0; i < e->n_args; i++)
        if (infer_depends(f, e->arg[i]))
            return true;
    for (size_t i = 0; i < n; i++)
        if (other[i] != NULL && infer_depends(f, other[i]))
            return true;
    return false;
}

bool infer_depends(InferForms *f, const Expr *e)
{
    InferNote *note = &f->note[e->id];
    if (!note->known) {
        note->depends = depends_fresh(f, e);
        note->known = true;
    }
    return note->depends;
}

static void list_free(InferForms *f)
{
    for (size_t i = 0; i < f->formula->n_free; i++) {
        const Def *def = f->formula->free[i];
        if (def->kind == DEF_DATA) {
            f->data = f->data == NULL ? def : f->data;
            f->n_data++;
        } else if (f->n_params < INFER_PARAMS_MAX) {
            f->param[f->n_params++] = def;
        }
    }
}

/* What is used comes first in the program's order, so that a name is always a
 * note already, however long the chain of names: recursion ends there. */
InferForms *infer_forms(Arena *arena, RatPool *pool,
                        const InferFormula *formula, size_t n)
{
    const Program *program = formula->program;
    InferForms *f = ARENA_NEW(arena, InferForms);
    *f = (InferForms){.arena = arena, .pool = pool, .formula = formula,
                      .n = n};
    f->parts = exact_parts(arena, pool, program, formula->data);
    f->note = ARENA_ARRAY(arena, InferNote, program->n_exprs + 1);
    list_free(f);
    for (size_t i = 0; i < program->n_order; i++)
        if (program->order[i]->expr != NULL)
            infer_depends(f, program->order[i]->expr);
    return f;
}

const Rat **infer_fixed(InferForms *f, const Expr *e)
{
    const Column *c = exact_part(f->parts, e);
    if (c == NULL || c->n == 0)
        return NULL;
    const Rat **out = ARENA_ARRAY(f->arena, const Rat *, f->n + 1);
    for (size_t i = 0; i < f->n; i++) {
        const Value *v = &c->at[c->n == 1 ? 0 : i];
        if (v->undefined != NULL || v->num == NULL)
            return NULL;
        out[i] = v->num;
    }
    return out;
}
