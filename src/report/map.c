/* map.c - which maps rows can be drawn on.
 *
 * The drawing is being written: for now maps are empty.
 */
#include "report/map.h"

#include "report/tiles.h"

unsigned map_kinds(const MapRow *row, size_t n)
{
    unsigned kinds = 0;
    for (size_t i = 0; i < n; i++)
        kinds |= tiles_kind(row[i].code);
    return kinds;
}

const MapShapes *map_read(Arena *arena, const Source *source,
                          const char *const *code, size_t n, Diags *diags)
{
    (void)arena;
    (void)code;
    (void)n;
    diag_add(diags, DIAG_FAULT, (Place){source, {0, 0}}, NULL,
             "map files are not read yet");
    return NULL;
}

void map_shapes(const MapIn *in, const MapShapes *shapes, Buf *out)
{
    (void)in;
    (void)shapes;
    (void)out;
}
