/* tally.h - what many scenarios gave each recipient, in one pass.
 *
 * For each row: how many amounts, their exact sum and sum of squares, the
 * least and the largest, how many stood at their floor, at their ceiling and
 * below the reference, and a histogram for quantiles. All of it is whole
 * numbers that are added: the parts of a study merged in any order, on any
 * number of threads, stopped and resumed, are the same tally to the bit.
 *
 * Memory does not depend on the number of amounts: a row has a page of 1024
 * bins (4 KB) for each power of two its amounts are in, at most 96, usually
 * one to three. A bin holds one whole krona up to 2047 kr and, beyond, a
 * power of two of them: less than 1/1000 of any amount in it.
 *
 * Amounts are whole numbers (kronor, or the unit rounded to) up to
 * TALLY_LARGEST either way, 70 million million.
 *
 * Ownership: a Tally lives in its arena, which grows with its pages.
 */
#ifndef FORDELA_TALLY_H
#define FORDELA_TALLY_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TALLY_LARGEST (INT64_C(1) << 46)
#define TALLY_COUNT_MAX UINT32_MAX   /* amounts of a row */

/* Where an amount stood; bits. */
enum { TALLY_AT_FLOOR = 1, TALLY_AT_CEILING = 2 };

typedef struct Tally Tally;

/* An empty tally; below[r] counts row r's amounts under reference[r].
 * |reference[r]| <= TALLY_LARGEST (asserted). */
Tally *tally_new(Arena *arena, size_t rows, const int64_t *reference);

/* Takes in amount[s * rows + r] of scenarios s < n and rows r. state: bits of
 * where each stood, in the same order, or NULL. False when an amount passes
 * TALLY_LARGEST or a row would pass TALLY_COUNT_MAX: the tally then holds a
 * part of the block and is of no further use. */
bool tally_add(Tally *tally, size_t n, const int64_t *amount,
               const uint8_t *state);

/* Adds what `from` holds; both of the same rows and references (asserted).
 * False when a row would pass TALLY_COUNT_MAX; then nothing is added. */
bool tally_merge(Tally *into, const Tally *from);

typedef struct TallyRow {
    uint64_t n;
    int64_t least, most;     /* 0 without amounts */
    double mean;             /* nearest double of the exact quotient, nearly:
                                two roundings; 0 without amounts */
    double deviation;        /* standard deviation, divisor n - 1; 0 for one */
    uint64_t at_floor, at_ceiling, below;
} TallyRow;

TallyRow tally_row(const Tally *tally, size_t row);

/* Quantile part/whole of a row with amounts: the amount of rank
 * ceil(n * part / whole), at least 1, from the least (the inverse of the
 * empirical distribution; type 1 of Hyndman and Fan 1996). It lies in
 * least..most. part <= whole <= 1000000, whole > 0. */
typedef struct TallyQuantile {
    int64_t least, most;
} TallyQuantile;

TallyQuantile tally_quantile(const Tally *tally, size_t row, uint64_t part,
                             uint64_t whole);

/* Appends the tally as bytes: the same tally, the same bytes, on every
 * machine. */
void tally_save(const Tally *tally, Buf *out);
/* Reads what tally_save wrote into an empty tally of the same rows and
 * references. False when the bytes are anything else; the tally is then of no
 * further use. */
bool tally_load(Tally *tally, const void *bytes, size_t len);

#endif
