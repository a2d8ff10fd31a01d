/* divisor_report.c - what a divisor method did: its cut, ties and limits. */
#include <assert.h>

#include "base/mem.h"
#include "money/divisor.h"

/* The last unit that was given by choice: its cost and row; n if none. */
static size_t divisor_last(Divisor *d, mpq_t cost)
{
    size_t last = d->n;
    mpz_t k;

    mpz_init(k);
    for (size_t i = 0; i < d->n; i++) {
        const Claim *c = &d->claim[i];

        if (c->open && mpz_cmp(c->have, mpq_numref(c->base->q)) > 0) {
            mpz_sub_ui(k, c->have, 1);
            divisor_cost(d, d->t, i, k);
            if (last == d->n || divisor_cmp(d, d->t, i, cost, last) > 0) {
                mpq_set(cost, d->t);
                last = i;
            }
        }
    }
    mpz_clear(k);
    return last;
}

/* Rows whose last unit cost what the cut costs won, rows whose next unit
 * does lost; with both, a tie rule decided. */
static void divisor_ties(Divisor *d, const mpq_t cut)
{
    RoundOut *out = d->r->out;
    size_t n_won = 0, n_lost = 0;
    bool *equal = mem_alloc(d->n, sizeof *equal);
    mpz_t k;

    mpz_init(k);
    for (size_t i = 0; i < d->n; i++) {
        const Claim *c = &d->claim[i];

        if (!c->open) {
            continue;
        }
        if (mpz_cmp(c->have, mpq_numref(c->base->q)) > 0) {
            mpz_sub_ui(k, c->have, 1);
            divisor_cost(d, d->t, i, k);
            equal[i] = mpq_equal(d->t, cut);
            n_won += equal[i];
        }
        if (!equal[i] && !divisor_full(d, i)) {
            divisor_cost(d, d->t, i, c->have);
            equal[i] = mpq_equal(d->t, cut);
            n_lost += equal[i];
            /* Every unit given comes before every unit not given: this is
             * what makes the amounts those of one divisor. */
            assert(mpq_cmp(d->t, cut) >= 0);
        }
    }
    if (n_lost > 0) {
        out->n_tied = n_won + n_lost;
        out->n_tied_won = n_won;
        for (size_t i = 0; i < d->n; i++) {
            out->rows[i].tied = equal[i];
        }
    }
    mpz_clear(k);
    mem_free(equal);
}

/* Is the row's unit number k + 1 one that choice would have given? */
static bool divisor_gives(Divisor *d, size_t row, const mpz_t k,
                          const mpq_t cut, size_t last)
{
    if (mpz_sgn(k) < 0) {
        return true;
    }
    if (rat_sign(d->r->out->rows[row].quotient) == 0) {
        return false;
    }
    divisor_cost(d, d->t, row, k);
    if (mpq_sgn(d->t) == 0) {
        return true;   /* the first unit of Adams and his like */
    }
    return last < d->n && divisor_cmp(d, d->t, row, cut, last) <= 0;
}

void divisor_report(Divisor *d)
{
    Rounding *r = d->r;
    mpq_t cut;
    mpz_t k;

    mpq_init(cut);
    mpz_init(k);
    size_t last = divisor_last(d, cut);

    if (last < d->n) {
        divisor_ties(d, cut);
    }
    for (size_t i = 0; i < d->n; i++) {
        RoundRow *row = &r->out->rows[i];

        r->units[i] = rat_from_mpz(r->pool, d->claim[i].have);
        row->extra = rat_cmp(r->units[i], row->quotient) > 0;
        if (r->least[i] && rat_equal(r->units[i], r->least[i])) {
            mpz_sub_ui(k, d->claim[i].have, 1);
            row->at_least = !divisor_gives(d, i, k, cut, last);
        }
        if (r->most[i] && rat_equal(r->units[i], r->most[i])) {
            row->at_most = divisor_gives(d, i, d->claim[i].have, cut, last);
        }
    }
    mpq_clear(cut);
    mpz_clear(k);
}
