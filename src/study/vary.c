/* vary.c - the values that `vary` lines take, as whole numbers on a grid. */
#include "study/sweep.h"

#include <inttypes.h>

#include "base/tr.h"

typedef struct AxisMaker {
    Arena *arena;
    RatPool *pool;
    ExactParts *parts;
    Diags *diags;
} AxisMaker;

int64_t axis_value(const Axis *axis, uint64_t i)
{
    return axis->value != NULL ? axis->value[i]
                               : axis->first + (int64_t)i * axis->step;
}

static bool too_fine(AxisMaker *m, const Vary *vary, Place place)
{
    diag_add(m->diags, DIAG_FAULT, place, "write numbers with fewer digits",
             "the values of \"%s\" have too many digits to vary",
             vary->def->name);
    return false;
}

/* Widens *den so that value is a whole number over it. */
static bool widen(const Rat *value, int64_t *den)
{
    int64_t num, own;
    return rat_parts(value, &num, &own)
           && !__builtin_mul_overflow(*den, own / whole_gcd(*den, own), den)
           && *den <= GRID_DEN_MAX;
}

/* value * den, if it is at most 2^53. */
static bool on_grid(AxisMaker *m, const Rat *value, int64_t den, int64_t *out)
{
    return rat_to_int(rat_mul(m->pool, value, rat_int(m->pool, den)), out)
           && *out <= SWEEP_MOST && *out >= -SWEEP_MOST;
}

/* How many steps lead from one end to the other; -1 after a fault. */
static int64_t count_steps(AxisMaker *m, const Vary *vary, const Rat *from,
                           const Rat *to, const Rat *step)
{
    int64_t n = 0;
    Place place = vary->value[2]->place;
    const Rat *way = rat_sub(m->pool, to, from);
    if (rat_sign(step) == 0) {
        diag_add(m->diags, DIAG_FAULT, place, "write a step other than 0",
                 "with this step \"%s\" never changes", vary->def->name);
        return -1;
    }
    if (rat_sign(way) * rat_sign(step) < 0) {
        diag_add(m->diags, DIAG_FAULT, place,
                 rat_sign(way) < 0 ? N_("write a step below 0, or change from "
                                        "and to")
                                   : N_("write a step above 0, or change from "
                                        "and to"),
                 "this step leads away from where \"%s\" is to end",
                 vary->def->name);
        return -1;
    }
    if (!rat_to_int(rat_floor(m->pool, rat_div(m->pool, way, step)), &n)
        || n == INT64_MAX) {
        diag_add(m->diags, DIAG_FAULT, place, "write a larger step",
                 "\"%s\" takes more than 9 223 372 036 854 775 807 values",
                 vary->def->name);
        return -1;
    }
    return n;
}

static bool make_range(AxisMaker *m, const Vary *vary, Axis *axis)
{
    const Rat *part[3];
    int64_t last = 0;
    for (size_t i = 0; i < 3; i++) {
        part[i] = exact_number(m->parts, vary->value[i], m->diags);
        if (part[i] == NULL)
            return false;
    }
    int64_t steps = count_steps(m, vary, part[0], part[1], part[2]);
    if (steps < 0)
        return false;
    if (!widen(part[0], &axis->den)
        || !on_grid(m, part[0], axis->den, &axis->first))
        return too_fine(m, vary, vary->value[0]->place);
    if (!widen(part[2], &axis->den)
        || !on_grid(m, part[0], axis->den, &axis->first)
        || !on_grid(m, part[2], axis->den, &axis->step)
        || __builtin_mul_overflow(steps, axis->step, &last)
        || __builtin_add_overflow(axis->first, last, &last)
        || last > SWEEP_MOST || last < -SWEEP_MOST)
        return too_fine(m, vary, vary->value[2]->place);
    axis->n = (uint64_t)steps + 1;
    return true;
}

static bool make_list(AxisMaker *m, const Vary *vary, Axis *axis)
{
    const Rat **part = ARENA_ARRAY(m->arena, const Rat *, vary->n + 1);
    int64_t *value = ARENA_ARRAY(m->arena, int64_t, vary->n + 1);
    for (size_t i = 0; i < vary->n; i++) {
        part[i] = exact_number(m->parts, vary->value[i], m->diags);
        if (part[i] == NULL)
            return false;
        if (!widen(part[i], &axis->den))
            return too_fine(m, vary, vary->value[i]->place);
    }
    for (size_t i = 0; i < vary->n; i++)
        if (!on_grid(m, part[i], axis->den, &value[i]))
            return too_fine(m, vary, vary->value[i]->place);
    axis->value = value;
    axis->n = vary->n;
    return true;
}

bool study_axes(Arena *arena, RatPool *pool, const Program *program,
                const Dataset *data, Axes *out, Diags *diags)
{
    AxisMaker m = {arena, pool, exact_parts(arena, pool, program, data),
                   diags};
    bool good = true;
    *out = (Axes){.variants = 1};
    out->at = ARENA_ARRAY(arena, Axis, program->n_varies + 1);
    for (size_t i = 0; i < program->n_varies; i++) {
        const Vary *vary = &program->vary[i];
        Axis *axis = &out->at[out->n++];
        *axis = (Axis){.def = vary->def, .den = 1};
        bool made = vary->range ? make_range(&m, vary, axis)
                                : make_list(&m, vary, axis);
        good = good && made;
        if (good && (__builtin_mul_overflow(out->variants, axis->n,
                                            &out->variants)
                     || out->variants > INT64_MAX)) {
            diag_add(diags, DIAG_FAULT, vary->place,
                     "write larger steps, or vary fewer params",
                     "together the vary lines make more than "
                     "9 223 372 036 854 775 807 variants");
            return false;
        }
    }
    return good;
}
