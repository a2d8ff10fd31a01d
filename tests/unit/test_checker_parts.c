/* test_checker_parts.c - the checker's own arithmetic against the literature
 * and other programs, and its reader against hostile texts.
 */
#include "test_checker_help.h"

/* ---- Claims: 100, 200 and 300 ---- */

typedef struct Division3 {
    const char *rule;
    int endowment;
    const char *award[3];
} Division3;

/* Talmud: Kethubot 93a (Aumann and Maschler 1985); minimal overlap: O'Neill
 * 1982; random arrival: all six orders written out, average of awards: the
 * centroid of the polygon of divisions, both with Python's fractions; the
 * others by hand from their definitions. */
static const Division3 divisions[] = {
    {"talmud", 100, {"100/3", "100/3", "100/3"}},
    {"talmud", 200, {"50", "75", "75"}},
    {"talmud", 300, {"50", "100", "150"}},
    {"talmud", 450, {"50", "150", "250"}},
    {"reverse talmud", 100, {"0", "25", "75"}},
    {"reverse talmud", 450, {"100", "150", "200"}},
    {"piniles", 200, {"50", "75", "75"}},
    {"piniles", 450, {"100", "150", "200"}},
    {"equal awards", 200, {"200/3", "200/3", "200/3"}},
    {"equal awards", 450, {"100", "175", "175"}},
    {"equal losses", 200, {"0", "50", "150"}},
    {"equal losses", 450, {"50", "150", "250"}},
    {"constrained egalitarian", 200, {"50", "75", "75"}},
    {"constrained egalitarian", 450, {"100", "175", "175"}},
    {"adjusted proportional", 200, {"40", "80", "80"}},
    {"adjusted proportional", 450, {"125/2", "575/4", "975/4"}},
    {"minimal overlap", 100, {"100/3", "100/3", "100/3"}},
    {"minimal overlap", 200, {"100/3", "250/3", "250/3"}},
    {"minimal overlap", 300, {"100/3", "250/3", "550/3"}},
    {"minimal overlap", 450, {"50", "150", "250"}},
    {"random arrival", 100, {"100/3", "100/3", "100/3"}},
    {"random arrival", 200, {"100/3", "250/3", "250/3"}},
    {"random arrival", 300, {"50", "100", "150"}},
    {"random arrival", 450, {"200/3", "425/3", "725/3"}},
    {"average of awards", 100, {"100/3", "100/3", "100/3"}},
    {"average of awards", 200, {"400/9", "700/9", "700/9"}},
    {"average of awards", 300, {"50", "100", "150"}},
    {"average of awards", 450, {"175/3", "875/6", "1475/6"}},
    {"talmud", 0, {"0", "0", "0"}},
    {"average of awards", 0, {"0", "0", "0"}},
    {"minimal overlap", 600, {"100", "200", "300"}},
    {"random arrival", 700, {"100", "200", "300"}},
};

Test(test_checker_parts, claims)
{
    for (size_t k = 0; k < sizeof divisions / sizeof *divisions; k++) {
        const Division3 *d = &divisions[k];
        Check c;
        Claimant r[3], *row[3];
        mpq_t budget, rest, expected;
        chk_start(&c);
        memset(r, 0, sizeof r);
        mpq_inits(budget, rest, expected, (mpq_ptr)NULL);
        mpq_set_si(budget, d->endowment, 1);
        for (int i = 0; i < 3; i++) {
            row[i] = &r[i];
            r[i].code = "P";
            r[i].capped = true;
            mpq_inits(r[i].key, r[i].floor, r[i].ceiling, r[i].award,
                      (mpq_ptr)NULL);
            mpq_set_si(r[i].key, 1, 1);
            mpq_set_si(r[i].ceiling, 100 * (i + 1), 1);
        }
        cr_expect(chk_claims(&c, d->rule, row, 3, budget, rest));
        for (int i = 0; i < 3; i++) {
            mpq_set_str(expected, d->award[i], 10);
            cr_expect(mpq_equal(expected, r[i].award), "%s of %d, claim %d: "
                      "%s", d->rule, d->endowment, i,
                      chk_show(&c, r[i].award));
            mpq_clears(r[i].key, r[i].floor, r[i].ceiling, r[i].award,
                       (mpq_ptr)NULL);
        }
        mpq_clears(budget, rest, expected, (mpq_ptr)NULL);
        chk_free(&c);
    }
}

/* ---- Decimals ---- */

typedef struct Value {
    const char *function, *of, *value;
    bool holds;
} Value;

/* Values of Python's decimal with 60 digits; halves by hand. */
static const Value values[] = {
    {"ln", "\"2\"", "0.693147180559945", true},
    {"ln", "\"2\"", "0.693147180559946", false},
    {"ln", "\"2\"", "0.693147180559944", false},
    {"ln", "\"10\"", "2.302585092994046", true},
    {"ln", "\"1/3\"", "-1.09861228866811", true},
    {"ln", "\"1/3\"", "1.09861228866811", false},
    {"ln", "\"1\"", "0", true},
    {"ln", "\"1000000000000000000000000000001\"", "69.077552789821371",
     true},
    {"ln", "\"0\"", "0", false},
    {"ln", "\"-1\"", "0", false},
    {"log10", "\"2\"", "0.301029995663981", true},
    {"log10", "\"7/3\"", "0.367976785294594", true},
    {"log10", "\"7/3\"", "0.367976785294595", false},
    {"log10", "\"1/1000\"", "-3", true},
    {"exp", "\"0\"", "1", true},
    {"exp", "\"1\"", "2.718281828459045", true},
    {"exp", "\"-30\"", "0.000000000000094", true},
    {"exp", "\"-35\"", "0.000000000000001", true},
    {"exp", "\"-35\"", "0", false},
    {"exp", "\"-36\"", "0", true},
    {"exp", "\"-90000\"", "0", true},
    {"exp", "\"-90000\"", "0.1", false},
    {"exp", "\"100\"",
     "26881171418161354484126255515800135873611118.773741922415192", true},
    {"exp", "\"100\"",
     "26881171418161354484126255515800135873611118.773741922415193", false},
    {"exp", "\"-1/3\"", "0.716531310573789", true},
    {"exp", "\"1000000000000\"", "1", false},
    {"sqrt", "\"2\"", "1.414213562373095", true},
    {"sqrt", "\"2\"", "1.414213562373096", false},
    {"sqrt", "\"1/3\"", "0.577350269189626", true},
    {"sqrt", "\"9/4\"", "1.5", true},
    {"sqrt", "\"9/4\"", "-1.5", false},
    {"sqrt", "\"0\"", "0", true},
    {"sqrt", "\"1/4000000000000000000000000000000\"", "0.000000000000001",
     true},
    {"sqrt", "\"1/4000000000000000000000000000000\"", "0", false},
    {"power", "\"2\", \"1/3\"", "1.259921049894873", true},
    {"power", "\"2\", \"1/3\"", "1.259921049894874", false},
    {"power", "\"8\", \"1/3\"", "2", true},
    {"power", "\"5/7\", \"-5/2\"", "2.319103274975049", true},
    {"power", "\"1/3\", \"2\"", "1/9", true},
    {"power", "\"1/3\", \"2\"", "0.111111111111111", false},
    {"power", "\"-2\", \"-3\"", "-0.125", true},
    {"power", "\"-1\", \"1000000000000000000001\"", "-1", true},
    {"power", "\"0\", \"1/2\"", "0", true},
    {"power", "\"0\", \"-1\"", "0", false},
    {"power", "\"3\", \"100000000000\"", "3", false},
    {"power", "\"1/4000000000000000000000000000000\", \"1/2\"",
     "0.000000000000001", true},
    {"power", "\"1/4000000000000000000000000000000\", \"1/2\"", "0",
     false},
};

Test(test_checker_parts, decimals)
{
    char text[400];
    for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
        const Value *v = &values[k];
        Check c;
        chk_start(&c);
        int n = snprintf(text, sizeof text, "[{\"function\": \"%s\", "
                         "\"of\": [%s], \"value\": \"%s\"}]",
                         v->function, v->of, v->value);
        const Node *list = chk_json(&c, text, (size_t)n);
        cr_assert_not_null(list);
        cr_expect_eq(chk_decimals(&c, list), v->holds, "%s", text);
        cr_expect_eq(c.verdict, v->holds ? CHK_HOLDS : CHK_FAILS);
        chk_free(&c);
    }
}

/* ---- Texts that are no certificates ---- */

typedef struct Hostile {
    const char *text;
    const char *said;       /* after "not a certificate" */
} Hostile;

static const Hostile hostile[] = {
    {"", ": line 1: this is no JSON value"},
    {" ", ": line 1: this is no JSON value"},
    {"\xEF\xBB\xBF{}", ": line 1: this is no JSON value"},
    {"{", ": line 1: a member needs a name in quotes"},
    {"[", ": line 1: this is no JSON value"},
    {"[1", ": line 1: a comma or a closing bracket is missing"},
    {"[1,", ": line 1: this is no JSON value"},
    {"[1,]", ": line 1: this is no JSON value"},
    {"{\"a\"}", ": line 1: a colon is missing after a name"},
    {"{\"a\":}", ": line 1: this is no JSON value"},
    {"{\"a\":1,\"a\":1}", ": line 1: a member stands twice in one object"},
    {"{\"a\":1,\"\\u0061\":1}",
     ": line 1: a member stands twice in one object"},
    {"{}x", ": line 1: something follows the end"},
    {"{}", ": its last member is no SHA-256"},
    {"[]", ": no JSON object"},
    {"null", ": no JSON object"},
    {"\"", ": line 1: a text is not closed"},
    {"\"\\", ": line 1: a text is not closed"},
    {"\"\\\"", ": line 1: a text is not closed"},
    {"[\n\"\t\"]", ": line 2: a text holds what no JSON text can"},
    {"\"\\x\"", ": line 1: a text holds what no JSON text can"},
    {"\"\\u12\"", ": line 1: a text holds what no JSON text can"},
    {"\"\\u0000\"", ": line 1: a text holds what no JSON text can"},
    {"\"\\uD800\"", ": line 1: a text holds what no JSON text can"},
    {"\"\\uD800\\u0041\"", ": line 1: a text holds what no JSON text can"},
    {"\"\xC3\"", ": line 1: a text holds what no JSON text can"},
    {"\"\xC0\x80\"", ": line 1: a text holds what no JSON text can"},
    {"\"\xED\xA0\x80\"", ": line 1: a text holds what no JSON text can"},
    {"\"\xF5\x80\x80\x80\"", ": line 1: a text holds what no JSON text can"},
    {"01", ": line 1: this is no count of 0 to 15 digits"},
    {"-1", ": line 1: this is no JSON value"},
    {"1.5", ": line 1: this is no count of 0 to 15 digits"},
    {"1e5", ": line 1: this is no count of 0 to 15 digits"},
    {"1234567890123456", ": line 1: this is no count of 0 to 15 digits"},
    {"nul", ": line 1: this is no JSON value"},
    {"[[[[[[[[[[[[[[[[[", ": line 1: values are nested too deep"},
    {"{\"sha256\": \"12\"}", ": its last member is no SHA-256"},
    {"{\"sha256\": 12}", ": its last member is no SHA-256"},
    {"{\"sha256\": \"\\u0030"
     "00000000000000000000000000000000000000000000000000000000000000"
     "0\"}", ": its last member is no SHA-256"},
};

Test(test_checker_parts, hostile)
{
    char said[300];
    for (size_t k = 0; k < sizeof hostile / sizeof *hostile; k++) {
        const Hostile *h = &hostile[k];
        /* Exactly as long as it is, for the sanitizer to watch its end. */
        size_t n = strlen(h->text);
        char *text = malloc(n + (n == 0));
        cr_assert_not_null(text);
        memcpy(text, h->text, n);
        cr_expect_eq(verdict_of(text, n, said, sizeof said), CHK_FORM);
        cr_expect_eq(strncmp(said, "not a certificate", 17), 0);
        cr_expect_str_eq(said + 17, h->said, "%s: %s", h->text, said);
        free(text);
    }
}

/* A fraction is written in one way only. */
Test(test_checker_parts, fractions)
{
    static const char *const good[] = {"0", "7", "-7", "1/3", "-22/7",
                                       "100000000000000000000000/7"};
    static const char *const bad[] = {"", "-", "-0", "07", "1/", "/3", "2/4",
                                      "4/1", "1/0", "0/3", "1/-3", "1.5",
                                      " 1", "1 ", "+1", "1/03", "x", "1/3/5",
                                      "0x1"};
    mpq_t number;
    mpq_init(number);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        Check c;
        chk_start(&c);
        cr_expect(chk_parse(&c, good[i], number), "%s", good[i]);
        cr_expect_str_eq(chk_show(&c, number), good[i]);
        chk_free(&c);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Check c;
        chk_start(&c);
        cr_expect_not(chk_parse(&c, bad[i], number), "%s", bad[i]);
        cr_expect_eq(c.verdict, CHK_FORM);
        chk_free(&c);
    }
    mpq_clear(number);
}
