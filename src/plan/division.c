/* division.c - allocate: a multiple of the key where nothing limits it, else
 * a water level to be found for every variant. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan/plan_int.h"

static const char *unplanned(Builder *b, const Alloc *al) {
    return al->summed >= 0  ? "limits summed by group"
           : al->or_nothing ? "or nothing"
           : al->order && !is_fixed(b, al->order) ? "an order that varies"
           : al->rule != RULE_PROPORTIONAL && al->rule != RULE_EQUAL_AWARDS
               ? alloc_rule_words(al->rule)
               : NULL;
}

/* --- without limits --- */

static int guard(Builder *b, StepKind kind, const Linear *x, const Expr *e) {
    if (x->n == 0) {
        return rat_sign(x->add) >= (kind == STEP_POSITIVE) ? 0 : -1;
    }
    int *arg = ARENA_NEW(b->arena, int);
    *arg = linear_slot(b, x);
    for (size_t i = 0; i < b->step.n; i++) {
        const Step *s = &b->step.at[i];
        if (s->kind == kind && s->arg[0] == *arg) {
            return 0;
        }
    }
    Step step = {.kind = kind, .dst = -1, .n_args = 1, .arg = arg,
                 .expr = e, .reason = -1};
    *VEC_ADD(b->arena, &b->step) = step;
    return 0;
}

/* Drawn counts and amounts are never negative (rule 23). */
static bool never_negative(Builder *b, int slot) {
    if (b->slot.at[slot].kind == SLOT_FIXED) {
        return !fixed_any_negative(b, slot);
    }
    for (size_t i = 0; i < b->want->n_inputs; i++) {
        if (b->input_slot[i] == slot) {
            Type plain = b->want->input[i].def->type;
            for (size_t d = 0; d < DIMS_MAX; d++) {
                if (plain.dim[d]) {
                    return true;
                }
            }
        }
    }
    return false;
}

static bool columns_fit(Builder *b, const Form *key) {
    for (size_t j = 0; j < key->n; j++) {
        if (!never_negative(b, key->col[j]) ||
            (key->coef[j].n == 0 && rat_sign(key->coef[j].add) < 0)) {
            return false;
        }
    }
    return key->add.n > 0 || rat_sign(key->add.add) >= 0;
}

static Form key_form(Builder *b, const Alloc *al) {
    if (al->by && al->rule == RULE_PROPORTIONAL && al->by->table >= 0) {
        return form_of(b, al->by);
    }
    Linear one = linear_const(rat_int(b->pool, 1));
    if (al->by && al->rule == RULE_PROPORTIONAL) {
        one = linear_of(b, al->by);
    }
    return form_single(b, al->rows, &one);
}

/* total * key / sum(key): a Form, if total >= 0, no key is below 0 and some
 * is above. Those are checked for every variant. */
static bool proportional(Builder *b, const Expr *e, Form *out) {
    const Alloc *al = e->alloc;
    if (al->per >= 0 || al->at_least || al->at_most || al->order ||
        al->rule != RULE_PROPORTIONAL ||
        (al->where && !is_fixed(b, al->where))) {
        return false;
    }
    Form key = key_form(b, al);
    int where = al->where ? column_of(b, al->where, al->rows) : -1;
    if (!columns_fit(b, &key) || !form_masked(b, &key, where, true)) {
        return false;
    }
    Linear sum = form_total(b, &key);
    Linear total = linear_of(b, al->total);
    if ((sum.n == 0 && rat_sign(sum.add) <= 0) ||
        guard(b, STEP_NOT_NEGATIVE, &total, e) ||
        guard(b, STEP_NOT_NEGATIVE, &key.add, e) ||
        guard(b, STEP_POSITIVE, &sum, e)) {
        return false;
    }
    for (size_t j = 0; j < key.n; j++) {
        guard(b, STEP_NOT_NEGATIVE, &key.coef[j], e);
    }
    key.over = -1;          /* divides key and sum alike */
    *out = form_scale(b, &key, &total, -1);
    if (sum.n == 0) {
        Linear by = linear_const(rat_div(b->pool, rat_int(b->pool, 1),
                                         sum.add));
        *out = form_scale(b, out, &by, -1);
    } else {
        out->over = linear_slot(b, &sum);
    }
    return true;
}

/* --- with limits --- */

typedef struct Member {
    uint32_t group, at;
    const Rat *tier;
} Member;

static int member_order(const void *x, const void *y) {
    const Member *a = x, *b = y;
    if (a->group != b->group) {
        return a->group < b->group ? -1 : 1;
    }
    int order = a->tier && b->tier ? rat_cmp(a->tier, b->tier) : 0;
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

/* Rows that may take part, by group and tier; the others after them. */
static Member *members(Builder *b, const Alloc *al, const Grouping *g,
                       const double *where, uint32_t *n_in) {
    Member *m = ARENA_ARRAY(b->arena, Member, g->n_rows + 1);
    const Rat **tier = NULL;
    if (al->order) {
        int slot = column_of(b, al->order, al->rows);
        tier = fixed_exact(b, slot);
    }
    uint32_t n = 0;
    for (size_t i = 0; i < g->n_rows; i++) {
        if (!where || where[i] != 0) {
            m[n++] = (Member){g->of[i], (uint32_t)i, tier ? tier[i] : NULL};
        }
    }
    qsort(m, n, sizeof *m, member_order);
    *n_in = n;
    return m;
}

/* A grouping of its own, of members only, and its tiers. */
static void set_tiers(Builder *b, Level *level, const Alloc *al,
                      const Grouping *g, const double *where) {
    uint32_t n;
    Member *m = members(b, al, g, where, &n);
    Grouping *own = ARENA_NEW(b->arena, Grouping);
    uint32_t *start = ARENA_ARRAY(b->arena, uint32_t, g->n + 2);
    uint32_t *row = ARENA_ARRAY(b->arena, uint32_t, n + 1);
    uint32_t *of = ARENA_ARRAY(b->arena, uint32_t, g->n + 2);
    uint32_t *tier = ARENA_ARRAY(b->arena, uint32_t, n + 2);
    bool in_order = true;
    uint32_t tiers = 0, at = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        start[i] = at;
        of[i] = tiers;
        for (; at < n && m[at].group == i; at++) {
            row[at] = m[at].at;
            in_order = in_order && (at == 0 || row[at] == row[at - 1] + 1);
            bool same = at > start[i] &&
                        (!m[at].tier ||
                         rat_equal(m[at].tier, m[at - 1].tier));
            if (!same) {
                tier[tiers++] = at;
            }
        }
    }
    start[g->n] = at;
    of[g->n] = tiers;
    tier[tiers] = at;
    in_order = in_order && (n == 0 || row[0] == 0);
    *own = (Grouping){.n = g->n, .n_rows = n, .start = start, .of = g->of,
                      .row = in_order ? NULL : row};
    level->group = own;
    level->n_tiers = tiers;
    level->tier_of = of;
    level->tier_start = tier;
}

static int limit_slot(Builder *b, const Expr *e, int table) {
    return e ? column_of(b, e, table) : -1;
}

/* Why no variant can be divided whose floors are above the total; -1 where
 * another fault may come first, which the exact evaluator then tells: what is
 * undefined so far may keep it from this division. */
static int level_reason(Builder *b, const Level *l) {
    if (l->at_least < 0 || b->in_requires || b->lazily) {
        return -1;
    }
    for (size_t i = 0; i < b->slot.n; i++) {
        if (b->slot.at[i].may_undefined) {
            return -1;
        }
    }
    *VEC_ADD(b->arena, &b->reason) =
        "the floors together are more than the amount to divide";
    return (int)b->reason.n - 1;
}

/* Has a row that may take part no value, whatever varies? */
static bool undefined_member(const Builder *b, const Level *l, int slot) {
    if (slot < 0 || b->slot.at[slot].kind != SLOT_FIXED ||
        !b->slot.at[slot].may_undefined) {
        return false;
    }
    const Grouping *g = l->group;
    for (size_t i = 0; i < g->n_rows; i++) {
        if (isnan(b->slot.at[slot].value[g->row ? g->row[i] : i])) {
            return true;
        }
    }
    return false;
}

static int level_step(Builder *b, const Expr *e) {
    const Alloc *al = e->alloc;
    Level *level = ARENA_NEW(b->arena, Level);
    const Grouping *g = grouping_path(b, al->rows, al->per, &al->path);
    level->total = slot_of(b, al->total);
    level->key = -1;
    if (al->by && al->rule == RULE_PROPORTIONAL) {
        level->key = column_of(b, al->by, al->rows);
    }
    level->where = limit_slot(b, al->where, al->rows);
    level->at_least = limit_slot(b, al->at_least, al->rows);
    level->at_most = limit_slot(b, al->at_most, al->rows);
    const double *where = NULL;
    if (level->where >= 0) {
        const Slot *w = &b->slot.at[level->where];
        if (w->kind == SLOT_FIXED && w->may_undefined) {
            return runs_exactly(b, e, "an undefined condition");
        }
        where = w->kind == SLOT_FIXED ? w->value : NULL;
        level->where = where ? -1 : level->where;
    }
    if (al->order) {
        int slot = column_of(b, al->order, al->rows);
        if (!fixed_exact(b, slot)) {
            return runs_exactly(b, e, "an undefined order");
        }
    }
    set_tiers(b, level, al, g, where);
    if (undefined_member(b, level, level->key) ||
        undefined_member(b, level, level->at_least) ||
        undefined_member(b, level, level->at_most)) {
        return runs_exactly(b, e, "an undefined key or limit");
    }
    Step step = {.kind = STEP_LEVEL, .level = level, .expr = e,
                 .reason = level_reason(b, level)};
    return step_add(b, step, al->rows, plan_rows(b, al->rows));
}

Form allocate_form(Builder *b, const Expr *e) {
    const char *why = unplanned(b, e->alloc);
    Form out;
    if (why) {
        Linear none = linear_const(rat_int(b->pool, 0));
        runs_exactly(b, e, why);
        return form_single(b, e->table, &none);
    }
    if (proportional(b, e, &out)) {
        return out;
    }
    return form_column(b, level_step(b, e));
}
