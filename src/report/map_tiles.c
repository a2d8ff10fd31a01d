/* map_tiles.c - the built-in map: one equal tile each. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "report/map_int.h"
#include "report/tiles.h"

/* Where there are so few columns and rows, tiles are large and hold their names
 * and figures: one county, the regions. */
#define LARGE_MOST 9
#define LARGE_HEIGHT 54
#define LARGE_FONT 11
#define LARGE_LETTER 6      /* a letter of it is at most so wide */
#define LARGE_LEAST 66      /* width */
#define LETTERS_MOST 11     /* of that font in a large tile */
#define SMALL 20            /* width and height of the others */
#define SMALL_FONT 10

#define COUNTIES 100        /* by the first two digits */

typedef struct TileMap {
    const MapIn *in;
    MapKind kind;
    size_t n;               /* tiles shown */
    const Tile **tile;
    const MapRow **row;     /* of each, or NULL */
    int left, top, cols, rows;
    int width, height;      /* of a tile */
    bool large;
    int x, y;               /* of the first column and row in the drawing */
    size_t elsewhere;       /* rows that are not on the map */
    MapClasses classes;
    Buf *out;
} TileMap;

static int county_of(const char *code)
{
    return (code[0] - '0') * 10 + code[1] - '0';
}

/* ---- Who is shown ---- */

static void show(TileMap *map, const Tile *tile, const MapRow *row)
{
    map->tile[map->n] = tile;
    map->row[map->n++] = row;
}

/* Tiles of counties with a row; regions all, as they are one land. */
static void choose(TileMap *map)
{
    TileSet set = tiles_of(map->kind);
    Arena *arena = map->in->arena;
    const MapRow **row = ARENA_ARRAY(arena, const MapRow *, set.n);
    bool county[COUNTIES] = {false};
    for (size_t i = 0; i < map->in->n; i++) {
        int found = tiles_find(&set, map->in->row[i].code);
        if (found < 0) {
            map->elsewhere++;
            continue;
        }
        row[found] = &map->in->row[i];
        county[county_of(row[found]->code)] = true;
    }
    map->tile = ARENA_ARRAY(arena, const Tile *, set.n);
    map->row = ARENA_ARRAY(arena, const MapRow *, set.n);
    for (size_t i = 0; i < set.n; i++)
        if (map->kind == MAP_REGIONS || county[county_of(set.tile[i].code)])
            show(map, &set.tile[i], row[i]);
}

/* Where a name can be parted to stand on two lines; its length if nowhere. */
static size_t break_in(const char *name)
{
    size_t len = strlen(name);
    if (utf8_width(name, len) <= LETTERS_MOST)
        return len;
    size_t at = strcspn(name, " -");
    return at == len ? len : at + 1;
}

/* For the longest of names and figures. */
static int large_width(const TileMap *map)
{
    size_t most = 0;
    for (size_t i = 0; i < map->n; i++) {
        const char *name = map->tile[i]->name;
        const char *text = map->row[i] == NULL ? "" : map->row[i]->text;
        size_t letters[] = {utf8_width(name, break_in(name)),
                            utf8_width(text, strlen(text))};
        most = letters[0] > most ? letters[0] : most;
        most = letters[1] > most ? letters[1] : most;
    }
    int width = (int)most * LARGE_LETTER + 2 * LARGE_LETTER;
    return width < LARGE_LEAST ? LARGE_LEAST : width;
}

static void measure(TileMap *map)
{
    int right = 0, bottom = 0;
    map->left = map->top = 1000;
    for (size_t i = 0; i < map->n; i++) {
        const Tile *t = map->tile[i];
        map->left = t->col < map->left ? t->col : map->left;
        map->top = t->row < map->top ? t->row : map->top;
        right = t->col > right ? t->col : right;
        bottom = t->row > bottom ? t->row : bottom;
    }
    map->cols = right - map->left + 1;
    map->rows = bottom - map->top + 1;
    map->large = map->cols <= LARGE_MOST && map->rows <= LARGE_MOST;
    map->width = map->large ? large_width(map) : SMALL;
    map->height = map->large ? LARGE_HEIGHT : SMALL;
}

static int x_of(const TileMap *map, const Tile *tile)
{
    return map->x + (tile->col - map->left) * map->width;
}

static int y_of(const TileMap *map, const Tile *tile)
{
    return map->y + (tile->row - map->top) * map->height;
}

/* ---- Where the legend has room ---- */

/* From the left edge to the first tile beside the legend (or, right, from the
 * last tile there to the right edge). */
static int room_beside(const TileMap *map, int legend_height, bool right)
{
    int room = map->cols * map->width;
    for (size_t i = 0; i < map->n; i++) {
        const Tile *t = map->tile[i];
        int beside = (t->col - map->left) * map->width;
        if (right)
            beside = (map->cols - 1) * map->width - beside;
        if ((t->row - map->top) * map->height < legend_height &&
            beside < room)
            room = beside;
    }
    return room;
}

static MapLayout lay_out(TileMap *map)
{
    MapSize legend = map_legend_size(map->in, &map->classes);
    MapSize land = {map->cols * map->width, map->rows * map->height};
    MapLayout at = map_lay_out(land, legend,
                               room_beside(map, legend.height, false),
                               room_beside(map, legend.height, true));
    map->x = at.land_x;
    map->y = MAP_MARGIN;
    return at;
}

/* ---- Tiles ---- */

/* Name and figure inside a large tile. */
static void add_words(const TileMap *map, size_t i)
{
    const MapRow *row = map->row[i];
    const Tile *tile = map->tile[i];
    int class = map->classes.of[i];
    const MapColour *on = class < 0 ? NULL : &map->classes.at[class].colour;
    const char *name = tile->name;
    size_t first = break_in(name), len = strlen(name);
    int x = x_of(map, tile) + map->width / 2;
    int y = y_of(map, tile) + map->height / 2 - (first < len ? 9 : 3);
    map_label(x, y, LARGE_FONT, on, name, first, map->out);
    if (first < len)
        map_label(x, y += 12, LARGE_FONT, on, name + first, len - first,
                  map->out);
    if (row != NULL && row->value != NULL)
        map_label(x, y + 15, LARGE_FONT, on, row->text, strlen(row->text),
                  map->out);
}

/* The tile's rectangle, so far inside of it. */
static void add_rect(const TileMap *map, size_t i, int inside)
{
    buf_addf(map->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"",
             x_of(map, map->tile[i]) + inside,
             y_of(map, map->tile[i]) + inside, map->width - 2 * inside,
             map->height - 2 * inside);
}

static void add_tile(const TileMap *map, size_t i)
{
    const MapRow *row = map->row[i];
    map_place_open(row, map->tile[i]->name, map->out);
    add_rect(map, i, 1);
    map_paint(map->in, &map->classes, map->classes.of[i], "", map->out);
    buf_add(map->out, "/>");
    if (row != NULL && (row->marks & 3) != 0) {
        add_rect(map, i, 3);
        map_under_dashes(1, map->out);
        buf_add(map->out, "/>");
        add_rect(map, i, 3);
        map_dashes(row->marks, 1, map->out);
        buf_add(map->out, "/>");
    }
    if (map->large)
        add_words(map, i);
    map_place_close(row, map->out);
}

/* ---- Counties ---- */

static bool same_county(const TileMap *map, size_t i, int col, int row)
{
    for (size_t k = 0; k < map->n; k++)
        if (map->tile[k]->col == col && map->tile[k]->row == row)
            return county_of(map->tile[k]->code) ==
                   county_of(map->tile[i]->code);
    return false;
}

/* The sides of tiles towards other counties, one path for all. */
static void add_outlines(const TileMap *map)
{
    Buf *out = map->out;
    buf_add(out, "<path class=\"map-counties\" fill=\"none\" "
                 "stroke=\"" MAP_INK "\" stroke-width=\"1.8\" "
                 "stroke-linecap=\"square\" pointer-events=\"none\" d=\"");
    for (size_t i = 0; i < map->n; i++) {
        const Tile *t = map->tile[i];
        int x = x_of(map, t), y = y_of(map, t);
        if (!same_county(map, i, t->col, t->row - 1))
            buf_addf(out, "M%d %dh%d", x, y, map->width);
        if (!same_county(map, i, t->col - 1, t->row))
            buf_addf(out, "M%d %dv%d", x, y, map->height);
        if (!same_county(map, i, t->col, t->row + 1))
            buf_addf(out, "M%d %dh%d", x, y + map->height, map->width);
        if (!same_county(map, i, t->col + 1, t->row))
            buf_addf(out, "M%d %dv%d", x + map->width, y, map->height);
    }
    buf_add(out, "\"/>\n");
}

/* A county's name over the middle of its tiles. */
static void add_county(const TileMap *map, const Tile *region)
{
    int x = 0, y = 0, n = 0;
    for (size_t i = 0; i < map->n; i++)
        if (county_of(map->tile[i]->code) == county_of(region->code)) {
            x += x_of(map, map->tile[i]) + map->width / 2;
            y += y_of(map, map->tile[i]) + map->height / 2;
            n++;
        }
    if (n == 0)
        return;
    /* Over an island's only tile its name would hide it. */
    y = y / n + (n == 1 ? map->height : SMALL_FONT / 3);
    map_label(x / n, y, SMALL_FONT, NULL, region->name, strlen(region->name),
              map->out);
}

static void add_counties(const TileMap *map)
{
    TileSet regions = tiles_of(MAP_REGIONS);
    buf_add(map->out, "<g class=\"map-names\" pointer-events=\"none\">\n");
    for (size_t i = 0; i < regions.n; i++)
        add_county(map, &regions.tile[i]);
    buf_add(map->out, "</g>\n");
}

void map_tiles(const MapIn *in, MapKind kind, Buf *out)
{
    TileMap map = {.in = in, .kind = kind, .out = out};
    choose(&map);
    measure(&map);
    map_classify(in, map.row, map.n, &map.classes);
    MapLayout at = lay_out(&map);
    map_open(in, at.size,
             kind == MAP_REGIONS
                 ? tr("One equal tile for each region, near its neighbours.")
                 : tr("One equal tile for each municipality, near its "
                      "neighbours; thick lines part the counties."),
             1, out);
    for (size_t i = 0; i < map.n; i++)
        add_tile(&map, i);
    if (kind == MAP_MUNICIPALITIES)
        add_outlines(&map);
    if (!map.large)
        add_counties(&map);
    map_legend(in, &map.classes, map.elsewhere, at.legend_x, at.legend_y,
               out);
    map_close(out);
}
