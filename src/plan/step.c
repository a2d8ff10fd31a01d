/* step.c - adding slots and steps; what follows from a step's arguments. */
#include <stdarg.h>
#include <string.h>

#include "base/gcd.h"
#include "plan/plan_int.h"

int slot_new(Builder *b, int table, size_t n) {
    Slot *slot = VEC_ADD(b->arena, &b->slot);
    *VEC_ADD(b->arena, &b->exact) = NULL;
    slot->kind = SLOT_STEP;
    slot->table = table;
    slot->n = n;
    return (int)b->slot.n - 1;
}

/* --- grids --- */

static int64_t within(int64_t a, int64_t b) {
    int64_t out;
    return __builtin_mul_overflow(a, b, &out) || out > GRID_DEN_MAX ? 0 : out;
}

int64_t den_lcm(int64_t a, int64_t b) {
    return a == 0 || b == 0 ? 0 : within(a / gcd(a, b), b);
}

int64_t den_mul(int64_t a, int64_t b) {
    return a == 0 || b == 0 ? 0 : within(a, b);
}

int64_t den_scaled(const Rat *coef, int64_t den) {
    int64_t n, d;
    if (den == 0 || !rat_parts(coef, &n, &d) || n == INT64_MIN) {
        return 0;
    }
    return within(d, den / gcd(den, n < 0 ? -n : n));
}

/* --- what a step's slot inherits --- */

typedef struct Heir {
    uint64_t inputs;
    bool by_row, may_undefined;
    int64_t lcm, product;       /* of the arguments' grids */
} Heir;

static void inherit(const Builder *b, Heir *h, int slot) {
    if (slot < 0) {
        return;
    }
    const Slot *s = &b->slot.at[slot];
    h->inputs |= s->inputs;
    h->by_row = h->by_row || s->by_row ||
                (s->table != -1 && s->kind != SLOT_FIXED);
    h->may_undefined = h->may_undefined || s->may_undefined;
    h->lcm = den_lcm(h->lcm, s->den);
    h->product = den_mul(h->product, s->den);
}

static int64_t mix_den(const Builder *b, const Mix *m, int64_t add) {
    int64_t den = add;
    for (size_t j = 0; j < m->n; j++) {
        int64_t col = b->slot.at[m->col[j]].den;
        int64_t term = col;
        if (m->coef[j] >= 0) {
            const Rat **coef = fixed_exact(b, m->coef[j]);
            term = coef ? den_scaled(coef[0], col)
                        : den_mul(b->slot.at[m->coef[j]].den, col);
        }
        den = den_lcm(den, term);
    }
    return m->over >= 0 ? 0 : den;
}

static void inherit_mix(const Builder *b, Heir *h, const Mix *m) {
    inherit(b, h, m->add);
    h->lcm = mix_den(b, m, h->lcm);
    for (size_t j = 0; j < m->n; j++) {
        Heir part = {.lcm = 1, .product = 1};
        inherit(b, &part, m->coef[j]);
        inherit(b, &part, m->col[j]);
        h->inputs |= part.inputs;
        h->by_row = h->by_row || part.by_row;
        h->may_undefined = h->may_undefined || part.may_undefined;
    }
    int64_t den = h->lcm;
    inherit(b, h, m->over);
    h->lcm = den;
}

static int64_t unit_den(const Rat *unit) {
    int64_t n, d;
    return rat_parts(unit, &n, &d) && d <= GRID_DEN_MAX ? d : 0;
}

static int64_t step_den(const Builder *b, const Step *s, const Heir *h) {
    switch (s->kind) {
    case STEP_MIX: case STEP_ABS: case STEP_MIN: case STEP_MAX:
    case STEP_CLAMP: case STEP_SPREAD: case STEP_SMALLEST: case STEP_LARGEST:
        return h->lcm;
    case STEP_SUM: return b->slot.at[s->arg[0]].den;
    case STEP_IF:
        return den_lcm(b->slot.at[s->arg[1]].den, b->slot.at[s->arg[2]].den);
    case STEP_MUL: return h->product;
    case STEP_DIV: case STEP_LEVEL: return 0;
    case STEP_FLOOR: case STEP_CEIL: case STEP_EQ: case STEP_NE:
    case STEP_LT: case STEP_LE: case STEP_GT: case STEP_GE: case STEP_AND:
    case STEP_OR: case STEP_NOT: case STEP_COUNT:
        return 1;
    case STEP_NEAREST: case STEP_HALF_EVEN: case STEP_DOWN: case STEP_UP:
        return unit_den(s->unit);
    case STEP_REMAINDER: return unit_den(s->remainder->unit);
    case STEP_NOT_NEGATIVE: case STEP_POSITIVE: case STEP_REQUIRE:
    case STEP_EXACT: case STEP_KINDS: break;
    }
    return 0;
}

int step_add(Builder *b, Step step, int table, size_t n) {
    Heir h = {.lcm = 1, .product = 1};
    for (size_t i = 0; i < step.n_args; i++) {
        inherit(b, &h, step.arg[i]);
    }
    if (step.kind == STEP_MIX) {
        inherit_mix(b, &h, &step.mix);
    } else if (step.kind == STEP_LEVEL) {
        const Level *l = step.level;
        const int arg[] = {l->total, l->key, l->where, l->at_least,
                           l->at_most};
        for (size_t i = 0; i < sizeof arg / sizeof *arg; i++) {
            inherit(b, &h, arg[i]);
        }
    } else if (step.kind == STEP_REMAINDER) {
        inherit_mix(b, &h, &step.remainder->x);
        inherit(b, &h, step.remainder->total);
    }
    step.dst = slot_new(b, table, n);
    Slot *slot = &b->slot.at[step.dst];
    slot->inputs = h.inputs;
    /* Rows are gone through, even if none of them varies. */
    slot->by_row = h.by_row || step.kind == STEP_SUM ||
                   step.kind == STEP_COUNT || step.kind == STEP_SMALLEST ||
                   step.kind == STEP_LARGEST;
    slot->may_undefined = h.may_undefined || step.kind == STEP_DIV ||
                          step.kind == STEP_CLAMP ||
                          step.kind == STEP_SMALLEST ||
                          step.kind == STEP_LARGEST;
    if (step.kind == STEP_LEVEL || step.kind == STEP_REMAINDER ||
        step.kind == STEP_SUM || step.kind == STEP_COUNT) {
        slot->may_undefined = false;
    }
    slot->den = step_den(b, &step, &h);
    slot->expr = step.expr;
    *VEC_ADD(b->arena, &b->step) = step;
    return step.dst;
}

/* The same operation on the same slots has been worked out already. */
static int step_same(const Builder *b, StepKind kind, int table,
                     size_t n_args, const int *arg) {
    for (size_t i = look_from(b->step.n); i < b->step.n; i++) {
        const Step *s = &b->step.at[i];
        if (s->kind == kind && s->dst >= 0 && s->n_args == n_args &&
            b->slot.at[s->dst].table == table && !s->group &&
            memcmp(s->arg, arg, n_args * sizeof *arg) == 0) {
            return s->dst;
        }
    }
    return -1;
}

int step_op(Builder *b, StepKind kind, const Expr *e, int table, size_t n,
            size_t n_args, ...) {
    int *arg = ARENA_ARRAY(b->arena, int, n_args + 1);
    va_list args;
    va_start(args, n_args);
    for (size_t i = 0; i < n_args; i++) {
        arg[i] = va_arg(args, int);
    }
    va_end(args);
    int same = step_same(b, kind, table, n_args, arg);
    if (same >= 0) {
        return same;
    }
    Step step = {.kind = kind, .n_args = n_args, .arg = arg, .reason = -1,
                 .expr = e};
    step.mix.add = step.mix.over = -1;
    return step_add(b, step, table, n);
}
