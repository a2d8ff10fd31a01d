/* biproportional.c - the tie-and-transfer algorithm.
 *
 * Multipliers are chosen so that every column keeps its total, with any row
 * totals. Then units are moved: from a row with too many along cells that
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

typedef struct Table {
    RatPool *pool;
    Arena *arena;
    const RoundIn *in;
    const RoundSide *rows, *cols;
    RoundOut *out;
    size_t *cell;           /* in the order of row code, then column code */
    const Rat **v;          /* cell: its weight times both multipliers */
    int64_t *a;             /* cell: units */
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
    RatPool *pool = t->pool;
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
        exact[k] = t->in->exact[list[k]];
        code[k] = t->rows->code[t->rows->of[list[k]]];
    }
    RoundIn in = {.method = t->in->method, .unit = t->in->unit,
                  .first = t->in->first, .n = n, .exact = exact,
                  .code = code, .keeping = t->cols->total[col]};
    RoundOut out;
    round_amounts(t->pool, t->arena, &in, &out);
    if (out.fault != ROUND_OK) {
        t->out->fault = out.fault;
        t->out->row = col;
        t->out->gap = out.gap;
        t->out->of_column = true;
        return false;
    }
    const Rat *scale = NULL, *least = NULL;
    for (size_t k = 0; k < n; k++) {
        t->a[list[k]] = units_of(rat_div(t->pool, out.amount[k], t->in->unit));
        if (rat_sign(t->v[list[k]]) == 0) {
            continue;
        }
        int64_t a = t->a[list[k]];
        const Rat *up = rat_div(t->pool, signpost(t, a), t->v[list[k]]);
        least = least ? rat_min(least, up) : up;
        if (a > 0) {
            const Rat *down =
                rat_div(t->pool, signpost(t, a - 1), t->v[list[k]]);
            scale = scale ? rat_max(scale, down) : down;
        }
    }
    if (!scale || rat_sign(scale) == 0) {
        scale = least && rat_sign(least) > 0
                    ? rat_div(t->pool, least, rat_int(t->pool, 2))
                    : rat_int(t->pool, 1);
    }
    for (size_t k = 0; k < n; k++) {
        t->v[list[k]] = rat_mul(t->pool, t->v[list[k]], scale);
    }
    return true;
}

/* --- moving units --- */

static bool can_lose(const Table *t, size_t cell)
{
    return t->a[cell] > 0 && rat_sign(t->v[cell]) > 0 &&
           rat_equal(t->v[cell], signpost(t, t->a[cell] - 1));
}

static bool can_gain(const Table *t, size_t cell)
{
    return rat_sign(t->v[cell]) > 0 &&
           rat_equal(t->v[cell], signpost(t, t->a[cell]));
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
            if (t->row_in[row] && !t->col_in[col] && can_lose(t, k)) {
                t->col_in[col] = more = true;
                t->col_via[col] = k;
            } else if (t->col_in[col] && !t->row_in[row] && can_gain(t, k)) {
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
            at = rat_sign(s) > 0 ? rat_div(t->pool, s, t->v[k]) : NULL;
        } else if (col) {
            at = rat_div(t->pool, t->v[k], signpost(t, t->a[k]));
        }
        if (at && (!best || rat_cmp(at, best) > 0)) {
            best = at;
        }
    }
    return best;
}

static void scale(Table *t, const Rat *factor)
{
    for (size_t k = 0; k < t->in->n; k++) {
        bool row = t->row_in[t->rows->of[k]], col = t->col_in[t->cols->of[k]];
        if (row && !col) {
            t->v[k] = rat_mul(t->pool, t->v[k], factor);
        } else if (col && !row) {
            t->v[k] = rat_div(t->pool, t->v[k], factor);
        }
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
            if (!factor || rat_overflowed(t->pool)) {
                t->out->fault = ROUND_TABLE_STUCK;
                for (size_t i = t->rows->n; i-- > 0;) {
                    t->out->row = t->flaw[i] > 0 ? i : t->out->row;
                }
                t->out->gap = rat_mul(
                    t->pool, rat_int(t->pool, t->flaw[t->out->row]),
                    t->in->unit);
                return false;
            }
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

static bool weights(Table *t)
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
        t->v[k] = squared(t)
                      ? rat_mul(t->pool, row->quotient, row->quotient)
                      : row->quotient;
    }
    return true;
}

static void flaws(Table *t)
{
    for (size_t i = 0; i < t->rows->n; i++) {
        t->flaw[i] = -units_of(
            rat_div(t->pool, t->rows->total[i], t->in->unit));
    }
    for (size_t k = 0; k < t->in->n; k++) {
        t->flaw[t->rows->of[k]] += t->a[k];
    }
}

static bool solve(Table *t)
{
    size_t *list = ARENA_ARRAY(t->arena, size_t, t->in->n + 1);
    if (!totals_agree(t) || !weights(t)) {
        return false;
    }
    for (size_t col = 0; col < t->cols->n; col++) {
        if (!column_start(t, col, list)) {
            return false;
        }
    }
    flaws(t);
    return settle(t);
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
    order_cells(&t);
    bool good = solve(&t);
    for (size_t k = 0; k < in->n; k++) {
        out->amount[k] = rat_mul(pool, rat_int(pool, good ? t.a[k] : 0),
                                 in->unit);
        if (good) {
            out->rows[k].extra =
                rat_cmp(out->rows[k].quotient, rat_int(pool, t.a[k])) < 0;
            out->rows[k].tied = can_lose(&t, k) || can_gain(&t, k);
            out->n_tied += out->rows[k].tied;
        }
    }
    out->sum = rat_sum(pool, out->amount, in->n);
}
