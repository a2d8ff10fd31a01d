/* test_lang_format.c - the canonical layout, by hand and over generated
 * files. */
#include <stdint.h>
#include <stdio.h>

#include "test_lang_help.h"

TestSuite(test_lang_format);

/* Kinds and texts of all tokens, and the comments without trailing blanks:
 * what a layout must not change. */
static const char *meaning(Arena *arena, const char *text, size_t len)
{
    Diags *diags = diags_new(arena);
    Tokens tokens;
    lex(arena, source_make(arena, "t", text, len), diags, &tokens);
    Buf out = {0};
    for (size_t i = 0; i < tokens.n; i++) {
        const Token *token = &tokens.at[i];
        buf_addf(&out, "%d %d %s\n", (int)token->kind, (int)token->date,
                 token->text != NULL ? token->text : "");
    }
    for (size_t i = 0; i < tokens.n_comments; i++) {
        Span span = tokens.comment[i];
        size_t n = span.to - span.from;
        while (strchr(" \t", tokens.source->text[span.from + n - 1])) {
            n--;
        }
        buf_add_n(&out, tokens.source->text + span.from, n);
        buf_add_char(&out, '\n');
    }
    const char *copy = arena_copy(arena, out.at, out.n);
    buf_free(&out);
    return copy;
}

/* Formats twice; both must agree and mean what was written. */
static const char *check_layout(Arena *arena, const char *text)
{
    const char *once = format_of(arena, text, strlen(text));
    const char *twice = format_of(arena, once, strlen(once));
    cr_expect_str_eq(once, twice);
    cr_expect_str_eq(meaning(arena, text, strlen(text)),
                     meaning(arena, once, strlen(once)));
    return once;
}

#define TITLE_64                                                           \
    "1234567890123456789012345678901234567890123456789012345678901234"
#define TITLE_66 TITLE_64 "56"
#define TITLE_70 TITLE_66 "7890"

/* Laid out by hand from the rules: blanks, cells, comments, empty lines. */
Test(test_lang_format, by_hand)
{
    static const struct {
        const char *text;
        const char *layout;
    } cases[] = {
        {"formula   f   \"T\"", "formula f \"T\"\n"},
        {"  formula f\n  let a=-1+b*( c-  - 2 )\n",
         "formula f\nlet a = -1 + b * (c - -2)\n"},
        {"formula f\nlet a=min( b ,c )-round ( d to 1kr by nearest )\n",
         "formula f\nlet a = min(b, c) - round(d to 1 kr by nearest)\n"},
        {"formula f\nlet a = b in(1,c) and not(d)\n",
         "formula f\nlet a = b in (1, c) and not (d)\n"},
        {"formula f\nlet a = 30000000 + 1000 + 1 000 + 1_000.5 + 1234.56789 "
         "+ 12345.67\n",
         "formula f\nlet a = 30 000 000 + 1000 + 1 000 + 1 000.5 + "
         "1234.56789 + 12 345.67\n"},
        {"formula f\nlet a = allocate b by c at   least 50%\n",
         "formula f\nlet a = allocate b by c at least 50 %\n"},
        /* neighbours line up; an empty line or a comment parts them */
        {"formula f\nparam a:kr \"A\"\nparam bbb:kr=5 kr \"B\"\n"
         "param cc:share=5 % from 2020-01-01 \"C\"\n\nparam dddd:kr\n",
         "formula f\n"
         "param a   : kr                          \"A\"\n"
         "param bbb : kr    = 5 kr                \"B\"\n"
         "param cc  : share = 5 % from 2020-01-01 \"C\"\n"
         "\n"
         "param dddd : kr\n"},
        {"formula f\nlet a=1\nlet bb=2\n# c\nlet ccc=3\nresult d=4\n",
         "formula f\nlet a  = 1\nlet bb = 2\n# c\nlet ccc = 3\n"
         "result d = 4\n"},
        {"formula f\ndata a:kr/persons per t\ndata bb:kr per t \"B\"\n",
         "formula f\ndata a  : kr / persons per t\n"
         "data bb : kr per t \"B\"\n"},
        {"scenario s\nset a=1 kr\nset bb=2 kr estimated\nvary a in 1 ,2\n",
         "scenario s\nset a  = 1 kr\nset bb = 2 kr estimated\n"
         "vary a in 1, 2\n"},
        {"scenario s\ndraw a~normal( a,-3 % )\nvary b from -1 to(2)step 1\n",
         "scenario s\ndraw a ~ normal(a, -3 %)\n"
         "vary b from -1 to (2) step 1\n"},
        {"scenario s\ndata a -5 kr\nset step=step-1\n",
         "scenario s\ndata a -5 kr\nset step = step - 1\n"},
        /* every line below column 80 */
        {"formula f\nrequire a \"" TITLE_64 "\"\nrequire bbbb \"x\"\n"
         "require cc \"y\"\n",
         "formula f\nrequire a    \"" TITLE_64 "\"\n"
         "require bbbb \"x\"\nrequire cc   \"y\"\n"},
        /* not so: the longest line is left out */
        {"formula f\nrequire a \"" TITLE_66 "\"\nrequire bbbb \"x\"\n"
         "require cc \"y\"\n",
         "formula f\nrequire a  \"" TITLE_66 "\"\n"
         "require bbbb \"x\"\nrequire cc \"y\"\n"},
        /* a title that is too long wherever it stands is left out */
        {"formula f\nrequire a \"" TITLE_70 "\"\nrequire bbbb \"x\"\n"
         "require cc \"y\"\n",
         "formula f\nrequire a \"" TITLE_70 "\"\n"
         "require bbbb \"x\"\nrequire cc   \"y\"\n"},
        /* lines and comments */
        {"# top  \n\n\n\nformula f # one\n\n\n\n# two\n\nlet a = 1 +\n\n"
         "     # three\n  2   # four\n    # five\nlet b = 3\n\n# end\n\n\n",
         "# top\n\nformula f  # one\n\n# two\n\nlet a = 1 +\n  # three\n"
         "  2  # four\n# five\nlet b = 3\n\n# end\n"},
        {"formula f\r\nlet a =\r\n\t1\r\n", "formula f\nlet a =\n  1\n"},
        {"formula f\nlet a = allocate b by c at\n   least d",
         "formula f\nlet a = allocate b by c at least d\n"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_expect_str_eq(check_layout(arena, cases[i].text),
                         cases[i].layout);
    }
    arena_free(arena);
}

/* The three files at the head of the language's description. */
Test(test_lang_format, example_files)
{
    static const char formula[] =
        "formula minimum_plus_need \"Minimibelopp samt behov\"\n"
        "source  \"S2020/06722/FS\"\n\n"
        "param budget  : kr                   \"Belopp att f\xC3\xB6rdela\"\n"
        "param minimum : kr                   \"Minimibelopp per kommun\"\n"
        "param weight  : share = 50 %         \"Vikt\"\n\n"
        "data population : persons per recipient\n"
        "data patients   : persons per recipient\n\n"
        "let rest = budget - sum(minimum per recipient)\n"
        "let key  = weight * share(patients) + (1 - weight) * "
        "share(population)\n"
        "require rest >= 0 kr \"minimibeloppen\"\n\n"
        "result grant = minimum + allocate rest by key\n"
        "round  grant to 1 kr by largest remainder\n";
    static const char formula_laid_out[] =
        "formula minimum_plus_need \"Minimibelopp samt behov\"\n"
        "source \"S2020/06722/FS\"\n\n"
        "param budget  : kr           \"Belopp att f\xC3\xB6rdela\"\n"
        "param minimum : kr           \"Minimibelopp per kommun\"\n"
        "param weight  : share = 50 % \"Vikt\"\n\n"
        "data population : persons per recipient\n"
        "data patients   : persons per recipient\n\n"
        "let rest = budget - sum(minimum per recipient)\n"
        "let key  = weight * share(patients) + (1 - weight) * "
        "share(population)\n"
        "require rest >= 0 kr \"minimibeloppen\"\n\n"
        "result grant = minimum + allocate rest by key\n"
        "round grant to 1 kr by largest remainder\n";
    static const char scenario[] =
        "scenario kompetens_2020 \"Kompetensutveckling\"\n"
        "source   \"S2020/06722/FS, bilaga\"\n"
        "formula  \"../../formulas/minimum_plus_need.formula\"\n"
        "date     2020-11-01\n\n"
        "table recipient from \"kommuner.csv\" key kod name kommun\n"
        "data  population from \"f.csv\" column \"2019-12-31\" estimated\n"
        "        source \"SCB\" dated 2019-12-31\n"
        "data  patients   from \"p.csv\" column a else column b estimated\n"
        "        source \"Socialstyrelsen\" dated 2019-12-31\n"
        "set   budget  = 30 mnkr\n"
        "set   minimum = 35 000 kr\n\n"
        "expect grant from \"publicerat.csv\" column belopp\n"
        "expect sum(grant) = 30 000 000 kr\n\n"
        "vary minimum from 0 kr to 50 000 kr step 1 000 kr\n"
        "draw patients ~ normal(patients, 3 %)\n"
        "draws 100 000 seed 2020\n"
        "report smallest(grant) \"minst\", count(recipient where grant < "
        "40 000 kr) \"under 40 000\"\n";
    static const char scenario_laid_out[] =
        "scenario kompetens_2020 \"Kompetensutveckling\"\n"
        "source \"S2020/06722/FS, bilaga\"\n"
        "formula \"../../formulas/minimum_plus_need.formula\"\n"
        "date 2020-11-01\n\n"
        "table recipient from \"kommuner.csv\" key kod name kommun\n"
        "data population from \"f.csv\" column \"2019-12-31\" estimated\n"
        "  source \"SCB\" dated 2019-12-31\n"
        "data patients from \"p.csv\" column a else column b estimated\n"
        "  source \"Socialstyrelsen\" dated 2019-12-31\n"
        "set budget  = 30 mnkr\n"
        "set minimum = 35 000 kr\n\n"
        "expect grant from \"publicerat.csv\" column belopp\n"
        "expect sum(grant) = 30 000 000 kr\n\n"
        "vary minimum from 0 kr to 50 000 kr step 1 000 kr\n"
        "draw patients ~ normal(patients, 3 %)\n"
        "draws 100 000 seed 2020\n"
        "report smallest(grant) \"minst\", count(recipient where grant < "
        "40 000 kr) \"under 40 000\"\n";
    static const char areas[] =
        "formula areas_with_caps \"Ans\xC3\xB6kningar\"\n"
        "table area\ntable applicant\n"
        "table application in area, applicant\n\n"
        "data cap       : kr per area\n"
        "data requested : kr per application\n\n"
        "result granted = allocate cap per area by requested\n"
        "  where eligible\n"
        "  at most requested\n"
        "  in order of priority\n"
        "round granted to 1 kr by largest remainder per area\n"
        "result granted_area  = sum(granted by area)\n"
        "result per_applicant = sum(granted by applicant)\n"
        "result status        = if granted = requested then \"full\" else "
        "\"none\"\n";
    Arena *arena = arena_new();
    cr_expect_str_eq(check_layout(arena, formula), formula_laid_out);
    cr_expect_str_eq(check_layout(arena, scenario), scenario_laid_out);
    cr_expect_str_eq(check_layout(arena, areas), areas);
    arena_free(arena);
}

/* ---- generated files ---- */

typedef struct Gen {
    uint64_t state;     /* xorshift64*, Vigna 2016 */
    Buf out;
    bool scenario;
} Gen;

static size_t pick(Gen *g, size_t n)
{
    g->state ^= g->state >> 12;
    g->state ^= g->state << 25;
    g->state ^= g->state >> 27;
    return (size_t)((g->state * UINT64_C(2685821657736338717)) >> 33) % n;
}

/* Some blank, a broken line, or a comment and a broken line. */
static void gap(Gen *g)
{
    static const char *const gaps[] = {" ", " ", " ", "  ", "\t", "   ",
                                       "\n    ", " # c \n  ",
                                       "\n\n  # d\n      # e\n  "};
    buf_add(&g->out, gaps[pick(g, sizeof gaps / sizeof *gaps)]);
}

static void word(Gen *g, const char *text)
{
    gap(g);
    buf_add(&g->out, text);
}

/* A blank or none where a sign stands. */
static void sign(Gen *g, const char *text)
{
    if (pick(g, 2) == 0) {
        gap(g);
    }
    buf_add(&g->out, text);
    if (pick(g, 2) == 0) {
        gap(g);
    }
}

static void name(Gen *g)
{
    static const char *const names[] = {"a", "budget", "b2", "step", "key",
                                        "\xC3\xA5r", "long_name_here"};
    word(g, names[pick(g, sizeof names / sizeof *names)]);
}

static void number(Gen *g)
{
    static const char *const numbers[] = {
        "0", "5", "1000", "1 000", "30000000", "1_000_000", "12.50",
        "123456.789", "5 %", "5%", "30 kr", "7kr"};
    word(g, numbers[pick(g, sizeof numbers / sizeof *numbers)]);
}

static void expr(Gen *g, size_t depth);

static void leaf(Gen *g)
{
    switch (pick(g, 6)) {
    case 0:
        word(g, "\"a \"\"b\"\" # c\"");
        break;
    case 1:
        word(g, "2020-02-29");
        break;
    case 2:
    case 3:
        number(g);
        break;
    default:
        name(g);
        break;
    }
}

static void parenthesis(Gen *g, const char *before, size_t depth)
{
    word(g, before);
    sign(g, "(");
    expr(g, depth);
    sign(g, ")");
}

static void rounding(Gen *g)
{
    word(g, "to");
    number(g);
    word(g, "by");
    word(g, pick(g, 2) ? "largest  remainder" : "half even");
    if (pick(g, 3) == 0) {
        word(g, "keeping");
        leaf(g);
    }
}

static void expr(Gen *g, size_t depth)
{
    static const char *const operators[] = {"+", "-", "*", "/"};
    if (depth == 0) {
        leaf(g);
        return;
    }
    switch (pick(g, 7)) {
    case 0:
        gap(g);
        buf_add(&g->out, "-");
        leaf(g);
        break;
    case 1:
        parenthesis(g, "", depth - 1);
        break;
    case 2:
        parenthesis(g, "sum", depth - 1);
        break;
    case 3:
        word(g, "round");
        sign(g, "(");
        expr(g, depth - 1);
        rounding(g);
        sign(g, ")");
        break;
    case 4:
        word(g, "(if");
        expr(g, depth - 1);
        word(g, "then");
        expr(g, depth - 1);
        word(g, "else");
        expr(g, depth - 1);
        sign(g, ")");
        break;
    default:
        leaf(g);
        sign(g, operators[pick(g, 4)]);
        parenthesis(g, "", depth - 1);
        break;
    }
}

static void title(Gen *g)
{
    static const char *const titles[] = {"\"T\"", "\"\xC3\x84r 2020\"",
                                         "\"a much longer title\""};
    if (pick(g, 2) == 0) {
        word(g, titles[pick(g, 3)]);
    }
}

static void formula_statement(Gen *g)
{
    switch (pick(g, 4)) {
    case 0:
        buf_add(&g->out, "param");
        name(g);
        sign(g, ":");
        word(g, pick(g, 2) ? "kr" : "kr/persons");
        if (pick(g, 2) == 0) {
            sign(g, "=");
            leaf(g);
        }
        break;
    case 1:
        buf_add(&g->out, "result");
        name(g);
        sign(g, "=");
        word(g, "allocate");
        leaf(g);
        word(g, "by");
        leaf(g);
        word(g, pick(g, 2) ? "at  least" : "in order   of");
        leaf(g);
        break;
    case 2:
        buf_add(&g->out, "round");
        name(g);
        rounding(g);
        break;
    default:
        buf_add(&g->out, "let");
        name(g);
        sign(g, "=");
        expr(g, 3);
        break;
    }
    title(g);
}

static void scenario_statement(Gen *g)
{
    switch (pick(g, 4)) {
    case 0:
        buf_add(&g->out, "set");
        name(g);
        sign(g, "=");
        leaf(g);
        break;
    case 1:
        buf_add(&g->out, "data d from \"f\" column c where column(\"x\")=1");
        break;
    case 2:
        buf_add(&g->out, "draw a~normal");
        sign(g, "(");
        expr(g, 2);
        sign(g, ",");
        expr(g, 1);
        sign(g, ")");
        break;
    default:
        buf_add(&g->out, "report");
        expr(g, 2);
        title(g);
        break;
    }
}

static const char *generate(Arena *arena, uint64_t seed)
{
    static const char *const ends[] = {"\n", "\n", "\n", "\n\n", "\n\n\n\n",
                                       "   # c\n", "\n# d\n", "\n\n  # e\n\n"};
    Gen g = {.state = seed * 7919 + 1};
    g.scenario = pick(&g, 2) == 0;
    buf_add(&g.out, g.scenario ? "scenario s\n" : "formula f\n");
    for (size_t n = 1 + pick(&g, 8); n > 0; n--) {
        if (g.scenario) {
            scenario_statement(&g);
        } else {
            formula_statement(&g);
        }
        buf_add(&g.out, ends[pick(&g, sizeof ends / sizeof *ends)]);
    }
    bool indent = true;     /* a tab there would be refused */
    for (char *c = g.out.at; *c != 0; c++) {
        *c = indent && *c == '\t' ? ' ' : *c;
        indent = *c == '\n' || (indent && *c == ' ');
    }
    const char *copy = arena_copy(arena, g.out.at, g.out.n);
    buf_free(&g.out);
    return copy;
}

/* No line of a layout ends in a blank, holds a tab outside quotes or follows
 * two empty ones. */
static void check_lines(const char *text, uint64_t seed)
{
    cr_expect_null(strstr(text, "\n\n\n"), "seed %lu:\n%s",
                   (unsigned long)seed, text);
    cr_expect_null(strstr(text, " \n"), "seed %lu:\n%s", (unsigned long)seed,
                   text);
    cr_expect_null(strchr(text, '\t'), "seed %lu:\n%s", (unsigned long)seed,
                   text);
}

Test(test_lang_format, generated)
{
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        Arena *arena = arena_new();
        const char *text = generate(arena, seed);
        Parsed p = parse_text(arena, text, strlen(text));
        cr_assert_not(diags_failed(p.diags), "seed %lu: %s\n%s",
                      (unsigned long)seed, faults(arena, p.diags), text);
        check_lines(check_layout(arena, text), seed);
        arena_free(arena);
    }
}
