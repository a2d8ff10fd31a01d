/* fast_new.c - what is worked out once, before any variant: memory, grids,
 * and which values can never be off.
 */
#include <math.h>
#include <string.h>

#include "fast/fast_int.h"

enum { LINE = 64 };

void *lanes_room(Arena *arena, size_t n, size_t size) {
    size_t rows = (n + LANES_PAD - 1) / LANES_PAD * LANES_PAD + LANES_PAD;
    char *at = arena_alloc(arena, rows * size + LINE, 1);
    return at + (LINE - (uintptr_t)at % LINE) % LINE;
}

/* --- slots --- */

static void hold_single(Fast *fast, const Slot *slot, Held *h) {
    size_t n = FAST_BLOCK + FAST_CHUNK;
    h->room = lanes_room(fast->arena, n, sizeof *h->room);
    h->errs = lanes_room(fast->arena, n, sizeof *h->errs);
    h->value = h->room;
    h->most = INFINITY;
    if (slot->kind == SLOT_FIXED) {
        for (size_t i = 0; i < n; i++) {
            h->room[i] = slot->value[0];
            h->errs[i] = slot->err;
        }
        h->most = slot->most;
        h->sure = slot->err == 0;
    }
}

static void hold_column(Fast *fast, const Slot *slot, Held *h) {
    if (slot->kind == SLOT_FIXED) {
        h->value = slot->value;
        h->err = slot->err;
        h->most = (slot->most + slot->err) * UP;
        h->whole = slot->whole;
        h->whole_known = true;
        return;
    }
    h->room = lanes_room(fast->arena, slot->n, sizeof *h->room);
    h->value = h->room;
}

static void hold_slots(Fast *fast) {
    const Plan *plan = fast->plan;
    fast->held = ARENA_ARRAY(fast->arena, Held, plan->n_slots + 1);
    for (size_t s = 0; s < plan->n_slots; s++) {
        fast->held[s].den = plan->slot[s].den;
        if (plan->slot[s].table == -1) {
            hold_single(fast, &plan->slot[s], &fast->held[s]);
        } else {
            hold_column(fast, &plan->slot[s], &fast->held[s]);
        }
    }
    for (size_t i = 0; i < plan->n_inputs; i++) {
        Held *h = &fast->held[plan->input_slot[i]];
        if (plan->slot[plan->input_slot[i]].table == -1) {
            h->most = plan->input[i].most / (double)plan->input[i].den * UP;
            h->sure = plan->input[i].den == 1;
        }
    }
}

static void whole_room(Fast *fast, int slot) {
    Held *h = &fast->held[slot];
    if (h->room && !h->whole_room) {
        h->whole_room = lanes_room(fast->arena, fast->plan->slot[slot].n,
                                   sizeof *h->whole_room);
    }
}

/* --- single values that are whole numbers below 2^53 for good --- */

typedef struct Sureness {
    bool sure;              /* every part is a whole number without error */
    double product, most;
} Sureness;

static void part_of(const Fast *fast, int slot, Sureness *s) {
    const Held *h = slot < 0 ? NULL : &fast->held[slot];
    if (h) {
        s->sure = s->sure && h->sure;
        s->product *= h->most;
        s->most = larger(s->most, h->most);
    }
}

static double mix_most(const Fast *fast, const Mix *m, Sureness *s) {
    double most = 0;
    part_of(fast, m->add, s);
    most += m->add < 0 ? 0 : fast->held[m->add].most;
    for (size_t j = 0; j < m->n; j++) {
        part_of(fast, m->coef[j], s);
        part_of(fast, m->col[j], s);
        most += (m->coef[j] < 0 ? 1 : fast->held[m->coef[j]].most) *
                fast->held[m->col[j]].most;
    }
    return most;
}

static void single_sureness(Fast *fast, const Step *step) {
    Held *d = &fast->held[step->dst];
    Sureness s = {.sure = true, .product = 1};
    for (size_t k = 0; k < step->n_args; k++) {
        part_of(fast, step->arg[k], &s);
    }
    switch ((int)step->kind) {
    case STEP_MIX: d->most = mix_most(fast, &step->mix, &s); break;
    case STEP_MUL: d->most = s.product; break;
    case STEP_EQ: case STEP_NE: case STEP_LT: case STEP_LE: case STEP_GT:
    case STEP_GE: case STEP_AND: case STEP_OR: case STEP_NOT:
        d->most = 1;
        d->sure = true;
        return;
    case STEP_ABS: case STEP_MIN: case STEP_MAX: case STEP_CLAMP:
    case STEP_IF:
        d->most = s.most;
        d->sure = s.sure;
        return;
    default: return;
    }
    d->most *= UP;
    d->sure = s.sure && d->most < 0x1p53;
}

/* --- steps --- */

double grid_apart(const Fast *fast, int a, int b) {
    int64_t den = den_lcm(fast->held[a].den, fast->held[b].den);
    return den > 0 ? 1 / (double)den / UP : 0;
}

static bool mix_uses(const Mix *m, int slot) {
    bool found = false;
    for (size_t j = 0; j < m->n; j++) {
        found = found || m->col[j] == slot;
    }
    return found;
}

/* The slot is a column of amounts: no factor, no condition. */
static bool uses(const Step *s, int slot) {
    for (size_t k = 0; k < s->n_args; k++) {
        if (s->arg[k] == slot) {
            return true;
        }
    }
    if (s->kind == STEP_LEVEL) {
        const Level *l = s->level;
        return l->total == slot || l->key == slot || l->at_least == slot ||
               l->at_most == slot;
    }
    if (s->kind == STEP_REMAINDER) {
        const Remainder *r = s->remainder;
        return r->total == slot || mix_uses(&r->x, slot);
    }
    return s->kind == STEP_MIX && mix_uses(&s->mix, slot);
}

static bool used(const Plan *plan, int slot) {
    for (size_t i = 0; i < plan->n_steps; i++) {
        if (uses(&plan->step[i], slot)) {
            return true;
        }
    }
    return false;
}

/* Nobody but one step looks at the slot. */
static bool is_only_for(const Plan *plan, int slot, const Step *step) {
    for (size_t k = 0; k < plan->n_outputs; k++) {
        if (plan->output_slot[k] == slot) {
            return false;
        }
    }
    for (size_t i = 0; i < plan->n_steps; i++) {
        if (&plan->step[i] != step && uses(&plan->step[i], slot)) {
            return false;
        }
    }
    return true;
}

/* A limit that nothing else asks for, a MIX where it varies, is not worked out
 * row by row. */
static void skip_limit(Fast *fast, const Step *level, int slot) {
    const Plan *plan = fast->plan;
    if (slot < 0 || !is_only_for(plan, slot, level)) {
        return;
    }
    for (size_t i = 0; i < plan->n_steps; i++) {
        fast->step[i].skip = fast->step[i].skip || plan->step[i].dst == slot;
    }
}

static bool is_fixed_at(const Fast *fast, int slot, double value) {
    const Slot *s = &fast->plan->slot[slot];
    return s->kind == SLOT_FIXED && s->value[0] == value && s->err == 0;
}

/* The mix of a REMAINDER, whose factors are all given, is just its one
 * column. */
static bool is_column(const Fast *fast, const Mix *m) {
    return m->n == 1 && m->over < 0 && is_fixed_at(fast, m->add, 0) &&
           is_fixed_at(fast, m->coef[0], 1);
}

static void plan_remainder(Fast *fast, const Step *s, StepPlan *p) {
    const Remainder *r = s->remainder;
    p->unit = unit_of(r->unit);
    p->grid = grid_plan(fast, s);
    p->no_grid = (RemainderGrid){.rank = r->rank, .ties_to = r->ties_to};
    p->shares = is_column(fast, &r->x) ? grid_shares(p->grid) : NULL;
    p->together = r->group->n == 1;
    mix_plan(fast, s, p);
    for (size_t j = 0; j < r->x.n; j++) {
        whole_room(fast, r->x.col[j]);
        p->undefined = p->undefined ||
                       fast->plan->slot[r->x.col[j]].may_undefined;
    }
    int total = r->total >= 0 ? r->total : r->sum;
    p->whole_total = total >= 0 && fast->held[total].sure &&
                     p->unit.size == 1 && fast->held[total].most < 0x1p53;
    fast->held[s->dst].count_room = lanes_room(
        fast->arena, fast->plan->slot[s->dst].n, sizeof(int64_t));
}

static void plan_step(Fast *fast, const Step *s, StepPlan *p) {
    p->straight = -1;
    p->unit = (Unit){1, 1, 1};
    switch ((int)s->kind) {
    case STEP_EQ: case STEP_NE: case STEP_LT: case STEP_LE: case STEP_GT:
    case STEP_GE:
        p->apart = grid_apart(fast, s->arg[0], s->arg[1]);
        break;
    case STEP_CLAMP:
        p->apart = grid_apart(fast, s->arg[1], s->arg[2]);
        break;
    case STEP_NEAREST: case STEP_HALF_EVEN: case STEP_DOWN: case STEP_UP:
        p->unit = unit_of(s->unit);
        break;
    case STEP_MIX:
        if (fast->plan->slot[s->dst].table != -1) {
            mix_plan(fast, s, p);
        }
        break;
    case STEP_LEVEL:
        p->level = level_plan(fast, s);
        if (p->level->bends) {
            skip_limit(fast, s, s->level->at_least);
            skip_limit(fast, s, s->level->at_most);
        }
        break;
    case STEP_REMAINDER: plan_remainder(fast, s, p); break;
    default: break;
    }
    if (s->dst >= 0 && fast->plan->slot[s->dst].table == -1 &&
        !fast->plan->slot[s->dst].by_row) {
        single_sureness(fast, s);
    }
}

/* --- outputs --- */

/* By slot: the step that makes it, plus 1; 0: none. */
static size_t *steps_by_slot(const Fast *fast) {
    const Plan *plan = fast->plan;
    size_t *by_slot = ARENA_ARRAY(fast->arena, size_t, plan->n_slots + 1);
    for (size_t i = 0; i < plan->n_steps; i++) {
        if (plan->step[i].dst >= 0) {
            by_slot[plan->step[i].dst] = i + 1;
        }
    }
    return by_slot;
}

/* Does step i count what output k delivers? */
static bool counts(const Plan *plan, size_t i, size_t k) {
    const Step *s = &plan->step[i];
    return s->kind == STEP_REMAINDER &&
           rat_equal(s->remainder->unit, plan->output[k].unit);
}

static size_t times_delivered(const Plan *plan, int slot) {
    size_t times = 0;
    for (size_t k = 0; k < plan->n_outputs; k++) {
        times += plan->output_slot[k] == slot;
    }
    return times;
}

/* Where the amounts go straight to the caller, once, and groups stand as they
 * are. Amounts of a LEVEL that nobody else wants are poured on the way. */
static void plan_waiting(Fast *fast, const Step *step, StepPlan *p) {
    const Remainder *r = step->remainder;
    if (p->straight < 0 || p->needed || r->group->row ||
        times_delivered(fast->plan, step->dst) > 1) {
        return;
    }
    if (p->shares && p->unit.size == 1) {
        p->shares->lazy = is_only_for(fast->plan, p->shares->slot, step);
    }
    p->late = near_late(fast, step, p);
    p->waiting = ARENA_ARRAY(fast->arena, Waiting, r->group->n + 1);
    for (size_t g = 0; g < r->group->n; g++) {
        Waiting *w = &p->waiting[g];
        size_t from = r->group->start[g], n = r->group->start[g + 1] - from;
        w->in = p->in;
        w->in.x.n = n;
        for (size_t j = 0; j < w->in.x.k; j++) {
            w->in.x.col[j] += from;
        }
        for (size_t k = 0; k < WAITING_MOST; k++) {
            RemainderShort *task = &w->task[k];
            task->fixed = lanes_room(fast->arena, n + SHORT_PAD,
                                     sizeof *task->fixed);
            task->key = lanes_room(fast->arena, n + SHORT_PAD,
                                   sizeof *task->key);
        }
    }
}

static void plan_outputs(Fast *fast) {
    const Plan *plan = fast->plan;
    fast->unit = ARENA_ARRAY(fast->arena, Unit, plan->n_outputs + 1);
    fast->counted = ARENA_ARRAY(fast->arena, bool, plan->n_outputs + 1);
    for (size_t i = 0; i < plan->n_steps; i++) {
        if (plan->step[i].kind == STEP_REMAINDER) {
            fast->step[i].needed = used(plan, plan->step[i].dst);
        }
    }
    const size_t *by_slot = steps_by_slot(fast);
    for (size_t k = 0; k < plan->n_outputs; k++) {
        int slot = plan->output_slot[k], table = plan->slot[slot].table;
        size_t i = by_slot[slot];
        StepPlan *step = i > 0 ? &fast->step[i - 1] : NULL;
        fast->unit[k] = unit_of(plan->output[k].unit);
        fast->counted[k] = step && counts(plan, i - 1, k);
        if (fast->counted[k] && !plan->order[table]) {
            step->straight = (int)k;
        }
        if (step && !fast->counted[k]) {
            step->needed = true;
        }
    }
}

static void make_scratch(Fast *fast) {
    size_t rows = 1;
    for (size_t s = 0; s < fast->plan->n_slots; s++) {
        size_t n = fast->plan->slot[s].n;
        rows = n > rows ? n : rows;
    }
    for (size_t k = 0; k < SCRATCHES; k++) {
        fast->scratch[k] = lanes_room(fast->arena, rows, sizeof(double));
    }
    fast->zeros = lanes_room(fast->arena, rows, sizeof(double));
    for (size_t k = 0; k <= MIX_MAX; k++) {
        fast->whole[k] = lanes_room(fast->arena, rows, sizeof(int64_t));
    }
    fast->rank = lanes_room(fast->arena, rows, sizeof(uint32_t));
    fast->work = lanes_room(fast->arena, 4 * rows + 256, sizeof(double));
}

void fast_prepare(Fast *fast) {
    const Plan *plan = fast->plan;
    hold_slots(fast);
    fast->step = ARENA_ARRAY(fast->arena, StepPlan, plan->n_steps + 1);
    fast->early = ARENA_ARRAY(fast->arena, size_t, plan->n_steps + 1);
    fast->row_input = ARENA_ARRAY(fast->arena, size_t, plan->n_inputs + 1);
    for (size_t k = 0; k < plan->n_inputs; k++) {
        if (plan->slot[plan->input_slot[k]].table != -1) {
            fast->row_input[fast->n_row_inputs++] = k;
        }
    }
    for (size_t i = 0; i < plan->n_steps; i++) {
        plan_step(fast, &plan->step[i], &fast->step[i]);
        if (plan->step[i].kind == STEP_REQUIRE) {
            fast->n_required = i + 1;
        }
    }
    plan_outputs(fast);
    for (size_t i = 0; i < plan->n_steps; i++) {
        if (plan->step[i].kind == STEP_REMAINDER) {
            plan_waiting(fast, &plan->step[i], &fast->step[i]);
        }
    }
    for (size_t i = 0; i < plan->n_steps; i++) {
        StepPlan *p = &fast->step[i];
        if ((p->mix.early && !p->skip) || (p->level && p->level->early)) {
            fast->early[fast->n_early++] = i;
        }
    }
    make_scratch(fast);
}
