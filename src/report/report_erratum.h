/* report_erratum.h - what a correction changes: an annex for people, rows as
 * CSV, and JSON. The arena and pool are for what is in between.
 */
#ifndef FORDELA_REPORT_ERRATUM_H
#define FORDELA_REPORT_ERRATUM_H

#include "base/buf.h"
#include "report/json.h"
#include "study/erratum.h"

/* One scenario that reads what was corrected. */
typedef struct ErratumIn {
    Arena *arena;
    RatPool *pool;
    const char *path;           /* as given or found */
    const Result *before, *after;
    const Erratum *erratum;
    const SourceList *sources;  /* files read */
} ErratumIn;

typedef struct ErratumCount {
    size_t scenarios;           /* that could be run */
    size_t failed;              /* that could not */
    size_t use;                 /* read what is corrected */
    size_t change;              /* and give something else */
    size_t refused;             /* cannot be computed with the correction */
} ErratumCount;

/* The text: what is corrected, each scenario, and the closing line. */
void report_erratum_head(Arena *arena, const Corrected *corrected, size_t n,
                         Buf *out);
void report_erratum(const ErratumIn *in, Buf *out);
/* In place of one that cannot be computed with the correction. */
void report_erratum_refused(const char *path, Buf *out);
void report_erratum_count(const ErratumCount *count, Buf *out);

/* scenario,result,code,name,decided,corrected,difference,marks: one line for
 * each row that changes. */
void report_erratum_csv_head(Buf *out);
void report_erratum_csv(const ErratumIn *in, Buf *out);

/* One object; between head and end the scenarios. */
void report_erratum_json_head(Arena *arena, Json *json, const char *version,
                              const Corrected *corrected, size_t n);
void report_erratum_json(const ErratumIn *in, Json *json);
void report_erratum_json_end(const ErratumCount *count, Json *json);

#endif
