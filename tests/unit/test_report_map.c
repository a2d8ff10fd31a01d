/* test_report_map.c - classes, colours, and the tile map as SVG.
 *
 * Expectations by hand. What a map looks like is for eyes; here is what eyes
 * would miss among 290 tiles.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lang/ast.h"
#include "report/map_int.h"
#include "report/tiles.h"
#include "test_map_help.h"

static Arena *arena;
static RatPool *pool;

static void start(void)
{
    arena = arena_new();
    pool = rat_pool_new(1000);
}

static void stop(void)
{
    rat_pool_free(pool);
    arena_free(arena);
}

TestSuite(report_map, .init = start, .fini = stop);

/* Rows of the first n municipalities (or regions) with these values; NULL: 0,
 * 1, 2 ... */
static MapIn map_of(MapKind kind, const int *value, size_t n)
{
    TileSet set = tiles_of(kind);
    MapRow *row = ARENA_ARRAY(arena, MapRow, n);
    for (size_t i = 0; i < n; i++) {
        int v = value == NULL ? (int)i : value[i];
        row[i].code = set.tile[i].code;
        row[i].name = set.tile[i].name;
        row[i].text = arena_format(arena, "%d kr", v);
        row[i].value = rat_int(pool, v);
        row[i].link = arena_format(arena, "r%s", row[i].code);
    }
    return (MapIn){arena, pool, "m", "Bidrag", MAP_SEQUENTIAL, row, n};
}

static const char *drawn(const MapIn *in, MapKind kind)
{
    Buf out = {0};
    map_tiles(in, kind, &out);
    const char *text = arena_copy(arena, out.at, out.n);
    buf_free(&out);
    cr_expect(map_well_formed(text));
    return text;
}

/* ---- Classes ---- */

/* "0011": the class of each row. */
static const char *classes_of(const int *value, size_t n, MapScale scale)
{
    MapIn in = map_of(MAP_MUNICIPALITIES, value, n);
    const MapRow **row = ARENA_ARRAY(arena, const MapRow *, n);
    MapClasses classes;
    Buf out = {0};
    in.scale = scale;
    for (size_t i = 0; i < n; i++)
        row[i] = &in.row[i];
    map_classify(&in, row, n, &classes);
    for (size_t i = 0; i < n; i++)
        buf_addf(&out, "%d", classes.of[i]);
    const char *text = arena_copy(arena, out.at, out.n);
    buf_free(&out);
    return text;
}

Test(report_map, classes_are_equally_large_and_keep_equals_together)
{
    static const int ten[] = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
    static const int floor[] = {35, 35, 35, 35, 35, 35, 40, 50, 60, 70};
    static const int same[] = {3, 3, 3};
    static const int few[] = {3, 1, 2, 1, 3};
    static const int one[] = {7};
    cr_expect_str_eq(classes_of(ten, 10, MAP_SEQUENTIAL), "4433221100");
    cr_expect_str_eq(classes_of(floor, 10, MAP_SEQUENTIAL), "0000001234");
    cr_expect_str_eq(classes_of(same, 3, MAP_SEQUENTIAL), "000");
    cr_expect_str_eq(classes_of(few, 5, MAP_SEQUENTIAL), "20102");
    cr_expect_str_eq(classes_of(one, 1, MAP_SEQUENTIAL), "0");
}

/* 3 is nothing; losses and gains of one size are equally far from it. */
Test(report_map, changes_have_their_middle_at_nothing)
{
    static const int both[] = {-90, -20, -3, 0, 2, 20, 100};
    static const int gains[] = {1, 2, 3};
    static const int losses[] = {-1, -2, -3};
    static const int none[] = {0, 0};
    cr_expect_str_eq(classes_of(both, 7, MAP_DIVERGING), "0123456");
    cr_expect_str_eq(classes_of(gains, 3, MAP_DIVERGING), "456");
    cr_expect_str_eq(classes_of(losses, 3, MAP_DIVERGING), "210");
    cr_expect_str_eq(classes_of(none, 2, MAP_DIVERGING), "33");
}

/* Values that doubles cannot tell apart. */
Test(report_map, classes_are_exact)
{
    MapIn in = map_of(MAP_MUNICIPALITIES, NULL, 2);
    const MapRow *row[] = {&in.row[0], &in.row[1]};
    MapClasses classes;
    MapRow *first = (MapRow *)&in.row[0];
    first->value = rat_add(pool, rat_int(pool, 1),
                           rat_read(pool, "1/100000000000000000000000", 26));
    map_classify(&in, row, 2, &classes);
    cr_expect_eq(classes.n, 2);
    cr_expect_eq(classes.of[0], 1);
    cr_expect_eq(classes.of[1], 0);
}

Test(report_map, who_has_no_value_is_in_no_class)
{
    MapIn in = map_of(MAP_MUNICIPALITIES, NULL, 3);
    const MapRow *row[] = {&in.row[0], NULL, &in.row[2], &in.row[1]};
    MapClasses classes;
    ((MapRow *)&in.row[1])->value = NULL;
    map_classify(&in, row, 4, &classes);
    cr_expect_eq(classes.hatched, 2);
    cr_expect_eq(classes.of[1], MAP_NO_CLASS);
    cr_expect_eq(classes.of[3], MAP_NO_CLASS);
    map_classify(&in, row + 1, 1, &classes);
    cr_expect_eq(classes.n, 0);
}

/* ---- Colours ---- */

static void read_colour(const char *hex, double linear[3])
{
    unsigned long rgb = strtoul(hex + 1, NULL, 16);
    for (int i = 0; i < 3; i++) {
        double c = (double)(rgb >> (16 - 8 * i) & 255) / 255;
        linear[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
}

static double luminance(const char *hex)
{
    double c[3];
    read_colour(hex, c);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

/* CIE L*: 0 black, 100 white. */
static double lightness(const char *hex)
{
    return 116 * cbrt(luminance(hex)) - 16;
}

/* WCAG: at least 4.5 for words. */
static double contrast(const char *a, const char *b)
{
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

Test(report_map, colours_survive_grey_and_carry_words)
{
    for (size_t i = 0; i < MAP_STEPS; i++) {
        const MapColour *c = &map_sequential[i];
        cr_expect_gt(contrast(c->fill, c->ink), 4.5, "%zu", i);
        if (i > 0)
            cr_expect_gt(lightness(c[-1].fill) - lightness(c->fill), 12);
    }
    for (int i = 0; i < MAP_CLASSES; i++) {
        const MapColour *c = &map_diverging[i];
        cr_expect_gt(contrast(c->fill, c->ink), 4.5, "%d", i);
        cr_expect_eq(c->striped, i < MAP_SIDE_STEPS);
        if (i > MAP_SIDE_STEPS)
            cr_expect_gt(lightness(c[-1].fill) - lightness(c->fill), 10);
        if (i < MAP_SIDE_STEPS)
            cr_expect_gt(lightness(c[1].fill) - lightness(c->fill), 10);
    }
}

/* How blue against yellow a colour is to who sees no difference between red
 * and green (both kinds see about this axis): blue less the mean of the
 * rest. */
static double blueness(const char *hex)
{
    double c[3];
    read_colour(hex, c);
    return cbrt(c[2]) - cbrt((c[0] + c[1]) / 2);
}

Test(report_map, losses_and_gains_differ_without_red_and_green)
{
    for (int away = 1; away <= MAP_SIDE_STEPS; away++) {
        double gain = blueness(map_diverging[MAP_SIDE_STEPS + away].fill);
        double loss = blueness(map_diverging[MAP_SIDE_STEPS - away].fill);
        cr_expect_gt(gain - loss, 0.2, "%d", away);
    }
}

/* ---- The drawing ---- */

Test(report_map, all_municipalities)
{
    MapIn in = map_of(MAP_MUNICIPALITIES, NULL, 290);
    const char *svg = drawn(&in, MAP_MUNICIPALITIES);
    for (size_t i = 0; i < in.n; i++) {
        char place[100];
        snprintf(place, sizeof place, "href=\"#%s\"><title>%s: %zu kr</title>",
                 in.row[i].link, in.row[i].name, i);
        cr_expect_eq(map_times(svg, place), 1, "%s", place);
    }
    cr_expect_eq(map_times(svg, "<a "), 290);
    cr_expect_eq(map_times(svg, ">0 kr – 57 kr (58)<"), 1);
    cr_expect_eq(map_times(svg, ">232 kr – 289 kr (58)<"), 1);
    cr_expect_eq(map_times(svg, ">Västernorrland<"), 1);
    cr_expect_eq(map_times(svg, "not on this map"), 0);
    cr_expect_eq(map_times(svg, "no figure"), 0);
    cr_expect_lt(strlen(svg), 60000);
}

Test(report_map, all_regions_with_names_and_figures)
{
    MapIn in = map_of(MAP_REGIONS, NULL, 21);
    const char *svg = drawn(&in, MAP_REGIONS);
    cr_expect_eq(map_times(svg, "<a "), 21);
    cr_expect_eq(map_times(svg, ">Stockholm<"), 1);
    cr_expect_eq(map_times(svg, ">20 kr<"), 1);
    cr_expect_eq(map_times(svg, ">Västra <"), 1, "on two lines");
    cr_expect_eq(map_times(svg, "map-counties"), 0);
}

/* One county is shown large, the rest of the land not at all. */
Test(report_map, one_county)
{
    MapIn in = map_of(MAP_MUNICIPALITIES, NULL, 25);
    const char *svg = drawn(&in, MAP_MUNICIPALITIES);
    cr_expect_eq(map_times(svg, "<a "), 25);
    cr_expect_eq(map_times(svg, ">Solna<"), 1);
    cr_expect_eq(map_times(svg, "Uppsala"), 0);
    cr_expect_eq(map_times(svg, "<title>Nynäshamn: no figure</title>"), 1);
    cr_expect_eq(map_times(svg, ">no figure (1)<"), 1);
    cr_expect_eq(map_times(svg, "fill=\"url(#m-none)\""), 2);
}

Test(report_map, who_has_no_figure_is_told)
{
    MapIn in = map_of(MAP_REGIONS, NULL, 21);
    MapRow *row = (MapRow *)in.row;
    row[3].value = NULL;
    row[3].text = "";
    const char *svg = drawn(&in, MAP_REGIONS);
    cr_expect_eq(map_times(svg, "#r05\"><title>Östergötland: no figure<"), 1);
    cr_expect_eq(map_times(svg, ">Östergötland<"), 1);
    cr_expect_eq(map_times(svg, "></tspan>"), 0);
}

Test(report_map, marks_are_outlined_and_told)
{
    MapIn in = map_of(MAP_MUNICIPALITIES, NULL, 290);
    MapRow *row = (MapRow *)in.row;
    row[3].marks = MARK_ESTIMATED;
    row[4].marks = MARK_CALIBRATED;
    row[5].marks = MARK_ESTIMATED | MARK_CALIBRATED;
    const char *svg = drawn(&in, MAP_MUNICIPALITIES);
    cr_expect_eq(map_times(svg, "stroke-dasharray=\"1.5 2\""), 2);
    cr_expect_eq(map_times(svg, "stroke-dasharray=\"5 2\""), 2);
    cr_expect_eq(map_times(svg, "stroke-dasharray=\"5 2 1.5 2\""), 2);
    cr_expect_eq(map_times(svg, ": 3 kr (estimated)</title>"), 1);
    cr_expect_eq(map_times(svg, ": 5 kr (estimated and calibrated)"), 1);
    cr_expect_eq(map_times(svg, ">calibrated<"), 1);
}

Test(report_map, losses_are_striped)
{
    static const int change[] = {-90, -20, -3, 0, 2, 20, 100};
    MapIn in = map_of(MAP_REGIONS, change, 7);
    in.scale = MAP_DIVERGING;
    const char *svg = drawn(&in, MAP_REGIONS);
    cr_expect_eq(map_times(svg, "fill=\"url(#m-0)\""), 2, "and the legend");
    cr_expect_eq(map_times(svg, "<pattern "), 8, "each fine, too");
    cr_expect_eq(map_times(svg, "fill=\"url(#m-none)\""), 15);
}

Test(report_map, other_codes_are_counted)
{
    MapIn in = map_of(MAP_MUNICIPALITIES, NULL, 290);
    MapRow *row = (MapRow *)in.row;
    row[0].code = "01";
    row[1].code = "9999";
    row[2].code = "";
    const char *svg = drawn(&in, MAP_MUNICIPALITIES);
    cr_expect_eq(map_times(svg, ">not on this map: 3<"), 1);
    cr_expect_eq(map_times(svg, ">no figure (3)<"), 1);
    cr_expect_eq(map_kinds(row, in.n), MAP_MUNICIPALITIES | MAP_REGIONS);
    cr_expect_eq(map_kinds(row + 1, 2), 0u);
    cr_expect_eq(map_kinds(row + 1, 3), (unsigned)MAP_MUNICIPALITIES);
    cr_expect_eq(map_kinds(row, 0), 0u);
}

Test(report_map, texts_cannot_be_markup)
{
    MapIn in = map_of(MAP_REGIONS, NULL, 2);
    MapRow *row = (MapRow *)in.row;
    in.title = "a < b & \"c\" <script>";
    row[0].name = "</title><script>alert(1)</script>";
    row[0].text = "1 & 2\x1b[31m\xff";
    row[1].link = "x\"y";
    const char *svg = drawn(&in, MAP_REGIONS);
    cr_expect_eq(map_times(svg, "<script"), 0);
    cr_expect_eq(map_times(svg, "\x1b"), 0);
    cr_expect_eq(map_times(svg, "\xff"), 0);
    cr_expect_eq(map_times(svg, "href=\"#x&quot;y\""), 1);
}

/* Land of 400 by 700, a legend of 150 by 200. */
Test(report_map, legend_stands_where_there_is_room)
{
    static const struct {
        int left, right, land, x, y, width;
    } row[] = {
        {200, 0, 3, 3, 3, 406},         /* in the left corner */
        {0, 164, 3, 253, 3, 406},       /* in the right one */
        {150, 0, 17, 3, 3, 420},        /* with a little more room */
        {20, 100, 3, 317, 3, 470},
        {50, 40, 3, 3, 717, 406},       /* below */
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        MapLayout at = map_lay_out((MapSize){400, 700}, (MapSize){150, 200},
                                   row[i].left, row[i].right);
        cr_expect_eq(at.land_x, row[i].land, "%zu: %d", i, at.land_x);
        cr_expect_eq(at.legend_x, row[i].x, "%zu: %d", i, at.legend_x);
        cr_expect_eq(at.legend_y, row[i].y, "%zu: %d", i, at.legend_y);
        cr_expect_eq(at.size.width, row[i].width, "%zu: %d", i,
                     at.size.width);
    }
}
