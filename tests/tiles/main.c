/* main.c - prints the table of tiles that src/report is compiled with.
 *
 *     tiles scenarios/data/kommuner.csv [SEED]
 *
 * The seeds built in are those whose maps looked best among some twenty: by
 * the figures printed to standard error and by eye. The municipalities' leaves
 * two cells empty, just where lake Vänern lies.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tiles.h"

#define SEED 6
#define STEPS 6000000
#define REGION_SEED 17
#define REGION_STEPS 30000

static int least(const Place *place, bool row)
{
    int found = WIDTH * HEIGHT;
    for (int i = 0; i < place->n; i++) {
        int at = row ? place->cell[i] / WIDTH : place->cell[i] % WIDTH;
        found = at < found ? at : found;
    }
    return found;
}

static void print_table(const Place *place, const char *word)
{
    int left = least(place, false), top = least(place, true);
    for (int i = 0; i < place->n; i++)
        printf("%s(\"%s\", \"%s\", %d, %d)\n", word, place->spot[i].code,
               place->spot[i].name, place->cell[i] % WIDTH - left,
               place->cell[i] / WIDTH - top);
}

/* How good it is: parts of counties too many, neighbours that touch. */
static void print_figures(const Place *place)
{
    int parts = 0, wishes = 0, touching = 0;
    for (int c = 0; c < place->counties; c++)
        parts += tiles_parts(place, c) - 1;
    for (int i = 0; i < place->n; i++)
        for (int k = 0; k < place->n_wishes[i]; k++) {
            int a = place->cell[i], b = place->cell[place->wish[i][k].to];
            wishes++;
            touching += abs(a % WIDTH - b % WIDTH) <= 1 &&
                        abs(a / WIDTH - b / WIDTH) <= 1;
        }
    fprintf(stderr, "%d tiles: %d parts too many, %d of %d neighbours "
            "touch\n", place->n, parts, touching / 2, wishes / 2);
}

static void make(Place *place, const char *word, int64_t steps, uint64_t seed)
{
    wishes_make(place);
    tiles_place(place, steps, seed);
    print_table(place, word);
    print_figures(place);
}

int main(int argc, char **argv)
{
    static Place municipalities, regions;
    uint64_t other = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
    if (argc < 2 || !spots_read(argv[1], &municipalities)) {
        fprintf(stderr, "tiles: a file such as kommuner.csv is needed\n");
        return 2;
    }
    spots_of_counties(&municipalities, &regions);
    printf("/* tiles_table.inc - made by tests/tiles, `make tiles`; "
           "not by hand. */\n");
    make(&municipalities, "MUNICIPALITY", STEPS, other ? other : SEED);
    make(&regions, "REGION", REGION_STEPS, other ? other : REGION_SEED);
    return 0;
}
