/* report_seek.h - an answer, how sure it is, and the runs that confirm it. */
#ifndef FORDELA_REPORT_SEEK_H
#define FORDELA_REPORT_SEEK_H

#include "report/report.h"
#include "study/seek.h"

typedef struct SeekReport {
    Arena *arena;
    RatPool *pool;
    const SourceList *sources;
    const char *version;
    const Seeking *seeking;
    size_t width;           /* columns of text */
} SeekReport;

void report_seek_text(const SeekReport *in, Buf *out);
/* A line for each run: the params, whether it is the answer, whether the
 * condition holds, the sides of its comparisons, why it cannot be computed. */
void report_seek_csv(const SeekReport *in, Buf *out);
void report_seek_json(const SeekReport *in, Buf *out);

#endif
