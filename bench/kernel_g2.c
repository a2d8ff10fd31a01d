/* kernel_g2.c - areas with caps, requests as ceilings, two tiers, largest
 * remainder per area.
 *
 * Key and ceiling are both the request, so there is no water level to seek: in
 * an area everybody of the first tier gets rest / sum of what was requested,
 * or all of it and then the second tier does, where the cap allows it all 1.
 * A row gets base + request * rest / d with d < 2^32. In doubles the quotient
 * is within 1/2^53 of its value and the rest is one multiply-add: below 2^34 kr
 * that is well within 1/4 of a step of 1/2^16.
 */
#include <stdlib.h>

#include "kernel.h"

enum { TIERS = 2 };

typedef struct Area {
    size_t from, rows, vectors, at;       /* at: in the columns below */
    int64_t requested[TIERS];
    int claims[TIERS];                    /* rows that take part in it */
} Area;

typedef struct State {
    /* Of each tier: what takes part in it, else 0; and what the rows have
     * before it, plus MAGIC. */
    _Alignas(64) double request[TIERS][ROWS_MAX];
    double base[TIERS][ROWS_MAX];
    uint64_t request_whole[TIERS][ROWS_MAX];
    Batch batch;
    Area area[AREAS];
    size_t areas, rows;
} State;

static void area_row(State *s, Area *a, const Workload *w, size_t row)
{
    size_t i = a->at + a->rows++;
    int64_t request = w->column[1][row];
    int64_t tier = w->column[3][row] - 1;
    if (w->column[2][row] != 0) {
        s->request[tier][i] = (double)request;
        s->request_whole[tier][i] = (uint64_t)request;
        if (tier == 0) {
            s->base[1][i] += (double)request;
        }
        a->requested[tier] += request;
        a->claims[tier]++;
    }
}

void *KERNEL(g2_open)(const Workload *w, const char **why)
{
    State *s = kernel_memory(sizeof *s);
    for (size_t i = 0; i < ROWS_MAX; i++) {
        s->base[0][i] = s->base[1][i] = MAGIC;
    }
    size_t at = 0;
    for (size_t i = 0; i < w->rows; i++) {
        if (i == 0 || w->column[0][i] != w->column[0][i - 1]) {
            s->area[s->areas++] = (Area){.from = i, .at = at};
        }
        Area *a = &s->area[s->areas - 1];
        area_row(s, a, w, i);
        a->vectors = kernel_vectors(a->rows);
        at = a->at + a->vectors * KEYS;
        if (a->requested[0] + a->requested[1] >= INT64_C(1) << 31
            || at > ROWS_MAX) {
            *why = "numbers too large for it";
            free(s);
            return NULL;
        }
    }
    s->rows = w->rows;
    return s;
}

/* One area in one scenario: which tier is served in part, and with what. */
typedef struct Part {
    const State *s;
    size_t at, tier;
    int64_t rest, requested;
} Part;

static inline uint64_t row_num(const void *of, size_t row)
{
    const Part *p = of;
    size_t i = p->at + row;
    uint64_t base = p->tier == 0 ? 0 : p->s->request_whole[0][i];
    return base * (uint64_t)p->requested
        + p->s->request_whole[p->tier][i] * (uint64_t)p->rest;
}

static Part part_of(const State *s, const Area *a, int64_t cap)
{
    size_t tier = cap >= a->requested[0];
    int64_t rest = tier == 0 ? cap : cap - a->requested[0];
    rest = rest < a->requested[tier] ? rest : a->requested[tier];
    return (Part){s, a->at, tier, rest, a->requested[tier]};
}

static void fill(State *s, size_t k, const Area *a, const Part *p)
{
    const double *request = s->request[p->tier] + a->at;
    const double *base = s->base[p->tier] + a->at;
    Real level = real_all((double)p->rest / (double)p->requested);
    for (size_t v = 0; v < a->vectors; v++) {
        Whole y[4];
#pragma GCC unroll 4
        for (size_t j = 0; j < 4; j++) {
            size_t i = v * KEYS + j * LANES;
            y[j] = whole_of(real_fma(real_at(request + i), level,
                                     real_at(base + i)));
            whole_put(s->batch.y[k] + i, y[j]);
        }
        keys_put(s->batch.keys[k] + v * KEYS, y[0], y[1], y[2], y[3]);
    }
}

/* One area of `live` scenarios. */
static void run_area(State *s, size_t area, const int64_t *param, size_t live,
                     int64_t *out)
{
    const Area *a = &s->area[area];
    Part part[FOUR];
    Exact e[FOUR];
    int64_t *at[FOUR];
    for (size_t k = 0; k < live; k++) {
        part[k] = part_of(s, a, param[k * PARAMS + area]);
        e[k] = (Exact){&part[k], (uint64_t)part[k].requested, 0};
        at[k] = out + k * s->rows + a->from;
        fill(s, k, a, &part[k]);
    }
    round_batch(&s->batch, e, a->vectors, a->rows, a->claims[1], at, live);
}

void KERNEL(g2_run)(void *self, const int64_t *param, size_t n, int64_t *out)
{
    State *s = self;
    while (n > 0) {
        size_t live = n < FOUR ? n : FOUR;
        for (size_t area = 0; area < s->areas; area++) {
            run_area(s, area, param, live, out);
        }
        param += live * PARAMS;
        out += live * s->rows;
        n -= live;
    }
}
