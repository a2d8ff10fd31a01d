/* fast_grid.c - the argument of a largest remainder in whole numbers.
 *
 * Single values and columns are whole numbers over denominators of their own:
 * add = A / a, coef = C / c, col = W / w, over = O / o, unit = p / q. Then
 *
 *     x = (A / a + sum(C W / (c w))) / (O / o) / (p / q)
 *
 * is a whole number over one denominator for all rows. Where that is short
 * enough whatever the variant, its multipliers are worked out once; else the
 * variant's own fractions are reduced first.
 */
#include "fast/fast_int.h"

__extension__ typedef unsigned __int128 Wide;

/* Numerators C and denominators c w; the last is add. */
typedef struct Parts {
    size_t n;               /* columns */
    int64_t num[MIX_MAX + 1];
    int64_t den[MIX_MAX + 1];
} Parts;

struct GridPlan {
    int64_t den;            /* for over 1, any variant; 0: not short enough */
    int64_t by[MIX_MAX + 1];   /* multiplies num */
};

static int64_t gcd(int64_t a, int64_t b) {
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static int64_t product(int64_t a, int64_t b) {
    int64_t out;
    return __builtin_mul_overflow(a, b, &out) || out > GRID_DEN_MAX ? 0
                                                                    : out;
}

static int64_t den_of(const Fast *fast, int slot) {
    return slot < 0 ? 1 : fast->held[slot].den;
}

/* Denominators; false if one is not known. */
static bool parts_dens(const Fast *fast, const Mix *m, Parts *parts) {
    parts->n = m->n;
    parts->den[m->n] = den_of(fast, m->add);
    bool known = parts->den[m->n] > 0 && den_of(fast, m->over) > 0;
    for (size_t j = 0; j < m->n; j++) {
        parts->den[j] = product(den_of(fast, m->coef[j]),
                                den_of(fast, m->col[j]));
        known = known && parts->den[j] > 0;
    }
    return known;
}

/* lcm of the denominators times p over q o, with the latter reduced away; by:
 * what each numerator is then multiplied by. */
static int64_t common(const Parts *parts, const Unit *unit, int64_t over_den,
                      int64_t *by) {
    int64_t den = 1, up = product(unit->den, over_den);
    for (size_t j = 0; j <= parts->n; j++) {
        den = grid_lcm(den, parts->den[j]);
    }
    if (den == 0 || up == 0 || unit->num == 0) {
        return 0;
    }
    for (size_t j = 0; j <= parts->n; j++) {
        by[j] = den / parts->den[j];
    }
    int64_t shared = gcd(den, up);
    up /= shared;
    for (size_t j = 0; j <= parts->n; j++) {
        by[j] = product(by[j], up);
        if (by[j] == 0) {
            return 0;
        }
    }
    return product(den / shared, unit->num);
}

GridPlan *grid_plan(Fast *fast, const Step *step) {
    const Remainder *r = step->remainder;
    GridPlan *plan = ARENA_NEW(fast->arena, GridPlan);
    Unit unit = unit_of(r->unit);
    Parts parts;
    if (parts_dens(fast, &r->x, &parts)) {
        plan->den = common(&parts, &unit, den_of(fast, r->x.over), plan->by);
    }
    return plan;
}

/* --- one variant --- */

static bool single_number(const Fast *fast, int slot, int64_t otherwise,
                          size_t i, int64_t *out) {
    *out = otherwise;
    return slot < 0 ||
           grid_number(fast->held[slot].value[i], fast->held[slot].errs[i],
                       fast->held[slot].den, out);
}

static bool parts_nums(const Fast *fast, const Mix *m, size_t i,
                       Parts *parts) {
    bool known = single_number(fast, m->add, 0, i, &parts->num[m->n]);
    for (size_t j = 0; j < m->n; j++) {
        known = known &&
                single_number(fast, m->coef[j], 1, i, &parts->num[j]);
    }
    return known;
}

/* The fractions in lowest terms. */
static void reduce(Parts *parts) {
    for (size_t j = 0; j <= parts->n; j++) {
        int64_t num = parts->num[j];
        int64_t shared = gcd(parts->den[j], num < 0 ? -num : num);
        parts->num[j] /= shared;
        parts->den[j] /= shared;
    }
}

static Wide wide_gcd(Wide a, Wide b) {
    while (b) {
        Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static Wide size_wide(int64_t num, int64_t by) {
    return (Wide)(num < 0 ? -(uint64_t)num : (uint64_t)num) * (uint64_t)by;
}

/* den and all numerators over what they share; only products that fit: below
 * 2^63 by 2^62 they do. */
static bool scale(const Parts *parts, const int64_t *by, int64_t den,
                  int64_t over, RemainderGrid *out) {
    Wide all = size_wide(over, den), shared = all;
    if (all > GRID_DEN_MAX) {
        for (size_t j = 0; j <= parts->n; j++) {
            shared = wide_gcd(shared, size_wide(parts->num[j], by[j]));
        }
        if (all / shared > GRID_DEN_MAX) {
            return false;
        }
    } else {
        shared = 1;
    }
    out->den = (int64_t)(all / shared);
    for (size_t j = 0; j <= parts->n; j++) {
        int64_t num = parts->num[j];
        uint64_t part = (uint64_t)(size_wide(num, by[j]) / shared);
        uint64_t *to = j < parts->n ? &out->coef[j] : &out->add;
        *to = (num < 0) != (over < 0) ? -part : part;
    }
    return true;
}

bool grid_of(Fast *fast, const Step *step, const StepPlan *plan, size_t i,
             RemainderGrid *out) {
    const Mix *m = &step->remainder->x;
    Parts parts;
    int64_t over, by[MIX_MAX + 1];
    if (!single_number(fast, m->over, 1, i, &over) || over == 0) {
        return false;
    }
    for (size_t j = 0; j < m->n; j++) {
        out->col[j] = whole_numbers(fast, m->col[j]);
        if (!out->col[j]) {
            return false;
        }
    }
    if (!parts_dens(fast, m, &parts) || !parts_nums(fast, m, i, &parts)) {
        return false;
    }
    if (plan->grid->den > 0) {
        return scale(&parts, plan->grid->by, plan->grid->den, over, out);
    }
    reduce(&parts);
    int64_t den = common(&parts, &plan->unit, den_of(fast, m->over), by);
    return den > 0 && scale(&parts, by, den, over, out);
}
