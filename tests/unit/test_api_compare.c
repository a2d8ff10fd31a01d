/* test_api_compare.c - generated reforms, split over their parts, against runs
 * of files that hold some of the parts.
 */
#include "fordela.h"
#include "test_check_help.h"

enum { ROWS = 12, PARTS = 6, TRIALS = 60 };

typedef struct World {
    unsigned long long state;       /* of the generator */
    char base[2000];                /* text of the base scenario */
    char part[PARTS][200];          /* statements of the reform */
    size_t n;
} World;

/* xorshift64*: Marsaglia 2003, Vigna 2016. */
static unsigned pick(World *w, unsigned below)
{
    w->state ^= w->state >> 12;
    w->state ^= w->state << 25;
    w->state ^= w->state >> 27;
    return (unsigned)((w->state * 2685821657736338717ULL) >> 33) % below;
}

/* ---- Formulas, data, scenarios ---- */

/* The second formula has a param that the first does not know. */
static const char formula[] =
    "formula f\n"
    "param budget : kr\n"
    "param minimum : kr\n"
    "param weight : share = 50 %%\n"
    "param cap : kr = 1 mnkr, 60 000 kr from 2021-01-01\n"
    "data pop : persons per r\n"
    "data need : number per r\n"
    "%s"
    "let rest = budget - sum(minimum per r)\n"
    "require rest >= 0 kr \"too little\"\n"
    "result grant = minimum + allocate rest by %s at most cap\n"
    "round grant to %s by largest remainder\n";

static const char mixed[] =
    "(weight * share(need) + (1 - weight) * share(pop))";

static void put_formulas(World *w)
{
    static const char *const unit[] = {"1 kr", "1 kr", "0.1 kr", "100 kr"};
    char text[1200];
    const char *to = unit[pick(w, 4)];
    snprintf(text, sizeof text, formula, "", mixed, to);
    trial_put("f", text);
    snprintf(text, sizeof text, formula, "param extra : share\n",
             "(extra + (1 - extra) * share(need))", to);
    trial_put("g", text);
    snprintf(text, sizeof text, formula, "", "pop", to);
    trial_put("h", text);
}

static void put_data(World *w)
{
    Buf rows = {0};
    buf_add(&rows, "k,pop,newer,need\n");
    for (int i = 0; i < ROWS; i++)
        buf_addf(&rows, "R%02d,%u,%u,%u\n", i, 10 * pick(w, 500),
                 10 * pick(w, 500), pick(w, 20));
    trial_put("r.csv", rows.at);
    buf_free(&rows);
}

/* Base, and the statements by which the reform differs, in some order. */
static void make_world(World *w)
{
    static const char *const date[] = {"2020-06-01", "2021-06-01"};
    put_formulas(w);
    put_data(w);
    snprintf(w->base, sizeof w->base,
             "formula \"f\"\ndate %s\ntable r from \"r.csv\" key k\n"
             "data pop column pop\ndata need column need\n"
             "set budget = %u tkr\nset minimum = %u tkr\n", date[pick(w, 2)],
             300 + pick(w, 400), pick(w, 25));
    char all[PARTS][200];
    bool with_extra = pick(w, 3) == 0;
    snprintf(all[0], sizeof *all, "set budget = %u tkr\n", 250 + pick(w, 600));
    snprintf(all[1], sizeof *all, "set minimum = %u tkr\n", pick(w, 40));
    snprintf(all[2], sizeof *all, "set weight = %u %%\n", pick(w, 101));
    snprintf(all[3], sizeof *all, "data pop column newer\n");
    snprintf(all[4], sizeof *all, "%s", with_extra ? "formula \"g\"\n"
                                                    : "formula \"h\"\n");
    if (with_extra)
        snprintf(all[5], sizeof *all, "set extra = %u %%\n", pick(w, 101));
    else
        snprintf(all[5], sizeof *all, "date %s\n", date[pick(w, 2)]);
    w->n = 0;
    for (int i = 0; i < PARTS; i++) {
        int k = i + (int)pick(w, (unsigned)(PARTS - i));
        char swap[200];
        memcpy(swap, all[i], sizeof swap);
        memcpy(all[i], all[k], sizeof swap);
        memcpy(all[k], swap, sizeof swap);
        if (strstr(w->base, all[i]) == NULL && (w->n < 4 || with_extra))
            memcpy(w->part[w->n++], all[i], sizeof *all);
    }
}

/* The base with some of the parts, as a file. */
static void put_scenario(const World *w, const char *name, unsigned parts)
{
    Buf text = {0};
    if (parts == 0) {
        buf_addf(&text, "scenario %s\n%s", name, w->base);
    } else {
        buf_addf(&text, "scenario %s\nlike \"base\"\n", name);
        for (size_t i = 0; i < w->n; i++)
            if ((parts >> i & 1) != 0)
                buf_add(&text, w->part[i]);
    }
    trial_put(name, text.at);
    buf_free(&text);
}

/* Its amounts in tenths of a krona; false if it cannot be computed. */
static bool amounts(const World *w, unsigned parts, long *out)
{
    put_scenario(w, "some", parts);
    if (parts == 0)
        put_scenario(w, "base", 0);
    fordela *f = fordela_open(parts == 0 ? "base" : "some");
    bool good = fordela_run(f) == FORDELA_OK;
    for (size_t i = 0; good && i < ROWS; i++) {
        long whole = 0, den = 1;
        sscanf(fordela_amount(f, 0, i), "%ld/%ld", &whole, &den);
        cr_assert_eq(10 % den, 0);
        out[i] = whole * (10 / den);
    }
    fordela_close(f);
    return good;
}

/* ---- What compare says ---- */

typedef struct Split {
    size_t n;                       /* parts of each recipient */
    char name[PARTS][200];
    long change[ROWS], ordered[ROWS][PARTS], shapley[ROWS][PARTS];
} Split;

/* "-12.5" as tenths, and what stands behind it. */
static long tenths(const char **at)
{
    long sign = **at == '-' ? -1 : 1, out = 0;
    *at += **at == '-';
    while (**at >= '0' && **at <= '9')
        out = 10 * out + (*(*at)++ - '0');
    out *= 10;
    if (**at == '.') {
        out += (*at)[1] - '0';
        *at += 2;
    }
    return sign * out;
}

static const char *skip(const char *line, int commas)
{
    while (commas > 0)
        commas -= *line++ == ',';
    return line;
}

/* reform,code,name,before,after,change,part,as_written,order_free */
static void read_split(const char *csv, Split *out)
{
    size_t seen[ROWS] = {0};
    csv = strchr(csv, '\n') + 1;
    while (*csv != '\0') {
        size_t row = (size_t)atoi(skip(csv, 1) + 1);
        const char *at = skip(csv, 5);
        cr_assert(row < ROWS && seen[row] < PARTS);
        size_t k = seen[row]++;
        out->n = row == 0 ? k + 1 : out->n;
        out->change[row] = tenths(&at);
        size_t n = strcspn(++at, ",");
        snprintf(out->name[k], sizeof *out->name, "%.*s", (int)n, at);
        at += n + 1;
        out->ordered[row][k] = tenths(&at);
        at++;
        out->shapley[row][k] = tenths(&at);
        cr_assert_eq(*at, '\n');
        csv = at + 1;
    }
}

static Split split(void)
{
    static const char *const path[] = {"base", "reform"};
    fordela_compare_options options = {.decompose = 1, .form = FORDELA_CSV};
    Split out = {0};
    char *text, *said;
    fordela_status status = fordela_compare(path, 2, &options, &text, NULL,
                                            &said);
    cr_assert_eq(status, FORDELA_OK, "%s", said);
    read_split(text, &out);
    fordela_free(text);
    fordela_free(said);
    return out;
}

/* ---- What holds ---- */

static void expect_sums(const Split *s, const long *before, const long *after)
{
    for (size_t row = 0; row < ROWS; row++) {
        long ordered = 0, shapley = 0;
        for (size_t i = 0; i < s->n; i++) {
            ordered += s->ordered[row][i];
            shapley += s->shapley[row][i];
        }
        cr_expect_eq(s->change[row], after[row] - before[row]);
        cr_expect_eq(ordered, s->change[row]);
        cr_expect_eq(shapley, s->change[row]);
    }
}

/* One part after the other is one file after the other. */
static void expect_ordered(const Split *s, long (*value)[ROWS])
{
    for (size_t i = 0; i < s->n; i++)
        for (size_t row = 0; row < ROWS; row++)
            cr_expect_eq(s->ordered[row][i],
                         value[(2u << i) - 1][row]
                             - value[(1u << i) - 1][row]);
}

/* n! times what part i brings, over all orders of the others before it. */
static long all_orders(long (*value)[ROWS], size_t n, size_t i, size_t row)
{
    static const long factorial[] = {1, 1, 2, 6, 24, 120, 720};
    long sum = 0;
    for (unsigned set = 0; set < 1u << n; set++) {
        size_t size = (size_t)__builtin_popcount(set);
        if ((set >> i & 1) == 0)
            sum += factorial[size] * factorial[n - size - 1]
                   * (value[set | 1u << i][row] - value[set][row]);
    }
    return sum;
}

/* Within a unit: tenths if any change has them, else kronor. */
static void expect_shapley(const Split *s, long (*value)[ROWS])
{
    static const long factorial[] = {1, 1, 2, 6, 24, 120, 720};
    long unit = 10;
    for (size_t row = 0; row < ROWS; row++)
        unit = s->change[row] % 10 != 0 ? 1 : unit;
    for (size_t i = 0; i < s->n; i++)
        for (size_t row = 0; row < ROWS; row++) {
            long exact = all_orders(value, s->n, i, row);
            long off = factorial[s->n] * s->shapley[row][i] - exact;
            cr_expect(labs(off) < factorial[s->n] * unit,
                      "part %zu of row %zu is %ld, exactly %ld / %ld", i, row,
                      s->shapley[row][i], exact, factorial[s->n]);
        }
}

/* Some files with a part of the reform cannot be computed: those parts are one.
 * Every set of what is left can. */
static void expect_blocks(const World *w, const Split *s)
{
    unsigned block[PARTS] = {0};
    long unused[ROWS];
    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < w->n; k++) {
            char name[40] = "";
            sscanf(w->part[k], "set %39s", name);
            if (*name == '\0')
                sscanf(w->part[k], "data %39s", name);
            if (*name == '\0')
                sscanf(w->part[k], "%39s", name);
            if (strstr(s->name[i], name) != NULL)
                block[i] |= 1u << k;
        }
    cr_expect(s->n < w->n);
    for (unsigned set = 0; set < 1u << s->n; set++) {
        unsigned parts = 0;
        for (size_t i = 0; i < s->n; i++)
            parts |= (set >> i & 1) != 0 ? block[i] : 0;
        cr_expect(amounts(w, parts, unused), "%u of %s", parts, s->name[0]);
    }
}

Test(api_compare, generated_reforms_add_up)
{
    static long value[1 << PARTS][ROWS];
    World w = {.state = 2020};
    size_t apart = 0, together = 0;
    trial_enter();
    for (int k = 0; k < TRIALS || apart < 20 || together < 10; k++) {
        make_world(&w);
        unsigned full = (1u << w.n) - 1;
        bool all = true;
        if (w.n == 0 || !amounts(&w, 0, value[0])
            || !amounts(&w, full, value[full]))
            continue;
        put_scenario(&w, "reform", full);
        Split s = split();
        expect_sums(&s, value[0], value[full]);
        for (unsigned set = 1; set < full; set++)
            all = amounts(&w, set, value[set]) && all;
        if (all) {
            cr_expect_eq(s.n, w.n);
            expect_ordered(&s, value);
            expect_shapley(&s, value);
            apart++;
        } else {
            expect_blocks(&w, &s);
            together++;
        }
    }
    trial_leave();
}
