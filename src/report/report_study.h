/* report_study.h - the answers of src/study as text, at most 80 columns wide
 * where words allow it.
 */
#ifndef FORDELA_REPORT_STUDY_H
#define FORDELA_REPORT_STUDY_H

#include "base/buf.h"
#include "study/study.h"

/* fordela verify: once the head, then each scenario, then the closing count.
 * path: the scenario's, as given or found. all_rows: list every row that
 * deviates, not only ten. The arena and pool are for what is in between. */
void report_verify_head(Buf *out);
void report_verify(Arena *arena, RatPool *pool, const char *path,
                   const Result *result, const Verdict *verdict, size_t n,
                   bool all_rows, Buf *out);
/* In place of report_verify for a scenario that could not be run. */
void report_verify_failed(const char *path, Buf *out);
void report_verify_count(const VerifyCount *count, Buf *out);

/* Of an expect line: the type of its figures, and ` from "belopp.csv" column
 * belopp`. */
const Type *report_expect_type(const Expect *expect);
void report_expect_file(const Expect *expect, Buf *name);

/* fordela explain */
void report_explain(const Explanation *explanation, Buf *out);

/* One column's statistics on a line or two; unit: "kr", or "". */
void report_spread(const Spread *spread, const char *name, const char *unit,
                   Buf *out);

#endif
