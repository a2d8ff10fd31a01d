/* page_run.c - one scenario as a page: its parts in the order of reading. */
#include "report/page.h"
#include "report/page_int.h"
#include "study/asked.h"

static const char *title_of(const Program *program)
{
    return program->scenario_title != NULL ? program->scenario_title
         : program->scenario_name != NULL ? program->scenario_name
                                          : program->name;
}

/* "Minimibelopp samt fördelning efter nyckel · S2020/06722/FS · 2020-11-01" */
static const char *under_title(const Page *page)
{
    const Program *program = page->program;
    Buf out = {0};
    buf_add(&out, program->title != NULL ? program->title : program->name);
    for (size_t i = 0; i < program->n_sources; i++)
        buf_addf(&out, " \xC2\xB7 %s", program->source[i]);
    if (program->has_date)
        buf_addf(&out, " \xC2\xB7 %s", page_date(page, program->date));
    return html_keep(page->arena, &out);
}

static void recipients(const Page *page, int main)
{
    const Program *program = page->program;
    if (main >= 0)
        page_recipients(page, main);
    for (size_t t = 0; t < program->n_tables; t++) {
        DefList list = {0};
        ReportIn in = {.arena = page->arena, .result = page->result,
                       .table = (int)t};
        report_results(&in, (int)t, &list);
        if ((int)t != main && list.n > 0)
            page_recipients(page, (int)t);
    }
}

static void add_map(const Page *page, const Def *def)
{
    const Column *column = result_column(page->result, def);
    const Rat **num = ARENA_ARRAY(page->arena, const Rat *, column->n);
    unsigned char *marks = ARENA_ARRAY(page->arena, unsigned char,
                                       column->n);
    for (size_t i = 0; i < column->n; i++) {
        num[i] = column->at[i].undefined == NULL ? column->at[i].num : NULL;
        marks[i] = column->at[i].marks;
    }
    PageMap map = {.table = page->result->data->table[def->table],
                   .title = page_def_title(page, def), .type = &def->type,
                   .num = num, .marks = marks, .prefix = "r"};
    page_map(page, &map);
}

static void distribution(const Page *page, const Def *def)
{
    page_section(page, "distribution", tr("Distribution"));
    buf_add(page->out, "<div class=\"beside\">\n");
    add_map(page, def);
    page_charts(page, def);
    buf_add(page->out, "</div>\n");
    page_section_end(page);
}

static bool any_unexplained(const Page *page)
{
    for (size_t i = 0; i < page->program->n_defs; i++) {
        const Def *def = page->program->def[i];
        if (def->kind == DEF_RESULT && def->table >= 0
            && !page_explained(page, def))
            return true;
    }
    return false;
}

static void derivations(const Page *page, const Def *def, int main)
{
    page_section(page, "recipients", tr("Recipients"));
    page_paragraph(page, html_say(page->arena,
        tr("Every amount can be traced to its inputs: where the script of "
           "this page runs, choose one to see how it came about.")));
    recipients(page, main);
    if (any_unexplained(page))
        page_paragraph(page, html_say(page->arena,
            tr("Only the first %s amounts can be chosen here; %s tells the "
               "same of all."),
            html_plain(page->arena, page_count(page, EXPLAINED_MAX)),
            html_code(page->arena, "fordela explain")));
    if (def != NULL)
        page_example(page, def);
    page_derivations_run(page);
    page_section_end(page);
}

void page_run(const PageIn *in, Buf *out)
{
    static const char *const contents[] = {
        "decision", N_("The decision"), "distribution", N_("Distribution"),
        "recipients", N_("Recipients"), "sources", N_("Sources"),
        "files", N_("Files"), NULL};
    Page page = page_begin(in->arena, in->pool, in->result->program,
                           in->result, out);
    const Def *def = in->shown;
    page.shapes = in->frame.shapes;
    page_open(&page, tr("Allocation"), title_of(page.program),
              under_title(&page));
    page_contents(&page, contents);
    page_mark_banner(&page);
    page_section(&page, "decision", tr("The decision"));
    page_decision(&page, def);
    page_notes(&page, def);
    page_figures(&page, def);
    page_section_end(&page);
    if (def != NULL)
        distribution(&page, def);
    derivations(&page, def, program_main_table(page.program));
    page_section(&page, "sources", tr("Sources"));
    page_inputs(&page, tr("Parameters and data"));
    if (in->n_verdicts > 0)
        page_checks(&page, in->verdict, in->n_verdicts);
    page_section_end(&page);
    page_close(&page, &in->frame);
}
