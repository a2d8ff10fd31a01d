/* test_fast_rows.c - columns, of few rows and of many. */
#include "test_fast_help.h"

TestSuite(test_fast_rows, .init = trial_enter, .fini = trial_leave);

/* pat is 0 in row C (the first) and varies, so that quotients by it may be
 * undefined. */
Test(test_fast_rows, rows_undefined)
{
    static const Case cases[] = {
        {"let each = last / pat * 1 persons\n"
         "result r = if pat > 0 persons then min(each, asked) +\n"
         "  max(asked, each) else 0 kr\n", "pat/1: 0 1", 0},
        {"let each = last / pat * 1 persons\n"
         "result r = if pat > 0 persons and each > asked then 1 else 2\n"
         "result s = if each > asked and pat > 0 persons then 1 else 2\n"
         "result t = if pat = 0 persons or asked < each then 1 else 2\n"
         "result u = if each <> asked or pat = 0 persons then 1 else 2\n"
         "result v = if pat > 0 persons and not (each = asked) then 1 else 2"
         "\n", "pat/1: 0 1", 0},
        /* Not dropped in one row. */
        {"result r = if pat = 0 persons and last / pat * 1 persons > asked\n"
         "  then 1 else 2\n", "pat/1: 0 1", 1},
        {"let each = last / pat * 1 persons\n"
         "result r = if pat > 0 persons and each >= asked then 1 else 2\n"
         "result s = if each <= asked and pat > 0 persons then 1 else 2\n"
         "result t = if pat > 0 persons or last > minimum then 1 else 2\n"
         "result u = if pat > 0 persons and last > minimum then 1 else 2\n",
         "pat/1: 0 1; minimum/1: 150", 0},
        {"result r = if last / pat * 1 persons > asked or pat > 0 persons\n"
         "  then 1 else 2\n", "pat/1: 0 1", 1},
        {"require last / pat * 1 persons > 1 kr \"too little\"\n"
         "result r = last\n", "pat/1: 0 1 3", 1},
        {"require minimum > 5 kr \"no minimum\"\n"
         "require last - pat * 1 kr / persons > asked \"too little\"\n"
         "require minimum > 7 kr \"little\"\n"
         "result r = last\n", "pat/1: 0 1 80; minimum/1: 5 7 8", 0},
        {"let x = last / pat * 1 persons\n"
         "result r = if pat > 0 persons then clamp(x, 20 kr, asked)\n"
         "  else 1 kr\n"
         "result s = if pat > 0 persons then clamp(asked, x, 1 tkr)\n"
         "  else 1 kr\n"
         "result t = if pat > 0 persons then clamp(asked, 0 kr, x)\n"
         "  else 1 kr\n", "pat/1: 0 1", 0},
        {"let x = last / pat * 1 persons\n"
         "result r = if pat > 0 persons then round(x to 7 kr by up) +\n"
         "  round(x to 0.01 kr by half even) + floor(x) + ceil(x) else 1 kr\n",
         "pat/1: 0 1", 2},
        /* A divisor of all rows that is 0, known and not known. */
        {"result r = if minimum > 0 kr then last / minimum else 5\n",
         "minimum/1: 0 3", 0},
        {"result r = if n > 0 then last / (minimum / n) else 5\n",
         "minimum/1: 0 3; n/1: 0 3", 1},
        {"result r = pop / (pat / 3 - 1 persons)\n", "pat/1: 3 1", 1},
        {"result r = pop / (pat / 3 + 1 persons)\n", "pat/1: 0 1", 0},
        {"result r = last / (w * asked - 37 kr)\n",
         "w/100: 37 40; asked/1: 50 5", 1},
        {"result r = if budget / n > 5 kr then last else asked\n",
         "n/1: 0 3; budget/1: 14 15 16", 4},
        {"result r = if n > 0 then last + budget / n * pop / pat else asked"
         "\n", "n/1: 0 3; budget/1: 14 15 16; pat/1: 1", 0},
        {"result r = sum(last / pat * 1 persons where pat > 0 persons)\n"
         "result s = sum(last / pat * 1 persons where pat > 0 persons\n"
         "  by area)\n"
         "result t = smallest(last / pat * 1 persons where pat > 0 persons)"
         "\n", "pat/1: 0 1", 0},
        {"result r = sum(last / pat * 1 persons)\n", "pat/1: 0 1", 1},
        {"result r = largest(asked where last / pat * 1 persons > 55 kr)\n",
         "pat/1: 0 1", 1},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

Test(test_fast_rows, rows_arithmetic)
{
    static const Case cases[] = {
        {"result r = pop * (pat / persons) + w * pop\n",
         "pop/1: 0 1; pat/1: 0 2; w/100: 0 33", 0},
        {"result r = pop * (pat / persons)\n", "pop/10: 0 1; pat/1: 0 2", 0},
        {"result r = pop * (pat / persons)\n", "pop/1: 0 1; pat/10: 0 2", 0},
        {"result r = pop * (pat / 3 / persons)\n",
         "pop/1: 0 1; pat/1: 0 2", 0},
        {"result r = pop / 7 * (pat / persons)\n",
         "pop/1: 0 1; pat/1: 0 2", 0},
        /* Products beyond 2^53: whole, and not exact. */
        {"result r = round(pop * (pat / persons) * (last / kr) to 1 persons\n"
         "  by nearest)\nresult s = sum(pop * (pat / persons))\n"
         "result t = pop * (pat / persons) + w * pop\n",
         "pop/1: 100000001; pat/1: 20000003; last/1: 1; w/1: 1", 1},
        {"result r = if (last / kr) * (pop * (pat / persons)) > w * pop\n"
         "  then 1 else 0\n",
         "pop/1: 100000001; pat/1: 20000003; last/1: 1; w/1: 1", 0},
        {"result r = if pop * (pat / persons) > w * pop then 1 else 0\n",
         "pop/1: 100000001; pat/1: 20000003; w/1: 20000003 1000000000", SOME},
        {"result r = round(pop * (pat / persons) to 1 persons by nearest)\n",
         "pop/1: 100000001; pat/1: 20000003 1", 2},
        {"result r = if last <> asked then 1 else 0\n"
         "result s = if last = asked then 1 else 0\n"
         "result t = if last <> 2 * asked - 1 kr then 1 else 0\n"
         "result u = if last < asked then 1 else 0\n"
         "result v = if last <= asked then 1 else 0\n"
         "result x = if last > asked then 1 else 0\n"
         "result y = if last >= asked then 1 else 0\n",
         "last/1: 0 -10 -7; asked/1: 0 10 3", 0},
        {"let a = w * last\nlet b = w * asked\n"
         "result r = if a <> b then 1 else 0\n"
         "result s = if a = b then 1 else 0\n"
         "result u = if a < b then 1 else 0\n"
         "result v = if a <= b then 1 else 0\n"
         "result x = if a > b then 1 else 0\n"
         "result y = if a >= b then 1 else 0\n",
         "last/1: 0 -10 -7; asked/1: 0 10 3; w/100: 0 1 37", 0},
        /* Equal on the grid, though doubles differ: 0.07 times 100 is not 7
           there. */
        {"result r = if w * last >= minimum then 1 else 0\n"
         "result s = if w * last > minimum then 1 else 0\n",
         "w/100: 7 29 57; minimum/1: 7 14 29; last/1: 0", 0},
        /* Equal without a grid. */
        {"result r = if last / (1 persons + pat) > asked / (1 persons + pat)"
         "\n  then 1 else 0\n", "asked/1: 230 5; pat/1: 0 1", 2},
        {"result r = clamp(last, w * asked, asked)\n"
         "result s = clamp(asked, last - 50 kr, last)\n",
         "w/100: 0 37 100; asked/1: 0 7", 0},
        {"result r = if w <= 1 then clamp(last, w * asked, asked) else 1 kr"
         "\n", "w/100: 100 101; asked/1: 0 7", 0},
        {"result r = clamp(last, asked / n, 3 * asked / (3 * n))\n",
         "n/1: 3 7; asked/1: 0 1", 4},
        {"result r = clamp(last / n, 3 kr, asked)\n"
         "result s = clamp(last, 3 kr / n, asked)\n"
         "result t = clamp(last, 3 kr, asked / n)\n",
         "n/1: 3 7; asked/1: 0 1", 0},
        {EACH_WAY("(last / 100)"), "last/1: -350 -151 -49 0 49 50 51", 0},
        {EACH_WAY("(w * last)"), "last/1: -151 -50 0 50; w/100: 1 50 75", 0},
        {EACH_WAY("(last / n)"), "last/1: 1 -150; n/1: 7", 2},
        {EACH_WAY_TO("(last / 1000)", "0.01 kr"),
         "last/1: -5 -4 0 1 5 15 25", 0},
        {EACH_WAY_TO("(last * 10)", "7 kr"), "last/1: -5 -4 0 1 5 15 35", 0},
        {EACH_WAY_TO("(last / n)", "100 kr"), "last/1: -340 1 340; n/1: 3",
         1},
        {"result r = round(last to 1 kr by nearest)\n",
         "last/1: 150119987579016", 0},
        {"result r = round(last to 1 kr by nearest)\n",
         "last/1: 1501199875790165", 1},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* Whole numbers that are undefined in a row are a fault in what is wanted. */
Test(test_fast_rows, undefined_wanted)
{
    static const Case cases[] = {
        {"result r = clamp(last, 60 kr, asked)\n", "asked/1: 0 10", 1},
        {"result r = floor(last / pat * 1 persons)\n", "pat/1: 0 1000", 1},
        {"result r = smallest(last where asked > minimum by area)\n",
         "minimum/1: 0 65 80 90 100", 2},
        {"result r = smallest(last where asked > minimum)\n",
         "minimum/1: 0 65 80 90 100", 1},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* --- many rows --- */

/* Sums of more than LANES_SUM_BLOCK rows, short keys of as many as there may
 * be, and more. */
static const char *many_rows(size_t n)
{
    Buf text = {0};
    buf_add(&text, "kod,area,pop,pat,last,asked,ok,prio\n");
    for (size_t i = 0; i < n; i++) {
        buf_addf(&text, "%05zu,%s,%zu,%zu,%zu,%zu,1,%zu\n", i,
                 i < n / 3 ? "N" : "S", 10 + i * 7919 % 503, i % 5,
                 100 + i * 31 % 997, 10 * (10 + i * 7919 % 503), i % 3);
    }
    return text.at;
}

Test(test_fast_rows, many_rows)
{
    static const Case cases[] = {
        {"result r = sum(w * last)\nresult s = mean(last / n)\n",
         "w/100: 33; last/1: 0 1; n/1: 3", SOME},
        {"result r = w * last + budget\n" LARGEST,
         "w/100: 33; last/1: 0; budget/7: 1 3", 0},
        {"result r = allocate budget by pop at most n * asked\n" LARGEST,
         "budget/1: 1000000 1000001 3000000; n/10: 10 9", SOME},
        {"result r = max(w * last, asked)\n" LARGEST,
         "w/10: 1 5; last/1: 0", SOME},
    };
    const char *rows = many_rows(2500);
    CHECK_ALL(cases, rows);
    free((char *)rows);
}

/* Amounts that are poured straight into short keys, limited in every way;
 * and more equal ones at the cut than are looked at by themselves. */
Test(test_fast_rows, poured)
{
    static const Case cases[] = {
        {"result r = allocate cap per area by pop\n" LARGEST_PER,
         "cap/1: 0 1 -7", SOME},
        {"result r = allocate budget by pop at least last\n" LARGEST,
         "budget/1: 40000 40001 50001 60000 100000 100001", SOME},
        {"result r = allocate budget by pop at most asked\n" LARGEST,
         "budget/1: 40000 40001 100 7", SOME},
        {"result r = allocate budget by pop at least last\n"
         "  at most last + asked\n" LARGEST,
         "budget/1: 40000 40001 50001 60000 100000 100001", SOME},
        {"result r = allocate budget by pop at least w * last\n" LARGEST,
         "budget/1: 40000 40001 50001 60000; w/100: 0 50 99", SOME},
        {"result r = allocate budget by pop at most n * asked\n" LARGEST,
         "budget/1: 40000 40001 50001 60000; n/100: 50 99 110", SOME},
        {"result r = allocate budget by pop at least w * last\n"
         "  at most n * (last + asked)\n" LARGEST,
         "budget/1: 40000 40001 50001 60000; w/100: 0 50 99;"
         " n/100: 100 110", SOME},
        {"result r = allocate budget by pop at least w * last\n"
         "  at most n * (last + asked) in order of prio\n" LARGEST,
         "budget/1: 40000 40001 50001 60000; w/100: 0 50 99;"
         " n/100: 100 110", SOME},
    };
    for (size_t n = 34; n < 80; n += 21) {
        const char *rows = many_rows(n);
        CHECK_ALL(cases, rows);
        free((char *)rows);
    }
}

Test(test_fast_rows, equal_rows)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop\n" LARGEST,
         "budget/1: 50 51 82 99 117 149", 0},
        {"result r = w * budget / 1000 per unit\n" LARGEST,
         "budget/1: 50 51 82 99 117 149; w/10: 1 10 5", SOME},
        {"result r = allocate budget by pop at most n * asked\n" LARGEST,
         "budget/1: 50 51 82 99 117 149; n/1: 1", 0},
    };
    Buf text = {0};
    buf_add(&text, "kod,area,pop,pat,last,asked,ok,prio\n");
    for (int i = 0; i < 50; i++) {
        buf_addf(&text, "%02d,N,7,1,100,40,1,1\n", i);
    }
    CHECK_ALL(cases, text.at);
    buf_free(&text);
}

Test(test_fast_rows, very_many_rows)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop at most n * asked\n" LARGEST,
         "budget/1: 100000000 100000007; n/10: 10", 0},
    };
    const char *rows = many_rows(66000);
    CHECK_ALL(cases, rows);
    free((char *)rows);
}
