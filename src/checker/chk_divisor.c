/* chk_divisor.c - divisor methods, by what makes their result the only one.
 *
 * A row of the quotient q takes its unit number k + 1 at the cost s(k) / q,
 * with the method's signposts s. The amounts are those of one divisor just if
 * no unit that was given costs more than one that was not (Balinski and Young
 * 1982, ch. 4); where costs are equal the tie decides.
 */
#include <string.h>

#include "checker/checker.h"

/* A unit that a row took last, or would take next. */
typedef struct Unit {
    const Rounded *row;     /* NULL: none */
    mpq_t cost;
} Unit;

bool chk_gives_one(const char *method)
{
    return strcmp(method, "adams") == 0 || strcmp(method, "dean") == 0
           || strcmp(method, "huntington hill") == 0;
}

/* For Huntington-Hill k (k + 1) / q^2. */
void chk_unit_cost(const Rounding *r, const Rounded *row, const mpz_t k,
                   mpq_t cost)
{
    mpz_t next;
    mpz_init(next);
    mpz_add_ui(next, k, 1);
    mpq_set_z(cost, k);
    if (strcmp(r->method, "webster") == 0) {
        mpz_add(mpq_numref(cost), k, next);
        mpz_set_ui(mpq_denref(cost), 2);
        if (mpz_sgn(k) == 0)
            mpq_set(cost, r->first);
    } else if (strcmp(r->method, "jefferson") == 0) {
        mpz_set(mpq_numref(cost), next);
    } else if (strcmp(r->method, "huntington hill") == 0) {
        mpz_mul(mpq_numref(cost), k, next);
        mpq_div(cost, cost, row->quotient);
    } else if (strcmp(r->method, "dean") == 0) {
        /* k (k + 1) / (k + 1/2), the harmonic mean */
        mpz_mul(mpq_numref(cost), k, next);
        mpz_mul_2exp(mpq_numref(cost), mpq_numref(cost), 1);
        mpz_add(mpq_denref(cost), k, next);
    }
    mpq_canonicalize(cost);
    mpq_div(cost, cost, row->quotient);
    mpz_clear(next);
}

static int compare(const Unit *a, const Unit *b)
{
    int order = mpq_cmp(a->cost, b->cost);
    return order ? order : chk_tie(a->row, b->row);
}

static void keep(Unit *best, const Unit *unit, int sign)
{
    if (!best->row || compare(unit, best) * sign > 0) {
        best->row = unit->row;
        mpq_set(best->cost, unit->cost);
    }
}

/* The unit the row took last by choice; false if it took none. */
static bool unit_last(const Rounding *r, const Rounded *row, mpq_t cost)
{
    mpz_t base, k;
    mpz_inits(base, k, (mpz_ptr)NULL);
    mpz_set_ui(base, chk_gives_one(r->method) ? 1 : 0);
    chk_clamp(base, row);
    bool some = row->open && mpz_cmp(row->units, base) > 0;
    if (some) {
        mpz_sub_ui(k, row->units, 1);
        chk_unit_cost(r, row, k, cost);
    }
    mpz_clears(base, k, (mpz_ptr)NULL);
    return some;
}

/* The unit it would take next; false if it can take none. */
static bool unit_next(const Rounding *r, const Rounded *row, mpq_t cost)
{
    if (!row->open
        || (row->has_most && mpz_cmp(row->units, row->most) >= 0))
        return false;
    chk_unit_cost(r, row, row->units, cost);
    return true;
}

/* Units that are never a matter of choice: rows of 0, the first unit, limits;
 * and what is left open. */
static bool check_base(Rounding *r, Rounded *row)
{
    Check *c = r->c;
    mpz_t base;
    bool positive = mpq_sgn(row->quotient) > 0;
    if (mpq_sgn(row->quotient) < 0)
        return chk_wrong(c, row->code, "the exact amount is below 0");
    mpz_init(base);
    mpz_set_ui(base, positive && chk_gives_one(r->method) ? 1 : 0);
    chk_clamp(base, row);
    row->open = positive
                && !(row->has_most && mpz_cmp(base, row->most) == 0);
    int order = mpz_cmp(row->units, base);
    bool above = row->has_most && mpz_cmp(row->units, row->most) > 0;
    mpz_clear(base);
    return !(order < 0 || above || (order != 0 && !row->open))
           || chk_wrong(c, row->code, "the amount %s is outside what %s "
                        "allows it", chk_show(c, row->amount), r->method);
}

static bool divisor_ties(Rounding *r, const Unit *last, mpq_t cost)
{
    bool *tied = chk_alloc(r->c, r->n + 1, sizeof *tied);
    size_t up = 0, lost = 0;
    for (size_t i = 0; last->row && i < r->n; i++) {
        bool won = unit_last(r, &r->row[i], cost)
                   && mpq_equal(cost, last->cost);
        bool lose = !won && unit_next(r, &r->row[i], cost)
                    && mpq_equal(cost, last->cost);
        tied[i] = won || lose;
        up += won;
        lost += lose;
    }
    if (lost == 0) {
        memset(tied, 0, r->n * sizeof *tied);
        up = 0;
    }
    return chk_ties(r, tied, up);
}

static bool compare_units(Rounding *r, Unit *last, Unit *next, Unit *one)
{
    Check *c = r->c;
    for (size_t i = 0; i < r->n; i++) {
        one->row = &r->row[i];
        if (!check_base(r, &r->row[i]))
            return false;
        if (unit_last(r, one->row, one->cost))
            keep(last, one, 1);
        if (unit_next(r, one->row, one->cost))
            keep(next, one, -1);
        if (r->row[i].extra != (mpq_cmp(r->row[i].amount,
                                        r->row[i].exact) > 0))
            return chk_wrong(c, r->row[i].code,
                             r->row[i].extra ? N_("it is not rounded up")
                                             : N_("it is rounded up"));
    }
    if (last->row && next->row && compare(last, next) > 0)
        return chk_wrong(c, last->row->code, "the amount is %s, though by %s "
                         "the last unit goes to row %s",
                         chk_show(c, last->row->amount), r->method,
                         next->row->code);
    return divisor_ties(r, last, one->cost);
}

bool chk_divisor(Rounding *r)
{
    Unit last = {.row = NULL}, next = {.row = NULL}, one = {.row = NULL};
    mpq_inits(last.cost, next.cost, one.cost, (mpq_ptr)NULL);
    bool good = compare_units(r, &last, &next, &one);
    mpq_clears(last.cost, next.cost, one.cost, (mpq_ptr)NULL);
    return good;
}
