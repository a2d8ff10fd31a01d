/* leaf.c - literals and names; and the value of a name written in a way that
 * floating point takes for another. */
#include "write.h"

static const char *const unit_word[] = {
    [KR] = " kr", [PERSONS] = " persons", [NUMBER] = ""};

static void write_literal(World *w, Kind kind, int64_t num, int64_t den)
{
    int64_t size = num < 0 ? -num : num;
    buf_addf(&w->formula, num < 0 ? "(-%lld" : "(%lld", (long long)size);
    buf_addf(&w->formula, "%s", unit_word[kind]);
    if (den != 1) {
        buf_addf(&w->formula, " / %lld", (long long)den);
    }
    add(w, ")");
}

void write_some_literal(World *w, Kind kind)
{
    static const int64_t round[] = {0, 1, 2, 10, 50, 100, 250, 1000, 35000,
                                    1000000};
    static const int64_t den[] = {1, 2, 4, 10, 100, 3};
    if (kind == NUMBER) {
        int64_t num = dice_between(&w->dice, chance(w, 25) ? -9 : 0, 12);
        write_literal(w, kind, num, den[pick(w, 6)]);
        return;
    }
    int64_t num = round[pick(w, 10)];
    write_literal(w, kind, chance(w, 10) ? -num : num, 1);
}

static bool name_fits(const Name *n, Kind kind, Shape shape, bool certain)
{
    return n->kind == kind &&
           (certain ? n->shape == shape : n->shape <= shape);
}

const Name *find_name(World *w, Kind kind, Shape shape, bool certain)
{
    const Name *fit[DATA_MAX + PARAMS_MAX + LETS_MAX];
    unsigned n = 0;
    for (size_t i = 0; i < w->n_params; i++) {
        if (name_fits(&w->param[i].of, kind, shape, certain)) {
            fit[n++] = &w->param[i].of;
        }
    }
    for (size_t i = 0; i < w->n_data; i++) {
        if (name_fits(&w->data[i].of, kind, shape, certain)) {
            fit[n++] = &w->data[i].of;
        }
    }
    for (size_t i = 0; i < w->n_lets; i++) {
        if (name_fits(&w->let[i], kind, shape, certain)) {
            fit[n++] = &w->let[i];
        }
    }
    return n > 0 ? fit[pick(w, n)] : NULL;
}

void write_leaf(World *w, Kind kind, Shape shape, bool certain)
{
    const Name *name = find_name(w, kind, shape, certain);
    if (name && (certain || chance(w, 80))) {
        add(w, name->name);
    } else if (certain && shape > ONE) {
        add(w, "(");
        write_some_literal(w, kind);
        add(w, shape == AREA ? " per area)" : " per recipient)");
    } else {
        write_some_literal(w, kind);
    }
}

/* The value of a name, written in another way: what floating point makes of
 * it differs in the last bits, what it is does not. With a hair, now and
 * then, by which it is something else. */
void write_same(World *w, Kind kind, const Name *name)
{
    static const char *const hair[] = {
        " + 1 kr / 1000000000000", " + 1 persons / 1000000000000000000",
        " + 1 / 1000000000000000"};
    const Name *by = find_name(w, NUMBER, name->shape, false);
    const Name *more = find_name(w, kind, name->shape, false);
    const char *n = name->name;
    Buf *out = &w->formula;
    add(w, "(");
    switch (by && more ? pick(w, 6) : 0) {
    case 0: buf_addf(out, "%s / 3 + %s / 3 + %s / 3", n, n, n); break;
    case 1:
        buf_addf(out, "%s * (1 + abs(%s)) / (1 + abs(%s))", n, by->name,
                 by->name);
        break;
    case 2:
        buf_addf(out, "%s / (7 + abs(%s)) * (7 + abs(%s))", n, by->name,
                 by->name);
        break;
    case 3:
        buf_addf(out, "max(%s, %s) + min(%s, %s) - %s", n, more->name, n,
                 more->name, more->name);
        break;
    case 4:
        buf_addf(out, "%s * %s + (1 - %s) * %s", by->name, n, by->name, n);
        break;
    default:
        buf_addf(out, "(%s * %s + %s) / (1 + %s / 1 * 1)", by->name, n, n,
                 by->name);
    }
    if (chance(w, 12)) {
        add(w, hair[kind]);
    }
    add(w, ")");
}

bool write_same_as_name(World *w, Kind kind, Shape shape, bool certain)
{
    const Name *name = find_name(w, kind, shape, certain);
    if (name) {
        write_same(w, kind, name);
    }
    return name != NULL;
}
