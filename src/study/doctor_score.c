/* doctor_score.c - how much a change explains, and whether it could be
 * chance. */

#include <math.h>

#include "study/doctor_search.h"

/* Of digits that agree only with a change: fewer could be chance. */
#define EVIDENCE_DIGITS 6
/* Where not all of a column is explained: at most one in so many is left of
 * the figures that were; rows gained, more for each that is lost; and the
 * power of ten against so many agreeing by chance. */
#define PART_LEFT 4
#define PART_ROWS 3
#define PART_LOST 5
#define PART_POWER 4

/* Larger ones count as so large: they may be beyond all doubles. */
#define SIZE_MOST 1e300

static double size_of(const Rat *num)
{
    double size = num ? fabs(rat_to_double(num)) : 0;
    return size < SIZE_MOST ? size : SIZE_MOST;
}

static size_t digits_of(const Rat *num, bool percent)
{
    size_t n = 1;
    for (double size = size_of(num) * (percent ? 100 : 1); size >= 10;
         size /= 10)
        n++;
    return n;
}

/* A word or a flag says as little as one digit. */
static size_t digits_printed(const Verdict *v, size_t i)
{
    const Expect *e = v->expect;
    const Type *type = e->result ? &e->result->type : &e->left->type;
    const Rat *num = v->printed ? v->printed->at[v->row[i].row].num
                                : v->right.num;
    return num ? digits_of(num, type->percent) : 1;
}

/* What is so far off agrees by chance once in ten to this. */
static long power_of(const Rat *difference)
{
    long power = 0;
    for (double size = 2 * size_of(difference) + 1; size >= 10; size /= 10)
        power++;
    return power;
}

/* What the agreement of one figure speaks for: its digits. But any rounding
 * and any limit moves a sum by a krona: for those a single figure speaks only
 * as far as it was off. */
static size_t speaks(const Verdict *v, const Verdict *base, size_t i,
                     ChangeKind kind)
{
    size_t digits = digits_printed(v, i);
    if (v->printed || !base->row[i].difference
        || (kind != CHANGE_ROUNDING && kind != CHANGE_LIMIT))
        return digits;
    long power = power_of(base->row[i].difference);
    return power < (long)digits ? (size_t)power : digits;
}

/* Digits of the printed figures that agree in `look` and not in `base`. */
static size_t evidence(const Doctor *d, const Look *base, const Look *look,
                       const Change *change)
{
    size_t sum = 0, taken = change->taken ? digits_of(change->taken, false)
                                          : 0;
    for (size_t e = 0; e < d->n; e++) {
        const Verdict *v = &look->verdict[e];
        for (size_t i = 0; i < v->n_compared; i++)
            if (v->row[i].equal && !base->verdict[e].row[i].equal)
                sum += speaks(v, &base->verdict[e], i,
                              change->kind);
    }
    return sum > taken ? sum - taken : 0;
}

/* How much more agrees with a look than with the one it is compared with. */
typedef struct Gain {
    bool whole;             /* all of some column, or a figure, is explained */
    size_t rows, lost;      /* figures that agree now, and no longer */
    size_t digits;
    long power;             /* of ten, against chance; not less than so much */
} Gain;

static void add_row(const VerdictRow *was, const VerdictRow *is, Gain *g)
{
    g->rows += is->equal && !was->equal;
    g->lost += was->equal && !is->equal;
    if (is->equal != was->equal)
        g->power += power_of(was->difference) - power_of(is->difference);
}

static Gain gain_of(const Doctor *d, const Look *base, const Look *look,
                    const Change *change)
{
    Gain g = {.digits = evidence(d, base, look, change)};
    for (size_t e = 0; e < d->n; e++) {
        const Verdict *v = &look->verdict[e], *b = &base->verdict[e];
        size_t open = 0, before = g.rows;
        for (size_t i = 0; i < v->n_compared; i++) {
            open += !v->row[i].equal
                    && look->finding[e][i].kind == FINDING_NOTHING;
            add_row(&b->row[i], &v->row[i], &g);
        }
        g.whole = g.whole || (g.rows > before && open == 0);
    }
    return g;
}

bool doctor_convinces(const Doctor *d, const Look *base, const Look *look,
                      const Change *change)
{
    Gain g = gain_of(d, base, look, change);
    bool most = PART_LEFT * look->left <= base->left
                && g.rows >= PART_ROWS + PART_LOST * g.lost
                && g.power >= PART_POWER;
    return g.digits >= EVIDENCE_DIGITS && (g.whole || most);
}

/* How far off the rows are whose input a change sets right. */
static double own_distance(const Look *look, size_t n_expects,
                           const Change *change)
{
    double sum = 0;
    for (size_t e = 0; change->n_rows > 0 && e < n_expects; e++) {
        const Verdict *v = &look->verdict[e];
        if (!v->printed || v->expect->result->table != change->def->table)
            continue;
        for (size_t i = 0; i < v->n_compared; i++)
            for (size_t k = 0; k < change->n_rows; k++)
                if (v->row[i].row == change->row[k])
                    sum += size_of(v->row[i].difference);
    }
    return sum;
}

Score doctor_score(const Doctor *d, const Variant *variant,
                   const Look *base, const Change *change)
{
    Score out = {.change = change};
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Variant with = doctor_change(d, variant, change);
    Look look;
    if (doctor_look(d, arena, pool, &with, &look)) {
        out.ok = true;
        out.own = own_distance(&look, d->n, change);
        out.own_before = own_distance(base, d->n, change);
        /* An input that is right makes its own row agree, not others by
         * chance. */
        out.convincing = doctor_convinces(d, base, &look, change)
                         && out.own <= 0;
        out.cost = look.cost + change->weight;
        out.left = look.left;
        out.agree = look.equal;
        out.distance = look.distance;
        out.equal = ARENA_ARRAY(d->arena, size_t, d->n + 1);
        for (size_t i = 0; i < d->n; i++)
            out.equal[i] = look.verdict[i].n_equal;
    }
    rat_pool_free(pool);
    arena_free(arena);
    return out;
}
