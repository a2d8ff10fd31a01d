/* report_compare_parts.c - the parts of a reform's changes, for reading. */
#include <string.h>

#include "base/tr.h"
#include "report/report_compare_int.h"
#include "report/report_lines.h"

/* Columns of a part's name over its numbers, at most. */
#define NAME_MOST 12

/* One reform's parts. */
typedef struct PartSheet {
    const CompareReport *in;
    const Compare *c;
    const CompareReform *reform;
    const PartList *parts;
    const Decomposition *d;
    int places;             /* of changes; of parts that go on, 2 at least */
    Buf *out;
} PartSheet;

/* ---- What they are ---- */

static void add_line(const PartSheet *s, const char *first, const char *text)
{
    report_wrap(arena_format(s->in->arena, "%s%s", first,
                             report_clean(s->in->arena, text)),
                7, s->in->width, s->out);
}

static void add_block(const PartSheet *s, size_t i)
{
    const PartBlock *block = &s->d->block[i];
    add_line(s, "  ", arena_format(s->in->arena, "%zu  %s", i + 1,
                                   block->name));
    for (size_t p = 0; p < s->parts->n; p++)
        for (size_t k = 0; (block->parts >> p & 1) != 0
                           && k < s->parts->at[p].n; k++)
            add_line(s, "     ", cmp_change(s->in,
                                            &s->parts->at[p].change[k]));
    if (block->without != NULL)
        add_line(s, "     ",
                 arena_format(s->in->arena,
                              tr("one part, since %s alone cannot be "
                                 "computed: %s"), block->without, block->why));
}

/* ---- Sums over recipients ---- */

static const Rat *total(const PartSheet *s, const Rat *const *part, size_t i,
                        size_t *gain, size_t *lose)
{
    const Rat *sum = rat_int(s->in->pool, 0);
    *gain = *lose = 0;
    for (size_t row = 0; row < s->c->n_rows; row++) {
        const Rat *one = part[row * s->d->n + i];
        sum = rat_add(s->in->pool, sum, one);
        *gain += rat_sign(one) > 0;
        *lose += rat_sign(one) < 0;
    }
    return sum;
}

static void set_total(const PartSheet *s, Grid *grid, size_t i, size_t col,
                      const Rat *const *part)
{
    size_t gain, lose;
    const Rat *sum = total(s, part, i, &gain, &lose);
    grid_set(grid, i, col, cmp_signed(s->in->arena, cmp_shown(s->in, sum),
                                      s->places));
    grid_set(grid, i, col + 1, arena_format(s->in->arena, "%zu", gain));
    grid_set(grid, i, col + 2, arena_format(s->in->arena, "%zu", lose));
}

static void add_totals(const PartSheet *s)
{
    static const char *const head[][2] = {
        {N_("as written"), N_("sum")}, {"", N_("gain")}, {"", N_("lose")},
        {N_("order-free"), N_("sum")}, {"", N_("gain")}, {"", N_("lose")}};
    Grid *grid = grid_new(s->in->arena, 8, s->d->n, 2);
    for (size_t i = 0; i < 6; i++)
        grid->col[2 + i] = (GridCol){{tr(head[i][0]), tr(head[i][1]),
                                      NULL}, true};
    grid->col[0].right = true;
    grid->col[1].head[1] = tr("part");
    for (size_t i = 0; i < s->d->n; i++) {
        grid_set(grid, i, 0, arena_format(s->in->arena, "%zu", i + 1));
        grid_set(grid, i, 1, s->d->block[i].name);
        set_total(s, grid, i, 2, s->d->ordered);
        set_total(s, grid, i, 5, s->d->shapley);
    }
    buf_add_char(s->out, '\n');
    grid_print(grid, 2, s->in->width, s->out);
}

/* ---- Every recipient ---- */

/* "1 minimum" */
static const char *column_head(const PartSheet *s, size_t i)
{
    Buf text = {0};
    buf_addf(&text, "%zu ", i + 1);
    line_cut(&text, s->d->block[i].name, NAME_MOST);
    const char *copy = arena_copy(s->in->arena, text.at, text.n);
    buf_free(&text);
    return copy;
}

static const char *part(const PartSheet *s, const Rat *num)
{
    return cmp_signed(s->in->arena, cmp_shown(s->in, num), s->places);
}

static void add_recipients(const PartSheet *s, const char *title,
                           const Rat *const *parts)
{
    size_t n = s->d->n;
    Grid *grid = grid_new(s->in->arena, 3 + n, s->c->n_rows, 2);
    grid->col[0].head[0] = tr("code");
    grid->col[1].head[0] = tr("name");
    grid->col[2] = (GridCol){{tr("change"), NULL, NULL}, true};
    for (size_t i = 0; i < n; i++)
        grid->col[3 + i] = (GridCol){{column_head(s, i), NULL, NULL}, true};
    for (size_t row = 0; row < s->c->n_rows; row++) {
        grid_set(grid, row, 0, s->c->table->code[row]);
        grid_set(grid, row, 1, s->c->table->label[row]);
        grid_set(grid, row, 2, part(s, s->reform->row[row].change));
        for (size_t i = 0; i < n; i++)
            grid_set(grid, row, 3 + i, part(s, parts[row * n + i]));
    }
    buf_addf(s->out, "\n%s\n\n", title);
    grid_print(grid, 0, s->in->width, s->out);
}

/* ---- The whole ---- */

static void add_method(const PartSheet *s)
{
    const char *unit = cmp_unit(s->in);
    buf_add_char(s->out, '\n');
    report_wrap(tr("as written: one part after the other, in the order "
                   "above."),
                2, s->in->width, s->out);
    report_wrap(s->d->unit == NULL
                    ? tr("order-free: the mean over all orders of the parts "
                         "(Shapley), exact.")
                    : arena_format(
                          s->in->arena,
                          tr("order-free: the mean over all orders of the "
                             "parts (Shapley), taken to %s%s%s by controlled "
                             "rounding, so that recipients and parts keep "
                             "their sums."),
                          cmp_number(s->in->arena, s->d->unit,
                                     rat_places(s->d->unit, 6)),
                          *unit != '\0' ? " " : "", unit),
                2, s->in->width, s->out);
    report_wrap(tr("Both ways the parts of each recipient add up to its "
                   "change."),
                2, s->in->width, s->out);
}

void cmp_parts_text(const CompareReport *in, size_t number, Buf *out)
{
    PartSheet s = {.in = in, .c = in->compare,
                   .reform = &in->compare->reform[number],
                   .parts = &in->parts[number], .d = in->split[number],
                   .out = out};
    buf_add(out, tr("\nParts of the change\n\n"));
    if (s.d == NULL) {
        buf_add(out, tr("  none: the scenarios do not differ\n"));
        return;
    }
    s.places = cmp_places(in, s.reform);
    if (s.d->unit == NULL && s.places < 2)
        s.places = 2;
    for (size_t i = 0; i < s.d->n; i++)
        add_block(&s, i);
    add_totals(&s);
    add_method(&s);
    if (s.d->n == 1)
        return;
    add_recipients(&s, tr("Parts as written"), s.d->ordered);
    add_recipients(&s, tr("Parts, order-free"), s.d->shapley);
}
