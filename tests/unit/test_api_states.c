/* test_api_states.c - what an interrupted run leaves: states that lie, files
 * in the place of its own, and a run killed at its very end.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "base/source.h"
#include "fordela.h"
#include "test_check_help.h"

static void put_files(void)
{
    trial_put("f", "formula t\nparam low : kr = 0 kr\n"
                   "data pop : persons per r\n"
                   "result x = low + allocate 1 mnkr by pop\n"
                   "round x to 1 kr by largest remainder\n");
    trial_put("r.csv", "k,pop\nA,1000\nB,370\nC,13\nD,7\nE,999\n");
    trial_put("s", "scenario t\nformula \"f\"\n"
                   "table r from \"r.csv\" key k\ndata pop column pop\n"
                   "vary low from 0 kr to 2 mnkr step 100 kr\n"
                   "report smallest(x), largest(x)\n");
}

static int stop_early(void *context, const fordela_progress *progress)
{
    (void)context;
    return progress->done > 0 && progress->done < progress->total;
}

static void text_of(const char *path, Buf *text)
{
    char bytes[4096];
    FILE *file = fopen(path, "r");
    text->n = 0;
    cr_assert_not_null(file, "%s", path);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        buf_add_n(text, bytes, n);
    fclose(file);
}

static void put_bytes(const char *path, const char *bytes, size_t n)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s", path);
    cr_assert_eq(fwrite(bytes, 1, n, file), n);
    fclose(file);
}

static bool is_there(const char *path)
{
    struct stat at;
    return lstat(path, &at) == 0;
}

/* One run; its status, and in *said its messages. */
static fordela_status sweep(const fordela_sweep_options *options, Buf *said)
{
    fordela *f = fordela_open("s");
    fordela_status status = fordela_sweep(f, options, NULL);
    said->n = 0;
    buf_add(said, fordela_messages(f));
    fordela_close(f);
    return status;
}

static void interrupt(fordela_sweep_options options, Buf *said)
{
    options.progress = stop_early;
    cr_assert_eq(sweep(&options, said), FORDELA_MACHINE, "%s", said->at);
    cr_assert_not_null(strstr(said->at, "stopped after"));
}

/* The state with `was` replaced, and its digest as it should be if sealed. */
static void put_changed(const char *path, const Buf *state, const char *was,
                        const char *is, bool sealed)
{
    Buf text = {0};
    const char *at = strstr(state->at, was);
    char digest[65];
    cr_assert_not_null(at, "%s", was);
    buf_add_n(&text, state->at, (size_t)(at - state->at));
    buf_add(&text, is);
    at += strlen(was);
    buf_add_n(&text, at, state->n - (size_t)(at - state->at));
    char *body = strstr(text.at, "\nkey ");
    source_sha256(body, text.n - (size_t)(body - text.at), digest);
    if (sealed)
        memcpy(body - 64, digest, 64);
    put_bytes(path, text.at, text.n);
    buf_free(&text);
}

static const struct {
    const char *was, *is;
    bool sealed;
} lies[] = {
    {"\ndone ", "\ndone 1", false},
    {"\ndone ", "\ndone 99999", true},      /* more than there are */
    {"\ndone ", "\ndone 99999999999999999999999", true},
    {"\ndone ", "\ndone -", true},
    {"\nbytes ", "\nbytes 9", false},
    {"\nbytes ", "\nbytes 99999", true},    /* than the file has */
    {"\nbytes ", "\nbytes 99999999999999999999999", true},
    {"\nkept 0", "\nkept 1", true},
    {"\nkept 0", "\nkept -1", true},
    {"\nkept 0\n", "\nkept 0", true},
    {"\nkept ", "\nkept", false},
    {"partial 2", "partial 1", false},
    {"\ndone ", "\nnone ", true},
};

Test(api_states, lies)
{
    static const fordela_sweep_options row[] = {
        {.output = "a.csv", .lanes = "exact", .threads = 1},
        {.output = "a.nc", .lanes = "exact", .threads = 1,
         .form = FORDELA_BULK_NETCDF}};
    Buf said = {0}, state = {0}, part = {0}, whole = {0}, text = {0};
    trial_enter();
    put_files();
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        fordela_sweep_options one = row[i], all = row[i];
        const char *state_name = i ? "a.nc.partial-state"
                                   : "a.csv.partial-state";
        const char *part_name = i ? "a.nc.partial" : "a.csv.partial";
        all.output = i ? "b.nc" : "b.csv";
        cr_assert_eq(sweep(&all, &said), FORDELA_OK, "%s", said.at);
        text_of(all.output, &whole);
        interrupt(one, &said);
        text_of(state_name, &state);
        text_of(part_name, &part);
        one.resume = 1;
        for (size_t k = 0; k < TRIAL_ROWS(lies); k++) {
            put_changed(state_name, &state, lies[k].was, lies[k].is,
                        lies[k].sealed);
            cr_expect_eq(sweep(&one, &said), FORDELA_USE, "%zu", k);
            cr_expect_not_null(strstr(said.at, "does not say how far"),
                               "%zu %zu: %s", i, k, said.at);
            cr_expect_not(is_there(one.output));
        }
        for (size_t n = 0; n < state.n; n += n < 8 ? 1 : 31) {
            put_bytes(state_name, state.at, n);
            cr_expect_eq(sweep(&one, &said), FORDELA_USE, "%zu bytes", n);
        }
        put_bytes(state_name, state.at, state.n);
        cr_assert_eq(truncate(part_name, (off_t)part.n / 2), 0);
        cr_expect_eq(sweep(&one, &said), FORDELA_USE);
        cr_expect_not_null(strstr(said.at, "does not say how far"));
        put_bytes(part_name, part.at, part.n);
        cr_expect_eq(sweep(&one, &said), FORDELA_OK, "%s", said.at);
        text_of(one.output, &text);
        cr_expect(text.n == whole.n
                  && memcmp(text.at, whole.at, text.n) == 0);
    }
    buf_free(&said);
    buf_free(&state);
    buf_free(&part);
    buf_free(&whole);
    buf_free(&text);
    trial_leave();
}

static int stop(void *context, const fordela_progress *progress)
{
    (void)context;
    (void)progress;
    return 1;
}

/* Of simulate: the sums kept are of other rows, or of another variant. */
Test(api_states, sums_of_other_rows)
{
    static const struct {
        const char *was, *is;
        bool sensitivity;
    } row[] = {
        {"\ndone 512\n", "\ndone 511\n", false},
        {"\ndone 512\n", "\ndone 600\n", false},
        {"\ndone 512\n", "\ndone 1112\n", false},
        {"\ndone 512\n", "\ndone 0\n", false},
        {"\n0 ", "\n1 ", false},
        {"\n0 ", "\n2 ", false},
        {"\n0 ", "\n30744573456182586 ", false},    /* times 600: 2^64 */
        {"\ndone 768\n", "\ndone 0\n", true},
        {"\ndone 768\n", "\ndone 1536\n", true},
        {"\n0 ", "\n1 ", true},
    };
    Buf state = {0};
    trial_enter();
    put_files();
    trial_put("d", "scenario t\nlike \"s\"\n"
                   "vary low from 0 kr to 1 kr step 1 kr\n"
                   "draw pop ~ normal(pop, 10 %)\ndraws 600 seed 1\n"
                   "report smallest(x)\n");
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        fordela_simulate_options one = {
            .many = {.output = "a.csv", .threads = 1, .force = 1,
                     .progress = stop},
            .sensitivity = row[i].sensitivity};
        fordela *f = fordela_open("d");
        cr_assert_eq(fordela_simulate(f, &one, NULL), FORDELA_MACHINE,
                     "%zu: %s", i, fordela_messages(f));
        text_of("a.csv.partial-state", &state);
        put_changed("a.csv.partial-state", &state, row[i].was, row[i].is,
                    true);
        one.many.progress = NULL;
        one.many.force = 0;
        one.many.resume = 1;
        cr_expect_eq(fordela_simulate(f, &one, NULL), FORDELA_USE, "%zu", i);
        cr_expect_not_null(strstr(fordela_messages(f), "does not say how far"),
                           "%zu: %s", i, fordela_messages(f));
        cr_expect_not(is_there("a.csv"));
        fordela_close(f);
    }
    buf_free(&state);
    trial_leave();
}

/* The state is this run's, the partial file beside it another's: of other
 * data, of other names, of other marks and units; cut to this one's length. */
Test(api_states, files_of_others)
{
    static const fordela_sweep_options row[] = {
        {.output = "a.csv", .lanes = "exact", .threads = 1},
        {.output = "a.nc", .lanes = "exact", .threads = 1,
         .form = FORDELA_BULK_NETCDF}};
    static const struct {
        const char *was, *is;
        bool in_csv;        /* whose head has names only */
    } other[] = {
        {"report smallest(x)", "report largest(x)", true},
        {"pop column pop", "pop column pop estimated", false},
        {"column pop\nvary", "column pop source \"y\"\nvary", false},
        {"scenario t", "scenario t \"u\"", false},
        {"low from 0 kr to 2 mnkr step 100", "low from 0 kr to 4 mnkr step 200",
         false},
        {"step 100 kr", "step 50 kr", false},
    };
    Buf said = {0}, state = {0}, theirs = {0}, text = {0}, mine = {0};
    trial_enter();
    put_files();
    text_of("s", &text);
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        fordela_sweep_options again = row[i], others = row[i];
        const char *state_name = i ? "a.nc.partial-state"
                                   : "a.csv.partial-state";
        const char *part_name = i ? "a.nc.partial" : "a.csv.partial";
        again.resume = 1;
        others.output = i ? "b.nc" : "b.csv";
        others.force = 1;
        others.lanes = NULL;    /* the same bytes, sooner */
        put_bytes("s", text.at, text.n);
        interrupt(row[i], &said);
        text_of(state_name, &state);
        text_of(part_name, &mine);
        for (size_t k = 0; k < TRIAL_ROWS(other); k++) {
            char changed[1000];
            const char *at = strstr(text.at, other[k].was);
            cr_assert_not_null(at);
            snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text.at),
                     text.at, other[k].is, at + strlen(other[k].was));
            put_bytes("s", changed, strlen(changed));
            cr_assert_eq(sweep(&others, &said), FORDELA_OK, "%s", said.at);
            text_of(others.output, &theirs);
            put_bytes("s", text.at, text.n);
            put_bytes(part_name, theirs.at, theirs.n);
            if (i == 0 && !other[k].in_csv)
                continue;
            cr_expect_eq(sweep(&again, &said), FORDELA_USE, "%zu %zu", i, k);
            cr_expect_not_null(strstr(said.at, "was begun with other"),
                               "%zu %zu: %s", i, k, said.at);
            cr_expect_not(is_there(row[i].output));
        }
        put_bytes(part_name, mine.at, mine.n);
        cr_expect_eq(sweep(&again, &said), FORDELA_OK, "%s", said.at);
    }
    buf_free(&said);
    buf_free(&state);
    buf_free(&theirs);
    buf_free(&text);
    buf_free(&mine);
    trial_leave();
}

/* A line longer or shorter, and the cut is not at the end of one. */
Test(api_states, cut_within_a_line)
{
    static const fordela_sweep_options one = {
        .output = "a.csv", .lanes = "exact", .threads = 1};
    fordela_sweep_options again = one;
    Buf said = {0}, part = {0};
    trial_enter();
    put_files();
    again.resume = 1;
    interrupt(one, &said);
    text_of("a.csv.partial", &part);
    char *second = strchr(strchr(part.at, '\n') + 1, '\n');
    memmove(second + 1, second, part.n - (size_t)(second - part.at) - 1);
    put_bytes("a.csv.partial", part.at, part.n);
    cr_expect_eq(sweep(&again, &said), FORDELA_USE);
    cr_expect_not_null(strstr(said.at, "was begun with other"), "%s", said.at);
    cr_expect_not(is_there("a.csv"));
    buf_free(&said);
    buf_free(&part);
    trial_leave();
}

/* Killed after the file got its name, before the state was taken away. */
Test(api_states, killed_at_the_end)
{
    fordela_sweep_options one = {.output = "a.csv", .lanes = "exact",
                                 .threads = 1};
    Buf said = {0}, state = {0};
    trial_enter();
    put_files();
    interrupt(one, &said);
    text_of("a.csv.partial-state", &state);
    one.resume = 1;
    cr_expect_eq(sweep(&one, &said), FORDELA_OK);
    for (int resume = 0; resume < 2; resume++) {
        put_bytes("a.csv.partial-state", state.at, state.n);
        one.resume = resume;
        cr_expect_eq(sweep(&one, &said), FORDELA_USE);
        cr_expect_not_null(strstr(said.at, "exists already"));
        cr_expect_eq(strstr(said.at, "had ended") != NULL, resume == 1);
        cr_expect_not(is_there("a.csv.partial-state"));
        cr_expect(is_there("a.csv"));
    }
    cr_expect_eq(sweep(&one, &said), FORDELA_USE);
    cr_expect_null(strstr(said.at, "had ended"));
    one = (fordela_sweep_options){.output = "a.csv", .force = 1};
    put_bytes("a.csv.partial-state", state.at, state.n);
    cr_expect_eq(sweep(&one, &said), FORDELA_OK, "%s", said.at);
    cr_expect_not(is_there("a.csv.partial-state"));
    buf_free(&said);
    buf_free(&state);
    trial_leave();
}

/* Nothing that stands where the run would write is written through. */
Test(api_states, others_in_its_place)
{
    static const char *const name[] = {"a.csv.partial", "a.csv.partial-state",
                                       "a.csv.partial-state-new"};
    static const char *const few[] = {"low in 0 kr, 1 kr"};
    fordela_sweep_options one = {.output = "a.csv", .vary = few,
                                 .n_vary = 1};
    Buf said = {0}, text = {0};
    trial_enter();
    put_files();
    for (size_t i = 0; i < TRIAL_ROWS(name); i++)
        for (int kind = 0; kind < 4; kind++)
            for (int resume = 0; resume < 2; resume++) {
                put_bytes("precious", "precious", 8);
                cr_assert_eq(kind == 0   ? symlink("precious", name[i])
                             : kind == 1 ? symlink("nowhere", name[i])
                             : kind == 2 ? mkdir(name[i], 0755)
                                         : mkfifo(name[i], 0644), 0);
                one.resume = resume;
                fordela_status status = sweep(&one, &said);
                cr_expect_eq(status, i == 0 ? FORDELA_USE
                                     : i == 1 && kind == 2 ? FORDELA_MACHINE
                                                           : FORDELA_OK,
                             "%s %d: %s", name[i], kind, said.at);
                cr_expect_eq(is_there("a.csv"), status == FORDELA_OK);
                cr_expect_eq(is_there("a.csv.partial"), i == 0);
                text_of("precious", &text);
                cr_expect_eq(text.n, 8);
                cr_expect_not(is_there("nowhere"));
                if (kind == 2)
                    rmdir(name[i]);
                unlink(name[i]);
                unlink("a.csv");
            }
    cr_assert_eq(symlink("precious", "a.csv.partial-state-new"), 0);
    one = (fordela_sweep_options){.output = "a.csv", .lanes = "exact",
                                  .threads = 1};
    interrupt(one, &said);
    text_of("precious", &text);
    cr_expect_eq(text.n, 8);
    buf_free(&said);
    buf_free(&text);
    trial_leave();
}
