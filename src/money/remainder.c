/* remainder.c - rounding by largest remainder, with limits. */
#include <stdlib.h>

#include "base/mem.h"
#include "money/money_int.h"

/* Larger remainders first, then the tie rules: a total order. */
static int cmp_remainder(const void *a, const void *b, void *context)
{
    const Rounding *r = context;
    size_t i = *(const size_t *)a;
    size_t j = *(const size_t *)b;
    int order = rat_cmp(r->out->rows[j].remainder, r->out->rows[i].remainder);

    return order != 0 ? order : round_tie_cmp(r->in, i, j);
}

/* Gives each row its floor, moved inside its limits; finds how many units
 * are then left (spare) and how many rows could take one more (room). */
static void remainder_floors(Rounding *r, bool *open, const Rat **spare,
                             const Rat **room)
{
    int64_t n_open = 0;

    for (size_t i = 0; i < r->in->n; i++) {
        RoundRow *row = &r->out->rows[i];
        const Rat *down = rat_sub(r->pool, row->quotient, row->remainder);

        r->units[i] = round_clamp(r, i, down);
        row->at_least = rat_cmp(r->units[i], down) > 0;
        row->at_most = rat_cmp(r->units[i], down) < 0;
        open[i] = rat_equal(r->units[i], down)
               && !(r->most[i] && rat_equal(r->most[i], down));
        n_open += open[i];
    }
    *spare = rat_sub(r->pool, r->target,
                     rat_sum(r->pool, r->units, r->in->n));
    *room = rat_int(r->pool, n_open);
}

/* The total cannot be reached. It is the limits' fault if without them it
 * could be: if 0 to n units are left after the plain floors. */
static void remainder_refuse(Rounding *r, const Rat *spare, const Rat *room)
{
    size_t n = r->in->n;
    const Rat **down = mem_alloc(n, sizeof *down);

    for (size_t i = 0; i < n; i++) {
        down[i] = rat_floor(r->pool, r->out->rows[i].quotient);
    }
    const Rat *plain = rat_sub(r->pool, r->target, rat_sum(r->pool, down, n));
    bool reach = rat_sign(plain) >= 0
              && rat_cmp(plain, rat_int(r->pool, (int64_t)n)) <= 0;
    const Rat *gap = rat_sign(spare) < 0 ? spare
                                         : rat_sub(r->pool, spare, room);

    round_fault(r, reach ? ROUND_LIMITS_TOTAL : ROUND_TOTAL_TOO_FAR, 0, gap);
    mem_free(down);
}

/* A closed row in its turn: one that had to be lifted by a unit would have
 * got that unit anyway, any other is kept from it by its limit. */
static void remainder_pass(Rounding *r, size_t i)
{
    RoundRow *row = &r->out->rows[i];

    if (!row->at_least) {
        row->at_most = true;
    } else if (rat_equal(r->units[i], rat_ceil(r->pool, row->quotient))) {
        row->at_least = false;
        row->extra = true;
        r->out->n_extra++;
    }
}

/* Gives the spare units along the order; returns the last row to get one. */
static size_t remainder_give(Rounding *r, const bool *open,
                             const size_t *order, int64_t spare)
{
    const Rat *one = rat_int(r->pool, 1);
    size_t last = r->in->n;

    for (size_t k = 0; spare > 0; k++) {
        size_t i = order[k];

        if (!open[i]) {
            remainder_pass(r, i);
            continue;
        }
        r->units[i] = rat_add(r->pool, r->units[i], one);
        r->out->rows[i].extra = true;
        r->out->n_extra++;
        last = i;
        spare--;
    }
    return last;
}

/* Did a tie rule decide between the last row that got a unit and others? */
static void remainder_ties(Rounding *r, const bool *open, size_t last)
{
    RoundOut *out = r->out;
    size_t equal = 0, won = 0;

    out->cut = out->rows[last].remainder;
    for (size_t i = 0; i < r->in->n; i++) {
        if (open[i] && rat_equal(out->rows[i].remainder, out->cut)) {
            equal++;
            won += out->rows[i].extra;
        }
    }
    if (won == equal) {
        return;
    }
    out->n_tied = equal;
    out->n_tied_won = won;
    for (size_t i = 0; i < r->in->n; i++) {
        out->rows[i].tied = open[i]
                         && rat_equal(out->rows[i].remainder, out->cut);
    }
}

void round_by_remainder(Rounding *r)
{
    size_t n = r->in->n;
    bool *open = mem_alloc(n, sizeof *open);
    size_t *order = mem_alloc(n, sizeof *order);
    const Rat *spare, *room;
    int64_t n_spare = 0;

    remainder_floors(r, open, &spare, &room);
    if (rat_overflowed(r->pool)) {
        ;   /* the caller sees to it */
    } else if (rat_sign(spare) < 0 || rat_cmp(spare, room) > 0) {
        remainder_refuse(r, spare, room);
    } else if (rat_sign(spare) > 0) {
        rat_to_int(spare, &n_spare);    /* one per row at most */
        for (size_t i = 0; i < n; i++) {
            order[i] = i;
        }
        qsort_r(order, n, sizeof *order, cmp_remainder, r);
        remainder_ties(r, open, remainder_give(r, open, order, n_spare));
    }
    mem_free(open);
    mem_free(order);
}
