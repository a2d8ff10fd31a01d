/* fuzz_formula.c - any text as a formula: split, parsed, printed, checked. */
#include <string.h>

#include "base/buf.h"
#include "fordela.h"
#include "fuzz.h"
#include "lang/lang.h"

static bool parses(Arena *arena, const char *text, size_t n, Buf *out)
{
    Diags *diags = diags_new(arena);
    Tokens tokens = {0};
    const Source *source = source_make(arena, "fuzz.formula", text, n);
    lex(arena, source, diags, &tokens);
    Ast *ast = parse(arena, &tokens, diags);
    Buf shown = {0};
    tokens_print(&tokens, &shown);
    ast_print(ast, &shown);
    diags_render(diags, &shown);
    buf_free(&shown);
    bool well = !diags_failed(diags);
    if (well)
        lang_format(arena, &tokens, ast, out);
    return well;
}

/* Its layout parses again, and is its own layout. */
static void read_text(const char *text, size_t n)
{
    Arena *arena = arena_new();
    Buf once = {0}, twice = {0};
    if (parses(arena, text, n, &once)) {
        fuzz_demand(parses(arena, once.at, once.n, &twice),
                    "a layout parses again");
        fuzz_demand(once.n == twice.n
                        && memcmp(once.at, twice.at, once.n) == 0,
                    "a layout is laid out already");
    }
    buf_free(&once);
    buf_free(&twice);
    arena_free(arena);
}

/* Names, units and shapes, through the front door. */
static void check_file(const uint8_t *data, size_t size)
{
    char path[4096];
    fuzz_put("fuzz.formula", data, size, path);
    fordela *f = fordela_open(path);
    fordela_status status = fordela_check(f);
    fuzz_demand(status == FORDELA_OK || fordela_messages(f)[0] != '\0',
                "a refused formula has a message");
    fordela_free(fordela_dump(f, FORDELA_PROGRAM, NULL));
    fordela_close(f);
    fuzz_remove("fuzz.formula");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_text((const char *)data, size);
    check_file(data, size);
    return 0;
}
