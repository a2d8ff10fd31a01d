/* moving.c - results that lean on what a param moves: shares and ranks of it,
 * sets, texts and dates that hang on it, quotients, powers, claims. A program
 * made by dice alone seldom has one that can be followed. */
#include "write.h"

/* A param of the kind, or a literal where there is none. */
static void write_param(World *w, Kind kind)
{
    const Name *name = find_name(w, kind, ONE, true);
    if (name)
        add(w, name->name);
    else
        write_some_literal(w, kind);
}

/* Of the rows: a column, more or less of a param, now and then times one; or
 * that rounded, when it is known within bounds only. */
static void write_moved(World *w, Kind kind)
{
    static const char *const to[][2] = {
        {" to 100 kr by nearest)", " to 1 kr by down)"},
        {" to 10 persons by up)", " to 1 persons by half even)"},
        {" to 0.1 by down)", " to 1 by nearest)"}};
    bool rounds = chance(w, 12);
    add(w, rounds ? "round(" : chance(w, 15) ? "(-" : "(");
    write_leaf(w, kind, ROW, true);
    add(w, chance(w, 60) ? " + " : " - ");
    if (chance(w, 40)) {
        write_value(w, NUMBER, ROW, false, 1);
        add(w, " * ");
    }
    write_param(w, kind);
    add(w, rounds ? to[kind][pick(w, 2)] : ")");
}

/* A flag of the rows that hangs on a param. */
static void write_turning(World *w)
{
    static const char *const sign[] = {" < ", " <= ", " > ", " = ", " <> "};
    Kind kind = chance(w, 70) ? KR : NUMBER;
    add(w, "(");
    write_moved(w, kind);
    add(w, sign[pick(w, 5)]);
    write_leaf(w, kind, ROW, true);
    add(w, ")");
}

static void write_either(World *w, const char *one, const char *other)
{
    add(w, "(if ");
    write_turning(w);
    buf_addf(&w->formula, " then %s else %s)", one, other);
}

static void write_some_rows(World *w, bool areas)
{
    if (chance(w, 40)) {
        add(w, " where ");
        if (chance(w, 50))
            write_turning(w);
        else
            add(w, "ok");
    }
    if (areas && w->has_areas && chance(w, 40))
        add(w, " by area");
}

static void write_share(World *w)
{
    bool positive = chance(w, 70);
    add(w, positive ? "share(max(0 kr, " : "share(");
    write_moved(w, KR);
    add(w, positive ? ")" : "");
    write_some_rows(w, true);
    add(w, ")");
}

static void write_rank(World *w)
{
    static const char *const what[] = {"day", "2021-05-05"};
    add(w, "rank(");
    if (chance(w, 20))
        write_either(w, what[0], what[1]);
    else
        write_moved(w, chance(w, 70) ? KR : NUMBER);
    write_some_rows(w, false);
    if (chance(w, 50)) {
        add(w, " ties to ");
        if (chance(w, 50))
            write_moved(w, NUMBER);
        else
            add(w, "pop");
    }
    add(w, ")");
}

static void write_set(World *w)
{
    add(w, "(");
    write_moved(w, NUMBER);
    add(w, chance(w, 50) ? " in (0, " : " not in (1, ");
    write_value(w, NUMBER, ROW, false, 1);
    add(w, ", ");
    write_param(w, NUMBER);
    add(w, "))");
}

static void write_text(World *w)
{
    static const char *const of[] = {" = \"t1\"", " <> kind",
                                     " in (\"t0\", kind)",
                                     " not in (\"t2\", \"t3\")"};
    add(w, "(");
    write_either(w, "kind", chance(w, 50) ? "\"t2\"" : "\"t1\"");
    add(w, of[pick(w, 4)]);
    add(w, ")");
}

static void write_date(World *w)
{
    static const char *const of[] = {" < day", " >= 2020-06-01", " = day",
                                     " <= 2020-02-02", " > 2019-12-31"};
    add(w, "(");
    if (chance(w, 50)) {
        add(w, chance(w, 50) ? "smallest(" : "largest(");
        write_either(w, "day", "2020-03-03");
        write_some_rows(w, true);
        add(w, ")");
    } else {
        write_either(w, "day", "2020-06-01");
    }
    add(w, of[pick(w, 5)]);
    add(w, ")");
}

static void write_flags(World *w)
{
    add(w, "(");
    write_turning(w);
    add(w, chance(w, 50) ? " = " : " <> ");
    if (chance(w, 50))
        write_turning(w);
    else
        add(w, "ok");
    add(w, ")");
}

static void write_bounds(World *w)
{
    add(w, "clamp(");
    write_moved(w, KR);
    add(w, ", ");
    write_value(w, KR, ROW, false, 1);
    add(w, ", ");
    write_moved(w, KR);
    add(w, ")");
}

static void write_quotient(World *w)
{
    add(w, "(");
    write_moved(w, KR);
    add(w, " / ");
    write_moved(w, chance(w, 50) ? KR : PERSONS);
    add(w, ")");
}

/* One of two amounts. */
static void write_branch(World *w)
{
    add(w, "(if ");
    write_turning(w);
    add(w, " then ");
    write_moved(w, KR);
    add(w, " else ");
    write_moved(w, KR);
    add(w, ")");
}

static void write_extreme(World *w)
{
    add(w, chance(w, 50) ? "min(" : "max(");
    write_moved(w, KR);
    add(w, ", ");
    write_moved(w, KR);
    add(w, ")");
}

static void write_power(World *w)
{
    add(w, "power(");
    write_moved(w, NUMBER);
    buf_addf(&w->formula, ", %u)", pick(w, 4));
}

static void write_claims(World *w)
{
    static const char *const rule[] = {
        "equal awards", "equal losses", "talmud", "constrained egalitarian",
        "piniles", "adjusted proportional", "reverse talmud"};
    add(w, "(allocate max(0 kr, ");
    write_param(w, KR);
    add(w, ") equally at most max(0 kr, ");
    write_moved(w, KR);
    buf_addf(&w->formula, ") using %s)", rule[pick(w, 7)]);
}

void write_moving(World *w)
{
    static void (*const way[])(World *) = {
        write_share,  write_rank,   write_set,    write_text,
        write_date,   write_flags,  write_bounds, write_quotient,
        write_branch, write_extreme, write_power, write_claims};
    for (unsigned i = 1 + pick(w, 3); i > 0; i--) {
        buf_addf(&w->formula, "result m%u = ", i);
        way[pick(w, sizeof way / sizeof *way)](w);
        add(w, "\n");
    }
}
