/* lanes.h - the loops over rows, once per kind of processor.
 *
 * The same source (lanes_*.inc) is compiled into three translation units with
 * their own flags (lanes_avx512.c, lanes_avx2.c, lanes_plain.c); each fills
 * one table. Which table serves is asked once, at run time. Doubles may be
 * added in another order by each, within the bounds; what is decided is the
 * same.
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

enum { MIX_COLUMNS = 4 };

/* x[i] = add + coef[0] * col[0][i] + ... */
typedef struct MixIn {
    size_t n;                   /* rows */
    size_t k;                   /* columns: 0 .. MIX_COLUMNS */
    double add;
    double coef[MIX_COLUMNS];
    const double *col[MIX_COLUMNS];
} MixIn;

/* Largest remainder over n rows: floor each x, then one unit more for the
 * rows with the largest remainders until `total` is placed. */
typedef struct RemainderIn {
    MixIn x;                    /* in units of the rounding */
    double most;                /* > 0; |add| + sum |coef[j] * col[j]| at most;
                                   from 2^46 on nothing is decided */
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

/* So many rows at most are named as next to a cut. */
#define NEAR_MOST 32

/* The same in two halves, so that the second serves several at a time; only
 * where short keys decide. */
typedef struct RemainderShort {
    /* The caller's; room for n, padded to SHORT_PAD. */
    uint64_t *fixed;
    int16_t *key;
    int64_t *amount;            /* n, and nothing beyond is written */
    /* Set by the first half: */
    size_t n;
    int bits;
    int64_t err;                /* of fixed, in units of 2^-bits: less */
    int64_t left;
    /* Set by the second where it does not decide: all rows that may be on
     * either side of the cut, the largest remainder first, `chosen` of which
     * get one unit more than amount says; 0: too many rows, and no amounts. */
    size_t n_near, chosen;
    uint32_t near[NEAR_MOST];
} RemainderShort;

#define SHORT_PAD 32
#define SHORT_MOST 8

/* The water level of one tier: x[i] = min(max(level * key[i], floor[i]),
 * ceiling[i]) with sum(x) = total. Rows with key 0 get their floor.
 *
 * The columns may begin anywhere (a tier inside a group's rows): nothing is
 * read or written beyond n. NULL: keys all 1, floors 0, no ceilings; none for
 * one row: INFINITY. 0 <= floor <= ceiling; keys and total 0 or 1e-100 ..
 * 1e100; nothing undefined (NaN), so the caller looks first. x and err
 * overlap nothing else. */
typedef struct LevelIn {
    size_t n;
    const double *key, *floor, *ceiling;
    double total;               /* >= 0 */
    double guess;               /* a level to begin with, such as that of a
                                   similar tier; <= 0 or INFINITY: none */
    /* How far the values given may be from the exact ones; a key of 0 is
     * exact. */
    double key_err;             /* of each key, in parts of it */
    double floor_err, ceiling_err, total_err;
    double *err;                /* NULL, or n: gets |x - exact x| at most, row
                                   by row; 0 for a row that is held at an exact
                                   limit for certain */
} LevelIn;

typedef enum LevelDone {
    LEVEL_FOUND,                /* the amounts sum to the total */
    LEVEL_FULL,                 /* every row with a key at its ceiling, total
                                   >= sum of x: the rest is not placed */
    LEVEL_NO_KEY,               /* no key above 0: x is floors, total >= sum */
    LEVEL_SHORT,                /* floors sum to more than the total; no x */
    LEVEL_UNSURE                /* not decided; no x */
} LevelDone;

/* Whatever is said is certain. */
typedef struct LevelOut {
    double level;               /* nearly; FULL: a guess that says so */
    double low, high;           /* FOUND: the amounts are those at some level
                                   from low to high; 0, INFINITY: not known */
    double sum;                 /* of the amounts; FOUND: the total */
    double sum_err;             /* at least |sum - sum of exact amounts|, and
                                   the sum over rows of |x - exact x| */
    double err;                 /* at least |x - exact x| of any row */
    double most;                /* at least any x and any exact amount */
    double floors, top;         /* SHORT, NO_KEY, FULL: sums as computed of
                                   floors; of ceilings (floors where the key
                                   is 0) */
} LevelOut;

typedef LevelDone LanesLevel(const LevelIn *in, double *x, LevelOut *out);

/* Amounts at a known level: x[i] = min(max(level[i] * key[i], floor_by *
 * floor[i]), ceiling_by * ceiling[i]), where level[i] is POUR_FULL in tiers
 * before tier_at, 0 in those after it and `level` in it or, tier being NULL,
 * everywhere. NULL: no floors, no ceilings; with tiers there are both, and a
 * ceiling may be INFINITY. */
typedef struct PourIn {
    size_t n;
    const double *key, *floor, *ceiling, *tier;
    double level, tier_at, floor_by, ceiling_by;
} PourIn;

/* With keys below 1e200 and above 1e-200 as good as without end. */
#define POUR_FULL 1e300

/* The same in whole numbers modulo 2^64: floor_by * floor[i] where the rank
 * among floors is below `floors` or below 0, ceiling_by * ceiling[i] where that
 * among ceilings is below `ceilings`, else key_by * key[i]; in tiers before
 * tier_at the ceiling counts, in those after it the floor. */
typedef struct PourWhole {
    size_t n;
    const int64_t *key, *floor, *ceiling;
    const double *tier, *floor_rank, *ceiling_rank;
    double tier_at, floors, ceilings;
    uint64_t key_by, floor_by, ceiling_by;
} PourWhole;

/* See search.h. */
typedef struct Search Search;

typedef struct Lanes {
    const char *name;           /* "avx512", "avx2", "plain" */
    LanesRemainder *remainder;
    /* False: it takes remainder() to decide. */
    bool (*remainder_fill)(const RemainderIn *in, RemainderShort *out);
    /* Of amounts that are poured; of in->x only n is looked at, k being 1. */
    bool (*remainder_fill_poured)(const RemainderIn *in, const PourIn *poured,
                                  RemainderShort *out);
    /* Of 1 .. SHORT_MOST, all of as many rows: a bit for each whose amounts
     * are set; of the others, which rows may be next to the cut. */
    unsigned (*remainder_cut)(RemainderShort *task, size_t live);
    LanesLevel *level;
    /* So many steps of Newton's method of those that are not settled, within
     * their brackets. */
    void (*search_steps)(Search *search, size_t n, int steps);
    void (*pour)(const PourIn *in, double *out);
    void (*pour_whole)(const PourWhole *in, int64_t *out);
    void (*mix)(const MixIn *in, double *out);
    /* Below, columns are whole: read and written up to LANES_PAD, aligned or
     * not; an output may be one of the inputs. NaN is an undefined value: it
     * goes through mix, * /, min and max; a comparison with it gives 0 and
     * a flag that is NaN counts as 0, so the caller looks first. */
    /* out[i] = a[i] op b[i] */
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
    /* where: flags, or NULL: all. With u = U2 / 2 and d = lanes_sum_depth(n),
     * |sum as computed - exact sum of the doubles| <= d u / (1 - d u) times
     * the exact sum_abs (Higham 2002, (4.4)), so <= d * U2 * sum_abs as
     * computed; both are exact where all are whole and sum_abs < 2^53. Here,
     * up to `all`, columns may begin anywhere: nothing is read beyond n. */
    double (*sum)(size_t n, const double *a, const double *where);
    double (*sum_abs)(size_t n, const double *a, const double *where);
    double (*count)(size_t n, const double *where);
    /* INFINITY or -INFINITY if there is none; NaN if one of them is NaN */
    double (*smallest)(size_t n, const double *a, const double *where);
    double (*largest)(size_t n, const double *a, const double *where);
    /* largest |a|; NaN if any is NaN */
    double (*largest_abs)(size_t n, const double *a);
    bool (*all)(size_t n, const double *flag);
    /* out[i] = a[i] as int64 / as double; a whole, |a| <= 2^51 */
    void (*to_int)(size_t n, const double *a, int64_t *out);
    void (*from_int)(size_t n, const int64_t *a, double *out);
    /* Drawing: &LANES(stream_lanes) of stream_lanes.inc, see stream.h. */
    const StreamLanes *stream;
} Lanes;

/* Sums add up so many rows, then those sums. */
#define LANES_SUM_BLOCK 1024

/* The most additions a term goes through, `width` rows at a time: in a block
 * two chains, then their sum, then across; then the blocks and a tail. */
#define LANES_DEPTH(n, width)                                                \
    (((n) < LANES_SUM_BLOCK ? (n) : LANES_SUM_BLOCK) / (2 * (width))         \
     + (n) / LANES_SUM_BLOCK + 8)

/* For every table. */
static inline double lanes_sum_depth(size_t n)
{
    return (double)LANES_DEPTH(n, 2);
}

/* lanes_avx512.c, lanes_avx2.c, lanes_plain.c; the first two on x86-64. */
extern const Lanes lanes_avx512, lanes_avx2, lanes_plain;

/* The tables that this machine can use, best first, and how many. */
const Lanes *const *lanes_all(size_t *n);
/* By name, or NULL. */
const Lanes *lanes_find(const char *name);

#endif
