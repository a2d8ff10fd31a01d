/* doctor_look.c - a scenario with some things done otherwise, computed and
 * held against what was printed. */

#include "study/doctor_int.h"

#include <string.h>

static const unsigned weight[FINDING_KINDS] = {
#define X(name, heavy) [FINDING_##name] = heavy,
    FINDINGS(X)
#undef X
};

/* ---- the variant ---- */

static const Ast *with_statement(Arena *arena, const Ast *formula,
                                 const Change *change)
{
    Ast *out = ARENA_NEW(arena, Ast);
    *out = *formula;
    out->cap = formula->n + 1;
    out->stmt = ARENA_ARRAY(arena, Stmt *, out->cap);
    memcpy(out->stmt, formula->stmt, formula->n * sizeof *out->stmt);
    Stmt *copy = ARENA_NEW(arena, Stmt);
    *copy = *change->with;
    out->stmt[change->stmt] = copy;
    out->n = change->stmt == formula->n ? formula->n + 1 : formula->n;
    return out;
}

Variant doctor_change(const Doctor *d, const Variant *variant,
                      const Change *change)
{
    Variant out = *variant;
    if (change->with)
        out.formula = with_statement(d->arena, variant->formula, change);
    if (change->def) {
        out.data = ARENA_ARRAY(d->arena, const Rat *const *,
                               d->program->n_defs + 1);
        if (variant->data)
            memcpy(out.data, variant->data,
                   d->program->n_defs * sizeof *out.data);
        out.data[change->def->id] = change->values;
    }
    return out;
}

/* ---- computing it ---- */

/* Definitions keep their numbers whatever is changed, so the data still
 * belong to them. */
static const Program *program_of(const Doctor *d, Arena *arena, RatPool *pool,
                                 const Variant *v, Diags *diags)
{
    if (v->formula == d->program->formula)
        return d->program;
    return check(arena, pool, v->formula, d->program->scenario, d->setting,
                 d->n_settings, diags);
}

static Instead instead_of(const Doctor *d, Arena *arena, const Variant *v)
{
    size_t n = d->program->n_defs;
    const Rat **param = ARENA_ARRAY(arena, const Rat *, n + 1);
    const Rat *const **data = ARENA_ARRAY(arena, const Rat *const *, n + 1);
    for (size_t i = 0; v->data && i < n; i++) {
        if (d->program->def[i]->kind == DEF_DATA)
            data[i] = v->data[i];
        else if (v->data[i])
            param[i] = v->data[i][0];
    }
    return (Instead){param, data};
}

static bool compute(const Doctor *d, Arena *arena, RatPool *pool,
                    const Variant *v, Look *out)
{
    Diags *unsaid = diags_new(arena);
    Instead instead = instead_of(d, arena, v);
    out->program = program_of(d, arena, pool, v, unsaid);
    if (!out->program)
        return false;
    out->result = evaluate_instead(arena, pool, out->program, d->data,
                                   &instead, NULL, NULL, unsaid);
    return out->result != NULL;
}

/* ---- what it comes to ---- */

/* One weight for all that one cause accounts for. */
static unsigned weigh(Arena *arena, const Verdict *verdict,
                      const Finding *finding)
{
    bool *counted = ARENA_ARRAY(arena, bool, verdict->n_compared + 2);
    unsigned sum = 0;
    for (size_t i = 0; i < verdict->n_compared; i++) {
        const Finding *f = &finding[i];
        if (verdict->row[i].equal || counted[f->group])
            continue;
        sum += weight[f->kind];
        counted[f->group] = f->group > 0;
    }
    return sum;
}

static void sum_up(Arena *arena, const Verdict *verdict,
                   const Finding *finding, Look *out)
{
    out->cost += weigh(arena, verdict, finding);
    for (size_t i = 0; i < verdict->n_compared; i++) {
        const VerdictRow *row = &verdict->row[i];
        out->equal += row->equal;
        out->left += !row->equal && finding[i].kind == FINDING_NOTHING;
        if (!row->equal && row->difference && verdict->printed) {
            double off = rat_to_double(row->difference);
            out->distance += off < 0 ? -off : off;
        }
    }
}

bool doctor_look(const Doctor *d, Arena *arena, RatPool *pool,
                 const Variant *variant, Look *out)
{
    *out = (Look){0};
    if (!compute(d, arena, pool, variant, out))
        return false;
    out->verdict = ARENA_ARRAY(arena, Verdict, d->n + 1);
    out->finding = ARENA_ARRAY(arena, Finding *, d->n + 1);
    for (size_t i = 0; i < d->n; i++) {
        const Expect *expect = &out->program->expect[i];
        Verdict *v = &out->verdict[i];
        *v = study_judge(arena, pool, out->result, expect, d->printed[i]);
        out->finding[i] = ARENA_ARRAY(arena, Finding, v->n_compared + 1);
        if (v->n_equal == v->n_compared)
            continue;
        if (v->printed)
            doctor_rows(arena, pool, out, v, out->finding[i]);
        else
            doctor_single(d, arena, pool, out, v, out->finding[i]);
    }
    for (size_t i = 0; i < d->n; i++)
        sum_up(arena, &out->verdict[i], out->finding[i], out);
    return true;
}
