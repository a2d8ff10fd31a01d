/* base_int.h - what the files of diagnostics share. */
#ifndef FORDELA_BASE_INT_H
#define FORDELA_BASE_INT_H

#include "base/diag.h"

/* Appends the line of the place's start and the carets under it; nothing
 * where the line is empty. */
void snippet_render(Place place, Buf *out);

/* Appends text as one line that no terminal can be misled by: bytes that are
 * not UTF-8, control characters and direction overrides become U+FFFD. */
void plain_add(Buf *out, const char *text, size_t len);

#endif
