/* tiles.c - the table of tiles, and who stands in it. */
#include "report/tiles.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TILE(code, name, col, row) {code, name, col, row},
#define NONE(code, name, col, row)

static const Tile municipality[] = {
#define MUNICIPALITY TILE
#define REGION NONE
#include "report/tiles_table.inc"
#undef MUNICIPALITY
#undef REGION
};

static const Tile region[] = {
#define MUNICIPALITY NONE
#define REGION TILE
#include "report/tiles_table.inc"
#undef MUNICIPALITY
#undef REGION
};

TileSet tiles_of(MapKind kind)
{
    bool small = kind == MAP_MUNICIPALITIES;
    TileSet set = {small ? municipality : region,
                   small ? sizeof municipality / sizeof *municipality
                         : sizeof region / sizeof *region,
                   0, 0};
    assert(small || kind == MAP_REGIONS);
    for (size_t i = 0; i < set.n; i++) {
        if (set.tile[i].col >= set.cols)
            set.cols = set.tile[i].col + 1;
        if (set.tile[i].row >= set.rows)
            set.rows = set.tile[i].row + 1;
    }
    return set;
}

static int by_code(const void *code, const void *tile)
{
    return strcmp(code, ((const Tile *)tile)->code);
}

int tiles_find(const TileSet *set, const char *code)
{
    const Tile *tile = bsearch(code, set->tile, set->n, sizeof *set->tile,
                               by_code);
    return tile == NULL ? -1 : (int)(tile - set->tile);
}

MapKind tiles_kind(const char *code)
{
    for (MapKind kind = MAP_MUNICIPALITIES; kind <= MAP_REGIONS; kind++) {
        TileSet set = tiles_of(kind);
        if (tiles_find(&set, code) >= 0)
            return kind;
    }
    return MAP_NONE;
}
