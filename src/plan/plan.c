/* plan.c - from what is wanted to a list of steps. */
#include <string.h>

#include "plan/plan_int.h"

/* 0 in the shape of e, for the builder to go on with. */
static int zeros_like(Builder *b, const Expr *e) {
    const Rat *zero = rat_int(b->pool, 0);
    if (e->table < 0) {
        return fixed_number(b, zero);
    }
    size_t n = plan_rows(b, e->table);
    const Rat **exact = ARENA_ARRAY(b->arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++) {
        exact[i] = zero;
    }
    return fixed_column(b, e->table, exact, n);
}

int runs_exactly(Builder *b, const Expr *e, const char *why) {
    if (!b->exactly) {
        LineCol at = source_line_col(e->place.source, e->place.span.from);
        b->exactly = arena_format(b->arena, "%s, line %zu", why, at.line);
        Step step = {.kind = STEP_EXACT, .dst = -1, .expr = e, .reason = -1};
        *VEC_ADD(b->arena, &b->step) = step;
    }
    rat_clear_overflow(b->pool);
    return zeros_like(b, e);
}

size_t plan_rows(const Builder *b, int table) {
    return table < 0 ? 1 : b->data->table[table]->n;
}

/* --- what depends on what --- */

static uint64_t inputs_list(Builder *b, const Expr *const *e, size_t n) {
    uint64_t bits = 0;
    for (size_t i = 0; i < n; i++) {
        if (e[i]) {
            bits |= inputs_of(b, e[i]);
        }
    }
    return bits;
}

static uint64_t inputs_of_def(Builder *b, const Def *def) {
    for (size_t i = 0; i < b->want->n_inputs; i++) {
        if (b->want->input[i].def == def) {
            return UINT64_C(1) << i;
        }
    }
    return def->expr ? inputs_of(b, def->expr) : 0;
}

static uint64_t inputs_fresh(Builder *b, const Expr *e) {
    uint64_t bits = inputs_list(b, (const Expr *const *)e->arg, e->n_args);
    if (e->kind == EXPR_DEF) {
        return inputs_of_def(b, e->def);
    }
    if (e->agg) {
        const Expr *part[] = {e->agg->arg, e->agg->where, e->agg->by,
                              e->agg->ties};
        bits |= inputs_list(b, part, 4);
    }
    if (e->alloc) {
        const Alloc *a = e->alloc;
        const Expr *part[] = {a->total,      a->by,      a->where,
                              a->at_least,   a->at_most, a->or_nothing,
                              a->order,      a->group_least,
                              a->group_most};
        bits |= inputs_list(b, part, 9);
    }
    if (e->round) {
        const Rounding *r = e->round;
        const Expr *part[] = {r->keeping[0], r->keeping[1], r->at_least,
                              r->at_most, r->ties};
        bits |= inputs_list(b, part, 5);
    }
    return bits;
}

uint64_t inputs_of(Builder *b, const Expr *e) {
    if (!b->inputs_known[e->id]) {
        b->inputs[e->id] = inputs_fresh(b, e);
        b->inputs_known[e->id] = true;
    }
    return b->inputs[e->id];
}

bool is_fixed(Builder *b, const Expr *e) {
    return inputs_of(b, e) == 0;
}

/* --- inputs, requires, outputs --- */

static void add_inputs(Builder *b) {
    b->input_slot = ARENA_ARRAY(b->arena, int, b->want->n_inputs + 1);
    for (size_t i = 0; i < b->want->n_inputs; i++) {
        const Input *in = &b->want->input[i];
        int s = slot_new(b, in->def->table, plan_rows(b, in->def->table));
        Slot *slot = &b->slot.at[s];
        slot->kind = SLOT_INPUT;
        slot->inputs = UINT64_C(1) << i;
        slot->den = in->den;
        slot->by_row = in->def->table >= 0;
        b->input_slot[i] = s;
    }
}

static int reason_new(Builder *b, const char *text) {
    *VEC_ADD(b->arena, &b->reason) = text;
    return (int)b->reason.n - 1;
}

static void add_requires(Builder *b) {
    b->in_requires = true;
    plan_needed(b, true);
    for (size_t i = 0; i < b->program->n_requires; i++) {
        const Require *r = &b->program->require[i];
        int reason = reason_new(b, r->message ? r->message
                                              : "the requirement fails");
        int *arg = ARENA_NEW(b->arena, int);
        *arg = slot_of(b, r->expr);
        Step step = {.kind = STEP_REQUIRE, .dst = -1, .n_args = 1,
                     .arg = arg, .reason = reason, .expr = r->expr};
        *VEC_ADD(b->arena, &b->step) = step;
    }
    b->in_requires = false;
}

static const Rat *output_unit(Builder *b, const Output *out, int slot,
                              bool *nearest) {
    const Expr *e = out->expr;
    *nearest = false;
    while (e->kind == EXPR_DEF && e->def->expr) {
        e = e->def->expr;
    }
    if (e->kind == EXPR_ROUND) {
        return e->round->unit;
    }
    /* What runs exactly has no slot of its own that could tell. */
    bool whole = e->type.kind != TYPE_NUMBER ||
                 (!b->exactly && slot >= 0 && b->slot.at[slot].den == 1);
    *nearest = !whole;
    return whole ? rat_int(b->pool, 1) : rat_ratio(b->pool, 1, 1000000);
}

static void add_outputs(Builder *b, Plan *plan) {
    const Want *w = b->want;
    size_t reports = w->reports ? b->program->n_reports : 0;
    size_t n = reports + w->n_results;
    Output *out = ARENA_ARRAY(b->arena, Output, n + 1);
    int *slot = ARENA_ARRAY(b->arena, int, n + 1);
    plan_needed(b, false);
    for (size_t i = 0; i < n; i++) {
        const Report *r = &b->program->report[i];
        const Def *def = i < reports ? NULL : w->result[i - reports];
        out[i].expr = def ? def->expr : r->expr;
        out[i].name = def ? def->name : r->title;
        out[i].table = out[i].expr->table;
        out[i].n = plan_rows(b, out[i].table);
        slot[i] = slot_of(b, out[i].expr);
        out[i].unit = output_unit(b, &out[i], slot[i], &out[i].nearest);
    }
    plan->output = out;
    plan->n_outputs = n;
    plan->output_slot = slot;
}

/* --- the order of steps --- */

/* Single values from single values alone, before the rows of a variant are
 * looked at. Requirements keep their order, since the first that fails is the
 * reason told. */
static bool goes_first(const Builder *b, const Step *s, bool *rows_required) {
    if (s->kind == STEP_REQUIRE) {
        bool by_row = b->slot.at[s->arg[0]].by_row ||
                      b->slot.at[s->arg[0]].table >= 0;
        *rows_required = *rows_required || by_row;
        return !*rows_required;
    }
    if (s->kind == STEP_NOT_NEGATIVE || s->kind == STEP_POSITIVE) {
        return !b->slot.at[s->arg[0]].by_row;
    }
    return s->dst >= 0 && b->slot.at[s->dst].table == -1 &&
           !b->slot.at[s->dst].by_row && s->kind != STEP_EXACT;
}

static void order_steps(Builder *b, Plan *plan) {
    Step *step = ARENA_ARRAY(b->arena, Step, b->step.n + 1);
    bool rows_required = false;
    bool *first = ARENA_ARRAY(b->arena, bool, b->step.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->step.n; i++) {
        first[i] = goes_first(b, &b->step.at[i], &rows_required);
        if (first[i]) {
            step[n++] = b->step.at[i];
        }
    }
    plan->n_single = n;
    for (size_t i = 0; i < b->step.n; i++) {
        if (!first[i]) {
            step[n++] = b->step.at[i];
        }
    }
    plan->step = step;
    plan->n_steps = n;
}

/* --- the whole --- */

static void builder_init(Builder *b) {
    const Program *p = b->program;
    b->inputs = ARENA_ARRAY(b->arena, uint64_t, p->n_exprs + 1);
    b->inputs_known = ARENA_ARRAY(b->arena, bool, p->n_exprs + 1);
    b->slot_of = ARENA_ARRAY(b->arena, int, p->n_exprs + 1);
    b->slot_of_data = ARENA_ARRAY(b->arena, int, p->n_defs + 1);
    b->linear_of = ARENA_ARRAY(b->arena, const Linear *, p->n_exprs + 1);
    b->form_of = ARENA_ARRAY(b->arena, const Form *, p->n_exprs + 1);
    b->text_index = code_index_new(b->arena, 0);
    b->order = ARENA_ARRAY(b->arena, const uint32_t *, p->n_tables + 1);
    for (size_t i = 0; i < p->n_exprs; i++) {
        b->slot_of[i] = -1;
    }
    for (size_t i = 0; i < p->n_defs; i++) {
        b->slot_of_data[i] = -1;
    }
    b->parts = exact_parts(b->arena, b->pool, p, b->data);
}

const Plan *plan_new(Arena *arena, RatPool *pool, const Program *program,
                     const Dataset *data, const Want *want) {
    Builder b = {.arena = arena, .pool = pool, .program = program,
                 .data = data, .want = want};
    Plan *plan = ARENA_NEW(arena, Plan);
    builder_init(&b);
    choose_orders(&b);
    add_inputs(&b);
    add_requires(&b);
    add_outputs(&b, plan);
    order_steps(&b, plan);
    plan->program = program;
    plan->data = data;
    plan->input = want->input;
    plan->n_inputs = want->n_inputs;
    plan->input_slot = b.input_slot;
    plan->slot = b.slot.at;
    plan->n_slots = b.slot.n;
    plan->order = b.order;
    plan->text = b.text.at;
    plan->n_texts = b.text.n;
    plan->reason = b.reason.at;
    plan->n_reasons = b.reason.n;
    plan->exactly = b.exactly;
    return plan;
}

bool output_count(RatPool *pool, const Output *output, const Value *value,
                  int64_t *out) {
    if (output->expr->type.kind == TYPE_FLAG) {
        *out = value->flag;
        return true;
    }
    return rat_to_int(rat_nearest(pool, rat_div(pool, value->num,
                                                output->unit)), out);
}
