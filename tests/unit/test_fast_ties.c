/* test_fast_ties.c - largest remainders that tie, in whole numbers. */
#include "test_fast_help.h"

TestSuite(test_fast_ties, .init = trial_enter, .fini = trial_leave);

/* Equal keys and equal limits in both areas; rows of the areas alternate. */
static const char TIES_CSV[] = "kod,area,pop,pat,last,asked,ok,prio\n"
                               "A,N,10,0,100,40,1,1\n"
                               "B,N,10,1,100,40,1,1\n"
                               "C,N,20,1,200,70,0,1\n"
                               "D,S,20,2,200,90,1,2\n"
                               "E,S,10,2,100,40,1,2\n"
                               "F,S,30,3,300,100,1,2\n"
                               "G,S,30,3,300,100,1,1\n"
                               "H,N,10,0,100,45,1,3\n";

Test(test_fast_ties, ties_between_limits)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop at most asked + minimum\n"
         LARGEST, "budget/1: 100 101 333 400 401 476 477 500 525 530 531;"
         " minimum/1: 0 1 5", 0},
        {"result r = allocate budget by pop at least minimum\n"
         "  at most asked + minimum in order of prio\n" LARGEST,
         "budget/1: 100 101 333 400 401 476 477 525 530 531;"
         " minimum/1: 0 1 5", 0},
        {"result r = allocate cap per area by pop at most asked + minimum\n"
         LARGEST_PER,
         "cap/1: 0 -301 -867 -901 -950 -999 -1000; minimum/1: 0 1 5", SOME},
        {"result r = allocate cap per area by pop at least minimum\n"
         "  at most asked + minimum in order of prio\n" LARGEST_PER,
         "cap/1: 0 -301 -867 -901 -950 -960; minimum/1: 0 1 5", 0},
        {"result r = allocate cap per area by pop at most asked + minimum\n"
         LARGEST, "cap/1: 0 -301 -867 -901 -950 -999; minimum/1: 0 1 5", 0},
        {"result r = allocate budget by pop where last > minimum\n"
         "  at most asked + minimum\n" LARGEST,
         "budget/1: 100 101 333 401 476; minimum/1: 0 1 100 200", 0},
        /* Rows that stand at their limit exactly, at a level of thirds. */
        {"result r = allocate budget by pop at most w * (asked + minimum)\n"
         LARGEST, "budget/3: 140 280 141 420 700; w/30: 1 2 3;"
         " minimum/1: 0 60 30", SOME},
        {"result r = allocate budget by pop\n"
         "  at least w * (asked - minimum)\n"
         LARGEST, "budget/3: 560 700 1000 1400; w/30: 1 2 3;"
         " minimum/1: 0 10 30", 0},
        {"result r = allocate budget by pop\n"
         "  at least w * (asked - minimum)\n"
         LARGEST, "budget/3: 575 576; w/30: 10; minimum/1: 0", 0},
        /* Keys that vary, with a grid and without. */
        {"result r = allocate budget by pop + w * pat at most asked + minimum"
         "\n" LARGEST, "budget/1: 100 101 333 401 476; minimum/1: 0 1 5;"
         " w/100: 0 50", 0},
        {"result r = allocate budget by pop / n at most asked + minimum\n"
         LARGEST, "budget/1: 100 101 333 401 476; minimum/1: 0 1; n/1: 3",
         SOME},
        /* Nothing but floors, nothing at all. */
        {"result r = allocate budget by pat where last > minimum * 1\n"
         "  at most asked\n" LARGEST,
         "budget/1: 0 1 100 500; minimum/1: 0 100 250 300", SOME},
        {"result r = allocate budget by pat + w * pop / 1000000000\n"
         "  where pat = 0 persons at most asked + minimum\n" LARGEST,
         "budget/1: 0 1 100 500; minimum/1: 0 1; w/100: 0 1", SOME},
        /* Without a grid. */
        {"result r = allocate budget / n by pop at most asked + minimum\n"
         LARGEST, "budget/1: 301 300 900; n/1: 3; minimum/1: 0 1", SOME},
        {"result r = allocate budget by pop at least minimum / n\n"
         "  at most asked\n" LARGEST,
         "budget/1: 301 300 400; n/1: 3; minimum/1: 0 1", 6},
        {"result r = allocate budget by pop at most asked + minimum / n\n"
         LARGEST, "budget/1: 301 300 400; n/1: 3; minimum/1: 0 1", 6},
        {"result r = allocate budget by pop at most asked + minimum\n"
         "  + w * 1 kr\n" LARGEST,
         "budget/1: 301 300 400; w/1000000000000000: 0 1; minimum/1: 0 1",
         12},
        {"result r = allocate budget * 1000000000000 by pop\n"
         "  at most (asked + minimum) * 1000000000000\n"
         "round r to 1 mnkr by largest remainder\n",
         "budget/1: 301 300 400; minimum/1: 0 1", 0},
        {"result r = allocate budget by pop * 0.00000000000000000001\n"
         "  at most asked + minimum\n" LARGEST,
         "budget/1: 301 300 400 140; minimum/1: 0 1", SOME},
        {"result r = allocate w * n * (cap / 2) per area by pop\n"
         "  at most asked + minimum\n" LARGEST_PER,
         "w/1000000007: 500000003; n/1000000009: 1000000009; cap/1: 0 -900;"
         " minimum/1: 0 1", SOME},
        {"result r = allocate budget by pop at most asked + w * n * minimum\n"
         LARGEST, "budget/1: 400 140; minimum/1000003: 7; w/1000000007: 1;"
         " n/1000000009: 1000000009 3", SOME},
        {"result r = allocate budget by pop * (n / 1000000007)\n"
         "  at most asked + minimum\n" LARGEST,
         "budget/1: 301 300 400; n/1: 1 1000000007; minimum/1: 0 1", 0},
    };
    CHECK_ALL(cases, TIES_CSV);
}

/* --- the argument of a rounding on its grid --- */

Test(test_fast_ties, grids)
{
    static const Case cases[] = {
        {"let rest = budget - sum(minimum per unit)\n"
         "let key = w * share(pat) + (1 - w) * share(pop)\n"
         "result r = minimum + allocate rest by key\n" LARGEST,
         "budget/1: 100 101 1400; minimum/1: 0 10; w/100: 0 50 100", 0},
        {"result r = minimum - allocate budget by pop\n" LARGEST,
         "budget/1: 0 7 70 71; minimum/1: 0 1", 0},
        {"result r = budget * share(last - n * asked)\n" LARGEST,
         "budget/1: 0 7 70 71; n/1: 1 3 5", SOME},
        {"result r = budget * share(last / kr - n * pop / persons)\n"
         LARGEST, "budget/1: 0 70 71; n/7: 70 64 66", SOME},
        {"result r = budget / 8 per unit\n" LARGEST,
         "budget/1: 0 1 7 8 9", SOME},
        {"result r = 1.00000000000000000001 *\n"
         "  (allocate budget by pop at most asked)\n" LARGEST,
         "budget/1: 100 101 333 400 525", SOME},
        {"result r = allocate budget by pop at most n * asked\n"
         "round r to 0.01 kr by largest remainder\n",
         "budget/10: 1000 1003 2000; n/10: 10 3", 0},
        {"result r = allocate budget * 100 by pop\n"
         "round r to 1 mnkr by largest remainder\nresult s = r / 3\n",
         "budget/1: 700000000000000 10", SOME},
        {"result r = budget * share(max(0 kr, last - minimum))\n" LARGEST,
         "budget/1: 100; minimum/1: 0 300", 1},
        /* None known. */
        {"result r = budget * share(minimum / n * (pop / persons) + asked)\n"
         LARGEST, "budget/1: 100 525; minimum/1: 0 1; n/1: 2 3", SOME},
        {"result r = w * (allocate budget by pop at most asked + minimum)"
         "\n" LARGEST, "budget/1000000009: 400000003600;"
         " w/1000000007: 500000003 1000000007; minimum/1: 0 1", SOME},
        {"result r = allocate budget / n by pop\n" LARGEST,
         "budget/1: 100 140 7 70; n/1: 1 2 3", SOME},
        {"result r = minimum / n + allocate budget by pop\n" LARGEST,
         "budget/1: 100 140 7; minimum/1: 0 10; n/1: 2 3", SOME},
        {"result r = w * budget + minimum + allocate n * 1 kr by pop\n"
         LARGEST, "budget/1000003: 7 1000003; w/1000000007: 500000003;"
         " n/998244353: 998244353 499122176; minimum/1: 0", SOME},
        {"result r = allocate budget by w * pop + pat\n"
         "round r to 0.01 kr by largest remainder\n",
         "budget/1000000000000: 7000000000000 70000000000000;"
         " w/1000000007: 1000000007 500000003", SOME},
        {"result r = allocate budget by pop\n"
         "round r to 1000003 kr by largest remainder\n",
         "budget/10000000000000: 7000000000000 70000000000000", SOME},
        {"result r = allocate budget by pop\n"
         "round r to 0.00000000000000000001 kr by largest remainder\n",
         "budget/1: 0 7", 1},
        /* Columns that vary: on a grid, off it, too large, undefined. */
        {"result r = max(w * last, asked)\n" LARGEST,
         "w/10: 1 5; last/1: 0 10 15", 0},
        {"result r = max(last / n, asked)\n" LARGEST,
         "n/1: 2 3; last/1: 0 10 15", SOME},
        {"result r = max(w * last, asked)\n" LARGEST,
         "w/1000000000000000: 500000000000000 100000000000000; last/1: 0 10",
         SOME},
        {"result r = clamp(w * last, minimum, asked)\n" LARGEST,
         "w/10: 1 5; last/1: 0 10 15; minimum/1: 0 45", SOME},
        {"result r = clamp(w * last, minimum, 10000 kr)\n" LARGEST,
         "w/10: 1 5; last/1: 0 10 15; minimum/1: 0 45", SOME},
        {"result r = max(w * n * (minimum / kr) * last, asked)\n" LARGEST,
         "w/1000000007: 1000000007; n/1000000009: 1000000009;"
         " minimum/1000003: 1000003 3; last/1: 0", SOME},
        {"result r = w * last\n"
         "round r to 1 kr by largest remainder keeping budget\n",
         "w/10: 5; last/1: 0; budget/2: 1400 1401 1402 1406", 0},
    };
    CHECK_ALL(cases, TIES_CSV);
}

/* Too long a denominator, unless what numerators share is taken out. */
Test(test_fast_ties, grids_of_large_keys)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop\n" LARGEST,
         "budget/1000000: 3000000 3000001 4000000 7000001; pop/1: 0", SOME},
        {"result r = minimum - allocate budget by pop\n" LARGEST,
         "budget/1000000: 3000000 3000001 4000000; pop/1: 0;"
         " minimum/1: 0 1", SOME},
        {"result r = allocate budget by pop\n" LARGEST,
         "budget/1: 3 4; pop/1: 999999999999992", SOME},
        {"result r = allocate budget by n * pop\n" LARGEST,
         "budget/1: 3 4 7; n/1: 1000 1", SOME},
        {"result r = allocate cap per area by pat at most w * asked\n"
         LARGEST, "cap/1: -900 -990; w/1: 1", 2},
        {"result r = allocate cap per area by pat at most asked + minimum\n"
         LARGEST, "cap/1: -900 -990; minimum/1: 0 1", 4},
    };
    CHECK_ALL(cases, "kod,area,pop,pat,last,asked,ok,prio\n"
                     "A,N,1000000000007,10000000019,100,400,1,1\n"
                     "B,N,1000000000007,10000000019,100,400,1,1\n"
                     "C,S,1000000000007,10000000033,200,700,0,1\n"
                     "D,S,1000000000007,10000000033,200,900,1,2\n"
                     "E,S,1000000000007,10000000033,100,400,1,2\n");
}

/* Who else looks at what is rounded, or at a limit. */
Test(test_fast_ties, shared_columns)
{
    static const Case cases[] = {
        {"let x = max(w * last, asked)\nresult r = x\n" LARGEST
         "result s = round(x to 100 kr by largest remainder)\n",
         "w/10: 1 5; last/1: 0 10", 0},
        {"result r = clamp(w * last, minimum, 1 mnkr) +\n"
         "  clamp(w * asked, minimum, 2 mnkr)\n" LARGEST,
         "w/10: 1 5; last/1: 0; asked/1: 0 10; minimum/1: 0 45", SOME},
        {"result r = allocate budget by pop\n"
         "round r to 100 kr by largest remainder\nresult s = r * 1\n",
         "budget/1: 1000 1001 5000", 0},
        {"result t = allocate budget by cap\n"
         "round t to 1 kr by largest remainder\n"
         "result r = allocate t per area by pop at most asked + minimum\n"
         LARGEST_PER, "budget/1: 300 301 500; minimum/1: 0 1", SOME},
        {"result t = allocate budget by cap\n"
         "round t to 1 kr by largest remainder\n"
         "result r = allocate cap / 10 per area by pop\n"
         "round r to 1 kr by largest remainder per area keeping t\n",
         "budget/1: 300 301; cap/1: 0", SOME},
        {"result t = allocate budget by pop\n"
         "round t to 1 kr by largest remainder\n"
         "result r = allocate minimum by t at most asked\n" LARGEST
         "result s = allocate minimum by pop at least t / 4 at most t\n"
         "result u = allocate minimum by pop at least t\n"
         "result v = allocate minimum by pop at most t\n",
         "budget/1: 100 101; minimum/1: 100 200", SOME},
        {"result f = w * last\n"
         "result r = allocate budget by pop at least f at most 2 * asked\n"
         LARGEST, "budget/1: 700 701; w/100: 10 25", SOME},
        {"result r = allocate budget by pop at most n * asked\n"
         "round r to 1 kr by largest remainder keeping minimum\n",
         "minimum/1: 100 101; budget/1: 100; n/10: 10", SOME},
    };
    CHECK_ALL(cases, TIES_CSV);
}
