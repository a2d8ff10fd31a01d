/* test_checker_generated.c - certificates of thousands of generated problems
 * hold: every clause of `allocate` and `round`, every rule and method, numbers
 * small and round so that ties and limits are met often.
 *
 * The expectation is the checker's own: engine and checker share no code.
 */
#include "test_checker_help.h"

#define PROBLEMS 3000

typedef struct Text {
    char at[6000];
    size_t n;
} Text;

static void add(Text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(Text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(t->at + t->n, sizeof t->at - t->n, format, args);
    va_end(args);
    cr_assert(n >= 0 && (size_t)n < sizeof t->at - t->n);
    t->n += (size_t)n;
}

static bool yes(uint32_t *seed, unsigned one_in)
{
    return below(seed, one_in) == 0;
}

static const char *const rules[] = {
    "proportional", "adjusted proportional", "equal awards", "equal losses",
    "talmud", "reverse talmud", "piniles", "constrained egalitarian",
    "minimal overlap", "random arrival", "average of awards"};

static const char *const methods[] = {
    "nearest", "half even", "down", "up", "largest remainder", "webster",
    "jefferson", "adams", "huntington hill", "dean", "webster first 0.7"};

/* One table of places, some of them in the area A, some in B. */
static void write_data(uint32_t *seed)
{
    Text t = {.n = 0};
    unsigned n = 1 + below(seed, yes(seed, 4) ? 14 : 7);
    bool large = yes(seed, 3);
    add(&t, "code,area,x,lo,hi,use,t,ok,tie,a\n");
    for (unsigned i = 0; i < n; i++) {
        unsigned lo = yes(seed, 2) ? 0 : below(seed, 8);
        unsigned x = below(seed, large ? 100000 : 9);
        add(&t, "%c%02u,%c,%u%s,%u,%u,%u,%u,%u,%u,%u.%u\n",
            'P' + (char)below(seed, 3), i, yes(seed, 2) ? 'A' : 'B', x,
            yes(seed, 5) ? ".25" : "", lo, lo + below(seed, 30),
            below(seed, 12), below(seed, 3), !yes(seed, 5),
            below(seed, 4), below(seed, 20), below(seed, 10));
    }
    put_file("place.csv", t.at);
    t.n = 0;
    add(&t, "id,cap,least,most,kept\n");
    for (char id = 'A'; id <= 'B'; id++)
        add(&t, "%c,%u,%u,%u,%u\n", id, below(seed, 90), below(seed, 20),
            20 + below(seed, 50), below(seed, 60));
    put_file("area.csv", t.at);
    t.n = 0;
    add(&t, "scenario t\nformula \"t.formula\"\n"
            "table area from \"area.csv\" key id\n"
            "table place from \"place.csv\" key code in area by area\n");
    static const char *const of_place[] = {"x", "lo", "hi", "use", "t", "ok",
                                           "tie", "a"};
    for (size_t i = 0; i < sizeof of_place / sizeof *of_place; i++)
        add(&t, "data %s column %s\n", of_place[i], of_place[i]);
    static const char *const of_area[] = {"cap", "least", "most", "kept"};
    for (size_t i = 0; i < sizeof of_area / sizeof *of_area; i++)
        add(&t, "data %s from \"area.csv\" column %s\n", of_area[i],
            of_area[i]);
    add(&t, "set total = %u.%u kr\n", below(seed, 200), below(seed, 10));
    put_file("t.scenario", t.at);
}

static void write_clauses(Text *t, uint32_t *seed, bool per)
{
    size_t rule = yes(seed, 2) ? 0 : below(seed, 11);
    bool summed = !per && rule == 0 && yes(seed, 3);
    bool floors = rule == 0 || rule == 2 || rule == 3;
    bool ceilings = rule > 0 || yes(seed, 2);
    add(t, rule > 0 || yes(seed, 4) ? " equally" : " by x");
    if (yes(seed, 3))
        add(t, " where ok");
    if (floors && yes(seed, 2))
        add(t, " at least lo");
    if (summed && yes(seed, 2))
        add(t, " at least least summed by area");
    if (ceilings && !summed)
        add(t, " at most hi");
    if (summed)
        add(t, " at most most summed by area");
    if (!summed && yes(seed, 3))
        add(t, " at least use or nothing");
    if (ceilings && !summed && yes(seed, 3))
        add(t, " in order of t");
    if (rule > 0)
        add(t, " using %s", rules[rule]);
    add(t, "\n");
}

static void write_rounding(Text *t, uint32_t *seed)
{
    size_t method = below(seed, 11);
    static const char *const units[] = {"1 kr", "1 kr", "3 kr", "0.5 kr"};
    if (yes(seed, 6))
        return;
    add(t, "round g to %s by %s", units[below(seed, 4)], methods[method]);
    bool per = yes(seed, 4);
    if (per)
        add(t, " per area");
    if (method > 4 && yes(seed, 3))
        add(t, per ? " keeping kept" : " keeping total");
    if (yes(seed, 4))
        add(t, " at least lo");
    if (yes(seed, 4))
        add(t, " at most hi");
    if (yes(seed, 4))
        add(t, " ties to tie");
    add(t, "\n");
}

static void write_formula(uint32_t *seed)
{
    static const char *const before[] = {"", "", "a * 1 kr + ",
                                         "a * 1 kr - ", "total + "};
    Text t = {.n = 0};
    bool per = yes(seed, 4);
    add(&t, "formula t\ntable area\ntable place in area\n"
            "param total : kr\ndata x : number per place\n"
            "data lo : kr per place\ndata hi : kr per place\n"
            "data use : kr per place\ndata t : number per place\n"
            "data ok : flag per place\ndata tie : number per place\n"
            "data a : number per place\ndata cap : kr per area\n"
            "data least : kr per area\ndata most : kr per area\n"
            "data kept : kr per area\n"
            "result g = %sallocate %s", before[below(seed, 5)],
        per ? "cap per area" : "total");
    write_clauses(&t, seed, per);
    write_rounding(&t, seed);
    add(&t, "result twice = g + (g - total)\nresult some = sum(g)\n"
            "result root = sqrt(a) + power(a + 0.5, 0.3) + ln(x + 1) + "
            "log10(a + 1) + exp(a / 7)\n"
            "result area_g = sum(g by area)\nresult word = if ok then "
            "code(place) else \"none\"\n");
    put_file("t.formula", t.at);
}

Test(test_checker_generated, hold)
{
    char said[400];
    unsigned held = 0;
    folder_start();
    for (uint32_t k = 1; k <= PROBLEMS; k++) {
        uint32_t seed = k * 2654435761u;
        size_t n;
        write_data(&seed);
        write_formula(&seed);
        char *text = certificate_of("t.scenario", &n);
        if (!text)
            continue;   /* limits that cross, totals out of reach */
        Verdict verdict = verdict_of(text, n, said, sizeof said);
        cr_expect_eq(verdict, CHK_HOLDS, "problem %u: %s", (unsigned)k,
                     said);
        held += verdict == CHK_HOLDS;
        fordela_free(text);
    }
    folder_end();
    cr_expect_geq(held, PROBLEMS / 2, "only %u of %d", held, PROBLEMS);
}

/* ---- Two totals kept ---- */

/* A table of whole numbers and its sums; the keys are near the numbers, so
 * that some table keeps these sums, and often several do. */
static void write_two_sides(uint32_t *seed)
{
    Text places = {.n = 0}, areas = {.n = 0}, lines = {.n = 0};
    unsigned n = 1 + below(seed, 6), m = 1 + below(seed, 4);
    unsigned line[6] = {0}, area[4] = {0};
    add(&places, "code,line,area,x\n");
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < m; j++) {
            unsigned cell = yes(seed, 4) ? 0 : 1 + below(seed, 9);
            line[i] += cell;
            area[j] += cell;
            add(&places, "%u-%u,L%u,A%u,%u.%u\n", i, j, i, j, cell,
                cell > 0 && yes(seed, 2) ? below(seed, 10) : 0);
        }
    add(&areas, "id,sum\n");
    for (unsigned j = 0; j < m; j++)
        add(&areas, "A%u,%u\n", j, area[j]);
    add(&lines, "id,sum\n");
    for (unsigned i = 0; i < n; i++)
        add(&lines, "L%u,%u\n", i, line[i]);
    put_file("place.csv", places.at);
    put_file("area.csv", areas.at);
    put_file("line.csv", lines.at);
}

Test(test_checker_generated, two_sides)
{
    static const char *const divisors[] = {
        "webster", "jefferson", "adams", "huntington hill", "dean",
        "webster first 0.7"};
    char said[400];
    unsigned held = 0;
    folder_start();
    put_file("t.scenario",
             "scenario t\nformula \"t.formula\"\n"
             "table area from \"area.csv\" key id\n"
             "table line from \"line.csv\" key id\n"
             "table place from \"place.csv\" key code in line by line "
             "in area by area\n"
             "data x column x\n"
             "data of_area from \"area.csv\" column sum\n"
             "data of_line from \"line.csv\" column sum\n");
    for (uint32_t k = 1; k <= 600; k++) {
        uint32_t seed = k * 2246822519u;
        size_t n;
        Text formula = {.n = 0};
        add(&formula, "formula t\ntable area\ntable line\n"
                      "table place in line, area\n"
                      "data x : kr per place\ndata of_area : kr per area\n"
                      "data of_line : kr per line\nresult g = x\n"
                      "round g to 1 kr by %s keeping of_line, of_area\n",
            divisors[k % 6]);
        put_file("t.formula", formula.at);
        write_two_sides(&seed);
        char *text = certificate_of("t.scenario", &n);
        if (!text)
            continue;   /* no table with these zeros */
        Verdict verdict = verdict_of(text, n, said, sizeof said);
        cr_expect_eq(verdict, CHK_HOLDS, "table %u: %s", (unsigned)k, said);
        held += verdict == CHK_HOLDS;
        fordela_free(text);
    }
    folder_end();
    cr_expect_geq(held, 400, "only %u", held);
}
