/* simulate_sobol.h - which draw line moves a figure: rows for Sobol's indices.
 *
 * Each point of the sequence (sobol.h) is k + 2 rows for k draw lines: A, B,
 * and A with one line at a time from B. Units are blocks of points, and are
 * added up in order, so that threads and interruptions change nothing.
 */
#ifndef FORDELA_SIMULATE_SOBOL_H
#define FORDELA_SIMULATE_SOBOL_H

#include "study/sobol.h"
#include "study/sweep.h"

typedef struct SobolCounts {
    uint64_t blocks;        /* added to the sums */
    uint64_t infeasible;    /* rows without figures: then there are no
                               indices */
    uint64_t cut;           /* drawn values that were negative and became 0 */
} SobolCounts;

typedef struct Sensitivity {
    Sweep sweep;            /* the one given, in units of blocks of points */
    const Sweep *whole;
    size_t factors;
    uint64_t points, rows;  /* of each variant */
    SobolSums *sums;        /* by figure, of the variant at work */
    SobolCounts counts;     /* of the same */
    const double *centre;   /* by figure */
    double *value;          /* one block of one figure */
    Stream *stream;
    void *stream_room;
    struct SobolThread *thread;
    unsigned threads;
} Sensitivity;

/* Of a sweep that draws, with figures, 1 .. SOBOL_FACTORS_MAX draw lines and
 * points <= SOBOL_POINTS_MAX (asserted). reference: by figure, as the scenario
 * stands; lanes: as in SweepRun. */
Sensitivity *sensitivity_new(const Sweep *sweep, uint64_t points,
                             const int64_t *reference, unsigned threads,
                             const Lanes *lanes);
void sensitivity_free(Sensitivity *s);
/* Empty sums, for the next variant. */
void sensitivity_empty(Sensitivity *s);
/* Inputs of rows, for a SweepFill with the Sensitivity for a context. */
void sensitivity_inputs(void *context, unsigned thread, uint64_t first,
                        size_t n, double *const *input, uint64_t *cut);
/* Figures of rows into the bytes of their unit; the bytes of a unit of n rows
 * into the sums. */
void sensitivity_rows(const Sensitivity *s, const SweepRows *rows, Buf *out);
void sensitivity_add(Sensitivity *s, size_t n, const Buf *bytes);
void sensitivity_save(const Sensitivity *s, Buf *out);
/* Those after `rows` rows of a variant; false: they are not. */
bool sensitivity_load(Sensitivity *s, uint64_t rows, const char *bytes,
                      size_t n);

#endif
