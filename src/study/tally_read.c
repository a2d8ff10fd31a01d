/* tally_read.c - what a tally says of a row. */

#include "study/tally_int.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* sum / n to the nearest whole number, halves upwards. */
static int64_t nearest(TallyWide sum, uint64_t n)
{
    TallyWide twice = 2 * sum + (TallyWide)n, by = 2 * (TallyWide)n;
    TallyWide whole = twice / by;
    if (whole * by > twice)
        whole--;
    return (int64_t)whole;
}

/* The squares around m, the whole number nearest to the mean, are
 * squares - 2 m sum + n m^2 = squares - m sum - m rest, rest = sum - n m;
 * around the mean itself they are less by rest^2 / n, which is small. */
TallyRow tally_row(const Tally *tally, size_t row)
{
    const TallySums *s = &tally->row[row];
    TallyRow out = {.n = s->n, .at_floor = s->at_floor,
                    .at_ceiling = s->at_ceiling, .below = s->below};
    if (s->n == 0)
        return out;
    double n = (double)s->n;
    int64_t m = nearest(s->sum, s->n);
    TallyWide rest = s->sum - (TallyWide)m * (TallyWide)s->n;
    TallyWide around = s->squares - m * s->sum - m * rest;
    out.least = s->reference + s->least;
    out.most = s->reference + s->most;
    out.mean = (double)(s->reference + m) + (double)rest / n;
    if (s->n > 1) {
        double square = (double)rest * ((double)rest / n);
        out.deviation = sqrt(fmax(0, (double)around - square) / (n - 1));
    }
    return out;
}

/* --- Quantiles ----------------------------------------------------------- */

/* The amounts of a bin: |w| is in size, size + 2^(e - 1033), w = v + 0.5. */
static TallyQuantile bin_range(bool negative, int exponent, size_t bin)
{
    double step = ldexp(1, exponent - 1023 - 10);
    double size = (double)(TALLY_BINS + bin) * step;
    if (!negative)
        return (TallyQuantile){(int64_t)ceil(size - 0.5),
                               (int64_t)ceil(size + step - 0.5) - 1};
    return (TallyQuantile){1 - (int64_t)ceil(size + step + 0.5),
                           -(int64_t)ceil(size + 0.5)};
}

/* Goes through one page, from the least amount up; true when `left` amounts
 * were passed, *bin being where. */
static bool page_pass(const uint32_t *count, bool negative, uint64_t *left,
                      size_t *bin)
{
    for (size_t i = 0; count && i < TALLY_BINS; i++) {
        *bin = negative ? TALLY_BINS - 1 - i : i;
        if (count[*bin] >= *left)
            return true;
        *left -= count[*bin];
    }
    return false;
}

static TallyQuantile rank_range(const TallySums *s, uint64_t rank)
{
    for (int i = 0; i < 2 * TALLY_EXPONENTS; i++) {
        bool negative = i < TALLY_EXPONENTS;
        int exponent = TALLY_EXPONENT + (negative
                                             ? TALLY_EXPONENTS - 1 - i
                                             : i - TALLY_EXPONENTS);
        size_t bin, page = (size_t)(exponent % 64 + 64 * negative);
        if (page_pass(s->page[page], negative, &rank, &bin))
            return bin_range(negative, exponent, bin);
    }
    assert(!"the bins hold n amounts");
    return (TallyQuantile){0, 0};
}

TallyQuantile tally_quantile(const Tally *tally, size_t row, uint64_t part,
                             uint64_t whole)
{
    const TallySums *s = &tally->row[row];
    assert(s->n > 0 && whole > 0 && part <= whole && whole <= 1000000);
    uint64_t rank = (s->n * part + whole - 1) / whole;
    TallyQuantile q = rank_range(s, rank > 0 ? rank : 1);
    int64_t least = s->reference + s->least, most = s->reference + s->most;
    return (TallyQuantile){q.least > least ? q.least : least,
                           q.most < most ? q.most : most};
}
