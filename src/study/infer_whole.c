/* infer_whole.c - is a column the division of its total by whole numbers with
 * a given sum? Exactly, for one sum at a time.
 *
 * Rounded each by itself: row i, an amount a of whole units, has p persons of
 * N and the exact share x = S p / N. The method's window says where x lies, so
 * p lies between two whole numbers lo and hi. There are p with the sum N if
 * and only if no row is without a whole number and the sum of all lo is at
 * most N and that of all hi at least N.
 *
 * Largest remainder (S the sum of the amounts): rows are rounded down, and
 * those first in the order of remainder, then exact amount, then code, get a
 * unit more. So there is a cut in that order: a row that comes before it lies
 * below its amount (a - 1 < x < a), one that comes after it at or above it
 * (a <= x < a + 1), and any p with such a cut give the column: the sum of x is
 * S, so as many rows got a unit as were left over. A whole number p of a row
 * has one place in the order; the cut is tried between each two of all those
 * places. Of a row with the cut somewhere, the p that fit are again all whole
 * numbers between a lo and a hi, for as p grows from a - 1 to a, so does the
 * remainder, and once more from a to a + 1.
 */
#include <stdlib.h>
#include <string.h>

#include "study/infer_int.h"

InferWindow infer_window(RoundMethod method, int64_t amount)
{
    static const InferWindow up_to = {-2, 0, false, true},
                             from_on = {0, 2, true, false},
                             around = {-2, 2, false, false},
                             only = {0, 0, true, true};
    bool even = amount % 2 == 0;
    switch (method) {
    case ROUND_NEAREST:
        return (InferWindow){-1, 1, amount > 0, amount < 0};
    case ROUND_HALF_EVEN:
        return (InferWindow){-1, 1, even, even};
    case ROUND_DOWN:
        return amount == 0 ? around : amount > 0 ? from_on : up_to;
    case ROUND_UP:
        return amount == 0 ? only : amount > 0 ? up_to : from_on;
    case ROUND_LARGEST_REMAINDER: case ROUND_WEBSTER: case ROUND_JEFFERSON:
    case ROUND_ADAMS: case ROUND_HUNTINGTON_HILL: case ROUND_DEAN:
        break;
    }
    return around;
}

/* ---- Whole numbers in a window ---- */

typedef struct Range {
    int64_t lo, hi;             /* empty: hi < lo */
} Range;

static InferWide floor_div(InferWide a, InferWide b)
{
    InferWide q = a / b;
    return q * b > a ? q - 1 : q;
}

/* The whole p >= 0 with S p / N in the window. 2 S p is compared with
 * (2 a + from) N: less than 2^51 * 2^30, so nothing overflows. */
static Range whole_in(InferWindow w, int64_t amount, int64_t total,
                      int64_t persons)
{
    InferWide from = (InferWide)(2 * amount + w.from) * persons;
    InferWide to = (InferWide)(2 * amount + w.to) * persons;
    InferWide by = 2 * (InferWide)total;
    InferWide lo = -floor_div(-from, by), hi = floor_div(to, by);
    if (!w.from_in && lo * by == from)
        lo++;
    if (!w.to_in && hi * by == to)
        hi--;
    return (Range){(int64_t)(lo < 0 ? 0 : lo), (int64_t)hi};
}

size_t infer_whole_rows(const InferTable *table, RoundMethod method,
                        int64_t total, int64_t persons)
{
    size_t n = 0;
    for (size_t i = 0; i < table->n; i++) {
        Range r = whole_in(infer_window(method, table->amount[i]),
                           table->amount[i], total, persons);
        n += r.lo <= r.hi;
    }
    return n;
}

/* ---- A cut in the order of remainders ---- */

/* One whole number that a row can have. */
typedef struct Point {
    size_t row;
    int64_t persons;
    int64_t remainder;          /* S p modulo N */
    bool below;                 /* x < a: it comes before the cut */
} Point;

struct InferWhole {
    const InferTable *table;
    Range *range;               /* n */
    Point *point;
    size_t n_points;
    size_t room;                /* of point */
    Arena *arena;
};

InferWhole *infer_whole_new(Arena *arena, const InferTable *table)
{
    InferWhole *w = ARENA_NEW(arena, InferWhole);
    w->table = table;
    w->arena = arena;
    w->range = ARENA_ARRAY(arena, Range, table->n + 1);
    return w;
}

/* Whoever gets a unit first comes last here. */
static int cmp_points(const void *a, const void *b, void *context)
{
    const InferTable *t = ((const InferWhole *)context)->table;
    const Point *x = a, *y = b;
    if (x->remainder != y->remainder)
        return x->remainder < y->remainder ? -1 : 1;
    if (x->persons != y->persons)
        return x->persons < y->persons ? -1 : 1;
    return strcmp(t->code[y->row], t->code[x->row]);
}

static void add_points(InferWhole *w, size_t row, Range r, bool below,
                       int64_t total, int64_t persons)
{
    for (int64_t p = r.lo; p <= r.hi; p++) {
        if (w->n_points == w->room)
            w->point = arena_grow(w->arena, w->point, w->n_points, &w->room,
                                  sizeof *w->point);
        w->point[w->n_points++] = (Point){
            row, p, (int64_t)((InferWide)total * p % persons), below};
    }
}

/* The points of all rows, in order; each row's range with the cut before all
 * of them: the points below its amount. False if a row has none at all. */
static bool place_points(InferWhole *w, int64_t total, int64_t persons)
{
    static const InferWindow under = {-2, 0, false, false},
                             above = {0, 2, true, false};
    const InferTable *t = w->table;
    w->n_points = 0;
    for (size_t i = 0; i < t->n; i++) {
        Range a = whole_in(above, t->amount[i], total, persons);
        Range u = {0, -1};
        if (t->amount[i] > 0)
            u = whole_in(under, t->amount[i], total, persons);
        if (a.hi < a.lo && u.hi < u.lo)
            return false;
        w->range[i] = u.hi < u.lo ? (Range){a.lo, a.lo - 1} : u;
        add_points(w, i, u, true, total, persons);
        add_points(w, i, a, false, total, persons);
    }
    qsort_r(w->point, w->n_points, sizeof *w->point, cmp_points, w);
    return true;
}

/* ---- All rows together ---- */

typedef struct Sums {
    int64_t lo, hi;
    size_t empty;               /* rows without a whole number */
} Sums;

static void sums_add(Sums *s, Range r, int sign)
{
    s->lo += sign * r.lo;
    s->hi += sign * r.hi;
    if (r.hi < r.lo)
        s->empty = sign > 0 ? s->empty + 1 : s->empty - 1;
}

static bool sums_fit(const Sums *s, int64_t persons)
{
    return s->empty == 0 && s->lo <= persons && persons <= s->hi;
}

static int64_t max(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t min(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Widens least and most by what each row can have where the others make up
 * the rest. */
static void widen(const InferWhole *w, const Sums *s, int64_t persons,
                  bool first, int64_t *least, int64_t *most)
{
    for (size_t i = 0; i < w->table->n; i++) {
        Range r = w->range[i];
        int64_t lo = max(r.lo, persons - (s->hi - r.hi));
        int64_t hi = min(r.hi, persons - (s->lo - r.lo));
        least[i] = first ? lo : min(least[i], lo);
        most[i] = first ? hi : max(most[i], hi);
    }
}

static bool by_remainder(InferWhole *w, int64_t total, int64_t persons,
                         int64_t *least, int64_t *most)
{
    Sums s = {0};
    bool fits = false;
    if (total != w->table->sum || !place_points(w, total, persons))
        return false;
    for (size_t i = 0; i < w->table->n; i++)
        sums_add(&s, w->range[i], 1);
    for (size_t k = 0; k <= w->n_points; k++) {
        if (sums_fit(&s, persons)) {
            widen(w, &s, persons, !fits, least, most);
            fits = true;
        }
        if (k == w->n_points)
            break;
        /* The cut passes point k. */
        const Point *p = &w->point[k];
        Range *r = &w->range[p->row];
        sums_add(&s, *r, -1);
        if (p->below)
            r->lo = p->persons + 1;
        else
            r->hi = p->persons;
        sums_add(&s, *r, 1);
    }
    return fits;
}

static bool by_itself(InferWhole *w, RoundMethod method, int64_t total,
                      int64_t persons, int64_t *least, int64_t *most)
{
    const InferTable *t = w->table;
    Sums s = {0};
    for (size_t i = 0; i < t->n; i++) {
        w->range[i] = whole_in(infer_window(method, t->amount[i]),
                               t->amount[i], total, persons);
        if (w->range[i].hi < w->range[i].lo)
            return false;
        sums_add(&s, w->range[i], 1);
    }
    if (!sums_fit(&s, persons))
        return false;
    widen(w, &s, persons, true, least, most);
    return true;
}

bool infer_whole(InferWhole *w, RoundMethod method, int64_t total,
                 int64_t persons, bool *several, int64_t *least,
                 int64_t *most)
{
    *several = false;
    bool fits = method == ROUND_LARGEST_REMAINDER
                    ? by_remainder(w, total, persons, least, most)
                    : by_itself(w, method, total, persons, least, most);
    for (size_t i = 0; fits && i < w->table->n; i++)
        *several = *several || least[i] < most[i];
    return fits;
}
