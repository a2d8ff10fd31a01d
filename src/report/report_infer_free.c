/* report_infer_free.c - what a table says of a formula's free params. */
#include <string.h>

#include "base/tr.h"
#include "report/report_infer_int.h"
#include "study/show.h"

/* Decimals that a row's range is shown with, at most. */
#define PLACES_MOST 18
/* Longer names do not stand over a column. */
#define NAME_MOST 24

/* ---- Names ---- */

static const char *value_text(const InferReport *in, const InferFree *f,
                              const Def *def, const Rat *num)
{
    Show show = {in->arena, in->pool, f->formula->program};
    Type type = def->type;
    type.percent = false;       /* 0.4648, not 46.48 %: as it is computed */
    return show_amount(&show, &type, num);
}

static const char *free_names(const InferReport *in, const InferFree *f)
{
    const char *list = "";
    for (size_t i = 0; i < f->formula->n_free; i++)
        list = arena_format(in->arena, "%s%s%s", list, i == 0 ? ""
                            : i + 1 < f->formula->n_free ? ", " : tr(" and "),
                            f->formula->free[i]->name);
    return list;
}

/* "key", "the share of key", "rest". */
static const char *part_name(const InferReport *in, const InferFree *f)
{
    const char *name = report_place_text(in->arena, f->part->place);
    return f->part_share ? arena_format(in->arena, "share(%s)",
                                        name) : name;
}

/* ---- What is known beforehand ---- */

static bool is_free(const InferFree *f, const Def *def)
{
    for (size_t i = 0; i < f->formula->n_free; i++)
        if (f->formula->free[i] == def)
            return true;
    return false;
}

static void say_formula(const InferReport *in, const InferFree *f, Buf *out)
{
    const Program *program = f->formula->program;
    infer_say(in, out,
              f->rounds ? N_("Formula %s%s%s, which rounds to %s by %s")
                        : N_("Formula %s%s%s, without a rounding: taken to %s "
                             "by %s"), program->name,
              program->title == NULL ? "" : ", ",
              program->title == NULL ? "" : program->title,
              value_text(in, f, f->formula->result, f->unit),
              round_method_said(f->method));
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        const InferColumn *c = f->formula->filled[def->id];
        if (def->kind == DEF_PARAM && !is_free(f, def))
            infer_say(in, out, "  %s: %s", def->name,
                      report_place_text(in->arena, def->expr->place));
        if (def->kind == DEF_DATA && c != NULL)
            infer_say(in, out, "  %s: column %s of %s", def->name, c->name,
                      infer_file(c->file));
    }
    infer_say(in, out, "  free: %s", free_names(in, f));
}

/* ---- The part that is fixed ---- */

/* A unit of an amount as a part of what it fixes: of so many units. */
static void say_krona(const InferReport *in, const InferFree *f, Buf *out)
{
    const Def *result = f->formula->result;
    if (f->krona == NULL)
        return;
    const Rat *of = rat_div(in->pool, f->unit, f->krona);
    infer_say(in, out, "  A printed amount fixes it only to within %s of %s: "
                       "the exact amount lies up to %s from the printed one.",
              value_text(in, f, result, f->unit),
              value_text(in, f, result, of),
              value_text(in, f, result,
                         rat_mul(in->pool, f->reach, f->unit)));
}

static void say_part(const InferReport *in, const InferFree *f, Buf *out)
{
    const Expr *e = f->part;
    infer_say(in, out, "What the table determines");
    if (e == f->formula->exact || e->kind == EXPR_ROUND) {
        infer_say(in, out, f->n_params + f->n_data == 1
                           ? N_("  Nothing but the amounts themselves: %s "
                                "enters them in more than one place.")
                           : N_("  Nothing but the amounts themselves: %s "
                                "enter them in more than one place."),
                  free_names(in, f));
        return;
    }
    infer_say(in, out, "  Each amount fixes %s%s", part_name(in, f),
              f->part_single ? tr(", the same for all rows.")
                             : tr(" of its row."));
    if (e->kind == EXPR_DEF && e->def->expr != NULL
        && e->def->kind != DEF_PARAM)
        infer_say(in, out, "  %s = %s", e->def->name,
                  report_place_text(in->arena, e->def->expr->place));
    say_krona(in, f, out);
}

/* ---- The params ---- */

static const char *row_name(const InferReport *in, const InferFree *f,
                            size_t row)
{
    return row == SIZE_MAX ? tr("all rows together")
                           : infer_row(in, f->table, row);
}

static const char *range_text(const InferReport *in, const InferFree *f,
                              const Def *def, const InferRange *r)
{
    if (r->from == NULL && r->to == NULL)
        return tr("any value at all");
    if (r->to == NULL)
        return arena_format(in->arena, tr("from %s upward, without an upper "
                                          "bound (%s)"),
                            value_text(in, f, def, r->from),
                            row_name(in, f, r->from_row));
    if (r->from == NULL)
        return arena_format(in->arena, tr("up to %s, without a lower bound "
                                          "(%s)"),
                            value_text(in, f, def, r->to),
                            row_name(in, f, r->to_row));
    bool decided = f->n_params == 1 && f->n_data == 0;
    return arena_format(in->arena, "%s %s (%s) %s %s (%s)",
                        !decided ? tr("between")
                        : r->from_in ? tr("from") : tr("above"),
                        value_text(in, f, def, r->from),
                        row_name(in, f, r->from_row),
                        !decided ? tr("and")
                        : r->to_in ? tr("to") : tr("and below"),
                        value_text(in, f, def, r->to),
                        row_name(in, f, r->to_row));
}

/* With free data a param only has to leave room for them. */
static void say_room(const InferReport *in, const InferFree *f, size_t i,
                     Buf *out)
{
    const InferRange *r = &f->range[i];
    infer_say(in, out, "  %s: %s, so that no value of %s is negative.",
              f->param[i]->name, range_text(in, f, f->param[i], r),
              f->data->name);
    if (f->printed[i] != NULL && r->from != NULL)
        infer_say(in, out, "    If every printed amount were exact: from %s "
                           "(%s).",
                  value_text(in, f, f->param[i], f->printed[i]),
                  row_name(in, f, f->printed_row[i]));
}

static void say_data(const InferReport *in, const InferFree *f, Buf *out)
{
    if (f->n_params > 0) {
        infer_say(in, out, "  %s are not determined: they enter the amounts "
                           "only together, and for every value below there "
                           "are %s that give each printed amount.",
                  free_names(in, f), f->data->name);
        for (size_t i = 0; i < f->n_params; i++)
            say_room(in, f, i, out);
    } else if (f->data_share) {
        infer_say(in, out, "  %s: not the numbers themselves, since only "
                           "their shares enter the amounts. The shares, to "
                           "within the ranges below.", f->data->name);
    } else {
        infer_say(in, out, "  %s: to within the ranges below.",
                  f->data->name);
    }
}

const char *infer_combo_text(const InferReport *in, const InferFree *f,
                              size_t i)
{
    const char *text = "";
    for (size_t k = 0; k < f->n_params; k++) {
        const Rat *c = f->combo[i][k];
        if (rat_sign(c) == 0)
            continue;
        const char *size = infer_number(in, rat_abs(in->pool, c));
        bool one = rat_equal(rat_abs(in->pool, c), rat_int(in->pool, 1));
        text = arena_format(in->arena, "%s%s%s%s%s", text,
                            rat_sign(c) < 0 ? (*text == '\0' ? "-" : " - ")
                                            : (*text == '\0' ? "" : " + "),
                            one ? "" : size, one ? "" : " * ",
                            f->param[k]->name);
    }
    return text;
}

static void say_combos(const InferReport *in, const InferFree *f, Buf *out)
{
    if (f->n_combos == 0)
        return;
    infer_say(in, out,
              trn("  The amounts depend on the %zu free params in only %zu "
                  "way, so they do not determine them all. They determine",
                  "  The amounts depend on the %zu free params in only %zu "
                  "ways, so they do not determine them all. They determine",
                  f->n_combos), f->n_params, f->n_combos);
    for (size_t i = 0; i < f->n_combos; i++)
        infer_say(in, out, "    %s: %s", infer_combo_text(in, f, i),
                  range_text(in, f, f->param[0], &f->combo_range[i]));
}

static void say_params(const InferReport *in, const InferFree *f, Buf *out)
{
    if (f->data != NULL) {
        say_data(in, f, out);
        return;
    }
    for (size_t i = 0; i < f->n_params; i++) {
        const InferRange *r = &f->range[i];
        bool open = r->from == NULL || r->to == NULL;
        infer_say(in, out, "  %s: %s%s", f->param[i]->name,
                  open ? tr("not determined; ") : "",
                  range_text(in, f, f->param[i], r));
    }
    say_combos(in, f, out);
}

static void say_trial(const InferReport *in, const InferFree *f, Buf *out)
{
    const char *list = "";
    for (size_t i = 0; i < f->n_params; i++)
        list = arena_format(in->arena, "%s%s%s = %s", list, i > 0 ? ", " : "",
                            f->param[i]->name,
                            value_text(in, f, f->param[i], f->trial[i]));
    if (!f->tried)
        infer_say(in, out, "  No value was tried by a run: what lies between "
                           "the bounds is too narrow.");
    else
        infer_say(in, out, "  Confirmed by a run%s%s%s%s%s: %zu of %zu rows "
                           "as printed.", *list == '\0' ? "" : tr(" at "),
                  list,
                  f->data == NULL ? "" : tr(" with "),
                  f->data == NULL ? "" : f->data->name,
                  f->data == NULL ? "" : tr(" to match"), f->trial_equal,
                  f->table->n);
}

static void say_none(const InferReport *in, const InferFree *f, Buf *out)
{
    infer_say(in, out, "  No value of %s gives this table%s%s%s.",
              free_names(in, f), f->n_clash > 0 ? ": " : "",
              infer_rows(in, f->table, f->clash, f->n_clash),
              f->n_clash == 0   ? ""
              : f->n_clash == 1 ? tr(" alone rules it out")
                                : tr(" together rule it out"));
}

static void say_found(const InferReport *in, const InferFree *f, Buf *out)
{
    if (f->why != NULL) {
        infer_say(in, out, "  %s: not worked out: %s%s%s. What is said above "
                           "holds all the same.", free_names(in, f),
                  f->where == NULL
                      ? "" : report_place_text(in->arena, f->where->place),
                  f->where == NULL ? "" : tr(" is "), f->why);
        return;
    }
    if (f->none) {
        say_none(in, f, out);
        return;
    }
    say_params(in, f, out);
    if (f->n_ignored > 0)
        infer_say(in, out,
                  trn("  %zu require statement is not regarded in the bounds.",
                      "  %zu require statements are not regarded in the "
                      "bounds.", f->n_ignored), f->n_ignored);
    say_trial(in, f, out);
}

/* ---- Rows ---- */

/* Decimals that tell the two ends of a range apart, and one more. */
static int places_for(const InferReport *in, const InferFree *f,
                      const Rat *const *low, const Rat *const *high)
{
    const Rat *ten = rat_int(in->pool, 10), *step = rat_int(in->pool, 10);
    const Rat *least = NULL;
    int places = 0;
    for (size_t i = 0; i < f->table->n; i++) {
        if (low[i] == NULL)
            continue;
        const Rat *width = rat_sub(in->pool, high[i], low[i]);
        if (rat_sign(width) > 0)
            least = least == NULL ? width : rat_min(least, width);
    }
    while (least != NULL && places < PLACES_MOST
           && rat_cmp(step, least) > 0) {
        step = rat_div(in->pool, step, ten);
        places++;
    }
    return places;
}

/* Outwards, so that the range as shown holds. */
static const char *end_text(const InferReport *in, const Rat *num, int places,
                            bool up)
{
    Buf text = {0};
    const Rat *scale = rat_int(in->pool, 1);
    for (int i = 0; i < places; i++)
        scale = rat_mul(in->pool, scale, rat_int(in->pool, 10));
    const Rat *x = rat_mul(in->pool, num, scale);
    x = rat_div(in->pool, up ? rat_ceil(in->pool, x) : rat_floor(in->pool, x),
                scale);
    report_grouped(in->arena, x, places, &text);
    const char *copy = arena_string(in->arena, text.at);
    buf_free(&text);
    return copy;
}

/* What a row's part lies between: free data are not below 0. */
const Rat *const *infer_low_ends(const InferFree *f)
{
    return (const Rat *const *)(f->share_low != NULL ? f->share_low : f->low);
}

const Rat *const *infer_high_ends(const InferFree *f)
{
    return (const Rat *const *)(f->share_high != NULL ? f->share_high
                                                      : f->high);
}

const char *infer_ends_name(const InferReport *in, const InferFree *f)
{
    if (f->share_low == NULL)
        return part_name(in, f);
    return f->data_share ? arena_format(in->arena, tr("share(%s)"),
                                        f->data->name)
                         : f->data->name;
}

static void print_rows(const InferReport *in, const InferFree *f, Buf *out)
{
    const Rat *const *low = infer_low_ends(f);
    const Rat *const *high = infer_high_ends(f);
    size_t at = infer_row_columns(f->table);
    int places = places_for(in, f, low, high);
    Grid *grid = grid_new(in->arena, at + 2, f->table->n, at - 1);
    infer_row_heads(f->table, grid);
    const char *name = infer_ends_name(in, f);
    grid->col[at] = infer_column_head(
        strlen(name) > NAME_MOST ? tr("from")
                                 : arena_format(in->arena, tr("%s from"),
                                                name),
        true);
    grid->col[at + 1] = infer_column_head(tr("to"), true);
    for (size_t i = 0; i < f->table->n; i++) {
        infer_row_cells(in, f->table, grid, i, i);
        if (low[i] == NULL)
            continue;
        grid_set(grid, i, at, end_text(in, low[i], places, false));
        grid_set(grid, i, at + 1, end_text(in, high[i], places, true));
    }
    buf_add_char(out, '\n');
    grid_print(grid, 0, in->width, out);
}

void report_infer_free_text(const InferReport *in, const InferFree *f,
                            Buf *out)
{
    infer_heading(in, f->table, out);
    say_formula(in, f, out);
    buf_add_char(out, '\n');
    say_part(in, f, out);
    buf_add_char(out, '\n');
    infer_say(in, out, "What it says of %s", free_names(in, f));
    say_found(in, f, out);
    buf_add_char(out, '\n');
    infer_say(in, out, "Calibrated: all of this is inferred from this very "
                       "column.");
    if (!f->none && !f->part_single && f->part != f->formula->exact)
        print_rows(in, f, out);
}
