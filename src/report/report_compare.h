/* report_compare.h - what reforms change, as text, CSV and JSON. */
#ifndef FORDELA_REPORT_COMPARE_H
#define FORDELA_REPORT_COMPARE_H

#include "report/report.h"
#include "study/compare.h"

typedef struct CompareReport {
    Arena *arena;
    RatPool *pool;
    const Compare *compare;
    const PartList *differs;        /* by reform: its statements */
    const PartList *parts;          /* by reform: what is split among */
    Decomposition *const *split;    /* by reform, or NULL: not asked for */
    size_t top;                     /* gains and losses listed */
    size_t width;                   /* columns of the text */
    const SourceList *sources;      /* every file read */
    const char *version;
} CompareReport;

/* For each reform what it changes, every recipient, the parts if asked for,
 * sums, concentration, groups, and the largest gains and losses. */
void report_compare_text(const CompareReport *in, Buf *out);
/* One line per reform and recipient; if parts are asked for, one per reform,
 * recipient and part. */
void report_compare_csv(const CompareReport *in, Buf *out);
/* Everything. */
void report_compare_json(const CompareReport *in, Buf *out);

#endif
