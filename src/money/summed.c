/* summed.c - `summed by`: floors and ceilings on groups of rows together.
 *
 * With x_i(L) = clamp(L * key_i, floor_i, ceiling_i) and g_T(L) the sum of
 * x_i over the rows of T, the level L is the one for which the sum of
 * clamp(g_T(L), floor_T, ceiling_T) is the total. A group held at its limit
 * divides that limit over its rows with a level of its own. The sum grows
 * with L and is straight between two neighbouring bends, so the right pair
 * of bends is found by halving and L by interpolation.
 */
#include "money/summed.h"

#include <stdlib.h>

#include "money/money_int.h"

typedef struct Summed {
    RatPool *pool;          /* of everything but the results */
    Arena *arena;           /* the same */
    const AllocIn *in;
    AllocOut *out;
    const Rat *zero;
    size_t *start, *row;    /* rows of group g: row[start[g] .. start[g+1]) */
    const Rat **least, **most;   /* of each group, most NULL: no limit */
    const Rat **bend;       /* sorted */
    size_t n_bends;
} Summed;

static bool takes_part(const Summed *s, size_t row)
{
    return !s->in->takes_part || s->in->takes_part[row];
}

static void group_rows(Summed *s)
{
    const AllocIn *in = s->in;
    s->start = ARENA_ARRAY(s->arena, size_t, in->n_groups + 2);
    s->row = ARENA_ARRAY(s->arena, size_t, in->n + 1);
    for (size_t i = 0; i < in->n; i++) {
        s->start[in->group[i] + 1] += takes_part(s, i);
    }
    for (size_t g = 0; g < in->n_groups; g++) {
        s->start[g + 1] += s->start[g];
    }
    size_t *next = ARENA_ARRAY(s->arena, size_t, in->n_groups + 1);
    for (size_t i = 0; i < in->n; i++) {
        if (takes_part(s, i)) {
            size_t g = in->group[i];
            s->row[s->start[g] + next[g]++] = i;
        }
    }
}

/* The rows of one group as a division of its own. */
static AllocIn group_in(const Summed *s, size_t g, const Rat *total)
{
    size_t from = s->start[g], n = s->start[g + 1] - from;
    const AllocIn *in = s->in;
    const Rat *const *const from_column[] = {in->key, in->floor, in->ceiling};
    const Rat **column[3] = {NULL, NULL, NULL};
    const char **code = ARENA_ARRAY(s->arena, const char *, n + 1);
    for (size_t c = 0; c < 3; c++) {
        if (from_column[c]) {
            column[c] = ARENA_ARRAY(s->arena, const Rat *, n + 1);
        }
        for (size_t k = 0; from_column[c] && k < n; k++) {
            column[c][k] = from_column[c][s->row[from + k]];
        }
    }
    for (size_t k = 0; k < n; k++) {
        code[k] = in->code[s->row[from + k]];
    }
    return (AllocIn){.n = n, .total = total, .key = column[0],
                     .floor = column[1], .ceiling = column[2], .code = code};
}

static const Rat *row_at(const Summed *s, size_t row, const Rat *level)
{
    const AllocIn *in = s->in;
    const Rat *x = in->key ? rat_mul(s->pool, level, in->key[row]) : level;
    if (in->ceiling && in->ceiling[row]) {
        x = rat_min(x, in->ceiling[row]);
    }
    if (in->floor && in->floor[row]) {
        x = rat_max(x, in->floor[row]);
    }
    return x;
}

static const Rat *rows_at(const Summed *s, size_t g, const Rat *level)
{
    size_t n = s->start[g + 1] - s->start[g];
    const Rat **x = ARENA_ARRAY(s->arena, const Rat *, n + 1);
    for (size_t k = 0; k < n; k++) {
        x[k] = row_at(s, s->row[s->start[g] + k], level);
    }
    return rat_sum(s->pool, x, n);
}

static const Rat *group_at(const Summed *s, size_t g, const Rat *level)
{
    const Rat *x = rows_at(s, g, level);
    if (s->most[g]) {
        x = rat_min(x, s->most[g]);
    }
    return rat_max(x, s->least[g]);
}

static const Rat *all_at(const Summed *s, const Rat *level)
{
    const Rat *sum = s->zero;
    for (size_t g = 0; g < s->in->n_groups; g++) {
        sum = rat_add(s->pool, sum, group_at(s, g, level));
    }
    return sum;
}

/* What the rows of a group can take: the sum of their ceilings (a key of 0
 * stays at its floor), or NULL if there is a row without ceiling. */
static const Rat *group_room(const Summed *s, size_t g)
{
    const AllocIn *in = s->in;
    const Rat *room = s->zero;
    for (size_t k = s->start[g]; k < s->start[g + 1]; k++) {
        size_t row = s->row[k];
        const Rat *most = in->ceiling ? in->ceiling[row] : NULL;
        if (in->key && rat_sign(in->key[row]) == 0) {
            most = in->floor && in->floor[row] ? in->floor[row] : s->zero;
        }
        if (!most) {
            return NULL;
        }
        room = rat_add(s->pool, room, most);
    }
    return room;
}

/* Limits of each group, faults included. */
static bool group_limits(Summed *s)
{
    const AllocIn *in = s->in;
    s->least = ARENA_ARRAY(s->arena, const Rat *, in->n_groups + 1);
    s->most = ARENA_ARRAY(s->arena, const Rat *, in->n_groups + 1);
    for (size_t g = 0; g < in->n_groups; g++) {
        const Rat *floors = rows_at(s, g, s->zero);
        const Rat *room = group_room(s, g);
        s->least[g] = in->group_floor ? in->group_floor[g] : s->zero;
        s->most[g] = in->group_ceiling ? in->group_ceiling[g] : NULL;
        s->out->row = g;
        if (rat_sign(s->least[g]) < 0 ||
            (s->most[g] && rat_sign(s->most[g]) < 0)) {
            s->out->fault = rat_sign(s->least[g]) < 0
                                ? ALLOC_GROUP_NEGATIVE_FLOOR
                                : ALLOC_GROUP_NEGATIVE_CEILING;
            return false;
        }
        if (s->most[g] && (rat_cmp(floors, s->most[g]) > 0 ||
                           rat_cmp(s->least[g], s->most[g]) > 0)) {
            s->out->fault = ALLOC_GROUP_FLOOR_ABOVE_CEILING;
            s->out->shortfall = rat_sub(
                s->pool, rat_max(floors, s->least[g]), s->most[g]);
            return false;
        }
        if (room && rat_cmp(s->least[g], room) > 0) {
            s->out->fault = ALLOC_GROUP_FLOOR_ABOVE_ROOM;
            s->out->shortfall = rat_sub(s->pool, s->least[g], room);
            return false;
        }
    }
    return true;
}

/* Work that leaves one number, or none, behind: in a pool of its own, given
 * back by aside_close. */
static RatPool *aside_open(Summed *s)
{
    RatPool *keep = s->pool;
    s->pool = rat_pool_new(rat_pool_bits(keep));
    return keep;
}

static const Rat *aside_close(Summed *s, RatPool *keep, const Rat *number)
{
    RatPool *aside = s->pool;
    s->pool = keep;
    number = number ? rat_from_mpq(keep, number->q) : NULL;
    if (rat_overflowed(aside)) {
        rat_overflow(keep);
    }
    rat_pool_free(aside);
    return number;
}

/* The level at which the rows of a group together reach a limit. */
static const Rat *group_level(Summed *s, size_t g, const Rat *limit)
{
    RatPool *keep = aside_open(s);
    AllocIn part = group_in(s, g, limit);
    AllocOut out;
    const Rat *level = NULL;
    if (part.n > 0 && rat_cmp(limit, rows_at(s, g, s->zero)) > 0) {
        allocate_solve(s->pool, s->arena, &part, &out);
        level = out.level[0];
    }
    return aside_close(s, keep, level);
}

static void bend_add(Summed *s, const Rat *at)
{
    if (at) {
        s->bend[s->n_bends++] = at;
    }
}

/* Where rows and groups meet their limits. */
static void bends_find(Summed *s)
{
    const AllocIn *in = s->in;
    const Rat *one = rat_int(s->pool, 1);
    s->bend = ARENA_ARRAY(s->arena, const Rat *,
                          2 * in->n + 2 * in->n_groups + 2);
    bend_add(s, s->zero);
    for (size_t i = 0; i < in->n; i++) {
        const Rat *key = in->key ? in->key[i] : one;
        if (!takes_part(s, i) || rat_sign(key) == 0) {
            continue;
        }
        const Rat *limit[] = {in->floor ? in->floor[i] : NULL,
                              in->ceiling ? in->ceiling[i] : NULL};
        for (size_t k = 0; k < 2; k++) {
            bend_add(s, limit[k] ? rat_div(s->pool, limit[k], key) : NULL);
        }
    }
    for (size_t g = 0; g < in->n_groups; g++) {
        const Rat *limit[] = {s->least[g], s->most[g]};
        for (size_t k = 0; k < 2; k++) {
            bend_add(s, limit[k] ? group_level(s, g, limit[k]) : NULL);
        }
    }
}

static int by_value(const void *x, const void *y)
{
    const Rat *const *a = x, *const *b = y;
    return rat_cmp(*a, *b);
}

/* The level; beyond the last bend the sum is straight as well. */
static const Rat *level_find(Summed *s)
{
    const Rat *total = s->in->total;
    qsort(s->bend, s->n_bends, sizeof *s->bend, by_value);
    size_t low = 0, high = s->n_bends;   /* sum(low) <= total < sum(high) */
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        RatPool *keep = aside_open(s);
        bool below = rat_cmp(all_at(s, s->bend[mid]), total) <= 0;
        aside_close(s, keep, NULL);
        *(below ? &low : &high) = mid;
    }
    const Rat *from = s->bend[low];
    const Rat *to = high < s->n_bends
                        ? s->bend[high]
                        : rat_add(s->pool, from, rat_int(s->pool, 1));
    const Rat *at_from = all_at(s, from), *at_to = all_at(s, to);
    if (rat_equal(at_from, at_to)) {
        return from;
    }
    const Rat *part = rat_div(s->pool, rat_sub(s->pool, total, at_from),
                              rat_sub(s->pool, at_to, at_from));
    return rat_add(s->pool, from,
                   rat_mul(s->pool, part, rat_sub(s->pool, to, from)));
}

/* Amounts of one group at the level, or at its own where it is held. */
static void group_close(Summed *s, RatPool *pool, size_t g, const Rat *level)
{
    RatPool *keep = aside_open(s);
    const Rat *rows = rows_at(s, g, level);
    const Rat *held = group_at(s, g, level);
    int order = rat_cmp(rows, held);
    AllocIn part = group_in(s, g, rat_from_mpq(pool, held->q));
    AllocOut out;
    aside_close(s, keep, NULL);
    allocate_solve(pool, s->arena, &part, &out);
    s->out->group_state[g] = order > 0   ? ALLOC_CEILING
                             : order < 0 ? ALLOC_FLOOR
                                         : ALLOC_SHARE;
    for (size_t k = 0; k < part.n; k++) {
        size_t row = s->row[s->start[g] + k];
        s->out->amount[row] = out.amount[k];
        s->out->state[row] = out.state[k];
        s->out->level[row] = order == 0 ? level : out.level[k];
    }
}

/* Levels and amounts, once the limits are sound. */
static void close_all(Summed *s, RatPool *pool)
{
    const AllocIn *in = s->in;
    bends_find(s);
    const Rat *level = rat_from_mpq(pool, level_find(s)->q);
    for (size_t g = 0; g < in->n_groups; g++) {
        group_close(s, pool, g, level);
    }
    s->out->unallocated = rat_sub(
        pool, in->total, rat_sum(pool, s->out->amount, in->n));
}

void allocate_summed(RatPool *pool, Arena *arena, const AllocIn *in,
                     AllocOut *out)
{
    Summed s = {.in = in, .out = out};
    s.pool = rat_pool_new(rat_pool_bits(pool));
    s.arena = arena_new();
    s.zero = rat_int(s.pool, 0);
    out->group_state = ARENA_ARRAY(arena, AllocState, in->n_groups + 1);
    group_rows(&s);
    if (group_limits(&s)) {
        const Rat *least = all_at(&s, s.zero);
        if (rat_cmp(least, in->total) > 0) {
            out->fault = ALLOC_FLOORS_ABOVE_TOTAL;
            out->shortfall = rat_sub(s.pool, least, in->total);
        } else {
            close_all(&s, pool);
        }
    }
    if (out->shortfall) {
        out->shortfall = rat_from_mpq(pool, out->shortfall->q);
    }
    if (rat_overflowed(s.pool)) {
        rat_overflow(pool);
    }
    arena_free(s.arena);
    rat_pool_free(s.pool);
}
