/* fast.h - a plan over a block of variants: filtered exact.
 *
 * Every number is a double with a proven bound on its error (Higham 2002,
 * chapters 3 and 4). A comparison, a rounding or a cut that the bound decides
 * is decided; where values lie on a known grid, ties are decided on the grid;
 * the variants that remain go to the exact evaluator. So the amounts are those
 * of exact.h, always, and equal on every processor; only the counts of
 * FastCounts may differ.
 *
 * A Fast belongs to one thread; any number of them share a Plan.
 */
#ifndef FORDELA_FAST_H
#define FORDELA_FAST_H

#include "fast/lanes.h"
#include "plan/plan.h"

/* Variants in one block, at most. */
#define FAST_BLOCK 64

typedef struct Fast Fast;

/* Variants in, amounts out. All arrays are the caller's. */
typedef struct Block {
    size_t n;                       /* 1 .. FAST_BLOCK */
    const double *const *input;     /* by Plan.input: whole numbers over its
                                       den: n; of data n x rows, rows as in the
                                       table */
    int64_t *const *out;            /* by Plan.output: n x its rows, counts of
                                       its unit, rows as in the table; an entry
                                       may be NULL: not wanted, though a
                                       fault in it still refuses */
    const char **reason;            /* n: NULL, or why the variant cannot be
                                       computed (its out is then 0); the text
                                       lives until the next call with this
                                       Fast */
} Block;

typedef struct FastCounts {
    uint64_t variants;
    uint64_t infeasible;
    uint64_t on_grid;       /* ties decided in place, on the grid */
    uint64_t exactly;       /* left to the exact evaluator */
} FastCounts;

/* lanes: NULL for the best of this machine. exact_only: every variant goes to
 * the exact evaluator (to compare with). */
Fast *fast_new(const Plan *plan, const Lanes *lanes, bool exact_only);
void fast_free(Fast *fast);

void fast_run(Fast *fast, const Block *block);

/* One variant, kept: only what depends on the inputs in `changed` (a bit each)
 * is worked out again. block->n is 1. The first call works out everything. */
void fast_again(Fast *fast, const Block *block, uint64_t changed);

FastCounts fast_counts(const Fast *fast);

/* Variant i of the block by the exact evaluator, as fast_run does it when in
 * doubt. out and reason as in Block, at index i. */
void fast_exactly(Fast *fast, const Block *block, size_t i);

#endif
