/* infer_parts.c - can a column be the sum of instalments that were divided and
 * rounded one by one?
 *
 * The instalments are searched in round numbers. Finding some that give every
 * row proves little: with many to choose from some will by chance. So it is
 * also worked out how many are to be expected. An instalment's share goes off
 * by up to half a unit when it is rounded; if where it stands between two
 * units is as good as drawn, the sum of k such errors has the density of k
 * numbers drawn evenly from -1/2 to 1/2 (Irwin-Hall, a spline), and a printed
 * amount that is d away from its exact share comes about in so many cases of
 * one.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/infer_free_int.h"

/* Splits that one search goes through at most. */
#define SPLITS_MAX 1000000
/* Steps finer than the roundest that are tried. */
#define FINER 3

static const RoundMethod methods[] = {ROUND_NEAREST, ROUND_LARGEST_REMAINDER,
                                      ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP};
#define N_METHODS (sizeof methods / sizeof *methods)

typedef struct Remainder {
    size_t row;
    int64_t remainder;
} Remainder;

typedef struct Search {
    const InferTable *table;
    const InferParts *in;
    RoundMethod method;
    size_t parts;
    int64_t step;
    int64_t part[INFER_PARTS_MAX];
    int64_t *sum[INFER_PARTS_MAX + 1];  /* of the first so many parts */
    int64_t *own;               /* one part, largest remainder */
    Remainder *order;
    InferSplit *out;
} Search;

/* ---- One instalment ---- */

/* part * base / persons, rounded; nothing is negative. */
static int64_t share(const Search *s, int64_t part, size_t row)
{
    InferWide x = (InferWide)part * s->in->base[row];
    InferWide n = s->in->persons;
    int64_t down = (int64_t)(x / n);
    InferWide twice = 2 * (x % n);
    switch (s->method) {
    case ROUND_NEAREST:
        return down + (twice >= n);
    case ROUND_HALF_EVEN:
        return down + (twice > n || (twice == n && down % 2 == 1));
    case ROUND_UP:
        return down + (twice > 0);
    case ROUND_DOWN: case ROUND_LARGEST_REMAINDER: case ROUND_WEBSTER:
    case ROUND_JEFFERSON: case ROUND_ADAMS: case ROUND_HUNTINGTON_HILL:
    case ROUND_DEAN:
        break;
    }
    return down;
}

/* Who gets a unit first: the larger remainder, then the larger share, then
 * the lower code. */
static int cmp_remainders(const void *a, const void *b, void *context)
{
    const Search *s = context;
    const Remainder *x = a, *y = b;
    if (x->remainder != y->remainder)
        return x->remainder > y->remainder ? -1 : 1;
    if (s->in->base[x->row] != s->in->base[y->row])
        return s->in->base[x->row] > s->in->base[y->row] ? -1 : 1;
    return strcmp(s->table->code[x->row], s->table->code[y->row]);
}

static void shares_kept(Search *s, int64_t part)
{
    int64_t left = part;
    for (size_t i = 0; i < s->table->n; i++) {
        InferWide x = (InferWide)part * s->in->base[i];
        s->own[i] = (int64_t)(x / s->in->persons);
        s->order[i] = (Remainder){i, (int64_t)(x % s->in->persons)};
        left -= s->own[i];
    }
    qsort_r(s->order, s->table->n, sizeof *s->order, cmp_remainders, s);
    for (int64_t i = 0; i < left; i++)
        s->own[s->order[i].row]++;
}

/* ---- Splits ---- */

static void add_part(Search *s, size_t at, int64_t part)
{
    bool kept = s->method == ROUND_LARGEST_REMAINDER;
    s->part[at] = part;
    if (kept)
        shares_kept(s, part);
    for (size_t i = 0; i < s->table->n; i++)
        s->sum[at + 1][i] = s->sum[at][i]
                            + (kept ? s->own[i] : share(s, part, i));
}

/* Rows that the first parts and `part` give as printed; 0 once they are fewer
 * than the best. */
static size_t count_rows(Search *s, size_t at, int64_t part)
{
    bool kept = s->method == ROUND_LARGEST_REMAINDER;
    size_t missed = 0, n = s->table->n;
    if (kept)
        shares_kept(s, part);
    for (size_t i = 0; i < n; i++) {
        int64_t x = s->sum[at][i] + (kept ? s->own[i] : share(s, part, i));
        missed += x != s->table->amount[i];
        if (missed > n - s->out->best)
            return 0;
    }
    return n - missed;
}

static void try_last(Search *s, int64_t part)
{
    size_t rows = count_rows(s, s->parts - 1, part);
    s->out->splits++;
    s->out->all += rows == s->table->n;
    if (rows <= s->out->best)
        return;
    s->out->best = rows;
    s->part[s->parts - 1] = part;
    memcpy(s->out->part, s->part, sizeof s->part);
}

/* Parts in ascending order, so that each split comes once; as deep as there
 * are parts. */
static void try_parts(Search *s, size_t at, int64_t least, int64_t left)
{
    if (at == s->parts - 1) {
        try_last(s, left);
        return;
    }
    int64_t more = (int64_t)(s->parts - at);
    for (int64_t part = least; part <= left / more; part += s->step) {
        add_part(s, at, part);
        try_parts(s, at + 1, part, left - part);
    }
}

/* About how many splits: t^(k-1) / (k! (k-1)!), t the total in steps. */
static double count_splits(double steps, size_t parts)
{
    double n = 1;
    for (size_t k = 1; k < parts; k++)
        n *= steps / (double)k / (double)(k + 1);
    return n;
}

/* ---- Equal parts ---- */

/* The total over the number of parts need not be whole: the rows' shares are
 * of the total times base, over persons times parts. */
static void try_equal(Search *s)
{
    InferParts wide = *s->in;
    const InferParts *in = s->in;
    size_t rows = 0;
    wide.persons *= (int64_t)s->parts;
    s->in = &wide;
    for (size_t i = 0; i < s->table->n; i++)
        rows += share(s, in->total, i) * (int64_t)s->parts
                == s->table->amount[i];
    s->in = in;
    s->out->splits = 1;
    s->out->best = rows;
    s->out->all = rows == s->table->n;
}

/* ---- By chance ---- */

static double falling(double x, size_t power)
{
    return x <= 0 ? 0 : power == 0 ? 1 : pow(x, (double)power);
}

/* Density at d of the sum of k numbers drawn evenly from -1/2 to 1/2. */
static double spline(size_t k, double d)
{
    double sum = 0, ways = 1, scale = 1;
    for (size_t j = 1; j < k; j++)
        scale *= (double)j;
    for (size_t j = 0; j <= k; j++) {
        sum += (j % 2 == 0 ? ways : -ways)
               * falling(d + (double)k / 2 - (double)j, k - 1);
        ways = ways * (double)(k - j) / (double)(j + 1);
    }
    return sum / scale;
}

static double chance_of(const InferParts *in, const InferSplit *split)
{
    double out = log10((double)split->splits);
    for (size_t i = 0; i < in->table->n; i++) {
        double d = (double)in->table->amount[i]
                   - (double)in->total * (double)in->base[i]
                         / (double)in->persons;
        double chance = spline(split->parts, d);
        out += log10(chance > 1e-300 ? chance : 1e-300);
    }
    return out;
}

/* ---- One family ---- */

static void search_with(Search *s, RoundMethod method, InferSplit *out)
{
    *out = (InferSplit){.parts = s->parts, .step = s->step, .method = method};
    s->method = method;
    s->out = out;
    if (s->step == 0)
        try_equal(s);
    else
        try_parts(s, 0, s->step, s->in->total);
}

/* How many rows the method can give at all: with each of k parts rounded down
 * a row ends less than k units below its exact share, and so on. */
static size_t within_reach(const Search *s, RoundMethod method)
{
    const InferParts *in = s->in;
    InferWindow w = infer_window(method, 1);
    int64_t k = (int64_t)s->parts;
    size_t n = 0;
    for (size_t i = 0; i < in->table->n; i++) {
        InferWide x = 2 * (InferWide)in->total * in->base[i];
        InferWide a = 2 * (InferWide)in->table->amount[i];
        n += x >= (a + k * w.from) * in->persons
             && x <= (a + k * w.to) * in->persons;
    }
    return n;
}

/* By all methods; the best is kept, and one that cannot be better is not
 * tried. */
static void search_family(Search *s, InferParts *in)
{
    InferSplit best = {0};
    for (size_t m = 0; m < N_METHODS; m++) {
        InferSplit one;
        bool kept = methods[m] == ROUND_LARGEST_REMAINDER;
        if (kept && (s->step == 0 || in->total != in->table->sum))
            continue;
        if (best.parts != 0 && within_reach(s, methods[m]) <= best.best)
            continue;
        search_with(s, methods[m], &one);
        if (best.parts == 0 || one.best > best.best)
            best = one;
    }
    if (best.step > 0)
        best.chance = chance_of(in, &best);
    in->split[in->n_splits++] = best;
}

static void search_parts(Search *s, InferParts *in, size_t parts)
{
    int64_t step = 1;
    s->parts = parts;
    s->step = 0;
    search_family(s, in);
    while (in->total % (10 * step) == 0
           && in->total / (10 * step) >= 10 * (int64_t)parts)
        step *= 10;
    for (size_t i = 0; i <= FINER && step >= 1; i++, step /= 10) {
        if (count_splits((double)(in->total / step), parts) > SPLITS_MAX)
            break;
        s->step = step;
        search_family(s, in);
    }
}

/* ---- One rounding of one sum ---- */

static bool try_single(Arena *arena, RatPool *pool, InferParts *in,
                       Diags *diags)
{
    size_t n = in->table->n;
    InferColumn *column = ARENA_NEW(arena, InferColumn);
    InferColumns columns = {column, 1, 1};
    int64_t totals[INFER_TOTALS + 1] = {in->total, in->table->sum};
    InferRankAsk ask = {.columns = &columns, .total = totals,
                        .n_totals = in->total == in->table->sum ? 1 : 2};
    *column = (InferColumn){.file = in->table->path, .name = in->base_name};
    column->value = ARENA_ARRAY(arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++)
        column->value[i] = rat_int(pool, in->base[i]);
    in->single = infer_rank(arena, pool, in->table, &ask, diags);
    return in->single != NULL;
}

/* What the best single rounding leaves. */
static void set_off(Arena *arena, RatPool *pool, InferParts *in)
{
    size_t n = in->table->n;
    const InferCombo *best = &in->single->combo[0];
    in->exact = ARENA_ARRAY(arena, const Rat *, n + 1);
    in->off = ARENA_ARRAY(arena, const Rat *, n + 1);
    const Rat *level = rat_div(pool, best->total,
                               rat_int(pool, in->persons));
    for (size_t i = 0; i < n; i++)
        in->exact[i] = rat_mul(pool, rat_int(pool, in->base[i]), level);
    RoundIn round = {.method = best->method, .unit = in->table->unit, .n = n,
                     .exact = in->exact, .code = in->table->code,
                     .keeping = best->total};
    RoundOut out = {0};
    round_amounts(pool, arena, &round, &out);
    for (size_t i = 0; i < n; i++)
        in->off[i] = rat_sub(pool,
                             rat_mul(pool, rat_int(pool, in->table->amount[i]),
                                     in->table->unit),
                             out.amount[i]);
}

/* Is there a total T and a cut c, 0 <= c <= 1, with a - 1 + c <= T q <= a + c
 * for all rows, q their parts of the base? Ends included: so if not, then by
 * no rule for ties. */
static void try_one_cut(Arena *arena, RatPool *pool, InferParts *in)
{
    InferLp lp = {.arena = arena, .pool = pool, .d = 2};
    const Rat *zero = rat_int(pool, 0), *one = rat_int(pool, 1);
    const Rat *minus = rat_int(pool, -1), *a[2], *x[2];
    bool far;
    for (size_t i = 0; i < in->table->n; i++) {
        const Rat *q = rat_ratio(pool, in->base[i], in->persons);
        const Rat *amount = rat_int(pool, in->table->amount[i]);
        a[0] = q;
        a[1] = minus;
        infer_lp_add(&lp, a, rat_sub(pool, amount, one), i);
        a[0] = rat_neg(pool, q);
        a[1] = one;
        infer_lp_add(&lp, a, rat_neg(pool, amount), i);
    }
    a[0] = zero;
    infer_lp_add(&lp, a, zero, SIZE_MAX);
    a[1] = minus;
    infer_lp_add(&lp, a, minus, SIZE_MAX);
    in->one_cut = infer_lp_least(&lp, a, x, &far) != NULL;
    in->clash = ARENA_ARRAY(arena, size_t, in->table->n + 1);
    if (!in->one_cut)
        in->n_clash = infer_lp_clash(&lp, in->clash);
}

/* ---- All ---- */

static Search search_new(Arena *arena, const InferParts *in)
{
    Search s = {.table = in->table, .in = in};
    for (size_t i = 0; i <= INFER_PARTS_MAX; i++)
        s.sum[i] = ARENA_ARRAY(arena, int64_t, in->table->n + 1);
    s.own = ARENA_ARRAY(arena, int64_t, in->table->n + 1);
    s.order = ARENA_ARRAY(arena, Remainder, in->table->n + 1);
    return s;
}

InferParts *infer_parts(Arena *arena, RatPool *pool, const InferTable *table,
                        const InferPartsAsk *ask, Diags *diags)
{
    InferParts *in = ARENA_NEW(arena, InferParts);
    *in = (InferParts){.table = table, .base = ask->base,
                       .base_name = ask->base_name,
                       .base_inferred = ask->base_inferred,
                       .total = ask->total};
    for (size_t i = 0; i < table->n; i++)
        in->persons += ask->base[i];
    if (!try_single(arena, pool, in, diags))
        return NULL;
    set_off(arena, pool, in);
    try_one_cut(arena, pool, in);
    in->split = ARENA_ARRAY(arena, InferSplit, ask->most * (FINER + 2));
    Search s = search_new(arena, in);
    for (size_t k = 2; k <= ask->most; k++)
        search_parts(&s, in, k);
    return in;
}
