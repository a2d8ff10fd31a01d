/* report_count.h - whole counts of a unit as plain decimals, quickly.
 *
 * Never through floating point: 388572 units of 0.01 are "3885.72".
 */
#ifndef FORDELA_REPORT_COUNT_H
#define FORDELA_REPORT_COUNT_H

#include <stdint.h>

#include "base/buf.h"
#include "money/rat.h"

/* How counts of one unit are written. */
typedef struct CountForm {
    const Rat *unit;        /* in base units, > 0 */
    int64_t times;          /* unit = times / 10^places; 0: it is not so */
    int places;
    bool flag;              /* 0 and 1 are "false" and "true" */
} CountForm;

CountForm count_form(const Rat *unit, bool flag);

/* Bytes one count takes at most where times is not 0. */
#define COUNT_BYTES 40
/* Writes count * unit, without closing zero; returns the bytes, or 0 if it
 * cannot be written so: then count_add can. */
size_t count_write(const CountForm *form, int64_t count, char *out);
/* Appends it: all decimals where there are at most 15, else 15. */
void count_add(const CountForm *form, int64_t count, Buf *out);
/* Its exact value. */
const Rat *count_value(RatPool *pool, const CountForm *form, int64_t count);

#endif
