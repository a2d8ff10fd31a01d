/* doctor_data.c - the data read otherwise: from another column, two rows
 * exchanged, one row from another column or with a digit wrong.
 *
 * Which rows: those that are furthest off for their size. A wrong input moves
 * its own row by much and all others by little, so that nothing has to be
 * tried for every row, let alone for every pair.
 */

#include "base/tr.h"
#include "study/doctor_int.h"

#include <stdlib.h>
#include <string.h>


#define WEIGHT_COLUMN 5
#define WEIGHT_EXCHANGED 6
#define WEIGHT_CELL 6
#define WEIGHT_DIGIT 7
/* Rows furthest off that are looked at, and misprints of the first. */
#define ROWS_OFF 5
#define MISPRINTS 6
#define MISPRINTS_UNTOLD 64
#define MISPRINTS_ALL 256
/* Of inputs with decimals, in which a digit may be wrong as well. */
#define DECIMALS_MOST 6

/* ---- other columns ---- */

/* Is it what the expect lines compare with? Then it explains nothing. */
static bool is_printed(const Doctor *d, const DataColumn *c)
{
    for (size_t i = 0; i < d->n; i++) {
        const DataColumn *p = d->printed[i];
        if (!p || p->n != c->n)
            continue;
        bool same = true;
        for (size_t row = 0; row < p->n && same; row++)
            same = !p->at[row].present
                   || (p->at[row].num && c->at[row].num
                       && rat_equal(p->at[row].num, c->at[row].num));
        if (same || (strcmp(p->origin[0].file, c->origin[0].file) == 0
                     && strcmp(p->origin[0].column, c->origin[0].column)
                            == 0))
            return true;
    }
    return false;
}

void doctor_read_columns(Doctor *d, Diags *diags)
{
    size_t n_defs = d->program->n_defs;
    d->other = ARENA_ARRAY(d->arena, OtherColumn *, n_defs + 1);
    d->n_other = ARENA_ARRAY(d->arena, size_t, n_defs + 1);
    for (size_t i = 0; i < n_defs; i++) {
        const Def *def = d->program->def[i];
        if (def->kind != DEF_DATA || def->type.kind != TYPE_NUMBER)
            continue;
        OtherColumn *all;
        size_t n = bind_other_columns(d->arena, d->pool, d->program, d->data,
                                      def, &all, diags);
        for (size_t k = 0; k < n; k++)
            if (!is_printed(d, all[k].data))
                all[d->n_other[def->id]++] = all[k];
        d->other[def->id] = all;
    }
}

/* The values of a data in a variant. */
static const Rat **values_of(const Doctor *d, const Variant *variant,
                             const Def *def)
{
    const DataColumn *bound = d->data->column[def->id];
    const Rat **out = ARENA_ARRAY(d->arena, const Rat *, bound->n + 1);
    const Rat *const *now = variant->data ? variant->data[def->id] : NULL;
    for (size_t i = 0; i < bound->n; i++)
        out[i] = now ? now[i] : bound->at[i].num;
    return out;
}

static const Rat **values_of_column(const Doctor *d, const DataColumn *c)
{
    const Rat **out = ARENA_ARRAY(d->arena, const Rat *, c->n + 1);
    for (size_t i = 0; i < c->n; i++)
        out[i] = c->at[i].num;
    return out;
}

static Change *add(const Doctor *d, ChangeKind kind, unsigned weight,
                   const Def *def, const Rat *const *values, const char *text,
                   ChangeList *out)
{
    Change *change = VEC_ADD(d->arena, out);
    *change = (Change){.kind = kind, .weight = weight, .def = def,
                       .values = values, .text = text};
    return change;
}

void doctor_columns(const Doctor *d, const Variant *variant, ChangeList *out)
{
    for (size_t i = 0; i < d->program->n_defs; i++) {
        const Def *def = d->program->def[i];
        if (variant->data && variant->data[def->id])
            continue;
        for (size_t k = 0; k < d->n_other[def->id]; k++) {
            const OtherColumn *o = &d->other[def->id][k];
            const Origin *was = &d->data->column[def->id]->origin[0];
            add(d, CHANGE_COLUMN, WEIGHT_COLUMN, def,
                values_of_column(d, o->data),
                arena_format(d->arena,
                             tr("%s from column \"%s\" of %s, not \"%s\""),
                             def->name, o->name, was->file, was->column),
                out);
        }
    }
}

/* ---- the rows that are furthest off ---- */

typedef struct Off {
    size_t row;             /* of the table */
    double by;              /* difference for its size */
    double ratio;           /* printed for computed; 0: says nothing */
} Off;

static int by_off(const void *a, const void *b)
{
    const Off *x = a, *y = b;
    if (x->by < y->by || x->by > y->by)
        return x->by < y->by ? 1 : -1;
    return (x->row > y->row) - (x->row < y->row);
}

static size_t rows_off(const Doctor *d, const Verdict *v, Off *out)
{
    Off *all = ARENA_ARRAY(d->arena, Off, v->n_compared + 1);
    size_t n = 0;
    for (size_t i = 0; i < v->n_compared; i++) {
        const VerdictRow *row = &v->row[i];
        if (row->equal || !row->difference)
            continue;
        double printed = rat_to_double(v->printed->at[row->row].num);
        double off = rat_to_double(row->difference);
        double computed = printed + off;
        double size = printed > computed ? printed : computed;
        off = (off < 0 ? -off : off) - 1;   /* what rounding moves */
        bool tells = computed > 0 && !v->expect->result->type.percent;
        all[n++] = (Off){row->row, size > 0 && off > 0 ? off / size : 0,
                         tells ? printed / computed : 0};
    }
    qsort(all, n, sizeof *all, by_off);
    n = n < ROWS_OFF ? n : ROWS_OFF;
    memcpy(out, all, n * sizeof *out);
    return n;
}

/* The printed column with the most that is not explained. */
static const Verdict *worst_of(const Doctor *d, const Look *look)
{
    const Verdict *worst = NULL;
    size_t most = 0;
    for (size_t i = 0; i < d->n; i++) {
        const Verdict *v = &look->verdict[i];
        size_t off = v->n_compared - v->n_equal;
        if (v->printed && v->expect->result->type.kind == TYPE_NUMBER
            && off > most) {
            worst = v;
            most = off;
        }
    }
    return worst;
}

/* ---- their inputs ---- */

/* One data, with the rows to look at. */
typedef struct Inputs {
    const Doctor *d;
    const Variant *variant;
    const Def *def;
    const Off *off;
    size_t n;
    ChangeList *out;
} Inputs;

static const char *row_name(const Inputs *in, size_t row)
{
    const Table *t = in->d->data->table[in->def->table];
    if (strcmp(t->code[row], t->label[row]) == 0)
        return t->code[row];
    return arena_format(in->d->arena, "%s %s", t->code[row], t->label[row]);
}

static const char *show(const Inputs *in, const Rat *num)
{
    return show_amount(&in->d->show, &in->def->type, num);
}

static void exchange(const Inputs *in, size_t a, size_t b)
{
    const Rat **values = values_of(in->d, in->variant, in->def);
    const Rat *first = values[a];
    if (rat_equal(first, values[b]))
        return;
    values[a] = values[b];
    values[b] = first;
    Change *change = add(
        in->d, CHANGE_INPUT, WEIGHT_EXCHANGED, in->def, values,
        arena_format(in->d->arena, tr("%s of %s and of %s exchanged: %s and "
                                      "%s"),
                     in->def->name, row_name(in, a), row_name(in, b),
                     show(in, values[a]), show(in, values[b])), in->out);
    change->row[change->n_rows++] = a;
    change->row[change->n_rows++] = b;
}

static void set_cell(const Inputs *in, size_t row, const Rat *value,
                     unsigned weight, const char *why)
{
    const Rat **values = values_of(in->d, in->variant, in->def);
    const Rat *was = in->d->data->column[in->def->id]->at[row].num;
    if (rat_equal(values[row], value) || rat_equal(was, value))
        return;
    values[row] = value;
    Change *change = add(
        in->d, CHANGE_INPUT, weight, in->def, values,
        arena_format(in->d->arena, tr("%s of %s %s, not %s: %s"),
                     in->def->name,
                     row_name(in, row), show(in, value), show(in, was), why),
        in->out);
    change->row[change->n_rows++] = row;
}

static void other_cells(const Inputs *in, size_t row)
{
    for (size_t k = 0; k < in->d->n_other[in->def->id]; k++) {
        const OtherColumn *o = &in->d->other[in->def->id][k];
        set_cell(in, row, o->data->at[row].num, WEIGHT_CELL,
                 arena_format(in->d->arena, tr("column \"%s\""), o->name));
    }
}

typedef struct Misprint {
    int64_t value;
    double off;             /* from what the printed amount would want */
} Misprint;

static int by_value_off(const void *a, const void *b)
{
    const Misprint *x = a, *y = b;
    if (x->off < y->off || x->off > y->off)
        return x->off > y->off ? 1 : -1;
    return (x->value > y->value) - (x->value < y->value);
}

const Rat *doctor_last_decimal(RatPool *pool, const Rat *num)
{
    int places = rat_places(num, DECIMALS_MOST);
    const Rat *unit = rat_int(pool, 1), *tenth = rat_ratio(pool, 1, 10);
    for (int i = 0; i < places; i++)
        unit = rat_mul(pool, unit, tenth);
    return places < 0 ? NULL : unit;
}

/* Of all that a slip of the pen may have made of the input, the few that come
 * nearest to the printed amount, as if that were proportional to it; more
 * where the printed figure is a percentage, which may be anything of it. */
static void misprints(const Inputs *in, const Off *off)
{
    int64_t value[MISPRINTS_ALL], now;
    Misprint near[MISPRINTS_ALL];
    const Rat *num = values_of(in->d, in->variant, in->def)[off->row];
    const Rat *unit = doctor_last_decimal(in->d->pool, num);
    if (!unit || !rat_to_int(rat_div(in->d->pool, num, unit), &now)
        || now < 10)
        return;
    size_t n = doctor_misprints(now, value, MISPRINTS_ALL);
    for (size_t i = 0; i < n; i++) {
        double distance = (double)value[i] - (double)now * off->ratio;
        near[i] = (Misprint){value[i], distance < 0 ? -distance : distance};
    }
    qsort(near, n, sizeof *near, by_value_off);
    size_t most = off->ratio > 0 ? MISPRINTS : MISPRINTS_UNTOLD;
    for (size_t i = 0; i < n && i < most; i++)
        set_cell(in, off->row,
                 rat_mul(in->d->pool, rat_int(in->d->pool, near[i].value),
                         unit), WEIGHT_DIGIT, tr("a slip of the pen"));
}

/* One row in thousands where the others are not, or the other way round. */
static void thousands(const Inputs *in, size_t row)
{
    RatPool *pool = in->d->pool;
    const Rat *num = values_of(in->d, in->variant, in->def)[row];
    const Rat *thousand = rat_int(pool, 1000);
    set_cell(in, row, rat_mul(pool, num, thousand), WEIGHT_CELL,
             tr("it stands there in thousands"));
    set_cell(in, row, rat_div(pool, num, thousand), WEIGHT_CELL,
             tr("it stands there a thousand times too large"));
}

static void add_inputs(const Inputs *in)
{
    for (size_t i = 0; i < in->n; i++)
        for (size_t k = i + 1; k < in->n; k++)
            exchange(in, in->off[i].row, in->off[k].row);
    other_cells(in, in->off[0].row);
    misprints(in, &in->off[0]);
    thousands(in, in->off[0].row);
}

void doctor_inputs(const Doctor *d, const Variant *variant, const Look *look,
                   ChangeList *out)
{
    Off off[ROWS_OFF];
    const Verdict *worst = worst_of(d, look);
    size_t n = worst ? rows_off(d, worst, off) : 0;
    for (size_t i = 0; n > 0 && i < d->program->n_defs; i++) {
        const Def *def = d->program->def[i];
        Inputs in = {d, variant, def, off, n, out};
        if (def->kind == DEF_DATA && def->type.kind == TYPE_NUMBER
            && def->table == worst->expect->result->table)
            add_inputs(&in);
    }
}
