/* map_read.c - a map file into the shapes that rows can be drawn on. */
#include <string.h>

#include "base/source_load.h"
#include "base/tr.h"
#include "report/map_file.h"
#include "report/tiles.h"

#define COUNTIES_EXPECTED 21

/* What is needed while shapes are gathered. */
typedef struct Gathering {
    Arena *arena;
    const MapKey *key;
    const CodeIndex *codes;     /* of the rows */
    const char *const *code;
    CodeIndex *parts;           /* first two digits of the rows' codes */
    MapShapes *out;
} Gathering;

/* The county's part of a code: municipalities and regions begin with it. */
static const char *county(Arena *arena, const char *code)
{
    size_t len = strlen(code);
    return arena_copy(arena, code, len < 2 ? len : 2);
}

static const char *name_of(const char *code)
{
    MapKind kind = tiles_kind(code);
    if (kind == MAP_NONE)
        return code;
    TileSet set = tiles_of(kind);
    return set.tile[tiles_find(&set, code)].name;
}

/* Shapes without a row are drawn, hatched, where others of their county have
 * one; regions all. */
static bool is_shown(const Gathering *g, const char *code)
{
    size_t found;
    return code_index_find(g->codes, code, &found) ||
           tiles_kind(code) == MAP_REGIONS ||
           code_index_find(g->parts, county(g->arena, code), &found);
}

/* The shape of a code, new or begun by an earlier feature; NULL: not shown. */
static MapShape *shape_for(Gathering *g, const Feature *feature)
{
    const JsonValue *value = map_key_value(feature, g->key);
    const char *code = value == NULL
                           ? NULL : map_code(g->arena, value, g->codes,
                                             g->code);
    size_t at = g->out->shapes.n;
    if (code == NULL || !is_shown(g, code))
        return NULL;
    if (!code_index_add(g->out->index, code, at, &at))
        return &g->out->shapes.at[at];
    MapShape *shape = VEC_ADD(g->arena, &g->out->shapes);
    *shape = (MapShape){.code = code, .name = name_of(code)};
    return shape;
}

static bool gather(Gathering *g, Geometry *geometry,
                   const FeatureList *features)
{
    for (size_t i = 0; i < features->n; i++) {
        MapShape *shape = shape_for(g, &features->at[i]);
        if (shape != NULL &&
            !geometry_rings(geometry, features->at[i].geometry, shape))
            return false;
    }
    return true;
}

static void note_missing(const Gathering *g, const Source *source, size_t n,
                         Diags *diags)
{
    size_t missing = 0, at;
    const char *example = NULL;
    for (size_t i = n; i-- > 0;)
        if (!code_index_find(g->out->index, g->code[i], &at)) {
            missing++;
            example = g->code[i];
        }
    if (missing > 0)
        diag_add(diags, DIAG_NOTE, (Place){0}, NULL,
                 "%zu of %zu codes have no shape in %s (by its property "
                 "\"%s\"), such as \"%s\"", missing, n, source->path,
                 g->key->name, example);
}

static void index_codes(Gathering *g, CodeIndex *codes, size_t n)
{
    size_t earlier;
    for (size_t i = 0; i < n; i++) {
        code_index_add(codes, g->code[i], i, &earlier);
        code_index_add(g->parts, county(g->arena, g->code[i]), i, &earlier);
    }
}

const Source *map_source(Arena *arena, const char *path, Diags *diags)
{
    static const SourceWays ways = {
        .missing = N_("give the path of a GeoJSON or TopoJSON file"),
        .directory = N_("name a map file in it"),
        .too_large = N_("take a more general map, with fewer points")};
    return source_load(arena, path, &ways, (Place){0}, diags);
}

bool map_has_shape(const MapShapes *shapes, const MapRow *row, size_t n)
{
    size_t at;
    for (size_t i = 0; i < n; i++)
        if (code_index_find(shapes->index, row[i].code, &at))
            return true;
    return false;
}

const MapShapes *map_read(Arena *arena, const Source *source,
                          const char *const *code, size_t n, Diags *diags)
{
    FeatureList features = {0};
    Geometry geometry = {.arena = arena, .source = source, .diags = diags};
    CodeIndex *codes = code_index_new(arena, n);
    Gathering g = {.arena = arena, .codes = codes, .code = code,
                   .parts = code_index_new(arena, COUNTIES_EXPECTED),
                   .out = ARENA_NEW(arena, MapShapes)};
    g.out->index = code_index_new(arena, n);
    index_codes(&g, codes, n);
    const JsonValue *root = json_read(arena, source, diags);
    if (root == NULL ||
        !map_features(arena, source, root, &features, diags))
        return NULL;
    g.key = map_key(arena, source, &features, codes, code, n, diags);
    if (g.key == NULL || !geometry_arcs(&geometry, root) ||
        !gather(&g, &geometry, &features))
        return NULL;
    note_missing(&g, source, n, diags);
    g.out->path = source->path;
    g.out->property = g.key->name;
    return g.out;
}
