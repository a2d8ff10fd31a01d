/* report_marginal.h - one more in each recipient, as text, CSV and JSON.
 *
 * Row by row, so that a matrix need not be kept: begin, each row, end.
 */
#ifndef FORDELA_REPORT_MARGINAL_H
#define FORDELA_REPORT_MARGINAL_H

#include "report/json.h"
#include "report/report.h"
#include "report/report_marks.h"
#include "study/marginal.h"

typedef struct MarginalReport {
    Arena *arena;
    RatPool *pool;
    const Marginal *marginal;
    bool whole;                 /* the matrix, not one row */
    size_t width;               /* columns of the text */
    const SourceList *sources;  /* every file read */
    const char *version;
    Buf *out;
    /* Kept from row to row: */
    Json *json;
    Grid *grid;
    int places;                 /* decimals that rounded amounts need */
    Letters letters;            /* of the amounts as they stand */
    size_t rows;                /* so far */
    size_t failed;              /* of them not computed */
    const char *reasons;
    const Rat *least, *most;    /* sums of changes; NULL: none yet */
    bool exact_sums;            /* one of them is not 0 without rounding */
} MarginalReport;

/* The row's own numbers live in the arena and pool given, for the call. */
typedef struct MarginalForm {
    void (*begin)(MarginalReport *in);
    void (*row)(MarginalReport *in, const MarginalRow *row, Arena *arena,
                RatPool *pool);
    void (*end)(MarginalReport *in);
} MarginalForm;

/* One row: every recipient, with sums. The matrix: a line for each row. */
extern const MarginalForm marginal_text;
/* One row: a line for each recipient. The matrix: two lines for each row, with
 * the rounding and without, and a column for each recipient. */
extern const MarginalForm marginal_csv;
/* Everything, unrounded changes as fractions. */
extern const MarginalForm marginal_json;

#endif
