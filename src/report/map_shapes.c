/* map_shapes.c - rows on the shapes of a map file.
 *
 * Degrees are drawn with one scale for the whole map, that of its middle
 * latitude; other coordinates (SWEREF 99) are a plane already. Every point is
 * put on a grid of whole numbers, a quarter of a pixel apart, and what then
 * changes nothing is left out: neighbours keep their common border, point for
 * point, which simplifying each by itself would not.
 */
#include <math.h>

#include "base/tr.h"
#include "report/map_file.h"

/* The land is at most so large, in the drawing's steps. */
#define LAND_WIDTH 460
#define LAND_HEIGHT 720
/* Points are put on this part of a step; larger drawings than so many bytes
 * are made anew on a grid twice as coarse, down to whole steps. */
#define GRID_FINEST 4
#define BYTES_MOST ((size_t)700 * 1000)
/* Islands smaller than this, in squares of the grid, are left out. */
#define AREA_LEAST 4

typedef struct GridPoint {
    int32_t x, y;
} GridPoint;

typedef struct ShapeMap {
    const MapIn *in;
    const MapShapes *shapes;
    const MapRow **row;         /* of each shape, or NULL */
    size_t elsewhere;
    double left, top;           /* the map's corner ... */
    double per_x, per_y;        /* ... and steps of the drawing per unit */
    MapSize land;
    int grid;                   /* so many of its places are one step */
    int x;                      /* where the land begins */
    GridPoint *point;           /* room for the longest ring */
    MapClasses classes;
    Buf *out;
} ShapeMap;

/* ---- Who is shown ---- */

static void choose(ShapeMap *map)
{
    size_t n = map->shapes->shapes.n, at;
    map->row = ARENA_ARRAY(map->in->arena, const MapRow *, n + 1);
    for (size_t i = 0; i < map->in->n; i++)
        if (code_index_find(map->shapes->index, map->in->row[i].code, &at))
            map->row[at] = &map->in->row[i];
        else
            map->elsewhere++;
}

/* ---- Where points come to lie ---- */

typedef struct Bounds {
    double left, right, bottom, top;
    size_t longest;             /* points of a ring */
} Bounds;

static void widen(Bounds *b, const MapRing *ring)
{
    if (ring->n > b->longest)
        b->longest = ring->n;
    for (size_t i = 0; i < ring->n; i++) {
        b->left = fmin(b->left, ring->at[i].x);
        b->right = fmax(b->right, ring->at[i].x);
        b->bottom = fmin(b->bottom, ring->at[i].y);
        b->top = fmax(b->top, ring->at[i].y);
    }
}

static Bounds bounds_of(const MapShapes *shapes)
{
    Bounds b = {INFINITY, -INFINITY, INFINITY, -INFINITY, 0};
    for (size_t i = 0; i < shapes->shapes.n; i++)
        for (size_t k = 0; k < shapes->shapes.at[i].rings.n; k++)
            widen(&b, &shapes->shapes.at[i].rings.at[k]);
    return b;
}

static bool is_degrees(const Bounds *b)
{
    return b->left >= -180 && b->right <= 180 && b->bottom >= -90 &&
           b->top <= 90;
}

static void project(ShapeMap *map)
{
    const double degree = acos(-1) / 180;
    Bounds b = bounds_of(map->shapes);
    double stretch = 1;
    if (b.longest == 0)
        b = (Bounds){0, 0, 0, 0, 0};
    if (is_degrees(&b))
        stretch = fmax(cos((b.bottom + b.top) / 2 * degree), 0.01);
    double width = fmax((b.right - b.left) * stretch, 1e-6);
    double height = fmax(b.top - b.bottom, 1e-6);
    map->per_y = fmin(LAND_WIDTH / width, LAND_HEIGHT / height);
    map->per_x = map->per_y * stretch;
    map->left = b.left;
    map->top = b.top;
    map->land = (MapSize){(int)ceil(width * map->per_y),
                          (int)ceil(height * map->per_y)};
    map->point = ARENA_ARRAY(map->in->arena, GridPoint, b.longest + 1);
}

static GridPoint on_grid(const ShapeMap *map, MapPoint p)
{
    return (GridPoint){
        (int32_t)lround((p.x - map->left) * map->per_x * map->grid),
        (int32_t)lround((map->top - p.y) * map->per_y * map->grid)};
}

/* From the edge of the land to the first point beside the legend. */
static int room_beside(const ShapeMap *map, int height, bool right)
{
    double room = map->land.width;
    for (size_t i = 0; i < map->shapes->shapes.n; i++)
        for (size_t k = 0; k < map->shapes->shapes.at[i].rings.n; k++) {
            const MapRing *ring = &map->shapes->shapes.at[i].rings.at[k];
            for (size_t p = 0; p < ring->n; p++) {
                double x = (ring->at[p].x - map->left) * map->per_x;
                double y = (map->top - ring->at[p].y) * map->per_y;
                if (y < height)
                    room = fmin(room, right ? map->land.width - x : x);
            }
        }
    return (int)room;
}

/* ---- Rings on the grid ---- */

static int64_t turn(GridPoint a, GridPoint b, GridPoint c)
{
    return (int64_t)(b.x - a.x) * (c.y - a.y) -
           (int64_t)(c.x - a.x) * (b.y - a.y);
}

static bool same(GridPoint a, GridPoint b)
{
    return a.x == b.x && a.y == b.y;
}

/* Is b, between a and c, on the straight way, or a detour there and back? */
static bool is_needless(GridPoint a, GridPoint b, GridPoint c)
{
    return same(b, c) || turn(a, b, c) == 0;
}

/* The ring's points that matter, n of them, without the last that closes it. */
static size_t simplify(const ShapeMap *map, const MapRing *ring)
{
    GridPoint *p = map->point;
    size_t n = 0;
    for (size_t i = 0; i < ring->n; i++) {
        GridPoint next = on_grid(map, ring->at[i]);
        while (n >= 2 && is_needless(p[n - 2], p[n - 1], next))
            n--;
        if (n == 0 || !same(p[n - 1], next))
            p[n++] = next;
    }
    while (n >= 2 && (same(p[n - 1], p[0]) ||
                      is_needless(p[n - 2], p[n - 1], p[0])))
        n--;
    return n;
}

static int64_t doubled_area(const GridPoint *p, size_t n)
{
    int64_t sum = 0;
    for (size_t i = 1; i + 1 < n; i++)
        sum += turn(p[0], p[i], p[i + 1]);
    return sum < 0 ? -sum : sum;
}

/* A minus parts numbers as well as a blank does. */
static void add_number(Buf *out, int number, bool first)
{
    buf_addf(out, first || number < 0 ? "%d" : " %d", number);
}

static void add_ring(const GridPoint *p, size_t n, Buf *out)
{
    buf_addf(out, "M%d %dl", p[0].x, p[0].y);
    for (size_t i = 1; i < n; i++) {
        add_number(out, p[i].x - p[i - 1].x, i == 1);
        add_number(out, p[i].y - p[i - 1].y, false);
    }
    buf_add_char(out, 'z');
}

/* Where everything is too small to be seen, a dot. */
static void add_path(const ShapeMap *map, const MapShape *shape, Buf *out)
{
    size_t before = out->n;
    for (size_t i = 0; i < shape->rings.n; i++) {
        size_t n = simplify(map, &shape->rings.at[i]);
        if (n >= 3 && doubled_area(map->point, n) >= 2 * AREA_LEAST)
            add_ring(map->point, n, out);
    }
    for (size_t i = 0; i < shape->rings.n && out->n == before; i++)
        if (shape->rings.at[i].n > 0) {
            GridPoint p = on_grid(map, shape->rings.at[i].at[0]);
            buf_addf(out, "M%d %dh%dv%dh-%dz", p.x, p.y, map->grid,
                     map->grid, map->grid);
        }
}

/* ---- Shapes ---- */

static unsigned marks_of(const ShapeMap *map, size_t i)
{
    return map->row[i] == NULL ? 0 : map->row[i]->marks & 3;
}

/* The path's outline, once more by its name. */
static void add_use(const ShapeMap *map, size_t i)
{
    buf_addf(map->out, "<use href=\"#%s-s%zu\"", map->in->id, i);
}

static void add_shape(const ShapeMap *map, size_t i)
{
    Buf *out = map->out;
    map_place_open(map->row[i], map->shapes->shapes.at[i].name, out);
    buf_add(out, "<g");
    map_paint(map->in, &map->classes, map->classes.of[i], MAP_FINE, out);
    buf_addf(out, "><path id=\"%s-s%zu\" d=\"", map->in->id, i);
    add_path(map, &map->shapes->shapes.at[i], out);
    buf_add(out, "\"/></g>");
    if (marks_of(map, i) != 0) {
        add_use(map, i);
        map_under_dashes(map->grid, out);
        buf_add(out, "/>");
        add_use(map, i);
        map_dashes(marks_of(map, i), map->grid, out);
        buf_add(out, "/>");
    }
    map_place_close(map->row[i], out);
}

/* Marked shapes last, so that no neighbour covers their outlines. */
static void add_shapes(const ShapeMap *map)
{
    Buf *out = map->out;
    buf_addf(out, "<g transform=\"translate(%d %d) scale(%s)\" "
             "stroke=\"#8b929a\" stroke-width=\"%d\" "
             "stroke-linejoin=\"round\" fill-rule=\"evenodd\">\n",
             map->x, MAP_MARGIN, map->grid == 4 ? ".25" : map->grid == 2
                                     ? ".5" : "1", (map->grid + 1) / 2);
    for (int marked = 0; marked <= 1; marked++)
        for (size_t i = 0; i < map->shapes->shapes.n; i++)
            if ((marks_of(map, i) != 0) == marked)
                add_shape(map, i);
    buf_add(out, "</g>\n");
}

static void describe(const ShapeMap *map, Buf *out)
{
    buf_addf(out, tr("Shapes of %s, found by its property \"%s\"."),
             map->shapes->path, map->shapes->property);
}

static void draw(ShapeMap *map)
{
    MapSize legend = map_legend_size(map->in, &map->classes);
    Buf words = {0};
    MapLayout at = map_lay_out(map->land, legend,
                               room_beside(map, legend.height, false),
                               room_beside(map, legend.height, true));
    map->x = at.land_x;
    describe(map, &words);
    map_open(map->in, at.size, words.at, map->grid, map->out);
    buf_free(&words);
    add_shapes(map);
    map_legend(map->in, &map->classes, map->elsewhere, at.legend_x,
               at.legend_y, map->out);
    map_close(map->out);
}

void map_shapes(const MapIn *in, const MapShapes *shapes, Buf *out)
{
    ShapeMap map = {.in = in, .shapes = shapes, .out = out};
    size_t before = out->n;
    choose(&map);
    project(&map);
    map_classify(in, map.row, shapes->shapes.n, &map.classes);
    for (map.grid = GRID_FINEST; ; map.grid /= 2) {
        draw(&map);
        if (map.grid == 1 || out->n - before <= BYTES_MOST)
            break;
        out->n = before;
        out->at[before] = '\0';
    }
}
