/* infer_ask.c - the four questions that are asked of a published table. */
#include <string.h>

#include "api/infer_call.h"

static InferReport report_of(InferCall *x)
{
    return (InferReport){x->arena, x->show,
                         x->options->width == 0 ? REPORT_WIDTH
                                                : x->options->width,
                         &x->sources, FORDELA_VERSION};
}

/* ---- (a) A base of whole numbers ---- */

static bool look(void *context, uint64_t done, uint64_t all)
{
    InferCall *x = context;
    fordela_progress p = {.done = done, .total = all,
                          .seconds = infer_seconds() - x->began};
    p.rate = p.seconds > 0 ? (double)done / p.seconds : 0;
    x->stopped = x->options->progress != NULL
                 && x->options->progress(x->options->context, &p) != 0;
    return x->stopped;
}

static const InferBase *find_base(InferCall *x, const InferTable *t)
{
    InferWatch watch = {x, look};
    uint64_t most = x->options->at_most;
    if (!infer_is_division(x, t) || !infer_set_totals(x, t))
        return NULL;
    const InferBase *base = infer_base(x->arena, t, x->total, x->n_totals,
                                       most == 0 ? INFER_AT_MOST
                                                 : (int64_t)most, &watch);
    return base->stopped ? NULL : base;
}

bool infer_ask_base(InferCall *x)
{
    InferReport in = report_of(x);
    const InferBase *base = find_base(x, x->table);
    if (base == NULL)
        return false;
    void *paused = tr_pause(x->options->form != FORDELA_TABLE);
    switch (x->options->form) {
    case FORDELA_TABLE:
        report_infer_base_text(&in, base, &x->out);
        break;
    case FORDELA_CSV:
        report_infer_base_csv(&in, base, &x->out);
        if (base->best == NULL)
            diag_add(x->diags, DIAG_NOTE, (Place){0}, NULL,
                     "no total of whole numbers up to %lld fits",
                     (long long)base->at_most);
        break;
    case FORDELA_JSON:
        report_infer_base_json(&in, base, &x->out);
        break;
    }
    tr_resume(paused);
    return true;
}

/* ---- Formulas ---- */

static bool set_fills(InferCall *x, InferFormulaAsk *ask)
{
    const fordela_infer_options *o = x->options;
    InferFill *fill = ARENA_ARRAY(x->arena, InferFill, o->n_data + 1);
    for (size_t i = 0; i < o->n_data; i++) {
        size_t n = api_setting_name(o->data[i]);
        if (n == 0)
            return infer_wrong(
                x, tr("write --data NAME=COLUMN, such as "
                      "population=2019-12-31"),
                arena_format(x->arena, tr("\"%s\" names no column"),
                             o->data[i]));
        fill[i].name = arena_copy(x->arena, o->data[i], n);
        fill[i].column = strchr(o->data[i], '=') + 1;
        fill[i].column += strspn(fill[i].column, " \t");
    }
    ask->fill = fill;
    ask->n_fills = o->n_data;
    return true;
}

static bool read_formulas(InferCall *x, bool open, InferFormula **out)
{
    const fordela_infer_options *o = x->options;
    InferFormulaAsk ask = {.free = o->free, .n_free = o->n_free,
                           .open = open};
    Setting *setting;
    if (!api_settings_good(o->setting, o->n_settings, &x->said)
        || !set_fills(x, &ask)
        || !api_settings(x->arena, o->setting, o->n_settings, x->diags,
                         &setting))
        return false;
    ask.setting = setting;
    ask.n_settings = o->n_settings;
    for (size_t i = 0; i < o->n_formulas; i++) {
        ask.path = o->formula[i];
        out[i] = infer_formula(x->arena, x->pool, x->table, &x->columns, &ask,
                               &x->sources, &x->use, x->diags);
        if (out[i] == NULL)
            return false;
    }
    return true;
}

/* ---- (b) Candidates ---- */

static const InferRank *find_rank(InferCall *x, InferFormula *const *formula)
{
    InferRankAsk ask = {.columns = &x->columns, .formula = formula,
                        .n_formulas = x->options->n_formulas,
                        .total = x->total, .stated = x->options->stated};
    if (!infer_set_totals(x, x->table))
        return NULL;
    ask.n_totals = x->n_totals;
    return infer_rank(x->arena, x->pool, x->table, &ask, x->diags);
}

bool infer_ask_rank(InferCall *x)
{
    InferReport in = report_of(x);
    size_t n = x->options->n_formulas;
    InferFormula **formula = ARENA_ARRAY(x->arena, InferFormula *, n + 1);
    if (!infer_read_candidates(x) || (n > 0 && !infer_read_own(x))
        || (n == 0 && !infer_is_division(x, x->table))
        || !read_formulas(x, true, formula))
        return false;
    void *paused = tr_pause(x->options->form != FORDELA_TABLE);
    const InferRank *rank = find_rank(x, formula);
    tr_resume(paused);
    if (rank == NULL)
        return false;
    paused = tr_pause(x->options->form != FORDELA_TABLE);
    switch (x->options->form) {
    case FORDELA_TABLE:
        report_infer_rank_text(&in, rank, &x->out);
        break;
    case FORDELA_CSV:
        report_infer_rank_csv(&in, rank, &x->out);
        break;
    case FORDELA_JSON:
        report_infer_rank_json(&in, rank, &x->out);
        break;
    }
    tr_resume(paused);
    return true;
}

/* ---- (c) Parameters ---- */

bool infer_ask_free(InferCall *x)
{
    InferReport in = report_of(x);
    InferFormula *formula = NULL;
    if (!infer_read_candidates(x) || !infer_read_own(x)
        || !read_formulas(x, false, &formula))
        return false;
    void *paused = tr_pause(x->options->form != FORDELA_TABLE);
    const InferFree *found = infer_free(x->arena, x->pool, x->table, formula,
                                        &x->use, x->diags);
    tr_resume(paused);
    if (found == NULL)
        return false;
    paused = tr_pause(x->options->form != FORDELA_TABLE);
    switch (x->options->form) {
    case FORDELA_TABLE:
        report_infer_free_text(&in, found, &x->out);
        break;
    case FORDELA_CSV:
        report_infer_free_csv(&in, found, &x->out);
        break;
    case FORDELA_JSON:
        report_infer_free_json(&in, found, &x->out);
        break;
    }
    tr_resume(paused);
    return true;
}

/* ---- (d) Several instalments ---- */

/* The only base of another column. */
static bool base_of_column(InferCall *x, InferPartsAsk *ask)
{
    InferTable *other = infer_column(x->arena, x->pool, x->table,
                                     x->options->base, &x->use, x->diags);
    if (other != NULL && other->column == x->table->column)
        return infer_wrong(x, N_("name another column of the table"),
                           N_("--base names the column of amounts itself"));
    const InferBase *found = other == NULL ? NULL : find_base(x, other);
    if (found == NULL)
        return false;
    if (found->best == NULL || found->best->fit[0].several)
        return infer_wrong(
            x, tr("name files with --candidates"),
            arena_format(x->arena, tr("no single base is behind \"%s\": look "
                                      "at it with --amount %s"),
                         x->options->base,
                         x->options->base));
    ask->base = found->least;
    ask->base_inferred = true;
    ask->base_name = x->options->base;
    return true;
}

static bool base_of_candidate(InferCall *x, InferPartsAsk *ask)
{
    if (!infer_read_candidates(x))
        return false;
    const InferRank *rank = find_rank(x, NULL);
    if (rank == NULL)
        return false;
    const InferColumn *best = rank->combo[0].column[0];
    int64_t *base = ARENA_ARRAY(x->arena, int64_t, x->table->n + 1);
    int64_t sum = 0;
    for (size_t i = 0; i < x->table->n; i++) {
        if (!rat_to_int(best->value[i], &base[i])
            || base[i] > INFER_SUM_MAX - sum)
            return infer_wrong(
                x, tr("name a file with whole numbers"),
                arena_format(x->arena, tr("the best candidate, %s, is not of "
                                          "whole numbers"), best->name));
        sum += base[i];
    }
    ask->base = base;
    ask->base_name = best->name;
    return true;
}

bool infer_ask_parts(InferCall *x)
{
    InferReport in = report_of(x);
    InferPartsAsk ask = {.most = x->options->parts == 0 ? INFER_PARTS
                                                        : x->options->parts};
    if (!infer_is_division(x, x->table)
        || !(x->options->base != NULL ? base_of_column(x, &ask)
                                      : base_of_candidate(x, &ask))
        || !infer_set_totals(x, x->table))
        return false;
    ask.total = x->total[0];
    const InferParts *parts = infer_parts(x->arena, x->pool, x->table, &ask,
                                          x->diags);
    if (parts == NULL)
        return false;
    void *paused = tr_pause(x->options->form != FORDELA_TABLE);
    switch (x->options->form) {
    case FORDELA_TABLE:
        report_infer_parts_text(&in, parts, &x->out);
        break;
    case FORDELA_CSV:
        report_infer_parts_csv(&in, parts, &x->out);
        break;
    case FORDELA_JSON:
        report_infer_parts_json(&in, parts, &x->out);
        break;
    }
    tr_resume(paused);
    return true;
}
