/* tiles.h - where the tiles of the built-in maps lie: worked out here, once.
 *
 * The program prints src/report/tiles_table.inc (`make tiles`). Everything is
 * whole numbers and one generator of its own, so that the table is the same
 * wherever it is made; `make check-tiles` makes it anew and compares.
 */
#ifndef TILES_H
#define TILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SPOTS_MAX 300
#define COUNTIES_MAX 32
#define WISHES_MAX 32
/* The grid that tiles are placed on, with an empty rim of RIM cells. */
#define WIDTH 48
#define HEIGHT 64
#define CELLS (WIDTH * HEIGHT)
#define RIM 3
/* Fine steps to a tile: wishes are in these. */
#define FINE 16

typedef struct Spot {
    char code[8];
    char name[64], county_name[64];
    int county;         /* numbered from 0 */
    bool island;        /* in the sea: no tile touches it */
    int64_t x, y;       /* its centre, in hundredths of a degree of latitude
                         * to the thousandth; y grows southwards */
} Spot;

/* Where a neighbour should lie, seen from a spot. */
typedef struct Wish {
    int to;
    int dx, dy;         /* in fine steps */
    int weight;
} Wish;

typedef struct Place {
    int n, counties;
    Spot spot[SPOTS_MAX];
    int n_wishes[SPOTS_MAX];
    Wish wish[SPOTS_MAX][WISHES_MAX];
    int cell[SPOTS_MAX];        /* where each spot lies */
    int at[CELLS];              /* which spot lies there, or -1 */
} Place;

/* Reads scenarios/data/kommuner.csv. False: not such a file. */
bool spots_read(const char *path, Place *place);
/* One spot for each county, in the middle of its municipalities. */
void spots_of_counties(const Place *municipalities, Place *out);
/* Neighbours and how they lie to each other. */
void wishes_make(Place *place);
/* Places all. */
void tiles_place(Place *place, int64_t steps, uint64_t seed);

/* Into how many parts a county falls. */
int tiles_parts(const Place *place, int county);

#endif
