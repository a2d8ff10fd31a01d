/* report_sweep.h - the rows of a sweep as CSV.
 *
 * One line per row: `variant` (from 0), where something is drawn `draw` (from
 * 0), the params that vary or are drawn, the figures of `report`,
 * each result asked for (a column per row of its table: "grant 0114"), and
 * `reason`, which is empty unless the variant cannot be computed; then its
 * figures are empty. Amounts are in base units, as in report_csv. No two
 * columns have one name: titles of figures that are taken get a `_`.
 */
#ifndef FORDELA_REPORT_SWEEP_H
#define FORDELA_REPORT_SWEEP_H

#include "study/sweep.h"

typedef struct SweepCsv SweepCsv;

/* How the rows of a sweep are written; immutable, for any number of threads.
 * Lives in the arena and pool. */
const SweepCsv *report_sweep_csv(Arena *arena, RatPool *pool,
                                 const Sweep *sweep);
void sweep_csv_head(const SweepCsv *csv, Buf *out);
void sweep_csv_rows(const SweepCsv *csv, const SweepRows *rows, Buf *out);
/* The title of a figure as a column or an attribute says it. */
const char *report_figure_title(Arena *arena, const Report *report);

/* What was drawn, of a sweep without axes: `draw` and a column for each param
 * and for each row of data that is drawn. */
void draws_csv_head(const SweepCsv *csv, Buf *out);
void draws_csv_rows(const SweepCsv *csv, const SweepRows *rows, Buf *out);
double draws_csv_least(const SweepCsv *csv);

/* Bytes that n rows take at the very least. */
double sweep_csv_least(const SweepCsv *csv, uint64_t n);

#endif
