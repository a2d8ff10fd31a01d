/* report_infer.h - what was inferred from a published table, as text, CSV and
 * JSON.
 */
#ifndef FORDELA_REPORT_INFER_H
#define FORDELA_REPORT_INFER_H

#include "report/report.h"
#include "study/infer.h"

typedef struct InferReport {
    Arena *arena;
    RatPool *pool;              /* with more bits than the numbers shown */
    size_t width;               /* columns of the text */
    const SourceList *sources;  /* every file read */
    const char *version;
} InferReport;

/* Text for people; CSV: one line per row of the table, or (ranks, instalments)
 * per thing tried; JSON: everything. */
void report_infer_base_text(const InferReport *in, const InferBase *base,
                            Buf *out);
void report_infer_base_csv(const InferReport *in, const InferBase *base,
                           Buf *out);
void report_infer_base_json(const InferReport *in, const InferBase *base,
                            Buf *out);

void report_infer_rank_text(const InferReport *in, const InferRank *rank,
                            Buf *out);
void report_infer_rank_csv(const InferReport *in, const InferRank *rank,
                           Buf *out);
void report_infer_rank_json(const InferReport *in, const InferRank *rank,
                            Buf *out);

void report_infer_free_text(const InferReport *in, const InferFree *found,
                            Buf *out);
void report_infer_free_csv(const InferReport *in, const InferFree *found,
                           Buf *out);
void report_infer_free_json(const InferReport *in, const InferFree *found,
                            Buf *out);

void report_infer_parts_text(const InferReport *in, const InferParts *parts,
                             Buf *out);
void report_infer_parts_csv(const InferReport *in, const InferParts *parts,
                            Buf *out);
void report_infer_parts_json(const InferReport *in, const InferParts *parts,
                             Buf *out);

#endif
