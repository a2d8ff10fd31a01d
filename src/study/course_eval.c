/* course_eval.c - one cell: the program gone through with functions in place
 * of numbers, each decision bounding the cell (course.h says why). */
#include "study/course_int.h"
#include "base/tr.h"

/* ---- Columns ---- */

MovingColumn *along_slot(Along *al, const Expr *e)
{
    return al->off && al->course->rounds[e->id]
               ? &al->cell->off_column[e->id]
               : &al->cell->column[e->id];
}

MovingColumn *along_new(Along *al, const Expr *e)
{
    MovingColumn *c = along_slot(al, e);
    c->n = along_rows(al, e->table);
    c->at = ARENA_ARRAY(al->arena, Moving, c->n + 1);
    return c;
}

const MovingColumn *along_fault(Along *al, const Expr *e, const Stop *why)
{
    MovingColumn *c = along_new(al, e);
    c->fault = why;
    return c;
}

ChoiceColumn *along_choice(Along *al, const Expr *e, size_t n)
{
    ChoiceColumn *c = &al->cell->choice[e->id];
    c->n = n;
    c->at = ARENA_ARRAY(al->arena, unsigned char, n + 1);
    return c;
}

static Moving moving_of(Course *c, TypeKind kind, const Value *v)
{
    Moving out = {.text = v->text, .date = v->date,
                  .flag = v->flag ? TRUTH_YES : TRUTH_NO};
    if (v->undefined != NULL)
        return moving_undefined(v->undefined->why);
    if (kind == TYPE_NUMBER)
        out.low = out.high = frac_const(&c->polys, v->num);
    return out;
}

/* What does not move, worked out once by exact. */
static const MovingColumn *fixed(Along *al, const Expr *e)
{
    Course *c = al->course;
    MovingColumn *out = &c->fixed[e->id];
    if (out->at != NULL)
        return out;
    const Column *column = exact_part(c->parts, e);
    out->n = along_rows(al, e->table);
    out->at = ARENA_ARRAY(c->arena, Moving, out->n + 1);
    if (column == NULL) {
        Stop *stop = ARENA_NEW(c->arena, Stop);
        *stop = (Stop){e, exact_parts_why(c->parts)};
        out->fault = stop;
        return out;
    }
    for (size_t i = 0; i < out->n; i++)
        out->at[i] = moving_of(c, e->type.kind, &column->at[i]);
    return out;
}

const Moving *along_at(Along *al, const Expr *e, size_t row)
{
    return &along_expr(al, e)->at[e->table < 0 ? 0 : row];
}

const Stop *along_undefined(Along *al, const Expr *e, const bool *part)
{
    if (e == NULL)
        return NULL;
    const MovingColumn *c = along_expr(al, e);
    if (c->fault != NULL)
        return c->fault;
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].undefined != NULL
            && (part == NULL || e->table < 0 || part[i]))
            return stop_new(al, e, c->at[i].undefined);
    return NULL;
}

const Stop *along_faults(Along *al, const Expr *const *e, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (e[i] != NULL && along_expr(al, e[i])->fault != NULL)
            return along_expr(al, e[i])->fault;
    return NULL;
}

/* ---- Expressions ---- */

static const MovingColumn *eval_def(Along *al, const Expr *e)
{
    const Def *def = e->def;
    MovingColumn *out = along_slot(al, e);
    if (def == al->course->ask->varied) {
        along_new(al, e)->at[0] =
            moving_exact(cell_is_point(al->cell)
                             ? frac_const(al->polys, al->cell->at)
                             : frac_param(al->polys));
        return out;
    }
    *out = *along_expr(al, def->expr);
    return out;
}

static const MovingColumn *eval_spread(Along *al, const Expr *e)
{
    const Expr *a = e->arg[0];
    MovingColumn *out = along_new(al, e);
    for (size_t i = 0; i < out->n; i++)
        out->at[i] = *along_at(al, a, a->table < 0
                                          ? 0
                                          : along_up(al, e->table, &e->path,
                                                     i));
    return out;
}

/* A condition of one value: only what it may choose is worked out. */
static const MovingColumn *eval_choice(Along *al, const Expr *e)
{
    const Moving *cond = along_at(al, e->arg[0], 0);
    const Expr *chosen = e->arg[cond->flag == TRUTH_YES ? 1 : 2];
    if (course_depends(al->course, e->arg[0]))
        along_choice(al, e, 1)->at[0] = (unsigned char)cond->flag;
    if (cond->undefined == NULL && along_expr(al, chosen)->fault != NULL)
        return along_fault(al, e, along_expr(al, chosen)->fault);
    MovingColumn *out = along_new(al, e);
    for (size_t i = 0; i < out->n; i++)
        out->at[i] = cond->undefined != NULL ? *cond
                                             : *along_at(al, chosen, i);
    return out;
}

/* Does the first operand alone decide? Then the other is not chosen. */
static bool decides(Along *al, const Expr *e)
{
    if ((e->kind != EXPR_AND && e->kind != EXPR_OR) || e->arg[0]->table >= 0)
        return false;
    const Moving *first = along_at(al, e->arg[0], 0);
    return first->undefined == NULL
           && first->flag == (e->kind == EXPR_OR ? TRUTH_YES : TRUTH_NO);
}

static const MovingColumn *eval_decided(Along *al, const Expr *e)
{
    MovingColumn *out = along_new(al, e);
    for (size_t i = 0; i < out->n; i++)
        out->at[i] = *along_at(al, e->arg[0], 0);
    return out;
}

static bool chooses(Along *al, const Expr *e)
{
    return e->kind == EXPR_IF && e->arg[0]->table < 0
           && along_at(al, e->arg[0], 0)->flag != TRUTH_OPEN;
}

static const MovingColumn *eval_rows(Along *al, const Expr *e)
{
    MovingColumn *out = along_new(al, e);
    const Moving **arg = ARENA_ARRAY(al->arena, const Moving *,
                                     e->n_args + 1);
    unsigned char *choice = NULL;
    if (e->kind == EXPR_MIN || e->kind == EXPR_MAX || e->kind == EXPR_CLAMP
        || (e->kind == EXPR_IF && course_depends(al->course, e->arg[0])))
        choice = along_choice(al, e, out->n)->at;
    for (size_t row = 0; row < out->n; row++) {
        for (size_t i = 0; i < e->n_args; i++)
            arg[i] = along_at(al, e->arg[i], row);
        out->at[row] = along_operator(al, e, arg, row,
                                      choice == NULL ? NULL : &choice[row]);
    }
    return out;
}

static const MovingColumn *eval_operands(Along *al, const Expr *e)
{
    for (size_t i = 0; i < e->n_args; i++) {
        const MovingColumn *a = along_expr(al, e->arg[i]);
        if (a->fault != NULL)
            return along_fault(al, e, a->fault);
        if (i == 0 && decides(al, e))
            return eval_decided(al, e);
        if (i == 0 && chooses(al, e))
            return eval_choice(al, e);
    }
    return e->kind == EXPR_SPREAD ? eval_spread(al, e) : eval_rows(al, e);
}

static const MovingColumn *stopped(Along *al, const Expr *e,
                                   const Stop *why)
{
    MovingColumn *out = along_new(al, e);
    out->fault = NULL;
    for (size_t i = 0; i < out->n; i++)
        out->at[i] = moving_stopped(why);
    return out;
}

/* Numbers too large or of too high a degree: from here on nothing is known of
 * this expression. */
static const MovingColumn *given_up(Along *al, const Expr *e)
{
    const Stop *why = stop_new(al, e, al->polys->too_high
                                          ? tr("its course is of too high a "
                                               "degree")
                                          : tr("its numbers have too many "
                                               "bits"));
    al->polys->too_high = false;
    rat_clear_overflow(al->pool);
    return stopped(al, e, why);
}

static const MovingColumn *eval_fresh(Along *al, const Expr *e)
{
    const Stop *stop = al->course->stop[e->id];
    if (stop != NULL && stop->expr == e)
        return stopped(al, e, stop);
    switch ((int)e->kind) {
    case EXPR_DEF: return eval_def(al, e);
    case EXPR_AGG: return along_aggregate(al, e);
    case EXPR_ALLOCATE: return along_allocate(al, e);
    case EXPR_ROUND: return along_round(al, e);
    default: return eval_operands(al, e);
    }
}

static void note_unsure(Along *al, const Expr *e, const Stop *why)
{
    CourseCell *cell = al->cell;
    bool both = !al->course->rounds[e->id];
    if (cell->unsure == NULL && (both || !al->off))
        cell->unsure = why;
    if (cell->off_unsure == NULL && (both || al->off))
        cell->off_unsure = why;
}

/* What cannot be followed might be refused as well. */
static void may_be_refused(Along *al, const Expr *e, const MovingColumn *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].stop != NULL) {
            note_unsure(al, e, c->at[i].stop);
            return;
        }
}

const MovingColumn *along_expr(Along *al, const Expr *e)
{
    const MovingColumn *out = along_slot(al, e);
    if (out->at != NULL)
        return out;
    if (!al->course->depends[e->id])
        return fixed(al, e);
    if (al->bend)       /* nothing of this cell will be looked at */
        return stopped(al, e, stop_new(al, e, tr("at a bend")));
    out = eval_fresh(al, e);
    if (polys_failed(al->polys))
        out = given_up(al, e);
    may_be_refused(al, e, out);
    return out;
}

/* ---- A cell ---- */

static const Stop **fault_of(Along *al)
{
    return al->off ? &al->cell->off_fault : &al->cell->fault;
}

/* What is worked out is worth something only where all this holds. */
static void ask(Along *al, const Expr *e)
{
    const Stop **fault = fault_of(al);
    if (*fault == NULL)
        *fault = along_undefined(al, e, NULL);
}

static void demand(Along *al, const Require *r)
{
    ask(al, r->expr);
    const MovingColumn *c = along_expr(al, r->expr);
    const Stop **fault = fault_of(al);
    for (size_t i = 0; *fault == NULL && i < c->n; i++) {
        if (c->at[i].flag == TRUTH_NO)
            *fault = stop_new(al, r->expr, tr("a requirement fails"));
        else if (c->at[i].flag == TRUTH_OPEN)
            note_unsure(al, r->expr,
                        c->at[i].stop != NULL
                            ? c->at[i].stop
                            : stop_new(al, r->expr, tr("a requirement of what "
                                                       "is rounded")));
    }
}

/* Definitions in the order of their use, so that recursion ends at once,
 * however long their chain. */
static void eval_all(Along *al)
{
    const Course *c = al->course;
    const Program *p = al->program;
    for (size_t i = 0; i < p->n_order && !al->bend; i++) {
        const Def *def = p->order[i];
        if (c->needed[def->id] && def != c->ask->varied && def->expr != NULL
            && c->def_depends[def->id])
            along_expr(al, def->expr);
    }
    for (size_t i = 0; i < p->n_requires && !al->bend; i++)
        demand(al, &p->require[i]);
    for (size_t i = 0; c->ask->reports && i < p->n_reports && !al->bend; i++)
        ask(al, p->report[i].expr);
    for (size_t i = 0; i < c->ask->n_results && !al->bend; i++)
        ask(al, course_exact(c->ask->result[i]));
    for (size_t i = 0; i < c->ask->n_also && !al->bend; i++)
        along_expr(al, c->ask->also[i]);
}

static RatPool *pool_of(Course *c)
{
    return c->n_spares > 0 ? c->spare[--c->n_spares]
                           : rat_pool_new(RAT_BITS_MAX);
}

static CourseCell *cell_new(Course *c, const Root *from, const Root *to,
                            const Rat *at)
{
    Arena *arena = arena_new();
    CourseCell *cell = ARENA_NEW(arena, CourseCell);
    *cell = (CourseCell){.course = c, .arena = arena, .from = *from,
                         .to = *to, .at = at,
                         .polys = {arena, pool_of(c), false}};
    cell->column = ARENA_ARRAY(arena, MovingColumn, c->program->n_exprs + 1);
    cell->choice = ARENA_ARRAY(arena, ChoiceColumn, c->program->n_exprs + 1);
    if (c->ask->rounding == COURSE_BOTH)
        cell->off_column = ARENA_ARRAY(arena, MovingColumn,
                                       c->program->n_exprs + 1);
    return cell;
}

CourseCell *course_cell(Course *c, const Root *from, const Root *to, const Rat *at)
{
    CourseCell *cell = cell_new(c, from, to, at);
    Along al = {.course = c, .program = c->program, .data = c->data,
                .cell = cell, .arena = cell->arena, .polys = &cell->polys,
                .pool = cell->polys.pool};
    eval_all(&al);
    if (c->ask->rounding == COURSE_BOTH && !al.bend) {
        al.off = true;
        eval_all(&al);
    }
    if (al.bend) {
        cell_free(cell);
        return NULL;
    }
    return cell;
}

CourseCell *course_point(Course *c, const Rat *at)
{
    Root root = root_of(at);
    return course_cell(c, &root, &root, at);
}

void cell_free(CourseCell *cell)
{
    if (cell == NULL)
        return;
    Course *c = cell->course;
    RatPool *pool = cell->polys.pool;
    if (c != NULL && c->walking && c->n_spares < COURSE_SPARES) {
        rat_pool_reset(pool);
        c->spare[c->n_spares++] = pool;
    } else {
        rat_pool_free(pool);
    }
    arena_free(cell->arena);
}

const MovingColumn *cell_column(const Course *course, const CourseCell *cell,
                                const Expr *e)
{
    return course->depends[e->id] ? &cell->column[e->id]
                                  : &course->fixed[e->id];
}

const MovingColumn *cell_off_column(const Course *course,
                                    const CourseCell *cell, const Expr *e)
{
    return course->rounds[e->id] ? &cell->off_column[e->id]
                                 : cell_column(course, cell, e);
}

bool cell_is_point(const CourseCell *cell)
{
    return cell->from.low == cell->to.low;
}
