/* plan.c - the first plan: everything runs exactly. */
#include "plan/plan.h"

#include <string.h>

static const Rat *output_unit(RatPool *pool, const Expr *e, bool *nearest) {
    *nearest = false;
    if (e->kind == EXPR_DEF && e->def->expr) {
        e = e->def->expr;
    }
    if (e->kind == EXPR_ROUND) {
        return e->round->unit;
    }
    *nearest = e->type.kind == TYPE_NUMBER;
    return *nearest ? rat_ratio(pool, 1, 1000000) : rat_int(pool, 1);
}

const Plan *plan_new(Arena *arena, RatPool *pool, const Program *program,
                     const Dataset *data, const Want *want) {
    Plan *plan = ARENA_NEW(arena, Plan);
    size_t reports = want->reports ? program->n_reports : 0;
    Output *output =
        ARENA_ARRAY(arena, Output, reports + want->n_results + 1);
    for (size_t i = 0; i < reports; i++) {
        const Report *r = &program->report[i];
        output[i] = (Output){.expr = r->expr, .name = r->title, .table = -1,
                             .n = 1};
    }
    for (size_t i = 0; i < want->n_results; i++) {
        const Def *def = want->result[i];
        output[reports + i] =
            (Output){.expr = def->expr, .name = def->name,
                     .table = def->table,
                     .n = def->table < 0 ? 1 : data->table[def->table]->n};
    }
    for (size_t i = 0; i < reports + want->n_results; i++) {
        output[i].unit = output_unit(pool, output[i].expr,
                                     &output[i].nearest);
    }
    *plan = (Plan){.program = program, .data = data, .input = want->input,
                   .n_inputs = want->n_inputs, .output = output,
                   .n_outputs = reports + want->n_results,
                   .exactly = "no plan yet"};
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

void plan_print(const Plan *plan, Buf *out) {
    buf_addf(out, "runs exactly: %s\n", plan->exactly);
}
