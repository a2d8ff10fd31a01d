/* tipping.c - the walk from tipping point to tipping point. */
#include <string.h>

#include "base/tr.h"
#include "study/asked.h"
#include "study/tipping_int.h"

/* ---- Before it starts ---- */

typedef struct Noting {
    Tipper *tipper;
    const Def *def;
} Noting;

static void note_def(void *context, const Expr *e)
{
    Noting *n = context;
    n->tipper->expr[e->id] = e;
    n->tipper->def_of[e->id] = n->def;
    expr_parts(e, note_def, n);
}

static void note_all(Tipper *t)
{
    const Program *p = t->program;
    t->expr = ARENA_ARRAY(t->arena, const Expr *, p->n_exprs + 1);
    t->def_of = ARENA_ARRAY(t->arena, const Def *, p->n_exprs + 1);
    for (size_t i = 0; i < p->n_order; i++) {
        Noting n = {t, p->order[i]};
        if (p->order[i]->expr != NULL)
            note_def(&n, p->order[i]->expr);
    }
    for (size_t i = 0; i < p->n_requires; i++) {
        Noting n = {t, NULL};
        note_def(&n, p->require[i].expr);
    }
}

static void cannot_follow(Tipper *t, const Stop *stop)
{
    bool rounds = stop->expr->kind == EXPR_ROUND;
    diag_add(t->diags, DIAG_FAULT, stop->expr->place,
             rounds ? N_("leave roundings out with --unrounded, or ask about "
                         "another result with --result")
                    : N_("vary the param with fordela sweep, or ask about "
                         "another result with --result"),
             "this cannot be followed along \"%s\": %s",
             t->ask->varied->name, stop->why);
}

/* A result that only ranks bends at every change of order, and shows no more
 * than those. */
static const Stop *left_out(Tipper *t, const Def *def)
{
    const Expr *e = course_exact(def);
    const Stop *stop = course_stop(t->course, e);
    if (stop != NULL || def == t->out->result
        || def->type.kind != TYPE_NUMBER)
        return stop;
    return course_ranks(t->course, e);
}

/* Requirements and the main result must be followed; other results are left
 * out by name. */
static bool choose(Tipper *t)
{
    const Program *p = t->program;
    const Def *main = t->out->result;
    const Stop *stop = main == NULL ? NULL
                                    : course_stop(t->course,
                                                  course_exact(main));
    t->result = ARENA_ARRAY(t->arena, const Def *, p->n_defs + 1);
    for (size_t i = 0; stop == NULL && i < p->n_requires; i++)
        stop = course_stop(t->course, p->require[i].expr);
    if (stop != NULL) {
        cannot_follow(t, stop);
        return false;
    }
    for (size_t i = 0; i < p->n_defs; i++) {
        const Def *def = p->def[i];
        if (def->kind != DEF_RESULT)
            continue;
        stop = left_out(t, def);
        if (stop != NULL)
            *VEC_ADD(t->arena, &t->out->left) = (TipLeft){def, stop};
        else
            t->result[t->n_results++] = def;
    }
    return true;
}

static bool anything_moves(Tipper *t)
{
    const Program *p = t->program;
    bool moves = false;
    for (size_t i = 0; i < p->n_defs; i++)
        if (p->def[i]->kind == DEF_RESULT)
            moves |= course_depends(t->course, p->def[i]->expr);
    for (size_t i = 0; i < p->n_requires; i++)
        moves |= course_depends(t->course, p->require[i].expr);
    if (!moves)
        diag_add(t->diags, DIAG_FAULT, t->ask->varied_place,
                 "vary a param that a result uses",
                 "no result depends on \"%s\"", t->ask->varied->name);
    return moves;
}

static void prepare_passes(Tipper *t)
{
    const Def *result = t->out->result;
    if (result == NULL || result->exact == NULL || result->table < 0)
        return;
    size_t n = t->data->table[result->table]->n;
    t->out->unit = result->expr->round->unit;
    t->out->passes = ARENA_ARRAY(t->arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++)
        t->out->passes[i] = rat_int(t->pool, 0);
}

static Course *course_for(Tipper *t, bool results)
{
    CourseAsk ask = {.varied = t->ask->varied,
                     .rounding = t->ask->unrounded ? COURSE_OFF : COURSE_STOP,
                     .result = t->result,
                     .n_results = results ? t->n_results : 0};
    return course_new(t->arena, t->pool, t->program, t->data, &ask);
}

static bool prepare(Tipper *t)
{
    t->course = course_for(t, false);
    if (!anything_moves(t) || !choose(t))
        return false;
    t->course = course_for(t, true);
    note_all(t);
    prepare_passes(t);
    return true;
}

/* ---- Marks ---- */

/* As the exact evaluator has them at a point of a cell; it must be able to
 * compute there. */
static void take_marks(Tipper *t, const Rat *at)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const Program *p = t->program;
    const Def *def = t->out->result;
    const Rat **param = ARENA_ARRAY(arena, const Rat *, p->n_defs + 1);
    Instead instead = {param, ARENA_ARRAY(arena, const Rat *const *,
                                          p->n_defs + 1)};
    Ask ask = {.result = &def, .n_results = 1};
    param[t->ask->varied->id] = at;
    Result *result = evaluate_instead(arena, pool, p, t->data, &instead, &ask,
                                      NULL, diags_new(arena));
    const Column *c = result == NULL ? NULL : result_column(result, def);
    for (size_t i = 0; c != NULL && i < c->n; i++)
        t->out->marks |= (unsigned)(c->at[i].marks | c->at[i].pooled);
    rat_pool_free(pool);
    arena_free(arena);
}

/* ---- Cell by cell ---- */

/* What could not be followed after all: degrees, bits. */
static bool followed(Tipper *t, const CourseCell *cell)
{
    const Stop *stop = cell->unsure;
    for (size_t i = 0; stop == NULL && i < t->n_results; i++) {
        const MovingColumn *c = cell_column(t->course, cell,
                                            course_exact(t->result[i]));
        for (size_t r = 0; c->at != NULL && stop == NULL && r < c->n; r++)
            stop = c->at[r].stop;
    }
    if (stop == NULL)
        return true;
    t->stop = *stop;        /* it lives in the cell */
    return false;
}

static void add_gap(Tipper *t, const CourseCell *cell, const char *why)
{
    TipGap *last = t->out->gap.n > 0 ? &t->out->gap.at[t->out->gap.n - 1]
                                     : NULL;
    Root from = root_copy(&t->polys, &cell->from);
    Root to = root_copy(&t->polys, &cell->to);
    bool point = cell_is_point(cell);
    if (last != NULL && root_cmp(&t->polys, &last->to, &from) == 0
        && last->with_to != point && last->why == why) {
        last->to = to;
        last->with_to = point;
        return;
    }
    *VEC_ADD(t->arena, &t->out->gap) = (TipGap){from, to, point, point, why};
}

/* Texts of one reason are one text, so that stretches can be joined. */
static const char *same_reason(Tipper *t, const char *why)
{
    for (size_t i = 0; i < t->out->gap.n; i++)
        if (strcmp(t->out->gap.at[i].why, why) == 0)
            return t->out->gap.at[i].why;
    return why;
}

static void note_gap(Tipper *t, const CourseCell *cell, Snapshot *s)
{
    if (s->why != NULL) {
        s->why = same_reason(t, s->why);
        add_gap(t, cell, s->why);
    }
}

static Frac *amounts_of(Tipper *t, CourseCell *cell)
{
    const Def *result = t->out->result;
    if (result == NULL || result->table < 0 || cell->fault != NULL)
        return NULL;
    size_t n = t->data->table[result->table]->n;
    const Expr *e = course_exact(result);
    const MovingColumn *c = cell_column(t->course, cell, e);
    Frac *out = ARENA_ARRAY(cell->arena, Frac, n + 1);
    for (size_t i = 0; i < n; i++)
        out[i] = c->at[e->table < 0 ? 0 : i].low;
    return out;
}

static size_t *kept_order(Snapshot *s, const size_t *order, size_t n)
{
    size_t *out = ARENA_ARRAY(s->arena, size_t, n + 1);
    memcpy(out, order, n * sizeof *out);
    return out;
}

static void add_swaps(Tipper *t, const SwapList *swaps)
{
    for (size_t i = 0; i < swaps->n && !t->many; i++) {
        const Swap *s = &swaps->at[i];
        t->at = s->at;
        tip_add(t, (Tip){.kind = s->touch ? TIP_TOUCH : TIP_RANK, .def = t->out->result,
                         .table = t->out->result->table, .row = s->over,
                         .other = s->under});
    }
}

/* Holds it against the cell before, if there is one, else the point. */
static void compare_last(Tipper *t, Snapshot *s)
{
    if (t->last != NULL)
        tips_compare(t, t->last, t->here, s);
    else if (t->here != NULL)
        tips_compare(t, t->here, NULL, s);
}

static void take_cell(Tipper *t, CourseCell *cell)
{
    Snapshot *s = snapshot_new(t, cell);
    Frac *amount = amounts_of(t, cell);
    CellOrder order = {0};
    size_t n = amount == NULL ? 0
                              : t->data->table[t->out->result->table]->n;
    note_gap(t, cell, s);
    if (amount != NULL) {
        order = course_order(&t->polys, cell, amount, n);
        s->order = kept_order(s, order.first, n);
        t->many |= order.many;
    }
    compare_last(t, s);
    if (amount != NULL) {
        add_swaps(t, &order.swaps);
        s->order = kept_order(s, order.last, n);
        if (t->out->passes != NULL)
            passes_add(t, cell, amount);
        if (t->out->marks == 0 && t->out->n_cells < 1)
            take_marks(t, cell->at);
    }
    t->out->n_cells++;
    snapshot_free(t->last);
    snapshot_free(t->here);
    t->last = s;
    t->here = NULL;
}

static void take_point(Tipper *t, CourseCell *cell)
{
    const Frac *amount;
    t->at = root_copy(&t->polys, &cell->from);
    if (cell->at == NULL)
        return;
    t->here = snapshot_new(t, cell);
    note_gap(t, cell, t->here);
    amount = amounts_of(t, cell);
    if (amount != NULL)
        t->here->order =
            course_order_at(t->here->arena, cell, amount,
                            t->data->table[t->out->result->table]->n);
}

static bool take(void *context, CourseCell *cell)
{
    Tipper *t = context;
    bool good = cell->at == NULL || followed(t, cell);
    if (good && cell_is_point(cell))
        take_point(t, cell);
    else if (good)
        take_cell(t, cell);
    cell_free(cell);
    return good && !t->many;
}

/* ---- The whole ---- */

static void too_many(Tipper *t, bool cells)
{
    diag_add(t->diags, DIAG_FAULT, t->ask->varied_place,
             "ask for a shorter stretch with --from and --to",
             cells ? N_("along \"%s\" there are more than %d bends here")
                   : N_("along \"%s\" there are more than %d changes here"),
             t->ask->varied->name,
             cells ? (int)course_cells_most(t->course) : SWAPS_MAX);
}

static void finish(Tipper *t)
{
    const Rat *sum = rat_int(t->pool, 0);
    if (t->last != NULL && t->here != NULL)
        tips_compare(t, t->last, NULL, t->here);
    for (size_t i = 0; t->out->passes != NULL
                       && i < t->data->table[t->out->result->table]->n; i++)
        if (t->out->passes[i] != NULL)
            sum = rat_add(t->pool, sum, t->out->passes[i]);
    t->out->all_passes = sum;
}

Tipping *study_tipping(Arena *arena, RatPool *pool, const Program *program,
                       const Dataset *data, const TipAsk *ask, Diags *diags)
{
    Tipping *out = ARENA_NEW(arena, Tipping);
    Tipper t = {.arena = arena, .pool = pool, .polys = {arena, pool, false},
                .program = program, .data = data, .ask = ask, .out = out,
                .diags = diags};
    bool many_cells = false;
    *out = (Tipping){.program = program, .data = data, .varied = ask->varied,
                     .from = ask->from, .to = ask->to,
                     .unrounded = ask->unrounded};
    out->result = ask->result != NULL ? ask->result
                                      : study_main_result(program, true);
    if (!prepare(&t))
        return NULL;
    bool whole = course_walk(t.course, ask->from, ask->to, take, &t,
                             &many_cells);
    if (whole)
        finish(&t);
    else if (t.stop.expr != NULL)
        cannot_follow(&t, &t.stop);
    else
        too_many(&t, many_cells);
    snapshot_free(t.last);
    snapshot_free(t.here);
    return whole ? out : NULL;
}
