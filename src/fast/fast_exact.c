/* fast_exact.c - one variant by the exact evaluator. */
#include <string.h>

#include "base/tr.h"
#include "fast/fast_int.h"

/* What the fast evaluator and this one must word alike. */
static const char SHORT_REASON[] =
    N_("the floors together are more than the amount to divide");
static const char REQUIRE_REASON[] = N_("the requirement fails");

static const char *step_reason(const Plan *plan, StepKind kind,
                               const Expr *expr, const char *otherwise) {
    for (size_t i = 0; i < plan->n_steps; i++) {
        const Step *s = &plan->step[i];
        if (s->kind == kind && s->expr == expr && s->reason >= 0) {
            return plan->reason[s->reason];
        }
    }
    return otherwise;
}

void refuse(const Plan *plan, const Block *block, size_t i,
            const char *reason) {
    block->reason[i] = reason;
    for (size_t k = 0; k < plan->n_outputs; k++) {
        size_t n = plan->output[k].n;
        if (block->out[k]) {
            memset(block->out[k] + i * n, 0, n * sizeof **block->out);
        }
    }
}

/* Variant i's value of an input as it came: n whole numbers over den. */
static const Rat *const *input_values(Arena *arena, RatPool *pool,
                                      const Input *input, const double *from,
                                      size_t n) {
    const Rat **value = ARENA_ARRAY(arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++) {
        value[i] = rat_ratio(pool, (int64_t)from[i], input->den);
    }
    return value;
}

static Instead inputs_instead(Arena *arena, RatPool *pool, const Plan *plan,
                              const Block *block, size_t i) {
    size_t n_defs = plan->program->n_defs;
    const Rat **param = ARENA_ARRAY(arena, const Rat *, n_defs + 1);
    const Rat *const **data =
        ARENA_ARRAY(arena, const Rat *const *, n_defs + 1);
    for (size_t k = 0; k < plan->n_inputs; k++) {
        const Input *input = &plan->input[k];
        const Def *def = input->def;
        bool single = def->table < 0;
        size_t n = single ? 1 : plan->data->table[def->table]->n;
        const Rat *const *value = input_values(arena, pool, input,
                                               block->input[k] + i * n, n);
        if (single) {
            param[def->id] = value[0];
        } else {
            data[def->id] = value;
        }
    }
    return (Instead){.param = param, .data = data};
}

/* What the plan wants, as the exact evaluator takes it: expressions that are
 * results' own are asked for by their result. */
static Ask ask_outputs(Arena *arena, const Plan *plan) {
    const Def **result = ARENA_ARRAY(arena, const Def *, plan->n_outputs + 1);
    Ask ask = {.result = result};
    for (size_t k = 0; k < plan->n_outputs; k++) {
        const Output *o = &plan->output[k];
        const Def *def = NULL;
        for (size_t d = 0; d < plan->program->n_defs && !def; d++) {
            const Def *at = plan->program->def[d];
            def = at->kind == DEF_RESULT && at->expr == o->expr ? at : NULL;
        }
        if (def) {
            result[ask.n_results++] = def;
        } else {
            ask.reports = true;
        }
    }
    return ask;
}

/* False if an amount is beyond what 64 bits count. */
static bool deliver_values(RatPool *pool, const Plan *plan,
                           const Result *result, const Block *block,
                           size_t i) {
    bool fits = true;
    for (size_t k = 0; k < plan->n_outputs; k++) {
        const Output *o = &plan->output[k];
        const Value *value = result->column[o->expr->id].at;
        int64_t *out = block->out[k] ? block->out[k] + i * o->n : NULL;
        for (size_t row = 0; row < o->n; row++) {
            int64_t count;
            fits &= output_count(pool, o, &value[row],
                                 out ? &out[row] : &count);
        }
    }
    return fits;
}

static const char *refusal_text(Fast *fast, const Refusal *refusal,
                                const Diags *diags) {
    const Plan *plan = fast->plan;
    if (refusal->require) {
        const char *message = refusal->require->message;
        return step_reason(plan, STEP_REQUIRE, refusal->require->expr,
                           message ? message : REQUIRE_REASON);
    }
    if (refusal->floors) {
        return step_reason(plan, STEP_LEVEL, refusal->floors, SHORT_REASON);
    }
    fast->said_any = true;
    return arena_string(fast->said, diags_first(diags));
}

void fast_exactly(Fast *fast, const Block *block, size_t i) {
    const Plan *plan = fast->plan;
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Diags *diags = diags_new(arena);
    Instead instead = inputs_instead(arena, pool, plan, block, i);
    Ask ask = ask_outputs(arena, plan);
    Refusal refusal;
    const Result *result = evaluate_instead(arena, pool, plan->program,
                                            plan->data, &instead, &ask,
                                            &refusal, diags);
    block->reason[i] = NULL;
    if (!result) {
        refuse(plan, block, i, refusal_text(fast, &refusal, diags));
    } else if (!deliver_values(pool, plan, result, block, i)) {
        refuse(plan, block, i, tr("an amount has more than 18 digits"));
    }
    rat_pool_free(pool);
    arena_free(arena);
}
