/* Free params and data: tables made with known values, which must lie in the
 * ranges found; and nothing outside these ranges gives the table.
 */
#include "study/infer_free_int.h"
#include "test_infer_help.h"

#define ROWS 9

static const char HEAD[] = "formula t\n"
                           "param budget : kr = 20 000 kr\n"
                           "param minimum : kr = 500 kr\n"
                           "param w : share = 40 %\n"
                           "param v : share = 1\n"
                           "data pop : persons per r\n"
                           "data pat : persons per r\n"
                           "data late : flag per r\n"
                           "let rest = budget - sum(minimum per r)\n"
                           "let key = w * share(pat) + (1 - w) * share(pop)\n";

static const char COLUMNS[] = "k,pop,pat,late\n"
                              "A,130,9,0\nB,77,1,0\nC,402,33,1\nD,15,2,0\n"
                              "E,88,0,1\nF,231,12,0\nG,54,9,0\nH,300,7,0\n"
                              "I,19,1,1\n";

typedef struct Freed {
    Inferred t;
    Diags *diags;
    InferTable *table;
    InferColumns columns;
    InferFormula *formula;
    InferFree *found;
    Buf said;
    bool use;
} Freed;

static void read_formula(Freed *f, const char *body, const char *free_names)
{
    char text[1500], names[100];
    const char *name[8];
    size_t n = 0;
    snprintf(text, sizeof text, "%s%s", HEAD, body);
    snprintf(names, sizeof names, "%s", free_names);
    for (char *at = strtok(names, " "); at != NULL; at = strtok(NULL, " "))
        name[n++] = at;
    trial_put("f", text);
    InferFormulaAsk ask = {.path = "f", .free = name, .n_free = n};
    f->formula = infer_formula(f->t.arena, f->t.pool, f->table, &f->columns,
                               &ask, NULL, &f->use, f->diags);
}

/* amounts: "11 22 33", the rows' printed amounts. */
static void begin(Freed *f, const char *amounts, const char *body,
                  const char *free_names)
{
    InferRead read = {.path = "t.csv", .amount = "kr", .unit = "1"};
    Buf text = {0};
    memset(f, 0, sizeof *f);
    inferred_start(&f->t, 0);
    f->diags = diags_new(f->t.arena);
    buf_add(&text, "k,kr\n");
    for (size_t i = 0; i < ROWS; i++)
        buf_addf(&text, "%c,%ld\n", (char)('A' + i),
                 strtol(amounts, (char **)&amounts, 10));
    trial_put("t.csv", text.at);
    trial_put("c.csv", COLUMNS);
    buf_free(&text);
    f->table = infer_table(f->t.arena, f->t.pool, &read, NULL, &f->use,
                           f->diags);
    cr_assert_not_null(f->table);
    cr_assert(infer_columns(f->t.arena, f->t.pool, f->table, "c.csv", NULL,
                            NULL, &f->columns, &f->use, f->diags));
    read_formula(f, body, free_names);
    if (f->formula != NULL)
        f->found = infer_free(f->t.arena, f->t.pool, f->table, f->formula,
                              &f->use, f->diags);
    buf_add(&f->said, "");
    diags_render(f->diags, &f->said);
}

static void end(Freed *f)
{
    buf_free(&f->said);
    inferred_end(&f->t);
}

/* Rows as printed with the free params at these values. */
static size_t run(Freed *f, const Rat *a, const Rat *b)
{
    const Rat *value[] = {a, b};
    InferBounds bounds = {.table = f->table};
    bounds.forms = infer_forms(f->t.arena, f->t.pool, f->formula, ROWS);
    return infer_run(&bounds, value, NULL);
}

static const Rat *number(Freed *f, const char *text)
{
    return rat_read(f->t.pool, text, strlen(text));
}

#define NEED "result x = minimum + allocate rest by key\n"
#define BY(method) "round x to 1 kr by " method "\n"

/* Amounts by the formula at `value`, worked out in Python with fractions.
 * Inside the range every row is as printed, outside some are not. */
static const struct {
    const char *body, *free, *value, *amounts;
} one[] = {
    {NEED BY("largest remainder"), "w", "2/5",
     "2173 1128 6106 773 1122 3138 1636 3206 718"},
    {NEED BY("nearest"), "w", "2/5",
     "2173 1128 6106 774 1122 3138 1636 3207 718"},
    {NEED BY("half even"), "w", "2/5",
     "2173 1128 6106 774 1122 3138 1636 3207 718"},
    {NEED BY("down"), "w", "2/5",
     "2172 1127 6105 773 1121 3137 1635 3206 718"},
    {NEED BY("up"), "w", "2/5",
     "2173 1128 6106 774 1122 3138 1636 3207 719"},
    {NEED BY("nearest") "let unused = w * w\n", "w", "7/9",
     "2306 864 6928 865 730 3060 2108 2426 713"},
    {NEED BY("nearest"), "budget", "46913/2",
     "2546 1268 7356 835 1261 3726 1889 3810 767"},
    {NEED BY("largest remainder"), "minimum", "777",
     "2181 1304 5481 1006 1299 2991 1730 3048 960"},
    {NEED BY("largest remainder keeping budget"), "minimum", "777",
     "2181 1304 5481 1006 1299 2991 1730 3048 960"},
    /* Fractions with what is free below the line. */
    {"result x = budget * pop / (1000 persons * v + sum(pop))\n"
     BY("nearest"), "v", "3/2", "923 547 2855 107 625 1641 384 2131 135"},
    {"result x = allocate budget by (if late then pop * v else pop)\n"
     BY("largest remainder"), "v", "6/5",
     "1834 1086 6805 211 1490 3258 762 4232 322"},
    /* Not rounded: printed to the nearest krona. */
    {"result x = allocate budget by pop\n", "budget", "20000",
     "1976 1170 6109 228 1337 3511 821 4559 289"},
    {"result x = 3000 kr - minimum * pop / sum(pop)\n" BY("nearest"),
     "minimum", "500", "2951 2971 2847 2994 2967 2912 2979 2886 2993"},
    {"let y = (2 * budget - budget) * 3 / 6\n"
     "result x = (if v > 0 then mean(pop) * y / mean(pop) else y) * "
     "share(pop) - y * (-share(pop))\n", "budget", "20000",
     "1976 1170 6109 228 1337 3511 821 4559 289"},
};

static void check_ends(Freed *f, size_t i)
{
    RatPool *pool = f->t.pool;
    const InferRange *r = &f->found->range[0];
    cr_assert_null(f->found->why, "row %zu: %s", i, f->found->why);
    cr_assert_not(f->found->none, "row %zu", i);
    cr_assert(r->from != NULL && r->to != NULL, "row %zu", i);
    const Rat *value = number(f, one[i].value);
    cr_expect_leq(rat_cmp(r->from, value), 0, "row %zu", i);
    cr_expect_geq(rat_cmp(r->to, value), 0, "row %zu", i);
    const Expr *part = f->found->part;
    bool itself = part->kind == EXPR_DEF
                  && part->def == f->found->param[0];
    for (size_t k = 0; itself && k < ROWS; k++)
        cr_expect(rat_cmp(f->found->low[k], r->from) <= 0
                      && rat_cmp(f->found->high[k], r->to) >= 0,
                  "row %zu, %zu", i, k);
    const Rat *width = rat_sub(pool, r->to, r->from);
    for (int64_t k = -1; k <= 101; k++) {
        const Rat *at = rat_add(pool, r->from,
                                rat_mul(pool, width,
                                        rat_ratio(pool, k, 100)));
        bool in = k == 0 ? r->from_in : k == 100 ? r->to_in
                                                 : k > 0 && k < 100;
        cr_expect_eq(run(f, at, NULL) == ROWS, in, "row %zu, %d of 100", i,
                     (int)k);
    }
    cr_expect(f->found->tried);
    cr_expect_eq(f->found->trial_equal, ROWS);
}

Test(infer_free, one_param)
{
    trial_enter();
    for (size_t i = 0; i < TRIAL_ROWS(one); i++) {
        Freed f;
        begin(&f, one[i].amounts, one[i].body, one[i].free);
        cr_assert_not_null(f.found, "row %zu: %s", i, f.said.at);
        check_ends(&f, i);
        end(&f);
    }
    trial_leave();
}

/* ---- Several params ---- */

/* budget 21 000, minimum 450. Points near them that give the table lie in the
 * ranges; their ends are reached but for less than a hundredth. */
Test(infer_free, two_params)
{
    Freed f;
    trial_enter();
    begin(&f, "2279 1137 6580 749 1130 3335 1692 3410 688",
          NEED BY("nearest"), "budget minimum");
    cr_assert_not_null(f.found);
    cr_expect_eq(f.found->n_combos, 0);
    cr_expect_eq(f.found->trial_equal, ROWS);
    RatPool *pool = f.t.pool;
    const InferRange *r = f.found->range;
    size_t in = 0;
    for (int64_t i = -40; i <= 40; i++)
        for (int64_t k = -40; k <= 40; k++) {
            const Rat *b = rat_add(pool, rat_int(pool, 21000),
                                   rat_ratio(pool, i, 4));
            const Rat *m = rat_add(pool, rat_int(pool, 450),
                                   rat_ratio(pool, k, 20));
            if (run(&f, b, m) < ROWS)
                continue;
            in++;
            cr_expect(rat_cmp(r[0].from, b) <= 0 && rat_cmp(b, r[0].to) <= 0);
            cr_expect(rat_cmp(r[1].from, m) <= 0 && rat_cmp(m, r[1].to) <= 0);
        }
    cr_expect_gt(in, 20);
    cr_expect_lt(rat_to_double(rat_sub(pool, r[0].to, r[0].from)), 11);
    cr_expect_lt(rat_to_double(rat_sub(pool, r[1].to, r[1].from)), 3);
    end(&f);
    trial_leave();
}

/* Only budget - 9 minimum can be seen: by hand 20 000 - 4 500 within half a
 * krona. */
Test(infer_free, what_is_determined_together)
{
    Freed f;
    trial_enter();
    begin(&f, "1531 907 4735 177 1036 2721 636 3533 224",
          "result x = allocate rest by pop\n" BY("largest remainder"),
          "budget minimum");
    cr_assert_not_null(f.found);
    cr_assert_eq(f.found->n_combos, 1);
    cr_expect_null(f.found->range[0].from);
    cr_expect_null(f.found->range[1].to);
    cr_expect_str_eq(rat_text(f.t.arena, f.found->combo[0][1]), "-9");
    const InferRange *r = &f.found->combo_range[0];
    cr_expect_str_eq(rat_text(f.t.arena, r->from), "30999/2");
    cr_expect_str_eq(rat_text(f.t.arena, r->to), "31001/2");
    cr_expect_str_eq(f.found->part->def->name, "rest");
    cr_expect(f.found->part_single);
    end(&f);
    trial_leave();
}

/* ---- Free data ---- */

/* Python: the least w for which some cut leaves room for shares of pat that
 * are not negative and add up to 1, tried to 1e-12 on either side. */
Test(infer_free, weight_and_data)
{
    static const struct {
        const char *body, *amounts, *from, *low, *high;
    } row[] = {
        {NEED BY("largest remainder"),
         "2173 1128 6106 773 1122 3138 1636 3206 718", "612313/1534500",
         "15049/139500", "3013/27900"},
        {NEED BY("nearest"),
         "2173 1128 6106 774 1122 3138 1636 3207 718", "54479/136400",
         "669/6200", "3347/31000"},
    };
    trial_enter();
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Freed f;
        begin(&f, row[i].amounts, row[i].body, "w pat");
        cr_assert_not_null(f.found);
        const InferRange *r = &f.found->range[0];
        cr_expect_str_eq(rat_text(f.t.arena, r->from), row[i].from);
        cr_expect_null(r->to);
        cr_expect_eq(r->from_row, 4);
        cr_expect(f.found->data_share);
        cr_expect_str_eq(f.found->part->def->name, "key");
        cr_expect_not(f.found->part_share);
        cr_expect_str_eq(rat_text(f.t.arena, f.found->low[0]), row[i].low);
        cr_expect_str_eq(rat_text(f.t.arena, f.found->high[0]), row[i].high);
        cr_expect_str_eq(rat_text(f.t.arena, f.found->krona), "1/15500");
        cr_expect(f.found->tried);
        cr_expect_eq(f.found->trial_equal, ROWS);
        end(&f);
    }
    trial_leave();
}

/* With the weight known the shares are, too; by Python. At another weight E
 * would need less than nothing. */
Test(infer_free, data_alone)
{
    Freed f;
    const char *amounts = "2173 1128 6106 773 1122 3138 1636 3206 718";
    trial_enter();
    begin(&f, amounts, NEED BY("largest remainder"), "pat");
    cr_assert_not_null(f.found->share_low);
    cr_expect_str_eq(rat_text(f.t.arena, f.found->share_low[0]),
                     "2230871/18358200");
    cr_expect_str_eq(rat_text(f.t.arena, f.found->share_high[1]),
                     "7169/524520");
    cr_expect_eq(f.found->trial_equal, ROWS);
    end(&f);
    begin(&f, amounts,
          "let k2 = 35 % * share(pat) + 65 % * share(pop)\n"
          "result x = minimum + allocate rest by k2\n"
          BY("largest remainder"), "pat");
    cr_expect(f.found->none);
    cr_assert_eq(f.found->n_clash, 1);
    cr_expect_eq(f.found->clash[0], 4);
    end(&f);
    /* Not shares, but the data themselves: 500 kr and 3.50 kr each. */
    begin(&f, "532 504 616 507 500 542 532 525 504",
          "result x = minimum + 3.5 kr / persons * pat\n" BY("nearest"),
          "pat");
    cr_expect_not(f.found->data_share);
    cr_expect_str_eq(rat_text(f.t.arena, f.found->share_low[0]), "9");
    cr_expect_str_eq(rat_text(f.t.arena, f.found->share_high[0]), "65/7");
    cr_expect_str_eq(rat_text(f.t.arena, f.found->share_low[4]), "0");
    cr_expect_eq(f.found->trial_equal, ROWS);
    end(&f);
    trial_leave();
}

/* Data that count less than nothing are no answer: w is 1/4 or more. */
Test(infer_free, data_do_not_count_negatively)
{
    Freed f;
    trial_enter();
    begin(&f, "532 504 616 507 500 542 532 525 504",
          "result x = minimum + (w - 25 %) * pat * kr / persons\n"
          BY("nearest"), "pat w");
    cr_assert_not_null(f.found);
    cr_expect_str_eq(rat_text(f.t.arena, f.found->range[0].from), "1/4");
    cr_expect_null(f.found->range[0].to);
    cr_expect_eq(f.found->trial_equal, ROWS);
    end(&f);
    trial_leave();
}

/* ---- What cannot be done, and what cannot be ---- */

Test(infer_free, refusals)
{
    static const struct {
        const char *body, *free, *why, *part;
    } row[] = {
        {"result x = allocate budget by power(pop / persons, w)\n", "w",
         "no sum, product", "power(pop / persons, w)"},
        {"result x = allocate budget * w by key\n", "w",
         "a division of a free total", NULL},
        {"result x = w * v * budget * share(pop)\n", "w v",
         "a product of two things", "w * v"},
        {"result x = allocate budget by key at most 5000 kr\n", "w",
         "an allocate with limits", NULL},
        {"result x = allocate budget by key\n" BY("webster"), "w",
         "a divisor method", "key"},
        {"result x = allocate budget by key\n"
         "round x to 1 kr by nearest at least 600 kr\n", "w",
         "a rounding in groups, with limits", "key"},
        {"let y = round(budget / 3 to 1 kr by down)\n"
         "result x = allocate y by pop\n", "budget", "a rounding inside",
         "y"},
        {"result x = minimum * pop / sum(pop where pat > w * persons)\n", "w",
         "a condition", NULL},
        {"result x = allocate rest by share(pat) + share(pop)\n", "pop pat",
         "free data in a second column", "share(pat) + share(pop)"},
        {"result x = budget * share(pat) + pat * kr / persons\n", "pat",
         "a sum of free data and their shares", NULL},
        {"result x = allocate rest by pat * pop\n", "pat",
         "a division by a key", "pat * pop"},
    };
    trial_enter();
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Freed f;
        begin(&f, "2173 1128 6106 773 1122 3138 1636 3206 718", row[i].body,
              row[i].free);
        cr_assert_not_null(f.found, "row %zu: %s", i, f.said.at);
        cr_assert_not_null(f.found->why, "row %zu", i);
        cr_expect_not_null(strstr(f.found->why, row[i].why), "row %zu: %s", i,
                           f.found->why);
        const Expr *part = f.found->part;
        size_t n = part->place.span.to - part->place.span.from;
        cr_expect(row[i].part == NULL
                      || (strlen(row[i].part) == n
                          && memcmp(part->place.source->text
                                        + part->place.span.from,
                                    row[i].part, n) == 0),
                  "row %zu", i);
        end(&f);
    }
    trial_leave();
}

/* One row a krona off: it clashes with some other. */
Test(infer_free, no_value_at_all)
{
    Freed f;
    trial_enter();
    begin(&f, "2173 1128 6106 774 1122 3139 1636 3207 718",
          NEED BY("nearest"), "w");
    cr_assert_not_null(f.found);
    cr_expect(f.found->none);
    bool named = false;
    for (size_t i = 0; i < f.found->n_clash; i++)
        named = named || f.found->clash[i] == 5;
    cr_expect(named);
    cr_expect_eq(f.found->n_clash, 2);
    end(&f);
    trial_leave();
}

/* A require cuts the range short. */
Test(infer_free, requires)
{
    Freed f;
    trial_enter();
    begin(&f, "2173 1128 6106 773 1122 3138 1636 3206 718",
          NEED BY("largest remainder") "require w <= 60 %\n"
          "require max(w, 1) < 2\n", "w pat");
    cr_assert_not_null(f.found);
    cr_expect_str_eq(rat_text(f.t.arena, f.found->range[0].to), "3/5");
    cr_expect_eq(f.found->n_ignored, 1);
    cr_expect_eq(f.found->trial_equal, ROWS);
    end(&f);
    trial_leave();
}

Test(infer_free, faults)
{
    static const struct {
        const char *free, *said;
    } row[] = {
        {"weight", "--free: f has no param or data \"weight\""},
        {"ww", "did you mean \"w\"?"},
        {"late", "\"late\" is a flag, and cannot be free"},
        {"w w", "--free: \"w\" stands twice"},
        {"v", "\"x\" depends on nothing that is free"},
    };
    trial_enter();
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Freed f;
        begin(&f, "1 2 3 4 5 6 7 8 9", NEED, row[i].free);
        cr_expect_null(f.found);
        cr_expect(f.use);
        cr_expect_not_null(strstr(f.said.at, row[i].said), "row %zu: %s", i,
                           f.said.at);
        end(&f);
    }
    trial_leave();
}
