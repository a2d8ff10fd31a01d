/* test_checker_tamper.c - a certificate in which any one digit was changed is
 * rejected: by its digest, and where somebody computed that anew, because the
 * numbers no longer fit.
 *
 * What the certificate only states cannot be found out that way: hashes of
 * files that are not at hand, values of parameters, names, titles, dates.
 */
#include "test_checker_help.h"

static const char formula[] =
    "formula t \"Title 2020\"\n"
    "table area\ntable place in area\n"
    "param total : kr\nparam base : kr\n"
    "data x : number per place\ndata lo : kr per place\n"
    "data hi : kr per place\ndata t : number per place\n"
    "data use : kr per place\ndata most : kr per area\n"
    "result g = base + allocate total by x at least lo\n"
    "round g to 1 kr by largest remainder\n"
    "result tiers = allocate total by x at least use or nothing at most hi\n"
    "  in order of t\n"
    "round tiers to 1 kr by webster\n"
    "result held = allocate total by x at most most summed by area\n"
    "round held to 0.5 kr by adams per area\n"
    "result talmud = total - allocate total / 2 equally at most hi\n"
    "  using talmud\n"
    "result losses = allocate total / 2 equally at least lo at most hi\n"
    "  using equal losses\n"
    "result root = ln(x + 2)\n"
    "result all = sum(g)\n";

static const char scenario[] =
    "scenario t\nformula \"t.formula\"\ndate 2020-11-01\n"
    "table area from \"area.csv\" key id\n"
    "table place from \"place.csv\" key code in area by area\n"
    "data x column x\ndata lo column lo\ndata hi column hi\n"
    "data use column use\ndata t column t\n"
    "data most from \"area.csv\" column most\n"
    "set total = 100.25 kr\nset base = 7 kr\n";

/* The certificate of n places; freed by fordela_free. */
static char *certificate(unsigned places, size_t *n)
{
    char rows[4000];
    size_t used = (size_t)sprintf(rows, "code,area,x,lo,hi,use,t\n");
    for (unsigned i = 0; i < places; i++)
        used += (size_t)sprintf(rows + used, "P%u,%c,%u,%u,%u,%u,%u\n", i,
                                i % 3 ? 'A' : 'B', 3 + i * i % 17, i % 4,
                                9 + i * 7 % 30, i % 5, 1 + i % 2);
    folder_start();
    put_file("t.formula", formula);
    put_file("t.scenario", scenario);
    put_file("place.csv", rows);
    put_file("area.csv", "id,most\nA,40\nB,30\n");
    char *text = certificate_of("t.scenario", n);
    folder_end();
    cr_assert_not_null(text);
    return text;
}

/* The name of the member on whose line the byte stands, "" for none. */
static void member_at(const char *text, size_t at, char *name, size_t size)
{
    while (at > 0 && text[at - 1] != '\n')
        at--;
    at += strspn(text + at, " ");
    size_t n = text[at] == '"' ? strcspn(text + at + 1, "\"") : 0;
    bool member = n > 0 && n < size && text[at + n + 2] == ':';
    snprintf(name, size, "%.*s", member ? (int)n : 0, text + at + 1);
}

/* Numbers that are verified, not only stated. */
static bool verified(const char *name)
{
    static const char *const names[] = {
        "amount", "level", "key", "floor", "ceiling", "useful", "order",
        "total", "unallocated", "rest", "exact", "remainder", "sum", "cut",
        "extras", "tied", "tied_up", "rows", "code", "limit", "limit_ceiling"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* Changes every digit to the given number of other digits. Counts those that
 * were found out by recomputing. */
static size_t tamper(const char *text, size_t n, unsigned others)
{
    char *copy = malloc(n), name[40], said[200];
    uint32_t seed = 2020;
    size_t digest = digest_at(text, n), found = 0;
    cr_assert_not_null(copy);
    for (size_t at = 0; at < n; at++) {
        unsigned from = below(&seed, 9);
        for (unsigned k = 0; k < others; k++) {
            if (text[at] < '0' || text[at] > '9')
                continue;
            memcpy(copy, text, n);
            unsigned digit = (unsigned)(text[at] - '0');
            copy[at] = (char)('0' + (digit + 1 + (from + k) % 9) % 10);
            Verdict verdict = verdict_of(copy, n, said, sizeof said);
            cr_expect(verdict == CHK_FAILS || verdict == CHK_FORM,
                      "byte %zu: %s", at, said);
            member_at(text, at, name, sizeof name);
            if (at >= digest || !verified(name))
                continue;
            seal_anew(copy, n);
            verdict = verdict_of(copy, n, said, sizeof said);
            cr_expect(verdict == CHK_FAILS || verdict == CHK_FORM,
                      "byte %zu of %s: %s", at, name, said);
            found++;
        }
    }
    free(copy);
    return found;
}

Test(test_checker_tamper, small, .timeout = 120)
{
    size_t n;
    char *text = certificate(3, &n);
    cr_assert_eq(verdict_of(text, n, NULL, 0), CHK_HOLDS);
    cr_expect_geq(tamper(text, n, 3), 1000);
    fordela_free(text);
}

Test(test_checker_tamper, medium, .timeout = 120)
{
    size_t n;
    char *text = certificate(18, &n);
    cr_assert_eq(verdict_of(text, n, NULL, 0), CHK_HOLDS);
    cr_expect_geq(tamper(text, n, 1), 1500);
    fordela_free(text);
}

/* Bytes changed, taken out, put in, swapped or doubled, and the digest
 * computed anew where it is still found: nothing crashes or hangs, and the
 * verdict is one of those there are. */
Test(test_checker_tamper, mutations, .timeout = 120)
{
    size_t n;
    uint32_t seed = 7;
    char *text = certificate(4, &n);
    char *copy = malloc(n + 64);
    cr_assert_not_null(copy);
    static const char bytes[] = "\"{}[]:,0123456789-/\\ eutn\xC3\x28\n";
    for (unsigned k = 0; k < 4000; k++) {
        size_t m = n;
        memcpy(copy, text, n);
        for (unsigned i = 0; i <= below(&seed, 3); i++) {
            size_t at = below(&seed, (unsigned)m - 200);
            size_t len = 1 + below(&seed, 20);
            if (below(&seed, 3) == 0) {
                copy[at] = bytes[below(&seed, sizeof bytes)];
            } else if (below(&seed, 2) == 0) {
                memmove(copy + at, copy + at + len, m - at - len);
                m -= len;
            } else if (m + len <= n + 60) {
                memmove(copy + at + len, copy + at, m - at);
                m += len;
            }
        }
        seal_anew(copy, m);
        Verdict verdict = verdict_of(copy, m, NULL, 0);
        cr_expect(verdict == CHK_HOLDS || verdict == CHK_FAILS
                  || verdict == CHK_FORM);
    }
    free(copy);
    fordela_free(text);
}

/* The same inputs give the same bytes. */
Test(test_checker_tamper, same_bytes)
{
    char template[] = "/tmp/fordela-checker-XXXXXX";
    size_t n, m;
    char *first = certificate(5, &n);
    strcpy(test_folder, template);
    char *second = certificate(5, &m);
    cr_expect(n == m && memcmp(first, second, n) == 0);
    fordela_free(first);
    fordela_free(second);
}
