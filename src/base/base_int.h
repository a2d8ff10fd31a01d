/* base_int.h - what the files of diagnostics share. */
#ifndef FORDELA_BASE_INT_H
#define FORDELA_BASE_INT_H

#include "base/diag.h"

/* Appends the line of the place's start and the carets under it; nothing
 * where the line is empty. */
void snippet_render(Place place, Buf *out);

#endif
