/* fast.c - a plan over a block of variants: single values for all of them at
 * a time, then the rows of one after the other.
 */
#include "fast/fast.h"

#include "base/mem.h"
#include "fast/fast_int.h"

Fast *fast_new(const Plan *plan, const Lanes *lanes, bool exact_only) {
    Fast *fast = mem_alloc(1, sizeof *fast);
    size_t n;
    fast->plan = plan;
    fast->arena = arena_new();
    fast->said = arena_new();
    if (!exact_only && !plan->exactly) {
        fast->lanes = lanes ? lanes : lanes_all(&n)[0];
        fast_prepare(fast);
    }
    return fast;
}

void fast_free(Fast *fast) {
    if (fast) {
        arena_free(fast->said);
        arena_free(fast->arena);
        mem_free(fast);
    }
}

FastCounts fast_counts(const Fast *fast) {
    return fast->counts;
}

static void begin(Fast *fast, const Block *block) {
    if (fast->said_any) {
        arena_free(fast->said);
        fast->said = arena_new();
        fast->said_any = false;
    }
    fast->block = block;
    for (size_t i = 0; i < block->n; i++) {
        fast->fate[i] = FATE_OPEN;
        fast->on_grid[i] = false;
        block->reason[i] = NULL;
    }
}

/* Which steps a call works out again: all, or what depends on `changed`. */
static bool is_due(const Fast *fast, const Step *s, uint64_t changed) {
    int slot = s->dst >= 0 ? s->dst : s->arg[0];
    return !fast->kept || (fast->plan->slot[slot].inputs & changed) != 0;
}

static void single_values(Fast *fast, uint64_t changed) {
    const Plan *plan = fast->plan;
    size_t n = fast->block->n;
    for (size_t k = 0; k < plan->n_inputs; k++) {
        if (plan->slot[plan->input_slot[k]].table == -1) {
            single_input(fast, k, 0, n);
        }
    }
    for (size_t s = 0; s < plan->n_single; s++) {
        if (is_due(fast, &plan->step[s], changed)) {
            single_step(fast, s, 0, n);
        }
    }
    for (size_t k = 0; k < fast->n_early; k++) {
        const Step *s = &plan->step[fast->early[k]];
        StepPlan *p = &fast->step[fast->early[k]];
        if (is_due(fast, s, changed) && s->kind == STEP_LEVEL) {
            bends_divide(fast, s->level, p->level, 0, n);
        } else if (is_due(fast, s, changed)) {
            mix_factors(fast, p, 0, n);
        }
    }
}

static void row_values(Fast *fast, size_t i, uint64_t changed) {
    const Plan *plan = fast->plan;
    for (size_t k = 0; k < fast->n_row_inputs; k++) {
        size_t input = fast->row_input[k];
        if (!fast->kept || (changed >> input & 1)) {
            row_input(fast, input, i);
        }
    }
    for (size_t s = plan->n_single; s < plan->n_steps; s++) {
        if (fast->fate[i] == FATE_EXACT ||
            (fast->fate[i] == FATE_REFUSED && s >= fast->n_required)) {
            return;
        }
        if (is_due(fast, &plan->step[s], changed)) {
            row_step(fast, s, i);
        }
    }
}

/* A variant is refused only after all requirements have been looked at: one
 * that is left to the exact evaluator may be refused for another. */
static void finish(Fast *fast, size_t i, uint64_t changed) {
    const Block *block = fast->block;
    row_values(fast, i, changed);
    if (fast->fate[i] == FATE_REFUSED) {
        refuse(fast->plan, block, i, fast->why[i]);
    } else if (fast->fate[i] == FATE_EXACT || !deliver(fast, i)) {
        fast->fate[i] = FATE_EXACT;
        fast_exactly(fast, block, i);
    }
    fast->counts.exactly += fast->fate[i] == FATE_EXACT;
}

/* What still waits is cut; what short keys do not decide is worked out once
 * more, each by itself. */
static void settle_waiting(Fast *fast) {
    const Plan *plan = fast->plan;
    for (size_t s = 0; s < plan->n_steps; s++) {
        if (fast->step[s].waiting) {
            remainder_waiting(fast, &plan->step[s], &fast->step[s]);
        }
    }
    fast->again = true;
    for (size_t i = 0; i < fast->block->n; i++) {
        if (fast->fate[i] == FATE_AGAIN) {
            fast->fate[i] = FATE_OPEN;
            finish(fast, i, 0);
        }
    }
    fast->again = false;
}

static void run(Fast *fast, const Block *block, uint64_t changed) {
    begin(fast, block);
    if (fast->lanes) {
        single_values(fast, changed);
    }
    for (size_t i = 0; i < block->n; i++) {
        if (fast->lanes) {
            finish(fast, i, changed);
        } else {
            fast_exactly(fast, block, i);
            fast->counts.exactly++;
        }
    }
    if (fast->lanes) {
        settle_waiting(fast);
    }
    for (size_t i = 0; i < block->n; i++) {
        fast->counts.infeasible += block->reason[i] != NULL;
        fast->counts.on_grid += fast->on_grid[i] &&
                                fast->fate[i] == FATE_OPEN;
    }
    fast->counts.variants += block->n;
}

void fast_run(Fast *fast, const Block *block) {
    fast->keeps = fast->kept = false;
    run(fast, block, 0);
}

void fast_again(Fast *fast, const Block *block, uint64_t changed) {
    fast->keeps = true;
    run(fast, block, changed);
    fast->kept = fast->fate[0] == FATE_OPEN;
}
