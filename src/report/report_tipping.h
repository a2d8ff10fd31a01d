/* report_tipping.h - tipping points as text, CSV and JSON.
 *
 * In text values of the param are shown to some decimals and, where they go
 * on, as the fraction they are; CSV and JSON carry both always, in base units.
 */
#ifndef FORDELA_REPORT_TIPPING_H
#define FORDELA_REPORT_TIPPING_H

#include "base/buf.h"
#include "study/krona.h"
#include "study/tipping.h"

typedef struct TipReport {
    Arena *arena;
    RatPool *pool;
    const SourceList *sources;  /* for JSON */
    const char *version;
    const Tipping *tipping;
    const KronaMoves *moves;    /* of the row asked for, or NULL */
    size_t limit;               /* points and moves shown; 0: in text
                                   TIPS_SHOWN of each, else all */
} TipReport;

enum { TIPS_SHOWN = 40 };

void report_tipping_text(const TipReport *in, Buf *out);
void report_tipping_csv(const TipReport *in, Buf *out);
void report_tipping_json(const TipReport *in, Buf *out);

#endif
