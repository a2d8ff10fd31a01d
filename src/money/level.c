/* level.c - the water level of one tier, by walking its sorted bends.
 *
 * f(L) = sum of clamp(L * key, floor, ceiling) is continuous, rises, and is
 * straight between bends at floor / key and ceiling / key: f(L) = (sum at
 * limits) + L * (sum of keys in between). So the level is found by walking
 * up the bends until f at the next one is not below the budget.
 */
#include <stdlib.h>
#include <string.h>

#include "money/level.h"

static int cmp_bend(const void *a, const void *b)
{
    const Bend *x = a, *y = b;
    int order = rat_cmp(x->at, y->at);

    if (order == 0) {
        order = (int)x->ceiling - (int)y->ceiling;   /* floors first */
    }
    return order != 0 ? order : (x->slot > y->slot) - (x->slot < y->slot);
}

/* Everything a sum will hold must be covered before the first is added. */
static bool tier_cover(Tier *tier, const Rat *budget)
{
    size_t bits = rat_pool_bits(tier->pool);
    bool fits = common_cover(&tier->gap, budget, bits);

    for (size_t i = 0; i < tier->n && fits; i++) {
        const Slot *s = &tier->slot[i];

        fits = common_cover(&tier->key, s->key, bits)
            && common_cover(&tier->gap, s->floor, bits)
            && (!s->ceiling || common_cover(&tier->gap, s->ceiling, bits));
    }
    mpz_set(tier->spare.den, tier->gap.den);
    return fits;
}

static void tier_add_bend(Tier *tier, const Rat *limit, size_t slot,
                          bool ceiling)
{
    tier->bend[tier->n_bends++] = (Bend){
        .at = rat_div(tier->pool, limit, tier->slot[slot].key),
        .slot = slot,
        .ceiling = ceiling,
    };
}

static const AllocState heap_state[TIER_HEAPS] = {
    [TIER_FLOOR] = ALLOC_FLOOR,
    [TIER_SHARE] = ALLOC_SHARE,
    [TIER_CEILING] = ALLOC_CEILING,
};

/* Smaller amount / useful first, then the lower code. */
static bool slot_before(const void *context, size_t a, size_t b)
{
    const TierHeap *heap = context;
    const Slot *x = &heap->slot[a], *y = &heap->slot[b];
    int order = rat_cmp(x->ratio[heap->which], y->ratio[heap->which]);

    return (order != 0 ? order : strcmp(x->code, y->code)) < 0;
}

static void tier_enter(Tier *tier, size_t slot, AllocState state)
{
    Slot *s = &tier->slot[slot];

    s->state = state;
    if (!s->useful) {
        return;
    }
    for (int h = 0; h < TIER_HEAPS; h++) {
        if (heap_state[h] == state) {
            const Rat *part = h == TIER_FLOOR ? s->floor
                            : h == TIER_SHARE ? s->key
                                              : s->ceiling;

            s->ratio[h] = rat_div(tier->pool, part, s->useful);
            heap_push(&tier->heap[h].rows, slot);
        }
    }
}

/* Walks on until the next bend lies at or above the level, and sets it. */
static void tier_walk(Tier *tier)
{
    mpz_ptr left = mpq_numref(tier->t), right = mpq_numref(tier->u);

    for (; tier->next < tier->n_bends; tier->next++) {
        const Bend *bend = &tier->bend[tier->next];
        Slot *s = &tier->slot[bend->slot];

        if (s->state == ALLOC_DROPPED) {
            continue;
        }
        /* Stop if at * key >= gap, multiplied out. */
        mpz_mul(left, mpq_numref(bend->at->q), tier->key.num);
        mpz_mul(left, left, tier->gap.den);
        mpz_mul(right, mpq_denref(bend->at->q), tier->key.den);
        mpz_mul(right, right, tier->gap.num);
        if (mpz_cmp(left, right) >= 0) {
            break;
        }
        if (bend->ceiling) {
            common_sub(&tier->key, s->key);
            common_sub(&tier->gap, s->ceiling);
            tier_enter(tier, bend->slot, ALLOC_CEILING);
        } else {
            common_add(&tier->gap, s->floor);
            common_add(&tier->key, s->key);
            tier_enter(tier, bend->slot, ALLOC_SHARE);
        }
    }
    tier->level = NULL;
    if (mpz_sgn(tier->key.num) > 0) {
        tier->level = rat_div(tier->pool, common_rat(tier->pool, &tier->gap),
                              common_rat(tier->pool, &tier->key));
    }
}

bool tier_open(Tier *tier, RatPool *pool, Arena *arena, Slot *slot, size_t n,
               const Rat *budget)
{
    *tier = (Tier){ .pool = pool, .n = n, .slot = slot };
    tier->bend = ARENA_ARRAY(arena, Bend, 2 * n);
    for (int h = 0; h < TIER_HEAPS; h++) {
        tier->heap[h].rows.at = ARENA_ARRAY(arena, size_t, n);
        tier->heap[h].rows.before = slot_before;
        tier->heap[h].rows.context = &tier->heap[h];
        tier->heap[h].slot = slot;
        tier->heap[h].which = h;
    }
    common_init(&tier->gap);
    common_init(&tier->key);
    common_init(&tier->spare);
    mpq_inits(tier->t, tier->u, (mpq_ptr)NULL);
    if (!tier_cover(tier, budget)) {
        rat_overflow(pool);
        return false;
    }
    common_add(&tier->gap, budget);
    common_add(&tier->spare, budget);
    for (size_t i = 0; i < n; i++) {
        Slot *s = &slot[i];

        common_sub(&tier->gap, s->floor);
        tier_enter(tier, i, ALLOC_FLOOR);
        if (rat_sign(s->key) == 0) {
            common_sub(&tier->spare, s->floor);
            continue;
        }
        tier_add_bend(tier, s->floor, i, false);
        if (s->ceiling) {
            tier_add_bend(tier, s->ceiling, i, true);
            common_sub(&tier->spare, s->ceiling);
        } else {
            tier->n_uncapped++;
        }
    }
    if (rat_overflowed(pool)) {
        return false;
    }
    qsort(tier->bend, tier->n_bends, sizeof *tier->bend, cmp_bend);
    tier_walk(tier);
    return !rat_overflowed(pool);
}

/* Takes a slot out; the others share what it had, so the level only rises
 * and the walk goes on from where it stands. */
static void tier_drop(Tier *tier, size_t slot)
{
    Slot *s = &tier->slot[slot];

    if (s->state == ALLOC_SHARE) {
        common_sub(&tier->key, s->key);
    } else {
        common_add(&tier->gap, s->state == ALLOC_CEILING ? s->ceiling
                                                         : s->floor);
    }
    if (rat_sign(s->key) == 0) {
        common_add(&tier->spare, s->floor);
    } else if (s->ceiling) {
        common_add(&tier->spare, s->ceiling);
    } else {
        tier->n_uncapped--;
    }
    s->state = ALLOC_DROPPED;
}

/* The slot with the smallest amount / useful; tier->n if none is below 1. */
static size_t tier_worst(Tier *tier)
{
    const Rat *smallest = rat_int(tier->pool, 1);
    size_t worst = tier->n;

    for (int h = 0; h < TIER_HEAPS; h++) {
        RowHeap *heap = &tier->heap[h].rows;

        while (heap->n > 0
               && tier->slot[heap->at[0]].state != heap_state[h]) {
            heap_pop(heap);
        }
        if (heap->n == 0) {
            continue;
        }
        const Slot *s = &tier->slot[heap->at[0]];
        const Rat *ratio = h == TIER_SHARE
                         ? rat_mul(tier->pool, s->ratio[h], tier->level)
                         : s->ratio[h];
        int order = rat_cmp(ratio, smallest);

        if (order == 0 && worst < tier->n) {
            order = strcmp(s->code, tier->slot[worst].code);
        }
        if (order < 0) {
            smallest = ratio;
            worst = heap->at[0];
        }
    }
    return worst;
}

void tier_drop_useless(Tier *tier)
{
    while (!rat_overflowed(tier->pool)) {
        size_t worst = tier_worst(tier);

        if (worst == tier->n) {
            break;
        }
        tier_drop(tier, worst);
        tier_walk(tier);
    }
}

/* Everything is at its ceiling, though a level may be just high enough. */
static void tier_fill(Tier *tier)
{
    for (size_t i = 0; i < tier->n; i++) {
        Slot *s = &tier->slot[i];

        if (s->state != ALLOC_DROPPED && rat_sign(s->key) > 0) {
            s->state = ALLOC_CEILING;
        }
    }
    tier->level = NULL;
}

/* States by the amounts: at a limit that the level just meets, a slot counts
 * as held by it. */
static void tier_settle(Tier *tier, RatPool *pool, const Rat **amount)
{
    for (size_t i = 0; i < tier->n; i++) {
        Slot *s = &tier->slot[i];

        if (s->state == ALLOC_DROPPED) {
            continue;
        }
        amount[i] = rat_mul(pool, tier->level, s->key);
        if (rat_cmp(amount[i], s->floor) <= 0) {
            s->state = ALLOC_FLOOR;
        } else if (s->ceiling && rat_cmp(amount[i], s->ceiling) >= 0) {
            s->state = ALLOC_CEILING;
        } else {
            s->state = ALLOC_SHARE;
        }
    }
}

const Rat *tier_close(Tier *tier, RatPool *pool, const Rat **amount)
{
    const Rat *rest = rat_int(pool, 0);

    if (!tier->level) {
        rest = common_rat(pool, &tier->gap);
    } else if (tier->n_uncapped == 0 && mpz_sgn(tier->spare.num) >= 0) {
        tier_fill(tier);
    } else {
        tier->level = rat_from_mpq(pool, tier->level->q);
        tier_settle(tier, pool, amount);
    }
    for (size_t i = 0; i < tier->n; i++) {
        const Slot *s = &tier->slot[i];

        if (s->state == ALLOC_FLOOR) {
            amount[i] = s->floor;
        } else if (s->state == ALLOC_CEILING) {
            amount[i] = s->ceiling;
        } else if (s->state == ALLOC_DROPPED) {
            amount[i] = rat_int(pool, 0);
        }
    }
    return rest;
}

void tier_clear(Tier *tier)
{
    common_clear(&tier->gap);
    common_clear(&tier->key);
    common_clear(&tier->spare);
    mpq_clears(tier->t, tier->u, (mpq_ptr)NULL);
}
