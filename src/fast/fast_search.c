/* fast_search.c - the water levels of a few tiers at a time: Newton's method
 * in doubles, made sure of in whole numbers. See fast_bends.c.
 *
 * A step of Newton's method is a chain of dependent operations; several
 * searches go side by side so that they do not wait. What a level costs is
 * straight between bends, so that the step from the right piece lands on the
 * level and the counts stay; a bracket keeps it from cycling.
 */
#include <math.h>

#include "fast/bends.h"

__extension__ typedef __int128 Wide;

/* One search on its way. */
typedef struct Newton {
    Pair bracket;           /* too low, too high */
    bool settled;           /* without a step */
} Newton;

static inline void count_open(Search *s) {
    const Bent *f = &s->t->floor, *c = &s->t->ceiling;
    s->rest = s->total - s->floor.by * (s->t->bare + f->limits[s->floors]) -
              s->ceiling.by * c->limits[s->ceilings];
    s->keys = s->t->keys - f->keys[s->floors] - c->keys[s->ceilings];
}

/* How many ratios of n, falling, are above v; or, rising, below it. */
static inline size_t count_before(const Bent *o, size_t n, double v,
                                  bool falling) {
    size_t base = o->cell[cell_of(o, v)], more = 0;
    if (o->in_cell <= SEARCH_PAD) {
        for (size_t k = 0; k < o->in_cell; k++) {
            double r = o->ratio[base + k];
            more += falling ? r > v : r < v;
        }
        return base + more;
    }
    n -= base;
    while (n > 0) {
        double r = o->ratio[base + n / 2];
        bool before = falling ? r > v : r < v;
        base += before ? n / 2 + 1 : 0;
        n = before ? n - n / 2 - 1 : n / 2;
    }
    return base;
}

static inline void count_at(Search *s, double level) {
    const Bends *b = s->b;
    const TierBends *t = s->t;
    s->floors = s->floor.by == 0
                    ? 0
                    : count_before(&t->floor, t->n, level * s->floor.inverse,
                                   true);
    s->ceilings = !b->ceiling.given    ? 0
                  : s->ceiling.by == 0 ? t->n
                                       : count_before(&t->ceiling, t->n,
                                                      level *
                                                      s->ceiling.inverse,
                                                      false);
    count_open(s);
}

/* rest / (c K), in parts of it to 6 U. */
static inline double level_of(const Search *s) {
    return (double)s->rest / (double)s->keys * s->b->level_by;
}

static inline void newton_step(Search *s, Newton *w) {
    double level = s->level;
    count_at(s, level);
    double next = level_of(s);
    int64_t low = next > level;     /* without open rows, by its sign */
    w->bracket = pick((Bits){-low, low - 1}, (Pair){level, level},
                      w->bracket);
    if (__builtin_expect(!((next >= w->bracket[0]) & (next <= w->bracket[1])) ||
                         s->keys == 0, 0)) {
        next = w->bracket[1] < INFINITY
                   ? w->bracket[0] + (w->bracket[1] - w->bracket[0]) / 2
                   : 2 * w->bracket[0];
    }
    s->level = next;
}

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
    bool floor = s->b->floor.given, ceiling = s->b->ceiling.given;
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

/* Are the ends of both orders so far from the level that doubles tell? A ratio
 * is off by 3 U in parts of it, a factor by 3 U, the product of both by one
 * more, the level by 6 U. */
static inline bool is_clear(const Search *s, double level) {
    const double *f = s->t->floor.ratio + s->floors;
    const double *c = s->t->ceiling.ratio + s->ceilings;
    double low = level * (1 - 0x1p-48), high = level * (1 + 0x1p-48);
    return (s->keys > 0) & (f[-1] * s->floor.value > high) &
           (f[0] * s->floor.value < low) & (c[-1] * s->ceiling.value < low) &
           (c[0] * s->ceiling.value > high);
}

/* All rows held, their limits making up the total: a level is between the last
 * of both. */
static bool held_level(Search *s) {
    const Bent *f = &s->t->floor, *c = &s->t->ceiling;
    double low = 0, high = INFINITY;
    if (s->floors > 0) {
        high = f->ratio[s->floors - 1] * s->floor.value;
    }
    if (s->ceilings > 0) {
        low = c->ratio[s->ceilings - 1] * s->ceiling.value;
    }
    s->level = high < INFINITY ? low + (high - low) / 2 : 2 * low;
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

static void begin(Search *s, Newton *w) {
    bool guessed = s->level > 0 && s->level < INFINITY;
    w->bracket = (Pair){0, INFINITY};
    w->settled = false;
    if (!guessed) {
        s->floors = s->ceilings = 0;
        count_open(s);
        s->level = level_of(s);
        w->settled = is_clear(s, s->level) || !correct(s);
    }
}

static void end(Search *s, Newton *w) {
    bool sure = w->settled || make_sure(s, MOVES_FEW);
    for (int step = 0; !sure && step < STEPS_MOST; step++) {
        newton_step(s, w);
        sure = make_sure(s, MOVES_FEW);
    }
    sure = sure || make_sure(s, 4 * s->t->n);
    s->level = level_of(s);
    s->found = sure && (s->keys > 0 || held_level(s));
}

void search_levels(Search *search, size_t n) {
    Newton w[SEARCHES];
    for (size_t k = 0; k < n; k++) {
        begin(&search[k], &w[k]);
    }
    for (int step = 0; step < STEPS_BLIND; step++) {
        for (size_t k = 0; k < n; k++) {
            if (!w[k].settled) {
                newton_step(&search[k], &w[k]);
            }
        }
    }
    for (size_t k = 0; k < n; k++) {
        end(&search[k], &w[k]);
    }
}
