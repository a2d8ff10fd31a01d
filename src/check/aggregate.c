/* aggregate.c - expressions over rows: aggregates, allocate and round. */
#include <string.h>

#include "check/check_int.h"

static int table_named(Checker *c, const Word *word) {
    const Symbol *s = symbol_find(c, word->text);
    if (s && s->kind == SYM_TABLE) {
        return s->index;
    }
    if (s) {
        diag_add(c->diags, DIAG_FAULT, word->place, "name a table",
                 "\"%s\" is not a table", word->text);
    } else {
        symbol_unknown(c, word->place, word->text);
    }
    return -1;
}

/* A clause's expression as a column of table rows, or one value. */
static bool clause(Checker *c, const Node *node, int rows, Expr **out) {
    if (!node) {
        return true;
    }
    *out = expr_build(c, node);
    if (*out) {
        *out = shape_bring(c, *out, rows);
    }
    return *out != NULL;
}

static bool flag_clause(Checker *c, const Node *node, int rows, Expr **out) {
    return clause(c, node, rows, out) && (!*out || expr_is_flag(c, *out));
}

/* The path from rows up to table, which must be an ancestor of rows. */
static bool path_to(Checker *c, int rows, int table, Place place, Path *out) {
    int n = shape_path(c, rows, table, out);
    if (n == 1) {
        return true;
    }
    diag_add(c->diags, DIAG_FAULT, place,
             n == 0 ? arena_format(c->arena, "declare it: table %s in %s",
                                   shape_text(c, rows), shape_text(c, table))
                    : "take one of the ways away",
             n == 0 ? "\"%s\" does not lie above \"%s\""
                    : "\"%s\" lies above \"%s\" in more than one way",
             shape_text(c, table), shape_text(c, rows));
    return false;
}

static bool group_clause(Checker *c, const Node *by, Agg *agg) {
    agg->by_table = -1;
    if (!by) {
        return true;
    }
    if (by->kind == NODE_NAME) {
        const Symbol *s = symbol_find(c, by->text);
        if (s && s->kind == SYM_TABLE) {
            agg->by_table = s->index;
            return path_to(c, agg->rows, s->index, by->place, &agg->path);
        }
    }
    return clause(c, by, agg->rows, &agg->by);
}

static bool aggregate_rows(Checker *c, const Node *node, AggKind kind,
                           Agg *agg, Expr **arg) {
    if (node->args.n != 1) {
        bool two = node->args.n == 2;
        const char *way =
            two && kind == AGG_RANK
                ? arena_format(c->arena, "write rank(%s ties to %s)",
                               place_text(c, node->args.at[0]->place),
                               place_text(c, node->args.at[1]->place))
            : two && kind == AGG_SHARE
                ? arena_format(c->arena, "write share(%s)",
                               place_text(c, node->args.at[0]->place))
                : "for the smaller of two values write min(a, b)";
        diag_add(c->diags, DIAG_FAULT, node->place, way,
                 "\"%s\" takes one column, not %zu arguments", node->text,
                 node->args.n);
        return false;
    }
    const Node *a = node->args.at[0];
    if (kind == AGG_COUNT) {
        const Symbol *s = a->kind == NODE_NAME ? symbol_find(c, a->text) : NULL;
        if (!s || s->kind != SYM_TABLE) {
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
                     ? "write count(TABLE where ...)"
                     : "texts can be counted: count(TABLE where x = ...)",
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
        !clause(c, node->ties, agg->rows, &agg->ties)) {
        return NULL;
    }
    if (node->ties && kind != AGG_RANK) {
        diag_add(c->diags, DIAG_FAULT, node->ties->place,
                 "take it away",
                 "\"ties to\" belongs to rank, not to \"%s\"", node->text);
        return NULL;
    }
    if (agg->ties && agg->ties->type.kind != TYPE_NUMBER) {
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

/* --- allocate --- */

/* The same words, blanks apart. */
static bool same_text(const Node *a, const Node *b)
{
    Buf x = {0}, y = {0};
    node_print(a, &x);
    node_print(b, &y);
    bool same = x.n == y.n && memcmp(x.at, y.at, x.n) == 0;
    buf_free(&x);
    buf_free(&y);
    return same;
}

/* A rule of the claims literature divides over claims, not by a key; a key
 * that is the claim itself says the same and may stand. */
static bool rule_fits(Checker *c, const AstAllocate *a)
{
    if (a->rule_place.source && a->rule == RULE_PROPORTIONAL && a->equally) {
        diag_add(c->diags, DIAG_FAULT, a->rule_place,
                 "write: by CLAIM at most CLAIM; or equally ... using equal "
                 "awards",
                 "a proportional division needs a key, \"equally\" has none");
        return false;
    }
    if (!a->rule_place.source || a->rule == RULE_PROPORTIONAL) {
        return true;
    }
    const char *words = alloc_rule_words(a->rule);
    if (!a->at_most || a->at_most_summed.text) {
        diag_add(c->diags, DIAG_FAULT, a->rule_place,
                 "say what each row claims: at most CLAIM",
                 "\"%s\" divides over claims, and there are none", words);
        return false;
    }
    if (a->by && !same_text(a->by, a->at_most)) {
        diag_add(c->diags, DIAG_FAULT, a->by->place,
                 "write \"equally\"; for a weighted division use a key and "
                 "\"at most\", without \"using\"",
                 "\"%s\" divides over the claims alone and takes no other key",
                 words);
        return false;
    }
    if (a->at_least && a->rule != RULE_EQUAL_AWARDS &&
        a->rule != RULE_EQUAL_LOSSES) {
        diag_add(c->diags, DIAG_FAULT, a->at_least->place,
                 "take the floors first: F + (allocate T - sum(F) ... at most "
                 "CLAIM - F using ...)",
                 "\"%s\" is not defined with floors", words);
        return false;
    }
    return true;
}

/* `summed by T` of floors and ceilings: one table, proportional, no tiers. */
static bool summed_fits(Checker *c, const AstAllocate *a, Alloc *al)
{
    const Word *least = a->also_summed.text ? &a->also_summed
                                            : &a->at_least_summed;
    const Word *most = &a->at_most_summed;
    const Word *first = least->text ? least : most;
    if (!first->text) {
        return true;
    }
    if (a->rule != RULE_PROPORTIONAL || a->order || a->or_nothing) {
        diag_add(c->diags, DIAG_FAULT, first->place,
                 "take the other clause away, or give the groups their "
                 "amounts first and divide those with \"per\"",
                 "\"summed by\" goes with a proportional division only, "
                 "without %s", a->order        ? "\"in order of\""
                       : a->or_nothing ? "\"or nothing\""
                                       : "another rule");
        return false;
    }
    if (least->text && most->text && strcmp(least->text, most->text) != 0) {
        diag_add(c->diags, DIAG_FAULT, most->place, "sum both by one table",
                 "floors are summed by \"%s\", ceilings by \"%s\"", least->text,
                 most->text);
        return false;
    }
    al->summed = table_named(c, first);
    return al->summed >= 0;
}

/* The groups' limits as columns of their table. */
static bool summed_limits(Checker *c, const AstAllocate *a, Alloc *al,
                          Expr *least, Expr *most)
{
    const Word *word = a->at_most_summed.text    ? &a->at_most_summed
                       : a->also_summed.text     ? &a->also_summed
                                                 : &a->at_least_summed;
    if (al->summed < 0) {
        return true;
    }
    if (!path_to(c, al->rows, al->summed, word->place, &al->summed_path)) {
        return false;
    }
    if (al->per >= 0 &&
        shape_path(c, al->summed, al->per, &al->summed_up) != 1) {
        diag_add(c->diags, DIAG_FAULT, word->place,
                 "sum by a table that lies in the one of \"per\"",
                 "a row of \"%s\" may lie in several of \"%s\"",
                 shape_text(c, al->summed), shape_text(c, al->per));
        return false;
    }
    al->group_least = shape_bring(c, least, al->summed);
    al->group_most = shape_bring(c, most, al->summed);
    return (!least || al->group_least) && (!most || al->group_most);
}

/* Whose rows: the key's; `equally`: its clauses', else the only table. */
static bool allocate_rows(Checker *c, const Node *node, Alloc *al,
                          Expr **part, size_t n) {
    if (al->by) {
        al->rows = al->by->table;
        if (al->rows < 0) {
            diag_add(c->diags, DIAG_FAULT, al->by->place,
                     "divide by a column, or write \"equally\"",
                     "the key of an allocate needs a value per row, this is "
                     "one value");
            return false;
        }
        return true;
    }
    if (!shape_join(c, part, n, node->place, &al->rows)) {
        return false;
    }
    if (al->rows < 0 && c->table.n == 1) {
        al->rows = 0;
    }
    if (al->rows < 0) {
        diag_add(c->diags, DIAG_FAULT, node->place,
                 "add a clause with a column of the table, such as \"where\"",
                 "\"equally\" does not say over which table's rows");
    }
    return al->rows >= 0;
}

static bool same_unit(Checker *c, Expr *total, Expr *e, const char *what) {
    return !e || expr_has_type(c, e, &total->type, what);
}

static bool allocate_units(Checker *c, const Alloc *al) {
    if (al->total->type.kind != TYPE_NUMBER) {
        diag_add(c->diags, DIAG_FAULT, al->total->place,
                 "write an amount, such as budget or 30 mnkr",
                 "only numbers can be divided");
        return false;
    }
    if (al->by && al->by->type.kind != TYPE_NUMBER) {
        diag_add(c->diags, DIAG_FAULT, al->by->place,
                 "divide by a column of numbers, such as population",
                 "the key of an allocate must be a number");
        return false;
    }
    if (al->order && al->order->type.kind != TYPE_NUMBER) {
        diag_add(c->diags, DIAG_FAULT, al->order->place,
                 "name a column of numbers; the lowest goes first",
                 "\"in order of\" needs a number");
        return false;
    }
    return same_unit(c, al->total, al->at_least, "the floor") &&
           same_unit(c, al->total, al->at_most, "the ceiling") &&
           same_unit(c, al->total, al->group_least, "the groups' floor") &&
           same_unit(c, al->total, al->group_most, "the groups' ceiling") &&
           same_unit(c, al->total, al->or_nothing,
                     "the smallest useful amount");
}

static bool allocate_total(Checker *c, const AstAllocate *a, Alloc *al) {
    if (al->per >= 0) {
        al->total = shape_bring(c, al->total, al->per);
        return al->total &&
               path_to(c, al->rows, al->per, a->per.place, &al->path);
    }
    if (al->total->table >= 0) {
        diag_add(c->diags, DIAG_FAULT, al->total->place,
                 arena_format(c->arena, "write \"allocate ... per %s\" to "
                              "divide within each of them, or sum(...)",
                              shape_text(c, al->total->table)),
                 "the total has one value per \"%s\"",
                 shape_text(c, al->total->table));
        return false;
    }
    return true;
}

static bool build_part(Checker *c, const Node *node, Expr **out) {
    *out = expr_build(c, node);
    return !node || *out;
}

/* The clauses of an allocate as written. */
typedef struct Parts {
    Expr *where, *least, *nothing, *most, *order;   /* of the rows */
    Expr *group_least, *group_most;                 /* `summed by` */
} Parts;

static bool allocate_parts(Checker *c, const AstAllocate *a, Alloc *al,
                           Parts *p)
{
    const Node *least = a->at_least_summed.text ? NULL : a->at_least;
    const Node *group_least =
        a->at_least_summed.text ? a->at_least : a->also_at_least;
    const Node *most = a->at_most_summed.text ? NULL : a->at_most;
    const Node *group_most = a->at_most_summed.text ? a->at_most : NULL;
    bool ok = build_part(c, a->total, &al->total);
    ok = build_part(c, a->by, &al->by) && ok;
    ok = build_part(c, a->where, &p->where) && ok;
    ok = build_part(c, least, &p->least) && ok;
    ok = build_part(c, a->or_nothing, &p->nothing) && ok;
    ok = build_part(c, most, &p->most) && ok;
    ok = build_part(c, a->order, &p->order) && ok;
    ok = build_part(c, group_least, &p->group_least) && ok;
    ok = build_part(c, group_most, &p->group_most) && ok;
    if (!ok || !al->total || (p->where && !expr_is_flag(c, p->where)) ||
        !rule_fits(c, a) || !summed_fits(c, a, al)) {
        return false;
    }
    if (a->per.text) {
        al->per = table_named(c, &a->per);
        if (al->per < 0) {
            return false;
        }
    }
    if (p->order && !p->most) {
        diag_add(c->diags, DIAG_FAULT, p->order->place,
                 "say how much each row may get: at most CLAIM",
                 "\"in order of\" needs \"at most\": without it the first tier "
                 "takes everything");
        return false;
    }
    return true;
}

static bool allocate_columns(Checker *c, const Node *node, Alloc *al,
                             Parts *p)
{
    Expr *part[] = {p->where, p->least, p->nothing, p->most, p->order};
    if (!allocate_rows(c, node, al, part, 5)) {
        return false;
    }
    for (size_t i = 0; i < 5; i++) {
        if (part[i] && !(part[i] = shape_bring(c, part[i], al->rows))) {
            return false;
        }
    }
    al->where = part[0];
    al->at_least = part[1];
    al->or_nothing = part[2];
    al->at_most = part[3];
    al->order = part[4];
    return true;
}

Expr *expr_build_allocate(Checker *c, const Node *node)
{
    const AstAllocate *a = node->allocate;
    Alloc *al = ARENA_NEW(c->arena, Alloc);
    Parts part = {0};
    al->per = al->summed = -1;
    al->rule = a->rule;
    if (!allocate_parts(c, a, al, &part) ||
        !allocate_columns(c, node, al, &part) ||
        !allocate_total(c, a, al) ||
        !summed_limits(c, a, al, part.group_least, part.group_most) ||
        !allocate_units(c, al)) {
        return NULL;
    }
    if (al->rule != RULE_PROPORTIONAL) {
        al->by = NULL;
    }
    Expr *e = expr_new(c, EXPR_ALLOCATE, node->place);
    e->type = al->total->type;
    e->type.any = false;
    e->table = al->rows;
    e->alloc = al;
    return e;
}

/* --- round --- */

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
                 bare ? arena_format(c->arena, "write to %s %s",
                                     place_text(c, unit->place),
                                     type_text(c, &arg->type))
                      : arena_format(c->arena, "what is rounded is %s",
                                     type_text(c, &arg->type)),
                 "the unit to round to is %s", type_text(c, &unit->type));
        return false;
    }
    type->percent = type->percent || unit->type.percent;
    out->unit = expr_constant(c, unit);
    if (!out->unit || rat_sign(out->unit) <= 0) {
        diag_add(c->diags, DIAG_FAULT, unit->place, "write 1 kr, for instance",
                 out->unit ? "the unit to round to must be more than 0"
                           : "the unit to round to must be a fixed amount");
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

/* keeping A, B with columns of two parent tables: biproportional. */
static bool rounding_table(Checker *c, const Expr *arg, const AstRounding *r,
                           Rounding *out)
{
    Place place = place_join(r->keeping.at[0]->place,
                             r->keeping.at[1]->place);
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
        diag_add(c->diags, DIAG_FAULT, place, "take the other options away",
                 "keeping two totals goes without \"per\", \"at least\", "
                 "\"at most\" and \"ties to\"");
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        Expr *k = expr_build(c, r->keeping.at[i]);
        if (!k || !expr_has_type(c, k, &arg->type, "a total to keep")) {
            return false;
        }
        if (k->table < 0 || arg->table < 0 || k->table == arg->table) {
            diag_add(c->diags, DIAG_FAULT, k->place,
                     "write a column of a parent table",
                     "two totals to keep are columns of two parent tables");
            return false;
        }
        if (!path_to(c, arg->table, k->table, k->place, &out->side[i])) {
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
        return expr_is_single(c, k, "the total to keep") &&
               expr_has_type(c, k, &arg->type, "the total to keep");
    }
    out->keeping[0] = shape_bring(c, k, out->per);
    return out->keeping[0] &&
           expr_has_type(c, k, &arg->type, "the total to keep");
}

static bool rounding_limits(Checker *c, const Expr *arg, const AstRounding *r,
                            Rounding *out) {
    if (!clause(c, r->at_least, arg->table, &out->at_least) ||
        !clause(c, r->at_most, arg->table, &out->at_most) ||
        !clause(c, r->ties, arg->table, &out->ties)) {
        return false;
    }
    if (out->ties && out->ties->type.kind != TYPE_NUMBER) {
        diag_add(c->diags, DIAG_FAULT, out->ties->place,
                 "name a column of numbers; the larger goes first",
                 "\"ties to\" needs a number");
        return false;
    }
    return (!out->at_least || expr_has_type(c, out->at_least, &arg->type,
                                            "the least amount")) &&
           (!out->at_most || expr_has_type(c, out->at_most, &arg->type,
                                           "the most amount"));
}

Expr *expr_build_round(Checker *c, Expr *arg, const AstRounding *r,
                       Place place) {
    Rounding *out = ARENA_NEW(c->arena, Rounding);
    Type type;
    out->method = r->method;
    out->place = r->place;
    out->per = -1;
    if (arg->type.kind != TYPE_NUMBER) {
        diag_add(c->diags, DIAG_FAULT, arg->place,
                 "take the round away",
                 "only numbers can be rounded, this is a %s",
                 type_text(c, &arg->type));
        return NULL;
    }
    if (r->per.text) {
        out->per = table_named(c, &r->per);
        if (out->per < 0) {
            return NULL;
        }
        if (arg->table < 0) {
            diag_add(c->diags, DIAG_FAULT, r->per.place, "leave \"per\" out",
                     "one value has no rows to round per \"%s\"", r->per.text);
            return NULL;
        }
        if (!path_to(c, arg->table, out->per, r->per.place, &out->path)) {
            return NULL;
        }
    }
    if (!rounding_unit(c, arg, r, out, &type) || !rounding_first(c, r, out) ||
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
