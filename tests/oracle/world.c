/* world.c - tables, data and params of a generated program.
 *
 * The data are of kinds that hurt: equal rows, keys of 0, populations in tens,
 * amounts a hair apart, huge beside tiny.
 */
#include <stdio.h>
#include <string.h>

#include "oracle.h"

typedef enum Profile {
    ORDINARY, TENS, EQUAL, ZEROS, WIDE_RANGE, HAIR, HUGE_HAIR, SMALL, PROFILES
} Profile;

static int64_t power_of_ten(unsigned n)
{
    int64_t p = 1;
    while (n-- > 0) {
        p *= 10;
    }
    return p;
}

static int64_t number_like(Dice *d, Profile profile, int64_t base)
{
    switch (profile) {
    case TENS: return 10 * dice_between(d, 1, 2000);
    case EQUAL: return base;
    case ZEROS: return dice_chance(d, 35) ? 0 : dice_between(d, 1, 1000);
    case WIDE_RANGE:
        return power_of_ten(dice_pick(d, 11)) * dice_between(d, 1, 9);
    case HAIR: return base + dice_between(d, 0, 2);
    case HUGE_HAIR:
        return base * 10000000 + dice_between(d, 0, 2);
    case SMALL: return dice_between(d, 1, 9);
    case ORDINARY: case PROFILES: break;
    }
    return dice_between(d, 500, 90000);
}

static DataOf *data_new(World *w, const char *name, Kind kind, Shape shape)
{
    DataOf *data = &w->data[w->n_data++];
    size_t n = shape == AREA ? w->areas : w->rows;
    snprintf(data->of.name, sizeof data->of.name, "%s", name);
    data->of.kind = kind;
    data->of.shape = shape;
    data->den = 1;
    data->num = ARENA_ARRAY(w->arena, int64_t, n + 1);
    data->never_negative = true;
    for (size_t i = 0; i < n; i++) {
        data->num[i] = 0;
    }
    return data;
}

static void data_numbers(World *w, const char *name, Kind kind, Shape shape)
{
    static const unsigned often[PROFILES] = {28, 24, 8, 12, 6, 6, 3, 13};
    DataOf *data = data_new(w, name, kind, shape);
    size_t n = shape == AREA ? w->areas : w->rows;
    Profile profile = (Profile)dice_weighted(&w->dice, often, PROFILES);
    int64_t base = 10 * dice_between(&w->dice, 1, 9000);
    for (size_t i = 0; i < n; i++) {
        data->num[i] = number_like(&w->dice, profile, base);
    }
    if (dice_chance(&w->dice, 8)) {
        static const int64_t den[] = {2, 10, 100, 7, 3, 1000, 30030,
                                      1000003};
        data->den = den[dice_pick(&w->dice, 8)];
    }
}

/* 0 .. below - 1 in each row. */
static void data_choice(World *w, const char *name, Kind kind, Shape shape,
                        unsigned below)
{
    DataOf *data = data_new(w, name, kind, shape);
    size_t n = shape == AREA ? w->areas : w->rows;
    bool all = dice_chance(&w->dice, 15), none = dice_chance(&w->dice, 4);
    for (size_t i = 0; i < n; i++) {
        data->num[i] = kind == FLAG && (all || none)
                           ? all
                           : (int64_t)dice_pick(&w->dice, below);
    }
}

/* A plain number that may be negative: an index, a change. */
static void data_index(World *w)
{
    DataOf *data = data_new(w, "x", NUMBER, ROW);
    int64_t least = dice_chance(&w->dice, 50) ? -200 : 0;
    data->den = dice_chance(&w->dice, 50) ? 100 : 1;
    data->never_negative = false;
    for (size_t i = 0; i < w->rows; i++) {
        data->num[i] = dice_between(&w->dice, least, 300);
    }
}

static const char **codes(World *w, const char *prefix, size_t n)
{
    const char **code = ARENA_ARRAY(w->arena, const char *, n + 1);
    size_t turn = n > 1 ? 1 + dice_pick(&w->dice, (unsigned)(n - 1)) : 0;
    bool turned = dice_chance(&w->dice, 70);
    for (size_t i = 0; i < n; i++) {
        size_t k = turned ? (i + turn) % n : i;
        k = turned && dice_chance(&w->dice, 50) ? k + n : k;
        code[i] = arena_format(w->arena, "%s%05zu", prefix, k);
    }
    return code;
}

static size_t *parents(World *w, size_t n)
{
    size_t *of = ARENA_ARRAY(w->arena, size_t, w->rows + 1);
    bool in_order = dice_chance(&w->dice, 40);
    for (size_t i = 0; i < w->rows; i++) {
        of[i] = in_order ? i * n / w->rows
                         : dice_pick(&w->dice, (unsigned)n);
    }
    return of;
}

static size_t rows_wanted(Dice *d)
{
    static const unsigned often[] = {6, 55, 18, 17, 3, 1};
    static const struct {
        int64_t least, most;
    } range[] = {{1, 2}, {3, 12}, {13, 31}, {32, 72}, {290, 303},
                 {1500, 2200}};
    unsigned at = dice_weighted(d, often, 6);
    return (size_t)dice_between(d, range[at].least, range[at].most);
}

void world_make(World *w, size_t rows)
{
    Dice *d = &w->dice;
    w->judged = -1;
    w->rows = rows > 0 ? rows : rows_wanted(d);
    w->has_areas = dice_chance(d, 55);
    w->has_years = w->has_areas && dice_chance(d, 22);
    w->areas = dice_chance(d, 88) ? (size_t)dice_between(d, 1, 5)
                                  : (size_t)dice_between(d, 6, 12);
    w->years = (size_t)dice_between(d, 2, 4);
    w->code[TABLE_AREA] = codes(w, "a", w->areas);
    w->code[TABLE_YEAR] = codes(w, "y", w->years);
    w->code[TABLE_ROW] = codes(w, "r", w->rows);
    w->area_of = parents(w, w->areas);
    w->year_of = parents(w, w->years);
    data_numbers(w, "pop", PERSONS, ROW);
    data_numbers(w, "pat", PERSONS, ROW);
    data_numbers(w, "last", KR, ROW);
    data_numbers(w, "asked", KR, ROW);
    data_index(w);
    data_choice(w, "ok", FLAG, ROW, 2);
    data_choice(w, "vip", FLAG, ROW, 2);
    data_choice(w, "kind", TEXT, ROW, TEXTS);
    data_choice(w, "prio", NUMBER, ROW, 3);
    data_choice(w, "day", DAY, ROW, 700);
    if (w->has_areas) {
        data_numbers(w, "cap", KR, AREA);
        data_numbers(w, "folk", PERSONS, AREA);
        data_choice(w, "big", FLAG, AREA, 2);
    }
}

void world_free(World *w)
{
    buf_free(&w->formula);
    buf_free(&w->scenario);
    arena_free(w->arena);
}

DataOf *world_data(World *w, const char *name)
{
    for (size_t i = 0; i < w->n_data; i++) {
        if (strcmp(w->data[i].of.name, name) == 0) {
            return &w->data[i];
        }
    }
    return NULL;
}

ParamOf *world_param(World *w, const char *name, Kind kind, int64_t den,
                     int64_t lo, int64_t step, unsigned values)
{
    ParamOf *p = &w->param[w->n_params++];
    snprintf(p->of.name, sizeof p->of.name, "%s", name);
    p->of.kind = kind;
    p->of.shape = ONE;
    p->den = den;
    p->lo = lo;
    p->step = step;
    p->values = values;
    p->varies = !dice_chance(&w->dice, 25);
    return p;
}

int64_t world_param_value(const ParamOf *p, unsigned at)
{
    return p->lo + p->step * (int64_t)at;
}

int64_t world_sum(const World *w, const DataOf *data)
{
    size_t n = data->of.shape == AREA ? w->areas : w->rows;
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += data->num[i];
    }
    return sum / data->den;
}
