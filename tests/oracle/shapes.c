/* shapes.c - what planners write: a minimum and the rest by key; limits
 * against last year; areas with caps and tiers; and rarer rules. */
#include <string.h>

#include "write.h"

/* --- params, on round grids --- */

static int64_t kr_den(World *w)
{
    static const int64_t den[] = {1, 100, 10, 3, 1000003};
    static const unsigned often[] = {89, 6, 2, 2, 1};
    return w->judged >= 0 ? 1 : den[dice_weighted(&w->dice, often, 5)];
}

/* n taken down to a number of few figures. */
static int64_t rounded(World *w, int64_t n)
{
    int64_t unit = 1, kept = chance(w, 70) ? 100 : 100000;
    while (n / unit > kept) {
        unit *= 10;
    }
    return n / unit * unit;
}

static void param_kr(World *w, const char *name, int64_t lo, int64_t step,
                     unsigned values)
{
    int64_t den = kr_den(w);
    if (step < 1) {
        step = 1;
    }
    if (lo > INT64_MAX / 4 / den || step > INT64_MAX / 4 / den / values) {
        den = 1;
    }
    world_param(w, name, KR, den, lo * den, step * (chance(w, 80) ? den : 1),
                values);
}

static void param_share(World *w, const char *name, int64_t most)
{
    static const int64_t den[] = {100, 10, 20, 1000, 7, 10000, 1000000007};
    static const unsigned often[] = {60, 12, 8, 10, 4, 5, 1};
    int64_t d = den[dice_weighted(&w->dice, often, 7)];
    int64_t steps = d * most / 100 + 1;
    int64_t step = steps > 24 ? steps / 24 : 1;
    world_param(w, name, NUMBER, d, 0, step, (unsigned)(steps / step));
}

/* A budget around `about`, mostly above it. */
static void param_budget(World *w, int64_t about)
{
    int64_t lo = rounded(w, about > 10 ? about : 10);
    if (chance(w, 4)) {
        lo = INT64_C(1000000000000000);
    }
    int64_t step = chance(w, 75) ? rounded(w, lo / 40) : dice_between(
                                       &w->dice, 1, lo / 10 + 1);
    if (chance(w, 3)) {
        param_kr(w, "budget", -3, 1, 48);
        return;
    }
    param_kr(w, "budget", lo - (chance(w, 20) ? lo / 4 : 0), step, 48);
}

/* --- clauses --- */

static void write_where(World *w)
{
    static const char *const common[] = {"ok", "ok", "not vip",
                                         "ok or vip", "pop > 0 persons"};
    add(w, "\n  where ");
    if (chance(w, 80)) {
        add(w, common[pick(w, 5)]);
    } else {
        write_value(w, FLAG, ROW, false, 2);
    }
}

static void write_floor(World *w)
{
    static const char *const common[] = {
        "0.5 * last", "minimum", "weight * last", "(1 - weight) * last",
        "(asked / 10)", "(if vip then minimum else 0 kr)", "min(last, asked)",
        "asked / (1 + weight) * (1 + weight)"};
    add(w, "\n  at least ");
    if (chance(w, 85)) {
        add(w, common[pick(w, 8)]);
    } else {
        write_not_negative(w, KR, ROW, false, 2);
    }
}

static void write_ceiling(World *w, bool floored)
{
    static const char *const common[] = {
        "(1 + growth) * last", "asked", "2 * asked", "max(asked, last)",
        "(if vip then asked else last)", "10 kr / persons * pop"};
    add(w, "\n  at most ");
    add(w, floored && chance(w, 75) ? "last + minimum + " : "");
    if (chance(w, 85)) {
        add(w, common[pick(w, 6)]);
    } else {
        write_not_negative(w, KR, ROW, false, 2);
    }
}

void write_clauses(World *w, bool per_area)
{
    bool floored = chance(w, 40), capped = chance(w, 60);
    if (chance(w, 45)) {
        write_where(w);
    }
    if (floored) {
        write_floor(w);
    }
    if (capped) {
        write_ceiling(w, floored);
    }
    if (capped && chance(w, 40)) {
        add(w, chance(w, 75)   ? "\n  in order of prio"
               : chance(w, 50) ? "\n  in order of min(prio, 1)"
                               : "\n  in order of floor(x)");
    } else if (w->has_areas && !per_area && !capped && chance(w, 10)) {
        add(w, "\n  at most cap summed by area");
    } else if (chance(w, 4)) {
        add(w, "\n  at least 100 kr or nothing");
    }
}

/* --- keys --- */

static void write_key(World *w)
{
    static const char *const common[] = {
        "pop", "pat", "pop", "(pop + 2 * pat)", "share(pop)",
        "(weight * share(pat) + (1 - weight) * share(pop))",
        "(weight * share(pat) + (1 - weight) * share(pop))",
        "(0.5 * share(pat) + 0.3 * share(pop) + 0.2 * share(last))",
        "pop * lift", "pop * max(0, 1 + x)", "(weight * pat + pop)",
        "max(pop, pat)", "(pop + 100 persons)", "(if ok then pop else pat)",
        "pop / (3 + weight) * (3 + weight)"};
    if (chance(w, 88)) {
        add(w, common[pick(w, 15)]);
    } else {
        write_not_negative(w, chance(w, 50) ? PERSONS : NUMBER, ROW, true, 2);
    }
}

/* --- the shapes --- */

/* Budget less the minimum of all, by one key or two. */
static void shape_minimum(World *w)
{
    int64_t least = 100 * dice_between(&w->dice, 0, 50);
    int64_t step = chance(w, 60) ? 100 : dice_between(&w->dice, 1, 999);
    int64_t all = (least + 20 * step) * (int64_t)w->rows;
    param_kr(w, "minimum", least, step, 24);
    param_budget(w, all + all * dice_between(&w->dice, -20, 300) / 100);
    param_share(w, "weight", 100);
    if (w->judged >= 0) {
        add(w, "let rest = budget - sum(minimum per recipient)\n"
               "let key = weight * share(pat) + (1 - weight) * share(pop)\n"
               "result r1 = minimum + allocate rest by key\n");
        return;
    }
    param_share(w, "lift", 150);
    param_share(w, "growth", 30);
    add(w, chance(w, 70)
               ? "let rest = budget - sum(minimum per recipient)\n"
               : "let rest = max(0 kr, budget - minimum * count(recipient)"
                 ")\n");
    add(w, "let key = ");
    write_key(w);
    add(w, "\nresult r1 = minimum + allocate rest by key");
    if (chance(w, 30)) {
        write_clauses(w, false);
    }
    add(w, "\n");
}

/* Between a floor and a ceiling, mostly against last year. */
static void shape_limits(World *w)
{
    DataOf *last = world_data(w, "last");
    if (w->judged >= 0) {
        world_data(w, "pop")->den = last->den = 1;
    }
    int64_t sum = world_sum(w, last);
    param_budget(w, sum * dice_between(&w->dice, 60, 125) / 100);
    param_share(w, "weight", 90);
    param_share(w, "growth", 40);
    if (w->judged >= 0) {
        add(w, "result r1 = allocate budget by pop at least weight * last "
               "at most (1 + growth) * last\n");
        return;
    }
    param_kr(w, "minimum", 0, rounded(w, sum / (int64_t)w->rows / 8 + 1), 6);
    param_share(w, "lift", 150);
    add(w, "result r1 = allocate budget ");
    if (w->has_areas || chance(w, 85)) {
        add(w, "by ");
        write_key(w);
    } else {
        add(w, "equally");
    }
    write_clauses(w, false);
    add(w, "\n");
}

/* Caps of areas, or one, over applications in tiers. */
static void shape_areas(World *w)
{
    int64_t sum = world_sum(w, world_data(w, "asked"));
    param_budget(w, sum * dice_between(&w->dice, 20, 110) / 100);
    param_share(w, "lift", 120);
    param_share(w, "weight", 100);
    param_share(w, "growth", 30);
    param_kr(w, "minimum", 0, 100, 8);
    add(w, !w->has_areas     ? "result r1 = allocate budget by "
           : w->judged >= 0  ? "result r1 = allocate cap per area by "
           : chance(w, 50)   ? "result r1 = allocate lift * cap per area by "
           : chance(w, 50)   ? "result r1 = allocate cap per area by "
                             : "let part = budget / count(area)\nresult r1 ="
                               " allocate part per area by ");
    if (w->judged >= 0) {
        add(w, "asked where ok at most asked in order of prio\n");
        return;
    }
    if (chance(w, 60)) {
        add(w, "asked\n  where ok\n  at most asked\n  in order of prio");
    } else if (chance(w, 50)) {
        write_key(w);
        write_clauses(w, true);
    } else {
        write_key(w);
    }
    add(w, "\n");
}

static void standard_params(World *w, int64_t about)
{
    param_budget(w, about);
    param_kr(w, "minimum", 0, 250, 12);
    param_share(w, "weight", 100);
    param_share(w, "growth", 30);
    param_share(w, "lift", 150);
    world_param(w, "index", NUMBER, 10, -20, 1, 40);
    world_param(w, "heads", PERSONS, 1, 0, 10, 20);
}

static void shape_free(World *w)
{
    standard_params(w, 100000);
    for (unsigned i = pick(w, 3); i > 0; i--) {
        write_let(w);
    }
    w->first.kind = chance(w, 80) ? KR : chance(w, 50) ? NUMBER : PERSONS;
    w->first.shape = chance(w, 85) ? ROW : ONE;
    add(w, "result r1 = ");
    write_value(w, w->first.kind, w->first.shape, true, 3);
    add(w, "\n");
}

/* The literature's rules for claims, limits on groups, or nothing. */
static void shape_rare(World *w)
{
    static const char *const way[] = {
        "equally at most asked using equal awards",
        "equally at most asked using equal losses",
        "equally at most asked using talmud",
        "equally at most asked using constrained egalitarian",
        "equally at most asked using piniles",
        "equally at most asked using adjusted proportional",
        "equally at most asked using reverse talmud",
        "equally at least minimum at most asked + minimum "
        "using equal awards",
        "by pop at least minimum or nothing",
        "by asked where ok at least 10 kr or nothing at most asked "
        "in order of prio",
        "by pop at most cap summed by area",
        "by pop at least 0.5 * cap summed by area"};
    int64_t sum = world_sum(w, world_data(w, "asked"));
    standard_params(w, sum * dice_between(&w->dice, 20, 130) / 100);
    add(w, "result r1 = allocate budget ");
    add(w, way[pick(w, w->has_areas ? 12 : 10)]);
    add(w, "\n");
}

/* --- on the edge --- */

/* Most rows ask for `most` times their key, and had `least` times as much. */
static void set_edges(World *w, int64_t least, int64_t most)
{
    DataOf *pop = world_data(w, "pop"), *last = world_data(w, "last");
    DataOf *asked = world_data(w, "asked");
    pop->den = last->den = asked->den = 1;
    for (size_t i = 0; i < w->rows; i++) {
        int64_t key = pop->num[i];
        asked->num[i] = chance(w, 60) ? most * key : asked->num[i];
        last->num[i] = chance(w, 60)                ? least * key
                       : last->num[i] < asked->num[i] ? last->num[i]
                                                      : asked->num[i];
    }
    if (w->has_areas) {
        DataOf *cap = world_data(w, "cap");
        cap->den = 1;
        memset(cap->num, 0, w->areas * sizeof *cap->num);
        for (size_t i = 0; i < w->rows; i++) {
            cap->num[w->area_of[i]] += most * pop->num[i];
        }
    }
}

/* A total of which one row's share, or every one's, is just at a limit; and a
 * little more and less. */
static void edge_budget(World *w, int64_t least, int64_t most)
{
    int64_t keys = world_sum(w, world_data(w, "pop"));
    const int64_t about[] = {
        most * keys, least * keys, world_sum(w, world_data(w, "asked")),
        world_sum(w, world_data(w, "last")), most * keys / 2, 0};
    static const int64_t den[] = {1, 2, 3, 100};
    int64_t d = den[dice_weighted(&w->dice, (unsigned[]){70, 10, 10, 10}, 4)];
    int64_t lo = about[pick(w, 6)];
    world_param(w, "budget", KR, d, lo > 3 ? (lo - 3) * d : 0, 1, 7);
}

static void edge_total(World *w)
{
    bool years = w->has_years && chance(w, 60);
    const char *table = years ? "year" : "area";
    if (!w->has_areas || chance(w, 25)) {
        add(w, "result r1 = allocate budget");
    } else if (!years && chance(w, 50)) {
        add(w, chance(w, 50) ? "result r1 = allocate cap per area"
                             : "result r1 = allocate weight * cap per area");
    } else {
        buf_addf(&w->formula, "let part = budget / count(%s)\nresult r1 = "
                 "allocate %s per %s", table,
                 chance(w, 50) ? "part" : "floor(part)", table);
    }
}

/* Floors, ceilings and totals at which decisions turn. */
static void shape_edges(World *w)
{
    static const char *const key[] = {
        " by pop", " by pop", " by pop", " by weight * pop",
        " by pop + heads", " by pop / lift", " equally"};
    static const char *const where[] = {
        "", "", "", "", " where ok", " where asked > minimum",
        " where pop >= heads", " where last * weight < asked"};
    static const char *const floor[] = {
        "", "", " at least last", " at least weight * last",
        " at least max(0 kr, last - minimum)", " at least minimum",
        " at least min(last, asked)", " at least (last / lift)"};
    static const char *const ceiling[] = {
        "", " at most asked", " at most weight * asked",
        " at most asked + minimum", " at most max(asked, last)",
        " at most (asked / lift)", " at most asked + last",
        " at most lift * asked", " at most asked", " at most cap"};
    int64_t most = dice_between(&w->dice, 1, 12);
    int64_t least = dice_between(&w->dice, 0, most);
    w->edges = true;
    set_edges(w, least, most);
    edge_budget(w, least, most);
    world_param(w, "minimum", KR, chance(w, 80) ? 1 : 4, 0, 1, 4);
    world_param(w, "weight", NUMBER, 10, chance(w, 20) ? 0 : 8, 1, 5);
    world_param(w, "lift", NUMBER, 6, chance(w, 10) ? 0 : 2, 2, 5);
    world_param(w, "growth", NUMBER, 10, 0, 1, 3);
    world_param(w, "heads", PERSONS, 1, 0, 10, 3);
    edge_total(w);
    unsigned by = pick(w, 7), some = pick(w, 8), least_at = pick(w, 8);
    unsigned at_most = pick(w, w->has_areas ? 10 : 9);
    /* Equally over which rows, a clause has to say. */
    add(w, some < 4 && least_at < 2 && at_most == 0 ? key[0] : key[by]);
    add(w, where[some]);
    add(w, floor[least_at]);
    add(w, ceiling[at_most]);
    if (at_most > 0 && chance(w, 40)) {
        add(w, chance(w, 70) ? " in order of prio"
                             : " in order of pop / persons");
    }
    add(w, "\n");
}

void write_shape(World *w)
{
    enum { MINIMUM, LIMITS, AREAS, FREE, RARE, EDGES, SHAPES };
    static const unsigned often[SHAPES] = {30, 18, 17, 17, 5, 13};
    unsigned shape = dice_weighted(&w->dice, often, SHAPES);
    bool judged = shape <= AREAS && chance(w, 20) &&
                  (shape != AREAS || w->has_areas);
    w->judged = judged ? (int)shape : -1;
    w->first = (Name){.name = "r1", .kind = KR, .shape = ROW};
    for (size_t i = 0; judged && i < w->n_data; i++) {
        w->data[i].den = 1;
    }
    switch (shape) {
    case MINIMUM: shape_minimum(w); break;
    case LIMITS: shape_limits(w); break;
    case AREAS: shape_areas(w); break;
    case FREE: shape_free(w); break;
    case EDGES: shape_edges(w); break;
    default: shape_rare(w);
    }
}
