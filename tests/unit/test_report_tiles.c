/* test_report_tiles.c - is the built-in map one of Sweden?
 *
 * Codes and centre points are read from scenarios/data, so the tests run from
 * the top of the checkout. The mean distance and the number of touching tiles
 * were counted in another language, too.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/tiles.h"
#include "table/csv.h"

TestSuite(report_tiles);

#define SIDE 64

static Csv *data_read(Arena *arena, const char *path)
{
    Diags *diags = diags_new(arena);
    Csv *csv = csv_read(arena, path, NULL, (Place){NULL, {0, 0}}, diags);
    cr_assert_not_null(csv, "%s: %s", path, diags_first(diags));
    return csv;
}

/* Every code of the file has a tile with its name, nobody else has one, and
 * no two share a place. */
static void expect_all(MapKind kind, const char *path)
{
    Arena *arena = arena_new();
    Csv *csv = data_read(arena, path);
    TileSet set = tiles_of(kind);
    bool taken[SIDE][SIDE] = {{false}};
    cr_assert_eq(set.n, csv->n_rows);
    for (size_t i = 0; i < csv->n_rows; i++) {
        int found = tiles_find(&set, csv_cell(csv, i, 0)->text);
        cr_assert(found >= 0, "%s", csv_cell(csv, i, 0)->text);
        const Tile *tile = &set.tile[found];
        cr_expect_str_eq(tile->name, csv_cell(csv, i, 1)->text);
        cr_expect_eq(tiles_kind(tile->code), kind);
        cr_assert(tile->row >= 0 && tile->row < SIDE && tile->col >= 0 &&
                  tile->col < SIDE);
        cr_expect_not(taken[tile->row][tile->col], "%s", tile->code);
        taken[tile->row][tile->col] = true;
    }
    arena_free(arena);
}

Test(report_tiles, every_code_has_one_place)
{
    expect_all(MAP_MUNICIPALITIES, "scenarios/data/kommuner.csv");
    expect_all(MAP_REGIONS, "scenarios/data/regioner.csv");
}

Test(report_tiles, other_codes_have_none)
{
    static const char *const code[] = {"", "0", "1", "011", "0113", "9999",
                                       "01140", "02", "26", "A", "0114 "};
    for (size_t i = 0; i < sizeof code / sizeof *code; i++)
        cr_expect_eq(tiles_kind(code[i]), MAP_NONE, "\"%s\"", code[i]);
}

/* ---- Counties ---- */

static bool same_county(const Tile *a, const Tile *b)
{
    return strncmp(a->code, b->code, 2) == 0;
}

static int steps(const Tile *a, const Tile *b)
{
    return abs(a->col - b->col) + abs(a->row - b->row);
}

static bool touch(const Tile *a, const Tile *b)
{
    return abs(a->col - b->col) <= 1 && abs(a->row - b->row) <= 1;
}

/* From the county's first tile, how many are reached over sides. */
static size_t reached(const TileSet *set, size_t first)
{
    size_t todo[300], n = 0, done = 0;
    bool seen[300] = {false};
    todo[n++] = first;
    seen[first] = true;
    while (done < n) {
        const Tile *at = &set->tile[todo[done++]];
        for (size_t i = 0; i < set->n; i++)
            if (!seen[i] && same_county(at, &set->tile[i]) &&
                steps(at, &set->tile[i]) == 1) {
                seen[i] = true;
                todo[n++] = i;
            }
    }
    return n;
}

Test(report_tiles, counties_hang_together)
{
    TileSet set = tiles_of(MAP_MUNICIPALITIES);
    for (size_t i = 0; i < set.n; i++) {
        size_t members = 0;
        for (size_t k = 0; k < set.n; k++)
            members += same_county(&set.tile[i], &set.tile[k]);
        cr_expect_eq(reached(&set, i), members, "%s", set.tile[i].code);
    }
}

/* One land, and an island. */
Test(report_tiles, gotland_touches_nothing)
{
    for (MapKind kind = MAP_MUNICIPALITIES; kind <= MAP_REGIONS; kind++) {
        TileSet set = tiles_of(kind);
        for (size_t i = 0; i < set.n; i++) {
            size_t touching = 0;
            for (size_t k = 0; k < set.n; k++)
                touching += k != i && touch(&set.tile[i], &set.tile[k]);
            bool gotland = strncmp(set.tile[i].code, "09", 2) == 0;
            cr_expect_eq(touching == 0, gotland, "%s", set.tile[i].code);
        }
    }
}

/* ---- Neighbours and directions ---- */

typedef struct Points {
    size_t n;
    double x[300], y[300];  /* x to scale with y at 62 degrees north */
    size_t tile[300];
} Points;

static void points_read(Arena *arena, const TileSet *set, Points *p)
{
    Csv *csv = data_read(arena, "scenarios/data/kommuner.csv");
    int lat = csv_find(csv, "lat"), lon = csv_find(csv, "lon");
    p->n = csv->n_rows;
    for (size_t i = 0; i < p->n; i++) {
        p->y[i] = -atof(csv_cell(csv, i, (size_t)lat)->text);
        p->x[i] = atof(csv_cell(csv, i, (size_t)lon)->text) * 0.47;
        p->tile[i] = (size_t)tiles_find(set, csv_cell(csv, i, 0)->text);
    }
}

/* The point that is nearest to i among those farther than the last one. */
static size_t next_nearest(const Points *p, size_t i, const bool *used)
{
    size_t best = i;
    double least = INFINITY;
    for (size_t k = 0; k < p->n; k++) {
        double far = hypot(p->x[k] - p->x[i], p->y[k] - p->y[i]);
        if (k != i && !used[k] && far < least) {
            least = far;
            best = k;
        }
    }
    return best;
}

/* The three nearest of each municipality but Gotland: 1.241 tiles away on
 * average when the table was made, 773 of 867 touching. */
Test(report_tiles, neighbours_are_near)
{
    Arena *arena = arena_new();
    TileSet set = tiles_of(MAP_MUNICIPALITIES);
    Points *p = ARENA_NEW(arena, Points);
    points_read(arena, &set, p);
    double sum = 0;
    size_t n = 0, touching = 0;
    for (size_t i = 0; i < p->n; i++) {
        bool used[300] = {false};
        const Tile *a = &set.tile[p->tile[i]];
        for (int k = 0; k < 3 && strcmp(a->code, "0980") != 0; k++) {
            size_t near = next_nearest(p, i, used);
            const Tile *b = &set.tile[p->tile[near]];
            used[near] = true;
            sum += hypot(a->col - b->col, a->row - b->row);
            touching += touch(a, b);
            n++;
        }
    }
    cr_expect_lt(sum / (double)n, 1.4);
    cr_expect_gt(touching, n * 85 / 100);
    arena_free(arena);
}

/* Of all pairs that lie more than half a degree apart in a direction, the
 * tiles do too, and the same way round: 98.6 and 96.8 of a hundred when the
 * table was made. */
Test(report_tiles, north_is_up_and_east_is_right)
{
    Arena *arena = arena_new();
    TileSet set = tiles_of(MAP_MUNICIPALITIES);
    Points *p = ARENA_NEW(arena, Points);
    points_read(arena, &set, p);
    size_t north = 0, right_way = 0, east = 0, right_side = 0;
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->n; k++) {
            const Tile *a = &set.tile[p->tile[i]];
            const Tile *b = &set.tile[p->tile[k]];
            if (p->y[i] + 0.5 < p->y[k]) {
                north++;
                right_way += a->row < b->row;
            }
            if (p->x[i] + 0.5 < p->x[k]) {
                east++;
                right_side += a->col < b->col;
            }
        }
    cr_expect_gt(right_way, north * 95 / 100);
    cr_expect_gt(right_side, east * 90 / 100);
    arena_free(arena);
}

/* Few empty cells between tiles: they would look like something. */
Test(report_tiles, no_gaps_but_lake_vanern)
{
    TileSet set = tiles_of(MAP_MUNICIPALITIES);
    bool land[SIDE + 2][SIDE + 2] = {{false}};
    for (size_t i = 0; i < set.n; i++)
        land[set.tile[i].row + 1][set.tile[i].col + 1] = true;
    int gaps = 0;
    for (int row = 1; row <= set.rows; row++)
        for (int col = 1; col <= set.cols; col++)
            gaps += !land[row][col] && land[row - 1][col] + land[row + 1][col]
                    + land[row][col - 1] + land[row][col + 1] >= 3;
    cr_expect_eq(gaps, 2, "%d", gaps);
}
