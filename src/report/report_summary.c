/* report_summary.c - what stands under the table of `run`: sums against
 * budgets, what was not placed, ties, single values, figures and marks.
 */
#include "report/report_int.h"
#include "report/report_study.h"

#include "check/check.h"
#include "base/tr.h"

#define TIED_SHOWN 8    /* rows of a tie that are listed by name */

static const char *keep(const ReportIn *in, Buf *text)
{
    const char *copy = arena_copy(in->arena, text->at == NULL ? "" : text->at,
                                  text->n);
    buf_free(text);
    return copy;
}

static void add_heading(const char *words, Buf *out)
{
    buf_addf(out, "\n%s\n", words);
}

/* A sentence folded to the width, indented under its heading. */
static void add_item(const ReportIn *in, Buf *line, Buf *out)
{
    report_wrap(arena_format(in->arena, "  %s",
                             report_clean(in->arena, line->at)),
                4, in->width, out);
    buf_free(line);
}

/* Of a value: elsewhere it is said of the input. */
static const char *marked(unsigned marks)
{
    if ((marks & MARK_CALIBRATED) == 0)
        return tr("estimated");
    return (marks & MARK_ESTIMATED) != 0
               ? tr_as("value", "estimated and calibrated")
               : tr("calibrated");
}

static const char *value_text(const ReportIn *in, const Type *type,
                              const Value *value)
{
    Buf text = {0};
    report_value(in->arena, in->pool, in->result->program, type, value,
                 &text);
    unsigned marks = (unsigned)value->marks | value->pooled;
    if ((marks & (MARK_ESTIMATED | MARK_CALIBRATED)) != 0)
        buf_addf(&text, " (%s)", marked(marks));
    return keep(in, &text);
}

/* "Bolag A 0114": how a row is called in a sentence. */
static void add_row_name(const Table *table, size_t row, Buf *out)
{
    buf_add(out, table->code[row]);
    if (table->label[row] != table->code[row])
        buf_addf(out, " %s", table->label[row]);
}

/* ---- Sums ---- */

static const char *sum_text(const ReportIn *in, const Rat *num)
{
    Buf text = {0};
    if (num == NULL)
        return tr("too long");
    int most = report_decimals(in->pool, rat_abs(in->pool, num));
    int places = rat_places(num, most);
    if (places < 0)
        buf_add(&text, tr("about "));
    report_grouped(in->arena, num, places < 0 ? most : places, &text);
    return keep(in, &text);
}

static void add_sums(const ReportIn *in, Buf *out)
{
    static const char *const head[] = {N_("result"), N_("sum"), N_("budget"),
                                       N_("difference"), N_("unit")};
    const Program *program = in->result->program;
    DefList defs = {0};
    for (size_t i = 0; i < program->n_defs; i++)
        if (program->def[i]->kind == DEF_RESULT
            && report_has_sum(program->def[i]))
            *VEC_ADD(in->arena, &defs) = program->def[i];
    if (defs.n == 0)
        return;
    Grid *grid = grid_new(in->arena, 5, defs.n, 1);
    for (size_t c = 0; c < 5; c++) {
        grid->col[c].head[0] = tr(head[c]);
        grid->col[c].right = c >= 1 && c <= 3;
    }
    for (size_t i = 0; i < defs.n; i++) {
        const Def *def = defs.at[i];
        Totals totals = report_totals(in->pool, in->result, def);
        grid_set(grid, i, 0, def->name);
        grid_set(grid, i, 1, sum_text(in, totals.sum));
        grid_set(grid, i, 2, sum_text(in, totals.budget));
        grid_set(grid, i, 3, sum_text(in, totals.difference));
        grid_set(grid, i, 4, report_unit(in->arena, program, &def->type));
    }
    buf_add_char(out, '\n');
    grid_print(grid, 0, in->width, out);
}

/* ---- What was not placed, and ties ---- */

static void add_leftovers(const ReportIn *in, Buf *out)
{
    LeftoverList list = {0};
    report_leftovers(in->arena, in->result, &list);
    if (list.n > 0)
        add_heading(tr("Unallocated"), out);
    for (size_t i = 0; i < list.n; i++) {
        const Leftover *left = &list.at[i];
        const Expr *expr = left->trace->expr;
        Value value = {.num = left->amount};
        Buf line = {0};
        report_value(in->arena, in->pool, in->result->program, &expr->type,
                     &value, &line);
        buf_addf(&line, tr(" of %s"),
                 report_where(in->arena, left->trace->def, expr));
        if (left->code != NULL) {
            buf_addf(&line, ", %s", left->code);
            if (left->label != left->code)
                buf_addf(&line, " %s", left->label);
        }
        add_item(in, &line, out);
    }
}

static void add_tied_rows(const TieFact *fact, const Table *table, bool won,
                          Buf *line)
{
    const RoundGroup *group = fact->group;
    size_t n = 0;
    for (size_t i = 0; i < group->n; i++) {
        const RoundRow *row = &group->out.rows[i];
        if (!row->tied || row->extra != won)
            continue;
        if (n < TIED_SHOWN) {
            buf_add(line, n > 0 ? ", " : won ? tr("; up: ") : tr("; down: "));
            add_row_name(table, group->row[i], line);
        }
        n++;
    }
    if (n > TIED_SHOWN)
        buf_addf(line, tr(" and %zu more"), n - TIED_SHOWN);
}

static void add_ties(const ReportIn *in, Buf *out)
{
    TieList list = {0};
    report_ties(in->arena, in->result, &list);
    if (list.n > 0)
        add_heading(tr("Ties at the cut of a rounding"), out);
    for (size_t i = 0; i < list.n; i++) {
        const TieFact *fact = &list.at[i];
        const Expr *expr = fact->trace->expr;
        const Table *table = in->result->data->table[expr->table];
        Buf line = {0};
        buf_add(&line, report_where(in->arena, fact->trace->def, expr));
        if (fact->code != NULL)
            buf_addf(&line, ", %s", fact->code);
        if (expr->round->n_keeping == 2)
            buf_addf(&line, tr(": another table with the same totals is as "
                               "right, %zu rows may differ; decided by %s"),
                     fact->group->out.n_tied, fact->rule);
        else
            buf_addf(&line, tr(": %zu rows equal, %zu rounded up, decided by "
                               "%s"), fact->group->out.n_tied,
                     fact->group->out.n_tied_won, fact->rule);
        add_tied_rows(fact, table, true, &line);
        add_tied_rows(fact, table, false, &line);
        add_item(in, &line, out);
    }
}

/* ---- Single values and figures ---- */

static void add_figure(const ReportIn *in, const char *name,
                       const char *value, Buf *out)
{
    Buf line = {0};
    buf_addf(&line, "%s: %s", name, value);
    add_item(in, &line, out);
}

static void add_singles(const ReportIn *in, Buf *out)
{
    DefList defs = {0};
    report_results(in, -1, &defs);
    if (defs.n > 0)
        add_heading(tr("Single values"), out);
    for (size_t i = 0; i < defs.n; i++) {
        const Def *def = defs.at[i];
        const Value *value = result_column(in->result, def)->at;
        const char *name = def->title == NULL
            ? def->name
            : arena_format(in->arena, "%s, %s", def->name, def->title);
        add_figure(in, name, value_text(in, &def->type, value), out);
    }
}

static void add_reports(const ReportIn *in, Buf *out)
{
    const Program *program = in->result->program;
    if (program->n_reports > 0)
        add_heading(tr("Figures"), out);
    for (size_t i = 0; i < program->n_reports; i++) {
        const Report *report = &program->report[i];
        const Column *column = &in->result->column[report->expr->id];
        if (column->at == NULL)
            continue;
        const char *name = report->title;
        if (name == NULL)
            name = report_place_text(in->arena, report->expr->place);
        add_figure(in, name, value_text(in, &report->expr->type, column->at),
                   out);
    }
}

static void add_changes(const ReportIn *in, Buf *out)
{
    const Program *program = in->result->program;
    bool first = true;
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind != DEF_PARAM || !def->changed)
            continue;
        if (first)
            add_heading(tr("Changed by --set"), out);
        first = false;
        const Column *column = result_column(in->result, def);
        add_figure(in, def->name,
                   column == NULL || column->at == NULL
                       ? tr("not used")
                       : value_text(in, &def->type, column->at), out);
    }
}

/* ---- Spread, marks, other tables ---- */

static void add_spread(const ReportIn *in, Buf *out)
{
    DefList defs = {0};
    bool first = true;
    if (in->table < 0)
        return;
    report_results(in, in->table, &defs);
    for (size_t i = 0; i < defs.n; i++) {
        Spread spread;
        const Def *def = defs.at[i];
        const Column *column = result_column(in->result, def);
        if (def->expr->kind != EXPR_ROUND || !report_has_sum(def)
            || column->n < 2 || !study_spread(in->arena, column, &spread))
            continue;
        if (first)
            add_heading(tr("Spread"), out);
        first = false;
        report_spread(&spread, def->name,
                      report_unit(in->arena, in->result->program,
                                  &def->type), out);
    }
}

/* Marks that reach every row, in some only through a total. */
static bool marked_reach(const Column *column, unsigned mark)
{
    return (report_marks_reach(column) & mark) != 0
           && (report_marks_all(column) & mark) == 0;
}

static void add_marks(const ReportIn *in, Buf *out)
{
    static const struct {
        unsigned mark;
        const char *words;
    } kind[] = {
        {MARK_ESTIMATED, N_("Totals behind every row hold estimated input:")},
        {MARK_CALIBRATED, N_("Totals behind every row hold calibrated "
                             "input:")},
    };
    Buf lines = {0};
    DefList defs = {0};
    if (in->table < 0)
        return;
    report_results(in, in->table, &defs);
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++)
        report_list_marked(in, &defs, marked_reach, kind[i].mark,
                           tr(kind[i].words), &lines);
    if (lines.n > 0)
        buf_addf(out, "\n%s", lines.at);
    buf_free(&lines);
}

static void add_others(const ReportIn *in, Buf *out)
{
    const Program *program = in->result->program;
    Buf line = {0};
    size_t n = 0;
    buf_add(&line, tr("Further tables (--table NAME):"));
    for (size_t t = 0; t < program->n_tables; t++) {
        DefList defs = {0};
        report_results(in, (int)t, &defs);
        if ((int)t != in->table && defs.n > 0)
            buf_addf(&line, "%s%s", n++ == 0 ? " " : ", ",
                     program->table[t].name);
    }
    if (n > 0) {
        buf_add_char(out, '\n');
        report_wrap(line.at, 4, in->width, out);
    }
    buf_free(&line);
}

void report_summary(const ReportIn *in, Buf *out)
{
    add_sums(in, out);
    add_leftovers(in, out);
    add_ties(in, out);
    add_singles(in, out);
    add_reports(in, out);
    add_changes(in, out);
    add_spread(in, out);
    add_marks(in, out);
    add_others(in, out);
}
