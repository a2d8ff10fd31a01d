/* fixed.c - what depends on no input: worked out once, exactly. */
#include <math.h>
#include <string.h>

#include "plan/plan_int.h"

/* Columns are padded for the loops over rows, and begin on a cache line. */
enum { PAD = 8, LINE = 64 };

static void *padded(Builder *b, size_t n, size_t size) {
    size_t rows = (n + PAD - 1) / PAD * PAD + PAD;
    char *at = arena_alloc(b->arena, rows * size + LINE, 1);
    return at + (LINE - (uintptr_t)at % LINE) % LINE;
}

static int fixed_slot(Builder *b, int table, size_t n) {
    int s = slot_new(b, table, n);
    Slot *slot = &b->slot.at[s];
    slot->kind = SLOT_FIXED;
    slot->value = padded(b, n, sizeof(double));
    return s;
}

/* The common denominator of all, 0 if it is too large or a value too. */
static int64_t common_den(const Rat **exact, size_t n) {
    int64_t den = 1, num, d;
    for (size_t i = 0; i < n && den > 0; i++) {
        if (exact[i]) {
            den = rat_parts(exact[i], &num, &d) ? den_lcm(den, d) : 0;
        }
    }
    return den;
}

/* value * den as int64 where all fit. */
static const int64_t *whole_numbers(Builder *b, const Rat **exact, size_t n,
                                    int64_t den) {
    int64_t *whole = padded(b, n, sizeof *whole);
    for (size_t i = 0; i < n; i++) {
        int64_t num, d;
        if (!exact[i] || !rat_parts(exact[i], &num, &d) ||
            __builtin_mul_overflow(num, den / d, &whole[i])) {
            return NULL;
        }
    }
    return whole;
}

static void fill_numbers(Builder *b, int s, const Rat **exact) {
    Slot *slot = &b->slot.at[s];
    double *value = (double *)slot->value;
    bool sure = true;
    for (size_t i = 0; i < slot->n; i++) {
        value[i] = exact[i] ? rat_to_double(exact[i]) : NAN;
        int64_t n = 0;
        slot->may_undefined = slot->may_undefined || !exact[i];
        if (exact[i]) {
            slot->most = fmax(slot->most, fabs(value[i]));
            sure = sure && rat_to_int(exact[i], &n) &&
                   fabs(value[i]) <= 0x1p53;
        }
    }
    slot->den = common_den(exact, slot->n);
    if (slot->den > 0) {
        slot->whole = whole_numbers(b, exact, slot->n, slot->den);
    }
    slot->err = sure ? 0 : slot->most * 0x1p-52;
    b->exact.at[s] = exact;
}

int fixed_number(Builder *b, const Rat *value) {
    for (size_t i = look_from(b->slot.n); i < b->slot.n; i++) {
        const Slot *slot = &b->slot.at[i];
        if (slot->kind == SLOT_FIXED && slot->table == -1 &&
            b->exact.at[i] && b->exact.at[i][0] &&
            rat_equal(b->exact.at[i][0], value)) {
            return (int)i;
        }
    }
    const Rat **exact = ARENA_ARRAY(b->arena, const Rat *, 1);
    exact[0] = value;
    return fixed_column(b, -1, exact, 1);
}

static bool column_same(const Rat **x, const Rat **y, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (x[i] != y[i] && (!x[i] || !y[i] || !rat_equal(x[i], y[i]))) {
            return false;
        }
    }
    return true;
}

/* One of equal values there is already serves, so that share(population)
 * written twice is one column. */
int fixed_column(Builder *b, int table, const Rat **exact, size_t n) {
    for (size_t i = look_from(b->slot.n); i < b->slot.n; i++) {
        const Slot *slot = &b->slot.at[i];
        if (slot->kind == SLOT_FIXED && slot->table == table &&
            slot->n == n && b->exact.at[i] &&
            column_same(b->exact.at[i], exact, n)) {
            return (int)i;
        }
    }
    int s = fixed_slot(b, table, n);
    fill_numbers(b, s, exact);
    return s;
}

static double text_index(Builder *b, const char *text) {
    size_t i = b->text.n;
    if (code_index_add(b->text_index, text, i, &i)) {
        *VEC_ADD(b->arena, &b->text) = text;
    }
    return (double)i;
}

static double value_number(Builder *b, const Value *v, TypeKind kind) {
    if (v->undefined) {
        return NAN;
    }
    return kind == TYPE_FLAG   ? v->flag
           : kind == TYPE_TEXT ? text_index(b, v->text)
                               : (double)v->date;
}

static int fixed_other(Builder *b, const Expr *e, const Column *c) {
    int s = fixed_slot(b, e->table, c->n);
    double *value = (double *)b->slot.at[s].value;
    double most = 0;
    bool undefined = false;
    for (size_t i = 0; i < c->n; i++) {
        const Value *v = &c->at[row_at(b, e->table, i)];
        value[i] = value_number(b, v, e->type.kind);
        undefined = undefined || v->undefined;
        most = v->undefined ? most : fmax(most, fabs(value[i]));
    }
    b->slot.at[s].den = 1;
    b->slot.at[s].most = most;
    b->slot.at[s].may_undefined = undefined;
    return s;
}

int fixed_expr(Builder *b, const Expr *e) {
    const Column *c = exact_part(b->parts, e);
    if (!c) {
        return -1;
    }
    if (e->type.kind != TYPE_NUMBER) {
        return fixed_other(b, e, c);
    }
    const Rat **exact = ARENA_ARRAY(b->arena, const Rat *, c->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        const Value *v = &c->at[row_at(b, e->table, i)];
        exact[i] = v->undefined ? NULL : v->num;
    }
    return e->table < 0 && exact[0] ? fixed_number(b, exact[0])
                                    : fixed_column(b, e->table, exact, c->n);
}

const Rat **fixed_exact(const Builder *b, int slot) {
    const Slot *s = &b->slot.at[slot];
    return s->kind == SLOT_FIXED && !s->may_undefined ? b->exact.at[slot]
                                                      : NULL;
}

const Rat *fixed_constant(const Builder *b, int slot) {
    const Rat **exact = fixed_exact(b, slot);
    if (!exact || b->slot.at[slot].n == 0) {
        return NULL;
    }
    for (size_t i = 1; i < b->slot.at[slot].n; i++) {
        if (!rat_equal(exact[0], exact[i])) {
            return NULL;
        }
    }
    return exact[0];
}

bool fixed_any_negative(const Builder *b, int slot) {
    const Rat **exact = fixed_exact(b, slot);
    for (size_t i = 0; exact && i < b->slot.at[slot].n; i++) {
        if (rat_sign(exact[i]) < 0) {
            return true;
        }
    }
    return !exact;
}

bool fixed_any_zero(const Builder *b, int slot) {
    const Rat **exact = fixed_exact(b, slot);
    for (size_t i = 0; exact && i < b->slot.at[slot].n; i++) {
        if (rat_sign(exact[i]) == 0) {
            return true;
        }
    }
    return !exact;
}
