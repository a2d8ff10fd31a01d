/* page_derive.c - the derivation of every amount, packed for the script.
 *
 * Written out, 290 derivations are 640 kilobytes, and those of applications
 * with long claims 15 megabytes. But derivations of one column say the same
 * lines with other numbers. So a line is kept once as a pattern, with a gap for
 * each run of digits; what sequence of patterns a derivation is, with its
 * depths, is kept once as a shape, with the numbers of the first row that has
 * it; and of each row there remain its shape and the numbers that differ from
 * those, parted by "|". 290 rows are then some 30 kilobytes. page.js undoes it.
 */
#include "report/page_int.h"

#include <string.h>

#include "study/study.h"
#include "table/table.h"

/* Stands for a number in a pattern: no text of ours has it (U+FFFC). */
#define GAP "\xEF\xBF\xBC"
#define NBSP "\xC2\xA0"
/* Deeper steps are not indented further. */
#define LEVELS_MAX 12

typedef VEC(const char *) Texts;

/* Texts by number, each kept once. */
typedef struct Pool {
    CodeIndex *index;
    Texts list;
} Pool;

typedef struct Pack {
    const Page *page;
    Arena *arena;           /* for the length of the packing */
    Pool pattern, shape;
    Texts first;            /* by shape: numbers of the first row */
    Buf shape_key, numbers; /* of the row at work */
} Pack;

static size_t pool_add(Arena *arena, Pool *pool, const char *text)
{
    size_t at = pool->list.n;
    const char *copy = arena_string(arena, text);
    if (!code_index_add(pool->index, copy, at, &at))
        return at;
    *VEC_ADD(arena, &pool->list) = copy;
    return at;
}

/* ---- Lines ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of a run of digits, with the blanks, points and commas inside it. */
static size_t number_length(const char *at)
{
    size_t n = 0;
    while (is_digit(at[n])) {
        n++;
        if ((at[n] == '.' || at[n] == ',') && is_digit(at[n + 1]))
            n++;
        else if (strncmp(at + n, NBSP, 2) == 0 && is_digit(at[n + 2]))
            n += 2;
    }
    return n;
}

/* The line as a pattern; its numbers go to p->numbers. Somebody else's U+FFFC
 * becomes U+FFFD. */
static const char *pattern_of(Pack *p, const char *text)
{
    Buf out = {0};
    buf_add(&out, "");
    while (*text != '\0') {
        size_t n = number_length(text);
        if (n > 0) {
            buf_add(&out, GAP);
            buf_add_n(&p->numbers, text, n);
            buf_add_char(&p->numbers, '|');
            text += n;
        } else if (strncmp(text, GAP, 3) == 0) {
            buf_add(&out, "\xEF\xBF\xBD");
            text += 3;
        } else {
            buf_add_char(&out, *text++);
        }
    }
    return html_keep(p->arena, &out);
}

static void add_line(Pack *p, size_t level, bool head, const char *text)
{
    size_t depth = level > LEVELS_MAX ? LEVELS_MAX : level;
    size_t at = pool_add(p->arena, &p->pattern, pattern_of(p, text));
    buf_addf(&p->shape_key, "%s%zu,%zu", p->shape_key.n > 0 ? "," : "",
             2 * depth + !head, at);
}

/* The depth of steps is bounded by the study. */
static void add_step(Pack *p, const Step *step, size_t level)
{
    add_line(p, level, true, step->head);
    for (size_t i = 0; i < step->lines.n; i++)
        add_line(p, level, false, step->lines.at[i]);
    for (size_t i = 0; i < step->steps.n; i++)
        add_step(p, step->steps.at[i], level + 1);
}

/* ---- Rows ---- */

/* Numbers equal to those of the first row are left out. */
static void add_differing(const char *first, const char *numbers, Buf *out)
{
    Buf row = {0};
    buf_add(&row, "");
    while (*numbers != '\0') {
        size_t n = strcspn(numbers, "|"), m = strcspn(first, "|");
        if (n != m || strncmp(numbers, first, n) != 0)
            buf_add_n(&row, numbers, n);
        buf_add_char(&row, '|');
        numbers += n + 1;
        first += m + 1;
    }
    while (row.n > 0 && row.at[row.n - 1] == '|')
        row.at[--row.n] = '\0';
    html_json(out, row.at);
    buf_free(&row);
}

static void add_row(Pack *p, const Explanation *e, Buf *out)
{
    buf_free(&p->shape_key);
    buf_free(&p->numbers);
    p->shape_key = p->numbers = (Buf){0};
    buf_add(&p->shape_key, "");
    buf_add(&p->numbers, "");
    for (size_t i = 0; i < e->steps.n; i++)
        add_step(p, e->steps.at[i], 0);
    size_t shapes = p->shape.list.n;
    size_t shape = pool_add(p->arena, &p->shape, p->shape_key.at);
    if (shape == shapes)
        *VEC_ADD(p->arena, &p->first) = arena_string(p->arena,
                                                     p->numbers.at);
    buf_addf(out, "%zu,", shape);
    add_differing(p->first.at[shape], p->numbers.at, out);
}

static const Explanation *explain(const Page *page, Arena *arena,
                                  const Derived *of, size_t i)
{
    Diags *diags = diags_new(arena);
    size_t row = of->row == NULL ? i : of->row[i];
    return study_explain(arena, page->pool, of->result,
                         of->result->data->table[of->def->table]->code[row],
                         of->def->name, diags);
}

static void add_list(Pack *p, const Derived *of, Buf *out)
{
    html_json(out, of->key);
    buf_add(out, ":[");
    for (size_t i = 0; i < of->n; i++) {
        Arena *arena = arena_new();
        const Explanation *e = explain(p->page, arena, of, i);
        if (i > 0)
            buf_add_char(out, ',');
        if (e == NULL)
            buf_add(out, "-1,\"\"");
        else
            add_row(p, e, out);
        arena_free(arena);
    }
    buf_add(out, "]");
}

/* ---- The whole ---- */

static void add_patterns(const Pack *p, Buf *out)
{
    buf_add(out, ",\"p\":[");
    for (size_t i = 0; i < p->pattern.list.n; i++) {
        buf_add(out, i > 0 ? "," : "");
        html_json(out, p->pattern.list.at[i]);
    }
    buf_add_char(out, ']');
}

static void add_shapes(const Pack *p, Buf *out)
{
    buf_add(out, ",\"s\":[");
    for (size_t i = 0; i < p->shape.list.n; i++) {
        buf_addf(out, "%s[[%s],", i > 0 ? "," : "", p->shape.list.at[i]);
        html_json(out, p->first.at[i]);
        buf_add_char(out, ']');
    }
    buf_add_char(out, ']');
}

void page_derivations(const Page *page, size_t n, const Derived *list)
{
    Pack p = {.page = page, .arena = arena_new()};
    p.pattern.index = code_index_new(p.arena, 1000);
    p.shape.index = code_index_new(p.arena, 100);
    buf_add(page->out, "<script type=\"application/json\" "
                       "id=\"derivations\">{\"r\":{");
    for (size_t i = 0; i < n; i++) {
        buf_add(page->out, i > 0 ? ",\n" : "");
        add_list(&p, &list[i], page->out);
    }
    buf_add_char(page->out, '}');
    add_patterns(&p, page->out);
    add_shapes(&p, page->out);
    buf_add(page->out, "}</script>\n");
    buf_free(&p.shape_key);
    buf_free(&p.numbers);
    arena_free(p.arena);
}

void page_derivations_run(const Page *page)
{
    const Program *program = page->program;
    Derived *list = ARENA_ARRAY(page->arena, Derived, program->n_defs);
    size_t many = 0;
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (page_explained(page, def))
            list[many++] = (Derived){
                .key = def->name, .result = page->result, .def = def,
                .n = page->result->data->table[def->table]->n};
    }
    page_derivations(page, many, list);
}

/* ---- One of them to read ---- */

static void put_step(const Page *page, const Step *step)
{
    buf_add(page->out, "<li><code>");
    html_text(page->out, step->head);
    buf_add(page->out, "</code>");
    for (size_t i = 0; i < step->lines.n; i++) {
        buf_add(page->out, "<p>");
        html_text(page->out, step->lines.at[i]);
        buf_add(page->out, "</p>");
    }
    if (step->steps.n > 0)
        buf_add(page->out, "<ul>");
    for (size_t i = 0; i < step->steps.n; i++)
        put_step(page, step->steps.at[i]);
    buf_add(page->out, step->steps.n > 0 ? "</ul></li>" : "</li>");
}

void page_example(const Page *page, const Def *def)
{
    Derived of = {.result = page->result, .def = def, .n = 1};
    if (page->result->data->table[def->table]->n == 0)
        return;
    const Explanation *e = explain(page, page->arena, &of, 0);
    if (e == NULL)
        return;
    buf_addf(page->out, "<h3>%s</h3>\n<ul class=\"tree\">",
             html_say(page->arena, tr("How one amount came about: %s, %s"),
                      html_plain(page->arena,
                                 e->label != NULL ? e->label : ""),
                      html_plain(page->arena, e->value)));
    for (size_t i = 0; i < e->steps.n; i++)
        put_step(page, e->steps.at[i]);
    buf_add(page->out, "</ul>\n");
}
