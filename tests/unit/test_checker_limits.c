/* test_checker_limits.c - each limit of the checker, at it and one past it. */
#include <errno.h>

#include "base/buf.h"
#include "base/mem.h"
#include "test_checker_help.h"

/* N times `one` between what goes before and after; the caller's. */
static char *many(const char *before, const char *one, size_t n,
                  const char *after)
{
    size_t len = strlen(before), each = strlen(one);
    char *text = malloc(len + n * each + strlen(after) + 1);
    cr_assert_not_null(text);
    strcpy(text, before);
    for (size_t i = 0; i < n; i++)
        memcpy(text + len + i * each, one, each);
    strcpy(text + len + n * each, after);
    return text;
}

/* What the reader says; "" where it takes the text. */
static void read_says(const char *text, size_t values_max, const char *said)
{
    Check c;
    chk_start(&c);
    cr_expect_eq(c.values_max, JSON_VALUES_MAX);
    c.values_max = values_max;
    const Node *node = chk_json(&c, text, strlen(text));
    cr_expect_eq(node != NULL, *said == '\0');
    cr_expect_str_eq(c.message ? c.message : "", said);
    chk_free(&c);
}

Test(test_checker_limits, nesting)
{
    for (size_t n = JSON_DEPTH_MAX; n <= JSON_DEPTH_MAX + 1; n++) {
        char *inside = many("", "[", n, "1");
        char *text = many(inside, "]", n, "");
        read_says(text, 9,
                  "not a certificate: line 1: there are too many values");
        read_says(text, 100, n == JSON_DEPTH_MAX
                                 ? ""
                                 : "not a certificate: line 1: values are "
                                   "nested too deep");
        free(inside);
        free(text);
    }
}

Test(test_checker_limits, members_and_values)
{
    char text[1000];
    for (size_t n = JSON_MEMBERS_MAX; n <= JSON_MEMBERS_MAX + 1; n++) {
        size_t at = (size_t)sprintf(text, "{");
        for (size_t i = 0; i < n; i++)
            at += (size_t)sprintf(text + at, "%s\"m%zu\": 1",
                                  i > 0 ? ", " : "", i);
        strcpy(text + at, "}");
        read_says(text, 100, n == JSON_MEMBERS_MAX
                                 ? ""
                                 : "not a certificate: line 1: an object has "
                                   "too many members");
        read_says(text, JSON_MEMBERS_MAX + 1,
                  n == JSON_MEMBERS_MAX ? ""
                                        : "not a certificate: line 1: an "
                                          "object has too many members");
        read_says(text, JSON_MEMBERS_MAX,
                  "not a certificate: line 1: there are too many values");
    }
}

Test(test_checker_limits, digits)
{
    mpq_t number;
    mpq_init(number);
    for (size_t n = NUMBER_DIGITS_MAX; n <= NUMBER_DIGITS_MAX + 1; n++) {
        char *whole = many("", "7", n, ""), *part = many("1/", "7", n, "");
        Check c;
        chk_start(&c);
        cr_expect_eq(chk_parse(&c, whole, number), n == NUMBER_DIGITS_MAX);
        cr_expect_eq(chk_parse(&c, part, number), n == NUMBER_DIGITS_MAX);
        cr_expect_eq(c.verdict, n == NUMBER_DIGITS_MAX ? CHK_HOLDS
                                                       : CHK_FORM);
        chk_free(&c);
        free(whole);
        free(part);
    }
    mpq_clear(number);
}

/* Past it nothing is added any more: else a loop over many long numbers would
 * go on with ever longer ones. */
Test(test_checker_limits, bits)
{
    Check c;
    mpq_t sum, one;
    chk_start(&c);
    mpq_inits(sum, one, (mpq_ptr)NULL);
    mpz_set_ui(mpq_numref(sum), 1);
    mpz_mul_2exp(mpq_numref(sum), mpq_numref(sum), NUMBER_BITS_MAX);
    mpz_sub_ui(mpq_numref(sum), mpq_numref(sum), 2);
    mpq_set_ui(one, 1, 1);
    cr_expect(chk_add(&c, sum, one));
    cr_expect(chk_sub(&c, sum, one));
    cr_expect(chk_add(&c, sum, one));
    cr_expect_not(chk_add(&c, sum, one));
    cr_expect_eq(c.verdict, CHK_FORM);
    mpq_set_ui(sum, 5, 1);
    cr_expect_not(chk_add(&c, sum, one));
    cr_expect_not(chk_sub(&c, sum, one));
    cr_expect_eq(mpq_cmp_ui(sum, 5, 1), 0);
    mpq_clears(sum, one, (mpq_ptr)NULL);
    chk_free(&c);
}

static const char table_0[] = "{\"name\": \"t%zu\", \"codes\": []}";

Test(test_checker_limits, tables_and_columns)
{
    for (size_t n = COLUMNS_MAX; n <= COLUMNS_MAX + 1; n++) {
        char *tables = malloc(n * 40), *columns;
        size_t at = (size_t)sprintf(tables, "[");
        for (size_t i = 0; i < n; i++) {
            at += (size_t)sprintf(tables + at, table_0, i);
            strcpy(tables + at++, i + 1 < n ? "," : "]");
        }
        columns = many("[", "{\"in\": null, \"table\": null, \"per\": null, "
                       "\"groups\": [{\"code\": null, \"rows\": "
                       "[{\"amount\": \"1\"}]}]},", n - 1,
                       "{\"in\": null, \"table\": null, \"per\": null, "
                       "\"groups\": [{\"code\": null, \"rows\": "
                       "[{\"amount\": \"1\"}]}]}]");
        Check c;
        Column *column;
        size_t n_columns = 0;
        chk_start(&c);
        Node *list = chk_json(&c, tables, strlen(tables));
        cr_assert_not_null(list);
        cr_expect_eq(chk_tables(&c, list), n == COLUMNS_MAX);
        chk_free(&c);
        chk_start(&c);
        list = chk_json(&c, columns, strlen(columns));
        cr_assert_not_null(list);
        list->name = "roundings";
        cr_expect_eq(chk_columns(&c, list, &column, &n_columns),
                     n == COLUMNS_MAX, "%s", c.message);
        chk_free(&c);
        free(tables);
        free(columns);
    }
}

#define TOO_LONG "all that is stated takes too long to verify; certify the " \
                 "formula in parts"

/* What long numbers take more than short ones. */
Test(test_checker_limits, steps_of_long_numbers)
{
    Check c;
    mpq_t sum, number;
    chk_start(&c);
    mpq_inits(sum, number, (mpq_ptr)NULL);
    mpq_set_ui(sum, 1, 1);
    mpq_set_ui(number, 1, 1);
    cr_expect(chk_add(&c, sum, number));
    cr_expect_eq(c.steps, 0);
    mpz_mul_2exp(mpq_denref(number), mpq_denref(number), 2047);
    cr_expect(chk_add(&c, sum, number));    /* 1 times 2 units */
    cr_expect_eq(c.steps, 4);
    cr_expect(chk_sub(&c, sum, number));    /* 2 times 2 */
    cr_expect(c.steps > 16 && c.steps < 16.1);
    c.steps_max = 25;
    mpq_set_ui(sum, 1, 1);
    cr_expect(chk_add(&c, sum, number));
    cr_expect_not(chk_add(&c, sum, number));
    cr_expect_eq(c.verdict, CHK_FORM);
    cr_expect_str_eq(c.message, "not a certificate: the certificate: "
                                TOO_LONG);
    mpq_clears(sum, number, (mpq_ptr)NULL);
    chk_free(&c);
}

/* ln 2 is enclosed once, by 256 bits and one of the value. */
Test(test_checker_limits, steps_of_decimals)
{
    static const char text[] = "[{\"function\": \"ln\", \"of\": [\"2\"], "
                               "\"value\": \"0.693147180559945\"}]";
    for (size_t less = 0; less < 2; less++) {
        Check c;
        chk_start(&c);
        const Node *list = chk_json(&c, text, strlen(text));
        cr_assert_not_null(list);
        c.steps_max = less ? 400 : 600;
        cr_expect_eq(chk_decimals(&c, list), !less, "%g", c.steps);
        cr_expect_eq(c.verdict, less ? CHK_FORM : CHK_HOLDS);
        chk_free(&c);
    }
}

/* 9 kr by talmud, of which a and b would get 3 and 4.5: all three, two, and c
 * alone; without useful amounts by all sets of three claims; by a level sought
 * by halving; and two divisions together. Of each, three sums of one term. */
Test(test_checker_limits, steps)
{
    static const char *const rules[] = {
        "at least least or nothing using talmud",
        "using random arrival",
        "using average of awards",
        "using constrained egalitarian",
        "at least least or nothing using equal awards",
        ("using talmud\nresult q = allocate 9 kr equally at most claim "
         "using talmud")};
    static const double steps[] = {(3 + 2 + 1) * 32 + 3 * 32,
                                   3 * 32 + 4 * 3 * 8 + 3 * 32,
                                   3 * 32 + 20 * 3 * 8 + 3 * 32,
                                   3 * 128 + 3 * 32,
                                   (3 + 2 + 1) * 96 + 3 * 32,
                                   2 * (3 * 32 + 3 * 32)};
    char formula[300], said[200];
    folder_start();
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        size_t n;
        snprintf(formula, sizeof formula,
                 "formula t\ntable place\ndata claim : kr per place\n"
                 "data least : kr per place\nresult r = allocate 9 kr "
                 "equally at most claim %s\n", rules[i]);
        put_file("t.formula", formula);
        put_file("place.csv", "code,claim\na,10\nb,20\nc,30\n");
        put_file("t.scenario", "scenario t\nformula \"t.formula\"\n"
                               "table place from \"place.csv\" key code\n"
                               "data claim column claim\ndata least 5 kr\n");
        char *text = certificate_of("t.scenario", &n);
        cr_assert_not_null(text);
        for (size_t less = 0; less < 2; less++) {
            Check c;
            chk_start(&c);
            cr_expect_eq(c.steps_max, STEPS_MAX);
            c.steps_max = steps[i] - (double)less;
            cr_expect_eq(chk_certificate(&c, text, n, NULL),
                         less ? CHK_FORM : CHK_HOLDS, "%s", c.message);
            snprintf(said, sizeof said, "%s", c.message ? c.message : "");
            chk_free(&c);
        }
        cr_expect_str_eq(said, i < 5 ? "not a certificate: result r: " TOO_LONG
                                     : "not a certificate: result q: "
                                       TOO_LONG);
        fordela_free(text);
    }
    folder_end();
}

enum { SIDE = 250, SIDE_CELLS = 5000 };

/* Cells of whole numbers somewhere between SIDE rows and as many columns, each
 * kept, made one more, or one less; the totals are what comes of it. */
static char *sides_certificate(size_t *n)
{
    static unsigned cell[SIDE_CELLS][4], total[2][SIDE];
    uint32_t seed = 1989;
    unsigned exact = 0, amount = 0;
    Buf t = {0};
    for (size_t i = 0; i < SIDE_CELLS; i++) {
        cell[i][0] = (unsigned)i % SIDE;
        cell[i][1] = (cell[i][0] + 7 * (unsigned)(i / SIDE)) % SIDE;
        cell[i][2] = 1 + below(&seed, 100000);
        cell[i][3] = cell[i][2] + below(&seed, 3) - 1;
        total[0][cell[i][0]] += cell[i][3];
        total[1][cell[i][1]] += cell[i][3];
        exact += cell[i][2];
        amount += cell[i][3];
    }
    buf_add(&t, "{\"certificate\": \"1\", \"made_by\": null, \"scenario\": {}, "
                "\"formula\": {}, \"date\": null, \"inputs\": [], "
                "\"parameters\": [], \"decimals\": [], \"allocations\": [], "
                "\"results\": [], \"tables\": [{\"name\": \"cell\", \"codes\": [");
    for (size_t i = 0; i < SIDE_CELLS; i++)
        buf_addf(&t, "%s\"%zu\"", i > 0 ? "," : "", i);
    for (size_t k = 0; k < 2; k++) {
        buf_addf(&t, "]}, {\"name\": \"%zu\", \"codes\": [", k);
        for (size_t i = 0; i < SIDE; i++)
            buf_addf(&t, "%s\"%zu\"", i > 0 ? "," : "", i);
    }
    buf_addf(&t, "]}], \"roundings\": [{\"in\": \"r\", \"table\": \"cell\", "
                 "\"per\": null, \"method\": \"webster\", \"unit\": \"1\", "
                 "\"from\": [], \"groups\": [{\"code\": null, \"sums\": "
                 "{\"exact\": \"%u\", \"amount\": \"%u\"}, \"sides\": [",
             exact, amount);
    for (size_t k = 0; k < 2; k++) {
        buf_addf(&t, "%s{\"table\": \"%zu\", \"totals\": [", k > 0 ? "," : "",
                 k);
        for (size_t i = 0; i < SIDE; i++)
            buf_addf(&t, "%s{\"code\": \"%zu\", \"keeping\": \"%u\"}",
                     i > 0 ? "," : "", i, total[k][i]);
        buf_add(&t, "]}");
    }
    buf_add(&t, "], \"rows\": [");
    for (size_t i = 0; i < SIDE_CELLS; i++)
        buf_addf(&t, "%s{\"code\": \"%zu\", \"exact\": \"%u\", \"remainder\": "
                     "\"0\", \"extra\": %s, \"sides\": [\"%u\", \"%u\"], "
                     "\"amount\": \"%u\"}", i > 0 ? "," : "", i, cell[i][2],
                 cell[i][3] > cell[i][2] ? "true" : "false", cell[i][0],
                 cell[i][1], cell[i][3]);
    buf_addf(&t, "]}]}], \"sha256\": \"%064d\"}", 0);
    *n = t.n;
    seal_anew(t.at, t.n);
    return t.at;
}

/* Going on until nothing changes would take it minutes, with numbers that grow
 * and grow. */
Test(test_checker_limits, sides_in_a_circle, .timeout = 20)
{
    char said[200];
    size_t n;
    char *text = sides_certificate(&n);
    cr_expect_eq(verdict_of(text, n, said, sizeof said), CHK_FAILS);
    cr_expect_str_eq(said, "rounding in r: no multipliers of rows and columns "
                           "give these amounts by webster");
    mem_free(text);
}

/* The file of the largest size is read by `make check-limits`. */
Test(test_checker_limits, file)
{
    char name[] = "/tmp/fordela-large-XXXXXX";
    size_t n;
    int fd = mkstemp(name);
    cr_assert_geq(fd, 0);
    cr_assert_eq(ftruncate(fd, (off_t)FILE_BYTES_MAX + 1), 0);
    cr_expect_null(chk_read_file(name, &n));
    cr_expect_eq(errno, EFBIG);
    close(fd);
    unlink(name);
}
