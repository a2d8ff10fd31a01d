/* fast_steps.c - steps of one variant over columns, row by row.
 *
 * The loops are those of lanes.h; here stand the bounds. For each row they are
 * those of fast_single.c, with the largest value in place of the value.
 */
#include <math.h>
#include <string.h>

#include "fast/fast_int.h"

static void leave(Fast *fast, size_t i) {
    fast->fate[i] = FATE_EXACT;
}

static bool undefined_args(const Fast *fast, const Step *s) {
    for (size_t k = 0; k < s->n_args; k++) {
        if (fast->plan->slot[s->arg[k]].may_undefined) {
            return true;
        }
    }
    return false;
}

/* --- inputs --- */

void row_input(Fast *fast, size_t input, size_t i) {
    const Plan *plan = fast->plan;
    const Input *in = &plan->input[input];
    Held *d = &fast->held[plan->input_slot[input]];
    const Slot *slot = &plan->slot[plan->input_slot[input]];
    const double *num = fast->block->input[input] + i * slot->n;
    const uint32_t *order = plan->order[slot->table];
    for (size_t r = 0; order && r < slot->n; r++) {
        d->room[r] = num[order[r]];
    }
    if (!order) {
        memcpy(d->room, num, slot->n * sizeof *num);
    }
    for (size_t r = 0; in->den != 1 && r < slot->n; r++) {
        d->room[r] /= (double)in->den;
    }
    d->most = in->most / (double)in->den * UP;
    d->err = in->den == 1 ? 0 : d->most * U;
    d->whole_known = false;
}

/* --- arithmetic --- */

static void mix(Fast *fast, StepPlan *p, Held *d, size_t i) {
    if (!p->mix.early) {
        mix_factors(fast, p, i, i + 1);
    }
    mix_in(p, i);
    d->most = p->in.most;
    d->err = whole_mix(fast, p->mix.mix, i, d->most) ? 0 : p->in.err;
    fast->lanes->mix(&p->in.x, d->room);
}

static void divide(Fast *fast, const Held *a, const Held *b, Held *d,
                   size_t n, size_t i) {
    double least, most;
    size_t zeros;
    fast->lanes->div(n, a->value, b->value, d->room, &least, &zeros);
    /* Zeros are certain, and so is that nothing else is one. */
    if (b->err * UP >= least || (b->err > 0 && zeros > 0)) {
        leave(fast, i);
    }
    most = least < INFINITY ? a->most / least : 0;
    d->err = ((a->err + most * b->err) / (least - b->err) + most * U +
              TINY) * UP;
    d->most = (most + d->err) * UP;
}

static void multiply(Fast *fast, const Held *a, const Held *b, Held *d,
                     size_t n) {
    bool exact = a->den == 1 && b->den == 1 && a->err == 0 && b->err == 0;
    double most = a->most * b->most;
    double moved = a->most * b->err + b->most * a->err + a->err * b->err;
    fast->lanes->mul(n, a->value, b->value, d->room);
    d->err = exact && most < 0x1p53 ? 0 : (moved + most * U + TINY) * UP;
    d->most = (most + d->err) * UP;
}

static void absolute(const Held *a, Held *d, size_t n) {
    for (size_t r = 0; r < n; r++) {
        d->room[r] = size_of(a->value[r]);
    }
    d->err = a->err;
    d->most = a->most;
}

/* --- choosing --- */

static void extreme(Fast *fast, const Step *s, Held *d) {
    const Held *a = &fast->held[s->arg[0]], *b = &fast->held[s->arg[1]];
    size_t n = fast->plan->slot[s->dst].n;
    (s->kind == STEP_MIN ? fast->lanes->min
                         : fast->lanes->max)(n, a->value, b->value, d->room);
    d->err = larger(a->err, b->err);
    d->most = larger(a->most, b->most);
}

static void clamp(Fast *fast, const Step *s, const StepPlan *p, Held *d,
                  size_t i) {
    const Held *x = &fast->held[s->arg[0]], *lo = &fast->held[s->arg[1]];
    const Held *hi = &fast->held[s->arg[2]];
    double e = lo->err + hi->err;
    for (size_t r = 0; r < fast->plan->slot[s->dst].n; r++) {
        double v = x->value[r], least = lo->value[r], most = hi->value[r];
        bool undefined = v != v || least != least || most != most;
        Order order = undefined ? ABOVE : order_of(least, most, e, p->apart);
        if (order == UNSURE) {
            leave(fast, i);
        }
        v = v < most ? v : most;
        d->room[r] = order == ABOVE ? NAN : v > least ? v : least;
    }
    d->err = larger(x->err, larger(lo->err, hi->err));
    d->most = larger(x->most, larger(lo->most, hi->most));
}

static void choose(Fast *fast, const Step *s, Held *d) {
    const Held *flag = &fast->held[s->arg[0]], *yes = &fast->held[s->arg[1]];
    const Held *no = &fast->held[s->arg[2]];
    size_t n = fast->plan->slot[s->dst].n;
    fast->lanes->select(n, flag->value, yes->value, no->value, d->room);
    for (size_t r = 0; fast->plan->slot[s->arg[0]].may_undefined && r < n;
         r++) {
        double f = flag->value[r];
        d->room[r] = f != f ? f : d->room[r];
    }
    d->err = larger(yes->err, no->err);
    d->most = larger(yes->most, no->most);
}

/* --- decisions --- */

/* Of flags; out may be in. */
static void negate(Fast *fast, const double *in, Held *d, size_t n) {
    MixIn one_less = {.n = n, .k = 1, .add = 1, .coef = {-1}, .col = {in}};
    fast->lanes->mix(&one_less, d->room);
    d->err = 0;
    d->most = 1;
}

/* Row by row: where something is undefined, or too near. */
static void compare_each(Fast *fast, const Step *s, const StepPlan *p,
                         Held *d, size_t i) {
    const Held *a = &fast->held[s->arg[0]], *b = &fast->held[s->arg[1]];
    double e = a->err + b->err;
    for (size_t r = 0; r < fast->plan->slot[s->dst].n; r++) {
        double x = a->value[r], y = b->value[r];
        if (x != x || y != y) {
            d->room[r] = NAN;
            continue;
        }
        Order order = order_of(x, y, e, p->apart);
        if (order == UNSURE) {
            leave(fast, i);
        }
        d->room[r] = order_holds(s->kind, order);
    }
}

static double compare_all(Fast *fast, const Step *s, Held *d) {
    const Lanes *l = fast->lanes;
    size_t n = fast->plan->slot[s->dst].n;
    const double *a = fast->held[s->arg[0]].value;
    const double *b = fast->held[s->arg[1]].value;
    switch ((int)s->kind) {
    case STEP_LT: return l->less(n, a, b, d->room);
    case STEP_LE: return l->less_equal(n, a, b, d->room);
    case STEP_GT: return l->less(n, b, a, d->room);
    case STEP_GE: return l->less_equal(n, b, a, d->room);
    default: return l->equal(n, a, b, d->room);
    }
}

/* All rows at once, if no difference but 0 is within the error and 0 is
 * certain: as in order_of(). */
static void compare(Fast *fast, const Step *s, const StepPlan *p, Held *d,
                    size_t i) {
    const Held *a = &fast->held[s->arg[0]], *b = &fast->held[s->arg[1]];
    double e = (a->err + b->err) * UP;
    if ((e > 0 && !(e * UP < p->apart)) || undefined_args(fast, s) ||
        !(compare_all(fast, s, d) > e)) {
        compare_each(fast, s, p, d, i);
    } else if (s->kind == STEP_NE) {
        negate(fast, d->room, d, fast->plan->slot[s->dst].n);
    }
    d->err = 0;
    d->most = 1;
}

static void logic(Fast *fast, const Step *s, Held *d) {
    const double *a = fast->held[s->arg[0]].value;
    const double *b = fast->held[s->arg[1]].value;
    double decides = s->kind == STEP_OR;
    size_t n = fast->plan->slot[s->dst].n;
    d->err = 0;
    d->most = 1;
    if (!undefined_args(fast, s)) {
        (s->kind == STEP_OR ? fast->lanes->max
                            : fast->lanes->min)(n, a, b, d->room);
        return;
    }
    for (size_t r = 0; r < n; r++) {
        double x = a[r], y = b[r];
        d->room[r] = x == decides || y == decides ? decides
                     : x != x || y != y           ? NAN
                                                  : 1 - decides;
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

static void round_each(Fast *fast, const Step *s, const StepPlan *p, Held *d,
                       size_t i) {
    const Held *a = &fast->held[s->arg[0]];
    Way way = way_of(s->kind);
    d->most = (a->most + p->unit.size) * UP;
    d->err = p->unit.den == 1 && d->most < 0x1p53 ? 0 : d->most * 3 * U;
    for (size_t r = 0; r < fast->plan->slot[s->dst].n; r++) {
        double v = a->value[r];
        int64_t count = 0;
        if (v == v &&
            !count_of(v, a->err, a->den, &p->unit, way, &count)) {
            leave(fast, i);
            return;
        }
        d->room[r] = v != v ? v : (double)count * p->unit.size;
    }
}

/* --- the rest --- */

static void spread(Fast *fast, const Step *s, Held *d, size_t i) {
    const Held *a = &fast->held[s->arg[0]];
    bool single = fast->plan->slot[s->arg[0]].table == -1;
    size_t n = fast->plan->slot[s->dst].n;
    for (size_t r = 0; single && r < n; r++) {
        d->room[r] = a->value[i];
    }
    for (size_t r = 0; !single && r < n; r++) {
        d->room[r] = a->value[s->group->of[r]];
    }
    d->err = single ? a->errs[i] : a->err;
    d->most = single ? (size_of(a->value[i]) + d->err) * UP : a->most;
    d->most = d->most == d->most ? d->most : 0;
}

static void require(Fast *fast, const Step *s, size_t i) {
    const double *flag = fast->held[s->arg[0]].value;
    size_t n = fast->plan->slot[s->arg[0]].n;
    if (undefined_args(fast, s)) {
        for (size_t r = 0; r < n; r++) {
            if (flag[r] != flag[r]) {
                leave(fast, i);
                return;
            }
        }
    }
    if (!fast->lanes->all(n, flag) && fast->fate[i] == FATE_OPEN) {
        fast->fate[i] = FATE_REFUSED;
        fast->why[i] = fast->plan->reason[s->reason];
    }
}

static void column_step(Fast *fast, const Step *s, StepPlan *p,
                        size_t i) {
    Held *d = &fast->held[s->dst];
    size_t n = fast->plan->slot[s->dst].n;
    const Held *a = s->n_args > 0 ? &fast->held[s->arg[0]] : NULL;
    d->whole_known = false;
    switch ((int)s->kind) {
    case STEP_MIX: mix(fast, p, d, i); break;
    case STEP_NOT: negate(fast, a->value, d, n); break;
    case STEP_ABS: absolute(a, d, n); break;
    case STEP_MUL:
        multiply(fast, a, &fast->held[s->arg[1]], d, n);
        break;
    case STEP_DIV:
        divide(fast, a, &fast->held[s->arg[1]], d, n, i);
        break;
    case STEP_MIN: case STEP_MAX: extreme(fast, s, d); break;
    case STEP_CLAMP: clamp(fast, s, p, d, i); break;
    case STEP_EQ: case STEP_NE: case STEP_LT: case STEP_LE: case STEP_GT:
    case STEP_GE:
        compare(fast, s, p, d, i);
        break;
    case STEP_AND: case STEP_OR: logic(fast, s, d); break;
    case STEP_IF: choose(fast, s, d); break;
    case STEP_SPREAD: spread(fast, s, d, i); break;
    default: round_each(fast, s, p, d, i); break;
    }
}

void row_step(Fast *fast, size_t step, size_t i) {
    const Step *s = &fast->plan->step[step];
    if (fast->step[step].skip) {
        return;
    }
    int asked = s->dst >= 0 ? s->dst : s->arg[0];
    switch ((int)s->kind) {
    case STEP_SUM: case STEP_COUNT: case STEP_SMALLEST: case STEP_LARGEST:
        sum_step(fast, step, i);
        break;
    case STEP_LEVEL: level_step(fast, step, i); break;
    case STEP_REMAINDER: remainder_step(fast, step, i); break;
    default:
        if (fast->plan->slot[asked].table == -1) {
            single_step(fast, step, i, i + 1);
        } else if (s->kind == STEP_REQUIRE) {
            require(fast, s, i);
        } else {
            column_step(fast, s, &fast->step[step], i);
        }
        break;
    }
}
