/* places_find.c - a table of calls, filled by several threads at once. */
#include "faults.h"

#include <stdatomic.h>
#include <stddef.h>

Place *places_find(Places *places, uint64_t at, Kind kind, uint64_t hit)
{
    uint64_t mixed = at * UINT64_C(0x9E3779B97F4A7C15);
    for (unsigned i = 0; i < PLACES_ROOM; i++) {
        Place *p = &places->place[((mixed >> 40) + i) % PLACES_ROOM];
        uint64_t there = 0;
        if (atomic_compare_exchange_strong(&p->at, &there, at)) {
            p->kind = kind;
            p->first = hit;
            return p;
        }
        if (there == at)
            return p;
    }
    return NULL;
}

bool places_try(Places *places, uint64_t key, Kind kind)
{
    Place *p = places_find(places, key, kind, 0);
    return p != NULL && !atomic_exchange(&p->tried, true);
}
