/* map_feature.c - the shapes of a map file, and which property names them.
 *
 * Every publisher calls the code otherwise (kod, code, KnKod, id), so the
 * property is found by its values: the one that holds most of the codes asked
 * for. Codes that somebody has stored as numbers lack their leading zero.
 */
#include <string.h>

#include "base/tr.h"
#include "report/map_file.h"

#define KEYS_MOST 200       /* properties looked at */
#define KEYS_TOLD 4         /* of them named where none holds codes */
#define EXAMPLE_BYTES 24    /* of a property's value that is quoted */

static bool is_type(const JsonValue *v, const char *name)
{
    const JsonValue *type = json_member(v, "type");
    return type != NULL && type->kind == JSON_TEXT &&
           strcmp(type->text, name) == 0;
}

/* ---- Features ---- */

static void add_feature(Arena *arena, const JsonValue *self,
                        const JsonValue *geometry, size_t layer,
                        FeatureList *out)
{
    Feature f = {self, json_member(self, "properties"), geometry, layer};
    if (geometry != NULL && geometry->kind == JSON_OBJECT)
        *VEC_ADD(arena, out) = f;
}

static void features_of_geojson(Arena *arena, const JsonValue *root,
                                FeatureList *out)
{
    const JsonValue *list = json_member(root, "features");
    if (list == NULL || list->kind != JSON_LIST)
        return;
    for (const JsonValue *v = list->first; v != NULL; v = v->next)
        add_feature(arena, v, json_member(v, "geometry"), 0, out);
}

/* An object of a topology is a collection of shapes, or one of them. */
static void features_of_topojson(Arena *arena, const JsonValue *root,
                                 FeatureList *out)
{
    const JsonValue *objects = json_member(root, "objects");
    if (objects == NULL || objects->kind != JSON_OBJECT)
        return;
    size_t layer = 0;
    for (const JsonValue *o = objects->first; o != NULL; o = o->next) {
        const JsonValue *parts = json_member(o, "geometries");
        if (parts == NULL)
            add_feature(arena, o, o, layer, out);
        else if (parts->kind == JSON_LIST)
            for (const JsonValue *v = parts->first; v != NULL; v = v->next)
                add_feature(arena, v, v, layer, out);
        layer++;
    }
}

bool map_features(Arena *arena, const Source *source, const JsonValue *root,
                  FeatureList *out, Diags *diags)
{
    Place place = {source, {root->at, root->at + 1}};
    const char *way_out =
        N_("give boundaries with codes, as GeoJSON or TopoJSON");
    bool topology = is_type(root, "Topology");
    if (!topology && !is_type(root, "FeatureCollection")) {
        diag_add(diags, DIAG_FAULT, place, way_out,
                 "this is JSON, but no map");
        return false;
    }
    if (topology)
        features_of_topojson(arena, root, out);
    else
        features_of_geojson(arena, root, out);
    if (out->n == 0)
        diag_add(diags, DIAG_FAULT, place, way_out,
                 "this map holds no shapes");
    return out->n > 0;
}

/* ---- Codes ---- */

/* Index of the code that a value means, also without its leading zero. */
static bool meant(Arena *arena, const JsonValue *value,
                  const CodeIndex *codes, size_t *code)
{
    if (value->kind != JSON_TEXT && value->kind != JSON_NUMBER)
        return false;
    if (code_index_find(codes, value->text, code))
        return true;
    if (strspn(value->text, "0123456789") != strlen(value->text))
        return false;
    return code_index_find(codes, arena_format(arena, "0%s", value->text),
                           code);
}

const char *map_code(Arena *arena, const JsonValue *value,
                     const CodeIndex *codes, const char *const *code)
{
    size_t found;
    if (meant(arena, value, codes, &found))
        return code[found];
    return value->kind == JSON_TEXT || value->kind == JSON_NUMBER
               ? value->text : NULL;
}

/* ---- Properties ---- */

typedef struct KeySearch {
    Arena *arena;
    const CodeIndex *codes;
    size_t n;               /* codes */
    VEC(MapKey) keys;
} KeySearch;

static MapKey *key_for(KeySearch *k, size_t layer, const JsonValue *value)
{
    for (size_t i = 0; i < k->keys.n; i++)
        if (k->keys.at[i].layer == layer &&
            strcmp(k->keys.at[i].name, value->name) == 0)
            return &k->keys.at[i];
    if (k->keys.n == KEYS_MOST)
        return NULL;
    MapKey *key = VEC_ADD(k->arena, &k->keys);
    *key = (MapKey){.name = value->name, .layer = layer, .example = value,
                    .seen = ARENA_ARRAY(k->arena, bool, k->n + 1)};
    return key;
}

static void look_at(KeySearch *k, size_t layer, const JsonValue *value)
{
    MapKey *key = NULL;
    if (value->kind == JSON_TEXT || value->kind == JSON_NUMBER)
        key = key_for(k, layer, value);
    if (key == NULL)
        return;
    size_t code;
    key->features++;
    if (meant(k->arena, value, k->codes, &code)) {
        key->matched++;
        key->codes += !key->seen[code];
        key->seen[code] = true;
    }
}

/* Of equally many codes, on fewer shapes: regions rather than municipalities
 * that say in which region they lie. Else the first in the file. */
static bool is_better(const MapKey *a, const MapKey *b)
{
    if (a->codes != b->codes)
        return a->codes > b->codes;
    return a->features < b->features;
}

static const MapKey *most_codes(const KeySearch *k)
{
    const MapKey *best = NULL;
    for (size_t i = 0; i < k->keys.n; i++)
        if (best == NULL || is_better(&k->keys.at[i], best))
            best = &k->keys.at[i];
    return best;
}

/* A number that happens to be a code here and there is not meant. */
static bool holds_codes(const MapKey *key, size_t n)
{
    return key != NULL && key->codes > 0 &&
           (key->codes * 2 >= n || key->matched * 2 >= key->features);
}

/* As many bytes of a text as can be quoted, without half a letter. */
static int quoted(const char *text)
{
    size_t n = strlen(text);
    if (n > EXAMPLE_BYTES)
        n = EXAMPLE_BYTES;
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    return (int)n;
}

static void no_codes(const KeySearch *k, const Source *source,
                     const Feature *first, const char *code, Diags *diags)
{
    Place place = {source, {first->self->at, first->self->at + 1}};
    Buf seen = {0};
    for (size_t i = 0; i < k->keys.n && i < KEYS_TOLD; i++) {
        const MapKey *key = &k->keys.at[i];
        buf_addf(&seen, "%s%s (\"%.*s\")", i > 0 ? ", " : "", key->name,
                 quoted(key->example->text), key->example->text);
    }
    if (seen.n == 0)
        diag_add(diags, DIAG_FAULT, place,
                 "give each shape a property with its code",
                 "the shapes of this map have no properties");
    else
        diag_add(diags, DIAG_FAULT, place,
                 arena_format(k->arena, tr("a property must hold the codes; "
                                           "here there are %s"), seen.at),
                 "no property of this map's shapes holds codes such as "
                 "\"%s\"", code);
    buf_free(&seen);
}

const MapKey *map_key(Arena *arena, const Source *source,
                      const FeatureList *features, const CodeIndex *codes,
                      const char *const *code, size_t n, Diags *diags)
{
    KeySearch k = {.arena = arena, .codes = codes, .n = n};
    for (size_t i = 0; i < features->n; i++) {
        const Feature *f = &features->at[i];
        const JsonValue *id = json_member(f->self, "id");
        if (f->properties != NULL && f->properties->kind == JSON_OBJECT)
            for (const JsonValue *v = f->properties->first; v != NULL;
                 v = v->next)
                look_at(&k, f->layer, v);
        if (id != NULL)
            look_at(&k, f->layer, id);
    }
    const MapKey *best = most_codes(&k);
    if (holds_codes(best, n))
        return best;
    no_codes(&k, source, &features->at[0], n > 0 ? code[0] : "", diags);
    return NULL;
}

const JsonValue *map_key_value(const Feature *feature, const MapKey *key)
{
    if (feature->layer != key->layer)
        return NULL;
    const JsonValue *v = json_member(feature->properties, key->name);
    if (v == NULL && strcmp(key->name, "id") == 0)
        v = json_member(feature->self, "id");
    return v;
}
