/* chk_allocate.c - are the amounts of a division those its rule gives?
 *
 * All floors come first. Then each tier in its order has a budget: what is
 * left, and its own floors. With a level L, amounts clamp(L * key, floor,
 * ceiling) that add up to the budget are the division asked for, whoever
 * found L.
 */
#include <stdlib.h>
#include <string.h>

#include "checker/checker.h"

/* ---- One tier ---- */

typedef struct Tier {
    Division *d;
    Claimant **row;         /* those that stay come first */
    size_t n, stay;
    bool has_level;
    mpq_t budget, level, rest;
} Tier;

/* The row furthest below its useful amount (then the lower code); t->stay if
 * there is none. */
static size_t worst(const Tier *t)
{
    size_t found = t->stay;
    mpq_t ratio, least;
    mpq_inits(ratio, least, (mpq_ptr)NULL);
    for (size_t i = 0; i < t->stay; i++) {
        const Claimant *r = t->row[i];
        if (!r->least_useful || mpq_cmp(r->award, r->useful) >= 0)
            continue;
        mpq_div(ratio, r->award, r->useful);
        int order = found == t->stay ? -1 : mpq_cmp(ratio, least);
        if (order == 0)
            order = strcmp(r->code, t->row[found]->code);
        if (order < 0) {
            found = i;
            mpq_set(least, ratio);
        }
    }
    mpq_clears(ratio, least, (mpq_ptr)NULL);
    return found;
}

/* Steps of a rule that goes over all sets of claims, if it has to. */
static double sets(const Tier *t, double bits)
{
    size_t n = 0;
    mpq_t sum;
    bool arrival = strcmp(t->d->rule, "random arrival") == 0;
    if ((!arrival && strcmp(t->d->rule, "average of awards") != 0)
        || mpq_sgn(t->budget) == 0)
        return 0;
    mpq_init(sum);
    for (size_t i = 0; i < t->stay; i++) {
        n += mpq_sgn(t->row[i]->ceiling) > 0;
        chk_add(t->d->c, sum, t->row[i]->ceiling);
    }
    bool covered = mpq_cmp(t->budget, sum) >= 0;
    mpq_clear(sum);
    if (covered || n > CLAIMANTS_MAX)
        return 0;
    return (double)n * (double)(1UL << n)
           * (arrival ? ARRIVAL_STEPS * chk_longer(bits)
                      : AVERAGE_STEPS * chk_longer(bits * (double)n));
}

/* Bits of the longest number that is divided, or divided by. */
static double longest(const Tier *t)
{
    size_t most = chk_bits(t->budget);
    for (size_t i = 0; i < t->stay; i++) {
        const Claimant *r = t->row[i];
        const mpq_t *number[] = {&r->key, &r->floor, &r->ceiling, &r->useful};
        for (size_t k = 0; k < 4; k++) {
            size_t bits = chk_bits(*number[k]);
            most = bits > most ? bits : most;
        }
    }
    return (double)most;
}

static double row_steps(const Division *d)
{
    return d->proportional ? POUR_STEPS
           : strcmp(d->rule, "constrained egalitarian") == 0 ? HALVES_STEPS
                                                             : ROW_STEPS;
}

static bool solve(Tier *t)
{
    Check *c = t->d->c;
    double bits = longest(t);
    double rows = (double)t->stay * row_steps(t->d) * chk_longer(bits);
    if (!chk_spend(c, rows + sets(t, bits)))
        return false;
    if (!t->d->proportional)
        return chk_claims(c, t->d->rule, t->row, t->stay, t->budget);
    chk_pour(c, t->row, t->stay, t->budget);
    return c->verdict == CHK_HOLDS;
}

/* Divides anew, rows leaving one by one, and compares. */
static bool again(Tier *t)
{
    Check *c = t->d->c;
    for (;;) {
        if (!solve(t))
            return false;
        size_t out = worst(t);
        if (out == t->stay)
            break;
        Claimant *r = t->row[out];
        t->row[out] = t->row[--t->stay];
        t->row[t->stay] = r;
        mpq_set_ui(r->award, 0, 1);
    }
    for (size_t i = 0; i < t->n; i++) {
        const Claimant *r = t->row[i];
        bool stays = i < t->stay;
        if (stays == (r->state == STATE_DROPPED))
            return chk_wrong(c, r->code, stays ? N_("it is dropped, and "
                                                    "should not be")
                                               : N_("it is not dropped, and "
                                                    "should be"));
        if (!mpq_equal(r->amount, r->award))
            return chk_wrong(c, r->code, "the amount is %s, the rule gives "
                             "%s", chk_show(c, r->amount),
                             chk_show(c, r->award));
    }
    return true;
}

/* Without a level nothing was placed by key (and nothing is left to place),
 * or everybody with a key is at the ceiling. */
static bool without_level(Tier *t)
{
    Check *c = t->d->c;
    bool floors = true, ceilings = true, keys = false;
    for (size_t i = 0; i < t->stay; i++) {
        const Claimant *r = t->row[i];
        if (r->state == STATE_SHARE && mpq_sgn(r->amount) != 0)
            return chk_wrong(c, r->code, "it is stated as a share, and there "
                             "is no level");
        bool key = mpq_sgn(r->key) > 0;
        bool floor = mpq_equal(r->amount, r->floor);
        keys = keys || key;
        floors = floors && floor;
        ceilings = ceilings
                   && (key ? r->capped && mpq_equal(r->amount, r->ceiling)
                           : floor);
    }
    if (ceilings || (floors && (!keys || mpq_sgn(t->rest) == 0)))
        return true;
    return chk_wrong(c, NULL, "the tier needs a level");
}

bool chk_share(Check *c, const Claimant *r, const mpq_t x)
{
    return r->state != STATE_SHARE || mpq_equal(r->amount, x)
           || chk_wrong(c, r->code, "it is stated as a share, the amount is "
                        "%s and level times key %s", chk_show(c, r->amount),
                        chk_show(c, x));
}

/* Amounts of the level; and no lower level gives the same. */
static bool with_level(Tier *t)
{
    Check *c = t->d->c;
    bool lowest = mpq_sgn(t->level) == 0;
    mpq_t x;
    if (!chk_spend_two(c, chk_bits(t->level), 1, 4 * t->stay))
        return false;
    mpq_init(x);
    for (size_t i = 0; c->verdict == CHK_HOLDS && i < t->stay; i++) {
        Claimant *r = t->row[i];
        mpq_mul(x, r->key, t->level);
        lowest = lowest
                 || (mpq_cmp(x, r->floor) > 0
                     && !(r->capped && mpq_cmp(x, r->ceiling) > 0));
        chk_at_level(r, t->level);
        if (!mpq_equal(r->award, r->amount))
            chk_wrong(c, r->code, "the amount is %s, level times key within "
                      "the limits is %s", chk_show(c, r->amount),
                      chk_show(c, r->award));
        chk_share(c, r, x);
    }
    mpq_clear(x);
    if (mpq_sgn(t->rest) != 0)
        chk_wrong(c, NULL, "%s of %s is not placed, and could be",
                  chk_show(c, t->rest), chk_show(c, t->budget));
    if (!lowest || mpq_sgn(t->level) < 0)
        chk_wrong(c, NULL, "the level %s is not the lowest one",
                  chk_show(c, t->level));
    return c->verdict == CHK_HOLDS;
}

/* Of equal losses the level is the largest loss; other rules have none. */
static bool rule_level(Tier *t)
{
    Check *c = t->d->c;
    bool has = false;
    mpq_t loss, most, sum;
    mpq_inits(loss, most, sum, (mpq_ptr)NULL);
    for (size_t i = 0; i < t->stay; i++) {
        const Claimant *r = t->row[i];
        chk_add(c, sum, r->ceiling);
        mpq_sub(loss, r->ceiling, r->amount);
        if (mpq_cmp(loss, most) > 0)
            mpq_set(most, loss);
        if (r->state == STATE_SHARE && mpq_sgn(loss) == 0)
            chk_wrong(c, r->code, "it is stated as a share, and is the whole "
                      "claim");
    }
    has = strcmp(t->d->rule, "equal losses") == 0
          && mpq_cmp(t->budget, sum) < 0;
    if (has != t->has_level || (has && !mpq_equal(most, t->level)))
        chk_wrong(c, NULL, has ? N_("the level is not the largest loss, %s")
                               : N_("this division has no level"),
                  chk_show(c, most));
    mpq_clears(loss, most, sum, (mpq_ptr)NULL);
    return c->verdict == CHK_HOLDS;
}

static bool check_rows(Tier *t)
{
    Division *d = t->d;
    bool dropped = false;
    for (size_t i = 0; i < t->n; i++) {
        const Claimant *r = t->row[i];
        dropped = dropped || r->state == STATE_DROPPED;
        if (r->state != STATE_DROPPED && r->least_useful
            && mpq_cmp(r->amount, r->useful) < 0)
            return chk_wrong(d->c, r->code, "the amount %s is below the "
                             "useful amount %s", chk_show(d->c, r->amount),
                             chk_show(d->c, r->useful));
    }
    t->stay = t->n;
    if ((dropped || !d->proportional) && !again(t))
        return false;
    mpq_set(t->rest, t->budget);
    for (size_t i = 0; i < t->stay; i++)
        chk_sub(d->c, t->rest, t->row[i]->amount);
    if (mpq_sgn(t->rest) < 0) {
        mpq_neg(t->rest, t->rest);
        return chk_wrong(d->c, NULL, "more is given than there is, by %s",
                         chk_show(d->c, t->rest));
    }
    if (!d->proportional)
        return rule_level(t);
    return t->has_level ? with_level(t) : without_level(t);
}

static bool check_tier(Division *d, const Node *node, Claimant **row,
                       size_t n)
{
    Check *c = d->c;
    size_t rows = 0;
    Tier t = {.d = d, .row = row, .n = n};
    mpq_inits(t.budget, t.level, t.rest, (mpq_ptr)NULL);
    mpq_set(t.budget, d->rest);
    for (size_t i = 0; i < n; i++)
        chk_add(c, t.budget, row[i]->floor);
    bool orders = chk_find(chk_find(d->node, "sums"), "order") != NULL;
    bool good = chk_members(c, node, orders ? "order rows level"
                                            : "rows level")
                && chk_count(c, node, "rows", &rows)
                && chk_fraction(c, node, "level", t.level, &t.has_level);
    if (good && orders)
        good = chk_same(c, node, "order", row[0]->order,
                        chk_tr("a tier's order"));
    if (good && rows != n)
        good = chk_wrong(c, NULL, "a tier is stated with %zu rows and has "
                         "%zu", rows, n);
    good = good && check_rows(&t);
    mpq_set(d->rest, t.rest);
    mpq_clears(t.budget, t.level, t.rest, (mpq_ptr)NULL);
    return good;
}

static int by_order(const void *x, const void *y)
{
    const Claimant *const *a = x, *const *b = y;
    int order = mpq_cmp((*a)->order, (*b)->order);
    return order ? order : (*a > *b) - (*a < *b);
}

static bool check_tiers(Division *d)
{
    Check *c = d->c;
    const Node *tiers = chk_member(c, d->node, "tiers", NODE_LIST);
    const Node *tier = tiers ? tiers->first : NULL;
    if (!tiers)
        return false;
    qsort(d->row, d->n, sizeof *d->row, by_order);
    for (size_t from = 0, to; from < d->n; from = to) {
        for (to = from + 1;
             to < d->n && mpq_equal(d->row[from]->order, d->row[to]->order);)
            to++;
        if (!tier)
            return chk_wrong(c, NULL, "a tier is missing");
        if (!check_tier(d, tier, d->row + from, to - from))
            return false;
        tier = tier->next;
    }
    return !tier || chk_wrong(c, NULL, "there are too many tiers");
}

/* ---- The rows of one group ---- */

static bool read_state(Check *c, const Node *node, State *out)
{
    static const char *const words[] = {"out", "share", "floor", "ceiling",
                                        "dropped"};
    const char *word;
    if (!chk_word(c, node, "state", &word))
        return false;
    for (size_t i = 0; word && i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0) {
            *out = (State)i;
            return true;
        }
    return chk_fail(c, CHK_FORM, "not a certificate: %s: there is no state "
                    "\"%s\"", c->where, word ? word : "null");
}

/* A row has the numbers that the group has sums of. */
static bool read_number(Division *d, const Node *node, const char *name,
                        const Node *sums, mpq_t out, bool *has)
{
    Check *c = d->c;
    if (!chk_fraction(c, node, name, out, has))
        return false;
    return *has == (chk_find(sums, name) != NULL)
           || chk_fail(c, CHK_FORM, "not a certificate: %s: \"%s\" is not "
                       "given for all rows", c->where, name);
}

static bool check_limits(Check *c, const Claimant *r)
{
    bool crossed = r->capped && mpq_cmp(r->floor, r->ceiling) > 0;
    if (mpq_sgn(r->key) < 0 || mpq_sgn(r->floor) < 0 || crossed)
        return chk_wrong(c, r->code, crossed ? N_("the floor is above the "
                                                  "ceiling")
                                             : N_("a number is below 0"));
    bool below = mpq_cmp(r->amount, r->floor) < 0;
    bool above = r->capped && mpq_cmp(r->amount, r->ceiling) > 0;
    if (r->state == STATE_DROPPED && !r->least_useful)
        return chk_wrong(c, r->code, "it is dropped, and should not be");
    if (r->state == STATE_DROPPED)
        return mpq_sgn(r->amount) == 0
               || chk_wrong(c, r->code, "it is dropped, and the amount is "
                            "%s", chk_show(c, r->amount));
    if (below || above)
        return chk_wrong(c, r->code,
                         below ? N_("the amount %s is below the floor %s")
                               : N_("the amount %s is above the ceiling %s"),
                         chk_show(c, r->amount),
                         chk_show(c, below ? r->floor : r->ceiling));
    if ((r->state == STATE_FLOOR && !mpq_equal(r->amount, r->floor))
        || (r->state == STATE_CEILING
            && !(r->capped && mpq_equal(r->amount, r->ceiling))))
        return chk_wrong(c, r->code, "the amount %s is not at the limit",
                         chk_show(c, r->amount));
    return true;
}

static bool read_claimant(Division *d, const Node *node, const Node *sums,
                          Claimant *r)
{
    Check *c = d->c;
    bool has_key, has_floor, has_useful, has_order;
    if (!read_number(d, node, "key", sums, r->key, &has_key)
        || !read_number(d, node, "floor", sums, r->floor, &has_floor)
        || !read_number(d, node, "ceiling", sums, r->ceiling, &r->capped)
        || !read_number(d, node, "useful", sums, r->useful, &has_useful)
        || !read_number(d, node, "order", sums, r->order, &has_order)
        || !chk_fraction(c, node, "amount", r->amount, NULL))
        return false;
    if (!has_key)
        mpq_set_ui(r->key, 1, 1);
    r->least_useful = has_useful && mpq_sgn(r->useful) > 0;
    return check_limits(c, r);
}

/* The rows that take part; the others have no more than code and state. */
static bool read_rows(Division *d, const Node *rows, const Node *sums,
                      bool limits)
{
    Check *c = d->c;
    for (const Node *node = rows->first; node; node = node->next) {
        Claimant *r = &d->all[d->n];
        if (!chk_members(c, node, limits ? "code state key floor ceiling "
                                           "limit amount"
                                         : "code state key floor ceiling "
                                           "useful order amount")
            || !read_state(c, node, &r->state))
            return false;
        if (r->state == STATE_OUT) {
            if (node->n != 2)
                return chk_fail(c, CHK_FORM, "not a certificate: %s: a row "
                                "takes no part and has numbers", c->where);
            continue;
        }
        r->code = chk_find(node, "code")->text;
        if (!read_claimant(d, node, sums, r))
            return false;
        d->row[d->n++] = r;
    }
    return true;
}

static bool check_sum(Division *d, const Node *sums, const char *name,
                      size_t field)
{
    mpq_t sum;
    mpq_init(sum);
    for (size_t i = 0; i < d->n; i++)
        chk_add(d->c, sum, *(mpq_t *)((char *)&d->all[i] + field));
    bool good = !chk_find(sums, name)
                || chk_same(d->c, sums, name, sum,
                            chk_format(d->c, "the sum of %s", name));
    mpq_clear(sum);
    return good;
}

#define CHECK_SUM(d, sums, member) \
    check_sum(d, sums, #member, offsetof(Claimant, member))

/* Which numbers rows may have: by a claims rule no keys, but claims. */
static bool check_clauses(Division *d, const Node *sums, bool limits)
{
    bool claims = strcmp(d->rule, "proportional") != 0;
    return chk_members(d->c, sums,
                       limits   ? "key floor ceiling limit_floor "
                                  "limit_ceiling"
                       : claims ? "floor ceiling useful order"
                                : "key floor ceiling useful order")
           && (!claims || chk_member(d->c, sums, "ceiling", NODE_TEXT));
}

static bool check_sums(Division *d, const Node *sums)
{
    return CHECK_SUM(d, sums, key) && CHECK_SUM(d, sums, floor)
           && CHECK_SUM(d, sums, ceiling) && CHECK_SUM(d, sums, useful)
           && CHECK_SUM(d, sums, order);
}

/* Total and floors; what is left of it after them is d->rest. */
static bool check_total(Division *d)
{
    Check *c = d->c;
    if (!chk_fraction(c, d->node, "total", d->total, NULL))
        return false;
    mpq_set(d->rest, d->total);
    for (size_t i = 0; i < d->n; i++)
        chk_sub(c, d->rest, d->all[i].floor);
    return mpq_sgn(d->rest) >= 0
           || chk_wrong(c, NULL, "the floors are above the total");
}

static bool check_group(Division *d, const Table *summed)
{
    Check *c = d->c;
    const Node *rows = chk_member(c, d->node, "rows", NODE_LIST);
    const Node *sums = chk_member(c, d->node, "sums", NODE_OBJECT);
    if (!rows || !sums
        || !chk_members(c, d->node, summed ? "code total unallocated sums "
                                             "level limits rows"
                                           : "code total unallocated sums "
                                             "tiers rows")
        || !check_clauses(d, sums, summed != NULL)
        || !read_rows(d, rows, sums, summed != NULL)
        || !check_sums(d, sums)
        || !check_total(d)
        || !(summed ? chk_limits(d, summed) : check_tiers(d)))
        return false;
    return chk_same(c, d->node, "unallocated", d->rest,
                    chk_tr("what is not placed"));
}

static void claimants_clear(Division *d, size_t n)
{
    for (size_t i = 0; i < n; i++)
        mpq_clears(d->all[i].key, d->all[i].floor, d->all[i].ceiling,
                   d->all[i].useful, d->all[i].order, d->all[i].amount,
                   d->all[i].award, (mpq_ptr)NULL);
    free(d->all);
    free(d->row);
}

/* Longer names are not said anew for each group: that would fill memory. */
#define GROUP_SAID 1000

const char *chk_where_group(Check *c, const char *where, const Node *group)
{
    const Node *code = chk_find(group, "code");
    return code->kind == NODE_TEXT
           && strnlen(where, GROUP_SAID) + strnlen(code->text, GROUP_SAID)
                  <= GROUP_SAID
               ? chk_format(c, "%s, group %s", where, code->text)
               : where;
}

bool chk_allocation(Check *c, const Column *column)
{
    const char *rule, *in, *text, *unit;
    const Table *summed;
    const char *where = c->where;
    const Node *node = column->node;
    if (!chk_members(c, node, "in text unit table per rule summed_by groups")
        || !chk_word(c, node, "rule", &rule) || !chk_word(c, node, "in", &in)
        || !chk_word(c, node, "text", &text)
        || !chk_word(c, node, "unit", &unit)
        || !chk_table(c, node, "summed_by", &summed))
        return false;
    rule = rule ? rule : "";
    bool good = column->table
                || chk_fail(c, CHK_FORM, "not a certificate: %s: a division "
                            "needs a table", where);
    for (const Node *g = chk_find(node, "groups")->first; good && g;
         g = g->next) {
        size_t n = chk_find(g, "rows")->n;
        Division d = {.c = c, .node = g, .rule = rule};
        d.proportional = strcmp(rule, "proportional") == 0
                         || strcmp(rule, "equal awards") == 0;
        d.all = chk_take(n + 1, sizeof *d.all);
        d.row = chk_take(n + 1, sizeof *d.row);
        for (size_t i = 0; i < n; i++)
            mpq_inits(d.all[i].key, d.all[i].floor, d.all[i].ceiling,
                      d.all[i].useful, d.all[i].order, d.all[i].amount,
                      d.all[i].award, (mpq_ptr)NULL);
        mpq_inits(d.total, d.rest, (mpq_ptr)NULL);
        c->where = chk_where_group(c, where, g);
        good = check_group(&d, summed);
        mpq_clears(d.total, d.rest, (mpq_ptr)NULL);
        claimants_clear(&d, n);
    }
    c->where = where;
    return good;
}
