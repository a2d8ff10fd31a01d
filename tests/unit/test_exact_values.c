/* test_exact_values.c - whole formulas over four rows in three areas: undefined
 * values, aggregates, marks, allocate and round.
 *
 *   area  cap  w      row  area  x  y  f   g  z
 *   N     10   1      1    N     1  0  ja  p  7
 *   S     20   0      2    N     2  4  nej q  2
 *   E     30   2      3    S     3  6  ja  p  5
 *                     4    S     0  5  ja  q  1, estimated
 *
 * n is 0, k is 5 and calibrated; capm is cap with N's estimated. All
 * expectations by hand from LANGUAGE's rules.
 */
#include "test_check_help.h"

static const char preamble[] =
    "formula f\n"
    "table a\n"
    "table b in a\n"
    "param n : number\n"
    "param k : number\n"
    "data cap : number per a\n"
    "data capm : number per a\n"
    "data w : number per a\n"
    "data x : number per b\n"
    "data y : number per b\n"
    "data f : flag per b\n"
    "data g : text per b\n"
    "data z : number per b\n";

static void start(void)
{
    trial_enter();
    trial_put("a.csv", "code,cap,w,capm\nN,10,1,\nS,20,0,20\nE,30,2,30\n");
    trial_put("b.csv", "code,in,x,y,f,g,z,z2\n1,N,1,0,ja,p,7,\n"
                       "2,N,2,4,nej,q,2,\n3,S,3,6,ja,p,5,\n"
                       "4,S,0,5,ja,q,,1\n");
    trial_put("s.scenario",
              "scenario s\nformula \"f.formula\"\n"
              "table a from \"a.csv\" key code\n"
              "table b from \"b.csv\" key code in a by \"in\"\n"
              "data cap column cap\ndata w column w\n"
              "data capm column capm else column cap\n"
              "data x column x\ndata y column y\ndata f column f\n"
              "data g column g\ndata z column z else column z2\n"
              "set n = 0\nset k = 5 calibrated\n");
}

/* An expression for r, or statements that define it. */
typedef struct Row {
    const char *text, *want;
} Row;

static void try(const Row *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Trial t;
        Buf text = {0};
        bool whole = strstr(row[i].text, "result") != NULL;
        buf_addf(&text, "%s%s%s\n", preamble, whole ? "" : "result r = ",
                 row[i].text);
        trial_put("f.formula", text.at);
        trial_run(&t, "s.scenario");
        trial_expect(&t, row[i].text, row[i].want);
        trial_end(&t);
        buf_free(&text);
    }
}

TestSuite(exact_values, .init = start, .fini = trial_leave);

/* Rule 16. */
static const Row undefined[] = {
    {"x / y", "!division by zero for 1\n"},
    {"y / x", "!division by zero for 4\n"},
    {"if y > 0 then x / y else 9", "1 9, 2 1/2, 3 1/2, 4 0"},
    {"if y > 0 and x / y > 0.4 then 1 else 0", "1 0, 2 1, 3 1, 4 0"},
    {"if x / y > 0.4 and y > 0 then 1 else 0", "1 0, 2 1, 3 1, 4 0"},
    {"if y = 0 or x / y > 0.4 then 1 else 0", "1 1, 2 1, 3 1, 4 0"},
    {"if x / y > 0.4 or y = 0 then 1 else 0", "1 1, 2 1, 3 1, 4 0"},
    {"if x / y > 0.4 or y > 3 then 1 else 0", "!division by zero for 1\n"},
    {"if y > 3 or x / y > 0.4 then 1 else 0", "!division by zero for 1\n"},
    {"if x / y > 0.4 and y = 0 then 1 else 0", "!division by zero for 1\n"},
    {"if not (x / y > 0.4) then 1 else 0", "!division by zero for 1\n"},
    {"if x / y > 0.4 then 1 else 0", "!division by zero for 1\n"},
    {"if x in (1, x / y) then 1 else 0", "1 1, 2 0, 3 0, 4 1"},
    {"if x in (x / y, 1) then 1 else 0", "1 1, 2 0, 3 0, 4 1"},
    {"if x not in (1, x / y) then 1 else 0", "1 0, 2 1, 3 1, 4 0"},
    {"if x in (x / y, 7) then 1 else 0", "!division by zero for 1\n"},
    {"if x / y in (1, 2) then 1 else 0", "!division by zero for 1\n"},
    {"if y = 0 or x / y in (0.5, x / y) then 1 else 0",
     "1 1, 2 1, 3 1, 4 1"},
    {"if n > 0 then sum(x / n) else x", "1 1, 2 2, 3 3, 4 0"},
    {"if n > 0 and sum(x / n) > 1 then 1 else x", "1 1, 2 2, 3 3, 4 0"},
    {"if n = 0 or sum(x / n) > 1 then x else 1", "1 1, 2 2, 3 3, 4 0"},
    {"if n > 0 and x / n > 1 then 1 else x", "1 1, 2 2, 3 3, 4 0"},
    {"if x / n > 1 and n > 0 then 1 else x", "1 1, 2 2, 3 3, 4 0"},
    {"if sum(x / n) > 1 and n > 0 then 1 else x",
     "!division by zero for 1 and 3 more rows"},
    {"if n > 0 then 1 / n else 7", "7"},
    {"1 / n", "!division by zero\n"},
    {"max(x, 1 / n)", "!division by zero\n"},
    {"sum(x / y where y > 0)", "1"},
    {"sum(x / y)", "!division by zero for 1\n"},
    {"sum(x where x / y > 0)", "!division by zero for 1\n"},
    {"sum(x by x / y)", "!division by zero for 1\n"},
    {"share(x / y where y > 0)", "1 0, 2 1/2, 3 1/2, 4 0"},
    {"mean(x where x > 9)", "!the mean of no rows\n"},
    {"if n > 0 then mean(x where x > 9) else 4", "4"},
    {"if n = 0 or mean(x where x > 9) > 1 then 4 else 5", "4"},
    {"if mean(x where x > 9) > 1 or n = 0 then 4 else 5", "4"},
    {"largest(x where x > 9 by a)",
     "!the largest of no rows for N and 2 more rows"},
    {"smallest(y where x > 1 by x)",
     "!the smallest of no rows for 1 and 1 more row\n"},
    {"mean(x by a)", "!the mean of no rows for E\n"},
    {"if cap > 25 then 0 else mean(x by a)", "N 3/2, S 3/2, E 0"},
    {"mean(x by a) + x", "1 5/2, 2 7/2, 3 9/2, 4 3/2"},
    {"sum(mean(x by a))", "!the mean of no rows for E\n"},
    {"share(x where x = 0)", "!a share of a sum that is 0 for 4\n"},
    {"share(x where x > 9)", "1 0, 2 0, 3 0, 4 0"},
    {"rank(x where x > 0)", "!no rank outside \"where\" for 4\n"},
    {"if x > 0 then rank(x where x > 0) else 99", "1 3, 2 2, 3 1, 4 99"},
    {"clamp(x, 2, 1)", "!a least above its most for 1 and 3 more rows"},
    {"clamp(x, x / y, 1)", "!division by zero for 1\n"},
    {"ln(x)", "!ln of 0 or less for 4\n"},
    {"log10(x)", "!log10 of 0 or less for 4\n"},
    {"sqrt(-x)", "!sqrt of less than 0 for 1 and 2 more rows"},
    {"if x > 0 then power(x, 2) else sqrt(0)", "1 1, 2 4, 3 9, 4 0"},
    {"power(x - 2, 0.5)", "!to a power that is not whole for 1 and 1 more"},
    {"power(x, -1)", "!0 to a power below 0 for 4\n"},
    {"allocate 10 by x / y where y > 0", "1 0, 2 5, 3 5, 4 0"},
    {"allocate 10 by x / y", "!division by zero for 1\n"},
    {"allocate 10 by x at most x / y where y > 0", "1 0, 2 1/2, 3 1/2, 4 0"},
    {"allocate 10 by x at least x / y", "!division by zero for 1\n"},
    {"allocate 10 by x at most 1 in order of x / y",
     "!division by zero for 1\n"},
    {"allocate 10 by x where x / y > 0", "!division by zero for 1\n"},
    {"allocate 10 / n by x", "!division by zero\n"},
    {"allocate cap / w per a by x", "!division by zero for S\n"},
    {"if n > 0 then allocate 10 / n by x else x", "1 1, 2 2, 3 3, 4 0"},
    {"round(x / y to 1 by nearest)", "!division by zero for 1\n"},
    {"round(x to 1 by largest remainder keeping 1 / n)",
     "!division by zero\n"},
    {"round(x to 1 by nearest at most x / y)", "!division by zero for 1\n"},
    {"let q = x / y\nresult r = if y > 0 then q else 0",
     "1 0, 2 1/2, 3 1/2, 4 0"},
    {"let big = sum(x / n)\nlet more = big + 1\n"
     "result r = if n > 0 then more else x", "1 1, 2 2, 3 3, 4 0"},
    {"let big = sum(x / n)\nlet more = big + 1\n"
     "result r = if n = 0 or more > 1 then x else 1", "1 1, 2 2, 3 3, 4 0"},
    {"let split = allocate 0 - k by x\n"
     "result r = if k < 0 then split else x", "1 1 c, 2 2 c, 3 3 c, 4 0 c"},
    {"let split = allocate 0 - k by x\nresult r = split + x",
     "!the amount to divide is below 0: -5"},
    {"let big = sum(x / n)\nlet more = big + 1\nlet most = more * 2\n"
     "result r = x + most", "!division by zero for 1 and 3 more rows"},
    {"let big = sum(x / n)\nrequire n = 0 or big > 1\nresult r = n", "0"},
    {"let big = sum(x / n)\nrequire n > 0 and big > 1\nresult r = n",
     "!the requirement fails"},
    {"let big = sum(x / n)\nrequire big > 1\nresult r = n",
     "!division by zero for 1 and 3 more rows"},
    {"require x / y >= 0\nresult r = n", "!division by zero for 1\n"},
    {"require n > 1 \"too small\"\nresult r = n",
     "!too small: 0 against 1\n"},
    {"require x < 3 \"big\"\nresult r = n", "!big for 3: 3 against 3\n"},
    {"require x < 2\nresult r = n",
     "!the requirement fails for 2 and 1 more row: 2 against 2\n"},
    {"require x < 1\nresult r = n",
     "!the requirement fails for 1 and 2 more rows: 1 against 1\n"},
    {"require f\nresult r = n", "!the requirement fails for 2\n"},
};

Test(exact_values, undefined_travel)
{
    try(undefined, TRIAL_ROWS(undefined));
}

/* Rule 11, and rows of parents that no row lies in. */
static const Row aggregates[] = {
    {"sum(x)", "6"},
    {"sum(x where f)", "4"},
    {"sum(x where x > 9)", "0"},
    {"sum(x where cap > 10)", "3"},
    {"sum(x by a)", "N 3, S 3, E 0"},
    {"sum(x where f by a)", "N 1, S 3, E 0"},
    {"sum(cap)", "60"},
    {"sum(cap per b)", "60"},
    {"sum(n + 2 per b)", "8"},
    {"sum(x by g)", "1 4, 2 2, 3 4, 4 2"},
    {"sum(x where f by g)", "1 4, 2 0, 3 4, 4 0"},
    {"sum(x by f)", "1 4, 2 2, 3 4, 4 4"},
    {"sum(x by n)", "1 6, 2 6, 3 6, 4 6"},
    {"sum(x by cap)", "1 3, 2 3, 3 3, 4 3"},
    {"sum(x by b)", "1 1, 2 2, 3 3, 4 0"},
    {"count(b)", "4"},
    {"count(a)", "3"},
    {"count(b where f)", "3"},
    {"count(b by a)", "N 2, S 2, E 0"},
    {"count(b where f by a)", "N 1, S 2, E 0"},
    {"count(b by g)", "1 2, 2 2, 3 2, 4 2"},
    {"mean(x)", "3/2"},
    {"mean(x where x > 0)", "2"},
    {"mean(y by g)", "1 3, 2 9/2, 3 3, 4 9/2"},
    {"smallest(x)", "0"},
    {"largest(x by g)", "1 3, 2 2, 3 3, 4 2"},
    {"smallest(2020-01-01 - 2019-12-31 per b)", "1"},
    {"share(x)", "1 1/6, 2 1/3, 3 1/2, 4 0"},
    {"share(x by a)", "1 1/3, 2 2/3, 3 1, 4 0"},
    {"share(x where f)", "1 1/4, 2 0, 3 3/4, 4 0"},
    {"share(cap)", "N 1/6, S 1/3, E 1/2"},
    {"rank(x)", "1 3, 2 2, 3 1, 4 4"},
    {"rank(x by a)", "1 2, 2 1, 3 1, 4 2"},
    {"rank(cap)", "N 3, S 2, E 1"},
    {"rank(cap per b)", "1 3, 2 3, 3 1, 4 1"},
    {"rank((cap per b) ties to x)", "1 4, 2 3, 3 1, 4 2"},
    {"rank((cap per b) ties to n)", "1 3, 2 4, 3 1, 4 2"},
    {"rank(-x where f by a ties to y)", "!no rank outside"},
    {"if f then rank(-x where f by a ties to y) else 0", "1 1, 2 0, 3 2, 4 1"},
    {"sum(x * share(y by a) by a)", "N 2, S 18/11, E 0"},
    {"cap - sum(x by a)", "N 7, S 17, E 30"},
    {"cap / sum(x where f)", "N 5/2, S 5, E 15/2"},
    {"if code(b) in (\"1\", \"4\") then name(a) else g",
     "1 \"N\", 2 \"q\", 3 \"p\", 4 \"S\""},
};

Test(exact_values, aggregates)
{
    try(aggregates, TRIAL_ROWS(aggregates));
}

/* Promise 4. e, c: of the row itself; E, C: through totals. */
static const Row marked[] = {
    {"x", "1 1, 2 2, 3 3, 4 0"},
    {"z", "1 7, 2 2, 3 5, 4 1 e"},
    {"x + z", "1 8, 2 4, 3 8, 4 1 e"},
    {"0 * z", "1 0, 2 0, 3 0, 4 0 e"},
    {"x * k", "1 5 c, 2 10 c, 3 15 c, 4 0 c"},
    {"z * k", "1 35 c, 2 10 c, 3 25 c, 4 5 ec"},
    {"capm", "N 10 e, S 20, E 30"},
    {"capm per b", "1 10 e, 2 10 e, 3 20, 4 20"},
    {"sum(z)", "15 E"},
    {"sum(z where x > 0)", "14"},
    {"sum(z by a)", "N 9, S 6 E, E 0"},
    {"sum(z by g)", "1 12, 2 3 E, 3 12, 4 3 E"},
    {"count(b where z > 1)", "3 E"},
    {"count(b where z > 1 by a)", "N 2, S 1 E, E 0"},
    {"x + sum(z)", "1 16 E, 2 17 E, 3 18 E, 4 15 E"},
    {"x + sum(z by a)", "1 10, 2 11, 3 9 E, 4 6 E"},
    {"smallest(z)", "1 E"},
    {"largest(z)", "7 E"},
    {"mean(z by a) * x", "1 9/2, 2 9, 3 9 E, 4 0 E"},
    {"share(z)", "1 7/15 E, 2 2/15 E, 3 1/3 E, 4 1/15 e"},
    {"share(z by a)", "1 7/9, 2 2/9, 3 5/6 E, 4 1/6 e"},
    {"share(x where z > 0)", "1 1/6 E, 2 1/3 E, 3 1/2 E, 4 0 e"},
    {"rank(x ties to z)", "1 3 E, 2 2 E, 3 1 E, 4 4 e"},
    {"if z > 4 then x else 9", "1 1, 2 9, 3 3, 4 9 e"},
    {"if x > 0 then z else 9", "1 7, 2 2, 3 5, 4 9"},
    {"if k > 0 then x else z", "1 1 c, 2 2 c, 3 3 c, 4 0 c"},
    {"if k > 0 or n / n > 0 then x else z", "1 1 c, 2 2 c, 3 3 c, 4 0 c"},
    {"if x > 0 and z > 1 then 1 else 0", "1 1, 2 1, 3 1, 4 0 e"},
    {"if z in (1, 2) then 1 else 0", "1 0, 2 1, 3 0, 4 1 e"},
    {"let q = z + 1\nresult r = q * 2", "1 16, 2 6, 3 12, 4 4 e"},
    {"allocate 15 by z", "1 7 E, 2 2 E, 3 5 E, 4 1 e"},
    {"allocate k by x", "1 5/6 c, 2 5/3 c, 3 5/2 c, 4 0 c"},
    {"allocate 6 by x at most z", "1 1 E, 2 2 E, 3 3 E, 4 0 e"},
    {"allocate 6 by x where z > 0", "1 1 E, 2 2 E, 3 3 E, 4 0 e"},
    {"allocate capm per a by x", "1 10/3 e, 2 20/3 e, 3 20, 4 0"},
    {"allocate 9 per a by z", "1 7, 2 2, 3 15/2 E, 4 3/2 e"},
    {"allocate 6 by x at most capm summed by a",
     "1 1 e, 2 2 e, 3 3 E, 4 0 E"},
    {"round(z to 1 by nearest)", "1 7, 2 2, 3 5, 4 1 e"},
    {"round(z to 1 by largest remainder)", "1 7 E, 2 2 E, 3 5 E, 4 1 e"},
    {"round(z to 1 by largest remainder per a)", "1 7, 2 2, 3 5 E, 4 1 e"},
    {"round(x to 1 by largest remainder keeping k + 1)",
     "1 1 C, 2 2 C, 3 3 C, 4 0 C"},
    {"round(x to 1 by webster per b keeping k - 5 + x)",
     "1 1 C, 2 2 C, 3 3 C, 4 0 C"},
    {"round(x to 1 by largest remainder per a keeping sum(x by a))",
     "1 1, 2 2, 3 3, 4 0"},
    {"round(x to 1 by nearest at most z)", "1 1, 2 2, 3 3, 4 0 e"},
    {"round(sum(z) to 1 by nearest)", "15 E"},
};

Test(exact_values, marks_follow)
{
    try(marked, TRIAL_ROWS(marked));
}

/* Rules 12 to 14. */
static const Row money[] = {
    {"allocate cap per a by x", "1 10/3, 2 20/3, 3 20, 4 0"},
    {"allocate 12 equally where f", "1 4, 2 0, 3 4, 4 4"},
    {"allocate 10 by x at least y where x > 0", "1 0, 2 4, 3 6, 4 0"},
    {"allocate 12 by x at most y in order of w", "1 0, 2 4, 3 6, 4 0"},
    {"allocate 6 by x at least 2 or nothing", "1 0, 2 12/5, 3 18/5, 4 0"},
    {"allocate 6 by x at most 3 at least 2 or nothing in order of w",
     "1 0, 2 3, 3 3, 4 0"},
    {"allocate 6 by n * x", "1 0, 2 0, 3 0, 4 0"},
    {"allocate 6 by n * x at least 1", "1 1, 2 1, 3 1, 4 1"},
    {"allocate 6 by x where x > 9", "1 0, 2 0, 3 0, 4 0"},
    {"1 + allocate 6 by x", "1 2, 2 3, 3 4, 4 1"},
    {"allocate 6 per a equally at most y using equal awards",
     "1 0, 2 4, 3 3, 4 3"},
    {"allocate 6 per a equally at most y using equal awards where f",
     "1 0, 2 0, 3 3, 4 3"},
    {"allocate 6 per a equally at most y using equal losses",
     "1 0, 2 4, 3 7/2, 4 5/2"},
    {"allocate 6 per a equally at most y using talmud",
     "1 0, 2 4, 3 7/2, 4 5/2"},
    {"allocate 6 per a by y at most y using random arrival",
     "1 0, 2 4, 3 7/2, 4 5/2"},
    {"allocate 30 by y at most cap summed by a",
     "1 0, 2 10, 3 120/11, 4 100/11"},
    {"allocate 30 by y at most cap summed by a where f",
     "1 0, 2 0, 3 120/11, 4 100/11"},
    {"allocate 20 by y at least sum(x by a) * 3 summed by a",
     "1 0, 2 9, 3 6, 4 5"},
    {"allocate 6 by x at least -1", "!a floor is below 0 for 1: -1"},
    {"allocate 6 by x - 1", "!a key is below 0 for 4: -1"},
    {"allocate 6 by x at most x - 1", "!a ceiling is below 0 for 4: -1"},
    {"allocate 6 by x at most x - 1 using talmud",
     "!\"talmud\" divides over the claims alone"},
    {"allocate 6 equally at most x - 1 using talmud",
     "!a claim is below 0 for 4: -1"},
    {"allocate 6 by x at least 2 at most x",
     "!the floor is above the ceiling for 1: 2 against 1"},
    {"allocate 6 equally at least 2 at most x using equal awards",
     "!the floor is above the claim for 1: 2 against 1"},
    {"allocate 6 by x at least 2",
     "!the floors together are 2 more than the 6 to divide; the smallest set "
     "in conflict with it is 4 floors: 1, 2, 3 and 1 more"},
    {"allocate 6 per a by x at least y",
     "!the floors together are 5 more than the 6 to divide for S; the "
     "smallest set in conflict with it is 2 floors: 3, 4"},
    {"allocate 6 by x at least cap summed by a",
     "!the rows cannot take the floor, 30 is left over for E"},
    {"allocate 6 by y at least sum(y by a) summed by a",
     "!the floors together are 9 more than the 6 to divide"},
    {"allocate 6 by x at most cap - 20 summed by a",
     "!a ceiling is below 0 for N: -10"},
    {"allocate 6 by x at least cap - 20 summed by a",
     "!a floor is below 0 for N: -10"},
    {"allocate 6 by x at least 3 at most 5 summed by a",
     "!the floors are 1 above the ceiling for N"},
    {"allocate -1 by x", "!the amount to divide is below 0: -1"},
    {"allocate cap - 15 per a by x",
     "!the amount to divide is below 0 for N: -5 (10 less 15)"},
    {"round(y / 4 to 1 by largest remainder)", "1 0, 2 1, 3 2, 4 1"},
    {"round(y / 4 to 1 by largest remainder per a)", "1 0, 2 1, 3 2, 4 1"},
    {"round(y / 4 to 1 by largest remainder keeping 3.4)",
     "1 0, 2 1, 3 1, 4 1"},
    {"round(y / 4 to 1 by largest remainder keeping 3.5)",
     "1 0, 2 1, 3 2, 4 1"},
    {"round(y / 4 to 1 by largest remainder keeping 9)",
     "!the total to keep is 9, but by largest remainder the amounts sum to at "
     "most 7"},
    {"round(y / 4 to 1 by largest remainder keeping 2)",
     "!the total to keep is 2, but by largest remainder the amounts sum to at "
     "least 3"},
    {"round(y / 4 to 1 by webster per a keeping w - 9)",
     "!the total to keep is below 0 for"},
    {"round(y / 4 to 1 by largest remainder per a keeping cap / 10)",
     "!for E"},
    {"round(y / 4 to 1 by webster per a keeping cap / 10 - w)",
     "!there is a total to keep for E, and all amounts are 0"},
    {"round(y / 4 to 1 by webster per a keeping 2 * sum(y by a))",
     "1 0, 2 8, 3 12, 4 10"},
    {"round(0.5 + 0 * x to 1 by largest remainder)", "1 1, 2 1, 3 0, 4 0"},
    {"round(0.5 + 0 * x to 1 by largest remainder ties to x)",
     "1 0, 2 1, 3 1, 4 0"},
    {"round(0.5 + 0 * x to 1 by largest remainder per a)",
     "1 1, 2 0, 3 1, 4 0"},
    {"round(0.5 + x to 1 by largest remainder)", "1 1, 2 3, 3 4, 4 0"},
    {"round(-x / 2 to 1 by nearest)", "1 -1, 2 -1, 3 -2, 4 0"},
    {"round(-x / 2 to 1 by down)", "1 0, 2 -1, 3 -1, 4 0"},
    {"round(-x / 2 to 1 by up)", "1 -1, 2 -1, 3 -2, 4 0"},
    {"round(x / 2 to 1 by half even)", "1 0, 2 1, 3 2, 4 0"},
    {"round(-x to 1 by webster)", "!needs amounts of 0 or more"},
    {"round(y to 10 by adams)", "!gives every row a unit"},
    {"round(x to 2 by nearest at least 1 at most 1.5)",
     "!no whole unit lies between \"at least\" and \"at most\" for 1"},
    {"round(x to 1 by webster at least 5)",
     "!the limits leave the rows"},
    {"round(sum(y) / 2 to 1 by nearest)", "8"},
};

Test(exact_values, allocate_and_round)
{
    try(money, TRIAL_ROWS(money));
}

/* More bits than any grant needs are refused by name, and soon (rule 26): a
 * column of unrelated fractions. */
Test(exact_values, unrelated_fractions, .timeout = 60)
{
    static const Row rows[] = {
        {"sum(x / y)", "of more than 65536 bits"},
        {"mean(x / y)", "of more than 65536 bits"},
        {"share(x / y)", "of more than 65536 bits"},
        {"allocate 5 by x / y", "of more than 65536 bits"},
        {"allocate 5 by x / y at most 1", "of more than 65536 bits"},
        {"allocate 5 by x / y at most 1 summed by a",
         "of more than 65536 bits"},
        {"allocate 5 equally at most x / y using talmud",
         "of more than 65536 bits"},
        {"round(x / y to 1 by largest remainder)", "of more than 65536 bits"},
        {"power(2 + 0 * x, 100000)", "beyond any use"},
        {"largest(x / y)", NULL},
        {"round(x / y to 0.01 by nearest)", NULL},
    };
    Buf b = {0};
    buf_add(&b, "code,in,x,y,f,g,z,z2\n");
    for (int i = 0; i < 10000; i++) {
        buf_addf(&b, "r%d,N,1,%d,1,a,1,\n", i, 100003 + 2 * i);
    }
    trial_put("b.csv", b.at);
    for (size_t i = 0; i < TRIAL_ROWS(rows); i++) {
        Trial t;
        Buf text = {0};
        buf_addf(&text, "%sresult r = %s\n", preamble, rows[i].text);
        trial_put("f.formula", text.at);
        trial_run(&t, "s.scenario");
        cr_expect_eq(t.ok, rows[i].want == NULL, "%s\n%s", rows[i].text,
                     t.said.at);
        if (rows[i].want) {
            cr_expect_not_null(strstr(t.said.at, rows[i].want), "%s\n%s",
                               rows[i].text, t.said.at);
            cr_expect_not_null(strstr(t.said.at, rows[i].text), "%s\n%s",
                               rows[i].text, t.said.at);
        }
        trial_end(&t);
        buf_free(&text);
    }
    buf_free(&b);
}
