/* json.h - writing JSON, numbers as exact text. Only user of yajl.
 *
 * A name before each value inside an object, NULL inside an array.
 */
#ifndef FORDELA_JSON_H
#define FORDELA_JSON_H

#include "base/arena.h"
#include "base/buf.h"
#include "money/rat.h"

typedef struct Json Json;

Json *json_new(Arena *arena);
/* Ends the text with a newline, appends it to out and frees the writer. */
void json_end(Json *json, Buf *out);
/* Bytes so far. */
size_t json_bytes(const Json *json);
/* Frees the writer and what was written. */
void json_drop(Json *json);

void json_open(Json *json, const char *name, char bracket);  /* '{' or '[' */
void json_close(Json *json, char bracket);                   /* '}' or ']' */
/* NULL writes null. Bytes that are not UTF-8 become U+FFFD. */
void json_text(Json *json, const char *name, const char *text);
void json_flag(Json *json, const char *name, bool flag);
void json_size(Json *json, const char *name, size_t n);
/* A number with all its decimals when at most 15, else with 15. */
void json_number(Json *json, const char *name, const Rat *num);
/* "7/3": exactly, as text. */
void json_fraction(Json *json, const char *name, const Rat *num);

#endif
