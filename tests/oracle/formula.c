/* formula.c - a whole program: tables, lets, results, rounding, requires; and
 * the scenario with its values and reports. */
#include <stdio.h>

#include "write.h"

static const char *const kind_word[] = {
    [KR] = "kr", [PERSONS] = "persons", [NUMBER] = "number",
    [FLAG] = "flag", [TEXT] = "text", [DAY] = "date"};

static void write_head(World *w)
{
    add(w, "formula t\n");
    if (w->has_areas) {
        add(w, "table area\n");
    }
    if (w->has_years) {
        add(w, "table year\n");
    }
    add(w, !w->has_areas  ? "table recipient\n"
           : w->has_years ? "table recipient in area, year\n"
                          : "table recipient in area\n");
}

static void write_declarations(World *w)
{
    for (size_t i = 0; i < w->n_params; i++) {
        buf_addf(&w->formula, "param %s : %s\n", w->param[i].of.name,
                 kind_word[w->param[i].of.kind]);
    }
    for (size_t i = 0; i < w->n_data; i++) {
        const Name *n = &w->data[i].of;
        buf_addf(&w->formula, "data %s : %s per %s\n", n->name,
                 kind_word[n->kind],
                 n->shape == AREA ? "area" : "recipient");
    }
}

/* --- rounding --- */

/* The first result is amounts per recipient, as most are. */
static bool has_amounts(const World *w)
{
    return w->first.kind == KR && w->first.shape == ROW;
}

static void write_method(World *w)
{
    static const char *const other[] = {
        "webster", "jefferson", "adams", "huntington hill", "dean",
        "webster first 0.6"};
    static const char *const each[] = {"nearest", "half even", "down", "up"};
    unsigned way = pick(w, 100);
    if (way < 74) {
        add(w, "largest remainder");
        if (way < 10) {
            add(w, chance(w, 50) ? " ties to pop" : " ties to x");
        } else if (way < 13) {
            add(w, " keeping budget");
        } else if (way < 15) {
            add(w, " at least 0 kr");
        } else if (way < 18) {
            add(w, " at most asked");
        }
    } else if (way < 92) {
        add(w, each[pick(w, 4)]);
    } else {
        add(w, other[pick(w, 6)]);
    }
}

static void write_round(World *w)
{
    static const char *const unit[] = {"1 kr", "100 kr", "1 tkr", "0.01 kr",
                                       "7 kr", "0.125 kr", "1 mnkr"};
    static const unsigned often[] = {68, 13, 5, 7, 4, 2, 1};
    if (w->judged >= 0) {
        add(w, w->judged == JUDGED_TIERS
                   ? "round r1 to 1 kr by largest remainder per area\n"
                   : "round r1 to 1 kr by largest remainder\n");
        return;
    }
    if (!has_amounts(w) || chance(w, 10)) {
        return;
    }
    buf_addf(&w->formula, "round r1 to %s by ",
             unit[dice_weighted(&w->dice, often, 7)]);
    if (w->has_years && chance(w, 60)) {
        add(w, w->edges || chance(w, 50)
                   ? "largest remainder per year\n"
                   : "webster keeping sum(last by area), "
                     "sum(last by year)\n");
        return;
    }
    if (w->has_areas && chance(w, 45)) {
        add(w, "largest remainder per area");
        add(w, chance(w, 6) ? " keeping cap" : "");
    } else {
        write_method(w);
    }
    add(w, "\n");
}

/* --- what follows from the first result --- */

void write_let(World *w)
{
    static const Kind kinds[] = {KR, KR, PERSONS, NUMBER, FLAG};
    Kind kind = kinds[pick(w, 5)];
    Shape shape = chance(w, 55) ? ROW : w->has_areas && chance(w, 40) ? AREA
                                                                      : ONE;
    Name made = {.kind = kind, .shape = shape};
    snprintf(made.name, sizeof made.name, "l%zu", w->n_lets + 1);
    buf_addf(&w->formula, "let %s = ", made.name);
    write_value(w, kind, shape, true, 3);
    add(w, "\n");
    w->let[w->n_lets++] = made;
}

static void write_result(World *w, unsigned number)
{
    static const char *const common[] = {
        "r1 - last", "r1 >= last", "r1 = asked", "sum(r1)",
        "r1 / (1 persons + pop)", "share(r1)", "r1 + minimum",
        "(if r1 > last then r1 else last)", "largest(r1) - smallest(r1)",
        "sum(r1 where ok)", "r1 - mean(r1)", "floor(r1 / 3)"};
    static const char *const areas[] = {
        "sum(r1 by area)", "cap - sum(r1 by area)", "mean(r1 by area)",
        "count(recipient where r1 >= last by area)",
        "r1 / (1 kr + sum(r1 by area))", "sum(r1 by area) >= cap"};
    Kind kind = chance(w, 50) ? KR : chance(w, 50) ? NUMBER : FLAG;
    bool any = false;
    buf_addf(&w->formula, "result r%u = ", number);
    if (w->has_areas && chance(w, 40)) {
        add(w, areas[pick(w, 6)]);
    } else if (chance(w, 60)) {
        add(w, common[pick(w, 12)]);
    } else {
        any = true;
        write_value(w, kind, ROW, true, 3);
    }
    add(w, "\n");
    if (any && kind == KR && chance(w, 30)) {
        buf_addf(&w->formula, "round r%u to 1 kr by %s\n", number,
                 chance(w, 60) ? "nearest" : "largest remainder");
    }
}

static void write_require(World *w)
{
    static const char *const common[] = {
        "budget >= minimum * count(recipient) \"the minima exceed it\"",
        "sum(last) > 0 kr \"no last year\"", "weight <= 0.9",
        "last >= 0 kr \"negative\"", "sum(r1) <= 2 * budget",
        "r1 >= 0 kr \"an amount below 0\"",
        "r1 <= asked \"above what was asked\"", "r1 < budget", "r1 > last",
        "r1 <> asked or ok"};
    add(w, "require ");
    if (chance(w, 75)) {
        add(w, common[pick(w, 10)]);
    } else {
        write_value(w, FLAG, chance(w, 50) ? ROW : ONE, true, 2);
    }
    add(w, "\n");
}

/* --- the scenario --- */

static void write_values(World *w)
{
    Buf *s = &w->scenario;
    buf_add(s, "scenario s\nformula \"t.formula\"\n");
    if (w->has_areas) {
        buf_add(s, "table area from \"a.csv\" key code\n");
    }
    if (w->has_years) {
        buf_add(s, "table year from \"y.csv\" key code\n");
    }
    buf_add(s, "table recipient from \"r.csv\" key code");
    buf_add(s, w->has_areas ? " in area by area" : "");
    buf_add(s, w->has_years ? " in year by year\n" : "\n");
    for (size_t i = 0; i < w->n_data; i++) {
        buf_addf(s, "data %s column %s\n", w->data[i].of.name,
                 w->data[i].of.name);
    }
    for (size_t i = 0; i < w->n_params; i++) {
        ParamOf *p = &w->param[i];
        int64_t num = world_param_value(p, pick(w, p->values));
        p->set = num;
        static const char *const unit[] = {" kr", " persons", ""};
        buf_addf(s, "set %s = ", p->of.name);
        buf_addf(s, num < 0 ? "-%lld%s" : "%lld%s",
                 (long long)(num < 0 ? -num : num), unit[p->of.kind]);
        buf_addf(s, " / %lld\n", (long long)p->den);
    }
}

static void write_reports(World *w)
{
    static const char *const common[] = {
        "smallest(r1) \"least\"", "largest(r1)", "sum(r1)", "mean(r1)",
        "count(recipient where r1 = largest(r1))", "sum(abs(r1))",
        "sum(r1 where ok)", "count(recipient)",
        "count(recipient where r1 * 2 > largest(r1))", "mean(r1 where vip)"};
    unsigned n = w->judged < 0 ? 10 : 9;    /* the last may be undefined */
    for (unsigned i = has_amounts(w) ? pick(w, 4) : 0; i > 0; i--) {
        buf_addf(&w->scenario, "report %s\n", common[pick(w, n)]);
    }
}

static void write_more(World *w)
{
    w->let[w->n_lets++] = w->first;
    for (unsigned i = pick(w, 3); i > 0; i--) {
        write_let(w);
    }
    unsigned more = has_amounts(w) ? pick(w, 4) : 0;
    for (unsigned i = 0; i < more; i++) {
        write_result(w, i + 2);
    }
    if (w->moving) {
        write_moving(w);
    }
    if (has_amounts(w) && chance(w, 25)) {
        write_require(w);
    }
}

void write_program(World *w)
{
    write_head(w);
    write_shape(w);
    write_round(w);
    if (w->judged < 0) {
        write_more(w);
    }
    write_declarations(w);
    write_values(w);
    write_reports(w);
}
