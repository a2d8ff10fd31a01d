/* report_infer_rank.c - candidate columns, formulas and roundings, ranked. */
#include "report/report_infer_int.h"
#include "study/show.h"
#include "table/csv.h"
#include "base/tr.h"

/* Combinations listed: those that are as good as the best, and then the best
 * of each other choice of formula and columns. */
#define BEST_MAX 10
#define OTHERS_MAX 10

/* ---- Names ---- */

static const char *column_text(const InferReport *in, const InferCombo *c)
{
    const char *text = "";
    for (size_t i = 0; i < c->n_columns; i++)
        text = arena_format(in->arena, "%s%s%s", text, i > 0 ? " + " : "",
                            c->column[i]->name);
    return text;
}

static const char *formula_text(const InferCombo *c)
{
    return c->formula == NULL ? "" : c->formula->program->name;
}

/* A star for the rounding that the formula itself has. */
static const char *method_text(const InferReport *in, const InferCombo *c)
{
    const char *words = round_method_said(c->method);
    return c->own ? arena_format(in->arena, "%s *", words) : words;
}

/* The number of the combination's formula, as they are listed. */
static const char *formula_number(const InferReport *in, const InferRank *rank,
                                  const InferCombo *c)
{
    size_t i = 0;
    while (i < rank->n_formulas && rank->formula[i] != c->formula)
        i++;
    return arena_format(in->arena, "%zu", i + 1);
}

static const char *rows_text(const InferReport *in, const InferRank *rank,
                             const InferCombo *c)
{
    return arena_format(in->arena, tr("%zu of %zu"), c->equal, rank->table->n);
}

/* ---- Which are listed ---- */

static bool same_choice(const InferCombo *a, const InferCombo *b)
{
    if (a->formula != b->formula || a->n_columns != b->n_columns)
        return false;
    for (size_t i = 0; i < a->n_columns; i++)
        if (a->column[i] != b->column[i])
            return false;
    return true;
}

static bool is_new(const InferCombo *const *list, size_t n,
                   const InferCombo *c)
{
    for (size_t i = 0; i < n; i++)
        if (same_choice(list[i], c))
            return false;
    return true;
}

static size_t choose(const InferRank *rank, const InferCombo **list)
{
    size_t n = 0, good = rank->n - rank->n_refused;
    for (size_t i = 0; i < good && n < BEST_MAX
                       && rank->combo[i].equal == rank->combo[0].equal; i++)
        list[n++] = &rank->combo[i];
    size_t most = n + OTHERS_MAX;
    for (size_t i = 0; i < good && n < most; i++)
        if (is_new(list, n, &rank->combo[i]))
            list[n++] = &rank->combo[i];
    return n;
}

/* ---- Text ---- */

enum { ROWS, FORMULA, COLUMN, METHOD, TOTAL, LARGEST, SUM, COLUMNS };

/* Of two formulas and more each has a number; the sum makes room for it. */
static bool is_shown(const InferRank *rank, size_t column)
{
    return column != (rank->n_formulas > 1 ? SUM : FORMULA);
}

static const char *cell(const InferReport *in, const InferRank *rank,
                        const InferCombo *c, size_t column)
{
    switch (column) {
    case ROWS:
        return rows_text(in, rank, c);
    case FORMULA:
        return formula_number(in, rank, c);
    case COLUMN:
        return column_text(in, c);
    case METHOD:
        return method_text(in, c);
    case TOTAL:
        return c->total == NULL ? "" : infer_number(in, c->total);
    case LARGEST:
        return infer_number(in, c->largest);
    default:
        return infer_number(in, c->sum);
    }
}

static void print_combos(const InferReport *in, const InferRank *rank,
                         Buf *out)
{
    static const char *const head[] = {
        [ROWS] = N_("rows"), [FORMULA] = N_("formula"),
        [COLUMN] = N_("column"),
        [METHOD] = N_("rounding"), [TOTAL] = N_("divided"),
        [LARGEST] = N_("off by"), [SUM] = N_("sum")};
    const InferCombo *list[BEST_MAX + OTHERS_MAX];
    size_t n = choose(rank, list);
    Grid *grid = grid_new(in->arena, COLUMNS - 1, n, 1);
    for (size_t i = 0, at = 0; i < COLUMNS; i++) {
        if (!is_shown(rank, i))
            continue;
        grid->col[at] = infer_column_head(tr(head[i]), i >= TOTAL);
        for (size_t row = 0; row < n; row++)
            grid_set(grid, row, at,
                     infer_plain(in, cell(in, rank, list[row], i)));
        at++;
    }
    grid_print(grid, 0, in->width, out);
}

static void say_formulas(const InferReport *in, const InferRank *rank,
                         Buf *out)
{
    for (size_t i = 0; i < rank->n_formulas; i++) {
        const InferFormula *f = rank->formula[i];
        infer_say(in, out, "  Formula %zu: %s%s%s%s%s", i + 1,
                  f->program->name,
                  f->program->title == NULL ? "" : ", ",
                  f->program->title == NULL ? "" : f->program->title,
                  f->round == NULL ? "" : tr("; * rounds by "),
                  f->round == NULL ? ""
                                   : round_method_said(f->round->method));
    }
}

static void say_best(const InferReport *in, const InferRank *rank, Buf *out)
{
    const InferCombo *best = &rank->combo[0];
    const char *of = best->n_columns == 0
                         ? ""
                         : arena_format(in->arena, tr_as("a file", "%s of %s"),
                                        column_text(in, best),
                                        infer_file(best->column[0]->file));
    if (best->formula != NULL)
        of = arena_format(in->arena, "%s%s%s", formula_text(best),
                          *of == '\0' ? "" : tr(" with "), of);
    const char *total = best->total == NULL
                            ? ""
                            : arena_format(in->arena, tr(", %s divided"),
                                           infer_number(in, best->total));
    infer_say(in, out, "%s: %s%s, rounded by %s, gives %zu of %zu rows as "
                       "printed%s. Its amounts add up to %s.",
              best->equal == rank->table->n ? tr("What fits")
                                            : tr("The nearest"),
              of, total, round_method_said(best->method), best->equal,
              rank->table->n,
              best->equal == rank->table->n ? "" : tr("; none gives them all"),
              infer_number(in, best->sum));
}

static void say_stated(const InferReport *in, const InferRank *rank, Buf *out)
{
    const InferCombo *c = rank->stated_best;
    if (rank->stated == NULL)
        return;
    if (!rank->stated_tried)
        infer_say(in, out, "Stated is %s: no column of that name is among the "
                           "candidates.", rank->stated);
    else if (c == NULL)
        infer_say(in, out, "Stated is %s: with it nothing can be computed.",
                  rank->stated);
    else if (c->equal == rank->table->n)
        infer_say(in, out, "Stated is %s, and it fits: %zu of %zu rows by %s.",
                  rank->stated, c->equal, rank->table->n,
                  round_method_said(c->method));
    else
        infer_say(in, out, "Stated is %s, but at most %zu of %zu rows are as "
                           "printed with it (%s).", rank->stated, c->equal,
                  rank->table->n, round_method_said(c->method));
}

static void say_refused(const InferReport *in, const InferRank *rank,
                        Buf *out)
{
    if (rank->n_refused == 0)
        return;
    const InferCombo *c = &rank->combo[rank->n - rank->n_refused];
    infer_say(in, out, "%zu combinations cannot be computed, such as %s%s%s: "
                       "%s.", rank->n_refused, formula_text(c),
              c->n_columns > 0 && c->formula != NULL ? tr(" with ") : "",
              column_text(in, c), tr(c->refused));
}

static void say_tried(const InferReport *in, const InferRank *rank, Buf *out)
{
    infer_say(in, out, "%zu combinations of column (%zu of them), rounding "
                       "and total were tried.", rank->n, rank->n_columns);
    say_formulas(in, rank, out);
    for (size_t i = 0; i < rank->n_incomplete; i++)
        infer_say(in, out, "  Not tried: %s of %s, which has no number for "
                           "%zu of the rows.", rank->incomplete[i]->name,
                  infer_file(rank->incomplete[i]->file),
                  rank->incomplete[i]->missing);
}

void report_infer_rank_text(const InferReport *in, const InferRank *rank,
                            Buf *out)
{
    infer_heading(in, rank->table, out);
    buf_add_char(out, '\n');
    say_tried(in, rank, out);
    if (rank->n > rank->n_refused) {
        buf_add_char(out, '\n');
        print_combos(in, rank, out);
        buf_add_char(out, '\n');
        say_best(in, rank, out);
    }
    say_stated(in, rank, out);
    say_refused(in, rank, out);
    infer_say(in, out, "Calibrated: which combination it is was inferred from "
                       "this very column, one of %zu; the figures of the "
                       "candidates themselves were not.", rank->n);
}

/* ---- CSV and JSON ---- */

void report_infer_rank_csv(const InferReport *in, const InferRank *rank,
                           Buf *out)
{
    buf_add(out, "formula,column,file,rounding,divided,rows,of,"
                 "largest_difference,sum,reason\n");
    for (size_t i = 0; i < rank->n; i++) {
        const InferCombo *c = &rank->combo[i];
        csv_put(out, formula_text(c), true);
        csv_put(out, column_text(in, c), false);
        csv_put(out, c->n_columns == 0 ? "" : c->column[0]->file, false);
        csv_put(out, round_method_words(c->method), false);
        buf_add_char(out, ',');
        if (c->total != NULL)
            report_plain(in->arena, c->total, out);
        if (c->refused != NULL) {
            buf_addf(out, ",,%zu,,", rank->table->n);
            csv_put(out, c->refused, false);
            buf_add_char(out, '\n');
            continue;
        }
        buf_addf(out, ",%zu,%zu,", c->equal, rank->table->n);
        report_plain(in->arena, c->largest, out);
        buf_add_char(out, ',');
        report_plain(in->arena, c->sum, out);
        buf_add(out, ",\n");
    }
}

static void put_combo(Json *json, const InferCombo *c)
{
    json_open(json, NULL, '{');
    if (c->formula != NULL)
        json_text(json, "formula", formula_text(c));
    json_open(json, "columns", '[');
    for (size_t i = 0; i < c->n_columns; i++) {
        json_open(json, NULL, '{');
        json_text(json, "file", c->column[i]->file);
        json_text(json, "column", c->column[i]->name);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_text(json, "rounding", round_method_words(c->method));
    json_flag(json, "own_rounding", c->own);
    if (c->total != NULL)
        json_number(json, "divided", c->total);
    if (c->refused != NULL) {
        json_text(json, "reason", c->refused);
    } else {
        json_size(json, "rows", c->equal);
        json_number(json, "largest_difference", c->largest);
        json_number(json, "sum", c->sum);
    }
    json_close(json, '}');
}

void report_infer_rank_json(const InferReport *in, const InferRank *rank,
                            Buf *out)
{
    Json *json = infer_json_open(in, rank->table, "candidates");
    json_text(json, "stated", rank->stated);
    json_flag(json, "stated_among_candidates", rank->stated_tried);
    json_open(json, "combinations", '[');
    for (size_t i = 0; i < rank->n; i++)
        put_combo(json, &rank->combo[i]);
    json_close(json, ']');
    infer_json_close(json, out);
}
