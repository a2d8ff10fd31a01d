/* biproportional.c - the tie-and-transfer algorithm.
 *
 * Whether a table exists at all is a question of flows (table_flow.c). The
 * search starts near the solution, from multipliers fitted before rounding
 * (table_fit.c), and with every column at its total. Then units are moved: from a row with too many along cells that
 * stand exactly at a signpost (a tie, where one unit more or less is as
 * right) to a row with too few. Where no tie leads on, the rows and columns
 * reached so far are scaled against the others, just until a new tie stands
 * (Balinski and Demange, Algorithms for proportional matrices in reals and
 * integers, Math. Programming 45, 1989). Each move ends one error of the row
 * totals, and each scaling reaches a new row or column, so the work is
 * bounded: errors * (rows + columns) * cells. Comparisons are exact.
 */
#include "money/biproportional.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "money/biproportional_int.h"
#include "money/money_int.h"

/* After so many scalings the weights move to a fresh pool. */
#define SCALINGS_KEPT 64

/* More units to move than this, after fitting, and the amounts are refused as
 * too far from their totals: each takes a search. */
#define MOVES_MAX 100000

typedef struct Table {
    RatPool *pool;          /* of the results */
    RatPool *work;          /* of the weights */
    Arena *arena;
    const RoundIn *in;
    const RoundSide *rows, *cols;
    RoundOut *out;
    size_t *cell;           /* in the order of row code, then column code */
    const Rat **fitted;     /* cell: its units times the fitted multiplier of
                               its row; 0 where closed */
    const Rat **v;          /* cell: its weight times both multipliers */
    int64_t *a;             /* cell: units */
    bool *lose, *gain;      /* cell: stands at its lower, its upper signpost */
    size_t scalings;
    int64_t *flaw;          /* row: units too many */
    bool *row_in, *col_in;  /* reached */
    size_t *row_via, *col_via;   /* by which cell; n: a row to start from */
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

static bool squared(const Table *t)
{
    return t->in->method == ROUND_HUNTINGTON_HILL;
}

/* The signpost between k and k + 1 units; for Huntington-Hill its square, as
 * the weights are squares then. */
static const Rat *signpost(const Table *t, int64_t k)
{
    RatPool *pool = t->work;
    const Rat *low = rat_int(pool, k), *high = rat_int(pool, k + 1);
    switch (t->in->method) {
    case ROUND_WEBSTER:
        if (k == 0 && t->in->first) {
            return t->in->first;
        }
        return rat_add(pool, low, rat_ratio(pool, 1, 2));
    case ROUND_JEFFERSON: return high;
    case ROUND_ADAMS: return low;
    case ROUND_HUNTINGTON_HILL: return rat_mul(pool, low, high);
    case ROUND_DEAN:
        return rat_div(pool, rat_mul(pool, low, high),
                       rat_add(pool, low, rat_ratio(pool, 1, 2)));
    case ROUND_NEAREST: case ROUND_HALF_EVEN: case ROUND_DOWN: case ROUND_UP:
    case ROUND_LARGEST_REMAINDER: break;
    }
    assert(!"a divisor method");
    return low;
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
static void order_cells(Table *t)
{
    size_t n = t->in->n;
    CellKey *key = ARENA_ARRAY(t->arena, CellKey, n + 1);
    for (size_t k = 0; k < n; k++) {
        key[k] = (CellKey){t->rows->code[t->rows->of[k]],
                           t->cols->code[t->cols->of[k]], t->in->code[k], k};
    }
    qsort(key, n, sizeof *key, by_code);
    t->cell = ARENA_ARRAY(t->arena, size_t, n + 1);
    for (size_t k = 0; k < n; k++) {
        t->cell[k] = key[k].index;
    }
}

/* --- columns first --- */

/* One column apportioned by itself; its multiplier is one that gives just
 * these units: the largest of the signposts passed, over the weights. */
static bool column_start(Table *t, size_t col, size_t *list)
{
    size_t n = 0, cells = t->in->n;
    for (size_t k = 0; k < cells; k++) {
        if (t->cols->of[t->cell[k]] == col) {
            list[n++] = t->cell[k];
        }
    }
    const Rat **exact = ARENA_ARRAY(t->arena, const Rat *, n + 1);
    const char **code = ARENA_ARRAY(t->arena, const char *, n + 1);
    for (size_t k = 0; k < n; k++) {
        exact[k] = rat_mul(t->work, t->in->unit, t->fitted[list[k]]);
        code[k] = t->rows->code[t->rows->of[list[k]]];
    }
    RoundIn in = {.method = t->in->method, .unit = t->in->unit,
                  .first = t->in->first, .n = n, .exact = exact,
                  .code = code, .keeping = t->cols->total[col]};
    RoundOut out;
    round_amounts(t->work, t->arena, &in, &out);
    if (rat_overflowed(t->work)) {
        return false;
    }
    /* frame_feasible saw that the open cells can take the total. */
    assert(out.fault == ROUND_OK);
    const Rat *factor = NULL, *least = NULL;
    for (size_t k = 0; k < n; k++) {
        t->a[list[k]] = units_of(rat_div(t->work, out.amount[k], t->in->unit));
        if (rat_sign(t->v[list[k]]) == 0) {
            continue;
        }
        int64_t a = t->a[list[k]];
        const Rat *up = rat_div(t->work, signpost(t, a), t->v[list[k]]);
        least = least ? rat_min(least, up) : up;
        if (a > 0) {
            const Rat *down =
                rat_div(t->work, signpost(t, a - 1), t->v[list[k]]);
            factor = factor ? rat_max(factor, down) : down;
        }
    }
    if (!factor || rat_sign(factor) == 0) {
        factor = least && rat_sign(least) > 0
                     ? rat_div(t->work, least, rat_int(t->work, 2))
                     : rat_int(t->work, 1);
    }
    for (size_t k = 0; k < n; k++) {
        t->v[list[k]] = rat_mul(t->work, t->v[list[k]], factor);
    }
    return true;
}

/* --- moving units --- */

/* Remembers whether a cell stands at a signpost: looked at far more often
 * than it changes. */
static void note_ties(Table *t, size_t k)
{
    bool used = rat_sign(t->v[k]) > 0;
    t->gain[k] = used && rat_equal(t->v[k], signpost(t, t->a[k]));
    t->lose[k] = used && t->a[k] > 0 &&
                 rat_equal(t->v[k], signpost(t, t->a[k] - 1));
}

/* Reaches rows and columns along ties from rows with too many units; the row
 * with too few that is reached, or rows->n. */
static size_t reach(Table *t)
{
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < t->in->n; i++) {
            size_t k = t->cell[i];
            size_t row = t->rows->of[k], col = t->cols->of[k];
            if (t->row_in[row] && !t->col_in[col] && t->lose[k]) {
                t->col_in[col] = more = true;
                t->col_via[col] = k;
            } else if (t->col_in[col] && !t->row_in[row] && t->gain[k]) {
                t->row_in[row] = more = true;
                t->row_via[row] = k;
                if (t->flaw[row] < 0) {
                    return row;
                }
            }
        }
    }
    return t->rows->n;
}

static void transfer(Table *t, size_t row)
{
    t->flaw[row]++;
    while (t->row_via[row] < t->in->n) {
        size_t gain = t->row_via[row];
        size_t lose = t->col_via[t->cols->of[gain]];
        t->a[gain]++;
        t->a[lose]--;
        note_ties(t, gain);
        note_ties(t, lose);
        row = t->rows->of[lose];
    }
    t->flaw[row]--;
}

/* The factor below 1 for reached rows (its inverse for reached columns) at
 * which the next tie stands; NULL if there is none. */
static const Rat *next_tie(const Table *t)
{
    const Rat *best = NULL;
    for (size_t k = 0; k < t->in->n; k++) {
        bool row = t->row_in[t->rows->of[k]], col = t->col_in[t->cols->of[k]];
        if (row == col || rat_sign(t->v[k]) == 0) {
            continue;
        }
        const Rat *at = NULL;
        if (row && t->a[k] > 0) {
            const Rat *s = signpost(t, t->a[k] - 1);
            at = rat_sign(s) > 0 ? rat_div(t->work, s, t->v[k]) : NULL;
        } else if (col) {
            at = rat_div(t->work, t->v[k], signpost(t, t->a[k]));
        }
        if (at && (!best || rat_cmp(at, best) > 0)) {
            best = at;
        }
    }
    return best;
}

/* The caller asks the pool of the results only. */
static void note_overflow(Table *t)
{
    if (rat_overflowed(t->work)) {
        rat_overflow(t->pool);
    }
}

static void renew(Table *t)
{
    RatPool *fresh = rat_pool_new(rat_pool_bits(t->work));
    for (size_t k = 0; k < t->in->n; k++) {
        t->v[k] = rat_from_mpq(fresh, t->v[k]->q);
    }
    note_overflow(t);
    rat_pool_free(t->work);
    t->work = fresh;
    t->scalings = 0;
}

static void scale(Table *t, const Rat *factor)
{
    for (size_t k = 0; k < t->in->n; k++) {
        bool row = t->row_in[t->rows->of[k]], col = t->col_in[t->cols->of[k]];
        if (row == col) {
            continue;
        }
        t->v[k] = row ? rat_mul(t->work, t->v[k], factor)
                      : rat_div(t->work, t->v[k], factor);
        note_ties(t, k);
    }
    if (++t->scalings == SCALINGS_KEPT) {
        renew(t);
    }
}

/* Starts from the rows with too many units; false if there are none. */
static bool start_reach(Table *t)
{
    bool any = false;
    memset(t->col_in, 0, t->cols->n * sizeof *t->col_in);
    for (size_t i = 0; i < t->rows->n; i++) {
        t->row_in[i] = t->flaw[i] > 0;
        t->row_via[i] = t->in->n;
        any = any || t->row_in[i];
    }
    return any;
}

static bool settle(Table *t)
{
    while (start_reach(t)) {
        size_t row;
        while ((row = reach(t)) == t->rows->n) {
            const Rat *factor = next_tie(t);
            if (rat_overflowed(t->work)) {
                return false;
            }
            /* Else the rows reached must hold more than their totals,
             * which frame_feasible would have refused. */
            assert(factor);
            scale(t, factor);
        }
        transfer(t, row);
    }
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

static bool frame_new(Table *t, Frame *f, const Rat **quotient)
{
    *f = (Frame){.arena = t->arena, .n = t->in->n, .rows = t->rows,
                 .cols = t->cols};
    f->row_units = ARENA_ARRAY(t->arena, int64_t, t->rows->n + 1);
    f->col_units = ARENA_ARRAY(t->arena, int64_t, t->cols->n + 1);
    f->open = ARENA_ARRAY(t->arena, bool, t->in->n + 1);
    f->least = rat_sign(signpost(t, 0)) == 0;
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

/* Weights near the solution, from the fitted multipliers of the rows. */
static void weights(Table *t, const Frame *f, const Rat *const *quotient)
{
    const Rat **multiplier =
        ARENA_ARRAY(t->arena, const Rat *, t->rows->n + 1);
    frame_fit(f, t->work, quotient, multiplier);
    for (size_t k = 0; k < t->in->n; k++) {
        const Rat *x = f->open[k] ? rat_mul(t->work, quotient[k],
                                            multiplier[t->rows->of[k]])
                                  : rat_int(t->work, 0);
        t->fitted[k] = x;
        t->v[k] = squared(t) ? rat_mul(t->work, x, x) : x;
    }
}

/* How far the rows are from their totals, once the columns keep theirs. */
static bool flaws(Table *t, const Frame *f)
{
    int64_t all = 0;
    for (size_t i = 0; i < t->rows->n; i++) {
        t->flaw[i] = -f->row_units[i];
    }
    for (size_t k = 0; k < t->in->n; k++) {
        t->flaw[t->rows->of[k]] += t->a[k];
        note_ties(t, k);
    }
    for (size_t i = 0; i < t->rows->n && all <= MOVES_MAX; i++) {
        all += t->flaw[i] > 0 ? t->flaw[i] : 0;
    }
    if (all > MOVES_MAX) {
        t->out->fault = ROUND_TABLE_FAR;
        return false;
    }
    return true;
}

static bool solve(Table *t)
{
    Frame f;
    size_t *list = ARENA_ARRAY(t->arena, size_t, t->in->n + 1);
    const Rat **quotient = ARENA_ARRAY(t->arena, const Rat *, t->in->n + 1);
    if (!totals_agree(t) || !frame_new(t, &f, quotient)) {
        return false;
    }
    weights(t, &f, quotient);
    for (size_t col = 0; col < t->cols->n; col++) {
        if (!column_start(t, col, list)) {
            return false;
        }
    }
    return flaws(t, &f) && settle(t);
}

/* A cell is tied if a unit could go round a circle of ties through it: then
 * another table is as right as this one. */
static void mark_ties(Table *t)
{
    for (size_t col = 0; col < t->cols->n; col++) {
        memset(t->row_in, 0, t->rows->n * sizeof *t->row_in);
        memset(t->col_in, 0, t->cols->n * sizeof *t->col_in);
        t->col_in[col] = true;
        reach(t);
        for (size_t k = 0; k < t->in->n; k++) {
            RoundRow *row = &t->out->rows[k];
            if (t->cols->of[k] == col && t->lose[k] &&
                t->row_in[t->rows->of[k]]) {
                row->tied = true;
            }
        }
    }
    for (size_t k = 0; k < t->in->n; k++) {
        t->out->n_tied += t->out->rows[k].tied;
    }
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
    t.v = ARENA_ARRAY(arena, const Rat *, in->n + 1);
    t.a = ARENA_ARRAY(arena, int64_t, in->n + 1);
    t.flaw = ARENA_ARRAY(arena, int64_t, rows->n + 1);
    t.row_in = ARENA_ARRAY(arena, bool, rows->n + 1);
    t.col_in = ARENA_ARRAY(arena, bool, cols->n + 1);
    t.row_via = ARENA_ARRAY(arena, size_t, rows->n + 1);
    t.col_via = ARENA_ARRAY(arena, size_t, cols->n + 1);
    t.fitted = ARENA_ARRAY(arena, const Rat *, in->n + 1);
    t.lose = ARENA_ARRAY(arena, bool, in->n + 1);
    t.gain = ARENA_ARRAY(arena, bool, in->n + 1);
    t.work = rat_pool_new(rat_pool_bits(pool));
    order_cells(&t);
    bool good = solve(&t);
    note_overflow(&t);
    good = good && !rat_overflowed(pool);
    for (size_t k = 0; k < in->n; k++) {
        out->amount[k] = rat_mul(pool, rat_int(pool, good ? t.a[k] : 0),
                                 in->unit);
        if (good) {
            out->rows[k].extra =
                rat_cmp(out->rows[k].quotient, rat_int(pool, t.a[k])) < 0;
        }
    }
    if (good) {
        mark_ties(&t);
    }
    out->sum = rat_sum(pool, out->amount, in->n);
    rat_pool_free(t.work);
}
