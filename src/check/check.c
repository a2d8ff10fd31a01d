/* check.c - a formula and its scenario become a program. */
#include "check/check.h"

#include <stdlib.h>
#include <string.h>

#include "check/check_int.h"

bool check_told(const Diags *diags) {
    return diags_count(diags) > DIAGS_MAX;
}

bool only_params(Checker *c, const Expr *e) {
    if (e->kind == EXPR_AGG) {
        diag_add(c->diags, DIAG_FAULT, e->place,
                 "use numbers and other params; what follows from rows is a "
                 "let of the formula",
                 "a param cannot be set from the rows of a table");
        return false;
    }
    if (e->kind == EXPR_DEF && e->def->kind != DEF_PARAM) {
        diag_add(c->diags, DIAG_FAULT, e->place,
                 "use numbers and other params",
                 "a param cannot be set from \"%s\"", e->def->name);
        return false;
    }
    for (size_t i = 0; i < e->n_args; i++) {
        if (!only_params(c, e->arg[i])) {
            return false;
        }
    }
    return true;
}

/* By the day from which it holds, then as written. */
static int dated_compare(const void *x, const void *y) {
    const AstDated *a = *(const AstDated *const *)x;
    const AstDated *b = *(const AstDated *const *)y;
    if (a->has_from != b->has_from) {
        return a->has_from - b->has_from;
    }
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return (a > b) - (a < b);
}

static bool dated_apart(Checker *c, const Draft *d) {
    const Stmt *s = d->stmt;
    bool ok = true;
    const AstDated **a = ARENA_ARRAY(c->arena, const AstDated *,
                                     s->n_dated + 1);
    for (size_t i = 0; i < s->n_dated; i++) {
        a[i] = &s->dated[i];
    }
    qsort(a, s->n_dated, sizeof *a, dated_compare);
    for (size_t i = 1; i < s->n_dated; i++) {
        if (a[i - 1]->has_from == a[i]->has_from &&
            a[i - 1]->from == a[i]->from) {
            diag_add(c->diags, DIAG_FAULT, a[i]->place,
                     "give each value a date of its own: from 2020-01-01",
                     "two values of \"%s\" hold from the same day",
                     d->def->name);
            ok = false;
        }
    }
    return ok;
}

/* The dated value in force, or NULL and a fault (rule 17). Every value is
 * checked, also those that are not chosen. */
static Expr *dated_choose(Checker *c, Draft *d) {
    const Stmt *s = d->stmt;
    Expr *chosen = NULL;
    const AstDated *best = NULL;
    bool need_date = false, ok = dated_apart(c, d);
    for (size_t i = 0; i < s->n_dated; i++) {
        const AstDated *a = &s->dated[i];
        Expr *e = expr_build(c, a->value);
        ok = ok && e && expr_is_single(c, e, tr("a parameter")) &&
             expr_has_type(c, e, &d->def->type, tr("the parameter")) &&
             only_params(c, e);
        need_date = need_date || a->has_from;
        bool holds = !a->has_from ||
                     (c->program->has_date && a->from <= c->program->date);
        bool later = !best || (a->has_from &&
                               (!best->has_from || a->from > best->from));
        if (holds && later) {
            best = a;
            chosen = e;
        }
    }
    if (!ok || !c->scenario || d->set || d->setting) {
        return NULL;
    }
    if (need_date && !c->program->has_date) {
        const Stmt *head = stmt_find(c->scenario, STMT_SCENARIO, NULL);
        diag_add(c->diags, DIAG_FAULT,
                 head ? head->name.place : d->def->place,
                 "add: date 2020-01-01",
                 "\"%s\" has dated values, and the scenario has no date",
                 d->def->name);
        return NULL;
    }
    if (s->n_dated > 0 && !best) {
        char day[11];
        date_write(c->program->date, day);
        diag_add(c->diags, DIAG_FAULT, d->def->place,
                 "set it in the scenario, or give it an earlier value",
                 "\"%s\" has no value yet on %s", d->def->name, day);
        return NULL;
    }
    if (best) {
        d->def->has_dated = best->has_from;
        d->def->dated = best->from;
        d->def->set_place = best->place;
    }
    return chosen;
}

static void param_build(Checker *c, Draft *d) {
    Def *def = d->def;
    const Node *value = d->setting ? d->setting->value
                        : d->set   ? d->set->value
                                   : NULL;
    Expr *dated = dated_choose(c, d);
    if (!value) {
        def->expr = dated;
        if (c->scenario && d->stmt->n_dated == 0) {
            const Stmt *uses = stmt_find(c->scenario, STMT_USES, NULL);
            diag_add(c->diags, DIAG_FAULT,
                     uses ? uses->place
                          : (Place){.source = c->scenario->source},
                     arena_format(c->arena, tr("add: set %s = ..."),
                                  def->name),
                     "the formula's param \"%s\" is not set", def->name);
        }
        return;
    }
    def->expr = expr_build(c, value);
    if (!def->expr || !expr_is_single(c, def->expr, tr("a parameter")) ||
        !expr_has_type(c, def->expr, &def->type,
                       arena_format(c->arena, "\"%s\"", def->name)) ||
        !only_params(c, def->expr)) {
        def->expr = NULL;
        return;
    }
    def->set_place = value->place;
    def->changed = d->setting != NULL;
    def->has_dated = false;
    if (!d->setting) {
        def->mark = d->set->mark;
        def->source = d->set->origin.source.text;
        def->has_dated = d->set->origin.has_date;
        def->dated = d->set->origin.dated;
    }
}

static void value_build(Checker *c, Draft *d) {
    Def *def = d->def;
    Expr *e = expr_build(c, d->stmt->value);
    def->expr = e;
    def->exact = NULL;
    if (e && d->rounds) {
        def->type = e->type;
        def->table = e->table;
        def->exact = e;
        def->expr = expr_build_round(c, e, d->rounds->rounding,
                                     d->rounds->place);
    }
    if (!def->expr) {
        d->broken = true;
        return;
    }
    def->type = def->expr->type;
    def->table = def->expr->table;
    Buf buf = {0};
    Program shown = *c->program;
    shown.dim_name = c->dim.at;
    shown.n_dims = c->dim.n;
    type_print(&shown, &def->type, &buf);
    def->unit_text = buf.n ? arena_string(c->arena, buf.at) : "";
    buf_free(&buf);
}

static void settings_attach(Checker *c, const Setting *setting, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const Symbol *s = symbol_find(c, setting[i].name);
        if (s && s->kind == SYM_DEF && s->def->kind == DEF_PARAM) {
            c->draft.at[s->def->id].setting = &setting[i];
            continue;
        }
        const char **names =
            ARENA_ARRAY(c->arena, const char *, c->draft.n + 1);
        size_t k = 0;
        for (size_t j = 0; j < c->draft.n; j++) {
            if (c->draft.at[j].def->kind == DEF_PARAM) {
                names[k++] = c->draft.at[j].def->name;
            }
        }
        const char *near = name_nearest(setting[i].name, names, k);
        diag_add(c->diags, DIAG_FAULT, (Place){0},
                 near ? arena_format(c->arena, tr("did you mean \"%s\"?"),
                                     near)
                      : N_("--set changes the params of the formula"),
                 "--set: \"%s\" is not a param of the formula",
                 setting[i].name);
    }
    for (size_t i = 0; c->scenario && i < c->scenario->n; i++) {
        const Stmt *st = c->scenario->stmt[i];
        const Symbol *s = symbol_find(c, st->name.text ? st->name.text : "");
        if (!s || s->kind != SYM_DEF) {
            continue;
        }
        if (st->kind == STMT_SET && s->def->kind == DEF_PARAM) {
            c->draft.at[s->def->id].set = st;
        } else if (st->kind == STMT_FILL && s->def->kind == DEF_DATA) {
            s->def->fill = st;
        }
    }
}

static void requires_build(Checker *c) {
    Program *p = c->program;
    p->require = ARENA_ARRAY(c->arena, Require, c->formula->n + 1);
    for (size_t i = 0; i < c->formula->n; i++) {
        const Stmt *s = c->formula->stmt[i];
        if (s->kind != STMT_REQUIRE) {
            continue;
        }
        Expr *e = expr_build(c, s->value);
        if (e && expr_is_flag(c, e)) {
            p->require[p->n_requires++] =
                (Require){.expr = e, .message = s->title.text,
                          .place = s->place};
        }
    }
}

static void heads_read(Checker *c) {
    Program *p = c->program;
    size_t most = c->formula->n + (c->scenario ? c->scenario->n : 0);
    p->source = ARENA_ARRAY(c->arena, const char *, most + 1);
    const Ast *file[] = {c->scenario, c->formula};
    for (size_t f = 0; f < 2; f++) {
        for (size_t i = 0; file[f] && i < file[f]->n; i++) {
            const Stmt *s = file[f]->stmt[i];
            if (s->kind == STMT_SOURCE) {
                p->source[p->n_sources++] = s->path.text;
            } else if (s->kind == STMT_FORMULA) {
                p->name = s->name.text;
                p->title = s->title.text;
            } else if (s->kind == STMT_SCENARIO) {
                p->scenario_name = s->name.text;
                p->scenario_title = s->title.text;
            } else if (s->kind == STMT_DATE) {
                p->has_date = true;
                p->date = s->date;
            }
        }
    }
}

static void tables_publish(Checker *c) {
    Program *p = c->program;
    p->dim_name = c->dim.at;
    p->n_dims = c->dim.n;
    p->unit = c->unit.at;
    p->n_units = c->unit.n;
    p->table = c->table.at;
    p->n_tables = c->table.n;
    p->def = ARENA_ARRAY(c->arena, Def *, c->draft.n + 1);
    for (size_t i = 0; i < c->draft.n; i++) {
        p->def[p->n_defs++] = c->draft.at[i].def;
    }
}

Program *check(Arena *arena, RatPool *pool, const Ast *formula,
               const Ast *scenario, const Setting *setting, size_t n_settings,
               Diags *diags) {
    size_t before = diags_count(diags);
    Checker c = {.arena = arena, .pool = pool, .diags = diags,
                 .formula = formula, .scenario = scenario, .home = -1};
    c.names = code_index_new(arena, formula->n);
    c.program = ARENA_NEW(arena, Program);
    c.program->formula = formula;
    c.program->scenario = scenario;
    heads_read(&c);
    units_declare(&c);
    names_declare(&c);
    settings_attach(&c, setting, n_settings);
    names_order(&c);
    if (diags_count(diags) > before) {
        return NULL;
    }
    tables_publish(&c);
    for (size_t i = 0; i < c.program->n_order; i++) {
        Draft *d = &c.draft.at[c.program->order[i]->id];
        if (d->def->kind == DEF_PARAM) {
            param_build(&c, d);
        } else if (d->def->kind != DEF_DATA) {
            value_build(&c, d);
        }
    }
    requires_build(&c);
    if (scenario) {
        scenario_check(&c);
    }
    return diags_count(diags) > before ? NULL : c.program;
}

const Def *program_find(const Program *program, const char *name) {
    for (size_t i = 0; i < program->n_defs; i++) {
        if (strcmp(program->def[i]->name, name) == 0) {
            return program->def[i];
        }
    }
    return NULL;
}

int program_main_table(const Program *program) {
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind == DEF_RESULT && def->table >= 0) {
            return def->table;
        }
    }
    return -1;
}
