/* decide.c - what a double and its bound decide, and what the grid does.
 *
 * Where the bound leaves both answers open, the exact value may still be known
 * to be a whole number over den: if the bound leaves one such number only,
 * that is the exact value, and whole numbers decide.
 */
#include <math.h>

#include "fast/fast_int.h"

__extension__ typedef __int128 Wide;

Unit unit_of(const Rat *rat) {
    Unit unit = {.size = rat_to_double(rat)};
    if (!rat_parts(rat, &unit.num, &unit.den)) {
        unit.num = unit.den = 0;
    }
    return unit;
}

Order order_of(double a, double b, double err, double apart) {
    double gap = a - b, e = err * UP;
    if (size_of(gap) > e) {
        return gap < 0 ? BELOW : ABOVE;
    }
    bool equal = gap == 0 && e == 0;
    return equal || (size_of(gap) + e) * UP < apart ? EQUAL : UNSURE;
}

/* --- counting in units --- */

/* t >= 0, from below or above zero, in which it is certain where the way
 * turns: a half is only on the grid. */
static double taken(double t, bool negative, Way way) {
    double down = floor(t), rest = t - down;
    switch (way) {
    case WAY_NEAREST: case WAY_EVEN: return down + (rest > 0.5);
    case WAY_DOWN: return down;
    case WAY_UP: return down + (rest > 0);
    case WAY_FLOOR: return down + (negative && rest > 0);
    case WAY_CEIL: default: return down + (!negative && rest > 0);
    }
}

/* The same of num / den, num >= 0, whatever it is. */
static Wide taken_whole(Wide num, Wide den, bool negative, Way way) {
    bool narrow = (num | den) >> 64 == 0;   /* far quicker to divide */
    Wide down = narrow ? (Wide)((uint64_t)num / (uint64_t)den) : num / den;
    Wide rest = num - down * den;
    switch (way) {
    case WAY_NEAREST: return down + (rest >= den - rest);
    case WAY_EVEN:
        return down + (rest > den - rest ||
                       (rest == den - rest && down % 2 != 0));
    case WAY_DOWN: return down;
    case WAY_UP: return down + (rest > 0);
    case WAY_FLOOR: return down + (negative && rest > 0);
    case WAY_CEIL: default: return down + (!negative && rest > 0);
    }
}

bool count_whole(int64_t m, int64_t den, const Unit *unit, Way way,
                 int64_t *out) {
    if (den == 1 && unit->num == 1 && unit->den == 1) {
        *out = m;
        return true;
    }
    bool negative = m < 0;
    Wide num = (Wide)(negative ? -m : m) * unit->den;
    if (unit->num == 0) {
        return false;
    }
    Wide count = taken_whole(num, (Wide)den * unit->num, negative, way);
    if (count > INT64_MAX) {
        return false;
    }
    *out = negative ? -(int64_t)count : (int64_t)count;
    return true;
}

/* value / size is off by err / size, by U for the size and by U for the
 * division: 3 U covers the last two. Certain if no way turns there. */
bool count_of(double value, double err, int64_t den, const Unit *unit,
              Way way, int64_t *out) {
    double x = value, e = err * UP;
    if (unit->size != 1) {
        x = value / unit->size;
        e = (err / unit->size + size_of(x) * 3 * U) * UP;
    }
    double t = size_of(x);
    bool halves = way == WAY_NEAREST || way == WAY_EVEN;
    double rest = t - floor(t);
    double away = halves       ? size_of(rest - 0.5)
                  : rest < 0.5 ? rest
                               : 1 - rest;
    if (t < 0x1p62 && (e == 0 || (away > e && t < FINE))) {
        double count = taken(t, x < 0, way);
        *out = (int64_t)(x < 0 ? -count : count);
        return true;
    }
    int64_t m;
    return grid_number(value, err, den, &m) &&
           count_whole(m, den, unit, way, out);
}
