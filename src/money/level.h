/* level.h - the water level of one tier; private to src/money.
 *
 * A tier divides its budget over its rows, called slots 0..n-1 here. The
 * level L rises from 0: a slot stands at its floor until L * key passes it,
 * then takes L * key, until that reaches its ceiling.
 */
#ifndef FORDELA_LEVEL_H
#define FORDELA_LEVEL_H

#include "money/allocate.h"
#include "money/money_int.h"

typedef struct Slot {
    const Rat *key;
    const Rat *floor;
    const Rat *ceiling;    /* NULL: none */
    const Rat *useful;     /* > 0, or NULL: none */
    const char *code;      /* may be NULL */
    AllocState state;
    const Rat *ratio[3];   /* with useful: floor, key, ceiling over useful,
                              each set when its heap is entered */
} Slot;

/* Where a slot changes its state as the level rises. */
typedef struct Bend {
    const Rat *at;
    size_t slot;
    bool ceiling;          /* reaches its ceiling, else leaves its floor */
} Bend;

/* Slots in one state keep their order by amount / useful as the level rises,
 * so one heap for each state gives the smallest. A slot is put into the heap
 * of each state it enters and passed over in those it has left. */
enum { TIER_FLOOR, TIER_SHARE, TIER_CEILING, TIER_HEAPS };

typedef struct TierHeap {
    RowHeap rows;
    const Slot *slot;
    int which;
} TierHeap;

typedef struct Tier {
    RatPool *pool;
    size_t n;
    Slot *slot;
    Bend *bend;            /* sorted */
    size_t n_bends, next;
    Common gap;            /* budget less all that stands at a limit */
    Common key;            /* sum of the keys that take L * key */
    Common spare;          /* budget less every slot's most */
    size_t n_uncapped;     /* slots with a key and no ceiling */
    const Rat *level;      /* NULL: none */
    TierHeap heap[TIER_HEAPS];
    mpq_t t, u;
} Tier;

/* slot has key, floor, ceiling, useful and code set. The floors fit into the
 * budget. Scratch memory is in arena and pool. False on overflow. */
bool tier_open(Tier *tier, RatPool *pool, Arena *arena, Slot *slot, size_t n,
               const Rat *budget);
/* Lets the slots below their useful amounts go, one by one. */
void tier_drop_useless(Tier *tier);
/* Final states; amount has n entries, level may become NULL. Amounts, level
 * and what could not be placed, which is returned, are in the given pool. */
const Rat *tier_close(Tier *tier, RatPool *pool, const Rat **amount);
void tier_clear(Tier *tier);

#endif
