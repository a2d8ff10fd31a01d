/* whatif.c - some params set again and again, amounts recomputed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "api/whatif_int.h"
#include "base/mem.h"

/* Shares begin in millionths, so that few values need a new plan. */
#define SHARE_DEN 1000000

/* ---- Plans ---- */

static void make_side(fordela_whatif *w, const Want *want, Side *side)
{
    side->plan = plan_new(w->arena, w->pool, w->f->run.program,
                          w->f->run.data, want);
    side->fast = fast_new(side->plan, NULL, false);
    side->changed = 0;
    if (side->out != NULL)
        return;             /* a plan for other inputs has the same outputs */
    side->out = mem_alloc(side->plan->n_outputs + 1, sizeof *side->out);
    for (size_t i = 0; i < side->plan->n_outputs; i++)
        side->out[i] = mem_alloc(side->plan->output[i].n + 1,
                                 sizeof **side->out);
}

static void drop_plans(fordela_whatif *w)
{
    fast_free(w->amounts.fast);
    fast_free(w->figures.fast);
    if (w->arena == NULL)
        return;
    rat_pool_free(w->pool);
    arena_free(w->arena);
}

void whatif_plan(fordela_whatif *w)
{
    drop_plans(w);
    w->arena = arena_new();
    w->pool = rat_pool_new(RAT_BITS_MAX);
    Input *input = ARENA_ARRAY(w->arena, Input, w->n_params + 1);
    memcpy(input, w->input, w->n_params * sizeof *input);
    Want amounts = {.input = input, .n_inputs = w->n_params,
                    .result = w->result, .n_results = w->n_results};
    Want figures = {.input = input, .n_inputs = w->n_params,
                    .reports = w->n_figures > 0};
    make_side(w, &amounts, &w->amounts);
    make_side(w, &figures, &w->figures);
    w->form = ARENA_ARRAY(w->arena, CountForm, w->n_figures + 1);
    w->unit = ARENA_ARRAY(w->arena, const char *, w->n_results + 1);
    for (size_t i = 0; i < w->n_figures; i++) {
        const Output *o = &w->figures.plan->output[i];
        w->form[i] = count_form(o->unit, o->expr->type.kind == TYPE_FLAG);
    }
    for (size_t i = 0; i < w->n_results; i++)
        w->unit[i] = rat_text(w->arena, w->amounts.plan->output[i].unit);
}

/* ---- Beginning and ending ---- */

static const Def *find_param(fordela *f, const char *name)
{
    const Def *def = program_find(f->run.program, name);
    if (def != NULL && def->kind == DEF_PARAM
        && def->type.kind == TYPE_NUMBER)
        return def;
    api_refuse(f, "name a param of the formula that is a number",
               "\"%s\" is no such param", name);
    return NULL;
}

/* As the scenario sets it. */
static bool first_value(fordela_whatif *w, ExactParts *parts, size_t i,
                        const Def *def)
{
    int64_t num, den;
    const Column *column = def->expr == NULL ? NULL
                                             : exact_part(parts, def->expr);
    int64_t base = type_is_plain(&def->type) ? SHARE_DEN : 1;
    if (column == NULL || column->at[0].undefined != NULL
        || !rat_parts(column->at[0].num, &num, &den)
        || __builtin_mul_overflow(base, den / whole_gcd(base, den), &base)
        || __builtin_mul_overflow(num, base / den, &num)
        || llabs(num) > INT64_C(1) << 50) {
        api_refuse(w->f, NULL, "\"%s\" has too many digits to be set again",
                   def->name);
        return false;
    }
    double most = 1;
    while (most < 4 * fabs((double)num))
        most *= 2;
    w->input[i] = (Input){def, base, most};
    w->value[i] = (double)num;
    w->at[i] = &w->value[i];
    return true;
}

static bool begin_params(fordela_whatif *w, const char *const *param)
{
    fordela *f = w->f;
    ExactParts *parts = exact_parts(f->arena, f->pool, f->run.program,
                                    f->run.data);
    if (w->n_params > PLAN_INPUTS_MAX) {
        api_refuse(f, "name fewer", "more than %d params", PLAN_INPUTS_MAX);
        return false;
    }
    for (size_t i = 0; i < w->n_params; i++) {
        const Def *def = find_param(f, param[i]);
        if (def == NULL || !first_value(w, parts, i, def))
            return false;
    }
    return true;
}

static bool counts(TypeKind kind)
{
    return kind == TYPE_NUMBER || kind == TYPE_FLAG;
}

static void begin_outputs(fordela_whatif *w)
{
    const Program *program = w->f->run.program;
    bool figures = true;
    for (size_t i = 0; i < program->n_reports; i++)
        figures = figures && counts(program->report[i].expr->type.kind);
    w->n_figures = figures ? program->n_reports : 0;
    w->text = mem_alloc(w->n_figures + 1, sizeof *w->text);
    w->result = mem_alloc(program->n_defs + 1, sizeof *w->result);
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind == DEF_RESULT && counts(def->type.kind))
            w->result[w->n_results++] = def;
    }
}

fordela_whatif *fordela_whatif_new(fordela *f, const char *const *param,
                                   size_t n_params)
{
    if (!api_need_check(f))
        return NULL;
    if (f->run.data == NULL) {
        api_refuse_formula(f, tr_as("can be", "computed"));
        api_finish(f);
        return NULL;
    }
    fordela_whatif *w = mem_alloc(1, sizeof *w);
    w->f = f;
    w->n_params = n_params;
    w->input = mem_alloc(n_params + 1, sizeof *w->input);
    w->value = mem_alloc(n_params + 1, sizeof *w->value);
    w->at = mem_alloc(n_params + 1, sizeof *w->at);
    if (!begin_params(w, param)) {
        api_finish(f);
        fordela_whatif_free(w);
        return NULL;
    }
    begin_outputs(w);
    whatif_plan(w);
    api_finish(f);
    return w;
}

static void free_side(Side *side)
{
    for (size_t i = 0; side->out != NULL && i < side->plan->n_outputs; i++)
        mem_free(side->out[i]);
    mem_free(side->out);
}

void fordela_whatif_free(fordela_whatif *w)
{
    if (w == NULL)
        return;
    free_side(&w->amounts);
    free_side(&w->figures);
    for (size_t i = 0; w->text != NULL && i < w->n_figures; i++)
        buf_free(&w->text[i]);
    drop_plans(w);
    mem_free(w->text);
    mem_free(w->result);
    mem_free(w->input);
    mem_free(w->value);
    mem_free(w->at);
    mem_free(w);
}

/* ---- Computing and reading ---- */

static void run_side(fordela_whatif *w, Side *side)
{
    Block block = {1, w->at, side->out, &w->reason};
    w->reason = NULL;
    fast_again(side->fast, &block, side->changed);
    side->changed = 0;
}

const char *fordela_whatif_run(fordela_whatif *w)
{
    run_side(w, &w->amounts);
    w->asked = false;
    return w->reason == NULL ? NULL : tr(w->reason);
}

size_t fordela_whatif_results(const fordela_whatif *w)
{
    return w->n_results;
}

const char *fordela_whatif_name(const fordela_whatif *w, size_t result)
{
    return result < w->n_results ? w->result[result]->name : NULL;
}

const char *fordela_whatif_unit(const fordela_whatif *w, size_t result)
{
    return result < w->n_results ? w->unit[result] : NULL;
}

const int64_t *fordela_whatif_amounts(const fordela_whatif *w, size_t result,
                                      size_t *n)
{
    if (n != NULL)
        *n = 0;
    if (result >= w->n_results)
        return NULL;
    if (n != NULL)
        *n = w->amounts.plan->output[result].n;
    return w->amounts.out[result];
}

size_t fordela_whatif_figures(const fordela_whatif *w)
{
    return w->n_figures;
}

const char *fordela_whatif_figure(fordela_whatif *w, size_t figure)
{
    if (figure >= w->n_figures)
        return NULL;
    Buf *text = &w->text[figure];
    if (!w->asked)
        run_side(w, &w->figures);
    w->asked = true;
    text->n = 0;
    count_add(&w->form[figure], *w->figures.out[figure], text);
    return text->at;
}
