/* Long calls stopped and gone on with; what-if handles against runs. */
#include "fordela.h"
#include "test_check_help.h"

static const char formula[] =
    "formula t\n"
    "param budget : kr\n"
    "param minimum : kr = 0 kr\n"
    "param weight : share = 40 %\n"
    "data pop : persons per r\n"
    "data need : number per r\n"
    "let rest = budget - sum(minimum per r)\n"
    "require rest >= 0 kr \"too little\"\n"
    "result x = minimum + allocate rest by\n"
    "  weight * share(need) + (1 - weight) * share(pop)\n"
    "round x to 1 kr by largest remainder\n"
    "result part = x / sum(x)\n";

static void put_files(void)
{
    Buf rows = {0};
    trial_put("f", formula);
    buf_add(&rows, "k,pop,need\n");
    for (int i = 0; i < 40; i++)
        buf_addf(&rows, "R%02d,%d,%d\n", i, 1000 + 37 * i * i, 5 + i % 7);
    trial_put("r.csv", rows.at);
    buf_free(&rows);
    trial_put("s",
              "scenario t\nformula \"f\"\ntable r from \"r.csv\" key k\n"
              "data pop column pop\ndata need column need\n"
              "set budget = 1 mnkr\n"
              "vary minimum from 0 kr to 25 100 kr step 4 kr\n"
              "draw pop ~ uniform(pop, 20 %)\ndraws 4000 seed 3\n"
              "report smallest(x), largest(x)\n");
}

static char *file_text(const char *path, size_t *n)
{
    Buf text = {0};
    char bytes[4096];
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "%s", path);
    for (size_t k; (k = fread(bytes, 1, sizeof bytes, file)) > 0;)
        buf_add_n(&text, bytes, k);
    fclose(file);
    *n = text.n;
    return text.at;
}

static bool same_files(const char *a, const char *b)
{
    size_t n, m;
    char *one = file_text(a, &n), *two = file_text(b, &m);
    bool same = n == m && memcmp(one, two, n) == 0;
    Buf first = {.at = one}, second = {.at = two};
    buf_free(&first);
    buf_free(&second);
    return same;
}

static int stop_early(void *context, const fordela_progress *progress)
{
    size_t *calls = context;
    ++*calls;
    return progress->done > 0 && progress->done < progress->total;
}

/* What SIGKILL would leave: rows after those the state knows of. */
static void spoil(const char *path)
{
    FILE *file = fopen(path, "a");
    cr_assert_not_null(file);
    fputs("half a ro", file);
    fclose(file);
}

/* Runs until it is done, stopped again and again; returns how often. */
static int in_pieces(bool simulate, fordela_sweep_options options)
{
    size_t calls = 0;
    for (int stops = 0;; stops++) {
        fordela *f = fordela_open("s");
        char partial[64];
        fordela_simulate_options more = {.summary = FORDELA_CSV};
        options.progress = stop_early;
        options.context = &calls;
        options.resume = 1;
        more.many = options;
        fordela_status status = simulate ? fordela_simulate(f, &more, NULL)
                                         : fordela_sweep(f, &options, NULL);
        const char *said = fordela_messages(f);
        cr_assert(status == FORDELA_OK || strstr(said, "stopped after"),
                  "%s", said);
        fordela_close(f);
        if (status == FORDELA_OK)
            return stops;
        snprintf(partial, sizeof partial, "%s.partial", options.output);
        cr_assert_eq(access(options.output, F_OK), -1);
        if (options.form == FORDELA_BULK_CSV)
            spoil(partial);
        cr_assert(stops < 100);
    }
}

Test(api_sweep, gone_on_with)
{
    static const struct {
        bool simulate;
        fordela_sweep_options options;
    } row[] = {
        {false, {.output = "a.csv", .lanes = "exact", .threads = 1}},
        {false, {.output = "b.csv", .lanes = "exact", .threads = 2,
                 .amounts = 1}},
        {false, {.output = "c.nc", .lanes = "exact", .threads = 2,
                 .amounts = 1, .form = FORDELA_BULK_NETCDF}},
    };
    trial_enter();
    put_files();
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        fordela *f = fordela_open("s");
        fordela_sweep_options whole = row[i].options;
        whole.output = "whole";
        whole.lanes = NULL;
        whole.force = 1;
        cr_expect_eq(fordela_sweep(f, &whole, NULL), FORDELA_OK, "%s",
                     fordela_messages(f));
        fordela_close(f);
        int stops = in_pieces(false, row[i].options);
        cr_expect(stops > 0, "row %zu was not stopped", i);
        cr_expect(same_files("whole", row[i].options.output), "row %zu", i);
    }
    trial_leave();
}

Test(api_sweep, simulation_gone_on_with)
{
    fordela_simulate_options whole = {
        .many = {.output = "whole.csv"}, .summary = FORDELA_CSV};
    trial_enter();
    put_files();
    const char *const vary[] = {"minimum in 0 kr, 100 kr"};
    fordela_sweep_options options = {.output = "a.csv", .lanes = "exact",
                                     .threads = 2, .vary = vary,
                                     .n_vary = 1};
    whole.many.vary = vary;
    whole.many.n_vary = 1;
    fordela *f = fordela_open("s");
    cr_expect_eq(fordela_simulate(f, &whole, NULL), FORDELA_OK, "%s",
                 fordela_messages(f));
    fordela_close(f);
    cr_expect(in_pieces(true, options) > 0);
    cr_expect(same_files("whole.csv", "a.csv"));
    trial_leave();
}

/* Only the same work is gone on with. */
Test(api_sweep, other_work_refused)
{
    fordela_sweep_options options = {.output = "a.csv", .lanes = "exact",
                                     .threads = 1, .progress = stop_early};
    size_t calls = 0;
    options.context = &calls;
    trial_enter();
    put_files();
    fordela *f = fordela_open("s");
    cr_expect_eq(fordela_sweep(f, &options, NULL), FORDELA_MACHINE);
    cr_expect_eq(fordela_sweep(f, &options, NULL), FORDELA_USE);
    cr_expect_not_null(strstr(fordela_messages(f), "interrupted run"));
    options.resume = 1;
    options.amounts = 1;
    cr_expect_eq(fordela_sweep(f, &options, NULL), FORDELA_USE);
    cr_expect_not_null(strstr(fordela_messages(f), "other options"));
    options.amounts = 0;
    fordela_set(f, "budget=2 mnkr");
    cr_expect_eq(fordela_sweep(f, &options, NULL), FORDELA_USE);
    cr_expect_not_null(strstr(fordela_messages(f), "other options"));
    fordela_close(f);
    trial_put("r.csv", "k,pop,need\nA,1,1\n");
    f = fordela_open("s");
    cr_expect_eq(fordela_sweep(f, &options, NULL), FORDELA_USE);
    cr_expect_not_null(strstr(fordela_messages(f), "other input files"));
    options.resume = 0;
    options.force = 1;
    options.progress = NULL;
    cr_expect_eq(fordela_sweep(f, &options, NULL), FORDELA_OK);
    cr_expect_eq(access("a.csv.partial", F_OK), -1);
    cr_expect_eq(access("a.csv.partial-state", F_OK), -1);
    fordela_close(f);
    trial_leave();
}

/* Another run that would write the same file, while the first is at it. */
static int run_beside(void *context, const fordela_progress *progress)
{
    fordela_sweep_options other = *(const fordela_sweep_options *)context;
    other.progress = NULL;
    fordela *f = fordela_open("s");
    for (int resume = 0; progress->done < progress->total && resume < 2;
         resume++) {
        other.resume = resume;
        other.force = !resume;
        cr_expect_eq(fordela_sweep(f, &other, NULL), FORDELA_USE);
        cr_expect_not_null(strstr(fordela_messages(f), "by another run"),
                           "%s", fordela_messages(f));
    }
    fordela_close(f);
    return 0;
}

Test(api_sweep, one_run_a_file)
{
    static const fordela_sweep_options row[] = {
        {.output = "a.csv", .lanes = "exact", .threads = 1},
        {.output = "a.nc", .lanes = "exact", .threads = 1,
         .form = FORDELA_BULK_NETCDF}};
    trial_enter();
    put_files();
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        fordela *f = fordela_open("s");
        fordela_sweep_options one = row[i], whole = row[i];
        one.progress = run_beside;
        one.context = &one;
        whole.output = "whole";
        whole.force = 1;
        cr_expect_eq(fordela_sweep(f, &one, NULL), FORDELA_OK);
        cr_expect_eq(fordela_sweep(f, &whole, NULL), FORDELA_OK);
        cr_expect(same_files("whole", one.output));
        fordela_close(f);
    }
    trial_leave();
}

/* Setting after setting, each against a run of its own. */
Test(api_sweep, whatif_as_run)
{
    static const struct {
        size_t param;
        const char *text;
        bool computed;
    } step[] = {
        {0, "1 mnkr", true},      {1, "1 000 kr", true},
        {1, "25.5 kr", true},     {2, "12.5 %", true},
        {1, "30 tkr", false},     {2, "0.3333333333", true},
        {1, "0 kr", true},        {0, "7 kr", true},
        {0, "123 mnkr", true},    {2, "100 %", true},
    };
    static const char *const param[] = {"budget", "minimum", "weight"};
    trial_enter();
    put_files();
    fordela *kept = fordela_open("s"), *f = fordela_open("s");
    fordela_whatif *w = fordela_whatif_new(kept, param, 3);
    cr_assert_not_null(w, "%s", fordela_messages(kept));
    cr_expect_eq(fordela_whatif_results(w), 2);
    cr_expect_str_eq(fordela_whatif_name(w, 1), "part");
    cr_expect_str_eq(fordela_whatif_unit(w, 0), "1");
    cr_expect_str_eq(fordela_whatif_unit(w, 1), "1/1000000");
    bool minimum_fits = true;
    for (size_t i = 0; i < TRIAL_ROWS(step); i++) {
        int64_t num, den, want;
        char setting[80];
        size_t n;
        cr_assert_eq(fordela_whatif_read(w, step[i].param, step[i].text, &num,
                                         &den), FORDELA_OK);
        cr_assert_eq(fordela_whatif_set(w, step[i].param, num, den),
                     FORDELA_OK);
        snprintf(setting, sizeof setting, "%s=%s", param[step[i].param],
                 step[i].text);
        fordela_set(f, setting);
        bool ran = fordela_run(f) == FORDELA_OK;
        const char *reason = fordela_whatif_run(w);
        if (step[i].param == 1)
            minimum_fits = step[i].computed;
        cr_expect_eq(ran, minimum_fits);
        cr_expect_eq(reason == NULL, minimum_fits, "step %zu", i);
        if (!ran) {
            cr_expect_str_eq(reason, "too little");
            continue;
        }
        const int64_t *amount = fordela_whatif_amounts(w, 0, &n);
        cr_expect_eq(n, 40);
        for (size_t row = 0; row < n; row++) {
            cr_assert(fordela_amount_int(f, 0, row, &want));
            cr_expect_eq(amount[row], want, "step %zu row %zu", i, row);
        }
        for (size_t k = 0; k < 2; k++)
            cr_expect_str_eq(fordela_whatif_figure(w, k),
                             fordela_report_value(f, k), "step %zu", i);
    }
    int64_t num, den;
    cr_expect_eq(fordela_whatif_read(w, 0, "5 %", &num, &den), FORDELA_USE);
    cr_expect_eq(fordela_whatif_read(w, 2, "5 kr", &num, &den), FORDELA_USE);
    cr_expect_eq(fordela_whatif_read(w, 0, "x kr", &num, &den), FORDELA_USE);
    char digits[20004];     /* more than 65 536 bits */
    memset(digits, '9', 20000);
    strcpy(digits + 20000, " kr");
    cr_expect_eq(fordela_whatif_read(w, 0, digits, &num, &den), FORDELA_USE);
    /* Each fits by itself, though not over the denominators before it. */
    for (den = 3; den < 100; den += 2)
        cr_expect_eq(fordela_whatif_set(w, 1, 100, den), FORDELA_OK,
                     "100 / %d", (int)den);
    cr_expect_null(fordela_whatif_run(w));
    fordela_set(f, "minimum=100 kr / 99");
    fordela_set(f, "budget=123 mnkr");
    fordela_set(f, "weight=100 %");
    cr_expect_eq(fordela_run(f), FORDELA_OK);
    cr_expect_str_eq(fordela_whatif_figure(w, 0),
                     fordela_report_value(f, 0));
    cr_expect_eq(fordela_whatif_set(w, 3, 1, 1), FORDELA_USE);
    cr_expect_eq(fordela_whatif_set(w, 0, INT64_MAX, 1), FORDELA_USE);
    cr_expect_null(fordela_whatif_figure(w, 2));
    fordela_whatif_free(w);
    static const char *const none[] = {"pop"};
    cr_expect_null(fordela_whatif_new(kept, none, 1));
    fordela_close(kept);
    fordela_close(f);
    trial_leave();
}

/* Whose the amounts are: the codes of a run before, on the same handle. */
Test(api_sweep, whatif_codes)
{
    static const char *const param[] = {"budget"};
    size_t n;
    trial_enter();
    put_files();
    fordela *f = fordela_open("s");
    cr_assert_eq(fordela_run(f), FORDELA_OK);
    char *first = strdup(fordela_code(f, 0, 0));
    fordela_whatif *w = fordela_whatif_new(f, param, 1);
    cr_assert_not_null(w);
    cr_expect_null(fordela_whatif_run(w));
    const int64_t *amount = fordela_whatif_amounts(w, 0, &n);
    size_t result = fordela_result_find(f, fordela_whatif_name(w, 0));
    cr_expect_eq(fordela_rows(f, result), n);
    cr_expect_str_eq(fordela_code(f, result, 0), first);
    for (size_t row = 0; row < n; row++) {
        int64_t want;
        cr_assert(fordela_amount_int(f, result, row, &want));
        cr_expect_eq(amount[row], want);
    }
    free(first);
    fordela_whatif_free(w);
    fordela_close(f);
    trial_leave();
}
