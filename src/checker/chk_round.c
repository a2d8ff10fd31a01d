/* chk_round.c - are the rounded amounts those of the method?
 *
 * Each method by its definition (README.md), ties and limits included. Whole
 * numbers are counts of the unit rounded to.
 */
#include <stdlib.h>
#include <string.h>

#include "checker/checker.h"

int chk_tie(const Rounded *a, const Rounded *b)
{
    int order = mpq_cmp(b->tie, a->tie);
    return order ? order : strcmp(a->code, b->code);
}

void chk_clamp(mpz_t units, const Rounded *r)
{
    if (r->has_least && mpz_cmp(units, r->least) < 0)
        mpz_set(units, r->least);
    if (r->has_most && mpz_cmp(units, r->most) > 0)
        mpz_set(units, r->most);
}

bool chk_same_units(Rounding *r, const Rounded *row, const mpz_t units)
{
    mpq_t amount;
    if (mpz_cmp(row->units, units) == 0)
        return true;
    mpq_init(amount);
    mpq_set_z(amount, units);
    mpq_mul(amount, amount, r->unit);
    chk_wrong(r->c, row->code, "the amount is %s, by %s it is %s",
              chk_show(r->c, row->amount), r->method,
              chk_show(r->c, amount));
    mpq_clear(amount);
    return false;
}

bool chk_ties(Rounding *r, const bool *tied, size_t n_up)
{
    size_t n = 0, claimed, claimed_up;
    if (!chk_count(r->c, r->node, "tied", &claimed)
        || !chk_count(r->c, r->node, "tied_up", &claimed_up))
        return false;
    for (size_t i = 0; i < r->n; i++) {
        n += tied[i];
        if (tied[i] != r->row[i].tied)
            return chk_wrong(r->c, r->row[i].code, "it is %s at the cut",
                             tied[i] ? chk_tr("tied") : chk_tr("not tied"));
    }
    return (n == claimed && n_up == claimed_up)
           || chk_wrong(r->c, NULL, "%zu rows are tied, %zu of them up", n,
                        n_up);
}

/* Other methods than largest remainder: the amount is above the exact one. */
static bool check_extra(Rounding *r)
{
    for (size_t i = 0; i < r->n; i++) {
        const Rounded *row = &r->row[i];
        if (row->extra != (mpq_cmp(row->amount, row->exact) > 0))
            return chk_wrong(r->c, row->code,
                             row->extra ? N_("it is not rounded up")
                                        : N_("it is rounded up"));
    }
    return true;
}

/* ---- Each row by itself ---- */

/* The quotient without its sign, to a whole number. */
static void round_positive(mpz_t out, const char *method, const mpq_t x)
{
    mpq_t half;
    bool up = strcmp(method, "up") == 0;
    mpz_fdiv_q(out, mpq_numref(x), mpq_denref(x));
    if (mpz_cmp_ui(mpq_denref(x), 1) == 0 || strcmp(method, "down") == 0)
        return;
    mpq_init(half);
    mpq_set_z(half, out);
    mpq_sub(half, x, half);
    int order = mpq_cmp_ui(half, 1, 2);
    up = up || order > 0
         || (order == 0 && (strcmp(method, "nearest") == 0
                            || mpz_odd_p(out)));
    if (up)
        mpz_add_ui(out, out, 1);
    mpq_clear(half);
}

static bool by_itself(Rounding *r)
{
    bool good = true;
    bool *tied = chk_alloc(r->c, r->n + 1, sizeof *tied);
    mpq_t x;
    mpz_t units;
    mpq_init(x);
    mpz_init(units);
    for (size_t i = 0; i < r->n && good; i++) {
        Rounded *row = &r->row[i];
        mpq_abs(x, row->quotient);
        round_positive(units, r->method, x);
        if (mpq_sgn(row->quotient) < 0)
            mpz_neg(units, units);
        chk_clamp(units, row);
        good = chk_same_units(r, row, units);
    }
    mpq_clear(x);
    mpz_clear(units);
    return good && check_extra(r) && chk_ties(r, tied, 0);
}

/* ---- Rows and totals ---- */

/* A whole number of units inside the limit. */
static bool read_limit(Rounding *r, const Node *node, const char *name,
                       bool *has, mpz_t out)
{
    mpq_t limit;
    mpq_init(limit);
    bool good = chk_fraction(r->c, node, name, limit, has);
    mpq_div(limit, limit, r->unit);
    if (strcmp(name, "at_least") == 0)
        mpz_cdiv_q(out, mpq_numref(limit), mpq_denref(limit));
    else
        mpz_fdiv_q(out, mpq_numref(limit), mpq_denref(limit));
    mpq_clear(limit);
    return good;
}

static bool read_quotient(Rounding *r, const Node *node, Rounded *row)
{
    Check *c = r->c;
    mpq_t x;
    mpq_div(row->quotient, row->exact, r->unit);
    mpz_fdiv_q(row->down, mpq_numref(row->quotient),
               mpq_denref(row->quotient));
    mpq_init(x);
    mpq_set_z(x, row->down);
    mpq_sub(x, row->quotient, x);
    if (!mpq_equal(x, row->remainder))
        chk_wrong(c, row->code, "the remainder is %s", chk_show(c, x));
    mpq_div(x, row->amount, r->unit);
    if (mpz_cmp_ui(mpq_denref(x), 1) != 0)
        chk_wrong(c, row->code, "the amount %s is no whole number of units",
                  chk_show(c, row->amount));
    mpz_set(row->units, mpq_numref(x));
    mpq_clear(x);
    (void)node;
    return c->verdict == CHK_HOLDS;
}

static bool read_rounded(Rounding *r, const Node *node, Rounded *row)
{
    Check *c = r->c;
    bool has_tie;
    const Node *code = chk_find(node, "code");
    row->code = code ? code->text : "";
    bool sides = chk_find(r->node, "sides") != NULL;
    if (!chk_members(c, node, sides ? "code rest exact tie at_least at_most "
                                      "remainder extra sides amount"
                                    : "code rest exact tie at_least at_most "
                                      "remainder extra tied amount")
        || !chk_fraction(c, node, "exact", row->exact, NULL)
        || !chk_fraction(c, node, "amount", row->amount, NULL)
        || !chk_fraction(c, node, "remainder", row->remainder, NULL)
        || !chk_fraction(c, node, "tie", row->tie, &has_tie)
        || !chk_flag(c, node, "extra", &row->extra)
        || (!sides && !chk_flag(c, node, "tied", &row->tied))
        || !read_limit(r, node, "at_least", &row->has_least, row->least)
        || !read_limit(r, node, "at_most", &row->has_most, row->most)
        || !read_quotient(r, node, row))
        return false;
    const Node *sums = chk_find(r->node, "sums");
    if (has_tie != (chk_find(sums, "tie") != NULL)
        || row->has_least != (chk_find(sums, "at_least") != NULL)
        || row->has_most != (chk_find(sums, "at_most") != NULL))
        return chk_fail(c, CHK_FORM, "not a certificate: %s: a number is not "
                        "given for all rows", c->where);
    if (!has_tie)
        mpq_set(row->tie, row->exact);
    return !(row->has_least && row->has_most
             && mpz_cmp(row->least, row->most) > 0)
           || chk_wrong(c, row->code, "no whole unit lies between the "
                        "limits");
}

/* What is rounded is put together from where it is said to come. */
static bool check_from(Rounding *r, const Column *column, const Node *node,
                       const Rounded *row)
{
    Check *c = r->c;
    const Node *from = chk_find(column->node, "from");
    bool stated = false;
    size_t at = 0;
    mpq_t sum;
    if (column->table)
        chk_table_row(column->table, row->code, &at);
    mpq_init(sum);
    bool good = chk_parts(c, from, column->table, node, at, sum, &stated);
    if (good && !stated && !mpq_equal(sum, row->exact))
        good = chk_wrong(c, row->code, "the exact amount is %s, its parts "
                         "add up to %s", chk_show(c, row->exact),
                         chk_show(c, sum));
    mpq_clear(sum);
    return good;
}

static bool read_rows(Rounding *r, const Column *column)
{
    size_t i = 0;
    for (const Node *node = chk_find(r->node, "rows")->first; node;
         node = node->next, i++)
        if (!read_rounded(r, node, &r->row[i])
            || !check_from(r, column, node, &r->row[i]))
            return false;
    return true;
}

/* Sums of a column of the rows; limits are summed as they are written. */
static bool check_sum(Rounding *r, const char *name, bool always, mpq_t sum)
{
    const Node *sums = chk_find(r->node, "sums");
    mpq_t x;
    mpq_init(x);
    mpq_set_ui(sum, 0, 1);
    bool good = true;
    for (const Node *node = chk_find(r->node, "rows")->first; good && node;
         node = node->next) {
        bool has;
        good = chk_fraction(r->c, node, name, x, &has)
               && chk_add(r->c, sum, x);
    }
    mpq_clear(x);
    if (good && (always || chk_find(sums, name)))
        good = chk_same(r->c, sums, name, sum,
                        chk_format(r->c, "the sum of %s", name));
    return good;
}

void chk_nearest_unit(Rounding *r, mpq_t amount)
{
    mpq_t size;
    bool negative = mpq_sgn(amount) < 0;
    mpq_init(size);
    mpq_div(amount, amount, r->unit);
    mpq_abs(size, amount);
    round_positive(r->target, "nearest", size);
    if (negative)
        mpz_neg(r->target, r->target);
    mpq_set_z(amount, r->target);
    mpq_mul(amount, amount, r->unit);
    mpq_clear(size);
}

/* The total to keep, else the exact sum, taken to the nearest unit; it is the
 * sum of the amounts. */
static bool check_total(Rounding *r, mpq_t exact, mpq_t amount, bool keeps)
{
    Check *c = r->c;
    mpq_t total, keep;
    bool has_total, has_keep;
    mpq_inits(total, keep, (mpq_ptr)NULL);
    bool good = chk_fraction(c, r->node, "total", total, &has_total)
                && chk_fraction(c, r->node, "keeping", keep, &has_keep);
    if (good && has_total != keeps) {
        good = chk_wrong(c, NULL, keeps ? N_("%s keeps a total")
                                        : N_("%s keeps no total"), r->method);
    } else if (good && keeps) {
        if (has_keep)
            mpq_set(exact, keep);
        chk_nearest_unit(r, exact);
        good = chk_same(c, r->node, "total", exact, chk_tr("the total to "
                                                           "keep"));
        if (good && !mpq_equal(total, amount))
            good = chk_wrong(c, NULL, "the amounts add up to %s, the total "
                             "is %s", chk_show(c, amount),
                             chk_show(c, total));
    }
    mpq_clears(total, keep, (mpq_ptr)NULL);
    return good;
}

static bool check_method(Rounding *r)
{
    static const char *const alone[] = {"nearest", "half even", "down", "up"};
    static const char *const divisor[] = {"webster", "jefferson", "adams",
                                          "huntington hill", "dean"};
    bool itself = false, divides = false;
    bool largest = strcmp(r->method, "largest remainder") == 0;
    bool sides = chk_find(r->node, "sides") != NULL;
    mpq_t exact, amount;
    for (size_t i = 0; i < 4; i++)
        itself = itself || strcmp(r->method, alone[i]) == 0;
    for (size_t i = 0; i < 5; i++)
        divides = divides || strcmp(r->method, divisor[i]) == 0;
    if (!itself && !divides && !largest)
        return chk_fail(r->c, CHK_FORM, "not a certificate: %s: there is no "
                        "method \"%s\"", r->c->where, r->method);
    mpq_inits(exact, amount, (mpq_ptr)NULL);
    bool good = chk_members(r->c, r->node,
                            sides     ? "code sums sides rows"
                            : itself  ? "code total sums tied tied_up rows"
                            : largest ? "code keeping total sums extras cut "
                                        "tied tied_up rows"
                                      : "code keeping total sums tied "
                                        "tied_up rows")
                && chk_members(r->c, chk_find(r->node, "sums"),
                            "exact tie at_least at_most amount")
                && check_sum(r, "tie", false, exact)
                && check_sum(r, "at_least", false, exact)
                && check_sum(r, "at_most", false, exact)
                && check_sum(r, "exact", true, exact)
                && check_sum(r, "amount", true, amount)
                && (sides || check_total(r, exact, amount, !itself));
    mpq_clears(exact, amount, (mpq_ptr)NULL);
    if (good && sides)
        return divides ? chk_sides(r)
                       : chk_fail(r->c, CHK_FORM, "not a certificate: %s: "
                                  "two sides are kept by a divisor method",
                                  r->c->where);
    return good && (itself    ? by_itself(r)
                    : largest ? chk_remainder(r)
                              : chk_divisor(r));
}

static bool check_group(Check *c, const Column *column, const char *method,
                        const Node *group, Rounding *r)
{
    const Node *rows = chk_find(group, "rows");
    if (!chk_member(c, group, "sums", NODE_OBJECT))
        return false;
    r->node = group;
    r->method = method;
    r->n = rows->n;
    if (!chk_spend_two(c, chk_bits(r->unit), chk_bits(r->first), 8 * r->n))
        return false;
    r->row = chk_take(r->n + 1, sizeof *r->row);
    for (size_t i = 0; i < r->n; i++) {
        Rounded *row = &r->row[i];
        mpq_inits(row->exact, row->tie, row->quotient, row->remainder,
                  row->amount, (mpq_ptr)NULL);
        mpz_inits(row->units, row->down, row->least, row->most,
                  (mpz_ptr)NULL);
    }
    bool good = read_rows(r, column) && check_method(r);
    for (size_t i = 0; i < r->n; i++) {
        Rounded *row = &r->row[i];
        mpq_clears(row->exact, row->tie, row->quotient, row->remainder,
                   row->amount, (mpq_ptr)NULL);
        mpz_clears(row->units, row->down, row->least, row->most,
                   (mpz_ptr)NULL);
    }
    free(r->row);
    return good;
}

static bool check_groups(Rounding *r, const Column *column,
                         const char *method)
{
    Check *c = r->c;
    const char *where = c->where;
    bool has_first;
    if (!chk_fraction(c, column->node, "unit", r->unit, NULL)
        || !chk_fraction(c, column->node, "first", r->first, &has_first))
        return false;
    if (!has_first)
        mpq_set_ui(r->first, 1, 2);
    if (mpq_sgn(r->unit) <= 0 || mpq_sgn(r->first) <= 0
        || mpq_cmp_ui(r->first, 1, 1) > 0)
        return chk_wrong(c, NULL, "the unit, or the first signpost, is out "
                         "of bounds");
    for (const Node *g = chk_find(column->node, "groups")->first; g;
         g = g->next) {
        c->where = chk_where_group(c, where, g);
        if (!check_group(c, column, method, g, r))
            return false;
    }
    c->where = where;
    return true;
}

bool chk_rounding(Check *c, const Column *column)
{
    const char *method;
    Rounding r = {.c = c};
    if (!chk_word(c, column->node, "method", &method)
        || !chk_members(c, column->node,
                        method && strcmp(method, "webster") == 0
                            ? "in table per method unit first from groups"
                            : "in table per method unit from groups")
        || !chk_member(c, column->node, "from", NODE_LIST))
        return false;
    mpq_inits(r.unit, r.first, (mpq_ptr)NULL);
    mpz_init(r.target);
    bool good = check_groups(&r, column, method ? method : "");
    mpq_clears(r.unit, r.first, (mpq_ptr)NULL);
    mpz_clear(r.target);
    return good;
}
