/* biproportional.c - rounding a table, from its exact amounts to its units.
 *
 * Whether a table exists at all is a question of flows (table_flow.c). The
 * search starts near the solution, from multipliers fitted before rounding
 * (table_fit.c), and with every column at its total; then units are moved
 * until the rows are at theirs (table_moves.c).
 */
#include "money/biproportional.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "money/biproportional_int.h"
#include "money/money_int.h"

/* More units to move than this, after fitting, and the amounts are refused as
 * too far from their totals: each takes a search. */
#define MOVES_MAX 100000

typedef struct Table {
    RatPool *pool;          /* of the results */
    Arena *arena;
    const RoundIn *in;
    const RoundSide *rows, *cols;
    RoundOut *out;
    const Rat **fitted;     /* cell: its units times the fitted multiplier of
                               its row; 0 where closed */
    Frame frame;
    Moves moves;
} Table;

/* Units above this are refused by the caller's limits; they fit 62 bits. */
static int64_t units_of(const Rat *r)
{
    int64_t n = 0;
    bool fits = rat_to_int(r, &n);
    assert(fits);
    (void)fits;
    return n;
}

typedef struct CellKey {
    const char *row, *col, *cell;
    size_t index;
} CellKey;

static int by_code(const void *x, const void *y)
{
    const CellKey *a = x, *b = y;
    int order = strcmp(a->row, b->row);
    order = order ? order : strcmp(a->col, b->col);
    return order ? order : strcmp(a->cell, b->cell);
}

/* The order in which cells are looked at is that of the codes, so that the
 * order of rows in a file does not decide ties. */
static size_t *order_cells(const Table *t)
{
    size_t n = t->in->n;
    CellKey *key = ARENA_ARRAY(t->arena, CellKey, n + 1);
    for (size_t k = 0; k < n; k++) {
        key[k] = (CellKey){t->rows->code[t->rows->of[k]],
                           t->cols->code[t->cols->of[k]], t->in->code[k], k};
    }
    qsort(key, n, sizeof *key, by_code);
    size_t *order = ARENA_ARRAY(t->arena, size_t, n + 1);
    for (size_t k = 0; k < n; k++) {
        order[k] = key[k].index;
    }
    return order;
}

static Lines lines_of(const Frame *f, const RoundSide *side)
{
    Lines lines = {ARENA_ARRAY(f->arena, size_t, side->n + 2),
                   ARENA_ARRAY(f->arena, size_t, f->n + 1)};
    /* Counted two places on, the starts move to their own as the cells are
     * filled in. */
    for (size_t k = 0; k < f->n; k++) {
        lines.start[side->of[k] + 2]++;
    }
    for (size_t i = 2; i < side->n + 2; i++) {
        lines.start[i] += lines.start[i - 1];
    }
    for (size_t i = 0; i < f->n; i++) {
        size_t k = f->order[i];
        lines.cell[lines.start[side->of[k] + 1]++] = k;
    }
    return lines;
}

/* --- columns first --- */

/* One column apportioned by itself: false if the numbers grew too large. */
static bool column_units(Table *t, size_t col, const size_t *cell, size_t n)
{
    RatPool *work = t->moves.work;
    const Rat **exact = ARENA_ARRAY(t->arena, const Rat *, n + 1);
    const char **code = ARENA_ARRAY(t->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        exact[i] = rat_mul(work, t->in->unit, t->fitted[cell[i]]);
        code[i] = t->rows->code[t->rows->of[cell[i]]];
    }
    RoundIn in = {.method = t->in->method, .unit = t->in->unit,
                  .first = t->in->first, .n = n, .exact = exact,
                  .code = code, .keeping = t->cols->total[col]};
    RoundOut out;
    round_amounts(work, t->arena, &in, &out);
    if (rat_overflowed(work)) {
        return false;
    }
    /* frame_feasible saw that the open cells can take the total. */
    assert(out.fault == ROUND_OK);
    for (size_t i = 0; i < n; i++) {
        t->moves.a[cell[i]] =
            units_of(rat_div(work, out.amount[i], t->in->unit));
    }
    return true;
}

/* A multiplier that gives a column just its units: the largest of the
 * signposts passed, over the weights. */
static const Rat *column_factor(const Moves *m, const size_t *cell, size_t n)
{
    const Rat *factor = NULL, *least = NULL;
    for (size_t i = 0; i < n; i++) {
        size_t k = cell[i];
        const Rat *w = m->weight[k];
        if (rat_sign(w) == 0) {
            continue;
        }
        const Rat *post = table_signpost(m, m->work, m->a[k]);
        const Rat *up = rat_div(m->work, post, w);
        least = least ? rat_min(least, up) : up;
        if (m->a[k] > 0) {
            post = table_signpost(m, m->work, m->a[k] - 1);
            const Rat *down = rat_div(m->work, post, w);
            factor = factor ? rat_max(factor, down) : down;
        }
    }
    if (factor && rat_sign(factor) > 0) {
        return factor;
    }
    return least && rat_sign(least) > 0
               ? rat_div(m->work, least, rat_int(m->work, 2))
               : rat_int(m->work, 1);
}

static bool column_start(Table *t, size_t col)
{
    const Lines *lines = &t->frame.by_col;
    const size_t *cell = lines->cell + lines->start[col];
    size_t n = lines->start[col + 1] - lines->start[col];
    if (!column_units(t, col, cell, n)) {
        return false;
    }
    t->moves.factor[t->rows->n + col] = column_factor(&t->moves, cell, n);
    return true;
}

/* --- the whole --- */

static bool totals_agree(Table *t)
{
    const Rat *rows = rat_sum(t->pool, t->rows->total, t->rows->n);
    const Rat *cols = rat_sum(t->pool, t->cols->total, t->cols->n);
    if (rat_equal(rows, cols)) {
        t->out->target = rows;
        return true;
    }
    t->out->fault = ROUND_TOTALS_DIFFER;
    t->out->gap = rat_sub(t->pool, rows, cols);
    return false;
}

/* Totals as counts of units; false where one has more than 62 bits. */
static bool frame_units(Table *t, Frame *f, const RoundSide *side,
                        int64_t *units)
{
    const Rat *most = rat_int(t->pool, (int64_t)1 << 62);
    for (size_t i = 0; i < side->n; i++) {
        const Rat *n = rat_div(t->pool, side->total[i], t->in->unit);
        if (rat_sign(n) < 0 || rat_cmp(n, most) > 0) {
            t->out->fault = rat_sign(n) < 0 ? ROUND_TABLE_STUCK
                                            : ROUND_TABLE_LARGE;
            t->out->row = i;
            t->out->gap = side->total[i];
            t->out->of_column = side == f->cols;
            return false;
        }
        units[i] = units_of(n);
    }
    return true;
}

/* Quotients, and which cells may hold units: false on a negative amount. */
static bool frame_cells(Table *t, Frame *f, const Rat **quotient)
{
    for (size_t k = 0; k < t->in->n; k++) {
        RoundRow *row = &t->out->rows[k];
        row->quotient = rat_div(t->pool, t->in->exact[k], t->in->unit);
        row->remainder = rat_sub(t->pool, row->quotient,
                                 rat_floor(t->pool, row->quotient));
        if (rat_sign(row->quotient) < 0) {
            t->out->fault = ROUND_NEGATIVE;
            t->out->row = k;
            return false;
        }
        quotient[k] = row->quotient;
        f->open[k] = rat_sign(row->quotient) > 0;
    }
    return true;
}

/* Units, lines and open cells; false where no table has them. */
static bool frame_new(Table *t, const Rat **quotient)
{
    Frame *f = &t->frame;
    *f = (Frame){.arena = t->arena, .n = t->in->n, .rows = t->rows,
                 .cols = t->cols, .order = order_cells(t)};
    f->by_row = lines_of(f, t->rows);
    f->by_col = lines_of(f, t->cols);
    f->row_units = ARENA_ARRAY(t->arena, int64_t, t->rows->n + 1);
    f->col_units = ARENA_ARRAY(t->arena, int64_t, t->cols->n + 1);
    f->open = ARENA_ARRAY(t->arena, bool, t->in->n + 1);
    f->least = rat_sign(table_signpost(&t->moves, t->moves.work, 0)) == 0;
    size_t row;
    int64_t gap;
    if (!frame_units(t, f, t->rows, f->row_units) ||
        !frame_units(t, f, t->cols, f->col_units) ||
        !frame_cells(t, f, quotient) || rat_overflowed(t->pool)) {
        return false;
    }
    if (!frame_feasible(f, &row, &gap)) {
        t->out->fault = ROUND_TABLE_STUCK;
        t->out->row = row;
        t->out->gap = rat_mul(t->pool, rat_int(t->pool, gap), t->in->unit);
        return false;
    }
    return true;
}

/* Weights that hold the fitted multipliers of the rows already; their squares
 * for Huntington-Hill, as its signposts are. */
static void weights(Table *t, const Rat *const *quotient)
{
    RatPool *work = t->moves.work;
    const Frame *f = &t->frame;
    const Rat **multiplier =
        ARENA_ARRAY(t->arena, const Rat *, t->rows->n + 1);
    frame_fit(f, work, quotient, multiplier);
    t->fitted = ARENA_ARRAY(t->arena, const Rat *, t->in->n + 1);
    for (size_t k = 0; k < t->in->n; k++) {
        const Rat *x = f->open[k] ? rat_mul(work, quotient[k],
                                            multiplier[t->rows->of[k]])
                                  : rat_int(work, 0);
        t->fitted[k] = x;
        t->moves.weight[k] = t->in->method == ROUND_HUNTINGTON_HILL
                                 ? rat_mul(work, x, x) : x;
    }
    for (size_t i = 0; i < t->rows->n; i++) {
        t->moves.factor[i] = rat_int(work, 1);
    }
}

/* How far the rows are from their totals, once the columns keep theirs. */
static bool flaws(Table *t)
{
    int64_t all = 0, *flaw = t->moves.flaw;
    for (size_t i = 0; i < t->rows->n; i++) {
        flaw[i] = -t->frame.row_units[i];
    }
    for (size_t k = 0; k < t->in->n; k++) {
        flaw[t->rows->of[k]] += t->moves.a[k];
    }
    for (size_t i = 0; i < t->rows->n && all <= MOVES_MAX; i++) {
        all += flaw[i] > 0 ? flaw[i] : 0;
    }
    if (all > MOVES_MAX) {
        t->out->fault = ROUND_TABLE_FAR;
        return false;
    }
    return true;
}

typedef struct Claim {
    const Rat *exact;
    size_t place, cell;         /* place: in the order of codes */
} Claim;

static int by_claim(const void *x, const void *y)
{
    const Claim *a = x, *b = y;
    int order = rat_cmp(b->exact, a->exact);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* Among equals the larger exact amount, then the lower code, as in a column
 * by itself. */
static bool break_ties(Table *t)
{
    size_t n = t->in->n;
    Claim *claim = ARENA_ARRAY(t->arena, Claim, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t k = t->frame.order[i];
        claim[i] = (Claim){t->in->exact[k], i, k};
    }
    qsort(claim, n, sizeof *claim, by_claim);
    size_t *order = ARENA_ARRAY(t->arena, size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        order[i] = claim[i].cell;
    }
    bool *tied = ARENA_ARRAY(t->arena, bool, n + 1);
    table_ties(&t->moves, order, tied);
    for (size_t k = 0; k < n; k++) {
        t->out->rows[k].tied = tied[k];
        t->out->n_tied += tied[k];
    }
    return !rat_overflowed(t->moves.work);
}

static bool solve(Table *t)
{
    const Rat **quotient = ARENA_ARRAY(t->arena, const Rat *, t->in->n + 1);
    if (!totals_agree(t) || !frame_new(t, quotient)) {
        return false;
    }
    weights(t, quotient);
    for (size_t col = 0; col < t->cols->n; col++) {
        if (!column_start(t, col)) {
            return false;
        }
    }
    return flaws(t) && table_settle(&t->moves) && break_ties(t);
}

void round_table(RatPool *pool, Arena *arena, const RoundIn *in,
                 const RoundSide *rows, const RoundSide *cols, RoundOut *out)
{
    Table t = {.pool = pool, .arena = arena, .in = in, .rows = rows,
               .cols = cols, .out = out};
    memset(out, 0, sizeof *out);
    out->amount = ARENA_ARRAY(arena, const Rat *, in->n + 1);
    out->rows = ARENA_ARRAY(arena, RoundRow, in->n + 1);
    out->exact_sum = rat_sum(pool, in->exact, in->n);
    t.moves = (Moves){.frame = &t.frame,
                      .work = rat_pool_new(rat_pool_bits(pool)),
                      .scratch = rat_pool_new(rat_pool_bits(pool)),
                      .method = in->method, .first = in->first,
                      .weight = ARENA_ARRAY(arena, const Rat *, in->n + 1),
                      .factor = ARENA_ARRAY(arena, const Rat *,
                                            rows->n + cols->n + 1),
                      .a = ARENA_ARRAY(arena, int64_t, in->n + 1),
                      .flaw = ARENA_ARRAY(arena, int64_t, rows->n + 1)};
    bool good = solve(&t);
    if (rat_overflowed(t.moves.work)) {
        /* The caller asks the pool of the results only. */
        rat_overflow(pool);
    }
    good = good && !rat_overflowed(pool);
    for (size_t k = 0; k < in->n; k++) {
        out->amount[k] = rat_mul(pool, rat_int(pool, good ? t.moves.a[k] : 0),
                                 in->unit);
        if (good) {
            out->rows[k].extra = rat_cmp(out->rows[k].quotient,
                                         rat_int(pool, t.moves.a[k])) < 0;
        }
    }
    out->sum = rat_sum(pool, out->amount, in->n);
    rat_pool_free(t.moves.work);
    rat_pool_free(t.moves.scratch);
}
