/* course_level.c - the water level of one tier of an `allocate` as a function.
 *
 * Which rows stand at a floor or a ceiling is worked out in numbers at the
 * sample, by money/allocate.h; the level follows as a function from who does
 * not, level = (budget - all that is held) / (keys of the others). That these
 * states are right throughout the cell is then a matter of signs: each row
 * between its limits stays between them, each row held would by its key stay
 * beyond. The sum of all rows grows with the level, so states and level that
 * satisfy this and place the budget are the solution, at every point.
 */
#include "study/course_int.h"

/* ---- The level ---- */

/* States in numbers at the sample. */
static void states_at(Along *al, Slip *slip, size_t n, Frac budget)
{
    Arena *arena = al->arena;
    const Rat **key = ARENA_ARRAY(arena, const Rat *, n + 1);
    const Rat **floor = ARENA_ARRAY(arena, const Rat *, n + 1);
    const Rat **ceiling = ARENA_ARRAY(arena, const Rat *, n + 1);
    AllocOut out;
    for (size_t i = 0; i < n; i++) {
        key[i] = along_value(al, slip[i].key);
        floor[i] = along_value(al, slip[i].floor);
        ceiling[i] = slip[i].capped ? along_value(al, slip[i].ceiling) : NULL;
    }
    AllocIn in = {.n = n, .total = along_value(al, budget), .key = key,
                  .floor = floor, .ceiling = ceiling};
    allocate_solve(al->pool, arena, &in, &out);
    for (size_t i = 0; i < n; i++)
        slip[i].state = out.state[i];
}

/* Every row at its ceiling (a key of 0: at its floor), or at its floor. */
static Frac hold_all(Along *al, Slip *slip, size_t n, bool high)
{
    Frac *part = ARENA_ARRAY(al->arena, Frac, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool up = high && !frac_is_zero(slip[i].key);
        part[i] = up ? slip[i].ceiling : slip[i].floor;
    }
    return frac_sum(al->polys, part, n);
}

static void settle_all(Slip *slip, size_t n, bool high)
{
    for (size_t i = 0; i < n; i++) {
        bool up = high && !frac_is_zero(slip[i].key);
        slip[i].state = up ? ALLOC_CEILING : ALLOC_FLOOR;
        slip[i].amount = up ? slip[i].ceiling : slip[i].floor;
    }
}

/* The level, from the rows that share; without any, from one whose ceiling it
 * has just reached. False: the sample is a bend. */
static bool level_of(Along *al, const Slip *slip, size_t n, Frac budget,
                     Frac *level)
{
    Polys *polys = al->polys;
    Frac *held = ARENA_ARRAY(al->arena, Frac, n + 1);
    Frac *key = ARENA_ARRAY(al->arena, Frac, n + 1);
    size_t n_held = 0, n_keys = 0;
    const Rat *most = NULL;
    for (size_t i = 0; i < n; i++) {
        if (slip[i].state == ALLOC_SHARE)
            key[n_keys++] = slip[i].key;
        else
            held[n_held++] = slip[i].state == ALLOC_CEILING ? slip[i].ceiling
                                                            : slip[i].floor;
    }
    Frac gap = frac_sub(polys, budget, frac_sum(al->polys, held, n_held));
    if (n_keys > 0) {
        Frac keys = frac_sum(al->polys, key, n_keys);
        if (along_sign(al, keys) <= 0)
            return false;
        *level = frac_div(polys, gap, keys);
        return true;
    }
    for (size_t i = 0; i < n && along_sign(al, gap) == 0; i++) {
        const Rat *at, *k = along_value(al, slip[i].key);
        if (slip[i].state != ALLOC_CEILING || rat_sign(k) == 0)
            continue;
        at = rat_div(al->pool, along_value(al, slip[i].ceiling), k);
        if (most == NULL || rat_cmp(at, most) > 0) {
            most = at;
            *level = frac_div(polys, slip[i].ceiling, slip[i].key);
        }
    }
    if (most == NULL)
        al->bend = true;
    return most != NULL;
}

/* Holds the state to its sign and sets the amount. A row that the level just
 * carries to a limit counts as held by it, the floor first. */
static void settle(Along *al, Slip *s, Frac level)
{
    Frac share = frac_mul(al->polys, level, s->key);
    s->amount = share;
    if (frac_is_zero(s->key) || along_cmp(al, share, s->floor) <= 0) {
        s->state = ALLOC_FLOOR;
        s->amount = s->floor;
    } else if (s->capped && along_cmp(al, share, s->ceiling) >= 0) {
        s->state = ALLOC_CEILING;
        s->amount = s->ceiling;
    } else {
        s->state = ALLOC_SHARE;
    }
}

void along_pour(Along *al, Slip *slip, size_t n, Frac budget)
{
    size_t keys = 0, open = 0;
    Frac level;
    for (size_t i = 0; i < n; i++) {
        keys += !frac_is_zero(slip[i].key);
        open += !frac_is_zero(slip[i].key) && !slip[i].capped;
    }
    Frac gap = frac_sub(al->polys, budget, hold_all(al, slip, n, false));
    if (keys == 0 || along_sign(al, gap) <= 0) {
        settle_all(slip, n, false);
        return;
    }
    if (open == 0
        && along_cmp(al, budget, hold_all(al, slip, n, true)) >= 0) {
        settle_all(slip, n, true);
        return;
    }
    states_at(al, slip, n, budget);
    if (!level_of(al, slip, n, budget, &level))
        return;
    for (size_t i = 0; i < n && !al->bend; i++)
        settle(al, &slip[i], level);
}
