/* infer.c - what lies behind a published table. */
#include <time.h>

#include "api/infer_call.h"

bool infer_wrong(InferCall *x, const char *way_out, const char *what)
{
    diag_add(x->diags, DIAG_FAULT, (Place){0}, way_out, "%s", tr(what));
    x->use = true;
    return false;
}

/* ---- What is asked ---- */

typedef enum Question { BASE, RANK, FREE, PARTS } Question;

static Question question_of(const fordela_infer_options *o)
{
    if (o->n_free > 0)
        return FREE;
    if (o->base != NULL || o->parts > 0)
        return PARTS;
    return o->n_candidates > 0 || o->n_formulas > 0 ? RANK : BASE;
}

/* Options that say nothing together. */
static bool makes_sense(InferCall *x, Question question)
{
    const fordela_infer_options *o = x->options;
    bool parts = question == PARTS;
    const struct {
        bool wrong;
        const char *way_out, *what;
    } rule[] = {
        {o->table == NULL || o->amount == NULL,
         N_("name the column with --amount, such as --amount belopp"),
         N_("no column of amounts is named")},
        {o->at_most > INFER_AT_MOST_MAX, N_("search up to 1 000 000 000"),
         N_("more totals than can be searched")},
        {o->total > (uint64_t)INFER_SUM_MAX, N_("leave --total out"),
         N_("a total of more than 10^15")},
        {question == FREE && o->n_formulas != 1,
         N_("name one formula with --formula"),
         N_("what is free is free in a formula")},
        {question == FREE && (o->base != NULL || o->parts > 0),
         N_("ask one after the other"),
         N_("free params and instalments are two questions")},
        {parts && (o->base != NULL) == (o->n_candidates > 0),
         N_("name a column of the table with --base, or files with "
            "--candidates"),
         N_("instalments need one base to divide by")},
        {parts && (o->parts == 1 || o->parts > INFER_PARTS_MAX),
         N_("look for 2 to 12"), N_("instalments are 2 to 12")},
        {parts && o->n_formulas > 0, N_("leave out --formula"),
         N_("instalments are shares of a base, without a formula")},
        {o->stated != NULL && question != RANK,
         N_("name the candidates with --candidates"),
         N_("a stated column is compared with candidates")},
        {o->n_formulas == 0 && (o->n_settings > 0 || o->n_data > 0),
         N_("name it with --formula"),
         N_("values are set of a formula, and none is named")},
    };
    for (size_t i = 0; i < sizeof rule / sizeof *rule; i++)
        if (rule[i].wrong)
            return infer_wrong(x, rule[i].way_out, rule[i].what);
    return true;
}

/* ---- The table ---- */

static bool read_table(InferCall *x)
{
    const fordela_infer_options *o = x->options;
    InferRead read = {.path = o->table, .amount = o->amount, .key = o->key,
                      .unit = o->unit, .in = o->in};
    x->table = infer_table(x->arena, x->pool, &read, &x->sources, &x->use,
                           x->diags);
    return x->table != NULL;
}

/* Shares of a total are not negative, and not all 0. */
bool infer_is_division(InferCall *x, const InferTable *t)
{
    Place head = {t->csv->source, t->csv->head[t->column].span};
    for (size_t i = 0; i < t->n; i++)
        if (t->amount[i] < 0) {
            diag_add(x->diags, DIAG_FAULT, csv_place(t->csv, i, t->column),
                     "name a column of amounts that were given",
                     "a share of a total is not negative");
            return false;
        }
    if (t->sum > 0 && t->n > 1)
        return true;
    if (t->n == 1) {
        diag_add(x->diags, DIAG_FAULT, csv_place(t->csv, 0, t->column),
                 "name a table with a row for each recipient",
                 "one amount does not say what it is a share of");
        return false;
    }
    diag_add(x->diags, DIAG_FAULT, head, "name a column of amounts",
             "the amounts add up to 0: nothing was divided");
    return false;
}

/* In units; a total given must be one that rounding can lead away from. */
bool infer_set_totals(InferCall *x, const InferTable *t)
{
    int64_t given = 0;
    if (x->options->total > 0) {
        const Rat *units = rat_div(x->pool,
                                   rat_int(x->pool,
                                           (int64_t)x->options->total),
                                   t->unit);
        if (!rat_to_int(units, &given))
            return infer_wrong(
                x, tr("give a multiple of the unit, or the unit with --unit"),
                arena_format(x->arena, tr("--total is no multiple of %s, the "
                                          "unit of the amounts"),
                             rat_text(x->arena, t->unit)));
        int64_t away = given > t->sum ? given - t->sum : t->sum - given;
        if (away >= (int64_t)t->n)
            return infer_wrong(
                x, tr("leave it out, and the column's sum is taken"),
                arena_format(x->arena, tr("--total is %lld units from the sum "
                                          "of the column, more than rounding "
                                          "%zu rows can explain"),
                             (long long)away, t->n));
    }
    x->n_totals = infer_totals(t, given, x->total);
    return true;
}

/* Are those from the n-th on of a file that has columns before it? */
static bool is_twice(const InferCall *x, size_t n)
{
    const InferColumns *all = &x->columns;
    for (size_t i = 0; n < all->n && i < n; i++)
        if (infer_one_table(x->arena, all->at[n].csv, all->at[i].csv))
            return true;
    return false;
}

bool infer_read_candidates(InferCall *x)
{
    const fordela_infer_options *o = x->options;
    for (size_t i = 0; i < o->n_candidates; i++) {
        size_t before = x->columns.n;
        if (!infer_columns(x->arena, x->pool, x->table, o->candidates[i],
                           o->key, &x->sources, &x->columns, &x->use,
                           x->diags))
            return false;
        if (is_twice(x, before))
            return infer_wrong(x, tr("name each file once"),
                               arena_format(x->arena, tr("%s is named twice"),
                                            o->candidates[i]));
    }
    return true;
}

/* The table's own columns can be data of a formula, too. */
bool infer_read_own(InferCall *x)
{
    size_t before = x->columns.n;
    for (size_t i = 0; i < before; i++)
        if (x->columns.at[i].csv == x->table->csv)
            return true;
    if (!infer_columns(x->arena, x->pool, x->table, x->table->path,
                       x->options->key, &x->sources, &x->columns, &x->use,
                       x->diags))
        return false;
    for (size_t i = before; i < x->columns.n; i++)
        x->columns.at[i].aside = true;
    return true;
}

/* ---- The call ---- */

double infer_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool answer(InferCall *x)
{
    Question question = question_of(x->options);
    if (!makes_sense(x, question) || !read_table(x))
        return false;
    switch (question) {
    case BASE:
        return infer_ask_base(x);
    case RANK:
        return infer_ask_rank(x);
    case FREE:
        return infer_ask_free(x);
    case PARTS:
        return infer_ask_parts(x);
    }
    return false;
}

/* A fault of the question itself is wrong use, not a fault of a file. */
static fordela_status status_of(InferCall *x, bool good)
{
    fordela_status status = (fordela_status)diags_status(x->diags);
    if (x->stopped) {
        buf_add(&x->said, tr("fordela: error: stopped before the end\n"
                             "  way out: search less with --at-most\n"));
        return FORDELA_MACHINE;
    }
    if (x->said.n > 0 || (x->use && status == FORDELA_FAULT))
        return FORDELA_USE;
    return good ? FORDELA_OK : status;
}

char *fordela_infer(const fordela_infer_options *options, size_t *size,
                    char **messages, fordela_status *status)
{
    InferCall x = {.options = options, .arena = arena_new(),
               .pool = rat_pool_new(RAT_BITS_MAX),
               .show = rat_pool_new((size_t)4 * RAT_BITS_MAX),
               .began = infer_seconds()};
    x.diags = diags_new(x.arena);
    buf_add(&x.said, "");
    bool good = answer(&x) && !diags_failed(x.diags);
    fordela_status result = status_of(&x, good);
    diags_render(x.diags, &x.said);
    rat_pool_free(x.pool);
    rat_pool_free(x.show);
    arena_free(x.arena);
    if (status != NULL)
        *status = result;
    if (messages != NULL)
        *messages = api_give(&x.said, NULL);
    else
        buf_free(&x.said);
    if (!good) {
        buf_free(&x.out);
        return NULL;
    }
    return api_give(&x.out, size);
}
