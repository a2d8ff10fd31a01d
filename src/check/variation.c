/* variation.c - what the scenario varies and draws: vary, draw, draws. */
#include <string.h>

#include "check/check_int.h"

/* A number may vary; a flag, a text or a date has no steps between. */
static bool is_number(Checker *c, const Word *name, const Def *def,
                      bool drawn) {
    if (def->type.kind == TYPE_NUMBER) {
        return true;
    }
    diag_add(c->diags, DIAG_FAULT, name->place,
             "write a scenario for each of its values",
             drawn ? N_("only numbers can be drawn, and \"%s\" is a %s")
                   : N_("only numbers can be varied, and \"%s\" is a %s"),
             name->text, def->unit_text);
    return false;
}

/* Each name varies once, and is drawn once. */
static bool is_first(Checker *c, const Word *name, bool before,
                     bool drawn) {
    if (before) {
        diag_add(c->diags, DIAG_FAULT, name->place, "keep one of the lines",
                 drawn ? N_("\"%s\" is drawn already")
                       : N_("\"%s\" is varied already"), name->text);
    }
    return !before;
}

static void check_vary(Checker *c, const Stmt *s) {
    const Program *p = c->program;
    const Def *def = def_named(c, &s->name, 1u << DEF_PARAM, tr("a param"));
    bool before = false;
    for (size_t i = 0; i < p->n_varies; i++) {
        before = before || p->vary[i].def == def;
    }
    bool good = def && is_first(c, &s->name, before, false) &&
                is_number(c, &s->name, def, false);
    Expr **value = ARENA_ARRAY(c->arena, Expr *, s->values.n + 1);
    for (size_t i = 0; i < s->values.n; i++) {
        Expr *e = expr_build(c, s->values.at[i]);
        good = e && good &&
               expr_has_type(c, e, &def->type, tr("what varies")) &&
               expr_is_single(c, e, tr("what varies")) && only_params(c, e);
        value[i] = e;
    }
    if (good) {
        c->program->vary[c->program->n_varies++] =
            (Vary){.def = def, .range = s->range, .n = s->values.n,
                   .value = value, .place = s->place};
    }
}

static const struct {
    const char *name;
    size_t least, most;
    const char *form;
} distributions[] = {
#define X(name, word, least, most, form)                                     \
    [DRAW_##name] = {word, least, most, form},
    DISTRIBUTIONS(X)
#undef X
};

static bool values_fit(Checker *c, const Stmt *s, DrawKind kind) {
    size_t least = distributions[kind].least, most = distributions[kind].most;
    const char *way = arena_format(c->arena, tr("write %s"),
                                   tr(distributions[kind].form));
    size_t limit = s->values.n < least ? least : most;
    if (s->values.n >= least && s->values.n <= most) {
        return true;
    }
    diag_add(c->diags, DIAG_FAULT, s->label.place, way,
             limit > least ? N_("\"%s\" takes at most %zu values, not %zu")
                           : trn("\"%s\" takes %zu value, not %zu",
                                 "\"%s\" takes %zu values, not %zu", limit),
             s->label.text, limit, s->values.n);
    return false;
}

static bool distribution_fits(Checker *c, const Stmt *s, DrawKind *out) {
    const char *names[DRAW_KINDS];
    for (size_t i = 0; i < DRAW_KINDS; i++) {
        names[i] = distributions[i].name;
        if (strcmp(s->label.text, names[i]) != 0) {
            continue;
        }
        *out = (DrawKind)i;
        return values_fit(c, s, (DrawKind)i);
    }
    const char *near = name_nearest(s->label.text, names, DRAW_KINDS);
    diag_add(c->diags, DIAG_FAULT, s->label.place,
             near ? arena_format(c->arena, tr("did you mean \"%s\"?"), near)
                  : N_("distributions are normal, uniform, triangular, "
                       "lognormal, poisson, binomial and resample"),
             "there is no distribution \"%s\"", s->label.text);
    return false;
}

/* A parameter of a draw is of the unit drawn, or a share of it, and of one
 * row or one value. NULL after a fault. */
static Expr *draw_value(Checker *c, const Node *node, const Def *def) {
    Type plain = type_number();
    Expr *e = expr_build(c, node);
    if (!e || (!type_same(&e->type, &plain) &&
               !expr_has_type(c, e, &def->type, tr("what is drawn from")))) {
        return NULL;
    }
    if (def->table >= 0) {
        return shape_bring(c, e, def->table);
    }
    return expr_is_single(c, e, tr("what is drawn from")) ? e : NULL;
}

static void check_draw(Checker *c, const Stmt *s) {
    DrawKind kind = DRAW_KINDS;
    const Def *def = def_named(c, &s->name, 1u << DEF_PARAM | 1u << DEF_DATA,
                               tr("a param or data of the formula"));
    bool before = false;
    for (size_t i = 0; i < c->program->n_draws; i++) {
        before = before || c->program->draw[i].def == def;
    }
    if (!distribution_fits(c, s, &kind) || !def ||
        !is_first(c, &s->name, before, true) ||
        !is_number(c, &s->name, def, true)) {
        return;
    }
    Expr **value = ARENA_ARRAY(c->arena, Expr *, s->values.n + 1);
    bool good = true;
    for (size_t i = 0; i < s->values.n; i++) {
        value[i] = draw_value(c, s->values.at[i], def);
        good = good && value[i];
    }
    if (good) {
        c->program->draw[c->program->n_draws++] =
            (Draw){.def = def, .kind = kind, .n = s->values.n,
                   .value = value, .place = s->place};
    }
}

/* A whole number, at least `least` and below 2^63. */
static bool whole_number(Checker *c, const Node *n, int64_t least,
                         const char *what, uint64_t *out) {
    int64_t value = 0;
    const Rat *v = rat_read(c->pool, n->text, strlen(n->text));
    if (!rat_is_whole(v) || rat_sign(v) < (int)least) {
        diag_add(c->diags, DIAG_FAULT, n->place,
                 "write it as in: draws 100 000 seed 2020",
                 "%s is a whole number%s", what,
                 least > 0 ? tr(", at least 1") : "");
        return false;
    }
    if (!rat_to_int(v, &value)) {
        diag_add(c->diags, DIAG_FAULT, n->place, "write fewer digits",
                 "%s is at most 9223372036854775807", what);
        return false;
    }
    *out = (uint64_t)value;
    return true;
}

static void check_draws(Checker *c, const Stmt *s) {
    Program *p = c->program;
    if (s->values.n == 2) {
        bool draws = whole_number(c, s->values.at[0], 1,
                                  tr("the number of draws"), &p->draws);
        bool seed = whole_number(c, s->values.at[1], 0, tr("the seed"),
                                 &p->seed);
        p->has_draws = draws && seed;
    }
}

void variation_check(Checker *c) {
    const Ast *sc = c->scenario;
    Program *p = c->program;
    p->vary = ARENA_ARRAY(c->arena, Vary, sc->n + 1);
    p->draw = ARENA_ARRAY(c->arena, Draw, sc->n + 1);
    for (size_t i = 0; i < sc->n; i++) {
        const Stmt *s = sc->stmt[i];
        if (s->kind == STMT_VARY) {
            check_vary(c, s);
        } else if (s->kind == STMT_DRAW) {
            check_draw(c, s);
        } else if (s->kind == STMT_DRAWS) {
            check_draws(c, s);
        }
    }
}
