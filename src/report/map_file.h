/* map_file.h - between the files that read map files and draw their shapes.
 *
 * Coordinates of a map file are floating point as they come; drawing puts
 * them on a grid of whole numbers.
 */
#ifndef FORDELA_MAP_FILE_H
#define FORDELA_MAP_FILE_H

#include "report/json_read.h"
#include "report/map_int.h"
#include "table/table.h"

/* Points of all shapes together. A map of every municipality's exact shores
 * has more; nobody sees them on a page. */
#define MAP_POINTS_MAX ((size_t)2000000)

typedef struct MapPoint {
    double x, y;    /* east, north */
} MapPoint;

typedef struct MapRing {
    const MapPoint *at;
    size_t n;
} MapRing;

typedef struct MapShape {
    const char *code;
    const char *name;       /* from the tables of tiles; else the code */
    VEC(MapRing) rings;     /* outer and inner ones alike */
} MapShape;

struct MapShapes {
    VEC(MapShape) shapes;
    const char *path;
    const char *property;   /* that holds the codes; "id" */
    CodeIndex *index;       /* of the shapes' codes */
};

/* One shape of the file, not yet read. */
typedef struct Feature {
    const JsonValue *self;          /* for its id and place */
    const JsonValue *properties;    /* or NULL */
    const JsonValue *geometry;      /* or NULL */
    size_t layer;                   /* TopoJSON: of which object */
} Feature;
typedef VEC(Feature) FeatureList;

/* ---- map_feature.c ---- */

/* All features of GeoJSON or TopoJSON. False and a fault if it is neither, or
 * has none. */
bool map_features(Arena *arena, const Source *source, const JsonValue *root,
                  FeatureList *out, Diags *diags);

/* A property that may hold the codes. */
typedef struct MapKey {
    const char *name;
    size_t layer;
    const JsonValue *example;
    size_t features, matched;   /* that have it; whose value is a code */
    size_t codes;               /* different ones of these */
    bool *seen;                 /* of each code */
} MapKey;

/* The key that holds most of n codes; NULL and a fault if none does. */
const MapKey *map_key(Arena *arena, const Source *source,
                      const FeatureList *features, const CodeIndex *codes,
                      const char *const *code, size_t n, Diags *diags);
/* The value of the key in a feature, or NULL. */
const JsonValue *map_key_value(const Feature *feature, const MapKey *key);
/* The code that a value means: one of those known, else as it is written;
 * NULL: it is neither text nor number. */
const char *map_code(Arena *arena, const JsonValue *value,
                     const CodeIndex *codes, const char *const *code);

/* ---- map_geometry.c ---- */

typedef struct Geometry {
    Arena *arena;
    const Source *source;
    Diags *diags;
    size_t n_points;        /* so far */
    /* TopoJSON: */
    MapRing *arc;
    size_t n_arcs;
} Geometry;

/* Decodes a topology's arcs; GeoJSON has none. False and a fault if they are
 * none. */
bool geometry_arcs(Geometry *g, const JsonValue *root);
/* Adds the rings of a feature's polygons. False and a fault. */
bool geometry_rings(Geometry *g, const JsonValue *geometry, MapShape *out);

#endif
