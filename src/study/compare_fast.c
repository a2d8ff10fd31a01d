/* compare_fast.c - many sets of parts at once, where parts only set params.
 *
 * Such sets are variants of one scenario, with one of two values for each
 * param: the fast evaluator goes through thousands of them while the exact one
 * takes a few. Sets that cannot be computed are left to the exact one, which
 * says why.
 */
#include "study/compare_int.h"

#include <math.h>

#include "fast/fast.h"

/* Fewer parts are not worth a plan. */
#define PARTS_LEAST 5

/* A param and its two values. */
typedef struct Switch {
    size_t part;
    double value[2];        /* without the part and with it, over the input's
                               den */
} Switch;

typedef struct Family {
    Trials *t;
    unsigned fixed;
    Arena *arena;
    RatPool *pool;
    const Program *program[2];  /* without the parts that set params, and with
                                   all of them */
    const Dataset *data;
    const Def *result;
    Switch *turn;           /* by input */
    Input *input;
    size_t n;
    const Plan *plan;
    Fast *fast;
    size_t *row;            /* by the base's row */
    unsigned set[FAST_BLOCK];
    double **in;            /* by input: FAST_BLOCK */
    int64_t *out;
    const char *reason[FAST_BLOCK];
} Family;

/* ---- The params ---- */

/* Does it hang on no other param, which may change, too? */
static bool is_constant(const Expr *e)
{
    bool constant = e->kind == EXPR_NUMBER || e->kind == EXPR_NEG
                    || (e->kind >= EXPR_ADD && e->kind <= EXPR_DIV);
    for (size_t i = 0; constant && i < e->n_args; i++)
        constant = is_constant(e->arg[i]);
    return constant;
}

static const Rat *value_of(const Family *f, size_t side, const Def *def)
{
    const Def *set = f->program[side]->def[def->id];
    if (set->expr == NULL || !is_constant(set->expr))
        return NULL;
    const Column *c = exact_part(exact_parts(f->arena, f->pool,
                                             f->program[side], f->data),
                                 set->expr);
    return c == NULL ? NULL : c->at[0].num;
}

static bool add_param(Family *f, size_t part, const Def *def)
{
    int64_t num[2], den[2], common;
    for (size_t side = 0; side < 2; side++) {
        const Rat *value = value_of(f, side, def);
        if (value == NULL || !rat_parts(value, &num[side], &den[side]))
            return false;
    }
    if (__builtin_mul_overflow(den[0], den[1] / whole_gcd(den[0], den[1]),
                               &common))
        return false;
    Switch *turn = &f->turn[f->n];
    double most = 0;
    for (size_t side = 0; side < 2; side++) {
        int64_t times;
        if (__builtin_mul_overflow(num[side], common / den[side], &times)
            || times > INT64_C(1) << 50 || times < -(INT64_C(1) << 50))
            return false;
        turn->value[side] = (double)times;
        most = fmax(most, fabs(turn->value[side]));
    }
    turn->part = part;
    f->input[f->n++] = (Input){def, common, most};
    return true;
}

static bool find_params(Family *f)
{
    const PartList *parts = &f->t->ask->parts;
    size_t most = f->program[0]->n_defs;
    f->turn = ARENA_ARRAY(f->arena, Switch, most + 1);
    f->input = ARENA_ARRAY(f->arena, Input, most + 1);
    for (size_t i = 0; i < parts->n; i++)
        for (size_t k = 0; (f->t->params >> i & 1) != 0
                           && k < parts->at[i].n; k++) {
            const Def *def = program_find(
                f->program[0], parts->at[i].change[k].now->name.text);
            if (def == NULL || def->kind != DEF_PARAM
                || def->type.kind != TYPE_NUMBER || f->n == PLAN_INPUTS_MAX
                || !add_param(f, i, def))
                return false;
        }
    return true;
}

/* ---- The sets ---- */

static void keep(Family *f, size_t at)
{
    Trials *t = f->t;
    const Output *o = &f->plan->output[0];
    size_t n = t->compare->n_rows;
    Trial *trial = &t->trial[f->set[at]];
    if (f->reason[at] != NULL || trial->amount != NULL)
        return;
    trial->amount = ARENA_ARRAY(t->arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++)
        trial->amount[i] = rat_mul(
            t->pool, rat_int(t->pool, f->out[at * o->n + f->row[i]]), o->unit);
    t->runs++;
}

static void run_block(Family *f, size_t n)
{
    for (size_t at = 0; at < n; at++)
        for (size_t i = 0; i < f->n; i++)
            f->in[i][at] = f->turn[i].value[f->set[at] >> f->turn[i].part & 1];
    Block block = {n, (const double *const *)f->in, &f->out, f->reason};
    fast_run(f->fast, &block);
    for (size_t at = 0; at < n; at++)
        keep(f, at);
}

/* All sets of the parts that set params, in number order. */
static void run_all(Family *f)
{
    unsigned params = f->t->params, set = 0;
    size_t n = 0;
    do {
        f->set[n++] = f->fixed | set;
        set = (set - params) & params;
        if (n == FAST_BLOCK || set == 0) {
            run_block(f, n);
            n = 0;
        }
    } while (set != 0);
}

/* ---- Together ---- */

static bool begin(Family *f)
{
    Trials *t = f->t;
    Diags *unsaid = diags_new(f->arena);
    for (size_t side = 0; side < 2; side++) {
        f->program[side] = trial_program(
            t, f->fixed | (side == 1 ? t->params : 0), f->arena, f->pool,
            &f->result, unsaid);
        if (f->program[side] == NULL)
            return false;
    }
    f->result = program_find(f->program[0], f->result->name);
    f->data = trial_data(t, f->fixed, f->program[0], unsaid);
    diags_add_machine(t->diags, unsaid);
    f->row = ARENA_ARRAY(f->arena, size_t, t->compare->n_rows + 1);
    return f->data != NULL
           && trial_rows(t, f->data->table[f->result->table], f->row)
           && find_params(f);
}

static bool make_plan(Family *f)
{
    Want want = {.input = f->input, .n_inputs = f->n, .result = &f->result,
                 .n_results = 1};
    f->plan = plan_new(f->arena, f->pool, f->program[0], f->data, &want);
    if (f->plan->exactly != NULL || f->plan->output[0].nearest)
        return false;
    f->fast = fast_new(f->plan, NULL, false);
    f->in = ARENA_ARRAY(f->arena, double *, f->n + 1);
    for (size_t i = 0; i < f->n; i++)
        f->in[i] = ARENA_ARRAY(f->arena, double, FAST_BLOCK);
    f->out = ARENA_ARRAY(f->arena, int64_t,
                         FAST_BLOCK * f->plan->output[0].n + 1);
    return true;
}

void trials_fast(Trials *t, unsigned fixed)
{
    Family f = {.t = t, .fixed = fixed};
    if (__builtin_popcount(t->params) < PARTS_LEAST)
        return;
    f.arena = arena_new();
    f.pool = rat_pool_new(RAT_BITS_MAX);
    if (begin(&f) && make_plan(&f))
        run_all(&f);
    fast_free(f.fast);
    rat_pool_free(f.pool);
    arena_free(f.arena);
}
