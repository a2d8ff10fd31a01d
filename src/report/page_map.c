/* page_map.c - the map of a page: rows whose codes are municipalities' or
 * regions', each leading to its line in the table.
 */
#include "report/map.h"
#include "report/page_int.h"

#include <ctype.h>
#include <string.h>

const char *page_row_id(const Page *page, const char *prefix,
                        const char *code)
{
    for (const char *c = code; *c != '\0'; c++)
        if (!isdigit((unsigned char)*c))
            return NULL;
    return strlen(code) < 2 || strlen(code) > 4
               ? NULL
               : arena_format(page->arena, "%s%s", prefix, code);
}

/* kind MAP_NONE: the shapes of the map file. */
static void draw(const Page *page, const PageMap *map, const MapRow *row,
                 size_t n, MapKind kind)
{
    MapIn in = {.arena = page->arena, .pool = page->pool,
                .id = arena_format(page->arena, "map-%s%d", map->prefix,
                                   (int)kind),
                .title = map->title,
                .scale = map->change ? MAP_DIVERGING : MAP_SEQUENTIAL,
                .row = row, .n = n};
    buf_add(page->out, "<figure class=\"map\">\n");
    if (kind == MAP_NONE)
        map_shapes(&in, page->shapes, page->out);
    else
        map_tiles(&in, kind, page->out);
    buf_add(page->out, "</figure>\n");
}

/* Marks that every row has are said once at the top, not on every tile. */
static unsigned shared_marks(const PageMap *map)
{
    unsigned all = map->marks == NULL ? 0 : ~0u;
    for (size_t i = 0; i < map->table->n && map->marks != NULL; i++)
        all &= map->marks[i];
    return all;
}

bool page_map(const Page *page, const PageMap *map)
{
    const Table *table = map->table;
    unsigned shared = shared_marks(map);
    MapRow *row = ARENA_ARRAY(page->arena, MapRow, table->n);
    for (size_t i = 0; i < table->n; i++)
        row[i] = (MapRow){
            .code = table->code[i], .name = table->label[i],
            .text = map->num[i] == NULL
                        ? ""
                        : map->change ? page_change(page, map->type,
                                                    map->num[i])
                                      : page_amount(page, map->type,
                                                    map->num[i]),
            .value = map->num[i],
            .marks = map->marks == NULL ? 0 : map->marks[i] & ~shared,
            .link = page_row_id(page, map->prefix, table->code[i])};
    if (page->shapes != NULL && map_has_shape(page->shapes, row, table->n)) {
        draw(page, map, row, table->n, MAP_NONE);
        return true;
    }
    unsigned kinds = map_kinds(row, table->n);
    if ((kinds & MAP_MUNICIPALITIES) != 0)
        draw(page, map, row, table->n, MAP_MUNICIPALITIES);
    if ((kinds & MAP_REGIONS) != 0)
        draw(page, map, row, table->n, MAP_REGIONS);
    return kinds != 0;
}
