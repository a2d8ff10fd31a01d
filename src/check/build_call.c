/* build_call.c - what stands before "(": built-in functions, code(TABLE) and
 * name(TABLE); aggregates are recognised here and built elsewhere. */
#include <string.h>

#include "check/check_int.h"

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
/* Too few or too many arguments for function f. */
static void count_fault(Checker *c, const Node *node, size_t f) {
    size_t n = node->args.n;
    size_t least = functions[f].least, most = functions[f].most;
    ExprKind kind = functions[f].kind;
    bool many = n > most;
    const char *way;
    if (many && most > least) {
        way = arena_format(c->arena, tr("put several together first: %s(%s(a, "
                                        "b), c)"), node->text, node->text);
    } else if (n == 1 && (kind == EXPR_MIN || kind == EXPR_MAX)) {
        way = kind == EXPR_MIN
                  ? tr("for the smallest of a column write smallest(...)")
                  : tr("for the largest of a column write largest(...)");
    } else {
        way = arena_format(c->arena, tr("write %s(%s)"), node->text,
                           least == 1   ? "x"
                           : least == 2 ? "x, y"
                                        : tr("x, least, most"));
    }
    diag_add(c->diags, DIAG_FAULT, node->place, way,
             least == 1 ? N_("\"%s\" takes %s%zu argument, not %zu")
                        : N_("\"%s\" takes %s%zu arguments, not %zu"),
             node->text,
             most == least ? "" : many ? tr("at most ") : tr("at least "),
             many ? most : least, n);
}

static Expr *build_function(Checker *c, const Node *node, size_t f) {
    size_t n = node->args.n;
    if (n < functions[f].least || n > functions[f].most) {
        count_fault(c, node, f);
        return NULL;
    }
    Expr **arg = ARENA_ARRAY(c->arena, Expr *, n);
    if (!expr_build_args(c, node, arg)) {
        return NULL;
    }
    const char *what = arena_format(c->arena, "\"%s\"", node->text);
    Type plain = type_number(), type;
    bool pure =
        functions[f].kind >= EXPR_LN && functions[f].kind <= EXPR_POWER;
    for (size_t i = 0; i < n; i++) {
        if (!expr_is_number(c, arg[i], what) ||
            (pure && !expr_has_type(c, arg[i], &plain,
                                    arena_format(c->arena,
                                                 tr("what \"%s\" takes"),
                                                 node->text)))) {
            return NULL;
        }
    }
    if (pure) {
        return expr_finish(c, functions[f].kind, node->place, plain, arg, n);
    }
    if (!expr_unify(c, arg, n, what, &type)) {
        return NULL;
    }
    return expr_finish(c, functions[f].kind, node->place, type, arg, n);
}

/* code(TABLE) and name(TABLE) */
static Expr *build_label(Checker *c, const Node *node, ExprKind kind) {
    const Node *arg = node->args.n == 1 ? node->args.at[0] : NULL;
    const Symbol *s = symbol_table(c, arg);
    if (!s) {
        diag_add(c->diags, DIAG_FAULT, node->place,
                 arena_format(c->arena, tr("write %s(TABLE)"), node->text),
                 "\"%s\" takes the name of a table", node->text);
        return NULL;
    }
    Expr *e = expr_new(c, kind, node->place);
    e->type = (Type){.kind = TYPE_TEXT};
    e->table = s->index;
    return e;
}

bool aggregate_named(const char *name, AggKind *kind) {
    for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++) {
        if (strcmp(aggregates[i].name, name) == 0) {
            *kind = aggregates[i].kind;
            return true;
        }
    }
    return false;
}

/* No function of that name; the nearest of all is the way out. */
static void name_fault(Checker *c, const Node *node) {
    if (strcmp(node->text, "column") == 0) {
        diag_add(c->diags, DIAG_FAULT, node->place, "declare the column as "
                 "data and use its name",
                 "column(...) stands only in the \"where\" of a scenario's "
                 "table or column");
        return;
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
             near ? arena_format(c->arena, tr("did you mean \"%s\"?"), near)
                  : N_("functions are min max clamp abs floor ceil sum mean "
                       "count smallest largest share rank code name ln log10 "
                       "exp sqrt power round"),
             "there is no function \"%s\"", node->text);
}

Expr *expr_build_call(Checker *c, const Node *node) {
    bool select = node->where || node->by || node->ties;
    AggKind kind;
    if (aggregate_named(node->text, &kind)) {
        return expr_build_aggregate(c, node, kind);
    }
    if (select) {
        diag_add(c->diags, DIAG_FAULT, node->place,
                 "aggregates are sum, mean, count, smallest, largest, share "
                 "and rank",
                 "only aggregates take \"where\", \"by\" and \"ties to\", "
                 "\"%s\" does not", node->text);
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
    name_fault(c, node);
    return NULL;
}
