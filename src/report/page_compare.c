/* page_compare.c - scenarios beside the first of them, as a page: what each
 * reform changes, who gains and who loses.
 */
#include "report/page_compare_int.h"
#include "report/page_many.h"

/* Bars of gains, and of losses, at most. */
#define BARS_MOST 10

/* ---- Words ---- */

static const char *amount(const Versus *v, const Rat *num)
{
    return html_strong(v->page.arena,
                       page_amount(&v->page, &v->c->def->type, num));
}

const char *versus_change(const Versus *v, const Rat *num)
{
    return page_change(&v->page, &v->c->def->type, num);
}

const char *versus_prefix(const Versus *v)
{
    return arena_format(v->page.arena, "r%zu-", v->number + 1);
}

static const char *count(const Versus *v, size_t n)
{
    return html_strong(v->page.arena, page_count(&v->page, n));
}

static void say_changes(const Versus *v)
{
    const PartList *differs = &v->in->differs[v->number];
    const Page *page = &v->page;
    if (differs->n == 0) {
        page_paragraph(page, html_plain(page->arena,
            tr("Nothing is written otherwise than in the first "
               "scenario.")));
        return;
    }
    page_paragraph(page, html_plain(page->arena, tr("What it changes:")));
    buf_add(page->out, "<ul class=\"steps\">\n");
    for (size_t i = 0; i < differs->n; i++)
        buf_addf(page->out, "<li>%s</li>\n",
                 html_code(page->arena, cmp_change(v->in,
                                                   differs->at[i].change)));
    buf_add(page->out, "</ul>\n");
}

static void say_lead(const Versus *v)
{
    const CompareSum *all = &v->reform->all;
    const Page *page = &v->page;
    buf_addf(page->out, "<p class=\"lead\">%s</p>\n",
             html_say(page->arena,
                      tr("%s of %s %s gain, %s lose, %s are unchanged."),
                      count(v, all->gain), count(v, all->n),
                      html_plain(page->arena,
                                 page_rows_word(page, v->c->def->table)),
                      count(v, all->lose),
                      count(v, all->n - all->gain - all->lose)));
    if (all->before == NULL || !report_has_sum(v->c->def))
        return;
    if (rat_sign(all->change) == 0)
        page_paragraph(page, html_say(page->arena,
            tr("The sum stays as it is: %s."), amount(v, all->before)));
    else
        page_paragraph(page, html_say(page->arena,
            tr("The sum goes from %s to %s: %s."), amount(v, all->before),
            amount(v, all->after),
            html_strong(page->arena, versus_change(v, all->change))));
}

/* ---- Key figures ---- */

static void figure(const Versus *v, const char *label, const char *html,
                   const char *under)
{
    buf_addf(v->page.out, "<div><dt>%s</dt><dd>%s<small>%s</small></dd>"
                          "</div>\n", label, html, under);
}

static void end_figure(const Versus *v, const char *label, size_t row)
{
    Buf number = {0};
    html_number(&number, versus_change(v, v->reform->row[row].change));
    figure(v, label, html_keep(v->page.arena, &number),
           html_plain(v->page.arena, v->c->table->label[row]));
}

static const char *gini(const Versus *v, const CompareSpread *spread)
{
    return spread->known ? tr_decimal(arena_format(v->page.arena, "%.4f",
                                                   spread->gini))
                         : "\xE2\x80\x93";
}

static void add_figures(const Versus *v)
{
    const CompareReform *r = v->reform;
    const CompareSpread *now = &v->c->spread[v->number + 1];
    buf_add(v->page.out, "<dl class=\"figures\">\n");
    if (r->all.gain > 0)
        end_figure(v, tr("Largest gain"), r->order[0]);
    if (r->all.lose > 0)
        end_figure(v, tr("Largest loss"), r->order[r->all.n - 1]);
    if (v->c->spread[0].known || now->known)
        figure(v, tr("Gini coefficient"), gini(v, now),
               html_say(v->page.arena, tr("before: %s (a statistic)"),
                        gini(v, &v->c->spread[0])));
    buf_add(v->page.out, "</dl>\n");
}

/* ---- Gains and losses, drawn ---- */

static ChartBar bar(const Versus *v, size_t row)
{
    const Rat *change = v->reform->row[row].change;
    return (ChartBar){v->c->table->label[row], rat_to_double(change),
                      versus_change(v, change)};
}

/* Takes both numbers, in this order. */
static const char *bars_sentence(size_t gain, size_t lose)
{
    if (lose == 0)
        return tr("The %1$zu largest gains; %2$zu lose.");
    if (gain == 0)
        return tr("%1$zu gain; the %2$zu largest losses.");
    return tr("The %1$zu largest gains and the %2$zu largest losses.");
}

static void add_bars(Versus *v)
{
    const CompareReform *r = v->reform;
    ChartBar list[2 * BARS_MOST];
    size_t n = 0, gain = r->all.gain, lose = r->all.lose;
    gain = gain > BARS_MOST ? BARS_MOST : gain;
    lose = lose > BARS_MOST ? BARS_MOST : lose;
    for (size_t i = 0; i < gain; i++)
        list[n++] = bar(v, r->order[i]);
    for (size_t i = lose; i > 0; i--)
        list[n++] = bar(v, r->order[r->all.n - i]);
    buf_add(v->page.out, "<div class=\"changes\">\n");
    chart_bars(&v->page.chart, tr("Who gains and who loses most"),
               arena_format(v->page.arena, bars_sentence(gain, lose), gain,
                            lose), n, list);
    buf_add(v->page.out, "</div>\n");
}

static void add_histograms(Versus *v)
{
    const Page *page = &v->page;
    size_t n = v->c->n_rows;
    double *change = ARENA_ARRAY(page->arena, double, n);
    double *percent = ARENA_ARRAY(page->arena, double, n);
    size_t known = 0;
    ChartUnit unit = page_chart_unit(page, &v->c->def->type);
    static const ChartUnit share = {"", false, true};
    const char *rows = page_rows_word(page, v->c->def->table);
    for (size_t i = 0; i < n; i++) {
        const CompareRow *row = &v->reform->row[i];
        change[i] = rat_to_double(row->change);
        if (row->percent != NULL)
            percent[known++] = rat_to_double(row->percent) / 100;
    }
    buf_add(page->out, "<div class=\"charts\">\n");
    chart_histogram(&v->page.chart, tr("Change"), n, change, &unit, rows);
    chart_histogram(&v->page.chart, tr("Change"), known, percent, &share,
                    rows);
    buf_add(page->out, "</div>\n");
}

static void add_map(const Versus *v)
{
    const Rat **num = ARENA_ARRAY(v->page.arena, const Rat *, v->c->n_rows);
    unsigned char *marks = ARENA_ARRAY(v->page.arena, unsigned char,
                                       v->c->n_rows);
    for (size_t i = 0; i < v->c->n_rows; i++) {
        num[i] = v->reform->row[i].change;
        marks[i] = v->reform->row[i].marks;
    }
    PageMap map = {.table = v->c->table, .title = tr("Change"),
                   .type = &v->c->def->type, .num = num, .marks = marks,
                   .change = true, .prefix = versus_prefix(v)};
    page_map(&v->page, &map);
}

/* ---- The page ---- */

static Versus versus(const CompareReport *in, size_t number, Buf *out)
{
    const Compare *c = in->compare;
    const CompareReform *reform = &c->reform[number];
    return (Versus){
        .page = page_begin(in->arena, in->pool, c->side[0].result->program,
                           c->side[0].result, out),
        .in = in, .c = c, .reform = reform, .number = number,
        .places = cmp_places(in, reform),
        .each_places = cmp_each_places(in, reform)};
}

static void add_reform(const CompareReport *in, size_t number,
                       const PageFrame *frame, size_t *figures, Buf *out)
{
    Versus v = versus(in, number, out);
    v.page.chart.number = *figures;
    v.page.shapes = frame->shapes;
    page_section(&v.page, arena_format(in->arena, "reform%zu", number + 1),
                 cmp_title(in, v.reform->side));
    say_lead(&v);
    say_changes(&v);
    add_figures(&v);
    if (v.reform->all.gain + v.reform->all.lose > 0) {
        buf_add(out, "<div class=\"beside\">\n");
        add_map(&v);
        add_bars(&v);
        buf_add(out, "</div>\n");
        add_histograms(&v);
    }
    versus_groups(&v, &v.c->region, v.reform->region);
    versus_groups(&v, &v.c->size, v.reform->size);
    versus_parts(&v);
    page_section_end(&v.page);
    *figures = v.page.chart.number;
}

static void add_sources(const CompareReport *in, Buf *out)
{
    const Compare *c = in->compare;
    Versus v = versus(in, 0, out);
    page_section(&v.page, "sources", tr("Sources"));
    for (size_t i = 0; i < c->n_sides; i++) {
        const Result *result = c->side[i].result;
        Page page = page_begin(in->arena, in->pool, result->program, result,
                               out);
        page_inputs(&page, cmp_title(in, &c->side[i]));
    }
    page_section_end(&v.page);
}

static void add_recipients(const CompareReport *in, Buf *out)
{
    Versus v = versus(in, 0, out);
    page_section(&v.page, "recipients", tr("Recipients"));
    for (size_t i = 0; i + 1 < in->compare->n_sides; i++) {
        Versus one = versus(in, i, out);
        versus_recipients(&one);
    }
    versus_derivations(&v);
    page_section_end(&v.page);
}

void page_compare(const CompareReport *in, const PageFrame *frame, Buf *out)
{
    static const char *const contents[] = {
        "reform1", N_("What changes"), "recipients", N_("Recipients"),
        "sources", N_("Sources"), "files", N_("Files"), NULL};
    Versus v = versus(in, 0, out);
    size_t figures = 0;
    page_open(&v.page, tr("Comparison"),
              arena_format(in->arena, tr("What changes: %s"),
                           cmp_title(in, &in->compare->side[0])),
              arena_format(in->arena, tr("%s, compared with %s"),
                           page_def_title(&v.page, in->compare->def),
                           cmp_title(in, &in->compare->side[0])));
    page_contents(&v.page, contents);
    versus_banner(&v);
    for (size_t i = 0; i + 1 < in->compare->n_sides; i++)
        add_reform(in, i, frame, &figures, out);
    add_recipients(in, out);
    add_sources(in, out);
    page_close(&v.page, frame);
}
