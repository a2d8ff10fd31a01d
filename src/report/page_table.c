/* page_table.c - tables that the script makes sortable and searchable; without
 * it they are tables in the order of the data.
 */
#include "report/page_int.h"
#include "report/report_marks.h"

#include <string.h>

/* Columns of data that stand beside the results, at most. */
#define DATA_MAX 6

void page_table_open(const Page *page, const char *caption, size_t n,
                     const PageCol *col)
{
    Buf *out = page->out;
    buf_add(out, "<div class=\"wide\"><table class=\"data\">\n<caption>");
    html_text(out, caption);
    buf_add(out, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < n; i++) {
        buf_addf(out, "<th scope=\"col\"%s",
                 col[i].number ? " class=\"n\"" : "");
        if (col[i].explain != NULL) {
            buf_add(out, " data-d=\"");
            html_text(out, col[i].explain);
            buf_add_char(out, '"');
        }
        buf_add_char(out, '>');
        html_text(out, col[i].head);
        if (col[i].unit != NULL && *col[i].unit != '\0') {
            buf_add(out, " <small>");
            html_text(out, col[i].unit);
            buf_add(out, "</small>");
        }
        buf_add(out, "</th>");
    }
    buf_add(out, "</tr></thead>\n<tbody>\n");
}

void page_row(const Page *page, const char *id)
{
    if (id != NULL)
        buf_addf(page->out, "<tr id=%s>", id);
    else
        buf_add(page->out, "<tr>");
}

/* End tags that HTML lets one leave out are left out: rows are many. */
void page_cell(const Page *page, const PageCol *col, const char *html)
{
    buf_addf(page->out, "<td%s>%s", col->number ? " class=n" : "", html);
}

void page_row_end(const Page *page)
{
    buf_add_char(page->out, '\n');
}

void page_table_close(const Page *page)
{
    buf_add(page->out, "</table></div>\n");
}

/* ---- Which amounts can be asked about ---- */

bool page_explained(const Page *page, const Def *def)
{
    size_t sum = 0;
    const Program *program = page->program;
    int main = program_main_table(program);
    if (def->kind != DEF_RESULT || def->table < 0)
        return false;
    /* Those of the main table first, then the others, as written. */
    for (int other = 0; other < 2; other++)
        for (size_t i = 0; i < program->n_defs; i++) {
            const Def *at = program->def[i];
            if (at->kind != DEF_RESULT || at->table < 0
                || (at->table != main) != other)
                continue;
            sum += page->result->data->table[at->table]->n;
            if (at == def)
                return sum <= EXPLAINED_MAX;
        }
    return false;
}

/* ---- Columns of a table ---- */

typedef struct Shown {
    const Def *def;
    const Column *column;
    const Def *per;         /* amounts per inhabitant of it, or NULL */
    Letters letters;
    const Rat **num;        /* numbers: n, else NULL */
    int places;
} Shown;

typedef VEC(Shown) ShownList;

static const Rat **numbers(const Page *page, const Column *column)
{
    const Rat **out = ARENA_ARRAY(page->arena, const Rat *, column->n);
    for (size_t i = 0; i < column->n; i++)
        out[i] = column->at[i].undefined == NULL ? column->at[i].num : NULL;
    return out;
}

static void add_column(const Page *page, const Def *def, ShownList *out)
{
    const Column *column = result_column(page->result, def);
    if (column == NULL || column->at == NULL)
        return;
    Shown *shown = VEC_ADD(page->arena, out);
    *shown = (Shown){.def = def, .column = column,
                     .letters = letters_of(column)};
    if (def->type.kind != TYPE_NUMBER)
        return;
    shown->num = numbers(page, column);
    shown->places = page_places(page, &def->type, column->n, shown->num);
}

static void add_each(const Page *page, const Def *def, const Def *per,
                     ShownList *out)
{
    const Column *amount = result_column(page->result, def);
    const Column *people = result_column(page->result, per);
    Shown *shown = VEC_ADD(page->arena, out);
    *shown = (Shown){.def = def, .column = amount, .per = per, .places = 2,
                     .letters = {.used = 0}};
    shown->num = ARENA_ARRAY(page->arena, const Rat *, amount->n);
    for (size_t i = 0; i < amount->n; i++)
        shown->num[i] = amount->at[i].num == NULL
                            ? NULL
                            : rat_div(page->pool, amount->at[i].num,
                                      people->at[i].num);
}

static void find_columns(const Page *page, int table, ShownList *out)
{
    const Program *program = page->program;
    const Def *per = page_population(page, table);
    size_t data = 0;
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind != DEF_RESULT || def->table != table)
            continue;
        add_column(page, def, out);
        if (per != NULL && type_is_money(program, &def->type))
            add_each(page, def, per, out);
    }
    for (size_t i = 0; i < program->n_defs && data < DATA_MAX; i++)
        if (program->def[i]->kind == DEF_DATA
            && program->def[i]->table == table) {
            add_column(page, program->def[i], out);
            data++;
        }
}

static PageCol column_head(const Page *page, const Shown *shown)
{
    const Def *def = shown->def;
    ChartUnit unit = page_chart_unit(page, &def->type);
    bool number = def->type.kind == TYPE_NUMBER;
    if (shown->per != NULL)
        return (PageCol){tr("per inhabitant"),
                         arena_format(page->arena, "%s", unit.word), true,
                         NULL};
    return (PageCol){page_def_title(page, def), number ? unit.word : NULL,
                     number,
                     page_explained(page, def) ? def->name : NULL};
}

/* ---- Cells ---- */

static const char *cell_html(const Page *page, const Shown *shown, size_t i)
{
    Buf out = {0};
    const Value *value = &shown->column->at[i];
    buf_add(&out, "");
    if (shown->num != NULL && shown->num[i] != NULL)
        html_text(&out, page_fixed(page, &shown->def->type, shown->num[i],
                                   shown->places));
    else
        html_text(&out, page_value(page, &shown->def->type, value));
    if (shown->per == NULL && shown->letters.widest > 0) {
        const char *letters = marks_cell(page->arena, &shown->letters,
                                         value);
        if (*letters != '\0')
            buf_addf(&out, "<i>%s</i>", letters);
    }
    return html_keep(page->arena, &out);
}

static void add_rows(const Page *page, int table, size_t n,
                     const PageCol *col, const ShownList *list)
{
    const Table *rows = page->result->data->table[table];
    for (size_t i = 0; i < rows->n; i++) {
        page_row(page, table != program_main_table(page->program)
                           ? NULL
                           : page_row_id(page, "r", rows->code[i]));
        page_cell(page, &col[0], html_plain(page->arena, rows->code[i]));
        page_cell(page, &col[1], html_plain(page->arena, rows->label[i]));
        for (size_t c = 2; c < n; c++)
            page_cell(page, &col[c], cell_html(page, &list->at[c - 2], i));
        page_row_end(page);
    }
}

/* ---- Sums under it ---- */

/* One line of the foot: which of the totals, for each column that has any. */
static void foot_line(const Page *page, const char *word, size_t n,
                      const ShownList *list, const Totals *totals, int which)
{
    buf_addf(page->out, "<tr><th scope=\"row\" colspan=\"2\">%s</th>", word);
    for (size_t c = 0; c + 2 < n; c++) {
        const Totals *t = &totals[c];
        const Rat *num = which == 0 ? t->sum
                       : which == 1 ? t->budget : t->difference;
        buf_add(page->out, "<td class=n>");
        if (num != NULL)
            html_text(page->out,
                      page_fixed(page, &list->at[c].def->type, num,
                                 list->at[c].places));
    }
    buf_add_char(page->out, '\n');
}

static void add_foot(const Page *page, size_t n, const ShownList *list)
{
    Totals *totals = ARENA_ARRAY(page->arena, Totals, n);
    bool any = false, differ = false;
    for (size_t c = 0; c + 2 < n; c++) {
        const Shown *shown = &list->at[c];
        if (shown->per != NULL || !report_has_sum(shown->def))
            continue;
        totals[c] = report_totals(page->pool, page->result, shown->def);
        if (shown->def->expr == NULL
            || shown->def->expr->kind != EXPR_ROUND)
            totals[c].budget = totals[c].difference = NULL;
        any = any || totals[c].sum != NULL;
        differ = differ || (totals[c].difference != NULL
                            && rat_sign(totals[c].difference) != 0);
    }
    if (!any)
        return;
    buf_add(page->out, "</tbody>\n<tfoot>\n");
    foot_line(page, tr("Sum"), n, list, totals, 0);
    if (differ) {
        foot_line(page, tr("Before rounding"), n, list, totals, 1);
        foot_line(page, tr("Difference"), n, list, totals, 2);
    }
    buf_add(page->out, "</tfoot>\n");
}

/* ---- Marks ---- */

static void add_legend(const Page *page, const ShownList *list)
{
    Buf text = {0};
    Letters all = {0};
    for (size_t c = 0; c < list->n; c++)
        if (list->at[c].per == NULL)
            all.used |= list->at[c].letters.used;
    if (all.used == 0)
        return;
    letters_legend(all.used, 100000, &text);
    buf_add(page->out, "<p class=\"legend\">");
    html_text(page->out, text.at);
    buf_add(page->out, "</p>\n");
    buf_free(&text);
}

void page_recipients(const Page *page, int table)
{
    ShownList list = {0};
    const Table *rows = page->result->data->table[table];
    find_columns(page, table, &list);
    size_t n = 2 + list.n;
    PageCol *col = ARENA_ARRAY(page->arena, PageCol, n);
    col[0] = (PageCol){tr("Code"), NULL, false, NULL};
    col[1] = (PageCol){tr("Name"), NULL, false, NULL};
    for (size_t c = 0; c < list.n; c++)
        col[2 + c] = column_head(page, &list.at[c]);
    page_table_open(page,
                    arena_format(page->arena, "%s %s",
                                 page_count(page, rows->n),
                                 page_rows_word(page, table)), n, col);
    add_rows(page, table, n, col, &list);
    add_foot(page, n, &list);
    page_table_close(page);
    add_legend(page, &list);
}
