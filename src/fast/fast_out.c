/* fast_out.c - what a slot holds, as the counts that the caller gets. */
#include <string.h>

#include "fast/fast_int.h"

/* Rows from the plan's order to the table's. */
static void put_rows(const uint32_t *order, const int64_t *count, size_t n,
                     int64_t *out) {
    if (!order) {
        memcpy(out, count, n * sizeof *out);
    }
    for (size_t r = 0; order && r < n; r++) {
        out[order[r]] = count[r];
    }
}

/* An undefined value that gets here is a fault, which the exact evaluator
 * words. */
static bool count_rows(Fast *fast, const Held *h, const Unit *unit, size_t n,
                       int64_t *count) {
    if (h->den == 1 && h->err == 0 && h->most < FINE && unit->size == 1) {
        fast->lanes->to_int(n, h->value, count);
        return true;
    }
    for (size_t r = 0; r < n; r++) {
        if (!count_of(h->value[r], h->err, h->den, unit, WAY_NEAREST,
                      &count[r])) {
            return false;
        }
    }
    return true;
}

static bool deliver_column(Fast *fast, size_t k, const Held *h, size_t i) {
    const Plan *plan = fast->plan;
    const Slot *slot = &plan->slot[plan->output_slot[k]];
    const int64_t *count = h->count;
    if (!fast->counted[k]) {
        count = fast->whole[0];
        if (slot->may_undefined) {
            double most = fast->lanes->largest_abs(slot->n, h->value);
            if (most != most) {
                return false;
            }
        }
        if (!count_rows(fast, h, &fast->unit[k], slot->n, fast->whole[0])) {
            return false;
        }
    }
    if (fast->block->out[k]) {
        put_rows(plan->order[slot->table], count, slot->n,
                 fast->block->out[k] + i * slot->n);
    }
    return true;
}

static bool deliver_single(Fast *fast, size_t k, const Held *h, size_t i) {
    int64_t count, *out = fast->block->out[k];
    return count_of(h->value[i], h->errs[i], h->den, &fast->unit[k],
                    WAY_NEAREST, out ? &out[i] : &count);
}

/* What is not wanted may be at fault all the same: whether a variant can be
 * computed does not depend on what the caller looks at. */
bool deliver(Fast *fast, size_t i) {
    const Plan *plan = fast->plan;
    for (size_t k = 0; k < plan->n_outputs; k++) {
        const Held *h = &fast->held[plan->output_slot[k]];
        int64_t *out = fast->block->out[k];
        size_t n = plan->output[k].n;
        if (fast->counted[k] && out && h->count == out + i * n) {
            continue;       /* written straight */
        }
        bool single = plan->slot[plan->output_slot[k]].table == -1;
        if (!(single ? deliver_single : deliver_column)(fast, k, h, i)) {
            return false;
        }
    }
    return true;
}
