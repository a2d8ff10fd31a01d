/* build_operator.c - signs, comparisons, "if", "in" and "per". */
#include "check/check_int.h"

static const char *kind_text(TypeKind kind) {
    return kind == TYPE_NUMBER ? tr("number")
           : kind == TYPE_TEXT ? tr("text")
           : kind == TYPE_DATE ? tr("date") : tr("flag");
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
        return expr_finish(c, kind, node->place, type_number(), a, 2);
    }
    const char *what = arena_format(c->arena, "\"%s\"", sign_text(kind));
    if (!expr_is_number(c, a[0], what) || !expr_is_number(c, a[1], what) ||
        !expr_unify(c, a, 2, what, &type)) {
        return NULL;
    }
    return expr_finish(c, kind, node->place, type, a, 2);
}

static Expr *build_product(Checker *c, const Node *node, ExprKind kind,
                           Expr **a) {
    Type type;
    const char *what = arena_format(c->arena, "\"%s\"", sign_text(kind));
    if (!expr_is_number(c, a[0], what) || !expr_is_number(c, a[1], what)) {
        return NULL;
    }
    if (!type_product(&a[0]->type, &a[1]->type, kind == EXPR_DIV ? -1 : 1,
                      &type)) {
        diag_add(c->diags, DIAG_FAULT, node->place,
                 "take the unit off first: x / kr",
                 "this gives a unit to too high a power");
        return NULL;
    }
    return expr_finish(c, kind, node->place, type, a, 2);
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
    if (!expr_unify(c, a, 2, what, &type)) {
        return NULL;
    }
    bool order = kind != EXPR_EQ && kind != EXPR_NE;
    if (order && type.kind != TYPE_NUMBER && type.kind != TYPE_DATE) {
        diag_add(c->diags, DIAG_FAULT, node->place, "use = or <>",
                 "a %s has no order: \"%s\" compares numbers and dates",
                 type_text(c, &type), sign_text(kind));
        return NULL;
    }
    return expr_finish(c, kind, node->place, (Type){.kind = TYPE_FLAG}, a, 2);
}

static Expr *build_logic(Checker *c, const Node *node, ExprKind kind, Expr **a,
                         size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!expr_is_flag(c, a[i])) {
            return NULL;
        }
    }
    return expr_finish(c, kind, node->place, (Type){.kind = TYPE_FLAG}, a, n);
}

static bool holds_allocate(const Node *node) {
    return node->kind == NODE_ALLOCATE ||
           ((node->kind == NODE_ADD || node->kind == NODE_SUB) &&
            holds_allocate(node->args.at[1]));
}

static Expr *build_if(Checker *c, const Node *node, Expr **a) {
    Type type;
    if (!expr_is_flag(c, a[0]) ||
        !expr_unify(c, a + 1, 2, tr("\"if ... then ... else\""), &type)) {
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
    return expr_finish(c, EXPR_IF, node->place, type, a, 3);
}

static Expr *build_per(Checker *c, const Node *node, Expr *a) {
    const Symbol *s = symbol_find(c, node->word.text);
    if (!s || s->kind != SYM_TABLE) {
        if (s) {
            diag_add(c->diags, DIAG_FAULT, node->word.place,
                     s->kind == SYM_UNIT ? N_("for an amount per unit write "
                                              "a / b, such as kr / persons")
                                         : N_("name a table"),
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
    expr_args(c, e, &a, 1);
    return e;
}

static Expr *build_neg(Checker *c, const Node *node, Expr *a) {
    if (!expr_is_number(c, a, "\"-\"")) {
        return NULL;
    }
    return expr_finish(c, EXPR_NEG, node->place, a->type, &a, 1);
}

static Expr *build_in(Checker *c, const Node *node, Expr **a, size_t n) {
    Type type;
    if (!expr_unify(c, a, n, "\"in\"", &type)) {
        return NULL;
    }
    type = (Type){.kind = TYPE_FLAG};
    Expr *e = expr_finish(c, EXPR_IN, node->place, type, a, n);
    if (e) {
        e->flag = node->kind == NODE_NOT_IN;
    }
    return e;
}

Expr *expr_build_operator(Checker *c, const Node *node, Expr **a) {
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
