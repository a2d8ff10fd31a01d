/* lanes.h - the loops over rows, once per kind of processor.
 *
 * The same source (lanes_*.inc) is compiled into three translation units with
 * their own flags (lanes_avx512.c, lanes_avx2.c, lanes_plain.c); each fills one
 * table. Which table serves is asked once, at run time. Doubles may be added in
 * another order by each, within the bounds; what is decided is the same.
 *
 * Columns are arrays of n doubles or int64, readable (not meaningful) up to
 * the next multiple of LANES_PAD entries; outputs may be written up to there.
 */
#ifndef FORDELA_LANES_H
#define FORDELA_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fast/stream.h"

/* Columns are padded to a multiple of so many entries and aligned to as many
 * bytes as those take. */
#define LANES_PAD 8

/* Twice the unit roundoff 2^-53: bounds computed with it in plain double
 * arithmetic cover their own rounding, see fast/bound.h. */
#define U2 0x1p-52

/* x[i] = add + coef[0] * col[0][i] + ... */
typedef struct MixIn {
    size_t n;                   /* rows */
    size_t k;                   /* columns: 0 .. 4 */
    double add;
    double coef[4];
    const double *col[4];
} MixIn;

/* Largest remainder over n rows: floor each x, then one unit more for the
 * rows with the largest remainders until `total` is placed. */
typedef struct RemainderIn {
    MixIn x;                    /* in units of the rounding; |x| < 2^50 */
    double err;                 /* |mix as computed - exact x| at most, for
                                   every row, the mix's own rounding included */
    int64_t total;              /* units to place, certain */
} RemainderIn;

/* The same on the grid: exact x[i] = (add + sum coef[j] * col[j][i]) / den in
 * whole numbers, of which add, coef and the products are taken modulo 2^64. */
typedef struct RemainderGrid {
    int64_t den;                /* 0: no grid known; else 1 .. 2^62 */
    uint64_t add;
    uint64_t coef[4];
    const int64_t *col[4];
    const uint32_t *rank;       /* lower goes first */
    bool ties_to;               /* among equal remainders rank alone decides;
                                   else the larger x, then rank */
} RemainderGrid;

typedef enum RemainderDone {
    REMAINDER_FILTERED,         /* decided by the bound */
    REMAINDER_ON_GRID,          /* decided on the grid */
    REMAINDER_UNSURE,           /* not decided */
    REMAINDER_TOO_FAR           /* total is more than one unit per row away,
                                   for certain */
} RemainderDone;

/* amount[i]: whole units; they add up to total. `scratch` has room for
 * 4 * n + 256 doubles. */
typedef RemainderDone LanesRemainder(const RemainderIn *in,
                                     const RemainderGrid *grid,
                                     int64_t *amount, void *scratch);

/* The water level of one tier: x[i] = clamp(level * key[i], floor[i],
 * ceiling[i]) with sum(x) = total up to the bound. NULL: key all 1, floors 0,
 * no ceilings. key, floor, ceiling >= 0, floor <= ceiling. Rows with key 0 get
 * their floor. */
typedef struct LevelIn {
    size_t n;
    const double *key, *floor, *ceiling;
    double total;               /* >= 0 */
    double guess;               /* a level to begin with; <= 0: none */
} LevelIn;

typedef enum LevelDone {
    LEVEL_FOUND,                /* sum(x) is the total, up to sum_err */
    LEVEL_FULL,                 /* every row with a key at its ceiling, rest
                                   unplaced: total >= sum of them */
    LEVEL_NO_KEY,               /* no key above 0: floors, rest unplaced */
    LEVEL_SHORT                 /* sum of floors > total */
} LevelDone;

typedef struct LevelOut {
    double level;
    double sum;                 /* of x as computed */
    double sum_err;             /* |sum as computed - sum of x as stored| and
                                   |sum of x as stored - total| together, at
                                   most, when LEVEL_FOUND */
    double floors, ceilings;    /* sums as computed; ceilings: of rows with a
                                   key (INFINITY if some row has none) */
    double most;                /* largest x */
} LevelOut;

typedef LevelDone LanesLevel(const LevelIn *in, double *x, LevelOut *out);

typedef struct Lanes {
    const char *name;           /* "avx512", "avx2", "plain" */
    LanesRemainder *remainder;
    LanesLevel *level;
    void (*mix)(const MixIn *in, double *out);
    /* out[i] = a[i] op b[i] */
    void (*add)(size_t n, const double *a, const double *b, double *out);
    void (*sub)(size_t n, const double *a, const double *b, double *out);
    void (*mul)(size_t n, const double *a, const double *b, double *out);
    void (*min)(size_t n, const double *a, const double *b, double *out);
    void (*max)(size_t n, const double *a, const double *b, double *out);
    /* a / b; NaN where b is 0; *least gets the smallest |b| that is not 0
     * (INFINITY if none) and *zeros how many are 0 */
    void (*div)(size_t n, const double *a, const double *b, double *out,
                double *least, size_t *zeros);
    /* out 1 or 0; comparisons of a[i] with b[i]; returns the smallest |a - b|
     * that is not 0 (INFINITY if none): equal doubles count as equal */
    double (*less)(size_t n, const double *a, const double *b, double *out);
    double (*less_equal)(size_t n, const double *a, const double *b,
                         double *out);
    double (*equal)(size_t n, const double *a, const double *b, double *out);
    /* flag is 0 or 1 */
    void (*select)(size_t n, const double *flag, const double *yes,
                   const double *no, double *out);
    /* where: flags, or NULL: all */
    double (*sum)(size_t n, const double *a, const double *where);
    double (*sum_abs)(size_t n, const double *a, const double *where);
    double (*count)(size_t n, const double *where);
    double (*smallest)(size_t n, const double *a, const double *where);
    double (*largest)(size_t n, const double *a, const double *where);
    /* largest |a|; NaN if any is NaN */
    double (*largest_abs)(size_t n, const double *a);
    bool (*all)(size_t n, const double *flag);
    /* out[i] = a[i] as int64 / as double; |a| <= 2^51 */
    void (*to_int)(size_t n, const double *a, int64_t *out);
    void (*from_int)(size_t n, const int64_t *a, double *out);
    /* Drawing: stream.h. */
    StreamRowsFn *uniform_rows;
    StreamScalarsFn *uniform_scalars;
} Lanes;

/* The tables that this machine can use, best first, and how many. */
const Lanes *const *lanes_all(size_t *n);
/* By name, or NULL. */
const Lanes *lanes_find(const char *name);

#endif
