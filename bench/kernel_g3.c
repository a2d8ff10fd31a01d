/* kernel_g3.c - proportional with floors and ceilings in proportion to last
 * year, solved exactly, largest remainder.
 *
 * Rows in the order of population / last year's amount are cut by the water
 * level into those at their floor, those between and those at their ceiling,
 * so running sums answer what a level costs. With `level` in kr per person
 * times WHOLE, s and c the shares of last year's amount L times WHOLE:
 *
 *     level = (WHOLE * budget - s * L(floors) - c * L(ceilings)) / p(between)
 *
 * Newton's method in a bracket finds the three groups in doubles; integers
 * make sure of them. In doubles an amount is then within 4/2^53 of its own.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "kernel.h"

enum { CELLS = 4096 };

typedef struct State {
    _Alignas(64) double people[ROWS_MAX];
    double last[ROWS_MAX];
    uint64_t people_whole[ROWS_MAX], last_whole[ROWS_MAX];
    uint16_t rank[ROWS_MAX];             /* place of the row in the order */
    /* In that order: */
    double ratio[ROWS_MAX];              /* then infinity */
    int64_t people_in[ROWS_MAX], last_in[ROWS_MAX];
    int64_t people_before[ROWS_MAX], last_before[ROWS_MAX];
    uint16_t cell[CELLS + 1];            /* ratios below the cell */
    size_t cell_most;                    /* most ratios in one cell */
    double cells_per_ratio;
    Batch batch;
    size_t rows, vectors;
} State;

/* Three groups: rows [0, floors), [floors, ceilings), [ceilings, rows). */
typedef struct Level {
    const State *s;
    int64_t budget, share, growth;       /* growth: with the whole */
    size_t floors, ceilings;
    int64_t num;
    int64_t people;                      /* level = num / people */
} Level;

typedef struct Ratio {
    double ratio;
    size_t row;
} Ratio;

static int ascending(const void *x, const void *y)
{
    const Ratio *a = x, *b = y;
    return a->ratio != b->ratio ? (a->ratio > b->ratio) - (a->ratio < b->ratio)
                                : (a->row > b->row) - (a->row < b->row);
}

static size_t cell_of(const State *s, double ratio)
{
    double cell = ratio * s->cells_per_ratio;
    return cell < CELLS ? (size_t)cell : CELLS;
}

static void order_rows(State *s, const Workload *w)
{
    Ratio order[ROWS_MAX];
    size_t n = w->rows, in_cell[CELLS + 1] = {0};
    for (size_t i = 0; i < n; i++) {
        order[i] = (Ratio){s->people[i] / s->last[i], i};
    }
    qsort(order, n, sizeof *order, ascending);
    s->cells_per_ratio = (CELLS - 1) / order[n - 1].ratio;
    for (size_t r = 0; r < ROWS_MAX; r++) {
        s->ratio[r] = r < n ? order[r].ratio : HUGE_VAL;
    }
    for (size_t r = 0; r < n; r++) {
        s->rank[order[r].row] = (uint16_t)r;
        s->people_in[r] = w->column[0][order[r].row];
        s->last_in[r] = w->column[1][order[r].row];
        s->people_before[r + 1] = s->people_before[r] + s->people_in[r];
        s->last_before[r + 1] = s->last_before[r] + s->last_in[r];
        in_cell[cell_of(s, order[r].ratio)]++;
    }
    for (size_t c = 0, before = 0; c <= CELLS; before += in_cell[c++]) {
        s->cell[c] = (uint16_t)before;
        s->cell_most = in_cell[c] > s->cell_most ? in_cell[c] : s->cell_most;
    }
}

void *KERNEL(g3_open)(const Workload *w, const char **why)
{
    State *s = kernel_memory(sizeof *s);
    for (size_t i = 0; i < w->rows; i++) {
        s->people[i] = (double)w->column[0][i];
        s->last[i] = (double)w->column[1][i];
        s->people_whole[i] = (uint64_t)w->column[0][i];
        s->last_whole[i] = (uint64_t)w->column[1][i];
        if (w->column[0][i] >> 22 != 0 || w->column[1][i] >> 22 != 0) {
            *why = "numbers too large for it";
            free(s);
            return NULL;
        }
    }
    s->rows = w->rows;
    s->vectors = kernel_vectors(w->rows);
    order_rows(s, w);
    return s;
}

/* How many ratios are not above v. */
static inline size_t rows_below(const State *s, double v)
{
    size_t j = s->cell[cell_of(s, v)], below = j;
    for (size_t k = 0; k < s->cell_most; k += 4) {
        __m256d not_above = _mm256_cmp_pd(_mm256_loadu_pd(s->ratio + j + k),
                                          _mm256_set1_pd(v), _CMP_LE_OQ);
        below += (size_t)_mm_popcnt_u32(
            (unsigned)_mm256_movemask_pd(not_above));
    }
    return below;
}

static inline void level_sums(Level *l)
{
    const State *s = l->s;
    l->people = s->people_before[l->ceilings] - s->people_before[l->floors];
    l->num = WHOLE * l->budget - l->share * s->last_before[l->floors]
        - l->growth * (s->last_before[s->rows]
                       - s->last_before[l->ceilings]);
}

/* Moves the ends of the middle group to where the level, exactly, has them;
 * false: nothing was to be moved. */
static bool level_correct(Level *l)
{
    const State *s = l->s;
    size_t f = l->floors, c = l->ceilings;
    bool between = f < c || l->num != 0;   /* else any level in a gap does */
    if (f > 0 && (!between || l->num * s->people_in[f - 1]
                  > l->share * s->last_in[f - 1] * l->people)) {
        l->floors--;
    } else if (f < c && l->num * s->people_in[f]
               < l->share * s->last_in[f] * l->people) {
        l->floors++;
    } else if (c > f && l->num * s->people_in[c - 1]
               > l->growth * s->last_in[c - 1] * l->people) {
        l->ceilings--;
    } else if (c < s->rows && (!between || l->num * s->people_in[c]
                               < l->growth * s->last_in[c] * l->people)) {
        l->ceilings++;
    } else {
        return false;
    }
    level_sums(l);
    return true;
}

typedef struct Newton {
    double level;
    __m128d bracket;       /* low, high */
    bool settled;
} Newton;

/* Without a branch but for a level outside the bracket, which is rare: which
 * end moves is anybody's guess. */
static inline void newton_step(Newton *t, Level *l)
{
    size_t floors = rows_below(l->s, (double)l->share / t->level);
    size_t ceilings = rows_below(l->s, (double)l->growth / t->level);
    t->settled = (floors == l->floors) & (ceilings == l->ceilings);
    l->floors = floors;
    l->ceilings = ceilings;
    level_sums(l);
    double people = (double)l->people, num = (double)l->num;
    __m128d ends = _mm_castsi128_pd(_mm_set_epi64x(-1, 0));
    __m128d low = _mm_cmplt_pd(_mm_set1_pd(t->level * people),
                               _mm_set1_pd(num));   /* it costs too little */
    t->bracket = _mm_blendv_pd(t->bracket, _mm_set1_pd(t->level),
                               _mm_xor_pd(low, ends));
    double next = num / people;
    double least = _mm_cvtsd_f64(t->bracket);
    double most = _mm_cvtsd_f64(_mm_unpackhi_pd(t->bracket, t->bracket));
    if (__builtin_expect(!((next >= least) & (next <= most)), 0)) {
        next = (least + most) / 2;
    }
    t->level = next;
}

enum { NEWTON_STEPS = 4, NEWTON_MOST = 200 };

static void levels_find(const State *s, Level *l, size_t live)
{
    Newton t[FOUR];
    for (size_t k = 0; k < live; k++) {
        double all = (double)WHOLE * (double)l[k].budget;
        t[k] = (Newton){all / (double)s->people_before[s->rows],
                        _mm_set_pd(1e6 * all, DBL_MIN), false};
    }
    for (int step = 0; step < NEWTON_STEPS; step++) {
        for (size_t k = 0; k < live; k++) {
            newton_step(&t[k], &l[k]);
        }
    }
    for (size_t k = 0; k < live; k++) {
        for (int step = 0; !t[k].settled && step < NEWTON_MOST; step++) {
            newton_step(&t[k], &l[k]);
        }
        while (level_correct(&l[k])) {
        }
        assert(l[k].people > 0);
    }
}

static inline uint64_t row_num(const void *of, size_t row)
{
    const Level *l = of;
    const State *s = l->s;
    uint64_t people = (uint64_t)l->people;
    if (s->rank[row] < l->floors) {
        return (uint64_t)l->share * s->last_whole[row] * people;
    }
    if (s->rank[row] >= l->ceilings) {
        return (uint64_t)l->growth * s->last_whole[row] * people;
    }
    return (uint64_t)l->num * s->people_whole[row];
}

static void fill(State *s, size_t k, const Level *l)
{
    Real level = real_all((double)l->num / ((double)l->people * WHOLE));
    Real share = real_all((double)l->share / WHOLE);
    Real growth = real_all((double)l->growth / WHOLE);
    Real magic = real_all(MAGIC);
    for (size_t v = 0; v < s->vectors; v++) {
        Whole y[4];
#pragma GCC unroll 4
        for (size_t j = 0; j < 4; j++) {
            size_t i = v * KEYS + j * LANES;
            Real last = real_at(s->last + i);
            Real x = real_mul(real_at(s->people + i), level);
            x = real_max(x, real_mul(last, share));
            x = real_min(x, real_mul(last, growth));
            y[j] = whole_of(real_add(x, magic));
            whole_put(s->batch.y[k] + i, y[j]);
        }
        keys_put(s->batch.keys[k] + v * KEYS, y[0], y[1], y[2], y[3]);
    }
}

void KERNEL(g3_run)(void *self, const int64_t *param, size_t n, int64_t *out)
{
    State *s = self;
    Level level[FOUR];
    Exact e[FOUR];
    int64_t *at[FOUR];
    while (n > 0) {
        size_t live = n < FOUR ? n : FOUR;
        for (size_t k = 0; k < live; k++, param += PARAMS, out += s->rows) {
            at[k] = out;
            level[k] = (Level){.s = s, .budget = param[0], .share = param[1],
                               .growth = WHOLE + param[2]};
        }
        levels_find(s, level, live);
        for (size_t k = 0; k < live; k++) {
            e[k] = (Exact){&level[k], (uint64_t)level[k].people * WHOLE, 0};
            fill(s, k, &level[k]);
        }
        round_batch(&s->batch, e, s->vectors, s->rows, (int)s->rows, at,
                    live);
        n -= live;
    }
}
