/* test_check_units.c - units of expressions, declared units, the literal 0.
 *
 * Expectations follow from LANGUAGE rule 6 and section "Numbers".
 */
#include "test_check_help.h"

static const char preamble[] =
    "formula f\n"
    "unit pupils\n"
    "unit school = 12 pupils\n"
    "unit price = 64.46 kr\n"
    "param k : kr\n"
    "param m : mnkr\n"
    "param n : number\n"
    "param p : %\n"
    "param s : share\n"
    "param f : flag\n"
    "param d : date\n"
    "param t : text\n"
    "param u : kr / persons\n"
    "param w : persons\n"
    "data x : kr per place\n"
    "data y : date per place\n"
    "data z : text per place\n";

/* Expression -> its unit; "0": fits every unit; "!": part of the message. */
static const struct {
    const char *text, *want;
} rows[] = {
    {"k + m", "kr"},
    {"m - k", "kr"},
    {"k * w", "kr * persons"},
    {"w * k", "kr * persons"},
    {"k / w", "kr / persons"},
    {"k / k", ""},
    {"k / m", ""},
    {"k / kr", ""},
    {"k / mnkr", ""},
    {"w / persons", ""},
    {"64.46 kr / persons", "kr / persons"},
    {"5 tkr", "kr"},
    {"3 school + 2 pupils", "pupils"},
    {"price + k", "kr"},
    {"5 price", "kr"},
    {"k * k", "kr * kr"},
    {"1 / k", "1 / kr"},
    {"n / k / w", "1 / kr / persons"},
    {"k / w / w", "kr / persons / persons"},
    {"u * w", "kr"},
    {"u * w + k", "kr"},
    {"k * pupils / w", "kr * pupils / persons"},
    {"0", "0"},
    {"-0", "0"},
    {"0 + 0", "0"},
    {"0 * 0", "0"},
    {"max(0, 0)", "0"},
    {"k + 0", "kr"},
    {"0 - k", "kr"},
    {"-0 + k", "kr"},
    {"0 * k", "kr"},
    {"0 / k", "1 / kr"},
    {"0 + n", ""},
    {"max(0, k)", "kr"},
    {"min(k, 0, m)", "kr"},
    {"clamp(k, 0, m)", "kr"},
    {"clamp(0, k, m)", "kr"},
    {"if f then 0 else k", "kr"},
    {"if f then w else 0", "persons"},
    {"0 = k", "flag"},
    {"k in (0, 5 kr, m)", "flag"},
    {"0 in (k, 5 kr)", "flag"},
    {"p", "%"},
    {"s", "%"},
    {"p + s", "%"},
    {"-p", "%"},
    {"0 + p", "%"},
    {"abs(p)", "%"},
    {"p * s", ""},
    {"p + n", ""},
    {"1 - p", ""},
    {"p * k", "kr"},
    {"k * 3 %", "kr"},
    {"3 %", "%"},
    {"floor(k / 3)", "kr"},
    {"ceil(w * 0.5)", "persons"},
    {"d - d", ""},
    {"d - 2020-01-01", ""},
    {"if f then d else 2020-01-01", "date"},
    {"if f then t else \"b\"", "text"},
    {"not f or t = \"a\" and d <> 2020-01-01", "flag"},
    {"t not in (\"a\", \"b\")", "flag"},
    {"ln(k / kr)", ""},
    {"power(n, 2) + sqrt(n) + exp(0) + log10(10)", ""},
    {"sum(x)", "kr"},
    {"mean(x)", "kr"},
    {"smallest(y)", "date"},
    {"largest(x)", "kr"},
    {"count(place)", ""},
    {"share(x)", "%"},
    {"rank(x)", ""},
    {"rank(y)", ""},
    {"code(place)", "text"},
    {"allocate k by x", "kr"},
    {"k + allocate m by x at least 0 at most 5 kr", "kr"},
    {"allocate k by x at most x in order of x", "kr"},
    {"round(k to 1 tkr by nearest)", "kr"},
    {"round(n to 1 % by nearest)", "%"},
    {"round(s to 0.1 % by nearest)", "%"},
    {"round(k / w to 2 kr / persons by down)", "kr / persons"},

    {"k + n", "!\"+\" needs one unit: a plain number does not go with kr"},
    {"k - w", "!\"-\" needs one unit: persons does not go with kr"},
    {"0 kr + w", "!\"+\" needs one unit: persons does not go with kr"},
    {"0 % + k", "!\"+\" needs one unit: kr does not go with %"},
    {"k > 5", "!\">\" needs one unit: a plain number does not go with kr"},
    {"k in (1 kr, 2)", "!\"in\" needs one unit: a plain number does not"},
    {"0 in (k, w)", "!\"in\" needs one unit: persons does not go with kr"},
    {"max(k, n)", "!\"max\" needs one unit"},
    {"if f then k else n", "!\"if ... then ... else\" needs one unit"},
    {"if k then 1 else 2", "!must be true or false, this is kr"},
    {"not k", "!must be true or false, this is kr"},
    {"f and n", "!must be true or false, this is a plain number"},
    {"k + f", "!\"+\" needs numbers, this is a flag"},
    {"-t", "!\"-\" needs numbers, this is a text"},
    {"d + 1", "!\"+\" needs numbers, this is a date"},
    {"k * d", "!\"*\" needs numbers, this is a date"},
    {"t < t", "!a text has no order"},
    {"f >= f", "!a flag has no order"},
    {"d = t", "!a date cannot be compared with a text"},
    {"ln(k)", "!what \"ln\" takes must be a plain number, this is kr"},
    {"power(2, w)", "!what \"power\" takes must be a plain number"},
    {"abs(f)", "!\"abs\" needs numbers, this is a flag"},
    {"5 kronor", "!\"kronor\" is not a unit"},
    {"5 pupil", "!did you mean \"pupils\"?"},
    {"min(k)", "!for the smallest of a column write smallest(...)"},
    {"max(k)", "!for the largest of a column write largest(...)"},
    {"clamp(k, 0)", "!\"clamp\" takes 3 arguments, not 2"},
    {"sqrt(n, n)", "!\"sqrt\" takes 1 argument, not 2"},
    {"sum(z)", "!\"sum\" needs numbers, this is a text"},
    {"mean(y)", "!\"mean\" needs numbers, this is a date"},
    {"share(y)", "!\"share\" needs numbers, this is a date"},
    {"sum(x > 0)", "!write count(TABLE where ...)"},
    {"rank(x ties to z)", "!\"ties to\" needs a number"},
    {"allocate f by x", "!only numbers can be divided"},
    {"allocate k by y", "!the key of an allocate must be a number"},
    {"allocate k by x at most n", "!the ceiling must be kr, this is a plain"},
    {"allocate k by x at least w", "!the floor must be kr, this is persons"},
    {"allocate k by x at least 1 or nothing",
     "!the smallest useful amount must be kr"},
    {"allocate k by x at most x in order of z",
     "!\"in order of\" needs a number"},
    {"allocate k by x where x", "!must be true or false, this is kr"},
    {"round(k to 1 by nearest)", "!the unit to round to is a plain number"},
    {"round(k to 0 kr by nearest)", "!must be more than 0"},
    {"round(k to 0 by nearest)", "!must be more than 0"},
    {"round(k to 3 kr - 5 kr by nearest)", "!must be more than 0"},
    {"round(k to k by nearest)", "!must be a fixed amount"},
    {"round(k to 1 kr / 0 by nearest)", "!must be a fixed amount"},
    {"round(t to 1 by nearest)", "!only numbers can be rounded"},
    {"round(x to 1 kr by largest remainder keeping n)",
     "!the total to keep must be kr"},
    {"round(x to 1 kr by nearest at least 1)", "!the least amount must be kr"},
    {"round(x to 1 kr by nearest at most w)", "!the most amount must be kr"},
    {"round(x to 1 kr by nearest ties to z)", "!\"ties to\" needs a number"},
    {"round(x to 1 kr by webster first 2)", "!above 0 and at most 1"},
    {"round(x to 1 kr by nearest keeping k)", "!keeps no total"},
    {"k * k * k * k * k * k * k * k * k * k * k * k * k * k * k * k * k * k *"
     " k * k * k", "!a unit to too high a power"},
};

Test(check_units, of_expressions)
{
    for (size_t i = 0; i < TRIAL_ROWS(rows); i++) {
        Trial t;
        Buf text = {0};
        buf_addf(&text, "%slet r = %s\n", preamble, rows[i].text);
        trial_check(&t, text.at);
        if (rows[i].want[0] == '!') {
            trial_expect(&t, rows[i].text, rows[i].want);
        } else if (trial_ok(&t, rows[i].text)) {
            const Def *r = program_find(t.run.program, "r");
            const char *unit = r->type.any ? "0" : r->unit_text;
            cr_expect_str_eq(unit, rows[i].want, "%s is %s, not %s",
                             rows[i].text, unit, rows[i].want);
        }
        trial_end(&t);
        buf_free(&text);
    }
}

/* Units in any order and built on each other: what one of `u` is in base
 * units. */
static const struct {
    const char *text, *want;
} declared[] = {
    {"unit u = 2.5 kr\n", "5/2"},
    {"unit u = 3 v\nunit v = 1.5 tkr\n", "4500"},
    {"unit v = 1.5 tkr\nunit w = 2 v\nunit u = 3 w\n", "9000"},
    {"unit u\n", "1"},
    {"unit a\nunit u = 7 a\n", "7"},
    {"unit u = 2 u\n", "!\"u\" is built on itself"},
    {"unit u = 2 v\nunit v = 3 u\n", "!\"u\" is built on itself"},
    {"unit u = 2 wrong\n", "!\"wrong\" is not a unit"},
    {"unit u = 0 kr\n", "!a unit must be more than 0 of another unit"},
    {"unit kr = 2 tkr\n", "!\"kr\" is already a unit"},
    {"unit share\n", "!\"share\" is already a unit"},
    {"unit a\nunit b\nunit c\nunit d\nunit e\nunit f\nunit g\nunit h\n"
     "unit i\nunit j\nunit k\nunit l\nunit m\nunit n\nunit o\n",
     "!more than 16 base units"},
};

Test(check_units, that_are_declared)
{
    for (size_t i = 0; i < TRIAL_ROWS(declared); i++) {
        Trial t;
        Buf text = {0};
        buf_addf(&text, "formula f\n%slet r = 1\n", declared[i].text);
        trial_check(&t, text.at);
        if (declared[i].want[0] == '!') {
            trial_expect(&t, declared[i].text, declared[i].want);
        } else if (trial_ok(&t, text.at)) {
            const Program *p = t.run.program;
            const UnitDef *u = NULL;
            for (size_t k = 0; k < p->n_units; k++) {
                u = strcmp(p->unit[k].name, "u") ? u : &p->unit[k];
            }
            cr_assert(u != NULL);
            cr_expect_str_eq(rat_text(t.arena, u->scale), declared[i].want,
                             "%s", declared[i].text);
        }
        trial_end(&t);
        buf_free(&text);
    }
}

/* Types as declared: text and faults. */
static const struct {
    const char *type, *want;
} types[] = {
    {"kr", "kr"},
    {"kr / persons", "kr / persons"},
    {"tkr * persons / kr", "tkr * persons / kr"},
    {"%", "%"},
    {"share", "share"},
    {"number / kr", "!\"number\" is no part of a product"},
    {"kr / person", "!did you mean \"persons\"?"},
    {"apples", "!\"apples\" is not a unit"},
};

Test(check_units, of_declarations)
{
    for (size_t i = 0; i < TRIAL_ROWS(types); i++) {
        Trial t;
        Buf text = {0};
        buf_addf(&text, "formula f\nparam r : %s\n", types[i].type);
        trial_check(&t, text.at);
        if (types[i].want[0] == '!') {
            trial_expect(&t, types[i].type, types[i].want);
        } else if (trial_ok(&t, text.at)) {
            cr_expect_str_eq(program_find(t.run.program, "r")->unit_text,
                             types[i].want);
        }
        trial_end(&t);
        buf_free(&text);
    }
}

/* Units u1, u2, ... each so many of the one before; the last may not fit.
 * (10^40 - 1)^n needs 65 509 bits for n = 493 and 65 642 for n = 494;
 * 10^(39 n) needs 65 426 for n = 505 and 65 555 for n = 506. */
static const struct {
    const char *number;
    unsigned n;
    const char *want;       /* NULL: no fault */
} long_chains[] = {
    {"9999999999999999999999999999999999999999", 493, NULL},
    {"9999999999999999999999999999999999999999", 494, "f:495:13: error: the "
     "exact size of this unit needs a number of more than 65536 bits"},
    {"0.000000000000000000000000000000000000001", 505, NULL},
    {"0.000000000000000000000000000000000000001", 506, "f:507:13: error: the "
     "exact size of this unit needs a number of more than 65536 bits"},
};

Test(check_units, of_too_many_bits)
{
    for (size_t i = 0; i < TRIAL_ROWS(long_chains); i++) {
        Trial t;
        Buf text = {0};
        buf_addf(&text, "formula f\nunit u1 = %s kr\n", long_chains[i].number);
        for (unsigned k = 2; k <= long_chains[i].n; k++) {
            buf_addf(&text, "unit u%u = %s u%u\n", k, long_chains[i].number,
                     k - 1);
        }
        buf_addf(&text, "unit v = 2 kr\nparam p : v / u%u\n",
                 long_chains[i].n);
        trial_check(&t, text.at);
        if (long_chains[i].want) {
            cr_expect(!t.ok);
            cr_expect(strncmp(t.said.at, long_chains[i].want,
                              strlen(long_chains[i].want)) == 0, "%s",
                      t.said.at);
            cr_expect_null(strstr(t.said.at + 1, "\nf:"), "one fault only");
        } else {
            trial_ok(&t, "as many bits as there may be");
        }
        trial_end(&t);
        buf_free(&text);
    }
}

/* A function of so many arguments. */
static const struct {
    const char *name;
    unsigned n;
    const char *want;
} counts[] = {
    {"min", 1000, NULL},
    {"max", 1000, NULL},
    {"min", 1001, "\"min\" takes at most 1000 arguments, not 1001"},
    {"max", 1001, "way out: put several together first: max(max(a, b), c)"},
    {"min", 1, "\"min\" takes at least 2 arguments, not 1"},
    {"clamp", 4, "\"clamp\" takes 3 arguments, not 4"},
    {"clamp", 4, "way out: write clamp(x, least, most)"},
};

Test(check_units, of_functions_of_many)
{
    for (size_t i = 0; i < TRIAL_ROWS(counts); i++) {
        Trial t;
        Buf text = {0};
        buf_addf(&text, "formula f\nlet r = %s(1", counts[i].name);
        for (unsigned k = 1; k < counts[i].n; k++) {
            buf_add(&text, ", 1");
        }
        buf_add(&text, ")\n");
        trial_check(&t, text.at);
        if (counts[i].want) {
            cr_expect(!t.ok);
            cr_expect_not_null(strstr(t.said.at, counts[i].want), "%s",
                               t.said.at);
        } else {
            trial_ok(&t, counts[i].name);
        }
        trial_end(&t);
        buf_free(&text);
    }
}
