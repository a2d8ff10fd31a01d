/* doctor_order.c - printed figures that are those of other rows: exchanged,
 * shifted, or of one other row. */

#include "study/doctor_int.h"

#include <stdlib.h>

/* Rows of a shift, at least; and how far. */
#define SHIFT_LEAST 3
#define SHIFT_FAR 3
/* Figures of fewer digits are those of another row too often. */
#define OTHER_DIGITS 4

static int by_follows(const void *a, const void *b)
{
    const Figure *x = *(const Figure *const *)a;
    const Figure *y = *(const Figure *const *)b;
    int order = (x->follows > y->follows) - (x->follows < y->follows);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* The figures that are whole, by what follows. */
typedef struct Sorted {
    const Figure **at;
    size_t n;
} Sorted;

static Sorted sort_figures(Arena *arena, const Figures *f)
{
    Sorted s = {.at = ARENA_ARRAY(arena, const Figure *, f->n + 1)};
    for (size_t i = 0; i < f->n; i++)
        if (f->at[i].whole)
            s.at[s.n++] = &f->at[i];
    qsort(s.at, s.n, sizeof *s.at, by_follows);
    return s;
}

/* Index of the first that follows with at least this much. */
static size_t first_from(const Sorted *s, int64_t amount)
{
    size_t from = 0, to = s->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (s->at[middle]->follows < amount)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static size_t table_row(const Figures *f, const Figure *figure)
{
    return f->verdict->row[figure->row].row;
}

static void exchanged(Figures *f, const Figure *a, const Figure *b)
{
    figure_found(f, a, FINDING_EXCHANGED, f->groups)->other = table_row(f, b);
}

/* Rounding makes neighbouring figures trade places; that is no exchange. */
static void find_exchanged(Figures *f, const Sorted *s)
{
    for (size_t i = 0; i < f->n; i++) {
        const Figure *a = &f->at[i];
        if (!figure_open(f, a) || !a->whole
            || llabs(a->printed - a->follows) <= 1)
            continue;
        for (size_t k = first_from(s, a->printed);
             k < s->n && s->at[k]->follows == a->printed; k++) {
            const Figure *b = s->at[k];
            if (!figure_open(f, b) || b->printed != a->follows)
                continue;
            exchanged(f, a, b);
            exchanged(f, b, a);
            f->groups++;
            break;
        }
    }
}

/* The line whose amount stands `offset` lines further down at i. */
static const Figure *shifted_from(const Figures *f, size_t i, long offset)
{
    long from = (long)i - offset;
    if (from < 0 || from >= (long)f->n)
        return NULL;
    const Figure *g = &f->at[from];
    return g->whole && g->follows == f->at[i].printed ? g : NULL;
}

/* Lines from i on that are shifted by so much; of them the ones that this
 * explains in *open. */
static size_t shifted_run(const Figures *f, size_t i, long offset,
                          size_t *open)
{
    size_t n = 0;
    *open = 0;
    for (; i + n < f->n && shifted_from(f, i + n, offset)
           && (f->at[i + n].equal || figure_open(f, &f->at[i + n])); n++)
        *open += figure_open(f, &f->at[i + n]);
    return n;
}

static void find_shifted(Figures *f, long offset)
{
    for (size_t i = 0, n; i < f->n; i += n > 0 ? n : 1) {
        size_t open;
        n = shifted_run(f, i, offset, &open);
        if (open < SHIFT_LEAST)
            continue;
        for (size_t k = i; k < i + n; k++) {
            if (!figure_open(f, &f->at[k]))
                continue;
            Finding *out = figure_found(f, &f->at[k], FINDING_SHIFTED,
                                        f->groups);
            out->offset = offset;
            out->other = table_row(f, shifted_from(f, k, offset));
        }
        f->groups++;
    }
}

void doctor_exchanged(Arena *arena, Figures *f)
{
    Sorted sorted = sort_figures(arena, f);
    find_exchanged(f, &sorted);
    for (long offset = 1; offset <= SHIFT_FAR; offset++) {
        find_shifted(f, offset);
        find_shifted(f, -offset);
    }
}

/* The amount of one other row, and of no more than that one. */
void doctor_other_row(Arena *arena, Figures *f)
{
    Sorted sorted = sort_figures(arena, f), *s = &sorted;
    for (size_t i = 0; i < f->n; i++) {
        const Figure *a = &f->at[i];
        if (!figure_open(f, a)
            || doctor_count_digits(a->printed) < OTHER_DIGITS)
            continue;
        size_t k = first_from(s, a->printed);
        if (k == s->n || s->at[k]->follows != a->printed
            || (k + 1 < s->n && s->at[k + 1]->follows == a->printed))
            continue;
        figure_found(f, a, FINDING_OTHER_ROW, f->groups++)->other =
            table_row(f, s->at[k]);
    }
}
