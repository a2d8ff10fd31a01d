/* kernel_g1.c - minimum + rest * (two keys, weighted), largest remainder.
 *
 * With W the whole weight, w the patients' part of it, A all patients and P all
 * people, a recipient gets, besides the minimum,
 *
 *     rest * (w * a * P + (W - w) * p * A) / (W * A * P)
 *
 * In doubles that is a * c + p * d with c and d each within 3/2^53 of their
 * value, so x is within 5/2^53 of its own: at most 1/4 of a step of 1/2^16 as
 * long as rest < 2^32.
 */
#include <stdlib.h>

#include "kernel.h"

typedef struct State {
    _Alignas(64) double patients[ROWS_MAX];
    double people[ROWS_MAX];
    uint64_t patients_times_all[ROWS_MAX];   /* a * P */
    uint64_t people_times_all[ROWS_MAX];     /* p * A */
    Batch batch;
    size_t rows, vectors;
    double per_patient, per_person;          /* 1 / (W * A), 1 / (W * P) */
    uint64_t d;                              /* W * A * P */
} State;

void *KERNEL(g1_open)(const Workload *w, const char **why)
{
    State *s = kernel_memory(sizeof *s);
    uint64_t patients = 0, people = 0;
    for (size_t i = 0; i < w->rows; i++) {
        people += (uint64_t)w->column[0][i];
        patients += (uint64_t)w->column[1][i];
    }
    Order d = (Order)WHOLE * people * patients;
    const Param *budget = &w->param[0];
    if (d >> 62 != 0
        || (budget->low + budget->step * budget->count) >> 32 != 0) {
        *why = "numbers too large for it";
        free(s);
        return NULL;
    }
    for (size_t i = 0; i < w->rows; i++) {
        s->people[i] = (double)w->column[0][i];
        s->patients[i] = (double)w->column[1][i];
        s->people_times_all[i] = (uint64_t)w->column[0][i] * patients;
        s->patients_times_all[i] = (uint64_t)w->column[1][i] * people;
    }
    s->rows = w->rows;
    s->vectors = kernel_vectors(w->rows);
    s->per_patient = 1.0 / (double)(WHOLE * patients);
    s->per_person = 1.0 / (double)(WHOLE * people);
    s->d = (uint64_t)d;
    return s;
}

typedef struct Numerator {
    const State *s;
    uint64_t of_patients, of_people;   /* rest * w, rest * (W - w) */
} Numerator;

static inline uint64_t row_num(const void *of, size_t row)
{
    const Numerator *n = of;
    return n->of_patients * n->s->patients_times_all[row]
        + n->of_people * n->s->people_times_all[row];
}

static inline Whole fixed(const State *s, size_t i, Real c, Real d)
{
    Real x = real_mul(real_at(s->people + i), d);
    x = real_fma(real_at(s->patients + i), c, x);
    return whole_of(real_add(x, real_all(MAGIC)));
}

static void fill(State *s, size_t k, const Numerator *num)
{
    Real c = real_all((double)num->of_patients * s->per_patient);
    Real d = real_all((double)num->of_people * s->per_person);
    for (size_t v = 0; v < s->vectors; v++) {
        Whole y[4];
#pragma GCC unroll 4
        for (size_t j = 0; j < 4; j++) {
            size_t i = v * KEYS + j * LANES;
            y[j] = fixed(s, i, c, d);
            whole_put(s->batch.y[k] + i, y[j]);
        }
        keys_put(s->batch.keys[k] + v * KEYS, y[0], y[1], y[2], y[3]);
    }
}

void KERNEL(g1_run)(void *self, const int64_t *param, size_t n, int64_t *out)
{
    State *s = self;
    Numerator num[FOUR];
    Exact e[FOUR];
    int64_t rest[FOUR], *at[FOUR];
    while (n > 0) {
        size_t live = n < FOUR ? n : FOUR;
        for (size_t k = 0; k < live; k++, param += PARAMS, out += s->rows) {
            rest[k] = param[0] - param[1] * (int64_t)s->rows;
            num[k] = (Numerator){s, (uint64_t)(rest[k] * param[2]),
                                 (uint64_t)(rest[k] * (WHOLE - param[2]))};
            e[k] = (Exact){&num[k], s->d, param[1]};
            at[k] = out;
            fill(s, k, &num[k]);
        }
        round_batch(&s->batch, e, s->vectors, s->rows, (int)s->rows, at, live);
        n -= live;
    }
}
