/* controlled.c - rows by largest remainder, then units moved within rows.
 *
 * Largest remainder is the best for each row by itself. What it leaves in the
 * columns is evened out by moving a unit of some row from a column to another,
 * along chains of columns that cost least in all: a flow of least cost, found
 * by shortest augmenting ways (Ahuja, Magnanti and Orlin, Network Flows, 1993,
 * ch. 9). That a flow exists follows from the exact table being one, since
 * bounds and sums are whole (Causey, Cox and Ernst, J. Am. Stat. Assoc. 80,
 * 1985).
 */
#include "money/controlled.h"

#include <string.h>

/* Remainders are compared in parts of a unit, exactly and alike everywhere. */
#define PARTS (INT64_C(1) << 40)
#define FAR INT64_MAX

typedef struct Table {
    RatPool *pool;
    const ControlledIn *in;
    int64_t *part;          /* cell: its remainder in PARTS; 0: it is whole */
    bool *up;               /* cell: rounded up */
    int64_t *over;          /* column: units more than the sum rounded down */
    bool *whole;            /* column: its sum is whole */
    /* The way: by column, how far it is, from where, and in which row. */
    int64_t *cost;
    size_t *from, *row;
} Table;

/* ---- Row by row ---- */

static int64_t in_parts(RatPool *pool, const Rat *remainder)
{
    int64_t out = 0;
    rat_to_int(rat_ceil(pool, rat_mul(pool, remainder,
                                      rat_int(pool, PARTS))), &out);
    return out;
}

static void round_row(Table *t, Arena *arena, size_t row,
                      const char *const *code, const Rat **amount)
{
    size_t n = t->in->n_cols, at = row * n;
    RoundIn in = {.method = ROUND_LARGEST_REMAINDER, .unit = t->in->unit,
                  .n = n, .exact = t->in->exact + at, .code = code};
    RoundOut out;
    round_amounts(t->pool, arena, &in, &out);
    memcpy(amount + at, out.amount, n * sizeof *amount);
    for (size_t j = 0; j < n; j++) {
        t->part[at + j] = in_parts(t->pool, out.rows[j].remainder);
        t->up[at + j] = out.rows[j].extra;
    }
}

static void count_column(Table *t, const Rat **room, size_t col)
{
    const ControlledIn *in = t->in;
    int64_t ups = 0, whole = 0;
    for (size_t i = 0; i < in->n_rows; i++) {
        size_t cell = i * in->n_cols + col;
        const Rat *units = rat_div(t->pool, in->exact[cell], in->unit);
        room[i] = rat_sub(t->pool, units, rat_floor(t->pool, units));
        ups += t->up[cell];
    }
    const Rat *sum = rat_sum(t->pool, room, in->n_rows);
    rat_to_int(rat_floor(t->pool, sum), &whole);
    t->over[col] = ups - whole;
    t->whole[col] = rat_is_whole(sum);
}

/* ---- Ways from column to column ---- */

/* The row that loses least by moving a unit from a to b; n_rows: none can. */
static size_t best_row(const Table *t, size_t a, size_t b, int64_t *cost)
{
    size_t n = t->in->n_cols, best = t->in->n_rows;
    *cost = FAR;
    for (size_t i = 0; i < t->in->n_rows; i++) {
        const int64_t *part = t->part + i * n;
        const bool *up = t->up + i * n;
        if (up[a] && !up[b] && part[b] > 0 && part[a] - part[b] < *cost) {
            *cost = part[a] - part[b];
            best = i;
        }
    }
    return best;
}

/* Shortest ways from the columns that are at cost 0 (Bellman and Ford: moves
 * may gain what others before them lost, never in a circle). */
static void find_ways(Table *t, int64_t *edge, size_t *row)
{
    size_t n = t->in->n_cols;
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++)
            row[a * n + b] = best_row(t, a, b, &edge[a * n + b]);
    for (size_t round = 0; round < n; round++)
        for (size_t a = 0; a < n; a++)
            for (size_t b = 0; t->cost[a] != FAR && b < n; b++)
                if (a != b && edge[a * n + b] != FAR
                    && t->cost[a] + edge[a * n + b] < t->cost[b]) {
                    t->cost[b] = t->cost[a] + edge[a * n + b];
                    t->from[b] = a;
                    t->row[b] = row[a * n + b];
                }
}

static void move_along(Table *t, size_t end, const Rat **amount)
{
    size_t n = t->in->n_cols;
    const Rat *unit = t->in->unit;
    t->over[end]++;
    while (t->from[end] != n) {
        size_t a = t->row[end] * n + t->from[end], b = t->row[end] * n + end;
        t->up[a] = false;
        t->up[b] = true;
        amount[a] = rat_sub(t->pool, amount[a], unit);
        amount[b] = rat_add(t->pool, amount[b], unit);
        end = t->from[end];
    }
    t->over[end]--;
}

/* Columns that must give or take, and those that may. Sums that are not whole
 * may be rounded up. */
static bool gives(const Table *t, size_t col, bool must)
{
    return t->over[col] > (must ? !t->whole[col] : 0);
}

static bool takes(const Table *t, size_t col, bool must)
{
    return t->over[col] < (must ? 0 : !t->whole[col]);
}

/* Moves one unit out of a column that must give (or into one that must take);
 * false if there is none. */
static bool even_out(Table *t, bool giving, int64_t *edge, size_t *row,
                     const Rat **amount)
{
    size_t n = t->in->n_cols, end = n;
    bool any = false;
    for (size_t j = 0; j < n; j++) {
        bool start = giving ? gives(t, j, true) && !any : gives(t, j, false);
        any = any || (giving ? start : takes(t, j, true));
        t->cost[j] = start ? 0 : FAR;
        t->from[j] = n;
    }
    if (!any)
        return false;
    find_ways(t, edge, row);
    for (size_t j = 0; j < n; j++)
        if (takes(t, j, !giving) && t->from[j] != n
            && (end == n || t->cost[j] < t->cost[end]))
            end = j;
    if (end == n)
        return false;
    move_along(t, end, amount);
    return true;
}

void round_controlled(RatPool *pool, Arena *arena, const ControlledIn *in,
                      const Rat **amount)
{
    size_t n = in->n_cols, cells = in->n_rows * n;
    Table t = {.pool = pool, .in = in,
               .part = ARENA_ARRAY(arena, int64_t, cells + 1),
               .up = ARENA_ARRAY(arena, bool, cells + 1),
               .over = ARENA_ARRAY(arena, int64_t, n + 1),
               .whole = ARENA_ARRAY(arena, bool, n + 1),
               .cost = ARENA_ARRAY(arena, int64_t, n + 1),
               .from = ARENA_ARRAY(arena, size_t, n + 1),
               .row = ARENA_ARRAY(arena, size_t, n + 1)};
    int64_t *edge = ARENA_ARRAY(arena, int64_t, n * n + 1);
    size_t *row = ARENA_ARRAY(arena, size_t, n * n + 1);
    const char **code = ARENA_ARRAY(arena, const char *, n + 1);
    const Rat **room = ARENA_ARRAY(arena, const Rat *, in->n_rows + 1);
    for (size_t j = 0; j < n; j++)
        code[j] = arena_format(arena, "%06zu", j);
    for (size_t i = 0; i < in->n_rows; i++)
        round_row(&t, arena, i, code, amount);
    for (size_t j = 0; j < n; j++)
        count_column(&t, room, j);
    while (even_out(&t, true, edge, row, amount))
        continue;
    while (even_out(&t, false, edge, row, amount))
        continue;
}
