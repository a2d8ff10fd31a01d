/* shape.c - which table an expression belongs to (LANGUAGE rule 10). */
#include "check/check_int.h"

const char *shape_text(const Checker *c, int table) {
    return table < 0 ? tr("one value") : c->table.at[table].name;
}

/* Ways up, saturating at 2. Tables are few and parents are checked to have no
 * cycles before any path is asked for; done[] keeps the count per table. */
static int ways(const Checker *c, int from, int to, signed char *done) {
    if (from == to) {
        return 1;
    }
    if (done[from] >= 0) {
        return done[from];
    }
    int n = 0;
    const TableDef *t = &c->table.at[from];
    for (size_t i = 0; i < t->n_parents && n < 2; i++) {
        n += ways(c, t->parent[i], to, done);
    }
    done[from] = (signed char)(n > 2 ? 2 : n);
    return done[from];
}

static int count_ways(const Checker *c, int from, int to) {
    signed char done[TABLES_MAX];
    for (size_t i = 0; i < TABLES_MAX; i++) {
        done[i] = -1;
    }
    return ways(c, from, to, done);
}

int shape_path(Checker *c, int from, int to, Path *out) {
    int n = count_ways(c, from, to);
    if (n != 1) {
        return n;
    }
    *out = (Path){.link = ARENA_ARRAY(c->arena, int, TABLES_MAX)};
    while (from != to) {
        const TableDef *t = &c->table.at[from];
        size_t i = 0;
        while (count_ways(c, t->parent[i], to) == 0) {
            i++;
        }
        out->link[out->n++] = (int)i;
        from = t->parent[i];
    }
    return 1;
}

Expr *shape_bring(Checker *c, Expr *e, int table) {
    if (!e || e->table < 0 || e->table == table) {
        return e;
    }
    Path path = {0};
    int n = table < 0 ? 0 : shape_path(c, table, e->table, &path);
    if (n != 1) {
        const char *from = shape_text(c, e->table);
        diag_add(c->diags, DIAG_FAULT, e->place,
                 n > 1 ? N_("say which with a let that uses one of the ways")
                       : N_("put it together first, with sum(... by TABLE), "
                            "mean(...) or another aggregate"),
                 n > 1 ? N_("\"%s\" is reached from \"%s\" by more than one "
                            "way")
                       : N_("this has a value per \"%s\", which one row of "
                            "\"%s\" does not have"),
                 from, shape_text(c, table));
        return NULL;
    }
    Expr *s = expr_new(c, EXPR_SPREAD, e->place);
    s->type = e->type;
    s->table = table;
    s->path = path;
    s->n_args = 1;
    s->arg = ARENA_NEW(c->arena, Expr *);
    s->arg[0] = e;
    return s;
}

bool shape_above(Checker *c, int rows, int table, Place place, Path *out) {
    int n = shape_path(c, rows, table, out);
    if (n == 1) {
        return true;
    }
    diag_add(c->diags, DIAG_FAULT, place,
             n == 0 ? arena_format(c->arena, tr("declare it: table %s in %s"),
                                   shape_text(c, rows), shape_text(c, table))
                    : N_("take one of the ways away"),
             n == 0 ? N_("\"%s\" does not lie above \"%s\"")
                    : N_("\"%s\" lies above \"%s\" in more than one way"),
             shape_text(c, table), shape_text(c, rows));
    return false;
}

/* The table from which the tables of all columns are reached; -1 if all are
 * single values, -2 if there is none. */
static int meeting(const Checker *c, Expr **e, size_t n, int *other) {
    int best = -1;
    for (size_t i = 0; i < n; i++) {
        if (!e[i] || e[i]->table < 0) {
            continue;
        }
        bool all = true;
        for (size_t k = 0; all && k < n; k++) {
            all = !e[k] || e[k]->table < 0 ||
                  count_ways(c, e[i]->table, e[k]->table) > 0;
            *other = e[k] ? e[k]->table : -1;
        }
        if (all) {
            return e[i]->table;
        }
        best = -2;
    }
    return best;
}

static bool reaches_all(const Checker *c, int from, Expr **e, size_t n) {
    for (size_t i = 0; from >= 0 && i < n; i++) {
        if (e[i] && e[i]->table >= 0 &&
            count_ways(c, from, e[i]->table) == 0) {
            return false;
        }
    }
    return from >= 0;
}

bool shape_join(Checker *c, Expr **e, size_t n, Place place, int *table) {
    int other = -1;
    *table = meeting(c, e, n, &other);
    if (*table == -2 && reaches_all(c, c->home, e, n)) {
        *table = c->home;
    }
    if (*table == -2) {
        size_t i = 0;
        while (!e[i] || e[i]->table < 0 || e[i]->table == other) {
            i++;
        }
        diag_add(c->diags, DIAG_FAULT, place,
                 "put one of them together first, with sum(... by TABLE) or "
                 "another aggregate",
                 "one part has a value per \"%s\", another per \"%s\", and "
                 "neither table lies above the other",
                 shape_text(c, e[i]->table), shape_text(c, other));
        *table = -1;
        return false;
    }
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        if (e[i]) {
            e[i] = shape_bring(c, e[i], *table);
            ok = ok && e[i];
        }
    }
    return ok;
}
