/* seek_zones.c - where the condition holds along the inner param. */
#include <string.h>

#include "study/seek_int.h"

typedef struct Zoning {
    Seeker *seeker;
    Course *course;
    bool within;
    ZoneKind kind;          /* of the cell at hand */
    const char *why;
} Zoning;

static Course *course_of(Seeker *s, CourseRounding rounding)
{
    CourseAsk ask = {.varied = s->inner->def, .rounding = rounding,
                     .reports = true, .instead = &s->instead};
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
                     ZoneKind kind, const char *why)
{
    Zone *last = list->n > 0 ? &list->at[list->n - 1] : NULL;
    Root from = root_copy(&s->polys, &cell->from);
    Root to = root_copy(&s->polys, &cell->to);
    bool point = cell_is_point(cell);
    bool same = last != NULL && last->kind == kind
                && (why == NULL || strcmp(why, last->why) == 0);
    if (same && root_cmp(&s->polys, &last->to, &from) == 0
        && (last->with_to != point || last->to.poly != NULL)) {
        last->to = to;
        last->with_to = point;
        return;
    }
    *VEC_ADD(s->arena, list) = (Zone){from, to, point, point, kind, why};
}

static const Moving *report_of(const Zoning *z, const CourseCell *cell,
                               size_t i)
{
    const Expr *e = z->seeker->program->report[i].expr;
    return &cell_column(z->course, cell, e)->at[0];
}

static ZoneKind kind_of(const Moving *m)
{
    return m->flag == TRUTH_YES  ? ZONE_HOLDS
           : m->flag == TRUTH_NO ? ZONE_FAILS
                                 : ZONE_OPEN;
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

static void note_demands(Zoning *z, const CourseCell *cell)
{
    Seeker *s = z->seeker;
    DemandSet set = 0;
    for (size_t i = 0; i < s->ask->n_demands; i++) {
        ZoneKind kind = z->kind == ZONE_CANNOT
                            ? ZONE_CANNOT
                            : kind_of(report_of(z, cell, 1 + i));
        if (kind == ZONE_HOLDS || kind == ZONE_OPEN)
            set |= 1u << i;
        if (!z->within)
            add_zone(s, &s->demand[i], cell, kind, z->why);
    }
    if (z->kind != ZONE_CANNOT)
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

static void find_best(Zoning *z, CourseCell *cell)
{
    Seeker *s = z->seeker;
    size_t last = 1 + s->ask->n_demands;
    if (s->ask->goal < SEEK_MAXIMISE || z->kind != ZONE_HOLDS || z->within)
        return;
    const Moving *m = report_of(z, cell, last);
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

static bool take(void *context, CourseCell *cell)
{
    Zoning *z = context;
    Seeker *s = z->seeker;
    bool known = cell->at != NULL;     /* else an irrational point */
    z->why = NULL;
    if (known && cell->fault != NULL) {
        z->kind = ZONE_CANNOT;
        z->why = reason(s, cell->fault);
    } else if (known) {
        z->kind = kind_of(report_of(z, cell, 0));
        if (cell->unsure != NULL && z->kind == ZONE_HOLDS)
            z->kind = ZONE_OPEN;    /* it may not be computable */
        if (cell->unsure != NULL && s->out->stop == NULL && !z->within)
            s->out->stop = cell->unsure;
    }
    if (known) {
        add_zone(s, z->within ? &s->sure : &s->out->zone, cell, z->kind,
                 z->why);
        note_demands(z, cell);
        find_best(z, cell);
    }
    cell_free(cell);
    return true;
}

bool zones_find(Seeker *s, CourseRounding rounding)
{
    Zoning z = {.seeker = s, .within = rounding == COURSE_WITHIN};
    bool many = false;
    z.course = course_of(s, rounding);
    if (!z.within) {
        s->out->zone.n = 0;
        for (size_t i = 0; i < s->ask->n_demands; i++)
            s->demand[i].n = 0;
    } else {
        s->sure.n = 0;
    }
    s->together.n = 0;
    course_walk(z.course, s->inner->low, s->inner->high, take, &z, &many);
    s->many = many;
    return !many;
}
