/* build.c - expressions: each node's name, unit and shape. */
#include <string.h>

#include "check/check_int.h"

/* --- single values --- */

static Expr *number(Checker *c, Place place, const Rat *value, Type type) {
    Expr *e = expr_new(c, EXPR_NUMBER, place);
    e->num = value;
    e->type = type;
    return e;
}

static Expr *build_number(Checker *c, const Node *node) {
    const Rat *value = rat_read(c->pool, node->text, strlen(node->text));
    Type type = type_number();
    if (!node->word.text) {
        type.any = rat_sign(value) == 0;
        return number(c, node->place, value, type);
    }
    if (strcmp(node->word.text, "%") == 0) {
        type.percent = true;
        return number(c, node->place,
                      rat_div(c->pool, value, rat_int(c->pool, 100)), type);
    }
    const UnitDef *unit = unit_find(c, node->word.text);
    if (!unit) {
        const char *near = unit_nearest(c, node->word.text, false);
        diag_add(c->diags, DIAG_FAULT, node->word.place,
                 near ? arena_format(c->arena, tr("did you mean \"%s\"?"),
                                     near)
                      : N_("units are kr, tkr, mnkr, mdkr, persons and those "
                           "declared with \"unit\""),
                 "\"%s\" is not a unit", node->word.text);
        return NULL;
    }
    return number(c, node->place, rat_mul(c->pool, value, unit->scale),
                  unit->type);
}

static Expr *build_name(Checker *c, const Node *node) {
    const Symbol *s = symbol_find(c, node->text);
    if (!s) {
        symbol_unknown(c, node->place, node->text);
        return NULL;
    }
    if (s->kind == SYM_TABLE) {
        diag_add(c->diags, DIAG_FAULT, node->place,
                 arena_format(c->arena, tr("write code(%s) for the code of each "
                                           "row, count(%s) for how many it "
                                           "has, or name one of its columns"),
                              node->text, node->text),
                 "\"%s\" is a table, not a value", node->text);
        return NULL;
    }
    if (s->kind == SYM_UNIT) {
        const UnitDef *unit = &c->unit.at[s->index];
        return number(c, node->place, unit->scale, unit->type);
    }
    if (c->draft.at[s->def->id].broken) {
        return NULL;
    }
    Expr *e = expr_new(c, EXPR_DEF, node->place);
    e->def = s->def;
    e->type = s->def->type;
    e->table = s->def->table;
    return e;
}

static Expr *build_text(Checker *c, const Node *node) {
    static const struct {
        ExprKind expr;
        TypeKind type;
    } literal[] = {[NODE_DATE] = {EXPR_DATE, TYPE_DATE},
                   [NODE_STRING] = {EXPR_TEXT, TYPE_TEXT},
                   [NODE_TRUE] = {EXPR_FLAG, TYPE_FLAG},
                   [NODE_FALSE] = {EXPR_FLAG, TYPE_FLAG}};
    Expr *e = expr_new(c, literal[node->kind].expr, node->place);
    e->type = (Type){.kind = literal[node->kind].type};
    e->text = node->text;
    e->date = node->date;
    e->flag = node->kind == NODE_TRUE;
    return e;
}

static Expr *build_node(Checker *c, const Node *node);

bool expr_build_args(Checker *c, const Node *node, Expr **arg) {
    bool ok = true;
    for (size_t i = 0; i < node->args.n; i++) {
        arg[i] = build_node(c, node->args.at[i]);
        ok = ok && arg[i];
    }
    return ok;
}

static Expr *build_node(Checker *c, const Node *node) {
    switch (node->kind) {
    case NODE_NUMBER: return build_number(c, node);
    case NODE_NAME: return build_name(c, node);
    case NODE_DATE: case NODE_STRING: case NODE_TRUE: case NODE_FALSE:
        return build_text(c, node);
    case NODE_CALL: return expr_build_call(c, node);
    case NODE_ALLOCATE: return expr_build_allocate(c, node);
    case NODE_NEG: case NODE_NOT: case NODE_ADD: case NODE_SUB:
    case NODE_MUL: case NODE_DIV: case NODE_EQ: case NODE_NE: case NODE_LT:
    case NODE_LE: case NODE_GT: case NODE_GE: case NODE_AND: case NODE_OR:
    case NODE_IN: case NODE_NOT_IN: case NODE_IF: case NODE_PER:
    case NODE_ROUND: break;
    }
    Expr **arg = ARENA_ARRAY(c->arena, Expr *, node->args.n + 1);
    return expr_build_args(c, node, arg) ? expr_build_operator(c, node, arg)
                                         : NULL;
}

/* --- the table an expression belongs to --- */

static void home_tables(Checker *c, const Node *node, bool *seen);

/* The table of a call that makes a column of its own: code(TABLE), an
 * aggregate by TABLE, or one that has a value for each row it goes over. */
static void home_call(Checker *c, const Node *node, bool *seen) {
    const Node *arg = node->args.n == 1 ? node->args.at[0] : NULL;
    bool label = strcmp(node->text, "code") == 0 ||
                 strcmp(node->text, "name") == 0;
    bool per_row = strcmp(node->text, "share") == 0 ||
                   strcmp(node->text, "rank") == 0;
    const Symbol *by = symbol_table(c, node->by);
    const Symbol *own = symbol_table(c, arg);
    if (own && (label || (node->by && !by))) {
        seen[own->index] = true;
    } else if (by && !per_row) {
        seen[by->index] = true;
    } else if (arg && (per_row || node->by)) {
        home_tables(c, arg, seen);
    }
}

/* Tables of the columns an expression names outside aggregates. */
static void home_tables(Checker *c, const Node *node, bool *seen) {
    bool rows = node->kind == NODE_ALLOCATE;
    if (node->kind == NODE_CALL) {
        home_call(c, node, seen);
    }
    if (rows && node->allocate->by) {
        home_tables(c, node->allocate->by, seen);
    }
    if (node->kind == NODE_NAME || node->kind == NODE_PER) {
        const char *name =
            node->kind == NODE_PER ? node->word.text : node->text;
        const Symbol *s = symbol_find(c, name);
        int table = !s || s->kind == SYM_UNIT ? -1
                    : s->kind == SYM_TABLE
                        ? (node->kind == NODE_PER ? s->index : -1)
                        : s->def->table;
        if (table >= 0) {
            seen[table] = true;
        }
    }
    AggKind kind;
    rows = rows ||
           (node->kind == NODE_CALL && aggregate_named(node->text, &kind));
    for (size_t i = 0; !rows && i < node->args.n; i++) {
        home_tables(c, node->args.at[i], seen);
    }
}

/* The table a whole expression belongs to (rule 10), so that it does not
 * matter which two of its columns meet first; -1 if none is above all. */
static int home_of(Checker *c, const Node *node) {
    bool seen[TABLES_MAX] = {false};
    home_tables(c, node, seen);
    for (size_t t = 0; t < c->table.n; t++) {
        bool all = seen[t];
        for (size_t k = 0; all && k < c->table.n; k++) {
            Path path;
            all = !seen[k] || shape_path(c, (int)t, (int)k, &path) > 0;
        }
        if (all) {
            return (int)t;
        }
    }
    return -1;
}

Expr *expr_build(Checker *c, const Node *node) {
    if (!node) {
        return NULL;
    }
    int outer = c->home;
    c->home = home_of(c, node);
    Expr *e = build_node(c, node);
    c->home = outer;
    return e;
}

bool expr_clause(Checker *c, const Node *node, int rows, Expr **out) {
    if (!node) {
        return true;
    }
    *out = expr_build(c, node);
    if (*out) {
        *out = shape_bring(c, *out, rows);
    }
    return *out != NULL;
}
