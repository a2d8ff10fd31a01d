/* course.c - what study/course.h says of a whole cell, held against the exact
 * evaluator at some of its points.
 *
 * Of each generated program one param moves over the values it has. Where a
 * cell can be computed, each value followed must be that of its function, and
 * each row stand where it is said to; where it cannot, the exact evaluator
 * must refuse. Once with roundings that stop, once with amounts known within
 * bounds, when bounds must hold and what is decided must be so.
 */
#include <string.h>

#include "oracle.h"
#include "study/krona.h"

typedef struct Follow {
    Trial *trial;
    const Def *varied;
    Course *course;
    const Def **result;
    size_t n_results;
    bool within;
    CourseTally *tally;
    Buf *said;
} Follow;

/* ---- One point by the exact evaluator ---- */

typedef struct Judged {
    Arena *arena;
    RatPool *pool;
    Diags *diags;
    Result *result;         /* NULL: it refuses */
} Judged;

static Judged judge(const Follow *f, const Rat *at)
{
    Judged j = {arena_new(), rat_pool_new(RAT_BITS_MAX), NULL, NULL};
    const Program *p = f->trial->program;
    const Rat **param = ARENA_ARRAY(j.arena, const Rat *, p->n_defs + 1);
    const Rat *const **data = ARENA_ARRAY(j.arena, const Rat *const *,
                                          p->n_defs + 1);
    Instead instead = {param, data};
    Ask ask = {.reports = f->within, .result = f->result,
               .n_results = f->n_results};
    param[f->varied->id] = at;
    j.diags = diags_new(j.arena);
    j.result = evaluate_instead(j.arena, j.pool, p, &f->trial->data, &instead,
                                &ask, NULL, j.diags);
    return j;
}

static void judged_free(Judged *j)
{
    rat_pool_free(j->pool);
    arena_free(j->arena);
}

/* ---- Comparing ---- */

static bool number_fits(Follow *f, CourseCell *cell, const Moving *m,
                        const Value *v, const Rat *at)
{
    RatPool *pool = cell->polys.pool;
    if (!m->wide)
        return rat_equal(frac_at(pool, m->low, at), v->num);
    f->tally->wide++;
    return rat_cmp(frac_at(pool, m->low, at), v->num) <= 0
           && rat_cmp(v->num, frac_at(pool, m->high, at)) <= 0;
}

static bool value_fits(Follow *f, CourseCell *cell, const Expr *e, const Moving *m,
                       const Value *v, const Rat *at)
{
    if (m->stop != NULL) {
        f->tally->stopped++;
        return true;
    }
    f->tally->values++;
    if (m->undefined != NULL || v->undefined != NULL)
        return m->undefined != NULL && v->undefined != NULL;
    switch (e->type.kind) {
    case TYPE_NUMBER: return number_fits(f, cell, m, v, at);
    case TYPE_TEXT: return strcmp(m->text, v->text) == 0;
    case TYPE_DATE: return m->date == v->date;
    case TYPE_FLAG:
        f->tally->open += m->flag == TRUTH_OPEN;
        return m->flag == TRUTH_OPEN || (m->flag == TRUTH_YES) == v->flag;
    }
    return false;
}

static void tell(Follow *f, const Expr *e, size_t row, const Rat *at)
{
    Arena *arena = f->trial->work.arena;
    int n = (int)(e->place.span.to - e->place.span.from);
    buf_addf(f->said, "%s = %s: row %zu of %.*s\n", f->varied->name,
             rat_text(arena, at), row, n,
             e->place.source->text + e->place.span.from);
}

static bool column_fits(Follow *f, CourseCell *cell, const Expr *e,
                        const Result *result, const Rat *at)
{
    const MovingColumn *m = &cell->column[e->id];
    const Column *c = &result->column[e->id];
    for (size_t i = 0; m->at != NULL && c->at != NULL && i < c->n; i++)
        if (!value_fits(f, cell, e, &m->at[i], &c->at[i], at)) {
            tell(f, e, i, at);
            return false;
        }
    return true;
}

static bool states_fit(Follow *f, CourseCell *cell, const AllocTrace *trace,
                       const Rat *at)
{
    const Expr *e = trace->expr;
    const ChoiceColumn *choice = &cell->choice[e->id];
    for (size_t g = 0; choice->at != NULL && g < trace->n_groups; g++) {
        const AllocGroup *group = &trace->group[g];
        for (size_t i = 0; i < group->n; i++) {
            unsigned got = choice->at[group->row[i]];
            unsigned want = group->out.state[i];
            bool none = rat_sign(group->out.amount[i]) == 0
                        && (want == ALLOC_FLOOR || want == ALLOC_SHARE);
            want = none && got == STATE_NOTHING ? got : want;
            f->tally->states++;
            if (cell->column[e->id].at[group->row[i]].stop == NULL
                && got != want) {
                buf_addf(f->said, "state %u, not %u\n", got, want);
                tell(f, e, group->row[i], at);
                return false;
            }
        }
    }
    return true;
}

static bool all_fits(Follow *f, CourseCell *cell, const Result *result,
                     const Rat *at)
{
    const Program *p = f->trial->program;
    for (size_t i = 0; i < f->n_results; i++)
        if (!column_fits(f, cell, course_exact(f->result[i]), result, at))
            return false;
    for (size_t i = 0; f->within && i < p->n_reports; i++)
        if (!column_fits(f, cell, p->report[i].expr, result, at))
            return false;
    for (size_t i = 0; i < p->n_exprs; i++)
        if (result->alloc[i] != NULL
            && !states_fit(f, cell, result->alloc[i], at))
            return false;
    return true;
}

/* May the exact evaluator refuse for what the course does not know: that a
 * rounding cannot keep its total, or numbers beyond its bits? */
static bool may_refuse(const Judged *j)
{
    static const char *const of_rounding[] = {
        "total to keep", "totals to keep", "keeps both totals",
        "the totals of", "more than 2^62 units", "gives every row a unit",
        "needs amounts of 0 or more", "all amounts are 0", "limits",
        "no whole unit", "bits"};
    const char *why = diags_first(j->diags);
    for (size_t i = 0; i < sizeof of_rounding / sizeof *of_rounding; i++)
        if (strstr(why, of_rounding[i]) != NULL)
            return true;
    return false;
}

static bool point_fits(Follow *f, CourseCell *cell, const Rat *at)
{
    Judged j = judge(f, at);
    bool good = true;
    f->tally->points++;
    if (j.result == NULL) {
        f->tally->refused++;
        good = cell->fault != NULL || cell->unsure != NULL || may_refuse(&j);
        if (!good) {
            buf_addf(f->said, "the exact evaluator refuses at %s: %s\n",
                     rat_text(j.arena, at), diags_first(j.diags));
        }
    } else if (cell->fault != NULL) {
        good = false;
        buf_addf(f->said, "refused at %s (%s), not by the exact evaluator\n",
                 rat_text(j.arena, at), cell->fault->why);
    } else {
        good = all_fits(f, cell, j.result, at);
    }
    judged_free(&j);
    return good;
}

/* ---- One walk ---- */

typedef struct Steps {
    Follow *follow;
    bool good;
    Root last;              /* where the one before ended */
    Polys polys;
    size_t left;            /* cells to look at still */
} Steps;

static bool step(void *context, CourseCell *cell)
{
    Steps *s = context;
    Follow *f = s->follow;
    if (cell_is_point(cell)) {
        f->tally->irrational += cell->at == NULL;
        s->good = cell->at == NULL || point_fits(f, cell, cell->at);
    } else {
        Root at = root_of(cell->at), from = cell->from, to = cell->to;
        const Rat *near = root_between(&cell->polys, &from, &at);
        const Rat *far = root_between(&cell->polys, &at, &to);
        f->tally->cells++;
        s->good = root_cmp(&cell->polys, &s->last, &from) == 0
                  && point_fits(f, cell, cell->at)
                  && point_fits(f, cell, near) && point_fits(f, cell, far);
    }
    s->last = root_copy(&s->polys, &cell->to);
    cell_free(cell);
    return s->good && --s->left > 0;
}

static bool follow(Follow *f, const ParamOf *p)
{
    Arena *arena = f->trial->work.arena;
    RatPool *pool = f->trial->work.pool;
    Polys polys = {arena, pool, false};
    const Rat *from = rat_ratio(pool, p->lo, p->den);
    const Rat *to = rat_ratio(pool, p->lo + p->step * (p->values - 1),
                              p->den);
    CourseAsk ask = {.varied = f->varied,
                     .rounding = f->within ? COURSE_WITHIN : COURSE_STOP,
                     .reports = f->within, .result = f->result,
                     .n_results = f->n_results};
    Steps steps = {.follow = f, .good = true, .polys = polys,
                   .last = root_of(rat_min(from, to)), .left = 60};
    if (rat_equal(from, to))
        return true;
    f->course = course_new(arena, pool, f->trial->program, &f->trial->data,
                           &ask);
    course_walk(f->course, rat_min(from, to), rat_max(from, to), step, &steps,
                NULL);
    f->tally->walks++;
    return steps.good;
}

/* The results that can be followed. */
static void take_results(Follow *f, const Trial *t)
{
    const Program *p = t->program;
    CourseAsk none = {.varied = f->varied,
                      .rounding = f->within ? COURSE_WITHIN : COURSE_STOP};
    Course *course = course_new(t->work.arena, t->work.pool, p, &t->data,
                                &none);
    f->result = ARENA_ARRAY(t->work.arena, const Def *, p->n_defs + 1);
    f->n_results = 0;
    for (size_t i = 0; i < p->n_defs; i++)
        if (p->def[i]->kind == DEF_RESULT
            && course_stop(course, course_exact(p->def[i])) == NULL)
            f->result[f->n_results++] = p->def[i];
}

static bool requires_stop(const Follow *f, const Trial *t)
{
    CourseAsk none = {.varied = f->varied, .rounding = COURSE_STOP};
    Course *course = course_new(t->work.arena, t->work.pool, t->program,
                                &t->data, &none);
    for (size_t i = 0; i < t->program->n_requires; i++)
        if (course_stop(course, t->program->require[i].expr) != NULL)
            return true;
    return false;
}

/* ---- Rounded amounts of one row ---- */

/* The rounded amount at a point, in units; false: it cannot be computed. */
static bool rounded_at(const Follow *f, const KronaMoves *moves,
                       const Rat *at, int64_t *out)
{
    Judged j = judge(f, at);
    bool good = j.result != NULL;
    if (good) {
        const Column *c = result_column(j.result, moves->result);
        good = rat_to_int(rat_div(j.pool, c->at[moves->row].num,
                                  moves->unit), out);
    }
    judged_free(&j);
    return good;
}

static bool rounded_is(Follow *f, const KronaMoves *moves, const Rat *at,
                       int64_t want)
{
    int64_t got = 0;
    f->tally->rounded++;
    if (!rounded_at(f, moves, at, &got) || got == want)
        return true;
    buf_addf(f->said, "%s = %s: row %zu of %s is %lld units, not %lld\n",
             f->varied->name, rat_text(f->trial->work.arena, at), moves->row,
             moves->result->name, (long long)got, (long long)want);
    return false;
}

/* At both ends and in two places of a stretch between two moves. */
static bool stretch_is(Follow *f, const KronaMoves *moves, const Rat *from,
                       const Rat *to, int64_t want)
{
    RatPool *pool = f->trial->work.pool;
    const Rat *width = rat_sub(pool, to, from);
    static const int64_t part[] = {1, 3, 611, 999999};
    for (size_t i = 0; i < 4; i++) {
        const Rat *at = rat_add(pool, from,
                                rat_mul(pool, width,
                                        rat_ratio(pool, part[i], 1000000)));
        if (!rounded_is(f, moves, at, want))
            return false;
    }
    return true;
}

static bool moves_fit(Follow *f, const KronaMoves *moves, const Rat *to)
{
    for (size_t i = 0; i < moves->move.n; i++) {
        const Move *m = &moves->move.at[i];
        bool last = i + 1 == moves->move.n;
        if (!rounded_is(f, moves, m->at, m->here))
            return false;
        if (last && !moves->whole)
            break;
        const Rat *next = last ? to : moves->move.at[i + 1].at;
        if (rat_cmp(m->at, next) < 0
            && !stretch_is(f, moves, m->at, next, m->after))
            return false;
    }
    return true;
}

static bool follow_krona(Follow *f, const World *w, const ParamOf *p)
{
    RatPool *pool = f->trial->work.pool;
    const Rat *from = rat_ratio(pool, p->lo, p->den);
    const Rat *to = rat_ratio(pool, p->lo + p->step * (p->values - 1),
                              p->den);
    for (size_t i = 0; i < f->n_results; i++) {
        const Def *def = f->result[i];
        if (def->exact == NULL || def->table < 0 || rat_cmp(from, to) >= 0
            || f->trial->data.table[def->table]->n == 0)
            continue;
        size_t n = f->trial->data.table[def->table]->n;
        const Rat *some = rat_add(pool, from,
                                  rat_div(pool, rat_sub(pool, to, from),
                                          rat_int(pool, 5000)));
        KronaAsk ask = {.varied = f->varied, .from = from,
                        .to = p->values % 2 ? some : to, .result = def,
                        .row = (size_t)(w->dice.state % n), .keep = 40,
                        .most = 4000};
        KronaMoves *moves = study_krona(f->trial->work.arena, pool,
                                        f->trial->program, &f->trial->data,
                                        &ask, diags_new(w->arena));
        f->tally->krona += moves != NULL;
        f->tally->moves += moves != NULL ? moves->move.n : 0;
        if (moves != NULL) {
            moves->whole &= moves->found == moves->move.n;
            if (!moves_fit(f, moves, ask.to))
                return false;
        }
    }
    return true;
}

bool compare_courses(World *w, Trial *t, CourseTally *tally, Buf *said)
{
    for (size_t i = 0; i < w->n_params; i++) {
        Follow f = {.trial = t, .tally = tally, .said = said};
        f.varied = program_find(t->program, w->param[i].of.name);
        if (f.varied == NULL || w->param[i].of.kind > NUMBER)
            continue;
        take_results(&f, t);
        if (!requires_stop(&f, t)
            && (!follow(&f, &w->param[i])
                || !follow_krona(&f, w, &w->param[i])))
            return false;
        f.within = true;
        take_results(&f, t);
        if (!follow(&f, &w->param[i]))
            return false;
    }
    return true;
}
