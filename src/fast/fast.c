/* fast.c - a plan over a block of variants. */
#include "fast/fast.h"

#include "base/mem.h"
#include "fast/fast_int.h"

Fast *fast_new(const Plan *plan, const Lanes *lanes, bool exact_only) {
    Fast *fast = mem_alloc(1, sizeof *fast);
    fast->plan = plan;
    fast->lanes = exact_only || plan->exactly ? NULL : lanes;
    fast->arena = arena_new();
    fast->said = arena_new();
    return fast;
}

void fast_free(Fast *fast) {
    if (fast) {
        arena_free(fast->said);
        arena_free(fast->arena);
        mem_free(fast);
    }
}

void fast_run(Fast *fast, const Block *block) {
    arena_free(fast->said);
    fast->said = arena_new();
    for (size_t i = 0; i < block->n; i++) {
        fast_exactly(fast, block, i);
        fast->counts.exactly++;
        fast->counts.variants++;
        fast->counts.infeasible += block->reason[i] != NULL;
    }
}

void fast_again(Fast *fast, const Block *block, uint64_t changed) {
    (void)changed;
    fast_run(fast, block);
}

FastCounts fast_counts(const Fast *fast) {
    return fast->counts;
}
