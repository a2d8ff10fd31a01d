/* report_seek_int.h - between the files that show an answer as text. */
#ifndef FORDELA_REPORT_SEEK_INT_H
#define FORDELA_REPORT_SEEK_INT_H

#include "report/report_seek.h"
#include "study/show.h"

Show seek_show(const SeekReport *in);
/* The expression as it was written, on one line. */
const char *seek_text(const SeekReport *in, const Expr *e);
void seek_runs(const SeekReport *in, Buf *out);

#endif
