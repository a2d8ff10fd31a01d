/* page_sources.c - what a result rests on, and what is to be said beside it:
 * marks, inputs with sources and dates, ties, what was not placed, agreement
 * with what was published.
 */
#include "report/page_int.h"
#include "report/report_study.h"

/* ---- Marks ---- */

static unsigned marks_reaching(const Column *column)
{
    unsigned out = 0;
    for (size_t i = 0; column != NULL && column->at != NULL
                       && i < column->n; i++)
        out |= (unsigned)column->at[i].marks | column->at[i].pooled;
    return out;
}

/* "every row of Bidrag", "some rows of Bidrag" */
static void add_marked(const Page *page, unsigned mark, Buf *out)
{
    const Program *program = page->program;
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        const Column *column = result_column(page->result, def);
        if (def->kind != DEF_RESULT
            || (marks_reaching(column) & mark) == 0)
            continue;
        const char *name = html_quoted(page->arena,
                                       page_def_title(page, def));
        bool all = (report_marks_reach(column) & mark) != 0;
        buf_addf(out, "%s%s", out->n > 0 ? ", " : "",
                 def->table < 0 || all
                     ? name
                     : html_say(page->arena, tr("%s (some rows)"), name));
    }
}

static void banner(const Page *page, unsigned mark, const char *word,
                   const char *meaning)
{
    Buf list = {0};
    add_marked(page, mark, &list);
    if (list.n > 0)
        buf_addf(page->out, "<p class=\"banner\"><em class=\"mark\">%s</em> "
                            "%s %s</p>\n", word, meaning, list.at);
    buf_free(&list);
}

void page_mark_banner(const Page *page)
{
    banner(page, MARK_CALIBRATED, tr("calibrated"),
           tr("Computed from input that was fitted to a published table, so "
              "that agreement with it proves nothing new:"));
    banner(page, MARK_ESTIMATED, tr("estimated"),
           tr("Computed from input that was estimated:"));
}

static unsigned input_marks(const Page *page, const Def *def)
{
    unsigned out = def->kind == DEF_PARAM ? (unsigned)def->mark : 0;
    const DataColumn *data = def->kind == DEF_DATA
                                 ? page->data->column[def->id]
                                 : NULL;
    for (size_t i = 0; data != NULL && i < data->n; i++)
        out |= (unsigned)data->at[i].marks | data->at[i].pooled;
    return out;
}

void page_input_banner(const Page *page)
{
    static const unsigned mark[] = {MARK_CALIBRATED, MARK_ESTIMATED};
    for (size_t m = 0; m < 2; m++) {
        Buf list = {0};
        for (size_t i = 0; i < page->program->n_defs; i++) {
            const Def *def = page->program->def[i];
            if ((input_marks(page, def) & mark[m]) != 0)
                buf_addf(&list, "%s%s", list.n > 0 ? ", " : "",
                         html_quoted(page->arena, page_def_title(page, def)));
        }
        if (list.n > 0)
            buf_addf(page->out, "<p class=\"banner\">%s %s</p>\n",
                     page_marks(page, mark[m]),
                     html_say(page->arena, tr("Input with this mark: %s."),
                              list.at));
        buf_free(&list);
    }
}

/* ---- Ties, and what was not placed ---- */

static const char *where(const Page *page, const Def *def, const Expr *e)
{
    return def != NULL ? page_def_title(page, def)
                       : report_where(page->arena, NULL, e);
}

static const char *row_list(const Page *page, const TieFact *fact, bool up)
{
    Buf out = {0};
    const RoundGroup *group = fact->group;
    size_t n = 0;
    buf_add(&out, "");
    for (size_t i = 0; i < group->n; i++)
        if (group->out.rows[i].tied && group->out.rows[i].extra == up) {
            n++;
            if (n > 8)
                continue;
            buf_add(&out, n > 1 ? ", " : "");
            html_text(&out, page_row_name(page, fact->trace->expr->table,
                                          group->row[i]));
        }
    if (n > 8)
        buf_add(&out, html_say(page->arena, tr(" and %s more"),
                               html_plain(page->arena,
                                          page_count(page, n - 8))));
    return html_keep(page->arena, &out);
}

static void add_ties(const Page *page)
{
    TieList list = {0};
    report_ties(page->arena, page->result, &list);
    for (size_t i = 0; i < list.n; i++)
        page_paragraph(page, html_say(page->arena,
            tr("Equal at the cut when %s was rounded, decided by %s. "
               "Rounded up: %s. Rounded down: %s."),
            html_quoted(page->arena, where(page, list.at[i].trace->def,
                                           list.at[i].trace->expr)),
            html_plain(page->arena, list.at[i].rule),
            row_list(page, &list.at[i], true),
            row_list(page, &list.at[i], false)));
}

static void add_leftovers(const Page *page)
{
    LeftoverList list = {0};
    report_leftovers(page->arena, page->result, &list);
    for (size_t i = 0; i < list.n; i++) {
        const Leftover *left = &list.at[i];
        page_paragraph(page, html_say(page->arena,
            left->label == NULL ? tr("%s of %s could not be placed.")
                                : tr("%s of %s could not be placed in %s."),
            html_strong(page->arena,
                        page_amount(page, &left->trace->expr->type,
                                    left->amount)),
            html_quoted(page->arena, where(page, left->trace->def,
                                           left->trace->expr)),
            left->label == NULL ? "" : html_plain(page->arena,
                                                  left->label)));
    }
}

void page_notes(const Page *page, const Def *def)
{
    (void)def;
    add_leftovers(page);
    add_ties(page);
}

/* ---- Agreement with what was published ---- */

static const char *what_expected(const Page *page, const Verdict *v)
{
    const Expect *expect = v->expect;
    if (expect->result == NULL)
        return html_code(page->arena,
                         report_place_text(page->arena,
                                           place_join(expect->left->place,
                                                      expect->right->place)));
    Buf file = {0};
    report_expect_file(expect, &file);
    const char *out = html_say(page->arena, "%s%s",
        html_quoted(page->arena, page_def_title(page, expect->result)),
        html_plain(page->arena, file.at == NULL ? "" : file.at));
    buf_free(&file);
    return out;
}

static const char *difference(const Page *page, const Verdict *v)
{
    const Type *type = report_expect_type(v->expect);
    bool equality = v->expect->result != NULL
                    || v->expect->compare == EXPR_EQ;
    if (!equality || v->difference == NULL || rat_sign(v->difference) == 0
        || type->kind != TYPE_NUMBER)
        return "";
    return html_plain(page->arena, page_amount(page, type, v->difference));
}

void page_checks(const Page *page, const Verdict *verdict, size_t n)
{
    static const char *const word[] = {
#define X(name, column, sentence) [VERDICT_##name] = N_(column),
        VERDICTS(X)
#undef X
    };
    PageCol col[] = {{tr("What was published"), NULL, false, NULL},
                     {tr("Rows"), NULL, true, NULL},
                     {tr("Equal"), NULL, true, NULL},
                     {tr("Largest difference"), NULL, true, NULL},
                     {tr("State"), NULL, false, NULL}};
    page_table_open(page, tr("Compared with what was published"), 5, col);
    for (size_t i = 0; i < n; i++) {
        const Verdict *v = &verdict[i];
        Buf what = {0};
        buf_add(&what, what_expected(page, v));
        if (v->expect->because != NULL) {
            buf_add(&what, "<small>");
            html_text(&what, v->expect->because);
            buf_add(&what, "</small>");
        }
        page_row(page, NULL);
        page_cell(page, &col[0], html_keep(page->arena, &what));
        page_cell(page, &col[1], page_count(page, v->n_compared));
        page_cell(page, &col[2], page_count(page, v->n_equal));
        page_cell(page, &col[3], difference(page, v));
        page_cell(page, &col[4],
                  arena_format(page->arena, "<em class=\"state s%d\">%s</em>",
                               (int)v->state, tr(word[v->state])));
        page_row_end(page);
    }
    page_table_close(page);
}

/* ---- Parameters and data ---- */

static unsigned mark_bits(Mark mark)
{
    return mark == MARK_NONE ? 0 : (unsigned)mark;
}

static const char *source_html(const Page *page, const char *source,
                               bool dated, Date date)
{
    Buf out = {0};
    html_text(&out, source == NULL ? tr("no source stated") : source);
    if (dated) {
        buf_add(&out, ", <time>");
        buf_add(&out, page_date(page, date));
        buf_add(&out, "</time>");
    }
    return html_keep(page->arena, &out);
}

/* As it came out, or as it is written where there are many variants. */
static const char *param_value(const Page *page, const Def *def)
{
    Buf out = {0};
    const Column *column = page->result == NULL
                               ? NULL
                               : result_column(page->result, def);
    if (page->result == NULL && def->expr != NULL)
        return html_code(page->arena, report_place_text(page->arena,
                                                        def->expr->place));
    if (column == NULL || column->at == NULL)
        return NULL;
    html_number(&out, page_value(page, &def->type, column->at));
    return html_keep(page->arena, &out);
}

static void param_row(const Page *page, const PageCol *col, const Def *def)
{
    const char *text = param_value(page, def);
    if (text == NULL)
        return;
    Buf value = {0};
    buf_add(&value, text);
    buf_add(&value, page_marks(page, mark_bits(def->mark)));
    page_row(page, NULL);
    page_cell(page, &col[0], html_plain(page->arena,
                                        page_def_title(page, def)));
    page_cell(page, &col[1], html_code(page->arena, def->name));
    page_cell(page, &col[2], html_keep(page->arena, &value));
    page_cell(page, &col[3],
              def->changed ? html_plain(page->arena,
                                        tr("changed by --set"))
                           : source_html(page, def->source, def->has_dated,
                                         def->dated));
    page_row_end(page);
}

static void data_rows(const Page *page, const PageCol *col, const Def *def)
{
    const DataColumn *data = page->data->column[def->id];
    for (size_t i = 0; data != NULL && i < data->n_origins; i++) {
        const Origin *origin = &data->origin[i];
        Buf from = {0};
        html_text(&from, origin->file == NULL
                             ? tr("a constant of the scenario")
                             : origin->file);
        if (origin->column != NULL) {
            buf_add(&from, ", ");
            html_text(&from, origin->column);
        }
        buf_add(&from, page_marks(page, mark_bits(origin->mark)));
        page_row(page, NULL);
        page_cell(page, &col[0], html_plain(page->arena,
                                            page_def_title(page, def)));
        page_cell(page, &col[1], html_code(page->arena, def->name));
        page_cell(page, &col[2], html_keep(page->arena, &from));
        page_cell(page, &col[3], source_html(page, origin->source,
                                             origin->has_date,
                                             origin->dated));
        page_row_end(page);
    }
}

void page_inputs(const Page *page, const char *caption)
{
    const Program *program = page->program;
    PageCol col[] = {{tr("Input"), NULL, false, NULL},
                     {tr("In the formula"), NULL, false, NULL},
                     {tr("Value, or where it comes from"), NULL, false,
                      NULL},
                     {tr("Source and date"), NULL, false, NULL}};
    page_table_open(page, caption, 4, col);
    for (size_t i = 0; i < program->n_defs; i++)
        if (program->def[i]->kind == DEF_PARAM)
            param_row(page, col, program->def[i]);
    for (size_t i = 0; i < program->n_defs; i++)
        if (program->def[i]->kind == DEF_DATA)
            data_rows(page, col, program->def[i]);
    page_table_close(page);
}
