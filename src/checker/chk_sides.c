/* chk_sides.c - a rounding that keeps the totals of two tables, say of rows
 * and of columns.
 *
 * The amounts are those of a divisor method with multipliers u for rows and v
 * for columns if s(a - 1) <= x u / v <= s(a) in each cell with the quotient x
 * and a units (Balinski and Demange 1989). These multipliers need not be
 * stated: they exist just if lowering each u and v to what its cells allow
 * comes to rest, which it does, if at all, within as many rounds as there are
 * rows and columns (Bellman 1958, with products in place of sums). It does not
 * if a row was lowered because of a column, that because of another row, and so
 * on in a circle, which shows long before the numbers have grown large. Where
 * ties leave several tables possible, any of them passes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "checker/checker.h"

typedef struct Side {
    const Table *table;
    size_t *at;             /* cell -> row of the table */
    mpq_t *bound;           /* multiplier so far */
    size_t *because;        /* row of the other side that lowered it last */
    mpq_t *sum, *total;     /* of the amounts; to keep */
} Side;

static bool read_side(Rounding *r, const Node *node, Side *s)
{
    Check *c = r->c;
    size_t i = 0;
    if (!chk_members(c, node, "table totals")
        || !chk_table(c, node, "table", &s->table) || !s->table)
        return chk_fail(c, CHK_FORM, "not a certificate: %s: a side needs a "
                        "table", c->where);
    const Node *totals = chk_member(c, node, "totals", NODE_LIST);
    if (!totals || totals->n != s->table->n)
        return chk_wrong(c, NULL, "a side does not have the rows of %s",
                         s->table->name);
    s->at = chk_alloc(c, r->n + 1, sizeof *s->at);
    s->bound = chk_numbers(c, s->table->n);
    s->because = chk_alloc(c, s->table->n + 1, sizeof *s->because);
    s->sum = chk_numbers(c, s->table->n);
    s->total = chk_numbers(c, s->table->n);
    for (node = totals->first; node; node = node->next, i++) {
        const char *code;
        size_t at;
        if (!chk_members(c, node, "code keeping")
            || !chk_row(c, s->table, node, &code, &at)
            || !chk_fraction(c, node, "keeping", s->total[at], NULL))
            return false;
        if (at != i)
            return chk_wrong(c, code, "the total is not in its place");
        chk_nearest_unit(r, s->total[at]);
        mpq_set_ui(s->bound[at], 1, 1);
        s->because[at] = SIZE_MAX;
    }
    return true;
}

/* Which row and column each cell lies in; their sums. */
static bool read_cells(Rounding *r, Side *side)
{
    Check *c = r->c;
    size_t i = 0;
    for (const Node *node = chk_find(r->node, "rows")->first; node;
         node = node->next, i++) {
        const Node *codes = chk_member(c, node, "sides", NODE_LIST);
        const Node *code = codes ? codes->first : NULL;
        if (!codes || codes->n != 2)
            return chk_fail(c, CHK_FORM, "not a certificate: %s: a row has "
                            "two sides", c->where);
        for (size_t k = 0; k < 2; k++, code = code->next) {
            if (code->kind != NODE_TEXT
                || !chk_table_row(side[k].table, code->text,
                                  &side[k].at[i]))
                return chk_wrong(c, r->row[i].code, "it lies in no row of %s",
                                 side[k].table->name);
            if (!chk_add(c, side[k].sum[side[k].at[i]], r->row[i].amount))
                return false;
        }
    }
    return true;
}

static bool check_totals(Check *c, const Side *s)
{
    for (size_t i = 0; i < s->table->n; i++)
        if (!mpq_equal(s->sum[i], s->total[i]))
            return chk_wrong(c, NULL, "the amounts of %s add up to %s, the "
                             "total to keep is %s", s->table->code[i],
                             chk_show(c, s->sum[i]),
                             chk_show(c, s->total[i]));
    return true;
}

static bool check_cell(Check *c, const Rounded *row)
{
    int sign = mpq_sgn(row->quotient), units = mpz_sgn(row->units);
    if (sign < 0 || units < 0 || (sign == 0 && units > 0))
        return chk_wrong(c, row->code, "an amount of 0 stays 0, and none is "
                         "below it");
    return row->extra == (mpq_cmp(row->amount, row->exact) > 0)
           || chk_wrong(c, row->code, row->extra ? N_("it is not rounded up")
                                             : N_("it is rounded up"));
}

/* The bound of a row becomes the lesser of itself and x, which comes from a row
 * of the other side; was it lowered? */
static bool lower(Side *s, size_t row, const mpq_t x, size_t other)
{
    if (mpq_cmp(x, s->bound[row]) >= 0)
        return false;
    mpq_set(s->bound[row], x);
    s->because[row] = other;
    return true;
}

/* What one cell allows its row and its column. */
static bool relax(Rounding *r, Side *side, size_t i, mpq_t x)
{
    const Rounded *row = &r->row[i];
    size_t at = side[0].at[i], other = side[1].at[i];
    mpz_t before;
    if (mpq_sgn(row->quotient) == 0)
        return false;
    chk_unit_cost(r, row, row->units, x);
    mpq_mul(x, x, side[1].bound[other]);
    bool lowered = lower(&side[0], at, x, other);
    if (mpz_sgn(row->units) > 0) {
        mpz_init(before);
        mpz_sub_ui(before, row->units, 1);
        chk_unit_cost(r, row, before, x);
        mpz_clear(before);
        if (mpq_sgn(x) > 0) {
            mpq_div(x, side[0].bound[at], x);
            lowered = lower(&side[1], other, x, at) || lowered;
        }
    }
    chk_spend(r->c, CELL_STEPS * chk_longer((double)chk_bits(x)));
    return lowered;
}

/* Was a row of the first side lowered because of itself? seen[row]: the walk
 * that came by. */
static bool in_circle(const Side *side, size_t *seen)
{
    size_t n = side[0].table->n;
    memset(seen, 0, n * sizeof *seen);
    for (size_t from = 0; from < n; from++) {
        size_t row = from;
        while (row != SIZE_MAX && seen[row] == 0) {
            seen[row] = from + 1;
            size_t other = side[0].because[row];
            row = other == SIZE_MAX ? SIZE_MAX : side[1].because[other];
        }
        if (row != SIZE_MAX && seen[row] == from + 1)
            return true;
    }
    return false;
}

static bool check_multipliers(Rounding *r, Side *side)
{
    Check *c = r->c;
    size_t most = side[0].table->n + side[1].table->n + 1;
    size_t *seen = chk_alloc(c, side[0].table->n + 1, sizeof *seen);
    bool lowered = true;
    mpq_t x;
    mpq_init(x);
    for (size_t round = 0; lowered && round <= most; round++) {
        lowered = false;
        if (!chk_spend(c, (double)side[0].table->n))
            break;
        for (size_t i = 0; c->verdict == CHK_HOLDS && i < r->n; i++)
            lowered = relax(r, side, i, x) || lowered;
        if (lowered && in_circle(side, seen))
            break;
    }
    mpq_clear(x);
    if (lowered)
        chk_wrong(c, NULL, "no multipliers of rows and columns give these "
                  "amounts by %s", r->method);
    return c->verdict == CHK_HOLDS;
}

bool chk_sides(Rounding *r)
{
    Check *c = r->c;
    Side side[2] = {{0}, {0}};
    const Node *list = chk_member(c, r->node, "sides", NODE_LIST);
    if (!list || list->n != 2)
        return chk_fail(c, CHK_FORM, "not a certificate: %s: there are two "
                        "sides", c->where);
    if (!read_side(r, list->first, &side[0])
        || !read_side(r, list->first->next, &side[1])
        || !read_cells(r, side) || !check_totals(c, &side[0])
        || !check_totals(c, &side[1]))
        return false;
    for (size_t i = 0; i < r->n; i++) {
        if (!check_cell(c, &r->row[i]))
            return false;
        /* A first unit that costs nothing cannot be left out. */
        if (mpq_sgn(r->row[i].quotient) > 0 && mpz_sgn(r->row[i].units) == 0
            && chk_gives_one(r->method))
            return chk_wrong(c, r->row[i].code, "%s gives every row a unit",
                             r->method);
    }
    return check_multipliers(r, side);
}
