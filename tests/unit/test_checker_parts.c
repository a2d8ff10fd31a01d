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
        mpq_t budget, expected;
        chk_start(&c);
        memset(r, 0, sizeof r);
        mpq_inits(budget, expected, (mpq_ptr)NULL);
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
        cr_expect(chk_claims(&c, d->rule, row, 3, budget));
        for (int i = 0; i < 3; i++) {
            mpq_set_str(expected, d->award[i], 10);
            cr_expect(mpq_equal(expected, r[i].award), "%s of %d, claim %d: "
                      "%s", d->rule, d->endowment, i,
                      chk_show(&c, r[i].award));
            mpq_clears(r[i].key, r[i].floor, r[i].ceiling, r[i].award,
                       (mpq_ptr)NULL);
        }
        mpq_clears(budget, expected, (mpq_ptr)NULL);
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
    /* Near 1, where powers stay small; with python3's decimal. */
    {"power", "\"10000001/10000000\", \"2000001/2\"",
     "1.105170967808338", true},
    {"power", "\"10000001/10000000\", \"-2000001/2\"",
     "0.904837377318279", true},
    {"power", "\"10000001/10000000\", \"2000001/2\"",
     "0.904837377318279", false},
    {"power", "\"10000000\", \"2000001/2\"", "1", false},
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

/* ---- Divisor methods: one unit moved is found out ---- */

enum { WEBSTER, JEFFERSON, ADAMS, HILL, DEAN };
static const char *const divisor_names[] = {
    "webster", "jefferson", "adams", "huntington hill", "dean"};

/* The cost of unit k + 1 of a row of q, as num / den. */
static void cost_of(int method, long k, long q, long *num, long *den)
{
    *num = method == WEBSTER     ? 2 * k + 1
           : method == JEFFERSON ? k + 1
           : method == ADAMS     ? k
           : method == HILL      ? k * (k + 1)
                                 : 2 * k * (k + 1);
    *den = method == WEBSTER ? 2 * q
           : method == HILL  ? q * q
           : method == DEAN  ? (2 * k + 1) * q
                             : q;
}

/* Unit by unit, each to the row with the smallest cost; then to the larger q,
 * then to the earlier row. */
static void by_hand(int method, const long *q, long *a, int n, int units)
{
    for (int i = 0; i < n; i++)
        a[i] = 0;
    for (; units > 0; units--) {
        int best = 0;
        for (int i = 1; i < n; i++) {
            long c, d, e, f;
            cost_of(method, a[i], q[i], &c, &d);
            cost_of(method, a[best], q[best], &e, &f);
            if (c * f < e * d || (c * f == e * d && q[i] > q[best]))
                best = i;
        }
        a[best]++;
    }
}

static const char divisor_node[] = "{\"tied\": 0, \"tied_up\": 0}";

/* What the checker says of these amounts; "holds" also where only the ties
 * are not those of the node. */
static void divisor_says(int method, const long *q, const long *a, int n,
                         char *said, size_t size)
{
    static const char *const codes[] = {"A", "B", "C", "D", "E"};
    Check c;
    Rounded row[5];
    chk_start(&c);
    Rounding r = {.c = &c, .method = divisor_names[method], .row = row,
                  .n = (size_t)n};
    memset(row, 0, sizeof row);
    r.node = chk_json(&c, divisor_node, strlen(divisor_node));
    mpq_inits(r.unit, r.first, (mpq_ptr)NULL);
    mpq_set_ui(r.unit, 1, 1);
    mpq_set_ui(r.first, 1, 2);
    for (int i = 0; i < n; i++) {
        mpq_inits(row[i].exact, row[i].tie, row[i].quotient, row[i].amount,
                  (mpq_ptr)NULL);
        mpz_init_set_si(row[i].units, a[i]);
        mpq_set_si(row[i].amount, a[i], 1);
        mpq_set_si(row[i].exact, q[i], 1);
        mpq_set(row[i].tie, row[i].exact);
        mpq_set(row[i].quotient, row[i].exact);
        row[i].code = codes[i];
        row[i].extra = a[i] > q[i];
    }
    chk_divisor(&r);
    bool ties = c.message && strstr(c.message, "tied");
    snprintf(said, size, "%s", c.message && !ties ? c.message : "holds");
    for (int i = 0; i < n; i++) {
        mpq_clears(row[i].exact, row[i].tie, row[i].quotient, row[i].amount,
                   (mpq_ptr)NULL);
        mpz_clear(row[i].units);
    }
    mpq_clears(r.unit, r.first, (mpq_ptr)NULL);
    chk_free(&c);
}

Test(test_checker_parts, divisors)
{
    uint32_t seed = 1790;
    char said[200];
    for (int k = 0; k < 1000; k++) {
        int method = k % 5, n = 2 + (int)below(&seed, 4);
        long q[5], a[5];
        for (int i = 0; i < n; i++)
            q[i] = 1 + (long)below(&seed, 30);
        by_hand(method, q, a, n, n + (int)below(&seed, 40));
        divisor_says(method, q, a, n, said, sizeof said);
        cr_expect_str_eq(said, "holds");
        for (int from = 0; from < n; from++) {
            int to = (from + 1 + (int)below(&seed, (unsigned)n - 1)) % n;
            a[from]--;
            a[to]++;
            divisor_says(method, q, a, n, said, sizeof said);
            cr_expect(strstr(said, "the last unit goes to")
                      || strstr(said, "is outside what"), "%s: %s",
                      divisor_names[method], said);
            a[from]++;
            a[to]--;
        }
    }
}

/* ---- Two totals: a table that no multipliers give ---- */

/* The totals 3 and 3 by 3 and 3 of cells 2 1 / 1 2, as a text of what
 * chk_sides reads; the other diagonal keeps them as well, and is wrong. */
static const char sides_node[] =
    "{\"sides\": ["
    "{\"table\": \"row\", \"totals\": [{\"code\": \"A\", \"keeping\": \"3\"},"
    " {\"code\": \"B\", \"keeping\": \"3\"}]},"
    "{\"table\": \"column\", \"totals\": [{\"code\": \"A\", \"keeping\":"
    " \"3\"}, {\"code\": \"B\", \"keeping\": \"3\"}]}],"
    "\"rows\": [{\"sides\": [\"A\", \"A\"]}, {\"sides\": [\"A\", \"B\"]},"
    " {\"sides\": [\"B\", \"A\"]}, {\"sides\": [\"B\", \"B\"]}]}";

static const char sides_tables[] =
    "[{\"name\": \"row\", \"codes\": [\"A\", \"B\"]},"
    " {\"name\": \"column\", \"codes\": [\"A\", \"B\"]}]";

typedef struct Cells {
    long amount[4];
    const char *said;       /* NULL: holds */
} Cells;

static const Cells cells[] = {
    {{2, 1, 1, 2}, NULL},
    {{1, 2, 2, 1}, "no multipliers"},
    {{3, 0, 0, 3}, "no multipliers"},
    {{2, 1, 2, 1}, "add up to"},
    {{4, -1, -1, 4}, "none is below"},
};

Test(test_checker_parts, two_totals)
{
    static const long exact[] = {2, 1, 1, 2};
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
        Check c;
        Rounded row[4];
        chk_start(&c);
        Rounding r = {.c = &c, .method = "webster", .row = row, .n = 4};
        memset(row, 0, sizeof row);
        cr_assert(chk_tables(&c, chk_json(&c, sides_tables,
                                          strlen(sides_tables))));
        r.node = chk_json(&c, sides_node, strlen(sides_node));
        mpq_inits(r.unit, r.first, (mpq_ptr)NULL);
        mpz_init(r.target);
        mpq_set_ui(r.unit, 1, 1);
        mpq_set_ui(r.first, 1, 2);
        for (int i = 0; i < 4; i++) {
            mpq_inits(row[i].exact, row[i].quotient, row[i].amount,
                      (mpq_ptr)NULL);
            mpz_init_set_si(row[i].units, cells[k].amount[i]);
            mpq_set_si(row[i].amount, cells[k].amount[i], 1);
            mpq_set_si(row[i].exact, exact[i], 1);
            mpq_set(row[i].quotient, row[i].exact);
            row[i].code = "A";
            row[i].extra = cells[k].amount[i] > exact[i];
        }
        cr_expect_eq(chk_sides(&r), cells[k].said == NULL);
        cr_expect(!cells[k].said || strstr(c.message, cells[k].said), "%s",
                  c.message);
        for (int i = 0; i < 4; i++) {
            mpq_clears(row[i].exact, row[i].quotient, row[i].amount,
                       (mpq_ptr)NULL);
            mpz_clear(row[i].units);
        }
        mpq_clears(r.unit, r.first, (mpq_ptr)NULL);
        mpz_clear(r.target);
        chk_free(&c);
    }
}
