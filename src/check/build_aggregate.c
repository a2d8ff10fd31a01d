/* build_aggregate.c - sum, mean, count, smallest, largest, share and rank. */
#include "check/check_int.h"

static bool flag_clause(Checker *c, const Node *node, int rows, Expr **out) {
    return expr_clause(c, node, rows, out) && (!*out || expr_is_flag(c, *out));
}

static bool group_clause(Checker *c, const Node *by, Agg *agg) {
    agg->by_table = -1;
    if (!by) {
        return true;
    }
    const Symbol *s = symbol_table(c, by);
    if (s) {
        agg->by_table = s->index;
        return shape_above(c, agg->rows, s->index, by->place, &agg->path);
    }
    return expr_clause(c, by, agg->rows, &agg->by);
}

static void one_column_fault(Checker *c, const Node *node, AggKind kind) {
    bool two = node->args.n == 2;
    const char *way =
        two && kind == AGG_RANK
            ? arena_format(c->arena, tr("write rank(%s ties to %s)"),
                           place_text(c, node->args.at[0]->place),
                           place_text(c, node->args.at[1]->place))
        : two && kind == AGG_SHARE
            ? arena_format(c->arena, tr("write share(%s)"),
                           place_text(c, node->args.at[0]->place))
            : tr("for the smaller of two values write min(a, b)");
    diag_add(c->diags, DIAG_FAULT, node->place, way,
             "\"%s\" takes one column, not %zu arguments", node->text,
             node->args.n);
}

static bool aggregate_rows(Checker *c, const Node *node, AggKind kind,
                           Agg *agg, Expr **arg) {
    if (node->args.n != 1) {
        one_column_fault(c, node, kind);
        return false;
    }
    const Node *a = node->args.at[0];
    if (kind == AGG_COUNT) {
        const Symbol *s = symbol_table(c, a);
        if (!s) {
            diag_add(c->diags, DIAG_FAULT, a->place,
                     "write count(TABLE where ...)",
                     "\"count\" counts the rows of a table");
            return false;
        }
        agg->rows = s->index;
        return true;
    }
    *arg = expr_build(c, a);
    if (!*arg) {
        return false;
    }
    if ((*arg)->table < 0) {
        diag_add(c->diags, DIAG_FAULT, a->place,
                 "for one value per row write \"per TABLE\" after it, such as "
                 "sum(minimum per recipient)",
                 "\"%s\" goes over the rows of a column, this is one value",
                 node->text);
        return false;
    }
    agg->rows = (*arg)->table;
    return true;
}

static bool aggregate_type(Checker *c, const Node *node, AggKind kind,
                           const Expr *arg, Type *out) {
    *out = type_number();
    if (kind == AGG_COUNT) {
        return true;
    }
    bool date = arg->type.kind == TYPE_DATE &&
                (kind == AGG_SMALLEST || kind == AGG_LARGEST ||
                 kind == AGG_RANK);
    if (arg->type.kind != TYPE_NUMBER && !date) {
        diag_add(c->diags, DIAG_FAULT, arg->place,
                 arg->type.kind == TYPE_FLAG
                     ? N_("write count(TABLE where ...)")
                     : N_("texts can be counted: count(TABLE where x = ...)"),
                 "\"%s\" needs numbers, this is a %s", node->text,
                 type_text(c, &arg->type));
        return false;
    }
    if (kind == AGG_SHARE) {
        out->percent = true;
    } else if (kind != AGG_RANK) {
        *out = arg->type;
        out->any = false;
    }
    return true;
}

Expr *expr_build_aggregate(Checker *c, const Node *node, AggKind kind) {
    Agg *agg = ARENA_NEW(c->arena, Agg);
    Type type;
    agg->kind = kind;
    agg->by_table = -1;
    if (!aggregate_rows(c, node, kind, agg, &agg->arg) ||
        !aggregate_type(c, node, kind, agg->arg, &type) ||
        !flag_clause(c, node->where, agg->rows, &agg->where) ||
        !group_clause(c, node->by, agg) ||
        !expr_clause(c, node->ties, agg->rows, &agg->ties)) {
        return NULL;
    }
    if (node->ties && kind != AGG_RANK) {
        diag_add(c->diags, DIAG_FAULT, node->ties->place,
                 "take it away",
                 "\"ties to\" belongs to rank, not to \"%s\"", node->text);
        return NULL;
    }
    if (node->ties && agg->ties->type.kind != TYPE_NUMBER) {
        diag_add(c->diags, DIAG_FAULT, node->ties->place,
                 "name a column of numbers; the larger goes first",
                 "\"ties to\" needs a number");
        return NULL;
    }
    Expr *e = expr_new(c, EXPR_AGG, node->place);
    e->type = type;
    e->agg = agg;
    bool per_row = kind == AGG_SHARE || kind == AGG_RANK;
    e->table = per_row || agg->by ? agg->rows : agg->by_table;
    return e;
}
