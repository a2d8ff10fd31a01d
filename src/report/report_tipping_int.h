/* report_tipping_int.h - what the three forms of tipping points share. */
#ifndef FORDELA_REPORT_TIPPING_INT_H
#define FORDELA_REPORT_TIPPING_INT_H

#include "report/report.h"
#include "report/report_tipping.h"
#include "study/show.h"

/* A point's value to 15 decimals, in base units, and as a fraction: "" where
 * it is none. */
const char *tip_decimal(const TipReport *in, const Root *at);
const char *tip_fraction(const TipReport *in, const Root *at);
/* "state", "choice", "if", "text", "rank", "apart", "together", "touch", "run". */
const char *tip_kind(TipKind kind);
/* What it is about: a result, let or expression; "" for ranks. */
const char *tip_what(const TipReport *in, const Tip *tip);
const char *tip_code(const TipReport *in, const Tip *tip, size_t row);
const char *tip_name(const TipReport *in, const Tip *tip, size_t row);
bool tip_has_other(const Tip *tip);
/* What is shown of n by the limit, or by what is usual. */
size_t tip_limit(const TipReport *in, size_t n, size_t usual);

/* ---- Text ---- */

Show tip_show(const TipReport *in);
/* "34 482.7586… kr (exactly 1000000/29)", "25 000 kr" */
const char *tip_value(const TipReport *in, const Rat *value);
const char *tip_root(const TipReport *in, const Root *at);
/* "0114 Upplands Väsby", or the code alone. */
const char *tip_row(const TipReport *in, const Table *table, size_t row);
void tip_foot(const TipReport *in, Buf *out);

#endif
