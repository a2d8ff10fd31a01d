/* reference.c - the amounts straight from the definitions, in 128 bits.
 *
 * Slow and plain: fractions over one denominator, remainders sorted, the water
 * level tried at every breakpoint. Shares nothing with any contestant.
 */
#include <assert.h>
#include <stdlib.h>

#include "contestant.h"

__extension__ typedef __int128 Wide;

typedef struct Claim {
    Wide whole, rest;   /* amount = whole + rest / d, 0 <= rest < d */
    size_t row;
} Claim;

/* First in line for a krona: larger remainder, larger amount, lower code. */
static int before(const void *x, const void *y)
{
    const Claim *a = x, *b = y;
    if (a->rest != b->rest) {
        return a->rest > b->rest ? -1 : 1;
    }
    if (a->whole != b->whole) {
        return a->whole > b->whole ? -1 : 1;
    }
    return a->row < b->row ? -1 : 1;
}

/* Rounds num[i] / d, n rows, keeping their sum taken to the nearest krona. */
static void largest_remainder(const Wide *num, Wide d, size_t n, int64_t *out)
{
    Claim claim[ROWS_MAX];
    Wide sum = 0, given = 0;
    for (size_t i = 0; i < n; i++) {
        assert(num[i] >= 0);
        claim[i] = (Claim){num[i] / d, num[i] % d, i};
        sum += num[i];
        given += claim[i].whole;
    }
    Wide extra = (2 * sum + d) / (2 * d) - given;
    qsort(claim, n, sizeof *claim, before);
    for (size_t i = 0; i < n; i++) {
        out[claim[i].row] = (int64_t)claim[i].whole + ((Wide)i < extra);
    }
}

static Wide sum_of(const int64_t *column, size_t n)
{
    Wide sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += column[i];
    }
    return sum;
}

/* minimum + rest * (weight * patients / all + (1 - weight) * population / all)
 */
static void divide_g1(const Workload *w, const int64_t *param, int64_t *out)
{
    Wide num[ROWS_MAX];
    Wide people = sum_of(w->column[0], w->rows);
    Wide patients = sum_of(w->column[1], w->rows);
    Wide minimum = param[1], weight = param[2];
    Wide rest = param[0] - minimum * (Wide)w->rows;
    Wide d = WHOLE * people * patients;
    for (size_t i = 0; i < w->rows; i++) {
        num[i] = minimum * d
            + rest * (weight * w->column[1][i] * people
                      + (WHOLE - weight) * w->column[0][i] * patients);
    }
    largest_remainder(num, d, w->rows, out);
}

/* The rows [from, to) of one area: the tiers in order, each up to what was
 * requested; within a tier the level at which it adds up is cap / requested. */
static void divide_area(const Workload *w, size_t from, size_t to, Wide cap,
                        int64_t *out)
{
    Wide num[ROWS_MAX], d = 1;
    Wide tier[3] = {0};
    for (size_t i = from; i < to; i++) {
        if (w->column[2][i] != 0) {
            tier[w->column[3][i]] += w->column[1][i];
        }
    }
    Wide place[3] = {0};   /* what each tier gets */
    for (int t = 1; t <= 2; t++) {
        place[t] = cap < tier[t] ? cap : tier[t];
        cap -= place[t];
        d *= tier[t];
    }
    for (size_t i = from; i < to; i++) {
        int64_t t = w->column[3][i];
        num[i - from] = w->column[2][i] == 0 ? 0
            : w->column[1][i] * place[t] * (d / tier[t]);
    }
    largest_remainder(num, d, to - from, out + from);
}

static void divide_g2(const Workload *w, const int64_t *param, int64_t *out)
{
    for (size_t from = 0, to; from < w->rows; from = to) {
        to = from;
        while (to < w->rows && w->column[0][to] == w->column[0][from]) {
            to++;
        }
        divide_area(w, from, to, param[w->column[0][from]], out);
    }
}

static Wide clamp(Wide x, Wide low, Wide high)
{
    return x < low ? low : x > high ? high : x;
}

/* Every row's amount at the level a / b, times b * WHOLE; their sum. */
static Wide pour(const Workload *w, Wide share, Wide growth, Wide a, Wide b,
                 Wide *num)
{
    Wide sum = 0;
    for (size_t i = 0; i < w->rows; i++) {
        num[i] = clamp(WHOLE * a * w->column[0][i],
                       share * w->column[1][i] * b,
                       (WHOLE + growth) * w->column[1][i] * b);
        sum += num[i];
    }
    return sum;
}

/* The level rises through every row's breakpoints; at the last one where the
 * sum is still within the budget the rows that follow it from there are known,
 * and they share what is left. */
static void divide_g3(const Workload *w, const int64_t *param, int64_t *out)
{
    Wide num[ROWS_MAX], best_a = 0, best_b = 1;
    Wide budget = param[0], share = param[1], growth = param[2];
    for (size_t i = 0; i < 2 * w->rows; i++) {
        Wide limit = i % 2 == 0 ? share : WHOLE + growth;
        Wide a = limit * w->column[1][i / 2];
        Wide b = WHOLE * w->column[0][i / 2];
        if (pour(w, share, growth, a, b, num) <= budget * WHOLE * b
            && a * best_b > best_a * b) {
            best_a = a;
            best_b = b;
        }
    }
    Wide held = 0, people = 0;   /* held by a limit just above the level */
    for (size_t i = 0; i < w->rows; i++) {
        Wide x = WHOLE * best_a * w->column[0][i];
        Wide low = share * w->column[1][i];
        Wide high = (WHOLE + growth) * w->column[1][i];
        if (x < low * best_b) {
            held += low;
        } else if (x >= high * best_b) {
            held += high;
        } else {
            people += w->column[0][i];
        }
    }
    assert(people > 0);
    Wide d = WHOLE * people;
    Wide sum = pour(w, share, growth, WHOLE * budget - held, d, num);
    assert(sum == budget * WHOLE * d);
    largest_remainder(num, d * WHOLE, w->rows, out);
}

void reference(const Workload *w, const int64_t *param, int64_t *amounts)
{
    switch (w->kind) {
    case G1: divide_g1(w, param, amounts); break;
    case G2: divide_g2(w, param, amounts); break;
    case G3: divide_g3(w, param, amounts); break;
    }
}
