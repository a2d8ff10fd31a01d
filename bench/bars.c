/* bars.c - the closing table. */
#include "bars.h"

#include <stdio.h>

typedef enum Way { AT_LEAST, AT_MOST } Way;

typedef struct Row {
    Way way;
    double bar;
    int decimals;
    const char *what;
} Row;

static const Row rows[BAR_COUNT] = {
#define X(name, way, bar, decimals, what) {way, bar, decimals, what},
    BARS(X)
#undef X
};

static bool reached(Bar bar, double figure)
{
    return rows[bar].way == AT_LEAST ? figure >= rows[bar].bar
                                     : figure <= rows[bar].bar;
}

void bars_set(Bars *bars, Bar bar, double figure)
{
    bars->known[bar] = true;
    bars->figure[bar] = figure;
}

void bars_worst(Bars *bars, Bar bar, double figure)
{
    bool better = rows[bar].way == AT_LEAST ? figure > bars->figure[bar]
                                            : figure < bars->figure[bar];
    if (!bars->known[bar] || !better) {
        bars_set(bars, bar, figure);
    }
}

void bars_print(const Bars *bars)
{
    bool any = false;
    for (Bar b = 0; b < BAR_COUNT; b++) {
        const Row *row = &rows[b];
        if (!bars->known[b]) {
            continue;
        }
        if (!any) {
            printf("\n%-44s %12s %9s %12s\n", "the bars", "measured", "",
                   "bar");
        }
        any = true;
        printf("  %-42s %12.*f %9s %12.*f  %s\n", row->what, row->decimals,
               bars->figure[b], row->way == AT_LEAST ? "at least" : "at most",
               row->decimals, row->bar,
               reached(b, bars->figure[b]) ? "yes" : "no");
    }
}
