/* build.c - expressions: each node's name, unit and shape. */
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

static Expr *number(Checker *c, Place place, const Rat *value, Type type) {
    Expr *e = expr_new(c, EXPR_NUMBER, place);
    e->num = value;
    e->type = type;
    return e;
}

static void args_set(Checker *c, Expr *e, Expr *const *arg, size_t n) {
    e->n_args = n;
    e->arg = ARENA_ARRAY(c->arena, Expr *, n);
    memcpy(e->arg, arg, n * sizeof *arg);
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

bool expr_is_single(Checker *c, const Expr *e, const char *what) {
    if (e->table < 0) {
        return true;
    }
    diag_add(c->diags, DIAG_FAULT, e->place,
             "put it together with sum(...), mean(...), smallest(...) or "
             "another aggregate",
             "%s must be one value, this has one per \"%s\"", what,
             shape_text(c, e->table));
    return false;
}

bool expr_has_type(Checker *c, const Expr *e, const Type *type,
                   const char *what) {
    Type both;
    if (type_unify(&e->type, type, &both)) {
        return true;
    }
    Type plain = type_number();
    bool bare = e->kind == EXPR_NUMBER && type_same(&e->type, &plain) &&
                type->kind == TYPE_NUMBER;
    diag_add(c->diags, DIAG_FAULT, e->place,
             bare ? arena_format(c->arena, "write %s %s",
                                 place_text(c, e->place), type_text(c, type))
                  : "give the value with its unit, or divide by a unit "
                    "(x / kr) to take one off",
             "%s must be %s, this is %s",
             what, type_text(c, type), type_text(c, &e->type));
    return false;
}

static Expr *build_node(Checker *c, const Node *node);

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
                 near ? arena_format(c->arena, "did you mean \"%s\"?", near)
                      : "units are kr, tkr, mnkr, mdkr, persons and those "
                        "declared with \"unit\"",
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
                 arena_format(c->arena, "write count(%s) for how many rows it "
                              "has, or name one of its columns", node->text),
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

static const char *kind_text(TypeKind kind) {
    return kind == TYPE_NUMBER ? "number" : kind == TYPE_TEXT ? "text"
           : kind == TYPE_DATE ? "date" : "flag";
}

/* Two or more arguments of one unit, joined to one shape. */
static bool unify_args(Checker *c, Expr **arg, size_t n, const char *what,
                       Type *type) {
    *type = arg[0]->type;
    for (size_t i = 1; i < n; i++) {
        if (!type_unify(type, &arg[i]->type, type)) {
            diag_add(c->diags, DIAG_FAULT, arg[i]->place,
                     "bring both to one unit, for instance by multiplying or "
                     "dividing",
                     "%s needs one unit: %s does not go with %s", what,
                     type_text(c, &arg[i]->type), type_text(c, type));
            return false;
        }
    }
    return true;
}

static Expr *finish(Checker *c, ExprKind kind, Place place, Type type,
                    Expr **arg, size_t n) {
    Expr *e = expr_new(c, kind, place);
    if (!shape_join(c, arg, n, place, &e->table)) {
        return NULL;
    }
    e->type = type;
    args_set(c, e, arg, n);
    return e;
}

static bool is_number(Checker *c, const Expr *e, const char *what) {
    if (e->type.kind == TYPE_NUMBER) {
        return true;
    }
    diag_add(c->diags, DIAG_FAULT, e->place,
             e->type.kind == TYPE_FLAG ? "write if ... then 1 else 0"
                                       : "texts and dates can be compared",
             "%s needs numbers, this is a %s", what, type_text(c, &e->type));
    return false;
}

static const char *sign_text(ExprKind kind) {
    static const char *const text[] = {
#define X(name, words) [EXPR_##name] = words,
        EXPRS(X)
#undef X
    };
    return text[kind];
}

static Expr *build_sum(Checker *c, const Node *node, ExprKind kind, Expr **a) {
    Type type;
    if (kind == EXPR_SUB && a[0]->type.kind == TYPE_DATE &&
        a[1]->type.kind == TYPE_DATE) {
        return finish(c, kind, node->place, type_number(), a, 2);
    }
    const char *what = arena_format(c->arena, "\"%s\"", sign_text(kind));
    if (!is_number(c, a[0], what) || !is_number(c, a[1], what) ||
        !unify_args(c, a, 2, what, &type)) {
        return NULL;
    }
    return finish(c, kind, node->place, type, a, 2);
}

static Expr *build_product(Checker *c, const Node *node, ExprKind kind,
                           Expr **a) {
    Type type;
    const char *what = arena_format(c->arena, "\"%s\"", sign_text(kind));
    if (!is_number(c, a[0], what) || !is_number(c, a[1], what)) {
        return NULL;
    }
    if (!type_product(&a[0]->type, &a[1]->type, kind == EXPR_DIV ? -1 : 1,
                      &type)) {
        diag_add(c->diags, DIAG_FAULT, node->place,
                 "take the unit off first: x / kr",
                 "this gives a unit to too high a power");
        return NULL;
    }
    return finish(c, kind, node->place, type, a, 2);
}

static Expr *build_compare(Checker *c, const Node *node, ExprKind kind,
                           Expr **a) {
    Type type;
    const char *what = arena_format(c->arena, "\"%s\"", sign_text(kind));
    if (a[0]->type.kind != a[1]->type.kind) {
        diag_add(c->diags, DIAG_FAULT, a[1]->place,
                 "compare numbers with numbers, texts with texts",
                 "a %s cannot be compared with a %s",
                 kind_text(a[0]->type.kind), kind_text(a[1]->type.kind));
        return NULL;
    }
    if (!unify_args(c, a, 2, what, &type)) {
        return NULL;
    }
    bool order = kind != EXPR_EQ && kind != EXPR_NE;
    if (order && type.kind != TYPE_NUMBER && type.kind != TYPE_DATE) {
        diag_add(c->diags, DIAG_FAULT, node->place, "use = or <>",
                 "a %s has no order: \"%s\" compares numbers and dates",
                 type_text(c, &type), sign_text(kind));
        return NULL;
    }
    return finish(c, kind, node->place, (Type){.kind = TYPE_FLAG}, a, 2);
}

static Expr *build_logic(Checker *c, const Node *node, ExprKind kind, Expr **a,
                         size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!expr_is_flag(c, a[i])) {
            return NULL;
        }
    }
    return finish(c, kind, node->place, (Type){.kind = TYPE_FLAG}, a, n);
}

static bool holds_allocate(const Node *node) {
    return node->kind == NODE_ALLOCATE ||
           ((node->kind == NODE_ADD || node->kind == NODE_SUB) &&
            holds_allocate(node->args.at[1]));
}

static Expr *build_if(Checker *c, const Node *node, Expr **a) {
    Type type;
    if (!expr_is_flag(c, a[0]) ||
        !unify_args(c, a + 1, 2, "\"if ... then ... else\"", &type)) {
        return NULL;
    }
    if (a[0]->table >= 0 && (holds_allocate(node->args.at[1]) ||
                             holds_allocate(node->args.at[2]))) {
        diag_add(c->diags, DIAG_FAULT, a[0]->place,
                 "write the condition as \"where\" in the allocate: rows "
                 "outside it get 0",
                 "an \"if\" around \"allocate\" needs a condition of one "
                 "value, this has one per \"%s\"", shape_text(c, a[0]->table));
        return NULL;
    }
    return finish(c, EXPR_IF, node->place, type, a, 3);
}

static Expr *build_per(Checker *c, const Node *node, Expr *a) {
    const Symbol *s = symbol_find(c, node->word.text);
    if (!s || s->kind != SYM_TABLE) {
        if (s) {
            diag_add(c->diags, DIAG_FAULT, node->word.place,
                     s->kind == SYM_UNIT ? "for an amount per unit write "
                                           "a / b, such as kr / persons"
                                         : "name a table",
                     "\"%s\" is not a table", node->word.text);
        } else {
            symbol_unknown(c, node->word.place, node->word.text);
        }
        return NULL;
    }
    if (a->table == s->index) {
        return a;
    }
    if (a->table >= 0) {
        return shape_bring(c, a, s->index);
    }
    Expr *e = expr_new(c, EXPR_SPREAD, node->place);
    e->type = a->type;
    e->table = s->index;
    args_set(c, e, &a, 1);
    return e;
}

/* --- built-in functions --- */

static const struct {
    const char *name;
    ExprKind kind;
    size_t least, most;
} functions[] = {
    {"min", EXPR_MIN, 2, 1000},  {"max", EXPR_MAX, 2, 1000},
    {"clamp", EXPR_CLAMP, 3, 3}, {"abs", EXPR_ABS, 1, 1},
    {"floor", EXPR_FLOOR, 1, 1}, {"ceil", EXPR_CEIL, 1, 1},
    {"ln", EXPR_LN, 1, 1},       {"log10", EXPR_LOG10, 1, 1},
    {"exp", EXPR_EXP, 1, 1},     {"sqrt", EXPR_SQRT, 1, 1},
    {"power", EXPR_POWER, 2, 2},
};

static const struct {
    const char *name;
    AggKind kind;
} aggregates[] = {
#define X(name, words) {words, AGG_##name},
    AGGREGATES(X)
#undef X
};

static bool build_args(Checker *c, const Node *node, Expr **arg) {
    bool ok = true;
    for (size_t i = 0; i < node->args.n; i++) {
        arg[i] = build_node(c, node->args.at[i]);
        ok = ok && arg[i];
    }
    return ok;
}

/* Too few or too many arguments for function f. */
static void count_fault(Checker *c, const Node *node, size_t f) {
    size_t n = node->args.n;
    size_t least = functions[f].least, most = functions[f].most;
    ExprKind kind = functions[f].kind;
    bool many = n > most;
    const char *way;
    if (many && most > least) {
        way = arena_format(c->arena, "put several together first: "
                           "%s(%s(a, b), c)", node->text, node->text);
    } else if (n == 1 && (kind == EXPR_MIN || kind == EXPR_MAX)) {
        way = kind == EXPR_MIN
                  ? "for the smallest of a column write smallest(...)"
                  : "for the largest of a column write largest(...)";
    } else {
        way = arena_format(c->arena, "write %s(%s)", node->text,
                           least == 1   ? "x"
                           : least == 2 ? "x, y"
                                        : "x, least, most");
    }
    diag_add(c->diags, DIAG_FAULT, node->place, way,
             "\"%s\" takes %s%zu argument%s, not %zu", node->text,
             most == least ? "" : many ? "at most " : "at least ",
             many ? most : least, least == 1 ? "" : "s", n);
}

static Expr *build_function(Checker *c, const Node *node, size_t f) {
    size_t n = node->args.n;
    if (n < functions[f].least || n > functions[f].most) {
        count_fault(c, node, f);
        return NULL;
    }
    Expr **arg = ARENA_ARRAY(c->arena, Expr *, n);
    if (!build_args(c, node, arg)) {
        return NULL;
    }
    const char *what = arena_format(c->arena, "\"%s\"", node->text);
    Type plain = type_number(), type;
    bool pure = functions[f].kind >= EXPR_LN && functions[f].kind <= EXPR_POWER;
    for (size_t i = 0; i < n; i++) {
        if (!is_number(c, arg[i], what) ||
            (pure && !expr_has_type(c, arg[i], &plain,
                                    arena_format(c->arena, "what \"%s\" takes",
                                                 node->text)))) {
            return NULL;
        }
    }
    if (pure) {
        return finish(c, functions[f].kind, node->place, plain, arg, n);
    }
    if (!unify_args(c, arg, n, what, &type)) {
        return NULL;
    }
    return finish(c, functions[f].kind, node->place, type, arg, n);
}

/* code(TABLE) and name(TABLE) */
static Expr *build_label(Checker *c, const Node *node, ExprKind kind) {
    const Node *arg = node->args.n == 1 ? node->args.at[0] : NULL;
    const Symbol *s =
        arg && arg->kind == NODE_NAME ? symbol_find(c, arg->text) : NULL;
    if (!s || s->kind != SYM_TABLE) {
        diag_add(c->diags, DIAG_FAULT, node->place,
                 arena_format(c->arena, "write %s(TABLE)", node->text),
                 "\"%s\" takes the name of a table", node->text);
        return NULL;
    }
    Expr *e = expr_new(c, kind, node->place);
    e->type = (Type){.kind = TYPE_TEXT};
    e->table = s->index;
    return e;
}

static Expr *build_call(Checker *c, const Node *node) {
    bool select = node->where || node->by || node->ties;
    for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++) {
        if (strcmp(aggregates[i].name, node->text) == 0) {
            return expr_build_aggregate(c, node, aggregates[i].kind);
        }
    }
    if (select) {
        diag_add(c->diags, DIAG_FAULT, node->place,
                 "aggregates are sum, mean, count, smallest, largest, share "
                 "and rank",
                 "only aggregates take \"where\", \"by\" and \"ties to\", \"%s\" "
                 "does not", node->text);
        return NULL;
    }
    if (strcmp(node->text, "code") == 0 || strcmp(node->text, "name") == 0) {
        return build_label(c, node, node->text[0] == 'c' ? EXPR_CODE
                                                         : EXPR_LABEL);
    }
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        if (strcmp(functions[f].name, node->text) == 0) {
            return build_function(c, node, f);
        }
    }
    if (strcmp(node->text, "column") == 0) {
        diag_add(c->diags, DIAG_FAULT, node->place, "declare the column as "
                 "data and use its name",
                 "column(...) stands only in the \"where\" of a scenario's "
                 "table or column");
        return NULL;
    }
    const char *names[32];
    size_t n = 0;
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        names[n++] = functions[f].name;
    }
    for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++) {
        names[n++] = aggregates[i].name;
    }
    const char *near = name_nearest(node->text, names, n);
    diag_add(c->diags, DIAG_FAULT, node->place,
             near ? arena_format(c->arena, "did you mean \"%s\"?", near)
                  : "functions are min max clamp abs floor ceil sum mean count "
                    "smallest largest share rank code name ln log10 exp sqrt "
                    "power round",
             "there is no function \"%s\"", node->text);
    return NULL;
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

static Expr *build_neg(Checker *c, const Node *node, Expr *a) {
    if (!is_number(c, a, "\"-\"")) {
        return NULL;
    }
    return finish(c, EXPR_NEG, node->place, a->type, &a, 1);
}

static Expr *build_in(Checker *c, const Node *node, Expr **a, size_t n) {
    Type type;
    if (!unify_args(c, a, n, "\"in\"", &type)) {
        return NULL;
    }
    Expr *e = finish(c, EXPR_IN, node->place, (Type){.kind = TYPE_FLAG}, a, n);
    if (e) {
        e->flag = node->kind == NODE_NOT_IN;
    }
    return e;
}

static Expr *build_operator(Checker *c, const Node *node, Expr **a) {
    size_t n = node->args.n;
    switch (node->kind) {
    case NODE_NEG: return build_neg(c, node, a[0]);
    case NODE_NOT: return build_logic(c, node, EXPR_NOT, a, 1);
    case NODE_ADD: return build_sum(c, node, EXPR_ADD, a);
    case NODE_SUB: return build_sum(c, node, EXPR_SUB, a);
    case NODE_MUL: return build_product(c, node, EXPR_MUL, a);
    case NODE_DIV: return build_product(c, node, EXPR_DIV, a);
    case NODE_EQ: return build_compare(c, node, EXPR_EQ, a);
    case NODE_NE: return build_compare(c, node, EXPR_NE, a);
    case NODE_LT: return build_compare(c, node, EXPR_LT, a);
    case NODE_LE: return build_compare(c, node, EXPR_LE, a);
    case NODE_GT: return build_compare(c, node, EXPR_GT, a);
    case NODE_GE: return build_compare(c, node, EXPR_GE, a);
    case NODE_AND: return build_logic(c, node, EXPR_AND, a, 2);
    case NODE_OR: return build_logic(c, node, EXPR_OR, a, 2);
    case NODE_IN:
    case NODE_NOT_IN: return build_in(c, node, a, n);
    case NODE_IF: return build_if(c, node, a);
    case NODE_PER: return build_per(c, node, a[0]);
    case NODE_ROUND:
        return expr_build_round(c, a[0], node->rounding, node->place);
    case NODE_NUMBER: case NODE_DATE: case NODE_STRING: case NODE_TRUE:
    case NODE_FALSE: case NODE_NAME: case NODE_CALL: case NODE_ALLOCATE:
        break;
    }
    return NULL;
}

static Expr *build_node(Checker *c, const Node *node) {
    if (!node) {
        return NULL;
    }
    switch (node->kind) {
    case NODE_NUMBER: return build_number(c, node);
    case NODE_NAME: return build_name(c, node);
    case NODE_DATE: case NODE_STRING: case NODE_TRUE: case NODE_FALSE:
        return build_text(c, node);
    case NODE_CALL: return build_call(c, node);
    case NODE_ALLOCATE: return expr_build_allocate(c, node);
    case NODE_NEG: case NODE_NOT: case NODE_ADD: case NODE_SUB:
    case NODE_MUL: case NODE_DIV: case NODE_EQ: case NODE_NE: case NODE_LT:
    case NODE_LE: case NODE_GT: case NODE_GE: case NODE_AND: case NODE_OR:
    case NODE_IN: case NODE_NOT_IN: case NODE_IF: case NODE_PER:
    case NODE_ROUND: break;
    }
    Expr **arg = ARENA_ARRAY(c->arena, Expr *, node->args.n + 1);
    return build_args(c, node, arg) ? build_operator(c, node, arg) : NULL;
}

static void home_tables(Checker *c, const Node *node, bool *seen);

static const Symbol *table_symbol(Checker *c, const Node *node) {
    const Symbol *s =
        node && node->kind == NODE_NAME ? symbol_find(c, node->text) : NULL;
    return s && s->kind == SYM_TABLE ? s : NULL;
}

/* The table of a call that makes a column of its own: code(TABLE), an
 * aggregate by TABLE, or one that has a value for each row it goes over. */
static void home_call(Checker *c, const Node *node, bool *seen) {
    const Node *arg = node->args.n == 1 ? node->args.at[0] : NULL;
    bool label = strcmp(node->text, "code") == 0 ||
                 strcmp(node->text, "name") == 0;
    bool per_row = strcmp(node->text, "share") == 0 ||
                   strcmp(node->text, "rank") == 0;
    const Symbol *by = table_symbol(c, node->by);
    const Symbol *own = table_symbol(c, arg);
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
    for (size_t i = 0; node->kind == NODE_CALL &&
                       i < sizeof aggregates / sizeof *aggregates; i++) {
        rows = rows || strcmp(aggregates[i].name, node->text) == 0;
    }
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
