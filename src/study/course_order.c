/* course_order.c - a sorted list of functions, kept sorted. */
#include "study/course_order.h"

#include <stdlib.h>

/* One function, and the rows that have it. */
typedef struct Member {
    Frac f;
    const Rat *at;          /* at the end where it is sorted; NULL: a pole, or
                               no fraction */
    size_t *row;
    size_t n;
} Member;

/* The next meeting of the members at places k and k + 1. */
typedef struct Meeting {
    Root at;
    size_t k;
    unsigned version;       /* of the place, when this was worked out */
} Meeting;

typedef struct Kinetic {
    Polys *out;             /* of what is handed back */
    Polys *polys;           /* the cell's */
    CourseCell *cell;
    Member *member;
    size_t n;
    size_t *order;          /* place -> member */
    size_t *was;            /* the same, before a meeting: scratch */
    size_t *place;          /* member -> place, of those that just met */
    unsigned *version;      /* by place */
    VEC(Meeting) heap;
    CellOrder *into;
} Kinetic;

/* ---- Rows with one function ---- */

typedef struct Ranked {
    const Rat *at;
    size_t row, member;
} Ranked;

static int by_value(const void *x, const void *y)
{
    const Ranked *a = x, *b = y;
    int order = rat_cmp(b->at, a->at);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static size_t join(Kinetic *k, Frac f, size_t from)
{
    size_t m = from;
    while (m < k->n && !frac_equal(k->member[m].f, f))
        m++;
    if (m == k->n)
        k->member[k->n++].f = f;
    k->member[m].n++;
    return m;
}

/* Rows of the same value at the sample may have the same function. */
static void find_members(Kinetic *k, const Frac *amount, size_t n)
{
    Arena *arena = k->cell->arena;
    Ranked *r = ARENA_ARRAY(arena, Ranked, n + 1);
    size_t from = 0;
    k->member = ARENA_ARRAY(arena, Member, n + 1);
    for (size_t i = 0; i < n; i++)
        r[i] = (Ranked){frac_at(k->polys->pool, amount[i], k->cell->at), i,
                        0};
    qsort(r, n, sizeof *r, by_value);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && !rat_equal(r[i - 1].at, r[i].at))
            from = k->n;
        r[i].member = join(k, amount[r[i].row], from);
    }
    for (size_t m = 0; m < k->n; m++) {
        k->member[m].row = ARENA_ARRAY(arena, size_t, k->member[m].n);
        k->member[m].n = 0;
    }
    for (size_t i = 0; i < n; i++) {
        Member *m = &k->member[r[i].member];
        m->row[m->n++] = r[i].row;
    }
}

size_t *course_order_at(Arena *arena, const CourseCell *point,
                        const Frac *amount, size_t n)
{
    Ranked *r = ARENA_ARRAY(point->arena, Ranked, n + 1);
    size_t *out = ARENA_ARRAY(arena, size_t, n + 1), number = 0;
    for (size_t i = 0; i < n; i++)
        r[i] = (Ranked){frac_at(point->polys.pool, amount[i], point->at), i,
                        0};
    qsort(r, n, sizeof *r, by_value);
    for (size_t i = 0; i < n; i++) {
        number += i > 0 && !rat_equal(r[i - 1].at, r[i].at);
        out[r[i].row] = number;
    }
    return out;
}

/* ---- Sorting beside a point ---- */

/* The sign of a - b just beside the point; their difference is not 0. */
static int sign_beside(Kinetic *k, size_t a, size_t b, Root *at, int side)
{
    Frac d = frac_sub(k->polys, k->member[a].f, k->member[b].f);
    int sign = poly_sign_beside(k->polys, d.num, at, side);
    return d.den == NULL
               ? sign
               : sign * poly_sign_beside(k->polys, d.den, at, side);
}

static const Rat *value_at(Kinetic *k, Frac f, const Root *at)
{
    if (at->poly != NULL
        || (f.den != NULL
            && rat_sign(poly_at(k->polys->pool, f.den, at->low)) == 0))
        return NULL;
    return frac_at(k->polys->pool, f, at->low);
}

typedef struct Beside {
    Kinetic *k;
    Root *at;
    int side;
} Beside;

/* The larger first. */
static int by_size(const void *x, const void *y, void *context)
{
    const Beside *b = context;
    size_t i = *(const size_t *)x, j = *(const size_t *)y;
    const Rat *a = b->k->member[i].at, *c = b->k->member[j].at;
    int order = a != NULL && c != NULL ? rat_cmp(c, a) : 0;
    if (order == 0 && i != j)
        order = -sign_beside(b->k, i, j, b->at, b->side);
    return order;
}

static void sort_beside(Kinetic *k, size_t from, size_t n, Root *at, int side)
{
    Beside beside = {k, at, side};
    for (size_t i = from; i < from + n; i++) {
        Member *m = &k->member[k->order[i]];
        m->at = value_at(k, m->f, at);
    }
    qsort_r(k->order + from, n, sizeof *k->order, by_size, &beside);
}

/* ---- Meetings, the next one on top ---- */

static bool before(Kinetic *k, size_t i, size_t j)
{
    return root_cmp(k->polys, &k->heap.at[i].at, &k->heap.at[j].at) < 0;
}

static void exchange(Kinetic *k, size_t i, size_t j)
{
    Meeting m = k->heap.at[i];
    k->heap.at[i] = k->heap.at[j];
    k->heap.at[j] = m;
}

static void push(Kinetic *k, Meeting m)
{
    *VEC_ADD(k->cell->arena, &k->heap) = m;
    for (size_t i = k->heap.n - 1; i > 0 && before(k, i, (i - 1) / 2);
         i = (i - 1) / 2)
        exchange(k, i, (i - 1) / 2);
}

static Meeting pop(Kinetic *k)
{
    Meeting top = k->heap.at[0];
    exchange(k, 0, --k->heap.n);
    for (size_t i = 0, child = 1; child < k->heap.n;
         i = child, child = 2 * i + 1) {
        if (child + 1 < k->heap.n && before(k, child + 1, child))
            child++;
        if (!before(k, child, i))
            break;
        exchange(k, i, child);
    }
    return top;
}

/* The first root of p after `after` and before the end of the cell. */
static bool next_root(Kinetic *k, const Poly *p, Root *after, Root *out)
{
    RootList roots = {0};
    if (p->n <= 1)
        return false;
    if (p->n == 2)
        *VEC_ADD(k->cell->arena, &roots) =
            root_of(rat_div(k->polys->pool,
                            rat_neg(k->polys->pool, p->at[0]), p->at[1]));
    else
        roots_between(k->polys, p, after->low, k->cell->to.high, &roots);
    for (size_t i = 0; i < roots.n; i++)
        if (root_cmp(k->polys, &roots.at[i], after) > 0) {
            *out = roots.at[i];
            return root_cmp(k->polys, out, &k->cell->to) < 0;
        }
    return false;
}

static void watch(Kinetic *k, size_t place, Root *after)
{
    Meeting m = {.k = place, .version = ++k->version[place]};
    Frac d = frac_sub(k->polys, k->member[k->order[place]].f,
                      k->member[k->order[place + 1]].f);
    if (next_root(k, d.num, after, &m.at))
        push(k, m);
}

/* ---- What is handed back ---- */

static size_t *numbers(Kinetic *k, size_t n)
{
    size_t *out = ARENA_ARRAY(k->out->arena, size_t, n + 1);
    for (size_t i = 0; i < k->n; i++) {
        const Member *m = &k->member[k->order[i]];
        for (size_t r = 0; r < m->n; r++)
            out[m->row[r]] = i;
    }
    return out;
}

static void passed(Kinetic *k, const Root *at, const Member *over,
                   const Member *under, bool touch)
{
    SwapList *list = &k->into->swaps;
    if (list->n + over->n * under->n > SWAPS_MAX) {
        k->into->many = true;
        return;
    }
    for (size_t i = 0; i < over->n; i++)
        for (size_t j = 0; j < under->n; j++)
            *VEC_ADD(k->out->arena, list) =
                (Swap){*at, over->row[i], under->row[j], touch};
}

/* Sorts anew what meets at the places from .. from + n: what stood above
 * another and does no more was passed by it, what still does was touched. */
static void meet(Kinetic *k, size_t from, size_t n, Root *at)
{
    Root kept = root_copy(k->out, at);
    for (size_t i = from; i <= from + n; i++)
        k->was[i] = k->order[i];
    sort_beside(k, from, n + 1, at, 1);
    for (size_t i = from; i <= from + n; i++)
        k->place[k->order[i]] = i;
    for (size_t i = from; i <= from + n; i++)
        for (size_t j = i + 1; j <= from + n; j++) {
            const Member *a = &k->member[k->was[i]];
            const Member *b = &k->member[k->was[j]];
            bool touch = k->place[k->was[i]] < k->place[k->was[j]];
            passed(k, &kept, touch ? a : b, touch ? b : a, touch);
        }
}

/* ---- The walk ---- */

static int by_place(const void *x, const void *y)
{
    size_t a = *(const size_t *)x, b = *(const size_t *)y;
    return (a > b) - (a < b);
}

/* All places whose neighbours meet next, in order; at: where. */
static size_t next_places(Kinetic *k, size_t *place, Root *at)
{
    size_t n = 0;
    while (k->heap.n > 0 && !polys_failed(k->polys)) {
        Meeting *top = &k->heap.at[0];
        bool stale = top->version != k->version[top->k];
        if (!stale && n > 0 && root_cmp(k->polys, &top->at, at) != 0)
            break;
        Meeting m = pop(k);
        if (stale)
            continue;
        if (n == 0)
            *at = m.at;
        place[n++] = m.k;
    }
    qsort(place, n, sizeof *place, by_place);
    return n;
}

static void move_on(Kinetic *k)
{
    size_t *place = ARENA_ARRAY(k->cell->arena, size_t, k->n + 1);
    size_t n;
    Root at;
    while (!k->into->many && (n = next_places(k, place, &at)) > 0) {
        for (size_t i = 0, run; i < n; i += run) {
            for (run = 1; i + run < n && place[i + run] == place[i] + run;)
                run++;
            meet(k, place[i], run, &at);
            size_t first = place[i] > 0 ? place[i] - 1 : 0;
            for (size_t p = first; p <= place[i] + run && p + 1 < k->n; p++)
                watch(k, p, &at);
        }
    }
}

CellOrder course_order(Polys *polys, CourseCell *cell, const Frac *amount, size_t n)
{
    CellOrder out = {0};
    Kinetic k = {.out = polys, .polys = &cell->polys, .cell = cell,
                 .into = &out};
    find_members(&k, amount, n);
    k.order = ARENA_ARRAY(cell->arena, size_t, k.n + 1);
    k.was = ARENA_ARRAY(cell->arena, size_t, k.n + 1);
    k.place = ARENA_ARRAY(cell->arena, size_t, k.n + 1);
    k.version = ARENA_ARRAY(cell->arena, unsigned, k.n + 1);
    for (size_t i = 0; i < k.n; i++)
        k.order[i] = i;
    sort_beside(&k, 0, k.n, &cell->from, 1);
    out.first = numbers(&k, n);
    for (size_t i = 0; i + 1 < k.n; i++)
        watch(&k, i, &cell->from);
    move_on(&k);
    out.last = numbers(&k, n);
    return out;
}
