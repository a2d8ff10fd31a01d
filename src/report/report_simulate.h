/* report_simulate.h - what many draws gave, as text, CSV and JSON.
 *
 * Means and deviations are statistics: floating point, printed to fixed
 * digits. Quantiles are amounts up to 2047 units and beyond within 0.05 % of
 * them: the middle of a bin (tally.h). Marks are those of the scenario as it
 * stands.
 */
#ifndef FORDELA_REPORT_SIMULATE_H
#define FORDELA_REPORT_SIMULATE_H

#include "report/report.h"
#include "study/simulate.h"
#include "study/simulate_sobol.h"

typedef struct SimReport {
    Arena *arena;
    RatPool *pool;
    const Result *reference;            /* the scenario as it stands */
    const SourceList *sources;          /* every file read */
    const char *version;
    const Simulation *sim;
    const SimPart *part;                /* or, for the sobol ones: */
    const Sensitivity *sensitivity;
    uint64_t variant;       /* of the vary lines, from 0 */
    size_t width;           /* columns of the text */
} SimReport;

/* One variant: its figures, then its recipients. */
void report_simulate_text(const SimReport *in, Buf *out);
/* One line per figure and recipient; the header before the first. */
void report_simulate_csv_head(const SimReport *in, Buf *out);
void report_simulate_csv(const SimReport *in, Buf *out);
/* An object; with vary lines an array of one for each variant. */
void report_simulate_json(const SimReport *in, Buf *out);

/* First-order and total indices of every figure over the draw lines; the CSV's
 * header stands before variant 0. */
void report_sobol_text(const SimReport *in, Buf *out);
void report_sobol_csv(const SimReport *in, Buf *out);
void report_sobol_json(const SimReport *in, Buf *out);

#endif
