/* map_geometry.c - polygons of GeoJSON and TopoJSON as rings of points. */
#include <math.h>
#include <string.h>

#include "base/tr.h"
#include "report/map_file.h"

static bool fail(const Geometry *g, const JsonValue *at, const char *message)
{
    Place place = {g->source, {at->at, at->at + 1}};
    diag_add(g->diags, DIAG_FAULT, place,
             "fetch or export the map again", "%s", tr(message));
    return false;
}

static bool count(Geometry *g, const JsonValue *at, size_t n)
{
    Place place = {g->source, {at->at, at->at + 1}};
    g->n_points += n;
    if (g->n_points <= MAP_POINTS_MAX)
        return true;
    diag_add(g->diags, DIAG_FAULT, place,
             "take a more general map, with fewer points",
             "this map has more points than are read (2 million)");
    return false;
}

/* Magnitudes beyond any coordinate would overflow further on. */
static bool read_point(const Geometry *g, const JsonValue *v, MapPoint *out)
{
    if (v->kind != JSON_LIST || v->n_numbers < 2)
        return fail(g, v, N_("here a point of two numbers is expected"));
    *out = (MapPoint){v->numbers[0], v->numbers[1]};
    if (!(fabs(out->x) < 1e9 && fabs(out->y) < 1e9))
        return fail(g, v, N_("this point lies nowhere on earth"));
    return true;
}

static size_t items(const JsonValue *list)
{
    size_t n = 0;
    for (const JsonValue *v = list->first; v != NULL; v = v->next)
        n++;
    return n;
}

static bool read_points(Geometry *g, const JsonValue *list, MapRing *out)
{
    if (list->kind != JSON_LIST || list->n_numbers > 0)
        return fail(g, list, N_("here a list of points is expected"));
    size_t n = items(list);
    MapPoint *point = ARENA_ARRAY(g->arena, MapPoint, n + 1);
    if (!count(g, list, n))
        return false;
    *out = (MapRing){point, 0};
    for (const JsonValue *v = list->first; v != NULL; v = v->next)
        if (!read_point(g, v, &point[out->n++]))
            return false;
    return true;
}

/* ---- TopoJSON ---- */

/* With a transform an arc's points are steps from one to the next, on a
 * grid. */
static bool undo_steps(const Geometry *g, const JsonValue *transform,
                       MapRing *arc)
{
    const JsonValue *scale = json_member(transform, "scale");
    const JsonValue *move = json_member(transform, "translate");
    MapPoint at = {0, 0}, by, from;
    if (scale == NULL || move == NULL)
        return fail(g, transform,
                    N_("this transform lacks scale or translate"));
    if (!read_point(g, scale, &by) || !read_point(g, move, &from))
        return false;
    MapPoint *point = (MapPoint *)arc->at;
    for (size_t i = 0; i < arc->n; i++) {
        at.x += point[i].x;
        at.y += point[i].y;
        point[i].x = at.x * by.x + from.x;
        point[i].y = at.y * by.y + from.y;
    }
    return true;
}

bool geometry_arcs(Geometry *g, const JsonValue *root)
{
    const JsonValue *arcs = json_member(root, "arcs");
    const JsonValue *transform = json_member(root, "transform");
    if (arcs == NULL)
        return true;
    if (arcs->kind != JSON_LIST)
        return fail(g, arcs, N_("arcs is no list"));
    g->n_arcs = items(arcs);
    g->arc = ARENA_ARRAY(g->arena, MapRing, g->n_arcs + 1);
    size_t i = 0;
    for (const JsonValue *v = arcs->first; v != NULL; v = v->next, i++)
        if (!read_points(g, v, &g->arc[i]) ||
            (transform != NULL && !undo_steps(g, transform, &g->arc[i])))
            return false;
    return true;
}

/* Which arc a number means, and whether it runs backwards: ~i is i so. */
static bool find_arc(const Geometry *g, double number, size_t *arc,
                     bool *backwards)
{
    *backwards = number < 0;
    if (*backwards)
        number = -number - 1;
    if (!(number < (double)g->n_arcs) || number != floor(number))
        return false;
    *arc = (size_t)number;
    return true;
}

/* A ring of arcs end to end; each begins where the one before ended. */
static bool ring_of_arcs(Geometry *g, const JsonValue *list, MapRing *out)
{
    size_t n = 0, arc = 0;
    bool backwards;
    for (size_t i = 0; i < list->n_numbers; i++) {
        if (!find_arc(g, list->numbers[i], &arc, &backwards))
            return fail(g, list, N_("here is the number of an arc that "
                                    "does not exist"));
        n += g->arc[arc].n;
    }
    if (!count(g, list, n))
        return false;
    MapPoint *point = ARENA_ARRAY(g->arena, MapPoint, n + 1);
    *out = (MapRing){point, 0};
    for (size_t i = 0; i < list->n_numbers; i++) {
        find_arc(g, list->numbers[i], &arc, &backwards);
        const MapRing *a = &g->arc[arc];
        for (size_t k = i > 0; k < a->n; k++)
            point[out->n++] = a->at[backwards ? a->n - 1 - k : k];
    }
    return true;
}

/* ---- Polygons ---- */

/* rings: of one polygon, of arcs or of points. */
static bool add_rings(Geometry *g, const JsonValue *rings, bool arcs,
                      MapShape *out)
{
    if (rings->kind != JSON_LIST || rings->n_numbers > 0)
        return fail(g, rings, N_("here a list of rings is expected"));
    for (const JsonValue *v = rings->first; v != NULL; v = v->next) {
        MapRing ring;
        if (arcs && v->kind != JSON_LIST)
            return fail(g, v, N_("here a list of arcs is expected"));
        if (!(arcs ? ring_of_arcs(g, v, &ring) : read_points(g, v, &ring)))
            return false;
        *VEC_ADD(g->arena, &out->rings) = ring;
    }
    return true;
}

/* What a collection holds is read one level deep; deeper ones do not occur in
 * maps, and would be recursion. A type of null is no shape, but no fault. */
static bool add_polygons(Geometry *g, const JsonValue *geometry,
                         MapShape *out)
{
    const JsonValue *type = json_member(geometry, "type");
    if (type != NULL && type->kind == JSON_NULL)
        return true;
    const JsonValue *arcs = json_member(geometry, "arcs");
    const JsonValue *list = arcs != NULL
                                ? arcs : json_member(geometry, "coordinates");
    bool one = type != NULL && type->kind == JSON_TEXT &&
               strcmp(type->text, "Polygon") == 0;
    bool many = type != NULL && type->kind == JSON_TEXT &&
                strcmp(type->text, "MultiPolygon") == 0;
    if (!one && !many)
        return fail(g, geometry, N_("this shape is no Polygon and no "
                                 "MultiPolygon"));
    if (list == NULL || list->kind != JSON_LIST)
        return fail(g, geometry, N_("this shape has no coordinates"));
    if (one)
        return add_rings(g, list, arcs != NULL, out);
    for (const JsonValue *v = list->first; v != NULL; v = v->next)
        if (!add_rings(g, v, arcs != NULL, out))
            return false;
    return true;
}

bool geometry_rings(Geometry *g, const JsonValue *geometry, MapShape *out)
{
    const JsonValue *parts = json_member(geometry, "geometries");
    if (parts == NULL)
        return add_polygons(g, geometry, out);
    if (parts->kind != JSON_LIST)
        return fail(g, parts, N_("here a list of shapes is expected"));
    for (const JsonValue *v = parts->first; v != NULL; v = v->next)
        if (!add_polygons(g, v, out))
            return false;
    return true;
}
