/* eval_aggregate.c - sum, mean, count, smallest, largest, share and rank over
 * the rows of a table (LANGUAGE rule 11). */
#include <stdlib.h>
#include <string.h>

#include "exact/exact_int.h"

typedef struct Pass {
    Eval *ev;
    const Expr *e;
    const Agg *agg;
    size_t n;               /* rows gone through */
    bool *in;               /* selected by where */
    Groups groups;
    unsigned char *marks;   /* by group: of everything that went in */
} Pass;

/* --- groups of equal values, for `by EXPRESSION` --- */

typedef struct Key {
    const Value *value;
    TypeKind kind;
    size_t row;
} Key;

static int key_order(const Value *a, const Value *b, TypeKind kind) {
    switch (kind) {
    case TYPE_NUMBER: return rat_cmp(a->num, b->num);
    case TYPE_TEXT: return strcmp(a->text, b->text);
    case TYPE_DATE: return (a->date > b->date) - (a->date < b->date);
    case TYPE_FLAG: return a->flag - b->flag;
    }
    return 0;
}

static int key_compare(const void *x, const void *y) {
    const Key *a = x, *b = y;
    int order = key_order(a->value, b->value, a->kind);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static Groups groups_by_value(Pass *p, const Expr *by) {
    Arena *arena = p->ev->arena;
    Key *key = ARENA_ARRAY(arena, Key, p->n + 1);
    size_t *of = ARENA_ARRAY(arena, size_t, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        key[i] = (Key){eval_at(p->ev, by, i), by->type.kind, i};
    }
    qsort(key, p->n, sizeof *key, key_compare);
    size_t group = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (i > 0 && key_order(key[i - 1].value, key[i].value,
                               by->type.kind) != 0) {
            group++;
        }
        of[key[i].row] = group;
    }
    return groups_by_number(p->ev, p->n, of, group + 1);
}

/* --- one value per group --- */

static int compare(const Pass *p, size_t a, size_t b) {
    const Expr *arg = p->agg->arg;
    return key_order(eval_at(p->ev, arg, a), eval_at(p->ev, arg, b),
                     arg->type.kind);
}

static const Rat *group_sum(Pass *p, size_t g, size_t *count) {
    const Groups *gr = &p->groups;
    size_t n = 0, size = gr->start[g + 1] - gr->start[g];
    const Rat **part = ARENA_ARRAY(p->ev->arena, const Rat *, size + 1);
    for (size_t k = gr->start[g]; k < gr->start[g + 1]; k++) {
        if (p->in[gr->row[k]]) {
            part[n++] = eval_at(p->ev, p->agg->arg, gr->row[k])->num;
        }
    }
    *count = n;
    return rat_sum(p->ev->pool, part, n);
}

static Value group_extreme(Pass *p, size_t g, size_t out_row) {
    const Groups *gr = &p->groups;
    const Value *best = NULL;
    size_t best_row = 0;
    for (size_t k = gr->start[g]; k < gr->start[g + 1]; k++) {
        size_t row = gr->row[k];
        if (!p->in[row]) {
            continue;
        }
        int order = best ? compare(p, row, best_row) : 0;
        bool better = p->agg->kind == AGG_LARGEST ? order > 0 : order < 0;
        if (!best || better) {
            best = eval_at(p->ev, p->agg->arg, row);
            best_row = row;
        }
    }
    if (!best) {
        return (Value){.undefined = undefined_new(
                           p->ev, p->e, out_row,
                           p->agg->kind == AGG_LARGEST
                               ? tr("the largest of no rows")
                               : tr("the smallest of no rows"))};
    }
    return (Value){.num = best->num, .date = best->date};
}

static Value group_value(Pass *p, size_t g, size_t out_row) {
    RatPool *pool = p->ev->pool;
    size_t count = 0;
    const Groups *gr = &p->groups;
    if (p->agg->kind == AGG_COUNT) {
        for (size_t k = gr->start[g]; k < gr->start[g + 1]; k++) {
            count += p->in[gr->row[k]];
        }
        return (Value){.num = rat_int(pool, (int64_t)count)};
    }
    if (p->agg->kind == AGG_SMALLEST || p->agg->kind == AGG_LARGEST) {
        return group_extreme(p, g, out_row);
    }
    const Rat *sum = group_sum(p, g, &count);
    if (p->agg->kind != AGG_MEAN) {
        return (Value){.num = sum};
    }
    if (count == 0) {
        return (Value){.undefined = undefined_new(p->ev, p->e, out_row,
                                                  tr("the mean of no rows"))};
    }
    return (Value){
        .num = rat_div(pool, sum, rat_int(pool, (int64_t)count))};
}

/* --- share and rank: one value per row --- */

/* The marks of what the row itself brings. */
static unsigned char own_marks(const Pass *p, size_t row) {
    const Agg *agg = p->agg;
    const Expr *part[] = {agg->where, agg->by, p->in[row] ? agg->arg : NULL,
                          p->in[row] ? agg->ties : NULL};
    unsigned char marks = 0;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (part[i]) {
            marks |= eval_at(p->ev, part[i], row)->marks;
        }
    }
    return marks;
}

static void shares(Pass *p, Column *out) {
    Eval *ev = p->ev;
    for (size_t g = 0; g < p->groups.n; g++) {
        size_t count;
        const Rat *sum = group_sum(p, g, &count);
        for (size_t k = p->groups.start[g]; k < p->groups.start[g + 1]; k++) {
            size_t row = p->groups.row[k];
            const Value *a = eval_at(ev, p->agg->arg, row);
            Value *v = &out->at[row];
            v->marks = own_marks(p, row);
            if (!p->in[row]) {
                v->num = rat_int(ev->pool, 0);
            } else if (rat_sign(sum) == 0) {
                v->undefined = undefined_new(
                    ev, p->e, row, tr("a share of a sum that is 0"));
            } else {
                v->num = rat_div(ev->pool, a->num, sum);
            }
        }
    }
}

typedef struct Ranked {
    const Value *value, *tie;
    const char *code;
    TypeKind kind;
    size_t row;
} Ranked;

/* First the larger value; then, with `ties to`, the larger of that, then the
 * lower code. */
static int ranked_compare(const void *x, const void *y) {
    const Ranked *a = x, *b = y;
    int order = key_order(b->value, a->value, a->kind);
    if (order == 0 && a->tie) {
        order = rat_cmp(b->tie->num, a->tie->num);
        order = order ? order : strcmp(a->code, b->code);
    }
    return order;
}

static void rank_group(Pass *p, size_t g, Ranked *item, Column *out) {
    const Agg *agg = p->agg;
    const Table *t = p->ev->data->table[agg->rows];
    size_t n = 0;
    for (size_t k = p->groups.start[g]; k < p->groups.start[g + 1]; k++) {
        size_t row = p->groups.row[k];
        if (p->in[row]) {
            item[n++] = (Ranked){
                eval_at(p->ev, agg->arg, row),
                agg->ties ? eval_at(p->ev, agg->ties, row) : NULL,
                t->code[row], agg->arg->type.kind, row};
        } else {
            out->at[row].undefined = undefined_new(
                p->ev, p->e, row, tr("no rank outside \"where\""));
        }
    }
    qsort(item, n, sizeof *item, ranked_compare);
    size_t rank = 1;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && ranked_compare(&item[i - 1], &item[i]) != 0) {
            rank = i + 1;
        }
        Value *v = &out->at[item[i].row];
        v->num = rat_int(p->ev->pool, (int64_t)rank);
        v->marks = own_marks(p, item[i].row);
    }
}

static void ranks(Pass *p, Column *out) {
    Ranked *item = ARENA_ARRAY(p->ev->arena, Ranked, p->n + 1);
    for (size_t g = 0; g < p->groups.n; g++) {
        rank_group(p, g, item, out);
    }
}

/* --- the pass --- */

static bool select_rows(Pass *p) {
    Eval *ev = p->ev;
    const Agg *agg = p->agg;
    p->in = ARENA_ARRAY(ev->arena, bool, p->n + 1);
    if ((agg->where && !eval_expr(ev, agg->where)) ||
        (agg->arg && !eval_expr(ev, agg->arg)) ||
        (agg->by && !eval_expr(ev, agg->by)) ||
        (agg->ties && !eval_expr(ev, agg->ties)) ||
        !all_defined(ev, agg->where, p->n, NULL)) {
        return false;
    }
    for (size_t i = 0; i < p->n; i++) {
        p->in[i] = !agg->where || eval_at(ev, agg->where, i)->flag;
    }
    return all_defined(ev, agg->arg, p->n, p->in) &&
           all_defined(ev, agg->by, p->n, NULL) &&
           all_defined(ev, agg->ties, p->n, p->in);
}

static unsigned char marks_of(Eval *ev, const Expr *e, size_t row) {
    if (!e) {
        return 0;
    }
    const Value *v = eval_at(ev, e, row);
    return v->marks | v->pooled;
}

static void gather_marks(Pass *p) {
    const Agg *agg = p->agg;
    p->marks = ARENA_ARRAY(p->ev->arena, unsigned char, p->groups.n + 1);
    for (size_t i = 0; i < p->n; i++) {
        unsigned char *m = &p->marks[p->groups.of[i]];
        *m |= marks_of(p->ev, agg->where, i);
        *m |= marks_of(p->ev, agg->by, i);
        if (p->in[i]) {
            *m |= marks_of(p->ev, agg->arg, i);
            *m |= marks_of(p->ev, agg->ties, i);
        }
    }
}

bool eval_aggregate(Eval *ev, const Expr *e) {
    const Agg *agg = e->agg;
    Pass p = {.ev = ev, .e = e, .agg = agg, .n = eval_rows(ev, agg->rows)};
    if (!select_rows(&p)) {
        return false;
    }
    p.groups = agg->by ? groups_by_value(&p, agg->by)
                       : groups_by_path(ev, agg->rows, agg->by_table,
                                        &agg->path);
    gather_marks(&p);
    Column *out = eval_new(ev, e);
    if (agg->kind == AGG_SHARE) {
        shares(&p, out);
    } else if (agg->kind == AGG_RANK) {
        ranks(&p, out);
    } else {
        Value *value = ARENA_ARRAY(ev->arena, Value, p.groups.n + 1);
        for (size_t g = 0; g < p.groups.n; g++) {
            bool any = p.groups.start[g] < p.groups.start[g + 1];
            size_t row = agg->by && any ? p.groups.row[p.groups.start[g]] : g;
            value[g] = group_value(&p, g, row);
        }
        for (size_t i = 0; i < out->n; i++) {
            out->at[i] = value[agg->by ? p.groups.of[i] : i];
        }
    }
    bool per_row = agg->by || agg->kind == AGG_SHARE || agg->kind == AGG_RANK;
    for (size_t i = 0; i < out->n; i++) {
        out->at[i].pooled |= p.marks[per_row ? p.groups.of[i] : i];
    }
    return true;
}
