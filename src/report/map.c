/* map.c - which maps rows can be drawn on. */
#include "report/map.h"

#include "report/tiles.h"

unsigned map_kinds(const MapRow *row, size_t n)
{
    unsigned kinds = 0;
    for (size_t i = 0; i < n; i++)
        kinds |= tiles_kind(row[i].code);
    return kinds;
}
