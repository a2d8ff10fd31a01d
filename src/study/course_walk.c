/* course_walk.c - from one cell to the next, until nothing is left between.
 *
 * A stretch without a known cell is opened at a sample about its middle. The
 * cell found there leaves a stretch on either side, or none where its bound is
 * the stretch's own end. Each cell costs one evaluation; a sample that hits a
 * bend costs one more.
 */
#include "study/course_int.h"

typedef struct Stretch {
    Root from, to;          /* a point: the same */
    CourseCell *cell;             /* ready to be visited; NULL: not opened */
    bool point;
} Stretch;

typedef struct Walk {
    Course *course;
    Arena *arena;           /* of the ends of stretches */
    Polys polys;
    VEC(Stretch) todo;      /* the last one first */
    size_t n_cells;
} Walk;

static void push(Walk *w, Stretch s)
{
    *VEC_ADD(w->arena, &w->todo) = s;
}

static void push_point(Walk *w, Root at)
{
    push(w, (Stretch){.from = at, .to = at, .point = true});
}

/* Finds the cell around a sample of the stretch, and what is left. */
static void open_stretch(Walk *w, Stretch s)
{
    const Rat *at = root_between(&w->polys, &s.from, &s.to);
    CourseCell *cell = course_cell(w->course, &s.from, &s.to, at);
    if (cell == NULL) {
        push(w, (Stretch){.from = root_of(at), .to = s.to});
        push_point(w, root_of(at));
        push(w, (Stretch){.from = s.from, .to = root_of(at)});
        return;
    }
    Root from = root_copy(&w->polys, &cell->from);
    Root to = root_copy(&w->polys, &cell->to);
    if (root_cmp(&w->polys, &to, &s.to) < 0) {
        push(w, (Stretch){.from = to, .to = s.to});
        push_point(w, to);
    }
    push(w, (Stretch){.from = from, .to = to, .cell = cell});
    if (root_cmp(&w->polys, &from, &s.from) > 0) {
        push_point(w, from);
        push(w, (Stretch){.from = s.from, .to = from});
    }
    w->n_cells++;
}

/* A point that is no fraction is told of, and no more. */
static CourseCell *point_cell(Walk *w, const Root *at)
{
    if (at->poly == NULL)
        return course_point(w->course, at->low);
    Arena *arena = arena_new();
    CourseCell *cell = ARENA_NEW(arena, CourseCell);
    *cell = (CourseCell){.arena = arena,
                   .polys = {arena, rat_pool_new(RAT_BITS_MAX), false}};
    cell->from = cell->to = root_copy(&cell->polys, at);
    return cell;
}

static bool step(Walk *w, Stretch s, CellVisit *visit, void *context)
{
    if (s.point)
        return visit(context, point_cell(w, &s.from));
    if (s.cell != NULL)
        return visit(context, s.cell);
    open_stretch(w, s);
    return true;
}

static size_t values_of(const Course *course, const Def *def)
{
    return def->table < 0 ? 1 : course->data->table[def->table]->n;
}

size_t course_cells_most(const Course *course)
{
    const Program *p = course->program;
    const CourseAsk *ask = course->ask;
    size_t values = 1;
    for (size_t i = 0; i < p->n_defs; i++)
        if (course->needed[i] && course->def_depends[i])
            values += values_of(course, p->def[i]);
    for (size_t i = 0; i < ask->n_results; i++)
        if (!course->needed[ask->result[i]->id]
            && course->def_depends[ask->result[i]->id])
            values += values_of(course, ask->result[i]);
    size_t most = CELL_VALUES_MAX / values;
    return most > CELLS_MAX ? CELLS_MAX : most > 0 ? most : 1;
}

bool course_walk(Course *course, const Rat *from, const Rat *to,
                 CellVisit *visit, void *context, bool *many)
{
    bool going = true;
    Arena *arena = arena_new();
    Walk w = {.course = course, .arena = arena,
              .polys = {arena, rat_pool_new(RAT_BITS_MAX), false}};
    size_t most = course_cells_most(course);
    course->walking = true;
    push_point(&w, root_of(to));
    push(&w, (Stretch){.from = root_of(from), .to = root_of(to)});
    push_point(&w, root_of(from));
    while (going && w.todo.n > 0 && w.n_cells <= most) {
        Stretch s = w.todo.at[--w.todo.n];
        going = step(&w, s, visit, context);
    }
    while (w.todo.n > 0)
        cell_free(w.todo.at[--w.todo.n].cell);
    course->walking = false;
    while (course->n_spares > 0)
        rat_pool_free(course->spare[--course->n_spares]);
    if (many != NULL)
        *many = w.n_cells > most;
    bool whole = going && w.n_cells <= most;
    rat_pool_free(w.polys.pool);
    arena_free(arena);
    return whole;
}
