/* expression.c - expressions of a wanted kind and shape, written by dice. */
#include "write.h"

/* --- numbers --- */

void write_not_negative(World *w, Kind kind, Shape shape, bool certain,
                        int depth)
{
    static const char *const zero[] = {"max(0 kr, ", "max(0 persons, ",
                                       "max(0, "};
    const Name *name = find_name(w, kind, shape, certain);
    if (name && chance(w, 50)) {
        add(w, name->name);
        return;
    }
    add(w, chance(w, 50) ? zero[kind] : "abs(");
    write_value(w, kind, shape, certain, depth);
    add(w, ")");
}

/* What is divided by: mostly certain not to be 0. */
static void write_divisor(World *w, Kind kind, Shape shape, int depth)
{
    static const char *const one[] = {"(1 kr + abs(", "(1 persons + abs(",
                                      "(1 + abs("};
    if (chance(w, 12)) {
        write_value(w, kind, shape, false, depth);
        return;
    }
    add(w, one[kind]);
    write_value(w, kind, shape, false, depth);
    add(w, "))");
}

static void write_pair(World *w, Kind kind, Shape shape, bool certain,
                       int depth, const char *sign)
{
    bool first = chance(w, 50);
    write_value(w, kind, shape, certain && first, depth);
    add(w, sign);
    write_value(w, kind, shape, certain && !first, depth);
}

static void write_function(World *w, Kind kind, Shape shape, bool certain,
                           int depth)
{
    static const char *const name[] = {"min(", "max(", "abs(", "floor(",
                                       "ceil(", "clamp("};
    unsigned f = pick(w, 6);
    add(w, name[f]);
    if ((f == 3 || f == 4) && chance(w, 40) &&
        write_same_as_name(w, kind, shape, certain)) {
        ;
    } else if (f < 2) {
        write_pair(w, kind, shape, certain, depth, ", ");
        if (chance(w, 25)) {
            add(w, ", ");
            write_value(w, kind, shape, false, depth - 1);
        }
    } else {
        write_value(w, kind, shape, certain, depth);
    }
    if (f == 5) {
        add(w, ", ");
        if (chance(w, 60)) {
            write_some_literal(w, kind);
        } else {
            write_value(w, kind, shape, false, depth - 1);
        }
        add(w, ", ");
        write_value(w, kind, shape, false, depth - 1);
    }
    add(w, ")");
}

static void write_if(World *w, Kind kind, Shape shape, bool certain,
                     int depth)
{
    bool branch = chance(w, 50), single = chance(w, 25);
    w->rowwise += !single;      /* an allocate must not stand in it */
    add(w, "(if ");
    write_value(w, FLAG, single ? ONE : shape, !single && certain && !branch,
                depth - 1);
    add(w, " then ");
    write_value(w, kind, shape, certain && (branch || single), depth - 1);
    add(w, " else ");
    write_value(w, kind, shape, false, depth - 1);
    add(w, ")");
    w->rowwise -= !single;
}

/* A quotient that is undefined where it is not chosen. */
static bool write_guarded(World *w, Kind kind, Shape shape, bool certain,
                          int depth)
{
    const Name *by = find_name(w, NUMBER, shape, certain);
    if (!by) {
        return false;
    }
    w->rowwise++;
    buf_addf(&w->formula, "(if %s <> 0 then ", by->name);
    write_value(w, kind, shape, false, depth - 1);
    buf_addf(&w->formula, " / %s else ", by->name);
    write_value(w, kind, shape, false, depth - 1);
    add(w, ")");
    w->rowwise--;
    return true;
}

/* where ... by ..., as the wanted shape asks. */
static void write_select(World *w, Shape shape, int depth)
{
    if (chance(w, 35)) {
        add(w, " where ");
        write_value(w, FLAG, ROW, chance(w, 70), depth - 1);
    }
    if (shape == AREA) {
        add(w, " by area");
    } else if (shape == ROW) {
        static const char *const by[] = {" by kind", " by prio", " by ok"};
        add(w, by[pick(w, 3)]);
    }
}

static void write_aggregate(World *w, Kind kind, Shape shape, int depth)
{
    static const char *const name[] = {"sum(", "sum(", "mean(", "smallest(",
                                       "largest("};
    bool areas = shape == ONE && w->has_areas && chance(w, 15);
    add(w, name[pick(w, 5)]);
    write_value(w, kind, areas ? AREA : ROW, true, depth - 1);
    if (!areas) {
        write_select(w, shape, depth);
    }
    add(w, ")");
}

static void write_inline_round(World *w, Kind kind, Shape shape,
                               bool certain, int depth)
{
    static const char *const unit[][3] = {
        {" to 1 kr", " to 100 kr", " to 0.01 kr"},
        {" to 1 persons", " to 10 persons", " to 1 persons"},
        {" to 0.01", " to 1 %", " to 0.001"}};
    static const char *const method[] = {" by nearest", " by half even",
                                         " by down", " by up",
                                         " by largest remainder"};
    add(w, "round(");
    if (chance(w, 40) && write_same_as_name(w, kind, shape, certain)) {
        add(w, chance(w, 50) ? " / 2" : "");
    } else {
        write_value(w, kind, shape, certain, depth - 1);
    }
    add(w, unit[kind][pick(w, 3)]);
    add(w, method[pick(w, 100) < 92 ? pick(w, 4) : 4]);
    add(w, ")");
}

/* Only numbers: quotients, shares, counts, ranks, decimals. */
static void write_number(World *w, Shape shape, bool certain, int depth)
{
    unsigned way = pick(w, 100);
    if (way < 40) {
        Kind kind = chance(w, 60) ? KR : PERSONS;
        add(w, "(");
        write_value(w, kind, shape, certain, depth - 1);
        add(w, " / ");
        write_divisor(w, kind, shape, depth - 1);
        add(w, ")");
    } else if (way < 62 && shape == ROW) {
        add(w, "share(");
        write_not_negative(w, chance(w, 70) ? PERSONS : KR, ROW, true,
                           depth - 1);
        write_select(w, w->has_areas && chance(w, 30) ? AREA
                        : chance(w, 20)               ? ROW
                                                      : ONE, depth);
        add(w, ")");
    } else if (way < 72 && shape < ROW) {
        add(w, "count(recipient where ");
        write_value(w, FLAG, ROW, true, depth - 1);
        add(w, shape == AREA ? " by area)" : ")");
    } else if (way < 74 && shape == ROW) {
        add(w, "rank(");
        write_value(w, KR, ROW, true, depth - 1);
        add(w, chance(w, 50) ? " ties to pop)" : ")");
    } else if (way < 76) {
        static const char *const name[] = {"sqrt(", "ln(1 + ", "log10(1 + ",
                                           "exp(-"};
        add(w, name[pick(w, 4)]);
        write_not_negative(w, NUMBER, shape, certain, depth - 1);
        add(w, ")");
    } else if (way < 80 && shape == ROW) {
        add(w, "((day - 2020-01-01) / 365)");
    } else {
        add(w, "(");
        write_pair(w, NUMBER, shape, certain, depth - 1, " * ");
        add(w, ")");
    }
}

static void write_scaled(World *w, Kind kind, Shape shape, bool certain,
                         int depth)
{
    bool left = chance(w, 60);
    add(w, "(");
    if (chance(w, 30)) {
        write_value(w, kind, shape, certain, depth - 1);
        add(w, " / ");
        write_divisor(w, NUMBER, shape, depth - 1);
    } else {
        write_value(w, NUMBER, shape, certain && left, depth - 1);
        add(w, " * ");
        write_value(w, kind, shape, certain && !left, depth - 1);
    }
    add(w, ")");
}

static void write_division(World *w, int depth)
{
    bool per = w->has_areas && chance(w, 25);
    add(w, "(allocate ");
    write_not_negative(w, KR, per ? AREA : ONE, per, depth - 1);
    add(w, per ? " per area by " : " by ");
    write_not_negative(w, chance(w, 70) ? PERSONS : KR, ROW, true, depth - 1);
    if (chance(w, 40)) {
        write_clauses(w, per);
    }
    add(w, ")");
}

static void write_amount(World *w, Kind kind, Shape shape, bool certain,
                         int depth)
{
    enum { LEAF, PLUS, MINUS, SCALED, FUNCTION, IF, AGGREGATE, ROUND, OTHER,
           WAYS };
    static const unsigned often[WAYS] = {14, 16, 12, 16, 12, 9, 14, 3, 12};
    unsigned way = depth <= 0 ? LEAF : dice_weighted(&w->dice, often, WAYS);
    switch (way) {
    case PLUS: case MINUS:
        add(w, "(");
        write_pair(w, kind, shape, certain, depth - 1,
                   way == PLUS ? " + " : " - ");
        add(w, ")");
        break;
    case SCALED: write_scaled(w, kind, shape, certain, depth); break;
    case FUNCTION:
        write_function(w, kind, shape, certain, depth - 1);
        break;
    case IF:
        if (!chance(w, 20) || !write_guarded(w, kind, shape, certain, depth)) {
            write_if(w, kind, shape, certain, depth);
        }
        break;
    case AGGREGATE:
        shape = certain ? shape : (Shape)pick(w, (unsigned)shape + 1);
        shape = shape == AREA && !w->has_areas ? ONE : shape;
        write_aggregate(w, kind, shape, depth);
        break;
    case ROUND: write_inline_round(w, kind, shape, certain, depth); break;
    case OTHER:
        if (kind == NUMBER) {
            write_number(w, shape, certain, depth);
        } else if (kind == KR && shape == ROW && w->rowwise == 0 &&
                   chance(w, 40)) {
            write_division(w, depth);
        } else {
            write_leaf(w, kind, shape, certain);
        }
        break;
    default:
        if (depth > 0 && chance(w, 15) &&
            write_same_as_name(w, kind, shape, certain)) {
            break;
        }
        write_leaf(w, kind, shape, certain);
    }
}

/* --- flags and texts --- */

static void write_comparison(World *w, Shape shape, bool certain, int depth)
{
    static const char *const sign[] = {" < ", " <= ", " > ", " >= ", " = ",
                                       " <> "};
    static const Kind kind[] = {KR, KR, PERSONS, NUMBER};
    const Name *name = find_name(w, KR, shape, certain);
    add(w, "(");
    if (name && chance(w, 25)) {
        add(w, name->name);
        add(w, sign[pick(w, 6)]);
        write_same(w, KR, name);
        add(w, ")");
        return;
    }
    write_pair(w, kind[pick(w, 4)], shape, certain, depth - 1,
               sign[pick(w, 6)]);
    add(w, ")");
}

static void write_flag(World *w, Shape shape, bool certain, int depth)
{
    unsigned way = depth <= 0 ? pick(w, 40) : pick(w, 100);
    bool rows = shape == ROW;
    if (way < 15 || (way < 40 && !rows)) {
        const Name *name = find_name(w, FLAG, shape, certain);
        if (name) {
            add(w, name->name);
        } else {
            write_comparison(w, shape, certain, 1);
        }
    } else if (way < 24 && rows) {
        static const char *const text[] = {
            "(kind = \"t1\")", "(kind <> \"t0\")",
            "(kind in (\"t0\", \"t2\"))", "(kind not in (\"t3\"))"};
        add(w, text[pick(w, 4)]);
    } else if (way < 30 && rows) {
        add(w, chance(w, 50) ? "(day >= 2020-06-01)" : "(prio in (0, 2))");
    } else if (way < 70) {
        write_comparison(w, shape, certain, depth > 0 ? depth : 1);
    } else if (way < 74) {
        const Name *by = find_name(w, NUMBER, shape, certain);
        const char *name = by ? by->name : "1";
        buf_addf(&w->formula, "(%s <> 0 and ", name);
        write_value(w, KR, shape, certain, depth - 1);
        buf_addf(&w->formula, " / %s > ", name);
        write_value(w, KR, shape, false, depth - 1);
        add(w, ")");
    } else if (way < 80) {
        add(w, "(not ");
        write_value(w, FLAG, shape, certain, depth - 1);
        add(w, ")");
    } else {
        add(w, "(");
        write_pair(w, FLAG, shape, certain, depth - 1,
                   chance(w, 50) ? " and " : " or ");
        add(w, ")");
    }
}

void write_value(World *w, Kind kind, Shape shape, bool certain, int depth)
{
    if (shape == AREA && !w->has_areas) {
        shape = ONE;
    }
    if (!certain && shape == ROW && w->has_areas && chance(w, 8)) {
        shape = AREA;
    }
    if (kind == FLAG) {
        write_flag(w, shape, certain, depth);
    } else {
        write_amount(w, kind, shape, certain, depth);
    }
}
