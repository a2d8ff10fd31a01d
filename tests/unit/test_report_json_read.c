/* test_report_json_read.c - JSON as a tree, and its numbers.
 *
 * The numbers are compared with what the C library reads in its own locale.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/json_read.h"

static Arena *arena;
static Diags *diags;

static void start(void)
{
    arena = arena_new();
    diags = diags_new(arena);
}

static void stop(void)
{
    arena_free(arena);
}

TestSuite(report_json_read, .init = start, .fini = stop);

static const JsonValue *read(const char *text)
{
    return json_read(arena, source_make(arena, "x", text, strlen(text)),
                     diags);
}

Test(report_json_read, tree)
{
    const JsonValue *v = read("{\"a\": null, \"b\": [1, \"x\", [2.5, -3]], "
                              "\"c\": {\"d\": true}, \"n\": 0114.0}");
    cr_expect_null(v, "numbers do not begin with zeros");
    v = read("{\"a\": null, \"b\": [1, \"\xc3\xa5\\u00e4\", [2.5, -3]], "
             "\"c\": {\"d\": true}, \"n\": 114, \"n\": 7}\n");
    cr_assert_not_null(v);
    cr_expect_eq(v->kind, JSON_OBJECT);
    cr_expect_eq(json_member(v, "a")->kind, JSON_NULL);
    const JsonValue *list = json_member(v, "b");
    cr_assert_eq(list->n_numbers, 1);
    cr_expect_eq(list->numbers[0], 1);
    cr_expect_str_eq(list->first->text, "åä");
    cr_assert_eq(list->last->n_numbers, 2);
    cr_expect_eq(list->last->numbers[1], -3);
    cr_expect_eq(json_member(json_member(v, "c"), "d")->number, 1);
    cr_expect_str_eq(json_member(v, "n")->text, "114", "the first of two");
    cr_expect_null(json_member(v, "x"));
    cr_expect_null(json_member(list, "x"));
    cr_expect_null(json_member(NULL, "x"));
}

Test(report_json_read, numbers)
{
    static const char *const text[] = {
        "0", "-0", "1", "-1", "12.5", "0.001", "59.123456789012345",
        "123456789012345678901234567890", "0.00000000000000000000000001",
        "1e3", "1E-3", "2.5e+2", "6579123.456", "1e308", "1e-300",
        "99999999999999999999.9999e-5", "17.0", "100e0",
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        double right = strtod(text[i], NULL);
        double ours = json_double(text[i], strlen(text[i]));
        cr_expect(fabs(ours - right) <= fabs(right) * 2e-15, "%s: %.17g",
                  text[i], ours);
    }
    cr_expect(isinf(json_double("1e999", 5)));
    cr_expect_eq(json_double("1e-99999999999", 14), 0);
    cr_expect_eq(json_double("0e999", 5), 0);
}

/* Said of a text: "" where it is read. */
static void expect_said(const Buf *text, const char *said)
{
    diags = diags_new(arena);
    const JsonValue *v = json_read(arena, source_make(arena, "x", text->at,
                                                      text->n), diags);
    cr_expect_eq(v != NULL, *said == '\0');
    const char *first = diags_first(diags);
    cr_expect_str_eq(first == NULL ? "" : first, said);
}

/* As many numbers and lists as are read, and one more. */
Test(report_json_read, limits)
{
    Buf text = {0};
    buf_add(&text, "[[1");
    for (size_t i = 1; i < JSON_NUMBERS_MAX; i++)
        buf_add(&text, ",1");
    buf_add(&text, "]]");
    expect_said(&text, "");
    text.n -= 2;
    buf_add(&text, ",1]]");
    expect_said(&text, "this file holds more numbers than are read (6 "
                       "million)");
    text.n = 0;
    buf_add(&text, "[[]");
    for (size_t i = 1; i < JSON_VALUES_MAX - 1; i++)
        buf_add(&text, ",[]");
    buf_add(&text, "]");
    expect_said(&text, "");
    text.n -= 1;
    buf_add(&text, ",[]]");
    expect_said(&text, "this file holds more values than are read (3 "
                       "million)");
    buf_free(&text);
}

Test(report_json_read, nesting_and_size)
{
    for (size_t n = JSON_DEEP_MAX; n <= JSON_DEEP_MAX + 1; n++) {
        Buf text = {0};
        buf_add_repeat(&text, '[', n);
        buf_add_repeat(&text, ']', n);
        expect_said(&text, n == JSON_DEEP_MAX
                               ? ""
                               : "lists and objects lie inside each other "
                                 "more than 32 times");
        buf_free(&text);
    }
    Buf text = {0};
    buf_add(&text, "[]");
    buf_add_repeat(&text, ' ', JSON_BYTES_MAX - 2);
    expect_said(&text, "");
    buf_add_char(&text, ' ');
    expect_said(&text, "this file is larger than is read (256 megabytes)");
    buf_free(&text);
}
