/* certify.c - gathers what a certificate states: divisions, roundings, and how
 * the results are put together from them.
 */
#include "study/certify.h"

#include "study/certify_int.h"

/* A column is taken apart into so many expressions at most; what is deeper
 * is stated as part of the rest. Chains of `let` could double at each step. */
#define PARTS_MAX 256
#define DEPTH_MAX 64
/* Of the checker: a term of a sum at one row. */
#define TERM_STEPS 32

typedef struct Splitting {
    Certify *c;
    int table;              /* of the column */
    size_t n;               /* its rows */
    size_t parts;
    VEC(CertTerm) terms;
    const Rat **rest;
    bool rests;             /* any rest at all */
} Splitting;

static const Value *value_at(const Certify *c, const Expr *e, size_t row)
{
    return &c->result->column[e->id].at[e->table < 0 ? 0 : row];
}

/* What a name stands for, or the branch that was chosen for all rows. */
static const Expr *resolve(const Splitting *s, const Expr *e)
{
    for (size_t i = 0; i < DEPTH_MAX; i++) {
        const Expr *next = NULL;
        if (e->kind == EXPR_DEF && e->def->expr
            && (e->def->kind == DEF_LET || e->def->kind == DEF_RESULT))
            next = e->def->expr;
        else if (e->kind == EXPR_IF && e->arg[0]->table < 0
                 && s->c->result->column[e->arg[0]->id].at)
            next = e->arg[value_at(s->c, e->arg[0], 0)->flag ? 1 : 2];
        if (!next || next->table != s->table
            || !s->c->result->column[next->id].at)
            break;
        e = next;
    }
    return e;
}

static void add_term(Splitting *s, bool rounding, bool minus, size_t number)
{
    *VEC_ADD(s->c->arena, &s->terms) =
        (CertTerm){.rounding = rounding, .minus = minus, .number = number};
}

static void add_rest(Splitting *s, const Expr *e, bool minus)
{
    RatPool *pool = s->c->pool;
    s->rests = true;
    for (size_t row = 0; row < s->n; row++) {
        const Rat *num = value_at(s->c, e, row)->num;
        s->rest[row] = minus ? rat_sub(pool, s->rest[row], num)
                             : rat_add(pool, s->rest[row], num);
    }
}

static void split(Splitting *s, const Expr *e, bool minus, size_t depth)
{
    e = resolve(s, e);
    bool own = e->table == s->table && depth < DEPTH_MAX
               && ++s->parts < PARTS_MAX;
    if (own && e->kind == EXPR_ALLOCATE && s->c->result->alloc[e->id]) {
        add_term(s, false, minus, s->c->number[e->id]);
    } else if (own && e->kind == EXPR_ROUND && s->c->result->round[e->id]) {
        add_term(s, true, minus, s->c->number[e->id]);
    } else if (own && (e->kind == EXPR_ADD || e->kind == EXPR_SUB)
               && e->arg[0]->type.kind == TYPE_NUMBER) {
        split(s, e->arg[0], minus, depth + 1);
        split(s, e->arg[1], minus != (e->kind == EXPR_SUB), depth + 1);
    } else if (own && e->kind == EXPR_NEG) {
        split(s, e->arg[0], !minus, depth + 1);
    } else {
        add_rest(s, e, minus);
    }
}

static CertSum sum_of(Certify *c, const Expr *e)
{
    Splitting s = {.c = c, .table = e->table,
                   .n = c->result->column[e->id].n};
    s.rest = ARENA_ARRAY(c->arena, const Rat *, s.n + 1);
    for (size_t row = 0; row < s.n; row++)
        s.rest[row] = rat_int(c->pool, 0);
    split(&s, e, false, 0);
    c->work += (double)s.terms.n * (double)s.n * TERM_STEPS;
    return (CertSum){s.terms.at, s.terms.n,
                     s.rests && s.terms.n > 0 ? s.rest : NULL};
}

/* ---- What cannot be certified ---- */

bool certify_spend(Certify *c, double steps)
{
    c->work += steps;
    return c->work <= CERT_WORK_MAX;
}

/* Bits of the longest number that the group is divided by. */
static size_t longest(const Certify *c, const AllocTrace *trace,
                      const AllocGroup *group)
{
    const Alloc *al = trace->expr->alloc;
    const Expr *part[] = {al->by, al->at_least, al->at_most, al->or_nothing};
    size_t most = rat_bits(group->total);
    for (size_t k = 0; k < sizeof part / sizeof *part; k++)
        for (size_t i = 0; part[k] && i < group->n; i++) {
            const Value *v = value_at(c, part[k], group->row[i]);
            size_t bits = v->undefined ? 0 : rat_bits(v->num);
            most = bits > most ? bits : most;
        }
    return most;
}

/* The checker divides anew by claims rules, and once more for each row that
 * fell below its useful amount. */
static bool refuse_anew(Certify *c, const AllocTrace *trace)
{
    for (size_t g = 0; g < trace->n_groups; g++) {
        const AllocGroup *group = &trace->group[g];
        size_t dropped = 0;
        for (size_t i = 0; i < group->n; i++)
            dropped += group->out.state[i] == ALLOC_DROPPED;
        c->work += group->out.steps;
        if (dropped > 0 && trace->expr->alloc->rule == RULE_PROPORTIONAL)
            c->work += (double)(dropped + 1)
                       * claims_steps(RULE_PROPORTIONAL, group->n, 0,
                                      longest(c, trace, group), false);
    }
    if (certify_spend(c, 0))
        return true;
    diag_add(c->diags, DIAG_FAULT, trace->expr->place,
             "divide in parts with `per`, or leave `or nothing` out",
             "too many rows are divided among anew to certify this allocate");
    return false;
}

/* The checker takes no more of either. */
static bool refuse_many(const Certify *c, const Certificate *out)
{
    Place none = {0};
    if (out->n_allocs <= CERT_STEPS_MAX && out->n_rounds <= CERT_STEPS_MAX)
        return true;
    diag_add(c->diags, DIAG_FAULT, none, "divide the formula in two",
             "a formula with more than %d allocates or roundings cannot be "
             "certified", CERT_STEPS_MAX);
    return false;
}

static size_t table_rows(const Certify *c, const Expr *e)
{
    return c->result->data->table[e->table]->n;
}

/* The checker goes over all cells again and again, at most so many times. */
static bool refuse_sides(Certify *c, const RoundTrace *trace)
{
    const Rounding *how = trace->expr->round;
    if (how->n_keeping < 2)
        return true;
    size_t times = table_rows(c, how->keeping[0])
                   + table_rows(c, how->keeping[1]) + 2;
    for (size_t g = 0; g < trace->n_groups; g++)
        c->cells += (double)trace->group[g].n * (double)times;
    if (c->cells <= CERT_SIDES_MAX)
        return true;
    diag_add(c->diags, DIAG_FAULT, trace->expr->place,
             "keep the totals of one table alone, or divide in parts",
             "too many rows lie between the totals of two tables to certify "
             "this rounding");
    return false;
}

/* Every division and rounding that was carried out, numbered. */
static bool number_traces(Certify *c, Certificate *out)
{
    const Result *r = c->result;
    size_t n = r->program->n_exprs;
    bool good = true;
    c->number = ARENA_ARRAY(c->arena, size_t, n + 1);
    out->alloc = ARENA_ARRAY(c->arena, const AllocTrace *, n + 1);
    out->round = ARENA_ARRAY(c->arena, const RoundTrace *, n + 1);
    for (size_t id = 0; id < n; id++) {
        if (r->alloc[id]) {
            c->number[id] = out->n_allocs;
            out->alloc[out->n_allocs++] = r->alloc[id];
            good = good && refuse_anew(c, r->alloc[id]);
        }
        if (r->round[id]) {
            c->number[id] = out->n_rounds;
            out->round[out->n_rounds++] = r->round[id];
            good = good && refuse_sides(c, r->round[id]);
        }
    }
    return refuse_many(c, out) && good;
}

static void split_columns(Certify *c, Certificate *out)
{
    const Program *p = c->result->program;
    out->round_from = ARENA_ARRAY(c->arena, CertSum, out->n_rounds + 1);
    for (size_t i = 0; i < out->n_rounds; i++)
        out->round_from[i] = sum_of(c, out->round[i]->expr->arg[0]);
    out->def = ARENA_ARRAY(c->arena, const Def *, p->n_defs + 1);
    out->def_from = ARENA_ARRAY(c->arena, CertSum, p->n_defs + 1);
    for (size_t i = 0; i < p->n_defs; i++) {
        const Def *def = p->def[i];
        if (def->kind != DEF_RESULT)
            continue;
        if (def->type.kind == TYPE_NUMBER)
            out->def_from[out->n_defs] = sum_of(c, def->expr);
        out->def[out->n_defs++] = def;
    }
}

Certificate *study_certify(Arena *arena, RatPool *pool, const Result *result,
                           Diags *diags)
{
    Certificate *out = ARENA_NEW(arena, Certificate);
    Certify c = {.arena = arena, .pool = pool, .result = result,
                 .diags = diags};
    out->result = result;
    if (!number_traces(&c, out))
        return NULL;
    split_columns(&c, out);
    certify_decimals(&c, &out->decimals);
    if (!certify_spend(&c, 0)) {
        diag_add(diags, DIAG_FAULT, (Place){0}, "divide the formula in two",
                 "there is too much in this formula to certify it");
        return NULL;
    }
    if (!rat_overflowed(pool))
        return out;
    study_certify_digits(pool, diags);
    return NULL;
}

void study_certify_digits(RatPool *pool, Diags *diags)
{
    rat_clear_overflow(pool);
    diag_add(diags, DIAG_FAULT, (Place){0},
             "round intermediate amounts, or use keys with fewer digits",
             "the amounts have too many digits to be certified");
}
