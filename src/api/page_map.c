/* page_map.c - the map file of a page. */
#include "api/page_map.h"

const MapShapes *api_map(Arena *arena, const char *path, const Table *table,
                         SourceList *sources, Diags *diags)
{
    if (table == NULL) {
        diag_add(diags, DIAG_FAULT, (Place){0}, "leave the map out",
                 "there is no result with rows to be drawn on a map");
        return NULL;
    }
    const Source *source = map_source(arena, path, diags);
    if (source == NULL)
        return NULL;
    *VEC_ADD(arena, sources) = source;
    return map_read(arena, source, table->code, table->n, diags);
}
