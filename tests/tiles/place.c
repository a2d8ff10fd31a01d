/* place.c - tiles on a grid, as near to all wishes as a search comes.
 *
 * Threshold accepting (Dueck and Scheuer 1990): a change is kept if it makes
 * things worse by less than a threshold that shrinks to nothing. The search
 * starts from the places that satisfy the wishes best where tiles may lie on
 * each other, each moved to the nearest free cell.
 */
#include "tiles.h"

/* What stands against the square of a wish's miss, in fine steps: a side
 * towards another county, a side towards nothing, an empty cell between
 * tiles for each side but one, a tile that touches an island, and a part of
 * a county too many (in the end; at first nothing). */
#define COST_BORDER 500
#define COST_COAST 800
#define COST_GAP 500
#define COST_TOUCH 4000
#define COST_PART 20000
#define THRESHOLD 4000

#define RELAXATIONS 6000
#define FINER 1024      /* parts of a fine step while relaxing */

typedef struct Search {
    Place *place;
    int parts[COUNTIES_MAX];
    uint64_t random;
} Search;

static const int step_to[8] = {1, -1, WIDTH, -WIDTH,
                               WIDTH + 1, WIDTH - 1, 1 - WIDTH, -1 - WIDTH};

static unsigned draw(Search *search, unsigned below)
{
    search->random = search->random * 6364136223846793005u +
                     1442695040888963407u;
    return (unsigned)(search->random >> 33) % below;
}

/* ---- The start ---- */

/* Each spot to the mean of where its neighbours want it, again and again. */
static void relax(const Place *place, int64_t *x, int64_t *y)
{
    for (int i = 0; i < place->n; i++) {
        x[i] = place->spot[i].x;
        y[i] = place->spot[i].y;
    }
    for (int again = 0; again < RELAXATIONS; again++)
        for (int i = 0; i < place->n; i++) {
            int64_t sx = 0, sy = 0, weight = 0;
            for (int k = 0; k < place->n_wishes[i]; k++) {
                const Wish *w = &place->wish[i][k];
                sx += w->weight * (x[w->to] - w->dx * FINER);
                sy += w->weight * (y[w->to] - w->dy * FINER);
                weight += w->weight;
            }
            x[i] = sx / weight;
            y[i] = sy / weight;
        }
}

static bool inside(int col, int row)
{
    return col >= RIM && row >= RIM && col < WIDTH - RIM &&
           row < HEIGHT - RIM;
}

static int nearest_free(const Place *place, int col, int row)
{
    int best = -1, least = 0;
    for (int cell = 0; cell < CELLS; cell++) {
        int dx = cell % WIDTH - col, dy = cell / WIDTH - row;
        int far = dx * dx + dy * dy;
        if (place->at[cell] < 0 && inside(cell % WIDTH, cell / WIDTH) &&
            (best < 0 || far < least)) {
            best = cell;
            least = far;
        }
    }
    return best;
}

static void put(Place *place, int cell, int spot)
{
    place->at[cell] = spot;
    if (spot >= 0)
        place->cell[spot] = cell;
}

static int64_t middle(const int64_t *v, int n)
{
    int64_t low = v[0], high = v[0];
    for (int i = 1; i < n; i++) {
        low = v[i] < low ? v[i] : low;
        high = v[i] > high ? v[i] : high;
    }
    return (low + high) / 2;
}

static void start(Place *place)
{
    int64_t x[SPOTS_MAX], y[SPOTS_MAX];
    relax(place, x, y);
    int64_t mx = middle(x, place->n), my = middle(y, place->n);
    for (int cell = 0; cell < CELLS; cell++)
        place->at[cell] = -1;
    for (int i = 0; i < place->n; i++) {
        int col = WIDTH / 2 + (int)((x[i] - mx) / (FINE * FINER));
        int row = HEIGHT / 2 + (int)((y[i] - my) / (FINE * FINER));
        put(place, nearest_free(place, col, row), i);
    }
}

/* ---- What a placement costs ---- */

/* Marks the spots of a county that hang together with one. */
static void flood(const Place *place, int from, bool *seen)
{
    int todo[SPOTS_MAX], n = 0;
    todo[n++] = from;
    seen[from] = true;
    while (n > 0) {
        int cell = place->cell[todo[--n]];
        for (int s = 0; s < 4; s++) {
            int next = place->at[cell + step_to[s]];
            if (next < 0 || seen[next] ||
                place->spot[next].county != place->spot[from].county)
                continue;
            seen[next] = true;
            todo[n++] = next;
        }
    }
}

int tiles_parts(const Place *place, int county)
{
    bool seen[SPOTS_MAX] = {false};
    int parts = 0;
    for (int i = 0; i < place->n; i++)
        if (place->spot[i].county == county && !seen[i]) {
            parts++;
            flood(place, i, seen);
        }
    return parts;
}

static int64_t misses(const Place *place, int spot)
{
    int64_t cost = 0;
    if (spot < 0)
        return 0;
    int col = place->cell[spot] % WIDTH, row = place->cell[spot] / WIDTH;
    for (int k = 0; k < place->n_wishes[spot]; k++) {
        const Wish *w = &place->wish[spot][k];
        int64_t dx = (place->cell[w->to] % WIDTH - col) * FINE - w->dx;
        int64_t dy = (place->cell[w->to] / WIDTH - row) * FINE - w->dy;
        cost += w->weight * (dx * dx + dy * dy);
    }
    return cost;
}

static bool is_land(const Place *place, int cell)
{
    int spot = place->at[cell];
    return spot >= 0 && !place->spot[spot].island;
}

static int64_t cost_of_gap(const Place *place, int cell)
{
    bool side[4];
    int land = 0;
    for (int s = 0; s < 4; s++)
        land += side[s] = is_land(place, cell + step_to[s]);
    bool between = (side[0] && side[1]) || (side[2] && side[3]);
    return between ? (land - 1) * COST_GAP : 0;
}

static int64_t cost_of_touch(const Place *place, int cell)
{
    int64_t cost = 0;
    for (int s = 0; s < 8; s++)
        if (place->at[cell + step_to[s]] >= 0)
            cost += COST_TOUCH;
    return cost;
}

static int64_t cost_of_cell(const Place *place, int cell)
{
    int spot = place->at[cell];
    int64_t cost = 0;
    if (spot < 0)
        return cost_of_gap(place, cell);
    if (place->spot[spot].island)
        return cost_of_touch(place, cell);
    for (int s = 0; s < 4; s++) {
        int other = place->at[cell + step_to[s]];
        if (other < 0)
            cost += COST_COAST;
        else if (place->spot[other].county != place->spot[spot].county)
            cost += COST_BORDER;
    }
    return cost;
}

/* All that changes when the tiles of two cells change places. */
static int64_t cost_around(const Place *place, int a, int b)
{
    int64_t cost = misses(place, place->at[a]) + misses(place, place->at[b]);
    cost += cost_of_cell(place, a) + cost_of_cell(place, b);
    for (int s = 0; s < 8; s++)
        cost += cost_of_cell(place, a + step_to[s]) +
                cost_of_cell(place, b + step_to[s]);
    return cost;
}

/* ---- The search ---- */

/* A cell to try: near where a neighbour wants the spot, or near its own. */
static int cell_to_try(Search *search, int spot)
{
    const Place *place = search->place;
    unsigned chosen = draw(search, (unsigned)place->n_wishes[spot]);
    const Wish *w = &place->wish[spot][chosen];
    int col, row;
    if (draw(search, 2) == 0) {
        col = (place->cell[w->to] % WIDTH * FINE - w->dx + FINE / 2) / FINE;
        row = (place->cell[w->to] / WIDTH * FINE - w->dy + FINE / 2) / FINE;
        col += (int)draw(search, 3) - 1;
        row += (int)draw(search, 3) - 1;
    } else {
        col = place->cell[spot] % WIDTH + (int)draw(search, 5) - 2;
        row = place->cell[spot] / WIDTH + (int)draw(search, 5) - 2;
    }
    return inside(col, row) ? row * WIDTH + col : -1;
}

static void swap(Place *place, int a, int b)
{
    int spot = place->at[a];
    put(place, a, place->at[b]);
    put(place, b, spot);
}

/* Keeps the change just made if it is not worse than the threshold; counting
 * a county's parts takes longest and comes last. */
static bool keep(Search *search, int64_t worse, int a, int b,
                 int64_t threshold, int64_t cost_part)
{
    const Place *place = search->place;
    int county[2], parts[2], n = 0;
    if (worse > threshold)
        return false;
    if (place->at[a] >= 0)
        county[n++] = place->spot[place->at[a]].county;
    if (place->at[b] >= 0 &&
        (n == 0 || place->spot[place->at[b]].county != county[0]))
        county[n++] = place->spot[place->at[b]].county;
    for (int i = 0; i < n; i++) {
        parts[i] = tiles_parts(place, county[i]);
        worse += (parts[i] - search->parts[county[i]]) * cost_part;
    }
    if (worse > threshold)
        return false;
    for (int i = 0; i < n; i++)
        search->parts[county[i]] = parts[i];
    return true;
}

static void try_one(Search *search, int64_t threshold, int64_t cost_part)
{
    Place *place = search->place;
    int spot = (int)draw(search, (unsigned)place->n);
    int from = place->cell[spot], to = cell_to_try(search, spot);
    if (to < 0 || to == from)
        return;
    int64_t before = cost_around(place, from, to);
    swap(place, from, to);
    int64_t worse = cost_around(place, from, to) - before;
    if (!keep(search, worse, from, to, threshold, cost_part))
        swap(place, from, to);
}

void tiles_place(Place *place, int64_t steps, uint64_t seed)
{
    Search search = {.place = place, .random = seed};
    start(place);
    for (int c = 0; c < place->counties; c++)
        search.parts[c] = tiles_parts(place, c);
    for (int64_t k = 0; k < steps; k++) {
        int64_t left = steps - k;
        try_one(&search, THRESHOLD * left / steps * left / steps,
                COST_PART * k / steps);
    }
}
