/* map.h - a map of municipalities or regions, as one inline SVG.
 *
 * Built in is a tile map: one equal tile each, neighbours near, counties
 * together (tiles.h). Given a map file (GeoJSON, TopoJSON), its shapes.
 *
 * Colours stand for classes of about equally many rows; the legend names each
 * class by the texts of its smallest and largest row. Nothing is printed but
 * the texts given: no figure is formatted or rounded here.
 *
 * The SVG needs nothing around it: no script, no style, no file. Its text takes
 * the font of the page, which may make it narrower; it is of the class map.
 * Ownership: what is made lives in the arena given; buffers are the caller's.
 */
#ifndef FORDELA_MAP_H
#define FORDELA_MAP_H

#include "base/buf.h"
#include "base/diag.h"
#include "money/rat.h"

/* What a code names; also bits of a set. */
typedef enum MapKind {
    MAP_NONE = 0,
    MAP_MUNICIPALITIES = 1,     /* four digits, one of the 290 */
    MAP_REGIONS = 2             /* two digits, one of the 21 */
} MapKind;

typedef enum MapScale {
    MAP_SEQUENTIAL,     /* from light (little) to dark (much) */
    MAP_DIVERGING       /* changes: losses one hue and striped, gains another */
} MapScale;

typedef struct MapRow {
    const char *code;   /* as in the table; others than the kind's are not
                         * drawn, and counted under the map */
    const char *name;
    const char *text;   /* the value as people read it: "388 572 kr" */
    const Rat *value;   /* where it lies on the scale; NULL: no figure, which is
                         * hatched, and text is not looked at */
    unsigned marks;     /* MARK_ESTIMATED, MARK_CALIBRATED: outlines */
    const char *link;   /* id of the element to go to (the table's row), or
                         * NULL */
} MapRow;

typedef struct MapIn {
    Arena *arena;
    RatPool *pool;      /* with the bits of the values */
    const char *id;     /* prefix of ids inside, unique on the page: "map1" */
    const char *title;  /* what is shown: "Grant, kr" */
    MapScale scale;
    const MapRow *row;
    size_t n;
} MapIn;

/* Which kinds of codes the rows have: a set of MapKind, 0 if none of them
 * names a municipality or region. */
unsigned map_kinds(const MapRow *row, size_t n);

/* Appends the tile map of one kind; at least one row must be of it. Only
 * counties that have a row are drawn; in these what has none is hatched. */
void map_tiles(const MapIn *in, MapKind kind, Buf *out);

/* Shapes read from a map file, chosen by the rows' codes. */
typedef struct MapShapes MapShapes;

/* The file of --map, not yet looked into. NULL and a fault, without a place:
 * there is none, or it cannot be read. */
const Source *map_source(Arena *arena, const char *path, Diags *diags);

/* Reads GeoJSON or TopoJSON. The shapes' codes stand in the property (or id)
 * that most often holds one of the n codes; the map tells which, and a note
 * how many codes have no shape. Broken JSON, something else than a map, a map
 * with other codes or none, too large a map: a fault with the place and the
 * way out, and NULL. */
const MapShapes *map_read(Arena *arena, const Source *source,
                          const char *const *code, size_t n, Diags *diags);

/* Does one of the rows have a shape? */
bool map_has_shape(const MapShapes *shapes, const MapRow *row, size_t n);

/* Appends the map of these shapes: those that have a row and, hatched, others
 * of the same counties. */
void map_shapes(const MapIn *in, const MapShapes *shapes, Buf *out);

#endif
