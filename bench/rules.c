/* rules.c - rules of the language, each in a formula of its own: dividing,
 * claims, rounding, expressions.
 *
 * Dividing ends in whole kronor by largest remainder, expressions in the
 * nearest krona: that is timed, too.
 */
#include "rules.h"

const char rule_head[] =
    "formula rule\n"
    "table area\n"
    "table class\n"
    "table recipient in area, class\n"
    "param budget : kr\n"
    "data part : number per area\n"
    "data population : persons per recipient\n"
    "data patients : persons per recipient\n"
    "data last_year : kr per recipient\n"
    "data requested : kr per recipient\n"
    "data eligible : flag per recipient\n"
    "data priority : number per recipient\n"
    "let cap = budget * share(part)\n";

#define KRONOR "round grant to 1 kr by largest remainder\n"
#define BY_AREA "round grant to 1 kr by largest remainder per area\n"
#define NEAREST "round grant to 1 kr by nearest\n"

#define DIVIDED(expr) "result grant = allocate " expr "\n" KRONOR
#define IN_AREAS(expr) "result grant = allocate " expr "\n" BY_AREA
#define CLAIMS(rule)                                                         \
    DIVIDED("budget / 2 equally at most requested using " rule)
#define ROUNDED(method)                                                      \
    "result grant = allocate budget by population\n"                         \
    "round grant to 1 kr by " method "\n"

static const Rule list[] = {
    {"by population", 0, DIVIDED("budget by population")},
    {"equally", 0, DIVIDED("budget equally where priority > 0")},
    {"minimum, the rest by population", 0,
     "let rest = budget - sum(35 000 kr per recipient)\n"
     "result grant = 35 000 kr + allocate rest by population\n" KRONOR},
    {"two keys", 0,
     DIVIDED("budget by 0.4 * share(patients) + 0.6 * share(population)")},
    {"where eligible", 0, DIVIDED("budget by population where eligible")},
    {"at least (floor)", 0,
     DIVIDED("budget by population at least 0.5 * last_year")},
    {"at most (ceiling)", 0,
     DIVIDED("budget by population at most 1.5 * last_year")},
    {"floor and ceiling", 0,
     DIVIDED("budget by population at least 0.5 * last_year\n"
             "  at most 1.5 * last_year")},
    {"in order of (tiers)", 0,
     DIVIDED("budget by population at most requested\n"
             "  in order of priority")},
    {"per area", 0, IN_AREAS("cap per area by population")},
    {"per area, ceiling", 0,
     IN_AREAS("cap per area by population at most 1.5 * last_year")},
    {"per area, tiers, eligible", 0,
     IN_AREAS("cap per area by requested where eligible\n"
              "  at most requested in order of priority")},
    {"or nothing", 0,
     DIVIDED("budget by population at least 60 000 kr or nothing")},
    {"at most, summed by area", 0,
     DIVIDED("budget by population\n"
             "  at most 6 mnkr + 0 * cap summed by area")},
    {"at least, summed by area", 0,
     DIVIDED("budget by population\n"
             "  at least 3 mnkr + 0 * cap summed by area")},

    {"using proportional", 0,
     DIVIDED("budget / 2 by requested using proportional")},
    {"using adjusted proportional", 0, CLAIMS("adjusted proportional")},
    {"using equal awards", 0, CLAIMS("equal awards")},
    {"using equal losses", 0, CLAIMS("equal losses")},
    {"using talmud", 0, CLAIMS("talmud")},
    {"using reverse talmud", 0, CLAIMS("reverse talmud")},
    {"using piniles", 0, CLAIMS("piniles")},
    {"using constrained egalitarian", 0, CLAIMS("constrained egalitarian")},
    {"using minimal overlap", 0, CLAIMS("minimal overlap")},
    {"using random arrival, 15 rows", 15, CLAIMS("random arrival")},
    {"using average of awards, 8 rows", 8, CLAIMS("average of awards")},

    {"round, nearest", 0, ROUNDED("nearest")},
    {"round, half even", 0, ROUNDED("half even")},
    {"round, down", 0, ROUNDED("down")},
    {"round, up", 0, ROUNDED("up")},
    {"round, webster", 0, ROUNDED("webster")},
    {"round, webster first 0.6", 0, ROUNDED("webster first 0.6")},
    {"round, jefferson", 0, ROUNDED("jefferson")},
    {"round, adams", 0, ROUNDED("adams")},
    {"round, huntington hill", 0, ROUNDED("huntington hill")},
    {"round, dean", 0, ROUNDED("dean")},
    {"round, keeping two tables' sums", 0,
     "let exact = allocate budget by population\n"
     "let of_area = round(sum(exact by area) to 1 kr\n"
     "  by largest remainder)\n"
     "let of_class = round(sum(exact by class) to 1 kr\n"
     "  by largest remainder)\n"
     "result grant = exact\n"
     "round grant to 1 kr by webster keeping of_area, of_class\n"},

    {"a product, sums per row", 0,
     "result grant = population * budget / sum(population) + last_year\n"
     NEAREST},
    {"if per row", 0,
     "let each = budget / count(recipient)\n"
     "result grant = if last_year < each then last_year else each\n"
     NEAREST},
    {"min, max, clamp", 0,
     "let each = budget / count(recipient)\n"
     "result grant = clamp(last_year, each / 2, max(each, requested))\n"
     NEAREST},
    {"sum by area", 0,
     "let each = budget * share(population)\n"
     "result grant = last_year + sum(each by area) / 100\n"
     NEAREST},
    {"smallest and largest", 0,
     "let each = budget * share(population) + last_year\n"
     "result grant = each - smallest(each) + largest(each)\n" NEAREST},
    {"rank", 0,
     "let each = budget * share(population) + last_year\n"
     "result grant = rank(each) * 1 kr\n" NEAREST},
    {"ln and sqrt", 0,
     "result grant = sqrt(budget * share(population) / kr)\n"
     "  * ln(population / persons) * 1 kr\n" NEAREST},
};

const Rule *rules_list(size_t *n)
{
    *n = sizeof list / sizeof *list;
    return list;
}
