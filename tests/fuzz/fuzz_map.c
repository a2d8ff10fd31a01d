/* fuzz_map.c - any bytes as a map file: shapes, drawn, or a fault. */
#include <string.h>

#include "fuzz.h"
#include "report/map.h"

static const char *const code[] = {"0114", "0115", "1283"};

#define N_CODES (sizeof code / sizeof *code)

static void draw(Arena *arena, const MapShapes *shapes)
{
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    MapRow row[N_CODES];
    for (size_t i = 0; i < N_CODES; i++)
        row[i] = (MapRow){.code = code[i], .name = code[i], .text = "1 kr",
                          .value = i > 1 ? NULL
                                         : rat_int(pool, (int64_t)i)};
    MapIn in = {.arena = arena, .pool = pool, .id = "map1", .title = "Grant",
                .scale = MAP_SEQUENTIAL, .row = row, .n = N_CODES};
    Buf out = {0};
    if (map_has_shape(shapes, row, N_CODES))
        map_shapes(&in, shapes, &out);
    buf_free(&out);
    rat_pool_free(pool);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Source *source = source_make(arena, "fuzz.geojson", (const char *)data,
                                 size);
    const MapShapes *shapes = map_read(arena, source, code, N_CODES, diags);
    fuzz_demand((shapes == NULL) == diags_failed(diags),
                "shapes or a fault, never both");
    if (shapes != NULL)
        draw(arena, shapes);
    Buf shown = {0};
    diags_render(diags, &shown);
    buf_free(&shown);
    arena_free(arena);
    return 0;
}
