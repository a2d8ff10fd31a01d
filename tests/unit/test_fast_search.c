/* test_fast_search.c - levels, wherever the search for them begins. */
#include "fast/search.h"
#include "test_fast_help.h"

TestSuite(test_fast_search, .init = trial_enter, .fini = trial_leave);

/* The steps of a search at other levels than its own: doubles only guide it,
 * whole numbers make sure of the rows held. */
static void steps_at(Search *search, size_t n, double level)
{
    size_t n_lanes;
    const Lanes *plain = lanes_all(&n_lanes)[0];
    for (size_t k = 0; k < n; k++) {
        if (!search[k].settled) {
            search[k].level = level;
            plain->search_steps(&search[k], 1, 1);
            search[k].level = level;
        }
    }
}

static void steps_low(Search *search, size_t n, int steps)
{
    (void)steps;
    steps_at(search, n, 1e-9);
}

static void steps_high(Search *search, size_t n, int steps)
{
    (void)steps;
    steps_at(search, n, 1e12);
}

static void steps_between(Search *search, size_t n, int steps)
{
    (void)steps;
    steps_at(search, n, 7);
}

Test(test_fast_search, search_from_anywhere)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop at least w * last\n"
         "  at most n * asked\n" LARGEST,
         "budget/1: 1700 1701 2000 2501 3000 3600; w/100: 0 50 99;"
         " n/10: 20 35", SOME},
        {"result r = allocate budget by pop at least w * last\n" LARGEST,
         "budget/1: 1740 1900 2500 9000; w/100: 0 50 100", SOME},
        {"result r = allocate budget by pop at most n * asked\n" LARGEST,
         "budget/1: 1 900 1000 1042 2000; n/10: 10 15 20", SOME},
    };
    size_t n_lanes;
    Lanes rigged[3];
    const Lanes *lanes[3];
    for (size_t k = 0; k < 3; k++) {
        rigged[k] = *lanes_all(&n_lanes)[0];
        lanes[k] = &rigged[k];
    }
    rigged[0].search_steps = steps_low;
    rigged[1].search_steps = steps_high;
    rigged[2].search_steps = steps_between;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_with(&cases[i], "kod,area,pop,pat,last,asked,ok,prio\n"
                              "A,N,10,1,100,40,1,1\nB,S,20,1,190,75,1,1\n"
                              "C,N,30,1,210,145,1,1\nD,S,10,1,90,50,1,1\n"
                              "E,N,15,1,135,95,1,1\nF,S,25,1,155,100,1,1\n"
                              "G,N,10,1,130,45,1,1\nH,S,20,1,125,85,1,1\n"
                              "I,N,30,1,105,155,1,1\nJ,S,10,1,180,55,1,1\n"
                              "K,N,15,1,175,92,1,1\nL,S,25,1,145,105,1,1\n",
                   lanes, 3);
    }
}

/* The state before, and a total that leaves no row open. */
Test(test_fast_search, search_without_open_rows)
{
    static const Case cases[] = {
        {"result r = allocate budget + n * 10 kr by pop at least w * last\n"
         "  at most n * asked\n" LARGEST,
         "n/10: 20 10; budget/1: 140; w/10: 10", 0},
        {"result r = allocate budget by pop at least w * last\n" LARGEST,
         "budget/1: 150; w/10: 15 10", 0},
    };
    static Lanes low;
    const Lanes *lanes[2] = {&low};
    size_t n;
    low = *(lanes[1] = lanes_all(&n)[0]);
    low.search_steps = steps_low;
    check_with(&cases[0], "kod,area,pop,pat,last,asked,ok,prio\n"
                          "A,N,10,0,100,200,1,1\nB,S,10,1,0,50,1,1\n",
               lanes, 2);
    check_with(&cases[1], "kod,area,pop,pat,last,asked,ok,prio\n"
                          "A,N,10,0,100,200,1,1\nB,S,10,1,50,50,1,1\n",
               lanes, 2);
}
