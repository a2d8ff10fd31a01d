/* json_read.h - JSON into a tree, as maps need it.
 *
 * Ownership: the tree and its texts live in the arena given.
 */
#ifndef FORDELA_JSON_READ_H
#define FORDELA_JSON_READ_H

#include "base/arena.h"
#include "base/diag.h"

#define JSON_DEEP_MAX 32            /* lists and objects inside each other */
#define JSON_BYTES_MAX ((size_t)256 << 20)
#define JSON_NUMBERS_MAX ((size_t)6000000)  /* in lists */
#define JSON_VALUES_MAX ((size_t)3000000)   /* lists, objects, texts, ... */

typedef enum JsonKind {
    JSON_NULL, JSON_FLAG, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT
} JsonKind;

typedef struct JsonValue JsonValue;
struct JsonValue {
    JsonKind kind;
    uint32_t at;            /* a byte of it in the file: its opening bracket,
                             * else its last */
    const char *name;       /* inside an object; else NULL */
    JsonValue *next;        /* of what the same list or object holds */
    union {
        struct {            /* JSON_TEXT, JSON_NUMBER, JSON_FLAG */
            const char *text;       /* a number as it is written */
            double number;          /* of a flag 0 or 1 */
        };
        struct {            /* JSON_LIST, JSON_OBJECT */
            JsonValue *first, *last;
            const double *numbers;  /* of a list; they are not items, too */
            size_t n_numbers;
        };
    };
};

/* NULL and a fault with its place: what breaks JSON's rules, is not UTF-8, or
 * exceeds the limits above. */
const JsonValue *json_read(Arena *arena, const Source *source, Diags *diags);

/* The member of an object so named, or NULL; also if it is no object. */
const JsonValue *json_member(const JsonValue *object, const char *name);

/* The number that text starts with, whatever the locale; infinite if it is too
 * large. */
double json_double(const char *text, size_t len);

#endif
