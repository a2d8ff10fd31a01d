/* build_allocate.c - allocate: its clauses, rows and units. */
#include <string.h>

#include "check/check_int.h"

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
                 "without %s", a->order        ? tr("\"in order of\"")
                       : a->or_nothing ? tr("\"or nothing\"")
                                       : tr("another rule"));
        return false;
    }
    if (least->text && most->text && strcmp(least->text, most->text) != 0) {
        diag_add(c->diags, DIAG_FAULT, most->place, "sum both by one table",
                 "floors are summed by \"%s\", ceilings by \"%s\"",
                 least->text, most->text);
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
    if (!shape_above(c, al->rows, al->summed, word->place, &al->summed_path)) {
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
    return same_unit(c, al->total, al->at_least, tr("the floor")) &&
           same_unit(c, al->total, al->at_most, tr("the ceiling")) &&
           same_unit(c, al->total, al->group_least, tr("the groups' floor")) &&
           same_unit(c, al->total, al->group_most,
                     tr("the groups' ceiling")) &&
           same_unit(c, al->total, al->or_nothing,
                     tr("the smallest useful amount"));
}

static bool allocate_total(Checker *c, const AstAllocate *a, Alloc *al) {
    if (al->per >= 0) {
        al->total = shape_bring(c, al->total, al->per);
        return al->total &&
               shape_above(c, al->rows, al->per, a->per.place, &al->path);
    }
    if (al->total->table >= 0) {
        diag_add(c->diags, DIAG_FAULT, al->total->place,
                 arena_format(c->arena, tr("write \"allocate ... per %s\" to "
                                           "divide within each of them, or "
                                           "sum(...)"),
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
    if (!ok || (p->where && !expr_is_flag(c, p->where)) ||
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
                 "\"in order of\" needs \"at most\": without it the first "
                 "tier takes everything");
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
