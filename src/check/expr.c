/* expr.c - making expressions, and saying what they must be. */
#include <string.h>

#include "check/check_int.h"

Expr *expr_new(Checker *c, ExprKind kind, Place place) {
    Expr *e = ARENA_NEW(c->arena, Expr);
    e->kind = kind;
    e->id = c->program->n_exprs++;
    e->place = place;
    e->table = -1;
    e->type = type_number();
    return e;
}

void expr_args(Checker *c, Expr *e, Expr *const *arg, size_t n) {
    e->n_args = n;
    e->arg = ARENA_ARRAY(c->arena, Expr *, n);
    memcpy(e->arg, arg, n * sizeof *arg);
}

Expr *expr_finish(Checker *c, ExprKind kind, Place place, Type type,
                  Expr **arg, size_t n) {
    Expr *e = expr_new(c, kind, place);
    if (!shape_join(c, arg, n, place, &e->table)) {
        return NULL;
    }
    e->type = type;
    expr_args(c, e, arg, n);
    return e;
}

const char *place_text(Checker *c, Place place) {
    size_t len = place.span.to - place.span.from;
    return len > 60 ? "x"
                    : arena_format(c->arena, "%.*s", (int)len,
                                   place.source->text + place.span.from);
}

bool expr_is_flag(Checker *c, const Expr *e) {
    if (e->type.kind == TYPE_FLAG) {
        return true;
    }
    diag_add(c->diags, DIAG_FAULT, e->place,
             "write a comparison, such as x > 0, or a flag",
             "a condition must be true or false, this is %s",
             type_text(c, &e->type));
    return false;
}

bool expr_is_number(Checker *c, const Expr *e, const char *what) {
    if (e->type.kind == TYPE_NUMBER) {
        return true;
    }
    diag_add(c->diags, DIAG_FAULT, e->place,
             e->type.kind == TYPE_FLAG ? N_("write if ... then 1 else 0")
                                       : N_("texts and dates can be compared"),
             "%s needs numbers, this is a %s", what, type_text(c, &e->type));
    return false;
}

bool expr_is_single(Checker *c, const Expr *e, const char *what) {
    if (e->table < 0) {
        return true;
    }
    const char *table = shape_text(c, e->table);
    diag_add(c->diags, DIAG_FAULT, e->place,
             arena_format(c->arena, tr("put it together with sum(...), "
                                       "smallest(...), count(%s where ...) or "
                                       "another aggregate"), table),
             "%s must be one value, this has one per \"%s\"", what, table);
    return false;
}

/* Of a value that is not what it must be: how it would be. */
static const char *way_to(Checker *c, const Expr *e, const Type *type) {
    static const char *const kind[] = {
        [TYPE_NUMBER] = N_("write a number"),
        [TYPE_FLAG] = N_("write true, false or a comparison"),
        [TYPE_TEXT] = N_("write a text in quotation marks"),
        [TYPE_DATE] = N_("write a date, such as 2020-11-01")};
    const Type plain = type_number();
    const Expr *figure = e->kind == EXPR_NEG ? e->arg[0] : e;
    bool bare = figure->kind == EXPR_NUMBER && type_same(&e->type, &plain);
    if (type->kind != TYPE_NUMBER || type_same(type, &plain)) {
        return e->type.kind != type->kind ? kind[type->kind]
               : figure->kind == EXPR_NUMBER
                   ? N_("write it without a unit")
                   : N_("divide by a unit (x / kr) to take it off");
    }
    if (e->type.kind != TYPE_NUMBER || (bare && e->type.percent)) {
        return arena_format(c->arena, tr("write a value in %s"),
                            type_text(c, type));
    }
    return bare ? arena_format(c->arena, tr("write %s %s"),
                               place_text(c, e->place), type_text(c, type))
                : N_("give the value with its unit, or divide by a unit "
                     "(x / kr) to take one off");
}

bool expr_unify(Checker *c, Expr **arg, size_t n, const char *what,
                Type *type) {
    *type = arg[0]->type;
    for (size_t i = 1; i < n; i++) {
        if (!type_unify(type, &arg[i]->type, type)) {
            bool figure = arg[i]->kind == EXPR_NUMBER &&
                          type_is_plain(&arg[i]->type);
            diag_add(c->diags, DIAG_FAULT, arg[i]->place,
                     figure ? way_to(c, arg[i], type)
                            : N_("bring both to one unit, for instance by "
                                 "multiplying or dividing"),
                     "%s needs one unit: %s does not go with %s", what,
                     type_text(c, &arg[i]->type), type_text(c, type));
            return false;
        }
    }
    return true;
}

bool expr_has_type(Checker *c, const Expr *e, const Type *type,
                   const char *what) {
    Type both;
    if (type_unify(&e->type, type, &both)) {
        return true;
    }
    diag_add(c->diags, DIAG_FAULT, e->place, way_to(c, e, type),
             "%s must be %s, this is %s",
             what, type_text(c, type), type_text(c, &e->type));
    return false;
}

const Rat *expr_constant(Checker *c, const Expr *e) {
    if (e->kind == EXPR_NUMBER) {
        return e->num;
    }
    if (e->n_args == 1 && e->kind == EXPR_NEG) {
        const Rat *a = expr_constant(c, e->arg[0]);
        return a ? rat_neg(c->pool, a) : NULL;
    }
    if (e->n_args != 2 || e->kind < EXPR_ADD || e->kind > EXPR_DIV) {
        return NULL;
    }
    const Rat *a = expr_constant(c, e->arg[0]);
    const Rat *b = expr_constant(c, e->arg[1]);
    if (!a || !b || (e->kind == EXPR_DIV && rat_sign(b) == 0)) {
        return NULL;
    }
    return e->kind == EXPR_ADD   ? rat_add(c->pool, a, b)
           : e->kind == EXPR_SUB ? rat_sub(c->pool, a, b)
           : e->kind == EXPR_MUL ? rat_mul(c->pool, a, b)
                                 : rat_div(c->pool, a, b);
}
