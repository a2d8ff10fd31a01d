/* test_report_map_file.c - shapes from GeoJSON and TopoJSON, and what is said
 * of files that are none.
 *
 * The map is made by hand: three squares of one degree in a row, A the
 * western one, which has a hole. Where they are drawn is worked out by hand,
 * too: at a mean latitude of 60 degrees one of longitude is half as long as
 * one of latitude.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lang/ast.h"
#include "report/map_file.h"
#include "test_map_help.h"

#define ARENA_CODES 3

static Arena *arena;
static RatPool *pool;
static Diags *diags;
static const char *const codes[ARENA_CODES] = {"0114", "0115", "0117"};

static void start(void)
{
    arena = arena_new();
    pool = rat_pool_new(1000);
    diags = diags_new(arena);
}

static void stop(void)
{
    rat_pool_free(pool);
    arena_free(arena);
}

TestSuite(report_map_file, .init = start, .fini = stop);

#define SQUARE(x) "[[" #x ",59.5],[" #x ".5,59.5],[" #x ".9,59.5]," \
                  "[" #x ".9,60.5],[" #x ",60.5],[" #x ",59.5]]"
#define HOLE "[[10.2,59.8],[10.2,60.2],[10.6,60.2],[10.2,59.8]]"
#define FEATURE(code, rings) \
    "{\"type\":\"Feature\",\"properties\":{\"namn\":\"x\",\"kod\":" code \
    "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" rings "]}}"
#define COLLECTION(features) \
    "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define THREE                                              \
    COLLECTION(FEATURE("\"0114\"", SQUARE(10) "," HOLE) "," \
               FEATURE("\"0115\"", SQUARE(11)) ","          \
               FEATURE("\"0117\"", SQUARE(12)))

static const Source *source_of(const char *text)
{
    return source_make(arena, "map.json", text, strlen(text));
}

static const MapShapes *shapes_of(const char *text)
{
    return map_read(arena, source_of(text), codes, ARENA_CODES, diags);
}

static MapIn rows(void)
{
    MapRow *row = ARENA_ARRAY(arena, MapRow, ARENA_CODES);
    for (size_t i = 0; i < ARENA_CODES; i++)
        row[i] = (MapRow){codes[i], codes[i],
                          arena_format(arena, "%zu kr", i),
                          rat_int(pool, (int64_t)i), 0,
                          arena_format(arena, "r%zu", i)};
    return (MapIn){arena, pool, "m", "Bidrag", MAP_SEQUENTIAL, row,
                   ARENA_CODES};
}

static const char *drawn(const MapIn *in, const MapShapes *shapes)
{
    Buf out = {0};
    map_shapes(in, shapes, &out);
    const char *text = arena_copy(arena, out.at, out.n);
    buf_free(&out);
    cr_expect(map_well_formed(text));
    return text;
}

/* ---- What is read and drawn ---- */

/* 2.9 degrees of longitude are 1.45 of latitude, which 460 steps, or 1840
 * places of the grid, are given. */
Test(report_map_file, geojson)
{
    MapIn in = rows();
    const MapShapes *shapes = shapes_of(THREE);
    cr_assert_not_null(shapes, "%s", diags_first(diags));
    cr_expect_str_eq(shapes->property, "kod");
    cr_expect_eq(shapes->shapes.n, 3);
    cr_expect_eq(shapes->shapes.at[0].rings.n, 2);
    cr_expect_eq(shapes->shapes.at[1].rings.at[0].n, 6);
    const char *svg = drawn(&in, shapes);
    cr_expect_eq(map_times(svg, "href=\"#r1\"><title>0115: 1 kr</title>"), 1);
    /* West to east 0, 0.9 * 1840 / 2.9 = 571; height 1 degree = 1269. */
    cr_expect_eq(map_times(svg, "d=\"M0 1269l571 0 0-1269-571 0zM"), 1);
    cr_expect_eq(map_times(svg, "d=\"M634 1269l"), 1, "the next degree");
    cr_expect_eq(map_times(svg, "found by its property &quot;kod&quot;"), 1);
    cr_expect(!diags_failed(diags));
    cr_expect(map_has_shape(shapes, in.row, in.n));
    ((MapRow *)in.row)[2].code = "2584";
    cr_expect_not(map_has_shape(shapes, in.row + 2, 1));
}

#define TOPOLOGY                                                             \
    "{\"type\":\"Topology\",\"transform\":{\"scale\":[0.1,0.5],"             \
    "\"translate\":[10,59.5]},\"objects\":{\"lines\":{\"type\":"             \
    "\"LineString\",\"arcs\":[0],\"properties\":{\"kod\":\"x\"}},\"land\":"  \
    "{\"type\":\"GeometryCollection\",\"geometries\":["                      \
    "{\"type\":\"Polygon\",\"id\":\"0114\",\"arcs\":[[0,1]]},"               \
    "{\"type\":\"MultiPolygon\",\"id\":\"0115\",\"arcs\":[[[-1,2]],[[2]]]}," \
    "{\"type\":null,\"id\":\"0117\"}"                                        \
    "]}},\"arcs\":[[[9,2],[0,-2]],[[9,0],[-9,0],[0,2],[9,0]],"               \
    "[[9,2],[9,0],[0,-2],[-9,0]]]}"

/* Two squares with a common arc, which the second one runs backwards. */
Test(report_map_file, topojson)
{
    MapIn in = rows();
    const MapShapes *shapes = shapes_of(TOPOLOGY);
    cr_assert_not_null(shapes, "%s", diags_first(diags));
    cr_expect_str_eq(shapes->property, "id");
    cr_assert_geq(shapes->shapes.n, 2);
    const MapRing *ring = &shapes->shapes.at[0].rings.at[0];
    cr_assert_eq(ring->n, 5);
    static const double x[] = {10.9, 10.9, 10, 10, 10.9};
    static const double y[] = {60.5, 59.5, 59.5, 60.5, 60.5};
    for (size_t i = 0; i < 5; i++) {
        cr_expect_float_eq(ring->at[i].x, x[i], 1e-9, "%zu", i);
        cr_expect_float_eq(ring->at[i].y, y[i], 1e-9, "%zu", i);
    }
    ring = &shapes->shapes.at[1].rings.at[0];
    cr_assert_eq(ring->n, 5);
    cr_expect_float_eq(ring->at[0].y, 59.5, 1e-9);
    cr_expect_float_eq(ring->at[1].y, 60.5, 1e-9);
    drawn(&in, shapes);
}

/* A plane is drawn as it stands; 1000 wide, 500 high. */
Test(report_map_file, sweref)
{
    static const char text[] =
        COLLECTION(FEATURE("\"0114\"", "[[600000,6600000],[601000,6600000],"
                           "[601000,6600500],[600000,6600500]]"));
    MapIn in = rows();
    const MapShapes *shapes = shapes_of(text);
    cr_assert_not_null(shapes);
    cr_expect_eq(map_times(drawn(&in, shapes),
                           "d=\"M0 920l1840 0 0-920-1840 0z\""), 1);
}

/* Codes stored as numbers, in whatever property. */
Test(report_map_file, codes_without_their_zero)
{
    const MapShapes *shapes =
        shapes_of(COLLECTION(FEATURE("114", SQUARE(10)) ","
                             FEATURE("115", SQUARE(11)) ","
                             FEATURE("\"117\"", SQUARE(12))));
    cr_assert_not_null(shapes);
    cr_expect_eq(shapes->shapes.n, 3);
    cr_expect_str_eq(shapes->shapes.at[0].code, "0114");
    cr_expect_str_eq(shapes->shapes.at[0].name, "Upplands Väsby");
}

#define COUNTY(id) "{\"type\":\"Polygon\",\"arcs\":[[0]],\"properties\":" \
                   "{\"lan\":\"0114\",\"id\":\"" id "\"}}"

/* A region's own shape, not those of the municipalities in it. */
Test(report_map_file, fewest_shapes)
{
    const MapShapes *shapes =
        shapes_of("{\"type\":\"Topology\",\"objects\":{\"small\":{\"type\":"
                  "\"GeometryCollection\",\"geometries\":[" COUNTY("a") ","
                  COUNTY("b") "]},\"large\":{\"type\":\"GeometryCollection\","
                  "\"geometries\":[" COUNTY("c") "]}},"
                  "\"arcs\":[[[10,60],[11,60],[11,61],[10,60]]]}");
    cr_assert_not_null(shapes);
    cr_assert_eq(shapes->shapes.n, 1);
    cr_expect_eq(shapes->shapes.at[0].rings.n, 1);
}

/* One municipality in two features; another county; one without a row. */
Test(report_map_file, who_is_shown)
{
    MapIn in = rows();
    const MapShapes *shapes =
        shapes_of(COLLECTION(FEATURE("\"0114\"", SQUARE(10)) ","
                             FEATURE("\"0114\"", SQUARE(11)) ","
                             FEATURE("\"0120\"", SQUARE(12)) ","
                             FEATURE("\"2584\"", SQUARE(13))));
    cr_assert_not_null(shapes);
    cr_expect_eq(shapes->shapes.n, 2);
    cr_expect_eq(shapes->shapes.at[0].rings.n, 2);
    const char *svg = drawn(&in, shapes);
    cr_expect_eq(map_times(svg, "<title>Värmdö: no figure</title>"), 1);
    cr_expect_eq(map_times(svg, ">not on this map: 2<"), 1);
    Buf out = {0};
    diags_render(diags, &out);
    cr_expect_eq(map_times(out.at, "2 of 3 codes have no shape in map.json "
                           "(by its property \"kod\"), such as \"0115\""), 1);
    buf_free(&out);
}

Test(report_map_file, marks_and_losses)
{
    MapIn in = rows();
    MapRow *row = (MapRow *)in.row;
    in.scale = MAP_DIVERGING;
    row[0].value = rat_int(pool, -5);
    row[1].marks = MARK_ESTIMATED;
    const char *svg = drawn(&in, shapes_of(THREE));
    cr_expect_eq(map_times(svg, "fill=\"url(#m-0-fine)\""), 1);
    cr_expect_eq(map_times(svg, "stroke-dasharray=\"6 8\""), 1);
    cr_expect_eq(map_times(svg, "<use href=\"#m-s1\""), 2);
    const char *marked = strstr(svg, "0115: 1 kr (estimated)");
    cr_assert_not_null(marked);
    cr_expect_null(strstr(marked, "<title>0117"), "marked ones come last");
}

/* What is too small to be seen keeps a dot, and its tooltip. */
Test(report_map_file, nobody_vanishes)
{
    MapIn in = rows();
    const MapShapes *shapes =
        shapes_of(COLLECTION(FEATURE("\"0114\"", SQUARE(10)) ","
                             FEATURE("\"0115\"", "[[11.5,60],[11.5001,60],"
                                     "[11.5,60.0001],[11.5,60]]")));
    cr_expect_eq(map_times(drawn(&in, shapes), "h4v4h-4z"), 1);
}

/* A finely drawn shape stays small: 200 000 points on a circle. */
Test(report_map_file, fine_maps_are_simplified)
{
    MapIn in = rows();
    Buf text = {0};
    buf_add(&text, "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":"
                   "\"Feature\",\"properties\":{\"kod\":\"0114\"},"
                   "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
    for (int i = 0; i < 200000; i++)
        buf_addf(&text, "%s[%.7f,%.7f]", i > 0 ? "," : "",
                 1000 * cos(i * 2e-5 * acos(-1) / 2),
                 1000 * sin(i * 2e-5 * acos(-1) / 2));
    buf_add(&text, "]]}}]}");
    const MapShapes *shapes = map_read(
        arena, source_make(arena, "map.json", text.at, text.n), codes,
        ARENA_CODES, diags);
    buf_free(&text);
    cr_assert_not_null(shapes);
    cr_expect_lt(strlen(drawn(&in, shapes)), 30000);
}

/* ---- What is refused ---- */

/* Three squares, one of them with all points that there may be; one more. */
Test(report_map_file, most_points)
{
    for (size_t n = MAP_POINTS_MAX; n <= MAP_POINTS_MAX + 1; n++) {
        Buf text = {0};
        buf_add(&text, "{\"type\":\"FeatureCollection\",\"features\":["
                       FEATURE("\"0115\"", SQUARE(11)) ","
                       FEATURE("\"0117\"", SQUARE(12)) ","
                       "{\"type\":\"Feature\",\"properties\":{\"kod\":"
                       "\"0114\"},\"geometry\":{\"type\":\"Polygon\","
                       "\"coordinates\":[[[10,59]");
        for (size_t i = 0; i < n - 12 - 4; i++)
            buf_add(&text, i % 2 == 0 ? ",[10,59.5]" : ",[10,59.6]");
        buf_add(&text, ",[10,60],[11,60],[10,59]]]}}]}");
        diags = diags_new(arena);
        const MapShapes *shapes = map_read(
            arena, source_make(arena, "m", text.at, text.n), codes,
            ARENA_CODES, diags);
        cr_expect_eq(shapes != NULL, n == MAP_POINTS_MAX);
        cr_expect_str_eq(n == MAP_POINTS_MAX ? "" : diags_first(diags),
                         n == MAP_POINTS_MAX
                             ? ""
                             : "this map has more points than are read (2 "
                               "million)");
        buf_free(&text);
    }
}

Test(report_map_file, no_file)
{
    cr_expect_null(map_source(arena, "no/such.json", diags));
    cr_expect_str_eq(diags_first(diags), "there is no file \"no/such.json\"");
    cr_expect_eq(diags_status(diags), 3);
    diags = diags_new(arena);
    cr_expect_null(map_source(arena, "src", diags));
    cr_expect_str_eq(diags_first(diags), "\"src\" is a directory, not a file");
    cr_expect_not_null(map_source(arena, "scenarios/README.md", diags));
}

/* The first line of what is shown, without "map.json:" and "error: ". */
static void expect_refused(const char *text, const char *place,
                           const char *message)
{
    Buf out = {0}, first = {0};
    diags = diags_new(arena);
    cr_expect_null(shapes_of(text), "%s", text);
    diags_render(diags, &out);
    buf_addf(&first, "map.json:%s: error: %s\n", place, message);
    cr_expect_eq(diags_status(diags), 3);
    cr_expect_eq(strncmp(out.at, first.at, first.n), 0, "%s", out.at);
    cr_expect_not_null(strstr(out.at, "  way out: "), "%s", out.at);
    buf_free(&first);
    buf_free(&out);
}

Test(report_map_file, faults_are_shown)
{
    Buf out = {0};
    expect_refused("{\"type\": \"Topology\",\n \"arcs\": [1, 2,, 3]}", "2:16",
                   "this breaks the rules of JSON");
    diags_render(diags, &out);
    cr_expect_str_eq(out.at,
                     "map.json:2:16: error: this breaks the rules of JSON\n"
                     "    2 |  \"arcs\": [1, 2,, 3]}\n"
                     "      |                ^\n"
                     "  way out: a map is GeoJSON or TopoJSON; fetch or "
                     "export it again\n");
    buf_free(&out);
}

Test(report_map_file, broken_json)
{
    expect_refused("{\"type\": \"Topology\", \"arcs\": [[1, 2]\n", "1:37",
                   "the file ends in the middle of its JSON");
    expect_refused("{\"a\": \"b\" \"c\": 1}", "1:11",
                   "this breaks the rules of JSON");
    expect_refused("{\"a\": \"b\"c}", "1:10",
                   "this breaks the rules of JSON");
    expect_refused("", "1:1", "the file is empty");
    expect_refused(" \n", "1:1", "the file is empty");
    expect_refused("kod,kommun\n0114,Upplands V\xc3\xa4sby\n", "1:1",
                   "this breaks the rules of JSON");
    expect_refused("{\"a\": \"V\xe4sby\"}", "1:9",
                   "this byte is not UTF-8, as JSON must be");
    expect_refused("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]"
                   "]]]]]]]]]]]]", "1:33",
                   "lists and objects lie inside each other more than 32 "
                   "times");
}

Test(report_map_file, no_map)
{
    static const char no_map[] = "this is JSON, but no map";
    static const char no_shapes[] = "this map holds no shapes";
    expect_refused("[1, 2]", "1:1", no_map);
    expect_refused("{\"type\": \"Feature\"}", "1:1", no_map);
    expect_refused("{\"type\": 7}", "1:1", no_map);
    expect_refused("null", "1:4", no_map);
    expect_refused("{\"type\": \"FeatureCollection\", \"features\": []}",
                   "1:1", no_shapes);
    expect_refused("{\"type\": \"FeatureCollection\", \"features\": 3}",
                   "1:1", no_shapes);
    expect_refused("{\"type\": \"Topology\", \"arcs\": []}", "1:1",
                   no_shapes);
}

Test(report_map_file, other_codes)
{
    static const char other[] = "no property of this map's shapes holds codes "
                                "such as \"0114\"";
    Buf out = {0};
    expect_refused(COLLECTION(FEATURE("\"SE110\"", SQUARE(10))), "1:41",
                   other);
    diags_render(diags, &out);
    cr_expect_not_null(strstr(out.at, "a property must hold the codes; here "
                              "there are namn (\"x\"), kod (\"SE110\")"));
    buf_free(&out);
    expect_refused("{\"type\":\"FeatureCollection\",\"features\":[{\"geometry"
                   "\":{}}]}", "1:41",
                   "the shapes of this map have no properties");
    /* Numbers that are codes by accident. */
    expect_refused(COLLECTION(FEATURE("112", SQUARE(10)) ","
                              FEATURE("113", SQUARE(10)) ","
                              FEATURE("114", SQUARE(10))), "1:41", other);
}

#define SHAPE(geometry)                                                     \
    "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"kod\":" \
    "\"0114\"},\"geometry\":" geometry "}]}"

Test(report_map_file, broken_shapes)
{
    static const struct {
        const char *geometry, *message;
    } row[] = {
        {"{}", "this shape is no Polygon and no MultiPolygon"},
        {"{\"type\":\"Point\",\"coordinates\":[1,2]}",
         "this shape is no Polygon and no MultiPolygon"},
        {"{\"type\":\"Polygon\"}", "this shape has no coordinates"},
        {"{\"type\":\"Polygon\",\"coordinates\":7}",
         "this shape has no coordinates"},
        {"{\"type\":\"Polygon\",\"coordinates\":[1,2]}",
         "here a list of rings is expected"},
        {"{\"type\":\"Polygon\",\"coordinates\":[[1,2]]}",
         "here a list of points is expected"},
        {"{\"type\":\"Polygon\",\"coordinates\":[{}]}",
         "here a list of points is expected"},
        {"{\"type\":\"Polygon\",\"coordinates\":[[[1]]]}",
         "here a point of two numbers is expected"},
        {"{\"type\":\"Polygon\",\"coordinates\":[[[1,\"2\"]]]}",
         "here a point of two numbers is expected"},
        {"{\"type\":\"Polygon\",\"coordinates\":[[[1,1e999]]]}",
         "this point lies nowhere on earth"},
        {"{\"type\":\"MultiPolygon\",\"coordinates\":[[[1,2]]]}",
         "here a list of points is expected"},
        {"{\"type\":\"MultiPolygon\",\"coordinates\":[3]}", NULL},
        {"{\"type\":\"Polygon\",\"arcs\":[[0]]}",
         "here is the number of an arc that does not exist"},
        {"{\"type\":\"Polygon\",\"arcs\":[7]}",
         "here a list of rings is expected"},
        {"{\"geometries\":[{\"geometries\":[]}]}",
         "this shape is no Polygon and no MultiPolygon"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        MapIn in = rows();
        Buf text = {0};
        diags = diags_new(arena);
        buf_addf(&text, SHAPE("%s"), row[i].geometry);
        const MapShapes *shapes = shapes_of(text.at);
        buf_free(&text);
        if (row[i].message == NULL) {
            drawn(&in, shapes);
            continue;
        }
        cr_expect_null(shapes, "%s", row[i].geometry);
        cr_assert_not_null(diags_first(diags), "%s", row[i].geometry);
        cr_expect_str_eq(diags_first(diags), row[i].message);
    }
}

/* A file cut off anywhere, or with any byte changed, is read or refused, and
 * what is read can be drawn. */
Test(report_map_file, no_damage_harms)
{
    static const char *const text[] = {TOPOLOGY, THREE};
    static const char other[] = "\"[]{},:-9e \\\xff";
    MapIn in = rows();
    for (size_t t = 0; t < 2; t++)
        for (size_t at = 0; at < strlen(text[t]); at++) {
            diags = diags_new(arena);
            cr_expect_null(map_read(arena,
                                    source_make(arena, "x", text[t], at),
                                    codes, ARENA_CODES, diags));
            for (const char *c = other; *c != '\0'; c++) {
                char *copy = arena_string(arena, text[t]);
                copy[at] = *c;
                const MapShapes *shapes = shapes_of(copy);
                if (shapes != NULL)
                    drawn(&in, shapes);
            }
        }
}
