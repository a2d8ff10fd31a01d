/* report_text.c - `run` as text: what it is, and the table of amounts. */
#include "report/report_int.h"
#include "report/report_lines.h"

#include "base/utf8.h"
#include "check/check.h"
#include "base/tr.h"

/* A column as shown: numbers of one column have the same decimals. */
typedef struct Shown {
    const Def *def;
    const Column *column;
    int places;
    bool rounded;       /* for display */
    Letters letters;
} Shown;

void report_results(const ReportIn *in, int table, DefList *out)
{
    const Program *program = in->result->program;
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind == DEF_RESULT && def->table == table)
            *VEC_ADD(in->arena, out) = def;
    }
}

int report_table(const ReportIn *in)
{
    return in->table >= 0 ? in->table
                          : program_main_table(in->result->program);
}

void report_list_marked(const ReportIn *in, const DefList *defs,
                        ColumnTest *test, unsigned mark, const char *words,
                        Buf *out)
{
    Buf line = {0};
    size_t n = 0;
    buf_addf(&line, "%s", words);
    for (size_t i = 0; i < defs->n; i++)
        if (test(result_column(in->result, defs->at[i]), mark))
            buf_addf(&line, "%s%s", n++ == 0 ? " " : ", ", defs->at[i]->name);
    if (n > 0)
        report_wrap(line.at, 4, in->width, out);
    buf_free(&line);
}

/* ---- Numbers of one column ---- */

static const Rat *display(const ReportIn *in, const Def *def,
                          const Rat *num)
{
    if (!def->type.percent)
        return num;
    return rat_mul(in->pool, num, rat_int(in->pool, 100));
}

static Shown shown_make(const ReportIn *in, const Def *def)
{
    const Column *column = result_column(in->result, def);
    Shown shown = {.def = def, .column = column,
                   .letters = letters_of(column)};
    if (def->type.kind != TYPE_NUMBER)
        return shown;
    const Rat *largest = rat_int(in->pool, 0);
    for (size_t i = 0; i < column->n; i++)
        largest = rat_max(largest, rat_abs(in->pool,
                                           column->at[i].num));
    largest = display(in, def, largest);
    int most = report_decimals(in->pool, largest);
    for (size_t i = 0; i < column->n; i++) {
        int places = rat_places(display(in, def, column->at[i].num), most);
        if (places < 0) {
            shown.rounded = true;
            places = most;
        }
        shown.places = places > shown.places ? places : shown.places;
    }
    return shown;
}

static const char *keep(Arena *arena, Buf *text)
{
    const char *copy = arena_copy(arena, text->at == NULL ? "" : text->at,
                                  text->n);
    buf_free(text);
    return copy;
}

static void add_value(const ReportIn *in, const Shown *shown,
                      const Value *value, Buf *out)
{
    if (shown->def->type.kind == TYPE_NUMBER) {
        report_grouped(in->arena, display(in, shown->def, value->num),
                       shown->places, out);
        if (shown->def->type.percent)
            buf_add(out, " %");
    } else {
        report_value(in->arena, in->pool, in->result->program,
                     &shown->def->type, value, out);
    }
}

static void fill_column(const ReportIn *in, const Shown *shown, Grid *grid,
                        size_t col)
{
    for (size_t row = 0; row < grid->n_rows; row++) {
        Buf cell = {0};
        const Value *value = &shown->column->at[row];
        add_value(in, shown, value, &cell);
        letters_add(&shown->letters, value, &cell);
        grid_set(grid, row, col, keep(in->arena, &cell));
    }
}

/* ---- The parts ---- */

static void add_line(const ReportIn *in, const char *word, const char *text,
                     Buf *out)
{
    Buf line = {0};
    line_left(&line, word, 9);
    buf_add(&line, report_clean(in->arena, text));
    report_wrap(line.at, 9, in->width, out);
    buf_free(&line);
}

static void add_head(const ReportIn *in, Buf *out)
{
    const Program *program = in->result->program;
    const char *name = program->scenario_name;
    const char *title = program->scenario_title;
    if (title == NULL)
        title = name != NULL ? name : program->name;
    report_wrap(report_clean(in->arena, title), 0, in->width, out);
    buf_add_char(out, '\n');
    add_line(in, tr("Formula"), program->title == NULL
             ? program->name
             : arena_format(in->arena, "%s, %s", program->name,
                            program->title), out);
    for (size_t i = 0; i < program->n_sources; i++)
        add_line(in, i == 0 ? tr("Source") : "", program->source[i], out);
    if (program->has_date) {
        char date[11];
        date_write(program->date, date);
        add_line(in, tr("Date"), date, out);
    }
}

static bool marked_all(const Column *column, unsigned mark)
{
    return (report_marks_all(column) & mark) != 0;
}

/* The heading stands over the numbers, not over their marks. */
static void add_column_head(const ReportIn *in, const Shown *shown,
                            GridCol *col)
{
    const Type *type = &shown->def->type;
    const char *head[GRID_HEADS] = {shown->def->name, NULL, NULL};
    Buf unit = {0};
    col->right = type->kind == TYPE_NUMBER;
    if (col->right && !type->percent)
        type_say(in->result->program, type, &unit);
    if (unit.n > 0)
        head[1] = unit.at;
    if (shown->rounded)
        head[2] = tr("rounded");
    for (size_t h = 0; h < GRID_HEADS; h++)
        if (head[h] != NULL)
            col->head[h] = col->right ? letters_head(in->arena,
                                                     &shown->letters, head[h])
                                      : arena_string(in->arena, head[h]);
    buf_free(&unit);
}

static void add_table(const ReportIn *in, int t, const DefList *defs,
                      Buf *out)
{
    const Table *table = in->result->data->table[t];
    const TableDef *def = &in->result->program->table[t];
    Grid *grid = grid_new(in->arena, 2 + defs->n, table->n, 2);
    unsigned letters = 0;
    bool rounded = false;
    grid->col[0].head[0] = tr("code");
    grid->col[1].head[0] = tr("name");
    for (size_t row = 0; row < table->n; row++) {
        grid_set(grid, row, 0, table->code[row]);
        grid_set(grid, row, 1, table->label[row]);
    }
    for (size_t i = 0; i < defs->n; i++) {
        Shown shown = shown_make(in, defs->at[i]);
        rounded = rounded || shown.rounded;
        letters |= shown.letters.used;
        fill_column(in, &shown, grid, 2 + i);
        add_column_head(in, &shown, &grid->col[2 + i]);
    }
    buf_addf(out, tr("\nTable %s"), def->name);
    if (def->title != NULL)
        buf_addf(out, ", %s", report_clean(in->arena, def->title));
    buf_addf(out, trn(": %zu row\n", ": %zu rows\n", table->n), table->n);
    report_list_marked(in, defs, marked_all, MARK_ESTIMATED,
                       tr("Estimated in every row:"), out);
    report_list_marked(in, defs, marked_all, MARK_CALIBRATED,
                       tr("Calibrated in every row:"), out);
    buf_add_char(out, '\n');
    grid_print(grid, 0, in->width, out);
    if (letters != 0 || rounded)
        buf_add_char(out, '\n');
    letters_legend(letters, in->width, out);
    if (rounded)
        report_wrap(tr("rounded: only as shown here; --format csv has up to "
                       "15 decimals, --format json the exact fractions."),
                    4, in->width, out);
}

void report_text(const ReportIn *given, Buf *out)
{
    ReportIn in = *given;
    DefList defs = {0};
    in.table = report_table(&in);
    in.width = in.width < REPORT_WIDTH_MIN ? REPORT_WIDTH_MIN : in.width;
    add_head(&in, out);
    if (in.table >= 0) {
        report_results(&in, in.table, &defs);
        add_table(&in, in.table, &defs, out);
    }
    report_summary(&in, out);
}
