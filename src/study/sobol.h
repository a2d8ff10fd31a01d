/* sobol.h - which draw line moves a figure: Sobol's indices by his sequence.
 *
 * The points of GSL's Sobol sequence in 2k dimensions give, for k factors, two
 * samples A (dimensions 0..k-1) and B (k..2k-1); AB_i is A with factor i taken
 * from B. From the values f(A), f(B), f(AB_i) come
 *
 *     first  V_i / V,  V_i = mean of f(B) (f(AB_i) - f(A))
 *            (Saltelli, Annoni, Azzini, Campolongo, Ratto, Tarantola 2010,
 *            Variance based sensitivity analysis, table 2 (b)), f(B) being
 *            taken from the mean of f, which lowers the error
 *     total  T_i / V,  T_i = half the mean of (f(A) - f(AB_i))^2
 *            (Jansen 1999; the same paper, table 2 (f))
 *
 * V is the variance over A and B together. GSL has 40 dimensions: k <= 20.
 * A power of two as the number of points uses the sequence best.
 *
 * A factor is one draw line. That of a single value takes its coordinate u
 * through the inverse distribution (distribution_quantile). That of a column
 * takes draw sobol_page(u) of its line, so that all rows are one factor: its
 * indices are those of the column as a group. The sequence is no more even
 * than chance along such a factor, since neighbouring draws have nothing in
 * common; the estimates are as valid as those of plain drawing.
 *
 * Fixed order: values are added up in blocks of SOBOL_BLOCK points, from the
 * block's first point on, and the blocks from the first on. Whoever computes
 * a block, the result is the same to the bit.
 */
#ifndef FORDELA_SOBOL_H
#define FORDELA_SOBOL_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SOBOL_FACTORS_MAX = 20, SOBOL_BLOCK = 256 };

/* The sequence's own limit in GSL. */
#define SOBOL_POINTS_MAX (UINT64_C(1) << 29)

/* Draws of a column's line that a factor chooses among. */
#define SOBOL_PAGES (UINT32_C(1) << 20)

/* --- Points -------------------------------------------------------------- */

/* Goes along the sequence; each thread has its own. Lives in its arena. */
typedef struct SobolCursor SobolCursor;

/* dims 1 .. 2 * SOBOL_FACTORS_MAX. */
SobolCursor *sobol_cursor_new(Arena *arena, unsigned dims);
/* Point n < SOBOL_POINTS_MAX: 0 < out[i] < 1, i < dims. The first is (1/2,
 * 1/2, ...). Going on to a later point costs a few nanoseconds per point and
 * dimension passed over; going back starts anew. */
void sobol_point(SobolCursor *cursor, uint64_t n, double *out);
/* The draw of a column's line that coordinate u stands for. */
uint32_t sobol_page(double u);

/* --- Indices ------------------------------------------------------------- */

/* The values of one point, or of several one after the other: f(A), f(B),
 * f(AB_0) .. f(AB_{k-1}). */
#define SOBOL_VALUES(factors) ((factors) + 2)

/* Sums over points, of one figure. */
typedef struct SobolSums {
    size_t factors;
    uint64_t blocks;         /* added so far */
    uint64_t points;
    double centre;
    double a, b, aa, bb;     /* f(A), f(B) less the centre; their squares */
    double step[SOBOL_FACTORS_MAX];   /* f(AB_i) - f(A) */
    double cross[SOBOL_FACTORS_MAX];  /* f(B) (f(AB_i) - f(A)) */
    double square[SOBOL_FACTORS_MAX]; /* (f(AB_i) - f(A))^2 */
} SobolSums;

/* Empty sums of 1..SOBOL_FACTORS_MAX factors. centre: any number near the
 * values, the same for all blocks; it keeps the sums small. */
SobolSums sobol_sums(size_t factors, double centre);

/* The sums of block `block`: points n <= SOBOL_BLOCK, its values at
 * value[p * SOBOL_VALUES(factors) + j]. Only the last block may be short. */
SobolSums sobol_block(size_t factors, double centre, size_t n,
                      const double *value);

/* Adds the next block: block 0 first, then 1 and so on (asserted). */
void sobol_sums_add(SobolSums *total, uint64_t block,
                    const SobolSums *sums);

typedef struct SobolIndex {
    double first, total;     /* shares of the variance */
} SobolIndex;

/* Mean and variance of the figure, and each factor's indices into out.
 * Estimates: a first index may come out slightly below 0. False, and indices
 * of 0, when the figure does not vary or no point was added. */
bool sobol_indices(const SobolSums *sums, double *mean, double *variance,
                   SobolIndex *out);

#endif
