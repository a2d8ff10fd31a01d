/* report_infer_parts.c - instalments that may be behind a column. */
#include "report/report_infer_int.h"
#include "study/show.h"
#include "base/tr.h"

/* Single roundings listed. */
#define SINGLES_MAX 6

/* ---- One rounding ---- */

static void print_singles(const InferReport *in, const InferParts *p, Buf *out)
{
    size_t n = p->single->n < SINGLES_MAX ? p->single->n : SINGLES_MAX;
    Grid *grid = grid_new(in->arena, 5, n, 1);
    grid->col[0] = infer_column_head(tr("rows"), false);
    grid->col[1] = infer_column_head(tr("rounding"), false);
    grid->col[2] = infer_column_head(tr("divided"), true);
    grid->col[3] = infer_column_head(tr("off by"), true);
    grid->col[4] = infer_column_head(tr("sum"), true);
    for (size_t i = 0; i < n; i++) {
        const InferCombo *c = &p->single->combo[i];
        grid_set(grid, i, 0, arena_format(in->arena, tr("%zu of %zu"),
                                          c->equal,
                                          p->table->n));
        grid_set(grid, i, 1, round_method_said(c->method));
        grid_set(grid, i, 2, infer_plain(in, infer_number(in, c->total)));
        if (c->refused != NULL)
            continue;
        grid_set(grid, i, 3, infer_plain(in, infer_number(in, c->largest)));
        grid_set(grid, i, 4, infer_plain(in, infer_number(in, c->sum)));
    }
    grid_print(grid, 2, in->width, out);
}

static const char *decimals(const InferReport *in, const Rat *part)
{
    Buf text = {0};
    report_grouped(in->arena, part, 3, &text);
    const char *copy = arena_copy(in->arena, text.at, text.n);
    buf_free(&text);
    return copy;
}

/* At the best total: who went up from less than somebody else who went
 * down. */
static void say_crossing(const InferReport *in, const InferParts *p, Buf *out)
{
    const InferTable *t = p->table;
    const Rat *least = NULL, *most = NULL;
    size_t up = 0, down = 0;
    for (size_t i = 0; i < t->n; i++) {
        const Rat *x = rat_div(in->pool, p->exact[i], t->unit);
        const Rat *part = rat_sub(in->pool, x, rat_floor(in->pool, x));
        int side = rat_cmp(rat_int(in->pool, t->amount[i]), x);
        if (side > 0 && (least == NULL || rat_cmp(part, least) < 0)) {
            least = part;
            up = i;
        }
        if (side < 0 && (most == NULL || rat_cmp(part, most) > 0)) {
            most = part;
            down = i;
        }
    }
    if (least != NULL && most != NULL && rat_cmp(least, most) < 0)
        infer_say(in, out, "  Of %s, %s went up from a part of %s, and %s "
                           "down from %s.",
                  infer_number(in, p->single->combo[0].total),
                  infer_row(in, t, up), decimals(in, least),
                  infer_row(in, t, down), decimals(in, most));
}

static const char *signed_number(const InferReport *in, const Rat *num)
{
    return infer_plain(in, arena_format(in->arena, "%s%s",
                                        rat_sign(num) > 0 ? "+" : "",
                                        infer_number(in, num)));
}

static void print_off(const InferReport *in, const InferParts *p, Buf *out)
{
    const InferTable *t = p->table;
    size_t at = infer_row_columns(t), n = 0;
    Grid *grid = grid_new(in->arena, at + 2, t->n, at - 1);
    infer_row_heads(t, grid);
    grid->col[at] = infer_column_head(tr("exact share"), true);
    grid->col[at + 1] = infer_column_head(tr("off by"), true);
    for (size_t i = 0; i < t->n; i++) {
        Buf exact = {0};
        if (rat_sign(p->off[i]) == 0)
            continue;
        infer_row_cells(in, t, grid, n, i);
        report_grouped(in->arena, p->exact[i], 3, &exact);
        grid_set(grid, n, at, arena_string(in->arena, exact.at));
        grid_set(grid, n++, at + 1, signed_number(in, p->off[i]));
        buf_free(&exact);
    }
    grid->n_rows = n;
    if (n == 0)
        return;
    infer_say(in, out, "  Rows that the first of these does not give:");
    grid_print(grid, 2, in->width, out);
}

/* Rows that stand one after the other, all off by the same. */
static void say_neighbours(const InferReport *in, const InferParts *p,
                           Buf *out)
{
    size_t first = p->table->n, last = 0, n = 0;
    bool same = true;
    for (size_t i = 0; i < p->table->n; i++) {
        if (rat_sign(p->off[i]) == 0)
            continue;
        first = n++ == 0 ? i : first;
        last = i;
        same = same && rat_equal(p->off[i], p->off[first]);
    }
    if (n > 1 && same && last - first + 1 == n)
        infer_say(in, out, "  These %zu stand one after the other in the "
                           "table, each off by %s: one mistake could explain "
                           "them, too.", n,
                  signed_number(in, p->off[first]));
}

static void say_one_cut(const InferReport *in, const InferParts *p, Buf *out)
{
    if (p->one_cut)
        infer_say(in, out, "  It is not ruled out that some total, rounded "
                           "with one cut for all rows, gives every row.");
    else
        infer_say(in, out, "  No total whatever gives every row when one cut "
                           "decides for all who is rounded up (nearest, down, "
                           "up, largest remainder)%s%s%s.",
                  p->n_clash > 0 ? tr(": already not ") : "",
                  infer_rows(in, p->table, p->clash, p->n_clash),
                  p->n_clash > 1 ? tr(" together") : "");
}

/* ---- Several ---- */

static const char *chance_text(const InferReport *in, const InferSplit *s)
{
    return s->step == 0 ? "" : infer_power(in, s->chance);
}

static void print_splits(const InferReport *in, const InferParts *p, Buf *out)
{
    static const char *const head[] = {
        N_("instalments"), N_("each whole"), N_("splits"), N_("most rows"),
        N_("by"), N_("all rows"), N_("by chance")};
    Grid *grid = grid_new(in->arena, 7, p->n_splits, 1);
    for (size_t i = 0; i < 7; i++)
        grid->col[i] = infer_column_head(tr(head[i]), i != 3 && i != 4);
    for (size_t i = 0; i < p->n_splits; i++) {
        const InferSplit *s = &p->split[i];
        grid_set(grid, i, 0, arena_format(in->arena, "%zu", s->parts));
        grid_set(grid, i, 1,
                 s->step == 0
                     ? tr("equal")
                     : infer_plain(in, infer_units(in, p->table, s->step)));
        grid_set(grid, i, 2,
                 infer_plain(in, infer_count(in, (int64_t)s->splits)));
        grid_set(grid, i, 3, arena_format(in->arena, tr("%zu of %zu"), s->best,
                                          p->table->n));
        grid_set(grid, i, 4, round_method_said(s->method));
        grid_set(grid, i, 5,
                 infer_plain(in, infer_count(in, (int64_t)s->all)));
        grid_set(grid, i, 6, chance_text(in, s));
    }
    grid_print(grid, 2, in->width, out);
}

static const InferSplit *first_full(const InferParts *p)
{
    for (size_t i = 0; i < p->n_splits; i++)
        if (p->split[i].all > 0)
            return &p->split[i];
    return NULL;
}

static const char *split_text(const InferReport *in, const InferParts *p,
                              const InferSplit *s)
{
    if (s->step == 0)
        return arena_format(in->arena, tr("%zu equal parts"), s->parts);
    const char *text = "";
    for (size_t i = 0; i < s->parts; i++)
        text = arena_format(in->arena, "%s%s%s", text, i > 0 ? " + " : "",
                            infer_units(in, p->table, s->part[i]));
    return text;
}

static void say_splits(const InferReport *in, const InferParts *p, Buf *out)
{
    const InferSplit *full = first_full(p);
    infer_say(in, out, "  by chance: so many splits of that kind would give "
                       "every row if nothing were behind it (an estimate, "
                       "for nearest; statistics in floating point).");
    if (p->single->combo[0].equal == p->table->n) {
        infer_say(in, out, "  One rounding of one sum gives every row "
                           "already: nothing speaks for instalments.");
        return;
    }
    if (full == NULL) {
        infer_say(in, out, "  None of these gives every row. Others may; the "
                           "table cannot rule instalments out.");
        return;
    }
    infer_say(in, out, "  Such as %s, each rounded by %s.",
              split_text(in, p, full), round_method_said(full->method));
    infer_say(in, out, "  So instalments could explain the column. The table "
                       "cannot prove it: other instalments do as well, and "
                       "where many splits are tried some will by chance.");
}

void report_infer_parts_text(const InferReport *in, const InferParts *p,
                             Buf *out)
{
    infer_heading(in, p->table, out);
    infer_say(in, out, "Base: %s, %s in all", p->base_name,
              infer_count(in, p->persons));
    buf_add_char(out, '\n');
    infer_say(in, out, "One rounding of one sum");
    print_singles(in, p, out);
    say_one_cut(in, p, out);
    say_crossing(in, p, out);
    print_off(in, p, out);
    say_neighbours(in, p, out);
    buf_add_char(out, '\n');
    infer_say(in, out, "Instalments of %s together, each divided and rounded "
                       "by itself", infer_units(in, p->table, p->total));
    print_splits(in, p, out);
    say_splits(in, p, out);
    buf_add_char(out, '\n');
    infer_say(in, out, "Calibrated: instalments are inferred from this very "
                       "column%s.", p->base_inferred
                  ? tr(", the base from another column of the same table")
                  : "");
}

/* ---- CSV and JSON ---- */

void report_infer_parts_csv(const InferReport *in, const InferParts *p,
                            Buf *out)
{
    buf_add(out, "instalments,each_whole,splits,most_rows,of,rounding,"
                 "all_rows,by_chance\n");
    for (size_t i = 0; i < p->n_splits; i++) {
        const InferSplit *s = &p->split[i];
        buf_addf(out, "%zu,", s->parts);
        if (s->step > 0)
            report_plain(in->arena, rat_mul(in->pool,
                                            rat_int(in->pool, s->step),
                                            p->table->unit), out);
        buf_addf(out, ",%llu,%zu,%zu,%s,%llu,%s\n",
                 (unsigned long long)s->splits, s->best, p->table->n,
                 round_method_words(s->method), (unsigned long long)s->all,
                 chance_text(in, s));
    }
}

static void put_split(const InferReport *in, Json *json, const InferParts *p,
                      const InferSplit *s)
{
    json_open(json, NULL, '{');
    json_size(json, "instalments", s->parts);
    if (s->step > 0)
        infer_json_units(in, json, "each_whole", p->table, s->step);
    json_size(json, "splits", (size_t)s->splits);
    json_text(json, "rounding", round_method_words(s->method));
    json_size(json, "most_rows", s->best);
    json_size(json, "all_rows", (size_t)s->all);
    if (s->step > 0) {
        json_text(json, "by_chance", infer_power(in, s->chance));
        json_open(json, "best", '[');
        for (size_t i = 0; i < s->parts; i++)
            infer_json_units(in, json, NULL, p->table, s->part[i]);
        json_close(json, ']');
    }
    json_close(json, '}');
}

void report_infer_parts_json(const InferReport *in, const InferParts *p,
                             Buf *out)
{
    Json *json = infer_json_open(in, p->table, "instalments");
    json_text(json, "base", p->base_name);
    json_size(json, "base_total", (size_t)p->persons);
    infer_json_units(in, json, "divided", p->table, p->total);
    json_flag(json, "one_cut_possible", p->one_cut);
    json_open(json, "clash", '[');
    for (size_t i = 0; i < p->n_clash; i++)
        json_text(json, NULL, p->table->code[p->clash[i]]);
    json_close(json, ']');
    json_size(json, "single_rows", p->single->combo[0].equal);
    json_text(json, "single_rounding",
              round_method_said(p->single->combo[0].method));
    json_open(json, "off", '[');
    for (size_t i = 0; i < p->table->n; i++) {
        if (rat_sign(p->off[i]) == 0)
            continue;
        json_open(json, NULL, '{');
        infer_json_row(in, json, p->table, i);
        json_fraction(json, "exact", p->exact[i]);
        json_number(json, "off_by", p->off[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "splits", '[');
    for (size_t i = 0; i < p->n_splits; i++)
        put_split(in, json, p, &p->split[i]);
    json_close(json, ']');
    infer_json_close(json, out);
}
