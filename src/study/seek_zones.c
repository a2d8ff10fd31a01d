/* seek_zones.c - where the condition holds along the inner param. */
#include <string.h>

#include "study/seek_int.h"

/* A way to look at a cell: with roundings as bounds, or left out. */
typedef struct Look {
    ZoneKind kind;
    const char *why;        /* CANNOT */
    const Expr *fault;
} Look;

typedef struct Zoning {
    Seeker *seeker;
    Course *course;
    bool both;              /* else nothing is rounded, and both are one */
} Zoning;

static Course *course_of(Seeker *s, CourseRounding rounding)
{
    CourseAsk ask = {.varied = s->inner->def, .rounding = rounding,
                     .reports = true, .also = s->out->demand,
                     .n_also = s->out->n_demands, .instead = &s->instead};
    return course_new(s->arena, s->pool, s->program, s->data, &ask);
}

bool zones_rounded(Seeker *s)
{
    const Course *course = course_of(s, COURSE_OFF);
    bool rounds = false;
    for (size_t i = 0; i < s->program->n_reports; i++)
        rounds |= course_rounds(course, s->program->report[i].expr);
    for (size_t i = 0; i < s->program->n_requires; i++)
        rounds |= course_rounds(course, s->program->require[i].expr);
    return rounds;
}

/* ---- Zones ---- */

/* Adds a stretch, or makes the last one longer. */
static void add_zone(Seeker *s, ZoneList *list, const CourseCell *cell,
                     Look look)
{
    Zone *last = list->n > 0 ? &list->at[list->n - 1] : NULL;
    Root from = root_copy(&s->polys, &cell->from);
    Root to = root_copy(&s->polys, &cell->to);
    bool point = cell_is_point(cell);
    bool same = last != NULL && last->kind == look.kind
                && last->fault == look.fault
                && (look.why == NULL || strcmp(look.why, last->why) == 0);
    if (same && root_cmp(&s->polys, &last->to, &from) == 0
        && (last->with_to != point || last->to.poly != NULL)) {
        last->to = to;
        last->with_to = point;
        return;
    }
    *VEC_ADD(s->arena, list) = (Zone){from, to, point, point, look.kind,
                                   look.why, look.fault};
}

static const MovingColumn *column_of(const Zoning *z, const CourseCell *cell,
                                     bool off, const Expr *e)
{
    return off && z->both ? cell_off_column(z->course, cell, e)
                          : cell_column(z->course, cell, e);
}

static ZoneKind kind_of(const MovingColumn *c)
{
    if (c->fault != NULL || c->at[0].undefined != NULL)
        return ZONE_FAILS;
    return c->at[0].flag == TRUTH_YES  ? ZONE_HOLDS
           : c->at[0].flag == TRUTH_NO ? ZONE_FAILS
                                       : ZONE_OPEN;
}

/* A stop outlives the cell it was made in. */
static const Stop *stop_kept(Seeker *s, const Stop *stop)
{
    Stop *out = ARENA_NEW(s->arena, Stop);
    *out = *stop;
    return out;
}

static const char *reason(Seeker *s, const Stop *fault)
{
    const Program *p = s->program;
    for (size_t i = 0; i < p->n_requires; i++)
        if (p->require[i].expr == fault->expr
            && p->require[i].message != NULL)
            return p->require[i].message;
    return fault->why;
}

/* ---- Demands that go together ---- */

static void add_together(Seeker *s, DemandSet set)
{
    for (size_t i = 0; i < s->together.n; i++)
        if ((s->together.at[i] & set) == set)
            return;
    *VEC_ADD(s->arena, &s->together) = set;
}

static void note_demands(const Zoning *z, const CourseCell *cell,
                         const Look *sure, const Look *off)
{
    Seeker *s = z->seeker;
    DemandSet set = 0;
    for (size_t i = 0; i < s->out->n_demands; i++) {
        const Expr *e = s->out->demand[i];
        ZoneKind kind = ZONE_CANNOT, exact = ZONE_CANNOT;
        if (sure->kind != ZONE_CANNOT)
            kind = kind_of(column_of(z, cell, false, e));
        if (off->kind != ZONE_CANNOT)
            exact = kind_of(column_of(z, cell, true, e));
        if (kind == ZONE_HOLDS || kind == ZONE_OPEN)
            set |= 1u << i;
        add_zone(s, &s->demand[i], cell,
                 (Look){exact, off->why, off->fault});
    }
    if (sure->kind != ZONE_CANNOT)
        add_together(s, set);
}

/* ---- The figure ---- */

static void take_best(Seeker *s, const Rat *value, const Rat *at)
{
    int order = s->best == NULL ? 1 : rat_cmp(value, s->best);
    if (s->best != NULL && s->ask->goal == SEEK_MINIMISE)
        order = -order;
    if (order <= 0)
        return;
    Polys *polys = &s->polys;
    Root kept_value = root_of(value), kept_at = root_of(at);
    s->best = root_copy(polys, &kept_value).low;
    s->best_at = root_copy(polys, &kept_at).low;
}

/* At an end of the cell, or where the figure neither grows nor falls; a number
 * that is no fraction is taken to a fraction near it. */
static void try_at(Seeker *s, CourseCell *cell, Frac f, Root *at)
{
    RatPool *pool = cell->polys.pool;
    root_narrow(&cell->polys, at, rat_ratio(pool, 1, INT64_C(1) << 40));
    if (f.den == NULL || rat_sign(poly_at(pool, f.den, at->low)) != 0)
        take_best(s, frac_at(pool, f, at->low), at->low);
}

static void find_best(const Zoning *z, CourseCell *cell, const Look *off)
{
    Seeker *s = z->seeker;
    if (s->ask->goal < SEEK_MAXIMISE || off->kind != ZONE_HOLDS)
        return;
    const Moving *m = &column_of(z, cell, true, s->out->figure)->at[0];
    if (m->stop != NULL || m->wide)
        return;
    Polys *polys = &cell->polys;
    Frac f = m->low;
    Root from = cell->from, to = cell->to;
    RootList still = {0};
    try_at(s, cell, f, &from);
    if (cell_is_point(cell))
        return;
    try_at(s, cell, f, &to);
    const Poly *rise = poly_derivative(polys, f.num);
    if (f.den != NULL)
        rise = poly_sub(polys, poly_mul(polys, rise, f.den),
                        poly_mul(polys, f.num,
                                 poly_derivative(polys, f.den)));
    if (rise->n > 1)
        roots_between(polys, rise, cell->from.low, cell->to.high, &still);
    for (size_t i = 0; i < still.n; i++)
        if (root_cmp(polys, &still.at[i], &cell->from) > 0
            && root_cmp(polys, &still.at[i], &cell->to) < 0)
            try_at(s, cell, f, &still.at[i]);
}

/* ---- The walk ---- */

static Look look_at(const Zoning *z, const CourseCell *cell, bool off)
{
    Seeker *s = z->seeker;
    bool other = off && z->both;
    const Stop *fault = other ? cell->off_fault : cell->fault;
    const Stop *unsure = other ? cell->off_unsure : cell->unsure;
    if (fault != NULL)
        return (Look){ZONE_CANNOT, reason(s, fault), fault->expr};
    Look look = {.kind = kind_of(column_of(z, cell, off, s->out->condition))};
    if (unsure != NULL && look.kind == ZONE_HOLDS)
        look.kind = ZONE_OPEN;      /* it may not be computable */
    if (unsure != NULL && off && s->out->stop == NULL)
        s->out->stop = stop_kept(s, unsure);
    return look;
}

/* An irrational point is passed over: no step is one. */
static bool take(void *context, CourseCell *cell)
{
    Zoning *z = context;
    Seeker *s = z->seeker;
    if (cell->at != NULL) {
        Look sure = look_at(z, cell, false), off = look_at(z, cell, true);
        add_zone(s, &s->sure, cell, sure);
        add_zone(s, &s->out->zone, cell, off);
        note_demands(z, cell, &sure, &off);
        find_best(z, cell, &off);
    }
    cell_free(cell);
    return true;
}

bool zones_find(Seeker *s, bool rounded)
{
    Zoning z = {.seeker = s, .both = rounded};
    bool many = false;
    z.course = course_of(s, rounded ? COURSE_BOTH : COURSE_OFF);
    course_walk(z.course, s->inner->low, s->inner->high, take, &z, &many);
    return !many;
}
