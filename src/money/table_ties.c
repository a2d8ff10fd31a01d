/* table_ties.c - which of all right tables it is.
 *
 * Tables that are as right as each other differ by circles of ties, along
 * which units are handed round. Of them all that one is taken in which the
 * first cell of an order has the most units, then the second, and so on: each
 * cell in turn gains a unit if a circle through cells not decided yet brings
 * it one.
 */
#include "money/biproportional_int.h"

/* Cells from which the row of a column, or the column of a row, can be come
 * back to. */
static void mark_from(Moves *m, size_t node, const Lines *lines, size_t line,
                      bool *tied)
{
    bool row = node < m->frame->rows->n;
    table_forget(m);
    table_reach(m, node, table_nodes(m));
    for (size_t i = lines->start[line]; i < lines->start[line + 1]; i++) {
        size_t k = lines->cell[i];
        bool back = row ? m->gain[k] && m->reached[table_col(m, k)]
                        : m->lose[k] && m->reached[table_row(m, k)];
        tied[k] = tied[k] || back;
    }
}

/* Whether a circle can come in at a column at all: spares the walks that would
 * find out. */
static bool can_lose(const Moves *m, size_t col)
{
    const Lines *lines = &m->frame->by_col;
    for (size_t i = lines->start[col]; i < lines->start[col + 1]; i++) {
        size_t k = lines->cell[i];
        if (m->lose[k] && !m->closed[k]) {
            return true;
        }
    }
    return false;
}

static void decide(Moves *m, size_t k)
{
    size_t row = table_row(m, k), col = table_col(m, k);
    m->closed[k] = true;
    if (!m->gain[k] || !can_lose(m, m->frame->cols->of[k])) {
        return;
    }
    table_forget(m);
    if (table_reach(m, row, col) == col) {
        table_shift(m, col);
        m->a[k]++;
        table_note_units(m, k);
    }
}

void table_ties(Moves *m, const size_t *order, bool *tied)
{
    const Frame *f = m->frame;
    for (size_t i = 0; i < f->rows->n; i++) {
        mark_from(m, i, &f->by_row, i, tied);
    }
    for (size_t j = 0; j < f->cols->n; j++) {
        mark_from(m, f->rows->n + j, &f->by_col, j, tied);
    }
    for (size_t i = 0; i < f->n; i++) {
        m->closed[i] = !tied[i];
    }
    for (size_t i = 0; i < f->n; i++) {
        if (tied[order[i]]) {
            decide(m, order[i]);
        }
        table_clear_scratch(m);
    }
}
