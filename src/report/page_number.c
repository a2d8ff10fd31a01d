/* page_number.c - numbers and names as a page shows them. */
#include "report/page_int.h"

#include <string.h>

#include "base/utf8.h"

#define POPULATION "population"

Page page_begin(Arena *arena, RatPool *pool, const Program *program,
                const Result *result, Buf *out)
{
    return (Page){.arena = arena, .pool = pool, .program = program,
                  .result = result, .out = out,
                  .data = result == NULL ? NULL : result->data,
                  .chart = {arena, pool, out, 0}};
}

const char *page_value(const Page *page, const Type *type,
                       const Value *value)
{
    Buf out = {0};
    buf_add(&out, "");
    if (value->undefined == NULL && type->kind == TYPE_FLAG)
        buf_add(&out, value->flag ? tr("yes") : tr("no"));
    else
        report_value(page->arena, page->pool, page->program, type, value,
                     &out);
    return html_keep(page->arena, &out);
}

const char *page_amount(const Page *page, const Type *type, const Rat *num)
{
    Value value = {.num = num};
    return page_value(page, type, &value);
}

const char *page_change(const Page *page, const Type *type, const Rat *num)
{
    const char *text = page_amount(page, type, num);
    return rat_sign(num) > 0 ? arena_format(page->arena, "+%s", text) : text;
}

const char *page_count(const Page *page, size_t n)
{
    Buf out = {0};
    report_grouped(page->arena, rat_int(page->pool, (int64_t)n), 0, &out);
    return html_keep(page->arena, &out);
}

const char *page_date(const Page *page, Date date)
{
    char text[11];
    date_write(date, text);
    return arena_string(page->arena, text);
}

static const Rat *shown(const Page *page, const Type *type, const Rat *num)
{
    return type->percent ? rat_mul(page->pool, num, rat_int(page->pool, 100))
                         : num;
}

int page_places(const Page *page, const Type *type, size_t n,
                const Rat *const *num)
{
    int out = 0;
    const Rat *largest = rat_int(page->pool, 0);
    for (size_t i = 0; i < n; i++)
        if (num[i] != NULL)
            largest = rat_max(largest, rat_abs(page->pool,
                                               shown(page, type, num[i])));
    int most = report_decimals(page->pool, largest);
    for (size_t i = 0; i < n && out < most; i++) {
        int places = num[i] == NULL
                         ? 0
                         : rat_places(shown(page, type, num[i]), most);
        places = places < 0 ? most : places;
        out = places > out ? places : out;
    }
    return out;
}

const char *page_fixed(const Page *page, const Type *type, const Rat *num,
                       int places)
{
    Buf out = {0};
    if (num == NULL)
        return "";
    report_grouped(page->arena, shown(page, type, num), places, &out);
    if (type->percent)
        buf_add(&out, " %");
    return html_keep(page->arena, &out);
}

const char *page_marks(const Page *page, unsigned marks)
{
    Buf out = {0};
    buf_add(&out, "");
    if ((marks & MARK_ESTIMATED) != 0)
        buf_addf(&out, " <em class=\"mark\">%s</em>", tr("estimated"));
    if ((marks & MARK_CALIBRATED) != 0)
        buf_addf(&out, " <em class=\"mark\">%s</em>", tr("calibrated"));
    return html_keep(page->arena, &out);
}

const char *page_def_title(const Page *page, const Def *def)
{
    if (def->title != NULL)
        return def->title;
    char *name = arena_string(page->arena, def->name);
    for (char *c = name; *c != '\0'; c++)
        *c = *c == '_' ? ' ' : *c;
    return name;
}

const char *page_rows_word(const Page *page, int table)
{
    const TableDef *def = &page->program->table[table];
    if (strcmp(def->name, "recipient") == 0)
        return tr("recipients");
    return arena_format(page->arena, tr("rows of %s"),
                        def->title != NULL ? def->title : def->name);
}

const char *page_row_name(const Page *page, int table, size_t row)
{
    (void)page;
    return page->result->data->table[table]->label[row];
}

ChartUnit page_chart_unit(const Page *page, const Type *type)
{
    const char *word = report_unit(page->arena, page->program, type);
    bool plain = type_is_plain(type);
    return (ChartUnit){plain ? "" : word,
                       type_is_money(page->program, type), type->percent};
}

const double *page_doubles(const Page *page, const Column *column)
{
    double *out = ARENA_ARRAY(page->arena, double, column->n);
    for (size_t i = 0; i < column->n; i++) {
        if (column->at[i].num == NULL || column->at[i].undefined != NULL)
            return NULL;
        out[i] = rat_to_double(column->at[i].num);
    }
    return out;
}

/* As compare does it: by its name, since "persons" may be patients, too. */
const Def *page_population(const Page *page, int table)
{
    const Def *def = program_find(page->program, POPULATION);
    if (def == NULL || def->table != table || def->type.kind != TYPE_NUMBER)
        return NULL;
    const Column *column = result_column(page->result, def);
    if (column == NULL || column->at == NULL)
        return NULL;
    for (size_t i = 0; i < column->n; i++)
        if (column->at[i].num == NULL || rat_sign(column->at[i].num) <= 0)
            return NULL;
    return def;
}
