/* test_fast_allocate.c - allocate: faults, limits, tiers, bends. */
#include "test_fast_help.h"

TestSuite(test_fast_allocate, .init = trial_enter, .fini = trial_leave);

/* What takes no part for a variant may be at fault; what does is left to the
 * exact evaluator, for the words. Limits that are no multiples of columns that
 * never vary, so that their bends may change order. */
Test(test_fast_allocate, level_faults)
{
    static const Case cases[] = {
        {"result r = allocate budget equally where last > minimum\n"
         "  at most asked\n",
         "budget/1: 0 100 400 500; minimum/1: 50 250 550 600", 0},
        {"result r = allocate budget by pop where last > minimum\n"
         "  at least 10 kr at most asked\n",
         "budget/1: 5 100 400 500; minimum/1: 50 250 550 600", 0},
        {"result r = allocate budget by pop / persons - n\n"
         "  where pop / persons > n at most asked + minimum\n",
         "budget/1: 5 100 400; n/1: 0 10 35 60; minimum/1: 0 1", 0},
        {"result r = allocate budget by pop / persons - n\n"
         "  at most asked + minimum\n",
         "budget/1: 5 100 400; n/1: 0 11; minimum/1: 0 1", 6},
        {"result r = allocate budget by pop\n"
         "  where last >= minimum at least last - minimum at most 1 tkr\n",
         "budget/1: 5 1000 4000; minimum/1: 0 200 350 600", 0},
        {"result r = allocate budget by pop at least last - minimum\n"
         "  at most 1 tkr\n",
         "budget/1: 5 1000 4000; minimum/1: 50 200", 3},
        {"result r = allocate budget by pop\n"
         "  where asked > minimum at most asked - minimum\n",
         "budget/1: 5 100 400; minimum/1: 0 60 75 100", 0},
        {"result r = allocate budget by pop at most asked - minimum\n",
         "budget/1: 5 100 400; minimum/1: 0 60", 3},
        {"result r = allocate budget by pop\n"
         "  where asked >= minimum at least minimum at most asked\n",
         "budget/1: 5 100 400; minimum/1: 0 50 60 75", 0},
        {"result r = allocate budget by pop at least minimum at most asked\n",
         "budget/1: 305 400; minimum/1: 0 50 60", 2},
        /* Limits that never vary, and are at fault in a row that does take
         * part, or in none. */
        {"result r = allocate budget by pop at least last - 150 kr\n"
         "  at most 1 tkr\n", "budget/1: 2000 4000", 2},
        {"result r = allocate budget by pop at most asked - 60 kr\n",
         "budget/1: 100 4000", 2},
        {"result r = allocate budget by pop / persons - 15 at most asked\n",
         "budget/1: 100 4000", 2},
        {"result r = allocate budget by pop / persons - 15\n"
         "  where pop > 15 persons at most asked\n",
         "budget/1: 100 4000", 0},
        {"result r = allocate cap per area by pop at most asked - 60 kr\n",
         "cap/1: 0 10", 2},
        {"result r = allocate budget by pop\n"
         "  at least w * (last - 150 kr) at most last\n",
         "budget/1: 100 1000; w/100: 0 37", 2},
        {"result r = allocate budget by pop at most w * (last - 150 kr)\n",
         "budget/1: 100 1000; w/100: 0 37", 2},
        /* Errors of keys and limits, zeros among them. */
        {"result r = allocate budget by pop / n at most asked / n\n",
         "budget/1: 5 100 400; n/1: 3 7", 0},
        {"result r = allocate budget by pop / n where last > minimum\n"
         "  at most asked / n\n",
         "budget/1: 5 100 400; n/1: 3 7; minimum/1: 150 250", 0},
        {"result r = allocate budget by pat / n at most asked / n\n",
         "budget/1: 5 100 400; n/1: 3 7", 6},
        {"result r = allocate budget by pop at least asked / n\n"
         "  at most last / n\n", "budget/1: 205 300; n/1: 3 7", 1},
        {"result r = allocate budget by pop at least w * asked\n"
         "  at most w * asked + minimum\n",
         "budget/1: 200 300 350; w/100: 33 40; minimum/1: 0 10", 0},
        {"result r = allocate budget by pop at least asked / n\n"
         "  at most asked / n + minimum\n",
         "budget/1: 205 300; n/1: 3 7; minimum/1: 0 10", 4},
        /* The same limits, though not to doubles. */
        {"result r = allocate budget by pop at least asked / n\n"
         "  at most (asked + last) / n - last / n\n",
         "budget/1: 205 300; n/1: 3 7", 4},
        {"result r = allocate budget by pop where pat > 0 persons\n"
         "  at least asked / n at most asked / n + minimum\n",
         "budget/1: 205 300; n/1: 3 7; minimum/1: 1 10; pat/1: 0", 0},
        {"result r = allocate budget by pat where last = minimum\n",
         "budget/1: 0 5; minimum/1: 200 300", 0},
        /* Totals without a grid, 0, and below. */
        {"result r = allocate budget / n by pop at most asked + minimum\n",
         "budget/1: 5 300 2000; n/1: 3 7; minimum/1: 0 10", 0},
        {"result r = allocate budget / n by pop at most asked + minimum\n",
         "budget/1: 0 -5; n/1: 3 7; minimum/1: 0 10", 8},
        {"result r = allocate w * budget by pop at most asked + minimum\n",
         "budget/1: 0 5 300; w/100: 0 33 -1; minimum/1: 0 10", 4},
        {"result r = if n > 0 then allocate budget / n by pop\n"
         "  at most asked + minimum else 0 kr\n",
         "budget/1: 300; n/1: 0 3; minimum/1: 0 10", 2},
        {"result r = allocate cap / n per area by pop\n"
         "  at most asked + minimum\n",
         "cap/1: 0 -500; n/1: 3 7; minimum/1: 0 10", 0},
        {"result r = allocate cap per area by pop at most asked + minimum\n",
         "cap/1: 0 -500 -1000 -1001; minimum/1: 0 10", 2},
        /* Undefined. */
        {"result r = allocate budget by last / pat where pat > 0 persons\n"
         "  at most asked\n", "budget/1: 5 100 400; pat/1: 1 2", 0},
        {"result r = allocate budget by last / pat where pat > 0 persons\n"
         "  at most asked\n", "budget/1: 5 100 400; pat/1: 0", 3},
        /* Floors above the total: told at once, or after requirements. */
        {"result r = allocate budget by pop at least last - minimum\n",
         "budget/1: 200 1500 2100; minimum/1: 0 50", 0},
        {"require sum(last) > budget \"enough for all\"\n"
         "result r = allocate budget by pop at least last - minimum\n",
         "budget/1: 200 1500 2100; minimum/1: 0 50", 0},
        {"let x = allocate budget by pop at least last - minimum\n"
         "require largest(x) < 700 kr \"too much\"\nresult r = x\n",
         "budget/1: 200 1500 2100; minimum/1: 0 50", 4},
        {"result s = budget / (minimum + 1 kr)\n"
         "result r = allocate budget by pop at least last - minimum\n",
         "budget/1: 200 1500 2100; minimum/1: 0 50", 4},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* Which limit gives way is written, one way or the other. */
Test(test_fast_allocate, level_gives_way)
{
    static const Case cases[] = {
        {"let most = asked + minimum\n"
         "result r = allocate budget by pop at least min(last, most)\n"
         "  at most most\n", "budget/1: 470 550; minimum/1: 0 30", 0},
        {"result r = allocate budget by pop at least min(last - minimum,"
         " asked)\n  at most asked\n",
         "budget/1: 440 550; minimum/1: 0 30", 0},
        {"result r = allocate budget by pop at least min(asked, last - "
         "minimum)\n  at most asked\n",
         "budget/1: 440 550; minimum/1: 0 30", 0},
        {"result r = allocate budget by pop at least asked\n"
         "  at most max(last - minimum, asked)\n",
         "budget/1: 440 550; minimum/1: 0 30", 0},
        {"result r = allocate budget by pop at least asked\n"
         "  at most max(asked, last - minimum)\n",
         "budget/1: 440 550; minimum/1: 0 30", 0},
        {"let least = last - minimum\n"
         "result r = allocate budget by pop at least least\n"
         "  at most max(asked, 600 kr per unit)\n"
         "result s = allocate budget by pop at least min(least, 90 kr)\n"
         "  at most max(asked, 100 kr + minimum)\n",
         "budget/1: 2100 3000; minimum/1: 0 30", 0},
        {"let most = asked + minimum\n"
         "result r = allocate budget by pop at least min(last, 20 kr) - w *"
         " 1 kr\n  at most most\n",
         "budget/1: 470 550; minimum/1: 0 30; w/100: 0 50", 0},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* All floors first, then tier after tier. */
Test(test_fast_allocate, level_tiers)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop at least minimum\n"
         "  at most asked + minimum in order of prio\n",
         "budget/10: 1200 1205 3000 5555; minimum/10: 0 1 20", 0},
        {"result r = allocate budget by pop at least minimum / n\n"
         "  at most asked + minimum in order of prio\n",
         "budget/1: 120 300 555; minimum/1: 1 20; n/1: 3 7", 1},
        {"result r = allocate budget by pop at least minimum\n"
         "  at most asked + minimum in order of prio\n",
         "budget/1: 9000000000000000 1000000000000 300;"
         " minimum/1: 1000000000000000 2500000000000000 5", SOME},
        {"result r = allocate cap per area by pop at least minimum\n"
         "  at most asked + minimum in order of prio\n",
         "cap/10: 0 -2500 -4000; minimum/10: 0 1 20", 0},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* --- bends that keep their order --- */

Test(test_fast_allocate, bends)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop at least w * last\n"
         "  at most n * last\n" LARGEST,
         "budget/1: 400 600 1000 1500 2500; w/100: 0 25 50; n/10: 5 10 15",
         0},
        {"result r = allocate budget by pop at most n * asked\n" LARGEST,
         "budget/1: 400 1; n/1: -1 0 1", 4},
        {"result r = allocate budget by pop at least n * asked\n" LARGEST,
         "budget/1: 900 1; n/1: -1 0 1", 2},
        {"result r = allocate budget by pop at least n * asked\n"
         "  at most w * last\n" LARGEST,
         "budget/1: 1000; n/10: 1 2 10; w/10: 1 2 4 10", SOME},
        /* What is required of the rows, afterwards. */
        {"result r = allocate budget by pop at most n * asked\n"
         "require r < asked \"all is granted\"\n",
         "budget/1: 1 400 450; n/10: 10 20", SOME},
        /* Factors, keys and limits that do not do. */
        {"result r = allocate budget by pop\n"
         "  at most minimum / n * (asked / kr)\n" LARGEST,
         "budget/1: 400 1; minimum/1: 2 5; n/1: 3 7", SOME},
        {"result r = allocate budget by pop at most w * asked\n" LARGEST,
         "budget/1: 400 1; w/1000000000000000: 1 3000000000000000", SOME},
        {"result r = allocate budget by pop * 0.00000000000000000001\n"
         "  at most w * asked\n" LARGEST,
         "budget/1: 100 401 1; w/10: 1 10 20", SOME},
        {"result r = allocate budget by pop / pat where pat > 0 persons\n"
         "  at most w * asked\n" LARGEST, "budget/1: 100 401; w/10: 1 20", 4},
        {"result r = allocate budget by pop where pat > 0 persons\n"
         "  at most w * (last / pat * 1 persons)\n" LARGEST,
         "budget/1: 100 401; w/10: 1 20", 4},
        {"result r = allocate budget by pop\n"
         "  at most w * n * (minimum / kr) * asked\n" LARGEST,
         "budget/1: 400 1; minimum/1000003: 2000006; w/1000000007: 500000003;"
         " n/1000000009: 2000000017", SOME},
        {"result r = allocate budget by pop at most w * n * asked\n" LARGEST,
         "budget/1: 400 1; w/1000: 1000000007; n/1000: 2200003 1", SOME},
        {"result r = allocate budget by pop\n"
         "  at most 2 * budget * share(w * pop + asked / kr * 1 persons)\n",
         "budget/1: 400 1; w/10: 10 3", SOME},
        {"result r = allocate budget by pop\n"
         "  at most 2 * budget * share(w * pop)\n",
         "budget/1: 400 1; w/10: 10 3", SOME},
        {"result r = allocate budget by pat at most n * asked\n"
         "  in order of prio\n" LARGEST,
         "budget/1: 0 1 60 150 180 230 400 ; n/10: 10 5", SOME},
        {"result r = allocate budget by pop at least w * asked\n"
         "  at most n * last\n" LARGEST,
         "budget/1000003: 200000600; w/1000000007: 500000003;"
         " n/1000000009: 2000000017", SOME},
        {"result r = allocate budget by pop at most n * last\n" LARGEST,
         "budget/1: 400; n/1: 1 2000000000000000", SOME},
        {"result r = allocate budget by pop * 100000000000000000\n"
         "  at most n * last\n" LARGEST, "budget/1: 400; n/1: 1", 0},
        /* Total and factors that are known only with the rows. */
        {"result r = allocate sum(asked where last > minimum) by pop\n"
         "  at most n * asked\n" LARGEST,
         "minimum/1: 0 150 450 700; n/10: 5 10 15", SOME},
        {"let many = count(unit where last > minimum)\n"
         "result r = allocate budget by pop at most many / 2 * asked\n"
         LARGEST, "budget/1: 400 1; minimum/1: 0 150 450 700", 0},
        {"let many = count(unit where last > minimum)\n"
         "result r = allocate budget by pop at least many * (asked / 10)\n"
         LARGEST, "budget/1: 400 1; minimum/1: 0 150 450 700", 0},
        /* Totals too large for their denominator, or not known on it. */
        {"result r = allocate budget by pop at most w * last\n" LARGEST,
         "budget/1: 400 1000000000000000; w/1000000000: 1000000000 10", SOME},
        {"result r = allocate budget by pop at most w * last\n" LARGEST,
         "budget/1: 400 1000000000000000; w/4000: 1000 10", SOME},
        {"result r = allocate budget by pop at most n * last\n" LARGEST,
         "budget/1: -5 0 400; n/10: 10 1", SOME},
        {"result r = allocate budget by pop at least n * last\n" LARGEST,
         "budget/1: -5 0 4000; n/10: 10 1", SOME},
        /* 2^45 + 2 halves by 2^19: 2^20 modulo 2^64, or 1 kr. */
        {"result r = allocate budget by pop at most w * last\n" LARGEST,
         "budget/2: 35184372088834; w/1048576: 1048576 524288", 2},
        {"result r = allocate w * budget by pop at most n * last\n" LARGEST,
         "budget/1000000000: 400000000007; w/1000000000: 999999999;"
         " n/10: 10 1", SOME},
        /* More tiers than keys are kept for; the first takes it all. */
        {"result r = allocate budget by pop at most n * asked\n"
         "  in order of pop / persons\n" LARGEST,
         "budget/1: 1 50 51 110 300 333 450 451; n/10: 10 5 3", SOME},
        {"result r = allocate budget by pop at least w * asked\n"
         "  at most n * asked in order of prio\n" LARGEST,
         "budget/1: 46 180 181 220 221 310 450 451; n/10: 10 5;"
         " w/10: 0 1", SOME},
        {"result r = allocate cap per area by pop at most n * asked\n"
         "  in order of prio\n" LARGEST_PER,
         "cap/1: 0 -930 -990 -1000; n/10: 10 5 3", SOME},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* All rows are held, each at a limit, and these make up the total. */
Test(test_fast_allocate, bends_all_held)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop at least w * last\n"
         "  at most n * asked\n" LARGEST,
         "budget/1: 149 150 151; w/10: 10; n/10: 10", 0},
        {"result r = allocate budget by pop at least w * last\n" LARGEST,
         "budget/1: 99 100 101 50; w/10: 10 5", 0},
        {"result r = allocate budget by pop at least w * last\n"
         "  at most n * asked\n" LARGEST,
         "budget/1: 50 100 250 251; w/10: 10 5 0; n/10: 10 0", SOME},
    };
    CHECK_ALL(cases, "kod,area,pop,pat,last,asked,ok,prio\n"
                     "A,N,10,0,100,200,1,1\nB,S,10,1,0,50,1,1\n");
}
