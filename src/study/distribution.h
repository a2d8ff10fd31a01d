/* distribution.h - what a draw line draws from, row by row.
 *
 * Everything is in steps: a value times the denominator `den` of what is
 * drawn (1 for counts and whole kronor, 1 000 000 000 for shares and plain
 * numbers). Draws are whole numbers of steps held in doubles.
 *
 *     normal(mean, spread)         spread: the standard deviation
 *     uniform(least, most)         each step in least..most equally likely;
 *     uniform(middle, share)       relative: middle -+ share * |middle|
 *     triangular(least, likeliest, most)
 *     triangular(likeliest, below, above)    relative: shares of |likeliest|
 *     lognormal(middle, spread)    the median, and sigma of the logarithm,
 *                                  which is spread / middle: GSL's
 *                                  lognormal(zeta = ln middle, sigma)
 *     poisson(mean)
 *     binomial(trials, chance)
 *     resample(a, b, ...)          one of them, all equally likely
 *
 * A relative spread is a share of |first argument|; an absolute one is in
 * steps, as is every other argument but a chance. What is drawn is rounded to
 * the nearest step, half to even.
 *
 * Uniform and resample are integer arithmetic, triangular ends in a square
 * root: the same on every processor. The others go through GSL and the C
 * library's exp and log, whose last bits differ between processor families;
 * their draws are promised on one C library and processor family. A normal
 * draw is a multiple of about spread / 2^22 (GSL's ziggurat takes 24 bits),
 * and never more than 10 spreads from its mean.
 *
 * Each row of each draw has its own stretch of the stream: how many numbers
 * one row uses up changes no other.
 */
#ifndef FORDELA_DISTRIBUTION_H
#define FORDELA_DISTRIBUTION_H

#include "base/arena.h"
#include "base/tr.h"
#include "check/program.h"
#include "fast/stream.h"

/* One argument: that of row i is at[i * step]; step 1, or 0: one for all. */
typedef struct DistArg {
    const double *at;
    size_t step;
} DistArg;

typedef struct DistSpec {
    DrawKind kind;
    size_t n_args;
    const DistArg *arg;
    bool relative;       /* see above; of no meaning for the last three */
    bool not_negative;   /* a draw below 0 becomes 0 and is counted */
    double den;
} DistSpec;

/* name, what is wrong, what would be right */
#define DIST_FAULTS(X)                                                       \
    X(NONE, "", NULL)                                                        \
    X(NOT_FINITE, N_("an argument is no number that can be drawn from"),     \
      N_("write smaller numbers"))                                           \
    X(SPREAD, N_("the spread is negative"), N_("write 0 for none"))          \
    X(ORDER, N_("the limits are in the wrong order"),                        \
      N_("write the least first"))                                           \
    X(EMPTY, N_("there is no whole step between the limits"),                \
      N_("write limits that lie further apart"))                             \
    X(CHANCE, N_("the chance is outside 0 % to 100 %"),                      \
      N_("write a share of at least 0 % and at most 100 %"))                 \
    X(TRIALS,                                                                \
      N_("the trials are not a whole number from 0 to 1 000 000 000"),       \
      N_("round them, or draw from fewer"))                                  \
    X(MEAN, N_("the mean is outside 0 to 1 000 000 000"),                    \
      N_("write a mean in that range"))                                      \
    X(MIDDLE, N_("the middle of a lognormal is negative"),                   \
      N_("write a middle of at least 0"))                                    \
    X(LARGE, N_("draws could be too large to count exactly"),                \
      N_("write smaller numbers, or let them spread less"))

typedef enum DistFault {
#define X(name, text, way) DIST_FAULT_##name,
    DIST_FAULTS(X)
#undef X
} DistFault;

/* What is wrong, and the way out; not translated. */
const char *dist_fault_text(DistFault fault);
const char *dist_fault_way(DistFault fault);

/* No draw is larger, either way. */
#define DIST_LARGEST 0x1p51

typedef struct Distribution Distribution;

/* Made ready for n rows (1: a single value), everything checked; lives in the
 * arena and does not refer to the arguments afterwards. NULL on a fault of
 * the arguments: *fault says which, *row where. */
Distribution *distribution_new(Arena *arena, const DistSpec *spec, size_t n,
                               DistFault *fault, size_t *row);

/* No draw of n rows is larger, either way, in steps. */
double distribution_most(const DistSpec *spec, size_t n);

/* Draw `page` of a line over a column: out[i] for every row i. Adds to *cut
 * how many were negative and became 0. Threads may share the distribution. */
void distribution_draw_rows(const Distribution *dist, const Stream *stream,
                            uint32_t line, uint32_t page, double *out,
                            uint64_t *cut);

/* Draws first..first + n - 1 of a line for one value (dist of one row). */
void distribution_draw_scalars(const Distribution *dist,
                               const Stream *stream, uint32_t line,
                               uint64_t first, size_t n, double *out,
                               uint64_t *cut);

/* The draw of one value at 0 < u < 1: the smallest x with P(X <= x) >= u, cut
 * and rounded like a draw. */
double distribution_quantile(const Distribution *dist, double u,
                             uint64_t *cut);

#endif
