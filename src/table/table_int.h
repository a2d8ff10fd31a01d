/* table_int.h - what the files of this room share. */
#ifndef FORDELA_TABLE_INT_H
#define FORDELA_TABLE_INT_H

#include "table/csv.h"

/* The text of raw as UTF-8 (raw itself where it is that already) in *out, and
 * whether it was Windows-1252. False after a fault. asked is where an unknown
 * name of an encoding is reported. */
bool text_decode(Arena *arena, const Source *raw, const char *encoding,
                 Place asked, Diags *diags, const Source **out,
                 bool *windows);

/* The separator that stands most often in the first line that is not empty,
 * outside quotes; of equals the first of ";", tab, ",". */
char csv_separator(const Source *source);

/* The bytes of a first line "sep=;", by which spreadsheets tell each other the
 * separator; 0 if there is none. */
size_t csv_declared(const Source *source);

/* The text without blanks and line ends around it. */
const char *text_trimmed(const char *text, size_t *len);

/* Puts the columns' names on one line each. A fault for every column that has
 * data but no name, or another's. */
void csv_take_names(Arena *arena, Csv *csv, Diags *diags);

/* How a separator is called in messages: "," in quotes, or tab. */
const char *csv_separator_name(char separator);

/* Writes the character, of up to U+FFFF, and returns its bytes. */
size_t utf8_put(uint32_t c, char *out);

/* Bytes of the blank at text, 0 if none: space, tab, no-break,
 * thin and figure space (U+00A0, U+202F, U+2009, U+2007). */
size_t blank_size(const char *text, size_t len);

#endif
