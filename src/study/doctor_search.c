/* doctor_search.c - which changes of the scenario explain most, with least.
 *
 * Every change that offers itself is computed once (some dozens), the best one
 * is kept, and the search goes on from there; where none does by itself,
 * chains of wrong inputs, and pairs with the most promising changes, are
 * looked at.
 */

#include "study/doctor_search.h"

#include <stdlib.h>
#include <string.h>

/* Changes on top of each other. */
#define TREATMENTS_MOST 4
#define CHAIN_MOST 8
#define PROMISING 3
/* An input is set right when its row is so many times nearer than before. */
#define NEARER 10
/* What else may weigh more than what is found and still be named. */
#define INSTEAD_MORE 4
#define INSTEAD_MOST 3

/* ---- trying ---- */

static void count(Search *s, ChangeKind kind)
{
    Tried *t = &s->d->tried;
    switch (kind) {
    case CHANGE_ROUNDING: t->roundings++; break;
    case CHANGE_LIMIT: t->limits++; break;
    case CHANGE_COLUMN: t->columns++; break;
    case CHANGE_INPUT: case CHANGE_PARAM: t->inputs++; break;
    }
}

static void try_all(Search *s, const Variant *variant, const Look *base,
                    const ChangeList *changes, Scores *out)
{
    for (size_t i = 0; i < changes->n; i++) {
        *VEC_ADD(s->d->arena, out) = doctor_score(s->d, variant, base,
                                                  &changes->at[i]);
        count(s, changes->at[i].kind);
    }
}

/* The convincing one that weighs least, if that is less than `weight`. */
static const Score *best_of(const Scores *scores, unsigned weight)
{
    const Score *best = NULL;
    for (size_t i = 0; i < scores->n; i++) {
        const Score *score = &scores->at[i];
        if (score->ok && score->convincing && score->cost < weight
            && (!best || score->cost < best->cost))
            best = score;
    }
    return best;
}

/* ---- keeping one ---- */

/* Others of its kind that come to the same: "half even, webster". */
static const char *same_as(const Search *s, const Scores *scores,
                           const Score *best)
{
    const char *text = NULL;
    for (size_t i = 0; i < scores->n; i++) {
        const Score *other = &scores->at[i];
        if (other == best || !other->ok || !other->convincing
            || other->change->kind != best->change->kind
            || other->cost != best->cost || other->left != best->left
            || other->agree != best->agree)
            continue;
        text = text ? arena_format(s->d->arena, "%s; %s", text,
                                   other->change->text)
                    : other->change->text;
    }
    return text;
}

/* Of other kinds, those that explain as much and do not weigh much more. Where
 * something is left without a best one, only inputs, which set their own rows
 * right: whatever else moves a sum or two by chance. */
static void note_instead(Search *s, const Scores *scores, const Score *best,
                         unsigned weight, size_t left)
{
    for (size_t i = 0; i < scores->n; i++) {
        const Score *other = &scores->at[i];
        if (other != best && other->ok && other->convincing
            && other->left <= left && other->cost <= weight + INSTEAD_MORE
            && (!best || other->change->kind != best->change->kind)
            && (best || left == 0 || other->change->kind == CHANGE_INPUT)
            && s->instead.n < INSTEAD_MOST)
            *VEC_ADD(s->d->arena, &s->instead) = other->change->text;
    }
}

/* told: what it comes to is said with it, not with the next. */
static void treat(Search *s, const Change *change, const char *same, bool told)
{
    Doctor *d = s->d;
    s->variant = doctor_change(d, &s->variant, change);
    doctor_look(d, d->arena, d->pool, &s->variant, &s->look);
    Treatment *t = VEC_ADD(d->arena, &s->treatment);
    *t = (Treatment){.text = change->text, .same = same};
    t->equal = told ? ARENA_ARRAY(d->arena, size_t, d->n + 1) : NULL;
    for (size_t i = 0; told && i < d->n; i++)
        t->equal[i] = s->look.verdict[i].n_equal;
}

/* ---- looking for one ---- */

static ChangeList changes_of(const Doctor *d, const Variant *variant,
                             const Look *look, bool inputs)
{
    ChangeList out = {0};
    doctor_roundings(d, variant, &out);
    doctor_columns(d, variant, &out);
    doctor_limits(d, variant, look, &out);
    doctor_without(d, variant, &out);
    if (inputs) {
        doctor_inputs(d, variant, look, &out);
        doctor_params(d, look, &out);
    }
    return out;
}

/* Roundings and columns in which more agrees, though it is not convincing. */
static void note_closest(Search *s, const Scores *scores)
{
    for (size_t i = 0; i < scores->n; i++) {
        const Score *score = &scores->at[i];
        if (!score->ok || score->agree <= s->look.equal
            || (score->change->kind != CHANGE_ROUNDING
                && score->change->kind != CHANGE_COLUMN))
            continue;
        for (size_t e = 0; e < s->d->n; e++)
            if (score->equal[e] > s->closest_equal[e]) {
                s->closest_equal[e] = score->equal[e];
                s->closest[e] = score->change->text;
            }
    }
}

static int by_distance(const void *a, const void *b)
{
    const Score *x = *(const Score *const *)a, *y = *(const Score *const *)b;
    if (x->distance < y->distance || x->distance > y->distance)
        return x->distance > y->distance ? 1 : -1;
    return (x > y) - (x < y);
}

/* The changes that bring the printed figures nearest. */
static size_t promising(const Search *s, const Scores *scores,
                        const Score **out)
{
    const Score **all = ARENA_ARRAY(s->d->arena, const Score *,
                                    scores->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < scores->n; i++)
        if (scores->at[i].ok && scores->at[i].distance < s->look.distance
            && scores->at[i].change->kind != CHANGE_INPUT
            && scores->at[i].change->kind != CHANGE_PARAM)
            all[n++] = &scores->at[i];
    qsort(all, n, sizeof *all, by_distance);
    n = n < PROMISING ? n : PROMISING;
    memcpy(out, all, n * sizeof *out);
    return n;
}

static bool try_pairs(Search *s, const Scores *scores)
{
    const Score *first[PROMISING];
    size_t n = promising(s, scores, first);
    const Change *kept = NULL, *with = NULL;
    unsigned least = s->look.cost;
    for (size_t i = 0; i < n; i++) {
        const Change *change = first[i]->change;
        Variant variant = doctor_change(s->d, &s->variant, change);
        Look look;
        Scores second = {0};
        if (!doctor_look(s->d, s->d->arena, s->d->pool, &variant, &look))
            continue;
        ChangeList *changes = ARENA_NEW(s->d->arena, ChangeList);
        *changes = changes_of(s->d, &variant, &look, false);
        try_all(s, &variant, &s->look, changes, &second);
        const Score *best = best_of(&second, least > change->weight
                                                 ? least - change->weight : 0);
        if (!best)
            continue;
        least = best->cost + change->weight;
        kept = change;
        with = best->change;
    }
    if (!kept)
        return false;
    treat(s, kept, NULL, false);
    treat(s, with, NULL, true);
    return true;
}

/* The change of the row furthest off that sets it right: the simplest, and of
 * those the one that comes nearest. */
static const Score *righted(const Scores *scores)
{
    const Score *best = NULL;
    for (size_t i = 0; i < scores->n; i++) {
        const Score *score = &scores->at[i];
        if (!score->ok || score->change->n_rows == 0
            || score->own * NEARER > score->own_before)
            continue;
        unsigned weight = score->change->weight;
        if (!best || weight < best->change->weight
            || (weight == best->change->weight && score->own < best->own))
            best = score;
    }
    return best;
}

/* Is the cell that step i sets set again by a later one? Each step has the
 * values of those before it, so that it can be left out then. */
static bool is_corrected(const Change *const *step, size_t i, size_t n)
{
    for (size_t k = i + 1; k < n; k++)
        if (step[i]->n_rows == 1 && step[k]->n_rows == 1
            && step[i]->def == step[k]->def
            && step[i]->row[0] == step[k]->row[0])
            return true;
    return false;
}

/* Several inputs wrong at once: one after the other is set right, by its own
 * row. They are kept when with the last of them everything agrees. first: how
 * each of them came out by itself. */
static bool try_chain(Search *s, const Scores *first)
{
    Variant variant = s->variant;
    Look look = s->look;
    const Change *step[CHAIN_MOST];
    unsigned weight = 0;
    for (size_t n = 0; n < CHAIN_MOST; n++) {
        ChangeList *changes = ARENA_NEW(s->d->arena, ChangeList);
        Scores scores = {0};
        if (n > 0) {
            doctor_inputs(s->d, &variant, &look, changes);
            try_all(s, &variant, &look, changes, &scores);
        }
        const Score *best = righted(n > 0 ? &scores : first);
        if (!best)
            return false;
        step[n] = best->change;
        weight += step[n]->weight;
        variant = doctor_change(s->d, &variant, step[n]);
        doctor_look(s->d, s->d->arena, s->d->pool, &variant, &look);
        if (!doctor_convinces(s->d, &s->look, &look, step[n])
            || look.cost + weight >= s->look.cost)
            continue;
        for (size_t i = 0; i <= n; i++)
            if (!is_corrected(step, i, n + 1))
                treat(s, step[i], NULL, i == n);
        return true;
    }
    return false;
}

/* One treatment more, if there is a convincing one. */
static bool improve(Search *s)
{
    ChangeList *changes = ARENA_NEW(s->d->arena, ChangeList);
    Scores scores = {0};
    *changes = changes_of(s->d, &s->variant, &s->look, true);
    try_all(s, &s->variant, &s->look, changes, &scores);
    note_closest(s, &scores);
    const Score *best = best_of(&scores, s->look.cost);
    if (best) {
        note_instead(s, &scores, best, best->cost, best->left);
        treat(s, best->change, same_as(s, &scores, best), true);
        return true;
    }
    if (s->look.left > 0 && (try_chain(s, &scores) || try_pairs(s, &scores)))
        return true;
    note_instead(s, &scores, NULL, s->look.cost, s->look.left);
    return false;
}

void doctor_search(Search *s)
{
    size_t n = s->d->n;
    s->closest = ARENA_ARRAY(s->d->arena, const char *, n + 1);
    s->closest_equal = ARENA_ARRAY(s->d->arena, size_t, n + 1);
    while (s->look.cost > 0 && s->treatment.n < TREATMENTS_MOST
           && improve(s))
        continue;
}
