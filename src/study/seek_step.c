/* seek_step.c - the first, or the last, step of the inner param that holds. */
#include "study/seek_int.h"

/* Multiples of the step inside a zone: first above last: none. */
static void zone_steps(Seeker *s, const Zone *zone, int64_t *first,
                       int64_t *last)
{
    const SeekParam *p = s->inner;
    Root from = zone->from, to = zone->to;
    /* A number between two multiples, once it is narrow enough. */
    const Rat *width = rat_div(s->pool, p->step, rat_int(s->pool, 1 << 20));
    root_narrow(&s->polys, &from, width);
    root_narrow(&s->polys, &to, width);
    SeekParam part = {.low = from.high, .high = to.low, .step = p->step};
    steps_range(s, &part, first, last);
    if (from.poly == NULL && !zone->with_from
        && rat_equal(step_value(s, p, *first), from.low))
        ++*first;
    if (to.poly == NULL && !zone->with_to
        && rat_equal(step_value(s, p, *last), to.low))
        --*last;
}

/* In an open zone, from its near end on. 1: *found; 0: none holds; -1: the
 * budget is spent. */
static int search_open(Seeker *s, Steps *steps, int64_t *count,
                       int64_t first, int64_t last, bool up, bool wanted,
                       int64_t *left)
{
    size_t inner = s->ask->inner;
    while (first <= last) {
        int64_t n = last - first + 1 < FAST_BLOCK ? last - first + 1
                                                  : FAST_BLOCK;
        if (n > *left)
            return -1;
        *left -= n;
        int64_t from = up ? first : last - n + 1;
        uint64_t holds = steps_block(steps, count, from, (size_t)n);
        for (int64_t i = 0; i < n; i++) {
            int64_t at = up ? i : n - 1 - i;
            if ((holds >> at & 1) == wanted) {
                count[inner] = from + at;
                return 1;
            }
        }
        if (up)
            first += n;
        else
            last -= n;
    }
    return 0;
}

int step_find(Seeker *s, Steps *steps, const ZoneList *zones, bool up,
              bool wanted, int64_t *count)
{
    int64_t left = steps_exactly(steps) ? STEPS_MOST_EXACTLY : STEPS_MOST;
    for (size_t k = 0; k < zones->n; k++) {
        const Zone *zone = &zones->at[up ? k : zones->n - 1 - k];
        int64_t first, last;
        zone_steps(s, zone, &first, &last);
        if (first > last)
            continue;
        if ((zone->kind == ZONE_HOLDS) == wanted && zone->kind != ZONE_OPEN) {
            count[s->ask->inner] = up ? first : last;
            return 1;
        }
        int found = zone->kind != ZONE_OPEN
                        ? 0
                        : search_open(s, steps, count, first, last, up,
                                      wanted, &left);
        if (found != 0)
            return found;
    }
    return 0;
}

bool step_steady(Seeker *s, Steps *steps, const ZoneList *zones, bool up,
                 const int64_t *count, int64_t *steady)
{
    int64_t left = steps_exactly(steps) ? STEPS_MOST_EXACTLY : STEPS_MOST;
    size_t inner = s->ask->inner;
    int64_t at = count[inner], moved[SEEK_PARAMS_MAX] = {0};
    for (size_t i = 0; i < s->ask->n_params; i++)
        moved[i] = count[i];
    for (size_t k = 0; k < zones->n; k++) {
        const Zone *zone = &zones->at[up ? k : zones->n - 1 - k];
        size_t next = up ? k + 1 : zones->n - 2 - k;
        int64_t first, last;
        zone_steps(s, zone, &first, &last);
        if (first > last || at < first || at > last)
            continue;
        if (zone->kind != ZONE_OPEN || k + 1 >= zones->n
            || zones->at[next].kind != ZONE_HOLDS)
            return false;
        /* The last step of the zone that fails, from its far end back. */
        int found = up ? search_open(s, steps, moved, at, last, false, false,
                                     &left)
                       : search_open(s, steps, moved, first, at, true, false,
                                     &left);
        *steady = moved[inner] + (up ? 1 : -1);
        return found == 1;
    }
    return false;
}

/* Steps looked at on either side of the best before rounding. */
enum { NEAR_STEPS = 64 };

static bool better(const Seeker *s, int64_t figure, int64_t best)
{
    return s->ask->goal == SEEK_MAXIMISE ? figure > best : figure < best;
}

int step_best(Seeker *s, Steps *steps, int64_t *count)
{
    int64_t first, last, middle, best = 0, found = 0, figure;
    size_t inner = s->ask->inner;
    SeekParam at = {.low = s->best_at, .high = s->best_at,
                    .step = s->inner->step};
    steps_range(s, s->inner, &first, &last);
    steps_range(s, &at, &middle, &figure);
    int64_t from = middle - NEAR_STEPS > first ? middle - NEAR_STEPS : first;
    int64_t to = middle + NEAR_STEPS < last ? middle + NEAR_STEPS : last;
    bool any = false;
    for (int64_t k = from; k <= to; k++) {
        count[inner] = k;
        if (steps_hold(steps, count, &figure)
            && (!any || better(s, figure, best))) {
            best = figure;
            found = k;
            any = true;
        }
    }
    count[inner] = found;
    return any;
}
