/* json.c - writing JSON through yajl. */
#include "report/json.h"

#include <assert.h>
#include <string.h>
#include <yajl/yajl_gen.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/json_int.h"
#include "report/report.h"

struct Json {
    Arena *arena;
    yajl_gen gen;
};

static void *gen_alloc(void *context, size_t size)
{
    (void)context;
    return mem_alloc(1, size);
}

static void *gen_resize(void *context, void *old, size_t size)
{
    (void)context;
    return mem_resize(old, 1, size);
}

static void gen_free(void *context, void *p)
{
    (void)context;
    mem_free(p);
}

const yajl_alloc_funcs json_memory = {gen_alloc, gen_resize, gen_free, NULL};

/* yajl fails only on misuse: a value without a name, nesting beyond 128. */
static void ok(yajl_gen_status status)
{
    assert(status == yajl_gen_status_ok);
    (void)status;
}

Json *json_new(Arena *arena)
{
    Json *json = ARENA_NEW(arena, Json);
    json->arena = arena;
    json->gen = yajl_gen_alloc(&json_memory);
    yajl_gen_config(json->gen, yajl_gen_beautify, 1);
    yajl_gen_config(json->gen, yajl_gen_indent_string, "  ");
    return json;
}

void json_end(Json *json, Buf *out)
{
    const unsigned char *text;
    size_t n;
    ok(yajl_gen_get_buf(json->gen, &text, &n));
    buf_add_n(out, (const char *)text, n);
    if (out->n == 0 || out->at[out->n - 1] != '\n')
        buf_add_char(out, '\n');
    json_drop(json);
}

size_t json_bytes(const Json *json)
{
    const unsigned char *text;
    size_t n;
    ok(yajl_gen_get_buf(json->gen, &text, &n));
    return n;
}

void json_drop(Json *json)
{
    yajl_gen_free(json->gen);
    json->gen = NULL;
}

static void add_string(Json *json, const char *text, size_t n)
{
    ok(yajl_gen_string(json->gen, (const unsigned char *)text, n));
}

static void add_name(Json *json, const char *name)
{
    if (name != NULL)
        add_string(json, name, strlen(name));
}

void json_open(Json *json, const char *name, char bracket)
{
    add_name(json, name);
    ok(bracket == '{' ? yajl_gen_map_open(json->gen)
                      : yajl_gen_array_open(json->gen));
}

void json_close(Json *json, char bracket)
{
    ok(bracket == '}' ? yajl_gen_map_close(json->gen)
                      : yajl_gen_array_close(json->gen));
}

/* File names may hold any bytes; JSON may not. */
static const char *valid_utf8(Arena *arena, const char *text)
{
    size_t len = strlen(text);
    if (utf8_check(text, len) == len)
        return text;
    Buf out = {0};
    while (len > 0) {
        size_t good = utf8_check(text, len);
        buf_add_n(&out, text, good);
        text += good;
        len -= good;
        if (len > 0) {
            buf_add(&out, "\xef\xbf\xbd");
            text++;
            len--;
        }
    }
    const char *copy = arena_copy(arena, out.at, out.n);
    buf_free(&out);
    return copy;
}

void json_text(Json *json, const char *name, const char *text)
{
    add_name(json, name);
    if (text == NULL) {
        ok(yajl_gen_null(json->gen));
        return;
    }
    text = valid_utf8(json->arena, text);
    add_string(json, text, strlen(text));
}

void json_flag(Json *json, const char *name, bool flag)
{
    add_name(json, name);
    ok(yajl_gen_bool(json->gen, flag));
}

void json_size(Json *json, const char *name, size_t n)
{
    add_name(json, name);
    ok(yajl_gen_integer(json->gen, (long long)n));
}

void json_number(Json *json, const char *name, const Rat *num)
{
    Buf text = {0};
    add_name(json, name);
    report_plain(json->arena, num, &text);
    ok(yajl_gen_number(json->gen, text.at, text.n));
    buf_free(&text);
}

void json_fraction(Json *json, const char *name, const Rat *num)
{
    json_text(json, name, rat_text(json->arena, num));
}
