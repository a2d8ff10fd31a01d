/* course_rank.c - ranks as functions, and groups of equal values. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "study/course_gather.h"

/* ---- Ranks ---- */

typedef struct Placed {
    const Moving *value, *tie;
    const Rat *at, *tie_at;
    Date date;
    const char *code;
    size_t row;
} Placed;

static int by_place(const void *x, const void *y)
{
    const Placed *a = x, *b = y;
    int order = a->at != NULL ? rat_cmp(b->at, a->at)
                              : (b->date > a->date) - (b->date < a->date);
    if (order == 0 && a->tie_at != NULL) {
        order = rat_cmp(b->tie_at, a->tie_at);
        order = order != 0 ? order : strcmp(a->code, b->code);
    }
    return order;
}

static Placed placed(const Gather *g, size_t row)
{
    Along *al = g->al;
    Placed p = {.value = gather_at(g, row), .row = row};
    p.code = al->data->table[g->agg->rows]->code[row];
    p.date = p.value->date;
    if (g->agg->arg->type.kind == TYPE_NUMBER)
        p.at = along_value(al, p.value->low);
    if (g->agg->ties != NULL) {
        p.tie = along_at(al, g->agg->ties, row);
        p.tie_at = along_value(al, p.tie->low);
    }
    return p;
}

/* Neighbours keep their order, so all do; only equals ask for their ties. */
static void keep_order(Along *al, const Placed *a, const Placed *b)
{
    if (a->at == NULL || along_cmp(al, a->value->low, b->value->low) == 0)
        if (a->tie != NULL)
            along_cmp(al, a->tie->low, b->tie->low);
}

static const Stop *rank_stop(const Gather *g)
{
    const Stop *stop = gather_stop(g);
    bool sure = g->all_sure;
    for (size_t i = 0; i < g->n && g->agg->ties != NULL; i++) {
        const Moving *tie = along_at(g->al, g->agg->ties, g->row[i]);
        stop = stop != NULL ? stop : tie->stop;
        sure &= !tie->wide;
    }
    if (stop == NULL && !sure)
        stop = stop_new(g->al, g->e, tr(unsure_rows));
    return stop;
}

void gather_ranks(const Gather *g, const size_t *row, size_t n,
                  MovingColumn *out)
{
    Along *al = g->al;
    const Stop *stop = rank_stop(g);
    Placed *p = ARENA_ARRAY(al->arena, Placed, g->n + 1);
    for (size_t i = 0; i < n; i++)
        out->at[row[i]] = moving_undefined(tr("no rank outside \"where\""));
    for (size_t i = 0; i < g->n; i++) {
        out->at[g->row[i]] = moving_stopped(stop);
        if (stop == NULL)
            p[i] = placed(g, g->row[i]);
    }
    if (stop != NULL)
        return;
    qsort(p, g->n, sizeof *p, by_place);
    int64_t rank = 1;
    for (size_t i = 0; i < g->n; i++) {
        if (i > 0) {
            keep_order(al, &p[i - 1], &p[i]);
            rank = by_place(&p[i - 1], &p[i]) != 0 ? (int64_t)i + 1 : rank;
        }
        out->at[p[i].row] = moving_exact(along_int(al, rank));
    }
}

/* ---- Groups by an expression that does not move ---- */

typedef struct Keyed {
    const Moving *key;
    const Rat *num;
    TypeKind kind;
    size_t row;
} Keyed;

static int key_order(const Keyed *a, const Keyed *b)
{
    switch (a->kind) {
    case TYPE_NUMBER: return rat_cmp(a->num, b->num);
    case TYPE_TEXT: return strcmp(a->key->text, b->key->text);
    case TYPE_DATE:
        return (a->key->date > b->key->date) - (a->key->date < b->key->date);
    case TYPE_FLAG: return (int)a->key->flag - (int)b->key->flag;
    }
    return 0;
}

static int by_key(const void *x, const void *y)
{
    const Keyed *a = x, *b = y;
    int order = key_order(a, b);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

AlongGroups gather_groups(const Gather *g, size_t n)
{
    Along *al = g->al;
    const Expr *by = g->agg->by;
    Keyed *key = ARENA_ARRAY(al->arena, Keyed, n + 1);
    AlongGroups out = {.start = ARENA_ARRAY(al->arena, size_t, n + 2),
                       .row = ARENA_ARRAY(al->arena, size_t, n + 1)};
    for (size_t i = 0; i < n; i++) {
        key[i] = (Keyed){along_at(al, by, i), NULL, by->type.kind, i};
        if (by->type.kind == TYPE_NUMBER)
            key[i].num = along_value(al, key[i].key->low);
    }
    qsort(key, n, sizeof *key, by_key);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && key_order(&key[i - 1], &key[i]) != 0)
            out.start[++out.n] = i;
        out.row[i] = key[i].row;
    }
    out.start[++out.n] = n;
    return out;
}
