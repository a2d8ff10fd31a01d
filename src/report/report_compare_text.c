/* report_compare_text.c - a comparison for reading. */
#include <string.h>

#include "base/tr.h"
#include "report/report_compare_int.h"
#include "report/report_lines.h"
#include "report/report_marks.h"

const char *sheet_amount(const Sheet *s, const Rat *num)
{
    return cmp_number(s->in->arena, cmp_shown(s->in, num), s->places);
}

const char *sheet_change(const Sheet *s, const Rat *num)
{
    return cmp_signed(s->in->arena, cmp_shown(s->in, num), s->places);
}

const char *sheet_percent(const Sheet *s, const Rat *num)
{
    return cmp_signed(s->in->arena, num, 2);
}

const char *sheet_each(const Sheet *s, const Rat *num)
{
    return cmp_signed(s->in->arena, cmp_shown(s->in, num), s->each_places);
}

/* ---- Heads of columns ---- */

void sheet_head(Grid *grid, size_t col, const char *one, const char *two,
                 bool right)
{
    grid->col[col].head[0] = one;
    grid->col[col].head[1] = two;
    grid->col[col].right = right;
}

void sheet_head_each(const Sheet *s, Grid *grid, size_t col)
{
    const char *unit = cmp_unit(s->in);
    bool people = strcmp(s->in->compare->per->name, "population") == 0;
    sheet_head(grid, col, arena_format(s->in->arena, tr("%s%sper"), unit,
                                       *unit != '\0' ? " " : ""),
               people ? tr("inhab.") : cmp_per_word(s->in), true);
}

/* ---- What is compared ---- */

static void add_word(const Sheet *s, const char *word, const char *text)
{
    Buf line = {0};
    line_left(&line, word, 9);
    buf_add(&line, report_clean(s->in->arena, text));
    report_wrap(line.at, 11, s->in->width, s->out);
    buf_free(&line);
}

static void add_side(const Sheet *s, const char *word,
                     const CompareSide *side)
{
    add_word(s, word, cmp_title(s->in, side));
    add_word(s, "", side->path);
}

/* Params that --set decides, in every scenario alike. */
static void add_settings(const Sheet *s)
{
    const Result *result = s->c->side[0].result;
    const Program *program = result->program;
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        const Column *column = def->changed ? result_column(result, def)
                                            : NULL;
        if (column == NULL || column->at == NULL)
            continue;
        Buf text = {0};
        buf_addf(&text, "%s = ", def->name);
        report_value(s->in->arena, s->in->pool, program, &def->type,
                     column->at, &text);
        buf_add(&text, tr(" by --set, in every scenario"));
        add_word(s, "", text.at);
        buf_free(&text);
    }
}

static void add_base(const Sheet *s)
{
    const Compare *c = s->c;
    const char *unit = cmp_unit(s->in);
    Buf head = {0};
    buf_addf(&head, tr("Comparison of %s%s%s: "), c->def->name,
             *unit != '\0' ? ", " : "", unit);
    buf_addf(&head, trn("%zu row of %s\n\n", "%zu rows of %s\n\n",
                        c->n_rows), c->n_rows, c->table->name);
    report_wrap(head.at, 2, s->in->width, s->out);
    buf_add_char(s->out, '\n');
    buf_free(&head);
    add_side(s, tr("Base"), &c->side[0]);
    add_settings(s);
    if (c->per != NULL)
        add_word(s, "", arena_format(s->in->arena, tr("per %s: %s"),
                                     cmp_per_word(s->in),
                                     cmp_per_rule(s->in)));
}

static void add_reform(const Sheet *s)
{
    const PartList *differs = &s->in->differs[s->number];
    const CompareSide *side = s->reform->side;
    add_side(s, s->c->n_sides == 2
                    ? tr("Reform")
                    : arena_format(s->in->arena, tr("Reform %zu"),
                                   s->number + 1), side);
    if (strcmp(side->def->name, s->c->def->name) != 0)
        add_word(s, "", arena_format(s->in->arena, tr("its result is %s"),
                                     side->def->name));
    for (size_t i = 0; i < differs->n; i++)
        add_word(s, i == 0 ? tr("Changes") : "",
                 cmp_change(s->in, differs->at[i].change));
    if (differs->n == 0)
        add_word(s, tr("Changes"), tr("none"));
    buf_add_char(s->out, '\n');
}

/* ---- Recipients ---- */

enum { CODE, NAME, BEFORE, AFTER, CHANGE, PERCENT, COLUMNS };

/* Columns: per inhabitant where it is known, marks where rows differ. */
static Grid *recipients_grid(const Sheet *s, size_t rows, size_t more)
{
    bool per = s->c->per != NULL;
    Grid *grid = grid_new(s->in->arena, COLUMNS + per + more, rows, 2);
    sheet_head(grid, CODE, tr("code"), NULL, false);
    sheet_head(grid, NAME, tr("name"), NULL, false);
    sheet_head(grid, BEFORE, tr("before"), NULL, true);
    sheet_head(grid, AFTER, tr("after"), NULL, true);
    sheet_head(grid, CHANGE, tr("change"), NULL, true);
    sheet_head(grid, PERCENT, "%", NULL, true);
    if (per)
        sheet_head_each(s, grid, COLUMNS);
    return grid;
}

static void set_recipient(const Sheet *s, Grid *grid, size_t at, size_t i)
{
    const CompareRow *row = &s->reform->row[i];
    grid_set(grid, at, CODE, s->c->table->code[i]);
    grid_set(grid, at, NAME, s->c->table->label[i]);
    grid_set(grid, at, BEFORE, sheet_amount(s, row->before));
    grid_set(grid, at, AFTER, sheet_amount(s, row->after));
    grid_set(grid, at, CHANGE, sheet_change(s, row->change));
    grid_set(grid, at, PERCENT, sheet_percent(s, row->percent));
    if (s->c->per != NULL)
        grid_set(grid, at, COLUMNS, sheet_each(s, row->each));
}

/* The rows' marks, as letters are made of. */
static Column marks_of(const Sheet *s)
{
    Column column = {s->c->n_rows,
                     ARENA_ARRAY(s->in->arena, Value, s->c->n_rows + 1)};
    for (size_t i = 0; i < column.n; i++)
        column.at[i] = (Value){.marks = s->reform->row[i].marks,
                               .pooled = s->reform->row[i].pooled};
    return column;
}

static void add_recipients(const Sheet *s)
{
    Column marks = marks_of(s);
    Letters letters = letters_of(&marks);
    Grid *grid = recipients_grid(s, s->c->n_rows, letters.used != 0);
    for (size_t i = 0; i < s->c->n_rows; i++) {
        set_recipient(s, grid, i, i);
        if (letters.used != 0)
            grid_set(grid, i, grid->n_cols - 1,
                     marks_cell(s->in->arena, &letters, &marks.at[i]));
    }
    if (marks_above(&letters, s->in->width, s->out))
        buf_add_char(s->out, '\n');
    grid_print(grid, 0, s->in->width, s->out);
    marks_below(&letters, s->in->width, s->out);
    if (cmp_is_rounded(s->in, s->reform, s->places))
        report_wrap(tr("\nAmounts are rounded only as shown here; --format "
                       "csv has up to 15 decimals, --format json the exact "
                       "fractions."), 0, s->in->width, s->out);
}

/* ---- The largest changes ---- */

/* first: index of the order to begin with; step: 1, or -1 from the end. */
static void add_largest(const Sheet *s, const char *title, size_t most,
                        bool losses)
{
    size_t n = s->in->top < most ? s->in->top : most;
    if (n == 0)
        return;
    Grid *grid = recipients_grid(s, n, 0);
    for (size_t i = 0; i < n; i++)
        set_recipient(s, grid, i,
                      s->reform->order[losses ? s->c->n_rows - 1 - i : i]);
    buf_addf(s->out, "\n%s", title);
    if (n < most)
        buf_addf(s->out, tr(" (%zu of %zu; --top N lists more)"), n, most);
    buf_add(s->out, "\n\n");
    grid_print(grid, 0, s->in->width, s->out);
}

/* ---- The whole ---- */

static void add_sheet(const Sheet *s)
{
    if (s->number > 0)
        buf_add_char(s->out, '\n');
    add_reform(s);
    add_recipients(s);
    if (s->in->split != NULL)
        cmp_parts_text(s->in, s->number, s->out);
    sheet_counts(s);
    sheet_totals(s);
    sheet_groups(s, &s->c->region, s->reform->region);
    sheet_groups(s, &s->c->size, s->reform->size);
    add_largest(s, tr("Largest gains"), s->reform->all.gain, false);
    add_largest(s, tr("Largest losses"), s->reform->all.lose, true);
}

void report_compare_text(const CompareReport *given, Buf *out)
{
    CompareReport in = *given;
    in.width = in.width < REPORT_WIDTH_MIN ? REPORT_WIDTH_MIN : in.width;
    Sheet s = {.in = &in, .c = in.compare, .out = out};
    add_base(&s);
    for (s.number = 0; s.number + 1 < in.compare->n_sides; s.number++) {
        s.reform = &in.compare->reform[s.number];
        s.places = cmp_places(&in, s.reform);
        s.each_places = cmp_each_places(&in, s.reform);
        add_sheet(&s);
    }
    if (in.compare->per == NULL)
        report_wrap(tr("\nPer inhabitant and by size class: there is no data "
                       "named population for these rows; --per NAME takes "
                       "other data."), 0, in.width, out);
}
