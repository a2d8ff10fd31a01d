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
#include "base/gcd.h"
#include "fast/fast_int.h"

__extension__ typedef unsigned __int128 Wide;

/* Numerators C and denominators c w; the last is add. */
typedef struct Parts {
    size_t n;               /* columns */
    int64_t num[MIX_MAX + 1];
    int64_t den[MIX_MAX + 1];
} Parts;

struct GridPlan {
    const Mix *mix;
    int64_t den;            /* for over 1, any variant; 0: not short enough */
    int64_t by[MIX_MAX + 1];   /* multiplies num */
    bool any_level;         /* some column is of a LEVEL */
    Shares shares[MIX_MAX]; /* of those */
    bool same_groups[MIX_MAX];   /* as the rounding's own */
};

static int64_t den_of(const Fast *fast, int slot) {
    return slot < 0 ? 1 : fast->held[slot].den;
}

/* Denominators of products; false if one is not known. */
static bool parts_dens(const Fast *fast, const Mix *m,
                       const int64_t *column, Parts *parts) {
    parts->n = m->n;
    parts->den[m->n] = den_of(fast, m->add);
    bool known = parts->den[m->n] > 0 && den_of(fast, m->over) > 0;
    for (size_t j = 0; j < m->n; j++) {
        parts->den[j] = den_mul(den_of(fast, m->coef[j]), column[j]);
        known = known && parts->den[j] > 0;
    }
    return known;
}

/* lcm of the denominators times p over q o, with the latter reduced away; by:
 * what each numerator is then multiplied by. A unit that does not fit has
 * q 0. */
static int64_t common(const Parts *parts, const Unit *unit, int64_t over_den,
                      int64_t *by) {
    int64_t den = 1, up = den_mul(unit->den, over_den);
    for (size_t j = 0; j <= parts->n; j++) {
        den = den_lcm(den, parts->den[j]);
    }
    if (den == 0 || up == 0) {
        return 0;
    }
    for (size_t j = 0; j <= parts->n; j++) {
        by[j] = den / parts->den[j];
    }
    int64_t shared = gcd(den, up);
    up /= shared;
    for (size_t j = 0; j <= parts->n; j++) {
        by[j] = den_mul(by[j], up);
        if (by[j] == 0) {
            return 0;
        }
    }
    return den_mul(den / shared, unit->num);
}

static bool groups_agree(const Grouping *a, const Grouping *b, size_t rows) {
    return a->n == b->n &&
           memcmp(a->of, b->of, rows * sizeof *a->of) == 0;
}

static void find_level(Fast *fast, const Step *step, GridPlan *plan,
                       size_t j) {
    const Plan *p = fast->plan;
    int col = plan->mix->col[j];
    for (size_t i = 0; i < p->n_steps; i++) {
        const Step *s = &p->step[i];
        if (s->kind == STEP_LEVEL && s->dst == col) {
            plan->any_level = true;
            plan->shares[j] = (Shares){fast, s->level, fast->step[i].level,
                                       0};
            plan->same_groups[j] =
                groups_agree(s->level->group, step->remainder->group,
                             p->slot[col].n);
        }
    }
}

GridPlan *grid_plan(Fast *fast, const Step *step) {
    const Remainder *r = step->remainder;
    GridPlan *plan = ARENA_NEW(fast->arena, GridPlan);
    Unit unit = unit_of(r->unit);
    int64_t column[MIX_MAX];
    Parts parts;
    plan->mix = &r->x;
    for (size_t j = 0; j < r->x.n; j++) {
        find_level(fast, step, plan, j);
        column[j] = den_of(fast, r->x.col[j]);
    }
    if (!plan->any_level && parts_dens(fast, &r->x, column, &parts)) {
        plan->den = common(&parts, &unit, den_of(fast, r->x.over), plan->by);
    }
    return plan;
}

LevelPlan *grid_shares(const GridPlan *plan) {
    return plan->same_groups[0] && plan->shares[0].plan->bends
               ? plan->shares[0].plan
               : NULL;
}

bool grid_by_group(const GridPlan *plan) {
    return plan->any_level;
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

/* Columns as whole numbers, and their denominators. */
static bool columns_known(Fast *fast, GridPlan *plan, size_t i, size_t group,
                          RemainderGrid *out, int64_t *den) {
    const Mix *m = plan->mix;
    for (size_t j = 0; j < m->n; j++) {
        Shares *shares = &plan->shares[j];
        den[j] = den_of(fast, m->col[j]);
        if (shares->plan) {
            shares->i = i;
            out->col[j] = shares_numbers(shares, group, plan->same_groups[j],
                                         &den[j]);
        } else {
            out->col[j] = whole_numbers(fast, m->col[j]);
        }
        if (!out->col[j]) {
            return false;
        }
    }
    return true;
}

bool grid_of(Fast *fast, const StepPlan *step, size_t i, size_t group,
             RemainderGrid *out) {
    GridPlan *plan = step->grid;
    const Mix *m = plan->mix;
    Parts parts = {.n = m->n};
    int64_t over, by[MIX_MAX + 1], den[MIX_MAX];
    *out = step->no_grid;
    if (!single_number(fast, m->over, 1, i, &over) || over == 0 ||
        !parts_nums(fast, m, i, &parts) ||
        !columns_known(fast, plan, i, group, out, den)) {
        return false;
    }
    if (plan->den > 0) {
        return scale(&parts, plan->by, plan->den, over, out);
    }
    if (!parts_dens(fast, m, den, &parts)) {
        return false;
    }
    reduce(&parts);
    int64_t all = common(&parts, &step->unit, den_of(fast, m->over), by);
    return all > 0 && scale(&parts, by, all, over, out);
}
