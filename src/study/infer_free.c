/* infer_free.c - what a table says of the free params and data of a formula.
 */
#include "study/infer_free_int.h"

/* ---- The part that every amount fixes ---- */

/* How far the exact amount is from the printed one at most, in units. If the
 * exact amounts add up to the printed sum, no row of a largest remainder is a
 * whole unit away: with a cut at c of a unit it is at most c above, and then
 * the others, at most 1 - c below each, are together as much below; so c is at
 * most the part n - 1 of n. */
static const Rat *reach_of(InferBounds *b, bool solved)
{
    int64_t n = (int64_t)b->table->n;
    switch (b->out->method) {
    case ROUND_NEAREST: case ROUND_HALF_EVEN:
        return rat_ratio(b->pool, 1, 2);
    case ROUND_LARGEST_REMAINDER:
        if (solved && n > 1 && infer_adds_up(b))
            return rat_ratio(b->pool, n - 1, n);
        break;
    case ROUND_DOWN: case ROUND_UP: case ROUND_WEBSTER: case ROUND_JEFFERSON:
    case ROUND_ADAMS: case ROUND_HUNTINGTON_HILL: case ROUND_DEAN:
        break;
    }
    return rat_int(b->pool, 1);
}

/* One end of what a row's exact amount lies between. */
static const Rat *row_end(InferBounds *b, size_t row, bool upper)
{
    InferWindow w = infer_window(b->out->method, b->table->amount[row]);
    const Rat *amount = rat_mul(b->pool,
                                rat_int(b->pool, b->table->amount[row]),
                                b->table->unit);
    const Rat *way = rat_ratio(b->pool, upper ? w.to : w.from, 2);
    if (b->out->method == ROUND_LARGEST_REMAINDER)
        way = rat_mul(b->pool, way, b->out->reach);
    return rat_add(b->pool, amount, rat_mul(b->pool, way, b->out->unit));
}

static void set_part(InferBounds *b, bool solved)
{
    InferFree *out = b->out;
    InferPart part = infer_part(b->forms, b->forms->formula->exact);
    size_t n = b->table->n;
    out->part = part.expr;
    out->part_share = part.share;
    out->part_single = part.single;
    out->reach = reach_of(b, solved);
    out->low = ARENA_ARRAY(b->arena, const Rat *, n + 1);
    out->high = ARENA_ARRAY(b->arena, const Rat *, n + 1);
    bool same = true;
    for (size_t i = 0; i < n; i++) {
        int sign = rat_sign(part.times[i]);
        same = same && rat_equal(part.times[i], part.times[0]);
        if (sign == 0)
            continue;
        for (int upper = 0; upper < 2; upper++) {
            const Rat *x = rat_sub(b->pool, row_end(b, i, upper != 0),
                                   part.add[i]);
            x = rat_div(b->pool, x, part.times[i]);
            *((upper != 0) == (sign > 0) ? &out->high[i] : &out->low[i]) = x;
        }
    }
    if (same && rat_sign(part.times[0]) != 0)
        out->krona = rat_div(b->pool, out->unit,
                             rat_abs(b->pool, part.times[0]));
}

/* ---- The rows of free data ---- */

/* Where no param is free, what a row's data, or share of them, lies
 * between. */
static void set_shares(InferBounds *b)
{
    InferFree *out = b->out;
    size_t n = b->table->n;
    const Rat *zero = rat_int(b->pool, 0);
    if (b->times == NULL || b->forms->n_params > 0)
        return;
    out->share_low = ARENA_ARRAY(b->arena, const Rat *, n + 1);
    out->share_high = ARENA_ARRAY(b->arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (rat_sign(b->times[i]) == 0)
            continue;
        const Rat *by = rat_mul(b->pool, b->times[i], b->scale.add);
        const Rat *base = b->base[i].add;
        for (int upper = 0; upper < 2; upper++) {
            const Rat *x = rat_sub(b->pool, row_end(b, i, upper != 0), base);
            x = rat_max(zero, rat_div(b->pool, x, by));
            *(upper != 0 ? &out->share_high[i] : &out->share_low[i]) = x;
        }
    }
}

/* ---- Together ---- */

static void begin(InferFree *out, const InferTable *table,
                  const InferFormula *formula)
{
    out->formula = formula;
    out->table = table;
    out->rounds = formula->round != NULL;
    out->method = out->rounds ? formula->round->method : ROUND_NEAREST;
    out->unit = out->rounds ? formula->round->unit : table->unit;
}

/* A rounding to whole hundreds gives no single kronor; and what was rounded to
 * kronor and then printed in thousands was rounded twice. */
static bool unit_fits(RatPool *pool, const InferTable *table,
                      const InferFree *out, Diags *diags)
{
    if (table->kronor > 1 && rat_cmp(table->unit, out->unit) > 0) {
        diag_add(diags, DIAG_FAULT,
                 (Place){table->csv->source,
                         table->csv->head[table->column].span},
                 "name a column in the formula's own unit, or let the formula "
                 "round as the table is printed",
                 "the amounts are printed in a coarser unit than the formula "
                 "rounds to");
        return false;
    }
    for (size_t i = 0; i < table->n; i++) {
        const Rat *amount = rat_mul(pool, rat_int(pool, table->amount[i]),
                                    table->unit);
        if (rat_is_whole(rat_div(pool, amount, out->unit)))
            continue;
        diag_add(diags, DIAG_FAULT, csv_place(table->csv, i, table->column),
                 "name the column that the formula gives, in kronor",
                 "the formula rounds to a unit that does not go into this "
                 "amount");
        return false;
    }
    return true;
}

InferFree *infer_free(Arena *arena, RatPool *pool, const InferTable *table,
                      const InferFormula *formula, bool *use, Diags *diags)
{
    InferFree *out = ARENA_NEW(arena, InferFree);
    begin(out, table, formula);
    InferBounds b = {.arena = arena, .pool = pool, .table = table,
                     .out = out};
    if (!unit_fits(pool, table, out, diags))
        return NULL;
    b.forms = infer_forms(arena, pool, formula, table->n);
    if (!infer_depends(b.forms, formula->exact)) {
        diag_add(diags, DIAG_FAULT, formula->result->place,
                 "let something be free that it depends on",
                 "\"%s\" depends on nothing that is free",
                 formula->result->name);
        *use = true;
        return NULL;
    }
    out->n_params = b.forms->n_params;
    for (size_t i = 0; i < out->n_params; i++)
        out->param[i] = b.forms->param[i];
    out->data = b.forms->data;
    out->n_data = b.forms->n_data;
    bool solved = infer_bounds(&b);
    out->data_share = b.unknown == UNKNOWN_SHARE;
    set_part(&b, solved);
    if (!solved)
        return out;
    infer_ranges(&b);
    if (out->none)
        return out;
    set_shares(&b);
    infer_trial(&b);
    return out;
}
