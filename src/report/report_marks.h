/* report_marks.h - marks of rows in words and in a column of letters.
 */
#ifndef FORDELA_REPORT_MARKS_H
#define FORDELA_REPORT_MARKS_H

#include "report/report_int.h"

/* What all rows share, a line each; false if that is nothing. */
bool marks_above(const Letters *letters, size_t width, Buf *out);
/* A value's letters alone; "". */
const char *marks_cell(Arena *arena, const Letters *letters,
                       const Value *value);
/* What the letters mean, after an empty line; nothing without letters. */
void marks_below(const Letters *letters, size_t width, Buf *out);

#endif
