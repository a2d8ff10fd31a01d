/* page_map.h - the map file of a page. */
#ifndef FORDELA_API_PAGE_MAP_H
#define FORDELA_API_PAGE_MAP_H

#include "api/api_int.h"
#include "report/map.h"

/* Reads it for the rows of a table (NULL: there are none, which is a fault)
 * and lists it among the files read. NULL after faults. */
const MapShapes *api_map(Arena *arena, const char *path, const Table *table,
                         SourceList *sources, Diags *diags);

#endif
