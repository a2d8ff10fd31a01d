/* infer_rank.c - candidate columns, formulas and roundings, ranked by the rows
 * they give as printed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "study/infer_int.h"

#define METHODS 10

static const RoundMethod methods[METHODS] = {
#define X(name, words, keeps, one) ROUND_##name,
    ROUND_METHODS(X)
#undef X
};

typedef struct Ranker {
    Arena *arena;
    RatPool *pool;
    const InferTable *table;
    const InferRankAsk *ask;
    InferRank *out;
    const InferColumn **base;   /* the columns that can be one */
    size_t n_bases;
    const Rat **printed;        /* n */
    Diags *diags;
} Ranker;

static const Rat *keep(Ranker *r, const Rat *num)
{
    return rat_add(r->pool, num, rat_int(r->pool, 0));
}

/* ---- One combination ---- */

/* Amounts by one method against the printed ones. in: everything but the
 * method. The numbers made are the callee's; what stays is copied. */
static void compare(Ranker *r, RatPool *pool, Arena *arena, RoundIn *in,
                    InferCombo *combo)
{
    RoundOut out = {0};
    in->method = combo->method;
    round_amounts(pool, arena, in, &out);
    if (out.fault != ROUND_OK || rat_overflowed(pool)) {
        combo->refused = tr("these amounts cannot be rounded so");
        return;
    }
    const Rat *largest = rat_int(pool, 0);
    for (size_t i = 0; i < r->table->n; i++) {
        const Rat *d = rat_sub(pool, out.amount[i], r->printed[i]);
        combo->equal += rat_sign(d) == 0;
        if (rat_cmp(rat_abs(pool, d), rat_abs(pool, largest)) > 0)
            largest = d;
    }
    combo->largest = keep(r, largest);
    combo->sum = keep(r, out.sum);
}

/* Valid until the next one. */
static InferCombo *add_combo(Ranker *r, const InferCombo *like)
{
    InferRank *out = r->out;
    out->combo = arena_grow(r->arena, out->combo, out->n, &out->cap,
                            sizeof *out->combo);
    out->combo[out->n] = *like;
    return &out->combo[out->n++];
}

/* ---- Shares of a total ---- */

static void try_share(Ranker *r, const InferColumn *const *column,
                      const Rat *total)
{
    size_t n = r->table->n;
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const Rat **exact = ARENA_ARRAY(arena, const Rat *, n + 1);
    const Rat *level = rat_div(pool, total,
                               rat_sum(pool, (*column)->value, n));
    for (size_t i = 0; i < n; i++)
        exact[i] = rat_mul(pool, (*column)->value[i], level);
    RoundIn in = {.unit = r->table->unit, .n = n, .exact = exact,
                  .code = r->table->code, .keeping = total};
    InferCombo like = {.column = column, .n_columns = 1, .total = total};
    for (size_t m = 0; m < METHODS; m++) {
        like.method = methods[m];
        compare(r, pool, arena, &in, add_combo(r, &like));
    }
    rat_pool_free(pool);
    arena_free(arena);
}

static const Rat *total_of(Ranker *r, size_t k)
{
    return rat_mul(r->pool, rat_int(r->pool, r->ask->total[k]),
                   r->table->unit);
}

static void try_shares(Ranker *r)
{
    for (size_t k = 0; k < r->ask->n_totals; k++) {
        const Rat *total = total_of(r, k);
        for (size_t c = 0; c < r->n_bases; c++)
            try_share(r, &r->base[c], total);
    }
}

/* ---- Formulas ---- */

/* A rounding that any other method can stand in for. */
static bool is_plain(const Rounding *round)
{
    return round == NULL
           || (round->per < 0 && round->n_keeping < 2
               && round->at_least == NULL && round->at_most == NULL
               && round->ties == NULL && round->first == NULL);
}

typedef struct Evaluated {
    Arena *arena;
    RatPool *pool;
    const Result *result;
    const char *why;            /* there is none */
} Evaluated;

static Evaluated evaluate_with(Ranker *r, const InferFormula *f,
                               const InferCombo *like)
{
    Evaluated e = {arena_new(), rat_pool_new(RAT_BITS_MAX), NULL, NULL};
    size_t n = f->program->n_defs + 1;
    const Rat **param = ARENA_ARRAY(e.arena, const Rat *, n);
    const Rat *const **data = ARENA_ARRAY(e.arena, const Rat *const *, n);
    Instead instead = {param, data};
    Ask ask = {.result = &f->result, .n_results = 1};
    Diags *diags = diags_new(e.arena);
    for (size_t i = 0; i < f->n_open; i++) {
        const Rat **value = ARENA_ARRAY(e.arena, const Rat *,
                                        r->table->n + 1);
        for (size_t k = 0; k < r->table->n; k++)
            value[k] = rat_mul(e.pool, like->column[i]->value[k],
                               f->open[i]->scale);
        data[f->open[i]->id] = value;
    }
    if (f->budget != NULL)
        param[f->budget->id] = like->total;
    e.result = evaluate_instead(e.arena, e.pool, f->program, f->data,
                                &instead, &ask, NULL, diags);
    if (e.result == NULL) {
        const char *why = diags_first(diags);
        e.why = arena_string(r->arena, why == NULL ? tr("a fault") : why);
    }
    return e;
}

static const Rat **numbers(Arena *arena, const Result *result, const Expr *e,
                           size_t n)
{
    const Column *c = &result->column[e->id];
    const Rat **out = ARENA_ARRAY(arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++)
        out[i] = c->at[c->n == 1 ? 0 : i].num;
    return out;
}

/* What amounts of the formula are rounded to when they are compared: the unit
 * of the formula, or of what is printed in thousands, say. */
static const Rat *unit_of(const Ranker *r, const InferFormula *f)
{
    bool coarser = r->table->kronor > 1
                   && (f->round == NULL
                       || rat_cmp(r->table->unit, f->round->unit) > 0);
    return f->round == NULL || coarser ? r->table->unit : f->round->unit;
}

/* As the formula itself rounds. */
static void compare_own(Ranker *r, const Evaluated *e, const InferFormula *f,
                        InferCombo *combo)
{
    size_t n = r->table->n;
    const Rat **amount = numbers(e->arena, e->result, f->result->expr, n);
    RoundIn in = {.unit = r->table->unit, .n = n, .exact = amount,
                  .code = r->table->code};
    combo->own = f->round != NULL;
    in.unit = unit_of(r, f);
    compare(r, e->pool, e->arena, &in, combo);
    combo->method = f->round != NULL ? f->round->method : ROUND_NEAREST;
}

static void compare_methods(Ranker *r, const Evaluated *e,
                            const InferFormula *f, const InferCombo *like)
{
    size_t n = r->table->n;
    RoundIn in = {.unit = r->table->unit, .n = n, .code = r->table->code,
                  .exact = numbers(e->arena, e->result, f->exact, n)};
    in.unit = unit_of(r, f);
    if (f->round != NULL && f->round->n_keeping == 1)
        in.keeping = numbers(e->arena, e->result, f->round->keeping[0], 1)[0];
    for (size_t m = 0; m < METHODS; m++) {
        InferCombo *combo = add_combo(r, like);
        combo->method = methods[m];
        combo->own = f->round != NULL && f->round->method == methods[m];
        compare(r, e->pool, e->arena, &in, combo);
    }
}

static void try_combo(Ranker *r, const InferFormula *f, const InferCombo *like)
{
    Evaluated e = evaluate_with(r, f, like);
    if (e.result == NULL)
        add_combo(r, like)->refused = e.why;
    else if (is_plain(f->round))
        compare_methods(r, &e, f, like);
    else
        compare_own(r, &e, f, add_combo(r, like));
    rat_pool_free(e.pool);
    arena_free(e.arena);
}

/* The columns of combination number `at`: its digits to the base n_bases. */
static const InferColumn **columns_at(Ranker *r, const InferFormula *f,
                                      size_t at)
{
    const InferColumn **out = ARENA_ARRAY(r->arena, const InferColumn *,
                                          f->n_open + 1);
    for (size_t i = f->n_open; i-- > 0; at /= r->n_bases)
        out[i] = r->base[at % r->n_bases];
    return out;
}

static size_t combos_of(const Ranker *r, const InferFormula *f)
{
    size_t n = 1;
    for (size_t i = 0; i < f->n_open && n <= INFER_COMBOS_MAX; i++)
        n *= r->n_bases;
    return n;
}

static void try_formula(Ranker *r, const InferFormula *f)
{
    size_t totals = f->budget == NULL ? 1 : r->ask->n_totals;
    size_t all = combos_of(r, f);
    for (size_t k = 0; k < totals; k++)
        for (size_t at = 0; at < all; at++) {
            InferCombo like = {.formula = f, .n_columns = f->n_open,
                               .method = ROUND_NEAREST};
            like.column = columns_at(r, f, at);
            like.total = f->budget == NULL ? NULL : total_of(r, k);
            try_combo(r, f, &like);
        }
}

/* ---- The order ---- */

/* Of equal ones the formulas as they are written come first, then those that
 * were tried first: qsort is not stable, so their numbers are compared. */
typedef struct Ranked {
    InferCombo combo;
    size_t at;
} Ranked;

static int cmp_ranked(const void *a, const void *b)
{
    const Ranked *x = a, *y = b;
    bool no_x = x->combo.refused != NULL, no_y = y->combo.refused != NULL;
    if (no_x != no_y)
        return no_x ? 1 : -1;
    if (x->combo.equal != y->combo.equal)
        return x->combo.equal > y->combo.equal ? -1 : 1;
    if (x->combo.own != y->combo.own)
        return x->combo.own ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static void sort_combos(Ranker *r)
{
    InferRank *out = r->out;
    Ranked *ranked = ARENA_ARRAY(r->arena, Ranked, out->n + 1);
    for (size_t i = 0; i < out->n; i++)
        ranked[i] = (Ranked){out->combo[i], i};
    qsort(ranked, out->n, sizeof *ranked, cmp_ranked);
    for (size_t i = 0; i < out->n; i++) {
        out->combo[i] = ranked[i].combo;
        out->n_refused += ranked[i].combo.refused != NULL;
    }
}

static void find_stated(Ranker *r)
{
    InferRank *out = r->out;
    out->stated = r->ask->stated;
    for (size_t i = 0; out->stated != NULL && i < r->n_bases; i++)
        out->stated_tried = out->stated_tried
                            || strcmp(r->base[i]->name, out->stated) == 0;
    for (size_t i = 0; out->stated_tried && i < out->n; i++) {
        const InferCombo *c = &out->combo[i];
        for (size_t k = 0; k < c->n_columns; k++)
            if (out->stated_best == NULL && c->refused == NULL
                && strcmp(c->column[k]->name, out->stated) == 0)
                out->stated_best = c;
    }
}

/* ---- Together ---- */

static void find_bases(Ranker *r)
{
    const InferColumns *all = r->ask->columns;
    r->base = ARENA_ARRAY(r->arena, const InferColumn *, all->n + 1);
    r->out->incomplete = ARENA_ARRAY(r->arena, const InferColumn *,
                                     all->n + 1);
    for (size_t i = 0; i < all->n; i++) {
        const InferColumn *c = &all->at[i];
        if (c->aside)
            continue;
        if (infer_is_base(c, r->table->n))
            r->base[r->n_bases++] = c;
        else if (c->value != NULL && c->missing > 0)
            r->out->incomplete[r->out->n_incomplete++] = c;
    }
    r->out->n_columns = r->n_bases;
}

static bool can_try(Ranker *r)
{
    size_t totals = r->ask->n_totals;
    size_t all = r->ask->n_formulas == 0 ? r->n_bases * totals : 0;
    bool open = r->ask->n_formulas == 0;
    for (size_t i = 0; i < r->ask->n_formulas; i++) {
        const InferFormula *f = r->ask->formula[i];
        all += combos_of(r, f) * (f->budget == NULL ? 1 : totals);
        open = open || f->n_open > 0;
    }
    if (open && r->n_bases == 0) {
        diag_add(r->diags, DIAG_FAULT, (Place){0},
                 "name files with a number for each of its rows",
                 "none of the candidates has a column of numbers for all %zu "
                 "rows of %s", r->table->n, r->table->path);
        return false;
    }
    if (all * METHODS > INFER_COMBOS_MAX) {
        diag_add(r->diags, DIAG_FAULT, (Place){0},
                 "name the columns of some data with --data",
                 "more than %d combinations", INFER_COMBOS_MAX);
        return false;
    }
    return true;
}

InferRank *infer_rank(Arena *arena, RatPool *pool, const InferTable *table,
                      const InferRankAsk *ask, Diags *diags)
{
    Ranker r = {.arena = arena, .pool = pool, .table = table, .ask = ask,
                .diags = diags};
    r.out = ARENA_NEW(arena, InferRank);
    r.out->table = table;
    r.out->formula = ask->formula;
    r.out->n_formulas = ask->n_formulas;
    find_bases(&r);
    if (!can_try(&r))
        return NULL;
    r.printed = ARENA_ARRAY(arena, const Rat *, table->n + 1);
    for (size_t i = 0; i < table->n; i++)
        r.printed[i] = rat_mul(pool, rat_int(pool, table->amount[i]),
                               table->unit);
    if (ask->n_formulas == 0)
        try_shares(&r);
    for (size_t i = 0; i < ask->n_formulas; i++)
        try_formula(&r, ask->formula[i]);
    sort_combos(&r);
    find_stated(&r);
    return r.out;
}
