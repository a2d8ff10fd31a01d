/* chk_memory.c - memory that lives as long as one check, and its faults. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checker/checker.h"

typedef struct Block {
    struct Block *next;
    size_t size, used;
    _Alignas(16) char at[];
} Block;

typedef struct Numbers {
    struct Numbers *next;
    size_t n;
    mpq_t *at;
} Numbers;

struct Memory {
    Block *block;
    Numbers *numbers;
};

static void *must(void *p)
{
    static const char text[] = "fordela-check: error: out of memory\n";
    if (!p) {
        ssize_t done = write(STDERR_FILENO, text, sizeof text - 1);
        (void)done;
        _exit(CHK_MACHINE);
    }
    return p;
}

static void *gmp_alloc(size_t n)
{
    return must(malloc(n));
}

static void *gmp_resize(void *p, size_t before, size_t n)
{
    (void)before;
    return must(realloc(p, n));
}

static void gmp_free(void *p, size_t n)
{
    (void)n;
    free(p);
}

void *chk_take(size_t count, size_t size)
{
    return must(calloc(count, size));
}

void chk_start(Check *c)
{
    mp_set_memory_functions(gmp_alloc, gmp_resize, gmp_free);
    memset(c, 0, sizeof *c);
    c->where = chk_tr("the certificate");
    c->values_max = JSON_VALUES_MAX;
    c->steps_max = STEPS_MAX;
    c->memory = chk_take(1, sizeof *c->memory);
}

void chk_free(Check *c)
{
    Numbers *next;
    for (Numbers *l = c->memory->numbers; l; l = next) {
        next = l->next;
        for (size_t i = 0; i < l->n; i++)
            mpq_clear(l->at[i]);
        free(l->at);
        free(l);
    }
    for (Block *b = c->memory->block, *after; b; b = after) {
        after = b->next;
        free(b);
    }
    free(c->memory);
    c->memory = NULL;
}

void *chk_alloc(Check *c, size_t count, size_t size)
{
    if (size > 0 && count > (SIZE_MAX / 2) / size)
        must(NULL);
    size_t n = (count * size + 15) / 16 * 16;
    Block *b = c->memory->block;
    if (!b || b->size - b->used < n) {
        size_t room = n > 65536 ? n : 65536;
        b = must(malloc(sizeof *b + room));
        *b = (Block){c->memory->block, room, 0};
        c->memory->block = b;
    }
    void *p = b->at + b->used;
    b->used += n;
    return memset(p, 0, n);
}

mpq_t *chk_numbers(Check *c, size_t n)
{
    Numbers *l = chk_take(1, sizeof *l);
    l->at = chk_take(n + 1, sizeof *l->at);
    l->n = n;
    l->next = c->memory->numbers;
    c->memory->numbers = l;
    for (size_t i = 0; i < n; i++)
        mpq_init(l->at[i]);
    return l->at;
}

static char *format_text(Check *c, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    format = chk_tr(format);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = chk_alloc(c, (size_t)(n < 0 ? 0 : n) + 1, 1);
    vsnprintf(text, (size_t)(n < 0 ? 0 : n) + 1, format, args);
    return text;
}

char *chk_format(Check *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = format_text(c, format, args);
    va_end(args);
    return text;
}

bool chk_fail(Check *c, Verdict verdict, const char *format, ...)
{
    va_list args;
    if (c->verdict != CHK_HOLDS)
        return false;
    va_start(args, format);
    c->message = format_text(c, format, args);
    va_end(args);
    c->verdict = verdict;
    return false;
}

bool chk_wrong(Check *c, const char *code, const char *format, ...)
{
    va_list args;
    if (c->verdict != CHK_HOLDS)
        return false;
    va_start(args, format);
    char *text = format_text(c, format, args);
    va_end(args);
    if (code && *code)
        return chk_fail(c, CHK_FAILS, "%s, row %s: %s", c->where, code, text);
    return chk_fail(c, CHK_FAILS, "%s: %s", c->where, text);
}
