/* test_lang_mutate.c - spoilt files: nothing crashes, hangs or is silent.
 *
 * Every case follows from its number alone, so that one that fails can be run
 * again.
 */
#include <stdint.h>
#include <stdio.h>

#include "test_lang_help.h"

TestSuite(test_lang_mutate);

#define CASES 20000

static const char *const seeds[] = {
    "formula f \"T\"\n"
    "source \"S2020/06722/FS\"\n"
    "unit eur = 11.25 kr\n"
    "table area\ntable application in area, applicant\n"
    "param budget : kr = 30 000 000 kr from 2020-01-01, 5 mnkr \"B\"\n"
    "data population : persons per recipient\n"
    "let rest = budget - sum(minimum per recipient)  # comment\n"
    "let key = -w * share(p) + (1 - w) * share(q where a in (1, 2) by b)\n"
    "require rest >= 0 kr \"min\"\n"
    "result grant = minimum + allocate rest per area by key\n"
    "  where not eligible or x <> \"y\"\n"
    "  at least f summed by area at least 5 kr or nothing\n"
    "  at most requested in order of priority using equal awards\n"
    "result s = if a = b then \"full\" else if c > 0 kr then true else false\n"
    "round grant to 1 kr by webster first 0.5 keeping a, b per t ties to c\n",
    "scenario s \"T\"\n"
    "formula \"../f.formula\"\ndate 2020-11-01\n"
    "table t from \"k.csv\" key a, \"B c\" name n in area by x "
    "where y = \"1\"\n"
    "data d from \"f\" column \"2019\" key k in tkr decimal \",\" estimated\n"
    "  else column e calibrated else -5 kr\n"
    "  source \"SCB\" dated 2019-12-31\n"
    "data l from \"o.scenario\" result grant\n"
    "set minimum = 35 000 kr\n"
    "expect grant from \"p.csv\" column belopp within 1 kr because \"r\"\n"
    "expect sum(grant) = 30 000 000 kr\n"
    "vary minimum from 0 kr to 50 000 kr step 1 000 kr\n"
    "draw patients ~ normal(patients, 3 %)\ndraws 100 000 seed 2020\n"
    "report smallest(grant) \"m\", count(r where grant < 40 000 kr)\n",
};

static const char *const pieces[] = {
    "(", ")", "\"", ",", "=", "==", "-", "<", "<=", "#", "\n", "\n  ", "\t",
    " ", "1", "1,5", "12 34", "2020-13-41", "if ", "allocate ", "by ",
    "per t ", "where ", "at least ", "or nothing ", "else ", "let ", "set ",
    "\xC3\xA5", "\xCC\x8A", "\xFF", "\xE2\x80\x9D", "\xC2\xA0", "\r", "\x01",
    "not ", "in (", "round(", "((((((((((", "- - - - ", "to ", "keeping a, ",
    "like \"x\"\n", ":", "~", "%", ".", "_",
};

static size_t pick(uint64_t *state, size_t n)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (size_t)((*state * UINT64_C(2685821657736338717)) >> 33) % n;
}

static void replace(Buf *text, size_t from, size_t to, const char *new,
                    size_t len)
{
    Buf out = {0};
    buf_add_n(&out, text->at, from);
    buf_add_n(&out, new, len);
    buf_add_n(&out, text->at + to, text->n - to);
    buf_free(text);
    *text = out;
}

static void mutate(Buf *text, uint64_t *state)
{
    size_t from = pick(state, text->n + 1);
    size_t rest = text->n - from;
    size_t len = pick(state, (rest < 30 ? rest : 30) + 1);
    const char *piece =
        pieces[pick(state, sizeof pieces / sizeof *pieces)];
    char byte = (char)pick(state, 256);
    switch (pick(state, 6)) {
    case 0:
        replace(text, from, from + len, "", 0);
        break;
    case 1:
        replace(text, from, from, piece, strlen(piece));
        break;
    case 2:
        replace(text, from, from + (len > 0), piece, strlen(piece));
        break;
    case 3:     /* doubled, past itself */
        replace(text, from, from, text->at + from, len);
        break;
    case 4:
        replace(text, from, from + (len > 0), &byte, 1);
        break;
    default:
        replace(text, from, text->n, "", 0);
        break;
    }
}

static void run(const char *text, size_t len, uint64_t number)
{
    Arena *arena = arena_new();
    Parsed p = parse_text(arena, text, len);
    Buf out = {0};
    tokens_print(&p.tokens, &out);
    ast_print(p.ast, &out);
    diags_render(p.diags, &out);
    cr_expect_eq(p.tokens.at[p.tokens.n - 1].kind, TOK_END);
    for (size_t i = 0; i < p.tokens.n; i++) {
        Span span = p.tokens.at[i].span;
        cr_assert(span.from <= span.to && span.to <= len, "case %lu",
                  (unsigned long)number);
    }
    if (!diags_failed(p.diags)) {
        Buf once = {0};
        lang_format(arena, &p.tokens, p.ast, &once);
        const char *twice = format_of(arena, once.at, once.n);
        cr_assert_str_eq(once.at, twice, "case %lu", (unsigned long)number);
        buf_free(&once);
    }
    buf_free(&out);
    arena_free(arena);
}

Test(test_lang_mutate, spoilt_files, .timeout = 120)
{
    for (uint64_t number = 1; number <= CASES; number++) {
        uint64_t state = number * UINT64_C(0x9E3779B97F4A7C15);
        Buf text = {0};
        buf_add(&text, seeds[number % 2]);
        for (size_t n = 1 + pick(&state, 4); n > 0; n--) {
            mutate(&text, &state);
        }
        run(text.at, text.n, number);
        buf_free(&text);
    }
}

/* A statement that was taken back silently would let a program run without
 * it: every file without faults has all its statements in the tree. */
Test(test_lang_mutate, nothing_is_lost_in_silence)
{
    for (uint64_t number = 1; number <= CASES / 10; number++) {
        uint64_t state = number * UINT64_C(0xD1B54A32D192ED03);
        Arena *arena = arena_new();
        Buf text = {0};
        buf_add(&text, seeds[number % 2]);
        mutate(&text, &state);
        Parsed p = parse_text(arena, text.at, text.n);
        size_t statements = 1;
        for (size_t i = 0; i < p.tokens.n; i++) {
            statements += p.tokens.at[i].kind == TOK_NEWLINE;
        }
        cr_expect(diags_failed(p.diags) || p.ast->n == statements,
                  "case %lu:\n%s", (unsigned long)number, text.at);
        buf_free(&text);
        arena_free(arena);
    }
}

/* Long inputs of one kind: work grows with their length only. */
Test(test_lang_mutate, long_files, .timeout = 60)
{
    static const char *const units[] = {
        "(", "- ", "not ", "1 ", "1 + ", "\"", "\n", "#", "a ", "1,1 ", "<-",
        "if a then ", "allocate ", "\xFF", "at ", "1_", "1.", "@", "x\n",
        "let a = (\n", " ", "min(a, ", "a < ", "f formula x\n"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        Arena *arena = arena_new();
        Buf text = {0};
        buf_add(&text, "formula f\nlet a = ");
        for (size_t n = 0; n < 20000; n++) {
            buf_add(&text, units[i]);
        }
        Parsed p = parse_text(arena, text.at, text.n);
        Buf out = {0};
        diags_render(p.diags, &out);
        buf_free(&out);
        buf_free(&text);
        arena_free(arena);
    }
}
