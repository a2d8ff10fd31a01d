/* course.c - a program made ready to be followed along one param: what depends
 * on it, and what of that cannot be followed. */
#include "study/course_int.h"

#include <string.h>

#include "base/tr.h"

/* ---- Parts ---- */

static void part(const Expr *e, PartVisit *visit, void *context)
{
    if (e != NULL)
        visit(context, e);
}

void expr_parts(const Expr *e, PartVisit *visit, void *context)
{
    for (size_t i = 0; i < e->n_args; i++)
        visit(context, e->arg[i]);
    if (e->agg != NULL) {
        part(e->agg->arg, visit, context);
        part(e->agg->where, visit, context);
        part(e->agg->by, visit, context);
        part(e->agg->ties, visit, context);
    }
    if (e->alloc != NULL) {
        const Alloc *a = e->alloc;
        const Expr *all[] = {a->total, a->by, a->where, a->at_least,
                             a->or_nothing, a->at_most, a->order,
                             a->group_least, a->group_most};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            part(all[i], visit, context);
    }
    if (e->round != NULL) {
        const Expr *all[] = {e->round->keeping[0], e->round->keeping[1],
                             e->round->at_least, e->round->at_most,
                             e->round->ties};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            part(all[i], visit, context);
    }
}

size_t along_rows(const Along *al, int table)
{
    return table < 0 ? 1 : al->data->table[table]->n;
}

size_t along_up(const Along *al, int table, const Path *path, size_t row)
{
    const Table *t = al->data->table[table];
    for (size_t i = 0; i < path->n; i++) {
        const TableLink *link = &t->link[path->link[i]];
        row = link->row[row];
        t = al->data->table[link->parent];
    }
    return row;
}

AlongGroups along_groups(Along *al, int rows, int up, const Path *path)
{
    size_t n = along_rows(al, rows);
    AlongGroups g = {.n = along_rows(al, up)};
    g.start = ARENA_ARRAY(al->arena, size_t, g.n + 2);
    g.row = ARENA_ARRAY(al->arena, size_t, n + 1);
    size_t *of = ARENA_ARRAY(al->arena, size_t, n + 1);
    size_t *next = ARENA_ARRAY(al->arena, size_t, g.n + 1);
    for (size_t i = 0; i < n; i++) {
        of[i] = up < 0 ? 0 : along_up(al, rows, path, i);
        g.start[of[i] + 1]++;
    }
    for (size_t i = 0; i < g.n; i++) {
        g.start[i + 1] += g.start[i];
        next[i] = g.start[i];
    }
    for (size_t i = 0; i < n; i++)
        g.row[next[of[i]]++] = i;
    return g;
}

/* ---- What cannot be followed ---- */

/* A whole power from 0 to 8 is a product. */
static bool whole_power(const Expr *e)
{
    int64_t n;
    return e->arg[1]->kind == EXPR_NUMBER && rat_to_int(e->arg[1]->num, &n)
           && n >= 0 && n <= 8;
}

static const char *stop_of_allocate(const Alloc *a)
{
    if (a->summed >= 0)
        return tr("\"summed by\" is not followed along a param");
    if (!along_rule_known(a->rule))
        return tr("this rule is not followed along a param");
    return NULL;
}

/* Why e itself cannot be followed, given that it moves; NULL if it can. */
static const char *stop_of(const Course *c, const Expr *e)
{
    switch (e->kind) {
    case EXPR_LN: case EXPR_LOG10: case EXPR_EXP: case EXPR_SQRT:
        return tr("its decimals have no exact course");
    case EXPR_POWER:
        return whole_power(e) ? NULL : tr("its decimals have no exact course");
    case EXPR_FLOOR: case EXPR_CEIL:
        return c->ask->rounding < COURSE_WITHIN
                   ? tr("it takes whole numbers of what moves") : NULL;
    case EXPR_ROUND:
        return c->ask->rounding == COURSE_STOP
                   ? tr("it rounds what moves") : NULL;
    case EXPR_ALLOCATE:
        return stop_of_allocate(e->alloc);
    case EXPR_AGG:
        return e->agg->by != NULL && c->depends[e->agg->by->id]
                   ? tr("its groups move") : NULL;
    case EXPR_NUMBER: case EXPR_FLAG: case EXPR_TEXT: case EXPR_DATE:
    case EXPR_DEF: case EXPR_CODE: case EXPR_LABEL: case EXPR_SPREAD:
    case EXPR_NEG: case EXPR_NOT: case EXPR_ABS: case EXPR_ADD:
    case EXPR_SUB: case EXPR_MUL: case EXPR_DIV: case EXPR_MIN:
    case EXPR_MAX: case EXPR_CLAMP: case EXPR_EQ: case EXPR_NE: case EXPR_LT:
    case EXPR_LE: case EXPR_GT: case EXPR_GE: case EXPR_AND: case EXPR_OR:
    case EXPR_IN: case EXPR_IF: case EXPR_KINDS:
        break;
    }
    return NULL;
}

/* ---- What depends on the param ---- */

typedef struct Look {
    Course *course;
    bool depends, rounds;
    const Stop *stop, *ranks;
} Look;

static const Stop *first_of(Course *c, const Stop *before, const Expr *e,
                            const char *why)
{
    if (before != NULL || why == NULL)
        return before;
    Stop *stop = ARENA_NEW(c->arena, Stop);
    *stop = (Stop){e, why};
    return stop;
}

static void look_at(void *context, const Expr *e)
{
    Look *above = context;
    Course *c = above->course;
    Look own = {.course = c};
    expr_parts(e, look_at, &own);
    if (e->kind == EXPR_DEF) {
        own.depends = c->def_depends[e->def->id];
        own.stop = c->def_stop[e->def->id];
        own.ranks = c->def_ranks[e->def->id];
        own.rounds = c->def_rounds[e->def->id];
    }
    bool ranks = own.depends && e->agg != NULL && e->agg->kind == AGG_RANK;
    c->depends[e->id] = own.depends;
    c->rounds[e->id] = own.rounds
                       || (own.depends && (e->kind == EXPR_ROUND
                                           || e->kind == EXPR_FLOOR
                                           || e->kind == EXPR_CEIL));
    c->stop[e->id] = first_of(c, own.stop, e,
                              own.depends ? stop_of(c, e) : NULL);
    c->ranks[e->id] = first_of(c, own.ranks, e,
                               ranks ? tr("it ranks what moves") : NULL);
    above->depends |= own.depends;
    above->rounds |= c->rounds[e->id];
    above->stop = above->stop != NULL ? above->stop : c->stop[e->id];
    above->ranks = above->ranks != NULL ? above->ranks : c->ranks[e->id];
}

static void look_at_def(Course *c, const Def *def)
{
    Look look = {.course = c};
    if (def != c->ask->varied && def->expr != NULL)
        look_at(&look, def->expr);
    c->def_depends[def->id] = look.depends || def == c->ask->varied;
    c->def_stop[def->id] = look.stop;
    c->def_ranks[def->id] = look.ranks;
    c->def_rounds[def->id] = look.rounds;
}

/* ---- What is needed ---- */

static void need(void *context, const Expr *e)
{
    bool *needed = context;
    if (e->kind == EXPR_DEF)
        needed[e->def->id] = true;
    expr_parts(e, need, needed);
}

static void look_at_all(Course *c)
{
    const Program *p = c->program;
    Look look = {.course = c};
    for (size_t i = 0; i < p->n_order; i++)
        look_at_def(c, p->order[i]);
    for (size_t i = 0; i < p->n_requires; i++) {
        look_at(&look, p->require[i].expr);
        need(c->needed, p->require[i].expr);
    }
    for (size_t i = 0; i < p->n_reports; i++) {
        look_at(&look, p->report[i].expr);
        if (c->ask->reports)
            need(c->needed, p->report[i].expr);
    }
    for (size_t i = 0; i < c->ask->n_results; i++)
        need(c->needed, course_exact(c->ask->result[i]));
    /* What uses stands after what it uses. */
    for (size_t i = p->n_order; i-- > 0;)
        if (c->needed[p->order[i]->id] && p->order[i]->expr != NULL)
            need(c->needed, p->order[i]->expr);
}

Course *course_new(Arena *arena, RatPool *pool, const Program *program,
                   const Dataset *data, const CourseAsk *ask)
{
    Course *c = ARENA_NEW(arena, Course);
    CourseAsk *copy = ARENA_NEW(arena, CourseAsk);
    *copy = *ask;
    *c = (Course){.arena = arena, .pool = pool, .program = program,
                  .data = data, .ask = copy,
                  .polys = {arena, pool, false}};
    c->parts = exact_parts_instead(arena, pool, program, data, ask->instead);
    c->fixed = ARENA_ARRAY(arena, MovingColumn, program->n_exprs + 1);
    c->depends = ARENA_ARRAY(arena, bool, program->n_exprs + 1);
    c->stop = ARENA_ARRAY(arena, const Stop *, program->n_exprs + 1);
    c->rounds = ARENA_ARRAY(arena, bool, program->n_exprs + 1);
    c->def_rounds = ARENA_ARRAY(arena, bool, program->n_defs + 1);
    c->ranks = ARENA_ARRAY(arena, const Stop *, program->n_exprs + 1);
    c->def_ranks = ARENA_ARRAY(arena, const Stop *, program->n_defs + 1);
    c->def_depends = ARENA_ARRAY(arena, bool, program->n_defs + 1);
    c->def_stop = ARENA_ARRAY(arena, const Stop *, program->n_defs + 1);
    c->needed = ARENA_ARRAY(arena, bool, program->n_defs + 1);
    look_at_all(c);
    return c;
}

bool course_depends(const Course *course, const Expr *e)
{
    return course->depends[e->id];
}

const Stop *course_stop(const Course *course, const Expr *e)
{
    return course->stop[e->id];
}

const Stop *course_ranks(const Course *course, const Expr *e)
{
    return course->ranks[e->id];
}

bool course_rounds(const Course *course, const Expr *e)
{
    return course->rounds[e->id];
}

const Expr *course_exact(const Def *def)
{
    return def->exact != NULL ? def->exact : def->expr;
}
