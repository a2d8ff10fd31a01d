/* chk_remainder.c - rounding by largest remainder, with limits.
 *
 * Each row gets its floor, moved inside its limits; the units left of the
 * total go, one each, to the largest remainders of the rows that are neither
 * held by a limit nor at their most.
 */
#include <stdlib.h>
#include <string.h>

#include "checker/checker.h"

static int by_remainder(const void *x, const void *y)
{
    const Rounded *const *a = x, *const *b = y;
    int order = mpq_cmp((*b)->remainder, (*a)->remainder);
    return order ? order : chk_tie(*a, *b);
}

/* Floors within the limits; who is open to one unit more; units left. */
static void start_floors(Rounding *r, mpz_t *units, mpz_t left)
{
    mpz_set(left, r->target);
    for (size_t i = 0; i < r->n; i++) {
        Rounded *row = &r->row[i];
        mpz_set(units[i], row->down);
        chk_clamp(units[i], row);
        row->open = mpz_cmp(units[i], row->down) == 0
                    && !(row->has_most && mpz_cmp(row->most, row->down) == 0);
        mpz_sub(left, left, units[i]);
    }
}

/* Did a row whose least amount lifted it by one unit have its turn before the
 * last unit was given? Then it would have got that unit anyway. */
static bool lifted(const Rounded *row, const mpz_t units)
{
    mpz_t step;
    mpz_init(step);
    mpz_sub(step, units, row->down);
    bool one = mpz_cmp_ui(step, 1) == 0 && mpq_sgn(row->remainder) > 0;
    mpz_clear(step);
    return one;
}

/* Gives what is left; who was extra, the last one to get a unit. */
static const Rounded *give(Rounding *r, Rounded **order, mpz_t *units,
                           mpz_t left, bool *extra)
{
    const Rounded *last = NULL;
    for (size_t k = 0; k < r->n && mpz_sgn(left) > 0; k++) {
        size_t i = (size_t)(order[k] - r->row);
        extra[i] = order[k]->open || lifted(order[k], units[i]);
        if (!order[k]->open)
            continue;
        mpz_add_ui(units[i], units[i], 1);
        mpz_sub_ui(left, left, 1);
        last = order[k];
    }
    return last;
}

static bool remainder_ties(Rounding *r, const bool *extra,
                           const Rounded *last)
{
    bool *tied = chk_alloc(r->c, r->n + 1, sizeof *tied);
    size_t equal = 0, up = 0, extras = 0, claimed;
    mpq_t none;
    for (size_t i = 0; i < r->n; i++) {
        extras += extra[i];
        tied[i] = last && r->row[i].open
                  && mpq_equal(r->row[i].remainder, last->remainder);
        equal += tied[i];
        up += tied[i] && extra[i];
        if (extra[i] != r->row[i].extra)
            return chk_wrong(r->c, r->row[i].code,
                             extra[i] ? N_("it gets a unit above its floor")
                                      : N_("it gets no unit above its floor"));
    }
    if (equal == up) {
        memset(tied, 0, r->n * sizeof *tied);
        up = 0;
    }
    if (!chk_count(r->c, r->node, "extras", &claimed))
        return false;
    if (claimed != extras)
        return chk_wrong(r->c, NULL, "%zu rows are stated to get a unit, "
                         "%zu do", claimed, extras);
    bool has_cut;
    mpq_init(none);
    bool good = chk_fraction(r->c, r->node, "cut", none, &has_cut);
    if (good && (has_cut != (last != NULL)
                 || (last && !mpq_equal(none, last->remainder))))
        good = chk_wrong(r->c, NULL, "the cut is not the smallest remainder "
                         "that got a unit");
    mpq_clear(none);
    return good && chk_ties(r, tied, up);
}

static bool compare_units(Rounding *r, mpz_t *units, const mpz_t left)
{
    if (mpz_sgn(left) != 0)
        return chk_wrong(r->c, NULL, "the total cannot be kept by largest "
                         "remainder");
    for (size_t i = 0; i < r->n; i++)
        if (!chk_same_units(r, &r->row[i], units[i]))
            return false;
    return true;
}

bool chk_remainder(Rounding *r)
{
    bool *extra = chk_alloc(r->c, r->n + 1, sizeof *extra);
    Rounded **order = chk_alloc(r->c, r->n + 1, sizeof *order);
    mpz_t *units = chk_take(r->n + 1, sizeof *units);
    mpz_t left;
    mpz_init(left);
    for (size_t i = 0; i < r->n; i++) {
        mpz_init(units[i]);
        order[i] = &r->row[i];
    }
    start_floors(r, units, left);
    qsort(order, r->n, sizeof *order, by_remainder);
    const Rounded *last = give(r, order, units, left, extra);
    bool good = compare_units(r, units, left)
                && remainder_ties(r, extra, last);
    for (size_t i = 0; i < r->n; i++)
        mpz_clear(units[i]);
    mpz_clear(left);
    free(units);
    return good;
}
