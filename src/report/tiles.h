/* tiles.h - a tile for each municipality and each region, on a grid.
 *
 * Neighbours lie near each other, counties hang together, Gotland touches
 * nothing. Worked out by tests/tiles from the centre points in scenarios/data.
 */
#ifndef FORDELA_TILES_H
#define FORDELA_TILES_H

#include "report/map.h"

typedef struct Tile {
    const char *code;   /* the first two digits are the county's */
    const char *name;
    int col, row;       /* from 0; rows grow southwards */
} Tile;

typedef struct TileSet {
    const Tile *tile;   /* n, by code */
    size_t n;
    int cols, rows;
} TileSet;

/* Of MAP_MUNICIPALITIES or MAP_REGIONS. */
TileSet tiles_of(MapKind kind);
/* Index of the code's tile, or -1. */
int tiles_find(const TileSet *set, const char *code);
/* What kind of place a code names. */
MapKind tiles_kind(const char *code);

#endif
