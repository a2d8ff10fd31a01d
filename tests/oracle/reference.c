/* reference.c - the amounts of the three main shapes straight from their
 * definitions, in 128-bit whole numbers: a judge of the exact evaluator that
 * shares nothing with it.
 */
#include <stdlib.h>
#include <string.h>

#include "oracle.h"

enum { ROWS_MOST = 400 };

/* Amount = num / den of the sheet. */
typedef struct Sheet {
    size_t n;
    Wide den;
    Wide num[ROWS_MOST];
    const char *code[ROWS_MOST];
    int64_t amount[ROWS_MOST];
    bool grown;             /* a number outgrew 128 bits */
} Sheet;

static Wide times(Sheet *s, Wide a, Wide b)
{
    Wide out = 0;
    s->grown = s->grown || __builtin_mul_overflow(a, b, &out);
    return out;
}

static Wide plus(Sheet *s, Wide a, Wide b)
{
    Wide out = 0;
    s->grown = s->grown || __builtin_add_overflow(a, b, &out);
    return out;
}

static Wide gcd(Wide a, Wide b)
{
    while (b != 0) {
        Wide r = a % b;
        a = b;
        b = r;
    }
    return a < 0 ? -a : a;
}

/* --- the inputs --- */

/* The number over *den of a param in variant v. */
static Wide param(const World *w, const Trial *t, const char *name,
                  size_t v, Wide *den)
{
    for (size_t i = 0; i < t->n_inputs; i++) {
        if (strcmp(t->input[i].def->name, name) == 0) {
            *den = t->input[i].den;
            return (Wide)t->any.value[i][v];
        }
    }
    for (size_t i = 0; i < w->n_params; i++) {
        if (strcmp(w->param[i].of.name, name) == 0) {
            *den = w->param[i].den;
            return w->param[i].set;
        }
    }
    abort();
}

/* A cell of data in variant v; all data of these programs are whole. */
static Wide cell(World *w, const Trial *t, const char *name, size_t v,
                 size_t row)
{
    for (size_t i = 0; i < t->n_inputs; i++) {
        if (strcmp(t->input[i].def->name, name) == 0) {
            return (Wide)t->any.value[i][v * t->rows[i] + row];
        }
    }
    return world_data(w, name)->num[row];
}

/* --- largest remainder --- */

typedef struct Claim {
    Wide whole, rest;
    const char *code;
    size_t row;
} Claim;

/* First in line: the larger remainder, the larger amount, the lower code. */
static int before(const void *x, const void *y)
{
    const Claim *a = x, *b = y;
    if (a->rest != b->rest) {
        return a->rest > b->rest ? -1 : 1;
    }
    if (a->whole != b->whole) {
        return a->whole > b->whole ? -1 : 1;
    }
    const unsigned char *p = (const unsigned char *)a->code;
    const unsigned char *q = (const unsigned char *)b->code;
    while (*p == *q && *p) {
        p++;
        q++;
    }
    return *p < *q ? -1 : 1;
}

static void largest_remainder(Sheet *s)
{
    Claim claim[ROWS_MOST];
    Wide sum = 0, given = 0;
    for (size_t i = 0; i < s->n; i++) {
        Wide down = s->num[i] / s->den;
        claim[i] = (Claim){down, s->num[i] - down * s->den, s->code[i], i};
        sum = plus(s, sum, s->num[i]);
        given += down;
    }
    Wide twice = plus(s, times(s, 2, sum), s->den);
    Wide whole = times(s, 2, s->den);
    if (s->grown) {
        return;
    }
    Wide extra = twice / whole - given;
    qsort(claim, s->n, sizeof *claim, before);
    for (size_t i = 0; i < s->n; i++) {
        s->amount[claim[i].row] =
            (int64_t)claim[i].whole + ((Wide)i < extra);
    }
}

/* --- the shapes --- */

/* minimum + rest * (w * pat / sum(pat) + (1 - w) * pop / sum(pop)) */
static bool minimum_and_rest(World *w, const Trial *t, size_t v, Sheet *s)
{
    Wide kr, share, one;
    Wide budget = param(w, t, "budget", v, &one);
    Wide minimum = param(w, t, "minimum", v, &kr);
    Wide weight = param(w, t, "weight", v, &share);
    Wide people = 0, patients = 0;
    for (size_t i = 0; i < w->rows; i++) {
        people += cell(w, t, "pop", v, i);
        patients += cell(w, t, "pat", v, i);
    }
    Wide rest = budget - minimum * (Wide)w->rows;
    if (kr != 1 || one != 1 || rest < 0 || people == 0 || patients == 0 ||
        weight > share) {
        return false;
    }
    Wide common = gcd(people, patients);
    s->den = times(s, times(s, share, people), patients / common);
    for (size_t i = 0; i < w->rows; i++) {
        Wide a = times(s, times(s, weight, cell(w, t, "pat", v, i)),
                       people / common);
        Wide b = times(s, times(s, share - weight, cell(w, t, "pop", v, i)),
                       patients / common);
        s->num[i] = plus(s, times(s, minimum, s->den),
                         times(s, rest, plus(s, a, b)));
    }
    return true;
}

/* Amounts clamp(level * key, floor, ceiling), all over `share`. The sum is a
 * rising function of the level, so the highest breakpoint a / b at which it
 * does not exceed the total tells which rows are held. */
typedef struct Limits {
    Wide key[ROWS_MOST], floor[ROWS_MOST], ceiling[ROWS_MOST];
    Wide total;
} Limits;

/* -1, 0, 1: level * key (level = a / b) below, within or above its limits. */
static int held(Sheet *s, const Limits *l, size_t i, Wide a, Wide b)
{
    Wide x = times(s, a, l->key[i]);
    return x < times(s, l->floor[i], b)      ? -1
           : x >= times(s, l->ceiling[i], b) ? 1
                                             : 0;
}

static Wide sum_at(Sheet *s, const Limits *l, Wide a, Wide b)
{
    Wide sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        int at = held(s, l, i, a, b);
        sum = plus(s, sum, at < 0   ? times(s, l->floor[i], b)
                           : at > 0 ? times(s, l->ceiling[i], b)
                                    : times(s, a, l->key[i]));
    }
    return sum;
}

static bool limits_hold(Sheet *s, const Limits *l)
{
    Wide floors = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (l->floor[i] > l->ceiling[i] || l->floor[i] < 0) {
            return false;
        }
        floors = plus(s, floors, l->floor[i]);
    }
    return floors <= l->total;
}

/* The rows of the sheet from the limits, times `share` in all. */
static bool pour(Sheet *s, const Limits *l, Wide share)
{
    Wide best_a = 0, best_b = 1;
    if (!limits_hold(s, l)) {
        return false;
    }
    for (size_t i = 0; i < 2 * s->n && !s->grown; i++) {
        size_t row = i / 2;
        Wide a = i % 2 ? l->ceiling[row] : l->floor[row], b = l->key[row];
        if (b > 0 && sum_at(s, l, a, b) <= times(s, l->total, b) &&
            times(s, a, best_b) > times(s, best_a, b)) {
            best_a = a;
            best_b = b;
        }
    }
    Wide left = l->total, keys = 0;
    for (size_t i = 0; i < s->n; i++) {
        int at = l->key[i] == 0 ? -1 : held(s, l, i, best_a, best_b);
        s->num[i] = at < 0 ? l->floor[i] : l->ceiling[i];
        left -= at == 0 ? 0 : s->num[i];
        keys += at == 0 ? l->key[i] : 0;
    }
    s->den = times(s, share, keys > 0 ? keys : 1);
    for (size_t i = 0; i < s->n; i++) {
        bool active = l->key[i] > 0 &&
                      held(s, l, i, best_a, best_b) == 0;
        s->num[i] = active ? times(s, left, l->key[i])
                           : times(s, s->num[i], keys > 0 ? keys : 1);
    }
    return true;
}

static bool between_limits(World *w, const Trial *t, size_t v, Sheet *s)
{
    Wide one, d1, d2;
    Limits l = {0};
    Wide budget = param(w, t, "budget", v, &one);
    Wide weight = param(w, t, "weight", v, &d1);
    Wide growth = param(w, t, "growth", v, &d2);
    Wide share = d1 / gcd(d1, d2) * d2;
    if (one != 1) {
        return false;
    }
    l.total = times(s, budget, share);
    for (size_t i = 0; i < w->rows; i++) {
        Wide last = cell(w, t, "last", v, i);
        l.key[i] = cell(w, t, "pop", v, i);
        l.floor[i] = times(s, times(s, weight, share / d1), last);
        l.ceiling[i] = times(s, share + growth * (share / d2), last);
    }
    return pour(s, &l, share);
}

/* One area: tiers 0, 1, 2 in turn, each asked / sum(asked) of what is left,
 * but no more than asked. */
static void one_area(World *w, const Trial *t, size_t v, size_t area,
                     Sheet *s)
{
    Wide left = cell(w, t, "cap", v, area), asked[3] = {0}, placed[3];
    size_t row[ROWS_MOST];
    s->n = 0;
    for (size_t i = 0; i < w->rows; i++) {
        if (w->area_of[i] == area) {
            row[s->n++] = i;
            bool ok = cell(w, t, "ok", v, i) != 0;
            asked[(size_t)world_data(w, "prio")->num[i]] +=
                ok ? cell(w, t, "asked", v, i) : 0;
        }
    }
    s->den = 1;
    for (size_t k = 0; k < 3; k++) {
        placed[k] = left < asked[k] ? left : asked[k];
        left -= placed[k];
        s->den = times(s, s->den, asked[k] > 0 ? asked[k] : 1);
    }
    for (size_t i = 0; i < s->n; i++) {
        size_t k = (size_t)world_data(w, "prio")->num[row[i]];
        bool ok = cell(w, t, "ok", v, row[i]) != 0 && asked[k] > 0;
        s->code[i] = w->code[TABLE_ROW][row[i]];
        s->num[i] = !ok ? 0
                        : times(s, times(s, cell(w, t, "asked", v, row[i]),
                                         placed[k]),
                                s->den / asked[k]);
    }
}

static bool prio_varies(const Trial *t)
{
    for (size_t i = 0; i < t->n_inputs; i++) {
        if (strcmp(t->input[i].def->name, "prio") == 0) {
            return true;
        }
    }
    return false;
}

static bool by_area(World *w, const Trial *t, size_t v, Sheet *s,
                    int64_t *out)
{
    for (size_t area = 0; area < w->areas && !s->grown; area++) {
        one_area(w, t, v, area, s);
        if (s->grown) {
            return false;
        }
        largest_remainder(s);
        for (size_t i = 0, k = 0; i < w->rows; i++) {
            if (w->area_of[i] == area) {
                out[i] = s->amount[k++];
            }
        }
    }
    return !s->grown;
}

bool reference_amounts(World *w, const Trial *t, size_t v, int64_t *out)
{
    Sheet s = {.n = w->rows, .den = 1};
    if (w->rows > ROWS_MOST) {
        return false;
    }
    for (size_t i = 0; i < w->rows; i++) {
        s.code[i] = w->code[TABLE_ROW][i];
    }
    if (w->judged == JUDGED_TIERS) {
        return !prio_varies(t) && by_area(w, t, v, &s, out);
    }
    bool ok = w->judged == JUDGED_MINIMUM ? minimum_and_rest(w, t, v, &s)
                                          : between_limits(w, t, v, &s);
    if (!ok || s.grown) {
        return false;
    }
    largest_remainder(&s);
    for (size_t i = 0; i < w->rows; i++) {
        out[i] = s.amount[i];
    }
    return !s.grown;
}
