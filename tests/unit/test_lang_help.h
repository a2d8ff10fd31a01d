/* test_lang_help.h - what the tests of the language share. */
#ifndef TEST_LANG_HELP_H
#define TEST_LANG_HELP_H

#include <criterion/criterion.h>
#include <string.h>

#include "lang/lang.h"

static inline size_t indent_of(const char *line)
{
    return strspn(line, " ") / 2;
}

/* The dump of a tree on one line: what stood deeper stands in braces, lines
 * of one depth are parted by "; ". */
static inline const char *compact(Arena *arena, const char *dump)
{
    Buf out = {0};
    size_t depth = 0;
    buf_add(&out, "");
    for (const char *line = dump; *line != 0;) {
        size_t deep = indent_of(line);
        const char *text = line + 2 * deep;
        size_t len = strcspn(text, "\n");
        if (line != dump) {
            buf_add(&out, deep > depth ? " {" : "");
            buf_add_repeat(&out, '}', depth > deep ? depth - deep : 0);
            buf_add(&out, deep <= depth ? "; " : "");
        }
        buf_add_n(&out, text, len);
        depth = deep;
        line = text + len + (text[len] == '\n');
    }
    buf_add_repeat(&out, '}', depth);
    const char *copy = arena_copy(arena, out.at, out.n);
    buf_free(&out);
    return copy;
}

/* Rendered faults without the lines of text and carets, one fault on a line:
 * "3:7 message | way out". */
static inline const char *faults(Arena *arena, const Diags *diags)
{
    Buf text = {0};
    Buf out = {0};
    diags_render(diags, &text);
    buf_add(&text, "");
    buf_add(&out, "");
    for (const char *line = text.at; *line != 0;) {
        size_t len = strcspn(line, "\n");
        if (strncmp(line, "  way out: ", 11) == 0) {
            buf_addf(&out, " | %.*s", (int)len - 11, line + 11);
        } else if (*line != ' ') {
            buf_addf(&out, "%s%.*s", out.n > 0 ? "\n" : "", (int)len, line);
        }
        line += len + (line[len] == '\n');
    }
    const char *copy = arena_copy(arena, out.at, out.n);
    buf_free(&text);
    buf_free(&out);
    return copy;
}

typedef struct Parsed {
    Tokens tokens;
    Ast *ast;
    Diags *diags;
} Parsed;

static inline Parsed parse_text(Arena *arena, const char *text, size_t len)
{
    Parsed p = {.diags = diags_new(arena)};
    Source *source = source_make(arena, "t", text, len);
    lex(arena, source, p.diags, &p.tokens);
    p.ast = parse(arena, &p.tokens, p.diags);
    return p;
}

/* head is put before the text as a line of its own. */
static inline const char *dump_of(Arena *arena, const char *head,
                                  const char *text)
{
    const char *whole = arena_format(arena, "%s\n%s\n", head, text);
    Parsed p = parse_text(arena, whole, strlen(whole));
    const char *wrong = faults(arena, p.diags);
    cr_assert_str_empty(wrong, "%s: %s", text, wrong);
    Buf out = {0};
    ast_print(p.ast, &out);
    const char *copy = arena_string(arena, strchr(out.at, '\n') + 1);
    buf_free(&out);
    return copy;
}

static inline const char *faults_of(Arena *arena, const char *text)
{
    Parsed p = parse_text(arena, text, strlen(text));
    return faults(arena, p.diags);
}

static inline const char *format_of(Arena *arena, const char *text, size_t len)
{
    Parsed p = parse_text(arena, text, len);
    cr_assert_not(diags_failed(p.diags), "%s", faults(arena, p.diags));
    Buf out = {0};
    lang_format(arena, &p.tokens, p.ast, &out);
    const char *copy = arena_copy(arena, out.at, out.n);
    buf_free(&out);
    return copy;
}

#endif
