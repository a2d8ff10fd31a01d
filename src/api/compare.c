/* compare.c - scenarios side by side: load each, compare, split, report. */
#include "api/page_map.h"

#include <string.h>

#include "report/page_many.h"

#define TOP 5

/* One call at work. */
typedef struct Comparing {
    const char *const *path;
    size_t n;
    const fordela_compare_options *options;
    Work work;
    RatPool *sums;          /* more bits than the results' own */
    Run *run;               /* by scenario */
    Buf said;               /* messages so far */
    int worst;              /* status of the worst fault */
    CompareSide *side;
    PartList *differs, *parts;      /* by reform */
    Decomposition **split;
    const MapShapes *shapes;        /* of the page's map file, or NULL */
} Comparing;

/* ---- Loading ---- */

static bool load(Comparing *c, size_t i)
{
    Place none = {0};
    Run *run = &c->run[i];
    if (!pipeline(&c->work, c->path[i], none, STAGE_RUN, run))
        return false;
    if (run->result == NULL) {
        diag_add(c->work.diags, DIAG_FAULT, none,
                 "name a scenario that uses it",
                 "%s is a formula; only scenarios can be compared",
                 c->path[i]);
        return false;
    }
    c->side[i] = (CompareSide){.path = c->path[i], .scenario = run->scenario,
                               .formula = run->formula,
                               .result = run->result};
    return true;
}

/* What is wrong with several for the same reason is told once. */
static void tell(Comparing *c, const Diags *diags)
{
    Buf text = {0};
    int status = diags_status(diags);
    diags_render(diags, &text);
    if (text.n > 0 && (c->said.n == 0 || strstr(c->said.at, text.at) == NULL))
        buf_add_n(&c->said, text.at, text.n);
    buf_free(&text);
    c->worst = status > c->worst ? status : c->worst;
}

static void tell_broken(Comparing *c, const char *path)
{
    buf_add(&c->said, tr("fordela: note: "));
    plain_add(&c->said, path, strlen(path));
    buf_add(&c->said, tr(" could not be run\n"));
}

/* Each with faults of its own, so that those of all are told. */
static bool load_all(Comparing *c)
{
    Setting *setting;
    Arena *arena = c->work.arena;
    if (!api_settings(arena, c->options->setting, c->options->n_settings,
                      c->work.diags, &setting)) {
        tell(c, c->work.diags);
        return false;
    }
    c->work.setting = setting;
    c->work.n_settings = c->options->n_settings;
    c->run = ARENA_ARRAY(arena, Run, c->n);
    c->side = ARENA_ARRAY(arena, CompareSide, c->n);
    for (size_t i = 0; i < c->n; i++) {
        c->work.diags = diags_new(arena);
        bool good = load(c, i);
        tell(c, c->work.diags);
        if (!good)
            tell_broken(c, c->path[i]);
    }
    c->work.diags = diags_new(arena);
    api_list_inputs(&c->work.sources);
    return c->worst == 0;
}

/* ---- Parts ---- */

/* Of the first reform its statements; of those stacked on it their steps. */
static void find_parts(Comparing *c)
{
    Arena *arena = c->work.arena;
    const Setting *setting = c->work.setting;
    size_t n = c->work.n_settings;
    c->differs = ARENA_ARRAY(arena, PartList, c->n);
    c->parts = ARENA_ARRAY(arena, PartList, c->n);
    for (size_t i = 1; i < c->n; i++) {
        c->differs[i - 1] = study_parts(arena, &c->side[0], &c->side[i],
                                        setting, n);
        c->parts[i - 1] = i > 1 && study_stacked(c->side, i + 1)
                              ? study_steps(arena, c->side, i + 1, setting, n)
                              : c->differs[i - 1];
    }
}

/* The base and reform i alone, unless the parts are steps. */
static bool split(Comparing *c, const Compare *compare, size_t i)
{
    bool steps = c->parts[i].at != c->differs[i].at;
    CompareSide *side = c->side;
    if (!steps) {
        side = ARENA_ARRAY(c->work.arena, CompareSide, 2);
        side[0] = c->side[0];
        side[1] = c->side[i + 1];
    }
    DecomposeAsk ask = {.side = side, .n_sides = steps ? i + 2 : 2,
                        .parts = c->parts[i], .setting = c->work.setting,
                        .n_settings = c->work.n_settings,
                        .other = pipeline_other(&c->work)};
    if (c->parts[i].n == 0)
        return true;
    c->split[i] = study_decompose(c->work.arena, c->sums, compare,
                                  &compare->reform[i], &ask, c->work.diags);
    return c->split[i] != NULL;
}

static bool split_all(Comparing *c, const Compare *compare)
{
    c->split = ARENA_ARRAY(c->work.arena, Decomposition *, c->n);
    for (size_t i = 0; i + 1 < c->n; i++)
        if (!split(c, compare, i))
            return false;
    return true;
}

/* ---- The whole ---- */

static void report(Comparing *c, const Compare *compare, Buf *out)
{
    const fordela_compare_options *o = c->options;
    CompareReport in = {
        .arena = c->work.arena, .pool = c->sums, .compare = compare,
        .differs = c->differs, .parts = c->parts,
        .split = o->decompose ? c->split : NULL,
        .top = o->top == 0 ? TOP : o->top,
        .width = o->width == 0 ? REPORT_WIDTH : o->width,
        .sources = &c->work.sources, .version = FORDELA_VERSION};
    if (o->page != NULL) {
        PageFrame frame = {o->page->command, FORDELA_VERSION,
                           &c->work.sources, c->shapes};
        page_compare(&in, &frame, out);
        return;
    }
    switch (o->form) {
    case FORDELA_TABLE:
        report_compare_text(&in, out);
        break;
    case FORDELA_CSV:
        report_compare_csv(&in, out);
        break;
    case FORDELA_JSON:
        report_compare_json(&in, out);
        break;
    }
}

/* True where no map is asked for. */
static bool load_map(Comparing *c, const Compare *compare)
{
    const fordela_page *page = c->options->page;
    if (page == NULL || page->map == NULL)
        return true;
    c->shapes = api_map(c->work.arena, page->map, compare->table,
                        &c->work.sources, c->work.diags);
    return c->shapes != NULL;
}

static void tell_wrong_use(Comparing *c, const Diags *question)
{
    diags_render(question, &c->said);
    c->worst = FORDELA_USE;
}

/* What was asked wrongly is no fault of a file. */
static bool compare(Comparing *c, Buf *out)
{
    Diags *question = diags_new(c->work.arena);
    CompareAsk ask = {.side = c->side, .n = c->n,
                      .result = c->options->result, .per = c->options->per};
    const Compare *compare = study_compare(c->work.arena, c->sums, &ask,
                                           question, c->work.diags);
    if (diags_failed(question))
        tell_wrong_use(c, question);
    if (compare == NULL)
        return false;
    find_parts(c);
    if (c->options->decompose && !split_all(c, compare))
        return false;
    if (!load_map(c, compare))
        return false;
    report(c, compare, out);
    return true;
}

/* False, and said, if there is nothing to compare, or a setting is none. */
static bool can_begin(Comparing *c)
{
    const fordela_compare_options *o = c->options;
    if (c->n < 2)
        buf_add(&c->said, tr("fordela: error: there is nothing to compare "
                             "with\n  way out: name the base first, then one "
                             "scenario or several\n"));
    return api_settings_good(o->setting, o->n_settings, &c->said)
           && c->said.n == 0;
}

static bool begin_and_compare(Comparing *c, Buf *out)
{
    c->work = work_new();
    c->sums = rat_pool_new((size_t)4 * RAT_BITS_MAX);
    bool good = load_all(c);
    if (good) {
        void *paused = tr_pause(c->options->form != FORDELA_TABLE);
        good = compare(c, out);
        tr_resume(paused);
        tell(c, c->work.diags);
    }
    rat_pool_free(c->sums);
    work_free(&c->work);
    return good;
}

fordela_status fordela_compare(const char *const *path, size_t n_paths,
                               const fordela_compare_options *options,
                               char **text, size_t *size, char **messages)
{
    Comparing c = {.path = path, .n = n_paths, .options = options,
                   .worst = FORDELA_USE};
    Buf out = {0};
    bool good = false;
    if (can_begin(&c)) {
        c.worst = FORDELA_OK;
        good = begin_and_compare(&c, &out);
    }
    *text = good ? api_give(&out, size) : NULL;
    buf_free(&out);
    if (messages != NULL)
        *messages = api_give(&c.said, NULL);
    buf_free(&c.said);
    return (fordela_status)c.worst;
}
