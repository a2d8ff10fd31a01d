/* sweep_draws.c - the scenario's draw lines made ready. */
#include <math.h>

#include "base/tr.h"
#include "study/sweep.h"

/* Nine decimals: what is drawn of shares and plain numbers. */
#define SHARE_DEN 1000000000

typedef struct DrawMaker {
    Arena *arena;
    RatPool *pool;
    ExactParts *parts;
    const Dataset *data;
    Diags *diags;
} DrawMaker;

/* An amount or a count: of one unit, once. */
static bool is_amount(const Type *type)
{
    int sum = 0;
    for (size_t i = 0; i < DIMS_MAX; i++)
        sum += type->dim[i] < 0 ? 2 : type->dim[i];
    return sum == 1;
}

static bool counts(DrawKind kind)
{
    return kind == DRAW_POISSON || kind == DRAW_BINOMIAL;
}

/* ---- Arguments ---- */

/* A share of the first argument, where an absolute one could stand (rule 23).
 * Of what is itself a share, only a spread is taken for one, and only written
 * with %: uniform(40 %, 60 %) are limits. */
static bool is_relative(const Draw *draw, size_t i)
{
    const Type *type = &draw->value[i]->type;
    bool spread = draw->kind == DRAW_NORMAL || draw->kind == DRAW_LOGNORMAL;
    bool may = spread || draw->kind == DRAW_UNIFORM
               || draw->kind == DRAW_TRIANGULAR;
    if (i == 0 || !may || !type_is_plain(type) || type->any)
        return false;
    return !type_is_plain(&draw->def->type) || (spread && type->percent);
}

/* Arguments that are always plain numbers. */
static bool is_chance(const Draw *draw, size_t i)
{
    return draw->kind == DRAW_BINOMIAL && i == 1;
}

static bool fault(DrawMaker *m, Place place, const char *way_out,
                  const char *message)
{
    diag_add(m->diags, DIAG_FAULT, place, way_out, "%s", message);
    return false;
}

/* Units: the first argument, and every one that is no share, is of the unit
 * drawn; of the others all are shares, or none. */
static bool units_fit(DrawMaker *m, const Draw *draw)
{
    bool plain = type_is_plain(&draw->def->type);
    for (size_t i = 0; i < draw->n; i++) {
        const Expr *e = draw->value[i];
        bool share = type_is_plain(&e->type) && !e->type.any;
        if (is_chance(draw, i) ? !share && !e->type.any
                               : share && !plain && !is_relative(draw, i))
            return fault(m, e->place,
                         is_chance(draw, i)
                             ? tr("write a share such as 3 %")
                             : tr("give it the unit of what is drawn"),
                         is_chance(draw, i)
                             ? tr("a chance is a plain number")
                             : tr("a plain number says nothing here"));
        if (i > 1 && !is_chance(draw, i)
            && is_relative(draw, i) != is_relative(draw, 1))
            return fault(m, e->place, tr("write both alike"),
                         tr("one of the two is a share, the other an amount"));
    }
    return true;
}

/* A 3 without unit is a share like 300 %, and seldom meant so. */
static void say_share(DrawMaker *m, const Draw *draw, size_t i,
                      const double *at, size_t n)
{
    const Expr *e = draw->value[i];
    double most = 0;
    for (size_t row = 0; row < n; row++)
        most = fmax(most, at[row]);
    if (most > 1 && is_relative(draw, i) && !e->type.percent)
        diag_add(m->diags, DIAG_NOTE, e->place,
                 /* xgettext:no-c-format */
                 "give it a unit, or write % to say so",
                 "this is a share of what stands first: %.0f %%", 100 * most);
}

/* "; in the row of Alfa", of a value for each row of a table. */
static const char *of_row(const DrawMaker *m, int table, size_t row)
{
    return table < 0 ? ""
                     : arena_format(m->arena, tr("; in the row of %s"),
                                    m->data->table[table]->label[row]);
}

static bool no_value(DrawMaker *m, const Expr *e, const Column *column,
                     size_t row)
{
    diag_add(m->diags, DIAG_FAULT, e->place,
             "write a number with its unit, or what gives one",
             "this value cannot be worked out: %s%s",
             column == NULL ? exact_parts_why(m->parts)
                            : column->at[row].undefined->why,
             column == NULL ? "" : of_row(m, e->table, row));
    return false;
}

/* Values in steps (shares of the first argument and chances: as they are). */
static bool argument(DrawMaker *m, const Draw *draw, size_t i, int64_t den,
                     DistArg *out)
{
    const Expr *e = draw->value[i];
    const Column *column = exact_part(m->parts, e);
    if (column == NULL)
        return no_value(m, e, NULL, 0);
    bool share = is_relative(draw, i) || is_chance(draw, i);
    double *at = ARENA_ARRAY(m->arena, double, column->n + 1);
    for (size_t row = 0; row < column->n; row++) {
        const Value *v = &column->at[row];
        if (v->undefined != NULL)
            return no_value(m, e, column, row);
        at[row] = rat_to_double(share ? v->num
                                      : rat_mul(m->pool, v->num,
                                                rat_int(m->pool, den)));
    }
    say_share(m, draw, i, at, column->n);
    *out = (DistArg){at, e->table >= 0};
    return true;
}

/* ---- A line ---- */

/* uniform(key, 3 %) of plain numbers has two limits. */
static const char *dist_way_out(const Draw *draw, DistFault wrong)
{
    bool plain = type_is_plain(&draw->def->type);
    return plain && wrong == DIST_FAULT_ORDER
               ? N_("of a plain number, shares are limits, too: write "
                    "uniform(x * 97 %, x * 103 %) for 3 % either way")
               : dist_fault_way(wrong);
}

static bool make_dist(DrawMaker *m, const DistSpec *spec, Drawing *d)
{
    DistFault wrong;
    size_t row;
    d->dist = distribution_new(m->arena, spec, d->n, &wrong, &row);
    if (d->dist != NULL) {
        d->most = distribution_most(spec, d->n);
        return true;
    }
    diag_add(m->diags, DIAG_FAULT, d->draw->place,
             dist_way_out(d->draw, wrong), "%s%s", tr(dist_fault_text(wrong)),
             of_row(m, d->draw->def->table, row));
    return false;
}

static bool make_drawing(DrawMaker *m, const Draw *draw, Drawing *d)
{
    const Def *def = draw->def;
    bool amount = is_amount(&def->type);
    d->draw = draw;
    d->den = amount || counts(draw->kind) ? 1 : SHARE_DEN;
    d->n = def->table < 0 ? 1 : m->data->table[def->table]->n;
    if (!units_fit(m, draw))
        return false;
    DistArg *arg = ARENA_ARRAY(m->arena, DistArg, draw->n + 1);
    DistSpec spec = {.kind = draw->kind, .n_args = draw->n, .arg = arg,
                     .relative = draw->n > 1 && is_relative(draw, 1),
                     .not_negative = amount, .den = (double)d->den};
    for (size_t i = 0; i < draw->n; i++)
        if (!argument(m, draw, i, d->den, &arg[i]))
            return false;
    return make_dist(m, &spec, d);
}

Drawing *study_drawings(Arena *arena, RatPool *pool, const Program *program,
                        const Dataset *data, Diags *diags)
{
    DrawMaker m = {arena, pool, exact_parts(arena, pool, program, data),
                   data, diags};
    Drawing *all = ARENA_ARRAY(arena, Drawing, program->n_draws + 1);
    bool good = true;
    for (size_t i = 0; i < program->n_draws; i++) {
        all[i].line = (uint32_t)i;
        good = make_drawing(&m, &program->draw[i], &all[i]) && good;
    }
    return good ? all : NULL;
}

void drawing_fill(const Drawing *drawing, const Stream *stream,
                  uint64_t first, size_t n, double *out, uint64_t *cut)
{
    if (drawing->draw->def->table < 0) {
        distribution_draw_scalars(drawing->dist, stream, drawing->line,
                                  first, n, out, cut);
        return;
    }
    for (size_t i = 0; i < n; i++)
        distribution_draw_rows(drawing->dist, stream, drawing->line,
                               (uint32_t)(first + i), out + i * drawing->n,
                               cut);
}
