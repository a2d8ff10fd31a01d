/* fast_sums.c - steps that bring rows together: sum, count, smallest, largest,
 * for each group.
 */
#include <math.h>

#include "fast/fast_int.h"

/* One group's values and the flags that select them. */
typedef struct Segment {
    size_t n;
    const double *value;    /* NULL: count */
    const double *where;    /* NULL: all */
} Segment;

static const double *segment_of(const Grouping *g, size_t group,
                                const double *column, double *scratch) {
    size_t from = g->start[group], to = g->start[group + 1];
    if (!column || !g->row) {
        return column ? column + from : NULL;
    }
    for (size_t k = from; k < to; k++) {
        scratch[k - from] = column[g->row[k]];
    }
    return scratch;
}

/* A selected value or a condition that is undefined is a fault, which the
 * exact evaluator words. */
static bool any_undefined(const Segment *s) {
    bool undefined = false;
    for (size_t r = 0; r < s->n; r++) {
        double f = s->where ? s->where[r] : 1;
        undefined = undefined || f != f ||
                    (f != 0 && s->value && s->value[r] != s->value[r]);
    }
    return undefined;
}

typedef struct Sum {
    double value, err;
} Sum;

/* The additions are off by lanes_sum_depth(n) U2 of the sum of sizes, as
 * lanes.h has it; whole numbers below 2^53 add up exactly. */
static Sum add_up(const Fast *fast, const Segment *s, const Held *a) {
    const Lanes *l = fast->lanes;
    double n = (double)s->n, size = n * a->most;
    Sum sum = {l->sum(s->n, s->value, s->where), 0};
    if (a->den == 1 && a->err == 0 && size < 0x1p53) {
        return sum;
    }
    if (s->n > LANES_SUM_BLOCK) {
        size = l->sum_abs(s->n, s->value, s->where);
    }
    sum.err = (n * a->err + lanes_sum_depth(s->n) * U2 * size) * UP;
    return sum;
}

static Sum extreme_of(const Fast *fast, const Segment *s, const Held *a,
                      bool most) {
    const Lanes *l = fast->lanes;
    double value = (most ? l->largest : l->smallest)(s->n, s->value,
                                                      s->where);
    return size_of(value) < INFINITY ? (Sum){value, a->err} : (Sum){NAN, 0};
}

static Sum group_sum(Fast *fast, const Step *s, const Segment *segment) {
    const Held *a = &fast->held[s->arg[0]];
    Sum sum;
    switch ((int)s->kind) {
    case STEP_COUNT:
        return (Sum){fast->lanes->count(segment->n, segment->where), 0};
    case STEP_SUM: sum = add_up(fast, segment, a); break;
    default:
        return extreme_of(fast, segment, a, s->kind == STEP_LARGEST);
    }
    if (a->den == 1 && sum.err < 0.25 && size_of(sum.value) < FINE) {
        sum = (Sum){sum.value + 0x1.8p52 - 0x1.8p52, 0};
    }
    return sum;
}

static void group_put(const Slot *slot, Held *d, size_t at, Sum sum) {
    d->room[at] = sum.value;
    if (slot->table == -1) {
        d->errs[at] = sum.err;
        return;
    }
    double size = (size_of(sum.value) + sum.err) * UP;
    d->err = larger(d->err, sum.err);
    d->most = larger(d->most, size == size ? size : 0);
}

void sum_step(Fast *fast, size_t step, size_t i) {
    const Step *s = &fast->plan->step[step];
    const Slot *slot = &fast->plan->slot[s->dst];
    Held *d = &fast->held[s->dst];
    bool counts = s->kind == STEP_COUNT;
    int where = s->arg[s->n_args - 1], arg = counts ? -1 : s->arg[0];
    bool look = (where >= 0 && fast->plan->slot[where].may_undefined) ||
                (arg >= 0 && fast->plan->slot[arg].may_undefined);
    d->err = d->most = 0;
    d->whole_known = false;
    for (size_t g = 0; g < s->group->n; g++) {
        Segment segment = {
            s->group->start[g + 1] - s->group->start[g],
            segment_of(s->group, g,
                       arg < 0 ? NULL : fast->held[arg].value,
                       fast->scratch[0]),
            segment_of(s->group, g,
                       where < 0 ? NULL : fast->held[where].value,
                       fast->scratch[1])};
        if (look && any_undefined(&segment)) {
            fast->fate[i] = FATE_EXACT;
            return;
        }
        group_put(slot, d, slot->table == -1 ? i : g,
                  group_sum(fast, s, &segment));
    }
}
