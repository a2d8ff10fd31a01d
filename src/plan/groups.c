/* groups.c - the order rows are laid out in, and rows in groups. */
#include <stdlib.h>
#include <string.h>

#include "plan/plan_int.h"

size_t row_up(const Builder *b, int table, const Path *path, size_t row) {
    const Table *t = b->data->table[table];
    for (size_t i = 0; i < path->n; i++) {
        const TableLink *link = &t->link[path->link[i]];
        row = link->row[row];
        t = b->data->table[link->parent];
    }
    return row;
}

size_t row_at(const Builder *b, int table, size_t position) {
    return table >= 0 && b->order[table] ? b->order[table][position]
                                         : position;
}

const uint32_t *positions(Builder *b, int table) {
    size_t n = plan_rows(b, table);
    uint32_t *at = ARENA_ARRAY(b->arena, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        at[row_at(b, table, i)] = (uint32_t)i;
    }
    return at;
}

/* --- the order of a table --- */

typedef struct Placed {
    size_t group;
    bool out;               /* takes no part for good */
    const Rat *tier;        /* or NULL */
    size_t row;
} Placed;

static int placed_order(const void *x, const void *y) {
    const Placed *a = x, *b = y;
    if (a->group != b->group) {
        return a->group < b->group ? -1 : 1;
    }
    if (a->out != b->out) {
        return a->out ? 1 : -1;
    }
    int order = a->tier && b->tier ? rat_cmp(a->tier, b->tier) : 0;
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static const Column *fixed_part(Builder *b, const Expr *e) {
    return e && is_fixed(b, e) ? exact_part(b->parts, e) : NULL;
}

static const Rat *tier_at(const Column *c, const Expr *order, size_t row) {
    if (!c) {
        return NULL;
    }
    const Value *v = &c->at[order->table < 0 ? 0 : row];
    return v->undefined ? NULL : v->num;
}

/* Rows by group, then those that never take part last, then by tier: what one
 * allocate goes through stands together. */
static Placed *place_rows(Builder *b, const Alloc *al) {
    size_t n = plan_rows(b, al->rows);
    Placed *p = ARENA_ARRAY(b->arena, Placed, n + 1);
    const Column *where = fixed_part(b, al->where);
    const Column *order = fixed_part(b, al->order);
    for (size_t i = 0; i < n; i++) {
        const Value *in =
            where ? &where->at[al->where->table < 0 ? 0 : i] : NULL;
        p[i].row = i;
        p[i].out = in && !in->undefined && !in->flag;
        p[i].tier = tier_at(order, al->order, i);
        p[i].group = al->per >= 0 ? row_up(b, al->rows, &al->path, i) : 0;
    }
    qsort(p, n, sizeof *p, placed_order);
    return p;
}

/* Groups are runs of rows already, and keys that never vary need no tiers that
 * stand together: then amounts come out as the table has its rows. */
static bool stands(Builder *b, const Alloc *al) {
    const Expr *part[] = {al->by, al->where, al->order};
    size_t n = plan_rows(b, al->rows), last = 0;
    for (size_t k = 0; k < sizeof part / sizeof *part; k++) {
        if (part[k] && !is_fixed(b, part[k])) {
            return false;
        }
    }
    for (size_t i = 0; al->per >= 0 && i < n; i++) {
        size_t group = row_up(b, al->rows, &al->path, i);
        if (group < last) {
            return false;
        }
        last = group;
    }
    return true;
}

static void choose_order(Builder *b, const Expr *e) {
    if (!e || e->kind != EXPR_ALLOCATE || b->order[e->alloc->rows] ||
        (e->alloc->per < 0 && !e->alloc->order) || stands(b, e->alloc)) {
        return;
    }
    int table = e->alloc->rows;
    size_t n = plan_rows(b, table);
    Placed *p = place_rows(b, e->alloc);
    uint32_t *order = ARENA_ARRAY(b->arena, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        order[i] = (uint32_t)p[i].row;
    }
    b->order[table] = order;
}

static void choose_below(Builder *b, const Expr *e) {
    if (!e) {
        return;
    }
    choose_order(b, e);
    for (size_t i = 0; i < e->n_args; i++) {
        choose_below(b, e->arg[i]);
    }
}

void choose_orders(Builder *b) {
    for (size_t i = 0; i < b->program->n_order; i++) {
        choose_below(b, b->program->order[i]->expr);
    }
}

/* --- groupings --- */

static Grouping *grouping_new(Builder *b, size_t n, const uint32_t *of,
                              size_t n_rows) {
    Grouping *g = ARENA_NEW(b->arena, Grouping);
    uint32_t *start = ARENA_ARRAY(b->arena, uint32_t, n + 2);
    uint32_t *row = ARENA_ARRAY(b->arena, uint32_t, n_rows + 1);
    uint32_t *next = ARENA_ARRAY(b->arena, uint32_t, n + 1);
    bool in_order = true;
    for (size_t i = 0; i < n_rows; i++) {
        start[of[i] + 1]++;
    }
    for (size_t i = 0; i < n; i++) {
        start[i + 1] += start[i];
    }
    memcpy(next, start, n * sizeof *next);
    for (size_t i = 0; i < n_rows; i++) {
        row[next[of[i]]] = (uint32_t)i;
        in_order = in_order && next[of[i]] == i;
        next[of[i]]++;
    }
    *g = (Grouping){.n = n, .n_rows = n_rows, .start = start,
                    .row = in_order ? NULL : row, .of = of};
    return g;
}

const Grouping *grouping_all(Builder *b, int table) {
    size_t n = plan_rows(b, table);
    return grouping_new(b, 1, ARENA_ARRAY(b->arena, uint32_t, n + 1), n);
}

const Grouping *grouping_path(Builder *b, int rows, int up,
                              const Path *path) {
    if (up < 0) {
        return grouping_all(b, rows);
    }
    size_t n = plan_rows(b, rows);
    uint32_t *of = ARENA_ARRAY(b->arena, uint32_t, n + 1);
    const uint32_t *at = positions(b, up);
    for (size_t i = 0; i < n; i++) {
        of[i] = at[row_up(b, rows, path, row_at(b, rows, i))];
    }
    return grouping_new(b, plan_rows(b, up), of, n);
}

typedef struct Keyed {
    double value;
    const Rat *exact;
    uint32_t at;
} Keyed;

static int keyed_order(const void *x, const void *y) {
    const Keyed *a = x, *b = y;
    if (a->exact && b->exact) {
        return rat_cmp(a->exact, b->exact);
    }
    return (a->value > b->value) - (a->value < b->value);
}

const Grouping *grouping_values(Builder *b, int slot) {
    const Slot *s = &b->slot.at[slot];
    Keyed *key = ARENA_ARRAY(b->arena, Keyed, s->n + 1);
    uint32_t *of = ARENA_ARRAY(b->arena, uint32_t, s->n + 1);
    const Rat **exact = b->exact.at[slot];
    for (size_t i = 0; i < s->n; i++) {
        key[i] = (Keyed){s->value[i], exact ? exact[i] : NULL, (uint32_t)i};
    }
    qsort(key, s->n, sizeof *key, keyed_order);
    uint32_t group = 0;
    for (size_t i = 0; i < s->n; i++) {
        group += i > 0 && keyed_order(&key[i - 1], &key[i]) != 0;
        of[key[i].at] = group;
    }
    return grouping_new(b, (size_t)group + 1, of, s->n);
}

/* --- ties --- */

typedef struct Tied {
    const Rat *tie;
    const char *code;
    uint32_t at;
} Tied;

static int tied_order(const void *x, const void *y) {
    const Tied *a = x, *b = y;
    int order = a->tie ? rat_cmp(b->tie, a->tie) : 0;
    return order ? order : strcmp(a->code, b->code);
}

const uint32_t *tie_ranks(Builder *b, int table, const Rat **ties) {
    size_t n = plan_rows(b, table);
    Tied *t = ARENA_ARRAY(b->arena, Tied, n + 1);
    uint32_t *rank = ARENA_ARRAY(b->arena, uint32_t, n + 8);
    for (size_t i = 0; i < n; i++) {
        t[i] = (Tied){ties ? ties[i] : NULL,
                      b->data->table[table]->code[row_at(b, table, i)],
                      (uint32_t)i};
    }
    qsort(t, n, sizeof *t, tied_order);
    for (size_t i = 0; i < n; i++) {
        rank[t[i].at] = (uint32_t)i;
    }
    return rank;
}
