/* infer_base.c - the totals of whole persons that a column can be a division
 * by, and how much that says.
 */
#include <math.h>

#include "base/gcd.h"
#include "study/infer_int.h"

/* Rows times totals that the search for the next best goes through. */
#define NEAR_WORK INT64_C(600000000)

/* What the language rounds each row by itself by, and the largest remainder. A
 * divisor method says nothing of a row without its divisor. */
static const RoundMethod methods[] = {ROUND_LARGEST_REMAINDER, ROUND_NEAREST,
                                      ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP};
#define N_METHODS (sizeof methods / sizeof *methods)

/* Trials that share a search: the same window but for its ends. */
typedef struct Finder {
    InferWhole *whole;
    InferTrial *trial[2];
    size_t n_trials;
    int64_t *least, *most;
} Finder;

static bool found(void *context, int64_t persons)
{
    Finder *f = context;
    bool more = false;
    for (size_t i = 0; i < f->n_trials; i++) {
        InferTrial *t = f->trial[i];
        bool several;
        if (t->n_fits == INFER_FITS)
            continue;
        if (infer_whole(f->whole, t->method, t->total, persons, &several,
                        f->least, f->most))
            t->fit[t->n_fits++] = (InferFit){persons, several};
        t->searched = persons;
        more = more || t->n_fits < INFER_FITS;
    }
    return more;
}

/* ---- One search ---- */

/* The shares of a total add up to it. So if all were rounded down (or all up),
 * and yet add up to it, none was rounded: only the amounts themselves, over a
 * common divisor, are such a base, and these are not searched. */
static bool is_idle(const InferTable *table, const InferTrial *t)
{
    return (t->method == ROUND_DOWN || t->method == ROUND_UP)
           && t->total == table->sum;
}

static bool run(InferBase *b, Finder *f, const InferWatch *watch,
                uint64_t before, uint64_t all)
{
    InferTrial *first = f->trial[0];
    InferWindow w = infer_window(first->method, 1);
    InferSearch s = {.table = b->table, .total = first->total,
                     .from = w.from, .to = w.to,
                     .cut = first->method == ROUND_LARGEST_REMAINDER,
                     .first = 1, .last = b->at_most, .watch = watch,
                     .before = before, .all = all, .context = f,
                     .found = found};
    bool good = is_idle(b->table, first) || infer_search(&s);
    for (size_t i = 0; i < f->n_trials; i++)
        if (f->trial[i]->n_fits < INFER_FITS)
            f->trial[i]->searched = b->at_most;
    return good;
}

/* Nearest and half even differ only in the ends of their windows. */
static bool search_all(InferBase *b, Finder *f, const InferWatch *watch)
{
    uint64_t all = (uint64_t)b->n_trials * (uint64_t)b->at_most;
    for (size_t i = 0; i < b->n_trials; i += f->n_trials) {
        f->n_trials = 0;
        f->trial[f->n_trials++] = &b->trial[i];
        if (b->trial[i].method == ROUND_NEAREST)
            f->trial[f->n_trials++] = &b->trial[i + 1];
        if (!run(b, f, watch, i * (uint64_t)b->at_most, all))
            return false;
    }
    return true;
}

/* Largest remainder keeps the total: that of the column. */
static void list_trials(Arena *arena, InferBase *b, const int64_t *totals,
                        size_t n_totals)
{
    b->trial = ARENA_ARRAY(arena, InferTrial, n_totals * N_METHODS);
    for (size_t k = 0; k < n_totals; k++)
        for (size_t m = 0; m < N_METHODS; m++)
            if (methods[m] != ROUND_LARGEST_REMAINDER
                || totals[k] == b->table->sum)
                b->trial[b->n_trials++] =
                    (InferTrial){.method = methods[m], .total = totals[k]};
}

/* ---- What was found ---- */

static void choose_best(Arena *arena, InferBase *b, Finder *f)
{
    bool several;
    for (size_t i = 0; i < b->n_trials; i++) {
        const InferTrial *t = &b->trial[i];
        if (t->n_fits > 0
            && (b->best == NULL
                || t->fit[0].persons < b->best->fit[0].persons))
            b->best = t;
    }
    if (b->best == NULL)
        return;
    b->least = ARENA_ARRAY(arena, int64_t, b->table->n + 1);
    b->most = ARENA_ARRAY(arena, int64_t, b->table->n + 1);
    infer_whole(f->whole, b->best->method, b->best->total,
                b->best->fit[0].persons, &several, b->least, b->most);
    for (size_t i = 1; b->other == 0 && i < b->best->n_fits; i++)
        if (b->best->fit[i].persons % b->best->fit[0].persons != 0)
            b->other = b->best->fit[i].persons;
}

static bool near_found(void *context, int64_t persons)
{
    InferBase *b = context;
    const InferTrial *t = b->best;
    if (persons % t->fit[0].persons == 0)
        return true;
    size_t rows = infer_whole_rows(b->table, t->method, t->total, persons);
    if (rows > b->near_rows && (rows < b->table->n || b->other != persons)) {
        b->near_rows = rows;
        b->near = persons;
    }
    return true;
}

/* Half way to the double of what fits, whose neighbours nearly fit, too; and
 * only where the window of a row is narrower than the step from one whole
 * number to the next. */
static void search_near(InferBase *b)
{
    const InferTrial *t = b->best;
    int64_t half_way = t->fit[0].persons + t->fit[0].persons / 2;
    int64_t last = NEAR_WORK / (int64_t)b->table->n;
    InferWindow w = infer_window(t->method, 1);
    if (last > b->at_most)
        last = b->at_most;
    if (last >= t->total / (w.to - w.from))
        last = t->total / (w.to - w.from) - 1;
    if (last > half_way)
        last = half_way;
    if (last < 1 || b->table->n > UINT16_MAX)
        return;
    InferSearch s = {.table = b->table, .total = t->total, .from = w.from,
                     .to = w.to, .first = 1, .last = last,
                     .context = b, .found = near_found};
    infer_search_rows(&s, &b->near_rows);
    b->near_searched = last;
}

/* How many totals a random table would admit, at most: a total N has
 * C(N + n - 1, n - 1) ways to be n whole numbers, of which each gives one
 * table by one method; and there are C(S + n - 1, n - 1) tables of n amounts
 * with the sum S. So if all of these are equally likely, a total of money
 * divided by a method gives on average at most C(M + n, n) /
 * C(S + n - 1, n - 1) of the totals from 0 to M. That many for each of the
 * trials; in logarithms, which are floating point. */
static double chance_of(const InferBase *b)
{
    double n = (double)b->table->n, s = (double)b->table->sum;
    double m = (double)b->best->fit[0].persons;
    double out = log10((double)b->n_trials) + log10((m + n) / n);
    for (double k = 1; k < n; k++)
        out += log10((m + k) / (s + k));
    return out;
}

/* Below the total at which the amounts themselves, over their common divisor,
 * are such whole numbers: that they are says nothing. */
static int64_t last_total(const InferTable *table, int64_t at_most)
{
    int64_t common = 0;
    for (size_t i = 0; i < table->n; i++)
        common = gcd(common, table->amount[i]);
    int64_t own = table->sum / common;
    return at_most < own ? at_most : own - 1;
}

InferBase *infer_base(Arena *arena, const InferTable *table,
                      const int64_t *totals, size_t n_totals, int64_t at_most,
                      const InferWatch *watch)
{
    InferBase *b = ARENA_NEW(arena, InferBase);
    Finder f = {.whole = infer_whole_new(arena, table)};
    f.least = ARENA_ARRAY(arena, int64_t, table->n + 1);
    f.most = ARENA_ARRAY(arena, int64_t, table->n + 1);
    b->table = table;
    b->asked = at_most;
    b->at_most = last_total(table, at_most);
    list_trials(arena, b, totals, n_totals);
    b->stopped = !search_all(b, &f, watch);
    if (b->stopped)
        return b;
    choose_best(arena, b, &f);
    if (b->best != NULL) {
        search_near(b);
        b->chance = chance_of(b);
    }
    return b;
}
