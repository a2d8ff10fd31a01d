/* report_infer_base.c - the whole numbers behind a column. */
#include "report/report_infer_int.h"
#include "study/show.h"
#include "base/tr.h"

/* Above this a finding says little. */
#define CHANCE_LITTLE (-2.0)

static bool unique(const InferBase *b)
{
    return !b->best->fit[0].several;
}

/* The double, or whatever fits before it. */
static int64_t next_fit(const InferTrial *t)
{
    return t->n_fits > 1 ? t->fit[1].persons : 0;
}

/* ---- Text ---- */

static const char *fit_text(const InferReport *in, const InferTrial *t,
                            int64_t persons)
{
    if (persons != 0)
        return infer_plain(in, infer_count(in, persons));
    return t->n_fits == 0 ? tr("none") : tr("none so far");
}

static void print_trials(const InferReport *in, const InferBase *b, Buf *out)
{
    Grid *grid = grid_new(in->arena, 5, b->n_trials, 1);
    grid->col[0] = infer_column_head(tr("rounding"), false);
    grid->col[1] = infer_column_head(tr("divided"), true);
    grid->col[2] = infer_column_head(tr("first that fits"), true);
    grid->col[3] = infer_column_head(tr("next"), true);
    grid->col[4] = infer_column_head(tr("searched to"), true);
    for (size_t i = 0; i < b->n_trials; i++) {
        const InferTrial *t = &b->trial[i];
        grid_set(grid, i, 0, round_method_said(t->method));
        grid_set(grid, i, 1,
                 infer_plain(in, infer_units(in, b->table, t->total)));
        grid_set(grid, i, 2,
                 fit_text(in, t, t->n_fits > 0 ? t->fit[0].persons : 0));
        if (t->n_fits > 0)
            grid_set(grid, i, 3, fit_text(in, t, next_fit(t)));
        grid_set(grid, i, 4, infer_plain(in, infer_count(in, t->searched)));
    }
    grid_print(grid, 2, in->width, out);
}

static void say_searched(const InferReport *in, const InferBase *b,
                         int64_t asked, Buf *out)
{
    infer_say(in, out, "Is every amount the rounded share of a whole number, "
                       "such as of persons? Totals of them from 1 to %s were "
                       "searched:", infer_count(in, b->at_most));
    if (b->at_most < asked)
        infer_say(in, out, "  (no further, since there the amounts "
                           "themselves, over their common divisor, are such "
                           "numbers)");
    buf_add_char(out, '\n');
}

static void say_next(const InferReport *in, const InferBase *b, Buf *out)
{
    const InferTrial *t = b->best;
    int64_t first = t->fit[0].persons, next = next_fit(t);
    if (next == 0)
        infer_say(in, out, "  No other total up to %s fits. Its multiples "
                           "always do, the shares being the same; the first "
                           "of them is %s.", infer_count(in, t->searched),
                  infer_count(in, 2 * first));
    else if (next == 2 * first)
        infer_say(in, out, "  The next that fits is its double, %s, as its "
                           "multiples always do.", infer_count(in, next));
    else
        infer_say(in, out, "  The next that fits is %s.",
                  infer_count(in, next));
    if (b->other != 0 && next == 2 * first)
        infer_say(in, out, "  The first that is no multiple of it is %s.",
                  infer_count(in, b->other));
    if (t->n_fits == INFER_FITS)
        infer_say(in, out, "  %d totals fit up to %s; there the search ended.",
                  INFER_FITS, infer_count(in, t->searched));
    if (b->near_searched > 0 && b->near_rows < b->table->n)
        infer_say(in, out, "  How far the next best is: of the other totals "
                           "up to %s none fits more than %zu of %zu rows, "
                           "looked at one by one (%s does).",
                  infer_count(in, b->near_searched), b->near_rows,
                  b->table->n, infer_count(in, b->near));
}

static void say_chance(const InferReport *in, const InferBase *b, Buf *out)
{
    if (b->chance > 0)
        infer_say(in, out, "  A random table of %zu rows with this sum would "
                           "be fitted, too: by up to %s totals (an estimate, "
                           "by counting tables). So this says nothing.",
                  b->table->n, infer_power(in, b->chance));
    else
        infer_say(in, out, "  The probability that some total up to there "
                           "fits a random table of %zu rows with this sum is "
                           "at most %s (an estimate, by counting tables; for "
                           "all %zu trials above together).%s",
                  b->table->n, infer_power(in, b->chance), b->n_trials,
                  b->chance > CHANCE_LITTLE ? tr(" So this says little.")
                                            : "");
}

static void say_best(const InferReport *in, const InferBase *b, Buf *out)
{
    const InferTrial *t = b->best;
    buf_add_char(out, '\n');
    infer_say(in, out, "%s in all: dividing %s by %zu whole numbers with "
                       "this sum and rounding by %s gives every row.",
              infer_count(in, t->fit[0].persons),
              infer_units(in, b->table, t->total), b->table->n,
              round_method_said(t->method));
    infer_say(in, out, unique(b)
                  ? N_("  These whole numbers are the only ones of that sum "
                       "which do.")
                  : N_("  Several sets of whole numbers with that sum do: the "
                       "table below has the least and the most of each row."));
    say_next(in, b, out);
    say_chance(in, b, out);
    buf_add_char(out, '\n');
    infer_say(in, out, "Calibrated: these numbers were inferred from this "
                       "very column. That they give it back proves nothing "
                       "new.");
}

static void print_base(const InferReport *in, const InferBase *b, Buf *out)
{
    size_t at = infer_row_columns(b->table);
    bool one = unique(b);
    Grid *grid = grid_new(in->arena, at + (one ? 1 : 2), b->table->n, at - 1);
    infer_row_heads(b->table, grid);
    grid->col[at] = infer_column_head(one ? tr("base") : tr("base from"),
                                      true);
    if (!one)
        grid->col[at + 1] = infer_column_head(tr("to"), true);
    for (size_t i = 0; i < b->table->n; i++) {
        infer_row_cells(in, b->table, grid, i, i);
        grid_set(grid, i, at, infer_plain(in, infer_count(in, b->least[i])));
        if (!one)
            grid_set(grid, i, at + 1,
                     infer_plain(in, infer_count(in, b->most[i])));
    }
    buf_add_char(out, '\n');
    grid_print(grid, 0, in->width, out);
}

void report_infer_base_text(const InferReport *in, const InferBase *b,
                            Buf *out)
{
    infer_heading(in, b->table, out);
    buf_add_char(out, '\n');
    say_searched(in, b, b->asked, out);
    print_trials(in, b, out);
    infer_say(in, out, "  Not tried: webster, jefferson, adams, huntington "
                       "hill and dean: by a divisor method no row is rounded "
                       "by itself.");
    if (b->best == NULL) {
        buf_add_char(out, '\n');
        infer_say(in, out, "None fits. The column is no single division by "
                           "so few whole numbers: it may have a minimum or "
                           "another formula (--formula), a base that is not "
                           "whole (--candidates), or several instalments "
                           "(--base).");
        return;
    }
    say_best(in, b, out);
    print_base(in, b, out);
}

/* ---- CSV and JSON ---- */

void report_infer_base_csv(const InferReport *in, const InferBase *b,
                           Buf *out)
{
    infer_csv_head(out);
    buf_add(out, ",base,base_most\n");
    for (size_t i = 0; b->best != NULL && i < b->table->n; i++) {
        infer_csv_row(in, b->table, i, out);
        buf_addf(out, ",%lld,%lld\n", (long long)b->least[i],
                 (long long)b->most[i]);
    }
}

static void put_trial(const InferReport *in, Json *json, const InferBase *b,
                      const InferTrial *t)
{
    json_open(json, NULL, '{');
    json_text(json, "rounding", round_method_words(t->method));
    infer_json_units(in, json, "divided", b->table, t->total);
    json_size(json, "searched_to", (size_t)t->searched);
    json_open(json, "fits", '[');
    for (size_t i = 0; i < t->n_fits; i++) {
        json_open(json, NULL, '{');
        json_size(json, "total", (size_t)t->fit[i].persons);
        json_flag(json, "unique", !t->fit[i].several);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_best(const InferReport *in, Json *json, const InferBase *b)
{
    const InferTrial *t = b->best;
    json_size(json, "total", (size_t)t->fit[0].persons);
    json_text(json, "rounding", round_method_words(t->method));
    infer_json_units(in, json, "divided", b->table, t->total);
    json_flag(json, "unique", unique(b));
    if (next_fit(t) != 0)
        json_size(json, "next", (size_t)next_fit(t));
    if (b->other != 0)
        json_size(json, "next_no_multiple", (size_t)b->other);
    if (b->near_searched > 0) {
        json_open(json, "next_best", '{');
        json_size(json, "searched_to", (size_t)b->near_searched);
        json_size(json, "total", (size_t)b->near);
        json_size(json, "rows", b->near_rows);
        json_close(json, '}');
    }
    json_text(json, "random_totals_at_most", infer_power(in, b->chance));
    json_open(json, "base", '[');
    for (size_t i = 0; i < b->table->n; i++) {
        json_open(json, NULL, '{');
        infer_json_row(in, json, b->table, i);
        json_size(json, "least", (size_t)b->least[i]);
        json_size(json, "most", (size_t)b->most[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void report_infer_base_json(const InferReport *in, const InferBase *b,
                            Buf *out)
{
    Json *json = infer_json_open(in, b->table, "base");
    json_size(json, "searched_to", (size_t)b->at_most);
    json_open(json, "tried", '[');
    for (size_t i = 0; i < b->n_trials; i++)
        put_trial(in, json, b, &b->trial[i]);
    json_close(json, ']');
    json_open(json, "found", '{');
    if (b->best != NULL)
        put_best(in, json, b);
    json_close(json, '}');
    infer_json_close(json, out);
}
