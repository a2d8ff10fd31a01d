/* allocate.c - dividing one total over rows: checks, floors and tiers. */
#include "money/allocate.h"

#include <stdlib.h>
#include <string.h>

#include "money/claims_tier.h"
#include "money/level.h"
#include "money/summed.h"

typedef struct Allocation {
    RatPool *pool;         /* of the results */
    RatPool *work;         /* of everything else */
    Arena *scratch;
    const AllocIn *in;
    AllocOut *out;
    size_t n;
    size_t *row;           /* those that take part, by tier */
    const Rat *zero;
    const Rat *one;
} Allocation;

static const Rat *entry(const Rat *const *column, size_t row,
                        const Rat *missing)
{
    return column && column[row] ? column[row] : missing;
}

static AllocFault row_fault(const Allocation *a, size_t row)
{
    const Rat *floor = entry(a->in->floor, row, a->zero);
    const Rat *ceiling = entry(a->in->ceiling, row, NULL);

    if (rat_sign(entry(a->in->key, row, a->one)) < 0) {
        return ALLOC_NEGATIVE_KEY;
    }
    if (rat_sign(floor) < 0) {
        return ALLOC_NEGATIVE_FLOOR;
    }
    if (ceiling && rat_sign(ceiling) < 0) {
        return ALLOC_NEGATIVE_CEILING;
    }
    if (ceiling && rat_cmp(floor, ceiling) > 0) {
        return ALLOC_FLOOR_ABOVE_CEILING;
    }
    return ALLOC_OK;
}

/* Sets n, row and the fault. */
static bool allocate_check(Allocation *a)
{
    AllocOut *out = a->out;

    if (rat_sign(a->in->total) < 0) {
        out->fault = ALLOC_NEGATIVE_TOTAL;
        return false;
    }
    for (size_t i = 0; i < a->in->n; i++) {
        if (a->in->takes_part && !a->in->takes_part[i]) {
            continue;
        }
        a->row[a->n++] = i;
        out->fault = row_fault(a, i);
        if (out->fault != ALLOC_OK) {
            out->row = i;
            return false;
        }
    }
    return true;
}

/* What is left of the total after the floors of all rows; NULL if nothing
 * is, with the fault set. */
static const Rat *allocate_floors(Allocation *a)
{
    const Rat **floor = ARENA_ARRAY(a->scratch, const Rat *, a->n);

    for (size_t k = 0; k < a->n; k++) {
        floor[k] = entry(a->in->floor, a->row[k], a->zero);
    }
    const Rat *rest = rat_sub(a->pool, a->in->total,
                              rat_sum(a->pool, floor, a->n));

    if (rat_sign(rest) < 0) {
        a->out->fault = ALLOC_FLOORS_ABOVE_TOTAL;
        a->out->shortfall = rat_neg(a->pool, rest);
        return NULL;
    }
    return rest;
}

static int cmp_order(const void *x, const void *y, void *context)
{
    const AllocIn *in = context;
    size_t a = *(const size_t *)x, b = *(const size_t *)y;
    int order = rat_cmp(in->order[a], in->order[b]);

    return order != 0 ? order : (a > b) - (a < b);
}

static void slot_fill(const Allocation *a, Slot *slot, size_t row)
{
    const AllocIn *in = a->in;
    const Rat *useful = entry(in->useful, row, NULL);

    slot->key = entry(in->key, row, a->one);
    slot->floor = entry(in->floor, row, a->zero);
    slot->ceiling = entry(in->ceiling, row, NULL);
    slot->useful = useful && rat_sign(useful) > 0 ? useful : NULL;
    slot->code = in->code ? in->code[row] : NULL;
}

/* The same by another rule; NULL also for too many claimants. */
static const Rat *allocate_claims(Allocation *a, const size_t *rows, size_t n,
                                  const Rat *rest)
{
    const Rat **floor = ARENA_ARRAY(a->scratch, const Rat *, n);

    for (size_t i = 0; i < n; i++) {
        floor[i] = entry(a->in->floor, rows[i], a->zero);
    }
    rest = rat_add(a->pool, rest, rat_sum(a->pool, floor, n));
    bool good = claims_tier(a->pool, a->scratch, a->in, rows, n, rest, a->out,
                            &rest);
    return !good || rat_overflowed(a->pool) ? NULL : rest;
}

/* Divides rest and the tier's own floors over rows[0..n-1]; returns the new
 * rest, NULL on overflow. */
static const Rat *allocate_tier(Allocation *a, const size_t *rows, size_t n,
                                const Rat *rest)
{
    Slot *slot = ARENA_ARRAY(a->scratch, Slot, n);
    const Rat **part = ARENA_ARRAY(a->scratch, const Rat *, n);
    Tier tier;

    for (size_t i = 0; i < n; i++) {
        slot_fill(a, &slot[i], rows[i]);
        part[i] = slot[i].floor;
    }
    const Rat *budget = rat_add(a->work, rest, rat_sum(a->work, part, n));
    bool fits = tier_open(&tier, a->work, a->scratch, slot, n, budget);

    if (fits) {
        tier_drop_useless(&tier);
        fits = !rat_overflowed(a->work);
    }
    if (fits) {
        rest = tier_close(&tier, a->pool, part);
        for (size_t i = 0; i < n; i++) {
            a->out->amount[rows[i]] = part[i];
            a->out->state[rows[i]] = slot[i].state;
            a->out->level[rows[i]] = tier.level;
        }
    }
    tier_clear(&tier);
    return fits && !rat_overflowed(a->pool) ? rest : NULL;
}

static const Rat *allocate_tiers(Allocation *a, const Rat *rest)
{
    const Rat *const *order = a->in->order;
    size_t from = 0;

    if (order) {
        qsort_r(a->row, a->n, sizeof *a->row, cmp_order, (void *)a->in);
    }
    while (rest && from < a->n) {
        size_t to = from + 1;

        while (to < a->n
               && (!order
                   || rat_equal(order[a->row[from]], order[a->row[to]]))) {
            to++;
        }
        rest = a->in->rule == RULE_PROPORTIONAL
                   ? allocate_tier(a, a->row + from, to - from, rest)
                   : allocate_claims(a, a->row + from, to - from, rest);
        from = to;
    }
    return rest;
}

/* No result: all amounts 0. */
static void allocate_blank(Allocation *a)
{
    for (size_t i = 0; i < a->in->n; i++) {
        a->out->amount[i] = a->zero;
        a->out->state[i] = ALLOC_OUT;
        a->out->level[i] = NULL;
    }
    a->out->unallocated = a->zero;
}

void allocate_solve(RatPool *pool, Arena *arena, const AllocIn *in,
                    AllocOut *out)
{
    Allocation a = { .pool = pool, .in = in, .out = out };

    memset(out, 0, sizeof *out);
    out->amount = ARENA_ARRAY(arena, const Rat *, in->n);
    out->state = ARENA_ARRAY(arena, AllocState, in->n);
    out->level = ARENA_ARRAY(arena, const Rat *, in->n);
    a.zero = rat_int(pool, 0);
    a.one = rat_int(pool, 1);
    allocate_blank(&a);
    if (rat_overflowed(pool)) {
        return;
    }
    a.work = rat_pool_new(rat_pool_bits(pool));
    a.scratch = arena_new();
    a.row = ARENA_ARRAY(a.scratch, size_t, in->n);
    if (allocate_check(&a) && in->group) {
        allocate_summed(pool, arena, in, out);
    } else if (out->fault == ALLOC_OK) {
        const Rat *rest = allocate_floors(&a);

        rest = rest ? allocate_tiers(&a, rest) : NULL;
        if (rest) {
            out->unallocated = rest;
        } else {
            allocate_blank(&a);
        }
        if (rat_overflowed(a.work)) {
            rat_overflow(pool);
        }
    }
    arena_free(a.scratch);
    rat_pool_free(a.work);
}
