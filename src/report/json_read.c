/* json_read.c - reading JSON through yajl, piece by piece into a tree.
 *
 * A map is mostly lists of two numbers. Numbers in lists are gathered on a
 * stack and copied when their list is closed, sixteen bytes a point.
 */
#include "report/json_read.h"

#include <math.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "report/json_int.h"

typedef struct Reader {
    Arena *arena;
    yajl_handle handle;
    JsonValue *root;
    JsonValue *open[JSON_DEEP_MAX];     /* lists and objects not yet closed */
    size_t numbers_from[JSON_DEEP_MAX]; /* where theirs begin in numbers */
    size_t deep;
    const char *name;                   /* of the value to come */
    VEC(double) numbers;
    size_t n_values, n_numbers;
    const char *refused;                /* why reading was broken off */
} Reader;

#define LESS N_("take a more general map, with fewer points")

enum { STOP, GO_ON };   /* what yajl takes from its callbacks */

static int refuse(Reader *r, const char *why)
{
    r->refused = why;
    return STOP;
}

static uint32_t here(const Reader *r)
{
    size_t read = yajl_get_bytes_consumed(r->handle);
    return (uint32_t)(read > 0 ? read - 1 : 0);
}

/* A new value where it belongs; NULL if there are too many. */
static JsonValue *add(Reader *r, JsonKind kind)
{
    if (++r->n_values > JSON_VALUES_MAX) {
        refuse(r, N_("this file holds more values than are read "
                     "(3 million)"));
        return NULL;
    }
    JsonValue *v = ARENA_NEW(r->arena, JsonValue);
    v->kind = kind;
    v->at = here(r);
    v->name = r->name;
    r->name = NULL;
    if (r->deep == 0) {
        r->root = v;
        return v;
    }
    JsonValue *parent = r->open[r->deep - 1];
    if (parent->last == NULL)
        parent->first = v;
    else
        parent->last->next = v;
    parent->last = v;
    return v;
}

static int on_null(void *reader)
{
    return add(reader, JSON_NULL) != NULL ? GO_ON : STOP;
}

static int on_flag(void *reader, int flag)
{
    JsonValue *v = add(reader, JSON_FLAG);
    if (v != NULL)
        v->number = flag;
    return v != NULL ? GO_ON : STOP;
}

static int on_number(void *reader, const char *text, size_t len)
{
    Reader *r = reader;
    double number = json_double(text, len);
    if (r->deep > 0 && r->open[r->deep - 1]->kind == JSON_LIST) {
        if (++r->n_numbers > JSON_NUMBERS_MAX)
            return refuse(r, N_("this file holds more numbers than are read "
                                "(6 million)"));
        *VEC_ADD(r->arena, &r->numbers) = number;
        return GO_ON;
    }
    JsonValue *v = add(r, JSON_NUMBER);
    if (v == NULL)
        return STOP;
    v->number = number;
    v->text = arena_copy(r->arena, text, len);
    return GO_ON;
}

static int on_text(void *reader, const unsigned char *text, size_t len)
{
    Reader *r = reader;
    JsonValue *v = add(r, JSON_TEXT);
    if (v == NULL)
        return STOP;
    v->text = arena_copy(r->arena, (const char *)text, len);
    return GO_ON;
}

static int on_name(void *reader, const unsigned char *text, size_t len)
{
    Reader *r = reader;
    r->name = arena_copy(r->arena, (const char *)text, len);
    return GO_ON;
}

static int open_one(Reader *r, JsonKind kind)
{
    if (r->deep == JSON_DEEP_MAX)
        return refuse(r, N_("lists and objects lie inside each other more "
                            "than 32 times"));
    JsonValue *v = add(r, kind);
    if (v == NULL)
        return STOP;
    r->numbers_from[r->deep] = r->numbers.n;
    r->open[r->deep++] = v;
    return GO_ON;
}

static int on_object(void *reader)
{
    return open_one(reader, JSON_OBJECT);
}

static int on_list(void *reader)
{
    return open_one(reader, JSON_LIST);
}

static int on_close(void *reader)
{
    Reader *r = reader;
    JsonValue *v = r->open[--r->deep];
    size_t from = r->numbers_from[r->deep];
    v->n_numbers = r->numbers.n - from;
    if (v->n_numbers > 0) {
        double *copy = ARENA_ARRAY(r->arena, double, v->n_numbers);
        memcpy(copy, r->numbers.at + from, v->n_numbers * sizeof *copy);
        v->numbers = copy;
        r->numbers.n = from;
    }
    return GO_ON;
}

#define EXPORT_AGAIN N_("fetch or export the map again")

/* Of a text that must not stand where it does, yajl has read the opening
 * quote. */
static uint32_t fault_at(const Reader *r, const char *text)
{
    uint32_t at = here(r);
    bool quote = at > 0 && text[at - 1] == '"';
    return quote && (at == 1 || strchr(" \t\r\n,:[{}]", text[at - 2]) != NULL)
               ? at - 1 : at;
}

static void add_fault(Reader *r, const Source *source, Diags *diags)
{
    uint32_t at = fault_at(r, source->text);
    Place place = {source, {at, at + 1}};
    if (r->refused != NULL)
        diag_add(diags, DIAG_FAULT, place, LESS, "%s", tr(r->refused));
    else
        diag_add(diags, DIAG_FAULT, place,
                 "a map is GeoJSON or TopoJSON; fetch or export it again",
                 "this breaks the rules of JSON");
}

static void add_unfinished(const Source *source, Diags *diags)
{
    uint32_t end = (uint32_t)source->len;
    while (end > 0 && strchr(" \t\r\n", source->text[end - 1]) != NULL)
        end--;
    diag_add(diags, DIAG_FAULT, (Place){source, {end, end}}, EXPORT_AGAIN,
             "%s", end == 0 ? tr("the file is empty")
                            : tr("the file ends in the middle of its JSON"));
}

static bool is_readable(const Source *source, Diags *diags)
{
    size_t good = utf8_check(source->text, source->len);
    Place start = {source, {0, 0}};
    if (source->len > JSON_BYTES_MAX) {
        diag_add(diags, DIAG_FAULT, start, LESS,
                 "this file is larger than is read (256 megabytes)");
        return false;
    }
    if (good < source->len) {
        Place bad = {source, {(uint32_t)good, (uint32_t)good + 1}};
        diag_add(diags, DIAG_FAULT, bad, "save the file as UTF-8",
                 "this byte is not UTF-8, as JSON must be");
        return false;
    }
    return true;
}

const JsonValue *json_read(Arena *arena, const Source *source, Diags *diags)
{
    static const yajl_callbacks on = {
        .yajl_null = on_null, .yajl_boolean = on_flag,
        .yajl_number = on_number, .yajl_string = on_text,
        .yajl_start_map = on_object, .yajl_map_key = on_name,
        .yajl_end_map = on_close, .yajl_start_array = on_list,
        .yajl_end_array = on_close};
    Reader r = {.arena = arena};
    yajl_alloc_funcs memory = json_memory;
    if (!is_readable(source, diags))
        return NULL;
    r.handle = yajl_alloc(&on, &memory, &r);
    yajl_status status = yajl_parse(r.handle,
                                    (const unsigned char *)source->text,
                                    source->len);
    bool whole = status == yajl_status_ok &&
                 yajl_complete_parse(r.handle) == yajl_status_ok;
    if (status != yajl_status_ok)
        add_fault(&r, source, diags);
    else if (!whole)
        add_unfinished(source, diags);
    yajl_free(r.handle);
    return whole ? r.root : NULL;
}

const JsonValue *json_member(const JsonValue *object, const char *name)
{
    if (object == NULL || object->kind != JSON_OBJECT)
        return NULL;
    for (const JsonValue *v = object->first; v != NULL; v = v->next)
        if (strcmp(v->name, name) == 0)
            return v;
    return NULL;
}

/* ---- Numbers, of which yajl has seen to the form ---- */

static double power_of_ten(long n)
{
    double power = 1, ten = 10;
    for (; n > 0; n /= 2, ten *= ten)
        if (n % 2 != 0)
            power *= ten;
    return power;
}

static long read_exponent(const char *text, size_t len)
{
    bool less = len > 0 && *text == '-';
    long n = 0;
    for (size_t i = len > 0 && (*text == '-' || *text == '+'); i < len; i++)
        if (n < 10000)
            n = 10 * n + (text[i] - '0');
    return less ? -n : n;
}

/* Eighteen digits are more than a double holds; the rest only scale. */
double json_double(const char *text, size_t len)
{
    size_t i = len > 0 && *text == '-';
    uint64_t digits = 0;
    long scale = 0;
    bool point = false;
    for (; i < len && text[i] != 'e' && text[i] != 'E'; i++) {
        if (text[i] == '.') {
            point = true;
        } else if (digits < 100000000000000000) {
            digits = 10 * digits + (uint64_t)(text[i] - '0');
            scale -= point;
        } else {
            scale += !point;
        }
    }
    if (i < len)
        scale += read_exponent(text + i + 1, len - i - 1);
    if (digits == 0)
        return 0;
    double value = scale < 0 ? (double)digits / power_of_ten(-scale)
                             : (double)digits * power_of_ten(scale);
    return *text == '-' ? -value : value;
}
