/* buf.c - a text buffer that grows. */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* Room for more bytes and the closing zero. An overflow becomes a size that
 * mem_resize refuses. */
static void buf_reserve(Buf *buf, size_t more)
{
    size_t need = more > SIZE_MAX - buf->n - 1 ? SIZE_MAX : buf->n + more + 1;
    if (need <= buf->cap)
        return;
    size_t cap = buf->cap < 64 ? 64 : buf->cap;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? SIZE_MAX : cap * 2;
    buf->at = mem_resize(buf->at, cap, 1);
    buf->cap = cap;
}

void buf_add_n(Buf *buf, const char *text, size_t len)
{
    buf_reserve(buf, len);
    if (len > 0)
        memcpy(buf->at + buf->n, text, len);
    buf->n += len;
    buf->at[buf->n] = '\0';
}

void buf_add(Buf *buf, const char *text)
{
    buf_add_n(buf, text, strlen(text));
}

void buf_add_char(Buf *buf, char c)
{
    buf_add_n(buf, &c, 1);
}

void buf_add_repeat(Buf *buf, char c, size_t times)
{
    buf_reserve(buf, times);
    memset(buf->at + buf->n, c, times);
    buf->n += times;
    buf->at[buf->n] = '\0';
}

void buf_addf(Buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_addv(buf, format, args);
    va_end(args);
}

void buf_addv(Buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n >= 0) {
        buf_reserve(buf, (size_t)n);
        vsnprintf(buf->at + buf->n, (size_t)n + 1, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
}

void buf_free(Buf *buf)
{
    mem_free(buf->at);
    *buf = (Buf){0};
}
