/* buf.h - a text buffer that grows.
 *
 * Ownership: Buf b = {0}; ... buf_free(&b). b.at is zero-terminated once
 * anything was added, and NULL before.
 */
#ifndef FORDELA_BUF_H
#define FORDELA_BUF_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Buf {
    char *at;
    size_t n;   /* bytes, without the closing zero */
    size_t cap;
} Buf;

void buf_add(Buf *buf, const char *text);
void buf_add_n(Buf *buf, const char *text, size_t len);
void buf_add_char(Buf *buf, char c);
void buf_add_repeat(Buf *buf, char c, size_t times);
void buf_addf(Buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buf_addv(Buf *buf, const char *format, va_list args);
void buf_free(Buf *buf);

#endif
