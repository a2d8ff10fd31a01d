/* compare_split.c - a change, split over the parts of a reform.
 *
 * v(S) is a recipient's amount under the base with the parts in S. As written,
 * part i brings v(1..i) - v(1..i-1). Order-free it brings the mean of what it
 * brings over all n! orders,
 *
 *     sum over S without i of |S|! (n - |S| - 1)! / n! * (v(S + i) - v(S)),
 *
 * the one division that adds up, treats like parts alike, gives nothing to a
 * part that changes nothing, and is additive (Shapley 1953, A Value for
 * n-Person Games).
 */
#include "study/compare_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "money/controlled.h"

/* Amounts of every set of parts, added up, stay far below 2^63. */
#define COUNT_MOST (INT64_C(1) << 50)

/* ---- Parts that belong together ---- */

/* The set of parts that a set of blocks makes. */
static unsigned parts_of(const Decomposition *d, unsigned blocks)
{
    unsigned parts = 0;
    for (size_t i = 0; i < d->n; i++)
        if ((blocks >> i & 1) != 0)
            parts |= d->block[i].parts;
    return parts;
}

static const char *parts_name(Arena *arena, const PartList *list,
                              unsigned parts, const char *between)
{
    const char *name = "";
    for (size_t i = 0; i < list->n; i++)
        if ((parts >> i & 1) != 0)
            name = arena_format(arena, "%s%s%s", name,
                                *name != '\0' ? between : "",
                                list->at[i].name);
    return name;
}

static const Trial *trial_blocks(Trials *t, const Decomposition *d,
                                 unsigned blocks)
{
    return trial_of(t, parts_of(d, blocks));
}

/* The smallest set of blocks that holds `inner`, and by the test; the first of
 * several in number order. The full set always can be computed. */
static unsigned smallest(Trials *t, const Decomposition *d, unsigned inner,
                         bool computed)
{
    unsigned full = (1u << d->n) - 1;
    for (int size = 0; size <= (int)d->n; size++)
        for (unsigned set = 0; set <= full; set++)
            if (__builtin_popcount(set) == size && (set & inner) == inner
                && (trial_blocks(t, d, set)->amount != NULL) == computed)
                return set;
    return computed ? full : 0;
}

/* Makes one block of several, at the place of the first. */
static void merge(Arena *arena, const DecomposeAsk *ask, Decomposition *d,
                  unsigned blocks, PartBlock merged)
{
    size_t n = 0;
    bool placed = false;
    merged.parts = parts_of(d, blocks);
    merged.name = parts_name(arena, &ask->parts, merged.parts, " + ");
    for (size_t i = 0; i < d->n; i++) {
        if ((blocks >> i & 1) == 0)
            d->block[n++] = d->block[i];
        else if (!placed)
            d->block[n++] = merged;
        placed = placed || (blocks >> i & 1) != 0;
    }
    d->n = n;
}

/* Until every set of blocks can be computed: the smallest set that cannot
 * becomes one block with what it lacks. */
static void find_blocks(Trials *t, Decomposition *d)
{
    const DecomposeAsk *ask = t->ask;
    d->n = ask->parts.n;
    d->block = ARENA_ARRAY(t->arena, PartBlock, d->n);
    for (size_t i = 0; i < d->n; i++)
        d->block[i] = (PartBlock){.parts = 1u << i,
                                  .name = ask->parts.at[i].name};
    for (;;) {
        unsigned broken = smallest(t, d, 0, false);
        if (broken == 0)
            return;
        unsigned parts = parts_of(d, broken);
        PartBlock merged = {
            .without = parts_name(t->arena, &ask->parts, parts, tr(" and ")),
            .why = trial_of(t, parts)->why};
        merge(t->arena, ask, d, smallest(t, d, broken, true), merged);
    }
}

/* ---- As written ---- */

static void split_ordered(Trials *t, Decomposition *d)
{
    size_t rows = t->compare->n_rows;
    for (size_t i = 0; i < d->n; i++) {
        unsigned before = (1u << i) - 1;
        const Trial *a = trial_blocks(t, d, before);
        const Trial *b = trial_blocks(t, d, before | 1u << i);
        for (size_t row = 0; row < rows; row++)
            d->ordered[row * d->n + i] =
                rat_sub(t->pool, b->amount[row], a->amount[row]);
    }
}

/* ---- Order-free ---- */

/* The sets without one block, the smaller first. */
typedef struct Sets {
    unsigned *set;
    size_t *start;          /* n + 1: those of so many blocks begin here */
} Sets;

static Sets sets_without(Arena *arena, size_t n, size_t block)
{
    unsigned full = (1u << n) - 1;
    Sets sets = {ARENA_ARRAY(arena, unsigned, full / 2 + 1),
                 ARENA_ARRAY(arena, size_t, n + 1)};
    size_t at = 0;
    for (size_t size = 0; size < n; size++) {
        sets.start[size] = at;
        for (unsigned set = 0; set <= full; set++)
            if ((set >> block & 1) == 0
                && (size_t)__builtin_popcount(set) == size)
                sets.set[at++] = set;
    }
    sets.start[n] = at;
    return sets;
}

static int64_t factorial(size_t n)
{
    return n < 2 ? 1 : (int64_t)n * factorial(n - 1);
}

/* One row at work: its numbers in between live in a pool of their own. */
typedef struct RowSplit {
    RatPool *pool;
    const Trial *const *trial;      /* by set of blocks */
    size_t n, row;
    const Rat **list;               /* room for an amount of every set */
    int64_t *count;                 /* the amounts, by set, if `whole` */
    bool whole;
} RowSplit;

/* Whole amounts are summed as such: there are thousands of each row. */
static void count_row(RowSplit *w)
{
    w->whole = true;
    for (size_t set = 0; w->whole && set < (size_t)1 << w->n; set++)
        w->whole = rat_to_int(w->trial[set]->amount[w->row], &w->count[set])
                   && llabs(w->count[set]) <= COUNT_MOST;
}

/* What a block brings in all sets of so many others, summed. */
static const Rat *brought(const RowSplit *w, Sets sets, size_t size,
                          unsigned block)
{
    size_t n = 0;
    int64_t sum = 0;
    for (size_t k = sets.start[size]; w->whole && k < sets.start[size + 1];
         k++)
        sum += w->count[sets.set[k] | block] - w->count[sets.set[k]];
    if (w->whole)
        return rat_int(w->pool, sum);
    for (size_t k = sets.start[size]; k < sets.start[size + 1]; k++)
        w->list[n++] = w->trial[sets.set[k] | block]->amount[w->row];
    const Rat *with = rat_sum(w->pool, w->list, n);
    n = 0;
    for (size_t k = sets.start[size]; k < sets.start[size + 1]; k++)
        w->list[n++] = w->trial[sets.set[k]]->amount[w->row];
    return rat_sub(w->pool, with, rat_sum(w->pool, w->list, n));
}

static const Rat *mean_of(const RowSplit *w, Sets sets, unsigned block)
{
    const Rat *sum = rat_int(w->pool, 0);
    for (size_t size = 0; size < w->n; size++) {
        const Rat *weight = rat_ratio(
            w->pool, factorial(size) * factorial(w->n - size - 1),
            factorial(w->n));
        sum = rat_add(w->pool, sum,
                      rat_mul(w->pool, weight,
                              brought(w, sets, size, block)));
    }
    return sum;
}

/* False if a number outgrew the pool. */
static bool split_row(Trials *t, const Sets *sets, RowSplit *w,
                      const Rat **out)
{
    const Rat *zero = rat_int(t->pool, 0);
    w->pool = rat_pool_new((size_t)4 * RAT_BITS_MAX);
    count_row(w);
    for (size_t i = 0; i < w->n; i++)
        out[i] = rat_add(t->pool, mean_of(w, sets[i], 1u << i), zero);
    bool good = !rat_overflowed(w->pool);
    rat_pool_free(w->pool);
    return good;
}

static bool split_shapley(Trials *t, Decomposition *d)
{
    size_t n = d->n, all = (size_t)1 << n;
    const Trial **trial = ARENA_ARRAY(t->arena, const Trial *, all);
    Sets *sets = ARENA_ARRAY(t->arena, Sets, n);
    RowSplit w = {.trial = trial, .n = n,
                  .list = ARENA_ARRAY(t->arena, const Rat *, all),
                  .count = ARENA_ARRAY(t->arena, int64_t, all)};
    for (unsigned set = 0; set < all; set++)
        trial[set] = trial_blocks(t, d, set);
    for (size_t i = 0; i < n; i++)
        sets[i] = sets_without(t->arena, n, i);
    for (w.row = 0; w.row < t->compare->n_rows; w.row++)
        if (!split_row(t, sets, &w, &d->exact[w.row * n]))
            return false;
    return true;
}

/* ---- Whole kronor ---- */

/* Of the decimals that the changes have: a krona if they are whole. */
static const Rat *unit_of(RatPool *pool, const CompareReform *reform,
                          size_t rows)
{
    int places = 0;
    for (size_t i = 0; i < rows; i++) {
        int own = rat_places(reform->row[i].change, 6);
        if (own < 0)
            return NULL;
        places = own > places ? own : places;
    }
    const Rat *unit = rat_int(pool, 1), *tenth = rat_ratio(pool, 1, 10);
    for (int i = 0; i < places; i++)
        unit = rat_mul(pool, unit, tenth);
    return unit;
}

static void round_parts(Trials *t, const CompareReform *reform,
                        Decomposition *d)
{
    size_t rows = t->compare->n_rows;
    d->unit = unit_of(t->pool, reform, rows);
    memcpy(d->shapley, d->exact, rows * d->n * sizeof *d->exact);
    ControlledIn in = {rows, d->n, d->exact, d->unit};
    if (d->unit != NULL)
        round_controlled(t->pool, t->arena, &in, d->shapley);
}

/* ---- The whole ---- */

static bool not_too_many(const Compare *c, const PartList *parts,
                         Diags *diags)
{
    const char *way = tr("put a scenario between the two, like the first and "
                         "with some of the changes: compare A BETWEEN B then "
                         "splits by steps");
    if (parts->n > COMPARE_PARTS_MAX) {
        diag_add(diags, DIAG_FAULT, (Place){0}, way,
                 "%zu parts: at most %d can be told apart", parts->n,
                 COMPARE_PARTS_MAX);
        return false;
    }
    if ((c->n_rows << parts->n) <= COMPARE_VALUES_MAX)
        return true;
    diag_add(diags, DIAG_FAULT, (Place){0}, way,
             "%zu parts of %zu recipients: more than %d amounts would have "
             "to be kept", parts->n, c->n_rows, COMPARE_VALUES_MAX);
    return false;
}

static Decomposition *too_long(RatPool *pool, const Compare *c, Diags *diags)
{
    rat_clear_overflow(pool);
    diag_add(diags, DIAG_FAULT, c->def->place,
             "round the result: round NAME to 0.01 kr by nearest, for "
             "instance",
             "the parts of \"%s\" need numbers of too many digits",
             c->def->name);
    return NULL;
}

Decomposition *study_decompose(Arena *arena, RatPool *pool,
                               const Compare *compare,
                               const CompareReform *reform,
                               const DecomposeAsk *ask, Diags *diags)
{
    Trials trials;
    Decomposition *d = ARENA_NEW(arena, Decomposition);
    if (!not_too_many(compare, &ask->parts, diags))
        return NULL;
    trials_init(&trials, arena, pool, compare, reform, ask, diags);
    find_blocks(&trials, d);
    size_t cells = compare->n_rows * d->n + 1;
    d->ordered = ARENA_ARRAY(arena, const Rat *, cells);
    d->shapley = ARENA_ARRAY(arena, const Rat *, cells);
    d->exact = ARENA_ARRAY(arena, const Rat *, cells);
    split_ordered(&trials, d);
    if (!split_shapley(&trials, d) || rat_overflowed(pool))
        return too_long(pool, compare, diags);
    round_parts(&trials, reform, d);
    d->runs = trials.runs;
    return diags_failed(diags) ? NULL : d;
}
