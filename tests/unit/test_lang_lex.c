/* test_lang_lex.c - words, numbers, layout, and what the lexer refuses. */
#include "test_lang_help.h"

TestSuite(test_lang_lex);

#define NBSP "\xC2\xA0"
#define NARROW "\xE2\x80\xAF"

/* The tokens on one line: what --dump tokens prints without places. */
static const char *tokens_of(Arena *arena, const char *text, Diags *diags)
{
    Tokens tokens;
    Source *source = source_make(arena, "t", text, strlen(text));
    lex(arena, source, diags, &tokens);
    Buf dump = {0};
    Buf out = {0};
    tokens_print(&tokens, &dump);
    for (const char *line = dump.at; *line != 0;) {
        size_t len = strcspn(line, "\n");
        const char *word = strchr(line, ' ') + 1;
        buf_addf(&out, "%s%.*s", out.n > 0 ? "; " : "",
                 (int)(line + len - word), word);
        line += len + 1;
    }
    const char *copy = arena_copy(arena, out.at, out.n);
    buf_free(&dump);
    buf_free(&out);
    return copy;
}

Test(test_lang_lex, tokens)
{
    static const struct {
        const char *text;
        const char *tokens;
    } cases[] = {
        {"", "end"},
        {"a_1 \xC3\xA5\xC3\xA4\xC3\xB6 If",
         "name a_1; name \xC3\xA5\xC3\xA4\xC3\xB6; name If; end"},
        {"30 000 000 kr", "number 30000000; name kr; end"},
        {"30_000_000", "number 30000000; end"},
        {"1" NBSP "000" NARROW "000.50", "number 1000000.50; end"},
        {"12.5", "number 12.5; end"},
        {"12345678", "number 12345678; end"},
        {"1 000-1 000", "number 1000; word -; number 1000; end"},
        {"5kr", "number 5; name kr; end"},
        {"5" NBSP "kr", "number 5; name kr; end"},
        {"2020-02-29", "date 2020-02-29; end"},
        {"2020 - 02 - 29",
         "number 2020; word -; number 02; word -; number 29; end"},
        {"1, 2", "number 1; word ,; number 2; end"},
        {"\"a \"\"b\"\" # c\" # d", "string \"a \"\"b\"\" # c\"; end"},
        {"allocate and by else equally false if in",
         "word allocate; word and; word by; word else; word equally; "
         "word false; word if; word in; end"},
        {"not or per round then true where",
         "word not; word or; word per; word round; word then; word true; "
         "word where; end"},
        {"at least at  most in order\tof or nothing ties to",
         "word at least; word at most; word in order of; word or nothing; "
         "word ties to; end"},
        {"at\n least", "word at least; end"},
        {"at # c\n least", "name at; name least; end"},
        {"at\nleast", "name at; newline; name least; end"},
        {"in order by", "word in; name order; word by; end"},
        {"= <> < <= > >= ( ) , : % ~ + - * /",
         "word =; word <>; word <; word <=; word >; word >=; word (; "
         "word ); word ,; word :; word %; word ~; word +; word -; word *; "
         "word /; end"},
        {"\xEF\xBB\xBF" "a", "name a; end"},
        {"a\r\nb\r\n", "name a; newline; name b; end"},
        {"\n\n# c\n  a\n   b\n\n # d\n  c\n",
         "name a; name b; newline; name c; end"},
        {"a\n\tb\n\tc", "name a; name b; name c; end"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags *diags = diags_new(arena);
        const char *got = tokens_of(arena, cases[i].text, diags);
        cr_expect_str_eq(got, cases[i].tokens);
        cr_expect_str_empty(faults(arena, diags));
    }
    arena_free(arena);
}

Test(test_lang_lex, places_are_shown)
{
    Arena *arena = arena_new();
    Tokens tokens;
    const char *text = "a = \"\xC3\xB6\" 5\nb";
    Source *source = source_make(arena, "t", text, strlen(text));
    lex(arena, source, diags_new(arena), &tokens);
    Buf out = {0};
    tokens_print(&tokens, &out);
    cr_expect_str_eq(out.at, "1:1 name a\n1:3 word =\n"
                     "1:5 string \"\xC3\xB6\"\n"
                     "1:9 number 5\n2:1 newline\n2:1 name b\n2:2 end\n");
    buf_free(&out);
    arena_free(arena);
}

/* The texts stand here once; columns count characters from 1. */
Test(test_lang_lex, faults)
{
    static const struct {
        const char *text;
        const char *fault;
    } cases[] = {
        {"1,5", "1:1: error: a comma stands between two digits | "
                "use . for decimals, or a space after the comma"},
        {"a\n  min(1,2)", "2:7: error: a comma stands between two digits | "
                          "use . for decimals, or a space after the comma"},
        {"1 2", "1:1: error: these digits are not one number: 1 to 3 digits, "
                "then groups of exactly 3 | write the digits in one run, or "
                "in groups of three as in 30 000 000; for two numbers write "
                "what stands between them"},
        {"1234 567",
         "1:1: error: these digits are not one number: 1 to 3 digits, "
         "then groups of exactly 3 | write the digits in one run, or "
         "in groups of three as in 30 000 000; for two numbers write "
         "what stands between them"},
        {"1.000.000",
         "1:1: error: a number has one decimal point | part groups of three "
         "digits by a space, as in 30 000 000"},
        {"x 5.", "1:3: error: the number ends in a decimal point | "
                 "take the point away, or write a digit after it"},
        {"12345678901234567890.123456789012345678901",
         "1:1: error: the number has 41 digits; at most 40 are read | "
         "round the number, or write it as a product or quotient"},
        {"2021-02-29", "1:1: error: there is no such date as 2021-02-29 | "
                       "write a date as 2020-01-31"},
        {"a == b",
         "1:3: error: == is not a sign of the language | write ="},
        {"a != b",
         "1:3: error: != is not a sign of the language | write <>"},
        {"a && b",
         "1:3: error: && is not a sign of the language | write and"},
        {"a || b",
         "1:3: error: || is not a sign of the language | write or"},
        {"a <- b",
         "1:3: error: <- is not a sign of the language | write = to define; "
         "to compare with a negative number leave a space, as in < -1"},
        {"a ^ b",
         "1:3: error: ^ is not a sign of the language | write power(a, b)"},
        {"a // b",
         "1:3: error: // is not a sign of the language | write # before a "
         "comment"},
        {"a \xE2\x88\x92 b",
         "1:3: error: \xE2\x88\x92 is not a sign of the language | write -"},
        {"a;", "1:2: error: ; is not a sign of the language | "
               "take it away: a statement ends with its line"},
        {"\xE2\x80\x9C" "x\xE2\x80\x9D",
         "1:1: error: \xE2\x80\x9C is not a quote of the language | "
         "write the straight quote \" before and after the text"},
        {"'x'", "1:1: error: ' is not a quote of the language | "
                "write the straight quote \" before and after the text"},
        {"a @", "1:3: error: @ is not a sign of the language | "
                "take it away, or put it into a text in quotes"},
        {"a \x01", "1:3: error: the character U+0001 cannot stand here | "
                   "take it away, or put it into a text in quotes"},
        {"1\xE2\x80\x89" "000",
         "1:2: error: the character U+2009 cannot stand here | "
         "write an ordinary space in its place"},
        {"a \"b",
         "1:3: error: the text in quotes is not closed | close it with \" on "
         "the same line; a quote inside is written twice"},
        {"a\xCC\x8A" "b",
         "1:1: error: the name has a combining mark: a letter and its accent "
         "are two characters | type the letter anew as one character (NFC)"},
        {"a\n b\n\tc",
         "3:1: error: the file mixes tabs and spaces in its indents | "
         "indent every line with spaces"},
        {"a\n \tb",
         "2:1: error: the file mixes tabs and spaces in its indents | "
         "indent every line with spaces"},
        {"a\n" NBSP "b",
         "2:1: error: a no-break space stands in the indent | "
         "indent every line with spaces"},
        {"  a\n b",
         "2:2: error: this line starts to the left of the file's first "
         "statement | start every statement in the column of the first one"},
        {"a \xE5 b", "1:3: error: the file is not UTF-8: byte E5 cannot "
                     "stand here | save the file as UTF-8"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags *diags = diags_new(arena);
        tokens_of(arena, cases[i].text, diags);
        cr_expect_str_eq(faults(arena, diags),
                         arena_format(arena, "t:%s", cases[i].fault));
    }
    arena_free(arena);
}

/* Forty digits are read, and kept as written. */
Test(test_lang_lex, most_digits)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    cr_expect_str_eq(
        tokens_of(arena, "1234567890123456789012345678901234567890", diags),
        "number 1234567890123456789012345678901234567890; end");
    cr_expect_not(diags_failed(diags));
    arena_free(arena);
}

Test(test_lang_lex, comments_are_kept)
{
    Arena *arena = arena_new();
    Tokens tokens;
    const char *text = "# one\r\na # two\n";
    Source *source = source_make(arena, "t", text, strlen(text));
    lex(arena, source, diags_new(arena), &tokens);
    cr_assert_eq(tokens.n_comments, 2);
    cr_expect_eq(tokens.comment[0].from, 0);
    cr_expect_eq(tokens.comment[0].to, 5);
    cr_expect_eq(tokens.comment[1].from, 9);
    cr_expect_eq(tokens.comment[1].to, 14);
    arena_free(arena);
}
