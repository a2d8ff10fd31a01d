/* report_verify.c - verdicts as a table of text, one line per expectation. */

#include "report/report_study.h"

#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "report/report_lines.h"
#include "study/show.h"

/* Where the columns of the table end; the state starts after the last. */
#define ROWS_END 28
#define DIFFERENCE_END 40
#define COMPUTED_END 54
#define PRINTED_END 68
#define NOTE "      "
/* Rows listed when not all are asked for. */
#define ROWS_LISTED 10

typedef struct Sheet {
    Show show;
    const Result *result;
    bool all_rows;
    Buf *out;
} Sheet;

static const char *const state_text[] = {
#define X(name, column, sentence) [VERDICT_##name] = column,
    VERDICTS(X)
#undef X
};

/* One line: name, rows, difference, computed, printed, state. Values and state
 * go on below where they do not fit it. */
static void add_line(Buf *out, const char *indent, const char *name,
                     const char *rows, const char *difference,
                     const char *computed, const char *printed,
                     const char *state)
{
    const LineCell cell[] = {
        {computed, COMPUTED_END}, {printed, PRINTED_END},
        {state, PRINTED_END + 2 + utf8_width(state, strlen(state))}};
    size_t start = out->n;
    buf_addf(out, "%s", indent);
    line_add(out, name);
    line_end_at(out, start, rows, ROWS_END);
    line_end_at(out, start, difference, DIFFERENCE_END);
    line_cells(out, start, cell, sizeof cell / sizeof *cell);
}

void report_verify_head(Buf *out)
{
    add_line(out, "", "", tr("rows"), tr("largest"), tr("computed"),
             tr("printed"), "");
    add_line(out, "", tr("expectation"), tr("equal"), tr("difference"),
             tr("sum"), tr("sum"), tr("state"));
    buf_add_repeat(out, '-', LINE_WIDTH);
    buf_add_char(out, '\n');
}

/* ---- the cells ---- */

/* Kronor are the unit of the whole table; "%" follows the number; any other
 * unit stands once, beside the name. */
static const char *number_text(const Sheet *sheet, const Type *type,
                               const Rat *num)
{
    if (!num)
        return "";
    return type->percent ? show_amount(&sheet->show, type, num)
                         : show_plain(&sheet->show, type, num);
}

static const char *value_text(const Sheet *sheet, const Type *type,
                              const Value *value)
{
    if (type->kind == TYPE_NUMBER && !value->undefined)
        return number_text(sheet, type, value->num);
    return show_value(&sheet->show, type, value, false);
}

const Type *report_expect_type(const Expect *expect)
{
    if (expect->result)
        return &expect->result->type;
    /* The literal 0 has no unit of its own. */
    return expect->left->type.any ? &expect->right->type
                                  : &expect->left->type;
}

/* Is there another file that the same result is compared with? */
static bool is_shared(const Program *program, const Expect *expect)
{
    size_t n = 0;
    for (size_t i = 0; i < program->n_expects; i++)
        n += program->expect[i].result == expect->result;
    return n > 1;
}

void report_expect_file(const Expect *expect, Buf *name)
{
    const Stmt *stmt = expect->stmt;
    buf_addf(name, tr(" from \"%s\" column\xC2\xA0%s"), stmt->path.text,
             stmt->column.name.text);
    if (stmt->column.where) {
        buf_add(name, tr(" where "));
        node_print(stmt->column.where, name);
    }
}

/* The printed figure stands in its own column, so `= 30 000 000 kr` is not
 * repeated in the name. */
static void add_comparison(const Expect *expect, Buf *name)
{
    const Node *value = expect->stmt->value;
    bool figure = expect->compare == EXPR_EQ && value->args.n == 2
                  && expect->right->kind == EXPR_NUMBER;
    node_print(figure ? value->args.at[0] : value, name);
}

static const char *name_of(const Sheet *sheet, const Expect *expect)
{
    const Program *program = sheet->show.program;
    const Type *type = report_expect_type(expect);
    Buf name = {0};
    if (!expect->result) {
        add_comparison(expect, &name);
    } else {
        buf_add(&name, expect->result->name);
        if (is_shared(program, expect))
            report_expect_file(expect, &name);
    }
    const char *unit = show_unit(&sheet->show, type);
    if (*unit && !type->percent && !type_is_money(program, type))
        buf_addf(&name, " (%s)", unit);
    const char *text = arena_copy(sheet->show.arena, name.at, name.n);
    buf_free(&name);
    return text;
}

static const char *rows_text(const Sheet *sheet, const Verdict *v)
{
    if (v->expect->result)
        return arena_format(sheet->show.arena, "%zu/%zu", v->n_equal,
                            v->n_compared);
    if (v->expect->compare == EXPR_EQ)
        return v->n_equal ? tr("equal") : tr("differs");
    return v->n_equal ? tr("holds") : tr("fails");
}

static void add_expectation(const Sheet *sheet, const Verdict *v)
{
    const Type *type = report_expect_type(v->expect);
    const char *name = name_of(sheet, v->expect);
    bool side = !v->expect->result;
    bool show_difference = !side || !v->n_equal
                           || v->expect->compare == EXPR_EQ;
    const char *rows = rows_text(sheet, v);
    if (2 + utf8_width(name, strlen(name)) + 1 + strlen(rows) > ROWS_END) {
        line_wrap(sheet->out, "  ", "    ", name);
        name = "";
    }
    add_line(sheet->out, "  ", name, rows,
             show_difference ? number_text(sheet, type, v->difference) : "",
             side || v->left.num ? value_text(sheet, type, &v->left) : "",
             side || v->right.num ? value_text(sheet, type, &v->right) : "",
             tr(state_text[v->state]));
}

/* ---- what stands under a line ---- */

static void note(const Sheet *sheet, const char *text)
{
    line_wrap(sheet->out, NOTE, NOTE, text);
}

static void add_notes(const Sheet *sheet, const Verdict *v)
{
    Arena *arena = sheet->show.arena;
    const Type *type = report_expect_type(v->expect);
    const char *within = v->within ? show_amount(&sheet->show, type, v->within)
                                   : NULL;
    if (v->n_left_out > 0)
        note(sheet, arena_format(
            arena, tr("%zu of %zu rows compared: the published column has no "
                      "value for %zu"), v->n_compared,
            v->n_compared + v->n_left_out, v->n_left_out));
    if (v->tolerated)
        note(sheet, arena_format(
            arena, tr("deviates within\xC2\xA0%s; no reason is stated"),
            within));
    else if (v->state == VERDICT_STATED)
        note(sheet, arena_format(arena, tr("deviates%s%s, as stated: %s"),
                                 within ? tr(" within\xC2\xA0") : "",
                                 within ? within : "", v->expect->because));
    else if (v->state == VERDICT_DEVIATES && v->expect->because)
        note(sheet, arena_format(arena, tr("deviates by more than is stated "
                                           "(%s): %s"), within ? within : "0",
                                 v->expect->because));
    if (v->marks & MARK_CALIBRATED && v->state != VERDICT_CALIBRATED)
        note(sheet, tr("computed from calibrated input"));
    if (v->marks & MARK_ESTIMATED)
        note(sheet, tr("computed from estimated input"));
}

static Value printed_value(const Verdict *v, size_t row)
{
    const Datum *datum = &v->printed->at[row];
    return (Value){.num = datum->num, .text = datum->text,
                   .date = datum->date, .flag = datum->flag};
}

static void add_row(const Sheet *sheet, const Verdict *v,
                    const VerdictRow *row)
{
    const Def *def = v->expect->result;
    const Table *t = sheet->result->data->table[def->table];
    const Value printed = printed_value(v, row->row);
    const char *code = t->code[row->row], *label = t->label[row->row];
    Buf name = {0};
    line_cut(&name, strcmp(code, label)
                        ? arena_format(sheet->show.arena, "%s %s", code, label)
                        : code, ROWS_END - strlen(NOTE));
    add_line(sheet->out, NOTE, name.at, "",
             number_text(sheet, &def->type, row->difference),
             value_text(sheet, &def->type, &v->computed->at[row->row]),
             value_text(sheet, &def->type, &printed), "");
    buf_free(&name);
}

/* The rows that are not equal, in the table's order; the first ten, unless
 * all are asked for, and the one that deviates most. */
static void add_rows(const Sheet *sheet, const Verdict *v)
{
    size_t unequal = v->n_compared - v->n_equal, listed = 0;
    if (!v->expect->result || unequal == 0)
        return;
    bool largest = false;
    for (size_t i = 0; i < v->n_compared; i++) {
        if (v->row[i].equal)
            continue;
        if (!sheet->all_rows && listed == ROWS_LISTED)
            break;
        add_row(sheet, v, &v->row[i]);
        listed++;
        largest |= i == v->largest;
    }
    if (listed == unequal)
        return;
    note(sheet, arena_format(sheet->show.arena, tr("and %zu more (--rows "
                                                   "lists all)%s"),
                             unequal - listed,
                             largest ? "" : tr("; the largest difference:")));
    if (!largest)
        add_row(sheet, v, &v->row[v->largest]);
}

void report_verify(Arena *arena, RatPool *pool, const char *path,
                   const Result *result, const Verdict *verdict, size_t n,
                   bool all_rows, Buf *out)
{
    const Program *program = result->program;
    const Sheet sheet = {{arena, pool, program}, result, all_rows, out};
    line_add(out, path);
    buf_add_char(out, '\n');
    if (program->scenario_title)
        line_wrap(out, "", "", program->scenario_title);
    for (size_t i = 0; i < n; i++) {
        add_expectation(&sheet, &verdict[i]);
        add_notes(&sheet, &verdict[i]);
        add_rows(&sheet, &verdict[i]);
    }
    if (n == 0)
        buf_add(out, tr("  no expect line\n"));
    buf_add_char(out, '\n');
}

void report_verify_failed(const char *path, Buf *out)
{
    line_add(out, path);
    buf_add(out, tr("\n  could not be run\n\n"));
}

/* ---- the closing count ---- */

static size_t total(const size_t *of)
{
    size_t sum = 0;
    for (size_t i = 0; i < VERDICT_STATES; i++)
        sum += of[i];
    return sum;
}

static void count_line(Buf *out, const char *name, const size_t *of)
{
    line_left(out, name, 15);
    for (size_t i = 0; i < VERDICT_STATES; i++)
        buf_addf(out, " %11zu", of[i]);
    buf_addf(out, " %11zu\n", total(of));
}

void report_verify_count(const VerifyCount *count, Buf *out)
{
    size_t n = total(count->expectations);
    Buf text = {0};
    buf_addf(&text, trn("%zu expectation in ", "%zu expectations in ", n), n);
    buf_addf(&text, trn("%zu scenario: ", "%zu scenarios: ",
                        count->scenarios), count->scenarios);
#define X(name, column, sentence)                                       \
    buf_add(&text, VERDICT_##name ? ", " : "");                         \
    buf_addf(&text, trn(sentence, count->expectations[VERDICT_##name]), \
             count->expectations[VERDICT_##name]);
    VERDICTS(X)
#undef X
    if (count->silent)
        buf_addf(&text, trn("; %zu scenario has no expect line",
                            "; %zu scenarios have no expect line",
                            count->silent), count->silent);
    if (count->failed)
        buf_addf(&text, trn("; %zu scenario could not be run",
                            "; %zu scenarios could not be run",
                            count->failed), count->failed);
    line_left(out, "", 15);
    for (size_t i = 0; i < VERDICT_STATES; i++) {
        buf_add_char(out, ' ');
        line_right(out, i == VERDICT_DEVIATES ? tr("deviates")
                                              : tr(state_text[i]), 11);
    }
    buf_add_char(out, ' ');
    line_right(out, tr("total"), 11);
    buf_add_char(out, '\n');
    count_line(out, tr("expectations"), count->expectations);
    count_line(out, tr("rows compared"), count->rows);
    count_line(out, tr("rows equal"), count->equal);
    buf_add_char(out, '\n');
    line_wrap(out, "", "", text.at);
    buf_free(&text);
}
