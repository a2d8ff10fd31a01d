/* build_round.c - round: its unit, totals to keep and limits. */
#include <string.h>

#include "check/check_int.h"

static bool rounding_unit(Checker *c, const Expr *arg, const AstRounding *r,
                          Rounding *out, Type *type) {
    Expr *unit = expr_build(c, r->unit);
    if (!unit) {
        return false;
    }
    if (!type_unify(&arg->type, &unit->type, type)) {
        Type plain = type_number();
        bool bare = unit->kind == EXPR_NUMBER &&
                    type_same(&unit->type, &plain) &&
                    arg->type.kind == TYPE_NUMBER;
        diag_add(c->diags, DIAG_FAULT, unit->place,
                 bare ? arena_format(c->arena, tr("write to %s %s"),
                                     place_text(c, unit->place),
                                     type_text(c, &arg->type))
                      : arena_format(c->arena, tr("what is rounded is %s"),
                                     type_text(c, &arg->type)),
                 "the unit to round to is %s", type_text(c, &unit->type));
        return false;
    }
    type->percent = type->percent || unit->type.percent;
    out->unit = expr_constant(c, unit);
    if (!out->unit || rat_sign(out->unit) <= 0) {
        diag_add(c->diags, DIAG_FAULT, unit->place, "write 1 kr, for instance",
                 out->unit ? N_("the unit to round to must be more than 0")
                           : N_("the unit to round to must be a fixed "
                                "amount"));
        return false;
    }
    return true;
}

static bool rounding_first(Checker *c, const AstRounding *r, Rounding *out) {
    if (!r->first) {
        return true;
    }
    out->first = rat_read(c->pool, r->first->text, strlen(r->first->text));
    const Rat *one = rat_int(c->pool, 1);
    if (rat_sign(out->first) <= 0 || rat_cmp(out->first, one) > 0) {
        diag_add(c->diags, DIAG_FAULT, r->first->place,
                 "the usual first signpost is 0.5; 0.6 makes it harder to get "
                 "the first unit",
                 "the first signpost must be above 0 and at most 1");
        return false;
    }
    return true;
}

/* round ... per TABLE */
static bool rounding_per(Checker *c, const Expr *arg, const AstRounding *r,
                         Rounding *out) {
    out->per = -1;
    if (!r->per.text) {
        return true;
    }
    out->per = table_named(c, &r->per);
    if (out->per < 0) {
        return false;
    }
    if (arg->table < 0) {
        diag_add(c->diags, DIAG_FAULT, r->per.place, "leave \"per\" out",
                 "one value has no rows to round per \"%s\"", r->per.text);
        return false;
    }
    return shape_above(c, arg->table, out->per, r->per.place, &out->path);
}

/* Two totals go with few methods and no other option. */
static bool table_fits(Checker *c, const AstRounding *r, Place keeping)
{
    if (!round_method_keeps(r->method) ||
        r->method == ROUND_LARGEST_REMAINDER) {
        diag_add(c->diags, DIAG_FAULT, r->method_place,
                 "round by webster, jefferson, adams, dean or huntington "
                 "hill",
                 "\"%s\" does not keep two totals",
                 round_method_words(r->method));
        return false;
    }
    if (r->per.text || r->at_least || r->at_most || r->ties) {
        diag_add(c->diags, DIAG_FAULT, keeping, "take the other options away",
                 "keeping two totals goes without \"per\", \"at least\", "
                 "\"at most\" and \"ties to\"");
        return false;
    }
    return true;
}

/* keeping A, B with columns of two parent tables: biproportional. */
static bool rounding_table(Checker *c, const Expr *arg, const AstRounding *r,
                           Rounding *out)
{
    Place place = place_join(r->keeping.at[0]->place,
                             r->keeping.at[1]->place);
    if (!table_fits(c, r, place)) {
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        Expr *k = expr_build(c, r->keeping.at[i]);
        if (!k || !expr_has_type(c, k, &arg->type, tr("a total to keep"))) {
            return false;
        }
        if (k->table < 0 || arg->table < 0 || k->table == arg->table) {
            diag_add(c->diags, DIAG_FAULT, k->place,
                     "write a column of a parent table",
                     "two totals to keep are columns of two parent tables");
            return false;
        }
        if (!shape_above(c, arg->table, k->table, k->place, &out->side[i])) {
            return false;
        }
        out->keeping[i] = k;
    }
    if (out->keeping[0]->table == out->keeping[1]->table) {
        diag_add(c->diags, DIAG_FAULT, place, "name one of each side",
                 "both totals are of \"%s\"",
                 shape_text(c, out->keeping[0]->table));
        return false;
    }
    out->n_keeping = 2;
    return true;
}

static bool rounding_keeping(Checker *c, const Expr *arg, const AstRounding *r,
                             Rounding *out) {
    if (r->keeping.n > 1) {
        return rounding_table(c, arg, r, out);
    }
    if (r->keeping.n == 0) {
        return true;
    }
    Expr *k = expr_build(c, r->keeping.at[0]);
    if (!k) {
        return false;
    }
    if (!round_method_keeps(r->method)) {
        diag_add(c->diags, DIAG_FAULT, k->place,
                 "use largest remainder or a divisor method to keep a total",
                 "\"%s\" rounds each row by itself and keeps no total",
                 round_method_words(r->method));
        return false;
    }
    out->n_keeping = 1;
    if (out->per < 0) {
        out->keeping[0] = k;
        return expr_is_single(c, k, tr("the total to keep")) &&
               expr_has_type(c, k, &arg->type, tr("the total to keep"));
    }
    out->keeping[0] = shape_bring(c, k, out->per);
    return out->keeping[0] &&
           expr_has_type(c, k, &arg->type, tr("the total to keep"));
}

static bool rounding_limits(Checker *c, const Expr *arg, const AstRounding *r,
                            Rounding *out) {
    if (!expr_clause(c, r->at_least, arg->table, &out->at_least) ||
        !expr_clause(c, r->at_most, arg->table, &out->at_most) ||
        !expr_clause(c, r->ties, arg->table, &out->ties)) {
        return false;
    }
    if (out->ties && out->ties->type.kind != TYPE_NUMBER) {
        diag_add(c->diags, DIAG_FAULT, out->ties->place,
                 "name a column of numbers; the larger goes first",
                 "\"ties to\" needs a number");
        return false;
    }
    return (!out->at_least || expr_has_type(c, out->at_least, &arg->type,
                                            tr("the least amount"))) &&
           (!out->at_most || expr_has_type(c, out->at_most, &arg->type,
                                           tr("the most amount")));
}

Expr *expr_build_round(Checker *c, Expr *arg, const AstRounding *r,
                       Place place) {
    Rounding *out = ARENA_NEW(c->arena, Rounding);
    Type type;
    out->method = r->method;
    out->place = r->place;
    if (arg->type.kind != TYPE_NUMBER) {
        diag_add(c->diags, DIAG_FAULT, arg->place,
                 "take the round away",
                 "only numbers can be rounded, this is a %s",
                 type_text(c, &arg->type));
        return NULL;
    }
    if (!rounding_per(c, arg, r, out) ||
        !rounding_unit(c, arg, r, out, &type) || !rounding_first(c, r, out) ||
        !rounding_keeping(c, arg, r, out) ||
        !rounding_limits(c, arg, r, out)) {
        return NULL;
    }
    Expr *e = expr_new(c, EXPR_ROUND, place);
    e->type = type;
    e->type.any = false;
    e->table = arg->table;
    e->round = out;
    e->n_args = 1;
    e->arg = ARENA_NEW(c->arena, Expr *);
    e->arg[0] = arg;
    return e;
}
