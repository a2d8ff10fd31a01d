/* fast_single.c - steps over single values, for many variants at a time.
 *
 * a and b are off by ea and eb from exact a' and b'. Bounds are those of
 * Higham, Accuracy and Stability of Numerical Algorithms (2nd ed. 2002), 2.2
 * and 3.1: fl(x op y) = (x op y)(1 + d), |d| <= U, and |fl - exact| <=
 * U |fl| too.
 */
#include <math.h>

#include "fast/fast_int.h"

static void leave(Fast *fast, size_t i) {
    fast->fate[i] = FATE_EXACT;
}

/* A whole number that is known to less than a half is known. */
static void settle(const Held *d, size_t from, size_t to) {
    EACH_PAIR(i) {
        Pair v = at(d->room, i), e = at(d->errs, i);
        Bits known = (e < 0.25) & (sizes(v) < FINE);
        put(d->room, i, pick(known, v + 0x1.8p52 - 0x1.8p52, v));
        put(d->errs, i, (Pair)(~known & (Bits)e));
    }
}

/* --- inputs --- */

/* num / den: one rounding, none if den is 1. */
void single_input(Fast *fast, size_t input, size_t from, size_t to) {
    const Held *d = &fast->held[fast->plan->input_slot[input]];
    const double *num = fast->block->input[input];
    double den = (double)fast->plan->input[input].den;
    if (den == 1) {
        memcpy(d->room + from, num + from, (to - from) * sizeof *num);
        return;
    }
    for (size_t i = from; i < to; i++) {
        d->room[i] = num[i] / den;
        d->errs[i] = size_of(d->room[i]) * U;
    }
}

/* --- arithmetic --- */

/* d = fl(d + b): |d' + b' - fl(d + b)| <= ed + eb + U |fl|. */
static void add(const Held *b, const Held *d, size_t from, size_t to) {
    EACH_PAIR(i) {
        Pair v = at(d->room, i) + at(b->value, i);
        Pair e = at(d->errs, i) + at(b->errs, i) + sizes(v) * U;
        put(d->room, i, v);
        put(d->errs, i, e * UP);
    }
}

/* a' b' - ab = a (b' - b) + b (a' - a) + (a' - a)(b' - b). */
static void multiply(const Held *a, const Held *b, const Held *d,
                     size_t from, size_t to) {
    EACH_PAIR(i) {
        Pair x = at(a->value, i), y = at(b->value, i), v = x * y;
        Pair ea = at(a->errs, i), eb = at(b->errs, i);
        put(d->errs, i, (sizes(x) * eb + (sizes(y) + eb) * ea +
                         (sizes(v) * U + TINY)) * UP);
        put(d->room, i, v);
    }
}

/* Both where every number is whole and below 2^53: nothing is rounded. */
static void add_whole(const Held *b, const Held *d, size_t from, size_t to) {
    EACH_PAIR(i) {
        put(d->room, i, at(d->room, i) + at(b->value, i));
    }
}

static void multiply_whole(const Held *a, const Held *b, const Held *d,
                           size_t from, size_t to) {
    EACH_PAIR(i) {
        put(d->room, i, at(a->value, i) * at(b->value, i));
    }
}

/* |a'/b' - a/b| = |(a' - a) b + a (b - b')| / |b b'|
 *              <= (ea + |a/b| eb) / (|b| - eb). */
static void divide(Fast *fast, const Held *a, const Held *b, const Held *d,
                   size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        double y = b->value[i], eb = b->errs[i], q = a->value[i] / y;
        Order zero = order_of(y, 0, eb, b->den ? 1 / (double)b->den : 0);
        bool undefined = zero == EQUAL || y != y;
        if (zero == UNSURE && !undefined) {
            leave(fast, i);
        }
        d->room[i] = undefined ? NAN : q;
        d->errs[i] = undefined ? 0
                               : ((a->errs[i] + size_of(q) * eb) /
                                      (size_of(y) - eb) +
                                  (size_of(q) * U + TINY)) * UP;
    }
}

/* d = fl(d + c b): both roundings. The bound of c b as in multiply. */
static void add_term(const Held *c, const Held *b, const Held *d,
                     size_t from, size_t to) {
    EACH_PAIR(i) {
        Pair x = at(c->value, i), y = at(b->value, i), p = x * y;
        Pair ec = at(c->errs, i), eb = at(b->errs, i);
        Pair v = at(d->room, i) + p, e = at(d->errs, i);
        put(d->errs, i, (e + sizes(x) * eb + (sizes(y) + eb) * ec +
                         ((sizes(p) + sizes(v)) * U + TINY)) * UP);
        put(d->room, i, v);
    }
}

static void add_term_whole(const Held *c, const Held *b, const Held *d,
                           size_t from, size_t to) {
    EACH_PAIR(i) {
        put(d->room, i, at(d->room, i) + at(c->value, i) * at(b->value, i));
    }
}

static void copy(const Held *a, const Held *d, size_t from, size_t to) {
    EACH_PAIR(i) {
        put(d->room, i, at(a->value, i));
        put(d->errs, i, at(a->errs, i));
    }
}

static void clear(const Held *d, size_t from, size_t to) {
    EACH_PAIR(i) {
        put(d->room, i, (Pair){0});
        put(d->errs, i, (Pair){0});
    }
}

static void mix(Fast *fast, const Mix *m, const Held *d, size_t from,
                size_t to) {
    const Held *held = fast->held;
    if (m->add >= 0) {
        copy(&held[m->add], d, from, to);
    } else {
        clear(d, from, to);
    }
    for (size_t j = 0; j < m->n; j++) {
        const Held *col = &held[m->col[j]];
        const Held *coef = m->coef[j] >= 0 ? &held[m->coef[j]] : NULL;
        if (d->sure) {
            coef ? add_term_whole(coef, col, d, from, to)
                 : add_whole(col, d, from, to);
        } else {
            coef ? add_term(coef, col, d, from, to)
                 : add(col, d, from, to);
        }
    }
}

/* --- choosing: the error of what is chosen, or of what might be --- */

static void extreme(const Held *a, const Held *b, bool most, const Held *d,
                    size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        double x = a->value[i], y = b->value[i];
        bool first = x != x || (most ? x > y : x < y);
        d->room[i] = first ? x : y;
        d->errs[i] = larger(a->errs[i], b->errs[i]);
    }
}

static void clamp(Fast *fast, const Step *s, const StepPlan *p, size_t from,
                  size_t to) {
    const Held *x = &fast->held[s->arg[0]], *least = &fast->held[s->arg[1]];
    const Held *most = &fast->held[s->arg[2]], *d = &fast->held[s->dst];
    for (size_t i = from; i < to; i++) {
        double v = x->value[i], lo = least->value[i], hi = most->value[i];
        Order order = order_of(lo, hi, least->errs[i] + most->errs[i],
                               p->apart);
        bool undefined = v != v || lo != lo || hi != hi || order == ABOVE;
        if (order == UNSURE && !undefined) {
            leave(fast, i);
        }
        v = v < hi ? v : hi;
        d->room[i] = undefined ? NAN : v > lo ? v : lo;
        d->errs[i] = larger(x->errs[i], larger(least->errs[i],
                                               most->errs[i]));
    }
}

static void choose(const Held *flag, const Held *yes, const Held *no,
                   const Held *d, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        double f = flag->value[i];
        const Held *chosen = f != 0 ? yes : no;
        d->room[i] = f != f ? f : chosen->value[i];
        d->errs[i] = f != f ? 0 : chosen->errs[i];
    }
}

/* --- decisions --- */

static bool both(Bits b) {
    return (b[0] & b[1]) != 0;
}

/* b below a for certain, in all variants: then GT and GE hold. */
static bool all_above(const Held *a, const Held *b, size_t from, size_t to) {
    Bits above = {-1, -1};
    EACH_PAIR(i) {
        Pair gap = at(a->value, i) - at(b->value, i);
        above &= gap > (at(a->errs, i) + at(b->errs, i)) * UP;
    }
    return both(above) && (to - from) % FAST_CHUNK == 0;
}

static void compare(Fast *fast, const Step *s, const StepPlan *p,
                    size_t from, size_t to) {
    const Held *a = &fast->held[s->arg[0]], *b = &fast->held[s->arg[1]];
    const Held *d = &fast->held[s->dst];
    if ((s->kind == STEP_GT || s->kind == STEP_GE) &&
        all_above(a, b, from, to)) {
        for (size_t i = from; i < to; i++) {
            d->room[i] = 1;
        }
        return;
    }
    for (size_t i = from; i < to; i++) {
        double x = a->value[i], y = b->value[i];
        if (x != x || y != y) {
            d->room[i] = NAN;
            continue;
        }
        Order order = order_of(x, y, a->errs[i] + b->errs[i], p->apart);
        if (order == UNSURE) {
            leave(fast, i);
        }
        d->room[i] = order_holds(s->kind, order);
    }
}

/* An undefined argument is dropped where the other one decides. */
static void logic(const Held *a, const Held *b, double decides,
                  const Held *d, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        double x = a->value[i], y = b->value[i];
        bool decided = x == decides || y == decides;
        d->room[i] = decided ? decides : x != x || y != y ? NAN
                                                          : 1 - decides;
    }
}

static void negate(const Held *a, const Held *d, size_t from, size_t to) {
    EACH_PAIR(i) {
        put(d->room, i, 1 - at(a->value, i));
    }
}

static void absolute(const Held *a, const Held *d, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        d->room[i] = size_of(a->value[i]);
        d->errs[i] = a->errs[i];
    }
}

static Way way_of(StepKind kind) {
    switch ((int)kind) {
    case STEP_NEAREST: return WAY_NEAREST;
    case STEP_HALF_EVEN: return WAY_EVEN;
    case STEP_DOWN: return WAY_DOWN;
    case STEP_UP: return WAY_UP;
    case STEP_FLOOR: return WAY_FLOOR;
    default: return WAY_CEIL;
    }
}

/* Units times their size: two roundings, none for whole sizes. */
static void round_each(Fast *fast, const Step *s, const StepPlan *p,
                       size_t from, size_t to) {
    const Held *a = &fast->held[s->arg[0]], *d = &fast->held[s->dst];
    for (size_t i = from; i < to; i++) {
        double v = a->value[i];
        int64_t count = 0;
        if (v == v && !count_of(v, a->errs[i], a->den, &p->unit,
                                way_of(s->kind), &count)) {
            leave(fast, i);
        }
        d->room[i] = v != v ? v : (double)count * p->unit.size;
        d->errs[i] = size_of(d->room[i]) * 3 * U;
    }
}

/* --- steps that only ask --- */

static void require(Fast *fast, const Step *s, size_t from, size_t to) {
    const double *flag = fast->held[s->arg[0]].value;
    for (size_t i = from; i < to; i++) {
        if (flag[i] != flag[i]) {
            leave(fast, i);
        } else if (flag[i] == 0 && fast->fate[i] == FATE_OPEN) {
            fast->fate[i] = FATE_REFUSED;
            fast->why[i] = fast->plan->reason[s->reason];
        }
    }
}

static void guard(Fast *fast, const Step *s, size_t from, size_t to) {
    const Held *a = &fast->held[s->arg[0]];
    double apart = a->den ? 1 / (double)a->den / UP : 0;
    Bits above = {-1, -1};
    EACH_PAIR(i) {
        above &= at(a->value, i) > at(a->errs, i) * UP;
    }
    if (both(above)) {
        return;
    }
    for (size_t i = from; i < to; i++) {
        Order order = order_of(a->value[i], 0, a->errs[i], apart);
        if (order != ABOVE &&
            !(order == EQUAL && s->kind == STEP_NOT_NEGATIVE)) {
            leave(fast, i);
        }
    }
}

static void operate(Fast *fast, const Step *s, const StepPlan *p,
                    size_t from, size_t to) {
    const Held *d = &fast->held[s->dst];
    const Held *a = s->n_args > 0 ? &fast->held[s->arg[0]] : NULL;
    const Held *b = s->n_args > 1 ? &fast->held[s->arg[1]] : NULL;
    switch ((int)s->kind) {
    case STEP_MIX: mix(fast, &s->mix, d, from, to); break;
    case STEP_NOT: negate(a, d, from, to); break;
    case STEP_ABS: absolute(a, d, from, to); break;
    case STEP_MUL:
        (d->sure ? multiply_whole : multiply)(a, b, d, from, to);
        break;
    case STEP_DIV: divide(fast, a, b, d, from, to); break;
    case STEP_MIN: extreme(a, b, false, d, from, to); break;
    case STEP_MAX: extreme(a, b, true, d, from, to); break;
    case STEP_CLAMP: clamp(fast, s, p, from, to); break;
    case STEP_AND: logic(a, b, 0, d, from, to); break;
    case STEP_OR: logic(a, b, 1, d, from, to); break;
    case STEP_IF:
        choose(a, b, &fast->held[s->arg[2]], d, from, to);
        break;
    case STEP_EQ: case STEP_NE: case STEP_LT: case STEP_LE: case STEP_GT:
    case STEP_GE:
        compare(fast, s, p, from, to);
        break;
    default: round_each(fast, s, p, from, to); break;
    }
    if (d->den == 1 && !d->sure) {
        settle(d, from, to);
    }
}

void single_step(Fast *fast, size_t step, size_t from, size_t to) {
    const Step *s = &fast->plan->step[step];
    switch ((int)s->kind) {
    case STEP_REQUIRE: require(fast, s, from, to); break;
    case STEP_NOT_NEGATIVE: case STEP_POSITIVE:
        guard(fast, s, from, to);
        break;
    default: operate(fast, s, &fast->step[step], from, to); break;
    }
}
