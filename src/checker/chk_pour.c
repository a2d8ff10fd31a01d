/* chk_pour.c - dividing a budget by one level L, each row getting
 * clamp(L * key, floor, ceiling), where no level is given to check against.
 *
 * The sum of the amounts grows with L, and is straight between neighbouring
 * points floor / key and ceiling / key. Halving finds the last point at which
 * it is not above the budget; from there it grows by the keys in between.
 */
#include <stdlib.h>

#include "checker/checker.h"

void chk_at_level(Claimant *r, const mpq_t level)
{
    mpq_mul(r->award, r->key, level);
    if (r->capped && mpq_cmp(r->award, r->ceiling) > 0)
        mpq_set(r->award, r->ceiling);
    if (mpq_cmp(r->award, r->floor) < 0)
        mpq_set(r->award, r->floor);
}

static void sum_at(Check *c, Claimant **row, size_t n, const mpq_t level,
                   mpq_t sum)
{
    mpq_set_ui(sum, 0, 1);
    for (size_t i = 0; i < n && c->verdict == CHK_HOLDS; i++) {
        chk_at_level(row[i], level);
        chk_add(c, sum, row[i]->award);
    }
}

static int by_value(const void *x, const void *y)
{
    const mpq_t *const *a = x, *const *b = y;
    return mpq_cmp(**a, **b);
}

/* Everybody at the most they can get; false if one could get any amount. */
static bool fill(Check *c, Claimant **row, size_t n, mpq_t sum)
{
    mpq_set_ui(sum, 0, 1);
    for (size_t i = 0; i < n; i++) {
        Claimant *r = row[i];
        if (mpq_sgn(r->key) > 0 && !r->capped)
            return false;
        mpq_set(r->award, mpq_sgn(r->key) > 0 ? r->ceiling : r->floor);
        chk_add(c, sum, r->award);
    }
    return true;
}

/* The sum of the keys of the rows whose amount grows just above the level. */
static void slope_at(Check *c, Claimant **row, size_t n, const mpq_t level,
                     mpq_t slope)
{
    mpq_t x;
    mpq_init(x);
    mpq_set_ui(slope, 0, 1);
    for (size_t i = 0; i < n; i++) {
        mpq_mul(x, row[i]->key, level);
        if (mpq_cmp(x, row[i]->floor) >= 0
            && !(row[i]->capped && mpq_cmp(x, row[i]->ceiling) >= 0))
            chk_add(c, slope, row[i]->key);
    }
    mpq_clear(x);
}

/* point[0 .. n) get floor / key and ceiling / key, sorted, 0 among them. */
static size_t find_points(Claimant **row, size_t n, mpq_t *value,
                          mpq_t **point)
{
    size_t m = 1;
    point[0] = &value[0];
    for (size_t i = 0; i < n; i++) {
        if (mpq_sgn(row[i]->key) <= 0)
            continue;
        mpq_div(value[m++], row[i]->floor, row[i]->key);
        if (row[i]->capped)
            mpq_div(value[m++], row[i]->ceiling, row[i]->key);
    }
    for (size_t i = 0; i < m; i++)
        point[i] = &value[i];
    qsort(point, m, sizeof *point, by_value);
    return m;
}

static void find_level(Check *c, Claimant **row, size_t n,
                       const mpq_t budget, mpq_t level)
{
    size_t most = 2 * n + 1;
    mpq_t *value = chk_take(most, sizeof *value);
    mpq_t **point = chk_take(most, sizeof *point);
    mpq_t sum, slope;
    mpq_inits(sum, slope, (mpq_ptr)NULL);
    for (size_t i = 0; i < most; i++)
        mpq_init(value[i]);
    size_t low = 0, high = find_points(row, n, value, point);
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        sum_at(c, row, n, *point[mid], sum);
        *(mpq_cmp(sum, budget) <= 0 ? &low : &high) = mid;
    }
    mpq_set(level, *point[low]);
    sum_at(c, row, n, level, sum);
    slope_at(c, row, n, level, slope);
    if (mpq_sgn(slope) > 0) {
        mpq_sub(sum, budget, sum);
        mpq_div(sum, sum, slope);
        mpq_add(level, level, sum);
    }
    for (size_t i = 0; i < most; i++)
        mpq_clear(value[i]);
    mpq_clears(sum, slope, (mpq_ptr)NULL);
    free(value);
    free(point);
}

void chk_pour(Check *c, Claimant **row, size_t n, const mpq_t budget)
{
    mpq_t sum, level;
    mpq_inits(sum, level, (mpq_ptr)NULL);
    if (!fill(c, row, n, sum) || mpq_cmp(sum, budget) > 0) {
        find_level(c, row, n, budget, level);
        sum_at(c, row, n, level, sum);
    }
    mpq_clears(sum, level, (mpq_ptr)NULL);
}
