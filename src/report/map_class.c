/* map_class.c - rows into classes, classes into colours.
 *
 * Both scales are even in lightness (CIELAB), so that they survive a grey
 * printer. Blue against orange is told apart in all usual kinds of colour
 * blindness; on grey paper losses still have their stripes.
 */
#include <stdlib.h>

#include "report/map_int.h"

#define DARK "#1c2127"
#define LIGHT "#ffffff"

const MapColour map_sequential[MAP_STEPS] = {
    {"#d9eafc", DARK, false},
    {"#9fbeda", DARK, false},
    {"#6792b9", DARK, false},
    {"#2c6998", LIGHT, false},
    {"#004076", LIGHT, false},
};

const MapColour map_diverging[MAP_CLASSES] = {
    {"#924400", LIGHT, true},
    {"#dd854c", DARK, true},
    {"#ffcaaa", DARK, true},
    {"#f4f4f2", DARK, false},
    {"#b5d5f4", DARK, false},
    {"#5e97cd", DARK, false},
    {"#005088", LIGHT, false},
};

/* One place with a value, on the way into its class. */
typedef struct Ranked {
    const MapRow *row;
    const Rat *rank;    /* the value, or how large it is */
    size_t place;
} Ranked;

static int by_rank(const void *a, const void *b)
{
    const Ranked *x = a, *y = b;
    int cmp = rat_cmp(x->rank, y->rank);
    if (cmp != 0)
        return cmp;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* Splits n sorted ones into at most steps classes; step[i] is of ranked i.
 * Each class takes its part of those left, and whoever equals its last. How
 * many there are. */
static size_t split(const Ranked *ranked, size_t n, size_t steps, size_t *step)
{
    size_t from = 0, made = 0;
    while (from < n && made < steps) {
        size_t to = from + (n - from + steps - made - 1) / (steps - made);
        while (to < n && rat_equal(ranked[to].rank, ranked[to - 1].rank))
            to++;
        for (size_t i = from; i < to; i++)
            step[i] = made;
        from = to;
        made++;
    }
    return made;
}

static void join(MapClasses *out, int class, const Ranked *r)
{
    MapClass *c = &out->at[class];
    if (c->n == 0 || rat_cmp(r->row->value, c->least->value) < 0)
        c->least = r->row;
    if (c->n == 0 || rat_cmp(r->row->value, c->most->value) > 0)
        c->most = r->row;
    c->n++;
    out->of[r->place] = class;
}

/* Fewer classes than colours: from the lightest to the darkest, evenly. */
static void classify_sequential(const MapIn *in, Ranked *ranked, size_t n,
                                MapClasses *out)
{
    size_t *step = ARENA_ARRAY(in->arena, size_t, n);
    qsort(ranked, n, sizeof *ranked, by_rank);
    out->n = split(ranked, n, MAP_STEPS, step);
    for (size_t c = 0; c < out->n; c++)
        out->at[c].colour =
            map_sequential[out->n < 2 ? MAP_STEPS / 2
                                      : c * (MAP_STEPS - 1) / (out->n - 1)];
    for (size_t i = 0; i < n; i++)
        join(out, (int)step[i], &ranked[i]);
}

/* Losses and gains of one size have the same step away from the middle. */
static void classify_diverging(const MapIn *in, Ranked *ranked, size_t n,
                               MapClasses *out)
{
    size_t *step = ARENA_ARRAY(in->arena, size_t, n), zeros = 0;
    for (size_t i = 0; i < n; i++)
        ranked[i].rank = rat_abs(in->pool, ranked[i].row->value);
    qsort(ranked, n, sizeof *ranked, by_rank);
    while (zeros < n && rat_sign(ranked[zeros].rank) == 0)
        zeros++;
    split(ranked + zeros, n - zeros, MAP_SIDE_STEPS, step + zeros);
    out->n = MAP_CLASSES;
    for (size_t c = 0; c < MAP_CLASSES; c++)
        out->at[c].colour = map_diverging[c];
    for (size_t i = 0; i < n; i++) {
        int sign = rat_sign(ranked[i].row->value);
        int away = sign == 0 ? 0 : (int)step[i] + 1;
        join(out, MAP_SIDE_STEPS + sign * away, &ranked[i]);
    }
}

void map_classify(const MapIn *in, const MapRow *const *row, size_t n,
                  MapClasses *out)
{
    Ranked *ranked = ARENA_ARRAY(in->arena, Ranked, n + 1);
    size_t with_value = 0;
    *out = (MapClasses){.of = ARENA_ARRAY(in->arena, int, n + 1)};
    for (size_t i = 0; i < n; i++) {
        out->of[i] = MAP_NO_CLASS;
        if (row[i] != NULL)
            out->marked |= 1u << (row[i]->marks & 3);
        if (row[i] == NULL || row[i]->value == NULL)
            out->hatched++;
        else
            ranked[with_value++] = (Ranked){row[i], row[i]->value, i};
    }
    if (in->scale == MAP_DIVERGING)
        classify_diverging(in, ranked, with_value, out);
    else
        classify_sequential(in, ranked, with_value, out);
}
