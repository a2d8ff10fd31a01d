/* apportion.h - rounding amounts to whole units by a named method.
 *
 * The only place that rounds money. Sources: Balinski and Young, Fair
 * Representation (1982); Pukelsheim, Proportional Representation (2nd ed.
 * 2017). Amounts are in kronor (or whatever unit the caller has); `unit` is
 * the size of the unit that is rounded to, in the same unit.
 */
#ifndef FORDELA_APPORTION_H
#define FORDELA_APPORTION_H

#include "base/tr.h"
#include "money/rat.h"

/* name in C, words in the language, keeps a total, gives every row with a
 * positive amount at least one unit */
#define ROUND_METHODS(X)                                              \
    X(NEAREST, N_AS("rounding", "nearest"), 0, 0)                     \
    X(HALF_EVEN, N_AS("rounding", "half even"), 0, 0)                 \
    X(DOWN, N_AS("rounding", "down"), 0, 0)                           \
    X(UP, N_AS("rounding", "up"), 0, 0)                               \
    X(LARGEST_REMAINDER, N_AS("rounding", "largest remainder"), 1, 0) \
    X(WEBSTER, N_AS("rounding", "webster"), 1, 0)                     \
    X(JEFFERSON, N_AS("rounding", "jefferson"), 1, 0)                 \
    X(ADAMS, N_AS("rounding", "adams"), 1, 1)                         \
    X(HUNTINGTON_HILL, N_AS("rounding", "huntington hill"), 1, 1)     \
    X(DEAN, N_AS("rounding", "dean"), 1, 1)

typedef enum RoundMethod {
#define X(name, words, keeps, one) ROUND_##name,
    ROUND_METHODS(X)
#undef X
} RoundMethod;

const char *round_method_words(RoundMethod method);
/* For people, in their language. */
const char *round_method_said(RoundMethod method);
bool round_method_keeps(RoundMethod method);

typedef struct RoundIn {
    RoundMethod method;
    const Rat *unit;              /* > 0 */
    const Rat *first;             /* Webster's first signpost, 0 < first <= 1;
                                     NULL: 1/2 */
    size_t n;
    const Rat *const *exact;      /* n amounts */
    const Rat *const *at_least;   /* n, or NULL; an entry may be NULL */
    const Rat *const *at_most;    /* n, or NULL; an entry may be NULL */
    const Rat *const *tie;        /* n: the larger goes first; NULL: the larger
                                     exact amount does */
    const char *const *code;      /* n: then the lower code, by bytes */
    const Rat *keeping;           /* the total to keep, or NULL: the exact sum;
                                     taken to the nearest unit, halves away
                                     from zero */
} RoundIn;

typedef enum RoundFault {
    ROUND_OK,
    ROUND_TOTAL_TOO_FAR,   /* largest remainder: below the rounded-down
                              amounts, or more than one unit per row above
                              them; a divisor method: below 0. gap */
    ROUND_TOO_FEW_UNITS,   /* Adams, Dean, Huntington-Hill: fewer units than
                              rows with a positive amount; gap */
    ROUND_NEGATIVE,        /* a divisor method with a negative amount; row */
    ROUND_ALL_ZERO,        /* a divisor method: units to give, all rows 0;
                              gap */
    ROUND_LIMITS_CROSS,    /* row: no whole unit between least and most */
    ROUND_LIMITS_TOTAL,    /* the limits leave no way to the total; gap says
                              how far */
    ROUND_TOTALS_DIFFER,   /* a table's rows and columns; gap */
    ROUND_TABLE_STUCK,     /* a table with too many zeros; row, gap */
    ROUND_TABLE_LARGE,     /* a total of more than 2^62 units; row, gap */
    ROUND_TABLE_FAR        /* amounts too far from the totals of a table */
} RoundFault;

/* What happened to one row, for explain and the certificate. */
typedef struct RoundRow {
    const Rat *quotient;   /* exact / unit */
    const Rat *remainder;  /* quotient less its floor */
    bool extra;            /* largest remainder: got one of the remaining
                              units; other methods: amount above exact */
    bool tied;             /* equal with another row at the cut, so that a tie
                              rule decided */
    bool at_least, at_most;/* held there by its limit: its turn came too late
                              for this much, or in time for more */
} RoundRow;

typedef struct RoundOut {
    RoundFault fault;
    size_t row;            /* of the fault, where it has one */
    const Rat *gap;        /* of the fault, in kronor, where it has one: the
                              total less the nearest one within reach */
    bool of_column;        /* a table: the fault is of column `row` */
    const Rat **amount;    /* n, whole multiples of unit */
    RoundRow *rows;        /* n */
    const Rat *exact_sum;  /* of exact; NULL if it has too many bits and the
                              method keeps no total */
    const Rat *target;     /* the total kept, a multiple of unit; NULL if the
                              method keeps none */
    const Rat *sum;        /* of amount */
    size_t n_extra;        /* largest remainder: units given after flooring */
    const Rat *cut;        /* largest remainder: the smallest remainder that
                              got a unit, NULL if none did */
    size_t n_tied;         /* rows equal at the cut; 0 if no tie decided */
    size_t n_tied_won;     /* how many of them got a unit */
} RoundOut;

/* Rounds n amounts. Results live in the pool and the arena. The amounts never
 * depend on the order of the rows, as codes differ. After a fault, or if the
 * pool overflows, all amounts are 0. Cost grows with n log n, not with the
 * number of units.
 *
 * A limit that is no whole number of units is taken to the next unit inside.
 *
 * NEAREST, HALF_EVEN, DOWN, UP treat each row by itself and mirror at zero
 * (DOWN is towards it); limits move the amount to the nearest unit inside
 * them.
 *
 * LARGEST_REMAINDER gives each row its floor (downwards, also below zero) and
 * then one unit each to the largest remainders. With limits, rows whose floor
 * lies outside are held at the nearest unit inside, rows whose floor is their
 * most amount are held there, and the units left of the total go, one each,
 * to the largest remainders of the other rows. That is what one gets by
 * holding the rows that would break a limit and rounding the rest again to
 * what is left until nothing changes, in whatever order it is done. Exact
 * amounts are not scaled: limits that push the rest beyond one unit from its
 * floors are ROUND_LIMITS_TOTAL (put such limits into the allocate).
 *
 * Divisor methods give clamp(round(exact / d), least, most), with the
 * divisor d and the method's signposts such that the sum is the total.
 *
 * Ties, here two rows with an equal claim to the last unit, go by `tie`, or
 * without it to the larger exact amount; then to the lower code. */
void round_amounts(RatPool *pool, Arena *arena, const RoundIn *in,
                   RoundOut *out);

#endif
