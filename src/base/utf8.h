/* utf8.h - reading UTF-8, and how wide it is on a terminal. */
#ifndef FORDELA_UTF8_H
#define FORDELA_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at text (len bytes left) and its size; size 0 if the bytes
 * are not UTF-8 (overlong forms and surrogates are not). */
uint32_t utf8_next(const char *text, size_t len, size_t *size);
/* Offset of the first invalid byte, or len. */
size_t utf8_check(const char *text, size_t len);
/* A letter for names: ASCII letters and every letter of Latin-1 Supplement,
 * Latin Extended, Greek and Cyrillic; never a combining mark. */
bool utf8_is_letter(uint32_t c);
bool utf8_is_combining(uint32_t c);
/* Columns on a terminal: combining marks 0, East Asian wide 2, else 1. */
size_t utf8_width(const char *text, size_t len);

#endif
