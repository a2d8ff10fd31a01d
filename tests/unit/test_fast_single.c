/* test_fast_single.c - single values, and ways of rounding them. */
#include "test_fast_help.h"

TestSuite(test_fast_single, .init = trial_enter, .fini = trial_leave);

/* n 0 makes budget / n undefined; what is undefined is dropped by and, or, if
 * where the other side decides. */
Test(test_fast_single, single_undefined)
{
    static const Case cases[] = {
        {"result r = if n > 0 then min(budget / n, minimum) +\n"
         "  max(minimum, budget / n) + min(minimum, budget / n) else 0 kr\n",
         "budget/1: 0 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 and budget / n > minimum then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if budget / n > minimum and n > 0 then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n = 0 or minimum < budget / n then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        /* Not dropped: the fault is worded by the exact evaluator. */
        {"result r = if n = 0 and minimum < budget / n then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 4},
        {"result r = if budget / n > minimum or n > 0 then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 4},
        {"result r = if n > 0 then abs(budget / n - minimum) else 1 kr\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 and not (budget / n > minimum) then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 then minimum / (budget / n + 1 kr) else 1\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 then round(budget / n to 7 kr by up) else 1 kr"
         "\n", "budget/1: 10 1000; n/1: 0 1 3", 0},
        {"require budget / n > 5 kr \"too little\"\nresult r = budget\n",
         "budget/1: 10 1000; n/1: 0 1 3", 2},
        {"require n > 0 \"none\"\nrequire budget / n > 5 kr \"too little\"\n"
         "result r = budget\n", "budget/1: 10 1000; n/1: 0 1 3", 2},
        {"result r = allocate budget / n by pop\n",
         "budget/1: 10 1000; n/1: 0 1 3", 2},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

Test(test_fast_single, single_clamp)
{
    static const Case cases[] = {
        {"result r = clamp(budget, minimum, 500 kr)\n",
         "budget/1: 0 100 600; minimum/1: 5 200 500", 0},
        /* The lower above the upper: undefined, and dropped. */
        {"result r = if minimum > 500 kr then 1 kr\n"
         "  else clamp(budget, minimum, 500 kr)\n",
         "budget/1: 0 100 600; minimum/1: 5 200 500 501", 0},
        {"result r = clamp(budget, minimum, 500 kr)\n",
         "budget/1: 0 100 600; minimum/1: 5 501", 3},
        {"result r = if n > 0 then clamp(budget / n, minimum, 500 kr)\n"
         "  else 1 kr\n",
         "budget/1: 0 100 3000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 then clamp(budget, minimum / n, 500 kr)\n"
         "  else 1 kr\n",
         "budget/1: 0 100 3000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 then clamp(budget, minimum, 1000 kr / n)\n"
         "  else 1 kr\n",
         "budget/1: 0 100 3000; minimum/1: 5 200; n/1: 0 1 3", 0},
        /* Equal limits of which no grid is known: doubles cannot tell. */
        {"result r = clamp(budget, minimum / n, 2 * minimum / (2 * n))\n",
         "budget/1: 0 100; minimum/1: 5 200; n/1: 3 7", 8},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

Test(test_fast_single, single_decisions)
{
    static const Case cases[] = {
        /* All above for certain, two at a time and one left over. */
        {"result r = if budget > minimum then 1 else 0\n"
         "result s = if budget >= minimum then 1 else 0\n",
         "budget/1: 10 20 30; minimum/1: 9", 0},
        {"result r = if budget > minimum then 1 else 0\n"
         "result s = if budget >= minimum then 1 else 0\n",
         "budget/1: 10 20; minimum/1: 9", 0},
        {"result r = if budget > minimum then 1 else 0\n"
         "result s = if budget >= minimum then 1 else 0\n"
         "result t = if budget < minimum then 1 else 0\n"
         "result u = if budget <= minimum then 1 else 0\n"
         "result v = if budget = minimum then 1 else 0\n"
         "result x = if budget <> minimum then 1 else 0\n",
         "budget/1: 10 20; minimum/10: 99 100 101 200", 0},
        /* Equal on a grid, and where there is none. */
        {"result r = if w * budget >= 0.37 * minimum then 1 else 0\n",
         "budget/1: 10 20; minimum/1: 10 20; w/100: 36 37 38", 0},
        {"result r = if budget / n >= minimum / n then 1 else 0\n",
         "budget/1: 10 20; minimum/1: 10 20; n/1: 3 7", 4},
        {"result r = if budget / (n - 3) > 1 kr then 1 else 0\n",
         "budget/1: 10; n/1: 2 4", 0},
        /* A divisor of 0: certain on a grid, not certain without one. */
        {"result r = if w > 0 then budget / (w * n) else 1 kr\n",
         "budget/1: 10; n/1: 1 3; w/100: 0 37", 0},
        {"result r = budget / (minimum / n - 5 kr)\n",
         "budget/1: 10; minimum/1: 15 16; n/1: 3 4", 1},
        {"result r = budget / (minimum / 3 / kr)\n",
         "budget/1: 10; minimum/1: 0 16", 1},
        /* Totals and keys that may be 0 or less. */
        {"result r = allocate w * budget by pop\n",
         "budget/1: 0 10; w/100: 0 37 -1", 1},
        {"result r = allocate budget / n - 1 kr by pop\n",
         "budget/1: 0 3 9; n/1: 3", 2},
        {"result r = allocate budget / n by pop\n",
         "budget/1: 0 10; n/1: 3 4", 2},
        {"result r = allocate budget by pop * w\n",
         "budget/1: 0 10; w/100: 0 37", 2},
        {"result r = allocate budget by pop * (w - 0.1)\n",
         "budget/1: 0 10; w/100: 9 10 37", 4},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* Every way of rounding, of values that are certain, on a grid, and neither;
 * either sign; ties. */
Test(test_fast_single, rounding)
{
    static const Case cases[] = {
        {EACH_WAY("budget"),
         "budget/100: -350 -301 -250 -150 -149 -100 -50 -1 0 1 49 50 51 99"
         " 100 150 249 250 251 350", 0},
        {EACH_WAY("budget"), "budget/1: -7 -5 0 5", 0},
        /* Beyond what doubles tell a hundredth of, and on the grid. */
        {EACH_WAY_TO("budget", "0.01 kr"),
         "budget/3: 90000000000001 90000000000002 -90000000000001"
         " -90000000000002", 4},
        {EACH_WAY("(w * budget)"),
         "budget/1: -7 -5 -3 -1 0 1 2 3 5 7 250; w/100: 0 25 50 75 100 10",
         0},
        {EACH_WAY("(budget / n)"), "budget/1: -7 -5 -1 1 5 7; n/1: 3 7 9",
         2},
        {EACH_WAY("(budget / n)"), "budget/1: 3 5 -7; n/1: 2", 3},
        {EACH_WAY_TO("budget", "0.01 kr"),
         "budget/1000: -35 -25 -20 -15 -5 -1 0 1 5 6 10 15 25 35", 0},
        {EACH_WAY_TO("(w * budget)", "7 kr"),
         "budget/1: -700 -350 -7 0 3 7 350 1050; w/100: 1 2 3 25 50 99 100",
         0},
        {EACH_WAY_TO("(budget / n)", "100 kr"),
         "budget/1: -700 -310 310 350; n/1: 3 7", 2},
        {EACH_WAY("(budget / 10)"),
         "budget/1: 9007199254740991 9007199254740986"
         " -9007199254740986 4503599627370497 -4503599627370492", 3},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* Counts that 64 bits do not hold, and that doubles do not tell. */
Test(test_fast_single, long_counts)
{
    static const Case cases[] = {
        {"result r = round(budget to 0.00001 kr by up)\n",
         "budget/1: 1 1000000000000000 -1000000000000000 -1", 2},
        {"result r = round(w * budget to 0.000001 kr by down)\n",
         "budget/1: 4000000000000 -4000000000000; w/1000: 1001 1000 3", 6},
        {"result r = budget * n - minimum\n",
         "budget/1: 3000000000; n/1: 4000000; minimum/1: 0 1", 2},
        {"result r = 1 * round(w to 0.00000000000000000001 by nearest)\n",
         "w/100: 0 1 50", SOME},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}
