/* wishes.c - who are neighbours, and in which direction.
 *
 * Two spots are neighbours if no third lies in the circle over the line
 * between them (a Gabriel graph). Each wants the other one tile away, in the
 * direction in which it lies.
 */
#include "tiles.h"

#define OWN_COUNTY 2    /* weight of a neighbour in the county; else 1 */
#define OVER_SEA 3      /* tiles to an island */

static int64_t squared(const Spot *a, const Spot *b)
{
    int64_t dx = a->x - b->x, dy = a->y - b->y;
    return dx * dx + dy * dy;
}

static bool are_neighbours(const Place *place, int i, int j)
{
    const Spot *s = place->spot;
    for (int k = 0; k < place->n; k++)
        if (k != i && k != j && squared(&s[i], &s[k]) +
            squared(&s[j], &s[k]) < squared(&s[i], &s[j]))
            return false;
    return true;
}

static int64_t root(int64_t square)
{
    int64_t low = 0, high = 3000000000;
    while (low < high) {
        int64_t mid = (low + high + 1) / 2;
        if (mid <= square / mid)
            low = mid;
        else
            high = mid - 1;
    }
    return low;
}

static void wish_add(Place *place, int from, int to, int64_t length)
{
    const Spot *a = &place->spot[from], *b = &place->spot[to];
    int tiles = a->island || b->island ? OVER_SEA : 1;
    if (place->n_wishes[from] == WISHES_MAX)
        return;
    Wish *wish = &place->wish[from][place->n_wishes[from]++];
    wish->to = to;
    wish->weight = a->county == b->county ? OWN_COUNTY : 1;
    wish->dx = (int)((b->x - a->x) * FINE * tiles / length);
    wish->dy = (int)((b->y - a->y) * FINE * tiles / length);
}

void wishes_make(Place *place)
{
    for (int i = 0; i < place->n; i++)
        place->n_wishes[i] = 0;
    for (int i = 0; i < place->n; i++)
        for (int j = i + 1; j < place->n; j++) {
            if (!are_neighbours(place, i, j))
                continue;
            int64_t length = root(squared(&place->spot[i], &place->spot[j]));
            wish_add(place, i, j, length > 0 ? length : 1);
            wish_add(place, j, i, length > 0 ? length : 1);
        }
}
