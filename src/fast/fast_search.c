/* fast_search.c - the water levels of a few tiers at a time: Newton's method
 * in doubles (lanes_search.inc), made sure of in whole numbers. See
 * fast_bends.c.
 */
#include <math.h>

#include "fast/bends.h"

__extension__ typedef __int128 Wide;

/* --- whole numbers --- */

/* Does level * key reach factor * limit? -1, 0 or 1. */
static inline int reaches(const Search *s, const Bent *o, size_t k,
                          int64_t by) {
    Wide a = (Wide)s->rest * o->key[k];
    Wide b = (Wide)(by * o->limit[k]) * s->keys;
    return (a > b) - (a < b);
}

/* Moves the ends of the two orders to where the level has them; false: there
 * was nothing to be moved. */
static bool correct(Search *s) {
    const Bent *f = &s->t->floor, *c = &s->t->ceiling;
    int64_t floor_by = s->floor.by, ceiling_by = s->ceiling.by;
    bool floor = s->floors_given, ceiling = s->ceilings_given;
    if (s->keys == 0 && s->rest == 0) {
        return false;
    }
    if (s->floors > 0 && reaches(s, f, s->floors - 1, floor_by) > 0) {
        s->floors--;
    } else if (ceiling && s->ceilings < s->t->n &&
               reaches(s, c, s->ceilings, ceiling_by) > 0) {
        s->ceilings++;
    } else if (s->ceilings > 0 &&
               reaches(s, c, s->ceilings - 1, ceiling_by) < 0) {
        s->ceilings--;
    } else if (floor && s->floors < s->t->n &&
               reaches(s, f, s->floors, floor_by) < 0) {
        s->floors++;
    } else {
        return false;
    }
    count_open(s);
    return true;
}

static inline int level_above(double level, double bend) {
    return bend < level * (1 - 0x1p-48);
}

/* Are the ends of both orders so far from the level that doubles tell? */
static inline bool is_clear(const Search *s, double level) {
    const double *f = s->t->floor.ratio + s->floors;
    const double *c = s->t->ceiling.ratio + s->ceilings;
    return (s->keys > 0) & level_below(level, f[-1] * s->floor.value) &
           level_above(level, f[0] * s->floor.value) &
           level_above(level, c[-1] * s->ceiling.value) &
           level_below(level, c[0] * s->ceiling.value);
}

/* All rows held, their limits making up the total: a level is between the last
 * of both. Not all at their ceilings: those together are above the total. */
static bool held_level(Search *s) {
    const double *f = s->t->floor.ratio + s->floors;
    const double *c = s->t->ceiling.ratio + s->ceilings;
    double low = larger(c[-1] * s->ceiling.value, 0);
    double high = f[-1] * s->floor.value;
    s->level = low + (high - low) / 2;
    return low * UP < high;
}

/* In so many moves at most? */
static bool make_sure(Search *s, size_t moves) {
    if (is_clear(s, level_of(s))) {
        return true;
    }
    for (size_t k = 0; k <= moves; k++) {
        if (!correct(s)) {
            return true;
        }
    }
    return false;
}

/* --- together --- */

/* Steps before the first look at whole numbers, and in all; where a few moves
 * are enough, no step is spent on seeing that nothing changes any more. */
enum { STEPS_BLIND = 4, STEPS_MOST = 64, MOVES_FEW = 4 };

static void begin(Search *s) {
    bool guessed = s->level > 0;
    s->bracket = (Bracket){0, INFINITY};
    s->settled = false;
    if (!guessed) {
        s->floors = s->ceilings = 0;
        count_open(s);
        s->level = level_of(s);
        s->settled = is_clear(s, s->level) || !correct(s);
    }
}

static void end(const Lanes *lanes, Search *s) {
    bool sure = s->settled || make_sure(s, MOVES_FEW);
    for (int step = 0; !sure && step < STEPS_MOST; step++) {
        lanes->search_steps(s, 1, 1);
        sure = make_sure(s, MOVES_FEW);
    }
    sure = sure || make_sure(s, 4 * s->t->n);
    s->level = level_of(s);
    s->found = sure && (s->keys > 0 || held_level(s));
}

void search_levels(const Lanes *lanes, Search *search, size_t n) {
    for (size_t k = 0; k < n; k++) {
        begin(&search[k]);
    }
    lanes->search_steps(search, n, STEPS_BLIND);
    for (size_t k = 0; k < n; k++) {
        end(lanes, &search[k]);
    }
}
