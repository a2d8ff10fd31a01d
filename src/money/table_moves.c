/* table_moves.c - tie and transfer: from a start to the totals of the rows.
 *
 * Units are moved from a row with too many along cells that stand exactly at
 * a signpost (a tie, where one unit more or less is as right) to a row with
 * too few. Where no tie leads on, the rows and columns reached so far are
 * scaled against the others, just until a new tie stands (Balinski and
 * Demange, Algorithms for proportional matrices in reals and integers, Math.
 * Programming 45, 1989). Each move ends one error of the row totals, and each
 * scaling reaches a new row or column, so the work is bounded: errors * (rows
 * + columns) * cells. Comparisons are exact.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "money/biproportional_int.h"
#include "money/money_int.h"

/* After so many scalings the weights move to a fresh pool. */
#define SCALINGS_KEPT 64

const Rat *table_signpost(const Moves *m, RatPool *pool, int64_t k)
{
    const Rat *low = rat_int(pool, k), *high = rat_int(pool, k + 1);
    switch (m->method) {
    case ROUND_WEBSTER:
        if (k == 0 && m->first) {
            return m->first;
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

/* --- where a cell stands --- */

size_t table_row(const Moves *m, size_t k)
{
    return m->frame->rows->of[k];
}

size_t table_col(const Moves *m, size_t k)
{
    return m->frame->rows->n + m->frame->cols->of[k];
}

size_t table_nodes(const Moves *m)
{
    return m->frame->rows->n + m->frame->cols->n;
}

/* A cell's weight times both multipliers. */
static const Rat *value(const Moves *m, size_t k)
{
    const Rat *both = rat_mul(m->scratch, m->factor[table_row(m, k)],
                              m->factor[table_col(m, k)]);
    return rat_mul(m->scratch, m->weight[k], both);
}

static const Rat *post(const Moves *m, int64_t units)
{
    return table_signpost(m, m->scratch, units);
}

/* Doubles only leave out what is surely no tie, or surely not the next one:
 * the product of three numbers within these bounds is wrong by far less than
 * MARGIN, and NAN is never sure of anything, nor is a quotient below NEAR_MIN,
 * whose last digits may be lost. */
#define NEAR_MIN 1e-100
#define NEAR_MAX 1e100
#define MARGIN 1e-9

static double near(const Rat *r)
{
    double x = mpq_get_d(r->q);
    return x > NEAR_MIN && x < NEAR_MAX ? x : NAN;
}

static double value_near(const Moves *m, size_t k)
{
    return m->weight_near[k] * m->factor_near[table_row(m, k)] *
           m->factor_near[table_col(m, k)];
}

static bool stands_at(const Moves *m, size_t k, double at, int64_t units)
{
    bool surely_not = fabs(value_near(m, k) - at) > MARGIN * at;
    return !surely_not && rat_equal(value(m, k), post(m, units));
}

/* Remembers whether a cell stands at a signpost: looked at far more often
 * than it changes. */
static void note_ties(Moves *m, size_t k)
{
    bool used = rat_sign(m->weight[k]) > 0;
    int64_t a = m->a[k];
    m->gain[k] = used && stands_at(m, k, m->high[k], a);
    m->lose[k] = used && m->low[k] != 0 && stands_at(m, k, m->low[k], a - 1);
}

void table_note_units(Moves *m, size_t k)
{
    int64_t a = m->a[k];
    const Rat *low = a > 0 ? post(m, a - 1) : NULL;
    m->low[k] = low && rat_sign(low) > 0 ? near(low) : 0;
    m->high[k] = near(post(m, a));
    note_ties(m, k);
}

void table_clear_scratch(Moves *m)
{
    if (rat_overflowed(m->scratch)) {
        rat_overflow(m->work);
    }
    rat_pool_reset(m->scratch);
}

/* --- along ties --- */

void table_forget(Moves *m)
{
    memset(m->reached, 0, table_nodes(m) * sizeof *m->reached);
}

static size_t enter(Moves *m, size_t node, size_t via)
{
    size_t rows = m->frame->rows->n;
    m->reached[node] = true;
    m->via[node] = via;
    m->at[node] = node < rows ? m->frame->by_row.start[node]
                              : m->frame->by_col.start[node - rows];
    return node;
}

/* The next tie that leads from a node to one not reached, or the number of
 * cells. */
static size_t next_way(Moves *m, size_t node)
{
    const Frame *f = m->frame;
    bool row = node < f->rows->n;
    const Lines *lines = row ? &f->by_row : &f->by_col;
    size_t end = lines->start[(row ? node : node - f->rows->n) + 1];
    while (m->at[node] < end) {
        size_t k = lines->cell[m->at[node]++];
        bool way = row ? m->lose[k] && !m->reached[table_col(m, k)]
                       : m->gain[k] && !m->reached[table_row(m, k)];
        if (way && !m->closed[k]) {
            return k;
        }
    }
    return f->n;
}

/* Depth first. */
size_t table_reach(Moves *m, size_t node, size_t goal)
{
    const Frame *f = m->frame;
    enter(m, node, f->n);
    for (;;) {
        bool row = node < f->rows->n;
        if (node == goal || (row && m->flaw[node] < 0)) {
            return node;
        }
        size_t k = next_way(m, node);
        if (k < f->n) {
            node = enter(m, row ? table_col(m, k) : table_row(m, k), k);
        } else if (m->via[node] < f->n) {
            k = m->via[node];
            node = row ? table_col(m, k) : table_row(m, k);
        } else {
            return table_nodes(m);
        }
    }
}

size_t table_shift(Moves *m, size_t node)
{
    m->reached[node] = false;
    while (m->via[node] < m->frame->n) {
        size_t k = m->via[node];
        bool gains = node < m->frame->rows->n;
        m->a[k] += gains ? 1 : -1;
        table_note_units(m, k);
        node = gains ? table_col(m, k) : table_row(m, k);
        m->reached[node] = false;
    }
    return node;
}

/* Moves what can be moved along ties, going past what was found to lead
 * nowhere. False if nothing could; then all that ties lead to from rows with
 * too many units is reached. */
static bool move_along(Moves *m)
{
    const Frame *f = m->frame;
    bool moved = false;
    table_forget(m);
    for (size_t i = 0; i < f->n; i++) {
        size_t row = table_row(m, f->order[i]);
        while (m->flaw[row] > 0 && !m->reached[row]) {
            size_t to = table_reach(m, row, table_nodes(m));
            if (to < table_nodes(m)) {
                m->flaw[to]++;
                m->flaw[table_shift(m, to)]--;
                table_clear_scratch(m);
                moved = true;
            }
        }
    }
    return moved;
}

/* --- scaling --- */

/* Whether a cell between what is reached and what is not would come to stand
 * at a signpost, if it were scaled far enough. */
static bool can_tie(const Moves *m, size_t k)
{
    bool row = m->reached[table_row(m, k)], col = m->reached[table_col(m, k)];
    return row != col && rat_sign(m->weight[k]) > 0 &&
           (col || m->low[k] != 0);
}

/* The factor below 1 for reached rows (its inverse for reached columns) at
 * which the next tie stands: the largest of all cells; NULL if there is
 * none. Of the scratch. */
static const Rat *next_tie(const Moves *m)
{
    const Rat *best = NULL;
    double sure = 0;            /* the best is at least this */
    for (size_t k = 0; k < m->frame->n; k++) {
        if (!can_tie(m, k)) {
            continue;
        }
        bool row = m->reached[table_row(m, k)];
        double x = value_near(m, k);
        double at = row ? m->low[k] / x : x / m->high[k];
        if (at < sure) {
            continue;
        }
        const Rat *exact =
            row ? rat_div(m->scratch, post(m, m->a[k] - 1), value(m, k))
                : rat_div(m->scratch, value(m, k), post(m, m->a[k]));
        if (!best || rat_cmp(exact, best) > 0) {
            best = exact;
            sure = at > NEAR_MIN ? at * (1 - MARGIN) : sure;
        }
    }
    return best;
}

static void renew(Moves *m)
{
    RatPool *fresh = rat_pool_new(rat_pool_bits(m->work));
    for (size_t i = 0; i < table_nodes(m); i++) {
        m->factor[i] = rat_from_mpq(fresh, m->factor[i]->q);
    }
    for (size_t k = 0; k < m->frame->n; k++) {
        m->weight[k] = rat_from_mpq(fresh, m->weight[k]->q);
    }
    if (rat_overflowed(m->work)) {
        rat_overflow(fresh);
    }
    rat_pool_free(m->work);
    m->work = fresh;
    m->scalings = 0;
}

static void scale(Moves *m, const Rat *factor)
{
    for (size_t i = 0; i < table_nodes(m); i++) {
        if (m->reached[i]) {
            m->factor[i] = i < m->frame->rows->n
                               ? rat_mul(m->work, m->factor[i], factor)
                               : rat_div(m->work, m->factor[i], factor);
            m->factor_near[i] = near(m->factor[i]);
        }
    }
    for (size_t k = 0; k < m->frame->n; k++) {
        if (m->reached[table_row(m, k)] != m->reached[table_col(m, k)]) {
            note_ties(m, k);
        }
    }
    table_clear_scratch(m);
    if (++m->scalings == SCALINGS_KEPT) {
        renew(m);
    }
}

/* --- the whole --- */

static bool any_flaw(const Moves *m)
{
    for (size_t i = 0; i < m->frame->rows->n; i++) {
        if (m->flaw[i] > 0) {
            return true;
        }
    }
    return false;
}

static void make_room(Moves *m)
{
    Arena *arena = m->frame->arena;
    size_t cells = m->frame->n;
    size_t nodes = table_nodes(m);
    m->lose = ARENA_ARRAY(arena, bool, cells + 1);
    m->gain = ARENA_ARRAY(arena, bool, cells + 1);
    m->closed = ARENA_ARRAY(arena, bool, cells + 1);
    m->reached = ARENA_ARRAY(arena, bool, nodes + 1);
    m->via = ARENA_ARRAY(arena, size_t, nodes + 1);
    m->at = ARENA_ARRAY(arena, size_t, nodes + 1);
    m->weight_near = ARENA_ARRAY(arena, double, cells + 1);
    m->factor_near = ARENA_ARRAY(arena, double, nodes + 1);
    m->low = ARENA_ARRAY(arena, double, cells + 1);
    m->high = ARENA_ARRAY(arena, double, cells + 1);
    for (size_t i = 0; i < nodes; i++) {
        m->factor_near[i] = near(m->factor[i]);
    }
    for (size_t k = 0; k < cells; k++) {
        m->weight_near[k] = near(m->weight[k]);
        table_note_units(m, k);
    }
}

bool table_settle(Moves *m)
{
    make_room(m);
    while (any_flaw(m)) {
        if (move_along(m)) {
            continue;
        }
        const Rat *factor = next_tie(m);
        if (rat_overflowed(m->scratch) || rat_overflowed(m->work)) {
            return false;
        }
        /* Else the rows reached must hold more than their totals, which
         * frame_feasible would have refused. */
        assert(factor);
        scale(m, factor);
    }
    table_clear_scratch(m);
    return !rat_overflowed(m->work);
}
