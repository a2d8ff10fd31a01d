/* doctor_rows.c - what a printed column shows by itself: thousands, limits,
 * digits, and what doctor_order.c and doctor_tie.c look for. */

#include "study/doctor_int.h"

#include <stdlib.h>

#define SCALED_DIGITS 3
#define SCALED_ROWS 3
/* Decimals that printed figures may have. */
#define PLACES_MOST 6

/* ---- figures as whole numbers ---- */

bool figure_open(const Figures *f, const Figure *figure)
{
    return !figure->equal
           && f->finding[figure->row].kind == FINDING_NOTHING;
}

Finding *figure_found(Figures *f, const Figure *figure, FindingKind kind,
                      size_t group)
{
    Finding *out = &f->finding[figure->row];
    *out = (Finding){.kind = kind, .group = group, .other = NO_ROW};
    return out;
}

static const Rat *printed_at(const Verdict *v, size_t i)
{
    return v->printed->at[v->row[i].row].num;
}

/* One of the last decimal that is printed anywhere; NULL: too many. */
static const Rat *step_of(RatPool *pool, const Verdict *v)
{
    int64_t scale = v->expect->result->type.percent ? 100 : 1;
    int most = 0;
    for (size_t i = 0; i < v->n_compared; i++) {
        int places = rat_places(rat_mul(pool, printed_at(v, i),
                                        rat_int(pool, scale)), PLACES_MOST);
        if (places < 0)
            return NULL;
        most = places > most ? places : most;
    }
    for (; most > 0; most--)
        scale *= 10;
    return rat_ratio(pool, 1, scale);
}

static int by_line(const void *a, const void *b)
{
    const Figure *x = a, *y = b;
    return (x->line > y->line) - (x->line < y->line);
}

static bool read_figures(Arena *arena, RatPool *pool, Figures *f)
{
    const Verdict *v = f->verdict;
    f->n = v->n_compared;
    f->at = ARENA_ARRAY(arena, Figure, f->n + 1);
    f->step = step_of(pool, v);
    for (size_t i = 0; f->step && i < f->n; i++) {
        const VerdictRow *row = &v->row[i];
        const Value *value = &v->computed->at[row->row];
        Figure *to = &f->at[i];
        *to = (Figure){.row = i, .equal = row->equal,
                       .line = v->printed->line[row->row]};
        if (!rat_to_int(rat_div(pool, printed_at(v, i), f->step),
                        &to->printed))
            return false;
        if (value->undefined)
            continue;
        const Rat *steps = rat_div(pool, value->num, f->step);
        int64_t nearest;
        to->whole = rat_to_int(steps, &to->follows);
        to->nearest = rat_to_int(rat_nearest(pool, steps), &nearest)
                      && nearest == to->printed;
    }
    if (f->step)
        qsort(f->at, f->n, sizeof *f->at, by_line);
    return f->step != NULL;
}

/* ---- amounts in thousands ---- */

static bool is_scaled(const Figure *g, int64_t factor)
{
    if (factor < 0)     /* too large */
        return g->follows != 0 && g->printed % -factor == 0
               && g->printed / -factor == g->follows;
    int64_t half = g->follows < 0 ? -factor / 2 : factor / 2;
    return g->printed != 0 && llabs(g->follows) < INT64_MAX - factor
           && (g->follows + half) / factor == g->printed;
}

static void find_scaled(Figures *f, FindingKind kind, int64_t factor)
{
    size_t n = 0, long_enough = 0;
    for (size_t i = 0; i < f->n; i++) {
        const Figure *g = &f->at[i];
        if (!figure_open(f, g) || !g->whole || !is_scaled(g, factor))
            continue;
        n++;
        long_enough += doctor_count_digits(g->printed) >= SCALED_DIGITS;
    }
    if (n < SCALED_ROWS && long_enough == 0)
        return;
    for (size_t i = 0; i < f->n; i++) {
        const Figure *g = &f->at[i];
        if (figure_open(f, g) && g->whole && is_scaled(g, factor)
            && (n >= SCALED_ROWS
                || doctor_count_digits(g->printed) >= SCALED_DIGITS))
            figure_found(f, g, kind, f->groups);
    }
    f->groups++;
}

/* ---- amounts that are not rounded ---- */

static void find_rounded(Figures *f)
{
    bool any = false;
    for (size_t i = 0; i < f->n; i++) {
        const Figure *g = &f->at[i];
        if (!figure_open(f, g) || g->whole || !g->nearest)
            continue;
        figure_found(f, g, FINDING_ROUNDED, f->groups)->value = f->step;
        any = true;
    }
    f->groups += any;
}

/* ---- limits ---- */

/* Two rows or more that stand at the least printed amount (sign 1) or at the
 * largest (sign -1), though less, or more, follows; not all by one unit, which
 * rounding does as well. */
static void find_limit(Figures *f, FindingKind kind, int sign)
{
    int64_t limit = INT64_MAX;
    size_t n = 0;
    bool far = false;
    for (size_t i = 0; i < f->n; i++)
        limit = sign * f->at[i].printed < limit ? sign * f->at[i].printed
                                                : limit;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < f->n; i++) {
            const Figure *g = &f->at[i];
            if (!figure_open(f, g) || !g->whole
                || sign * g->printed != limit || sign * g->follows > limit)
                continue;
            far = far || llabs(g->printed - g->follows) > 1;
            if (pass == 0)
                n++;
            else if (n >= 2 && far)
                figure_found(f, g, kind, f->groups);
        }
    }
    f->groups += n >= 2 && far;
}

/* ---- digits, and what remains ---- */

static void find_digits(Figures *f, bool changed)
{
    for (size_t i = 0; i < f->n; i++) {
        const Figure *g = &f->at[i];
        if (!figure_open(f, g) || !g->whole)
            continue;
        FindingKind kind = doctor_digits(g->printed, g->follows);
        if (kind != FINDING_NOTHING && (kind == FINDING_CHANGED) == changed)
            figure_found(f, g, kind, f->groups++);
    }
}

static void find_percent(Figures *f)
{
    if (!f->verdict->expect->result->type.percent)
        return;
    for (size_t i = 0; i < f->n; i++)
        if (figure_open(f, &f->at[i]))
            figure_found(f, &f->at[i], FINDING_PERCENT, f->groups++);
}

/* The likelier first: what is found is not looked at again. */
static void find_all(Arena *arena, const Look *look, Figures *f)
{
    doctor_tie(arena, look, f);
    find_rounded(f);
    find_scaled(f, FINDING_THOUSANDS, 1000);
    find_scaled(f, FINDING_MILLIONS, 1000000);
    find_scaled(f, FINDING_THOUSANDFOLD, -1000);
    doctor_exchanged(arena, f);
    find_limit(f, FINDING_FLOOR, 1);
    find_limit(f, FINDING_CEILING, -1);
    find_digits(f, false);
    doctor_other_row(arena, f);
    find_digits(f, true);
    find_percent(f);
}

void doctor_rows(Arena *arena, RatPool *pool, const Look *look,
                 const Verdict *verdict, Finding *finding)
{
    Figures f = {.verdict = verdict, .finding = finding, .groups = 1};
    for (size_t i = 0; i < verdict->n_compared; i++)
        finding[i] = (Finding){.other = NO_ROW};
    if (verdict->expect->result->type.kind == TYPE_NUMBER
        && read_figures(arena, pool, &f))
        find_all(arena, look, &f);
}
