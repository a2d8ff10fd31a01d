/* Whole numbers behind a column: against every base there is, on small tables,
 * and made from a known base on large ones.
 */
#include <math.h>

#include "test_infer_help.h"

static const RoundMethod methods[] = {ROUND_LARGEST_REMAINDER, ROUND_NEAREST,
                                      ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP};
#define N_METHODS (sizeof methods / sizeof *methods)

/* What all bases of three rows with the sum give. */
typedef struct Seen {
    size_t n;
    int64_t least[3], most[3];
} Seen;

static Seen look(Inferred *t, RoundMethod method, int64_t total,
                 int64_t persons)
{
    Seen seen = {0};
    for (int64_t a = 0; a <= persons; a++)
        for (int64_t b = 0; a + b <= persons; b++) {
            int64_t base[] = {a, b, persons - a - b}, out[3];
            inferred_divide(t, method, total, base, out);
            if (memcmp(out, t->table.amount, sizeof out) != 0)
                continue;
            for (size_t i = 0; i < 3; i++) {
                if (seen.n == 0 || base[i] < seen.least[i])
                    seen.least[i] = base[i];
                if (seen.n == 0 || base[i] > seen.most[i])
                    seen.most[i] = base[i];
            }
            seen.n++;
        }
    return seen;
}

static void check_trial(Inferred *t, const InferTrial *trial, int64_t most)
{
    InferWhole *w = infer_whole_new(t->arena, &t->table);
    size_t found = 0;
    for (int64_t n = 1; n <= most && found < INFER_FITS; n++) {
        Seen seen = look(t, trial->method, trial->total, n);
        int64_t least[3], range[3];
        bool several;
        bool fits = infer_whole(w, trial->method, trial->total, n, &several,
                                least, range);
        cr_assert_eq(fits, seen.n > 0, "%s of %d: %d",
                     round_method_words(trial->method), (int)trial->total,
                     (int)n);
        if (!fits)
            continue;
        cr_assert_eq(several, seen.n > 1);
        cr_assert_eq(memcmp(least, seen.least, sizeof least), 0);
        cr_assert_eq(memcmp(range, seen.most, sizeof range), 0);
        cr_assert_lt(found, trial->n_fits);
        cr_assert_eq(trial->fit[found].persons, n);
        cr_assert_eq(trial->fit[found++].several, several);
    }
    cr_assert_eq(found, trial->n_fits);
}

/* Half of the tables are shares of something, half are not. */
static void draw_table(Inferred *t, size_t round, int64_t *total)
{
    int64_t amount[3], base[3];
    *total = 8 + inferred_draw(t, 40);
    for (size_t i = 0; i < 3; i++) {
        base[i] = inferred_draw(t, 5);
        amount[i] = inferred_draw(t, *total / 3);
    }
    base[0] += base[0] + base[1] + base[2] == 0;
    if (round % 2 == 0)
        inferred_divide(t, methods[round / 2 % N_METHODS], *total, base,
                        amount);
    inferred_amounts(t, amount);
}

Test(infer_base, every_base_of_small_tables)
{
    Inferred t;
    inferred_start(&t, 3);
    for (size_t round = 0; round < 60; round++) {
        int64_t total;
        draw_table(&t, round, &total);
        if (t.table.sum == 0)
            continue;
        int64_t totals[] = {t.table.sum, total};
        InferBase *b = infer_base(t.arena, &t.table, totals,
                                  total == t.table.sum ? 1 : 2, 12, NULL);
        for (size_t i = 0; i < b->n_trials; i++)
            check_trial(&t, &b->trial[i], b->at_most);
    }
    inferred_end(&t);
}

/* ---- The filter ---- */

typedef struct Found {
    bool at[400];
} Found;

static bool keep_found(void *context, int64_t persons)
{
    ((Found *)context)->at[persons] = true;
    return true;
}

/* Whatever fits exactly was found: with windows from narrow to as wide as the
 * step from one whole number to the next. */
static void check_filter(Inferred *t, RoundMethod method, int64_t total,
                         size_t *fits)
{
    InferWindow w = infer_window(method, 1);
    Found found = {{0}};
    InferSearch s = {.table = &t->table, .total = total, .from = w.from,
                     .to = w.to, .cut = method == ROUND_LARGEST_REMAINDER,
                     .first = 1, .last = t->table.sum, .context = &found,
                     .found = keep_found};
    InferWhole *whole = infer_whole_new(t->arena, &t->table);
    int64_t least[9], most[9];
    bool several;
    cr_assert(infer_search(&s));
    for (int64_t n = 1; n <= s.last; n++)
        if (infer_whole(whole, method, total, n, &several, least, most)) {
            cr_expect(found.at[n], "%s: %d", round_method_words(method),
                      (int)n);
            *fits += 1;
        }
}

Test(infer_base, nothing_that_fits_is_missed)
{
    size_t fits[N_METHODS] = {0};
    for (size_t round = 0; round < 400; round++) {
        Inferred t;
        size_t n = 2 + round % 8;
        int64_t base[9], amount[9];
        inferred_start(&t, n);
        t.seed = round;
        int64_t total = 100 + inferred_draw(&t, 200);
        for (size_t i = 0; i < n; i++)
            base[i] = 1 + inferred_draw(&t, 20);
        RoundMethod method = methods[round / 8 % N_METHODS];
        inferred_divide(&t, method, total, base, amount);
        inferred_amounts(&t, amount);
        check_filter(&t, method, total, &fits[round / 8 % N_METHODS]);
        inferred_end(&t);
    }
    for (size_t m = 0; m < N_METHODS; m++)
        cr_expect_gt(fits[m], 500, "%s", round_method_words(methods[m]));
}

/* 25 rows of some hundred thousand persons each, hundreds of kronor for each
 * person: nothing else than the base itself can be meant. */
Test(infer_base, finds_the_base_of_a_made_table)
{
    for (size_t m = 0; m < N_METHODS; m++) {
        Inferred t;
        int64_t base[25], amount[25], persons = 0;
        inferred_start(&t, 25);
        t.seed = m;
        for (size_t i = 0; i < 25; i++)
            persons += base[i] = 1 + inferred_draw(&t, i % 5 == 0 ? 9 : 40000);
        inferred_divide(&t, methods[m], 100000000, base, amount);
        inferred_amounts(&t, amount);
        int64_t totals[] = {100000000, t.table.sum};
        size_t n = t.table.sum == totals[0] ? 1 : 2;
        InferBase *b = infer_base(t.arena, &t.table, totals, n, 2000000,
                                  NULL);
        cr_assert_not_null(b->best);
        cr_expect_eq(b->best->fit[0].persons, persons);
        cr_expect_not(b->best->fit[0].several);
        cr_expect_eq(b->best->total, 100000000);
        cr_expect_eq(memcmp(b->least, base, sizeof base), 0);
        cr_expect_lt(b->chance, -30);
        cr_expect_lt(b->near_rows, 25);
        inferred_end(&t);
    }
}

/* The number of tables, and of bases, counted in Python: math.comb(6 + 3, 3) *
 * trials / math.comb(100 + 2, 2). */
Test(infer_base, chance_by_counting)
{
    static const int64_t amount[] = {50, 33, 17};
    Inferred t;
    inferred_start(&t, 3);
    inferred_amounts(&t, amount);
    int64_t total = 100;
    InferBase *b = infer_base(t.arena, &t.table, &total, 1, 50, NULL);
    cr_assert_not_null(b->best);
    cr_expect_eq(b->best->fit[0].persons, 6);
    cr_expect_eq(b->n_trials, N_METHODS);
    cr_expect_float_eq(pow(10, b->chance), 5 * 84.0 / 5151.0, 1e-12);
    inferred_end(&t);
}

static bool stop(void *context, uint64_t done, uint64_t all)
{
    size_t *asked = context;
    cr_expect_leq(done, all);
    return ++*asked > 2;
}

Test(infer_base, can_be_stopped)
{
    static const int64_t amount[] = {123456789, 987654321, 555555555};
    Inferred t;
    size_t asked = 0;
    InferWatch watch = {&asked, stop};
    inferred_start(&t, 3);
    inferred_amounts(&t, amount);
    InferBase *b = infer_base(t.arena, &t.table, &t.table.sum, 1, 100000000,
                              &watch);
    cr_expect(b->stopped);
    cr_expect_eq(asked, 3);
    inferred_end(&t);
}

Test(infer_base, totals)
{
    static const struct {
        int64_t amount[3], given;
        size_t n;
        int64_t total[2];
    } row[] = {
        {{7, 7, 7}, 0, 2, {20, 21}},
        {{500, 300, 202}, 0, 2, {1000, 1002}},
        {{500, 300, 203}, 0, 1, {1003, 0}},     /* 3 away: too far */
        {{500, 300, 200}, 0, 1, {1000, 0}},
        {{333333, 333333, 333333}, 0, 2, {1000000, 999999}},
        {{500, 300, 202}, 1004, 1, {1004, 0}},
        {{1, 1, 0}, 0, 1, {2, 0}},
    };
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Inferred t;
        int64_t out[INFER_TOTALS] = {0};
        inferred_start(&t, 3);
        inferred_amounts(&t, row[i].amount);
        size_t n = infer_totals(&t.table, row[i].given, out);
        cr_expect_eq(n, row[i].n, "row %zu", i);
        cr_expect_eq(out[0], row[i].total[0], "row %zu", i);
        cr_expect_eq(n > 1 ? out[1] : 0, row[i].total[1], "row %zu", i);
        inferred_end(&t);
    }
}
