/* table_flow.c - is there a table with these totals and these zeros?
 *
 * Units flow from rows through open cells to columns. The largest flow is
 * found along shortest ways (Edmonds and Karp 1972); the table exists if it
 * uses up all totals.
 */
#include <string.h>

#include "money/biproportional_int.h"

typedef struct Flow {
    const Frame *f;
    int64_t *cell;              /* units above the least, cell by cell */
    int64_t *supply, *demand;   /* left, of rows and columns */
    size_t *row_via, *col_via;  /* the cell by which each was reached */
    bool *row_in, *col_in;
    bool *forced;               /* cell: 0 in every table */
    size_t *queue;              /* rows, then rows->n + columns */
} Flow;

static void reach_row(Flow *w, size_t row, size_t via, size_t *n)
{
    if (!w->row_in[row]) {
        w->row_in[row] = true;
        w->row_via[row] = via;
        w->queue[(*n)++] = row;
    }
}

static void reach_col(Flow *w, size_t col, size_t via, size_t *n)
{
    if (!w->col_in[col]) {
        w->col_in[col] = true;
        w->col_via[col] = via;
        w->queue[(*n)++] = w->f->rows->n + col;
    }
}

static void leave_row(Flow *w, size_t row, size_t *n)
{
    const Lines *lines = &w->f->by_row;
    for (size_t i = lines->start[row]; i < lines->start[row + 1]; i++) {
        size_t k = lines->cell[i];
        if (w->f->open[k]) {
            reach_col(w, w->f->cols->of[k], k, n);
        }
    }
}

static void leave_col(Flow *w, size_t col, size_t *n)
{
    const Lines *lines = &w->f->by_col;
    for (size_t i = lines->start[col]; i < lines->start[col + 1]; i++) {
        size_t k = lines->cell[i];
        if (w->cell[k] > 0) {
            reach_row(w, w->f->rows->of[k], k, n);
        }
    }
}

/* Everything that can be reached from what is queued: rows give to columns
 * through open cells, columns take back what rows gave. Stops at a column
 * with demand and returns it, else cols->n. */
static size_t walk(Flow *w, size_t n)
{
    size_t rows = w->f->rows->n;
    for (size_t at = 0; at < n; at++) {
        size_t node = w->queue[at];
        if (node < rows) {
            leave_row(w, node, &n);
        } else if (w->demand[node - rows] > 0) {
            return node - rows;
        } else {
            leave_col(w, node - rows, &n);
        }
    }
    return w->f->cols->n;
}

static void start(Flow *w)
{
    memset(w->row_in, 0, w->f->rows->n * sizeof *w->row_in);
    memset(w->col_in, 0, w->f->cols->n * sizeof *w->col_in);
}

static size_t augmenting(Flow *w)
{
    size_t n = 0;
    start(w);
    for (size_t i = 0; i < w->f->rows->n; i++) {
        if (w->supply[i] > 0) {
            reach_row(w, i, w->f->n, &n);
        }
    }
    return walk(w, n);
}

static void push(Flow *w, size_t col)
{
    const Frame *f = w->f;
    int64_t most = w->demand[col];
    size_t c = col, row;
    for (;;) {
        row = f->rows->of[w->col_via[c]];
        if (w->row_via[row] == f->n) {
            break;
        }
        size_t back = w->row_via[row];
        most = w->cell[back] < most ? w->cell[back] : most;
        c = f->cols->of[back];
    }
    most = w->supply[row] < most ? w->supply[row] : most;
    w->supply[row] -= most;
    w->demand[col] -= most;
    for (c = col;;) {
        w->cell[w->col_via[c]] += most;
        row = f->rows->of[w->col_via[c]];
        if (w->row_via[row] == f->n) {
            break;
        }
        w->cell[w->row_via[row]] -= most;
        c = f->cols->of[w->row_via[row]];
    }
}

/* An open cell that holds nothing is 0 in every table if its row cannot be
 * reached from its column: no circle could bring it a unit. No demand is left
 * that a walk would stop at. */
static void close_forced(Flow *w, Frame *f)
{
    for (size_t col = 0; col < f->cols->n; col++) {
        size_t n = 0;
        start(w);
        reach_col(w, col, f->n, &n);
        walk(w, n);
        size_t end = f->by_col.start[col + 1];
        for (size_t i = f->by_col.start[col]; i < end; i++) {
            size_t k = f->by_col.cell[i];
            w->forced[k] = w->cell[k] == 0 && !w->row_in[f->rows->of[k]];
        }
    }
    for (size_t k = 0; k < f->n; k++) {
        f->open[k] = f->open[k] && !w->forced[k];
    }
}

static void flow_new(Flow *w, const Frame *f)
{
    size_t rows = f->rows->n, cols = f->cols->n;
    w->cell = ARENA_ARRAY(f->arena, int64_t, f->n + 1);
    w->supply = ARENA_ARRAY(f->arena, int64_t, rows + 1);
    w->demand = ARENA_ARRAY(f->arena, int64_t, cols + 1);
    w->row_via = ARENA_ARRAY(f->arena, size_t, rows + 1);
    w->col_via = ARENA_ARRAY(f->arena, size_t, cols + 1);
    w->row_in = ARENA_ARRAY(f->arena, bool, rows + 1);
    w->col_in = ARENA_ARRAY(f->arena, bool, cols + 1);
    w->forced = ARENA_ARRAY(f->arena, bool, f->n + 1);
    w->queue = ARENA_ARRAY(f->arena, size_t, rows + cols + 1);
    memcpy(w->supply, f->row_units, rows * sizeof *w->supply);
    memcpy(w->demand, f->col_units, cols * sizeof *w->demand);
    for (size_t k = 0; k < f->n; k++) {
        if (f->open[k]) {
            w->supply[f->rows->of[k]] -= f->least;
            w->demand[f->cols->of[k]] -= f->least;
        }
    }
}

bool frame_feasible(Frame *f, size_t *row, int64_t *gap)
{
    Flow w = {.f = f};
    flow_new(&w, f);
    for (size_t i = 0; i < f->rows->n; i++) {
        if (w.supply[i] < 0) {
            *row = i;
            *gap = w.supply[i];
            return false;
        }
    }
    size_t col;
    while ((col = augmenting(&w)) < f->cols->n) {
        push(&w, col);
    }
    for (size_t i = 0; i < f->rows->n; i++) {
        if (w.supply[i] > 0) {
            *row = i;
            *gap = w.supply[i];
            return false;
        }
    }
    for (size_t j = 0; j < f->cols->n; j++) {
        if (w.demand[j] != 0) {
            *row = 0;
            *gap = w.demand[j];
            return false;
        }
    }
    if (f->least == 0) {
        close_forced(&w, f);
    }
    return true;
}
