/* fast_bends.c - allocate whose bends never change their order: what is worked
 * out once. fast_search.c and fast_pour.c do
 * the rest.
 *
 * Where keys never vary, and floors and ceilings are none, or multiples a F and
 * b C of columns that never vary, the rows held at their floor are the first
 * ones in the order of F / k, falling, and those at their ceiling the first
 * ones in the order of C / k, rising. So running sums, made once, tell what a
 * level costs, in whole numbers: over a common denominator c of the total and
 * the limits, with K the sum of the open rows' keys,
 *
 *     level = (T - A sum(F held) - B sum(C held)) / (c K) = rest / (c K)
 *
 * fast_search.c finds the two counts in doubles, whole numbers make sure of
 * them: the last row held and the first one open, of both orders, must stand
 * where they are taken to at that level. So nothing here is ever in doubt but
 * what the given values leave so.
 *
 * An amount is a clamp of doubles that are each a few U off in parts of
 * themselves; a clamp of such numbers is, too.
 */
#include <math.h>
#include <stdlib.h>

#include "fast/bends.h"

__extension__ typedef __int128 Wide;

/* --- once: may it be done? --- */

static const Step *step_of(const Plan *plan, int slot) {
    for (size_t i = 0; i < plan->n_steps; i++) {
        if (plan->step[i].dst == slot) {
            return &plan->step[i];
        }
    }
    return NULL;
}

static bool fixed_whole(const Fast *fast, int slot) {
    const Slot *s = &fast->plan->slot[slot];
    return s->kind == SLOT_FIXED && s->whole;
}

static bool factor_fits(const Fast *fast, int slot) {
    const Held *h = slot < 0 ? NULL : &fast->held[slot];
    return !h || (h->den > 0 && h->most * (double)h->den < FINE);
}

static int64_t factor_den(const Fast *fast, const Limit *l) {
    return l->factor < 0 ? 1 : fast->held[l->factor].den;
}

/* A column, or a single value times a column, that never varies. */
static bool find_limit(const Fast *fast, int slot, Limit *out) {
    *out = (Limit){.factor = -1, .slot = slot, .den = 1};
    if (slot < 0) {
        return true;
    }
    const Step *s = step_of(fast->plan, slot);
    if (s && s->kind == STEP_MIX && s->mix.n == 1 && s->mix.over < 0 &&
        s->mix.add < 0) {
        out->factor = s->mix.coef[0];
        out->slot = s->mix.col[0];
    }
    if (!fixed_whole(fast, out->slot) || !factor_fits(fast, out->factor)) {
        return false;
    }
    out->given = true;
    out->unit = 1 / (double)factor_den(fast, out);
    return !__builtin_mul_overflow(factor_den(fast, out),
                                   fast->plan->slot[out->slot].den,
                                   &out->den);
}

static bool find_columns(Fast *fast, const Level *l, Bends *b) {
    double key_den = l->key < 0 ? 1 : (double)fast->plan->slot[l->key].den;
    if (l->where >= 0 || (l->key >= 0 && !fixed_whole(fast, l->key)) ||
        !find_limit(fast, l->at_least, &b->floor) ||
        !find_limit(fast, l->at_most, &b->ceiling)) {
        return false;
    }
    b->den = den_lcm(den_lcm(b->floor.den, b->ceiling.den),
                      fast->held[l->total].den);
    if (b->den == 0) {
        return false;
    }
    b->total_by = b->den / fast->held[l->total].den;
    b->floor.by = b->den / b->floor.den;
    b->ceiling.by = b->den / b->ceiling.den;
    b->level_by = key_den / (double)b->den;
    return true;
}

/* --- once: columns --- */

static void put_row(const Fast *fast, const Level *l, Bends *b, size_t row,
                    size_t tier) {
    const Slot *key = l->key < 0 ? NULL : &fast->plan->slot[l->key];
    const Slot *low = &fast->plan->slot[b->floor.given ? b->floor.slot : 0];
    const Slot *high =
        &fast->plan->slot[b->ceiling.given ? b->ceiling.slot : 0];
    b->tier_of[row] = (double)tier;
    b->keys[row] = key ? key->whole[row] : 1;
    b->key[row] = key ? key->value[row] : 1;
    b->lows[row] = b->floor.given ? low->whole[row] : 0;
    b->low[row] = b->floor.given ? low->value[row] : 0;
    b->highs[row] = b->ceiling.given ? high->whole[row] : 0;
    b->high[row] = b->ceiling.given ? high->value[row] : INFINITY;
    b->most_key = larger(b->most_key, b->key[row]);
    b->most_low = larger(b->most_low, b->low[row]);
    b->most_high = larger(b->most_high, b->high[row]);
}

static bool put_rows(Fast *fast, const Level *l, Bends *b, size_t n) {
    Arena *arena = fast->arena;
    b->key = lanes_room(arena, n, sizeof *b->key);
    b->low = lanes_room(arena, n, sizeof *b->low);
    b->high = lanes_room(arena, n, sizeof *b->high);
    b->keys = lanes_room(arena, n, sizeof *b->keys);
    b->lows = lanes_room(arena, n, sizeof *b->lows);
    b->highs = lanes_room(arena, n, sizeof *b->highs);
    b->tier_of = lanes_room(arena, n, sizeof *b->tier_of);
    b->floor_rank = lanes_room(arena, n, sizeof *b->floor_rank);
    b->ceiling_rank = lanes_room(arena, n, sizeof *b->ceiling_rank);
    for (size_t r = 0; r < n; r++) {
        b->floor_rank[r] = -1;
    }
    for (size_t s = 0; s < l->n_tiers; s++) {
        for (size_t k = l->tier_start[s]; k < l->tier_start[s + 1]; k++) {
            size_t row = l->group->row ? l->group->row[k] : k;
            put_row(fast, l, b, row, s);
            if (b->lows[row] < 0 || b->highs[row] < 0) {
                return false;
            }
        }
    }
    return true;
}

/* Any level above 0 times POUR_FULL reaches a ceiling, which tiers have. */
static void put_tier_keys(Fast *fast, const Level *l, Bends *b, size_t n) {
    size_t most = 0;
    for (size_t g = 0; g < l->group->n; g++) {
        size_t tiers = l->tier_of[g + 1] - l->tier_of[g];
        most = tiers > most ? tiers : most;
    }
    for (size_t k = 0; most <= TIER_KEYS && k < most; k++) {
        b->key_at[k] = lanes_room(fast->arena, n, sizeof(double));
        for (size_t g = 0; g < l->group->n; g++) {
            size_t at = l->tier_of[g] + k;
            for (size_t s = l->tier_of[g]; s < l->tier_of[g + 1]; s++) {
                for (size_t r = l->tier_start[s]; r < l->tier_start[s + 1];
                     r++) {
                    size_t row = l->group->row ? l->group->row[r] : r;
                    double key = b->key[row];
                    b->key_at[k][row] = s == at               ? key
                                        : s < at && key > 0 ? POUR_FULL
                                                              : 0;
                }
            }
        }
    }
}

/* Each group's rows, with those between that never take part. */
static bool put_spans(Fast *fast, const Level *l, Bends *b, size_t n) {
    const Grouping *g = l->group;
    size_t next = 0;
    b->span = ARENA_ARRAY(fast->arena, size_t, g->n + 1);
    for (size_t i = 0; i < g->n; i++) {
        size_t least = n, most = 0;
        for (size_t k = g->start[i]; k < g->start[i + 1]; k++) {
            size_t row = g->row ? g->row[k] : k;
            least = row < least ? row : least;
            most = row > most ? row : most;
        }
        b->span[i] = i == 0 ? 0 : next;
        if (g->start[i] == g->start[i + 1]) {
            continue;
        }
        if (least < next) {
            return false;
        }
        b->span[i] = i == 0 ? 0 : least;
        next = most + 1;
    }
    b->span[g->n] = n;
    return true;
}

/* --- once: orders --- */

typedef struct Entry {
    int64_t limit, key;
    size_t row;
} Entry;

static int by_ratio(const void *x, const void *y) {
    const Entry *a = x, *b = y;
    Wide left = (Wide)a->limit * b->key, right = (Wide)b->limit * a->key;
    return left != right ? (left > right) - (left < right)
                         : (a->row > b->row) - (a->row < b->row);
}

/* Cells of equal width, several for each row unless there are very many: a
 * ratio is in the same cell as another number, or its cell is a lower one if
 * and only if it is smaller. */
enum { CELLS_PER_ROW = 8, CELLS_MANY = 1 << 16 };

static void put_cells(Fast *fast, Bent *o, size_t n, bool falling) {
    double most = n == 0 ? 0 : o->ratio[falling ? 0 : n - 1];
    size_t cells = n < CELLS_MANY ? n * CELLS_PER_ROW + 1 : n + 1;
    o->n_cells = (double)cells;
    o->cells_per = most > 0 && most < INFINITY ? (double)(cells - 1) / most
                                               : 0;
    o->cell = ARENA_ARRAY(fast->arena, uint32_t, cells + 1);
    for (size_t k = 0; k < n; k++) {
        o->cell[cell_of(o, o->ratio[k])]++;
    }
    uint32_t before = 0;
    for (size_t c = 0; c < cells; c++) {
        uint32_t *at = &o->cell[falling ? cells - 1 - c : c], in = *at;
        *at = before;
        before += in;
        o->in_cell = in > o->in_cell ? in : o->in_cell;
    }
}

static void put_order(Fast *fast, const Bends *b, Entry *entry, size_t n,
                      const int64_t *limits, double *rank, bool falling,
                      Bent *out) {
    out->ratio = ARENA_ARRAY(fast->arena, double, n + SEARCH_PAD + 1) + 1;
    out->limit = ARENA_ARRAY(fast->arena, int64_t, n + 1);
    out->key = ARENA_ARRAY(fast->arena, int64_t, n + 1);
    out->limits = ARENA_ARRAY(fast->arena, int64_t, n + 1);
    out->keys = ARENA_ARRAY(fast->arena, int64_t, n + 1);
    const double *value = falling ? b->low : b->high;
    for (size_t k = 0; k < n; k++) {
        entry[k].limit = limits[entry[k].row];
    }
    qsort(entry, n, sizeof *entry, by_ratio);
    for (size_t k = 0; k < n; k++) {
        const Entry *e = &entry[falling ? n - 1 - k : k];
        rank[e->row] = (double)k;
        out->ratio[k] = value[e->row] / b->key[e->row];
        out->limit[k] = e->limit;
        out->key[k] = e->key;
        out->limits[k + 1] = out->limits[k] + e->limit;
        out->keys[k + 1] = out->keys[k] + e->key;
    }
    put_cells(fast, out, n, falling);
    out->ratio[-1] = falling ? INFINITY : -1;
    for (size_t k = n; k < n + SEARCH_PAD; k++) {
        out->ratio[k] = falling ? -1 : INFINITY;
    }
}

static void put_tier(Fast *fast, const Level *l, Bends *b, size_t s,
                     Entry *entry) {
    TierBends *t = &b->tier[s];
    for (size_t k = l->tier_start[s]; k < l->tier_start[s + 1]; k++) {
        size_t row = l->group->row ? l->group->row[k] : k;
        t->floors += b->lows[row];
        if (b->keys[row] == 0) {
            t->bare += b->lows[row];
        } else {
            t->keys += b->keys[row];
            entry[t->n++] = (Entry){.key = b->keys[row], .row = row};
        }
        Wide worst = (Wide)b->worst_floor * b->highs[row];
        if ((Wide)b->lows[row] * b->worst_ceiling > worst) {
            b->worst_floor = b->lows[row];
            b->worst_ceiling = b->highs[row];
        }
    }
    put_order(fast, b, entry, t->n, b->lows, b->floor_rank, true, &t->floor);
    put_order(fast, b, entry, t->n, b->highs, b->ceiling_rank, false,
              &t->ceiling);
    t->ceilings = t->ceiling.limits[t->n];
}

/* What is added up stays below 2^61, whatever the factors. */
static bool sums_fit(const Fast *fast, const Level *l, const Bends *b) {
    double key = 0, low = 0, high = 0;
    for (size_t k = 0; k < l->group->n_rows; k++) {
        size_t row = l->group->row ? l->group->row[k] : k;
        key += (double)b->keys[row];
        low += (double)b->lows[row];
        high += (double)b->highs[row];
    }
    const Limit *limit[] = {&b->floor, &b->ceiling};
    const double sum[] = {low, high};
    for (size_t k = 0; k < 2; k++) {
        int f = limit[k]->factor;
        double by = f < 0 ? 1
                          : fast->held[f].most * (double)fast->held[f].den;
        by *= (double)b->den / (double)limit[k]->den;
        if (!(sum[k] * by < 0x1p61)) {
            return false;
        }
    }
    return key < 0x1p61;
}

/* Few groups of a total known before any rows: for a block at a time. So are
 * factors: of those that come with the rows no bound is known. */
enum { EARLY_GROUPS = 8 };

void bends_room(Fast *fast, const Level *l, LevelPlan *p) {
    const Slot *total = &fast->plan->slot[l->total];
    p->early = l->group->n <= EARLY_GROUPS && total->table == -1 &&
               !total->by_row;
    p->block = ARENA_ARRAY(fast->arena, Poured,
                           l->group->n * (p->early ? FAST_BLOCK : 1) + 1);
}

Bends *bends_plan(Fast *fast, const Step *step) {
    const Level *l = step->level;
    size_t n = fast->plan->slot[step->dst].n;
    Bends *b = ARENA_NEW(fast->arena, Bends);
    b->worst_ceiling = 1;
    if (!find_columns(fast, l, b) || !put_rows(fast, l, b, n) ||
        !put_spans(fast, l, b, n) || !sums_fit(fast, l, b)) {
        return NULL;
    }
    put_tier_keys(fast, l, b, n);
    b->tier = ARENA_ARRAY(fast->arena, TierBends, l->n_tiers + 1);
    Entry *entry = ARENA_ARRAY(fast->arena, Entry, n + 1);
    for (size_t s = 0; s < l->n_tiers; s++) {
        put_tier(fast, l, b, s, entry);
    }
    return b;
}

int64_t bends_den(const Bends *bends) {
    return bends->den;
}
