/* chk_limits.c - a division with limits on groups of rows (`summed by`).
 *
 * With x_i(L) = clamp(L * key_i, floor_i, ceiling_i), one level L is for all
 * groups whose sum of x_i(L) lies within their limits; a group held at its
 * limit has a level of its own and adds up to the limit. Held at the ceiling
 * its sum at L is no less than that, held at the floor no more.
 */
#include <stdlib.h>
#include <string.h>

#include "checker/checker.h"

typedef struct Limit {
    const char *code;
    State state;
    bool has_floor, has_ceiling, has_level;
    mpq_t floor, ceiling, level;
    mpq_t sum;              /* of the claimed amounts */
    mpq_t at_common;        /* sum of x_i(L) */
    bool full;              /* rows with a key at ceilings, others at floors */
    bool at_floors;         /* all its rows are at floors */
    bool tight;             /* some amount is its level times the key */
} Limit;

typedef struct Limits {
    Division *d;
    const Table *table;
    Limit *limit;
    size_t n;
    bool has_level;
    mpq_t level;            /* L */
} Limits;

static bool read_limit(Check *c, const Node *node, Limit *l)
{
    const char *state;
    if (!chk_members(c, node, "code state floor ceiling level"))
        return false;
    const Node *code = chk_member(c, node, "code", NODE_TEXT);
    if (!code || !chk_word(c, node, "state", &state)
        || !chk_fraction(c, node, "floor", l->floor, &l->has_floor)
        || !chk_fraction(c, node, "ceiling", l->ceiling, &l->has_ceiling)
        || !chk_fraction(c, node, "level", l->level, &l->has_level))
        return false;
    l->code = code->text;
    l->full = l->at_floors = true;
    state = state ? state : "";
    l->state = strcmp(state, "floor") == 0     ? STATE_FLOOR
               : strcmp(state, "ceiling") == 0 ? STATE_CEILING
               : strcmp(state, "share") == 0   ? STATE_SHARE
                                               : STATE_OUT;
    if (l->state == STATE_OUT)
        return chk_fail(c, CHK_FORM, "not a certificate: %s: there is no "
                        "state \"%s\" of a limit", c->where, state);
    if (l->state == STATE_SHARE && l->has_level)
        return chk_wrong(c, l->code, "the limit does not hold and has a "
                         "level");
    return true;
}

static int by_code(const void *x, const void *y)
{
    const Limit *a = x, *b = y;
    return strcmp(a->code, b->code);
}

/* Each claimant's limit, by its code; limits are sorted for that. */
static bool find_limits(Limits *s)
{
    Division *d = s->d;
    const Node *rows = chk_find(d->node, "rows");
    size_t i = 0;
    qsort(s->limit, s->n, sizeof *s->limit, by_code);
    for (size_t k = 0; k < s->n; k++) {
        size_t row;
        if ((k > 0 && strcmp(s->limit[k - 1].code, s->limit[k].code) == 0)
            || !chk_table_row(s->table, s->limit[k].code, &row))
            return chk_wrong(d->c, s->limit[k].code, "the limit stands "
                             "twice, or is not in %s", s->table->name);
    }
    for (const Node *node = rows->first; node; node = node->next) {
        if (node->n == 2)
            continue;
        const Node *code = chk_member(d->c, node, "limit", NODE_TEXT);
        if (!code)
            return false;
        Limit key = {.code = code->text};
        const Limit *found = bsearch(&key, s->limit, s->n, sizeof key,
                                     by_code);
        if (!found)
            return chk_wrong(d->c, d->all[i].code, "there is no limit %s",
                             code->text);
        d->all[i++].limit = (size_t)(found - s->limit);
    }
    return true;
}

/* Where all groups are held, any level will do that lies above those of the
 * groups at their ceilings and below those at their floors. */
static bool find_common(Limits *s)
{
    Check *c = s->d->c;
    bool shares = false;
    for (size_t i = 0; i < s->d->n; i++)
        shares = shares
                 || s->limit[s->d->all[i].limit].state == STATE_SHARE;
    if (shares != s->has_level)
        return chk_wrong(c, NULL,
                         shares ? N_("the level of the groups that are not "
                                     "held is missing")
                                : N_("the level of the groups that are not "
                                     "held is stated for none"));
    if (mpq_sgn(s->level) < 0)
        return chk_wrong(c, NULL, "the level is below 0");
    for (size_t k = 0; !shares && k < s->n; k++)
        if (s->limit[k].state == STATE_CEILING && s->limit[k].has_level
            && mpq_cmp(s->limit[k].level, s->level) > 0)
            mpq_set(s->level, s->limit[k].level);
    return true;
}

/* The row's amount at its level; sums of its group. */
static bool check_row(Limits *s, Claimant *r)
{
    Check *c = s->d->c;
    Limit *l = &s->limit[r->limit];
    bool held = l->state != STATE_SHARE;
    chk_at_level(r, s->level);
    chk_add(c, l->at_common, r->award);
    chk_add(c, l->sum, r->amount);
    l->at_floors = l->at_floors && mpq_equal(r->amount, r->floor);
    l->full = l->full
              && (mpq_sgn(r->key) == 0
                      ? mpq_equal(r->amount, r->floor)
                      : r->capped && mpq_equal(r->amount, r->ceiling));
    if (held && !l->has_level)
        return r->state != STATE_SHARE || mpq_sgn(r->amount) == 0
               || chk_wrong(c, r->code, "it is stated as a share, and there "
                            "is no level");
    if (held)
        chk_at_level(r, l->level);
    return mpq_equal(r->award, r->amount)
           || chk_wrong(c, r->code, "the amount is %s, level times key "
                        "within the limits is %s", chk_show(c, r->amount),
                        chk_show(c, r->award));
}

static bool check_limit(Check *c, const Limit *l)
{
    bool crossed = l->has_floor && l->has_ceiling
                   && mpq_cmp(l->floor, l->ceiling) > 0;
    if ((l->has_floor && mpq_cmp(l->sum, l->floor) < 0)
        || (l->has_ceiling && mpq_cmp(l->sum, l->ceiling) > 0) || crossed)
        return chk_wrong(c, NULL, "the rows of %s add up to %s, outside "
                         "their limits", l->code, chk_show(c, l->sum));
    if (l->state == STATE_SHARE)
        return true;
    bool floor = l->state == STATE_FLOOR;
    if (floor ? !l->has_floor || !mpq_equal(l->sum, l->floor)
              : !l->has_ceiling || !mpq_equal(l->sum, l->ceiling))
        return chk_wrong(c, NULL, "the rows of %s are held at a limit and "
                         "add up to %s", l->code, chk_show(c, l->sum));
    int order = mpq_cmp(l->at_common, l->sum);
    if (floor ? order > 0 : order < 0)
        return chk_wrong(c, NULL, "the rows of %s need not be held",
                         l->code);
    if (!l->has_level && !l->full && !l->at_floors)
        return chk_wrong(c, NULL, "the level of %s is missing", l->code);
    return true;
}

/* What is left must be nothing, or nobody can take more. */
static bool check_rest(Limits *s)
{
    Check *c = s->d->c;
    mpq_set(s->d->rest, s->d->total);
    for (size_t k = 0; k < s->n; k++)
        chk_sub(c, s->d->rest, s->limit[k].sum);
    if (mpq_sgn(s->d->rest) < 0)
        return chk_wrong(c, NULL, "more is given than there is");
    for (size_t k = 0; mpq_sgn(s->d->rest) > 0 && k < s->n; k++) {
        const Limit *l = &s->limit[k];
        if (!l->full && !(l->has_ceiling && mpq_equal(l->sum, l->ceiling)))
            return chk_wrong(c, NULL, "%s is not placed, and %s could take "
                             "more", chk_show(c, s->d->rest), l->code);
    }
    return true;
}

/* A level is not just any that fits: some amount is L * key. */
static bool check_tight(Limits *s)
{
    Check *c = s->d->c;
    bool tight = !s->has_level || mpq_sgn(s->level) == 0;
    mpq_t x;
    mpq_init(x);
    for (size_t i = 0; c->verdict == CHK_HOLDS && i < s->d->n; i++) {
        const Claimant *r = &s->d->all[i];
        Limit *l = &s->limit[r->limit];
        mpq_mul(x, r->key, l->level);
        l->tight = l->tight || mpq_equal(x, r->amount);
        if (l->has_level)
            chk_share(c, r, x);
        mpq_mul(x, r->key, s->level);
        if (l->state == STATE_SHARE)
            chk_share(c, r, x);
        tight = tight || (mpq_cmp(x, r->floor) >= 0
                          && !(r->capped && mpq_cmp(x, r->ceiling) > 0));
    }
    mpq_clear(x);
    for (size_t k = 0; k < s->n; k++) {
        const Limit *l = &s->limit[k];
        if (l->has_level && mpq_sgn(l->level) != 0 && !l->tight)
            return chk_wrong(c, NULL, "the level of %s belongs to no row",
                             l->code);
    }
    if (!tight)
        chk_wrong(c, NULL, "the level %s belongs to no row",
                  chk_show(c, s->level));
    return c->verdict == CHK_HOLDS;
}

/* Limits have sums as well, and are given for all groups or none. */
static bool check_sums(Limits *s)
{
    Check *c = s->d->c;
    const Node *sums = chk_find(s->d->node, "sums");
    bool floors = chk_find(sums, "limit_floor") != NULL;
    bool ceilings = chk_find(sums, "limit_ceiling") != NULL;
    mpq_t floor, ceiling;
    mpq_inits(floor, ceiling, (mpq_ptr)NULL);
    bool good = true;
    for (size_t k = 0; k < s->n && good; k++) {
        const Limit *l = &s->limit[k];
        good = chk_add(c, floor, l->floor) && chk_add(c, ceiling, l->ceiling);
        if (good && (l->has_floor != floors || l->has_ceiling != ceilings))
            good = chk_wrong(c, NULL, "a limit of %s is missing", l->code);
    }
    good = good
           && (!floors || chk_same(c, sums, "limit_floor", floor,
                                   chk_tr("the sum of floors of groups")))
           && (!ceilings || chk_same(c, sums, "limit_ceiling", ceiling,
                                     chk_tr("the sum of ceilings of groups")));
    mpq_clears(floor, ceiling, (mpq_ptr)NULL);
    return good;
}

/* Each row is looked at with the level and that of its limit. */
static bool spend_levels(const Limits *s)
{
    size_t most = chk_bits(s->level);
    for (size_t k = 0; k < s->n; k++) {
        size_t bits = chk_bits(s->limit[k].level);
        most = bits > most ? bits : most;
    }
    return chk_spend_two(s->d->c, most, 1, 8 * s->d->n);
}

static bool check_all(Limits *s)
{
    Check *c = s->d->c;
    if (!check_sums(s) || !find_limits(s) || !find_common(s)
        || !spend_levels(s))
        return false;
    for (size_t i = 0; i < s->d->n; i++)
        if (!check_row(s, &s->d->all[i]))
            return false;
    for (size_t k = 0; k < s->n; k++)
        if (!check_limit(c, &s->limit[k]))
            return false;
    return check_rest(s) && check_tight(s);
}

bool chk_limits(Division *d, const Table *groups)
{
    Check *c = d->c;
    const Node *list = chk_member(c, d->node, "limits", NODE_LIST);
    Limits s = {.d = d, .table = groups};
    if (!list)
        return false;
    if (strcmp(d->rule, "proportional") != 0)
        return chk_fail(c, CHK_FORM, "not a certificate: %s: limits on "
                        "groups go with the rule proportional only",
                        c->where);
    s.limit = chk_alloc(c, list->n + 1, sizeof *s.limit);
    mpq_init(s.level);
    bool good = chk_fraction(c, d->node, "level", s.level, &s.has_level);
    for (const Node *node = list->first; node; node = node->next) {
        Limit *l = &s.limit[s.n++];
        mpq_inits(l->floor, l->ceiling, l->level, l->sum, l->at_common,
                  (mpq_ptr)NULL);
        good = good && read_limit(c, node, l);
    }
    good = good && check_all(&s);
    for (size_t k = 0; k < s.n; k++)
        mpq_clears(s.limit[k].floor, s.limit[k].ceiling, s.limit[k].level,
                   s.limit[k].sum, s.limit[k].at_common, (mpq_ptr)NULL);
    mpq_clear(s.level);
    return good;
}
