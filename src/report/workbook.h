/* workbook.h - a run as an Excel workbook that recomputes itself.
 *
 * Parameters and inputs stand as cells, everything after them as formulas that
 * give the same amounts to the krona. What no cell formula expresses, or where
 * a formula would take too long, stands as the engine's values and is listed
 * on the sheet of checks.
 */
#ifndef FORDELA_WORKBOOK_H
#define FORDELA_WORKBOOK_H

#include "base/diag.h"
#include "report/report.h"

/* Rows and columns of a sheet. */
#define WORKBOOK_ROWS_MAX 1048576
#define WORKBOOK_COLS_MAX 16384
/* Up to so many rows are compared with each other (largest remainder, water
 * levels, ranks): the work grows with the square. */
#define WORKBOOK_PAIRS_MAX 2000

/* False, and said in diags, if a table does not fit on a sheet, or if the
 * system gives no memory to write in. The same run gives the same bytes. */
bool report_workbook(const ReportIn *in, Diags *diags, Buf *out);

#endif
