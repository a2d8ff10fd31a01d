/* scenario.c - what the scenario says of the formula: which names it fills,
 * sets, expects, reports and varies. Files are read by bind. */
#include <string.h>

#include "check/check_int.h"

const Stmt *stmt_find(const Ast *ast, StmtKind kind, const char *name) {
    for (size_t i = 0; ast && i < ast->n; i++) {
        const Stmt *s = ast->stmt[i];
        if (s->kind == kind && (!name || strcmp(s->name.text, name) == 0)) {
            return s;
        }
    }
    return NULL;
}

Def *def_named(Checker *c, const Word *name, unsigned kinds,
               const char *what) {
    const Symbol *s = symbol_find(c, name->text);
    if (!s) {
        symbol_unknown(c, name->place, name->text);
        return NULL;
    }
    if (s->kind != SYM_DEF || !(kinds & 1u << s->def->kind)) {
        static const char *const declared[] = {N_("a param"), N_("data"),
                                               N_("a let"), N_("a result")};
        const char *is = s->kind == SYM_UNIT    ? tr("a unit")
                         : s->kind == SYM_TABLE ? tr("a table")
                                                : tr(declared[s->def->kind]);
        diag_add(c->diags, DIAG_FAULT, name->place,
                 "params are set and varied, data are given, results and lets "
                 "are expected",
                 "\"%s\" is %s, not %s", name->text, is, what);
        return NULL;
    }
    return s->def;
}

static void check_rows(Checker *c, const Stmt *s) {
    const Symbol *t = symbol_find(c, s->name.text);
    if (!t || t->kind != SYM_TABLE) {
        if (t) {
            diag_add(c->diags, DIAG_FAULT, s->name.place,
                     "name one of the formula's tables",
                     "\"%s\" is not a table of the formula", s->name.text);
        } else {
            symbol_unknown(c, s->name.place, s->name.text);
        }
        return;
    }
    const TableDef *def = &c->table.at[t->index];
    for (size_t i = 0; i < s->n_parents; i++) {
        const Word *w = &s->parent[i].table;
        bool known = false;
        for (size_t k = 0; k < def->n_parents; k++) {
            known = known ||
                    strcmp(c->table.at[def->parent[k]].name, w->text) == 0;
        }
        if (!known) {
            diag_add(c->diags, DIAG_FAULT, w->place,
                     arena_format(c->arena,
                                  tr("declare it in the formula: table %s in "
                                     "%s"),
                                  def->name, w->text),
                     "\"%s\" is not a parent of \"%s\"", w->text, def->name);
        }
    }
    for (size_t k = 0; k < def->n_parents; k++) {
        const char *parent = c->table.at[def->parent[k]].name;
        bool given = false;
        for (size_t i = 0; i < s->n_parents; i++) {
            given = given || strcmp(s->parent[i].table.text, parent) == 0;
        }
        if (!given) {
            diag_add(c->diags, DIAG_FAULT, s->place,
                     arena_format(c->arena, tr("add: in %s by COLUMN"),
                                  parent),
                     "\"%s\" lies in \"%s\", and the column with its codes is "
                     "not named", def->name, parent);
        }
    }
}

static void check_report(Checker *c, const Stmt *s) {
    Program *p = c->program;
    const char *what = s->label.text ? s->label.text : tr("a report figure");
    for (size_t i = 0; i < s->values.n; i++) {
        Expr *e = expr_build(c, s->values.at[i]);
        if (!e || !expr_is_single(c, e, what)) {
            continue;
        }
        Report *r = &p->report[p->n_reports++];
        *r = (Report){.expr = e, .place = e->place};
        r->title = i < s->n_words ? s->words[i].text : NULL;
    }
}

static ExprKind compare_kind(NodeKind kind) {
    static const ExprKind map[] = {
        [NODE_EQ] = EXPR_EQ, [NODE_NE] = EXPR_NE, [NODE_LT] = EXPR_LT,
        [NODE_LE] = EXPR_LE, [NODE_GT] = EXPR_GT, [NODE_GE] = EXPR_GE};
    return map[kind];
}

static bool expect_comparison(Checker *c, const Stmt *s, Expect *x) {
    const Node *n = s->value;
    x->compare = compare_kind(n->kind);
    Expr *all = expr_build(c, n);
    if (!all) {
        return false;
    }
    x->left = all->arg[0];
    x->right = all->arg[1];
    return expr_is_single(c, x->left, tr("what is expected")) &&
           expr_is_single(c, x->right, tr("what is expected"));
}

static void check_expect(Checker *c, const Stmt *s) {
    Expect x = {.stmt = s, .place = s->place, .because = s->title.text};
    const Type *type = NULL;
    if (s->value) {
        if (!expect_comparison(c, s, &x)) {
            return;
        }
        type = &x.left->type;
    } else {
        x.result = def_named(c, &s->name, 1u << DEF_RESULT | 1u << DEF_LET,
                             tr("a result"));
        if (!x.result) {
            return;
        }
        type = &x.result->type;
        if (x.result->table < 0) {
            diag_add(c->diags, DIAG_FAULT, s->name.place,
                     arena_format(c->arena, tr("write expect %s = ..."),
                                  s->name.text),
                     "\"%s\" is one value and has no rows to compare",
                     s->name.text);
            return;
        }
    }
    if (s->within && type->kind != TYPE_NUMBER) {
        diag_add(c->diags, DIAG_FAULT, s->within->place,
                 "leave \"within\" out; \"because\" says why they differ",
                 "\"within\" goes with numbers: texts, dates and flags are "
                 "equal or not");
        return;
    }
    if (s->within) {
        x.within = expr_build(c, s->within);
        if (!x.within || !expr_is_single(c, x.within, "\"within\"") ||
            !expr_has_type(c, x.within, type, "\"within\"")) {
            return;
        }
    }
    c->program->expect[c->program->n_expects++] = x;
}

static void check_complete(Checker *c) {
    const Ast *sc = c->scenario;
    const Stmt *head = stmt_find(sc, STMT_USES, NULL);
    Place place = head ? head->place : (Place){.source = sc->source};
    for (size_t i = 0; i < c->table.n; i++) {
        if (!stmt_find(sc, STMT_ROWS, c->table.at[i].name)) {
            diag_add(c->diags, DIAG_FAULT, place,
                     arena_format(c->arena, tr("add: table %s from "
                                               "\"FILE.csv\" key COLUMN"),
                                  c->table.at[i].name),
                     "the formula's table \"%s\" gets no rows",
                     c->table.at[i].name);
        }
    }
    for (size_t i = 0; i < c->draft.n; i++) {
        const Def *def = c->draft.at[i].def;
        if (def->kind == DEF_DATA && !def->fill) {
            diag_add(c->diags, DIAG_FAULT, place,
                     arena_format(c->arena, tr("add: data %s from "
                                               "\"FILE.csv\" column NAME"),
                                  def->name),
                     "the formula's data \"%s\" is not given", def->name);
        }
    }
}

void scenario_check(Checker *c) {
    const Ast *sc = c->scenario;
    Program *p = c->program;
    size_t reports = 0;
    for (size_t i = 0; i < sc->n; i++) {
        reports += sc->stmt[i]->values.n;
    }
    p->expect = ARENA_ARRAY(c->arena, Expect, sc->n + 1);
    p->report = ARENA_ARRAY(c->arena, Report, reports + 1);
    check_complete(c);
    for (size_t i = 0; i < sc->n; i++) {
        const Stmt *s = sc->stmt[i];
        if (s->kind == STMT_ROWS) {
            check_rows(c, s);
        } else if (s->kind == STMT_FILL) {
            def_named(c, &s->name, 1u << DEF_DATA, tr("data of the formula"));
        } else if (s->kind == STMT_SET) {
            def_named(c, &s->name, 1u << DEF_PARAM, tr("a param of the "
                                                       "formula"));
        } else if (s->kind == STMT_EXPECT) {
            check_expect(c, s);
        } else if (s->kind == STMT_REPORT) {
            check_report(c, s);
        }
    }
    variation_check(c);
}
